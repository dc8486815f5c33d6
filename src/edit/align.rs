//! Where `terraform fmt` puts `=` and trailing comments: in columns, for lines
//! that follow one another (hclwrite's `formatCells`, hcl v2.23).

use std::ops::Range;

use crate::syntax::tokens::{Lexer, Open, TokenKind};

/// One line as `terraform fmt` sees it, in bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cells {
    /// From the beginning to the end of what stands before the other cells.
    lead: usize,
    /// From `=` to the end of a value that ends on this line.
    assign: Option<Range<usize>>,
    /// A comment at the end of the line.
    comment: Option<Range<usize>>,
    /// The `=` of a value that goes on in other lines; one space stands before it.
    opens: Option<usize>,
    /// Whether it goes on with a heredoc: for `terraform fmt` a part of the line
    /// that the heredoc begins on.
    is_heredoc: bool,
}

/// Sees each line of a text as cells. The text is that of a file that parses.
pub(super) fn cells(text: &str) -> Vec<Cells> {
    let mut lexer = Lexer::new(text);
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let cells = line_cells(&mut lexer, line, start);
            start += line.len();
            cells
        })
        .collect()
}

/// Where the cells of some lines belong, each with the spaces that go before it.
/// `lines` are consecutive.
pub(super) fn aligned(all: &[(&str, &Cells)]) -> Vec<String> {
    let lines: Vec<(&str, &Cells)> = all
        .iter()
        .copied()
        .filter(|(_, cells)| !cells.is_heredoc)
        .collect();
    let lines = lines.as_slice();
    let lead = |(text, cells): &(&str, &Cells)| width(text[..cells.lead].trim_end());
    let assigns = columns(lines, |line| line.1.assign.is_some(), lead);
    let full = |(index, line): (usize, &(&str, &Cells))| -> usize {
        match (&line.1.assign, assigns[index]) {
            (Some(assign), Some(column)) => column + 1 + width(line.0[assign.clone()].trim_end()),
            _ => lead(line),
        }
    };
    let widths: Vec<usize> = lines.iter().enumerate().map(full).collect();
    let indexed: Vec<(usize, &Cells)> = widths.into_iter().zip(lines.iter().map(|l| l.1)).collect();
    let comments = columns(&indexed, |line| line.1.comment.is_some(), |line| line.0);
    let texts = lines.iter().enumerate().map(|(index, (text, cells))| {
        let mut line = text[..cells.lead].trim_end().to_owned();
        if let (Some(assign), Some(column)) = (&cells.assign, assigns[index]) {
            pad(&mut line, column + 1);
            line.push_str(text[assign.clone()].trim_end());
        }
        if let Some(equals) = cells.opens {
            line = format!(
                "{} {}",
                text[..equals].trim_end(),
                text[equals..cells.lead].trim_end()
            );
        }
        if let (Some(comment), Some(column)) = (&cells.comment, comments[index]) {
            pad(&mut line, column + 1);
            line.push_str(&text[comment.clone()]);
        }
        let content = text.trim_end_matches(['\n', '\r']);
        line.push_str(&text[content.len()..]);
        line
    });
    let mut texts = texts;
    all.iter()
        .map(|(text, cells)| {
            if cells.is_heredoc {
                (*text).to_owned()
            } else {
                texts.next().unwrap_or_default()
            }
        })
        .collect()
}

/// The widest of each run of lines that have a cell; `None` for lines that have
/// none.
fn columns<L>(
    lines: &[L],
    has: impl Fn(&L) -> bool,
    width: impl Fn(&L) -> usize,
) -> Vec<Option<usize>> {
    let mut columns: Vec<Option<usize>> = Vec::with_capacity(lines.len());
    for chain in lines.chunk_by(|a, b| has(a) == has(b)) {
        let widest = chain.iter().map(&width).max().filter(|_| has(&chain[0]));
        columns.extend(std::iter::repeat_n(widest, chain.len()));
    }
    columns
}

