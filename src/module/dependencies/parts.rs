//! Parts of local values that are known on their own: which keys a map has, how
//! long a list is, what its elements are called.

use std::collections::BTreeSet;

use hcl_edit::expr::Expression;

use super::graph::ValueId;
use crate::terraform::Reference;
use crate::terraform::expression::literal_key;
use crate::terraform::references::visit;

/// A part of a local value.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) local: String,
    /// A member of its elements; its length where there is none here.
    pub(super) member: Option<String>,
    pub(super) value: ValueId,
}

impl Part {
    /// Whether the part of a local value can be told from the rest of it.
    pub(super) fn is_apart(&self, local: &Expression) -> bool {
        match (local, &self.member) {
            (Expression::Array(items), Some(member)) => {
                let mut items = items.iter();
                items.all(|item| literal_member(item, member).is_some())
            }
            (Expression::Array(_), None) => true,
            (Expression::Object(object), None) => {
                let mut keys = object.iter().map(|(key, _)| key);
                keys.all(|key| literal_key(key).is_some())
            }
            _ => false,
        }
    }
}

/// Stands for which keys a local map has.
pub(super) fn keys_of(local: &str) -> String {
    format!("keys of local.{local}")
}

/// Stands for a member of the elements of a local list, or for its length.
pub(super) fn part_of(local: &str, member: Option<&str>) -> String {
    match member {
        Some(member) => format!("local.{local}[*].{member}"),
        None => format!("length of local.{local}"),
    }
}

/// The value of a member of an object whose keys are literal.
fn literal_member<'a>(object: &'a Expression, member: &str) -> Option<&'a Expression> {
    let Expression::Object(object) = object else {
        return None;
    };
    let mut found = None;
    for (key, value) in object {
        if literal_key(key)? == member {
            found = Some(value.expr());
        }
    }
    found
}

/// The local list of `{ for each in local.LIST : each.member => … }`, and the
/// members of which the keys are made.
pub(super) fn keyed_elements(node: &Expression) -> Option<(&str, BTreeSet<&str>)> {
    let Expression::ForExpr(each) = node else {
        return None;
    };
    let key = each.key_expr.as_ref().filter(|_| each.cond.is_none())?;
    let local = whole_local(&each.intro.collection_expr)?;
    let element = each.intro.value_var.as_str();
    let mut members = Some(BTreeSet::new());
    visit(key, &mut |reference| {
        let member = reference.named(element);
        match (&mut members, member) {
            (Some(members), Some(member)) => _ = members.insert(member),
            _ => members = None,
        }
    });
    Some((local, members?))
}

/// The name of `local.NAME`, where nothing is taken of it.
pub(super) fn whole_local(node: &Expression) -> Option<&str> {
    let reference = Reference::of(node)?;
    let is_whole = reference.operators().len() == 1;
    reference.named("local").filter(|_| is_whole)
}
