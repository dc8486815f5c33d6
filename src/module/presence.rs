//! Tests that tell whether a value is there.

use hcl_edit::Span as _;
use hcl_edit::expr::{BinaryOp, BinaryOperator, Expression};
use hcl_edit::template::Element;

use super::uses::Named;
use crate::source::Span;
use crate::terraform::expression::{any, plain};
use crate::terraform::{Base, Expr, Reference};

/// What tells whether a value is there: a comparison with `""`, with null or of
/// its length, or several of them joined by `&&` and `||`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing to know")]
pub struct PresenceTest {
    /// The test.
    pub at: Span,
    /// What it is an operand of.
    pub within: Within,
    /// Whether it is several comparisons.
    pub is_several: bool,
    /// Whether it tells null from an empty value.
    pub knows_null: bool,
    /// What it comes to where the value is there.
    pub when_set: bool,
    /// Whether it can be evaluated where the value is null.
    pub takes_null: bool,
    /// Whether it can be evaluated where the value is empty, as `coalesce` can't.
    pub takes_empty: bool,
}

impl PresenceTest {
    /// The test that an expression is, with what it tests.
    pub(super) fn of(expr: Expr<'_>, within: Within) -> Option<(Named<'_>, Self)> {
        let Expression::BinaryOp(operation) = expr.node else {
            return None;
        };
        if let Some(joined) = Self::several(expr, operation, within) {
            return Some(joined);
        }
        let comparison = Comparison::of(operation)?;
        let test = Self {
            at: expr.span(),
            within,
            is_several: false,
            knows_null: matches!(comparison.other, Expression::Null(_)),
            when_set: comparison.when_set()?,
            takes_null: comparison.tested.takes_null,
            takes_empty: !coalesces(expr.node),
        };
        Some((comparison.tested.named, test))
    }

    /// Tests of one value that are joined by `&&` or `||`.
    fn several<'a>(
        expr: Expr<'a>,
        operation: &'a BinaryOp,
        within: Within,
    ) -> Option<(Named<'a>, Self)> {
        let is_and = match operation.operator.value() {
            BinaryOperator::And => true,
            BinaryOperator::Or => false,
            _ => return None,
        };
        let side = |node| Self::of(expr.part(plain(node)), Within::Nothing);
        let (named, left) = side(&operation.lhs_expr)?;
        let (other, right) = side(&operation.rhs_expr)?;
        let test = Self {
            at: expr.span(),
            within,
            is_several: true,
            knows_null: left.knows_null || right.knows_null,
            when_set: if is_and {
                left.when_set && right.when_set
            } else {
                left.when_set || right.when_set
            },
            takes_null: left.takes_null && right.takes_null,
            takes_empty: left.takes_empty && right.takes_empty,
        };
        (named == other).then_some((named, test))
    }

    /// Whether a condition that holds the test asks for the value: true if it
    /// needs it, false if it forbids it, `None` if that can't be told.
    pub fn is_asked_by(&self, condition: Expr<'_>) -> Option<bool> {
        let polarity = polarity(condition.base, condition.node, self.at)?;
        Some(polarity == self.when_set)
    }
}

/// What an expression is an operand of, as far as that asks for parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Nothing: it stands by itself, in parentheses say.
    Nothing,
    /// `… ? a : b`
    Condition,
    /// `&&`
    And,
    /// `||`
    Or,
    /// Some other operator.
    Operator,
}

/// Whether a part of a condition makes it true where the part is true.
fn polarity(base: Base, node: &Expression, part: Span) -> Option<bool> {
    let at = base.span(node.span());
    if at == part {
        return Some(true);
    }
    if part.start < at.start || at.end < part.end {
        return None;
    }
    match node {
        Expression::Parenthesis(inner) => polarity(base, inner.inner(), part),
        // It is `!`, since no test is a number.
        Expression::UnaryOp(operation) => {
            polarity(base, &operation.expr, part).map(|polarity| !polarity)
        }
        Expression::BinaryOp(operation)
            if matches!(
                operation.operator.value(),
                BinaryOperator::And | BinaryOperator::Or
            ) =>
        {
            polarity(base, &operation.lhs_expr, part)
                .or_else(|| polarity(base, &operation.rhs_expr, part))
        }
        _ => None,
    }
}

