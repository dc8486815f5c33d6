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
    /// How many variables in a row the checks of a variable lead to.
    ranks: BTreeMap<&'a str, usize>,
    /// The checks that know several keys.
    shared: Vec<Shared<'a>>,
}

/// A check that knows several keys.
struct Shared<'a> {
    holder: &'a str,
    condition: Expr<'a>,
    keys: BTreeSet<&'a str>,
}

/// With more keys than this, a check is assumed to relate them all.
const MAX_KEYS: usize = 8;

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
        let keys = module.keys().iter();
        let keys: BTreeSet<&str> = keys.map(|key| module.variable(key).name).collect();
        let shared = conditions(module).filter_map(|(holder, condition)| {
            let mut known = References::of(condition.node).variables;
            known.retain(|name| keys.contains(name));
            (known.len() > 1).then_some(Shared {
                holder,
                condition,
                keys: known,
            })
        });
        Self {
            module,
            shared: shared.collect(),
            ranks: ranks(&refers_to, &switches),
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
        let rank = |name: &str| self.ranks.get(name).copied().unwrap_or_default();
        (rank(key), key) > (rank(other), other)
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

    /// This key and those related to it, directly or through others, the last first.
    pub(super) fn group_of(&self, key: &'m str) -> Vec<&'m str> {
        let mut group = vec![key];
        let mut next = 0;
        while let Some(&key) = group.get(next) {
            next += 1;
            for check in self.shared.iter().filter(|check| check.keys.contains(key)) {
                for &other in &check.keys {
                    if !group.contains(&other) && self.are_related(check, key, other) {
                        group.push(other);
                    }
                }
            }
        }
        group.sort_by(|a, b| self.comes_after(b, a).cmp(&self.comes_after(a, b)));
        group
    }

    /// Whether a check still depends on one of two keys where the other one is set:
    /// its copy in the other one's switch has to know both.
    fn are_related(&self, check: &Shared<'a>, key: &str, other: &str) -> bool {
        let &Shared {
            holder, condition, ..
        } = check;
        check.keys.len() > MAX_KEYS
            || self.still_knows(holder, condition, key, other)
            || self.still_knows(holder, condition, other, key)
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

/// How many variables in a row the checks of each variable lead to, worked out
/// from the end; those that lead back to themselves, which Terraform refuses,
/// have none. Switches come and go with fixes, and don't count.
fn ranks<'a>(
    refers_to: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    switches: &BTreeMap<String, &str>,
) -> BTreeMap<&'a str, usize> {
    let mut referred_by: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (&holder, names) in refers_to {
        let originals = names.iter().filter(|name| !switches.contains_key(**name));
        for &name in originals {
            referred_by.entry(name).or_default().push(holder);
            *open.entry(holder).or_default() += 1;
        }
    }
    let mut ranks: BTreeMap<&'a str, usize> = BTreeMap::new();
    let ends = referred_by.keys().filter(|name| !open.contains_key(*name));
    let mut done: Vec<(&str, usize)> = ends.map(|name| (*name, 0)).collect();
    while let Some((name, rank)) = done.pop() {
        for &holder in referred_by.get(name).into_iter().flatten() {
            let highest = ranks.entry(holder).or_default();
            *highest = (*highest).max(rank + 1);
            let left = open.entry(holder).or_default();
            *left -= 1;
            if *left == 0 {
                done.push((holder, *highest));
            }
        }
    }
    // Those that are still open lead back to themselves, or to one that does.
    ranks.retain(|name, _| open.get(name) == Some(&0));
    ranks
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
