//! Where the blocks of the opt-in go: the switch beside its key, the parameter
//! and the local value where people would look for them.

use std::collections::BTreeMap;

use super::relations::Relations;
use crate::edit::{AtLineEnd, Changes};
use crate::module::{Extent, Key, Module};
use crate::source::{FileId, Span, line_end_at};
use crate::syntax::markdown::{Landmark, landmarks};
use crate::terraform::{Block, References};

/// How `terraform fmt` indents.
const INDENT: &str = "  ";

/// Inserts the switch after the variable of a key, and the other blocks further
/// down.
pub(super) fn insert(
    module: &Module<'_>,
    key: &Key,
    switch: &str,
    others: &str,
    changes: &mut Changes,
) {
    let Some(variable) = module.variable(key).block.spans().next() else {
        return;
    };
    let (switch, others) = &(
        indented_as(module, variable, switch),
        indented_as(module, variable, others),
    );
    let relations = Relations::of(module);
    let group = relations.group_of(module.variable(key).name);
    let beside = Place::after(module, variable);
    let below = place_of_others(module, group[0], variable);
    let is_same = (beside.file, beside.at) == (below.file, below.at);
    // Of related keys each has to know what the fix before has done.
    let are_related = group.len() > 1;
    let goes_below = !are_related && below.has_next_line(module);
    if !is_same {
        beside.insert(module, switch, false, changes);
    } else if goes_below {
        let text = format!("\n\n{switch}");
        changes.insert_lines(beside.file, beside.at, &text, AtLineEnd::First);
    } else {
        let both = format!("{switch}\n\n{others}");
        return beside.insert(module, &both, are_related, changes);
    }
    if goes_below {
        below.insert_below(module, others, changes);
    } else {
        below.insert(module, others, are_related, changes);
    }
}

/// Inserts a switch alone after the variable of a key.
pub(super) fn insert_switch(module: &Module<'_>, key: &Key, switch: &str, changes: &mut Changes) {
    if let Some(variable) = module.variable(key).block.spans().next() {
        let switch = indented_as(module, variable, switch);
        Place::after(module, variable).insert(module, &switch, false, changes);
    }
}

