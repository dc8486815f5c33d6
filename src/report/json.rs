//! The stable contract for programs. Fields are only ever added; a change that
//! breaks a reader raises `version`.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Report, Summary};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::printable::is_harmful;
use crate::rule::RuleInfo;
use crate::shard::Shard;
use crate::source::{Sources, Span};

pub(super) const VERSION: u32 = 1;

pub(super) fn render(report: &Report) -> String {
    let document = Document {
        version: VERSION,
        diagnostics: report
            .diagnostics()
            .map(|(module, diagnostic)| entry(module, diagnostic))
            .collect(),
        summary: report.summary(),
        shard: report.shard,
        policies: report.policies().into_iter().map(policy).collect(),
    };
    text(&document)
}

/// A document as text, without a character that could do harm.
pub fn text(document: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut text = escape_harmful(&json);
    text.push('\n');
    text
}

/// A report.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'r> {
    /// Raised when a change breaks readers.
    pub(super) version: u32,
    #[serde(borrow)]
    pub(super) diagnostics: Vec<Finding<'r>>,
    pub(super) summary: Summary,
    /// The part of the modules in this report, with `--shard`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shard: Option<Shard>,
    /// The policies that have found something.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<Policy<'r>>,
}

/// A policy: a rule of one's own.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Policy<'r> {
    /// The `rule` of its findings.
    pub(super) id: Cow<'r, str>,
    /// `error` or `warning`: its own level.
    pub(super) level: Cow<'r, str>,
    /// What it asks for.
    pub(super) description: Cow<'r, str>,
    pub(super) url: Option<Cow<'r, str>>,
    /// The file that it is in.
    #[serde(default)]
    pub(super) file: Cow<'r, str>,
}

fn policy(info: &'static RuleInfo) -> Policy<'static> {
    Policy {
        id: info.id.into(),
        level: info.level.severity().into(),
        description: info.summary.into(),
        url: info.url().map(Cow::from),
        file: info.policy.map_or("", |policy| policy.file).into(),
    }
}

/// One finding.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Finding<'r> {
    /// The rule's id.
    pub(super) rule: Cow<'r, str>,
    /// `error` or `warning`.
    pub(super) level: Cow<'r, str>,
    /// One line.
    pub(super) message: Cow<'r, str>,
    /// Relative to the working directory, with `/`.
    pub(super) file: Cow<'r, str>,
    /// The module's folder, relative to the working directory; `.` for itself.
    pub(super) module: Cow<'r, str>,
    /// The variable, parameter, output or attribute.
    pub(super) subject: Option<Cow<'r, str>>,
    /// Which of a policy's conditions is false, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<usize>,
    pub(super) range: Range,
    /// More places, with the finding's own among them if there is something to
    /// say about it.
    pub(super) labels: Vec<Label<'r>>,
    /// Why.
    pub(super) notes: Vec<Cow<'r, str>>,
    /// What to do.
    pub(super) help: Option<Cow<'r, str>>,
    /// The rule's page; null for a policy that names none.
    pub(super) url: Option<Cow<'r, str>>,
    pub(super) fix: Option<Fix<'r>>,
}

/// A place, and what to say about it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Label<'r> {
    pub(super) file: Cow<'r, str>,
    pub(super) range: Range,
    pub(super) message: Cow<'r, str>,
}

/// From a position to the one after the end.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

#[derive(Serialize, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Position {
    /// 1-based.
    pub(super) line: usize,
    /// 1-based, in Unicode scalar values.
    pub(super) column: usize,
    /// Bytes of the file on disk.
    pub(super) offset: usize,
}

/// A change that fixes the finding.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Fix<'r> {
    pub(super) title: Cow<'r, str>,
    /// `safe`, `unsafe` or `display_only`.
    pub(super) applicability: Cow<'r, str>,
    pub(super) edits: Vec<Edit<'r>>,
}

