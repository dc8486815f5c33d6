//! What depends on what in one module.

use foldhash::HashMap;
use hcl_edit::expr::{Array, Expression, Object};

use super::Dependents;
use super::parts::{Part, keyed_elements, keys_of, part_of, whole_local};
use crate::terraform::expression::{children, instance_deciders, literal_key};
use crate::terraform::{Block, BlockId, Reference, Section};

/// What depends on each value of a module.
#[derive(Debug, Default)]
pub(in crate::module) struct Dependencies {
    /// By address: `var.name`, `local.name`, `resource_type.name.attribute`,
    /// `data.type.name.attribute`, `module.name.output`.
    values: HashMap<String, ValueId>,
    dependents: Vec<Vec<Dependent>>,
    /// Parts of local values on which something depends.
    pub(super) parts: Vec<Part>,
}

/// A value that others may depend on, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ValueId(usize);

/// Something that depends on a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Dependent {
    /// Another value.
    Value(ValueId),
    /// An output, by its block.
    Output(BlockId),
    /// Some `count`.
    Count,
    /// Some `for_each`.
    ForEach,
    /// Some `count` in a local child module.
    CountInChild,
    /// Some `for_each` in a local child module.
    ForEachInChild,
}

impl Dependencies {
    /// The value of an address, if anything is known of it.
    pub(super) fn known(&self, address: &str) -> Option<ValueId> {
        self.values.get(address).copied()
    }

    /// All that depends on the value of an address.
    pub(super) fn on(&self, address: &str) -> Dependents {
        let mut found = Dependents::default();
        let mut open = Vec::from_iter(self.known(address));
        while let Some(value) = open.pop() {
            for dependent in &self.dependents[value.0] {
                match *dependent {
                    Dependent::Value(value) => {
                        if found.values.insert(value) {
                            open.push(value);
                        }
                    }
                    Dependent::Output(output) => _ = found.outputs.insert(output),
                    Dependent::Count => found.count = true,
                    Dependent::ForEach => found.for_each = true,
                    Dependent::CountInChild => found.count_in_child = true,
                    Dependent::ForEachInChild => {
                        found.for_each = true;
                        found.for_each_in_child = true;
                    }
                }
            }
        }
        found
    }

    /// The value of an address, which gets a number if it has none.
    pub(super) fn value(&mut self, address: String) -> ValueId {
        let next = ValueId(self.dependents.len());
        let value = *self.values.entry(address).or_insert(next);
        if value == next {
            self.dependents.push(Vec::new());
        }
        value
    }

    pub(super) fn add(&mut self, dependent: Dependent, on: &[ValueId]) {
        for value in on {
            self.dependents[value.0].push(dependent);
        }
    }

    pub(super) fn add_block(&mut self, id: BlockId, block: &Block<'_>) {
        if matches!(block.kind(), "resource" | "data" | "ephemeral" | "module") {
            for section in block.sections() {
                self.add_repetition(section);
                self.add_dynamic(section);
            }
        }
        match block.kind() {
            "locals" => self.add_locals(block),
            "resource" => {
                let address = format!("{}.{}", block.label(0), block.name());
                self.add_carrier(&address, block);
            }
            "data" => {
                let address = format!("data.{}.{}", block.label(0), block.name());
                self.add_carrier(&address, block);
            }
            "output" => {
                if let Some(value) = block.attribute("value") {
                    let named = self.named_in(value.node);
                    self.add(Dependent::Output(id), &named);
                }
            }
            _ => {}
        }
    }

    /// The `count` and `for_each` of a block.
    fn add_repetition(&mut self, section: Section<'_>) {
        if let Some(count) = section.attribute("count") {
            let named = self.named_in(count.node);
            self.add(Dependent::Count, &named);
        }
        if let Some(for_each) = section.attribute("for_each") {
            let named = self.deciding(for_each.node);
            self.add(Dependent::ForEach, &named);
        }
    }

    /// The `for_each` of the dynamic blocks in a block.
    fn add_dynamic(&mut self, section: Section<'_>) {
        for nested in section.blocks() {
            if nested.kind == "dynamic" {
                self.add_repetition(nested.section);
            }
            self.add_dynamic(nested.section);
        }
    }