/// Blocks that are indented by two spaces, as a block of the module is instead.
fn indented_as(module: &Module<'_>, block: Span, blocks: &str) -> String {
    let text = &module.sources()[block.file].text[block.range()];
    let first = text.lines().nth(1).unwrap_or_default();
    let first = first.strip_prefix(module.line_prefix()).unwrap_or(first);
    let unit = &first[..first.len() - first.trim_start().len()];
    // The text of a heredoc would change.
    if unit.is_empty() || unit == INDENT || first.trim() == "}" || blocks.contains("<<") {
        return blocks.to_owned();
    }
    let lines = blocks.split('\n').map(|line| {
        let inner = line.trim_start_matches(INDENT);
        let depth = (line.len() - inner.len()) / INDENT.len();
        format!("{}{inner}", unit.repeat(depth))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The end of a line, after which blocks are inserted.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: FileId,
    at: usize,
}

impl Place {
    /// The place after a block.
    fn after(module: &Module<'_>, block: Span) -> Self {
        let source = &module.sources()[block.file].text;
        let end = line_end_at(source, block.end);
        // A comment that goes on in the next line stays whole behind.
        let comment = source[block.end..end].rsplit_once("/*");
        let goes_on = comment.is_some_and(|(_, comment)| !comment.contains("*/"));
        Self {
            file: block.file,
            at: if goes_on { block.end } else { end },
        }
    }

    /// The place after all that a file holds.
    fn at_end(module: &Module<'_>, file: FileId) -> Self {
        let at = module.sources()[file].text.trim_end().len();
        Self { file, at }
    }

    /// Inserts blocks with a blank line before and after them; `alone` keeps other
    /// fixes from doing so at the same time.
    fn insert(self, module: &Module<'_>, blocks: &str, alone: bool, changes: &mut Changes) {
        let source = &module.sources()[self.file];
        if self.at <= source.start() {
            return changes.insert(self.file, source.text.len(), format!("{blocks}\n"));
        }
        let text = format!("\n\n{blocks}{}", self.gap(module));
        if alone {
            changes.insert_lines(self.file, self.at, &text, AtLineEnd::Alone);
        } else {
            changes.insert(self.file, self.at, text);
        }
    }

    /// Whether blocks can be inserted at the beginning of the next line.
    fn has_next_line(self, module: &Module<'_>) -> bool {
        let rest = &module.sources()[self.file].text[self.at..];
        module.line_prefix().is_empty() && rest.starts_with(['\r', '\n'])
    }

    /// Inserts blocks at the beginning of the next line, as the fixes of other
    /// keys do at the same time.
    fn insert_below(self, module: &Module<'_>, blocks: &str, changes: &mut Changes) {
        let rest = &module.sources()[self.file].text[self.at..];
        let next = self.at + rest.find('\n').map_or(0, |at| at + 1);
        let text = format!("\n{blocks}\n{}", self.gap(module));
        changes.insert(self.file, next, text);
    }

    /// The line break that makes a blank line of what follows, where there is
    /// none.
    fn gap(self, module: &Module<'_>) -> &'static str {
        let source = &module.sources()[self.file].text;
        let next = source[self.at..]
            .split('\n')
            .nth(1)
            .unwrap_or_default()
            .trim();
        let prefix = module.line_prefix().trim();
        let next = next.strip_prefix(prefix).unwrap_or(next).trim();
        let is_fence = next.starts_with("```") || next.starts_with("~~~");
        if next.is_empty() || is_fence {
            ""
        } else {
            "\n"
        }
    }
}

/// Where the parameter and the local value go, by where a variable stands: the
/// key's, or that of the last of those that exclude one another.
fn place_of_others(module: &Module<'_>, last: &str, variable: Span) -> Place {
    let mut variables = module.variables().iter();
    let last = variables.find(|variable| variable.name == last);
    let variable = last
        .and_then(|variable| variable.block.spans().next())
        .unwrap_or(variable);
    let file = Blocks::of(module, variable);
    if module.extent() == Extent::Folder && file.are_all("variable") {
        return place_elsewhere(module, variable);
    }
    let last = file.last("variable").unwrap_or(variable);
    Place::after(module, file.past_opt_ins(last))
}

/// Where the parameter and the local value go if the file of the variable holds
/// nothing but variables.
fn place_elsewhere(module: &Module<'_>, variable: Span) -> Place {
    for kind in ["data", "locals"] {
        let mut counts: BTreeMap<FileId, usize> = BTreeMap::new();
        for block in module.blocks().iter().filter(|block| block.kind() == kind) {
            for at in block.spans().take(1) {
                *counts.entry(at.file).or_default() += 1;
            }
        }
        // Of several that hold as many, the first by name.
        let by_name = |file: &FileId| std::cmp::Reverse(&module.sources()[*file].name);
        let most = counts
            .iter()
            .max_by_key(|(file, count)| (**count, by_name(file)));
        if let Some((file, _)) = most {
            let blocks = Blocks::of(module, Span::new(*file, 0..0));
            if let Some(last) = blocks.last(kind) {
                return Place::after(module, blocks.past_opt_ins(last));
            }
        }
    }
    let mut files = module.sources().iter();
    let main = files.find(|(_, source)| {
        source
            .path
            .file_name()
            .is_some_and(|name| name == "main.tf")
    });
    Place::at_end(module, main.map_or(variable.file, |(file, _)| file))
}

/// The blocks of a file, or of an example, in their order.
struct Blocks<'m, 'a> {
    blocks: Vec<(Span, &'m Block<'a>)>,
}

impl<'m, 'a> Blocks<'m, 'a> {
    /// The blocks that stand together with a place.
    fn of(module: &'m Module<'a>, with: Span) -> Self {
        let text = &module.sources()[with.file].text;
        let fence = (module.extent() == Extent::Example).then(|| {
            let fences = landmarks(text).into_iter();
            let mut around = fences.filter_map(|landmark| match landmark {
                Landmark::Fence(fence) if fence.contains(&with.start) => Some(fence),
                _ => None,
            });
            around.next()
        });
        let is_here = |at: &Span| {
            let fence = fence.iter().flatten();
            at.file == with.file && fence.clone().all(|fence| fence.contains(&at.start))
        };
        let blocks = module.blocks().iter();
        let placed = blocks.filter_map(|block| Some((block.spans().next()?, block)));
        let mut blocks: Vec<(Span, &Block<'a>)> = placed.filter(|(at, _)| is_here(at)).collect();
        blocks.sort_by_key(|(at, _)| *at);
        Self { blocks }
    }

    fn are_all(&self, kind: &str) -> bool {
        self.blocks.iter().all(|(_, block)| block.kind() == kind)
    }

    fn last(&self, kind: &str) -> Option<Span> {
        let last = self.blocks.iter().rfind(|(_, block)| block.kind() == kind);
        last.map(|(at, _)| *at)
    }

    /// The last of the opt-ins that follow a block, or that block.
    fn past_opt_ins(&self, block: Span) -> Span {
        let following = self.blocks.iter().filter(|(at, _)| block <= *at).skip(1);
        let opt_ins = following.take_while(|(_, block)| is_of_opt_in(block));
        opt_ins.last().map_or(block, |(at, _)| *at)
    }
}

/// Whether a block is a parameter, or local values that are taken from some.
fn is_of_opt_in(block: &Block<'_>) -> bool {
    match block.kind() {
        "data" => block.label(0) == "coder_parameter",
        "locals" => block
            .attributes()
            .all(|(_, expr)| !References::of(expr.node).parameters.is_empty()),
        _ => false,
    }
}
