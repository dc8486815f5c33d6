//! The parts of a README that matter: HCL examples in code fences, prose, and
//! the first heading.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::Syntax;
use crate::source::line_start_at;

/// An HCL code fence.
#[derive(Debug)]
pub struct Example {
    /// The parsed code; positions are those of the Markdown file.
    pub syntax: Syntax,
    /// The fence's code, in bytes of the file.
    pub span: Range<usize>,
    /// The code: as long as its span, with blanks where a list or a quote has
    /// its prefixes.
    pub code: String,
    /// What a list or a quote has before each line.
    pub prefix: String,
}

/// A part of a Markdown file, as far as comments for coderlint are concerned.
#[derive(Debug)]
pub enum Landmark {
    /// HTML that begins with a comment.
    Comment(Range<usize>),
    /// A code fence.
    Fence(Range<usize>),
    /// A heading.
    Heading(Range<usize>),
    /// Anything else that stands by itself.
    Other,
}

/// Languages of fences that hold Terraform's language.
const LANGUAGES: &[&str] = &["tf", "hcl", "terraform"];

/// Whether a README can hold an example that a rule has something to say
/// about. Parsing Markdown is the dearest step of a run, and most READMEs have
/// no variable and no parameter in them.
pub fn may_hold_findings(text: &str) -> bool {
    let has_fence = memchr::memmem::find(text.as_bytes(), b"```").is_some()
        || memchr::memmem::find(text.as_bytes(), b"~~~").is_some();
    has_fence
        && (memchr::memmem::find(text.as_bytes(), b"coder_parameter").is_some()
            || memchr::memmem::find_iter(text.as_bytes(), b"variable")
                .any(|at| starts_variable_block(&text[at..])))
}

/// `variable "name" {` or `variable name {`, as against the word in prose.
fn starts_variable_block(text: &str) -> bool {
    let rest = text["variable".len()..].trim_start_matches([' ', '\t']);
    rest.starts_with('"') || rest.lines().next().is_some_and(|line| line.contains('{'))
}

/// Finds and parses the HCL examples of a Markdown text.
pub fn examples(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Vec<Range<usize>>> = None;
    for (event, range) in parser(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_hcl(&info) => {
                open = Some(Vec::new());
            }
            Event::Text(_) => {
                if let Some(lines) = &mut open {
                    lines.push(range);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(lines) = open.take()
                    && let (Some(first), Some(last)) = (lines.first(), lines.last())
                {
                    let span = first.start..last.end;
                    let code = blank_out_prefixes(text, &span, &lines);
                    let line = line_start_at(text, span.start);
                    let prefix = text[line..span.start].to_owned();
                    examples.push(Example {
                        syntax: super::parse_example(&code, span.start),
                        span,
                        code,
                        prefix,
                    });
                }
            }
            _ => {}
        }
    }
    examples
}

/// The first heading of a text, in bytes of the file; of a text without one,
/// its first line.
pub fn first_heading(text: &str) -> Range<usize> {
    let heading = parser(text)
        .find(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })))
        .map(|(_, range)| range);
    let range = heading.unwrap_or(0..text.len());
    let line = text[range.clone()].lines().next().unwrap_or_default();
    range.start..range.start + line.trim_end().len()
}

/// Where the headings of a text begin, in bytes of the file; those in lists and
/// quotes don't divide it.
pub fn headings(text: &str) -> Vec<usize> {
    let mut depth = 0;
    let mut headings = Vec::new();
    for (event, range) in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => headings.push(range.start),
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => depth -= 1,
            _ => {}
        }
    }
    headings
}

/// The lines between sections (`---`), in bytes of the file.
pub fn dividers(text: &str) -> Vec<Range<usize>> {
    let rules = parser(text).filter(|(event, _)| *event == Event::Rule);
    rules.map(|(_, range)| range).collect()
}

/// The texts of the headings, without markup.
pub fn heading_texts(text: &str) -> Vec<String> {
    let mut headings = Vec::new();
    let mut heading: Option<String> = None;
    for (event, _) in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    headings
}

/// A value of the front matter that is written out in one line.
pub fn front_matter<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    let mut lines = lines.take_while(|line| line.trim_end() != "---");
    let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let value = value.trim();
    let quoted = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
    (!value.is_empty()).then_some(value)
}

/// The parts of a text, in order.
pub fn landmarks(text: &str) -> Vec<Landmark> {
    let found = parser(text).filter_map(|(event, range)| match event {
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)
            if text[range.clone()].starts_with("<!--") =>
        {
            Some(Landmark::Comment(comment(text, range)))
        }
        Event::Start(Tag::CodeBlock(_)) => Some(Landmark::Fence(range)),
        Event::Start(Tag::Heading { .. }) => Some(Landmark::Heading(range)),
        Event::Start(Tag::HtmlBlock | Tag::Paragraph | Tag::Table(_)) | Event::Rule => {
            Some(Landmark::Other)
        }
        _ => None,
    });
    found.collect()
}

