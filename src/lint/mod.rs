//! Runs the rules over modules: reads and parses each once, in parallel, and
//! keeps of each only its findings and a summary for the rules about the tree.

mod children;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::baseline::Baseline;
use crate::config::{Configs, Configured, Settings};
use crate::diagnostic::{Diagnostic, Finding, Level, ModuleReport, RunError};
use crate::discover::{self, ModulePath, normalized};
use crate::ignores::{self, Ignore, Problem};
use crate::module::{Files, Module};
use crate::rule::Entry;
use crate::source::{Overlay, Source, display_name};
use crate::syntax::{self, markdown};
use crate::tree::Summary;

use children::{ChildCache, LocalChildren, called};

/// How a run goes, for all modules alike.
#[derive(Debug, Clone, Copy)]
pub struct Run<'r> {
    /// What is set for each module.
    pub configs: &'r Configs,
    /// Names are shown relative to it.
    pub working_directory: &'r Path,
    /// Whether ignoring comments are heeded.
    pub heed_ignores: bool,
    /// What stands in for files.
    pub overlay: &'r Overlay,
    /// Findings that are known, and not reported.
    pub baseline: Option<&'r Baseline>,
    /// The modules that are reported, by their indices; all if there are none
    /// here. What others hold counts for rules about the tree.
    pub reported: Option<&'r BTreeSet<usize>>,
}

/// A module that was linted alone.
#[derive(Default)]
struct Linted {
    report: ModuleReport,
    summary: Summary,
    ignores: Vec<Ignore>,
    configured: Option<Arc<Configured>>,
    /// Variables of local child modules that are handed a token of Coder's own:
    /// the child's folder, and the variable.
    coder_tokens: Vec<(PathBuf, String)>,
}

/// Takes out the modules that the configuration excludes. What was named on the
/// command line, or lies in an excluded folder that was, stays.
pub fn without_excluded(modules: Vec<ModulePath>, run: Run<'_>) -> Vec<ModulePath> {
    let is_wanted = |module: &ModulePath| {
        let configured = run.configs.of(&module.folder);
        let settings = &configured.settings;
        let excludes = |path: &Path| run.excludes(settings, path);
        excludes(&module.asked_for)
            || !(excludes(&module.folder)
                || (!module.files.is_empty() && module.files.iter().all(|file| excludes(file))))
    };
    modules.into_iter().filter(is_wanted).collect()
}

impl Run<'_> {
    fn is_reported(&self, index: usize) -> bool {
        self.reported
            .is_none_or(|reported| reported.contains(&index))
    }

    /// Whether findings in a file or folder are not wanted.
    pub fn excludes(&self, settings: &Settings, path: &Path) -> bool {
        settings.has_excludes() && {
            let path = normalized(&self.working_directory.join(path));
            settings.excludes(&path, path.is_dir())
        }
    }
}

/// Lints modules in parallel; the reports come in the order of the modules.
/// `progress` is called once for each module that is done, from any thread.
pub fn lint(
    modules: &[ModulePath],
    run: Run<'_>,
    progress: &(dyn Fn() + Sync),
) -> Vec<ModuleReport> {
    let children = ChildCache::new(run);
    let lint_one = |(index, path): (usize, &ModulePath)| {
        let linted = lint_caught(path, &[], run.is_reported(index), run, &children);
        progress();
        linted
    };
    // One module is no reason to start threads.
    let mut linted: Vec<Linted> = match modules {
        [only] => vec![lint_one((0, only))],
        _ => modules.par_iter().enumerate().map(lint_one).collect(),
    };
    heed_coders_own(modules, &mut linted, run, &children);
    check_tree(&mut linted);
    let finished = modules.iter().zip(linted).enumerate();
    finished
        .filter(|(index, _)| run.is_reported(*index))
        .map(|(_, (path, linted))| linted.finish(path, run))
        .collect()
}

/// The folders of the local modules that each module calls.
pub fn local_calls(modules: &[ModulePath], run: Run<'_>) -> Vec<Vec<PathBuf>> {
    let children = ChildCache::new(run);
    let calls = modules.par_iter().map(|path| {
        let configured = run.configs.of(&path.folder);
        let mut path = path.clone();
        path.readme = None;
        let (files, _) = read(&path, run);
        let children = LocalChildren::new(&path, &children);
        let module = Module::new(&files, &children, &configured.settings);
        called(&module, &path.folder)
    });
    calls.collect()
}

