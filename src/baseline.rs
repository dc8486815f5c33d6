//! Baselines: findings that are known, and hidden until they are put right.
//!
//! A baseline is a JSON file, sorted, one finding a line, so that merges of two
//! branches rarely conflict. Modules are named relative to its folder.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::discover::{describe, normalized};
use crate::report::{Identity, Report};
use crate::source::display_name;

const VERSION: u32 = 1;

/// The findings of a file.
#[derive(Debug)]
pub struct Baseline {
    /// The folder of the file, absolute.
    root: PathBuf,
    findings: BTreeSet<Identity>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Identity>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, and where.
    pub fn read(path: &Path, working_directory: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| describe(&error))?;
        let document: Document = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| format!("no baseline: {error}"))?;
        if document.version != VERSION {
            return Err(format!(
                "a baseline of version {}; this coderlint reads version {VERSION}",
                document.version
            ));
        }
        Ok(Self {
            root: root_of(path, working_directory),
            findings: document.findings.into_iter().collect(),
        })
    }

    /// Whether a finding in a module, by the module's absolute folder, is known.
    pub fn contains(&self, folder: &Path, identity: &Identity) -> bool {
        self.findings
            .contains(&self.named(folder, identity.clone()))
    }

    /// How many known findings of a module, by rules that ran, are not among
    /// those that were hidden.
    pub fn stale(&self, folder: &Path, hidden: usize, ran: &dyn Fn(&str) -> bool) -> usize {
        let module = relative(folder, &self.root);
        let known = self
            .findings
            .iter()
            .filter(|known| known.module == module && ran(&known.rule));
        known.count().saturating_sub(hidden)
    }

    /// How many known findings are in modules that are gone.
    pub fn gone(&self) -> usize {
        let is_gone = |known: &&Identity| !self.root.join(&known.module).is_dir();
        self.findings.iter().filter(is_gone).count()
    }

    fn named(&self, folder: &Path, identity: Identity) -> Identity {
        Identity {
            module: relative(folder, &self.root),
            ..identity
        }
    }
}

/// Writes the findings of a report as a baseline; how many there are.
///
/// # Errors
///
/// Those of writing the file.
pub fn write(path: &Path, report: &Report, working_directory: &Path) -> io::Result<usize> {
    let root = root_of(path, working_directory);
    let findings: BTreeSet<Identity> = report
        .identified()
        .map(|(module, _, identity)| Identity {
            module: relative(&normalized(&working_directory.join(&module.folder)), &root),
            ..identity
        })
        .collect();
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| serde_json::to_string(finding).map(|line| format!("    {line}")))
        .collect::<Result<_, _>>()
        .map_err(io::Error::other)?;
    let findings_text = if lines.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}\n  ]", lines.join(",\n"))
    };
    std::fs::write(
        path,
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {findings_text}\n}}\n"),
    )?;
    Ok(findings.len())
}

fn root_of(path: &Path, working_directory: &Path) -> PathBuf {
    let path = normalized(&working_directory.join(path));
    path.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// A folder relative to another, with `/` and with `..` where it lies elsewhere.
fn relative(folder: &Path, root: &Path) -> String {
    let mut up = String::new();
    let mut base = root;
    loop {
        if let Ok(below) = folder.strip_prefix(base) {
            let below = display_name(below, Path::new(""));
            return match (up.is_empty(), below.as_str()) {
                (true, _) => below,
                (false, ".") => up.trim_end_matches('/').to_owned(),
                (false, _) => format!("{up}{below}"),
            };
        }
        match base.parent() {
            Some(parent) => base = parent,
            None => return display_name(folder, Path::new("")),
        }
        up.push_str("../");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_relative_to_the_baseline() {
        let name = |folder: &str| relative(Path::new(folder), Path::new("/tree/ci"));
        assert_eq!(name("/tree/ci/a/b"), "a/b");
        assert_eq!(name("/tree/ci"), ".");
        assert_eq!(name("/tree/modules/a"), "../modules/a");
        assert_eq!(name("/tree"), "..");
    }
}
