//! `attrs`: what a block says, as a value.

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;

use crate::module::Module;
use crate::policy::{Kind, Reads};
use crate::terraform::{Block, Defaults, Expr, NestedBlock, Section, Value};

/// The attributes and nested blocks of a block, as far as they are read.
pub(super) fn attrs(module: &Module<'_>, kind: Kind, block: &Block<'_>, reads: &Reads) -> Value {
    let mut members = BTreeMap::new();
    // Only a run knows what a resource will be called.
    if matches!(kind, Kind::Resource | Kind::Data) && reads.has("id") {
        members.insert("id".to_owned(), Value::Unknown);
    }
    for (name, expr) in block.attributes().filter(|(name, _)| reads.has(name)) {
        let value = if kind == Kind::Variable && name == "type" {
            Value::string(type_text(module, expr))
        } else {
            value(module, expr)
        };
        members.insert(name.to_owned(), value);
    }
    let nested = block.blocks().filter(|nested| reads.has(nested.made()));
    add_nested(module, nested, &mut members);
    Value::object(members, false)
}

/// Nested blocks as lists of objects; with a dynamic one among them nobody knows
/// how many there are.
fn add_nested<'a>(
    module: &Module<'_>,
    nested: impl Iterator<Item = NestedBlock<'a>>,
    members: &mut BTreeMap<String, Value>,
) {
    let mut lists: BTreeMap<&str, Option<Vec<Value>>> = BTreeMap::new();
    for block in nested {
        let list = lists
            .entry(block.made())
            .or_insert_with(|| Some(Vec::new()));
        if block.kind == "dynamic" {
            *list = None;
        } else if let Some(list) = list {
            list.push(of_section(module, block.section));
        }
    }
    for (name, list) in lists {
        members.insert(name.to_owned(), list.map_or(Value::Unknown, Value::list));
    }
}

fn of_section(module: &Module<'_>, section: Section<'_>) -> Value {
    let mut members = BTreeMap::new();
    for (name, expr) in section.attributes() {
        members.insert(name.to_owned(), value(module, expr));
    }
    add_nested(module, section.blocks(), &mut members);
    Value::object(members, false)
}

fn value(module: &Module<'_>, expr: Expr<'_>) -> Value {
    module
        .definitions()
        .value_by(expr.node, Defaults::NullIsUnknown)
}

/// A type as text, each run of blanks one blank.
fn type_text(module: &Module<'_>, expr: Expr<'_>) -> String {
    let text = match expr.node {
        // Terraform 0.11 wrote types as strings.
        Expression::String(text) => text.as_str(),
        _ => module.sources().text(expr.span()),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
