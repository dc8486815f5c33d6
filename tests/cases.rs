//! One test for each folder in `rules/*/cases`: the folder is a module, its
//! `expected.txt` what its rule says about it.
//!
//! Cases are found by their `main.tf`, so one without an expectation fails
//! instead of being passed over. `BLESS=1 cargo test` writes the expectations.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use coderlint::config::{Configs, Lookup, Overrides};
use coderlint::discover::{ModulePath, discover};
use coderlint::files::Overlay;
use coderlint::fix;
use coderlint::lint::{Filter, lint};
use coderlint::report::{Format, Report};
use coderlint::rule::{Applicability, Level};
use coderlint::rules;
use coderlint::workspace::Workspace;

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
    )?;
    fixed_form(&folder, &rule)
}

/// The files that the rule's fixes change, safe or not, are those in `fixed`.
fn fixed_form(folder: &Path, rule: &str) -> Result {
    let modules = modules_of(folder)?;
    let overrides = Overrides {
        only: vec![rule.to_owned()],
        levels: Vec::new(),
    };
    let configs = Configs::new(rules::infos(), lookup(folder), overrides, folder);
    let overlay = Overlay::default();
    let workspace = Workspace {
        configs: &configs,
        working_directory: folder,
        overlay: &overlay,
    };
    let fixed = fix::fix(&modules, workspace, Filter::DEFAULT, Applicability::Unsafe);
    if let Some(error) = fixed.errors.first() {
        return Err(format!("{}: {}", error.path, error.message).into());
    }
    let mut overlay = Overlay::default();
    let mut actual = BTreeMap::new();
    for file in fixed.files {
        overlay.set(file.path.clone(), file.new.clone());
        actual.insert(file.name, file.new);
    }
    let again = fix::fix(
        &modules,
        Workspace {
            overlay: &overlay,
            ..workspace
        },
        Filter::DEFAULT,
        Applicability::Unsafe,
    );
    if !again.files.is_empty() || !again.errors.is_empty() {
        return Err(format!("a second fix changes something: {again:?}").into());
    }
    let expected = files_below(&folder.join("fixed"))?;
    if bless()? {
        for name in expected.keys().filter(|name| !actual.contains_key(*name)) {
            std::fs::remove_file(folder.join("fixed").join(name))?;
        }
    } else if let Some(name) = expected.keys().find(|name| !actual.contains_key(*name)) {
        return Err(format!("fixed/{name} is there, but no fix changes {name}").into());
    }
    for (name, text) in &actual {
        same_text(&folder.join("fixed").join(name), text)?;
    }
    Ok(())
}

/// The files below a folder, by their names relative to it.
fn files_below(folder: &Path) -> std::io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&current) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                files.insert(name.to_string_lossy().replace('\\', "/"), path.clone());
            }
        }
    }
    Ok(files)
}

/// The modules of a case; what stands in `fixed` is none.
fn modules_of(folder: &Path) -> std::result::Result<Vec<ModulePath>, String> {
    let mut found = discover(&[folder.to_owned()], folder);
    if let Some(error) = found.errors.first() {
        return Err(format!("{}: {}", error.path, error.message));
    }
    found
        .modules
        .retain(|module| module.name.split('/').all(|part| part != "fixed"));
    Ok(found.modules)
}

/// A configuration above this repository is none of ours.
fn lookup(folder: &Path) -> Lookup {
    if folder.join(coderlint::config::FILE_NAME).exists() {
        Lookup::Nearest
    } else {
        Lookup::None
    }
}

/// What one rule finds in the modules of a case. All rules run, since
/// `unused_ignore` judges the others.
fn lint_case(folder: &Path, rule: &str) -> std::result::Result<Report, String> {
    let info = coderlint::rule::find(rules::infos(), rule)
        .ok_or_else(|| format!("there is no rule `{rule}`"))?;
    let found = modules_of(folder)?;
    let overrides = Overrides {
        only: Vec::new(),
        levels: vec![(info.level.max(Level::Warn), rule.to_owned())],
    };
    let configs = Configs::new(rules::infos(), lookup(folder), overrides, folder);
    let workspace = Workspace {
        configs: &configs,
        working_directory: folder,
        overlay: &Overlay::default(),
    };
    let found = workspace.without_excluded(found);
    let mut modules = lint(&found, workspace, Filter::DEFAULT, &|| {});
    for module in &mut modules {
        module
            .diagnostics
            .retain(|diagnostic| diagnostic.rule == info);
    }
    let configured = configs.errors();
    let mut errors = configured
        .iter()
        .chain(modules.iter().flat_map(|module| &module.errors));
    match errors.next() {
        Some(error) => Err(format!("{}: {}", error.path, error.message)),
        None => Ok(Report {
            modules,
            fixed: 0,
            missing: 0,
            merged: None,
        }),
    }
}

/// Compares a text with what is expected, or writes the expectation.
fn same_text(expected: &Path, actual: &str) -> Result {
    if bless()? {
        if let Some(folder) = expected.parent() {
            std::fs::create_dir_all(folder)?;
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

/// Whether expectations are to be written.
fn bless() -> std::result::Result<bool, String> {
    let is_wanted = std::env::var_os("BLESS").is_some();
    if is_wanted && std::env::var_os("CI").is_some() {
        return Err("BLESS is refused where CI is set".to_owned());
    }
    Ok(is_wanted)
}

fn name_of(path: &Path) -> std::result::Result<String, String> {
    path.file_name()
        .and_then(|name| name.to_str())
        .map(str::to_owned)
        .ok_or_else(|| format!("{} has no name", PathBuf::from(path).display()))
}
