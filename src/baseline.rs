//! Baselines: findings that are known, and hidden until they are fixed.
//!
//! A baseline is a JSON file, sorted, one finding a line, so that merges of two
//! branches rarely conflict. Modules are named relative to its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Identities, Identity, ModuleReport};
use crate::error::describe;
use crate::files::{self, MAX_REPORT_SIZE, display_name, normalized};
use crate::source::without_bom;

const VERSION: u32 = 1;

/// The findings of a file.
#[derive(Debug)]
pub struct Baseline {
    /// The folder of the file, absolute.
    root: PathBuf,
    /// The file's text.
    pub text: String,
    /// By module.
    findings: BTreeMap<String, BTreeSet<Identity>>,
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
        let bytes = files::read(path, MAX_REPORT_SIZE).map_err(|error| describe(&error))?;
        let document: Document = serde_json::from_slice(without_bom(&bytes))
            .map_err(|error| format!("not a baseline: {error}"))?;
        if document.version != VERSION {
            return Err(format!(
                "unsupported baseline version {}; this coderlint reads version {VERSION}",
                document.version
            ));
        }
        let mut findings: BTreeMap<String, BTreeSet<Identity>> = BTreeMap::new();
        for finding in document.findings {
            let of_module = findings.entry(finding.module.clone()).or_default();
            of_module.insert(finding);
        }
        Ok(Self {
            root: root_of(path, working_directory),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            findings,
        })
    }

    /// The findings that are known of a module, by its absolute folder.
    fn of(&self, folder: &Path) -> Known<'_> {
        let module = relative(folder, &self.root);
        let findings = self.findings.get(&module);
        Known { module, findings }
    }

    /// The known findings that are in modules that no longer exist.
    pub fn in_missing_modules(&self) -> Vec<Identity> {
        let modules = self.findings.iter();
        let missing = modules.filter(|(module, _)| !self.root.join(module).is_dir());
        missing
            .flat_map(|(_, findings)| findings)
            .cloned()
            .collect()
    }

    /// The text of the file without some of its findings.
    ///
    /// # Errors
    ///
    /// Those of writing JSON.
    pub fn without<'i>(&self, stale: impl Iterator<Item = &'i Identity>) -> io::Result<String> {
        let mut left: BTreeSet<&Identity> = self.findings.values().flatten().collect();
        for entry in stale {
            left.remove(entry);
        }
        to_text(left.into_iter())
    }
}

/// The findings that a baseline has of one module.
#[derive(Debug)]
struct Known<'b> {
    /// Relative to the baseline's folder.
    module: String,
    findings: Option<&'b BTreeSet<Identity>>,
}

impl Known<'_> {
    /// The entry for a finding, if it is known.
    fn find(&self, identity: Identity) -> Option<&Identity> {
        let module = self.module.clone();
        self.findings?.get(&Identity { module, ..identity })
    }
}

/// Takes out of a module's findings what a baseline knows, and counts it.
/// `folder` is the module's, absolute; `ran` tells which rules ran.
pub fn hide(
    report: &mut ModuleReport,
    baseline: &Baseline,
    folder: &Path,
    ran: &dyn Fn(&str) -> bool,
) {
    let baseline = baseline.of(folder);
    let mut identities = Identities::default();
    let known: Vec<Option<&Identity>> = report
        .diagnostics
        .iter()
        .map(|diagnostic| baseline.find(identities.next(report, diagnostic)))
        .collect();
    let mut hidden = known.iter();
    report
        .diagnostics
        .retain(|_| hidden.next().is_none_or(Option::is_none));
    let known: BTreeSet<&Identity> = known.into_iter().flatten().collect();
    report.hidden = known.len();
    // What can't be read may still hold what the others are about.
    if report.is_whole {
        let entries = baseline.findings.into_iter().flatten();
        let stale = entries.filter(|entry| ran(&entry.rule) && !known.contains(entry));
        report.stale = stale.cloned().collect();
    }
}

/// Writes findings as a baseline; how many there are.
///
/// # Errors
///
/// Those of writing the file.
pub fn write<'r>(
    path: &Path,
    findings: impl Iterator<Item = (&'r ModuleReport, Identity)>,
    working_directory: &Path,
) -> io::Result<usize> {
    let root = root_of(path, working_directory);
    let findings: BTreeSet<Identity> = findings
        .map(|(module, identity)| Identity {
            module: relative(&normalized(&working_directory.join(&module.folder)), &root),
            ..identity
        })
        .collect();
    std::fs::write(path, to_text(findings.iter())?)?;
    Ok(findings.len())
}

fn to_text<'i>(findings: impl Iterator<Item = &'i Identity>) -> io::Result<String> {
    let mut lines: Vec<String> = findings
        .map(|finding| serde_json::to_string(finding).map(|line| format!("    {line}")))
        .collect::<Result<_, _>>()
        .map_err(io::Error::other)?;
    lines.sort();
    let findings = if lines.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}\n  ]", lines.join(",\n"))
    };
    Ok(format!(
        "{{\n  \"version\": {VERSION},\n  \"findings\": {findings}\n}}\n"
    ))
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
