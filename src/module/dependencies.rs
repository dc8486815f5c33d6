//! What depends on what, by the syntax alone: where a value that becomes
//! sensitive, or unknown until apply, would be refused.

use std::collections::{BTreeSet, HashMap};

use hcl_edit::expr::Expression;

use super::Module;
use crate::source::Span;
use crate::terraform::expression::{children, instance_deciders};
use crate::terraform::{Block, BlockId, Reference, Section};

impl<'a> Module<'a> {
    /// What depends on a variable.
    pub fn dependents_of_variable(&self, variable: &str) -> Dependents {
        self.dependencies().on(&format!("var.{variable}"))
    }

    /// What depends on a local value.
    fn dependents_of_local(&self, local: &str) -> Dependents {
        self.dependencies().on(&format!("local.{local}"))
    }

    /// Whether the part of a local value at a place decides how often something is
    /// there: not the value of a map's member where only the keys do.
    pub fn decides_repetition(&self, local: &str, at: Span) -> bool {
        let dependents = self.dependents_of_local(local);
        if dependents.count || dependents.for_each {
            return true;
        }
        let Some(expr) = self.local(local) else {
            return false;
        };
        let mut decides = false;
        instance_deciders(expr.node, &mut |part| {
            decides |= expr.part(part).span().covers(at);
        });
        decides && self.dependencies().on(&keys_of(local)).for_each
    }

    /// Whether a local value is made of another, directly or through others.
    pub fn is_made_of(&self, local: &str, other: &str) -> bool {
        let known = self.dependencies().known(&format!("local.{local}"));
        let is_dependent = |value| self.dependents_of_local(other).values.contains(&value);
        local == other || known.is_some_and(is_dependent)
    }

    /// The outputs that depend on a value, in order.
    pub(super) fn outputs_among(
        &self,
        dependents: &Dependents,
    ) -> impl Iterator<Item = &Block<'a>> {
        let outputs = dependents.outputs.iter();
        outputs.map(|output| self.definitions.block(*output))
    }

    /// The outputs that would have to be sensitive if a variable were, and are
    /// not.
    pub fn unmarked_outputs(&self, variable: &str) -> Vec<&Block<'a>> {
        let dependents = self.dependents_of_variable(variable);
        let outputs = self.outputs_among(&dependents);
        let is_marked = |output: &Block<'a>| self.sensitivity(output).is_hidden().unwrap_or(true);
        let mut unmarked: Vec<&Block<'a>> = outputs.filter(|output| !is_marked(output)).collect();
        unmarked.sort_by_key(|output| output.name());
        unmarked
    }

    /// The outputs that depend on an output of a local child module that carries
    /// a key.
    pub(super) fn key_outputs_handed_on(&self) -> BTreeSet<BlockId> {
        let mut handed_on = BTreeSet::new();
        for call in self.blocks() {
            let Some(child) = self.child_of(call) else {
                continue;
            };
            for output in &child.key_outputs {
                let address = format!("module.{}.{output}", call.name());
                handed_on.extend(self.dependencies().on(&address).outputs);
            }
        }
        handed_on
    }

    fn dependencies(&self) -> &Dependencies {
        self.dependencies.get_or_init(|| {
            let mut dependencies = Dependencies::default();
            for (id, block) in self.definitions.numbered_blocks() {
                dependencies.add_block(id, block);
                self.add_child(block, &mut dependencies);
            }
            dependencies
        })
    }

    /// What a local child module does with what it is handed.
    fn add_child(&self, call: &Block<'a>, dependencies: &mut Dependencies) {
        let Some(child) = self.child_of(call) else {
            return;
        };
        for (name, expr) in call.attributes() {
            let Some(variable) = child.variables.get(name) else {
                continue;
            };
            let handed = dependencies.named_in(expr.node);
            for output in &variable.outputs {
                let output = format!("module.{}.{output}", call.name());
                let output = dependencies.value(output);
                dependencies.add(Dependent::Value(output), &handed);
            }
            if variable.decides_for_each {
                dependencies.add(Dependent::ForEachInChild, &handed);
            }
            if variable.decides_count {
                dependencies.add(Dependent::CountInChild, &handed);
            }
        }
    }
}

