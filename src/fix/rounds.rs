//! Applies fixes in memory, in rounds: each fix may call for the next one. What
//! they touch is linted again before anybody gets to write it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::edits::{Places, Target, edited, targets};
use super::finding_key::{FindingKey, counts, key};
use super::{ChangedFile, Fixed};
use crate::diagnostic::{Diagnostic, Fix, ModuleReport};
use crate::discover::ModuleId;
use crate::error::RunError;
use crate::files::real;
use crate::lint::{Filter, report};
use crate::rule::Applicability;
use crate::source::Source;
use crate::workspace::Workspace;

/// Rounds after which fixes of a module that still call for others are a fault
/// of ours: so many, and one for each fix that was there at first, for of those
/// that touch one is made at a time.
const MAX_ROUNDS: usize = 10;
/// The same with the rounds in which faulty fixes are looked for.
const MAX_TRIES: usize = 200;

/// Applies the fixes that can be trusted that far, in memory. The workspace was
/// linted, and `reports` is what came of it; it is left as it is with the fixes.
pub fn fix(
    workspace: &mut Workspace,
    filter: Filter<'_>,
    reports: &[ModuleReport],
    at_least: Applicability,
) -> Fixed {
    let listed = workspace.modules();
    let order: HashMap<ModuleId, usize> = listed.iter().map(|m| m.id.clone()).zip(0..).collect();
    let listed = listed.into_iter().filter_map(|module| {
        let wanted = filter.modules;
        let is_wanted = wanted.is_none_or(|wanted| wanted.contains(&module.id));
        is_wanted.then(|| module.id.clone())
    });
    let found = listed.zip(reports);
    let found = found.filter(|(_, report)| !report.diagnostics.is_empty());
    let mut rounds = Rounds {
        at_least,
        only: filter.only_fix.map(Path::to_owned),
        reports: found.map(|(id, report)| (id, report.clone())).collect(),
        ..Rounds::default()
    };
    for (module, report) in &rounds.reports {
        let fixes = report
            .diagnostics
            .iter()
            .filter(|d| d.finding.fix.is_some());
        rounds.at_first.insert(module.clone(), fixes.count());
    }
    rounds.run(workspace, filter);
    let mut files: Vec<ChangedFile> = rounds.files.into_values().collect();
    files.retain(|file| file.old.as_ref() != Some(&file.new));
    files.sort_by_key(|file| (order.get(&file.module).copied(), file.name.clone()));
    let secrets = reports.iter().chain(rounds.reports.values());
    Fixed {
        files,
        errors: rounds.errors,
        secrets: secrets.flat_map(ModuleReport::secret_texts).collect(),
    }
}

/// Lets what is on disk count again, where fixes could not be written.
pub fn undo(workspace: &mut Workspace, files: &[ChangedFile]) {
    for file in files {
        workspace.change(&file.path, None);
    }
}

#[derive(Default)]
struct Rounds {
    at_least: Applicability,
    /// The only file that may change, by its real path.
    only: Option<PathBuf>,
    /// What is found after the fixes so far.
    reports: BTreeMap<ModuleId, ModuleReport>,
    /// By real path.
    files: BTreeMap<PathBuf, ChangedFile>,
    /// Fixes that failed: the module, and the finding.
    faulty: HashSet<(ModuleId, FindingKey)>,
    /// Modules in which a fix failed: how many are tried at a time.
    careful: HashMap<ModuleId, usize>,
    /// How many fixes there were at first.
    at_first: HashMap<ModuleId, usize>,
    /// How many rounds each module has taken.
    settling: HashMap<ModuleId, usize>,
    /// Modules whose fixes don't settle.
    given_up: HashSet<ModuleId>,
    /// Fixes that turned out wrong.
    errors: Vec<RunError>,
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
    fn run(&mut self, workspace: &mut Workspace, filter: Filter<'_>) {
        for _ in 0..MAX_TRIES {
            let applied = self.apply(workspace);
            if applied.is_empty() {
                return;
            }
            self.lint(workspace, filter);
            if !self.verify(workspace, applied) {
                self.lint(workspace, filter);
            }
        }
        // Every round fixes something, or finds a fix that is faulty.
        let restless: Vec<ModuleId> = self.settling.keys().cloned().collect();
        for module in restless {
            self.give_up(&module, workspace);
        }
        self.lint(workspace, filter);
    }

