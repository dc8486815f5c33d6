//! Comments that tell coderlint to ignore rules: where they stand, and what they
//! cover.
//!
//! `# coderlint-ignore: RULE, RULE until=2027-01-31 -- why` covers the block
//! that it stands in or right before; `# coderlint-ignore-file: RULE` before the
//! first block covers its file. In Markdown an HTML comment before a code fence
//! covers the fence, before a heading what is said about the heading.

use std::ops::Range;

use chrono::NaiveDate;

use super::Module;
use crate::diagnostic::Misplaced;
use crate::source::{FileId, Source, Span, line_end_at};
use crate::syntax::markdown::{self, Example, Landmark};
use crate::syntax::{self, Syntax};

const MARKER: &str = "coderlint-ignore";
const FILE_SUFFIX: &str = "-file";
const UNTIL: &str = "until=";
/// What stands between the rules and the reason.
const REASON: &str = "--";

/// A comment that ignores rules.
#[derive(Debug, Clone)]
pub struct IgnoreComment {
    /// The comment, from its marker to its end.
    pub at: Span,
    /// Whether it is about a whole file.
    pub for_file: bool,
    /// Whether its marker is only like ours, so that it ignores nothing.
    pub is_near_miss: bool,
    /// The rules that it names.
    pub rules: Vec<NamedRule>,
    /// The last day on which it counts, or what stands in its place.
    pub until: Option<Result<NaiveDate, String>>,
    /// The places in which it ignores findings, or why there are none.
    pub covers: Result<Vec<Span>, Misplaced>,
}

impl IgnoreComment {
    /// The places in which it ignores findings.
    pub fn covered(&self) -> &[Span] {
        self.covers.as_deref().unwrap_or_default()
    }
}

/// A rule as a comment names it.
#[derive(Debug, Clone)]
pub struct NamedRule {
    /// The name.
    pub id: String,
    /// Where it stands.
    pub at: Span,
}

/// Nobody names more rules than there are.
const MAX_RULES: usize = 64;

/// What may stand in a comment before the marker.
const OPENING: &[char] = &['#', '/', '*', '<', '!', '-', ' ', '\t', '\r', '\n'];
/// What may stand between the words of a comment.
const BETWEEN: &[char] = &[',', ':', ' ', '\t', '\r', '\n'];

/// Whether some text has a comment of ours in it, or one that is meant to be.
pub fn may_ignore(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"oderlint").is_some()
}

