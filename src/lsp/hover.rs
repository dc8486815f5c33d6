//! What the editor shows about the place under the pointer: findings with their
//! reasons, why a variable is treated as a key, and what a rule is about.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use super::completion::comment_around;
use super::session::Session;
use crate::config::FILE_NAME;
use crate::diagnostic::Diagnostic;
use crate::discover::ModuleId;
use crate::files::real;
use crate::flow::Sink;
use crate::module::{Key, Module, Variable};
use crate::printable;
use crate::rule::{self, RuleInfo};
use crate::source::line_start_at;

/// What is shown, in Markdown, and the bytes that it is about.
type Shown = (String, Range<usize>);

/// How many uses of a key are listed.
const MAX_USES: usize = 10;

/// The hover at a byte offset of an open document, as the protocol has it.
pub(super) fn hover(session: &Session, path: &Path, offset: usize) -> Value {
    let Some(document) = session.documents.get(&real(path)) else {
        return Value::Null;
    };
    let text = &document.text;
    let parts: Vec<Shown> = [
        of_rule(session, path, text, offset),
        of_variable(session, path, text, offset),
    ]
    .into_iter()
    .flatten()
    .chain(of_findings(session, path, offset))
    .collect();
    let Some((_, range)) = parts.first() else {
        return Value::Null;
    };
    let range = session.lines(path, text).range(range.clone());
    let texts: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    let text = texts.join("\n\n---\n\n");
    let text = printable::text(&text);
    let (kind, value) = if session.client.markdown {
        ("markdown", text.into_owned())
    } else {
        ("plaintext", text.replace(['`', '*'], ""))
    };
    json!({ "contents": { "kind": kind, "value": value }, "range": range })
}

/// What a rule is about, where a comment or a configuration names it.
fn of_rule(session: &Session, path: &Path, text: &str, offset: usize) -> Option<Shown> {
    let word = word_at(text, offset)?;
    let rule = rule::find(&session.rules(path), &text[word.clone()])?;
    let before = &text[line_start_at(text, word.start)..word.start];
    let is_config = path.file_name().is_some_and(|name| name == FILE_NAME);
    let comment = comment_around(path, text, word.start);
    let is_ignored =
        comment.is_some_and(|comment| text[comment.start..word.start].contains("coderlint-ignore"));
    let names_rule = is_ignored || (is_config && before.trim_start().starts_with("rule"));
    names_rule.then(|| {
        let mut about = format!("`{}`: {}", rule.id, rule.summary);
        add_address(&mut about, rule);
        (about, word)
    })
}

/// Why a variable is treated as a key or not, and where it ends up.
fn of_variable(session: &Session, path: &Path, text: &str, offset: usize) -> Option<Shown> {
    let word = word_at(text, offset)?;
    let name = &text[word.clone()];
    let before = text[..word.start].trim_end_matches('"').trim_end();
    let is_variable = text[..word.start].ends_with("var.") || before.ends_with("variable");
    let module = real(path).parent().map(ModuleId::new)?;
    if !is_variable || path.extension().is_none_or(|extension| extension != "tf") {
        return None;
    }
    let shown = session.workspace.look_at(&module, |module| {
        let mut variables = module.variables().iter();
        let variable = variables.find(|variable| variable.name == name)?;
        Some(match module.key(variable.id) {
            Some(key) => about_key(module, key),
            None => about_other(module, variable),
        })
    });
    Some((shown??, word))
}

fn about_other(module: &Module<'_>, variable: &Variable<'_>) -> String {
    let why = module.why_not_key(variable);
    format!("`{}` is not treated as a key: {why}", variable.name)
}

fn about_key(module: &Module<'_>, key: &Key) -> String {
    let name = module.variable(key).name;
    let mut text = format!("`{name}` is treated as a key because {}", key.reason);
    let masked = module.masked(key);
    if let Some(parameter) = masked.first() {
        let label = parameter.label();
        let _ = write!(
            text,
            "\n\nUsers can provide their own through `data.coder_parameter.{label}`."
        );
    }
    let uses: Vec<String> = module
        .uses_of_key(key)
        .map(|found| {
            let at = found.found.at;
            let source = &module.sources()[at.file];
            let line = source.position(at.start).line;
            let to = [
                (Sink::Workspace, "reaches the workspace"),
                (Sink::Provisioning, "is used where Terraform runs"),
                (Sink::Unknown, "reaches a block that coderlint doesn't know"),
            ];
            let mut to = to.iter().filter(|(sink, _)| found.reaches(*sink));
            let to = to.next().map_or("is only tested", |(_, words)| words);
            format!("- {}:{line}: {to}", source.name)
        })
        .collect();
    if !uses.is_empty() {
        let _ = write!(text, "\n\n{}", uses[..uses.len().min(MAX_USES)].join("\n"));
        if uses.len() > MAX_USES {
            let _ = write!(text, "\n- and {} more", uses.len() - MAX_USES);
        }
    }
    text
}

/// The findings at a place, with their reasons and what to do.
fn of_findings(session: &Session, path: &Path, offset: usize) -> Vec<Shown> {
    let real_path = real(path);
    let mut shown = Vec::new();
    for module in session.modules_of(&real_path) {
        let Some(report) = session.report(&module) else {
            continue;
        };
        for diagnostic in &report.diagnostics {
            let at = diagnostic.finding.primary.span;
            let is_here = at.start <= offset && offset <= at.end;
            if is_here && real(&report.sources[at.file].path) == real_path {
                shown.push((about_finding(diagnostic), at.range()));
            }
        }
    }
    shown
}

fn about_finding(diagnostic: &Diagnostic) -> String {
    let finding = &diagnostic.finding;
    let rule = diagnostic.rule;
    let mut text = format!("**{}** (`{}`)", finding.message, rule.id);
    for note in &finding.notes {
        let _ = write!(text, "\n\nnote: {note}");
    }
    if let Some(help) = &finding.help {
        let _ = write!(text, "\n\nhelp: {help}");
    }
    add_address(&mut text, rule);
    text
}

fn add_address(text: &mut String, rule: &RuleInfo) {
    if let Some(url) = rule.url() {
        let _ = write!(text, "\n\n{url}");
    }
}

/// The word around an offset.
fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let before = text.get(..offset)?;
    let start = before.len()
        - before
            .chars()
            .rev()
            .take_while(|c| is_word(*c))
            .map(char::len_utf8)
            .sum::<usize>();
    let length: usize = text[start..]
        .chars()
        .take_while(|c| is_word(*c))
        .map(char::len_utf8)
        .sum();
    (length > 0).then_some(start..start + length)
}
