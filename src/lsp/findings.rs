//! Findings in the protocol's terms: a list of diagnostics for each file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString, Uri,
};

use super::position::Lines;
use super::session::Session;
use crate::diagnostic::{self, ModuleReport};
use crate::discover::ModuleId;
use crate::files::real;
use crate::rule::Level;
use crate::source::{FileId, Source, Span};

/// Who says it.
const SOURCE: &str = "coderlint";

/// The lists of some files, by their real paths.
pub(super) type Lists = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// What is known of all files.
#[derive(Default)]
pub(super) struct Findings {
    of_modules: BTreeMap<ModuleId, Lists>,
    of_configurations: Lists,
    /// The modules that have something to say about a file.
    modules: HashMap<PathBuf, BTreeSet<ModuleId>>,
}

impl Findings {
    /// Replaces a module's lists; the answer is the files whose lists are others
    /// now.
    pub(super) fn set(&mut self, module: &ModuleId, lists: Lists) -> BTreeSet<PathBuf> {
        let old = self.of_modules.remove(module).unwrap_or_default();
        for path in lists.keys() {
            let of_file = self.modules.entry(path.clone()).or_default();
            of_file.insert(module.clone());
        }
        for path in old.keys().filter(|path| !lists.contains_key(*path)) {
            if let Some(of_file) = self.modules.get_mut(path) {
                of_file.remove(module);
            }
        }
        let differing = differing(&old, &lists);
        if !lists.is_empty() {
            self.of_modules.insert(module.clone(), lists);
        }
        differing
    }

    /// Replaces what is said about configurations.
    pub(super) fn set_configurations(&mut self, lists: Lists) -> BTreeSet<PathBuf> {
        let old = std::mem::replace(&mut self.of_configurations, lists);
        differing(&old, &self.of_configurations)
    }

    /// The modules with findings that `is_there` doesn't know.
    pub(super) fn gone(&self, is_there: impl Fn(&ModuleId) -> bool) -> Vec<ModuleId> {
        let modules = self.of_modules.keys().filter(|id| !is_there(id));
        modules.cloned().collect()
    }

    /// The modules that have something to say about a file, by its real path.
    pub(super) fn modules_of(&self, path: &Path) -> BTreeSet<ModuleId> {
        self.modules.get(path).cloned().unwrap_or_default()
    }

    /// All that is said about a file, by its real path.
    pub(super) fn of(&self, path: &Path) -> Vec<Diagnostic> {
        let modules = self.modules.get(path).into_iter().flatten();
        let lists = modules.filter_map(|module| self.of_modules.get(module)?.get(path));
        let lists = lists.chain(self.of_configurations.get(path));
        let mut all: Vec<Diagnostic> = Vec::new();
        for found in lists.flatten() {
            // Two modules may share a file.
            if !all.contains(found) {
                all.push(found.clone());
            }
        }
        all
    }
}

fn differing(old: &Lists, new: &Lists) -> BTreeSet<PathBuf> {
    let paths = old.keys().chain(new.keys());
    let differing = paths.filter(|path| old.get(*path) != new.get(*path));
    differing.cloned().collect()
}

/// Turns reports into lists.
pub(super) struct Translator<'s> {
    pub(super) session: &'s Session,
}

/// A file with what it takes to name places in it.
struct Place<'r> {
    uri: Uri,
    real: PathBuf,
    lines: Lines<'r>,
}

impl Translator<'_> {
    /// The lists of a module.
    pub(super) fn lists(&self, report: &ModuleReport) -> Lists {
        let mut places: BTreeMap<FileId, Option<Place<'_>>> = BTreeMap::new();
        let mut lists = Lists::new();
        for diagnostic in &report.diagnostics {
            for span in spans(diagnostic) {
                let place = places.entry(span.file);
                place.or_insert_with(|| self.place(&report.sources[span.file]));
            }
            let at = diagnostic.finding.primary.span;
            if let Some(Some(place)) = places.get(&at.file) {
                let list = lists.entry(place.real.clone()).or_default();
                list.push(self.diagnostic(diagnostic, place, &places));
            }
        }
        lists
    }

    fn place<'r>(&self, source: &'r Source) -> Option<Place<'r>> {
        Some(Place {
            uri: self.session.uri(&source.path)?,
            real: real(&source.path),
            lines: self.session.lines(&source.path, &source.text),
        })
    }

    fn diagnostic(
        &self,
        diagnostic: &diagnostic::Diagnostic,
        place: &Place<'_>,
        places: &BTreeMap<FileId, Option<Place<'_>>>,
    ) -> Diagnostic {
        let finding = &diagnostic.finding;
        let address = diagnostic.rule.url().and_then(|url| url.parse().ok());
        let client = &self.session.client;
        let address = address.filter(|_| client.code_description);
        let labels = std::iter::once(&finding.primary).chain(&finding.labels);
        let related: Vec<DiagnosticRelatedInformation> = labels
            .filter(|label| client.related && !label.message.is_empty())
            .filter_map(|label| {
                let place = places.get(&label.span.file)?.as_ref()?;
                Some(DiagnosticRelatedInformation {
                    location: Location {
                        uri: place.uri.clone(),
                        range: place.lines.range(label.span.range()),
                    },
                    message: label.message.clone(),
                })
            })
            .collect();
        Diagnostic {
            range: place.lines.range(finding.primary.span.range()),
            severity: Some(match diagnostic.level {
                Level::Deny => DiagnosticSeverity::ERROR,
                Level::Warn | Level::Allow => DiagnosticSeverity::WARNING,
            }),
            code: Some(NumberOrString::String(diagnostic.rule.id.to_owned())),
            code_description: address.map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: finding.message.clone(),
            related_information: (!related.is_empty()).then_some(related),
            ..Diagnostic::default()
        }
    }
}

fn spans(diagnostic: &diagnostic::Diagnostic) -> impl Iterator<Item = Span> {
    let finding = &diagnostic.finding;
    let labels = finding.labels.iter().map(|label| label.span);
    std::iter::once(finding.primary.span).chain(labels)
}

/// An error that isn't a rule's finding, such as an unreadable configuration.
pub(super) fn failure(range: lsp_types::Range, message: &str) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: message.to_owned(),
        ..Diagnostic::default()
    }
}
