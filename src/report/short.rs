//! One line a finding: `file:line:column: error[rule]: message`.

use std::fmt::Write as _;

use super::Report;
use crate::printable;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for (module, diagnostic) in report.diagnostics() {
        let span = diagnostic.finding.primary.span;
        let source = &module.sources[span.file];
        let position = source.position(span.start);
        let _ = writeln!(
            text,
            "{}:{}:{}: {}[{}]: {}",
            printable::line(&source.name),
            position.line,
            position.column,
            diagnostic.level.severity(),
            diagnostic.rule.id,
            printable::line(&diagnostic.finding.message),
        );
    }
    printable::lines(&text)
}
