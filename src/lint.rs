//! Runs the rules over modules: reads and parses each once, in parallel, and
//! keeps of each only its findings.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Finding, Level, ModuleReport, RunError};
use crate::discover::{self, ModulePath};
use crate::module::{self, Child, Children, Files, Module};
use crate::rule::Entry;
use crate::source::{Source, display_name};
use crate::syntax::{self, markdown};

/// The rules that run, each with the level at which its findings count.
#[derive(Debug, Clone)]
pub struct Selection {
    rules: Vec<(Entry, Level)>,
}

impl Selection {
    /// Every rule of a list at its own level.
    pub fn new(rules: &[Entry]) -> Self {
        Self {
            rules: rules
                .iter()
                .map(|entry| (*entry, entry.rule.level()))
                .collect(),
        }
    }

    /// Sets the level of one rule; false if there is none of that id.
    pub fn set(&mut self, id: &str, level: Level) -> bool {
        let rule = self.rules.iter_mut().find(|(entry, _)| entry.id == id);
        rule.map(|(_, current)| *current = level).is_some()
    }

    /// Sets the level of every rule that is at another one.
    pub fn replace(&mut self, from: Level, to: Level) {
        for (_, level) in self.rules.iter_mut().filter(|(_, level)| *level == from) {
            *level = to;
        }
    }

    /// Turns off every rule but those of these ids; one that is off by default
    /// is turned on.
    pub fn only(&mut self, ids: &[String]) {
        for (entry, level) in &mut self.rules {
            if !ids.iter().any(|id| id == entry.id) {
                *level = Level::Allow;
            } else if *level == Level::Allow {
                *level = Level::Warn;
            }
        }
    }

    fn active(&self) -> impl Iterator<Item = (Entry, Level)> {
        self.rules
            .iter()
            .copied()
            .filter(|(_, level)| *level != Level::Allow)
    }
}

/// Lints modules in parallel; the reports come in the order of the modules.
/// `progress` is called once for each module that is done, from any thread.
pub fn lint(
    modules: &[ModulePath],
    selection: &Selection,
    working_directory: &Path,
    progress: &(dyn Fn() + Sync),
) -> Vec<ModuleReport> {
    let children = ChildCache::default();
    let lint_one = |path: &ModulePath| {
        let report = lint_caught(path, selection, working_directory, &children);
        progress();
        report
    };
    // One module is no reason to start threads.
    let mut reports: Vec<ModuleReport> = match modules {
        [only] => vec![lint_one(only)],
        _ => modules.par_iter().map(lint_one).collect(),
    };
    drop_coders_own(modules, &mut reports);
    reports
}

/// A token that Coder itself makes is nobody's key: what is said of a variable
/// that a caller hands one to is taken back.
fn drop_coders_own(modules: &[ModulePath], reports: &mut [ModuleReport]) {
    let tokens: HashSet<(PathBuf, String)> = reports
        .iter_mut()
        .flat_map(|report| std::mem::take(&mut report.coder_tokens))
        .collect();
    if tokens.is_empty() {
        return;
    }
    for (path, report) in modules.iter().zip(reports) {
        let folder = normalized(&path.folder);
        report.diagnostics.retain(|diagnostic| {
            let subject = diagnostic.finding.subject.clone();
            subject.is_none_or(|subject| !tokens.contains(&(folder.clone(), subject)))
        });
    }
}

/// A panic is our own fault, and costs one module, not the run.
fn lint_caught(
    path: &ModulePath,
    selection: &Selection,
    working_directory: &Path,
    children: &ChildCache,
) -> ModuleReport {
    let linted = catch_unwind(AssertUnwindSafe(|| {
        lint_module(path, selection, working_directory, children)
    }));
    linted.unwrap_or_else(|_| ModuleReport {
        name: path.name.clone(),
        errors: vec![RunError::new(
            &path.name,
            "coderlint panicked; this is a bug in coderlint, please report it",
        )],
        ..ModuleReport::default()
    })
}

fn lint_module(
    path: &ModulePath,
    selection: &Selection,
    working_directory: &Path,
    children: &ChildCache,
) -> ModuleReport {
    let (files, errors) = read(path, working_directory);
    let children = LocalChildren::new(path, children);
    let module = Module::new(&files, &children);
    let diagnostics = check(&module, &files, selection, &children);
    let coder_tokens = module
        .coder_tokens()
        .map(|(source, name)| (normalized(&path.folder.join(source)), name.to_owned()))
        .collect();
    ModuleReport {
        name: path.name.clone(),
        files: files.sources.len(),
        sources: if diagnostics.is_empty() {
            Vec::new()
        } else {
            files.sources.clone()
        },
        diagnostics,
        errors,
        coder_tokens,
    }
}

