//! What a fix would make of the lines that it touches, under its finding.

use std::io;
use std::ops::Range;

use similar::{ChangeTag, TextDiff};
use termcolor::{Color, ColorSpec, WriteColor};

use crate::diagnostic::{Edit, Fix, ModuleReport};
use crate::printable::{self, conceal};
use crate::rule::Applicability;
use crate::source::Source;

/// How many changed lines are shown.
const MAX_CHANGED: usize = 10;
/// How many lines are shown around changed ones.
const CONTEXT: usize = 1;
/// How much of a line is shown, in characters.
const MAX_COLUMNS: usize = 200;

/// What a fix does, and with which flags.
pub(super) fn title(fix: &Fix) -> String {
    let how = match fix.applicability {
        Applicability::Safe => "--fix",
        Applicability::Unsafe => "--fix --unsafe-fixes",
        Applicability::DisplayOnly => "by hand",
    };
    format!("fix: {} ({how})", printable::line(&fix.title))
}

/// Writes the lines that go and come, file by file in the order of the lines: what
/// goes with the old file's numbers, all else with the new one's.
///
/// # Errors
///
/// Those of the writer.
pub(super) fn write(
    writer: &mut impl WriteColor,
    module: &ModuleReport,
    fix: &Fix,
) -> io::Result<()> {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| (edit.span.file, edit.span.start, edit.span.end));
    let files: Vec<&[Edit]> = edits.chunk_by(|a, b| a.span.file == b.span.file).collect();
    let mut shown = 0;
    let mut more = 0;
    for edits in &files {
        let file = edits[0].span.file;
        let source = &module.sources[file];
        let lines = lines(source, edits, &module.secrets_in(file));
        if files.len() > 1 && shown < MAX_CHANGED {
            writeln!(writer, "  {}", printable::line(&source.name))?;
        }
        for line in lines {
            let is_change = line.tag != ChangeTag::Equal;
            if shown == MAX_CHANGED {
                more += usize::from(is_change);
                continue;
            }
            shown += usize::from(is_change);
            line.write(writer)?;
        }
    }
    if more > 0 {
        let lines = if more == 1 { "line" } else { "lines" };
        writeln!(writer, "       … {more} more changed {lines}, see --diff")?;
    }
    writeln!(writer)
}

/// A line as it is shown.
struct Line {
    tag: ChangeTag,
    /// 1-based.
    number: usize,
    text: String,
}

impl Line {
    fn write(&self, writer: &mut impl WriteColor) -> io::Result<()> {
        let (sign, color) = match self.tag {
            ChangeTag::Equal => (' ', None),
            ChangeTag::Delete => ('-', Some(Color::Red)),
            ChangeTag::Insert => ('+', Some(Color::Green)),
        };
        let text = printable::line(&self.text);
        let text = match text.char_indices().nth(MAX_COLUMNS) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text.into_owned(),
        };
        let shown = format!("  {:>4} {sign} {text}", self.number);
        writer.set_color(ColorSpec::new().set_fg(color))?;
        write!(writer, "{}", shown.trim_end())?;
        writer.reset()?;
        writeln!(writer)
    }
}

/// The lines that some edits of a file change, with those around them.
fn lines(source: &Source, edits: &[Edit], secrets: &[Range<usize>]) -> Vec<Line> {
    let text = &source.text;
    let mut lines = Vec::new();
    // How many lines more than before there are so far.
    let mut grown: isize = 0;
    for hunk in hunks(source, edits) {
        let old_text = conceal(text, &hunk.old, secrets);
        // What stays is as secret as it was.
        let mut new_text = hunk.new;
        for secret in secrets {
            let whole = &text[secret.clone()];
            new_text = new_text.replace(whole, &conceal(text, secret, secrets));
        }
        let first = source.position(hunk.old.start).line;
        let diff = TextDiff::from_lines(&old_text, &new_text);
        for group in diff.grouped_ops(CONTEXT) {
            for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
                let number = match (change.tag(), change.old_index(), change.new_index()) {
                    (ChangeTag::Delete, Some(old), _) => first + old,
                    (_, _, Some(new)) => (first + new).saturating_add_signed(grown),
                    _ => continue,
                };
                lines.push(Line {
                    tag: change.tag(),
                    number,
                    text: change.value().trim_end_matches(['\r', '\n']).to_owned(),
                });
            }
        }
        let count = |text: &str| isize::try_from(text.lines().count()).unwrap_or_default();
        grown += count(&new_text) - count(&old_text);
    }
    lines
}

/// Whole lines that change together, with those around them.
struct Hunk {
    old: Range<usize>,
    new: String,
}

fn hunks(source: &Source, edits: &[Edit]) -> Vec<Hunk> {
    let text = &source.text;
    let mut hunks: Vec<Hunk> = Vec::new();
    // Where the text of the last hunk has been copied to.
    let mut copied = 0;
    for edit in edits {
        let start = lines_back(text, edit.span.start, CONTEXT);
        let end = lines_on(text, edit.span.end, CONTEXT);
        match hunks.last_mut() {
            Some(last) if start < last.old.end => {
                let kept = last.new.len() - (last.old.end - copied);
                last.new.truncate(kept);
                last.new.push_str(&text[copied..edit.span.start]);
                last.old.end = last.old.end.max(end);
            }
            _ => hunks.push(Hunk {
                old: start..end,
                new: text[start..edit.span.start].to_owned(),
            }),
        }
        if let Some(last) = hunks.last_mut() {
            last.new.push_str(&edit.text);
            last.new.push_str(&text[edit.span.end..last.old.end]);
        }
        copied = edit.span.end;
    }
    hunks
}

/// Where the line begins that stands some lines above an offset.
fn lines_back(text: &str, at: usize, lines: usize) -> usize {
    let mut breaks = memchr::memrchr_iter(b'\n', &text.as_bytes()[..at]);
    breaks.nth(lines).map_or(0, |at| at + 1)
}

/// Where the line ends that stands some lines below an offset.
fn lines_on(text: &str, at: usize, lines: usize) -> usize {
    let mut breaks = memchr::memchr_iter(b'\n', &text.as_bytes()[at..]);
    breaks.nth(lines).map_or(text.len(), |found| at + found + 1)
}
