//! Comments that ignore findings: where each belongs, and what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::ChangedFile;
use super::edits::edited;
use crate::diagnostic::{Diagnostic, Edit, ModuleReport};
use crate::discover::{ModuleId, README};
use crate::edit::line_end;
use crate::files::real;
use crate::ignores::UNUSED_IGNORE;
use crate::source::{FileId, Source, Span, line_start_at};
use crate::syntax;
use crate::syntax::markdown::{self, Landmark};
use crate::workspace::Workspace;

/// What stands for the reason until somebody gives one.
const REASON: &str = "TODO: say why";

/// A place for a comment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    file: FileId,
    /// The beginning of a line, in bytes.
    at: usize,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Before a block.
    Block,
    /// At the beginning of a file, for what is in no block.
    File,
    /// Before a fence or a heading of a README, with what a quote has before each
    /// line.
    Markdown(String),
}

/// Where the rules of findings are to be ignored: one comment for all that belong
/// to one block, fence or heading, in the order of the file. Findings about
/// ignore comments, and those that no comment can ignore, have no place.
pub fn ignore_comments<'d>(
    report: &ModuleReport,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
) -> Vec<Edit> {
    let mut places: BTreeMap<Place, BTreeSet<&str>> = BTreeMap::new();
    let mut known = IgnorePlaces::of(report);
    for diagnostic in diagnostics {
        if let Some(place) = known.place(diagnostic) {
            places.entry(place).or_default().insert(diagnostic.rule.id);
        }
    }
    let edits = places.into_iter().map(|(place, rules)| {
        let rules: Vec<&str> = rules.into_iter().collect();
        let text = comment(&place.kind, &rules.join(", "));
        let end = line_end(&report.sources[place.file].text);
        Edit {
            span: Span::new(place.file, place.at..place.at),
            text: text.replace('\n', end),
        }
    });
    edits.collect()
}

fn comment(kind: &Kind, rules: &str) -> String {
    match kind {
        Kind::Block => format!("# coderlint-ignore: {rules} -- {REASON}\n"),
        Kind::File => format!("# coderlint-ignore-file: {rules} -- {REASON}\n"),
        Kind::Markdown(prefix) => format!(
            "{prefix}<!-- coderlint-ignore: {rules} -- {REASON} -->\n{}\n",
            prefix.trim_end()
        ),
    }
}

/// The places for comments in the files of a module, each of which is looked
/// through once.
pub struct IgnorePlaces<'r> {
    report: &'r ModuleReport,
    files: BTreeMap<FileId, Parts>,
}

impl<'r> IgnorePlaces<'r> {
    /// The places in what a report is about.
    pub fn of(report: &'r ModuleReport) -> Self {
        let files = BTreeMap::new();
        Self { report, files }
    }

    /// Whether a comment can ignore a finding.
    pub fn can_ignore(&mut self, diagnostic: &Diagnostic) -> bool {
        self.place(diagnostic).is_some()
    }

    fn place(&mut self, diagnostic: &Diagnostic) -> Option<Place> {
        if diagnostic.rule.id == UNUSED_IGNORE {
            return None;
        }
        let at = diagnostic.finding.primary.span;
        let file = at.file;
        let source = &self.report.sources[file];
        let parts = self.files.entry(file).or_insert_with(|| Parts::of(source));
        let (at, kind) = parts.before(source, at.start)?;
        Some(Place { file, at, kind })
    }
}

/// The parts of a file that a comment can be about, in bytes.
enum Parts {
    Blocks(Vec<std::ops::Range<usize>>),
    Landmarks(Vec<std::ops::Range<usize>>),
}

impl Parts {
    fn of(source: &Source) -> Self {
        let text = &source.text;
        if source.path.file_name().is_some_and(|name| name == README) {
            let landmarks = markdown::landmarks(text).into_iter();
            let places = landmarks.filter_map(|landmark| match landmark {
                Landmark::Fence(range) | Landmark::Heading(range) => Some(range),
                _ => None,
            });
            Self::Landmarks(places.collect())
        } else {
            Self::Blocks(syntax::parse(text, source.start()).block_ranges().collect())
        }
    }

    /// Where a comment goes that is about an offset.
    fn before(&self, source: &Source, offset: usize) -> Option<(usize, Kind)> {
        let (Self::Blocks(ranges) | Self::Landmarks(ranges)) = self;
        let mut around = ranges.iter();
        let around = around.find(|range| range.start <= offset && offset <= range.end);
        match (self, around) {
            (Self::Blocks(_), Some(block)) => Some((line_start(source, block.start), Kind::Block)),
            (Self::Blocks(_), None) => Some((source.start(), Kind::File)),
            (Self::Landmarks(_), Some(landmark)) => {
                let at = line_start(source, landmark.start);
                let prefix = &source.text[at..landmark.start];
                // Before the first line of a list's item would be in another one.
                let is_plain = prefix.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
                is_plain.then(|| (at, Kind::Markdown(prefix.to_owned())))
            }
            (Self::Landmarks(_), None) => None,
        }
    }
}

fn line_start(source: &Source, at: usize) -> usize {
    line_start_at(&source.text, at).max(source.start())
}

/// Puts comments into the files of a workspace, in memory, for all that was found.
/// The workspace is not linted again.
pub fn add_ignores(workspace: &mut Workspace, reports: &[ModuleReport]) -> Vec<ChangedFile> {
    let mut files: BTreeMap<PathBuf, ChangedFile> = BTreeMap::new();
    for report in reports {
        let edits = ignore_comments(report, report.diagnostics.iter());
        for of_file in edits.chunk_by(|a, b| a.span.file == b.span.file) {
            let source = &report.sources[of_file[0].span.file];
            let path = real(&source.path);
            // Another module has it too: the same blocks, the same comments.
            files.entry(path.clone()).or_insert_with(|| ChangedFile {
                module: ModuleId::new(&real(&report.folder)),
                path,
                name: source.name.clone(),
                old: Some(source.text.clone()),
                new: edited(&source.text, of_file.iter().collect()),
            });
        }
    }
    for (path, file) in &files {
        workspace.change(Path::new(path), Some(&file.new));
    }
    files.into_values().collect()
}
