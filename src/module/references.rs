//! What an expression refers to, by the syntax alone.

use std::collections::BTreeSet;

use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_expr, visit_traversal};

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

/// Whether an expression refers to anything else, be it a resource or the
/// element of a loop.
pub(super) fn has_others(expr: &Expression) -> bool {
    let mut found = Found::default();
    found.visit_expr(expr);
    found.others
}

#[derive(Default)]
struct Found {
    others: bool,
    locals: BTreeSet<String>,
    variables: BTreeSet<String>,
    parameters: BTreeSet<String>,
}

impl Visit for Found {
    fn visit_expr(&mut self, node: &Expression) {
        // Only a traversal of a root that is known gets past this.
        self.others |= matches!(node, Expression::Variable(_));
        visit_expr(self, node);
    }

    fn visit_traversal(&mut self, node: &Traversal) {
        let attribute = |index: usize| match node.operators.get(index)?.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        };
        let Expression::Variable(root) = &node.expr else {
            return visit_traversal(self, node);
        };
        match (root.as_str(), attribute(0), attribute(1)) {
            ("local", Some(name), _) => drop(self.locals.insert(name.to_owned())),
            ("var", Some(name), _) => drop(self.variables.insert(name.to_owned())),
            ("data", Some("coder_parameter"), Some(label)) => {
                self.parameters.insert(label.to_owned());
            }
            _ => self.others = true,
        }
        for operator in &node.operators {
            self.visit_traversal_operator(operator.value());
        }
    }
}
