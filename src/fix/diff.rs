//! What fixes would change, as a unified diff that `git apply` and `patch -p1`
//! take.

use similar::TextDiff;

use super::ChangedFile;
use crate::printable::{self, Secrets};

/// Where a name has blanks, a tab says where it ends.
fn header(side: &str, name: &str) -> String {
    let end = if name.contains(' ') { "\t" } else { "" };
    format!("{side}/{name}{end}")
}

/// The diff of some files; `secrets` are texts that it must not show.
pub fn diff(files: &[ChangedFile], secrets: &[String]) -> String {
    let diffs = files.iter().map(|file| {
        let name = printable::text(&file.name).replace(['\n', '\t'], "?");
        let (old, old_name) = match &file.old {
            Some(old) => (old.as_str(), header("a", &name)),
            None => ("", "/dev/null".to_owned()),
        };
        TextDiff::from_lines(old, &file.new)
            .unified_diff()
            .header(&old_name, &header("b", &name))
            .to_string()
    });
    let text: String = diffs.collect();
    // A carriage return at a line's end is harmless, and part of the diff.
    let lines = text.split_inclusive('\n').map(|line| {
        let content = line.trim_end_matches(['\r', '\n']);
        format!("{}{}", printable::text(content), &line[content.len()..])
    });
    printable::lines(&Secrets::new(secrets).conceal(&lines.collect::<String>()))
}
