//! Calls of local modules that leave the opt-in for a key closed.

use std::collections::BTreeSet;

use hcl_edit::expr::Expression;

use super::deciders::Decider;
use super::{Key, Module};
use crate::flow::{ChildVariable, Origin, Sink};
use crate::source::Span;
use crate::terraform::{Block, Reference};

/// A call of a local module that a key is handed to and that leaves the module's
/// opt-in for it closed.
#[derive(Debug)]
pub struct ClosedCall<'m, 'a> {
    /// The call.
    pub call: &'m Block<'a>,
    /// The argument that hands over the key.
    pub argument: &'a str,
    /// The variable of the called module that opens the opt-in, where that is one
    /// switch that is off by default.
    pub switch: Option<String>,
}

impl<'a> Module<'a> {
    /// The calls through which alone a key gets to the workspace, where each
    /// leaves an opt-in closed; none where it gets there in another way, too.
    pub fn closed_calls(&self, key: &Key) -> Vec<ClosedCall<'_, 'a>> {
        let mut arrivals = self.flows().arrivals_of(Origin::Variable(key.variable));
        let is_closed = |block| {
            let block = self.definitions.block(block);
            self.keys_handed(key, block)
                .any(|(_, child)| !child.switches.is_empty())
        };
        if !arrivals.all(|arrival| arrival.sink != Sink::Workspace || is_closed(arrival.block)) {
            return Vec::new();
        }
        let calls = self.blocks().iter();
        let closed = calls.flat_map(|call| {
            let handed = self.keys_handed(key, call);
            handed
                .filter(|(_, child)| child.sink(call) == Sink::Workspace)
                .map(|(argument, child)| ClosedCall {
                    call,
                    argument,
                    switch: child.switch,
                })
        });
        closed.collect()
    }

    /// Whether a call of a local module hands something to a variable of which a
    /// validation may refuse an empty value; `is_it` tells by a place.
    pub fn hands_to_one_that_refuses_empty(
        &self,
        call: &Block<'_>,
        is_it: impl Fn(Span) -> bool,
    ) -> bool {
        let Some(child) = self.child_of(call) else {
            return false;
        };
        call.attributes().any(|(argument, value)| {
            let variable = child.variables.get(argument);
            is_it(value.span()) && variable.is_some_and(|variable| variable.refuses_empty)
        })
    }

    /// The variables that are passed on, as they are, as the switch of a local
    /// module's opt-in for a key.
    pub(super) fn passed_switches(&self, key: &Key) -> BTreeSet<String> {
        let mut passed = BTreeSet::new();
        for call in self.blocks() {
            for (_, child) in self.keys_handed(key, call) {
                let values = child
                    .switches
                    .iter()
                    .filter_map(|name| call.attribute(name));
                let names = values.filter_map(|value| plain_variable(value.node));
                passed.extend(names.map(str::to_owned));
            }
        }
        passed
    }

    /// The arguments of a call of a local module that hand over a key to a key
    /// variable of that module.
    pub(super) fn keys_handed<'m>(
        &'m self,
        key: &Key,
        call: &'m Block<'a>,
    ) -> impl Iterator<Item = (&'a str, ChildVariable)> + use<'m, 'a> {
        let child = self.child_of(call);
        let variable = Decider::Variable(self.variable(key).name.to_owned());
        call.attributes().filter_map(move |(argument, value)| {
            let offered = child.as_ref()?.variables.get(argument)?;
            let is_handed = offered.is_key && self.decided_by(value).contains(&variable);
            is_handed.then(|| (argument, offered.clone()))
        })
    }
}

/// The variable that an expression is, and nothing else.
fn plain_variable(expr: &Expression) -> Option<&str> {
    let reference = Reference::of(expr).filter(|reference| reference.operators().len() == 1)?;
    reference.named("var")
}
