//! Edits of one file or of several: which may be made together, and what they
//! come to.

use std::collections::BTreeMap;

use crate::diagnostic::Edit;
use crate::source::{FileId, Span};

/// Places that are taken, and don't overlap or adjoin.
#[derive(Default)]
pub(super) struct Places {
    /// First byte to last, by file.
    taken: BTreeMap<(FileId, usize), usize>,
}

impl Places {
    /// Whether a place overlaps one that is taken, or adjoins it.
    pub(super) fn touch(&self, span: Span) -> bool {
        let before = self.taken.range(..=(span.file, span.end)).next_back();
        before.is_some_and(|((file, _), end)| *file == span.file && span.start <= *end)
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
