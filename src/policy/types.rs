//! Types of inputs, and values converted to them
//! (<https://developer.hashicorp.com/terraform/language/expressions/type-constraints>).

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;

use crate::terraform::{Value, literal_key};

/// What an input takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    Any,
    Bool,
    Number,
    String,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    /// The type of each member, and whether it may be left out.
    Object(BTreeMap<String, (Type, bool)>),
}

impl Type {
    /// Reads a type constraint.
    pub(super) fn read(node: &Expression) -> Option<Self> {
        match node {
            Expression::Variable(name) => Some(match name.as_str() {
                "any" => Self::Any,
                "bool" => Self::Bool,
                "number" => Self::Number,
                "string" => Self::String,
                _ => return None,
            }),
            Expression::FuncCall(call) => {
                let mut arguments = call.args.iter();
                let argument = arguments.next()?;
                if arguments.next().is_some() {
                    return None;
                }
                let element = || Self::read(argument).map(Box::new);
                Some(match call.name.name.as_str() {
                    "list" => Self::List(element()?),
                    "set" => Self::Set(element()?),
                    "map" => Self::Map(element()?),
                    "tuple" => {
                        let types = argument.as_array()?.iter().map(Self::read);
                        Self::Tuple(types.collect::<Option<_>>()?)
                    }
                    "object" => {
                        let members = argument.as_object()?.iter().map(|(key, value)| {
                            let member = member(value.expr())?;
                            Some((literal_key(key)?.to_owned(), member))
                        });
                        Self::Object(members.collect::<Option<_>>()?)
                    }
                    _ => return None,
                })
            }
            Expression::Parenthesis(inner) => Self::read(inner.inner()),
            _ => None,
        }
    }

    /// As people write it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Any => "any".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Number => "number".to_owned(),
            Self::String => "string".to_owned(),
            Self::List(element) => format!("list({})", element.name()),
            Self::Set(element) => format!("set({})", element.name()),
            Self::Map(element) => format!("map({})", element.name()),
            Self::Tuple(types) => {
                let names: Vec<String> = types.iter().map(Self::name).collect();
                format!("tuple([{}])", names.join(", "))
            }
            Self::Object(members) => {
                let members = members.iter();
                let names: Vec<String> = members
                    .map(|(name, (kind, _))| format!("{name} = {}", kind.name()))
                    .collect();
                format!("object({{ {} }})", names.join(", "))
            }
        }
    }

    /// What a value of it is if never a boolean.
    pub(super) fn never_boolean(&self) -> Option<&'static str> {
        match self {
            Self::Any | Self::Bool | Self::String => None,
            Self::Number => Some("a number"),
            Self::List(_) | Self::Set(_) | Self::Tuple(_) => Some("a list"),
            Self::Map(_) | Self::Object(_) => Some("an object"),
        }
    }

    /// A value as one of this type; `None` where Terraform would not convert it.
    pub(super) fn convert(&self, value: &Value) -> Option<Value> {
        if let (Value::Null | Value::Unknown, _) | (_, Self::Any) = (value, self) {
            return Some(value.clone());
        }
        match (self, value) {
            (Self::Bool, value) => value.as_bool().map(Value::Bool),
            (Self::String, Value::List(_) | Value::Object(_)) => None,
            (Self::String, value) => value.as_text().map(Value::string),
            (Self::Number, Value::Number(_)) => Some(value.clone()),
            (Self::Number, Value::String(text)) => {
                let number: f64 = text.parse().ok()?;
                hcl::Number::from_f64(number).map(Value::Number)
            }
            (Self::List(element) | Self::Set(element), Value::List(items)) => {
                let items = items.iter().map(|item| element.convert(item));
                Some(Value::list(items.collect::<Option<_>>()?))
            }
            (Self::Map(element), Value::Object(object)) => {
                let members = object.members.iter();
                let members =
                    members.map(|(key, value)| Some((key.clone(), element.convert(value)?)));
                Some(Value::object(members.collect::<Option<_>>()?, object.open))
            }
            (Self::Tuple(types), Value::List(items)) if types.len() == items.len() => {
                let items = types.iter().zip(items.iter());
                let items = items.map(|(element, item)| element.convert(item));
                Some(Value::list(items.collect::<Option<_>>()?))
            }
            (Self::Object(members), Value::Object(object)) => {
                let members = members.iter().map(|(name, (kind, is_optional))| {
                    let value = match object.members.get(name) {
                        Some(value) => kind.convert(value)?,
                        None if *is_optional => Value::Null,
                        None => return None,
                    };
                    Some((name.clone(), value))
                });
                Some(Value::object(members.collect::<Option<_>>()?, false))
            }
            _ => None,
        }
    }
}

/// The type of an object's member: `optional(TYPE)` may be left out.
fn member(node: &Expression) -> Option<(Type, bool)> {
    match node {
        Expression::FuncCall(call) if call.name.name.as_str() == "optional" => {
            Some((Type::read(call.args.iter().next()?)?, true))
        }
        node => Some((Type::read(node)?, false)),
    }
}
