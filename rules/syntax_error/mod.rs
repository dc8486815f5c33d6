//! Reports what can't be parsed: nothing is skipped silently.

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::module::{Extent, Module};
use crate::rule::RuleInfo;
use crate::source::{FileId, Source, Span};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a file or block that can't be parsed",
        is_about_any: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    // Examples elide with `...`, show values only, or a diff.
    if module.extent() == Extent::Example {
        return;
    }
    for (file, source) in module.sources().iter() {
        if let Some(at) = source.invalid_utf8 {
            let place = character_at(source, file, at);
            findings.push(
                Finding::new(place, "invalid UTF-8")
                    .says("this byte is not valid UTF-8")
                    .note("Terraform only reads UTF-8")
                    .help("save the file as UTF-8"),
            );
        }
    }
    for (file, broken) in module.broken() {
        let source = &module.sources()[file];
        let place = character_at(source, file, broken.at);
        let mut finding = Finding::new(place, &broken.message);
        if let Some(opened) = broken.opened {
            finding = finding.label(character_at(source, file, opened), "opened here");
        }
        let header = source.text[broken.span.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let start = broken.span.start;
        let header = Span::new(file, start..start + header.trim_end().len());
        if broken.header.is_some() && !(header.start..=header.end).contains(&broken.at) {
            finding = finding.label(header, "in this block");
        }
        findings.push(finding.note("the broken part was not linted; everything else was"));
    }
}

/// The character at an offset; at a line's end, the place before it.
fn character_at(source: &Source, file: FileId, at: usize) -> Span {
    let range = source.char_at(at);
    let is_control = source.text[range.clone()].starts_with(char::is_control);
    let end = if is_control { range.start } else { range.end };
    Span::new(file, range.start..end)
}
