//! From the syntax of files to blocks, merged as Terraform merges them.

use super::block::{Base, Block};
use crate::source::{FileId, Sources};
use crate::syntax::Syntax;

/// The blocks of a module's files: those of override files are merged into the
/// blocks of the same type and labels (Terraform 1.11, "Override Files").
pub fn merged<'a>(files: &[(FileId, &'a Syntax)], sources: &Sources) -> Vec<Block<'a>> {
    let (overrides, definitions): (Vec<_>, Vec<_>) = files
        .iter()
        .copied()
        .partition(|(file, _)| is_override(&sources[*file].name));
    let mut blocks = Vec::new();
    for (file, syntax) in definitions {
        blocks.extend(blocks_of(file, syntax));
    }
    for block in overrides
        .into_iter()
        .flat_map(|(file, syntax)| blocks_of(file, syntax))
    {
        let target = blocks.iter_mut().find(|other: &&mut Block<'_>| {
            !matches!(block.kind(), "locals" | "terraform")
                && other.kind() == block.kind()
                && other.labels().eq(block.labels())
        });
        match target {
            Some(target) => target.override_with(block),
            None => blocks.push(block),
        }
    }
    blocks
}

/// The blocks of one file, or of one example, in order.
pub fn blocks_of(file: FileId, syntax: &Syntax) -> impl Iterator<Item = Block<'_>> {
    syntax.pieces.iter().flat_map(move |piece| {
        let base = Base {
            file,
            offset: piece.base,
        };
        piece.body.blocks().map(move |node| Block::new(base, node))
    })
}

/// `override.tf` and `…_override.tf` are merged into the other files.
fn is_override(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    base == "override.tf" || base.ends_with("_override.tf")
}