/// In columns: hclwrite counts grapheme clusters, which characters are as a rule.
fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad(line: &mut String, column: usize) {
    let spaces = column.saturating_sub(width(line));
    line.extend(std::iter::repeat_n(' ', spaces));
}

impl Cells {
    /// Whether the line takes part in any column.
    pub(super) fn is_aligned(&self) -> bool {
        self.assign.is_some() || self.comment.is_some() || self.is_heredoc
    }
}

/// Reads the tokens of one line, which begins at `start`.
fn line_cells(lexer: &mut Lexer, line: &str, start: usize) -> Cells {
    let content = line.trim_end_matches(['\n', '\r']);
    let mut cells = Cells {
        lead: content.len(),
        assign: None,
        comment: None,
        opens: None,
        is_heredoc: lexer.is_in(Open::Heredoc),
    };
    let mut equals: Option<usize> = None;
    let mut net_brackets = 0;
    let mut has_token = false;
    for token in lexer.take_while(|token| token.kind != TokenKind::LineEnd) {
        match token.kind {
            TokenKind::LineComment => {
                cells.lead = token.range.start - start;
                cells.comment = Some(cells.lead..content.len());
                continue;
            }
            TokenKind::Equals => {
                equals.get_or_insert(token.range.start - start);
            }
            kind if equals.is_some() => net_brackets += kind.bracket_change(),
            _ => {}
        }
        has_token = true;
    }
    if cells.is_heredoc {
        return cells;
    }
    // With a comment that goes on it is no whole value.
    if let Some(equals) = equals
        && !lexer.is_in(Open::Comment)
    {
        match net_brackets {
            0 => {
                cells.assign = Some(equals..cells.lead);
                cells.lead = equals;
            }
            1.. => cells.opens = Some(equals),
            _ => {}
        }
    }
    if cells.comment.is_some() && !has_token {
        // hclwrite sees a comment alone on its line as the lead.
        cells.comment = None;
        cells.lead = content.len();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        let cells = cells(text);
        let lines: Vec<(&str, &Cells)> = text.split_inclusive('\n').zip(&cells).collect();
        aligned(&lines).concat()
    }

    /// Each is what `terraform fmt` 1.11.4 makes of it.
    #[test]
    fn what_terraform_fmt_leaves_alone_stays() {
        for text in [
            "variable \"a\" {\n  type        = string\n  description = \"x = y\" # why\n\n  default = \"\"\n}\n",
            "locals {\n  a   = 1    # one\n  bcd = 2222 # two\n  f = {\n    x = 1\n  }\n  g = 1\n}\n",
            "x {\n  a    = <<-EOT\n    b = 1\n    ccccc = 2\n  EOT\n  dddd = 1\n}\n",
            "x {\n  # comment = 1\n  a = 1\n  b = \"${var.c == \"}\" ? 1 : 2}\" // d\n}\n",
            "x {\n  type        = string\n  description = <<-EOT\n    a = 1\n  EOT\n  sensitive   = true\n}\n",
            "x {\n  a = 1          # x\n  /* cccccccc */ # d\n}\n",
            "x {\n  a = [ # list\n    1,  # one\n    22, # two\n  ]\n}\n",
        ] {
            assert_eq!(formatted(text), text);
        }
    }

    #[test]
    fn columns_move_together() {
        assert_eq!(
            formatted("x {\r\n  a = 1 # one\r\n  sensitive = true # two\r\n}\r\n"),
            "x {\r\n  a         = 1    # one\r\n  sensitive = true # two\r\n}\r\n"
        );
        assert_eq!(
            formatted(
                "x {\n  a = \"b${f({\n    c = 1\n    dd = 2\n  })}\"\n  e = \"${\n    1}\"\n  ff = 2\n}\n"
            ),
            "x {\n  a = \"b${f({\n    c  = 1\n    dd = 2\n  })}\"\n  e = \"${\n    1}\"\n  ff = 2\n}\n"
        );
    }
}
