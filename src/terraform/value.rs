//! Static values: what an expression is known to be without running Terraform.

use std::collections::BTreeMap;
use std::rc::Rc;

use hcl::Number;
use hcl::eval::Evaluate as _;

/// A value of which each part may be unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Unknown,
    /// Terraform refuses it. This never leaves the evaluator: to all others it is
    /// unknown.
    Error,
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Rc<str>),
    /// A string that is the JSON of a value, some parts of which are unknown.
    Json(Rc<Value>),
    /// A list, set or tuple; its length is known.
    List(Rc<List>),
    /// A map or object.
    Object(Rc<Object>),
}

/// The elements of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    items: Vec<Value>,
    weight: usize,
    depth: usize,
}

impl std::ops::Deref for List {
    type Target = Vec<Value>;

    fn deref(&self) -> &Vec<Value> {
        &self.items
    }
}

/// The members of a map or object.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// Known members, whose values may be unknown.
    pub members: BTreeMap<String, Value>,
    /// Whether there may be further members.
    pub open: bool,
    weight: usize,
    depth: usize,
}

/// What a value may weigh. Parts are shared, so that sixty lists of two make a
/// value that nobody could walk through.
const MAX_WEIGHT: usize = 20_000;
/// Bytes of text that weigh as much as a value.
const BYTES_PER_WEIGHT: usize = 64;
/// Values that may stand in one another. Whoever walks through one recurses.
const MAX_DEPTH: usize = 128;

/// What a text of so many bytes weighs.
pub(super) fn text_weight(bytes: usize) -> usize {
    1 + bytes / BYTES_PER_WEIGHT
}

/// Whether a text of so many bytes may be a value.
pub(super) fn fits(bytes: usize) -> bool {
    text_weight(bytes) <= MAX_WEIGHT
}

impl Value {
    /// A string; unknown where it is longer than any that is worth knowing.
    pub fn string(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if fits(text.len()) {
            Self::String(Rc::from(text))
        } else {
            Self::Unknown
        }
    }

    /// The JSON of a value, which is not written out before somebody asks;
    /// unknown where it is too large to be.
    pub fn json(value: Value) -> Self {
        let json = Self::Json(Rc::new(value));
        if json.weight() <= MAX_WEIGHT && json.depth() <= MAX_DEPTH {
            json
        } else {
            Self::Unknown
        }
    }

    /// A list; unknown where it is too large to be walked through.
    pub fn list(items: Vec<Value>) -> Self {
        let weight = 1 + items.iter().map(Self::weight).sum::<usize>();
        let depth = 1 + items.iter().map(Self::depth).max().unwrap_or(0);
        if weight > MAX_WEIGHT || depth > MAX_DEPTH {
            return Self::Unknown;
        }
        Self::List(Rc::new(List {
            items,
            weight,
            depth,
        }))
    }

    /// A map or object, which may have further members where it is open;
    /// unknown where it is too large to be walked through.
    pub fn object(members: BTreeMap<String, Value>, open: bool) -> Self {
        let weights = members
            .iter()
            .map(|(key, value)| key.len() / BYTES_PER_WEIGHT + value.weight());
        let weight = 1 + weights.sum::<usize>();
        let depth = 1 + members.values().map(Self::depth).max().unwrap_or(0);
        if weight > MAX_WEIGHT || depth > MAX_DEPTH {
            return Self::Unknown;
        }
        Self::Object(Rc::new(Object {
            members,
            open,
            weight,
            depth,
        }))
    }

    /// How many values it is made of; long texts count as several.
    pub fn weight(&self) -> usize {
        match self {
            Self::List(list) => list.weight,
            Self::Object(object) => object.weight,
            // JSON in JSON in JSON doubles its backslashes each time.
            Self::Json(value) => 2 * value.weight(),
            Self::String(text) => text_weight(text.len()),
            _ => 1,
        }
    }

    /// How many bytes its text has at most.
    pub(super) fn max_bytes(&self) -> usize {
        self.as_str()
            .map_or(self.weight() * BYTES_PER_WEIGHT, str::len)
    }

