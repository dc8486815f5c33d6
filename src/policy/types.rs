//! Types of inputs, and values converted to them
//! (<https://developer.hashicorp.com/terraform/language/expressions/type-constraints>).

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;

use super::literal;
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
    /// The type of each member, and what it is if it is left out, where it may be.
    Object(BTreeMap<String, (Type, Option<Expression>)>),
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
            (Self::String, value) => value.as_text().map(Value::string),
            (Self::Number, Value::Number(_)) => Some(value.clone()),
            (Self::Number, Value::String(text)) => {
                let number: f64 = text.parse().ok()?;
                hcl::Number::from_f64(number).map(Value::Number)
            }
            (Self::List(element), Value::List(items)) => {
                let items = items.iter().map(|item| element.convert(item));
                Some(Value::list(items.collect::<Option<_>>()?))
            }
            (Self::Set(element), Value::List(items)) => {
                let items = items.iter().map(|item| element.convert(item));
                Some(set_of(items.collect::<Option<_>>()?))
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
                let members = members.iter().map(|(name, (kind, default))| {
                    let value = match (object.members.get(name), default) {
                        (Some(value), _) => kind.convert(value)?,
                        (None, Some(default)) => kind.convert(&literal(default))?,
                        (None, None) => return None,
                    };
                    Some((name.clone(), value))
                });
                Some(Value::object(members.collect::<Option<_>>()?, false))
            }
            _ => None,
        }
    }
}

/// Values without those that are there twice; texts in their order.
fn set_of(items: Vec<Value>) -> Value {
    let mut set: Vec<Value> = Vec::new();
    for item in items {
        if !set.contains(&item) {
            set.push(item);
        }
    }
    if set.iter().all(|item| item.as_str().is_some()) {
        set.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
    Value::list(set)
}

/// The type of an object's member: one of `optional(TYPE, DEFAULT)` may be left out,
/// and is null without a default.
fn member(node: &Expression) -> Option<(Type, Option<Expression>)> {
    match node {
        Expression::FuncCall(call) if call.name.name.as_str() == "optional" => {
            let mut arguments = call.args.iter();
            let kind = Type::read(arguments.next()?)?;
            let default = arguments.next().cloned();
            Some((kind, Some(default.unwrap_or_else(Expression::null))))
        }
        node => Some((Type::read(node)?, None)),
    }
}
