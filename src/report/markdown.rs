//! Markdown: a table by module, variable and state, for a job's summary, a
//! comment or an issue.

use std::fmt::Write as _;

use super::{Report, human};
use crate::printable;

pub(super) fn render(report: &Report) -> String {
    let mut text = format!("## coderlint\n\n{}\n", human::summary(report).trim_end());
    if report.diagnostics().next().is_some() {
        text.push_str("\n| module | variable | state | where |\n| --- | --- | --- | --- |\n");
    }
    for (module, diagnostic) in report.diagnostics() {
        let finding = &diagnostic.finding;
        let source = &module.sources[finding.primary.span.file];
        let line = source.position(finding.primary.span.start).line;
        let rule = format!("[`{}`]({})", diagnostic.rule.id, diagnostic.rule.url());
        let _ = writeln!(
            text,
            "| {} | {} | **{}** {rule}: {} | {} |",
            code(&module.name),
            finding.subject.as_deref().map_or_else(String::new, code),
            diagnostic.level.severity(),
            prose(&finding.message),
            code(&format!("{}:{line}", source.name)),
        );
    }
    printable::lines(&text)
}

/// A code span that nothing in it can end, in a table's cell.
fn code(text: &str) -> String {
    let text = printable::line(text).replace('|', "\\|");
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.contains('`') || text.trim().len() != text.len() {
        " "
    } else {
        ""
    };
    // Nothing at all makes no span.
    if text.is_empty() {
        return text;
    }
    format!("{fence}{space}{text}{space}{fence}")
}

/// A message: what stands between backticks is code, everything else is text
/// without any markup.
fn prose(text: &str) -> String {
    let text = printable::line(text);
    let mut parts: Vec<&str> = text.split('`').collect();
    // Backticks without a partner are text.
    if parts.len().is_multiple_of(2) {
        parts = vec![&text];
    }
    let parts = parts.iter().enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            code(part)
        } else {
            escaped(part)
        }
    });
    parts.collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // No mentions.
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_a_cell() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(
            prose("key `a` is *x* @y <z>"),
            "key `a` is \\*x\\* &#64;y &lt;z&gt;"
        );
        assert_eq!(prose("odd ` [a](b)"), "odd \\` \\[a\\](b)");
    }
}
