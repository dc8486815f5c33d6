//! Operators on values (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/expressions/operators>).

use hcl_edit::expr::{BinaryOperator, UnaryOperator};

use crate::terraform::functions;
use crate::terraform::value::{Value, is_exact};

/// What an operator makes of one value.
pub(super) fn unary(operator: UnaryOperator, value: &Value) -> Value {
    match (operator, value) {
        (_, Value::Error | Value::Null) => Value::Error,
        (UnaryOperator::Not, value) => match functions::bool(value) {
            Value::Bool(value) => Value::Bool(!value),
            other => other,
        },
        (UnaryOperator::Neg, value) => match functions::number(value) {
            Value::Number(number) => number
                .as_f64()
                .map_or(Value::Unknown, |number| Value::from_f64(-number)),
            other => other,
        },
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
    if let BinaryOperator::And | BinaryOperator::Or = operator {
        return of_bools(operator, &functions::bool(left), &functions::bool(right));
    }
    match (functions::number(left), functions::number(right)) {
        (Value::Error, _) | (_, Value::Error) => Value::Error,
        (Value::Number(left), Value::Number(right)) => match (left.as_f64(), right.as_f64()) {
            (Some(left), Some(right)) => of_numbers(operator, left, right),
            _ => Value::Unknown,
        },
        _ => Value::Unknown,
    }
}

fn of_bools(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    // One that is enough, whatever the other one is.
    let enough = Value::Bool(operator == BinaryOperator::Or);
    match (left, right) {
        (Value::Error, _) | (_, Value::Error) => Value::Error,
        (_, right) if *right == enough => enough,
        (Value::Bool(_), Value::Bool(_)) if *left == enough => enough,
        (Value::Bool(_), Value::Bool(right)) => Value::Bool(*right),
        _ => Value::Unknown,
    }
}

fn of_numbers(operator: BinaryOperator, left: f64, right: f64) -> Value {
    let result = match operator {
        BinaryOperator::Less => return Value::Bool(left < right),
        BinaryOperator::LessEq => return Value::Bool(left <= right),
        BinaryOperator::Greater => return Value::Bool(left > right),
        BinaryOperator::GreaterEq => return Value::Bool(left >= right),
        BinaryOperator::Div if right == 0.0 => return Value::Error,
        BinaryOperator::Plus => left + right,
        BinaryOperator::Minus => left - right,
        BinaryOperator::Mul => left * right,
        BinaryOperator::Div => left / right,
        // A remainder is never negative zero.
        BinaryOperator::Mod => left % right + 0.0,
        _ => return Value::Unknown,
    };
    if [left, right, result].into_iter().all(is_exact) {
        Value::from_f64(result)
    } else {
        Value::Unknown
    }
}
