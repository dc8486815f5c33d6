//! Code actions: the fix of a finding, a comment that ignores it, a word to the
//! configuration, and all safe fixes at once.

use std::path::{Path, PathBuf};

use lsp_server::ErrorCode;
use lsp_types::{CodeActionKind, CodeActionParams, Uri};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::edits::Edits;
use super::session::Session;
use super::uri;
use crate::config::{self, FILE_NAME};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::discover::ModuleId;
use crate::files::real;
use crate::fix;
use crate::ignores::today;
use crate::lint::Filter;
use crate::rule::Applicability;

/// The kinds that there are.
pub(super) const QUICK_FIX: &str = "quickfix";
pub(super) const FIX_ALL: &str = "source.fixAll.coderlint";

/// Why a request can't be answered.
pub(super) type Refusal = (ErrorCode, String);

/// What is remembered of an action until its edits are asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Data {
    uri: Uri,
    /// Of the document.
    version: Option<i32>,
    /// Which finding of the document.
    finding: Option<Name>,
    does: Does,
}

/// What tells a finding from the others of its document, whatever is found in
/// other files meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Name {
    /// By whose report.
    module: String,
    rule: String,
    /// Where it begins, in bytes.
    at: usize,
    message: String,
}

/// What an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Does {
    Fix,
    Ignore,
    ExcludeKey,
    FixAll,
}

/// A document's findings, with their module.
struct Found {
    report: ModuleReport,
    diagnostics: Vec<Diagnostic>,
}

/// Actions, each with what is remembered of it.
type Offered = Vec<(Data, Value)>;

/// The actions for a range of a document.
pub(super) fn actions(session: &mut Session, params: &CodeActionParams) -> Vec<Value> {
    let uri = &params.text_document.uri;
    let Some(path) = uri::path(uri).filter(|_| session.client.actions) else {
        return Vec::new();
    };
    let only = params.context.only.as_deref();
    let mut offered = Offered::new();
    if wants(only, QUICK_FIX) {
        for found in found_in(session, &path) {
            offer_for(session, &path, params, &found, &mut offered);
        }
    }
    if wants(only, FIX_ALL) && has_safe_fix(session, &path) {
        let data = Data {
            uri: uri.clone(),
            version: session.version(&path),
            finding: None,
            does: Does::FixAll,
        };
        let action = json!({ "title": "fix all that is safe to fix", "kind": FIX_ALL });
        offered.push((data, action));
    }
    finished(session, offered)
}

/// Whether actions of a kind are wanted: a kind stands for those below it, too.
fn wants(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    only.is_none_or(|only| {
        only.iter().any(|wanted| {
            let wanted = wanted.as_str();
            let below = kind.strip_prefix(wanted);
            wanted.is_empty()
                || below.is_some_and(|below| below.is_empty() || below.starts_with('.'))
        })
    })
}

/// The quick fixes for what was found at the range.
fn offer_for(
    session: &Session,
    path: &Path,
    params: &CodeActionParams,
    found: &Found,
    offered: &mut Offered,
) {
    let lines = session.lines(path, found.text(path));
    let asked = lines.bytes(params.range);
    let mut places = fix::IgnorePlaces::of(&found.report);
    for diagnostic in &found.diagnostics {
        let finding = &diagnostic.finding;
        let at = finding.primary.span;
        if at.start > asked.end || asked.start > at.end {
            continue;
        }
        let range = lines.range(at.range());
        let given = params.context.diagnostics.iter();
        let given = given.filter(|it| it.range == range && it.message == finding.message);
        let given: Vec<&lsp_types::Diagnostic> = given.collect();
        for (does, title) in offers(session, path, &mut places, diagnostic) {
            let name = Name::of(&found.report, diagnostic);
            let is_same = |(data, action): &(Data, Value)| {
                data.finding.as_ref().is_some_and(|it| it.is_like(&name))
                    && action["title"] == title
            };
            // Modules that share a file may find the same in it.
            if offered.iter().any(is_same) {
                continue;
            }
            let mut action = json!({ "title": title, "kind": QUICK_FIX });
            if !given.is_empty() {
                action["diagnostics"] = json!(given);
            }
            if session.client.preferred && does == Does::Fix && is_safe(diagnostic) {
                action["isPreferred"] = json!(true);
            }
            let data = Data {
                uri: params.text_document.uri.clone(),
                version: session.version(path),
                finding: Some(name),
                does,
            };
            offered.push((data, action));
        }
    }
}

