//! What Terraform's functions take: how many arguments, and of which types
//! (Terraform 1.11, <https://developer.hashicorp.com/terraform/language/functions>,
//! held against `terraform console`; those for versions, `regex_match` and
//! `contains_substring` are Terraform policy's,
//! <https://developer.hashicorp.com/terraform/policy>).

use std::sync::LazyLock;

use foldhash::HashMap;

use super::convert;
use crate::terraform::value::Value;

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    /// A text, or what is converted to one.
    Text,
    /// A text that may be JSON of which parts are unknown.
    Json,
    /// A text and nothing else.
    TextAlone,
    Number,
    /// A number without a fraction.
    Whole,
    Bool,
    List,
    /// A list whose items become one type.
    Alike,
    Texts,
    TextsOrNulls,
    Numbers,
    BoolsOrNulls,
    Object,
    /// An object whose members become one type.
    AlikeObject,
    /// A text, list or object.
    Measured,
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
struct Parameter {
    kind: Kind,
    takes_null: bool,
}

impl Parameter {
    const fn or_null(self) -> Self {
        Self {
            takes_null: true,
            ..self
        }
    }
}

const fn a(kind: Kind) -> Parameter {
    Parameter {
        kind,
        takes_null: false,
    }
}

/// A function's name and parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature {
    name: &'static str,
    parameters: &'static [Parameter],
    /// How many of them there have to be.
    needed: usize,
    /// Whether the last one may be there again and again.
    repeats: bool,
}

impl Signature {
    const fn needing(self, needed: usize) -> Self {
        Self { needed, ..self }
    }

    /// The last parameter may repeat; so many arguments are needed in all.
    const fn repeating(self, needed: usize) -> Self {
        Self {
            needed,
            repeats: true,
            ..self
        }
    }

    /// The signature of a function, if it is known.
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        static BY_NAME: LazyLock<HashMap<&str, &Signature>> = LazyLock::new(|| {
            let table = TABLE.iter();
            table.map(|signature| (signature.name, signature)).collect()
        });
        BY_NAME.get(name).copied()
    }

    /// The arguments in the types that the function takes; `None` where Terraform
    /// refuses one, or their number.
    pub(super) fn converted(&self, arguments: &[Value]) -> Option<Vec<Value>> {
        self.check_count(arguments.len()).ok()?;
        let last = self.parameters.len().checked_sub(1);
        let numbered = arguments.iter().enumerate();
        let converted =
            numbered.map(|(at, argument)| self.parameters[at.min(last?)].converted(argument));
        converted.collect()
    }

    fn check_count(&self, count: usize) -> Result<(), String> {
        let most = (!self.repeats).then_some(self.parameters.len());
        expect_count(self.name, self.needed, most, count)
    }
}

/// Says how many arguments a function takes, if it gets more or fewer.
pub fn expect_count(
    name: &str,
    needed: usize,
    most: Option<usize>,
    count: usize,
) -> Result<(), String> {
    if count >= needed && most.is_none_or(|most| count <= most) {
        return Ok(());
    }
    let (numbers, last) = match most {
        None => (format!("at least {needed}"), needed),
        Some(most) if most == needed => (needed.to_string(), needed),
        Some(most) if most == needed + 1 => (format!("{needed} or {most}"), most),
        Some(most) => (format!("{needed} to {most}"), most),
    };
    let arguments = if last == 1 { "argument" } else { "arguments" };
    Err(format!("`{name}` takes {numbers} {arguments}, not {count}"))
}

/// Says how many arguments a known function takes, if it gets more or fewer.
pub fn check_count(name: &str, count: usize) -> Result<(), String> {
    Signature::of(name).map_or(Ok(()), |signature| signature.check_count(count))
}

/// The functions that are known, in the order of their names.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|signature| signature.name)
}

impl Parameter {
    /// An argument as the parameter takes it; `None` where Terraform refuses it.
    fn converted(self, argument: &Value) -> Option<Value> {
        if matches!(argument, Value::Null) {
            return self.takes_null.then_some(Value::Null);
        }
        if matches!(argument, Value::Unknown) {
            return Some(Value::Unknown);
        }
        let converted = match (self.kind, argument) {
            (Kind::Any, _)
            | (Kind::Json | Kind::TextAlone, Value::Json(_))
            | (Kind::TextAlone, Value::String(_))
            | (Kind::List, Value::List(_))
            | (Kind::Object, Value::Object(_))
            | (Kind::Measured, Value::List(_) | Value::Object(_)) => argument.clone(),
            (Kind::Text | Kind::Json, _) | (Kind::Measured, Value::String(_) | Value::Json(_)) => {
                convert::text(argument)
            }
            (Kind::Number, _) => convert::number(argument),
            (Kind::Whole, _) => convert::whole(argument),
            (Kind::Bool, _) => convert::bool(argument),
            (Kind::Alike, Value::List(items)) => convert::alike(items),
            (Kind::AlikeObject, Value::Object(object)) => convert::alike_members(object),
            (Kind::Texts, Value::List(items)) => convert::each(items, false, convert::text),
            (Kind::TextsOrNulls, Value::List(items)) => convert::each(items, true, convert::text),
            (Kind::Numbers, Value::List(items)) => convert::each(items, false, convert::number),
            (Kind::BoolsOrNulls, Value::List(items)) => convert::each(items, true, convert::bool),
            _ => Value::Error,
        };
        Some(converted).filter(|value| !matches!(value, Value::Error))
    }
}