/// Whether an expression calls `coalesce`.
fn coalesces(node: &Expression) -> bool {
    any(
        node,
        &|node| matches!(node, Expression::FuncCall(call) if call.name.name.as_str() == "coalesce"),
    )
}

/// A comparison of something with a value, which stands to the left.
struct Comparison<'a> {
    tested: Tested<'a>,
    operator: BinaryOperator,
    other: &'a Expression,
}

/// What a comparison tests: a value as it is, perhaps trimmed or with nothing in
/// place of null, or its length.
#[derive(Clone, Copy)]
struct Tested<'a> {
    named: Named<'a>,
    is_length: bool,
    /// Whether it can be evaluated where the value is null.
    takes_null: bool,
}

impl<'a> Comparison<'a> {
    fn of(operation: &'a BinaryOp) -> Option<Self> {
        use BinaryOperator::{Greater, GreaterEq, Less, LessEq};
        let (left, right) = (plain(&operation.lhs_expr), plain(&operation.rhs_expr));
        let operator = *operation.operator.value();
        Some(match Tested::of(right) {
            Some(tested) => Self {
                tested,
                operator: match operator {
                    Less => Greater,
                    LessEq => GreaterEq,
                    Greater => Less,
                    GreaterEq => LessEq,
                    other => other,
                },
                other: left,
            },
            None => Self {
                tested: Tested::of(left)?,
                operator,
                other: right,
            },
        })
    }

    /// What the comparison comes to where the value is there, if that is all that
    /// it tells.
    fn when_set(&self) -> Option<bool> {
        use BinaryOperator::{Eq, Greater, GreaterEq, Less, LessEq, NotEq};
        if self.tested.is_length {
            let Expression::Number(number) = self.other else {
                return None;
            };
            return match (self.operator, number.value().as_u64()?) {
                (Greater | NotEq, 0) | (GreaterEq, 1) => Some(true),
                (Eq | LessEq, 0) | (Less, 1) => Some(false),
                _ => None,
            };
        }
        match (self.operator, is_nothing(self.other)) {
            (NotEq, true) => Some(true),
            (Eq, true) => Some(false),
            _ => None,
        }
    }
}

impl<'a> Tested<'a> {
    fn of(expr: &'a Expression) -> Option<Self> {
        let Some(measured) = length_of(expr) else {
            return Self::value(expr);
        };
        let value = Self::value(measured)?;
        Some(Self {
            is_length: true,
            // There is no `length(null)`.
            takes_null: value.takes_null && !matches!(measured, Expression::Traversal(_)),
            ..value
        })
    }

    fn value(expr: &'a Expression) -> Option<Self> {
        match plain(expr) {
            node @ Expression::Traversal(_) => {
                let reference = Reference::of(node)?;
                let named = Named::of(reference)?;
                (reference.operators().len() == 1).then_some(Self {
                    named,
                    is_length: false,
                    takes_null: true,
                })
            }
            Expression::StringTemplate(template) => {
                let mut elements = template.iter();
                match (elements.next(), elements.next()) {
                    (Some(Element::Interpolation(only)), None) => Some(Self {
                        takes_null: false,
                        ..Self::value(&only.expr)?
                    }),
                    _ => None,
                }
            }
            Expression::FuncCall(call) => {
                let mut arguments = call.args.iter();
                let inner = Self::value(arguments.next()?)?;
                let are_empty = arguments.all(|argument| is_empty_text(plain(argument)));
                let takes_null = match call.name.name.as_str() {
                    "nonsensitive" | "sensitive" | "tostring" => inner.takes_null,
                    "coalesce" | "try" if are_empty => true,
                    "trimspace" | "chomp" | "lower" | "upper" => false,
                    _ => return None,
                };
                Some(Self {
                    takes_null,
                    ..inner
                })
            }
            _ => None,
        }
    }
}

fn length_of(expr: &Expression) -> Option<&Expression> {
    match plain(expr) {
        Expression::FuncCall(call) if call.name.name.as_str() == "length" => {
            call.args.iter().next().map(plain)
        }
        _ => None,
    }
}

fn is_nothing(expr: &Expression) -> bool {
    matches!(expr, Expression::Null(_)) || is_empty_text(expr)
}

fn is_empty_text(expr: &Expression) -> bool {
    matches!(expr, Expression::String(text) if text.is_empty())
}
