//! Operators on values (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/expressions/operators>).

use hcl::Number;
use hcl::eval::Evaluate as _;
use hcl_edit::expr::{BinaryOperator, UnaryOperator};

use crate::terraform::value::Value;

/// What an operator makes of one value.
pub(super) fn unary(operator: UnaryOperator, value: &Value) -> Value {
    match (operator, value) {
        (_, Value::Error) => Value::Error,
        (UnaryOperator::Not, value) => value
            .as_bool()
            .map_or(Value::Unknown, |value| Value::Bool(!value)),
        (UnaryOperator::Neg, value) => {
            let number = number(value).and_then(|number| Number::from_f64(-number));
            number.map_or(Value::Unknown, Value::Number)
        }
    }
}

/// Equality of known operands is hcl-rs's; what follows from one operand alone is
/// said here, and what numbers come to.
pub(super) fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    match (operator, left.as_bool(), right.as_bool()) {
        _ if matches!(left, Value::Error) || matches!(right, Value::Error) => return Value::Error,
        (BinaryOperator::And, _, Some(false)) => return Value::Bool(false),
        (BinaryOperator::Or, _, Some(true)) => return Value::Bool(true),
        (BinaryOperator::And, Some(left), Some(right)) => return Value::Bool(left && right),
        (BinaryOperator::Or, Some(left), Some(right)) => return Value::Bool(left || right),
        _ => {}
    }
    match operator {
        BinaryOperator::Eq | BinaryOperator::NotEq => equality(operator, left, right),
        BinaryOperator::And | BinaryOperator::Or => Value::Unknown,
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => of_numbers(operator, left, right),
            _ => Value::Unknown,
        },
    }
}

fn equality(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    let (Some(left), Some(right)) = (left.to_hcl(), right.to_hcl()) else {
        return Value::Unknown;
    };
    let operation = hcl::expr::BinaryOp {
        lhs_expr: left.into(),
        operator,
        rhs_expr: right.into(),
    };
    hcl::Expression::from(hcl::expr::Operation::Binary(operation))
        .evaluate(&hcl::eval::Context::new())
        .map_or(Value::Unknown, Value::from_hcl)
}

/// What a value is as a number: texts are converted.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
            let is_number = !text.is_empty() && text.chars().all(is_plain);
            is_number.then(|| text.parse().ok())?
        }
        _ => None,
    }
}

fn of_numbers(operator: BinaryOperator, left: f64, right: f64) -> Value {
    let result = match operator {
        BinaryOperator::Less => return Value::Bool(left < right),
        BinaryOperator::LessEq => return Value::Bool(left <= right),
        BinaryOperator::Greater => return Value::Bool(left > right),
        BinaryOperator::GreaterEq => return Value::Bool(left >= right),
        BinaryOperator::Plus => left + right,
        BinaryOperator::Minus => left - right,
        BinaryOperator::Mul => left * right,
        BinaryOperator::Div => left / right,
        BinaryOperator::Mod => left % right,
        _ => return Value::Unknown,
    };
    let is_known = [left, right, result].into_iter().all(is_exact);
    let number = is_known.then(|| Number::from_f64(result)).flatten();
    number.map_or(Value::Unknown, Value::Number)
}

/// Whether a number is the same in base two, where Terraform has more digits. What
/// is divided by zero is none.
fn is_exact(number: f64) -> bool {
    const MAX: f64 = 4_294_967_296.0;
    const PARTS: f64 = 1_048_576.0;
    number.abs() <= MAX && (number * PARTS).fract() == 0.0
}
