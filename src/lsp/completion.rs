//! Completion: rules in ignore comments; blocks, settings, rules and values in a
//! configuration.

use std::ops::Range;
use std::path::Path;

use lsp_types::CompletionItemKind;
use serde_json::{Value, json};

use super::session::Session;
use crate::config::{self, FILE_NAME, Place};
use crate::discover::README;
use crate::policy::{GET_RESOURCES, META, is_policy};
use crate::rule::RuleInfo;
use crate::source::start_of;
use crate::syntax::{self, markdown};
use crate::terraform::functions;

/// What is offered at a byte offset of a text.
pub(super) fn completions(session: &Session, path: &Path, text: &str, offset: usize) -> Vec<Value> {
    let before = &text[..offset];
    let rules = session.rules(path);
    if let Some(comment) = comment_around(path, text, offset) {
        let said = text[comment.start..offset].rsplit_once("coderlint-ignore");
        let is_open = said.is_some_and(|(_, said)| {
            (said.starts_with(':') || said.starts_with("-file:")) && !said.contains("--")
        });
        return if is_open {
            rule_items(&rules)
        } else {
            Vec::new()
        };
    }
    if is_policy(path) {
        return in_policy(session, text, before);
    }
    if path.file_name().is_none_or(|name| name != FILE_NAME) {
        return Vec::new();
    }
    match config::place_at(&rules, before) {
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
        Place::Rule => rule_items(&rules),
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

/// What is offered in a policy: the facts after `meta.`, attributes of blocks in
/// open modules after `attrs.`, functions after `core::`.
fn in_policy(session: &Session, text: &str, before: &str) -> Vec<Value> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let stem = before.trim_end_matches(is_word);
    let words = |words: &mut dyn Iterator<Item = &str>, kind: CompletionItemKind| {
        words.map(|word| item(word, word, kind, "")).collect()
    };
    if stem.ends_with("meta.") {
        words(&mut META.iter().copied(), CompletionItemKind::PROPERTY)
    } else if stem.ends_with("attrs.") {
        let mut names = session.attributes();
        let used = text.split("attrs.").skip(1);
        names.extend(used.map(|rest| {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            rest[..end].to_owned()
        }));
        names.remove(&before[stem.len()..]);
        words(
            &mut names.iter().map(String::as_str),
            CompletionItemKind::PROPERTY,
        )
    } else if stem.ends_with("core::") {
        let names = functions::names().chain([GET_RESOURCES]);
        words(&mut { names }, CompletionItemKind::FUNCTION)
    } else {
        Vec::new()
    }
}

fn rule_items(rules: &[&RuleInfo]) -> Vec<Value> {
    let rules = rules.iter();
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