    /// Looks again at what was touched.
    fn lint(&mut self, workspace: &mut Workspace, filter: Filter<'_>) {
        let changed = workspace.lint(filter.modules, &|| {});
        let modules = changed.iter().filter_map(|id| workspace.module(id));
        for module in modules {
            if let Some(report) = report(workspace, module, filter) {
                self.reports.insert(module.id.clone(), report);
            }
        }
    }

    /// Whether all that was applied held; what did not is undone.
    fn verify(&mut self, workspace: &mut Workspace, applied: Vec<Applied>) -> bool {
        let mut all_good = true;
        for applied in applied {
            let Some(report) = self.reports.get(&applied.module) else {
                continue;
            };
            let mut wanted: HashMap<&FindingKey, usize> = HashMap::new();
            for (key, _) in &applied.findings {
                *wanted.entry(key).or_default() += 1;
            }
            let left = counts(report);
            let is_gone = |(key, before): &(FindingKey, usize)| {
                left.get(key).copied().unwrap_or_default() + wanted[key] <= *before
            };
            if report.is_whole && applied.findings.iter().all(is_gone) {
                let module = &applied.module;
                let rounds = self.settling.entry(module.clone()).or_default();
                *rounds += 1;
                let at_first = self.at_first.get(module).copied().unwrap_or_default();
                if *rounds > MAX_ROUNDS + at_first && !self.careful.contains_key(module) {
                    all_good = false;
                    self.give_up(&applied.module, workspace);
                } else if let Some(batch) = self.careful.get_mut(&applied.module) {
                    *batch *= 2;
                }
                continue;
            }
            all_good = false;
            let is_whole = report.is_whole;
            undo_texts(&mut self.files, workspace, &applied.before);
            if let [(key, _)] = applied.findings.as_slice() {
                let rule = key.rule;
                let about = key.subject.as_ref();
                let about = about.map_or(String::new(), |s| format!(" on `{s}`"));
                let what = if is_whole {
                    "doesn't remove the finding"
                } else {
                    "breaks the module's syntax"
                };
                self.errors.push(RunError::new(
                    key.file.clone(),
                    format!("the fix for `{rule}`{about} {what} and was not applied; this is a bug in coderlint, please report it"),
                ));
                self.faulty.insert((applied.module.clone(), key.clone()));
            } else {
                let half = applied.findings.len() / 2;
                self.careful.insert(applied.module.clone(), half.max(1));
            }
        }
        all_good
    }

    /// Applies the fixes of one round: of each module as many as don't touch
    /// each other.
    fn apply(&mut self, workspace: &mut Workspace) -> Vec<Applied> {
        let mut all = Vec::new();
        let mut taken: BTreeSet<PathBuf> = BTreeSet::new();
        let reports = std::mem::take(&mut self.reports);
        for (module, report) in &reports {
            let chosen = self.chosen(module, report);
            let Some(targets) = targets(report, &chosen) else {
                continue;
            };
            // A file that two modules share is changed for one at a time.
            let is_free = targets.iter().all(|target| !taken.contains(&target.path));
            if chosen.is_empty() || !is_free {
                continue;
            }
            let mut before = Vec::new();
            for Target {
                path,
                source,
                edits,
            } in targets
            {
                taken.insert(path.clone());
                before.push((path.clone(), source.text.clone()));
                let text = edited(&source.text, edits);
                workspace.change(&path, Some(&text));
                self.set(module, path, source, text);
            }
            let counts = counts(report);
            let findings = chosen.iter().map(|diagnostic| {
                let key = key(report, diagnostic);
                let count = counts[&key];
                (key, count)
            });
            all.push(Applied {
                module: module.clone(),
                findings: findings.collect(),
                before,
            });
        }
        self.reports = reports;
        all
    }

