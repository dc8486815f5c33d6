//! One HTML file with everything in it: a chart by rule, a filter, and each
//! finding as people see it in a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use termcolor::{Color, ColorSpec, WriteColor};

use super::{Report, human};
use crate::printable;
use crate::rule::RuleInfo;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");
/// SHA-256 of the script, in base64: no other script runs.
const SCRIPT_HASH: &str = include_str!("html/script.sha256");

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    let _ = write!(
        text,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>coderlint</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>coderlint</h1>\n<p>{}</p>\n",
        SCRIPT_HASH.trim(),
        escaped(human::summary(report).trim_end()),
    );
    let levels = counts(
        report
            .diagnostics()
            .map(|(_, diagnostic)| diagnostic.level.severity()),
    );
    let rules = counts(
        report
            .diagnostics()
            .map(|(_, diagnostic)| diagnostic.rule.id),
    );
    let modules = counts(report.diagnostics().map(|(module, _)| module.name.as_str()));
    if !rules.is_empty() {
        chart(&mut text, &rules);
        text.push_str("<form aria-label=\"Filter\">\n");
        choice(&mut text, "level", &levels);
        choice(&mut text, "rule", &rules);
        choice(&mut text, "module", &modules);
        text.push_str("<output aria-live=\"polite\"></output>\n</form>\n");
    }
    for (module, diagnostic) in report.diagnostics() {
        // Any of them may be the only one that is shown.
        let mut said = human::Said::default();
        let finding = &diagnostic.finding;
        let source = &module.sources[finding.primary.span.file];
        let position = source.position(finding.primary.span.start);
        let mut excerpt = Html::default();
        human::emit(&mut excerpt, module, diagnostic, &mut said);
        let _ = write!(
            text,
            "<details open data-level=\"{level}\" data-rule=\"{rule}\" data-module=\"{module}\">\n<summary><span class=\"{level}\">{level}</span> {rule_link} {message} <code>{place}:{line}:{column}</code></summary>\n<pre tabindex=\"0\">{excerpt}</pre>\n</details>\n",
            rule = escaped(diagnostic.rule.id),
            module = escaped(&printable::line(&module.name)),
            level = diagnostic.level.severity(),
            rule_link = rule_link(diagnostic.rule),
            message = with_code(&escaped(&finding.message)),
            place = escaped(&printable::line(&source.name)),
            line = position.line,
            column = position.column,
            excerpt = excerpt.finish(),
        );
    }
    let _ = write!(
        text,
        "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    text
}

/// A rule's name, with its address if it has one.
fn rule_link(rule: &RuleInfo) -> String {
    let name = escaped(rule.id);
    match rule.url() {
        Some(url) => format!("<a href=\"{}\">{name}</a>", escaped(&url)),
        None => name,
    }
}

fn counts<'r>(names: impl Iterator<Item = &'r str>) -> BTreeMap<&'r str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Bars as long as there are findings.
fn chart(text: &mut String, rules: &BTreeMap<&str, usize>) {
    let most = rules.values().copied().max().unwrap_or(1);
    text.push_str("<table class=\"chart\">\n<caption>Findings by rule</caption>\n");
    for (rule, count) in rules {
        let _ = writeln!(
            text,
            "<tr><th scope=\"row\">{}</th><td><meter min=\"0\" max=\"{most}\" value=\"{count}\">{count}</meter> {count}</td></tr>",
            escaped(rule)
        );
    }
    text.push_str("</table>\n");
}

fn choice(text: &mut String, name: &str, counts: &BTreeMap<&str, usize>) {
    let _ = writeln!(
        text,
        "<label>{name} <select name=\"{name}\"><option value=\"\">all</option>"
    );
    for (value, count) in counts {
        let value = escaped(&printable::line(value));
        let _ = writeln!(text, "<option value=\"{value}\">{value} ({count})</option>");
    }
    text.push_str("</select></label>\n");
}

/// A text that is nothing but text, in an element or an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable::text(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Nothing in a build's log begins a command.
            '#' => escaped.push_str("&#35;"),
            ':' => escaped.push_str("&#58;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line with what is between backticks as code. Without tags in between: those
/// are of another part.
fn with_code(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('`') {
        text.push_str(before);
        match after.split_once('`') {
            Some((code, after)) if !code.contains('<') => {
                let _ = write!(text, "<code>{code}</code>");
                rest = after;
            }
            _ => {
                text.push('`');
                rest = after;
            }
        }
    }
    text + rest
}

/// Whether a line is a file's, by the number before it, or names a file.
fn is_source(line: &str) -> bool {
    let outside = line
        .split('<')
        .enumerate()
        .map(|(index, part)| match index {
            0 => part,
            _ => part.split_once('>').map_or("", |(_, text)| text),
        });
    let shown: String = outside.collect();
    shown.trim_start().starts_with(|c: char| c.is_ascii_digit()) || shown.contains('┌')
}

/// Takes what is meant for a terminal, colours and all.
#[derive(Default)]
struct Html {
    bytes: Vec<u8>,
    text: String,
    is_open: bool,
}

impl Html {
    fn flush_text(&mut self) {
        let text = String::from_utf8_lossy(&self.bytes);
        self.text.push_str(&escaped(&text));
        self.bytes.clear();
    }

    fn finish(mut self) -> String {
        self.flush_text();
        if self.is_open {
            self.text.push_str("</span>");
        }
        let lines = self.text.split_inclusive('\n');
        let lines = lines.map(|line| {
            if is_source(line) {
                line.to_owned()
            } else {
                with_code(line)
            }
        });
        lines.collect()
    }
}

impl io::Write for Html {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteColor for Html {
    fn supports_color(&self) -> bool {
        true
    }

    fn set_color(&mut self, color: &ColorSpec) -> io::Result<()> {
        self.reset()?;
        let class = match color.fg() {
            Some(Color::Red) => "error",
            Some(Color::Yellow) => "warning",
            Some(Color::Blue | Color::Cyan | Color::Green) => "aside",
            _ => "strong",
        };
        let _ = write!(self.text, "<span class=\"{class}\">");
        self.is_open = true;
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        self.flush_text();
        if std::mem::take(&mut self.is_open) {
            self.text.push_str("</span>");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hmac_sha256::Hash;

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for chunk in bytes.chunks(3) {
            let bits = (0..3).fold(0_u32, |bits, at| {
                bits << 8 | u32::from(chunk.get(at).copied().unwrap_or_default())
            });
            for at in 0..4 {
                let digit = usize::try_from(bits >> (18 - 6 * at) & 63).unwrap_or_default();
                text.push(if at <= chunk.len() {
                    DIGITS[digit].into()
                } else {
                    '='
                });
            }
        }
        text
    }

    #[test]
    fn the_script_is_the_one_that_may_run() {
        assert_eq!(SCRIPT_HASH.trim(), base64(&Hash::hash(SCRIPT.as_bytes())));
    }
}