/// Whether a comment is like ours, as people know them from other linters:
/// `coderlint:ignore`, `coderlint-disable`, `Coderlint-Ignore`.
fn is_near_miss(inner: &str) -> bool {
    let start: String = inner.chars().take(MARKER.len() + 2).collect();
    let start = start.to_lowercase().replace([':', ' ', '_'], "-");
    [
        "coderlint-ignore",
        "coderlint-disable",
        "coderlint-nolint",
        "coderlint-off",
    ]
    .iter()
    .any(|like| {
        let rest = start.strip_prefix(like);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

impl Module<'_> {
    /// The comments in the module's files that ignore rules, in order;
    /// `examples` are those of its README.
    pub fn ignore_comments(&self, examples: &[Example]) -> Vec<IgnoreComment> {
        let mut ignores = Vec::new();
        for (file, source) in self.sources().iter() {
            if !may_ignore(&source.text) {
                continue;
            }
            if self.readme().is_some_and(|(readme, _)| readme == file) {
                in_markdown(file, source, examples, &mut ignores);
            } else {
                let comments = syntax::comments(&source.text, source.start());
                let blocks = self.block_groups(file);
                in_code(file, &source.text, &comments, &blocks, &mut ignores);
                in_heredocs(file, source, &mut ignores);
            }
        }
        ignores
    }

    /// The blocks of a file, broken ones too: where each stands in it, and all
    /// places that belong to it, overrides included.
    fn block_groups(&self, file: FileId) -> Vec<Group> {
        let parsed = self.blocks().iter();
        let parsed = parsed.map(|block| (block.spans().collect(), false));
        let broken = self.broken();
        let broken =
            broken.map(|(file, broken)| (vec![Span::new(file, broken.span.clone())], true));
        let groups = parsed
            .chain(broken)
            .flat_map(|(places, is_broken): (Vec<Span>, _)| {
                let here = places.clone().into_iter().filter(|at| at.file == file);
                let groups = here.map(|at| Group {
                    range: at.range(),
                    places: places.clone(),
                    is_broken,
                });
                groups.collect::<Vec<_>>()
            });
        groups.collect()
    }
}

/// A block with all that belongs to it.
struct Group {
    /// Where the block stands in the file that is looked at, in bytes.
    range: Range<usize>,
    /// It and what overrides it, in any file.
    places: Vec<Span>,
    /// Whether it is broken, so that it may reach up to the next one.
    is_broken: bool,
}

fn in_code(
    file: FileId,
    text: &str,
    comments: &[Range<usize>],
    blocks: &[Group],
    ignores: &mut Vec<IgnoreComment>,
) {
    let mut blocks: Vec<&Group> = blocks.iter().collect();
    blocks.sort_by_key(|block| block.range.start);
    let header = |block: &Group| first_line(file, text, &block.range);
    for (index, comment) in comments.iter().enumerate() {
        let Some(mut ignore) = IgnoreComment::parse(file, text, comment) else {
            continue;
        };
        ignore.covers = if ignore.for_file {
            let first = blocks.first().map(|block| header(block));
            whole_file(file, text, comment, first)
        } else {
            // The block that it stands in, or behind on its last line, or before.
            let next = blocks.partition_point(|block| block.range.start <= comment.start);
            let here = next.checked_sub(1).map(|last| blocks[last]);
            let here = here.filter(|block| comment.start <= line_end_at(text, block.range.end));
            let next = blocks.get(next).copied();
            let before = next.filter(|block| leads_to(text, &comments[index..], block.range.start));
            let own = match here {
                Some(block) if block.is_broken => before.or(here),
                _ => here.or(before),
            };
            let covered = own.map(|block| block.places.clone());
            covered.ok_or(Misplaced::NoBlock(next.map(header)))
        };
        ignores.push(ignore);
    }
}

/// Lines of heredocs that would be comments of ours elsewhere.
fn in_heredocs(file: FileId, source: &Source, ignores: &mut Vec<IgnoreComment>) {
    let text = &source.text;
    for line in syntax::heredoc_lines(text, source.start()) {
        if text[line.clone()].trim_start().starts_with(['#', '/'])
            && let Some(mut ignore) = IgnoreComment::parse(file, text, &line)
            && !ignore.is_near_miss
        {
            ignore.covers = Err(Misplaced::InHeredoc);
            ignores.push(ignore);
        }
    }
}

/// Whether nothing but comments stands between the first of these and an
/// offset, and no blank line.
fn leads_to(text: &str, comments: &[Range<usize>], block: usize) -> bool {
    let mut at = comments[0].start;
    for comment in comments {
        if !is_line_break(&text[at..comment.start]) {
            break;
        }
        at = comment.end;
    }
    at <= block && is_line_break(&text[at..block])
}

fn is_line_break(text: &str) -> bool {
    text.trim().is_empty() && text.matches('\n').count() <= 1
}

fn first_line(file: FileId, text: &str, range: &Range<usize>) -> Span {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    Span::new(file, range.start..range.start + line.trim_end().len())
}

/// What a comment about a whole file covers, by the file's first block or fence.
fn whole_file(
    file: FileId,
    text: &str,
    comment: &Range<usize>,
    first: Option<Span>,
) -> Result<Vec<Span>, Misplaced> {
    match first {
        Some(first) if first.start < comment.end => Err(Misplaced::TooLate(Some(first))),
        _ => Ok(vec![Span::new(file, 0..text.len())]),
    }
}

fn in_markdown(
    file: FileId,
    source: &Source,
    examples: &[Example],
    ignores: &mut Vec<IgnoreComment>,
) {
    let text = &source.text;
    let landmarks = markdown::landmarks(text);
    let first_fence = landmarks.iter().find_map(|landmark| match landmark {
        Landmark::Fence(range) => Some(first_line(file, text, range)),
        _ => None,
    });
    // What follows each comment, and what it could cover, the last one first.
    let mut next = None;
    let mut target = None;
    let mut followed = Vec::new();
    for landmark in landmarks.iter().rev() {
        match landmark {
            Landmark::Comment(comment) => followed.push((comment, next, target)),
            Landmark::Fence(range) | Landmark::Heading(range) => {
                next = Some(range);
                target = next;
            }
            Landmark::Other => next = None,
        }
    }
    for (comment, next, target) in followed.into_iter().rev() {
        let Some(mut ignore) = IgnoreComment::parse(file, text, comment) else {
            continue;
        };
        ignore.covers = if ignore.for_file {
            whole_file(file, text, comment, first_fence)
        } else {
            let target = target.map(|range| first_line(file, text, range));
            let covered = next.map(|range| vec![Span::new(file, range.clone())]);
            covered.ok_or(Misplaced::NoFence(target))
        };
        ignores.push(ignore);
    }
    for example in examples {
        let code = &example.code;
        if !may_ignore(code) {
            continue;
        }
        let blocks = blocks_of(file, &example.syntax);
        let comments: Vec<Range<usize>> = syntax::comments(code, 0)
            .into_iter()
            .map(|comment| comment.start + example.span.start..comment.end + example.span.start)
            .collect();
        in_code(file, text, &comments, &blocks, ignores);
    }
}

fn blocks_of(file: FileId, syntax: &Syntax) -> Vec<Group> {
    let spans = syntax.block_ranges();
    spans
        .map(|range| {
            let places = vec![Span::new(file, range.clone())];
            let is_broken = syntax.broken.iter().any(|broken| broken.span == range);
            Group {
                range,
                places,
                is_broken,
            }
        })
        .collect()
}

impl IgnoreComment {
    /// Reads a comment; `None` if it is another one.
    fn parse(file: FileId, text: &str, comment: &Range<usize>) -> Option<Self> {
        let inner = &text[comment.clone()];
        let opening = inner.len() - inner.trim_start_matches(OPENING).len();
        let start = comment.start + opening;
        let inner = &inner[opening..];
        let inner = inner
            .trim_end_matches("-->")
            .trim_end_matches("*/")
            .trim_end();
        let Some(rest) = inner.strip_prefix(MARKER) else {
            return is_near_miss(inner).then(|| Self {
                at: Span::new(file, start..start + inner.len()),
                for_file: false,
                is_near_miss: true,
                rules: Vec::new(),
                until: None,
                covers: Ok(Vec::new()),
            });
        };
        let for_file = rest.starts_with(FILE_SUFFIX);
        let rest = rest.strip_prefix(FILE_SUFFIX).unwrap_or(rest);
        // `coderlint-ignored` is another word.
        if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let mut ignore = Self {
            at: Span::new(file, start..start + inner.len()),
            for_file,
            is_near_miss: false,
            rules: Vec::new(),
            until: None,
            covers: Ok(Vec::new()),
        };
        let mut offset = start + inner.len() - rest.len();
        for word in rest.split_inclusive(BETWEEN) {
            let word_start = offset;
            offset += word.len();
            let word = word.trim_end_matches(BETWEEN);
            if word.starts_with(REASON) {
                break;
            }
            if let Some(date) = word.strip_prefix(UNTIL) {
                ignore.until = Some(day(date).ok_or_else(|| date.to_owned()));
            } else if !word.is_empty() && ignore.rules.len() < MAX_RULES {
                ignore.rules.push(NamedRule {
                    id: word.to_owned(),
                    at: Span::new(file, word_start..word_start + word.len()),
                });
            }
        }
        Some(ignore)
    }

    /// The last day on which it counted, if that is before another.
    pub fn ended_before(&self, today: NaiveDate) -> Option<NaiveDate> {
        match self.until {
            Some(Ok(last)) if last < today => Some(last),
            _ => None,
        }
    }
}

/// A day as `2027-01-31` and no other way: chrono would read `2027-1-31` too.
fn day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_one_on_which_it_counts() {
        let text = "# coderlint-ignore masked_parameter until=2030-01-02 -- moves soon";
        let ignore = IgnoreComment::parse(FileId::default(), text, &(0..text.len()));
        let ended = |day| {
            let ignore = ignore.as_ref()?;
            ignore.ended_before(NaiveDate::from_ymd_opt(2030, 1, day)?)
        };
        assert_eq!(ended(2), None);
        assert_eq!(ended(3), NaiveDate::from_ymd_opt(2030, 1, 2));
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert_eq!(day("2030-01-02"), NaiveDate::from_ymd_opt(2030, 1, 2));
        for other in [
            "2030-1-2",
            "20300102",
            "02.01.2030",
            "2030-02-30",
            "+2030-01-02",
            "",
        ] {
            assert_eq!(day(other), None, "{other}");
        }
    }
}
