//! Which parameters are joined to which variables: some expression takes the
//! one's value or the other's.

use hcl_edit::expr::Expression;

use super::{Key, Module, Parameter};
use crate::terraform::Reference;

impl<'a> Module<'a> {
    /// The parameters that are joined to a key variable.
    pub fn joined(&self, key: &Key) -> impl Iterator<Item = &Parameter<'a>> {
        let joins = self.flows().joins.iter();
        let joins = joins.filter(|join| join.variable == key.variable);
        joins.map(|join| self.parameter(join.parameter))
    }

    /// Whether some variable is joined to a parameter.
    pub fn is_joined(&self, parameter: &Parameter<'a>) -> bool {
        let mut joins = self.flows().joins.iter();
        joins.any(|join| join.parameter == parameter.id)
    }

    /// A local value that is a key's or that of its parameter, and nothing else.
    pub fn joining_local(&self, key: &Key) -> Option<&str> {
        let variable = self.variable(key).name;
        let joining = self.flows().joining_locals.iter();
        let mut names = joining
            .filter(|(_, joined)| **joined == key.variable)
            .map(|(name, _)| name.as_str());
        names.find(|name| {
            self.local(name)
                .is_some_and(|local| is_plain_join(local.node, variable))
        })
    }
}

/// Whether an expression is the value that names lead to, or nothing.
fn is_value_of(expr: &Expression, names: &[&str]) -> bool {
    match expr {
        Expression::Parenthesis(inner) => is_value_of(inner.inner(), names),
        Expression::FuncCall(call) => {
            let mut arguments = call.args.iter();
            let is_known = matches!(
                call.name.name.as_str(),
                "sensitive" | "nonsensitive" | "one" | "try"
            );
            is_known
                && arguments
                    .next()
                    .is_some_and(|first| is_value_of(first, names))
                && arguments
                    .all(|argument| matches!(argument, Expression::String(text) if text.is_empty()))
        }
        _ => Reference::of(expr).is_some_and(|reference| {
            let found: Vec<&str> = std::iter::once(reference.root)
                .chain(reference.attributes())
                .collect();
            found.starts_with(names)
        }),
    }
}

/// Whether an expression is a parameter's value or a variable's, and never
/// anything else: a conditional of the two, `try` or `coalesce`.
fn is_plain_join(expr: &Expression, variable: &str) -> bool {
    let is_parameter = |expr: &Expression| is_value_of(expr, &["data", "coder_parameter"]);
    let is_variable = |expr: &Expression| is_value_of(expr, &["var", variable]);
    match expr {
        Expression::Parenthesis(inner) => is_plain_join(inner.inner(), variable),
        Expression::Conditional(choice) => {
            let (a, b) = (&choice.true_expr, &choice.false_expr);
            (is_parameter(a) && is_variable(b)) || (is_variable(a) && is_parameter(b))
        }
        Expression::FuncCall(call) => {
            let arguments: Vec<&Expression> = call.args.iter().collect();
            match (call.name.name.as_str(), arguments.split_last()) {
                ("sensitive" | "nonsensitive", Some((only, []))) => is_plain_join(only, variable),
                ("try" | "coalesce", Some((last, others))) => {
                    is_variable(last) && others.iter().all(|other| is_parameter(other))
                }
                _ => false,
            }
        }
        _ => false,
    }
}
