//! `opt_in_obsolete` takes out what the fix of `masked_parameter` put in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Folder, KEY_MODULE, repository};

const CONFIG: &str = "coder {\n  version = \">= 2.36\"\n}\n";

#[test]
fn an_opt_in_goes_as_it_came() {
    let cases = repository().join("rules/masked_parameter/cases");
    let mut compared = 0;
    let mut different = Vec::new();
    for entry in fs::read_dir(cases).unwrap() {
        let case = entry.unwrap().path();
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let before = files(&case);
        let has_config = before.keys().any(|file| file.ends_with(".coderlint.hcl"));
        // A provider that came with the opt-in may be the author's own.
        let requires_coder = before
            .values()
            .all(|text| text.contains("\"coder/coder\"") || !text.contains("\"coder_"));
        let has_opt_in = before
            .values()
            .any(|text| text.contains("\"coder_parameter\""));
        if !name.starts_with("bad_") || has_config || has_opt_in || !requires_coder {
            continue;
        }
        let paths: Vec<(String, &str)> = before
            .iter()
            .map(|(path, text)| (format!("m/{}", path.display()), text.as_str()))
            .collect();
        let mut texts: Vec<(&str, &str)> =
            paths.iter().map(|(path, text)| (&**path, *text)).collect();
        texts.push((".coderlint.hcl", CONFIG));
        let folder = Folder::with(&texts);
        let fix = |rule| folder.run(["--fix", "--unsafe-fixes", "--only", rule]);
        fix("masked_parameter");
        let fixed = files(&folder.join("m"));
        fix("opt_in_obsolete");
        let after = files(&folder.join("m"));
        // Where nothing is taken out, the key goes elsewhere too.
        let left = after.values().any(|text| text.contains("_parameter\" {"));
        if fixed == after || left {
            continue;
        }
        compared += 1;
        let stays = |texts: &BTreeMap<PathBuf, String>| -> Vec<String> {
            let texts = texts.values();
            texts
                .map(|text| {
                    text.replace("  default     = \"\"\n", "")
                        .replace("  default = \"\"\n", "")
                })
                .collect()
        };
        if stays(&before) != stays(&after) {
            different.push(name);
        }
    }
    // Blocks that stood together keep the blank line that came between them.
    assert_eq!(different, ["bad_fix_place_between_variables"]);
    assert!(compared >= 20, "only {compared} were compared");
}

/// A README is what comes before the section, and what after it; a divider comes
/// between the two as well.
#[test]
fn a_section_goes_as_it_came() {
    for (before, divider, after) in [
        ("# A\n\nText.\n***\n\n", "***\n\n", "## Usage\n"),
        ("# A\n---\n\n", "---\n\n", "## Usage\n"),
        ("# A\n\nText.\n\n* * *\n\n", "* * *\n\n", "## Usage\n"),
        (
            "# A\n\nText.\n\n---\n\n",
            "---\n\n",
            "<!-- usage -->\n## Usage\n",
        ),
        ("# A\r\n\r\n---\r\n\r\n", "---\r\n\r\n", "## Usage\r\n"),
        ("\u{feff}# A\n\nText.\n\n---\n\n", "---\n\n", "## Usage\n"),
        ("# A\n\n", "", "<!-- a -->\n<!-- usage -->\n## Usage\n"),
        ("# A\n\n<!-- end -->\n\n", "", "## Usage\n<!-- usage -->\n"),
        ("# A\n\n<!-- end --> Text.\n\n", "", "## Usage\n"),
        ("# A\n\n```\n---\n```\n\n", "", "## Usage\n"),
        ("A\n=\n\nText.\n\n", "", "Usage\n-----\n"),
        ("---\ntitle: x\n---\n\n# A\n\nText.\n", "", ""),
        ("# A\n\nText.\n\n---\n", "", ""),
        ("\u{feff}", "", ""),
    ] {
        let readme = format!("{before}{after}");
        let folder = Folder::with(&[
            ("m/main.tf", KEY_MODULE),
            ("m/README.md", &readme),
            (".coderlint.hcl", CONFIG),
        ]);
        let text = || fs::read_to_string(folder.join("m/README.md")).unwrap();
        folder.run(["--fix", "--unsafe-fixes", "--only", "masked_parameter"]);
        let fixed = text();
        let section = fixed.strip_prefix(before).expect(&fixed);
        let section = section.trim_start_matches('\n');
        assert!(section.starts_with("## Personal credentials"), "{fixed}");
        let line_end = if readme.contains('\r') { "\r\n" } else { "\n" };
        let gap = if after.is_empty() { "" } else { line_end };
        let end = format!("2.24 or later.{line_end}{gap}{divider}{after}");
        assert!(section.ends_with(&end), "{fixed}");
        folder.run(["--fix", "--unsafe-fixes", "--only", "opt_in_obsolete"]);
        assert_eq!(text(), readme);
    }
}

#[test]
fn what_the_author_wrote_in_the_section_stays() {
    let readme = "# A\n\n## Personal credentials\n\nAsk Ann.\n\n---\n\n## Usage\n";
    let folder = Folder::with(&[
        ("m/main.tf", KEY_MODULE),
        ("m/README.md", readme),
        (".coderlint.hcl", CONFIG),
    ]);
    let text = || fs::read_to_string(folder.join("m/README.md")).unwrap();
    folder.run(["--fix", "--unsafe-fixes", "--only", "masked_parameter"]);
    let fixed = text();
    assert!(fixed.contains("Ask Ann.\n\nSet `"), "{fixed}");
    assert!(fixed.ends_with("or later.\n\n---\n\n## Usage\n"), "{fixed}");
    folder.run(["--fix", "--unsafe-fixes", "--only", "opt_in_obsolete"]);
    assert!(text().contains("Ask Ann."), "{}", text());
    assert!(!text().contains("Set `"), "{}", text());
}

/// The `.tf` files, READMEs and configurations of a case, by their paths in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    fn add(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("fixed") {
                    add(root, &path, found);
                }
            } else if let Ok(text) = fs::read_to_string(&path)
                && !path.ends_with("expected.txt")
                && !path.ends_with("human.txt")
            {
                found.insert(path.strip_prefix(root).unwrap().to_owned(), text);
            }
        }
    }
    let mut found = BTreeMap::new();
    add(folder, folder, &mut found);
    found
}
