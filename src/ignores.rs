//! Comments that tell coderlint to keep quiet: where they stand, what they
//! cover, and which of them are of no use.
//!
//! `# coderlint-ignore: RULE, RULE until=2027-01-31 -- why` covers the block
//! that it stands in or right before; `# coderlint-ignore-file: RULE` before the
//! first block covers its file. In Markdown an HTML comment before a code fence
//! covers the fence, before a heading what is said about the heading.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::module::{FileId, Module, Span};
use crate::rules;
use crate::source::Source;
use crate::syntax::markdown::{self, Example, Landmark};
use crate::syntax::{self, Syntax};

const MARKER: &str = "coderlint-ignore";
const FILE_SUFFIX: &str = "-file";
const UNTIL: &str = "until=";
/// What stands between the rules and the reason.
const REASON: &str = "--";

/// A comment that ignores rules.
#[derive(Debug)]
pub struct Ignore {
    /// The comment, from its marker to its end.
    at: Span,
    /// Whether it is about a whole file.
    for_file: bool,
    rules: Vec<Named>,
    until: Option<Result<Date, String>>,
    covers: Vec<Span>,
}

/// A rule as a comment names it.
#[derive(Debug)]
struct Named {
    id: String,
    at: Span,
    /// Whether it kept something quiet.
    used: bool,
}

/// What is wrong with a comment.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule's name in the comment, or the comment.
    pub at: Span,
    /// What it is.
    pub kind: ProblemKind,
}

/// What can be wrong with a comment.
#[derive(Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is nothing for this rule to ignore.
    Unused(String),
    /// It ended on this day, and is no longer heeded.
    Expired(String, String),
    /// There is no such rule.
    UnknownRule(String),
    /// It names no rule.
    NoRule,
    /// It stands where it covers nothing.
    Misplaced,
    /// It is about a whole file, and stands after the file's first block.
    TooLate,
    /// What stands after `until=` is no date.
    NoDate(String),
}

/// Nobody names more rules than there are.
const MAX_RULES: usize = 64;

/// What may stand in a comment before the marker.
const OPENING: &[char] = &['#', '/', '*', '<', '!', '-', ' ', '\t', '\r', '\n'];
/// What may stand between the words of a comment.
const BETWEEN: &[char] = &[',', ':', ' ', '\t', '\r', '\n'];

impl ProblemKind {
    /// Whether it is that nothing of a rule is ignored.
    pub fn is_about(&self, rule: &str) -> bool {
        matches!(self, Self::Unused(id) | Self::Expired(id, _) if id == rule)
    }
}

/// Whether some text has a comment of ours in it.
pub fn may_ignore(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), MARKER.as_bytes()).is_some()
}

/// The ignoring comments of a module, in order; `examples` are those of its
/// README.
pub fn collect(module: &Module<'_>, examples: &[Example]) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    for (file, source) in module.sources().iter().enumerate() {
        if !may_ignore(&source.text) {
            continue;
        }
        if module.readme().is_some_and(|(readme, _)| readme == file) {
            in_markdown(file, source, examples, &mut ignores);
        } else {
            let comments = syntax::comments(&source.text, source.start());
            let blocks = module.block_groups(file);
            in_code(file, &source.text, &comments, &blocks, &mut ignores);
        }
    }
    ignores
}

/// Where a block begins and ends in this file, and all places that belong to it.
type Group = (Range<usize>, Vec<Span>);

