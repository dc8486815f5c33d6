//! Expressions without an opt-in: its switch is off, and its local value is the
//! variable's.

use hcl_edit::expr::{BinaryOperator, Expression, UnaryOperator};

use crate::source::Span;
use crate::terraform::expression::{children, plain};
use crate::terraform::{Expr, Reference};

/// What is taken out.
#[derive(Debug, Clone, Copy)]
pub(super) struct OptIn<'o> {
    /// The switch.
    pub(super) switch: &'o str,
    /// The local value that joins parameter and variable.
    pub(super) local: &'o str,
    /// The parameter's label.
    pub(super) parameter: &'o str,
    /// The key's variable.
    pub(super) variable: &'o str,
}

/// What becomes of some expressions.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    pub(super) edits: Vec<(Span, String)>,
    /// Whether something stays that refers to the opt-in.
    pub(super) is_stuck: bool,
}

impl Rewritten {
    /// Takes the opt-in out of an expression.
    pub(super) fn add(&mut self, opt_in: OptIn<'_>, expr: Expr<'_>) {
        self.add_part(opt_in, expr, false);
    }

    /// `is_operand` says that it needs its brackets beside an operator.
    fn add_part(&mut self, opt_in: OptIn<'_>, expr: Expr<'_>, is_operand: bool) {
        match expr.node {
            Expression::Parenthesis(inner) => {
                let inner = expr.part(inner.inner());
                let is_needless = is_about_switch(opt_in, inner.node) && !is_operand;
                if is_needless || is_filled_in(opt_in, inner.node) {
                    self.remove_around(expr, inner);
                }
                self.add(opt_in, inner);
            }
            Expression::BinaryOp(operation) if is_about_switch(opt_in, expr.node) => {
                let rest = expr.part(&operation.rhs_expr);
                self.remove_before(expr, rest);
                // Several tests got brackets beside the switch.
                if let Expression::Parenthesis(inner) = rest.node {
                    self.remove_around(rest, rest.part(inner.inner()));
                    self.add(opt_in, rest.part(inner.inner()));
                } else {
                    self.add(opt_in, rest);
                }
            }
            Expression::Conditional(choice) if is_about_switch(opt_in, expr.node) => {
                let rest = expr.part(&choice.false_expr);
                self.remove_before(expr, rest);
                self.add(opt_in, rest);
            }
            node if is_filled_in(opt_in, node) => {
                self.edits
                    .push((expr.span(), format!("var.{}", opt_in.variable)));
            }
            node => {
                self.add_reference(opt_in, expr);
                let is_operator = match node {
                    Expression::BinaryOp(operation) => !matches!(
                        operation.operator.value(),
                        BinaryOperator::And | BinaryOperator::Or
                    ),
                    node => matches!(node, Expression::UnaryOp(_)),
                };
                children(node, &mut |child| {
                    self.add_part(opt_in, expr.part(child), is_operator);
                });
            }
        }
    }

    fn add_reference(&mut self, opt_in: OptIn<'_>, expr: Expr<'_>) {
        let Some(reference) = Reference::of(expr.node) else {
            return;
        };
        if reference.named("local") == Some(opt_in.local) {
            let at = expr.base.span(reference.name_range());
            self.edits.push((at, format!("var.{}", opt_in.variable)));
        }
        self.is_stuck |= reference.named("var") == Some(opt_in.switch)
            || reference.parameter() == Some(opt_in.parameter);
    }

    fn remove_before(&mut self, whole: Expr<'_>, rest: Expr<'_>) {
        let at = whole.span();
        let end = rest.span().start;
        self.edits.push((Span { end, ..at }, String::new()));
    }

    fn remove_around(&mut self, whole: Expr<'_>, inner: Expr<'_>) {
        let (whole, inner) = (whole.span(), inner.span());
        let (end, start) = (inner.start, inner.end);
        self.edits.push((Span { end, ..whole }, String::new()));
        self.edits.push((Span { start, ..whole }, String::new()));
    }
}

/// `var.switch || …`, `!var.switch && …`, `var.switch ? … : …`.
fn is_about_switch(opt_in: OptIn<'_>, node: &Expression) -> bool {
    let is_switch = |node: &Expression| is_whole(node, "var", opt_in.switch);
    match node {
        Expression::BinaryOp(operation) => {
            let left = plain(&operation.lhs_expr);
            match (operation.operator.value(), left) {
                (BinaryOperator::Or, left) => is_switch(left),
                (BinaryOperator::And, Expression::UnaryOp(negation)) => {
                    *negation.operator.value() == UnaryOperator::Not && is_switch(&negation.expr)
                }
                _ => false,
            }
        }
        Expression::Conditional(choice) => is_switch(plain(&choice.cond_expr)),
        _ => false,
    }
}

/// `local.value == null ? "" : local.value`.
fn is_filled_in(opt_in: OptIn<'_>, node: &Expression) -> bool {
    let is_local = |node: &Expression| is_whole(node, "local", opt_in.local);
    let Expression::Conditional(choice) = node else {
        return false;
    };
    let Expression::BinaryOp(test) = &choice.cond_expr else {
        return false;
    };
    let is_empty = |node: &Expression| node.as_str().is_some_and(str::is_empty);
    is_local(&test.lhs_expr)
        && *test.operator.value() == BinaryOperator::Eq
        && matches!(test.rhs_expr, Expression::Null(_))
        && is_empty(&choice.true_expr)
        && is_local(&choice.false_expr)
}

fn is_whole(node: &Expression, root: &str, name: &str) -> bool {
    Reference::of(node).is_some_and(|reference| {
        reference.named(root) == Some(name) && reference.operators().len() == 1
    })
}