    /// How many values stand in one another.
    fn depth(&self) -> usize {
        match self {
            Self::List(list) => list.depth,
            Self::Object(object) => object.depth,
            Self::Json(value) => 1 + value.depth(),
            _ => 0,
        }
    }

    /// A number; unknown where it is none, or negative zero, which Terraform
    /// writes as `-0`.
    pub(super) fn from_f64(number: f64) -> Self {
        let is_negative_zero = number == 0.0 && number.is_sign_negative();
        let number = Number::from_f64(number).filter(|_| !is_negative_zero);
        number.map_or(Self::Unknown, Self::Number)
    }

    /// The text of a string, number or boolean, as Terraform converts it.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(number) => number_text(number),
            Self::Json(value) if value.is_written_alike() => {
                let json = serde_json::to_string(&value.to_hcl()?).ok()?;
                let json = escaped_for_html(json);
                fits(json.len()).then_some(json)
            }
            _ => None,
        }
    }

    /// Whether its numbers are the same in JSON as Terraform writes them.
    fn is_written_alike(&self) -> bool {
        match self {
            Self::Number(number) => {
                let number_size = number.as_f64().unwrap_or(f64::MAX).abs();
                number_text(number).is_some() && (number_size == 0.0 || number_size >= 1e-5)
            }
            Self::Json(value) => value.is_written_alike(),
            Self::List(items) => items.iter().all(Self::is_written_alike),
            Self::Object(object) => object.members.values().all(Self::is_written_alike),
            _ => true,
        }
    }

    /// A string that is wholly known.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// A boolean, or a string that Terraform converts to one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::String(text) => match &**text {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value as it is to all but `try` and `can`.
    pub(super) fn or_unknown(self) -> Self {
        match self {
            Self::Error => Self::Unknown,
            value => value,
        }
    }

    /// Whether nothing of the value is unknown.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Unknown | Self::Error => false,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => true,
            Self::Json(value) => value.is_known() && value.is_written_alike(),
            Self::List(items) => items.iter().all(Self::is_known),
            Self::Object(object) => !object.open && object.members.values().all(Self::is_known),
        }
    }

    /// The value as hcl-rs has it, if it is wholly known.
    pub fn to_hcl(&self) -> Option<hcl::Value> {
        Some(match self {
            Self::Unknown | Self::Error => return None,
            Self::Null => hcl::Value::Null,
            Self::Bool(value) => hcl::Value::Bool(*value),
            Self::Number(number) => hcl::Value::Number(*number),
            Self::String(text) => hcl::Value::String(text.to_string()),
            Self::Json(_) => hcl::Value::String(self.as_text()?),
            Self::List(items) => {
                hcl::Value::Array(items.iter().map(Self::to_hcl).collect::<Option<_>>()?)
            }
            Self::Object(object) if object.open => return None,
            Self::Object(object) => hcl::Value::Object(
                object
                    .members
                    .iter()
                    .map(|(key, value)| Some((key.clone(), value.to_hcl()?)))
                    .collect::<Option<_>>()?,
            ),
        })
    }

    /// A value that hcl-rs computed.
    pub fn from_hcl(value: hcl::Value) -> Self {
        match value {
            hcl::Value::Null => Self::Null,
            hcl::Value::Bool(value) => Self::Bool(value),
            hcl::Value::Number(number) => Self::Number(number),
            hcl::Value::String(text) => Self::string(text),
            hcl::Value::Array(items) => Self::list(items.into_iter().map(Self::from_hcl).collect()),
            hcl::Value::Object(members) => Self::object(
                members
                    .into_iter()
                    .map(|(key, value)| (key, Self::from_hcl(value)))
                    .collect(),
                false,
            ),
        }
    }

    /// A value read from JSON.
    pub fn from_json(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => number
                .as_f64()
                .and_then(Number::from_f64)
                .map_or(Self::Unknown, Self::Number),
            serde_json::Value::String(text) => Self::string(text),
            serde_json::Value::Array(items) => {
                Self::list(items.into_iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(members) => Self::object(
                members
                    .into_iter()
                    .map(|(key, value)| (key, Self::from_json(value)))
                    .collect(),
                false,
            ),
        }
    }

    /// What a string is as JSON: `None` if it is no JSON, a value of which
    /// parts may be unknown otherwise.
    pub fn parse_json(&self) -> Option<Value> {
        match self {
            Self::Json(value) => Some((**value).clone()),
            Self::String(text) => serde_json::from_str(text).ok().map(Self::from_json),
            _ => Some(Self::Unknown),
        }
    }

    /// Whether two values are the same to `==`, which converts nothing; `None` where
    /// that can't be told. hcl-rs compares what is wholly known.
    pub fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Null, Self::Null) => return Some(true),
            (Self::String(one), Self::String(other)) => return Some(one == other),
            _ => {}
        }
        if let (Some(one), Some(other)) = (self.to_hcl(), other.to_hcl()) {
            let operation = hcl::expr::BinaryOp {
                lhs_expr: one.into(),
                operator: hcl::expr::BinaryOperator::Eq,
                rhs_expr: other.into(),
            };
            let operation = hcl::Expression::from(hcl::expr::Operation::Binary(operation));
            let equal = operation.evaluate(&hcl::eval::Context::new());
            return equal.ok().and_then(|equal| equal.as_bool());
        }
        match (self, other) {
            // JSON is a text of which parts are unknown.
            (Self::Unknown | Self::Error, _)
            | (_, Self::Unknown | Self::Error)
            | (Self::Json(_), Self::String(_) | Self::Json(_))
            | (Self::String(_), Self::Json(_)) => None,
            (Self::List(items), Self::List(others)) => {
                let pairs = items.iter().zip(others.iter());
                all_equal(pairs, items.len() == others.len())
            }
            (Self::Object(object), Self::Object(other)) => {
                let is_closed = !object.open && !other.open;
                let pairs = object
                    .members
                    .iter()
                    .filter_map(|(key, value)| Some((value, other.members.get(key)?)));
                let are_alike = object.members.keys().eq(other.members.keys());
                let equal = all_equal(pairs, are_alike || !is_closed);
                equal.filter(|equal| is_closed || !equal)
            }
            _ => Some(false),
        }
    }

    /// A member of an object: `Unknown` where it can't be told, `None` where
    /// there is certainly none.
    pub fn member(&self, name: &str) -> Option<Value> {
        match self {
            Self::Object(object) => match object.members.get(name) {
                Some(value) => Some(value.clone()),
                None if object.open => Some(Self::Unknown),
                None => None,
            },
            Self::Unknown => Some(Self::Unknown),
            _ => None,
        }
    }
}

