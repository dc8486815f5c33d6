//! Sets an attribute of a block, where people would write it.

use super::Changes;
use crate::module::Module;
use crate::source::Span;
use crate::terraform::Block;

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
            return self.replace_value(module, block, old.span(), value);
        }
        let Some(body) = block.braces() else {
            return;
        };
        let text = &module.sources()[body.file].text;
        let attributes = block.first_attributes();
        let open = body.start + text[body.start..body.end].find('{').unwrap_or_default() + 1;
        let begins_in_one_line = match attributes.first() {
            // Its value may go on in others.
            Some((_, first)) => !text[open..first.start].contains('\n'),
            None => !text[open..body.end].contains('\n'),
        };
        if begins_in_one_line {
            let inner = Span {
                start: open,
                end: body.end - 1,
                ..body
            };
            return self.set_in_one_line(text, inner, &attributes, name, value);
        }
        let wanted = attributes.iter().rfind(|(name, _)| after.contains(name));
        let Some((_, at)) = wanted.or(attributes.last()) else {
            // A comment may follow the brace.
            let end = line_end_at(text, open);
            return self.insert(body.file, end, format!("\n  {name} = {value}"));
        };
        let end = at.start + text[at.start..at.end].trim_end().len();
        if line_end_at(text, end) >= body.end {
            // The block ends on the attribute's line.
            self.insert(body.file, end, format!("\n  {name} = {value}\n"));
        } else {
            self.set_after_line(module, block, *at, name, value);
        }
    }

    /// Opens a block whose first attribute stands on the line of its brace, and
    /// adds an attribute after the others. `inner` is what stands between the
    /// braces.
    fn set_in_one_line(
        &mut self,
        text: &str,
        inner: Span,
        attributes: &[(&str, Span)],
        name: &str,
        value: &str,
    ) {
        let line = format!("\n  {name} = {value}\n");
        let (Some((_, first)), Some((_, last))) = (attributes.first(), attributes.last()) else {
            return self.replace(inner, line);
        };
        // What stands between the braces may be changed as well.
        let before = Span {
            end: first.start,
            ..inner
        };
        let last = last.start + text[last.start..last.end].trim_end().len();
        let after = Span {
            start: last,
            ..inner
        };
        // Comments stay where they are.
        let is_blank = |at: Span| text[at.range()].trim().is_empty();
        if is_blank(before) {
            self.replace(before, "\n  ");
        } else {
            self.insert(inner.file, inner.start, "\n ");
        }
        if is_blank(after) {
            self.replace(after, line);
        } else {
            self.insert(inner.file, inner.end, line);
        }
    }

    /// Puts a text in the place of a value, or of a part of one; its further lines
    /// are indented as at the top of a block.
    pub(super) fn replace_value(
        &mut self,
        module: &Module<'_>,
        block: &Block<'_>,
        at: Span,
        value: &str,
    ) {
        self.replace(at, Indents::at(module, block, at).applied_to(value));
    }

    /// Writes an attribute on a line of its own after the line that something
    /// ends on, with the same indentation.
    fn set_after_line(
        &mut self,
        module: &Module<'_>,
        block: &Block<'_>,
        at: Span,
        name: &str,
        value: &str,
    ) {
        let text = &module.sources()[at.file].text;
        // A heredoc's place ends with its last line break.
        let end = at.start + text[at.start..at.end].trim_end().len();
        let end = line_end_at(text, end);
        let lines = format!("\n  {name} = {value}");
        let lines = Indents::at(module, block, at).applied_to(&lines);
        self.insert(at.file, end, lines);
    }
}

/// How the lines of a block are indented.
struct Indents<'t> {
    /// Before its first line.
    outer: &'t str,
    /// What each level adds.
    step: &'t str,
}

impl<'t> Indents<'t> {
    /// As the line is that holds a part of the block.
    fn at(module: &'t Module<'_>, block: &Block<'_>, part: Span) -> Self {
        let text = &module.sources()[part.file].text;
        let indent_at = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
            let line = &text[start..];
            // What a list or a quote has before the line is added to every line.
            let line = line.strip_prefix(module.line_prefix()).unwrap_or(line);
            &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
        };
        let mut blocks = block.spans();
        let around = blocks.find(|whole| whole.covers(part));
        let outer = around.map_or("", |whole| indent_at(whole.start));
        let step = indent_at(part.start).strip_prefix(outer);
        Self {
            outer,
            step: step.filter(|step| !step.is_empty()).unwrap_or("  "),
        }
    }

    /// A text whose further lines have two blanks for each level.
    fn applied_to(&self, text: &str) -> String {
        let mut lines = text.split('\n');
        let mut applied = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            let rest = line.trim_start_matches(' ');
            let levels = (line.len() - rest.len()) / 2;
            applied.push('\n');
            applied.push_str(self.outer);
            applied.push_str(&self.step.repeat(levels));
            applied.push_str(rest);
        }
        applied
    }
}

/// Where the line ends that holds an offset, without its line break.
pub fn line_end_at(text: &str, at: usize) -> usize {
    text[at..]
        .find(['\r', '\n'])
        .map_or(text.len(), |found| at + found)
}