/// What can be done about a finding.
fn offers(
    session: &Session,
    path: &Path,
    places: &mut fix::IgnorePlaces<'_>,
    diagnostic: &Diagnostic,
) -> Vec<(Does, String)> {
    let finding = &diagnostic.finding;
    let mut offers = Vec::new();
    match &finding.fix {
        Some(fix) if fix.applicability == Applicability::Safe => {
            offers.push((Does::Fix, fix.title.clone()));
        }
        Some(fix) if fix.applicability == Applicability::Unsafe => {
            offers.push((Does::Fix, format!("{} (unsafe)", fix.title)));
        }
        _ => {}
    }
    if places.can_ignore(diagnostic) {
        let title = format!("ignore this `{}` finding", diagnostic.rule.id);
        offers.push((Does::Ignore, title));
    }
    if diagnostic.rule.is_about_keys
        && let Some(subject) = &finding.subject
        && exclude_key(session, path, subject).is_some()
    {
        offers.push((Does::ExcludeKey, format!("`{subject}` is not a key")));
    }
    offers
}

fn is_safe(diagnostic: &Diagnostic) -> bool {
    let fix = diagnostic.finding.fix.as_ref();
    fix.is_some_and(|fix| fix.applicability == Applicability::Safe)
}

/// Actions with their edits, or with what it takes to find these later.
fn finished(session: &mut Session, offered: Offered) -> Vec<Value> {
    let offered = offered.into_iter().filter_map(|(data, mut action)| {
        if session.client.resolves_edits {
            action["data"] = json!(data);
        } else {
            action["edit"] = edit(session, &data).ok()?;
        }
        Some(action)
    });
    offered.collect()
}

/// An action with its edits.
pub(super) fn resolve(session: &mut Session, mut action: Value) -> Result<Value, Refusal> {
    let data = action.get("data").cloned().unwrap_or_default();
    let data: Data = serde_json::from_value(data).map_err(|_| {
        (
            ErrorCode::InvalidParams,
            "not an action of this server's".to_owned(),
        )
    })?;
    action["edit"] = edit(session, &data)?;
    Ok(action)
}

fn edit(session: &mut Session, data: &Data) -> Result<Value, Refusal> {
    let modified = || {
        let message = "the document has changed since the action was offered";
        (ErrorCode::ContentModified, message.to_owned())
    };
    let path = uri::path(&data.uri).ok_or_else(modified)?;
    if session.version(&path) != data.version {
        return Err(modified());
    }
    if data.does == Does::FixAll {
        return Ok(fix_all(session, &path).workspace_edit(session));
    }
    let name = data.finding.as_ref().ok_or_else(modified)?;
    let found = found_in(session, &path).into_iter().find_map(|found| {
        let mut diagnostics = found.diagnostics.into_iter();
        let diagnostic = diagnostics.find(|it| Name::of(&found.report, it) == *name)?;
        Some((diagnostic, found.report))
    });
    let (diagnostic, report) = found.ok_or_else(modified)?;
    let edits = match data.does {
        Does::Fix => {
            let fix = diagnostic.finding.fix.as_ref().ok_or_else(modified)?;
            Edits::of(session, &report, &fix.edits)
        }
        Does::Ignore => {
            let comments = fix::ignore_comments(&report, std::iter::once(&diagnostic));
            Edits::of(session, &report, &comments)
        }
        _ => {
            let subject = diagnostic.finding.subject.as_ref().ok_or_else(modified)?;
            exclude_key(session, &path, subject).ok_or_else(modified)?
        }
    };
    Ok(edits.workspace_edit(session))
}

