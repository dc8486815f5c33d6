//! Applies fixes in memory, in rounds: each fix may call for the next one. What
//! they come to is linted again before anybody gets to write it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use super::edits::{Places, edited};
use crate::diagnostic::{Diagnostic, Edit, ModuleReport};
use crate::discover::{ModuleId, ModulePath};
use crate::error::RunError;
use crate::files::Overlay;
use crate::lint::{Filter, lint};
use crate::rule::Applicability;
use crate::source::{FileId, Source};
use crate::workspace::Workspace;

/// Rounds after which fixes that still call for others are a fault of ours.
const MAX_ROUNDS: usize = 10;
/// The same with the rounds in which a faulty fix is looked for.
const MAX_TRIES: usize = 200;

/// What fixes come to.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The files that change, module by module.
    pub files: Vec<ChangedFile>,
    /// How many findings are fixed.
    pub findings: usize,
    /// Fixes that turned out wrong, and are left out.
    pub errors: Vec<RunError>,
}

/// A file that changes.
#[derive(Debug, Clone)]
pub struct ChangedFile {
    /// The module that it belongs to.
    pub module: ModuleId,
    /// Its real path.
    pub path: PathBuf,
    /// The file as shown to people.
    pub name: String,
    /// What was read.
    pub old: String,
    /// What is to be written.
    pub new: String,
}

/// Applies the fixes that can be trusted that far, to modules in memory.
pub fn fix(
    modules: &[ModulePath],
    workspace: Workspace<'_>,
    filter: Filter<'_>,
    at_least: Applicability,
) -> Fixed {
    let mut rounds = Rounds {
        at_least,
        overlay: workspace.overlay.clone(),
        files: BTreeMap::new(),
        faulty: HashSet::new(),
        careful: HashMap::new(),
        fixed_in: HashMap::new(),
        errors: Vec::new(),
    };
    rounds.run(modules, workspace, filter);
    let mut files: Vec<ChangedFile> = rounds.files.into_values().collect();
    files.retain(|file| file.old != file.new);
    files.sort_by(|a, b| (a.module, &a.name).cmp(&(b.module, &b.name)));
    Fixed {
        files,
        findings: rounds.fixed_in.values().sum(),
        errors: rounds.errors,
    }
}

struct Rounds {
    at_least: Applicability,
    overlay: Overlay,
    /// By real path.
    files: BTreeMap<PathBuf, ChangedFile>,
    /// Fixes that failed: the module, and the finding.
    faulty: HashSet<(ModuleId, FindingKey)>,
    /// Modules in which a fix failed: how many are tried at a time.
    careful: HashMap<ModuleId, usize>,
    /// How many findings of each module are fixed.
    fixed_in: HashMap<ModuleId, usize>,
    /// Fixes that turned out wrong.
    errors: Vec<RunError>,
}

/// What makes a finding the same before and after a change elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct FindingKey {
    rule: &'static str,
    file: String,
    subject: Option<String>,
    message: String,
}

/// What was applied to one module in a round, and is to be verified.
struct Applied {
    module: ModuleId,
    /// Each finding, with how many equal ones there were.
    findings: Vec<(FindingKey, usize)>,
    /// The files as they were before.
    before: Vec<(PathBuf, String)>,
}

impl Rounds {
    fn run(&mut self, modules: &[ModulePath], workspace: Workspace<'_>, filter: Filter<'_>) {
        let mut applied: Vec<Applied> = Vec::new();
        let mut rounds = 0;
        for _ in 0..MAX_TRIES {
            let overlay = self.overlay.clone();
            let workspace = Workspace {
                overlay: &overlay,
                ..workspace
            };
            let reports = lint(modules, workspace, filter, &|| {});
            let reports: Vec<(ModuleId, ModuleReport)> = reported(filter).zip(reports).collect();
            let all_good = self.verify(&reports, std::mem::take(&mut applied));
            if !all_good {
                continue;
            }
            applied = self.apply(&reports);
            if applied.is_empty() {
                return;
            }
            rounds += usize::from(self.careful.is_empty());
            if rounds > MAX_ROUNDS {
                break;
            }
        }
        self.give_up(applied);
    }

    /// Whether all that was applied held; what did not is undone.
    fn verify(&mut self, reports: &[(ModuleId, ModuleReport)], applied: Vec<Applied>) -> bool {
        let mut all_good = true;
        for applied in applied {
            let report = reports.iter().find(|(module, _)| *module == applied.module);
            let Some((_, report)) = report else { continue };
            let mut wanted: HashMap<&FindingKey, usize> = HashMap::new();
            for (key, _) in &applied.findings {
                *wanted.entry(key).or_default() += 1;
            }
            let left = counts(report);
            let is_gone = |(key, before): &(FindingKey, usize)| {
                left.get(key).copied().unwrap_or_default() + wanted[key] <= *before
            };
            if report.is_whole && applied.findings.iter().all(is_gone) {
                *self.fixed_in.entry(applied.module).or_default() += applied.findings.len();
                if let Some(batch) = self.careful.get_mut(&applied.module) {
                    *batch *= 2;
                }
                continue;
            }
            all_good = false;
            self.undo(&applied.before);
            if let [(key, _)] = applied.findings.as_slice() {
                let rule = key.rule;
                let about = key.subject.as_ref();
                let about = about.map_or(String::new(), |s| format!(" about `{s}`"));
                let what = if report.is_whole {
                    "does not make the finding go away"
                } else {
                    "breaks the module's syntax"
                };
                self.errors.push(RunError::new(
                    key.file.clone(),
                    format!("the fix of `{rule}`{about} {what}, and was left out; this is a bug in coderlint, please report it"),
                ));
                self.faulty.insert((applied.module, key.clone()));
            } else {
                let half = applied.findings.len() / 2;
                self.careful.insert(applied.module, half.max(1));
            }
        }
        all_good
    }

