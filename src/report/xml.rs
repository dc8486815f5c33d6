//! What the formats in XML have in common.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use crate::printable;

/// A document, its elements indented by so many blanks.
pub(super) fn document(
    indent: usize,
    root: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>,
) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', indent);
    let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
    // Writing to memory does not fail.
    let _ = writer.write_event(Event::Decl(declaration));
    let _ = root(&mut writer);
    let xml = String::from_utf8(writer.into_inner()).unwrap_or_default();
    format!("{}\n", printable::entities(&xml))
}
