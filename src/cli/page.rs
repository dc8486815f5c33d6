//! A rule's page for the terminal: Markdown without its marks, at 80 columns.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use termcolor::{Ansi, Color, ColorSpec, NoColor, WriteColor};

/// The width to which prose is wrapped, in columns.
const WIDTH: usize = 80;

/// Renders a page. Code is indented and never wrapped, so that it can be
/// copied.
pub(super) fn render(markdown: &str, color: bool) -> String {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = if color {
        write(&mut Ansi::new(&mut text), markdown)
    } else {
        write(&mut NoColor::new(&mut text), markdown)
    };
    String::from_utf8(text).unwrap_or_default()
}

/// The block that is being read.
#[derive(Default)]
struct Block {
    words: String,
    is_code: bool,
    is_heading: bool,
    /// How deep in lists it stands.
    depth: usize,
    /// Whether it begins an item of a list.
    is_item: bool,
}

fn write(out: &mut impl WriteColor, markdown: &str) -> std::io::Result<()> {
    let mut block = Block::default();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => block.is_heading = true,
            Event::Start(Tag::CodeBlock(_)) => block.is_code = true,
            Event::Start(Tag::List(_)) => {
                flush(out, &mut block)?;
                block.depth += 1;
            }
            Event::Start(Tag::Item) => block.is_item = true,
            Event::Text(words) => block.words.push_str(&words),
            Event::Code(words) => {
                block.words.push('`');
                block.words.push_str(&words);
                block.words.push('`');
            }
            Event::SoftBreak | Event::HardBreak => block.words.push(' '),
            Event::End(TagEnd::List(_)) => {
                flush(out, &mut block)?;
                block.depth -= 1;
                writeln!(out)?;
            }
            Event::End(
                TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Paragraph | TagEnd::Item,
            ) => flush(out, &mut block)?,
            _ => {}
        }
    }
    Ok(())
}

/// Writes a block, and begins the next one.
fn flush(out: &mut impl WriteColor, block: &mut Block) -> std::io::Result<()> {
    let Block {
        words,
        is_code,
        is_heading,
        depth,
        is_item,
    } = std::mem::take(block);
    block.depth = depth;
    if words.is_empty() {
        block.is_item = is_item;
        return Ok(());
    }
    if is_code {
        for line in words.lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
        return writeln!(out);
    }
    if is_heading {
        out.set_color(ColorSpec::new().set_bold(true).set_fg(Some(Color::Cyan)))?;
        write!(out, "{}", words.replace('`', ""))?;
        out.reset()?;
        return writeln!(out, "\n");
    }
    let indent = "  ".repeat(depth);
    let first = if is_item {
        format!("{}- ", "  ".repeat(depth.saturating_sub(1)))
    } else {
        indent.clone()
    };
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(&first)
        .subsequent_indent(&indent)
        .break_words(false);
    writeln!(out, "{}", textwrap::fill(&words, options))?;
    // The items of a list stand close together.
    if depth == 0 { writeln!(out) } else { Ok(()) }
}
