//! Which parameters can be in one form: a module's own, and those of the local
//! modules that it calls.

use std::collections::BTreeSet;

use super::Module;
use crate::source::Span;
use crate::terraform::{Block, Expr};

/// A parameter of known name that can be in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForm {
    /// The block's label.
    pub label: String,
    /// Its `name`.
    pub name: String,
    /// The block's label, or the name of the module call that brings it.
    pub at: Span,
    /// Whether a module call brings it.
    pub is_from_call: bool,
    /// Where its `name` stands, quotes included, if it is a plain string of this
    /// module.
    pub written_at: Option<Span>,
    gate: Gate,
    /// Variables that its name depends on.
    named_by: BTreeSet<String>,
    /// Whether it is in the form as long as nobody sets a variable.
    by_default: Option<bool>,
}

/// What decides whether a parameter is in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Gate {
    /// Nothing: it always is.
    Open,
    /// Variables and parameters, as `var.name` and `data.name`.
    Opened(BTreeSet<String>),
    /// Something else.
    Unknown,
}

impl InForm {
    /// Whether this parameter and another have one name and can be in one form.
    /// Gates that something in common decides may exclude each other.
    pub fn may_meet(&self, other: &Self) -> bool {
        self.name == other.name
            && match (&self.gate, &other.gate) {
                (Gate::Unknown, _) | (_, Gate::Unknown) => false,
                (Gate::Opened(a), Gate::Opened(b)) => a.is_disjoint(b),
                _ => true,
            }
    }
}

impl<'a> Module<'a> {
    /// The parameters of known names that can be in the form, in order; those
    /// that module calls bring come last.
    pub fn parameters_in_form(&self) -> Vec<InForm> {
        let own = self.parameters().iter().filter_map(|parameter| {
            let name = parameter.block.attribute("name")?;
            let by_default = self.is_in_form_by_default(parameter);
            let gate = match self.gate(parameter) {
                None => Gate::Open,
                Some(gate) => match self.decided_by(gate) {
                    Some(names) if names.is_empty() && by_default == Some(true) => Gate::Open,
                    // It never is.
                    Some(names) if names.is_empty() && by_default == Some(false) => return None,
                    Some(names) => Gate::Opened(names),
                    None => Gate::Unknown,
                },
            };
            Some(InForm {
                label: parameter.label().to_owned(),
                name: self.value(name).as_str()?.to_owned(),
                at: parameter.block.name_span(),
                is_from_call: false,
                written_at: name.node.as_str().map(|_| name.span()),
                gate,
                named_by: self.decided_by(name).unwrap_or_default(),
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

    /// What a call of a local module brings into the form.
    fn brought_by(&self, call: &Block<'a>) -> Vec<InForm> {
        let is_repeated = ["count", "for_each"]
            .iter()
            .any(|name| call.attribute(name).is_some());
        let (Some(child), false) = (self.child_of(call), is_repeated) else {
            return Vec::new();
        };
        let is_passed = |name: &String| {
            let variable = name.strip_prefix("var.");
            variable.is_some_and(|variable| call.attribute(variable).is_some())
        };
        let brought = child.parameters.iter().filter_map(|parameter| {
            if parameter.named_by.iter().any(is_passed) {
                return None;
            }
            let gate = match &parameter.gate {
                Gate::Open => Gate::Open,
                Gate::Unknown => return None,
                Gate::Opened(names) => {
                    let passed: Vec<&String> =
                        names.iter().filter(|name| is_passed(name)).collect();
                    match passed.as_slice() {
                        [] if parameter.by_default == Some(true) => Gate::Open,
                        [] => return None,
                        [only] => self.opened_with(call.attribute(&only["var.".len()..])?)?,
                        _ => Gate::Unknown,
                    }
                }
            };
            Some(InForm {
                at: call.name_span(),
                is_from_call: true,
                written_at: None,
                gate,
                named_by: BTreeSet::new(),
                by_default: None,
                ..parameter.clone()
            })
        });
        brought.collect()
    }

    /// The gate that a call opens by handing over a value; `None` if it does
    /// not.
    fn opened_with(&self, value: Expr<'a>) -> Option<Gate> {
        match value.node.as_bool() {
            Some(true) => return Some(Gate::Open),
            Some(false) => return None,
            None => {}
        }
        Some(match self.decided_by(value) {
            Some(names) if !names.is_empty() => Gate::Opened(names),
            _ => Gate::Unknown,
        })
    }

    /// Whether an expression depends on one variable and on nothing else.
    pub fn refers_to_alone(&self, expr: Expr<'_>, variable: &str) -> bool {
        let names = self.decided_by(expr);
        names.is_some_and(|names| names.into_iter().eq([format!("var.{variable}")]))
    }

    /// The variables and parameters that an expression's value depends on,
    /// through locals too; `None` if it depends on anything else.
    fn decided_by(&self, expr: Expr<'_>) -> Option<BTreeSet<String>> {
        let depends = self.depends_on(expr);
        (!depends.on_others).then_some(depends.names)
    }
}
