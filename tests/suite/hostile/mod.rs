//! Hostile input: whatever lies on the disk, a run ends within 10 s and 1 GiB, says
//! what it did not read, and lints the rest.

mod config;
#[cfg(unix)]
mod disk;
mod many;
mod panics;
mod text;
mod values;
#[cfg(unix)]
mod writes;

use crate::support::{Folder, KEY_MODULE, findings};

/// What is found in a folder, beside another module.
struct Checked {
    /// As `rule file subject`, without the other module's.
    found: Vec<String>,
    stderr: String,
}

/// The run ends, another module is linted (and fixed, where that is asked for), and
/// nothing panics.
fn check(folder: &Folder, arguments: &[&str]) -> Checked {
    folder.write("other/main.tf", KEY_MODULE);
    let is_fixed = arguments.contains(&"--fix");
    let arguments = arguments.iter().chain(&["--format", "json"]);
    let run = folder.run_bounded(arguments);
    let stderr = run.stderr();
    let errors = stderr.contains("coderlint: error: ");
    assert_eq!(run.code(), if errors { 1 } else { 2 }, "{stderr}");
    let (others, found): (Vec<String>, Vec<String>) = findings(&run.json())
        .into_iter()
        .partition(|finding| finding.contains(" other/"));
    let expected = (!is_fixed).then_some("masked_parameter other/main.tf api_key");
    assert_eq!(others, Vec::from_iter(expected));
    assert!(!found.iter().any(|found| found.contains("internal_error")));
    Checked { found, stderr }
}

/// A text many times over, with a number in place of `#`.
pub(crate) fn numbered(part: &str, times: usize) -> String {
    let parts = (0..times).map(|index| part.replace('#', &index.to_string()));
    parts.collect()
}

/// Checks modules with these texts after a key: the key of each is found.
fn check_texts<'t>(texts: impl IntoIterator<Item = (&'t str, String)>) -> Checked {
    let folder = Folder::new();
    let mut keys = Vec::new();
    for (name, text) in texts {
        folder.write(format!("{name}/main.tf"), format!("{KEY_MODULE}{text}"));
        keys.push(format!("masked_parameter {name}/main.tf api_key"));
    }
    let checked = check(&folder, &[]);
    for key in keys {
        assert!(checked.found.contains(&key), "{key}: {}", checked.stderr);
    }
    checked
}
