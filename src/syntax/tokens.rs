//! Cuts HCL into tokens: where comments, strings, heredocs and brackets begin
//! and end. Works on any text, whether it parses or not.

use std::ops::Range;

/// A piece of the text; what lies between two tokens is blanks.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// In bytes of the text; never empty, and never beyond the end of a line.
    pub(crate) range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `\n`.
    LineEnd,
    /// From `#` or `//` to the end of the line, without `\r`.
    LineComment,
    /// `/*`.
    CommentOpen,
    /// What a block comment holds on one line.
    CommentText,
    /// `*/`.
    CommentClose,
    /// The `"` before a string.
    QuoteOpen,
    /// The `"` after a string.
    QuoteClose,
    /// `${` or `%{` in a string.
    InterpolationOpen,
    /// The `}` of an interpolation.
    InterpolationClose,
    /// `{`, `[` or `(`.
    BracketOpen,
    /// `}`, `]` or `)`, also one that closes nothing.
    BracketClose,
    /// `<<EOT` or `<<-EOT`, up to the end of its line.
    HeredocOpen,
    /// A line of a heredoc. Interpolations in it are text.
    HeredocText,
    /// The line with the marker that ends a heredoc.
    HeredocClose,
    /// `=`; no part of another operator.
    Equals,
    /// Anything else: part of a string, words, numbers, operators.
    Text,
}

impl TokenKind {
    /// By how much it changes how many brackets are open (hclwrite's
    /// `tokenBracketChange`, hcl v2.23).
    pub(crate) fn bracket_change(self) -> i32 {
        match self {
            Self::BracketOpen | Self::InterpolationOpen => 1,
            Self::BracketClose | Self::InterpolationClose => -1,
            _ => 0,
        }
    }
}

/// What can be open at some place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// `{`.
    Brace,
    /// `[`.
    Square,
    /// `(`.
    Paren,
    /// `${` or `%{` in a string.
    Interpolation,
    /// A string.
    Quote,
    /// A block comment.
    Comment,
    /// A heredoc.
    Heredoc,
}

const OPENS: usize = Open::Heredoc as usize + 1;

