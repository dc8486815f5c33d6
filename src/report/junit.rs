//! `JUnit`'s XML: each finding is a failing case.

use std::collections::HashMap;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::Report;
use crate::printable;

pub(super) fn render(report: &Report) -> String {
    let mut suite = TestSuite::new("coderlint");
    let mut names: HashMap<String, usize> = HashMap::new();
    for (module, diagnostic) in report.diagnostics() {
        let finding = &diagnostic.finding;
        let span = finding.primary.span;
        let source = &module.sources[span.file];
        let position = source.position(span.start);
        let file = printable::line(&source.name);
        let place = format!("{file}:{}:{}", position.line, position.column);
        let (rule, level) = (diagnostic.rule.id, diagnostic.level.severity());
        let message = printable::line(&finding.message);
        let mut name = format!("{rule} at {place}");
        let count = names.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            name = format!("{name} ({count})");
        }
        let mut text = format!("{place}: {level}[{rule}]: {message}");
        for note in finding.notes.iter().chain(&finding.help) {
            text.push('\n');
            text.push_str(&printable::line(note));
        }
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_message(message)
            .set_type(format!("{level}[{rule}]"))
            .set_description(printable::lines(&text));
        let mut case = TestCase::new(name, status);
        case.set_classname(printable::line(&module.name));
        suite.add_test_case(case);
    }
    if suite.test_cases.is_empty() {
        let case = TestCase::new("no findings", TestCaseStatus::success());
        suite.add_test_case(case);
    }
    let mut document = Document::new("coderlint");
    document.add_test_suite(suite);
    printable::entities(&document.to_string().unwrap_or_default())
}
