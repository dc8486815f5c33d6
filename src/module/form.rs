//! Which parameters can be in one form: a module's own, and those of the local
//! modules that it calls.

use std::collections::BTreeSet;

use super::Module;
use super::deciders::Decider;
use crate::source::Span;
use crate::terraform::{Block, Expr};

/// A parameter of known name that can be in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForm {
    /// The block's label.
    pub label: String,
    /// Its `name`.
    pub name: String,
    /// The block's label, or the name of the module call that adds it.
    pub at: Span,
    /// Whether a module call adds it.
    pub is_from_call: bool,
    /// Where its `name` stands, quotes included, if it is a plain string of this
    /// module.
    pub written_at: Option<Span>,
    admission: Admission,
    /// What its name depends on.
    named_by: BTreeSet<Decider>,
    /// Whether it is in the form as long as nobody sets a variable.
    by_default: Option<bool>,
}

/// What decides whether a parameter is in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Admission {
    /// Nothing: it always is.
    Always,
    /// What is set.
    Decided(BTreeSet<Decider>),
    /// Something else.
    Unknown,
}

impl InForm {
    /// Whether this parameter and another have one name and can be in one form.
    /// Gates that something in common decides may exclude each other.
    pub fn may_meet(&self, other: &Self) -> bool {
        self.name == other.name
            && match (&self.admission, &other.admission) {
                (Admission::Unknown, _) | (_, Admission::Unknown) => false,
                (Admission::Decided(a), Admission::Decided(b)) => a.is_disjoint(b),
                _ => true,
            }
    }
}

impl<'a> Module<'a> {
    /// The parameters of known names that can be in the form, in order; those
    /// that module calls bring come last.
    pub fn parameters_in_form(&self) -> Vec<InForm> {
        let own = self.parameters().iter().filter_map(|parameter| {
            let name = parameter.name()?;
            let by_default = parameter.is_in_form_by_default();
            let admission = match parameter.gate() {
                None => Admission::Always,
                Some(gate) => match self.decided_by_alone(gate) {
                    // It never is.
                    Some(names) if names.is_empty() && by_default == Some(false) => return None,
                    Some(names) => Admission::Decided(names),
                    None => Admission::Unknown,
                },
            };
            let named_by = self.decided_by_alone(parameter.block.attribute("name")?);
            Some(InForm {
                label: parameter.label().to_owned(),
                name: name.to_owned(),
                at: parameter.block.name_span(),
                is_from_call: false,
                written_at: parameter.name_written_at(),
                admission,
                named_by: named_by.unwrap_or_default(),
                by_default,
            })
        });
        let mut found: Vec<InForm> = own.collect();
        let calls = self
            .blocks()
            .iter()
            .filter(|block| block.kind() == "module");
        found.extend(calls.flat_map(|call| self.brought_by(call)));
        found
    }

    /// The same for callers, to whom it is all one where they stand.
    pub(super) fn parameters_offered(&self) -> Vec<InForm> {
        let mut offered = self.parameters_in_form();
        for parameter in &mut offered {
            parameter.at = Span::default();
            parameter.written_at = None;
        }
        offered
    }

    /// What a call of a local module adds to the form.
    fn brought_by(&self, call: &Block<'a>) -> Vec<InForm> {
        let is_repeated = ["count", "for_each"]
            .iter()
            .any(|name| call.attribute(name).is_some());
        let (Some(child), false) = (self.child_of(call), is_repeated) else {
            return Vec::new();
        };
        let passed = |decider: &Decider| match decider {
            Decider::Variable(name) => call.attribute(name),
            Decider::Parameter(_) => None,
        };
        let brought = child.parameters.iter().filter_map(|parameter| {
            if parameter
                .named_by
                .iter()
                .any(|decider| passed(decider).is_some())
            {
                return None;
            }
            let admission = match &parameter.admission {
                Admission::Always => Admission::Always,
                Admission::Unknown => return None,
                Admission::Decided(deciders) => {
                    let passed: Vec<Expr<'a>> = deciders.iter().filter_map(passed).collect();
                    match passed.as_slice() {
                        [] if parameter.by_default == Some(true) => Admission::Always,
                        [] => return None,
                        [only] => self.opened_with(*only)?,
                        _ => Admission::Unknown,
                    }
                }
            };
            Some(InForm {
                at: call.name_span(),
                is_from_call: true,
                admission,
                named_by: BTreeSet::new(),
                by_default: None,
                ..parameter.clone()
            })
        });
        brought.collect()
    }

    /// Whether a parameter is in the form that a call opens by handing over a
    /// value; `None` if the call keeps it shut.
    fn opened_with(&self, value: Expr<'a>) -> Option<Admission> {
        match value.node.as_bool() {
            Some(true) => return Some(Admission::Always),
            Some(false) => return None,
            None => {}
        }
        Some(match self.decided_by_alone(value) {
            Some(names) if !names.is_empty() => Admission::Decided(names),
            _ => Admission::Unknown,
        })
    }
}
