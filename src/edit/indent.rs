//! How far `terraform fmt` indents each line: two spaces for each line above
//! that opened more than it closed (hclwrite's `formatIndent`, hcl v2.23).

use crate::syntax::tokens::{Lexer, Open, TokenKind};

/// Indents the lines of whole blocks. What a string, comment or heredoc holds on
/// lines of its own stays where it is.
pub fn indented(blocks: &str) -> String {
    let mut lexer = Lexer::new(blocks);
    // How much each of these lines opened that is still open.
    let mut opened: Vec<u32> = Vec::new();
    let mut text = String::with_capacity(blocks.len());
    for line in blocks.split_inclusive('\n') {
        let is_text = matches!(
            lexer.innermost(),
            Some(Open::Quote | Open::Comment | Open::Heredoc)
        );
        let tokens = lexer.by_ref();
        let tokens = tokens.take_while(|token| token.kind != TokenKind::LineEnd);
        let net: i32 = tokens.map(|token| token.kind.bracket_change()).sum();
        if net < 0 {
            close(&mut opened, net.unsigned_abs());
        }
        let content = line.trim_start_matches([' ', '\t']);
        if is_text {
            text.push_str(line);
        } else {
            let is_blank = content.trim_end().is_empty();
            let depth = if is_blank { 0 } else { opened.len() };
            text.extend(std::iter::repeat_n("  ", depth));
            text.push_str(content);
        }
        if net > 0 {
            opened.push(net.unsigned_abs());
        }
    }
    text
}

/// Takes what a line closed from the lines that opened it, the last one first.
fn close(opened: &mut Vec<u32>, mut closed: u32) {
    while closed > 0
        && let Some(last) = opened.last_mut()
    {
        if *last > closed {
            *last -= closed;
            return;
        }
        closed -= *last;
        opened.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each is what `terraform fmt` 1.11.4 makes of it.

    #[test]
    fn lines_are_indented_by_what_is_open() {
        for text in [
            "a {\n  b {\n    c = 1\n  }\n\n  d = [\n    1,\n  ]\n}\n",
            "a {\n  b = (c ||\n  d)\n}\n",
            "a {\n  b = ((c ||\n    d) &&\n  e)\n}\n",
            "a {\n  b = f(((c ||\n    d) &&\n    e\n  ))\n}\n",
            "a {\n  b = ((c ||\n    d)\n  )\n}\n",
            "a {\n  b = \"x${[\n    1\n  ][0]}\"\n}\n",
        ] {
            let lines = text.split_inclusive('\n');
            let flat: String = lines.map(|line| line.trim_start_matches(' ')).collect();
            assert_eq!(indented(&flat), text);
            assert_eq!(indented(text), text);
        }
    }

    #[test]
    fn lines_of_comments_and_heredocs_stay() {
        for text in [
            "a {\n  b = <<-EOT\n c {\n  EOT\n  d = 1\n}\n",
            "a {\n  /* b {\nc */\n  d = 1\n}\n",
        ] {
            assert_eq!(indented(text), text);
        }
    }
}
