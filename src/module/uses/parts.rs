//! What an expression says of its parts.

use hcl_edit::expr::{BinaryOperator, Expression, Traversal, TraversalOperator};

use crate::module::Within;
use crate::terraform::Reference;
use crate::terraform::expression::plain;

/// What the operands of an expression are within.
pub(super) fn operands_are_within(node: &Expression) -> Within {
    match node {
        Expression::BinaryOp(operation) => match operation.operator.value() {
            BinaryOperator::And => Within::And,
            BinaryOperator::Or => Within::Or,
            _ => Within::Operator,
        },
        // `!` and `-` take neither a text nor, without parentheses, a test.
        _ => Within::Nothing,
    }
}

/// Whether an expression can't be evaluated where what it is made of is empty.
pub(super) fn fails_for_empty(node: &Expression) -> bool {
    match node {
        Expression::FuncCall(call) => match call.name.name.as_str() {
            "jsondecode" | "yamldecode" | "csvdecode" | "regex" | "parseint" | "tonumber"
            | "tobool" | "file" | "filebase64" | "timeadd" => true,
            // Something else may be there.
            "coalesce" => call.args.iter().all(|argument| {
                let reference = Reference::of(plain(argument));
                reference.is_some_and(|reference| matches!(reference.root, "var" | "local"))
            }),
            _ => false,
        },
        // `split(":", var.key)[1]`
        Expression::Traversal(traversal) => {
            let mut operators = traversal.operators.iter();
            matches!(plain(&traversal.expr), Expression::FuncCall(_))
                && operators.any(|operator| matches!(operator.value(), TraversalOperator::Index(_)))
        }
        _ => false,
    }
}

/// The type and name of the block of which a reference takes instances, and
/// whether it takes all.
pub(super) fn indexed_block(reference: Reference<'_>) -> Option<((&str, &str), bool)> {
    let (block, next) = named_block(reference)?;
    let takes_all = match reference.operators().get(next)?.value() {
        TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_) => false,
        TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_) => true,
        TraversalOperator::GetAttr(_) => return None,
    };
    Some((block, takes_all))
}

/// The type and name of the block of which `(data.type.name[*].value)[0]` takes
/// one instance.
pub(super) fn spread_block(traversal: &Traversal) -> Option<(&str, &str)> {
    let (block, _) = indexed_block(Reference::of(plain(&traversal.expr))?)?;
    let first = traversal.operators.first()?.value();
    matches!(first, TraversalOperator::Index(_)).then_some(block)
}

/// The type and name of the block that a reference is, and of which it takes
/// nothing.
pub(super) fn whole_block(reference: Reference<'_>) -> Option<(&str, &str)> {
    let (block, next) = named_block(reference)?;
    (reference.operators().len() == next).then_some(block)
}

/// The type and name of the block that a reference begins with, and how many
/// operators that takes.
pub(super) fn named_block(reference: Reference<'_>) -> Option<((&str, &str), usize)> {
    match reference.root {
        "data" => Some(((reference.attribute(0)?, reference.attribute(1)?), 2)),
        root => Some(((root, reference.attribute(0)?), 1)),
    }
}
