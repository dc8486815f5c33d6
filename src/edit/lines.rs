//! A text line by line, as replacements leave it and as `terraform fmt` would
//! align it.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{self, Cells};
use super::changes::Replacement;

/// A text line by line as it will be.
pub(super) struct Lines {
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
    /// A text with some replacements, in order.
    pub(super) fn new(text: &str, replaced: &[Replacement], end_of_line: &str) -> Self {
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
        while let Some(first) = replaced.peek() {
            let begin = line_of(first.range.start);
            let mut last = begin;
            let mut at = starts[begin];
            let mut new = String::new();
            // All replacements that share lines.
            while let Some(Replacement { range, text: with }) =
                replaced.next_if(|with| line_of(with.range.start) <= last)
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
    pub(super) fn aligned(mut self, old: &str) -> Self {
        let mut old = Old::new(old);
        let new: String = self.lines.iter().map(|line| line.text.as_str()).collect();
        let cells = align::cells(&new);
        let mut at = 0;
        while at < self.lines.len() {
            let block = block_at(&cells, at);
            if block.is_empty() {
                // A value that is now written over several lines.
                if self.lines[at].is_changed {
                    self.align(at..at + 1, &cells);
                }
                at += 1;
                continue;
            }
            at = block.end;
            if self.touches(&block) {
                let mut was = self.lines[block.clone()].iter().filter_map(|line| line.old);
                if was.all(|line| old.is_aligned(line)) {
                    self.align(block, &cells);
                }
            }
        }
        self
    }

    /// Whether some lines have changed, or one beside them: what was moved away
    /// from a neighbour has changed it as well.
    fn touches(&self, block: &Range<usize>) -> bool {
        let start = block.start.saturating_sub(1);
        let end = self.lines.len().min(block.end + 1);
        self.lines[start..end].iter().any(|line| line.is_changed)
    }

    fn align(&mut self, block: Range<usize>, cells: &[Cells]) {
        let lines = self.lines[block.clone()].iter().map(|line| &*line.text);
        let lines: Vec<(&str, &Cells)> = lines.zip(&cells[block.clone()]).collect();
        let aligned = align::aligned(&lines);
        for (line, text) in self.lines[block].iter_mut().zip(aligned) {
            line.text = text;
        }
    }

    /// What differs, in bytes of the old text.
    pub(super) fn hunks(self, old: &str) -> Vec<Replacement> {
        let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
        let mut offsets = vec![0];
        for line in &old_lines {
            offsets.push(offsets[offsets.len() - 1] + line.len());
        }
        let mut hunks: Vec<Replacement> = Vec::new();
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

/// A text as it was, and which of its lines were aligned.
struct Old<'t> {
    lines: Vec<&'t str>,
    cells: Vec<Cells>,
    /// The lines around the one that was asked for last.
    last: Range<usize>,
    /// Whether lines that belong together were aligned, by the first of them.
    known: HashMap<usize, bool>,
}

impl<'t> Old<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            lines: text.split_inclusive('\n').collect(),
            cells: align::cells(text),
            last: 0..0,
            known: HashMap::new(),
        }
    }

    /// Whether a line and those around it were aligned.
    fn is_aligned(&mut self, line: usize) -> bool {
        if !self.last.contains(&line) {
            self.last = block_at(&self.cells, line);
        }
        let block = self.last.clone();
        if let Some(known) = self.known.get(&block.start) {
            return *known;
        }
        let lines = self.lines[block.clone()].iter().copied();
        let lines: Vec<(&str, &Cells)> = lines.zip(&self.cells[block.clone()]).collect();
        let aligned = align::aligned(&lines);
        let is_same = aligned.iter().zip(&lines).all(|(new, (old, _))| new == old);
        self.known.insert(block.start, is_same);
        is_same
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
fn trimmed(old: &str, range: Range<usize>, new: &str) -> Replacement {
    let replaced = &old[range.clone()];
    let same = |(a, b): &((usize, char), (usize, char))| a.1 == b.1;
    let start: usize = replaced
        .char_indices()
        .zip(new.char_indices())
        .take_while(same)
        .map(|(a, _)| a.1.len_utf8())
        .sum();
    let (old_rest, new_rest) = (&replaced[start..], &new[start..]);
    let same_end = old_rest.chars().rev().zip(new_rest.chars().rev());
    let end: usize = same_end
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    // Where lines are added the last one stays whole, so that this adjoins what
    // another fix adds there.
    let lines = |text: &str| text.matches('\n').count();
    let end = if lines(new) > lines(replaced) { 0 } else { end };
    let text = new_rest[..new_rest.len() - end].to_owned();
    Replacement {
        range: range.start + start..range.end - end,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::changes::line_end;

    fn fixed(old: &str, changes: &[(&str, &str)]) -> String {
        let mut replaced: Vec<Replacement> = changes
            .iter()
            .map(|(from, to)| {
                let at = old.find(from).expect("is there");
                Replacement {
                    range: at..at + from.len(),
                    text: (*to).to_owned(),
                }
            })
            .collect();
        replaced.sort_by_key(|with| with.range.start);
        let hunks = Lines::new(old, &replaced, line_end(old))
            .aligned(old)
            .hunks(old);
        let mut text = old.to_owned();
        for hunk in hunks.into_iter().rev() {
            text.replace_range(hunk.range, &hunk.text);
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
    fn what_was_not_stays_below_as_well() {
        assert_eq!(
            fixed(
                "x {\n  type  = string\n  bcd = var.c #d\n  e = 1\n}\n",
                &[("= 1", "= local.ccc")]
            ),
            "x {\n  type  = string\n  bcd = var.c #d\n  e = local.ccc\n}\n"
        );
    }

    #[test]
    fn lines_between_two_changes_are_not_replaced() {
        let old = "a = 1\n\nb = 1\n\nc = 1\n";
        let change = |at: usize| Replacement {
            range: at..at + 1,
            text: "2".to_owned(),
        };
        let lines = Lines::new(old, &[change(4), change(18)], "\n");
        let hunks = lines.aligned(old).hunks(old);
        let hunks: Vec<_> = hunks
            .into_iter()
            .map(|hunk| (hunk.range, hunk.text))
            .collect();
        assert_eq!(hunks, [(4..5, "2".to_owned()), (18..19, "2".to_owned())]);
    }

    #[test]
    fn line_ends_are_the_files() {
        assert_eq!(
            fixed("a = 1\r\nb = 2", &[("2", "2\nc = 3")]),
            "a = 1\r\nb = 2\r\nc = 3"
        );
    }
}
