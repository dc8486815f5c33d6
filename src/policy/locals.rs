//! Local values, each after those that it names, so that none is evaluated by
//! recursion.

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;

use super::Code;
use crate::terraform::Reference;
use crate::terraform::expression::children;

/// The local values of a file or a policy.
#[derive(Debug, Default)]
pub(super) struct Locals {
    all: Vec<Local>,
}

/// A local value.
#[derive(Debug)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) code: Code,
    /// Those that it is made of and that come before it, all the way down, by
    /// their places.
    needs: Vec<usize>,
    /// What it costs to evaluate it, in nodes: those of the locals that it names
    /// count each time that it names them.
    pub(super) cost: usize,
}

impl Locals {
    /// Puts local values in order. Those that lead back to themselves are the
    /// error.
    pub(super) fn new(named: Vec<(String, Code)>) -> Result<Self, Vec<(String, Code)>> {
        let mut left: Vec<(String, Code, Vec<String>, usize)> = named
            .into_iter()
            .map(|(name, code)| {
                let mut names = Vec::new();
                let nodes = weigh(&code.node, &mut names);
                (name, code, names, nodes)
            })
            .collect();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut locals = Self::default();
        while !left.is_empty() {
            let before = left.len();
            let ours: Vec<String> = left.iter().map(|(name, ..)| name.clone()).collect();
            let (ready, rest): (Vec<_>, Vec<_>) = left
                .into_iter()
                .partition(|(_, _, names, _)| !names.iter().any(|name| ours.contains(name)));
            for (name, code, names, nodes) in ready {
                let used: Vec<usize> = names.iter().filter_map(|n| known.get(n).copied()).collect();
                let costs = used.iter().map(|used| locals.all[*used].cost);
                let cost = costs.fold(nodes, usize::saturating_add);
                let mut needs: Vec<usize> = used
                    .iter()
                    .flat_map(|used| locals.all[*used].needs.iter().copied().chain([*used]))
                    .collect();
                needs.sort_unstable();
                needs.dedup();
                known.insert(name.clone(), locals.all.len());
                locals.all.push(Local {
                    name,
                    code,
                    needs,
                    cost,
                });
            }
            left = rest;
            if left.len() == before {
                let circular = left.into_iter().map(|(name, code, ..)| (name, code));
                return Err(circular.collect());
            }
        }
        Ok(locals)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Local> {
        self.all.iter()
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|local| local.name == name)
    }

    pub(super) fn get(&self, index: usize) -> &Local {
        &self.all[index]
    }

    /// What a local value is made of, and itself, in the order in which they can
    /// be evaluated.
    pub(super) fn needed(&self, index: usize) -> impl Iterator<Item = usize> {
        self.all[index].needs.iter().copied().chain([index])
    }
}

/// How many nodes an expression has; the locals that it names are added.
fn weigh(node: &Expression, names: &mut Vec<String>) -> usize {
    let name = Reference::of(node).and_then(|reference| reference.named("local"));
    names.extend(name.map(str::to_owned));
    let mut nodes = 1;
    children(node, &mut |child| nodes += weigh(child, names));
    nodes
}
