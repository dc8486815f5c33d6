//! Operators on values (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/expressions/operators>).

use hcl::Number;
use hcl_edit::expr::{BinaryOperator, UnaryOperator};

use crate::terraform::value::Value;

/// What an operator makes of one value.
pub(super) fn unary(operator: UnaryOperator, value: &Value) -> Value {
    match (operator, value) {
        (_, Value::Error | Value::Null) => Value::Error,
        (UnaryOperator::Not, value) => value
            .as_bool()
            .map_or_else(|| refused(value), |value| Value::Bool(!value)),
        (UnaryOperator::Neg, value) => {
            let Some(number) = number(value) else {
                return refused(value);
            };
            Number::from_f64(-number).map_or(Value::Unknown, Value::Number)
        }
    }
}

/// What follows from one operand alone is said here, and what numbers come to.
pub(super) fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    if matches!(left, Value::Error) || matches!(right, Value::Error) {
        return Value::Error;
    }
    if let BinaryOperator::Eq | BinaryOperator::NotEq = operator {
        let is_equal = left.equals(right);
        let is_wanted = operator == BinaryOperator::Eq;
        return is_equal.map_or(Value::Unknown, |equal| Value::Bool(equal == is_wanted));
    }
    if matches!(left, Value::Null) || matches!(right, Value::Null) {
        return Value::Error;
    }
    match (operator, left.as_bool(), right.as_bool()) {
        (BinaryOperator::And, _, Some(false)) => Value::Bool(false),
        (BinaryOperator::Or, _, Some(true)) => Value::Bool(true),
        (BinaryOperator::And, Some(left), Some(right)) => Value::Bool(left && right),
        (BinaryOperator::Or, Some(left), Some(right)) => Value::Bool(left || right),
        (BinaryOperator::And | BinaryOperator::Or, left_bool, right_bool) => {
            let wrong = [(left, left_bool), (right, right_bool)];
            let wrong = wrong.into_iter().filter(|(_, bool)| bool.is_none());
            any_refused(wrong.map(|(operand, _)| operand))
        }
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => of_numbers(operator, left, right),
            (left_number, right_number) => {
                let wrong = [(left, left_number), (right, right_number)];
                let wrong = wrong.into_iter().filter(|(_, number)| number.is_none());
                any_refused(wrong.map(|(operand, _)| operand))
            }
        },
    }
}

/// What comes of an operand that is of no type that will do.
fn refused(operand: &Value) -> Value {
    match operand {
        Value::List(_) | Value::Object(_) | Value::Bool(_) | Value::Number(_) => Value::Error,
        // Whether a text would be converted is not looked into.
        Value::String(text) if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            Value::Error
        }
        _ => Value::Unknown,
    }
}

fn any_refused<'v>(mut operands: impl Iterator<Item = &'v Value>) -> Value {
    if operands.any(|operand| matches!(refused(operand), Value::Error)) {
        Value::Error
    } else {
        Value::Unknown
    }
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
