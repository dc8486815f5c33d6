//! Builds a fix: replacements in the files of a module, and what `terraform
//! fmt` would move because of them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::align::{self, Cells};
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

/// A text line by line as it will be.
struct Lines {
    lines: Vec<Line>,
}

struct Line {
    text: String,
    /// Which line (0-based) it was.
    old: Option<usize>,
    /// Whether it is not what it was.
    is_changed: bool,
}

impl Lines {
    fn new(text: &str, replaced: &[(Range<usize>, String)], end_of_line: &str) -> Self {
        let starts: Vec<usize> = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
            .collect();
        let line_of = |offset: usize| starts.partition_point(|start| *start <= offset) - 1;
        let line_text = |index: usize| {
            let end = starts.get(index + 1).copied().unwrap_or(text.len());
            &text[starts[index]..end]
        };
        let mut lines = Vec::with_capacity(starts.len());
        let mut next_line = 0;
        let mut replaced = replaced.iter().peekable();
        while let Some((first, _)) = replaced.peek() {
            let begin = line_of(first.start);
            let mut last = begin;
            let mut at = starts[begin];
            let mut new = String::new();
            // All replacements that share lines.
            while let Some((range, with)) =
                replaced.next_if(|(range, _)| line_of(range.start) <= last)
            {
                if range.start < at {
                    continue;
                }
                new.push_str(&text[at..range.start]);
                new.push_str(&with.replace('\n', end_of_line));
                at = range.end;
                last = last.max(line_of(range.end));
            }
            let end = starts.get(last + 1).copied().unwrap_or(text.len());
            new.push_str(&text[at..end]);
            lines.extend((next_line..begin).map(|index| Line {
                text: line_text(index).to_owned(),
                old: Some(index),
                is_changed: false,
            }));
            let new: Vec<&str> = new.split_inclusive('\n').collect();
            let is_one_to_one = new.len() == last + 1 - begin;
            lines.extend(new.iter().enumerate().map(|(index, line)| {
                let old = begin + index;
                let is_same = old <= last && line_text(old) == *line;
                Line {
                    text: (*line).to_owned(),
                    old: (is_one_to_one || is_same).then_some(old),
                    is_changed: !is_same,
                }
            }));
            next_line = last + 1;
        }
        lines.extend((next_line..starts.len()).map(|index| Line {
            text: line_text(index).to_owned(),
            old: Some(index),
            is_changed: false,
        }));
        lines.retain(|line| !line.text.is_empty() || line.old.is_none());
        Self { lines }
    }

    /// Aligns the lines around what changed, where they were aligned before.
    fn aligned(mut self, old: &str) -> Self {
        let old_cells = align::cells(old);
        let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
        let new: String = self.lines.iter().map(|line| line.text.as_str()).collect();
        let new_cells = align::cells(&new);
        let mut was_aligned: HashMap<usize, bool> = HashMap::new();
        let mut at = 0;
        while at < self.lines.len() {
            let block = block_at(&new_cells, at);
            if block.is_empty() {
                // A value that is now written over several lines.
                if self.lines[at].is_changed {
                    let line = (self.lines[at].text.as_str(), &new_cells[at]);
                    self.lines[at].text = align::aligned(&[line]).concat();
                }
                at += 1;
                continue;
            }
            at = block.end;
            let lines = &self.lines[block.clone()];
            let mut last: Range<usize> = 0..0;
            let mut was_aligned = |index: usize| {
                if !last.contains(&index) {
                    last = block_at(&old_cells, index);
                }
                let block = last.clone();
                if let Some(known) = was_aligned.get(&block.start) {
                    return *known;
                }
                let lines: Vec<(&str, &Cells)> = block
                    .clone()
                    .map(|line| (old_lines[line], &old_cells[line]))
                    .collect();
                let aligned = align::aligned(&lines);
                let same = aligned.iter().zip(&lines).all(|(new, (old, _))| new == old);
                was_aligned.insert(block.start, same);
                same
            };
            // What was moved away from a neighbour has changed it as well.
            let touches = lines.iter().any(|line| line.is_changed)
                || self
                    .lines
                    .get(block.start.wrapping_sub(1))
                    .is_some_and(|line| line.is_changed)
                || self
                    .lines
                    .get(block.end)
                    .is_some_and(|line| line.is_changed);
            if !touches
                || !lines
                    .iter()
                    .filter_map(|line| line.old)
                    .all(&mut was_aligned)
            {
                continue;
            }
            let cells: Vec<(&str, &Cells)> = block
                .clone()
                .map(|line| (self.lines[line].text.as_str(), &new_cells[line]))
                .collect();
            let aligned = align::aligned(&cells);
            for (line, text) in block.zip(aligned) {
                self.lines[line].text = text;
            }
        }
        self
    }

