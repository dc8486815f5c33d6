//! Local values, each after those that it names, so that none is evaluated by
//! recursion.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::Expression;

use super::Code;
use crate::terraform::Reference;
use crate::terraform::expression::children;

/// The local values of a file or a policy.
#[derive(Debug, Default)]
pub(super) struct Locals {
    all: Vec<Local>,
    by_name: BTreeMap<String, usize>,
}

/// A local value.
#[derive(Debug)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) code: Code,
    /// The places of those that it names, all of them before its own.
    uses: Vec<usize>,
    /// What it costs to evaluate it, in nodes: those of the locals that it names
    /// count each time that it names them.
    pub(super) cost: usize,
}

impl Locals {
    /// Puts local values in order. Those that lead back to themselves are the
    /// error.
    pub(super) fn new(named: Vec<(String, Code)>) -> Result<Self, Vec<(String, Code)>> {
        let places: BTreeMap<&str, usize> = named
            .iter()
            .enumerate()
            .map(|(place, (name, _))| (name.as_str(), place))
            .collect();
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); named.len()];
        let mut weighed: Vec<(usize, Vec<usize>)> = Vec::with_capacity(named.len());
        for (place, (_, code)) in named.iter().enumerate() {
            let mut named_here: Vec<usize> = Vec::new();
            let nodes = weigh(&code.node, &mut |name| named_here.extend(places.get(name)));
            for used in &named_here {
                users[*used].push(place);
            }
            weighed.push((nodes, named_here));
        }
        let mut missing: Vec<usize> = weighed.iter().map(|(_, uses)| uses.len()).collect();
        let mut order: Vec<usize> = (0..named.len()).filter(|at| missing[*at] == 0).collect();
        let mut next = 0;
        while let Some(ready) = order.get(next).copied() {
            next += 1;
            for user in &users[ready] {
                missing[*user] -= 1;
                if missing[*user] == 0 {
                    order.push(*user);
                }
            }
        }
        if order.len() < named.len() {
            let circular = named.iter().enumerate();
            let circular = circular.filter(|(place, _)| leads_to(*place, &weighed));
            return Err(circular.map(|(_, local)| local.clone()).collect());
        }
        Ok(Self::ordered(named, &weighed, &order))
    }

    /// Local values in an order in which each comes after those that it names.
    fn ordered(
        named: Vec<(String, Code)>,
        weighed: &[(usize, Vec<usize>)],
        order: &[usize],
    ) -> Self {
        let mut named: Vec<Option<(String, Code)>> = named.into_iter().map(Some).collect();
        let mut moved = vec![0; named.len()];
        let mut all: Vec<Local> = Vec::with_capacity(named.len());
        for place in order {
            let (nodes, uses) = &weighed[*place];
            let uses: Vec<usize> = uses.iter().map(|used| moved[*used]).collect();
            let costs = uses.iter().map(|used| all[*used].cost);
            let cost = costs.fold(*nodes, usize::saturating_add);
            moved[*place] = all.len();
            if let Some((name, code)) = named[*place].take() {
                all.push(Local {
                    name,
                    code,
                    uses,
                    cost,
                });
            }
        }
        let by_name = all.iter().enumerate();
        let by_name = by_name.map(|(index, local)| (local.name.clone(), index));
        Self {
            by_name: by_name.collect(),
            all,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Local> {
        self.all.iter()
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    pub(super) fn get(&self, index: usize) -> &Local {
        &self.all[index]
    }

    /// What a local value is made of, as far as it isn't known, and itself, in the
    /// order in which they can be evaluated.
    pub(super) fn needed(&self, index: usize, is_known: impl Fn(usize) -> bool) -> BTreeSet<usize> {
        let mut needed = BTreeSet::from([index]);
        let mut ahead = vec![index];
        while let Some(local) = ahead.pop() {
            let uses = self.all[local].uses.iter().copied();
            ahead.extend(uses.filter(|used| !is_known(*used) && needed.insert(*used)));
        }
        needed
    }
}

/// Whether a local value is made of itself, directly or through others.
fn leads_to(place: usize, weighed: &[(usize, Vec<usize>)]) -> bool {
    let mut seen = BTreeSet::new();
    let mut ahead = vec![place];
    while let Some(local) = ahead.pop() {
        let uses = &weighed[local].1;
        if uses.contains(&place) {
            return true;
        }
        ahead.extend(uses.iter().copied().filter(|used| seen.insert(*used)));
    }
    false
}

/// How many nodes an expression has; `named` is called with each local value that
/// it names.
fn weigh<'a>(node: &'a Expression, named: &mut dyn FnMut(&'a str)) -> usize {
    if let Some(name) = Reference::of(node).and_then(|reference| reference.named("local")) {
        named(name);
    }
    let mut nodes = 1;
    children(node, &mut |child| nodes += weigh(child, named));
    nodes
}
