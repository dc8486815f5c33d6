//! Tells which ignoring comments are of no use: the engine finds out, this says
//! it.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Problem, ProblemKind};
use crate::rule::{Level, RuleInfo};

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
        ProblemKind::Unused(rule) => finding(format!("`{rule}` finds nothing to ignore here"))
            .help("remove it, so that it can't hide a later finding"),
        ProblemKind::Expired { rule, last } => {
            finding(format!("the ignore of `{rule}` ended on {last}"))
                .note("an expired ignore is no longer heeded")
                .help("put right what it ignored, or give it a new date")
        }
        ProblemKind::UnknownRule { name, near } => {
            let hint = near.map_or("`coderlint --rules` lists them".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            finding(format!("there is no rule `{name}` to ignore; {hint}"))
                .note("rules are separated by commas, and a reason stands after `--`")
        }
        ProblemKind::NoRule => finding("this comment names no rule to ignore".to_owned())
            .help("write `coderlint-ignore: RULE -- why`"),
        ProblemKind::Misplaced => finding("this comment ignores nothing where it stands".to_owned())
            .help("put it right before the block or inside it; in Markdown, right before the code fence or heading"),
        ProblemKind::TooLate => {
            finding("this comment comes too late to ignore findings in the whole file".to_owned())
                .help("put it before the first block; in Markdown, before the first code fence")
        }
        ProblemKind::NoDate(text) => finding(format!("`{text}` is no date"))
            .note("without a date the comment is heeded for good")
            .help("write the last day as `until=2027-01-31`"),
    }
}
