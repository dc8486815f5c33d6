//! Markdown: a table for a job's summary, a comment or an issue.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{Report, human, sarif};
use crate::printable;

pub(super) fn render(report: &Report) -> String {
    let mut text = format!("## coderlint\n\n{}\n", human::summary(report).trim_end());
    if report.diagnostics().next().is_some() {
        text.push_str("\n| level | finding | place | rule |\n| --- | --- | --- | --- |\n");
    }
    let base = blob();
    let mut rules = BTreeMap::new();
    for (module, diagnostic) in report.diagnostics() {
        let finding = &diagnostic.finding;
        let source = &module.sources[finding.primary.span.file];
        let line = source.position(finding.primary.span.start).line;
        let rule = diagnostic.rule;
        let url = rule.url();
        let shown = match &url {
            Some(_) => format!("[`{}`]", rule.id),
            None => format!("`{}`", rule.id),
        };
        rules.extend(url.map(|url| (rule.id, url)));
        // GitHub shows a Markdown file without lines unless told otherwise.
        let is_markdown = source.path.extension().is_some_and(|found| found == "md");
        let plain = if is_markdown { "?plain=1" } else { "" };
        let _ = writeln!(
            text,
            "| **{}** | {} | [{}]({base}{}{plain}#L{line}) | {shown} |",
            diagnostic.level.severity(),
            prose(&finding.message),
            code(&format!("{}:{line}", source.name)),
            sarif::uri(source),
        );
    }
    if !rules.is_empty() {
        text.push('\n');
    }
    for (rule, url) in rules {
        let _ = writeln!(text, "[`{rule}`]: {url}");
    }
    printable::lines(&text)
}

/// What comes before a file's path in a link. In a job on GitHub the address of
/// the commit: a comment or summary has another address than the files.
fn blob() -> String {
    let address = || {
        let workspace = std::env::var_os("GITHUB_WORKSPACE")?;
        let is_root = std::env::current_dir().ok()?.as_path() == Path::new(&workspace);
        let [server, repository, commit] =
            ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"].map(std::env::var);
        let (server, repository, commit) = (server.ok()?, repository.ok()?, commit.ok()?);
        is_root.then(|| format!("{server}/{repository}/blob/{commit}/"))
    };
    address().unwrap_or_default()
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
