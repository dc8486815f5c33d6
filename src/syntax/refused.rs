//! What hcl-edit reads and Terraform refuses: strings that go on on the next line,
//! and names that stand on the line after their dot.

use super::mistake::Mistake;
use super::tokens::{Lexer, Open, TokenKind};

/// The first mistake that hcl-edit overlooks in a text which it reads.
pub(super) fn refused(text: &str) -> Option<Mistake> {
    if !may_have_open_string(text) && !may_have_open_dot(text) {
        return None;
    }
    let mut lexer = Lexer::new(text);
    let mut opened = Vec::new();
    // Where a dot stands that nothing has followed so far.
    let mut dot = None;
    while let Some(token) = lexer.next() {
        match token.kind {
            TokenKind::LineComment
            | TokenKind::CommentOpen
            | TokenKind::CommentText
            | TokenKind::CommentClose => {
                continue;
            }
            TokenKind::QuoteOpen => opened.push(token.range.start),
            TokenKind::QuoteClose => drop(opened.pop()),
            TokenKind::LineEnd => match (lexer.innermost(), dot) {
                (Some(Open::Quote), _) => {
                    return Some(Mistake::open_string(text, opened.pop()?, token.range.start));
                }
                // In brackets, lines don't end anything.
                (None | Some(Open::Brace), Some(dot)) => return Some(Mistake::open_dot(dot)),
                _ => continue,
            },
            _ => {}
        }
        dot = (token.kind == TokenKind::Text && ends_in_dot(&text[token.range.clone()]))
            .then_some(token.range.end - 1);
    }
    None
}

/// Whether a line has an odd number of quotes. Few lines have that are right.
fn may_have_open_string(text: &str) -> bool {
    let is_odd = |line: &str| memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1;
    text.split_inclusive('\n').any(is_odd)
}

/// Whether a dot has nothing but blanks behind it on its line, or a comment.
fn may_have_open_dot(text: &str) -> bool {
    memchr::memchr_iter(b'.', text.as_bytes()).any(|at| {
        let after = text[at + 1..].trim_start_matches([' ', '\t', '\r']);
        ends_in_dot(&text[..=at]) && after.starts_with(['\n', '#', '/'])
    })
}

/// Other than in `…`.
fn ends_in_dot(text: &str) -> bool {
    text.ends_with('.') && !text.ends_with("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_string_that_is_open_is_told() {
        let mistake = refused("a = \"${f(\"b\")} c\nd\"\n").expect("goes on on the next line");
        assert_eq!(mistake.opened, Some(4));
    }
}
