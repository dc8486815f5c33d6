//! Conditions that are never boolean, whatever they are about.

use hcl_edit::expr::{BinaryOperator, Expression, FuncCall, TraversalOperator, UnaryOperator};
use hcl_edit::template::Element;

use crate::terraform::Reference;

/// What the names in a condition are, where they are never true or false.
pub(super) struct Known<'k> {
    /// By the name of a local value.
    pub(super) local: &'k dyn Fn(&str) -> Option<&'static str>,
    /// By the name of an input.
    pub(super) input: &'k dyn Fn(&str) -> Option<&'static str>,
}

impl Known<'_> {
    /// What an expression is that is never true or false: "a list".
    pub(super) fn never_boolean(&self, node: &Expression) -> Option<&'static str> {
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
            Expression::Parenthesis(inner) => self.never_boolean(inner.inner()),
            Expression::Conditional(choice) => {
                let yes = self.never_boolean(&choice.true_expr)?;
                self.never_boolean(&choice.false_expr)?;
                Some(yes)
            }
            Expression::UnaryOp(operation) => match operation.operator.value() {
                UnaryOperator::Neg => Some("a number"),
                UnaryOperator::Not => self.never_boolean(&operation.expr),
            },
            Expression::BinaryOp(operation) => match operation.operator.value() {
                BinaryOperator::Plus
                | BinaryOperator::Minus
                | BinaryOperator::Mul
                | BinaryOperator::Div
                | BinaryOperator::Mod => Some("a number"),
                // What isn't boolean on one side fails whatever the other one is.
                BinaryOperator::And | BinaryOperator::Or => self
                    .never_boolean(&operation.lhs_expr)
                    .or_else(|| self.never_boolean(&operation.rhs_expr)),
                _ => None,
            },
            Expression::FuncCall(call) => self.of_call(call),
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
                self.of_name(Reference::of(node)?)
            }
        }
    }

    fn of_name(&self, reference: Reference<'_>) -> Option<&'static str> {
        if reference.operators().len() != 1 {
            return None;
        }
        let name = reference.attribute(0)?;
        match reference.root {
            "local" => (self.local)(name),
            "input" => (self.input)(name),
            "meta" => match name {
                "references" => Some("an object"),
                "keys" | "reaches" => Some("a list"),
                "key" | "masked" | "in_form" | "is_template" => None,
                _ => Some("a string"),
            },
            _ => None,
        }
    }

    fn of_call(&self, call: &FuncCall) -> Option<&'static str> {
        Some(match call.name.name.as_str() {
            "abs" | "ceil" | "floor" | "index" | "length" | "max" | "min" | "parseint" | "pow"
            | "semvercmp" | "signum" | "sum" | "tonumber" => "a number",
            "chunklist" | "coalescelist" | "compact" | "concat" | "distinct" | "flatten"
            | "formatlist" | "getresources" | "keys" | "range" | "regexall" | "reverse"
            | "setintersection" | "setsubtract" | "setunion" | "slice" | "sort" | "split"
            | "tolist" | "toset" | "values" => "a list",
            "merge" | "tomap" | "zipmap" => "an object",
            "basename" | "chomp" | "dirname" | "format" | "join" | "jsonencode" | "lower"
            | "replace" | "strrev" | "substr" | "title" | "trim" | "trimprefix" | "trimspace"
            | "trimsuffix" | "upper" | "urlencode" => "a string",
            "try" | "coalesce" => {
                let mut kinds = call.args.iter().map(|arg| self.never_boolean(arg));
                let first = kinds.next()??;
                kinds.all(|kind| kind.is_some()).then_some(first)?
            }
            _ => return None,
        })
    }
}
