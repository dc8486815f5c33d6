//! What can be written at a place of a configuration that is being typed.

use super::file::{BLOCKS, settings_of};
use super::settings::{CODER, KEYS, ROOT};
use crate::rule::{self, Kind, RuleInfo, Setting};
use crate::source::line_start_at;
use crate::syntax::open_at_end;

/// What can be written somewhere.
#[derive(Debug)]
pub enum Place {
    /// Settings of the file, and blocks.
    Top(&'static [Setting], &'static [&'static str]),
    /// Settings of a block.
    Settings(Vec<Setting>),
    /// A rule's id.
    Rule,
    /// One of some values.
    Values(&'static [&'static str]),
    /// Nothing that is known.
    Nothing,
}

/// What can be written after a text.
pub fn place_at(rules: &[&'static RuleInfo], before: &str) -> Place {
    let line_start = line_start_at(before, before.len());
    let line = before[line_start..].trim_start();
    if line.starts_with('#') || line.starts_with("//") {
        return Place::Nothing;
    }
    let (braces, is_in_string) = open_at_end(before);
    let header = braces.first().map(|at| header_before(before, *at));
    let settings = match header.as_deref() {
        None => {
            return match line.strip_prefix("rule") {
                Some(rest) if rest.trim_start().starts_with('"') => Place::Rule,
                _ if is_name(line) => Place::Top(ROOT, BLOCKS),
                _ => Place::Nothing,
            };
        }
        Some(["coder"]) => CODER.to_vec(),
        Some(["keys"]) => KEYS.to_vec(),
        Some(["rule", id]) => rule::find(rules, id).map_or_else(Vec::new, settings_of),
        Some(_) => Vec::new(),
    };
    // In a block on one line, what stands in it.
    let line = match braces.last() {
        Some(brace) if *brace >= line_start => before[brace + 1..].trim_start(),
        _ => line,
    };
    if is_name(line) {
        return Place::Settings(settings);
    }
    let Some((name, _)) = line.split_once('=') else {
        return Place::Nothing;
    };
    let setting = settings.iter().find(|setting| setting.name == name.trim());
    match setting.map(|setting| setting.kind) {
        Some(Kind::Level) if is_in_string => Place::Values(&["allow", "warn", "deny"]),
        Some(Kind::Bool) => Place::Values(&["true", "false"]),
        _ => Place::Nothing,
    }
}

fn is_name(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The words of the line on which a block is opened, without quotes.
fn header_before(text: &str, brace: usize) -> Vec<&str> {
    let words = text[line_start_at(text, brace)..brace].split_whitespace();
    words.map(|word| word.trim_matches('"')).collect()
}