const ANY: Parameter = a(Kind::Any);
const TEXT: Parameter = a(Kind::Text);
const NUMBER: Parameter = a(Kind::Number);
const WHOLE: Parameter = a(Kind::Whole);
const BOOL: Parameter = a(Kind::Bool);
const LIST: Parameter = a(Kind::List);
const ALIKE: Parameter = a(Kind::Alike);
const TEXTS: Parameter = a(Kind::Texts);
const OBJECT: Parameter = a(Kind::Object);

const fn takes(name: &'static str, parameters: &'static [Parameter]) -> Signature {
    Signature {
        name,
        parameters,
        needed: parameters.len(),
        repeats: false,
    }
}

/// In the order of the names.
const TABLE: &[Signature] = &[
    takes("abs", &[NUMBER]),
    takes("alltrue", &[a(Kind::BoolsOrNulls)]),
    takes("anytrue", &[a(Kind::BoolsOrNulls)]),
    takes("basename", &[TEXT]),
    takes("can", &[ANY.or_null()]),
    takes("ceil", &[NUMBER]),
    takes("chomp", &[TEXT]),
    takes("chunklist", &[ALIKE, WHOLE]),
    takes("coalesce", &[ANY.or_null()]).repeating(1),
    takes("coalescelist", &[LIST]).repeating(1),
    takes("compact", &[a(Kind::TextsOrNulls)]),
    takes("concat", &[LIST]).repeating(1),
    takes("contains", &[LIST, ANY]),
    takes("contains_substring", &[TEXT, TEXT]),
    takes("dirname", &[TEXT]),
    takes("distinct", &[ALIKE]),
    takes("element", &[LIST, WHOLE]),
    takes("endswith", &[TEXT, TEXT]),
    takes("ephemeralasnull", &[ANY.or_null()]),
    takes("flatten", &[LIST]),
    takes("floor", &[NUMBER]),
    takes("format", &[TEXT, ANY.or_null()]).repeating(1),
    takes("formatlist", &[TEXT, ANY.or_null()]).repeating(1),
    takes("index", &[LIST, ANY]),
    takes("join", &[TEXT, TEXTS]).repeating(2),
    takes("jsondecode", &[a(Kind::Json)]),
    takes("jsonencode", &[ANY.or_null()]),
    takes("keys", &[OBJECT]),
    takes("length", &[a(Kind::Measured)]),
    takes("lookup", &[OBJECT, TEXT, ANY.or_null()]).needing(2),
    takes("lower", &[TEXT]),
    takes("max", &[NUMBER]).repeating(1),
    takes("merge", &[OBJECT.or_null()]).repeating(0),
    takes("min", &[NUMBER]).repeating(1),
    takes("nonsensitive", &[ANY.or_null()]),
    takes("one", &[LIST]),
    takes("parseint", &[a(Kind::TextAlone), WHOLE]),
    takes("pow", &[NUMBER, NUMBER]),
    takes("range", &[NUMBER, NUMBER, NUMBER]).needing(1),
    takes("regex", &[TEXT, TEXT]),
    takes("regex_match", &[TEXT, TEXT]),
    takes("regexall", &[TEXT, TEXT]),
    takes("replace", &[TEXT, TEXT, TEXT]),
    takes("reverse", &[LIST]),
    takes("semvercmp", &[TEXT, TEXT]),
    takes("semverconstraint", &[TEXT, TEXT]),
    takes("sensitive", &[ANY.or_null()]),
    takes("setintersection", &[LIST]).repeating(1),
    takes("setsubtract", &[LIST, LIST]),
    takes("setunion", &[LIST]).repeating(1),
    takes("signum", &[WHOLE]),
    takes("slice", &[LIST, WHOLE, WHOLE]),
    takes("sort", &[TEXTS]),
    takes("split", &[TEXT, TEXT]),
    takes("startswith", &[TEXT, TEXT]),
    takes("strcontains", &[TEXT, TEXT]),
    takes("strrev", &[TEXT]),
    takes("substr", &[TEXT, WHOLE, WHOLE]),
    takes("sum", &[a(Kind::Numbers)]),
    takes("title", &[TEXT]),
    takes("tobool", &[BOOL.or_null()]),
    takes("tolist", &[ALIKE.or_null()]),
    takes("tomap", &[a(Kind::AlikeObject).or_null()]),
    takes("tonumber", &[NUMBER.or_null()]),
    takes("toset", &[ALIKE.or_null()]),
    takes("tostring", &[TEXT.or_null()]),
    takes("trim", &[TEXT, TEXT]),
    takes("trimprefix", &[TEXT, TEXT]),
    takes("trimspace", &[TEXT]),
    takes("trimsuffix", &[TEXT, TEXT]),
    takes("try", &[ANY.or_null()]).repeating(1),
    takes("upper", &[TEXT]),
    takes("urlencode", &[TEXT]),
    takes("values", &[OBJECT]),
    takes("zipmap", &[TEXTS, LIST]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(names().is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn counts_are_said_in_words() {
        for (name, count, said) in [
            ("startswith", 1, "`startswith` takes 2 arguments, not 1"),
            ("upper", 2, "`upper` takes 1 argument, not 2"),
            ("max", 0, "`max` takes at least 1 argument, not 0"),
            ("lookup", 4, "`lookup` takes 2 or 3 arguments, not 4"),
            ("range", 0, "`range` takes 1 to 3 arguments, not 0"),
        ] {
            assert_eq!(check_count(name, count), Err(said.to_owned()));
        }
        assert_eq!(check_count("merge", 0), Ok(()));
        assert_eq!(check_count("range", 2), Ok(()));
        assert_eq!(check_count("no_function", 9), Ok(()));
    }
}
