//! Conditions that are never boolean, whatever they are about.

use std::collections::BTreeMap;

use hcl_edit::expr::{BinaryOperator, Expression, FuncCall, TraversalOperator, UnaryOperator};
use hcl_edit::template::Element;

use super::types::Type;
use crate::terraform::Reference;

/// What the names in a condition are.
pub(super) struct Known<'k> {
    pub(super) locals: BTreeMap<&'k str, &'k Expression>,
    pub(super) inputs: BTreeMap<&'k str, &'k Type>,
}

/// Local values that are followed: a circle is another mistake.
const MAX_DEPTH: usize = 32;

impl Known<'_> {
    /// What an expression is that is never true or false: "a list".
    pub(super) fn never_boolean(&self, node: &Expression) -> Option<&'static str> {
        self.other_kind(node, 0)
    }

    fn other_kind(&self, node: &Expression, depth: usize) -> Option<&'static str> {
        match node {
            Expression::Bool(_) => None,
            Expression::Null(_) => Some("null"),
            Expression::Number(_) => Some("a number"),
            Expression::String(text) => {
                (!matches!(text.as_str(), "true" | "false" | "1" | "0")).then_some("a string")
            }
            Expression::Array(_) => Some("a list"),
            Expression::Object(_) => Some("an object"),
            Expression::ForExpr(each) => Some(if each.key_expr.is_some() {
                "an object"
            } else {
                "a list"
            }),
            Expression::HeredocTemplate(_) => Some("a string"),
            Expression::StringTemplate(template) => template
                .iter()
                .any(Element::is_literal)
                .then_some("a string"),
            Expression::Parenthesis(inner) => self.other_kind(inner.inner(), depth),
            Expression::Conditional(choice) => {
                let yes = self.other_kind(&choice.true_expr, depth)?;
                self.other_kind(&choice.false_expr, depth)?;
                Some(yes)
            }
            Expression::UnaryOp(operation) => match operation.operator.value() {
                UnaryOperator::Neg => Some("a number"),
                UnaryOperator::Not => self.other_kind(&operation.expr, depth),
            },
            Expression::BinaryOp(operation) => match operation.operator.value() {
                BinaryOperator::Plus
                | BinaryOperator::Minus
                | BinaryOperator::Mul
                | BinaryOperator::Div
                | BinaryOperator::Mod => Some("a number"),
                // What isn't boolean on one side fails whatever the other one is.
                BinaryOperator::And | BinaryOperator::Or => self
                    .other_kind(&operation.lhs_expr, depth)
                    .or_else(|| self.other_kind(&operation.rhs_expr, depth)),
                _ => None,
            },
            Expression::FuncCall(call) => self.of_call(call, depth),
            Expression::Variable(name) => {
                matches!(name.as_str(), "attrs" | "meta" | "input").then_some("an object")
            }
            Expression::Traversal(traversal) => {
                let is_splat = traversal
                    .operators
                    .iter()
                    .any(|operator| matches!(operator.value(), TraversalOperator::FullSplat(_)));
                if is_splat {
                    return Some("a list");
                }
                self.of_name(Reference::of(node)?, depth)
            }
        }
    }

    fn of_name(&self, reference: Reference<'_>, depth: usize) -> Option<&'static str> {
        if reference.operators().len() != 1 {
            return None;
        }
        let name = reference.attribute(0)?;
        match reference.root {
            "local" if depth < MAX_DEPTH => {
                self.other_kind(self.locals.get(name).copied()?, depth + 1)
            }
            "input" => self.inputs.get(name)?.never_boolean(),
            "meta" => match name {
                "references" => Some("an object"),
                "keys" | "reaches" => Some("a list"),
                "key" | "masked" | "in_form" | "is_template" => None,
                _ => Some("a string"),
            },
            _ => None,
        }
    }

    fn of_call(&self, call: &FuncCall, depth: usize) -> Option<&'static str> {
        Some(match call.name.name.as_str() {
            "abs" | "ceil" | "floor" | "index" | "length" | "max" | "min" | "parseint" | "pow"
            | "semvercmp" | "signum" | "sum" | "tonumber" => "a number",
            "chunklist" | "compact" | "concat" | "distinct" | "flatten" | "formatlist"
            | "getresources" | "keys" | "range" | "regexall" | "reverse" | "setintersection"
            | "setsubtract" | "setunion" | "slice" | "sort" | "split" | "tolist" | "toset"
            | "values" => "a list",
            "merge" | "tomap" | "zipmap" => "an object",
            "basename" | "chomp" | "dirname" | "format" | "join" | "jsonencode" | "lower"
            | "replace" | "strrev" | "substr" | "title" | "trim" | "trimprefix" | "trimspace"
            | "trimsuffix" | "upper" => "a string",
            "try" | "coalesce" => {
                let mut kinds = call.args.iter().map(|arg| self.other_kind(arg, depth));
                let first = kinds.next()??;
                kinds.all(|kind| kind.is_some()).then_some(first)?
            }
            _ => return None,
        })
    }
}