    fn add_locals(&mut self, block: &Block<'_>) {
        for (name, expr) in block.attributes() {
            let local = self.value(format!("local.{name}"));
            let named = self.named_in(expr.node);
            self.add(Dependent::Value(local), &named);
            if let Expression::Array(items) = expr.node {
                self.add_elements(name, items);
            }
            let deciding = self.deciding(expr.node);
            let keys = self.value(keys_of(name));
            if deciding == named {
                self.add(Dependent::Value(keys), &[local]);
            } else {
                self.add(Dependent::Value(keys), &deciding);
            }
        }
    }

    /// A block whose own values, not its repetition, depend on others: each
    /// attribute and nested block, and the whole.
    fn add_carrier(&mut self, address: &str, block: &Block<'_>) {
        let whole = self.value(address.to_owned());
        for section in block.sections() {
            let attributes = section.attributes();
            for (name, expr) in
                attributes.filter(|(name, _)| !matches!(*name, "count" | "for_each"))
            {
                let named = self.named_in(expr.node);
                self.add_part_of(whole, format!("{address}.{name}"), &named);
            }
            for nested in section.blocks() {
                let mut named = Vec::new();
                self.carried_in(nested.section, &mut named);
                let made = nested.label.filter(|_| nested.kind == "dynamic");
                let name = made.unwrap_or(nested.kind);
                self.add_part_of(whole, format!("{address}.{name}"), &named);
            }
        }
    }

    fn add_part_of(&mut self, whole: ValueId, address: String, named: &[ValueId]) {
        let part = self.value(address);
        self.add(Dependent::Value(part), named);
        self.add(Dependent::Value(whole), &[part]);
    }

    fn carried_in(&mut self, section: Section<'_>, named: &mut Vec<ValueId>) {
        for (_, expr) in section.attributes() {
            self.add_named(expr.node, named);
        }
        for nested in section.blocks() {
            self.carried_in(nested.section, named);
        }
    }

    /// The values that decide which keys a map has, or which elements a set.
    fn deciding(&mut self, node: &Expression) -> Vec<ValueId> {
        let mut named = Vec::new();
        if let Some((local, members)) = keyed_elements(node) {
            let members = members.into_iter();
            return members
                .map(|member| self.part(local, Some(member)))
                .collect();
        }
        instance_deciders(node, &mut |part| match whole_local(part) {
            Some(local) => named.push(self.value(keys_of(local))),
            None => self.add_named(part, &mut named),
        });
        named
    }

    /// The members of the elements of a local list.
    fn add_elements(&mut self, local: &str, items: &Array) {
        let objects = items.iter().filter_map(|item| match item {
            Expression::Object(object) => Some(object),
            _ => None,
        });
        for (key, value) in objects.flat_map(Object::iter) {
            if let Some(member) = literal_key(key) {
                let part = self.value(part_of(local, Some(member)));
                let named = self.named_in(value.expr());
                self.add(Dependent::Value(part), &named);
            }
        }
    }

    /// A part of a local value, on which something depends.
    fn part(&mut self, local: &str, member: Option<&str>) -> ValueId {
        let value = self.value(part_of(local, member));
        self.parts.push(Part {
            local: local.to_owned(),
            member: member.map(str::to_owned),
            value,
        });
        value
    }

    /// The values that an expression refers to; what is in `nonsensitive(…)` is
    /// not told.
    pub(super) fn named_in(&mut self, node: &Expression) -> Vec<ValueId> {
        let mut named = Vec::new();
        self.add_named(node, &mut named);
        named
    }

    fn add_named(&mut self, node: &Expression, named: &mut Vec<ValueId>) {
        if let Expression::FuncCall(call) = node {
            match (call.name.name.as_str(), call.args.iter().next()) {
                ("nonsensitive", _) => return,
                // The keys of a map are as known and as public as its shape.
                ("keys", Some(map)) => {
                    if let Some(local) = whole_local(map) {
                        return named.push(self.value(keys_of(local)));
                    }
                }
                ("length", Some(list)) => {
                    if let Some(local) = whole_local(list) {
                        return named.push(self.part(local, None));
                    }
                }
                _ => {}
            }
        }
        if let Some(reference) = Reference::of(node)
            && reference.attribute(0).is_some()
        {
            // `module.name[0].output`, `module.name[*].output` as well.
            let parts = match reference.root {
                "var" | "local" => 1,
                "data" => 3,
                _ => 2,
            };
            let parts = reference.attributes().take(parts);
            let address = std::iter::once(reference.root).chain(parts);
            named.push(self.value(address.collect::<Vec<_>>().join(".")));
        }
        children(node, &mut |child| self.add_named(child, named));
    }
}