/// A token that Coder itself makes is nobody's key. Who hands one to a module is
/// known only now, so that the few modules that get one are linted again.
fn heed_coders_own(
    modules: &[ModulePath],
    linted: &mut [Linted],
    run: Run<'_>,
    children: &ChildCache<'_>,
) {
    let mut known: HashMap<PathBuf, BTreeSet<String>> = HashMap::new();
    // A module may hand on what it is handed: each turn is one call deeper.
    loop {
        let mut tokens = known.clone();
        for (folder, variable) in linted.iter().flat_map(|linted| &linted.coder_tokens) {
            let variables = tokens.entry(folder.clone()).or_default();
            variables.insert(variable.clone());
        }
        if tokens == known {
            return;
        }
        for (index, (path, linted)) in modules.iter().zip(linted.iter_mut()).enumerate() {
            let folder = normalized(&path.folder);
            if let Some(variables) = tokens.get(&folder)
                && known.get(&folder) != Some(variables)
            {
                let variables: Vec<String> = variables.iter().cloned().collect();
                *linted = lint_caught(path, &variables, run.is_reported(index), run, children);
            }
        }
        known = tokens;
    }
}

/// Runs the rules about the tree. Whether one runs, and at which level, is up to
/// the configuration of the module that it finds something in.
fn check_tree(linted: &mut [Linted]) {
    let about_tree: Vec<&Entry> = crate::rules::RULES
        .iter()
        .filter(|entry| entry.rule.is_about_tree())
        .collect();
    let summaries: Vec<Summary> = linted
        .iter_mut()
        .map(|linted| std::mem::take(&mut linted.summary))
        .collect();
    for entry in about_tree {
        let mut findings = Vec::new();
        entry.rule.check_tree(&summaries, &mut findings);
        for (index, finding) in findings {
            let linted = &mut linted[index];
            let level = linted.level(entry.id);
            if level != Level::Allow {
                linted.report.diagnostics.push(Diagnostic {
                    rule: entry.id,
                    level,
                    finding,
                });
            }
        }
    }
}

/// A panic is our own fault, and costs one module, not the run.
fn lint_caught(
    path: &ModulePath,
    coder_tokens: &[String],
    is_reported: bool,
    run: Run<'_>,
    children: &ChildCache<'_>,
) -> Linted {
    let linted = catch_unwind(AssertUnwindSafe(|| {
        lint_module(path, coder_tokens, is_reported, run, children)
    }));
    linted.unwrap_or_else(|_| Linted {
        report: ModuleReport {
            name: path.name.clone(),
            errors: vec![RunError::new(
                &path.name,
                "coderlint panicked; this is a bug in coderlint, please report it",
            )],
            ..ModuleReport::default()
        },
        ..Linted::default()
    })
}

/// `coder_tokens` are the variables that get a token of Coder's own.
fn lint_module(
    path: &ModulePath,
    coder_tokens: &[String],
    is_reported: bool,
    run: Run<'_>,
    children: &ChildCache<'_>,
) -> Linted {
    let configured = run.configs.of(&path.folder);
    let (mut files, errors) = read(path, run);
    files.coder_tokens = coder_tokens.to_vec();
    let children = LocalChildren::new(path, children);
    let module = Module::new(&files, &children, &configured.settings);
    let readme = module.readme().filter(|(_, readme)| {
        is_reported
            && (markdown::may_hold_findings(&readme.text) || ignores::may_ignore(&readme.text))
    });
    let examples = readme.map_or_else(Vec::new, |(_, readme)| markdown::examples(&readme.text));
    let mut diagnostics = Vec::new();
    if is_reported {
        run_rules(&module, &configured, &mut diagnostics);
    }
    for example in Module::examples(&files, &examples, &children, &configured.settings) {
        run_rules(&example, &configured, &mut diagnostics);
    }
    let needs_summary = configured
        .selection
        .active()
        .any(|(entry, _)| entry.rule.is_about_tree());
    let summary = if needs_summary {
        Summary::of(&module)
    } else {
        Summary::default()
    };
    let ignores = if run.heed_ignores && is_reported {
        ignores::collect(&module, &examples)
    } else {
        Vec::new()
    };
    let coder_tokens = module
        .coder_tokens()
        .map(|(source, name)| (normalized(&path.folder.join(source)), name.to_owned()))
        .collect();
    // What is still to come points into the files, too.
    let is_needed =
        !(diagnostics.is_empty() && ignores.is_empty() && summary.parameters.is_empty());
    let report = ModuleReport {
        name: path.name.clone(),
        folder: path.folder.clone(),
        files: files.sources.len(),
        sources: if is_needed {
            files.sources.clone()
        } else {
            Vec::new()
        },
        secrets: diagnostics
            .iter()
            .filter_map(|d| d.finding.secret)
            .collect(),
        diagnostics,
        hidden: 0,
        stale: 0,
        is_whole: errors.is_empty() && module.is_whole(),
        errors,
    };
    Linted {
        report,
        coder_tokens,
        summary,
        ignores,
        configured: Some(configured),
    }
}

