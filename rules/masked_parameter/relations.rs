//! How key variables stand to one another by the checks that know several of
//! them: which switch may be named where, so that nothing refers round in a
//! circle.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::Expression;

use super::condition::{Reader, Spot};
use crate::module::{Context, Key, Module, Parameter};
use crate::source::Span;
use crate::terraform::{Expr, References};

/// Variables by those that their checks refer to.
pub(super) struct Relations<'m, 'a> {
    module: &'m Module<'a>,
    /// What the checks of a variable refer to.
    refers_to: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The switches of keys that have one: the switch, and the key.
    switches: BTreeMap<String, &'m str>,
}

impl<'m, 'a> Relations<'m, 'a> {
    pub(super) fn of(module: &'m Module<'a>) -> Self {
        let mut refers_to: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
        for variable in module.variables() {
            for found in module.uses_of(variable.name) {
                if let Context::Variable(holder) = found.context
                    && holder != variable.name
                {
                    refers_to.entry(holder).or_default().insert(variable.name);
                }
            }
        }
        let mut switches = BTreeMap::new();
        for key in module.keys() {
            if let Some(switch) = switch_of(module, key) {
                switches.insert(switch, module.variable(key).name);
            }
        }
        Self {
            module,
            refers_to,
            switches,
        }
    }

    /// The key whose parameter a variable opens, and nothing else does.
    pub(super) fn key_of(&self, switch: &str) -> Option<&'m str> {
        self.switches.get(switch).copied()
    }

    /// The switch of a key that has one.
    pub(super) fn switch_of(&self, key: &str) -> Option<&str> {
        let mut switches = self.switches.iter();
        let found = switches.find(|(_, known)| **known == key);
        found.map(|(switch, _)| switch.as_str())
    }

    /// Whether the switch of a key may name that of another. One that holds a
    /// check on another comes after it; else the alphabet decides.
    pub(super) fn comes_after(&self, key: &str, other: &str) -> bool {
        let rank = |name: &str| self.depth(name, &mut BTreeSet::new());
        (rank(key), key) > (rank(other), other)
    }

    /// How many variables in a row a check leads to. Switches come and go with
    /// fixes, and don't count.
    fn depth(&self, name: &str, seen: &mut BTreeSet<String>) -> usize {
        if !seen.insert(name.to_owned()) {
            return 0;
        }
        let refers_to = self.refers_to.get(name).into_iter().flatten();
        let originals = refers_to.filter(|other| !self.switches.contains_key(**other));
        let depths = originals.map(|other| 1 + self.depth(other, seen));
        let deepest = depths.max().unwrap_or_default();
        seen.remove(name);
        deepest
    }

    /// Whether the checks of a variable refer to another.
    pub(super) fn refers(&self, variable: &str, other: &str) -> bool {
        let refers_to = self.refers_to.get(variable);
        refers_to.is_some_and(|names| names.contains(other))
    }

    /// Whether the checks of a variable lead to one of some others.
    pub(super) fn leads_to(&self, from: &str, targets: &BTreeSet<&str>) -> bool {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(name) = open.pop() {
            if targets.contains(name) {
                return true;
            }
            let further = self.refers_to.get(name).into_iter().flatten();
            open.extend(further.copied().filter(|name| seen.insert(name)));
        }
        false
    }

    /// The keys of which some check allows one only, and those of which others do
    /// with them in turn: with this one, the last first.
    pub(super) fn group_of(&self, key: &'m str) -> Vec<&'m str> {
        let keys = self.module.keys().iter();
        let keys: Vec<&'m str> = keys.map(|key| self.module.variable(key).name).collect();
        let mut group = vec![key];
        let mut next = 0;
        while let Some(&key) = group.get(next) {
            next += 1;
            for other in &keys {
                if !group.contains(other) && self.exclude_one_another(key, other) {
                    group.push(other);
                }
            }
        }
        group.sort_by(|a, b| self.comes_after(b, a).cmp(&self.comes_after(a, b)));
        group
    }

    /// Whether a check still knows each of two keys where the other one is set.
    fn exclude_one_another(&self, key: &str, other: &str) -> bool {
        conditions(self.module).any(|(holder, condition)| {
            let known = References::of(condition.node).variables;
            known.contains(key)
                && known.contains(other)
                && self.still_knows(holder, condition, key, other)
                && self.still_knows(holder, condition, other, key)
        })
    }

    fn still_knows(&self, holder: &str, condition: Expr<'_>, set: &str, other: &str) -> bool {
        let uses = self.module.uses_of(set).iter();
        let tests = uses.filter(|found| found.context == Context::Variable(holder));
        let tests = tests.filter_map(|found| found.test);
        let spots: Vec<(Span, Spot)> = tests
            .map(|test| (test.at, Spot::Known(test.when_set)))
            .collect();
        let reader = Reader {
            module: self.module,
            spots: &spots,
        };
        let folded = reader.read(condition);
        let Ok(folded) = folded.map_or(String::new(), |folded| folded.code()).parse() else {
            return false;
        };
        let folded: Expression = folded;
        References::of(&folded).variables.contains(other)
    }

    /// Whether a check that is no copy knows both of two keys.
    pub(super) fn are_checked_together(&self, key: &str, other: &str) -> bool {
        conditions(self.module).any(|(holder, condition)| {
            let known = known_to(holder, condition);
            !self.switches.contains_key(holder) && known.contains(key) && known.contains(other)
        })
    }
}

/// What a check is about: the variable that holds it, and those that it refers
/// to.
fn known_to<'a>(holder: &'a str, condition: Expr<'a>) -> BTreeSet<&'a str> {
    let mut known = References::of(condition.node).variables;
    known.insert(holder);
    known
}

/// The conditions of all validations, each with the variable that holds it.
fn conditions<'m, 'a>(module: &'m Module<'a>) -> impl Iterator<Item = (&'a str, Expr<'a>)> + 'm {
    module.variables().iter().flat_map(|variable| {
        let blocks = variable.block.blocks();
        let validations = blocks.filter(|nested| nested.kind == "validation");
        validations
            .filter_map(|nested| Some((variable.name, nested.section.attribute("condition")?)))
    })
}

/// The only variable that opens the parameters of a key.
fn switch_of(module: &Module<'_>, key: &Key) -> Option<String> {
    let gates = module.joined(key).filter_map(Parameter::gate);
    let opened: BTreeSet<String> = gates.flat_map(|gate| module.switches(gate)).collect();
    let mut opened = opened.into_iter();
    match (opened.next(), opened.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}
