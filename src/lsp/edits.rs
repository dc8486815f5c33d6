//! Edits in the protocol's terms.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use lsp_types::TextEdit;
use serde_json::{Map, Value, json};
use similar::TextDiff;

use super::session::Session;
use crate::diagnostic::{Edit, ModuleReport};
use crate::files::real;

/// Edits of several files, by their paths as they were reached.
#[derive(Debug, Default)]
pub(super) struct Edits {
    files: BTreeMap<PathBuf, FileEdits>,
}

#[derive(Debug, Default)]
struct FileEdits {
    edits: Vec<TextEdit>,
    /// Whether there is no such file yet.
    is_new: bool,
}

impl Edits {
    /// The edits of a fix.
    pub(super) fn of<'e>(
        session: &Session,
        report: &ModuleReport,
        edits: impl IntoIterator<Item = &'e Edit>,
    ) -> Self {
        let mut all = Self::default();
        let mut by_file: BTreeMap<_, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(edit.span.file).or_default().push(edit);
        }
        for (file, edits) in by_file {
            let source = &report.sources[file];
            let replacements = edits.into_iter();
            let replacements = replacements.map(|edit| (edit.span.range(), edit.text.clone()));
            all.add(session, &source.path, &source.text, replacements);
        }
        all
    }

    /// What turns a file's text into another, line by line.
    pub(super) fn difference(&mut self, session: &Session, path: &Path, old: &str, new: &str) {
        self.add(session, path, old, line_edits(old, new).into_iter());
    }

    /// A file that is to be made.
    pub(super) fn new_file(&mut self, path: &Path, text: &str) {
        let range = lsp_types::Range::default();
        let edits = vec![TextEdit::new(range, text.to_owned())];
        let is_new = true;
        self.files
            .insert(path.to_owned(), FileEdits { edits, is_new });
    }

    /// Replacements in a file that has a text.
    pub(super) fn add(
        &mut self,
        session: &Session,
        path: &Path,
        text: &str,
        replacements: impl Iterator<Item = (Range<usize>, String)>,
    ) {
        let lines = session.lines(path, text);
        let edits = replacements.map(|(bytes, text)| TextEdit::new(lines.range(bytes), text));
        let file = self.files.entry(path.to_owned()).or_default();
        file.edits.extend(edits);
    }

    /// A `WorkspaceEdit`: with versions where the editor takes them.
    pub(super) fn workspace_edit(&self, session: &Session) -> Value {
        let files = self.files.iter();
        let files = files.filter_map(|(path, file)| Some((session.uri(path)?, path, file)));
        if !session.client.document_changes {
            let changes: Map<String, Value> = files
                .map(|(uri, _, file)| (uri.as_str().to_owned(), json!(file.edits)))
                .collect();
            return json!({ "changes": changes });
        }
        let mut changes = Vec::new();
        for (uri, path, file) in files {
            if file.is_new {
                changes.push(json!({
                    "kind": "create",
                    "uri": uri,
                    "options": { "ignoreIfExists": true },
                }));
            }
            let document = session.documents.get(&real(path));
            let version = document.map(|document| document.version);
            changes.push(json!({
                "textDocument": { "uri": uri, "version": version },
                "edits": file.edits,
            }));
        }
        json!({ "documentChanges": changes })
    }
}

/// The lines that differ, in bytes of the old text.
fn line_edits(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let diff = TextDiff::from_lines(old, new);
    let starts = |text: &str| -> Vec<usize> {
        let lines = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        });
        std::iter::once(0).chain(lines).collect()
    };
    let (old_starts, new_starts) = (starts(old), starts(new));
    let edits = diff
        .ops()
        .iter()
        .filter(|op| op.tag() != similar::DiffTag::Equal);
    let edits = edits.map(|op| {
        let (old_lines, new_lines) = (op.old_range(), op.new_range());
        let at = old_starts[old_lines.start]..old_starts[old_lines.end];
        let with = new_starts[new_lines.start]..new_starts[new_lines.end];
        (at, new[with].to_owned())
    });
    edits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_are_replaced() {
        for (old, new) in [
            ("a\nb\nc\n", "a\nB\nc\nd\n"),
            ("", "a\n"),
            ("a\r\nb", "a\r\nx\r\nb\r\n"),
            ("a\n", ""),
        ] {
            let mut text = old.to_owned();
            for (at, with) in line_edits(old, new).into_iter().rev() {
                text.replace_range(at, &with);
            }
            assert_eq!(text, new);
        }
        assert_eq!(line_edits("a\nb\n", "a\nc\n"), [(2..4, "c\n".to_owned())]);
    }
}
