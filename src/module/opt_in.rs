//! How a parameter is opted into, and which uses of a key it does not reach.

use std::collections::BTreeSet;

use super::analysis::Key;
use super::block::{Expr, Span};
use super::flow::Origin;
use super::parameter::{Mask, Parameter};
use super::sinks::Sink;
use super::value::Value;
use super::{Module, references};

impl<'a> Module<'a> {
    /// Whether the module is a template: it declares an agent.
    pub fn is_template(&self) -> bool {
        self.blocks
            .iter()
            .any(|block| block.kind() == "resource" && block.label(0) == "coder_agent")
    }

    /// The `count` or `for_each` that keeps a parameter out of the form.
    pub fn gate(&self, parameter: &Parameter<'a>) -> Option<Expr<'a>> {
        ["count", "for_each"]
            .iter()
            .find_map(|name| parameter.block.attribute(name))
    }

    /// The variables that a gate depends on, directly or through one local.
    pub(super) fn opened_by(&self, gate: Expr<'_>) -> BTreeSet<String> {
        let mut variables = BTreeSet::new();
        for (root, names) in references::of(gate.node) {
            match root {
                "var" => variables.extend(names),
                "local" => {
                    let locals = names
                        .iter()
                        .filter_map(|name| self.locals.get(name.as_str()));
                    let referred = locals.flat_map(|local| references::of(local.node));
                    let referred = referred.filter(|(root, _)| *root == "var");
                    variables.extend(referred.flat_map(|(_, names)| names));
                }
                _ => {}
            }
        }
        variables
    }

    /// Whether a parameter is in the form as long as nobody sets a variable;
    /// `None` where it can't be told.
    pub fn is_in_form_by_default(&self, parameter: &Parameter<'a>) -> Option<bool> {
        let Some(gate) = self.gate(parameter) else {
            return Some(true);
        };
        match self.value(gate) {
            Value::Number(count) => Some(count.as_f64() != Some(0.0)),
            Value::List(items) => Some(!items.is_empty()),
            Value::Object(object) if !object.members.is_empty() => Some(true),
            Value::Object(object) if !object.open => Some(false),
            _ => None,
        }
    }

    /// The masked parameters that are joined to a key.
    pub fn masked(&self, key: &Key) -> Vec<&Parameter<'a>> {
        self.joined(key)
            .filter(|parameter| parameter.mask(self) == Mask::Yes && !parameter.is_disabled(self))
            .collect()
    }

    /// The uses of a key in the workspace that take the variable alone, where a
    /// masked parameter is joined to it elsewhere.
    pub fn bypassing_uses(&self, key: &Key) -> BTreeSet<Span> {
        let alone = key.arrivals.iter().filter(|arrival| {
            arrival.sink == Sink::Workspace && !self.takes_masked(&arrival.alternatives)
        });
        alone.map(|arrival| arrival.at).collect()
    }

    /// The `count` and `for_each` that test the variable of a key alone, on
    /// blocks whose value is joined: a user's key never gets there while the
    /// variable is empty.
    pub fn bypassing_tests(&self, key: &Key) -> BTreeSet<Span> {
        let name = self.variable(key).name;
        let mut opt_ins: BTreeSet<String> = BTreeSet::new();
        for parameter in self.joined(key) {
            opt_ins.insert(parameter.label().to_owned());
            if let Some(gate) = self.gate(parameter) {
                opt_ins.extend(references::of(gate.node).into_iter().flat_map(|(_, n)| n));
            }
        }
        opt_ins.remove(name);
        let joined = key.arrivals.iter().filter(|arrival| {
            arrival.sink == Sink::Workspace && self.takes_masked(&arrival.alternatives)
        });
        let tests = joined.flat_map(|arrival| {
            let block = &self.blocks[arrival.block];
            ["count", "for_each"]
                .into_iter()
                .filter_map(move |argument| block.attribute(argument))
        });
        tests
            .filter(|test| {
                let referred = references::of(test.node);
                let tests_key = referred
                    .iter()
                    .any(|(root, names)| *root == "var" && names.contains(name));
                // A local may hold anything, the gate among it.
                let knows_more = referred.iter().any(|(root, names)| {
                    *root == "local" || names.iter().any(|name| opt_ins.contains(name))
                });
                tests_key && !knows_more
            })
            .map(Expr::span)
            .collect()
    }

    fn takes_masked(&self, alternatives: &BTreeSet<Origin>) -> bool {
        alternatives.iter().any(|origin| match origin {
            Origin::Parameter(index) => {
                let parameter = &self.parameters[*index];
                parameter.mask(self) == Mask::Yes && !parameter.is_disabled(self)
            }
            Origin::Variable(_) => false,
        })
    }
}
