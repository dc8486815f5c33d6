//! SARIF 2.1.0, as GitHub's code scanning takes it.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Report, json};
use crate::diagnostic::{Diagnostic, Fix, Identity, ModuleReport};
use crate::printable;
use crate::rule::{Level, RuleInfo};
use crate::rules;
use crate::source::{Source, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What RFC 3986 (section 2.3) leaves as it is, and what separates a path's parts.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The name of the key by which receivers know a finding again.
const FINGERPRINT: &str = "coderlintIdentity/v1";

pub(super) fn render(report: &Report) -> String {
    let infos = infos(report);
    let results = report
        .identified()
        .map(|(module, diagnostic, identity)| result(module, diagnostic, &identity, &infos));
    let rules = infos.iter().map(|info| rule(info));
    json::text(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "coderlint",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules.collect::<Value>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Value>(),
        }],
    }))
}

fn rule(info: &RuleInfo) -> Value {
    let level = info.level;
    // GitHub sorts security findings by it: critical is over 9, high over 7.
    let severity = match level {
        Level::Deny => "6.5",
        Level::Warn | Level::Allow => "3.5",
    };
    let full = match info.policy {
        Some(_) => sentence(info.summary),
        None => section(info.page, "## What it does"),
    };
    let mut rule = json!({
        "id": info.id,
        "name": info.id,
        "shortDescription": { "text": sentence(info.summary) },
        "fullDescription": { "text": full },
        "help": { "text": info.page, "markdown": info.page },
        "defaultConfiguration": {
            "level": level_name(level),
            "enabled": level != Level::Allow,
        },
    });
    if let Some(url) = info.url() {
        rule["helpUri"] = json!(url);
    }
    rule["properties"] = match info.policy {
        // What it is about is the policy's business.
        Some(_) => json!({ "tags": ["policy"] }),
        None => json!({ "tags": ["security"], "security-severity": severity }),
    };
    rule
}

/// Our rules, and the policies that have found something.
fn infos(report: &Report) -> Vec<&'static RuleInfo> {
    let ours = rules::infos().iter().copied();
    ours.chain(report.policies()).collect()
}

/// The first paragraph below a heading.
fn section(page: &str, heading: &str) -> String {
    let (_, rest) = page.split_once(heading).unwrap_or_default();
    let paragraph = rest.trim_start().split("\n\n").next().unwrap_or_default();
    paragraph.replace('\n', " ")
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "none",
    }
}

fn result(
    module: &ModuleReport,
    diagnostic: &Diagnostic,
    identity: &Identity,
    infos: &[&RuleInfo],
) -> Value {
    let finding = &diagnostic.finding;
    // Where there is little room, GitHub shows the first sentence alone.
    let parts = std::iter::once(&finding.message)
        .chain(&finding.notes)
        .chain(&finding.help);
    let sentences: Vec<String> = parts.map(|part| sentence(part)).collect();
    let related = finding.labels.iter().enumerate().map(|(index, label)| {
        json!({
            "id": index + 1,
            "message": { "text": sentence(&label.message) },
            "physicalLocation": place(module, label.span),
        })
    });
    let index = infos
        .iter()
        .position(|info| *info == diagnostic.rule)
        .map_or(json!(-1), Value::from);
    let fixes = finding.fix.iter().map(|fix| changes(module, fix));
    json!({
        "ruleId": diagnostic.rule.id,
        "ruleIndex": index,
        "level": diagnostic.level.severity(),
        "message": { "text": sentences.join(" ") },
        "locations": [{ "physicalLocation": place(module, finding.primary.span) }],
        "relatedLocations": related.collect::<Value>(),
        "partialFingerprints": { FINGERPRINT: identity.fingerprint() },
        "fixes": fixes.collect::<Value>(),
    })
}

/// A message as SARIF wants it (section 3.11.2); ours are parts of one.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    let mut sentence: String = first.chain(characters).collect();
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

fn place(module: &ModuleReport, span: Span) -> Value {
    let source = &module.sources[span.file];
    json!({ "artifactLocation": artifact(source), "region": region(source, span) })
}

/// Relative to where the run was started, without a base: GitHub takes it to be
/// the repository's root.
fn artifact(source: &Source) -> Value {
    json!({ "uri": uri(source) })
}

pub(super) fn uri(source: &Source) -> String {
    let name = printable::line(&source.name);
    utf8_percent_encode(&name, PATH).to_string()
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn changes(module: &ModuleReport, fix: &Fix) -> Value {
    let changes = fix
        .edits
        .chunk_by(|a, b| a.span.file == b.span.file)
        .map(|edits| {
            let source = &module.sources[edits[0].span.file];
            let replacements = edits.iter().map(|edit| {
                json!({
                    "deletedRegion": region(source, edit.span),
                    "insertedContent": { "text": edit.text },
                })
            });
            json!({
                "artifactLocation": artifact(source),
                "replacements": replacements.collect::<Value>(),
            })
        });
    json!({
        "description": { "text": sentence(&fix.title) },
        "artifactChanges": changes.collect::<Value>(),
    })
}