/// Reads and parses the files of a module. What can't be read is left out and
/// told.
fn read(path: &ModulePath, working_directory: &Path) -> (Files, Vec<RunError>) {
    let mut files = Files {
        name: path.name.clone(),
        sources: Vec::with_capacity(path.files.len() + 1),
        syntax: Vec::with_capacity(path.files.len()),
        readme: None,
        has_json: path.has_json,
    };
    let mut errors = Vec::new();
    let mut source = |file: &PathBuf| {
        let name = display_name(file, working_directory);
        let read = Source::read(file, name.clone()).map_err(|error| discover::describe(&error));
        let read = read.and_then(|source| {
            if syntax::is_too_dense(&source.text) {
                Err("too large and too dense to be parsed".to_owned())
            } else {
                Ok(source)
            }
        });
        read.map_err(|message| errors.push(RunError::new(name, message)))
            .ok()
    };
    for source in path.files.iter().filter_map(&mut source) {
        files
            .syntax
            .push(syntax::parse(&source.text, source.start()));
        files.sources.push(Arc::new(source));
    }
    if let Some(readme) = path.readme.as_ref().and_then(source) {
        files.readme = Some(files.sources.len());
        files.sources.push(Arc::new(readme));
    }
    (files, errors)
}

/// Runs the rules over a module and the examples in its README.
fn check(
    module: &Module<'_>,
    files: &Files,
    selection: &Selection,
    children: &dyn Children,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    run_rules(module, selection, &mut diagnostics);
    if let Some((_, readme)) = module.readme()
        && markdown::may_hold_findings(&readme.text)
    {
        let examples = markdown::examples(&readme.text);
        for example in Module::examples(files, &examples, children) {
            run_rules(&example, selection, &mut diagnostics);
        }
    }
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.finding.primary.span, d.rule);
        key(a).cmp(&key(b))
    });
    // A variable of one example that another uses is looked at in both.
    diagnostics.dedup_by(|a, b| {
        a.rule == b.rule
            && a.finding.primary.span == b.finding.primary.span
            && a.finding.subject == b.finding.subject
    });
    diagnostics
}

fn run_rules(module: &Module<'_>, selection: &Selection, diagnostics: &mut Vec<Diagnostic>) {
    for (entry, level) in selection.active() {
        let mut findings: Vec<Finding> = Vec::new();
        entry.rule.check(module, &mut findings);
        diagnostics.extend(findings.into_iter().map(|finding| Diagnostic {
            rule: entry.id,
            level,
            finding,
        }));
    }
}

/// What is known of local child modules, by folder; `None` for one that can't
/// be read.
#[derive(Default)]
struct ChildCache {
    known: Mutex<HashMap<PathBuf, Option<Arc<Child>>>>,
}

/// The local child modules of one folder.
struct LocalChildren<'c> {
    folder: PathBuf,
    cache: &'c ChildCache,
    /// The folders whose children are being looked at, outermost first.
    callers: Vec<PathBuf>,
}

/// Module calls that are followed in a chain.
const MAX_CALL_DEPTH: usize = 16;

impl<'c> LocalChildren<'c> {
    fn new(path: &ModulePath, cache: &'c ChildCache) -> Self {
        Self {
            folder: path.folder.clone(),
            cache,
            callers: vec![normalized(&path.folder)],
        }
    }
}

impl Children for LocalChildren<'_> {
    fn child(&self, source: &str) -> Option<Arc<Child>> {
        if !module::is_local(source) {
            return None;
        }
        let folder = normalized(&self.folder.join(source));
        if self.callers.contains(&folder) || self.callers.len() > MAX_CALL_DEPTH {
            return Some(Arc::default());
        }
        let known = &self.cache.known;
        let cached = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = cached.get(&folder) {
            return child.clone();
        }
        drop(cached);
        // Two threads may both do this; they come to the same.
        let child = discover::folder(&folder, Path::new(""))
            .ok()
            .map(|mut path| {
                path.readme = None;
                let (files, _) = read(&path, Path::new(""));
                let mut callers = self.callers.clone();
                callers.push(folder.clone());
                let children = LocalChildren {
                    folder: folder.clone(),
                    cache: self.cache,
                    callers,
                };
                Arc::new(Module::new(&files, &children).as_child())
            });
        let mut cached = known.lock().unwrap_or_else(PoisonError::into_inner);
        cached.insert(folder, child.clone());
        child
    }
}

/// A path without `.` and, as far as the text tells, without `..`.
fn normalized(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if clean
                    .components()
                    .next_back()
                    .is_some_and(|last| matches!(last, Component::Normal(_))) =>
            {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}