/// A replacement of bytes.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Edit<'r> {
    pub(super) file: Cow<'r, str>,
    /// First byte of the file on disk.
    pub(super) start: usize,
    /// The byte after the last one.
    pub(super) end: usize,
    pub(super) text: Cow<'r, str>,
}

fn entry<'r>(module: &'r ModuleReport, diagnostic: &'r Diagnostic) -> Finding<'r> {
    let finding = &diagnostic.finding;
    let sources = &module.sources;
    let file = |span: Span| Cow::from(sources[span.file].name.as_str());
    Finding {
        rule: diagnostic.rule.id.into(),
        level: diagnostic.level.severity().into(),
        message: finding.message.as_str().into(),
        file: file(finding.primary.span),
        module: module.name.as_str().into(),
        subject: finding.subject.as_deref().map(Cow::from),
        number: finding.number,
        range: range(sources, finding.primary.span),
        labels: std::iter::once(&finding.primary)
            .filter(|primary| !primary.message.is_empty())
            .chain(&finding.labels)
            .map(|label| Label {
                file: file(label.span),
                range: range(sources, label.span),
                message: label.message.as_str().into(),
            })
            .collect(),
        notes: finding
            .notes
            .iter()
            .map(|note| note.as_str().into())
            .collect(),
        help: finding.help.as_deref().map(Cow::from),
        url: diagnostic.rule.url().map(Cow::from),
        fix: finding.fix.as_ref().map(|fix| Fix {
            title: fix.title.as_str().into(),
            applicability: fix.applicability.name().into(),
            edits: fix
                .edits
                .iter()
                .map(|edit| Edit {
                    file: file(edit.span),
                    start: edit.span.start,
                    end: edit.span.end,
                    text: edit.text.as_str().into(),
                })
                .collect(),
        }),
    }
}

pub(super) fn range(sources: &Sources, span: Span) -> Range {
    let source = &sources[span.file];
    let position = |offset| {
        let crate::source::Position { line, column } = source.position(offset);
        Position {
            line,
            column,
            offset,
        }
    };
    Range {
        start: position(span.start),
        end: position(span.end),
    }
}

/// serde escapes the characters that JSON forbids; DEL, C1 and those that
/// reorder text are escaped here. They can only stand in strings.
fn escape_harmful(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = suspicious(rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(c) = rest.chars().next() else { break };
        if is_harmful(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    text.push_str(rest);
    // GitHub's runner takes it for a command wherever it stands.
    if text.contains("##[") {
        text = text.replace("##[", "#\\u0023[");
    }
    text
}

/// The first byte that something harmful may begin with: a control character, or
/// what is no ASCII.
fn suspicious(bytes: &[u8]) -> Option<usize> {
    let is_suspicious = |b: &u8| (*b < b' ' && *b != b'\n') || *b > b'~';
    // Without a branch for each byte the compiler looks at many at a time.
    let mut chunks = bytes.chunks(CHUNK);
    let chunk = chunks.position(|chunk| {
        let seen = chunk.iter();
        seen.fold(false, |seen, b| seen | is_suspicious(b))
    })?;
    let start = chunk * CHUNK;
    let at = bytes[start..].iter().position(is_suspicious)?;
    Some(start + at)
}

/// Bytes that are looked at together.
const CHUNK: usize = 64;

/// A schema is published beside the code that writes what it describes.
#[cfg(test)]
pub(super) fn check_schema(path: &str, schema: schemars::Schema) {
    let schema = text(&schema.to_value());
    if std::fs::read_to_string(path).is_ok_and(|published| published == schema) {
        return;
    }
    assert!(
        std::env::var_os("BLESS").is_some() && std::env::var_os("CI").is_none(),
        "{path} is stale; write it with `BLESS=1 cargo test`"
    );
    std::fs::write(path, schema).expect("can be written");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_schema_is_the_one_that_is_written() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/schema.json");
        check_schema(path, schemars::schema_for!(Document<'static>));
    }
}
