//! Applies fixes in memory, in rounds: each fix may call for the next one. What
//! they come to is linted again before anybody gets to write it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use crate::diagnostic::{Applicability, Diagnostic, Edit, ModuleReport, RunError};
use crate::discover::ModulePath;
use crate::lint::{Run, lint};
use crate::module::Span;
use crate::source::{Overlay, Source};

/// Rounds after which fixes that still call for others are a fault of ours.
const MAX_ROUNDS: usize = 10;
/// The same with the rounds in which a faulty fix is looked for.
const MAX_TRIES: usize = 200;

/// What fixes come to.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The files that change, module by module.
    pub files: Vec<ChangedFile>,
    /// How many findings are gone.
    pub findings: usize,
    /// Fixes that turned out wrong, and are left out.
    pub errors: Vec<RunError>,
}

/// A file that changes.
#[derive(Debug, Clone)]
pub struct ChangedFile {
    /// The index of the module that it belongs to.
    pub module: usize,
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
pub fn fix(modules: &[ModulePath], run: Run<'_>, at_least: Applicability) -> Fixed {
    let mut engine = Engine {
        at_least,
        overlay: run.overlay.clone(),
        files: BTreeMap::new(),
        faulty: HashSet::new(),
        careful: HashMap::new(),
        gone: HashMap::new(),
        fixed: Fixed::default(),
    };
    engine.run(modules, run);
    let mut files: Vec<ChangedFile> = engine.files.into_values().collect();
    files.retain(|file| file.old != file.new);
    files.sort_by(|a, b| (a.module, &a.name).cmp(&(b.module, &b.name)));
    Fixed {
        files,
        findings: engine.gone.values().sum(),
        ..engine.fixed
    }
}

struct Engine {
    at_least: Applicability,
    overlay: Overlay,
    /// By real path.
    files: BTreeMap<PathBuf, ChangedFile>,
    /// Fixes that failed: the module, and the finding.
    faulty: HashSet<(usize, Key)>,
    /// Modules in which a fix failed: how many are tried at a time.
    careful: HashMap<usize, usize>,
    /// How many findings of each module are gone.
    gone: HashMap<usize, usize>,
    fixed: Fixed,
}

/// What makes a finding the same before and after a change elsewhere.
type Key = (&'static str, String, Option<String>, String);

/// What was applied to one module in a round, and is to be verified.
struct Applied {
    module: usize,
    /// Each finding, with how many equal ones there were.
    findings: Vec<(Key, usize)>,
    /// The files as they were before.
    before: Vec<(PathBuf, String)>,
}

impl Engine {
    fn run(&mut self, modules: &[ModulePath], run: Run<'_>) {
        let mut applied: Vec<Applied> = Vec::new();
        let mut rounds = 0;
        for _ in 0..MAX_TRIES {
            let overlay = self.overlay.clone();
            let reports = lint(
                modules,
                Run {
                    overlay: &overlay,
                    ..run
                },
                &|| {},
            );
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
    fn verify(&mut self, reports: &[ModuleReport], applied: Vec<Applied>) -> bool {
        let mut all_good = true;
        for applied in applied {
            let report = &reports[applied.module];
            let mut wanted: HashMap<&Key, usize> = HashMap::new();
            for (key, _) in &applied.findings {
                *wanted.entry(key).or_default() += 1;
            }
            let left = counts(report);
            let is_gone = |(key, before): &(Key, usize)| {
                left.get(key).copied().unwrap_or_default() + wanted[key] <= *before
            };
            if report.is_whole && applied.findings.iter().all(is_gone) {
                *self.gone.entry(applied.module).or_default() += applied.findings.len();
                if let Some(batch) = self.careful.get_mut(&applied.module) {
                    *batch *= 2;
                }
                continue;
            }
            all_good = false;
            self.undo(&applied.before);
            if let [(key, _)] = applied.findings.as_slice() {
                let (rule, file, subject, _) = key;
                let about = subject
                    .as_ref()
                    .map_or(String::new(), |s| format!(" about `{s}`"));
                let what = if report.is_whole {
                    "does not make the finding go away"
                } else {
                    "breaks the module's syntax"
                };
                self.fixed.errors.push(RunError::new(
                    file.clone(),
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
    fn apply(&mut self, reports: &[ModuleReport]) -> Vec<Applied> {
        let mut all = Vec::new();
        let mut taken: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for (module, report) in reports.iter().enumerate() {
            let mut chosen: Vec<&Diagnostic> = Vec::new();
            let mut edits: Vec<&Edit> = Vec::new();
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
                        edits.push(edit);
                    }
                    chosen.push(diagnostic);
                }
                if chosen.len() >= batch {
                    break;
                }
            }
            if chosen.is_empty() {
                continue;
            }
            let mut by_file: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
            for edit in edits {
                by_file.entry(edit.span.file).or_default().push(edit);
            }
            let targets: Option<Vec<(PathBuf, &Source, Vec<&Edit>)>> = by_file
                .into_iter()
                .map(|(file, edits)| {
                    let source = &report.sources[file];
                    let real = std::fs::canonicalize(&source.path).ok()?;
                    Some((real, &**source, edits))
                })
                .collect();
            // A file that two modules share is changed for one at a time.
            let Some(targets) = targets.filter(|targets| {
                let is_free = |path: &PathBuf| taken.get(path).is_none_or(|by| *by == module);
                targets.iter().all(|(path, ..)| is_free(path))
            }) else {
                continue;
            };
            let mut before = Vec::new();
            for (path, source, edits) in targets {
                taken.insert(path.clone(), module);
                before.push((path.clone(), source.text.clone()));
                self.set(module, path, source, edited(&source.text, edits));
            }
            let counts = counts(report);
            let findings = chosen.iter().map(|diagnostic| {
                let key = key(report, diagnostic);
                let count = counts[&key];
                (key, count)
            });
            all.push(Applied {
                module,
                findings: findings.collect(),
                before,
            });
        }
        all
    }

    fn set(&mut self, module: usize, path: PathBuf, source: &Source, text: String) {
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
            self.gone.remove(&applied.module);
            for file in files.filter(|file| file.module == applied.module) {
                file.new.clone_from(&file.old);
                name.clone_from(&file.name);
            }
            self.fixed.errors.push(RunError::new(
                name,
                "the fixes for this module do not settle, and were left out; this is a bug in coderlint, please report it",
            ));
        }
    }
}

fn key(report: &ModuleReport, diagnostic: &Diagnostic) -> Key {
    let finding = &diagnostic.finding;
    (
        diagnostic.rule,
        report.sources[finding.primary.span.file].name.clone(),
        finding.subject.clone(),
        finding.message.clone(),
    )
}

fn counts(report: &ModuleReport) -> HashMap<Key, usize> {
    let mut counts = HashMap::new();
    for diagnostic in &report.diagnostics {
        *counts.entry(key(report, diagnostic)).or_default() += 1;
    }
    counts
}

/// Places that are taken, and don't overlap or adjoin.
#[derive(Default)]
struct Places {
    /// First byte to last, by file.
    taken: BTreeMap<(usize, usize), usize>,
}

impl Places {
    /// Whether a place overlaps one that is taken, or adjoins it.
    fn touch(&self, span: Span) -> bool {
        let before = self.taken.range(..=(span.file, span.end)).next_back();
        before.is_some_and(|((file, _), end)| *file == span.file && span.start <= *end)
    }

    fn take(&mut self, span: Span) {
        self.taken.insert((span.file, span.start), span.end);
    }
}

fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        new.push_str(&text[at..edit.span.start]);
        new.push_str(&edit.text);
        at = edit.span.end;
    }
    new.push_str(&text[at..]);
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::diagnostic::{Finding, Fix, Level};

    const SPAN: Span = Span {
        file: 0,
        start: 0,
        end: 1,
    };

    /// A module with findings that have these messages and a fix each.
    fn report(messages: &[&str], is_whole: bool) -> ModuleReport {
        let diagnostics = messages.iter().enumerate().map(|(index, message)| {
            let edit = Edit {
                span: Span {
                    file: 0,
                    start: 10 * index,
                    end: 10 * index + 1,
                },
                text: "x".to_owned(),
            };
            let fix = Fix {
                title: "fix it".to_owned(),
                applicability: Applicability::Safe,
                edits: vec![edit],
            };
            Diagnostic {
                rule: "masked_parameter",
                level: Level::Deny,
                finding: Finding::new(SPAN, *message).about("k").fixed_by(fix),
            }
        });
        let mut source = Source::new("m/main.tf", "0123456789".repeat(5));
        source.path = std::env::current_exe().expect("is there");
        ModuleReport {
            diagnostics: diagnostics.collect(),
            sources: vec![Arc::new(source)],
            is_whole,
            ..ModuleReport::default()
        }
    }

    fn engine() -> Engine {
        Engine {
            at_least: Applicability::Safe,
            overlay: Overlay::default(),
            files: BTreeMap::new(),
            faulty: HashSet::new(),
            careful: HashMap::new(),
            gone: HashMap::new(),
            fixed: Fixed::default(),
        }
    }

    fn texts(engine: &Engine) -> Vec<(&str, &str)> {
        let files = engine.files.values();
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
            let mut engine = engine();
            let before = report(&["a"], true);
            let applied = engine.apply(std::slice::from_ref(&before));
            assert_ne!(texts(&engine)[0].0, texts(&engine)[0].1);
            let after = if is_whole {
                report(&["a"], true)
            } else {
                report(&[], false)
            };
            assert!(!engine.verify(&[after], applied));
            assert_eq!(texts(&engine)[0].0, texts(&engine)[0].1);
            let error = &engine.fixed.errors[0];
            assert_eq!(error.path, "m/main.tf");
            assert!(
                error
                    .message
                    .contains("the fix of `masked_parameter` about `k`")
            );
            assert!(error.message.contains(what), "{}", error.message);
            // It is not tried again, and the rest goes on.
            assert!(engine.apply(&[before]).is_empty());
            assert_eq!(engine.gone.len(), 0);
        }
    }

    #[test]
    fn one_faulty_fix_does_not_stop_the_others() {
        let mut engine = engine();
        let both = report(&["good", "bad"], true);
        let applied = engine.apply(std::slice::from_ref(&both));
        assert_eq!(applied[0].findings.len(), 2);
        assert!(!engine.verify(&[report(&["bad"], true)], applied));
        // From now on one at a time.
        let applied = engine.apply(std::slice::from_ref(&both));
        assert_eq!(applied[0].findings.len(), 1);
        assert!(engine.verify(&[report(&["bad"], true)], applied));
        let applied = engine.apply(&[report(&["bad"], true)]);
        assert!(!engine.verify(&[report(&["bad"], true)], applied));
        assert!(engine.apply(&[report(&["bad"], true)]).is_empty());
        assert_eq!((engine.gone[&0], engine.fixed.errors.len()), (1, 1));
    }

    #[test]
    fn fixes_that_do_not_settle_are_not_written() {
        let mut engine = engine();
        let applied = engine.apply(&[report(&["a"], true)]);
        engine.give_up(applied);
        assert_eq!(texts(&engine)[0].0, texts(&engine)[0].1);
        assert!(engine.fixed.errors[0].message.contains("do not settle"));
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let mut engine = engine();
        let mut both = report(&["a", "b"], true);
        for diagnostic in &mut both.diagnostics {
            if let Some(fix) = &mut diagnostic.finding.fix {
                fix.edits[0].span = SPAN;
            }
        }
        assert_eq!(engine.apply(&[both])[0].findings.len(), 1);
    }
}