impl Name {
    fn of(report: &ModuleReport, diagnostic: &Diagnostic) -> Self {
        Self {
            module: report.name.clone(),
            rule: diagnostic.rule.id.to_owned(),
            at: diagnostic.finding.primary.span.start,
            message: diagnostic.finding.message.clone(),
        }
    }

    /// Whether it is the same finding, be it another module's.
    fn is_like(&self, other: &Self) -> bool {
        (self.at, &self.rule, &self.message) == (other.at, &other.rule, &other.message)
    }
}

impl Found {
    /// The text of the document.
    fn text(&self, path: &Path) -> &str {
        let real = real(path);
        let mut sources = self.report.sources.iter();
        let source = sources.find(|(_, source)| self::real(&source.path) == real);
        source.map_or("", |(_, source)| &source.text)
    }
}

/// The findings of a document, module by module.
fn found_in(session: &Session, path: &Path) -> Vec<Found> {
    let real_path = real(path);
    let reports = session.modules_of(&real_path).into_iter();
    let reports = reports.filter_map(|module| session.report(&module));
    let found = reports.map(|report| {
        let diagnostics = report.diagnostics.iter().filter(|diagnostic| {
            let file = diagnostic.finding.primary.span.file;
            real(&report.sources[file].path) == real_path
        });
        let diagnostics = diagnostics.cloned().collect();
        Found {
            report,
            diagnostics,
        }
    });
    found.collect()
}

/// Whether a file belongs to a module that has a safe fix.
fn has_safe_fix(session: &Session, path: &Path) -> bool {
    let real_path = real(path);
    let module = real_path.parent().map(ModuleId::new);
    let report = module.and_then(|module| session.report(&module));
    report.is_some_and(|report| {
        let mut files = report.sources.iter();
        files.any(|(_, source)| real(&source.path) == real_path)
            && report.diagnostics.iter().any(is_safe)
    })
}

/// What `--fix` makes of the document's module. The workspace is as before
/// afterwards.
fn fix_all(session: &mut Session, path: &Path) -> Edits {
    let mut edits = Edits::default();
    let Some(module) = real(path).parent().map(ModuleId::new) else {
        return edits;
    };
    let Some(report) = session.report(&module) else {
        return edits;
    };
    let wanted = [module].into();
    let filter = Filter {
        modules: Some(&wanted),
        ..Filter::on(today())
    };
    let fixed = fix::fix(
        &mut session.workspace,
        filter,
        &[report],
        Applicability::Safe,
    );
    for file in &fixed.files {
        let text = session.documents.get(&file.path);
        let text = text.map(|document| document.text.as_str());
        session.workspace.change(&file.path, text);
    }
    session.workspace.lint(None, &|| {});
    for file in &fixed.files {
        let old = file.old.as_deref().unwrap_or_default();
        edits.difference(session, &file.path, old, &file.new);
    }
    edits
}

/// The configuration that a word goes to: the one that applies, or a new one in
/// the folder that is open. `None` where none can be made.
fn configuration(session: &Session, path: &Path) -> Option<(PathBuf, Option<String>)> {
    let folder = path.parent()?;
    let configured = session
        .workspace
        .configs()
        .of(session.workspace.files(), folder);
    let here = session.workspace.working_directory();
    if let Some(file) = configured.settings.nearest_file() {
        let path = here.join(file);
        let source = session
            .workspace
            .files()
            .read(&path, file.to_owned())
            .ok()?;
        return Some((path, Some(source.text)));
    }
    let can_create = session.client.creates_files && session.client.document_changes;
    let top = session.folder_of(path).unwrap_or(folder);
    can_create.then(|| (top.join(FILE_NAME), None))
}

fn exclude_key(session: &Session, path: &Path, name: &str) -> Option<Edits> {
    let mut edits = Edits::default();
    let (path, text) = configuration(session, path)?;
    let old = text.as_deref().unwrap_or_default();
    let (at, with) = config::exclude_key(old, name)?;
    match &text {
        Some(text) => edits.add(session, &path, text, std::iter::once((at, with))),
        None => edits.new_file(&path, &with),
    }
    Some(edits)
}
