//! The repository itself: folders and lists agree, cases are complete,
//! messages keep their form.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::api::{Applicability, infos};
use crate::support::repository;

/// How many lines a file may have.
const FILE_LINES: usize = 500;

/// How many lines a function may have.
const FUNCTION_LINES: usize = 60;

/// Functions that are tables, and may be longer: the file, and the name.
const LONG_FUNCTIONS: &[(&str, &str)] = &[];

fn folders(path: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

#[test]
fn folders_and_the_list_of_rules_agree() {
    let listed: BTreeSet<String> = infos().iter().map(|entry| entry.id.to_owned()).collect();
    assert_eq!(folders(&repository().join("rules")), listed);
    assert_eq!(listed.len(), infos().len(), "each rule once");
}

/// The cases of a rule by name, with their folders.
fn cases(rule: &str) -> Vec<(String, PathBuf)> {
    let cases = repository().join("rules").join(rule).join("cases");
    let names = folders(&cases).into_iter();
    names.map(|name| (name.clone(), cases.join(name))).collect()
}

/// The lines of a rule's expectations, each with its case.
fn expectations(rule: &str) -> Vec<(String, String)> {
    let bad = cases(rule)
        .into_iter()
        .filter(|(name, _)| name.starts_with("bad_"));
    let lines = bad.flat_map(|(name, folder)| {
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
        let lines = expected.lines().map(|line| (name.clone(), line.to_owned()));
        lines.collect::<Vec<_>>()
    });
    lines.collect()
}

#[test]
fn every_rule_has_cases_of_both_kinds_and_each_is_complete() {
    for entry in infos() {
        let cases = cases(entry.id);
        for kind in ["bad_", "good_"] {
            assert!(
                cases.iter().any(|(name, _)| name.starts_with(kind)),
                "{} has no {kind} case",
                entry.id
            );
        }
        for (name, folder) in &cases {
            // The runner finds cases by their main.tf.
            assert!(folder.join("main.tf").is_file(), "{name} has no main.tf");
            assert_eq!(
                folder.join("expected.txt").is_file(),
                name.starts_with("bad_"),
                "{name}: a bad case says what is found, and no other"
            );
        }
        let shown = cases
            .iter()
            .filter(|case| case.1.join("human.txt").exists());
        assert_eq!(shown.count(), 1, "{} has one human.txt", entry.id);
        let folder = repository().join("rules").join(entry.id).join("cases");
        let stray = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let stray: Vec<PathBuf> = stray
            .map(|entry| entry.path())
            .filter(|path| !path.is_dir())
            .collect();
        assert!(stray.is_empty(), "{stray:?}");
    }
}

/// A rule declares how far its fixes can be trusted at best: no better one is
/// seen in its cases, and that one is.
#[test]
fn fixes_are_trusted_as_declared() {
    for entry in infos() {
        let lines = expectations(entry.id);
        let seen: BTreeSet<&str> = lines
            .iter()
            .filter_map(|(_, line)| line.strip_prefix("  fix (")?.split(')').next())
            .collect();
        let best = ["safe", "unsafe", "display_only"]
            .into_iter()
            .find(|name| seen.contains(name));
        let declared = entry.fix.map(Applicability::name);
        assert_eq!(best, declared, "{}: in its cases, and declared", entry.id);
    }
}

#[test]
fn messages_keep_their_form() {
    for entry in infos() {
        for (name, line) in expectations(entry.id) {
            let mark = format!("[{}]: ", entry.id);
            let text = line.split_once(&mark).map(|parts| parts.1).or_else(|| {
                let marks = ["  note: ", "  help: ", "  fix (safe): ", "  fix (unsafe): "];
                marks.iter().find_map(|mark| line.strip_prefix(mark))
            });
            // What is left is a label, with its place or at the finding's own.
            let text = text.unwrap_or_else(|| {
                let label = line.strip_prefix("  ").expect("it is one of these");
                let place = label.split(' ').next().unwrap();
                let has_place = place.ends_with(':') && place.matches(':').count() >= 3;
                label[if has_place { place.len() } else { 0 }..].trim_start()
            });
            let is_name = ["Coder", "Terraform"].iter().any(|n| text.starts_with(n));
            let is_upper = text.starts_with(char::is_uppercase);
            assert!(is_name || !is_upper, "{name}: {line}");
            assert!(!text.ends_with('.'), "{name}: {line}");
        }
    }
}

/// Every Rust file says first what it is for, and is short enough to be read at
/// once.
#[test]
fn files_begin_with_their_purpose_and_are_short() {
    for (file, text) in rust_files() {
        assert!(text.starts_with("//! "), "{file}");
        let lines = text.lines().count();
        assert!(lines <= FILE_LINES, "{file} has {lines} lines");
    }
}

/// Functions are short, but for tests and for the exceptions above, each of
/// which is needed.
#[test]
fn functions_are_short() {
    let mut long = BTreeSet::new();
    let mut found = Vec::new();
    for (file, text) in rust_files() {
        for (name, lines) in functions(&text) {
            if lines > FUNCTION_LINES {
                found.push(format!("{file}: `{name}` has {lines} lines"));
                long.insert(format!("{file} {name}"));
            }
        }
    }
    let exceptions: BTreeSet<String> = LONG_FUNCTIONS
        .iter()
        .map(|(file, name)| format!("{file} {name}"))
        .collect();
    assert!(
        long.is_subset(&exceptions),
        "too long, at more than {FUNCTION_LINES} lines:\n{}",
        found.join("\n")
    );
    let unneeded: Vec<&String> = exceptions.difference(&long).collect();
    assert!(unneeded.is_empty(), "no longer needed: {unneeded:#?}");
}

/// The functions of a file as rustfmt writes it, but for tests: their names and
/// how many lines they have, from `fn` to the brace that closes them.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut functions = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let words: Vec<&str> = code.split(['(', '<', ' ']).collect();
        let before = words.iter().position(|word| *word == "fn");
        let qualifiers = ["pub", "crate)", "super)", "const", "async"];
        let Some(at) = before.filter(|at| words[..*at].iter().all(|w| qualifiers.contains(w)))
        else {
            continue;
        };
        let above = lines[..start].iter().rev();
        let mut attributes = above.map_while(|line| line.trim().strip_prefix("#["));
        if attributes.any(|attribute| attribute == "test]") {
            continue;
        }
        let is_end = |line: &&str| {
            let rest = line.strip_prefix(indent);
            rest.is_some_and(|rest| rest == "}" || (rest.starts_with("fn ") && rest.ends_with('}')))
        };
        let is_declaration = |line: &str| line.ends_with(';') && !line.contains('{');
        let count = lines[start..]
            .iter()
            .take_while(|line| !is_end(line))
            .count()
            + 1;
        let opens = lines[start..]
            .iter()
            .find(|line| line.ends_with(['{', '}', ';']));
        if !opens.is_some_and(|line| is_declaration(line)) {
            functions.push((words[at + 1], count));
        }
    }
    functions
}