/// Gives the tokens of a text one by one. What lacks its end stays open to the
/// end of the text, unless the caller says [`Lexer::forget`].
pub(crate) struct Lexer<'a> {
    text: &'a str,
    /// Where the next token begins, or blanks before it, in bytes.
    at: usize,
    open: Vec<Open>,
    /// How many of each kind are in `open`: looking for one must not take
    /// longer the more is open.
    counts: [usize; OPENS],
    /// The marker of the open heredoc.
    marker: &'a str,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            open: Vec::new(),
            counts: [0; OPENS],
            marker: "",
        }
    }

    /// What was opened last and is still open.
    pub(crate) fn innermost(&self) -> Option<Open> {
        self.open.last().copied()
    }

    /// How much is open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether one of these is open, at any depth.
    pub(crate) fn is_in(&self, open: Open) -> bool {
        self.counts[open as usize] > 0
    }

    /// The marker of the heredoc that is open.
    pub(crate) fn marker(&self) -> Option<&'a str> {
        (self.innermost() == Some(Open::Heredoc)).then_some(self.marker)
    }

    /// Goes on as if nothing were open.
    pub(crate) fn forget(&mut self) {
        self.open.clear();
        self.counts = [0; OPENS];
    }

    /// Goes on as if the string that was opened last had ended.
    pub(crate) fn forget_string(&mut self) {
        if self.innermost() == Some(Open::Quote) {
            self.pop();
        }
    }

    fn push(&mut self, open: Open) {
        self.counts[open as usize] += 1;
        self.open.push(open);
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.counts[open as usize] -= 1;
        Some(open)
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// The kind and length of the token at a byte that is no blank.
    fn in_code(&mut self, first: u8) -> (TokenKind, usize) {
        let rest = self.rest();
        match (first, rest.get(1)) {
            (b'#', _) | (b'/', Some(b'/')) => {
                let line = &self.text[self.at..self.at + line_len(rest)];
                (TokenKind::LineComment, line.trim_end_matches('\r').len())
            }
            (b'/', Some(b'*')) => self.opened(Open::Comment, TokenKind::CommentOpen, 2),
            (b'"', _) => self.opened(Open::Quote, TokenKind::QuoteOpen, 1),
            (b'{', _) => self.opened(Open::Brace, TokenKind::BracketOpen, 1),
            (b'[', _) => self.opened(Open::Square, TokenKind::BracketOpen, 1),
            (b'(', _) => self.opened(Open::Paren, TokenKind::BracketOpen, 1),
            (b'}', _) => (self.close(&[Open::Brace, Open::Interpolation]), 1),
            (b']', _) => (self.close(&[Open::Square]), 1),
            (b')', _) => (self.close(&[Open::Paren]), 1),
            (b'<', Some(b'<')) => match heredoc_marker(&self.text[self.at + 2..]) {
                Some(marker) => {
                    self.marker = marker;
                    self.opened(Open::Heredoc, TokenKind::HeredocOpen, line_len(rest))
                }
                None => (TokenKind::Text, 2),
            },
            (b'=' | b'!' | b'<' | b'>', Some(b'=' | b'>')) => (TokenKind::Text, 2),
            (b'=', _) => (TokenKind::Equals, 1),
            _ => {
                let len = rest[1..].iter().position(|byte| ends_word(*byte));
                (TokenKind::Text, len.map_or(rest.len(), |len| 1 + len))
            }
        }
    }

    fn opened(&mut self, open: Open, kind: TokenKind, len: usize) -> (TokenKind, usize) {
        self.push(open);
        (kind, len)
    }

    /// Closes the nearest one of these, and with it what was left open in it.
    fn close(&mut self, which: &[Open]) -> TokenKind {
        if which.iter().any(|open| self.is_in(*open)) {
            while let Some(open) = self.pop() {
                if which.contains(&open) {
                    if open == Open::Interpolation {
                        return TokenKind::InterpolationClose;
                    }
                    break;
                }
            }
        }
        TokenKind::BracketClose
    }

    fn in_quote(&mut self, first: u8) -> (TokenKind, usize) {
        let rest = self.rest();
        let mut len = 0;
        while let Some(&byte) = rest.get(len) {
            len += match (byte, &rest[len + 1..]) {
                (b'"' | b'\n', _) | (b'$' | b'%', [b'{', ..]) => break,
                (b'$' | b'%', [again, b'{', ..]) if *again == byte => 3,
                // Never over a line end: that one is a token.
                (b'\\', [escaped, ..]) if *escaped != b'\n' => 2,
                _ => 1,
            };
        }
        match first {
            _ if len > 0 => (TokenKind::Text, len),
            b'"' => {
                self.pop();
                (TokenKind::QuoteClose, 1)
            }
            _ => self.opened(Open::Interpolation, TokenKind::InterpolationOpen, 2),
        }
    }

    fn in_comment(&mut self) -> (TokenKind, usize) {
        let rest = self.rest();
        let mut ends = memchr::memchr2_iter(b'*', b'\n', rest);
        let end = ends.find(|at| rest[*at] == b'\n' || rest.get(at + 1) == Some(&b'/'));
        match end {
            Some(0) => {
                self.pop();
                (TokenKind::CommentClose, 2)
            }
            _ => (TokenKind::CommentText, end.unwrap_or(rest.len())),
        }
    }

    fn in_heredoc(&mut self) -> (TokenKind, usize) {
        let len = line_len(self.rest());
        if self.text[self.at..self.at + len].trim() == self.marker {
            self.pop();
            return (TokenKind::HeredocClose, len);
        }
        (TokenKind::HeredocText, len)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let innermost = self.innermost();
        let is_in_text = matches!(innermost, Some(Open::Quote | Open::Comment | Open::Heredoc));
        if !is_in_text {
            self.at += self.rest().iter().take_while(|b| is_blank(**b)).count();
        }
        let first = *self.rest().first()?;
        let (kind, len) = match innermost {
            _ if first == b'\n' => (TokenKind::LineEnd, 1),
            Some(Open::Quote) => self.in_quote(first),
            Some(Open::Comment) => self.in_comment(),
            Some(Open::Heredoc) => self.in_heredoc(),
            _ => self.in_code(first),
        };
        let range = self.at..self.at + len;
        self.at = range.end;
        Some(Token { kind, range })
    }
}

/// The marker of a heredoc, from what follows its `<<`. Nothing but the line
/// end may follow the marker.
fn heredoc_marker(after: &str) -> Option<&str> {
    let after = after.strip_prefix('-').unwrap_or(after);
    let (marker, rest) = after.split_at(identifier_len(after));
    let is_last = rest.trim_start_matches('\r').starts_with('\n');
    (is_last && !marker.is_empty()).then_some(marker)
}

/// The length of the identifier that a text begins with, in bytes.
pub(super) fn identifier_len(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(text.len())
}

