//! Builds a fix: replacements in the files of a module, and what `terraform
//! fmt` would move because of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lines::Lines;
use crate::diagnostic::{Edit, Fix};
use crate::module::{Extent, Module};
use crate::rule::Applicability;
use crate::source::{FileId, Span, line_start_at};

/// Replacements that belong together.
#[derive(Debug, Default)]
pub struct Changes {
    files: BTreeMap<FileId, Vec<Replacement>>,
    /// Ends of lines at which something is inserted, and how.
    line_ends: Vec<(FileId, usize, AtLineEnd)>,
}

/// How an insertion at the end of a line stands to those of other fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtLineEnd {
    /// It goes before what is inserted at the beginning of the next line.
    First,
    /// No other that is inserted there can be made at the same time.
    Alone,
}

/// A text that takes the place of another.
#[derive(Debug)]
pub(super) struct Replacement {
    /// What is replaced, in bytes.
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Changes {
    /// Replaces a place by a text, whose line ends become the file's. Places
    /// must not overlap: of two that do, the later one is left out.
    pub fn replace(&mut self, at: Span, text: impl Into<String>) {
        let replaced = self.files.entry(at.file).or_default();
        let text = text.into();
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n")
        } else {
            text
        };
        let range = at.range();
        replaced.push(Replacement { range, text });
    }

    /// Takes over an edit.
    pub fn add(&mut self, edit: Edit) {
        self.replace(edit.span, edit.text);
    }

    /// Inserts a text at an offset.
    pub fn insert(&mut self, file: FileId, at: usize, text: impl Into<String>) {
        self.replace(Span::new(file, at..at), text);
    }

    /// Inserts lines after the one that ends at an offset. A text begins with its
    /// line break.
    pub fn insert_lines(&mut self, file: FileId, at: usize, text: &str, how: AtLineEnd) {
        self.line_ends.push((file, at, how));
        self.insert(file, at, text);
    }

    /// Whether nothing is replaced.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The fix: its edits are whole lines, without what stays the same at their
    /// beginning and end.
    pub fn finish(
        self,
        module: &Module<'_>,
        title: impl Into<String>,
        applicability: Applicability,
    ) -> Fix {
        let mut edits = Vec::new();
        let files = if module.builds_edits() {
            self.files
        } else {
            BTreeMap::new()
        };
        for (file, mut replaced) in files {
            replaced.sort_by_key(|with| (with.range.start, with.range.end));
            let text = &module.sources()[file].text;
            // An example in a README is code, too.
            let is_code = module.extent() == Extent::Example
                || module.readme().is_none_or(|(readme, _)| readme != file);
            let blocks = if is_code {
                module.block_ranges(file)
            } else {
                &[]
            };
            // In a list or a quote every line has its prefix.
            let prefix = module.line_prefix();
            for with in replaced.iter_mut().filter(|_| !prefix.is_empty()) {
                with.text = prefixed(&with.text, prefix);
            }
            for window in windows(text, blocks, replaced) {
                let part = &text[window.range.clone()];
                let lines = Lines::new(part, &window.replaced, line_end(text));
                let lines = if is_code { lines.aligned(part) } else { lines };
                let start = window.range.start;
                edits.extend(lines.hunks(part).into_iter().map(|hunk| Edit {
                    span: Span::new(file, start + hunk.range.start..start + hunk.range.end),
                    text: hunk.text,
                }));
            }
            let here = self.line_ends.iter().filter(|(other, ..)| *other == file);
            for (_, at, how) in here {
                set_apart(text, *at, *how, &mut edits);
            }
        }
        Fix {
            title: title.into(),
            applicability,
            edits,
        }
    }
}

/// Moves what is inserted after a line that ends at an offset to that offset, or
/// lets it take in the line's end.
fn set_apart(text: &str, at: usize, how: AtLineEnd, edits: &mut [Edit]) {
    let is_crlf = text[at..].starts_with("\r\n");
    let line_end = if is_crlf { "\r\n" } else { "\n" };
    let next = at + line_end.len();
    let mut after = edits.iter_mut();
    let Some(edit) = after.find(|edit| edit.span.range() == (next..next)) else {
        return;
    };
    match how {
        AtLineEnd::First => {
            if let Some(before) = edit.text.strip_suffix(line_end) {
                edit.text = format!("{line_end}{before}");
                edit.span.start = at;
                edit.span.end = at;
            }
        }
        AtLineEnd::Alone => {
            edit.text.insert_str(0, line_end);
            edit.span.start = at;
        }
    }
}

/// The line end of a text: that of its first line.
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// A text whose further lines begin with a prefix.
fn prefixed(text: &str, prefix: &str) -> String {
    let prefixed = text.replace('\n', &format!("\n{prefix}"));
    prefixed.replace(&format!("{prefix}\n"), &format!("{}\n", prefix.trim_end()))
}

/// A part of a text that is looked at: whole lines, and whole blocks, since lines
/// are aligned within them.
struct Window {
    /// Where it stands, in bytes.
    range: Range<usize>,
    /// What is replaced, in bytes of the part.
    replaced: Vec<Replacement>,
}

/// The parts in which something is replaced.
fn windows(text: &str, blocks: &[Range<usize>], replaced: Vec<Replacement>) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for with in replaced {
        let range = &with.range;
        let after = blocks.partition_point(|block| block.start <= range.start);
        let block = blocks[..after].last();
        let block = block.filter(|block| range.start <= block.end);
        let (start, end) = block.map_or((range.start, range.end), |block| {
            (block.start.min(range.start), block.end.max(range.end))
        });
        let start = line_start_at(text, start);
        let end = text[end..]
            .find('\n')
            .map_or(text.len(), |found| end + found + 1);
        match windows.last_mut() {
            Some(last) if start < last.range.end => {
                last.range.end = last.range.end.max(end);
                last.replaced.push(with);
            }
            _ => windows.push(Window {
                range: start..end,
                replaced: vec![with],
            }),
        }
    }
    for window in &mut windows {
        let start = window.range.start;
        for with in &mut window.replaced {
            with.range = with.range.start - start..with.range.end - start;
        }
    }
    windows
}
