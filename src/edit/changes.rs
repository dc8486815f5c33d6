//! Builds a fix: replacements in the files of a module, and what `terraform
//! fmt` would move because of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lines::Lines;
use crate::diagnostic::{Edit, Fix};
use crate::module::{Extent, Module};
use crate::rule::Applicability;
use crate::source::{FileId, Span};

/// Replacements that belong together.
#[derive(Debug, Default)]
pub struct Changes {
    /// By file: what is replaced, in bytes, and by what.
    files: BTreeMap<FileId, Vec<(Range<usize>, String)>>,
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
        replaced.push((at.range(), text));
    }

    /// Inserts a text at an offset.
    pub fn insert(&mut self, file: FileId, at: usize, text: impl Into<String>) {
        self.replace(Span::new(file, at..at), text);
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
        for (file, mut replaced) in self.files {
            replaced.sort_by_key(|(range, _)| (range.start, range.end));
            let text = &module.sources()[file].text;
            // An example in a README is code, too.
            let is_code = module.extent() == Extent::Example
                || module.readme().is_none_or(|(readme, _)| readme != file);
            let blocks = if is_code {
                module.block_ranges(file)
            } else {
                Vec::new()
            };
            // In a list or a quote every line has its prefix.
            let prefix = module.line_prefix();
            for (_, with) in replaced.iter_mut().filter(|_| !prefix.is_empty()) {
                let mut lines = with.split('\n');
                let mut prefixed = lines.next().unwrap_or_default().to_owned();
                for line in lines {
                    prefixed.push('\n');
                    prefixed.push_str(prefix);
                    prefixed.push_str(line);
                }
                *with =
                    prefixed.replace(&format!("{prefix}\n"), &format!("{}\n", prefix.trim_end()));
            }
            for (window, replaced) in windows(text, &blocks, replaced) {
                let part = &text[window.clone()];
                let lines = Lines::new(part, &replaced, line_end(text));
                let lines = if is_code { lines.aligned(part) } else { lines };
                edits.extend(lines.hunks(part).into_iter().map(|(range, text)| Edit {
                    span: Span::new(file, window.start + range.start..window.start + range.end),
                    text,
                }));
            }
        }
        Fix {
            title: title.into(),
            applicability,
            edits,
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

type Replaced = Vec<(Range<usize>, String)>;

/// The parts of a text that are looked at, with what is replaced in each: whole
/// lines, and whole blocks, since lines are aligned within them.
fn windows(
    text: &str,
    blocks: &[Range<usize>],
    replaced: Replaced,
) -> Vec<(Range<usize>, Replaced)> {
    let mut windows: Vec<(Range<usize>, Replaced)> = Vec::new();
    for (range, with) in replaced {
        let block = blocks
            .iter()
            .find(|block| block.start <= range.start && range.start <= block.end);
        let (start, end) = block.map_or((range.start, range.end), |block| {
            (block.start.min(range.start), block.end.max(range.end))
        });
        let start = text[..start].rfind('\n').map_or(0, |found| found + 1);
        let end = text[end..]
            .find('\n')
            .map_or(text.len(), |found| end + found + 1);
        match windows.last_mut() {
            Some((last, replaced)) if start < last.end => {
                last.end = last.end.max(end);
                replaced.push((range, with));
            }
            _ => windows.push((start..end, vec![(range, with)])),
        }
    }
    for (window, replaced) in &mut windows {
        for (range, _) in replaced {
            *range = range.start - window.start..range.end - window.start;
        }
    }
    windows
}