/// In bytes, without `\n`.
fn line_len(text: &[u8]) -> usize {
    memchr::memchr(b'\n', text).unwrap_or(text.len())
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// Whether a byte is a blank, or may be a token or begin one.
fn ends_word(byte: u8) -> bool {
    is_blank(byte)
        || matches!(
            byte,
            b'\n'
                | b'#'
                | b'/'
                | b'"'
                | b'{'
                | b'}'
                | b'['
                | b']'
                | b'('
                | b')'
                | b'<'
                | b'>'
                | b'='
                | b'!'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each token as a letter and its text.
    fn tokens(text: &str) -> String {
        let mut end = 0;
        let mut all = Vec::new();
        for Token { kind, range } in Lexer::new(text) {
            assert!(text[end..range.start].bytes().all(is_blank), "{text}");
            end = range.end;
            let letter = match kind {
                TokenKind::LineEnd => {
                    assert_eq!(&text[range], "\n");
                    all.push("|".to_owned());
                    continue;
                }
                TokenKind::LineComment | TokenKind::CommentText => 'c',
                TokenKind::CommentOpen | TokenKind::QuoteOpen | TokenKind::HeredocOpen => 'o',
                TokenKind::CommentClose | TokenKind::QuoteClose | TokenKind::HeredocClose => 'x',
                TokenKind::InterpolationOpen => '+',
                TokenKind::InterpolationClose => '-',
                TokenKind::BracketOpen => '(',
                TokenKind::BracketClose => ')',
                TokenKind::HeredocText => 'h',
                TokenKind::Equals => '=',
                TokenKind::Text => 't',
            };
            all.push(format!("{letter}:{}", &text[range]));
        }
        assert!(text[end..].bytes().all(is_blank), "{text}");
        all.join(" ")
    }

    #[test]
    fn texts_and_their_tokens() {
        for (text, expected) in [
            ("", ""),
            (" \t\r", ""),
            ("a = b\r\n", "t:a =:= t:b |"),
            ("a=[(1),]", "t:a =:= (:[ (:( t:1 ):) t:, ):]"),
            ("a == b != c", "t:a t:== t:b t:!= t:c"),
            ("{a=>b>=c}", "(:{ t:a t:=> t:b t:>= t:c ):}"),
            ("!a < /b", "t:!a t:< t:/b"),
            ("é=\"\\é\"", "t:é =:= o:\" t:\\é x:\""),
            ("} ]", "):} ):]"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn comments() {
        for (text, expected) in [
            ("a # b\r\n//c", "t:a c:# b | c://c"),
            ("/* a */ b", "o:/* c: a  x:*/ t:b"),
            ("/**/ /***/", "o:/* x:*/ o:/* c:* x:*/"),
            ("/*/ \"\n\n *\n*/1", "o:/* c:/ \" | | c: * | x:*/ t:1"),
            ("/* a", "o:/* c: a"),
            ("\"#\" \"/*\"", "o:\" t:# x:\" o:\" t:/* x:\""),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn strings() {
        for (text, expected) in [
            ("\"\"", "o:\" x:\""),
            ("\"a\\\" b\"", "o:\" t:a\\\" b x:\""),
            ("\"${a}\"", "o:\" +:${ t:a -:} x:\""),
            ("\"$${a} $ %\"", "o:\" t:$${a} $ % x:\""),
            ("\"$$${a}\"", "o:\" t:$$${a} x:\""),
            ("\"$%{if a}\"", "o:\" t:$ +:%{ t:if t:a -:} x:\""),
            ("\"%{if a}b\"", "o:\" +:%{ t:if t:a -:} t:b x:\""),
            (
                "\"${ {\"}\" = \"${b}\"} }c\"",
                "o:\" +:${ (:{ o:\" t:} x:\" =:= o:\" +:${ t:b -:} x:\" ):} -:} t:c x:\"",
            ),
            ("\"a\nb\"", "o:\" t:a | t:b x:\""),
            ("\"a\\\n\"", "o:\" t:a\\ | x:\""),
            ("\"${[}\"", "o:\" +:${ (:[ -:} x:\""),
            ("\"\\", "o:\" t:\\"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn heredocs() {
        for (text, expected) in [
            ("<<E\na\nE\nb", "o:<<E | h:a | x:E | t:b"),
            ("<<-E\r\n\r\n\tE \r\nb", "o:<<-E\r | h:\r | x:\tE \r | t:b"),
            (
                "<<E\nEE\nE E\n<<F\n\"{ ${\n E\nF",
                "o:<<E | h:EE | h:E E | h:<<F | h:\"{ ${ | x: E | t:F",
            ),
            (
                "\"${<<E\n}\"\nE\n}\"",
                "o:\" +:${ o:<<E | h:}\" | x:E | -:} x:\"",
            ),
            ("<<É-1\n É-1\n", "o:<<É-1 | x: É-1 |"),
            ("<<E F\nE", "t:<< t:E t:F | t:E"),
            ("<<E", "t:<< t:E"),
            ("<<-\n<<<E\n", "t:<< t:- | t:<< t:<E |"),
            ("\"<<E\n", "o:\" t:<<E |"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn a_closing_bracket_closes_what_was_left_open_in_it() {
        let mut lexer = Lexer::new("{ [ ( ] }");
        assert_eq!(lexer.by_ref().count(), 5);
        assert_eq!(lexer.innermost(), None);
        let mut lexer = Lexer::new("{ ( ] }");
        assert_eq!(lexer.by_ref().count(), 4);
        assert_eq!(lexer.innermost(), None);
    }

    #[test]
    fn what_is_open_can_be_forgotten() {
        let mut lexer = Lexer::new("{ \"${\"a\nb\"} }");
        lexer
            .by_ref()
            .find(|token| token.kind == TokenKind::LineEnd);
        assert!(lexer.is_in(Open::Brace));
        lexer.forget_string();
        assert_eq!(lexer.innermost(), Some(Open::Interpolation));
        assert!(lexer.is_in(Open::Quote));
        lexer.forget();
        assert_eq!(lexer.next().map(|token| token.kind), Some(TokenKind::Text));
        assert_eq!(
            lexer.next().map(|token| token.kind),
            Some(TokenKind::QuoteOpen)
        );
        assert!(!lexer.is_in(Open::Brace));
    }
}
