//! What an expression refers to, by the syntax alone.

use std::collections::BTreeSet;

use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_traversal};

/// What an expression refers to: `("local", names)`, `("var", names)` and
/// `("data", labels of parameters)`, where there are any.
pub(super) fn of(expr: &Expression) -> Vec<(&'static str, BTreeSet<String>)> {
    let mut found = Found::default();
    found.visit_expr(expr);
    [
        ("local", found.locals),
        ("var", found.variables),
        ("data", found.parameters),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .collect()
}

#[derive(Default)]
struct Found {
    locals: BTreeSet<String>,
    variables: BTreeSet<String>,
    parameters: BTreeSet<String>,
}

impl Visit for Found {
    fn visit_traversal(&mut self, node: &Traversal) {
        let attribute = |index: usize| match node.operators.get(index)?.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        };
        if let Expression::Variable(root) = &node.expr
            && let Some(first) = attribute(0)
        {
            match (root.as_str(), attribute(1)) {
                ("local", _) => drop(self.locals.insert(first.to_owned())),
                ("var", _) => drop(self.variables.insert(first.to_owned())),
                ("data", Some(label)) if first == "coder_parameter" => {
                    self.parameters.insert(label.to_owned());
                }
                _ => {}
            }
        }
        visit_traversal(self, node);
    }
}
