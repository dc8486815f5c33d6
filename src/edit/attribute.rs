//! Sets an attribute of a block, where people would write it.

use super::Changes;
use crate::module::Module;
use crate::source::{Span, line_end_at, line_start_at};
use crate::terraform::{Block, NestedBlock};

/// What an attribute is added to: a block, or one within a block.
struct Body<'a> {
    /// The block, from its type to its closing brace.
    whole: Span,
    /// What stands between its braces, these included.
    braces: Span,
    /// The attributes before its first nested block.
    attributes: Vec<(&'a str, Span)>,
}

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
        if let (Some(whole), Some(braces)) = (block.spans().next(), block.braces()) {
            let attributes = block.first_attributes();
            let body = Body {
                whole,
                braces,
                attributes,
            };
            self.add_attribute(module, &body, name, value, after);
        }
    }

    /// The same in a block within a block, for a value of one line.
    pub fn set_nested_attribute(
        &mut self,
        module: &Module<'_>,
        nested: NestedBlock<'_>,
        name: &str,
        value: &str,
        after: &[&str],
    ) {
        if let Some(old) = nested.section.attribute(name) {
            return self.replace(old.span(), value);
        }
        let body = Body {
            whole: nested.at,
            braces: nested.braces,
            attributes: nested.section.first_attributes(),
        };
        self.add_attribute(module, &body, name, value, after);
    }

    fn add_attribute(
        &mut self,
        module: &Module<'_>,
        body: &Body<'_>,
        name: &str,
        value: &str,
        after: &[&str],
    ) {
        let Body {
            whole,
            braces,
            attributes,
        } = body;
        let text = &module.sources()[braces.file].text;
        let line = format!("\n  {name} = {value}");
        let open = braces.start + text[braces.start..braces.end].find('{').unwrap_or_default() + 1;
        let begins_in_one_line = match attributes.first() {
            // Its value may go on in others.
            Some((_, first)) => !text[open..first.start].contains('\n'),
            None => !text[open..braces.end].contains('\n'),
        };
        if begins_in_one_line {
            let inner = Span {
                start: open,
                end: braces.end - 1,
                ..*braces
            };
            let indents = Indents::at(module, Some(*whole), *whole);
            return self.set_in_one_line(text, inner, attributes, &line, &indents);
        }
        let wanted = attributes.iter().rfind(|(name, _)| after.contains(name));
        let Some((_, at)) = wanted.or(attributes.last()) else {
            // A comment may follow the brace.
            let end = line_end_at(text, open);
            let indents = Indents::at(module, Some(*whole), *whole);
            return self.insert(braces.file, end, indents.applied_to(&line));
        };
        let indents = Indents::at(module, Some(*whole), *at);
        // A heredoc's place ends with its last line break.
        let end = at.start + text[at.start..at.end].trim_end().len();
        let line_end = line_end_at(text, end);
        if line_end >= braces.end {
            // The block ends on the attribute's line.
            self.insert(braces.file, end, indents.applied_to(&(line + "\n")));
        } else {
            self.insert(braces.file, line_end, indents.applied_to(&line));
        }
    }

    /// Opens a block whose first attribute stands on the line of its brace, and
    /// adds a line after the others. `inner` is what stands between the braces.
    fn set_in_one_line(
        &mut self,
        text: &str,
        inner: Span,
        attributes: &[(&str, Span)],
        line: &str,
        indents: &Indents<'_>,
    ) {
        let line = indents.applied_to(&format!("{line}\n"));
        let Some((_, first)) = attributes.first() else {
            return self.replace(inner, line);
        };
        // What stands between the braces may be changed as well.
        let before = Span {
            end: first.start,
            ..inner
        };
        // Comments stay where they are.
        if text[before.range()].trim().is_empty() {
            self.replace(before, indents.applied_to("\n  "));
        } else {
            self.insert(inner.file, inner.start, indents.applied_to("\n") + " ");
        }
        self.insert(inner.file, inner.end, line);
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
        let whole = block.spans().find(|whole| whole.covers(at));
        self.replace(at, Indents::at(module, whole, at).applied_to(value));
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
    /// As the lines are that a block, if it is known, and a part of it begin on.
    fn at(module: &'t Module<'_>, block: Option<Span>, part: Span) -> Self {
        let text = &module.sources()[part.file].text;
        let indent_at = |at: usize| {
            let line = &text[line_start_at(text, at)..];
            // What a list or a quote has before the line is added to every line.
            let line = line.strip_prefix(module.line_prefix()).unwrap_or(line);
            &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
        };
        let outer = block.map_or("", |whole| indent_at(whole.start));
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
