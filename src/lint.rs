//! A lint from modules to reports: what the workspace finds, without what is
//! excluded, ignored or known.

use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDate;

use crate::baseline::{self, Baseline};
use crate::config::Configured;
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::discover::ModulePath;
use crate::files::{display_name, normalized};
use crate::ignores;
use crate::printable::Secrets;
use crate::rule::Level;
use crate::source::{Sources, Span};
use crate::workspace::{Wanted, Workspace};

/// What of the findings is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'f> {
    /// Whether comments ignore rules.
    pub ignores: bool,
    /// The day on which such comments are judged.
    pub today: NaiveDate,
    /// Findings that are known, and not reported.
    pub baseline: Option<&'f Baseline>,
    /// The modules that are reported.
    pub modules: Wanted<'f>,
    /// The only file that fixes may change, by its real path.
    pub only_fix: Option<&'f Path>,
}

impl Filter<'_> {
    /// All that comments don't ignore on a day.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            ignores: true,
            today,
            baseline: None,
            modules: None,
            only_fix: None,
        }
    }

    /// Whether a module is reported.
    fn wants(&self, module: &ModulePath) -> bool {
        self.modules
            .is_none_or(|modules| modules.contains(&module.id))
    }
}

/// Lints the modules of a workspace; the reports come in the order of their
/// names. `progress` is called once for each module that is done, from any
/// thread.
pub fn lint(
    workspace: &mut Workspace,
    filter: Filter<'_>,
    progress: &(dyn Fn() + Sync),
) -> Vec<ModuleReport> {
    workspace.lint(filter.modules, progress);
    reports(workspace, filter)
}

/// What the last lint found, in the order of the modules' names.
pub fn reports(workspace: &Workspace, filter: Filter<'_>) -> Vec<ModuleReport> {
    let modules = workspace.modules().into_iter();
    modules
        .filter_map(|module| report(workspace, module, filter))
        .collect()
}

/// What the last lint found in one module, without what is not wanted, sorted;
/// `None` if the module is not wanted.
pub fn report(
    workspace: &Workspace,
    path: &ModulePath,
    filter: Filter<'_>,
) -> Option<ModuleReport> {
    if !filter.wants(path) {
        return None;
    }
    let linted = workspace.linted(&path.id)?;
    let mut report = linted.report;
    let Some(configured) = linted.configured else {
        return Some(report);
    };
    exclude(&mut report, path, workspace, &configured);
    let secrets = report.secret_texts();
    let diagnostics = &mut report.diagnostics;
    if !secrets.is_empty() {
        let secrets = Secrets::new(&secrets);
        for diagnostic in diagnostics.iter_mut() {
            diagnostic.finding.hide(&secrets);
        }
    }
    let selection = &configured.selection;
    if filter.ignores && !linted.ignores.is_empty() {
        ignores::apply(&linted.ignores, selection, filter.today, diagnostics);
    }
    sort(diagnostics);
    if let Some(baseline) = filter.baseline {
        let folder = normalized(&workspace.working_directory().join(&path.folder));
        let ran = |rule: &str| selection.level(rule) != Level::Allow;
        baseline::hide(&mut report, baseline, &folder, &ran);
    }
    if !report.is_whole {
        for diagnostic in &mut report.diagnostics {
            diagnostic.finding.fix = None;
        }
    }
    if report.diagnostics.is_empty() && report.secrets.is_empty() {
        report.sources = Sources::default();
    }
    Some(report)
}

/// Takes out the findings in files that the configuration excludes.
fn exclude(
    report: &mut ModuleReport,
    path: &ModulePath,
    workspace: &Workspace,
    configured: &Configured,
) {
    let settings = &configured.settings;
    if !settings.has_excludes() {
        return;
    }
    let files = path.files.iter().chain(&path.readme);
    let excluded: HashSet<String> = files
        .filter(|file| workspace.is_excluded(settings, path, file))
        .map(|file| display_name(file, workspace.working_directory()))
        .collect();
    let sources = &report.sources;
    report.diagnostics.retain(|diagnostic| {
        let file = diagnostic.finding.primary.span.file;
        !excluded.contains(&sources[file].name)
    });
}

/// By place and rule, each once: a variable of one example that another uses is
/// looked at in both.
fn sort(diagnostics: &mut Vec<Diagnostic>) {
    type Key<'d> = (Span, &'d str, Option<&'d str>, Option<usize>);
    fn key(diagnostic: &Diagnostic) -> Key<'_> {
        let finding = &diagnostic.finding;
        let subject = finding.subject.as_deref();
        let rule = diagnostic.rule.id;
        (finding.primary.span, rule, subject, finding.number)
    }
    diagnostics.sort_by(|a, b| {
        let messages = a.finding.message.cmp(&b.finding.message);
        key(a).cmp(&key(b)).then(messages)
    });
    diagnostics.dedup_by(|a, b| key(a) == key(b));
}