    /// What differs, in bytes of the old text.
    fn hunks(self, old: &str) -> Vec<(Range<usize>, String)> {
        let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
        let mut offsets = vec![0];
        for line in &old_lines {
            offsets.push(offsets[offsets.len() - 1] + line.len());
        }
        let mut hunks: Vec<(Range<usize>, String)> = Vec::new();
        let mut next_old = 0;
        let mut new = String::new();
        let mut push = |range: Range<usize>, new: &mut String| {
            let text = std::mem::take(new);
            if old[range.clone()] != text {
                hunks.push(trimmed(old, range, &text));
            }
        };
        for line in &self.lines {
            match line.old {
                Some(index) if old_lines[index] == line.text => {
                    push(offsets[next_old]..offsets[index], &mut new);
                    next_old = index + 1;
                }
                _ => new.push_str(&line.text),
            }
        }
        push(offsets[next_old]..old.len(), &mut new);
        hunks
    }
}

/// The lines around one that `terraform fmt` aligns together, comments or
/// values; empty for a line that it does not.
fn block_at(cells: &[Cells], at: usize) -> Range<usize> {
    if !cells[at].is_aligned() {
        return at..at;
    }
    let before = cells[..at]
        .iter()
        .rev()
        .take_while(|cells| cells.is_aligned());
    let after = cells[at..].iter().take_while(|cells| cells.is_aligned());
    at - before.count()..at + after.count()
}

/// A replacement without what it leaves as it is at its beginning and end.
fn trimmed(old: &str, range: Range<usize>, new: &str) -> (Range<usize>, String) {
    let replaced = &old[range.clone()];
    let same = |(a, b): &((usize, char), (usize, char))| a.1 == b.1;
    let start: usize = replaced
        .char_indices()
        .zip(new.char_indices())
        .take_while(same)
        .map(|(a, _)| a.1.len_utf8())
        .sum();
    let (old_rest, new_rest) = (&replaced[start..], &new[start..]);
    let end: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let text = new_rest[..new_rest.len() - end].to_owned();
    (range.start + start..range.end - end, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(old: &str, changes: &[(&str, &str)]) -> String {
        let mut replaced: Vec<(Range<usize>, String)> = changes
            .iter()
            .map(|(from, to)| {
                let at = old.find(from).expect("is there");
                (at..at + from.len(), (*to).to_owned())
            })
            .collect();
        replaced.sort_by_key(|(range, _)| range.start);
        let hunks = Lines::new(old, &replaced, line_end(old))
            .aligned(old)
            .hunks(old);
        let mut text = old.to_owned();
        for (range, new) in hunks.into_iter().rev() {
            text.replace_range(range, &new);
        }
        text
    }

    #[test]
    fn what_was_aligned_stays_aligned() {
        assert_eq!(
            fixed(
                "x {\n  type = string # a\n  b    = var.c  # d\n}\n",
                &[
                    ("string # a", "string # a\n  sensitive = true"),
                    ("var.c", "local.ccc")
                ]
            ),
            "x {\n  type      = string # a\n  sensitive = true\n  b         = local.ccc # d\n}\n"
        );
    }

    #[test]
    fn what_was_not_stays_as_it_is() {
        assert_eq!(
            fixed(
                "x {\n  type  = string\n  bcd = var.c #d\n}\n",
                &[("var.c", "local.ccc")]
            ),
            "x {\n  type  = string\n  bcd = local.ccc #d\n}\n"
        );
    }

    #[test]
    fn line_ends_are_the_files() {
        assert_eq!(
            fixed("a = 1\r\nb = 2", &[("2", "2\nc = 3")]),
            "a = 1\r\nb = 2\r\nc = 3"
        );
    }
}