fn in_code(
    file: FileId,
    text: &str,
    comments: &[Range<usize>],
    blocks: &[Group],
    ignores: &mut Vec<Ignore>,
) {
    let mut blocks: Vec<&Group> = blocks.iter().collect();
    blocks.sort_by_key(|(block, _)| block.start);
    let first = blocks.first().map_or(text.len(), |(block, _)| block.start);
    for (index, comment) in comments.iter().enumerate() {
        let Some(mut ignore) = Ignore::parse(file, text, comment) else {
            continue;
        };
        ignore.covers = if ignore.for_file {
            whole_file(file, text, comment.end <= first)
        } else {
            // The block that it stands in, or behind on its last line, or before.
            let next = blocks.partition_point(|(block, _)| block.start <= comment.start);
            let here = next.checked_sub(1).map(|last| blocks[last]);
            let here = here.filter(|(block, _)| comment.start <= line_end(text, block.end));
            let before = blocks.get(next).copied().filter(|(block, _)| {
                line_start(text, block.start) <= comment.start
                    || leads_to(text, &comments[index..], block.start)
            });
            here.or(before)
                .map_or_else(Vec::new, |(_, places)| places.clone())
        };
        ignores.push(ignore);
    }
}

/// Whether nothing but comments stands between the first of these and an
/// offset, and no blank line.
fn leads_to(text: &str, comments: &[Range<usize>], block: usize) -> bool {
    let mut at = comments[0].start;
    for comment in comments {
        if comment.start > block || !is_line_break(&text[at..comment.start]) {
            break;
        }
        at = comment.end;
    }
    at <= block && is_line_break(&text[at..block])
}

fn is_line_break(text: &str) -> bool {
    text.trim().is_empty() && text.matches('\n').count() <= 1
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found)
}

fn whole_file(file: FileId, text: &str, is_first: bool) -> Vec<Span> {
    let whole = Span {
        file,
        start: 0,
        end: text.len(),
    };
    if is_first { vec![whole] } else { Vec::new() }
}

fn in_markdown(file: FileId, source: &Source, examples: &[Example], ignores: &mut Vec<Ignore>) {
    let text = &source.text;
    let landmarks = markdown::landmarks(text);
    let first_fence = landmarks
        .iter()
        .find_map(|landmark| match landmark {
            Landmark::Fence(range) => Some(range.start),
            _ => None,
        })
        .unwrap_or(text.len());
    // What follows each comment, the last one first.
    let mut next = None;
    let mut followed: Vec<(&Range<usize>, Option<&Landmark>)> = Vec::new();
    for landmark in landmarks.iter().rev() {
        match landmark {
            Landmark::Comment(comment) => followed.push((comment, next)),
            other => next = Some(other),
        }
    }
    for (comment, next) in followed.into_iter().rev() {
        let Some(mut ignore) = Ignore::parse(file, text, comment) else {
            continue;
        };
        ignore.covers = if ignore.for_file {
            whole_file(file, text, comment.end <= first_fence)
        } else {
            match next {
                Some(Landmark::Fence(range) | Landmark::Heading(range)) => vec![Span {
                    file,
                    start: range.start,
                    end: range.end,
                }],
                _ => Vec::new(),
            }
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
            let span = Span {
                file,
                start: range.start,
                end: range.end,
            };
            (range, vec![span])
        })
        .collect()
}

impl Ignore {
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
        let rest = inner.strip_prefix(MARKER)?;
        let for_file = rest.starts_with(FILE_SUFFIX);
        let rest = rest.strip_prefix(FILE_SUFFIX).unwrap_or(rest);
        // `coderlint-ignored` is another word.
        if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let mut ignore = Self {
            at: Span {
                file,
                start,
                end: start + inner.len(),
            },
            for_file,
            rules: Vec::new(),
            until: None,
            covers: Vec::new(),
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
                ignore.until = Some(date.parse().map_err(|_| date.to_owned()));
            } else if !word.is_empty() && ignore.rules.len() < MAX_RULES {
                ignore.rules.push(Named {
                    id: word.to_owned(),
                    at: Span {
                        file,
                        start: word_start,
                        end: word_start + word.len(),
                    },
                    used: false,
                });
            }
        }
        Some(ignore)
    }

    fn misplaced(&self) -> ProblemKind {
        if self.for_file {
            ProblemKind::TooLate
        } else {
            ProblemKind::Misplaced
        }
    }

    fn ended_before(&self, today: Date) -> Option<Date> {
        match self.until {
            Some(Ok(last)) if last < today => Some(last),
            _ => None,
        }
    }
}

