//! Applies the comments that ignore rules, and judges those that are of no use.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Utc};

use crate::check::Check;
use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Misplaced, Problem, ProblemKind};
use crate::module::{IgnoreComment, NamedRule};
use crate::near;
use crate::rule::Level;
use crate::rules::RULES;
use crate::source::{FileId, Span};

/// The rule that judges comments, which a comment can name as well.
pub const UNUSED_IGNORE: &str = "unused_ignore";

/// The day on which comments are judged: today, in UTC.
pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// Takes out what comments ignore on a day, and adds what is wrong with the
/// comments; that can be ignored in turn.
pub fn apply(
    comments: &[IgnoreComment],
    selection: &Selection,
    today: NaiveDate,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut applied = Applied {
        comments,
        used: comments
            .iter()
            .map(|comment| vec![false; comment.rules.len()])
            .collect(),
        index: Index::new(comments, today),
        today,
        selection,
    };
    let ran = |id: &str| selection.level(id) != Level::Allow;
    applied.retain(diagnostics);
    let problems = applied.problems(&|id| ran(id) && id != UNUSED_IGNORE, diagnostics);
    let mut complaints = judged(&problems, selection);
    applied.retain(&mut complaints);
    diagnostics.append(&mut complaints);
    // Only now is it known whether an ignored complaint was one.
    let mut rest = applied.problems(&ran, &[]);
    rest.retain(|problem| problem.kind.is_about(UNUSED_IGNORE));
    diagnostics.append(&mut judged(&rest, selection));
}

/// What the rules that run say of problems.
fn judged(problems: &[Problem], selection: &Selection) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        let level = selection.level(rule.info.id);
        for check in rule.checks {
            if let Check::Ignores(word) = check
                && level != Level::Allow
            {
                diagnostics.extend(problems.iter().map(|problem| Diagnostic {
                    rule: &rule.info,
                    level,
                    finding: word(problem),
                }));
            }
        }
    }
    diagnostics
}

/// Comments, and what they have kept quiet so far.
struct Applied<'c> {
    comments: &'c [IgnoreComment],
    /// By comment: whether each rule that it names kept something quiet.
    used: Vec<Vec<bool>>,
    index: Index,
    today: NaiveDate,
    /// The rules that there are.
    selection: &'c Selection,
}

impl Applied<'_> {
    /// Takes out what is ignored.
    fn retain(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let (comments, used) = (self.comments, &mut self.used);
        diagnostics.retain(|diagnostic| {
            let mut is_ignored = false;
            self.index
                .covering(diagnostic.finding.primary.span, |comment| {
                    let comment_rules = comments[comment].rules.iter();
                    // What has no end by mistake is not to last for good.
                    if matches!(comments[comment].until, Some(Err(_))) {
                        return;
                    }
                    for (rule, used) in comment_rules.zip(&mut used[comment]) {
                        if rule.id == diagnostic.rule.id {
                            *used = true;
                            is_ignored = true;
                        }
                    }
                });
            !is_ignored
        });
    }

    /// What is wrong with the comments, once they were applied. A rule that did
    /// not run, by `ran`, can't have found anything to ignore.
    fn problems(&self, ran: &dyn Fn(&str) -> bool, left: &[Diagnostic]) -> Vec<Problem> {
        let labels = Labels::of(left);
        let comments = self.comments.iter().zip(&self.used);
        let comments = comments.filter(|(comment, _)| !self.is_mere_text(comment));
        let problems = comments.flat_map(|(comment, used)| {
            let mut problems = misplacement(comment);
            problems.extend(self.rule_problems(comment, used, ran, &labels));
            problems
        });
        problems.collect()
    }

    /// Whether it is text that is only like a comment of ours.
    fn is_mere_text(&self, comment: &IgnoreComment) -> bool {
        let is_known = |rule: &NamedRule| {
            let mut known = self.selection.rules();
            known.any(|(info, _)| info.id == rule.id)
        };
        comment.covers == Err(Misplaced::InHeredoc) && !comment.rules.iter().any(is_known)
    }

    fn rule_problems(
        &self,
        comment: &IgnoreComment,
        used: &[bool],
        ran: &dyn Fn(&str) -> bool,
        labels: &Labels<'_>,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        // Words after an unknown one are, as a rule, a reason without its dashes.
        let mut is_unknown = false;
        for (rule, used) in comment.rules.iter().zip(used) {
            let id = || rule.id.clone();
            let mut known = self.selection.rules().map(|(info, _)| info.id);
            let kind = if !known.any(|known| known == rule.id) {
                let is_second = std::mem::replace(&mut is_unknown, true);
                let known = self.selection.rules().map(|(info, _)| info.id);
                (!is_second).then(|| ProblemKind::UnknownRule {
                    name: id(),
                    near: near::find(known, &rule.id),
                })
            } else if let Some(last) = comment.ended_before(self.today) {
                let last = last.to_string();
                ran(&rule.id).then(|| ProblemKind::Expired { rule: id(), last })
            } else {
                let may_be_used =
                    !comment.covered().is_empty() && !matches!(comment.until, Some(Err(_)));
                let is_unused = !used && may_be_used && ran(&rule.id);
                is_unused.then(|| ProblemKind::Unused {
                    rule: id(),
                    elsewhere: labels.within(&rule.id, comment.covered()),
                })
            };
            problems.extend(kind.map(|kind| Problem { at: rule.at, kind }));
        }
        problems
    }
}

