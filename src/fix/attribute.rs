//! Sets an attribute of a block, where people would write it.

use super::Changes;
use crate::module::{Block, Module, Span};

impl Changes {
    /// Sets an attribute: its value is replaced, or it gets a line of its own
    /// after the last of `after` that is there, else after the block's other
    /// attributes. `value` has line feeds for line ends, and its further lines
    /// are indented as at the top of a block.
    pub fn set_attribute(
        &mut self,
        module: &Module<'_>,
        block: &Block<'_>,
        name: &str,
        value: &str,
        after: &[&str],
    ) {
        if let Some(old) = block.attribute(name) {
            return self.replace(old.span(), value);
        }
        let Some(body) = block.braces() else {
            return;
        };
        let text = &module.sources()[body.file].text;
        let attributes = block.first_attributes();
        let is_one_line = !text[body.start..body.end].contains('\n');
        if is_one_line {
            let mut lines: Vec<String> = attributes
                .iter()
                .map(|(_, at)| text[at.start..at.end].trim().to_owned())
                .collect();
            lines.push(format!("{name} = {value}"));
            let lines = lines.join("\n  ");
            return self.replace(body, format!(" {{\n  {lines}\n}}"));
        }
        let wanted = attributes.iter().rfind(|(name, _)| after.contains(name));
        if let Some((_, at)) = wanted.or(attributes.last()) {
            self.after_line(module, *at, name, value);
        } else {
            let open = text[body.start..body.end].find('{').unwrap_or_default();
            self.insert(
                body.file,
                body.start + open + 1,
                format!("\n  {name} = {value}"),
            );
        }
    }

    /// Writes an attribute on a line of its own after the line that something
    /// ends on, with the same indentation.
    fn after_line(&mut self, module: &Module<'_>, at: Span, name: &str, value: &str) {
        let text = &module.sources()[at.file].text;
        let start = text[..at.start].rfind('\n').map_or(0, |found| found + 1);
        let before = &text[start..at.start];
        // A quote's `>` belongs to it.
        let indent = &before[..before.len() - before.trim_start_matches([' ', '\t', '>']).len()];
        // A heredoc's place ends with its last line break.
        let end = at.start + text[at.start..at.end].trim_end().len();
        let end = end + text[end..].find(['\r', '\n']).unwrap_or(text.len() - end);
        let value = value.replace("\n  ", &format!("\n{indent}"));
        self.insert(at.file, end, format!("\n{indent}{name} = {value}"));
    }
}
