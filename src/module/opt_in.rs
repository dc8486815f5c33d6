//! How a parameter is opted into, and which uses of a key it does not reach.

use std::collections::BTreeSet;

use hcl_edit::expr::Expression;

use super::deciders::Decider;
use super::{Key, Module, Parameter, Use};
use crate::flow::{Arrival, Origin, Sink, is_environment_name};
use crate::source::Span;
use crate::terraform::{Expr, NestedBlock, References, Section};

impl<'a> Module<'a> {
    /// The variables that open a gate, directly or through one local.
    pub fn switches(&self, gate: Expr<'_>) -> BTreeSet<String> {
        let mut variables = BTreeSet::new();
        let direct = References::of(gate.node);
        variables.extend(direct.variables);
        for local in direct.locals {
            if let Some(expr) = self.local(local) {
                variables.extend(References::of(expr.node).variables);
            }
        }
        variables.into_iter().map(str::to_owned).collect()
    }

    /// The variable that alone turns a parameter on: a `bool` that is false by
    /// default.
    pub fn only_switch_of(&self, parameter: &Parameter<'_>) -> Option<String> {
        let name = self.only_switch(&self.switches(parameter.gate()?))?;
        let mut variables = self.variables().iter();
        let variable = variables.find(|variable| variable.name == name)?;
        let declared = variable.block.attribute("type")?;
        matches!(declared.node, Expression::Variable(name) if name.as_str() == "bool")
            .then_some(name)
    }

    /// The environment variable that a key sets in the workspace, where it goes
    /// nowhere else. Coder keeps those that begin with `CODER_` for itself
    /// (`codersdk/usersecretvalidation.go`, Coder 2.36).
    pub fn only_environment_variable_of(&self, key: &Key) -> Option<String> {
        let names: Option<BTreeSet<&str>> = key
            .arrivals
            .iter()
            .map(|arrival| {
                let block = self.definitions.block(arrival.block);
                let sets_environment = block.kind() == "resource"
                    && matches!(block.label(0), "coder_env" | "coder_agent");
                let is_value = sets_environment && arrival.is_bare;
                let name = arrival.name.as_deref().filter(|_| is_value)?;
                is_environment_name(name).then_some(name)
            })
            .collect();
        let mut names = names?.into_iter();
        let only = names.next().filter(|_| names.next().is_none())?;
        (!only.starts_with("CODER_")).then(|| only.to_owned())
    }

    /// The masked parameters that are joined to a key, by label.
    pub fn masked(&self, key: &Key) -> Vec<&Parameter<'a>> {
        let joined = self.joined(key);
        let mut masked: Vec<&Parameter<'a>> =
            joined.filter(|parameter| parameter.hides_input()).collect();
        masked.sort_by_key(|parameter| parameter.label());
        masked
    }

    /// The uses of a key in the workspace that take the variable alone, where a
    /// masked parameter is joined to it elsewhere.
    pub fn bypassing_uses<'m>(&'m self, key: &'m Key) -> impl Iterator<Item = &'m Use<'a>> {
        // A local module without an opt-in has to be handed what users bring.
        let is_handed = |arrival: &Arrival| {
            let call = self.definitions.block(arrival.block);
            let mut handed = self.keys_handed(key, call);
            handed.any(|(_, child)| child.switches.is_empty() && child.reaches_workspace)
        };
        let uses = self.uses_of_key(key);
        let alone = uses.filter(move |used| {
            used.arrivals.iter().any(|arrival| {
                (arrival.sink == Sink::Workspace || is_handed(arrival))
                    && !self.takes_masked(&arrival.alternatives)
                    && !arrival.in_preset
            })
        });
        alone.map(|used| used.found)
    }

    /// The `count` and `for_each` that test the variable of a key alone, on
    /// blocks whose value is joined: a user's key never gets there while the
    /// variable is empty.
    pub fn bypassing_tests(&self, key: &Key) -> BTreeSet<Span> {
        let variable = Decider::Variable(self.variable(key).name.to_owned());
        let mut opt_ins: BTreeSet<Decider> = BTreeSet::new();
        for parameter in self.joined(key) {
            opt_ins.insert(Decider::Parameter(parameter.label().to_owned()));
            if let Some(gate) = parameter.gate() {
                opt_ins.extend(self.decided_by(gate));
            }
        }
        opt_ins.remove(&variable);
        let joined = key.arrivals.iter().filter(|arrival| {
            arrival.sink == Sink::Workspace && self.takes_masked(&arrival.alternatives)
        });
        let tests = joined.flat_map(|arrival| {
            let block = self.definitions.block(arrival.block);
            let own = ["count", "for_each"]
                .into_iter()
                .filter_map(move |argument| block.attribute(argument));
            let dynamic = block
                .blocks()
                .flat_map(|nested| self.dynamic_tests(nested, &opt_ins));
            own.chain(dynamic).collect::<Vec<_>>()
        });
        tests
            .filter(|test| {
                let decided_by = self.decided_by(*test);
                decided_by.contains(&variable) && decided_by.is_disjoint(&opt_ins)
            })
            .map(Expr::span)
            .collect()
    }

    /// The `for_each` of dynamic blocks whose content takes one of some values.
    fn dynamic_tests(&self, block: NestedBlock<'a>, taken: &BTreeSet<Decider>) -> Vec<Expr<'a>> {
        let mut tests = Vec::new();
        for inner in block.section.blocks() {
            if block.kind == "dynamic" && self.takes_one(inner.section, taken) {
                tests.extend(block.section.attribute("for_each"));
            }
            tests.extend(self.dynamic_tests(inner, taken));
        }
        tests
    }

    /// Whether something in a section takes one of some values.
    fn takes_one(&self, section: Section<'a>, taken: &BTreeSet<Decider>) -> bool {
        let mut attributes = section.attributes();
        attributes.any(|(_, expr)| !self.decided_by(expr).is_disjoint(taken))
            || section
                .blocks()
                .any(|inner| self.takes_one(inner.section, taken))
    }

    fn takes_masked(&self, alternatives: &BTreeSet<Origin>) -> bool {
        alternatives.iter().any(|origin| match origin {
            Origin::Parameter(id) => self.parameter(*id).hides_input(),
            Origin::Variable(_) => false,
        })
    }
}
