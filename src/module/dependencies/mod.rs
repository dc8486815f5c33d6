//! What depends on what, by the syntax alone: where a value that becomes
//! sensitive, or unknown until apply, would be refused.

mod graph;
mod parts;

use std::collections::BTreeSet;

pub(super) use graph::Dependencies;
use graph::{Dependent, ValueId};
use parts::keys_of;

use super::Module;
use crate::source::Span;
use crate::terraform::expression::instance_deciders;
use crate::terraform::{Block, BlockId};

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
        self.unmarked(self.outputs_among(&dependents))
    }

    /// The outputs that would have to be sensitive if what stands in some places
    /// were, and are not.
    pub fn unmarked_outputs_from(&self, places: &[Span]) -> Vec<&Block<'a>> {
        let mut reached = BTreeSet::new();
        for place in places {
            match self.holder_of(*place) {
                Some(Holder::Output(output)) => _ = reached.insert(output),
                Some(Holder::Values(addresses)) => {
                    for address in addresses {
                        reached.extend(self.dependencies().on(&address).outputs);
                    }
                }
                None => {}
            }
        }
        let outputs = reached.into_iter();
        self.unmarked(outputs.map(|output| self.definitions.block(output)))
    }

    /// Whether a `count` depends on what a call of a local module gives back of what
    /// it is handed at a place, and whether a `for_each` does.
    pub fn repeats_through_call(&self, place: Span) -> (bool, bool) {
        let Some(Holder::Values(addresses)) = self.holder_of(place) else {
            return (false, false);
        };
        let dependents = addresses.iter().map(|it| self.dependencies().on(it));
        dependents.fold((false, false), |(count, for_each), it| {
            (count || it.count, for_each || it.for_each)
        })
    }

    fn unmarked<'m>(&self, outputs: impl Iterator<Item = &'m Block<'a>>) -> Vec<&'m Block<'a>>
    where
        'a: 'm,
    {
        let is_marked = |output: &Block<'a>| self.sensitivity(output).is_hidden().unwrap_or(true);
        let mut unmarked: Vec<&Block<'a>> = outputs.filter(|output| !is_marked(output)).collect();
        unmarked.sort_by_key(|output| output.name());
        unmarked
    }

    /// What takes its value from a place.
    fn holder_of(&self, place: Span) -> Option<Holder> {
        let (id, block) = self.definitions.block_at(place)?;
        let mut attributes = block.attributes();
        let attribute = attributes.find(|(_, value)| value.span().covers(place));
        let attribute = attribute.map(|(name, _)| name);
        let nested = || {
            let mut nested = block.blocks();
            nested.find(|nested| nested.at.covers(place)).map(|nested| {
                let made = nested.label.filter(|_| nested.kind == "dynamic");
                made.unwrap_or(nested.kind)
            })
        };
        let part = attribute.or_else(nested)?;
        let name = block.name();
        let address = match block.kind() {
            // Not what its `precondition` tests.
            "output" => return (part == "value").then_some(Holder::Output(id)),
            "locals" => format!("local.{part}"),
            "resource" => format!("{}.{name}.{part}", block.label(0)),
            "data" => format!("data.{}.{name}.{part}", block.label(0)),
            "module" => {
                let child = self.child_of(block)?;
                let outputs = child.variables.get(part)?.outputs.iter();
                let addresses = outputs.map(|output| format!("module.{name}.{output}"));
                return Some(Holder::Values(addresses.collect()));
            }
            _ => return None,
        };
        Some(Holder::Values(vec![address]))
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
            for part in std::mem::take(&mut dependencies.parts) {
                let is_apart = self
                    .local(&part.local)
                    .is_some_and(|local| part.is_apart(local.node));
                if !is_apart {
                    let whole = dependencies.value(format!("local.{}", part.local));
                    dependencies.add(Dependent::Value(part.value), &[whole]);
                }
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

/// What takes its value from an expression.
enum Holder {
    Output(BlockId),
    /// By their addresses.
    Values(Vec<String>),
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
