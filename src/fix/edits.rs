//! Edits of one file or of several: which may be made together, and what they
//! come to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Edit, ModuleReport};
use crate::files::real;
use crate::source::{FileId, Source};

/// Places that are taken, and don't overlap or adjoin. Paragraphs that several
/// insert at one place go there in their order, since nothing is aligned with
/// them; what several would do in the same way is done once.
#[derive(Default)]
pub(super) struct Places<'e> {
    /// Where an edit begins to the edits that begin there.
    taken: BTreeMap<(FileId, usize), Vec<&'e Edit>>,
}

impl<'e> Places<'e> {
    /// Whether an edit can't be made together with those that have taken their
    /// places.
    pub(super) fn touch(&self, edit: &Edit) -> bool {
        let span = edit.span;
        let before = self.taken.range(..=(span.file, span.end)).next_back();
        before.is_some_and(|((file, _), taken)| {
            let goes_with = |other: &&Edit| {
                let are_paragraphs = is_paragraph(edit) && is_paragraph(other);
                other.span == span && (are_paragraphs || other.text == edit.text)
            };
            *file == span.file
                && taken
                    .iter()
                    .any(|other| span.start <= other.span.end && !goes_with(other))
        })
    }

    pub(super) fn take(&mut self, edit: &'e Edit) {
        let at = (edit.span.file, edit.span.start);
        self.taken.entry(at).or_default().push(edit);
    }
}

/// Whether lines are inserted with a blank one before or after them.
fn is_paragraph(edit: &Edit) -> bool {
    let text = edit.text.replace("\r\n", "\n");
    let ends_line = text.ends_with('\n');
    edit.span.start == edit.span.end
        && ((text.starts_with('\n') && ends_line) || text.ends_with("\n\n"))
}

/// A text with edits applied, which don't overlap but for those that are the same.
pub(super) fn edited(text: &str, edits: Vec<&Edit>) -> String {
    let mut seen = BTreeSet::new();
    let mut edits: Vec<&Edit> = edits
        .into_iter()
        .filter(|edit| seen.insert(*edit))
        .collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit {
            span: Span::new(FileId::default(), start..end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn paragraphs_at_one_place_and_equal_edits_go_together() {
        for (one, other, touch) in [
            (edit(2, 2, "\na\n"), edit(2, 2, "b\r\n\r\n"), false),
            (edit(2, 2, "a\n"), edit(2, 2, "b\n"), true),
            (edit(2, 2, "\na\n"), edit(2, 2, "b\n"), true),
            (edit(2, 2, "a\n"), edit(2, 2, "\nb\n"), true),
            (edit(2, 3, "a"), edit(2, 3, "a"), false),
            (edit(2, 3, "a"), edit(2, 3, "b"), true),
            (edit(2, 3, "a"), edit(3, 3, "b"), true),
            (edit(2, 2, "a"), edit(2, 3, "b"), true),
            (edit(1, 2, "a"), edit(2, 2, "b"), true),
            (edit(1, 2, "a"), edit(3, 3, "b"), false),
        ] {
            let mut places = Places::default();
            places.take(&one);
            assert_eq!(places.touch(&other), touch, "{one:?}, {other:?}");
        }
    }

    #[test]
    fn equal_edits_are_made_once_and_others_in_their_order() {
        let edits = [
            edit(2, 2, "b"),
            edit(0, 1, "A"),
            edit(2, 2, "a"),
            edit(0, 1, "A"),
            edit(2, 2, "b"),
        ];
        assert_eq!(edited("xyz", edits.iter().collect()), "Aybaz");
    }
}