    /// Applies the fixes of one round: of each module as many as don't touch
    /// each other.
    fn apply(&mut self, reports: &[(ModuleId, ModuleReport)]) -> Vec<Applied> {
        let mut all = Vec::new();
        let mut taken: BTreeMap<PathBuf, ModuleId> = BTreeMap::new();
        for (module, report) in reports {
            let chosen = self.chosen(*module, report);
            let Some(targets) = targets(report, &chosen) else {
                continue;
            };
            // A file that two modules share is changed for one at a time.
            let is_free = |path: &PathBuf| taken.get(path).is_none_or(|by| by == module);
            if chosen.is_empty() || !targets.iter().all(|target| is_free(&target.path)) {
                continue;
            }
            let mut before = Vec::new();
            for Target {
                path,
                source,
                edits,
            } in targets
            {
                taken.insert(path.clone(), *module);
                before.push((path.clone(), source.text.clone()));
                self.set(*module, path, source, edited(&source.text, edits));
            }
            let counts = counts(report);
            let findings = chosen.iter().map(|diagnostic| {
                let key = key(report, diagnostic);
                let count = counts[&key];
                (key, count)
            });
            all.push(Applied {
                module: *module,
                findings: findings.collect(),
                before,
            });
        }
        all
    }

    /// The findings of a module that are fixed in one round.
    fn chosen<'r>(&self, module: ModuleId, report: &'r ModuleReport) -> Vec<&'r Diagnostic> {
        let mut chosen = Vec::new();
        let mut places = Places::default();
        let batch = self.careful.get(&module).copied().unwrap_or(usize::MAX);
        for diagnostic in &report.diagnostics {
            let Some(fix) = &diagnostic.finding.fix else {
                continue;
            };
            let is_wanted = fix.applicability >= self.at_least
                && !self.faulty.contains(&(module, key(report, diagnostic)))
                && !fix.edits.iter().any(|edit| places.touch(edit.span));
            if is_wanted {
                for edit in &fix.edits {
                    places.take(edit.span);
                }
                chosen.push(diagnostic);
            }
            if chosen.len() >= batch {
                break;
            }
        }
        chosen
    }

    fn set(&mut self, module: ModuleId, path: PathBuf, source: &Source, text: String) {
        let file = self
            .files
            .entry(path.clone())
            .or_insert_with(|| ChangedFile {
                module,
                path: path.clone(),
                name: source.name.clone(),
                old: source.text.clone(),
                new: String::new(),
            });
        file.new.clone_from(&text);
        self.overlay.set(path, text);
    }

    fn undo(&mut self, before: &[(PathBuf, String)]) {
        for (path, text) in before {
            if let Some(file) = self.files.get_mut(path) {
                file.new.clone_from(text);
            }
            self.overlay.set(path.clone(), text.clone());
        }
    }

    /// Fixes that don't settle are not written at all.
    fn give_up(&mut self, applied: Vec<Applied>) {
        for applied in applied {
            let files = self.files.values_mut();
            let mut name = String::new();
            self.fixed_in.remove(&applied.module);
            for file in files.filter(|file| file.module == applied.module) {
                file.new.clone_from(&file.old);
                name.clone_from(&file.name);
            }
            self.errors.push(RunError::new(
                name,
                "the fixes for this module do not settle, and were left out; this is a bug in coderlint, please report it",
            ));
        }
    }
}

/// The modules that reports are about, in their order.
fn reported(filter: Filter<'_>) -> Box<dyn Iterator<Item = ModuleId> + '_> {
    match filter.modules {
        Some(modules) => Box::new(modules.iter().copied()),
        None => Box::new(ModuleId::all()),
    }
}

/// A file that a round changes.
struct Target<'r> {
    /// Its real path.
    path: PathBuf,
    source: &'r Source,
    edits: Vec<&'r Edit>,
}