/// What is wrong with a comment as a whole.
fn misplacement(comment: &IgnoreComment) -> Vec<Problem> {
    let mut kinds = Vec::new();
    if comment.is_near_miss {
        let kind = ProblemKind::NearMiss;
        return vec![Problem {
            at: comment.at,
            kind,
        }];
    }
    if let Some(Err(text)) = &comment.until {
        kinds.push(ProblemKind::NoDate(text.clone()));
    }
    if comment.rules.is_empty() {
        kinds.push(ProblemKind::NoRule);
    } else if let Err(misplaced) = comment.covers {
        kinds.push(ProblemKind::Misplaced(misplaced));
    }
    let at = comment.at;
    let problems = kinds.into_iter().map(|kind| Problem { at, kind });
    problems.collect()
}

/// Where findings have labels beside their own places: somebody who reads about
/// one may ignore it there.
#[derive(Default)]
struct Labels<'d> {
    /// The finding's place, by its rule and the label's place.
    places: BTreeMap<(&'d str, FileId, usize), Span>,
}

impl<'d> Labels<'d> {
    fn of(diagnostics: &'d [Diagnostic]) -> Self {
        let mut places = BTreeMap::new();
        for diagnostic in diagnostics {
            let finding = &diagnostic.finding;
            for label in &finding.labels {
                let key = (diagnostic.rule.id, label.span.file, label.span.start);
                places.entry(key).or_insert(finding.primary.span);
            }
        }
        Self { places }
    }

    /// The first finding of a rule that has a label in one of these places.
    fn within(&self, rule: &str, places: &[Span]) -> Option<Span> {
        places.iter().find_map(|place| {
            let range = (rule, place.file, place.start)..(rule, place.file, place.end);
            self.places.range(range).map(|(_, finding)| *finding).next()
        })
    }
}

/// Which comments cover a place, without asking each of them.
struct Index {
    /// Covered places by where they begin, with the comment, and the furthest
    /// end of these and all before.
    places: Vec<(Span, usize, (FileId, usize))>,
}

impl Index {
    fn new(comments: &[IgnoreComment], today: NaiveDate) -> Self {
        let mut places: Vec<(Span, usize, (FileId, usize))> = Vec::new();
        for (index, ignore) in comments.iter().enumerate() {
            if ignore.ended_before(today).is_some() {
                continue;
            }
            // What is said about the comment itself is covered, too.
            for span in ignore.covered().iter().chain([&ignore.at]) {
                places.push((*span, index, (span.file, span.end)));
            }
        }
        places.sort_unstable_by_key(|(span, index, _)| (*span, *index));
        let mut furthest = (FileId::default(), 0);
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
            if at.start <= span.end {
                found(*ignore);
            }
        }
    }
}
