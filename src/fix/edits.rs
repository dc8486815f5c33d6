//! Edits of one file or of several: which may be made together, and what they
//! come to.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Edit, ModuleReport};
use crate::files::real;
use crate::source::{FileId, Source, Span};

/// Places that are taken, and don't overlap or adjoin. What is inserted at one
/// place by several goes there in their order.
#[derive(Default)]
pub(super) struct Places {
    /// First byte to last, by file.
    taken: BTreeMap<(FileId, usize), usize>,
}

impl Places {
    /// Whether a place overlaps one that is taken, or adjoins it, and is not the
    /// same insertion point.
    pub(super) fn touch(&self, span: Span) -> bool {
        let before = self.taken.range(..=(span.file, span.end)).next_back();
        before.is_some_and(|((file, start), end)| {
            let is_same_insertion = start == end && span.range() == (*start..*end);
            *file == span.file && span.start <= *end && !is_same_insertion
        })
    }

    pub(super) fn take(&mut self, span: Span) {
        self.taken.insert((span.file, span.start), span.end);
    }
}

/// A text with edits applied, which don't overlap.
pub(super) fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        new.push_str(&text[at..edit.span.start]);
        new.push_str(&edit.text);
        at = edit.span.end;
    }
    new.push_str(&text[at..]);
    new
}

/// A file that a round changes.
pub(super) struct Target<'r> {
    /// Its real path.
    pub(super) path: PathBuf,
    pub(super) source: &'r Source,
    pub(super) edits: Vec<&'r Edit>,
}

/// The files that fixes change; `None` where one of them is not there.
pub(super) fn targets<'r>(
    report: &'r ModuleReport,
    chosen: &[&'r Diagnostic],
) -> Option<Vec<Target<'r>>> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let fixes = chosen
        .iter()
        .filter_map(|diagnostic| diagnostic.finding.fix.as_ref());
    for edit in fixes.flat_map(|fix| &fix.edits) {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let targets = by_file.into_iter().map(|(file, edits)| {
        let source = &report.sources[file];
        Some(Target {
            path: real(&source.path),
            source,
            edits,
        })
    });
    targets.collect()
}
