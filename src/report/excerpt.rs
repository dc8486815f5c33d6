//! Source files as codespan-reporting may show them: harmless, and with long
//! lines cut around the labels.

use crate::printable;
use std::collections::BTreeSet;
use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};
use codespan_reporting::term::Config;

use crate::source::{FileId, Source};

/// The longest line that is shown whole, in characters.
const MAX_COLUMNS: usize = 300;
/// How much of a longer one is shown before a label, in characters.
const BEFORE: usize = 80;
const CUT: &str = "\u{2026}";

/// The parts of one file that a diagnostic shows. Line numbers and positions
/// are the file's own, whatever is cut from a line.
pub(super) struct Excerpt<'s> {
    source: &'s Source,
    /// What must not be shown.
    secrets: Vec<Range<usize>>,
    name: String,
    text: String,
    lines: Vec<Line>,
}

/// A shown line.
struct Line {
    /// 0-based, in the file.
    index: usize,
    /// Where it stands in the file.
    original: Range<usize>,
    /// Where it stands in the excerpt's text.
    shown: Range<usize>,
    /// What of the original is shown.
    kept: Range<usize>,
    /// Bytes that stand before it in the shown line: the mark of a cut.
    mark: usize,
}

impl<'s> Excerpt<'s> {
    /// An excerpt that holds the lines of some spans, and shows nothing of
    /// `secrets` but their first characters.
    pub(super) fn new(
        source: &'s Source,
        spans: &[Range<usize>],
        secrets: Vec<Range<usize>>,
    ) -> Self {
        let mut excerpt = Self {
            source,
            secrets,
            name: printable::line(&source.name).into_owned(),
            text: String::new(),
            lines: Vec::new(),
        };
        for index in shown_lines(source, spans) {
            excerpt.add_line(index, spans);
        }
        excerpt
    }

    fn add_line(&mut self, index: usize, spans: &[Range<usize>]) {
        let original = self.source.line_range(index);
        let line = self.source.text[original.clone()].trim_end_matches(['\n', '\r']);
        let mut kept = original.start..original.start + line.len();
        if index == 0 {
            kept.start = self.source.start().min(kept.end);
        }
        if self.source.text[kept.clone()].chars().count() > MAX_COLUMNS {
            let first = spans
                .iter()
                .map(|span| span.start)
                .filter(|start| original.contains(start))
                .min()
                .unwrap_or(original.start);
            kept = self.window(kept, first);
        }
        let start = self.text.len();
        let cut_before = kept.start > original.start.max(self.source.start());
        let mark = if cut_before { CUT.len() } else { 0 };
        if cut_before {
            self.text.push_str(CUT);
        }
        let text = printable::conceal(&self.source.text, &kept, &self.secrets);
        self.text.push_str(&printable::text(&text));
        if kept.end < original.start + line.len() {
            self.text.push_str(CUT);
        }
        self.text.push('\n');
        self.lines.push(Line {
            index,
            original,
            shown: start..self.text.len(),
            kept,
            mark,
        });
    }

    /// The part of a long line around an offset.
    fn window(&self, line: Range<usize>, around: usize) -> Range<usize> {
        let text = &self.source.text;
        let around = around.clamp(line.start, line.end);
        let start = text[line.start..around]
            .char_indices()
            .rev()
            .nth(BEFORE)
            .map_or(line.start, |(at, _)| line.start + at);
        let end = text[start..line.end]
            .char_indices()
            .nth(MAX_COLUMNS - 2)
            .map_or(line.end, |(at, _)| start + at);
        start..end
    }

    /// A span of the file as a span of the excerpt.
    pub(super) fn shown(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.shown_offset(span.start);
        start..self.shown_offset(span.end).max(start)
    }

    fn shown_offset(&self, offset: usize) -> usize {
        let line = &self.lines[self.position_of(offset)];
        let within = offset.clamp(line.kept.start, line.kept.end) - line.kept.start;
        line.shown.start + line.mark + within
    }

    fn position_of(&self, offset: usize) -> usize {
        let index = self.source.line_index(offset);
        let found = self.lines.binary_search_by_key(&index, |line| line.index);
        found.unwrap_or_else(|next| next.min(self.lines.len() - 1))
    }

    fn line_at(&self, shown: usize) -> Result<&Line, Error> {
        let after = self.lines.partition_point(|line| line.shown.start <= shown);
        let index = after.checked_sub(1).ok_or(Error::FileMissing)?;
        Ok(&self.lines[index])
    }
}

/// The lines (0-based) that are shown for some spans: those that they begin and
/// end on, what codespan shows of a longer span, and single lines in between.
fn shown_lines(source: &Source, spans: &[Range<usize>]) -> BTreeSet<usize> {
    let Config {
        start_context_lines,
        end_context_lines,
        ..
    } = Config::default();
    let mut shown = BTreeSet::new();
    for span in spans {
        let (first, last) = (source.line_index(span.start), source.line_index(span.end));
        shown.extend(first..=last.min(first + start_context_lines));
        shown.extend(first.max(last.saturating_sub(end_context_lines))..=last);
    }
    let between: Vec<usize> = shown
        .iter()
        .map(|line| line + 1)
        .filter(|line| shown.contains(&(line + 1)))
        .collect();
    shown.extend(between);
    shown
}

impl<'a> Files<'a> for Excerpts<'_> {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.name)
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.text)
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, Error> {
        Ok(self.get(id)?.line_at(byte_index)?.index)
    }

    fn location(&'a self, id: FileId, byte_index: usize) -> Result<Location, Error> {
        let excerpt = self.get(id)?;
        let line = excerpt.line_at(byte_index)?;
        let within = byte_index.saturating_sub(line.shown.start + line.mark);
        let offset = (line.kept.start + within).min(line.original.end);
        let position = excerpt.source.position(offset);
        Ok(Location {
            line_number: position.line,
            column_number: position.column,
        })
    }

    /// Lines that are not shown are asked for too, and are empty.
    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.get(id)?.lines;
        let found = lines.binary_search_by_key(&line_index, |line| line.index);
        Ok(found.map_or(0..0, |found| lines[found].shown.clone()))
    }
}

/// The excerpts that one diagnostic shows, by their files.
#[derive(Default)]
pub(super) struct Excerpts<'s> {
    files: Vec<(FileId, Excerpt<'s>)>,
}

impl<'s> Excerpts<'s> {
    pub(super) fn add(&mut self, id: FileId, excerpt: Excerpt<'s>) {
        self.files.push((id, excerpt));
    }

    pub(super) fn get(&self, id: FileId) -> Result<&Excerpt<'s>, Error> {
        self.files
            .iter()
            .find(|(file, _)| *file == id)
            .map(|(_, excerpt)| excerpt)
            .ok_or(Error::FileMissing)
    }
}
