//! What decides an expression's value: variables and parameters, through locals
//! too.

use std::collections::BTreeSet;

use super::Module;
use crate::terraform::{Expr, References};

/// Something that somebody sets: the template's author or a user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Decider {
    /// A variable, by its name.
    Variable(String),
    /// A parameter, by its label.
    Parameter(String),
}

/// What an expression's value depends on.
#[derive(Debug, Default)]
struct Dependence {
    deciders: BTreeSet<Decider>,
    /// Whether it depends on anything else, be it a resource or the element of a
    /// loop.
    on_others: bool,
}

impl Module<'_> {
    /// Whether an expression depends on one variable and on nothing else.
    pub fn refers_to_alone(&self, expr: Expr<'_>, variable: &str) -> bool {
        let deciders = self.decided_by_alone(expr);
        let only = Decider::Variable(variable.to_owned());
        deciders.is_some_and(|deciders| deciders.into_iter().eq([only]))
    }

    /// What decides an expression's value, whatever else does.
    pub(super) fn decided_by(&self, expr: Expr<'_>) -> BTreeSet<Decider> {
        self.dependence(expr).deciders
    }

    /// What decides an expression's value; `None` if anything else does.
    pub(super) fn decided_by_alone(&self, expr: Expr<'_>) -> Option<BTreeSet<Decider>> {
        let dependence = self.dependence(expr);
        (!dependence.on_others).then_some(dependence.deciders)
    }

    fn dependence(&self, expr: Expr<'_>) -> Dependence {
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
}

impl Dependence {
    fn add(&mut self, references: &References<'_>) {
        let owned = |name: &&str| (*name).to_owned();
        let variables = references.variables.iter().map(owned);
        let parameters = references.parameters.iter().map(owned);
        self.deciders.extend(variables.map(Decider::Variable));
        self.deciders.extend(parameters.map(Decider::Parameter));
        self.on_others |= references.others;
    }
}
