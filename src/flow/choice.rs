//! Where an expression chooses between values: what flows in one choice is an
//! alternative of what flows in the others.

use std::collections::{BTreeMap, BTreeSet};

use super::tracer::Tracer;
use super::{Flow, Join, Origin, Parts, same};

impl Tracer<'_, '_> {
    /// Members of one key are alternatives: the last argument that has the key
    /// counts, and an argument may be a conditional.
    pub(super) fn merge(&mut self, arguments: &[Flow]) -> Flow {
        let mut all_objects = true;
        let mut members: BTreeMap<String, Vec<Flow>> = BTreeMap::new();
        for argument in arguments.iter().filter(|argument| !argument.is_empty()) {
            match &argument.parts {
                Parts::Object(object) => {
                    if !self.spend(object.len()) {
                        return Flow::default();
                    }
                    for (key, flow) in object.iter() {
                        members.entry(key.clone()).or_default().push(flow.clone());
                    }
                }
                _ => all_objects = false,
            }
        }
        if !all_objects {
            return Flow::union(arguments.iter());
        }
        let members = members
            .into_iter()
            .map(|(key, flows)| (key, self.choose(&flows)))
            .collect();
        Flow::object(members)
    }

    /// The elements of several lists in one.
    pub(super) fn concat(&mut self, arguments: &[Flow]) -> Flow {
        let mut items = Vec::new();
        for argument in arguments.iter().filter(|argument| !argument.is_empty()) {
            match &argument.parts {
                Parts::List(list) | Parts::Elements(list) => {
                    if !self.spend(list.len()) {
                        return Flow::default();
                    }
                    items.extend_from_slice(list);
                }
                _ => items.push(argument.clone()),
            }
        }
        Flow::any_of(items)
    }

    /// An element of a list.
    pub(super) fn item(&mut self, flow: &Flow, index: Option<usize>) -> Flow {
        if let (Parts::List(items), Some(index)) = (&flow.parts, index)
            && let Some(item) = items.get(index)
        {
            return item.clone();
        }
        match &flow.parts {
            Parts::List(items) | Parts::Elements(items) => self.choose(items),
            _ => flow.clone(),
        }
    }

    /// One of several values, nobody knows which: what flows in one is an
    /// alternative of what flows in the others. Objects are compared member by
    /// member.
    pub(super) fn choose(&mut self, choices: &[Flow]) -> Flow {
        if !self.spend(1) {
            return Flow::default();
        }
        let choices: Vec<&Flow> = choices.iter().filter(|flow| !flow.is_empty()).collect();
        let [first, rest @ ..] = choices.as_slice() else {
            return Flow::default();
        };
        if rest.is_empty() {
            return (*first).clone();
        }
        if rest.iter().all(|flow| same(first, flow)) {
            return (*first).clone();
        }
        let objects: Option<Vec<_>> = choices
            .iter()
            .map(|flow| match &flow.parts {
                Parts::Object(members) => Some(members.clone()),
                _ => None,
            })
            .collect();
        if let Some(objects) = objects {
            let keys: BTreeSet<&String> = objects.iter().flat_map(|object| object.keys()).collect();
            let members = keys
                .into_iter()
                .map(|key| {
                    let flows: Vec<Flow> = objects
                        .iter()
                        .filter_map(|object| object.get(key).cloned())
                        .collect();
                    (key.clone(), self.choose(&flows))
                })
                .collect();
            return Flow::object(members);
        }
        let lists: Option<Vec<_>> = choices
            .iter()
            .map(|flow| match &flow.parts {
                Parts::List(items) => Some(items.clone()),
                _ => None,
            })
            .collect();
        if let Some(lists) = lists
            && lists.iter().all(|list| list.len() == lists[0].len())
        {
            let items = (0..lists[0].len())
                .map(|index| {
                    let flows: Vec<Flow> = lists.iter().map(|list| list[index].clone()).collect();
                    self.choose(&flows)
                })
                .collect();
            return Flow::list(items);
        }
        self.join(&choices)
    }

    fn join(&mut self, choices: &[&Flow]) -> Flow {
        let origins: Vec<BTreeSet<Origin>> = choices
            .iter()
            .map(|flow| flow.atoms().iter().map(|atom| atom.origin).collect())
            .collect();
        let compared: usize = origins.iter().map(BTreeSet::len).sum();
        let all: usize = choices.iter().map(|flow| flow.atoms().len()).sum();
        if !self.spend(all.saturating_mul(compared)) {
            return Flow::default();
        }
        let joined: Vec<BTreeSet<Join>> = choices.iter().map(|flow| joins_in(flow)).collect();
        let mut atoms = Vec::new();
        for (index, flow) in choices.iter().enumerate() {
            for atom in flow.atoms() {
                let mut atom = atom.clone();
                let others = origins.iter().zip(&joined).enumerate();
                for (_, (others, joined_there)) in others.filter(|(other, _)| *other != index) {
                    for other in others {
                        let (join, stand_ins) = match (atom.origin, *other) {
                            (Origin::Variable(variable), Origin::Parameter(parameter)) => (
                                Join {
                                    variable,
                                    parameter,
                                },
                                joined_there,
                            ),
                            (Origin::Parameter(parameter), Origin::Variable(variable)) => (
                                Join {
                                    variable,
                                    parameter,
                                },
                                &joined[index],
                            ),
                            _ => continue,
                        };
                        if !stands_in_for_another(stand_ins, join) {
                            self.joins.insert(join);
                            atom.alternatives.insert(*other);
                        }
                    }
                }
                atoms.push(atom);
            }
        }
        Flow::opaque(atoms)
    }
}

/// The joins that a choice is made of.
fn joins_in(flow: &Flow) -> BTreeSet<Join> {
    let atoms = flow.atoms().iter();
    let joins = atoms.flat_map(|atom| {
        let Origin::Variable(variable) = atom.origin else {
            return Vec::new();
        };
        let alternatives = atom.alternatives.iter();
        let parameters = alternatives.filter_map(|alternative| match alternative {
            Origin::Parameter(parameter) => Some(*parameter),
            Origin::Variable(_) => None,
        });
        parameters
            .map(|parameter| Join {
                variable,
                parameter,
            })
            .collect()
    });
    joins.collect()
}

/// Whether a parameter that stands in for one variable is chosen beside another:
/// a user who provides the one credential doesn't provide the other.
fn stands_in_for_another(joins: &BTreeSet<Join>, join: Join) -> bool {
    let mut same = joins.iter().filter(|j| j.parameter == join.parameter);
    !joins.contains(&join) && same.next().is_some()
}