impl Linted {
    fn level(&self, rule: &str) -> Level {
        let configured = self.configured.as_ref();
        configured.map_or(Level::Allow, |configured| configured.selection.level(rule))
    }

    /// Takes out what is excluded or ignored, and sorts the rest.
    fn finish(mut self, path: &ModulePath, run: Run<'_>) -> ModuleReport {
        let Some(configured) = self.configured.take() else {
            return self.report;
        };
        let diagnostics = &mut self.report.diagnostics;
        if configured.settings.has_excludes()
            && !run.excludes(&configured.settings, &path.asked_for)
        {
            let files = path.files.iter().chain(&path.readme);
            let excluded: HashSet<String> = files
                .filter(|file| run.excludes(&configured.settings, file))
                .map(|file| display_name(file, run.working_directory))
                .collect();
            let sources = &self.report.sources;
            diagnostics.retain(|diagnostic| {
                let file = diagnostic.finding.primary.span.file;
                !excluded.contains(&sources[file].name)
            });
        }
        let secrets = self.report.secret_texts();
        let diagnostics = &mut self.report.diagnostics;
        if !secrets.is_empty() {
            for diagnostic in diagnostics.iter_mut() {
                diagnostic.finding.hide(&secrets);
            }
        }
        if !self.ignores.is_empty() {
            apply_ignores(&mut self.ignores, &configured, diagnostics);
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
        if let Some(baseline) = run.baseline {
            let folder = normalized(&run.working_directory.join(&path.folder));
            let selection = &configured.selection;
            let ran = |rule: &str| selection.level(rule) != Level::Allow;
            self.report.hide(baseline, &folder, &ran);
        }
        let diagnostics = &mut self.report.diagnostics;
        if !self.report.is_whole {
            for diagnostic in diagnostics.iter_mut() {
                diagnostic.finding.fix = None;
            }
        }
        if diagnostics.is_empty() && self.report.secrets.is_empty() {
            self.report.sources = Vec::new();
        }
        self.report
    }
}

/// Takes out what comments ignore, and adds what is wrong with the comments;
/// that can be ignored in turn.
fn apply_ignores(
    ignores: &mut [Ignore],
    configured: &Configured,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let selection = &configured.selection;
    let today = ignores::today();
    let judge = |problems: &[Problem]| {
        let mut diagnostics = Vec::new();
        for (entry, level) in selection.active() {
            let mut findings = Vec::new();
            entry.rule.check_ignores(problems, &mut findings);
            add(&mut diagnostics, entry, level, findings);
        }
        diagnostics
    };
    let ran = |id: &str| selection.level(id) != Level::Allow;
    ignores::apply(ignores, diagnostics, today);
    let mut complaints = judge(&ignores::problems(
        ignores,
        &|id| ran(id) && id != UNUSED_IGNORE,
        today,
    ));
    ignores::apply(ignores, &mut complaints, today);
    diagnostics.append(&mut complaints);
    // Only now is it known whether an ignored complaint was one.
    let mut rest = ignores::problems(ignores, &|id| ran(id) && id == UNUSED_IGNORE, today);
    rest.retain(|problem| problem.kind.is_about(UNUSED_IGNORE));
    diagnostics.append(&mut judge(&rest));
}

/// The rule that judges comments, which a comment can name as well.
const UNUSED_IGNORE: &str = "unused_ignore";

/// Reads and parses the files of a module. What can't be read is left out and
/// told.
fn read(path: &ModulePath, run: Run<'_>) -> (Files, Vec<RunError>) {
    let mut files = Files {
        name: path.name.clone(),
        sources: Vec::with_capacity(path.files.len() + 1),
        syntax: Vec::with_capacity(path.files.len()),
        readme: None,
        has_json: path.has_json,
        coder_tokens: Vec::new(),
        folder: path.folder.clone(),
    };
    let mut errors = Vec::new();
    let mut source = |file: &PathBuf| {
        let name = display_name(file, run.working_directory);
        let read = Source::read(file, name.clone(), run.overlay)
            .map_err(|error| discover::describe(&error));
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

fn run_rules(module: &Module<'_>, configured: &Configured, diagnostics: &mut Vec<Diagnostic>) {
    for (entry, level) in configured.selection.active() {
        let mut findings: Vec<Finding> = Vec::new();
        entry.rule.check(module, &mut findings);
        add(diagnostics, entry, level, findings);
    }
}

fn add(diagnostics: &mut Vec<Diagnostic>, entry: &Entry, level: Level, findings: Vec<Finding>) {
    diagnostics.extend(findings.into_iter().map(|finding| Diagnostic {
        rule: entry.id,
        level,
        finding,
    }));
}
