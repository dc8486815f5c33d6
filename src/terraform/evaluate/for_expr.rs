//! `for` expressions (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/expressions/for>).

use std::collections::BTreeMap;

use hcl_edit::expr::ForExpr;

use super::{Bindings, Question};
use crate::terraform::functions;
use crate::terraform::value::Value;

impl Question<'_> {
    /// The list or object that a `for` expression makes. What it makes of each
    /// element takes steps of its own.
    pub(super) fn for_expr(&self, expr: &ForExpr, bindings: Option<&Bindings<'_>>) -> Value {
        let collection = self.expression(&expr.intro.collection_expr, bindings);
        if !self.spend(collection.weight()) {
            return Value::Unknown;
        }
        let elements: Vec<(Value, Value)> = match &collection {
            Value::List(items) => {
                let numbered = items.iter().enumerate();
                numbered
                    .map(|(at, item)| (Value::Number(at.into()), item.clone()))
                    .collect()
            }
            Value::Object(object) if !object.open => {
                let members = object.members.iter();
                members
                    .map(|(key, value)| (Value::string(key), value.clone()))
                    .collect()
            }
            Value::Object(_) | Value::Unknown => return Value::Unknown,
            _ => return Value::Error,
        };
        let mut made = Made::default();
        for (key, value) in elements {
            let bound = Bindings {
                name: expr.intro.value_var.as_str(),
                value: &value,
                outer: bindings,
            };
            let key_name = expr.intro.key_var.as_ref();
            let with_key = key_name.map(|name| Bindings {
                name: name.as_str(),
                value: &key,
                outer: Some(&bound),
            });
            let bindings = with_key.as_ref().unwrap_or(&bound);
            if let Some(cond) = &expr.cond {
                match functions::bool(&self.expression(&cond.expr, Some(bindings))) {
                    Value::Bool(true) => {}
                    Value::Bool(false) => continue,
                    // How many there are is unknown with it.
                    other => return other,
                }
            }
            self.add_to(&mut made, expr, bindings);
            if made.is_given_up {
                self.exhaust();
                return Value::Unknown;
            }
        }
        made.finish(expr)
    }

    fn add_to(&self, made: &mut Made, expr: &ForExpr, bindings: &Bindings<'_>) {
        let value = self.expression(&expr.value_expr, Some(bindings));
        made.has_error |= matches!(value, Value::Error);
        made.weight += value.weight();
        made.is_given_up |= !self.spend(1) || made.weight > MAX_MADE;
        let Some(key) = &expr.key_expr else {
            return made.items.push(value);
        };
        let key = self.expression(key, Some(bindings));
        made.has_error |= matches!(key, Value::Error | Value::Null);
        match self.text(&key) {
            Some(key) => made.members.entry(key).or_default().push(value),
            None => made.is_open = true,
        }
    }
}

/// What the result may weigh while it is made.
const MAX_MADE: usize = 20_000;

#[derive(Default)]
struct Made {
    items: Vec<Value>,
    members: BTreeMap<String, Vec<Value>>,
    /// Whether there is a member whose key is unknown.
    is_open: bool,
    has_error: bool,
    is_given_up: bool,
    weight: usize,
}

impl Made {
    fn finish(self, expr: &ForExpr) -> Value {
        if self.has_error {
            return Value::Error;
        }
        if expr.key_expr.is_none() {
            return Value::list(self.items);
        }
        // It may be any of them.
        if self.is_open {
            return Value::object(BTreeMap::new(), true);
        }
        if expr.grouping {
            let lists = self.members.into_iter();
            let lists = lists.map(|(key, values)| (key, Value::list(values)));
            return Value::object(lists.collect(), false);
        }
        let mut members = BTreeMap::new();
        for (key, mut values) in self.members {
            match (values.pop(), values.is_empty()) {
                (Some(only), true) => members.insert(key, only),
                // Terraform refuses a key that is there twice.
                _ => return Value::Error,
            };
        }
        Value::object(members, false)
    }
}
