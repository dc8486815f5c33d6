//! Completion: rules in ignore comments; blocks, settings, rules and values in a
//! configuration.

use std::ops::Range;
use std::path::Path;

use lsp_types::CompletionItemKind;
use serde_json::{Value, json};

use crate::config::{self, FILE_NAME, Place};
use crate::discover::README;
use crate::rules;
use crate::source::start_of;
use crate::syntax::{self, markdown};

/// What is offered at a byte offset of a text.
pub(super) fn completions(path: &Path, text: &str, offset: usize) -> Vec<Value> {
    let before = &text[..offset];
    if let Some(comment) = comment_around(path, text, offset) {
        let said = text[comment.start..offset].rsplit_once("coderlint-ignore");
        let is_open = said.is_some_and(|(_, said)| {
            (said.starts_with(':') || said.starts_with("-file:")) && !said.contains("--")
        });
        return if is_open { rule_items() } else { Vec::new() };
    }
    if path.file_name().is_none_or(|name| name != FILE_NAME) {
        return Vec::new();
    }
    match config::place_at(rules::infos(), before) {
        Place::Settings(settings) => {
            let items = settings.into_iter().map(|setting| {
                let label = setting.name;
                let insert = format!("{label} = ");
                item(label, &insert, CompletionItemKind::PROPERTY, setting.about)
            });
            items.collect()
        }
        Place::Top(settings, blocks) => {
            let settings = settings.iter().map(|setting| {
                let insert = format!("{} = ", setting.name);
                item(
                    setting.name,
                    &insert,
                    CompletionItemKind::PROPERTY,
                    setting.about,
                )
            });
            let blocks = blocks.iter().map(|name| {
                let insert = if *name == "rule" { "rule \"" } else { name };
                item(name, insert, CompletionItemKind::CLASS, "")
            });
            settings.chain(blocks).collect()
        }
        Place::Rule => rule_items(),
        Place::Values(values) => {
            let values = values.iter();
            let values = values.map(|value| item(value, value, CompletionItemKind::VALUE, ""));
            values.collect()
        }
        Place::Nothing => Vec::new(),
    }
}

/// The comment around an offset, in bytes.
pub(super) fn comment_around(path: &Path, text: &str, offset: usize) -> Option<Range<usize>> {
    let start = start_of(text);
    let comments = if path.file_name().is_some_and(|name| name == README) {
        markdown::comments(text)
    } else {
        syntax::comments(text, start)
    };
    let mut comments = comments.into_iter();
    comments.find(|comment| {
        let comment_text = &text[comment.clone()];
        let mut marks = [("/*", "*/"), ("<!--", "-->")].into_iter();
        let is_closed = marks
            .any(|(open, close)| comment_text.starts_with(open) && comment_text.ends_with(close));
        comment.start < offset && (offset < comment.end || offset == comment.end && !is_closed)
    })
}

fn rule_items() -> Vec<Value> {
    let rules = rules::infos().iter();
    let items =
        rules.map(|rule| item(rule.id, rule.id, CompletionItemKind::CONSTANT, rule.summary));
    items.collect()
}

fn item(label: &str, insert: &str, kind: CompletionItemKind, about: &str) -> Value {
    let mut item = json!({ "label": label, "kind": kind, "insertText": insert });
    if !about.is_empty() {
        item["documentation"] = json!(about);
    }
    item
}
