//! SARIF 2.1.0, as GitHub's code scanning takes it.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_sarif::sarif;

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
    let results: Vec<sarif::Result> = report
        .identified()
        .map(|(module, diagnostic, identity)| result(module, diagnostic, &identity))
        .collect();
    let driver = sarif::ToolComponent::builder()
        .name("coderlint")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(
            rules::infos()
                .iter()
                .map(|info| rule(info))
                .collect::<Vec<_>>(),
        )
        .build();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver).build())
        .column_kind(serde_json::json!("unicodeCodePoints"))
        .results(results)
        .build();
    let document = sarif::Sarif::builder()
        .schema(SCHEMA)
        .version(serde_json::json!("2.1.0"))
        .runs(vec![run])
        .build();
    json::text(&document)
}

fn rule(info: &RuleInfo) -> sarif::ReportingDescriptor {
    let level = info.level;
    let mut properties = sarif::PropertyBag::builder().build();
    // GitHub sorts security findings by it: critical is over 9, high over 7.
    let severity = match level {
        Level::Deny => "6.5",
        Level::Warn | Level::Allow => "3.5",
    };
    properties
        .additional_properties
        .insert("security-severity".to_owned(), severity.into());
    properties.tags = Some(vec!["security".to_owned()]);
    sarif::ReportingDescriptor::builder()
        .id(info.id)
        .name(info.id)
        .short_description(text(info.summary))
        .full_description(text(&section(info.page, "## What it does")))
        .help(
            sarif::MultiformatMessageString::builder()
                .text(info.page)
                .markdown(info.page)
                .build(),
        )
        .help_uri(info.url())
        .default_configuration(
            sarif::ReportingConfiguration::builder()
                .level(serde_json::json!(level_name(level)))
                .enabled(level != Level::Allow)
                .build(),
        )
        .properties(properties)
        .build()
}

/// The first paragraph below a heading.
fn section(page: &str, heading: &str) -> String {
    let (_, rest) = page.split_once(heading).unwrap_or_default();
    let paragraph = rest.trim_start().split("\n\n").next().unwrap_or_default();
    paragraph.replace('\n', " ")
}

fn text(text: &str) -> sarif::MultiformatMessageString {
    sarif::MultiformatMessageString::builder()
        .text(text)
        .build()
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "none",
    }
}

fn result(module: &ModuleReport, diagnostic: &Diagnostic, identity: &Identity) -> sarif::Result {
    let finding = &diagnostic.finding;
    let mut message = finding.message.clone();
    for note in finding.notes.iter().chain(&finding.help) {
        message.push_str(". ");
        message.push_str(note);
    }
    let related = finding.labels.iter().enumerate().map(|(index, label)| {
        let mut location = location(module, label.span);
        location.id = Some(i64::try_from(index).unwrap_or_default() + 1);
        location.message = Some(sarif::Message::builder().text(&label.message).build());
        location
    });
    let index = rules::infos()
        .iter()
        .position(|info| *info == diagnostic.rule);
    let fixes = finding.fix.iter().map(|fix| changes(module, fix));
    let fingerprints = [(FINGERPRINT.to_owned(), identity.fingerprint())];
    sarif::Result::builder()
        .rule_id(diagnostic.rule.id)
        .rule_index(i64::try_from(index.unwrap_or_default()).unwrap_or_default())
        .level(match diagnostic.level {
            Level::Deny => sarif::ResultLevel::Error,
            Level::Warn | Level::Allow => sarif::ResultLevel::Warning,
        })
        .message(sarif::Message::builder().text(message).build())
        .locations(vec![location(module, finding.primary.span)])
        .related_locations(related.collect::<Vec<_>>())
        .partial_fingerprints(
            fingerprints
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        )
        .fixes(fixes.collect::<Vec<_>>())
        .build()
}

fn location(module: &ModuleReport, span: Span) -> sarif::Location {
    let source = &module.sources[span.file];
    let physical = sarif::PhysicalLocation::builder()
        .artifact_location(artifact(source))
        .region(region(source, span))
        .build();
    sarif::Location::builder()
        .physical_location(physical)
        .build()
}

/// Relative to where the run was started, without a base: GitHub takes it to be
/// the repository's root.
fn artifact(source: &Source) -> sarif::ArtifactLocation {
    let name = printable::line(&source.name);
    let uri = utf8_percent_encode(&name, PATH).to_string();
    sarif::ArtifactLocation::builder().uri(uri).build()
}

fn region(source: &Source, span: Span) -> sarif::Region {
    let (start, end) = (source.position(span.start), source.position(span.end));
    let number = |number: usize| i64::try_from(number).unwrap_or_default();
    sarif::Region::builder()
        .start_line(number(start.line))
        .start_column(number(start.column))
        .end_line(number(end.line))
        .end_column(number(end.column))
        .build()
}

fn changes(module: &ModuleReport, fix: &Fix) -> sarif::Fix {
    let changes = fix
        .edits
        .chunk_by(|a, b| a.span.file == b.span.file)
        .map(|edits| {
            let source = &module.sources[edits[0].span.file];
            let replacements = edits.iter().map(|edit| {
                let inserted = sarif::ArtifactContent::builder().text(&edit.text).build();
                sarif::Replacement::builder()
                    .deleted_region(region(source, edit.span))
                    .inserted_content(inserted)
                    .build()
            });
            sarif::ArtifactChange::builder()
                .artifact_location(artifact(source))
                .replacements(replacements.collect::<Vec<_>>())
                .build()
        });
    sarif::Fix::builder()
        .description(sarif::Message::builder().text(&fix.title).build())
        .artifact_changes(changes.collect::<Vec<_>>())
        .build()
}
