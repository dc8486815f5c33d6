//! One test for each folder in `rules/*/cases`: the folder is a module, its
//! `expected.txt` what its rule says about it.
//!
//! Cases are found by their `main.tf`, so one without an expectation fails
//! instead of being passed over. `BLESS=1 cargo test` writes the expectations.

use std::path::{Path, PathBuf};

use coderlint::config::{Configs, Lookup, Overrides};
use coderlint::diagnostic::Level;
use coderlint::discover::discover;
use coderlint::lint::{Run, lint, without_excluded};
use coderlint::report::{Format, Report};
use coderlint::source::Overlay;

datatest_stable::harness! {
    { test = case, root = "rules", pattern = r"^[^/\\]+[/\\]cases[/\\][^/\\]+[/\\]main\.tf$" },
}

type Result = std::result::Result<(), Box<dyn std::error::Error>>;

fn case(main: &Path) -> Result {
    let folder = std::path::absolute(main.parent().ok_or("no folder")?)?;
    let name = name_of(&folder)?;
    let rule = name_of(folder.parent().and_then(Path::parent).ok_or("no rule")?)?;

    let report = lint_case(&folder, &rule)?;
    let findings = report.diagnostics().count();
    match name.split('_').next() {
        Some("bad") if findings == 0 => return Err("a bad case without a finding".into()),
        Some("good") if findings > 0 => {
            return Err(format!(
                "a good case with findings:\n{}",
                report.render(Format::Human, false)
            )
            .into());
        }
        Some("bad" | "good") => {}
        _ => return Err("a case is called bad_… or good_…".into()),
    }
    same_text(
        &folder.join("expected.txt"),
        &report.render(Format::Human, false),
    )
}

/// What one rule finds in the modules of a case. All rules run, since
/// `unused_ignore` judges the others.
fn lint_case(folder: &Path, rule: &str) -> std::result::Result<Report, String> {
    let entry = coderlint::rules::find(rule).ok_or_else(|| format!("there is no rule `{rule}`"))?;
    let found = discover(&[folder.to_owned()], folder);
    let overrides = Overrides {
        only: Vec::new(),
        levels: vec![(entry.rule.level().max(Level::Warn), rule.to_owned())],
    };
    // A configuration above this repository is none of ours.
    let lookup = if folder.join(coderlint::config::FILE_NAME).exists() {
        Lookup::Nearest
    } else {
        Lookup::None
    };
    let configs = Configs::new(lookup, overrides, folder);
    let run = Run {
        configs: &configs,
        working_directory: folder,
        heed_ignores: true,
        overlay: &Overlay::default(),
    };
    let mut modules = lint(&without_excluded(found.modules, run), run, &|| {});
    for module in &mut modules {
        module
            .diagnostics
            .retain(|diagnostic| diagnostic.rule == rule);
    }
    let configured = configs.errors();
    let mut errors = found
        .errors
        .iter()
        .chain(&configured)
        .chain(modules.iter().flat_map(|module| &module.errors));
    match errors.next() {
        Some(error) => Err(format!("{}: {}", error.path, error.message)),
        None => Ok(Report { modules, fixed: 0 }),
    }
}

/// Compares a text with what is expected, or writes the expectation.
fn same_text(expected: &Path, actual: &str) -> Result {
    if std::env::var_os("BLESS").is_some() {
        if std::env::var_os("CI").is_some() {
            return Err("BLESS is refused where CI is set".into());
        }
        std::fs::write(expected, actual)?;
        return Ok(());
    }
    let Ok(text) = std::fs::read_to_string(expected) else {
        return Err(format!(
            "{} is missing; read the case's output below, and if it is right write it with \
             `BLESS=1 cargo test`:\n{actual}",
            expected.display()
        )
        .into());
    };
    if text == actual {
        return Ok(());
    }
    Err(format!(
        "{} is stale; if the new output is right, write it with `BLESS=1 cargo test`.\n\
         --- expected\n{text}\n--- actual\n{actual}",
        expected.display()
    )
    .into())
}

fn name_of(path: &Path) -> std::result::Result<String, String> {
    path.file_name()
        .and_then(|name| name.to_str())
        .map(str::to_owned)
        .ok_or_else(|| format!("{} has no name", PathBuf::from(path).display()))
}
