//! Joins the JSON reports of several runs, shards say, into one.
//!
//! Excerpts and columns need the files that the reports are about, so that this
//! runs where the runs ran, or in a checkout of the same revision.

use std::collections::BTreeMap;
use std::path::Path;

use super::json::{self, Document};
use super::{Report, Summary};
use crate::diagnostic::{Diagnostic, Edit, Finding, Fix, Label, ModuleReport};
use crate::discover::is_linted;
use crate::error::{RunError, describe};
use crate::files::{Files, display_name};
use crate::rule::{self, Applicability, Level};
use crate::rules;
use crate::source::{Source, Span};

/// Joins reports; each finding once, in the order of one run. What is wrong with
/// a report, or with a file that one is about, is told, and stops nothing else.
pub fn merge(paths: &[impl AsRef<Path>], working_directory: &Path) -> (Report, Vec<RunError>) {
    let mut modules: BTreeMap<String, ModuleReport> = BTreeMap::new();
    let mut total = Summary::default();
    let mut errors = Vec::new();
    for path in paths {
        let name = display_name(path.as_ref(), working_directory);
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                errors.push(RunError::new(name, describe(&error)));
                continue;
            }
        };
        let document: Document<'_> = match serde_json::from_str(&text) {
            Ok(document) => document,
            Err(error) => {
                errors.push(RunError::new(name, format!("no report: {error}")));
                continue;
            }
        };
        if document.version != json::VERSION {
            let message = format!("a report of version {}", document.version);
            errors.push(RunError::new(name, message));
            continue;
        }
        for (sum, one) in [
            (&mut total.modules, document.summary.modules),
            (&mut total.files, document.summary.files),
            (&mut total.fixed, document.summary.fixed),
            (&mut total.hidden, document.summary.hidden),
            (&mut total.stale, document.summary.stale),
        ] {
            *sum = sum.saturating_add(one);
        }
        for finding in document.diagnostics {
            let module = modules
                .entry(finding.module.clone().into_owned())
                .or_insert_with(|| ModuleReport {
                    name: finding.module.clone().into_owned(),
                    folder: working_directory.join(&*finding.module),
                    ..ModuleReport::default()
                });
            match read(finding, module, working_directory) {
                Ok(diagnostic) => {
                    module.secrets.extend(diagnostic.finding.secret);
                    // Two reports may be about one module.
                    if !module.diagnostics.contains(&diagnostic) {
                        module.diagnostics.push(diagnostic);
                    }
                }
                Err(message) => errors.push(RunError::new(name.clone(), message)),
            }
        }
    }
    errors.sort();
    errors.dedup();
    let report = Report {
        modules: modules.into_values().collect(),
        fixed: total.fixed,
        missing: 0,
        merged: Some(total),
    };
    (report, errors)
}

fn read(
    finding: json::Finding<'_>,
    module: &mut ModuleReport,
    working_directory: &Path,
) -> Result<Diagnostic, String> {
    let rule = rule::find(rules::infos(), &finding.rule)
        .ok_or_else(|| format!("there is no rule `{}`", finding.rule))?;
    let mut span = |file: &str, range: &json::Range| -> Result<Span, String> {
        let (start, end) = (range.start.offset, range.end.offset);
        let span = span(module, working_directory, file, start, end)?;
        let position = module.sources[span.file].position(start);
        if (position.line, position.column) != (range.start.line, range.start.column) {
            return Err(has_changed(file));
        }
        Ok(span)
    };
    let at = span(&finding.file, &finding.range)?;
    let mut result = Finding::new(at, finding.message);
    result.subject = finding.subject.map(Into::into);
    for label in finding.labels {
        let is_primary = label.file == finding.file && label.range == finding.range;
        if is_primary && result.primary.message.is_empty() {
            result.primary.message = label.message.into_owned();
        } else {
            result.labels.push(Label {
                span: span(&label.file, &label.range)?,
                message: label.message.into_owned(),
            });
        }
    }
    result.notes = finding.notes.into_iter().map(Into::into).collect();
    if let Some(help) = finding.help {
        result.notes.pop();
        result.help = Some(help.into_owned());
    }
    if rule.conceals {
        result.secret = Some(at);
    }
    result.fix = match finding.fix {
        Some(fix) => Some(read_fix(fix, module, working_directory)?),
        None => None,
    };
    Ok(Diagnostic {
        rule,
        level: match &*finding.level {
            "error" => Level::Deny,
            _ => Level::Warn,
        },
        finding: result,
    })
}

fn read_fix(
    fix: json::Fix<'_>,
    module: &mut ModuleReport,
    working_directory: &Path,
) -> Result<Fix, String> {
    let mut edits = Vec::with_capacity(fix.edits.len());
    for edit in fix.edits {
        edits.push(Edit {
            span: span(module, working_directory, &edit.file, edit.start, edit.end)?,
            text: edit.text.into_owned(),
        });
    }
    Ok(Fix {
        title: fix.title.into_owned(),
        applicability: match &*fix.applicability {
            "safe" => Applicability::Safe,
            "unsafe" => Applicability::Unsafe,
            _ => Applicability::DisplayOnly,
        },
        edits,
    })
}

fn has_changed(file: &str) -> String {
    format!("{file} is not the file that it is about: it has changed")
}

/// A place in a file, which is read when it is first needed.
fn span(
    module: &mut ModuleReport,
    working_directory: &Path,
    file: &str,
    start: usize,
    end: usize,
) -> Result<Span, String> {
    let file = match module.sources.find(file) {
        Some(known) => known,
        None => module.sources.push(read_linted(file, working_directory)?),
    };
    let text = &module.sources[file].text;
    let fits = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
    if !fits {
        return Err(has_changed(&module.sources[file].name));
    }
    Ok(Span::new(file, start..end))
}

/// Reads nothing but what is linted: a report must not show any other file.
fn read_linted(file: &str, working_directory: &Path) -> Result<Source, String> {
    let path = working_directory.join(file);
    if !is_linted(&path) {
        return Err(format!("{file} is no file that is linted"));
    }
    let source = Files::default().read(&path, file.to_owned());
    source.map_err(|error| {
        format!(
            "{file}, which it is about, can't be read: {}",
            describe(&error)
        )
    })
}
