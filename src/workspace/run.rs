//! Runs the rules and policies over one module.

use std::sync::Arc;

use super::Linted;
use super::check::Work;
use super::load::Loaded;
use crate::check::{Check, Rule};
use crate::config::{Configured, Selection};
use crate::diagnostic::{Diagnostic, Finding, ModuleReport, PolicyTrouble};
use crate::enforce;
use crate::error::RunError;
use crate::module::{IgnoreComment, Module, ModuleFiles, may_ignore};
use crate::rule::{INTERNAL_ERROR, ISSUES, Level};
use crate::rules::RULES;
use crate::source::{Source, Sources, Span};
use crate::syntax::markdown;

/// How many findings of one module are reported. A few hundred bytes of a file
/// can be a finding, and its report ten kilobytes.
const MAX_FINDINGS: usize = 10_000;

/// What was found in a module.
struct Found {
    diagnostics: Vec<Diagnostic>,
    /// That there was more.
    cut: Option<RunError>,
    ignores: Vec<IgnoreComment>,
    /// What must not be shown.
    secrets: Vec<Span>,
    /// The files of policies that findings point into.
    policies: Vec<Arc<Source>>,
    troubles: Vec<PolicyTrouble>,
}

impl Work<'_> {
    /// What is reported where a check panicked: a finding at the module's first
    /// file, and an error of the run.
    pub(super) fn panicked(&self) -> ModuleReport {
        let path = self.path;
        let sources = self.workspace.load(path).sources;
        let first = sources.iter().next();
        let finding = first.map(|(file, _)| Diagnostic {
            rule: &INTERNAL_ERROR,
            level: INTERNAL_ERROR.level,
            finding: Finding::new(Span::new(file, 0..0), "coderlint panicked on this module")
                .note("this is a bug in coderlint; nothing in this module was linted")
                .help(format!(
                    "report it at {ISSUES}, with what standard error says about the panic"
                )),
        });
        let message =
            format!("coderlint panicked; this is a bug in coderlint, please report it at {ISSUES}");
        ModuleReport {
            name: path.name.clone(),
            folder: path.folder.clone(),
            files: sources.len(),
            diagnostics: finding.into_iter().collect(),
            errors: vec![RunError::new(&path.name, message)],
            sources,
            ..ModuleReport::default()
        }
    }

    /// Runs the rules. `is_pointed_at` says that what is found later may point
    /// into the files as well.
    pub(super) fn lint(
        &self,
        module: &Module<'_>,
        files: &ModuleFiles,
        configured: &Arc<Configured>,
        loaded: &Loaded,
        is_pointed_at: bool,
    ) -> Linted {
        let found = self.find(module, files, configured);
        let mut errors = loaded.errors.clone();
        errors.extend(found.cut);
        let diagnostics = found.diagnostics;
        let is_pointed_at = is_pointed_at || !(diagnostics.is_empty() && found.ignores.is_empty());
        let report = ModuleReport {
            name: self.path.name.clone(),
            folder: self.path.folder.clone(),
            files: files.sources.len(),
            is_whole: errors.is_empty() && module.is_whole(),
            secrets: found.secrets,
            diagnostics,
            errors,
            sources: if is_pointed_at {
                let mut sources = files.sources.clone();
                for source in found.policies {
                    sources.push(source);
                }
                sources
            } else {
                Sources::default()
            },
            troubles: found.troubles,
            ..ModuleReport::default()
        };
        Linted {
            report,
            ignores: found.ignores,
            configured: Some(configured.clone()),
        }
    }
    /// What the rules and policies find in a module and the examples of its README.
    fn find(&self, module: &Module<'_>, files: &ModuleFiles, configured: &Configured) -> Found {
        let readme = module.readme().filter(|(_, readme)| {
            markdown::may_hold_findings(&readme.text) || may_ignore(&readme.text)
        });
        let examples = readme.map_or_else(Vec::new, |(_, readme)| markdown::examples(&readme.text));
        let selection = &configured.selection;
        let mut diagnostics = Vec::new();
        let rules = self.workspace.rules;
        run_rules(rules, module, selection, &mut diagnostics);
        let count = files.sources.len();
        let mut judged = enforce::judge(&configured.policies, selection, module, count);
        let mut secrets = Vec::new();
        if !judged.diagnostics.is_empty() {
            // What a policy says may hold it, though nobody else looks for it.
            secrets = secrets_in(module, &|rule| selection.level(rule) == Level::Allow);
            diagnostics.append(&mut judged.diagnostics);
        }
        for example in Module::examples(files, &examples, &self.outside, &configured.settings) {
            if diagnostics.len() > MAX_FINDINGS {
                break;
            }
            run_rules(rules, &example, selection, &mut diagnostics);
        }
        let is_cut = diagnostics.len() > MAX_FINDINGS;
        if is_cut {
            diagnostics.sort_by_key(|diagnostic| diagnostic.finding.primary.span);
            diagnostics.truncate(MAX_FINDINGS);
        }
        let message = format!("more than {MAX_FINDINGS} findings; the others are not reported");
        let found = diagnostics.iter();
        secrets.extend(found.filter_map(|diagnostic| diagnostic.finding.secret));
        secrets.sort_unstable();
        secrets.dedup();
        Found {
            cut: is_cut.then(|| RunError::new(&self.path.name, message)),
            ignores: module.ignore_comments(&examples),
            policies: judged.sources,
            troubles: judged.troubles,
            diagnostics,
            secrets,
        }
    }
}

/// What must not be shown of a module, by the rules that are wanted.
pub fn secrets_in(module: &Module<'_>, is_wanted: &dyn Fn(&str) -> bool) -> Vec<Span> {
    let mut findings = Vec::new();
    let concealing = RULES
        .iter()
        .filter(|rule| rule.info.conceals && is_wanted(rule.info.id));
    for check in concealing.flat_map(|rule| rule.checks) {
        if let Check::Module(check) = check {
            check(module, &mut findings);
        }
    }
    let secrets = findings.iter();
    secrets.filter_map(|finding| finding.secret).collect()
}

/// Adds what the rules that run find in a module.
fn run_rules(
    rules: &'static [Rule],
    module: &Module<'_>,
    selection: &Selection,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for rule in rules {
        let level = selection.level(rule.info.id);
        if level == Level::Allow || !(rule.info.is_about_any || module.concerns_coder()) {
            continue;
        }
        let mut findings = Vec::new();
        for check in rule.checks {
            if let Check::Module(check) = check {
                check(module, &mut findings);
            }
        }
        diagnostics.extend(findings.into_iter().map(|finding| Diagnostic {
            rule: &rule.info,
            level: level.min(finding.at_most),
            finding,
        }));
    }
}
