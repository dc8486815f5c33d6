//! How a parameter is opted into, and which uses of a key it does not reach.

use std::collections::BTreeSet;

use super::{Key, Module, Parameter, Use};
use crate::flow::{Origin, Sink};
use crate::source::Span;
use crate::terraform::{Expr, NestedBlock, References, Section, Value};

/// What an expression's value depends on, through locals too.
#[derive(Debug, Default)]
pub(super) struct Dependence {
    /// Variables and parameters, as `var.name` and `data.label`.
    pub(super) names: BTreeSet<String>,
    /// Whether it depends on anything else, be it a resource or the element of a
    /// loop.
    pub(super) on_others: bool,
}

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

    /// Whether a variable opens the gate of a parameter.
    pub fn is_switch(&self, variable: &str) -> bool {
        let gates = self.parameters().iter().filter_map(Parameter::gate);
        let mut gates = gates.filter(|gate| self.value(*gate) != Value::Unknown);
        gates.any(|gate| self.switches(gate).contains(variable))
    }

    /// The masked parameters that are joined to a key, by label.
    pub fn masked(&self, key: &Key) -> Vec<&Parameter<'a>> {
        let joined = self.joined(key);
        let mut masked: Vec<&Parameter<'a>> = joined
            .filter(|parameter| parameter.is_masked() && !parameter.is_disabled())
            .collect();
        masked.sort_by_key(|parameter| parameter.label());
        masked
    }

    /// The uses of a key in the workspace that take the variable alone, where a
    /// masked parameter is joined to it elsewhere.
    pub fn bypassing_uses<'m>(&'m self, key: &'m Key) -> impl Iterator<Item = &'m Use<'a>> {
        let uses = self.uses_of_key(key);
        let alone = uses.filter(|used| {
            used.arrivals.iter().any(|arrival| {
                arrival.sink == Sink::Workspace && !self.takes_masked(&arrival.alternatives)
            })
        });
        alone.map(|used| used.found)
    }

    /// The `count` and `for_each` that test the variable of a key alone, on
    /// blocks whose value is joined: a user's key never gets there while the
    /// variable is empty.
    pub fn bypassing_tests(&self, key: &Key) -> BTreeSet<Span> {
        let name = self.variable(key).name;
        let variable = format!("var.{name}");
        let mut opt_ins: BTreeSet<String> = BTreeSet::new();
        for parameter in self.joined(key) {
            opt_ins.insert(format!("data.{}", parameter.label()));
            if let Some(gate) = parameter.gate() {
                opt_ins.extend(self.depends_on(gate).names);
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
                let decided_by = self.depends_on(*test).names;
                decided_by.contains(&variable) && decided_by.is_disjoint(&opt_ins)
            })
            .map(Expr::span)
            .collect()
    }

    /// The `for_each` of dynamic blocks whose content takes one of some values.
    fn dynamic_tests(&self, block: NestedBlock<'a>, taken: &BTreeSet<String>) -> Vec<Expr<'a>> {
        let mut tests = Vec::new();
        let is_user = |section: Section<'a>| {
            section
                .attributes()
                .any(|(_, expr)| !self.depends_on(expr).names.is_disjoint(taken))
        };
        for inner in block.section.blocks() {
            if block.kind == "dynamic" && inner.kind == "content" && is_user(inner.section) {
                tests.extend(block.section.attribute("for_each"));
            }
            tests.extend(self.dynamic_tests(inner, taken));
        }
        tests
    }

    /// What an expression's value depends on, through locals too.
    pub(super) fn depends_on(&self, expr: Expr<'_>) -> Dependence {
        let mut dependence = Dependence::default();
        let mut seen = BTreeSet::new();
        let mut open = vec![expr.node];
        while let Some(node) = open.pop() {
            let references = References::of(node);
            dependence.add(&references);
            for name in references.locals {
                match self.local(name) {
                    Some(local) if seen.insert(name) => open.push(local.node),
                    Some(_) => {}
                    None => dependence.on_others = true,
                }
            }
        }
        dependence
    }

    fn takes_masked(&self, alternatives: &BTreeSet<Origin>) -> bool {
        alternatives.iter().any(|origin| match origin {
            Origin::Parameter(id) => {
                let parameter = self.parameter(*id);
                parameter.is_masked() && !parameter.is_disabled()
            }
            Origin::Variable(_) => false,
        })
    }
}

impl Dependence {
    fn add(&mut self, references: &References<'_>) {
        let variables = references.variables.iter();
        self.names
            .extend(variables.map(|name| format!("var.{name}")));
        let parameters = references.parameters.iter();
        self.names
            .extend(parameters.map(|label| format!("data.{label}")));
        self.on_others |= references.others;
    }
}
