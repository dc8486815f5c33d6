//! Functions of numbers.

use hcl_edit::Number;

use crate::terraform::value::{Value, is_exact};

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    if let ("parseint", [Value::String(text), Value::Number(base)]) = (name, arguments) {
        return Some(parsed(text, *base));
    }
    let numbers: Option<Vec<f64>> = match (name, arguments) {
        ("sum", [Value::List(items)]) => items.iter().map(as_number).collect(),
        ("abs" | "ceil" | "floor" | "max" | "min" | "pow" | "signum", _) => {
            arguments.iter().map(as_number).collect()
        }
        _ => return None,
    };
    let result = match (name, numbers?.as_slice()) {
        ("abs", [number]) => number.abs(),
        ("ceil", [number]) => number.ceil(),
        ("floor", [number]) => number.floor(),
        ("signum", [number]) if *number == 0.0 => 0.0,
        ("signum", [number]) => number.signum(),
        ("min", all) => all.iter().copied().fold(f64::INFINITY, f64::min),
        ("max", all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ("sum", []) => return Some(Value::Error),
        ("sum", all) => exact_sum(all)?,
        ("pow", [base, power]) => return Some(raised(*base, *power)),
        _ => return None,
    };
    Some(of(result))
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        _ => None,
    }
}

fn of(number: f64) -> Value {
    // No function gives negative zero.
    Value::from_f64(number + 0.0)
}

fn exact_sum(numbers: &[f64]) -> Option<f64> {
    numbers.iter().try_fold(0.0, |sum, number| {
        let sum = sum + number;
        [sum, *number].into_iter().all(is_exact).then_some(sum)
    })
}

/// Go may round a power otherwise, where it has to.
fn raised(base: f64, power: f64) -> Value {
    let result = base.powf(power);
    let is_known = power.fract() == 0.0 && [base, power, result].into_iter().all(is_exact);
    if is_known {
        of(result)
    } else if base == 0.0 && power < 0.0 {
        Value::Error
    } else {
        Value::Unknown
    }
}

/// What a text is to a base.
fn parsed(text: &str, base: Number) -> Value {
    let base = base.as_u64().and_then(|base| u32::try_from(base).ok());
    match base.filter(|base| (2..=62).contains(base)) {
        None => Value::Error,
        // Small letters and capitals are two things.
        Some(37..) => Value::Unknown,
        Some(base) => match i64::from_str_radix(text, base) {
            Ok(number) => Value::Number(number.into()),
            Err(error) => match error.kind() {
                std::num::IntErrorKind::PosOverflow | std::num::IntErrorKind::NegOverflow => {
                    Value::Unknown
                }
                _ => Value::Error,
            },
        },
    }
}