    /// The findings of a module that are fixed in one round.
    fn chosen<'r>(&self, module: &ModuleId, report: &'r ModuleReport) -> Vec<&'r Diagnostic> {
        let mut chosen = Vec::new();
        if self.given_up.contains(module) {
            return chosen;
        }
        let mut places = Places::default();
        let batch = self.careful.get(module).copied().unwrap_or(usize::MAX);
        for diagnostic in &report.diagnostics {
            let Some(fix) = &diagnostic.finding.fix else {
                continue;
            };
            let is_wanted = fix.applicability >= self.at_least
                && self.may_change(report, fix)
                && !self
                    .faulty
                    .contains(&(module.clone(), key(report, diagnostic)))
                && !fix.edits.iter().any(|edit| places.touch(edit));
            if is_wanted {
                for edit in &fix.edits {
                    places.take(edit);
                }
                chosen.push(diagnostic);
            }
            if chosen.len() >= batch {
                break;
            }
        }
        chosen
    }

    fn may_change(&self, report: &ModuleReport, fix: &Fix) -> bool {
        self.only.as_ref().is_none_or(|only| {
            let mut edits = fix.edits.iter();
            edits.all(|edit| real(&report.sources[edit.span.file].path) == *only)
        })
    }

    fn set(&mut self, module: &ModuleId, path: PathBuf, source: &Source, text: String) {
        let file = self
            .files
            .entry(path.clone())
            .or_insert_with(|| ChangedFile {
                module: module.clone(),
                path,
                name: source.name.clone(),
                old: Some(source.text.clone()),
                new: String::new(),
            });
        file.new = text;
    }

    /// Fixes of a module that don't settle are not written at all.
    fn give_up(&mut self, module: &ModuleId, workspace: &mut Workspace) {
        let files = self.files.values_mut();
        let mut name = String::new();
        for file in files.filter(|file| file.module == *module) {
            file.new = file.old.clone().unwrap_or_default();
            name.clone_from(&file.name);
            workspace.change(&file.path, file.old.as_deref());
        }
        self.given_up.insert(module.clone());
        self.errors.push(RunError::new(
            name,
            "the fixes for this module don't converge and were not applied; this is a bug in coderlint, please report it",
        ));
    }
}

