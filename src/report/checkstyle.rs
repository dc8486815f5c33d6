//! Checkstyle's XML, which many CI servers read.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;

use super::{Report, xml};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::printable;

/// The version whose format this is.
const VERSION: &str = "4.3";

pub(super) fn render(report: &Report) -> String {
    let mut files: BTreeMap<&str, Vec<(&ModuleReport, &Diagnostic)>> = BTreeMap::new();
    for (module, diagnostic) in report.diagnostics() {
        let source = &module.sources[diagnostic.finding.primary.span.file];
        let found = files.entry(&source.name).or_default();
        found.push((module, diagnostic));
    }
    xml::document(2, |writer| {
        let root = writer.create_element("checkstyle");
        let root = root.with_attribute(("version", VERSION));
        root.write_inner_content(|writer| {
            for (name, found) in &files {
                let file = writer.create_element("file");
                let file = file.with_attribute(("name", &*printable::line(name)));
                file.write_inner_content(|writer| {
                    for (module, diagnostic) in found {
                        error(writer, module, diagnostic)?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn error(
    writer: &mut Writer<Vec<u8>>,
    module: &ModuleReport,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let span = diagnostic.finding.primary.span;
    let position = module.sources[span.file].position(span.start);
    let (line, column) = (position.line.to_string(), position.column.to_string());
    let source = format!("coderlint.{}", diagnostic.rule.id);
    let message = printable::line(&diagnostic.finding.message);
    let attributes = [
        ("line", line.as_str()),
        ("column", &column),
        ("severity", diagnostic.level.severity()),
        ("message", &message),
        ("source", &source),
    ];
    let element = writer.create_element("error");
    element.with_attributes(attributes).write_empty()?;
    Ok(())
}
