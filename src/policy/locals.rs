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
    pub(super) fn new(locals: Vec<(String, Code)>) -> Result<Self, Vec<(String, Code)>> {
        let mut left: Vec<(String, Code, Vec<String>, usize)> = locals
            .into_iter()
            .map(|(name, code)| {
                let mut names = Vec::new();
                let nodes = weigh(&code.node, &mut names);
                (name, code, names, nodes)
            })
            .collect();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut ordered = Self::default();
        while !left.is_empty() {
            let before = left.len();
            let ours: Vec<String> = left.iter().map(|(name, ..)| name.clone()).collect();
            let (ready, rest): (Vec<_>, Vec<_>) = left
                .into_iter()
                .partition(|(_, _, names, _)| !names.iter().any(|name| ours.contains(name)));
            for (name, code, names, nodes) in ready {
                let used: Vec<usize> = names.iter().filter_map(|n| known.get(n).copied()).collect();
                let costs = used.iter().map(|used| ordered.all[*used].cost);
                let cost = costs.fold(nodes, usize::saturating_add);
                let mut needs: Vec<usize> = used
                    .iter()
                    .flat_map(|used| ordered.all[*used].needs.iter().copied().chain([*used]))
                    .collect();
                needs.sort_unstable();
                needs.dedup();
                known.insert(name.clone(), ordered.all.len());
                ordered.all.push(Local {
                    name,
                    code,
                    needs,
                    cost,
                });
            }
            left = rest;
            if left.len() == before {
                let uses: BTreeMap<&str, &[String]> = left
                    .iter()
                    .map(|(name, _, names, _)| (name.as_str(), names.as_slice()))
                    .collect();
                let circular = left.iter().filter(|(name, ..)| leads_to(name, name, &uses));
                let circular = circular.map(|(name, code, ..)| (name.clone(), code.clone()));
                return Err(circular.collect());
            }
        }
        Ok(ordered)
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

/// Whether a local value is made of another, directly or through others.
fn leads_to(from: &str, to: &str, uses: &BTreeMap<&str, &[String]>) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ahead = vec![from];
    while let Some(name) = ahead.pop() {
        for used in uses.get(name).copied().unwrap_or_default() {
            if used == to {
                return true;
            }
            if seen.insert(used) {
                ahead.push(used);
            }
        }
    }
    false
}

/// How many nodes an expression has; the locals that it names are added.
fn weigh(node: &Expression, names: &mut Vec<String>) -> usize {
    let name = Reference::of(node).and_then(|reference| reference.named("local"));
    names.extend(name.map(str::to_owned));
    let mut nodes = 1;
    children(node, &mut |child| nodes += weigh(child, names));
    nodes
}