/// The files that fixes change; `None` where one of them is not there.
fn targets<'r>(report: &'r ModuleReport, chosen: &[&'r Diagnostic]) -> Option<Vec<Target<'r>>> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let fixes = chosen
        .iter()
        .filter_map(|diagnostic| diagnostic.finding.fix.as_ref());
    for edit in fixes.flat_map(|fix| &fix.edits) {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let targets = by_file.into_iter().map(|(file, edits)| {
        let source = &report.sources[file];
        Some(Target {
            path: std::fs::canonicalize(&source.path).ok()?,
            source,
            edits,
        })
    });
    targets.collect()
}

fn key(report: &ModuleReport, diagnostic: &Diagnostic) -> FindingKey {
    let finding = &diagnostic.finding;
    FindingKey {
        rule: diagnostic.rule.id,
        file: report.sources[finding.primary.span.file].name.clone(),
        subject: finding.subject.clone(),
        message: finding.message.clone(),
    }
}

fn counts(report: &ModuleReport) -> HashMap<FindingKey, usize> {
    let mut counts = HashMap::new();
    for diagnostic in &report.diagnostics {
        *counts.entry(key(report, diagnostic)).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::diagnostic::{Finding, Fix};
    use crate::rule::Level;
    use crate::rules::RULES;
    use crate::source::{Sources, Span};

    fn span(start: usize) -> Span {
        Span::new(FileId::default(), start..start + 1)
    }

    /// A module with findings that have these messages and a fix each.
    fn report(messages: &[&str], is_whole: bool) -> (ModuleId, ModuleReport) {
        let diagnostics = messages.iter().enumerate().map(|(index, message)| {
            let edit = Edit {
                span: span(10 * index),
                text: "x".to_owned(),
            };
            let fix = Fix {
                title: "fix it".to_owned(),
                applicability: Applicability::Safe,
                edits: vec![edit],
            };
            Diagnostic {
                rule: &RULES[0].info,
                level: Level::Deny,
                finding: Finding::new(span(0), *message).about("k").fixed_by(fix),
            }
        });
        let mut source = Source::new("m/main.tf", "0123456789".repeat(5));
        source.path = std::env::current_exe().expect("is there");
        let mut sources = Sources::default();
        sources.push(source);
        let report = ModuleReport {
            diagnostics: diagnostics.collect(),
            sources,
            is_whole,
            ..ModuleReport::default()
        };
        (ModuleId::default(), report)
    }

    fn rounds() -> Rounds {
        Rounds {
            at_least: Applicability::Safe,
            overlay: Overlay::default(),
            files: BTreeMap::new(),
            faulty: HashSet::new(),
            careful: HashMap::new(),
            fixed_in: HashMap::new(),
            errors: Vec::new(),
        }
    }

    fn texts(rounds: &Rounds) -> Vec<(&str, &str)> {
        let files = rounds.files.values();
        files
            .map(|file| (file.old.as_str(), file.new.as_str()))
            .collect()
    }

    #[test]
    fn a_fix_that_changes_nothing_is_undone_and_told() {
        for (is_whole, what) in [
            (true, "does not make the finding go away"),
            (false, "breaks the module's syntax"),
        ] {
            let mut rounds = rounds();
            let before = report(&["a"], true);
            let applied = rounds.apply(std::slice::from_ref(&before));
            assert_ne!(texts(&rounds)[0].0, texts(&rounds)[0].1);
            let after = if is_whole {
                report(&["a"], true)
            } else {
                report(&[], false)
            };
            assert!(!rounds.verify(&[after], applied));
            assert_eq!(texts(&rounds)[0].0, texts(&rounds)[0].1);
            let error = &rounds.errors[0];
            assert_eq!(error.path, "m/main.tf");
            assert!(
                error
                    .message
                    .contains("the fix of `masked_parameter` about `k`")
            );
            assert!(error.message.contains(what), "{}", error.message);
            // It is not tried again, and the rest goes on.
            assert!(rounds.apply(&[before]).is_empty());
            assert_eq!(rounds.fixed_in.len(), 0);
        }
    }

    #[test]
    fn one_faulty_fix_does_not_stop_the_others() {
        let mut rounds = rounds();
        let both = report(&["good", "bad"], true);
        let applied = rounds.apply(std::slice::from_ref(&both));
        assert_eq!(applied[0].findings.len(), 2);
        assert!(!rounds.verify(&[report(&["bad"], true)], applied));
        // From now on one at a time.
        let applied = rounds.apply(std::slice::from_ref(&both));
        assert_eq!(applied[0].findings.len(), 1);
        assert!(rounds.verify(&[report(&["bad"], true)], applied));
        let applied = rounds.apply(&[report(&["bad"], true)]);
        assert!(!rounds.verify(&[report(&["bad"], true)], applied));
        assert!(rounds.apply(&[report(&["bad"], true)]).is_empty());
        assert_eq!(
            (rounds.fixed_in[&ModuleId::default()], rounds.errors.len()),
            (1, 1)
        );
    }

    #[test]
    fn fixes_that_do_not_settle_are_not_written() {
        let mut rounds = rounds();
        let applied = rounds.apply(&[report(&["a"], true)]);
        rounds.give_up(applied);
        assert_eq!(texts(&rounds)[0].0, texts(&rounds)[0].1);
        assert!(rounds.errors[0].message.contains("do not settle"));
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let mut rounds = rounds();
        let mut both = report(&["a", "b"], true);
        for diagnostic in &mut both.1.diagnostics {
            if let Some(fix) = &mut diagnostic.finding.fix {
                fix.edits[0].span = span(0);
            }
        }
        assert_eq!(rounds.apply(&[both])[0].findings.len(), 1);
    }
}
