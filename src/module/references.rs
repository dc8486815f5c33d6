//! What an expression refers to, by the syntax alone.

use std::collections::BTreeSet;

use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_traversal};

/// The locals and variables that an expression refers to: `("local", names)`
/// and `("var", names)`, where there are any.
pub(super) fn of(expr: &Expression) -> Vec<(&'static str, BTreeSet<String>)> {
    let mut found = Found::default();
    found.visit_expr(expr);
    [("local", found.locals), ("var", found.variables)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .collect()
}

#[derive(Default)]
struct Found {
    locals: BTreeSet<String>,
    variables: BTreeSet<String>,
}

impl Visit for Found {
    fn visit_traversal(&mut self, node: &Traversal) {
        if let Expression::Variable(root) = &node.expr
            && let Some(TraversalOperator::GetAttr(name)) =
                node.operators.first().map(hcl_edit::Decorated::value)
        {
            match root.as_str() {
                "local" => drop(self.locals.insert(name.as_str().to_owned())),
                "var" => drop(self.variables.insert(name.as_str().to_owned())),
                _ => {}
            }
        }
        visit_traversal(self, node);
    }
}
