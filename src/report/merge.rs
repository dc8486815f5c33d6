//! Joins the JSON reports of several runs, shards say, into one.
//!
//! Excerpts and columns need the files that the reports are about, so that this
//! runs where the runs ran, or in a checkout of the same revision.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use hmac_sha256::Hash;

use super::json::{self, Document};
use super::{Report, Summary};
use crate::diagnostic::{Diagnostic, Edit, Finding, Fix, Label, ModuleReport};
use crate::discover::is_linted;
use crate::error::{RunError, describe};
use crate::files::{self, Files, MAX_REPORT_SIZE, display_name};
use crate::policy::is_policy;
use crate::rule::{self, Applicability, INTERNAL_ERROR, Level, PolicyInfo, RuleInfo, intern};
use crate::rules;
use crate::shard::Shard;
use crate::source::{Source, Span, without_bom};

/// Joins reports; each finding once, in the order of one run. What is wrong with
/// a report, or with a file that one is about, is reported, and stops nothing else;
/// where a shard is missing there is no report, since it would pass for the whole.
pub fn merge(
    paths: &[impl AsRef<Path>],
    working_directory: &Path,
) -> (Option<Report>, Vec<RunError>) {
    let mut merged = Merged {
        working_directory,
        modules: BTreeMap::new(),
        total: Summary::default(),
        counted: HashSet::new(),
        parts: Parts::default(),
        policies: Vec::new(),
    };
    let mut errors = Vec::new();
    for path in paths {
        let name = display_name(path.as_ref(), working_directory);
        let problems = merged.add(path.as_ref(), &name);
        let problems = problems.unwrap_or_else(|problem| vec![problem]);
        let problems = problems.into_iter();
        errors.extend(problems.map(|problem| RunError::new(name.clone(), problem)));
    }
    errors.sort();
    errors.dedup();
    let is_complete = match merged.parts.missing() {
        Some(gap) => {
            errors.push(gap);
            false
        }
        None => true,
    };
    let report = is_complete.then(|| Report {
        modules: merged.modules.into_values().collect(),
        fixed: merged.total.fixed,
        missing: Vec::new(),
        shard: None,
        merged: Some(merged.total),
    });
    (report, errors)
}

/// What was read so far.
struct Merged<'w> {
    working_directory: &'w Path,
    /// By name.
    modules: BTreeMap<String, ModuleReport>,
    total: Summary,
    /// Digests of the reports whose numbers are in the total.
    counted: HashSet<[u8; 32]>,
    parts: Parts,
    /// The policies that the reports know.
    policies: Vec<&'static RuleInfo>,
}

/// The shards that were read.
#[derive(Default)]
struct Parts {
    /// The first report of a shard, and how many shards it says there are.
    first: Option<(String, usize)>,
    read: BTreeSet<usize>,
}

impl Parts {
    /// Adds a shard; false if it is there already.
    fn add(&mut self, shard: Shard, report: &str) -> Result<bool, String> {
        let Shard { index, count } = shard;
        if !(1..=count).contains(&index) {
            return Err(format!(
                "not a report: there is no shard {index} of {count}"
            ));
        }
        let (first, of) = self.first.get_or_insert((report.to_owned(), count));
        if *of != count {
            return Err(format!(
                "shard {index} of {count} doesn't go with {first}, which is one of {of}"
            ));
        }
        Ok(self.read.insert(index))
    }

    fn missing(&self) -> Option<RunError> {
        const MAX_NAMED: usize = 5;
        let (first, count) = self.first.as_ref()?;
        let missing = count - self.read.len();
        if missing == 0 {
            return None;
        }
        let indexes = (1..=*count).filter(|index| !self.read.contains(index));
        let mut named: Vec<String> = indexes.take(MAX_NAMED).map(|i| i.to_string()).collect();
        if missing > named.len() {
            named.push("…".to_owned());
        }
        let plural = if missing == 1 { "" } else { "s" };
        let message = format!(
            "this is one of {count} shards, and no report has shard{plural} {}; nothing was merged",
            named.join(", ")
        );
        Some(RunError::new(first.clone(), message))
    }
}

impl Merged<'_> {
    /// Adds the report in a file, and tells what is wrong with its findings; an
    /// error where nothing of it can be used.
    fn add(&mut self, path: &Path, name: &str) -> Result<Vec<String>, String> {
        let bytes = files::read(path, MAX_REPORT_SIZE).map_err(|error| describe(&error))?;
        let document: Document<'_> = serde_json::from_slice(without_bom(&bytes))
            .map_err(|error| format!("not a report: {error}"))?;
        if document.version != json::VERSION {
            return Err(format!("unsupported report version {}", document.version));
        }
        let is_new = match document.shard {
            Some(shard) => self.parts.add(shard, name)?,
            None => self.counted.insert(Hash::hash(&bytes)),
        };
        if is_new {
            self.count(&document.summary);
        }
        let policies = document.policies.iter().filter_map(policy);
        self.policies.extend(policies);
        let findings = document.diagnostics.into_iter();
        let problems = findings.filter_map(|finding| self.add_finding(finding).err());
        Ok(problems.collect())
    }

    fn count(&mut self, summary: &Summary) {
        for (sum, one) in [
            (&mut self.total.modules, summary.modules),
            (&mut self.total.files, summary.files),
            (&mut self.total.fixed, summary.fixed),
            (&mut self.total.hidden, summary.hidden),
            (&mut self.total.stale, summary.stale),
        ] {
            *sum = sum.saturating_add(one);
        }
    }

    fn add_finding(&mut self, finding: json::Finding<'_>) -> Result<(), String> {
        let name = finding.module.clone().into_owned();
        let module = self.modules.entry(name.clone());
        let module = module.or_insert_with(|| ModuleReport {
            folder: self.working_directory.join(&name),
            name,
            ..ModuleReport::default()
        });
        let diagnostic = read(finding, module, &self.policies, self.working_directory)?;
        module.secrets.extend(diagnostic.finding.secret);
        // Two reports may be about one module.
        if !module.diagnostics.contains(&diagnostic) {
            module.diagnostics.push(diagnostic);
        }
        Ok(())
    }
}

fn read(
    finding: json::Finding<'_>,
    module: &mut ModuleReport,
    policies: &[&'static RuleInfo],
    working_directory: &Path,
) -> Result<Diagnostic, String> {
    let internal = (finding.rule == INTERNAL_ERROR.id).then_some(&INTERNAL_ERROR);
    let rule = internal
        .or_else(|| rule::find(rules::infos(), &finding.rule))
        .or_else(|| rule::find(policies, &finding.rule))
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
    result.number = finding.number;
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
    result.help = finding.help.map(Into::into);
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

/// A policy that a report knows.
fn policy(policy: &json::Policy<'_>) -> Option<&'static RuleInfo> {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !policy.id.chars().all(is_word) {
        return None;
    }
    let info = RuleInfo {
        id: intern(&policy.id),
        level: match &*policy.level {
            "error" => Level::Deny,
            _ => Level::Warn,
        },
        summary: intern(&policy.description),
        page: intern(&policy.description),
        is_about_any: true,
        policy: Some(PolicyInfo {
            url: policy.url.as_deref().map(intern),
        }),
        ..RuleInfo::DEFAULT
    };
    Some(info.interned())
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
    format!("{file} has changed since the report was written")
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
    if !(is_linted(&path) || is_policy(&path)) {
        return Err(format!("{file} is not a file that coderlint lints"));
    }
    let source = Files::default().read(&path, file.to_owned());
    source.map_err(|error| {
        format!(
            "{file}, named in the report, can't be read: {}",
            describe(&error)
        )
    })
}
