//! Follows `for` expressions, and blocks with a `for_each`.

use std::collections::BTreeMap;

use hcl_edit::expr::ForExpr;

use super::tracer::{Scope, Tracer};
use super::{Flow, Parts, is_unknown_key, unknown_key};
use crate::terraform::{Bindings, Expr, References, Value};

/// Elements of a collection that are followed one by one.
const MAX_ELEMENTS: usize = 64;
/// Names bound around a loop whose elements are still followed one by one: one
/// loop around it. Deeper ones would multiply.
const MAX_BOUND: usize = 2;

/// One turn of a block with a `for_each`: what `each` stands for (or a dynamic
/// block's iterator), and what flows through it.
pub(super) struct Expansion {
    pub(super) value: Value,
    pub(super) flow: Flow,
}

/// A turn for one element.
fn each(key: Value, value: Value, flow: Flow) -> Expansion {
    let members = BTreeMap::from([("key".to_owned(), key), ("value".to_owned(), value)]);
    Expansion {
        value: Value::object(members, false),
        flow: Flow::object(BTreeMap::from([("value".to_owned(), flow)])),
    }
}

/// An element that a `for` expression is about.
struct Element {
    key: Value,
    flow: Flow,
}

impl Tracer<'_, '_> {
    /// A block's `for_each`, element by element where the elements are known;
    /// otherwise one expansion through which everything may flow.
    pub(super) fn expansions(
        &mut self,
        for_each: Expr<'_>,
        scope: Option<&Scope<'_>>,
    ) -> Vec<Expansion> {
        let flow = self.flow(for_each, scope);
        let value = self.value(for_each, scope);
        let any = |flow: &Flow| {
            let elements = flow.elements();
            let element = match elements.as_slice() {
                [only] => only.clone(),
                _ => Flow::union(elements.iter()),
            };
            each(Value::Unknown, Value::Unknown, element)
        };
        match (&value, &flow.parts) {
            // What flows counts, not the value: a filter that leaves out what is
            // empty by default leaves it in when it is set.
            _ if bound_names(scope) > MAX_BOUND => vec![any(&flow)],
            (_, Parts::Object(flows)) if flows.len() <= MAX_ELEMENTS => flows
                .iter()
                .map(|(key, flow)| {
                    let value = value.member(key).unwrap_or(Value::Unknown);
                    each(known_key(key), value, flow.clone())
                })
                .collect(),
            // So does a choice that is empty by default.
            (Value::Object(object), _) if object.members.is_empty() => vec![any(&flow)],
            (Value::List(items), _) if items.is_empty() => vec![any(&flow)],
            (Value::Object(object), _) if !object.open && object.members.len() <= MAX_ELEMENTS => {
                let members = object.members.iter();
                members
                    .map(|(key, value)| each(Value::string(key), value.clone(), flow.clone()))
                    .collect()
            }
            (Value::List(items), parts)
                if (flow.is_empty() || matches!(parts, Parts::Opaque))
                    && items.len() <= MAX_ELEMENTS =>
            {
                items
                    .iter()
                    .map(|value| each(value.clone(), value.clone(), flow.clone()))
                    .collect()
            }
            (Value::List(items), Parts::List(flows))
                if items.len() == flows.len() && items.len() <= MAX_ELEMENTS =>
            {
                let items = items.iter().zip(flows.iter());
                items
                    .map(|(value, flow)| each(value.clone(), value.clone(), flow.clone()))
                    .collect()
            }
            _ => vec![any(&flow)],
        }
    }

    /// What a `for` expression makes of a collection.
    pub(super) fn for_expr(
        &mut self,
        expr: Expr<'_>,
        node: &ForExpr,
        scope: Option<&Scope<'_>>,
    ) -> Flow {
        let collection = self.flow(expr.part(&node.intro.collection_expr), scope);
        if collection.is_empty() && !mentions_more(node) {
            return Flow::default();
        }
        let mut items = Vec::new();
        for (index, element) in elements(&collection, scope).iter().enumerate() {
            let (key, flow) = self.turn(expr, node, scope, element);
            items.push((key.unwrap_or_else(|| unknown_key(index)), flow));
        }
        if node.key_expr.is_some() && !node.grouping {
            let members = items.into_iter().map(|(key, flow)| {
                let flow = flow.named(&key);
                (key, flow)
            });
            Flow::object(members.collect())
        } else {
            Flow::any_of(items.into_iter().map(|(_, flow)| flow).collect())
        }
    }

    /// What a `for` expression makes of one element: its key, if the expression
    /// has one and it is known, and what flows through it.
    fn turn(
        &mut self,
        expr: Expr<'_>,
        node: &ForExpr,
        scope: Option<&Scope<'_>>,
        element: &Element,
    ) -> (Option<String>, Flow) {
        let key_name = node.intro.key_var.as_ref();
        let no_flow = Flow::default();
        let outer = Scope {
            bindings: Bindings {
                name: key_name.map_or("", |name| name.as_str()),
                value: &element.key,
                outer: scope.map(|scope| &scope.bindings),
            },
            flow: &no_flow,
            outer: scope,
        };
        let inner = Scope {
            bindings: Bindings {
                name: &node.intro.value_var,
                value: &Value::Unknown,
                outer: Some(&outer.bindings),
            },
            flow: &element.flow,
            outer: Some(&outer),
        };
        let flow = self.flow(expr.part(&node.value_expr), Some(&inner));
        let key = node.key_expr.as_ref();
        let key = key.and_then(|key| self.value(expr.part(key), Some(&inner)).as_text());
        (key, flow)
    }
}

/// The elements of a collection; where they can't be followed one by one, one
/// through which everything flows.
fn elements(collection: &Flow, scope: Option<&Scope<'_>>) -> Vec<Element> {
    let without_key = |flow: Flow| Element {
        key: Value::Unknown,
        flow,
    };
    match &collection.parts {
        _ if bound_names(scope) > MAX_BOUND => {}
        Parts::Object(members) if members.len() <= MAX_ELEMENTS => {
            let elements = members.iter().map(|(key, flow)| Element {
                key: known_key(key),
                flow: flow.clone(),
            });
            return elements.collect();
        }
        Parts::List(items) | Parts::Elements(items) if items.len() <= MAX_ELEMENTS => {
            return items.iter().cloned().map(without_key).collect();
        }
        _ => {}
    }
    vec![without_key(Flow::union(collection.elements().iter()))]
}

/// Whether anything but the collection may flow into a `for` expression.
fn mentions_more(node: &ForExpr) -> bool {
    let named = References::of(&node.value_expr);
    // What it names else may be the element of a loop around it.
    !(named.variables.is_empty() && named.locals.is_empty() && named.parameters.is_empty())
        || named.others
}

fn bound_names(scope: Option<&Scope<'_>>) -> usize {
    std::iter::successors(scope, |inner| inner.outer).count()
}

/// The key of an object's member, as a value.
fn known_key(key: &str) -> Value {
    if is_unknown_key(key) {
        Value::Unknown
    } else {
        Value::string(key)
    }
}
