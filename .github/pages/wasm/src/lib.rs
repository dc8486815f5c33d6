//! The library as the page uses it: a module in memory, and what is found in it.
//! Everything goes in and out as JSON.

mod answer;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use coderlint::config::{Configs, Lookup, Overrides, exclude_key};
use coderlint::diagnostic::ModuleReport;
use coderlint::discover::{discover_buffers, is_linted};
use coderlint::error::RunError;
use coderlint::files::{Files, normalized};
use coderlint::fix::{self, Fixed};
use coderlint::lint::{Filter, reports};
use coderlint::report::{Format, Report};
use coderlint::rule::Applicability;
use coderlint::rules;
use coderlint::workspace::{Keep, Workspace};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::throw_str;

use answer::{Answer, Edit, FixedFile, Fixes};

/// The configuration that a word goes to.
const CONFIG: &str = ".coderlint.hcl";

/// A module that is being edited, with the modules below it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Playground {
    /// The module's folder, whose last part is its name.
    folder: PathBuf,
    /// Texts by the files' names, relative to the folder.
    files: BTreeMap<String, String>,
    workspace: Workspace,
    today: NaiveDate,
}

#[wasm_bindgen]
impl Playground {
    /// Nothing yet, on a day (`2026-11-26`) on which comments with an `until=` are
    /// judged.
    #[wasm_bindgen(constructor)]
    pub fn new(today: &str) -> Self {
        std::panic::set_hook(Box::new(|panic| throw_str(&panic.to_string())));
        let folder = PathBuf::from("/");
        Self {
            workspace: workspace(&folder, &BTreeMap::new()),
            folder,
            files: BTreeMap::new(),
            today: today.parse().unwrap_or_default(),
        }
    }

    /// Takes over a module's name and files, an object of texts by their names,
    /// lints what has changed, and answers what is found.
    pub fn lint(&mut self, module: &str, files: &str) -> String {
        let files: BTreeMap<String, String> = serde_json::from_str(files).unwrap_or_default();
        self.take(&folder(module), files);
        self.workspace.lint(None, &|| {});
        let reports = self.reports();
        answer::json(&Answer::of(&reports, &self.workspace, &self.files))
    }

    /// The report as the command prints it, with a terminal's colors or without.
    pub fn output(&self, color: bool) -> String {
        if !self.is_stopped() {
            return self.report().render(Format::Human, color);
        }
        let errors = self.workspace.configs().errors();
        let errors = errors.iter().map(RunError::from);
        let lines = errors.map(|it| format!("coderlint: error: {}: {}\n", it.path, it.message));
        lines.collect()
    }

    /// The report as JSON.
    pub fn json(&self) -> String {
        self.report().render(Format::Json, false)
    }

    /// What fixes would change, the unsafe ones too if that is wanted, as a
    /// unified diff.
    pub fn diff(&mut self, with_unsafe: bool) -> String {
        let fixed = self.fixed(with_unsafe);
        fix::diff(&fixed.files, &fixed.secrets)
    }

    /// The files that fixes change, the unsafe ones too if that is wanted, as they
    /// are afterwards.
    pub fn fix(&mut self, with_unsafe: bool) -> String {
        let fixed = self.fixed(with_unsafe);
        let files = fixed.files.into_iter();
        answer::json(&Fixes {
            files: files.map(FixedFile::from).collect(),
            errors: fixed.errors.into_iter().map(|it| it.message).collect(),
        })
    }

    /// The edits that put a comment before a finding, by its number.
    pub fn ignore(&self, finding: usize) -> String {
        let mut before = 0;
        for report in self.reports() {
            if let Some(found) = report.diagnostics.get(finding - before) {
                let edits = fix::ignore_comments(&report, std::iter::once(found));
                return answer::json(&Edit::all(&report, &edits));
            }
            before += report.diagnostics.len();
            if finding < before {
                break;
            }
        }
        answer::json::<[Edit; 0]>(&[])
    }

    /// The edit of the configuration that says that a name is not a key.
    pub fn exclude(&self, name: &str) -> String {
        let text = self.files.get(CONFIG).map_or("", String::as_str);
        let edit = exclude_key(text, name);
        let edit = edit.map(|(at, with)| Edit::in_text(CONFIG, text, at, with));
        answer::json(&edit.into_iter().collect::<Vec<_>>())
    }
}

impl Playground {
    fn take(&mut self, folder: &Path, files: BTreeMap<String, String>) {
        let is_same_tree = folder == self.folder && files.keys().eq(self.files.keys());
        let changed: Vec<&String> = files
            .iter()
            .filter(|(name, text)| self.files.get(*name) != Some(text))
            .map(|(name, _)| name)
            .collect();
        // Anything else may say which files are linted.
        if is_same_tree && changed.iter().all(|name| is_linted(Path::new(name))) {
            for name in changed {
                let text = Some(files[name].as_str());
                self.workspace.change(&folder.join(name), text);
            }
        } else {
            self.workspace = workspace(folder, &files);
        }
        folder.clone_into(&mut self.folder);
        self.files = files;
    }

    /// Whether nothing is linted because a policy has mistakes.
    fn is_stopped(&self) -> bool {
        let errors = self.workspace.configs().errors();
        errors.iter().any(|error| error.stops)
    }

    fn reports(&self) -> Vec<ModuleReport> {
        if self.is_stopped() {
            return Vec::new();
        }
        reports(&self.workspace, Filter::on(self.today))
    }

    fn report(&self) -> Report {
        Report {
            modules: self.reports(),
            ..Report::default()
        }
    }

    /// What all fixes come to; the workspace is as before afterwards.
    fn fixed(&mut self, with_unsafe: bool) -> Fixed {
        let reports = self.reports();
        let at_least = if with_unsafe {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        let filter = Filter::on(self.today);
        let fixed = fix::fix(&mut self.workspace, filter, &reports, at_least);
        for file in &fixed.files {
            self.workspace.change(&file.path, file.old.as_deref());
        }
        self.workspace.lint(None, &|| {});
        fixed
    }
}

/// Where a module of a name is.
fn folder(module: &str) -> PathBuf {
    let name = module.rsplit('/').next().unwrap_or_default();
    let name = if name.is_empty() || name == ".." {
        "module"
    } else {
        name
    };
    // Not right below the root, where a folder says nothing of a module.
    Path::new("/modules").join(name)
}

fn workspace(folder: &Path, texts: &BTreeMap<String, String>) -> Workspace {
    let mut files = Files::in_memory();
    for (name, text) in texts {
        let path = normalized(&folder.join(name));
        files.set(&path, Some(text.as_bytes()));
    }
    let modules = discover_buffers(folder, &files, folder);
    let overrides = Overrides::default();
    let configs = Configs::new(rules::infos(), Lookup::Nearest, overrides, folder);
    let mut workspace = Workspace::new(files, configs, folder, Keep::Texts);
    workspace.add(modules);
    workspace
}