#[test]
fn functions_are_counted_from_their_first_line_to_their_last() {
    let text = "\
fn one() {
    if true {
    }
}

trait T {
    fn declared(
        &self,
    );
    fn empty(&self) {}
    pub(crate) const fn three<T>(
        &self,
    ) {
    }
}

#[test]
fn tested() {
}
";
    let expected = [("one", 4), ("empty", 1), ("three", 4)];
    assert_eq!(functions(text), expected);
}

/// The Rust files by their paths, with their texts.
pub(crate) fn rust_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = ["src", "rules", "tests"]
        .map(|f| repository().join(f))
        .into();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(repository()).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files
}

/// The modules of the crate in the order of `lib.rs`.
fn tour() -> Vec<String> {
    let lib = fs::read_to_string(repository().join("src/lib.rs")).unwrap();
    let modules = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// The modules of the crate that some code names: `crate::name`. Imports of
/// several at once, which rustfmt would not sort, are not used.
fn imported(code: &str) -> BTreeSet<&str> {
    assert!(!code.contains("crate::{"));
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        found.insert(&rest[..end.unwrap_or(rest.len())]);
    }
    found
}

/// Each module of the crate imports only itself and those before it.
#[test]
fn imports_go_one_way() {
    let tour = tour();
    let place = |name: &str| tour.iter().position(|module| module == name);
    let mut count = 0;
    for (file, code) in rust_files() {
        let module = match file.strip_prefix("src/") {
            Some(below) => below.split(['/', '.']).next().unwrap(),
            None if file.starts_with("rules/") => "rules",
            None => continue,
        };
        if matches!(module, "lib" | "main") {
            continue;
        }
        let own = place(module).expect("lib.rs names every module");
        for name in imported(&code) {
            let other = place(name).unwrap_or_else(|| panic!("{file}: crate::{name}"));
            assert!(
                other <= own,
                "{file} imports `{name}`, which comes after `{module}` in lib.rs"
            );
            count += 1;
        }
    }
    assert!(count > 200, "{count} imports were seen");
}

#[test]
fn the_top_level_is_as_agreed() {
    let allowed: BTreeSet<&str> = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "rules",
        "tests",
        "README.md",
        "LICENSE",
        "target",
    ]
    .into();
    for entry in fs::read_dir(repository()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with('.') || allowed.contains(name.as_str()),
            "{name}"
        );
    }
}

/// The crates of a table in a Cargo.toml.
fn crates(manifest: &str, table: &str) -> BTreeSet<String> {
    let lines = manifest.lines().skip_while(|line| *line != table).skip(1);
    let rows = lines.take_while(|line| !line.starts_with('['));
    let names = rows.filter_map(|line| line.split_once(" = "));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Each dependency has a line that says what it is for.
#[test]
fn dependencies_have_a_reason() {
    let read = |file: &str| fs::read_to_string(repository().join(file)).unwrap();
    let (manifest, page) = (read("Cargo.toml"), read(".github/CONTRIBUTING.md"));
    let section = page.split("\n## Dependencies\n").nth(1).unwrap();
    let (users, tests) = section.split_once("only tests get").unwrap();
    let mut ours = crates(&manifest, "[dependencies]");
    ours.extend(crates(&manifest, "[target.'cfg(unix)'.dependencies]"));
    let theirs = crates(&manifest, "[dev-dependencies]");
    for (crates, list) in [(ours, users), (theirs, tests)] {
        let rows = list.lines().filter_map(|line| line.strip_prefix("- `"));
        let listed = rows.map(|row| row.split('`').next().unwrap().to_owned());
        let listed: Vec<String> = listed.collect();
        assert!(listed.is_sorted(), "{listed:?}");
        assert_eq!(BTreeSet::from_iter(listed), crates);
    }
}

/// Every fuzz target has its hour at night.
#[test]
fn every_fuzz_target_runs_at_night() {
    let read = |file: &str| fs::read_to_string(repository().join(file)).unwrap();
    let manifest = read("tests/fuzz/Cargo.toml");
    let bins = manifest.split("[[bin]]\nname = \"").skip(1);
    let targets: Vec<&str> = bins.map(|bin| bin.split('"').next().unwrap()).collect();
    let workflow = read(".github/workflows/fuzz.yml");
    let matrix = format!("target: [{}]\n", targets.join(", "));
    assert!(workflow.contains(&matrix), "{matrix}");
}
