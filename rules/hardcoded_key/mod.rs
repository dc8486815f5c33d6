//! Flags literals that look like live credentials.

mod shapes;

use std::ops::Range;

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::evidence::is_placeholder;
use crate::module::{Extent, Literal, Module};
use crate::rule::RuleInfo;
use crate::source::{Source, Span};
use crate::syntax;
use shapes::Match;

const WHY: &str = "anyone who can read this file, its history or the plan has the key, and it can't be rotated without a release";

/// Bits for each character that a random text has, at least. English words
/// joined by dashes stay below it or have no part that mixes letters and digits.
const MIN_ENTROPY: f64 = 3.0;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a literal that looks like a live credential",
        conceals: true,
        is_about_any: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    let mut found: Vec<Span> = Vec::new();
    // An example is a part of the README, which is searched as a whole.
    if module.extent() == Extent::Folder {
        for (file, source) in module.sources().iter() {
            let is_readme = module.readme().is_some_and(|(readme, _)| readme == file);
            for credential in credentials(source, is_readme) {
                let span = Span::new(file, credential.range);
                found.push(span);
                let attribute = if is_readme {
                    attribute_before(&source.text, span.start)
                } else {
                    module.attribute_at(span)
                };
                findings.push(wording(span, credential.shape.what, attribute));
            }
        }
    }
    for literal in module.literals_for_keys() {
        let is_found = found.iter().any(|span| span.overlaps(literal.at));
        if !is_found && is_live(&literal) && shapes::find(literal.text).is_empty() {
            findings.push(wording(
                literal.at,
                "a live credential",
                Some(literal.attribute),
            ));
        }
    }
}

/// Where credentials of known shapes stand in a text, in bytes.
pub(super) fn credentials_in(text: &str) -> Vec<Range<usize>> {
    let found = shapes::find(text).into_iter();
    found.map(|found| found.range).collect()
}

/// The credentials of known shapes in a file, comments in code aside.
fn credentials(source: &Source, is_readme: bool) -> Vec<Match> {
    let mut found = shapes::find(&source.text);
    if found.is_empty() {
        return found;
    }
    let comments = if is_readme {
        Vec::new()
    } else {
        syntax::comments(&source.text, source.start())
    };
    let is_in_code = |at: usize| !comments.iter().any(|comment| comment.contains(&at));
    found.retain(|credential| is_in_code(credential.range.start));
    found
}

/// Whether what is given to something with a key's name looks like one.
fn is_live(literal: &Literal<'_>) -> bool {
    let text = literal.text;
    let is_address = text.contains("://") || text.starts_with(['/', '.', '~']);
    // `sha256:…`, `name@sha256:…`
    let is_digest = text.contains("sha256:") || text.contains("sha512:");
    // A random text mixes letters and digits in one part; `prod-db-2` does not.
    let mixes = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| {
            part.len() >= 10
                && part.bytes().any(|byte| byte.is_ascii_digit())
                && part.bytes().any(|byte| byte.is_ascii_alphabetic())
        });
    let is_random = (mixes || shapes::is_uuid(text)) && looks_random(text);
    is_random && !is_address && !is_digest && !text.contains('\\')
}

/// Whether a text is neither a placeholder nor a pattern that a person typed.
fn looks_random(text: &str) -> bool {
    !is_placeholder(text) && !is_typed(text) && entropy(text) >= MIN_ENTROPY
}

/// Runs and rows that no generator makes.
fn is_typed(text: &str) -> bool {
    const ROWS: &[&str] = &["1234567", "abcdefg", "0123456", "qwerty"];
    let lower = text.to_ascii_lowercase();
    let has_run = lower
        .as_bytes()
        .windows(5)
        .any(|run| run.iter().all(|b| *b == run[0]));
    has_run || ROWS.iter().any(|row| lower.contains(row))
}

/// Shannon's entropy, in bits for each byte.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let total = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let bits = counts.iter().filter(|count| **count > 0).map(|count| {
        let share = f64::from(*count) / total;
        -share * share.log2()
    });
    bits.sum()
}

/// The name that stands before a value on its line: `name = "`, `NAME=`.
fn attribute_before(text: &str, at: usize) -> Option<&str> {
    let line = text[..at].rsplit('\n').next()?;
    let before = line.trim_end_matches(['"', '\'']);
    let before = before.trim_end().strip_suffix(['=', ':'])?;
    let before = before.trim_end().trim_end_matches(['"', '\'']);
    let name = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    name.into_iter().next().filter(|name| !name.is_empty())
}

fn wording(span: Span, what: &str, attribute: Option<&str>) -> Finding {
    let finding = Finding::new(span, format!("this looks like {what}"))
        .says("only the beginning is shown")
        .conceal(span)
        .note(WHY)
        .help("revoke it, and take the key from a sensitive variable or a masked parameter");
    match attribute {
        Some(attribute) => finding.about(attribute),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_prose_is_named_by_what_stands_before_it() {
        for (text, name) in [
            ("a\n  api_key = \"", Some("api_key")),
            ("export ACME_KEY=", Some("ACME_KEY")),
            ("{ 'api-key': '", Some("api-key")),
            ("the key ", None),
            ("= ", None),
            ("api_key =\n", None),
        ] {
            assert_eq!(attribute_before(text, text.len()), name, "{text}");
        }
    }
}