/// The day on which comments are judged: today, in UTC.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// Takes out what is ignored on a day.
pub fn apply(ignores: &mut [Ignore], diagnostics: &mut Vec<Diagnostic>, today: Date) {
    let index = Index::new(ignores, today);
    diagnostics.retain(|diagnostic| {
        let mut is_ignored = false;
        index.covering(diagnostic.finding.primary.span, |ignore| {
            for rule in &mut ignores[ignore].rules {
                if rule.id == diagnostic.rule {
                    rule.used = true;
                    is_ignored = true;
                }
            }
        });
        !is_ignored
    });
}

/// Which comments cover a place, without asking each of them.
struct Index {
    /// Covered places by where they begin, with the comment, and the furthest
    /// end of these and all before.
    places: Vec<(Span, usize, (FileId, usize))>,
}

impl Index {
    fn new(ignores: &[Ignore], today: Date) -> Self {
        let mut places: Vec<(Span, usize, (FileId, usize))> = Vec::new();
        for (index, ignore) in ignores.iter().enumerate() {
            if ignore.ended_before(today).is_some() {
                continue;
            }
            // What is said about the comment itself is covered, too.
            for span in ignore.covers.iter().chain([&ignore.at]) {
                places.push((*span, index, (span.file, span.end)));
            }
        }
        places.sort_unstable_by_key(|(span, index, _)| (*span, *index));
        let mut furthest = (0, 0);
        for (_, _, end) in &mut places {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { places }
    }

    fn covering(&self, at: Span, mut found: impl FnMut(usize)) {
        let after = |(span, ..): &(Span, usize, (FileId, usize))| {
            (span.file, span.start) <= (at.file, at.start)
        };
        let end = self.places.partition_point(after);
        for (span, ignore, furthest) in self.places[..end].iter().rev() {
            if *furthest < (at.file, at.start) {
                break;
            }
            if span.file == at.file && at.start <= span.end {
                found(*ignore);
            }
        }
    }
}

/// What is wrong with the comments, once they were applied. A rule that did not
/// run, by `ran`, can't have found anything to ignore.
pub fn problems(ignores: &[Ignore], ran: &dyn Fn(&str) -> bool, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    for ignore in ignores {
        let mut problem = |at, kind| problems.push(Problem { at, kind });
        if let Some(Err(text)) = &ignore.until {
            problem(ignore.at, ProblemKind::NoDate(text.clone()));
        }
        if ignore.rules.is_empty() {
            problem(ignore.at, ProblemKind::NoRule);
        } else if ignore.covers.is_empty() {
            problem(ignore.at, ignore.misplaced());
        }
        // Words after an unknown one are, as a rule, a reason without its dashes.
        let mut is_unknown = false;
        for rule in &ignore.rules {
            let id = || rule.id.clone();
            if rules::find(&rule.id).is_none() {
                if !is_unknown {
                    problem(rule.at, ProblemKind::UnknownRule(id()));
                }
                is_unknown = true;
            } else if let Some(last) = ignore.ended_before(today) {
                if ran(&rule.id) {
                    problem(rule.at, ProblemKind::Expired(id(), last.to_string()));
                }
            } else if !rule.used && !ignore.covers.is_empty() && ran(&rule.id) {
                problem(rule.at, ProblemKind::Unused(id()));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_one_on_which_it_counts() {
        let text = "# coderlint-ignore masked_parameter until=2030-01-02 -- moves soon";
        let ignore = Ignore::parse(0, text, &(0..text.len()));
        let ended = |day| {
            let ignore = ignore.as_ref()?;
            ignore.ended_before(Date::constant(2030, 1, day))
        };
        assert_eq!(ended(2), None);
        assert_eq!(ended(3), Some(Date::constant(2030, 1, 2)));
    }
}
