//! Reports comments that ignore nothing: the engine finds them, this words the
//! findings.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Misplaced, Problem, ProblemKind};
use crate::rule::{Level, RuleInfo};
use crate::source::Span;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Warn,
        summary: "a `coderlint-ignore` comment that ignores nothing",
        is_about_any: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Ignores(wording)],
};

fn wording(problem: &Problem) -> Finding {
    let finding = |message: String| Finding::new(problem.at, message);
    match &problem.kind {
        ProblemKind::Unused { rule, elsewhere } => {
            let finding = finding(format!("there is no `{rule}` finding to ignore here"));
            match elsewhere {
                Some(place) => finding
                    .label(*place, "the finding is here")
                    .help("move the comment into the block of the finding, or directly before it"),
                None => finding.help("remove it, or it may hide a later finding"),
            }
        }
        ProblemKind::Expired { rule, last } => {
            finding(format!("the ignore for `{rule}` expired on {last}"))
                .note("an expired ignore is no longer honored")
                .help("fix what it ignored, or give it a new date")
        }
        ProblemKind::UnknownRule { name, near } => {
            let hint = near.map_or("`coderlint --rules` lists them".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            finding(format!("there is no rule `{name}` to ignore; {hint}"))
                .note("separate rules with commas, and put a reason after `--`")
        }
        ProblemKind::NearMiss => {
            finding("this comment ignores nothing: it isn't spelled `coderlint-ignore`".to_owned())
                .help("write `coderlint-ignore: RULE -- why`")
        }
        ProblemKind::NoRule => finding("this comment doesn't name a rule to ignore".to_owned())
            .help("write `coderlint-ignore: RULE -- why`"),
        ProblemKind::Misplaced(misplaced) => misplacement(problem.at, *misplaced),
        ProblemKind::NoDate(text) => finding(format!("`{text}` is not a date"))
            .note("without a valid date the comment ignores nothing")
            .help("write the last day as `until=2027-01-31`"),
    }
}

fn misplacement(at: Span, misplaced: Misplaced) -> Finding {
    let (why, help, place) = match misplaced {
        Misplaced::NoBlock(place) => (
            "it is neither inside a block nor directly before one",
            "move it inside the block, or directly before it without a blank line",
            place,
        ),
        Misplaced::NoFence(place) => (
            "it isn't directly before a code fence or a heading",
            "move it directly before the code fence or heading",
            place,
        ),
        Misplaced::TooLate(place) => (
            "it comes too late to cover the whole file",
            "move it before the first block; in Markdown, before the first code fence",
            place,
        ),
        Misplaced::InHeredoc => (
            "it is part of a heredoc",
            "move it out of the heredoc, or directly before the block",
            None,
        ),
    };
    let finding = Finding::new(at, format!("this comment ignores nothing: {why}")).help(help);
    match place {
        Some(place) => finding.label(place, "it belongs before this line"),
        None => finding,
    }
}