fn comment(text: &str, html: Range<usize>) -> Range<usize> {
    let end = text[html.clone()].find("-->");
    html.start..end.map_or(html.end, |end| html.start + end + "-->".len())
}

/// The comments of a text, in HTML and in its examples, in bytes of the file.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let html = landmarks(text).into_iter();
    let html = html.filter_map(|landmark| match landmark {
        Landmark::Comment(range) => Some(range),
        _ => None,
    });
    let examples = examples(text).into_iter().flat_map(|example| {
        let comments = super::comments(&example.code, 0).into_iter();
        let start = example.span.start;
        comments.map(move |at| start + at.start..start + at.end)
    });
    html.chain(examples).collect()
}

/// The prose of a text, block by block (a paragraph, a heading, a table cell):
/// without code fences, HTML and markup.
pub fn prose(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut in_code = false;
    for (event, _) in parser(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(words) | Event::Code(words) if !in_code => block.push_str(&words),
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            )
            | Event::Start(Tag::List(_)) => {
                blocks.push(std::mem::take(&mut block));
            }
            _ => {}
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

fn parser(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut in_metadata = false;
    // To the parser a byte order mark is text, and a heading behind it none.
    let rest = text.trim_start_matches('\u{feff}');
    let start = text.len() - rest.len();
    Parser::new_ext(rest, options)
        .into_offset_iter()
        .map(move |(event, range)| (event, start + range.start..start + range.end))
        .filter(move |(event, _)| {
            match event {
                Event::Start(Tag::MetadataBlock(_)) => in_metadata = true,
                Event::End(TagEnd::MetadataBlock(_)) => {
                    in_metadata = false;
                    return false;
                }
                _ => {}
            }
            !in_metadata
        })
}

fn is_hcl(info: &str) -> bool {
    let language = info
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{'))
        .next()
        .unwrap_or_default();
    LANGUAGES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(language))
}

/// The code of a fence at its own offsets: what a list or a quote puts before
/// each line becomes blanks, so that one base turns a span into a position.
fn blank_out_prefixes(text: &str, span: &Range<usize>, lines: &[Range<usize>]) -> String {
    let mut code: Vec<u8> = text.as_bytes()[span.clone()]
        .iter()
        .map(|byte| match byte {
            b'\n' | b'\r' => *byte,
            _ => b' ',
        })
        .collect();
    for line in lines {
        let at = line.start - span.start;
        code[at..at + line.len()].copy_from_slice(&text.as_bytes()[line.clone()]);
    }
    String::from_utf8(code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hcl_edit::Span as _;

    /// The example's first block, as it stands in the file at its position.
    fn first_block<'a>(text: &'a str, example: &Example) -> &'a str {
        let piece = &example.syntax.pieces[0];
        let block = piece.body.blocks().next().expect("holds a block");
        let span = block.span().expect("has a span");
        &text[piece.base + span.start..piece.base + span.end]
    }

    #[test]
    fn fences_in_lists_and_quotes_keep_their_positions() {
        let text = "# T\n\n- item\n\n  ```tf\n  variable \"a\" {\n    default = 1\n  }\n  ```\n\n> ```hcl\n> variable \"b\" {\n> }\n> ```\n\n```sh\nvariable \"c\" {}\n```\n";
        let found = examples(text);
        assert_eq!(found.len(), 2);
        assert!(first_block(text, &found[0]).starts_with("variable \"a\" {"));
        assert!(first_block(text, &found[1]).starts_with("variable \"b\" {"));
    }

    #[test]
    fn elided_blocks_leave_the_others_readable() {
        let text = "```tf\nmodule \"x\" {\n  ...\n}\nvariable \"a\" {\n}\n```\n";
        let found = examples(text);
        assert_eq!(found[0].syntax.broken.len(), 1);
        assert!(first_block(text, &found[0]).starts_with("variable \"a\""));
    }

    #[test]
    fn front_matter_is_no_heading() {
        let text = "---\ntitle: x\n---\n\n# Name\n\nText.\n";
        assert_eq!(&text[first_heading(text)], "# Name");
        assert_eq!(prose(text), ["Name", "Text."]);
    }

    #[test]
    fn prose_leaves_out_code_and_comments() {
        let text =
            "A **bold**\nword.\n\n<!-- hidden -->\n\n```\ncode\n```\n\n> [!NOTE]\n> quoted\n";
        assert_eq!(prose(text), ["A bold word.", "quoted"]);
    }

    #[test]
    fn the_word_variable_in_prose_is_no_reason_to_parse() {
        assert!(!may_hold_findings(
            "The variable `x`.\n```tf\nmodule \"a\" {}\n```\n"
        ));
        assert!(may_hold_findings("```tf\nvariable \"a\" {}\n```\n"));
        assert!(may_hold_findings("> ~~~tf\n> variable a {\n> }\n> ~~~\n"));
    }
}
