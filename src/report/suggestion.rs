//! What a fix would make of the lines that it touches, under its finding.

use crate::printable;
use std::fmt::Write as _;
use std::ops::Range;

use crate::diagnostic::{Edit, Fix, ModuleReport};
use crate::printable::conceal;
use crate::rule::Applicability;
use crate::source::Source;

/// How many lines are shown.
const MAX_LINES: usize = 40;
/// How much of a line is shown, in characters.
const MAX_COLUMNS: usize = 200;

/// The fix as text: a heading, then the lines that go and come, file by file.
pub(super) fn render(module: &ModuleReport, fix: &Fix) -> String {
    let mut lines = Vec::new();
    for edits in fix.edits.chunk_by(|a, b| a.span.file == b.span.file) {
        let file = edits[0].span.file;
        let source = &module.sources[file];
        if fix.edits.first().map(|edit| edit.span.file) != fix.edits.last().map(|e| e.span.file) {
            lines.push(format!("  {}", printable::line(&source.name)));
        }
        let secrets = module.secrets_in(file);
        for hunk in hunks(source, edits) {
            hunk.lines(source, &secrets, &mut lines);
        }
    }
    let how = match fix.applicability {
        Applicability::Safe => "--fix",
        Applicability::Unsafe => "--fix --unsafe-fixes",
        Applicability::DisplayOnly => "by hand",
    };
    let mut text = format!("fix: {} ({how})\n", printable::line(&fix.title));
    let more = lines.len().saturating_sub(MAX_LINES);
    for line in lines.iter().take(MAX_LINES) {
        let _ = writeln!(text, "{}", line.trim_end());
    }
    if more > 0 {
        let _ = writeln!(text, "  … and {more} more lines, see `--diff`");
    }
    text
}

/// Whole lines that change together.
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
        let start = text[..edit.span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[edit.span.end..]
            .find('\n')
            .map_or(text.len(), |at| edit.span.end + at + 1);
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

impl Hunk {
    fn lines(&self, source: &Source, secrets: &[Range<usize>], lines: &mut Vec<String>) {
        let text = &source.text;
        let first = source.position(self.old.start).line;
        let old_text = conceal(text, &self.old, secrets);
        let old: Vec<&str> = old_text.lines().collect();
        // What stays is as secret as it was.
        let mut hidden = self.new.clone();
        for secret in secrets {
            let whole = &text[secret.clone()];
            hidden = hidden.replace(whole, &conceal(text, secret, secrets));
        }
        let new: Vec<&str> = hidden.lines().collect();
        let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let same_end = old[same_start..]
            .iter()
            .rev()
            .zip(new[same_start..].iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        for (sign, all) in [('-', &old), ('+', &new)] {
            let changed = &all[same_start..all.len() - same_end];
            for (number, line) in (first + same_start..).zip(changed) {
                lines.push(shown(number, sign, line));
            }
        }
    }
}

fn shown(number: usize, sign: char, line: &str) -> String {
    let line = printable::line(line);
    match line.char_indices().nth(MAX_COLUMNS) {
        Some((at, _)) => format!("  {number:>4} {sign} {}…", &line[..at]),
        None => format!("  {number:>4} {sign} {line}"),
    }
}