/// Whether values are equal in pairs, where they may be at all.
fn all_equal<'v>(
    pairs: impl Iterator<Item = (&'v Value, &'v Value)>,
    may_be: bool,
) -> Option<bool> {
    let mut is_known = true;
    for (one, other) in pairs {
        match one.equals(other) {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_known = false,
        }
    }
    match (may_be, is_known) {
        (false, _) => Some(false),
        (true, true) => Some(true),
        (true, false) => None,
    }
}

/// A number in digits, as Terraform writes it; `None` where Terraform has more of
/// them.
fn number_text(number: &Number) -> Option<String> {
    const MAX: f64 = 1e15;
    if number.is_u64() || number.is_i64() {
        return Some(number.to_string());
    }
    let number = number.as_f64().filter(|number| number.abs() < MAX)?;
    Some(number.to_string())
}

/// Whether a number is the same in base two, where Terraform has more digits.
pub(super) fn is_exact(number: f64) -> bool {
    const MAX: f64 = 4_294_967_296.0;
    const PARTS: f64 = 1_048_576.0;
    number.abs() <= MAX && (number * PARTS).fract() == 0.0
}

/// JSON as Terraform writes it, which could stand in a page.
fn escaped_for_html(json: String) -> String {
    const ESCAPES: &[(char, &str)] = &[
        ('<', "\\u003c"),
        ('>', "\\u003e"),
        ('&', "\\u0026"),
        ('\u{2028}', "\\u2028"),
        ('\u{2029}', "\\u2029"),
    ];
    let mut json = json;
    for (c, escape) in ESCAPES {
        if json.contains(*c) {
            json = json.replace(*c, escape);
        }
    }
    json
}