/// All that depends on something, directly or through other values.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that depends"
)]
pub struct Dependents {
    /// Whether a `count` does.
    pub count: bool,
    /// Whether a `for_each` does; it can't where the value is sensitive.
    pub for_each: bool,
    /// Whether a `count` in a local child module does.
    pub count_in_child: bool,
    /// Whether a `for_each` in a local child module does.
    pub for_each_in_child: bool,
    values: BTreeSet<ValueId>,
    outputs: BTreeSet<BlockId>,
}

/// What depends on each value of a module.
#[derive(Debug, Default)]
pub(super) struct Dependencies {
    /// By address: `var.name`, `local.name`, `resource_type.name`,
    /// `data.type.name`, `module.name.output`.
    values: HashMap<String, ValueId>,
    dependents: Vec<Vec<Dependent>>,
}

/// A value that others may depend on, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ValueId(usize);

/// Something that depends on a value.
#[derive(Debug, Clone, Copy)]
enum Dependent {
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
    fn known(&self, address: &str) -> Option<ValueId> {
        self.values.get(address).copied()
    }

    /// All that depends on the value of an address.
    fn on(&self, address: &str) -> Dependents {
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
    fn value(&mut self, address: String) -> ValueId {
        let next = ValueId(self.dependents.len());
        let value = *self.values.entry(address).or_insert(next);
        if value == next {
            self.dependents.push(Vec::new());
        }
        value
    }

    fn add(&mut self, dependent: Dependent, on: &[ValueId]) {
        for value in on {
            self.dependents[value.0].push(dependent);
        }
    }

    fn add_block(&mut self, id: BlockId, block: &Block<'_>) {
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
                self.add_carrier(address, block);
            }
            "data" => {
                let address = format!("data.{}.{}", block.label(0), block.name());
                self.add_carrier(address, block);
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
            let deciding = self.deciding(expr.node);
            let keys = self.value(keys_of(name));
            if deciding == named {
                self.add(Dependent::Value(keys), &[local]);
            } else {
                self.add(Dependent::Value(keys), &deciding);
            }
        }
    }

    /// A block whose own values, not its repetition, depend on others.
    fn add_carrier(&mut self, address: String, block: &Block<'_>) {
        let mut named = Vec::new();
        for section in block.sections() {
            self.carried_in(section, &mut named);
        }
        let value = self.value(address);
        self.add(Dependent::Value(value), &named);
    }

    fn carried_in(&mut self, section: Section<'_>, named: &mut Vec<ValueId>) {
        for (name, expr) in section.attributes() {
            if !matches!(name, "count" | "for_each") {
                self.add_named(expr.node, named);
            }
        }
        for nested in section.blocks() {
            self.carried_in(nested.section, named);
        }
    }

    /// The values that decide which keys a map has, or which elements a set.
    fn deciding(&mut self, node: &Expression) -> Vec<ValueId> {
        let mut named = Vec::new();
        instance_deciders(node, &mut |part| match whole_local(part) {
            Some(local) => named.push(self.value(keys_of(local))),
            None => self.add_named(part, &mut named),
        });
        named
    }

    /// The values that an expression refers to; what is in `nonsensitive(…)` is
    /// not told.
    fn named_in(&mut self, node: &Expression) -> Vec<ValueId> {
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
                _ => {}
            }
        }
        if let Some(reference) = Reference::of(node)
            && let Some(first) = reference.attribute(0)
        {
            let root = reference.root;
            // `module.name[0].output`, `module.name[*].output` as well.
            named.push(self.value(match (root, reference.attributes().nth(1)) {
                ("data" | "module", Some(second)) => format!("{root}.{first}.{second}"),
                _ => format!("{root}.{first}"),
            }));
        }
        children(node, &mut |child| self.add_named(child, named));
    }
}

/// Stands for which keys a local map has.
fn keys_of(local: &str) -> String {
    format!("keys of local.{local}")
}

/// The name of `local.NAME`, where nothing is taken of it.
fn whole_local(node: &Expression) -> Option<&str> {
    let reference = Reference::of(node)?;
    let is_whole = reference.operators().len() == 1;
    reference.named("local").filter(|_| is_whole)
}
