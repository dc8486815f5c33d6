//! Terraform's language, without Coder in it: blocks as Terraform merges them,
//! references, and what values are known to be without a run.

mod block;
mod evaluate;
pub mod expression;
pub mod functions;
mod locals;
mod merge;
pub mod references;
mod value;

use std::cell::OnceCell;

use evaluate::Evaluated;
use foldhash::HashMap;

pub use block::{Base, Block, Expr, NestedBlock, Section};
pub use evaluate::{Bindings, Defaults, Question, Scope};
pub use expression::literal_key;
pub use locals::{LocalId, Locals};
pub use merge::{blocks_of, merged};
pub use references::{Reference, References};
pub use value::Value;

use crate::source::{Sources, Span};

/// A top-level block, by its number among the blocks of its module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(usize);

/// A variable, by its number among the variables of its module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(usize);

/// What the blocks of a module define.
#[derive(Debug, Default)]
pub struct Definitions<'a> {
    blocks: Vec<Block<'a>>,
    locals: Locals<'a>,
    variables: Vec<BlockId>,
    variables_by_name: HashMap<&'a str, VariableId>,
    evaluated: Evaluated,
    /// Where the blocks stand, in order.
    places: OnceCell<Vec<(Span, BlockId)>>,
}

impl<'a> Definitions<'a> {
    /// What some blocks define. Of two definitions of one name, which Terraform
    /// refuses, the one counts whose text comes first in the alphabet, wherever
    /// they stand.
    pub fn new(blocks: Vec<Block<'a>>, sources: &Sources) -> Self {
        let text = |block: &Block<'a>| block.spans().next().map(|at| sources.text(at));
        let mut definitions = Self::default();
        for (index, block) in blocks.iter().enumerate() {
            match block.kind() {
                "variable" if !block.name().is_empty() => {
                    definitions.add_variable(BlockId(index), block, |other| {
                        text(block) < text(&blocks[other.0])
                    });
                }
                "locals" => {
                    for (name, expr) in block.attributes() {
                        definitions.locals.add(name, expr, |other| {
                            sources.text(expr.span()) < sources.text(other.span())
                        });
                    }
                }
                _ => {}
            }
        }
        definitions.blocks = blocks;
        definitions
    }

    fn add_variable(
        &mut self,
        id: BlockId,
        block: &Block<'a>,
        counts: impl FnOnce(BlockId) -> bool,
    ) {
        let name = block.name();
        match self.variables_by_name.get(name) {
            None => {
                let variable = VariableId(self.variables.len());
                self.variables_by_name.insert(name, variable);
                self.variables.push(id);
            }
            Some(known) if counts(self.variables[known.0]) => self.variables[known.0] = id,
            Some(_) => {}
        }
    }

    /// All top-level blocks, in order.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// All top-level blocks with their numbers.
    pub fn numbered_blocks(&self) -> impl Iterator<Item = (BlockId, &Block<'a>)> {
        let blocks = self.blocks.iter().enumerate();
        blocks.map(|(index, block)| (BlockId(index), block))
    }

    /// The block that a place lies in.
    pub fn block_at(&self, place: Span) -> Option<(BlockId, &Block<'a>)> {
        let places = self.places.get_or_init(|| {
            let blocks = self.numbered_blocks();
            let places = blocks.flat_map(|(id, block)| block.spans().map(move |at| (at, id)));
            let mut places: Vec<(Span, BlockId)> = places.collect();
            places.sort();
            places
        });
        let after =
            places.partition_point(|(at, _)| (at.file, at.start) <= (place.file, place.start));
        let (at, id) = places[..after].last()?;
        at.covers(place).then(|| (*id, self.block(*id)))
    }

    /// A block by its number.
    pub fn block(&self, id: BlockId) -> &Block<'a> {
        &self.blocks[id.0]
    }

    /// The local values.
    pub fn locals(&self) -> &Locals<'a> {
        &self.locals
    }

    /// The variables with their blocks.
    pub fn variables(&self) -> impl Iterator<Item = (VariableId, &Block<'a>)> {
        let variables = self.variables.iter().enumerate();
        variables.map(|(index, block)| (VariableId(index), self.block(*block)))
    }

    /// A variable by its name.
    pub fn variable(&self, name: &str) -> Option<VariableId> {
        self.variables_by_name.get(name).copied()
    }

    /// The block of a variable.
    pub fn variable_block(&self, variable: VariableId) -> &Block<'a> {
        self.block(self.variables[variable.0])
    }
}

impl VariableId {
    /// Its place in a list of all variables.
    pub fn index(self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::syntax;

    #[test]
    fn of_two_definitions_one_counts_wherever_they_stand() {
        let of = |value: u8| {
            format!("variable \"a\" {{\n  default = {value}\n}}\n\nlocals {{\n  b = {value}\n}}\n")
        };
        let taken = "locals {\n  c = var.a\n}\n";
        for text in [of(1) + &of(2) + taken, of(2) + &of(1) + taken] {
            let mut sources = Sources::default();
            let file = sources.push(Source::new("main.tf", text.as_str()));
            let syntax = syntax::parse(&text, 0);
            let definitions = Definitions::new(merged(&[(file, &syntax)], &sources), &sources);
            for name in ["b", "c"] {
                let local = definitions.locals().get(name).expect("is there");
                assert_eq!(definitions.value(local.node), Value::Number(1.into()));
            }
        }
    }
}