/// Puts the texts back that files had before a round.
fn undo_texts(
    files: &mut BTreeMap<PathBuf, ChangedFile>,
    workspace: &mut Workspace,
    before: &[(PathBuf, String)],
) {
    for (path, text) in before {
        if let Some(file) = files.get_mut(path) {
            file.new.clone_from(text);
        }
        workspace.change(path, Some(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::config::{Configs, Lookup, Overrides};
    use crate::diagnostic::{Edit, Finding};
    use crate::files::Files;
    use crate::rule::Level;
    use crate::rules::{RULES, infos};
    use crate::source::{FileId, Sources, Span};
    use crate::workspace::Keep;

    fn span(start: usize) -> Span {
        Span::new(FileId::default(), start..start + 1)
    }

    /// A module with findings that have these messages and a fix each.
    fn report(messages: &[&str], is_whole: bool) -> ModuleReport {
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
        let mut source = Source::new("m/main.tf", "0123456789".repeat(10));
        source.path = std::env::current_exe().expect("is there");
        let mut sources = Sources::default();
        sources.push(source);
        ModuleReport {
            diagnostics: diagnostics.collect(),
            sources,
            is_whole,
            ..ModuleReport::default()
        }
    }

    fn module() -> ModuleId {
        ModuleId::new(Path::new("/m"))
    }

    /// Rounds in one module, whose workspace reads nothing.
    struct Trial {
        rounds: Rounds,
        workspace: Workspace,
    }

    impl Trial {
        fn new() -> Self {
            let root = Path::new("/");
            let configs = Configs::new(infos(), Lookup::None, Overrides::default(), root);
            Self {
                rounds: Rounds::default(),
                workspace: Workspace::new(Files::default(), configs, root, Keep::Texts),
            }
        }

        /// Applies the fixes of a report.
        fn apply(&mut self, report: ModuleReport) -> Vec<Applied> {
            self.rounds.reports = BTreeMap::from([(module(), report)]);
            self.rounds.apply(&mut self.workspace)
        }

        /// Verifies what was applied by the report that came of it.
        fn verify(&mut self, report: ModuleReport, applied: Vec<Applied>) -> bool {
            self.rounds.reports = BTreeMap::from([(module(), report)]);
            self.rounds.verify(&mut self.workspace, applied)
        }
    }

    fn texts(rounds: &Rounds) -> Vec<(&str, &str)> {
        let files = rounds.files.values();
        files
            .map(|file| (file.old.as_deref().unwrap_or_default(), file.new.as_str()))
            .collect()
    }

    #[test]
    fn a_fix_that_changes_nothing_is_undone_and_told() {
        for (is_whole, what) in [
            (true, "doesn't remove the finding"),
            (false, "breaks the module's syntax"),
        ] {
            let mut trial = Trial::new();
            let applied = trial.apply(report(&["a"], true));
            assert_ne!(texts(&trial.rounds)[0].0, texts(&trial.rounds)[0].1);
            let after = if is_whole {
                report(&["a"], true)
            } else {
                report(&[], false)
            };
            assert!(!trial.verify(after, applied));
            assert_eq!(texts(&trial.rounds)[0].0, texts(&trial.rounds)[0].1);
            let error = &trial.rounds.errors[0];
            assert_eq!(error.path, "m/main.tf");
            assert!(
                error
                    .message
                    .contains("the fix for `masked_parameter` on `k`")
            );
            assert!(error.message.contains(what), "{}", error.message);
            // It is not tried again, and the rest goes on.
            assert!(trial.apply(report(&["a"], true)).is_empty());
        }
    }

    #[test]
    fn one_faulty_fix_does_not_stop_the_others() {
        let mut trial = Trial::new();
        let (both, bad) = (report(&["good", "bad"], true), report(&["bad"], true));
        let applied = trial.apply(both.clone());
        assert_eq!(applied[0].findings.len(), 2);
        assert!(!trial.verify(bad.clone(), applied));
        // From now on one at a time.
        let applied = trial.apply(both);
        assert_eq!(applied[0].findings.len(), 1);
        assert!(trial.verify(bad.clone(), applied));
        let applied = trial.apply(bad.clone());
        assert!(!trial.verify(bad.clone(), applied));
        assert!(trial.apply(bad).is_empty());
        assert_eq!(trial.rounds.errors.len(), 1);
    }

    #[test]
    fn after_a_faulty_fix_ever_more_are_tried_at_a_time() {
        let mut trial = Trial::new();
        let all = report(&["a", "b", "c", "d", "e", "f", "g", "h"], true);
        let applied = trial.apply(all.clone());
        assert!(!trial.verify(all.clone(), applied));
        let sizes = [4, 8].map(|_| {
            let applied = trial.apply(all.clone());
            let size = applied[0].findings.len();
            assert!(trial.verify(report(&[], true), applied));
            size
        });
        assert_eq!(sizes, [4, 8]);
    }

    #[test]
    fn fixes_that_do_not_settle_are_not_written() {
        let mut trial = Trial::new();
        for round in 0..=MAX_ROUNDS {
            let (now, next) = (format!("finding {round}"), format!("finding {}", round + 1));
            let applied = trial.apply(report(&[&now], true));
            assert_eq!(applied.len(), 1, "round {round}");
            let all_good = trial.verify(report(&[&next], true), applied);
            assert_eq!(all_good, round < MAX_ROUNDS, "round {round}");
        }
        assert_eq!(texts(&trial.rounds)[0].0, texts(&trial.rounds)[0].1);
        assert!(trial.rounds.errors[0].message.contains("don't converge"));
        assert!(trial.apply(report(&["another"], true)).is_empty());
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let mut both = report(&["a", "b"], true);
        for (diagnostic, text) in both.diagnostics.iter_mut().zip(["x", "y"]) {
            if let Some(fix) = &mut diagnostic.finding.fix {
                (fix.edits[0].span, fix.edits[0].text) = (span(0), text.to_owned());
            }
        }
        assert_eq!(Trial::new().apply(both)[0].findings.len(), 1);
    }
}
