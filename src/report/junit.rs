//! `JUnit`'s XML: each finding is a failing case.

use std::collections::HashMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{Report, xml};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::printable;

pub(super) fn render(report: &Report) -> String {
    let count = report.diagnostics().count();
    let (tests, failures) = (count.max(1).to_string(), count.to_string());
    let attributes = [
        ("name", "coderlint"),
        ("tests", &tests),
        ("skipped", "0"),
        ("failures", &failures),
        ("errors", "0"),
    ];
    let mut names = HashMap::new();
    xml::document(4, |writer| {
        let root = writer.create_element("testsuites");
        let root = root.with_attributes(attributes);
        root.write_inner_content(|writer| {
            let suite = writer.create_element("testsuite");
            let suite = suite.with_attributes(attributes);
            suite.write_inner_content(|writer| {
                for (module, diagnostic) in report.diagnostics() {
                    case(writer, &mut names, module, diagnostic)?;
                }
                if count == 0 {
                    let case = writer.create_element("testcase");
                    case.with_attribute(("name", "no findings")).write_empty()?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

/// A case that failed. `names` are those of the ones before it, with how often
/// there were.
fn case(
    writer: &mut Writer<Vec<u8>>,
    names: &mut HashMap<String, usize>,
    module: &ModuleReport,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
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
    let kind = format!("{level}[{rule}]");
    let mut text = format!("{place}: {kind}: {message}");
    for note in finding.notes.iter().chain(&finding.help) {
        text.push('\n');
        text.push_str(&printable::line(note));
    }
    let text = printable::lines(&text);
    let classname = printable::line(&module.name);
    let case = writer.create_element("testcase");
    let case = case.with_attributes([("name", &*name), ("classname", &classname)]);
    case.write_inner_content(|writer| {
        let failure = writer.create_element("failure");
        failure
            .with_attributes([("message", &*message), ("type", &kind)])
            .write_text_content(BytesText::new(&text))?;
        Ok(())
    })?;
    Ok(())
}
