//! Reports comments that ignore nothing: the engine finds them, this words the
//! findings.

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
        ProblemKind::Unused(rule) => finding(format!("there is no `{rule}` finding to ignore here"))
            .help("remove it, or it may hide a later finding"),
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
        ProblemKind::NearMiss => finding("this comment ignores nothing: it isn't spelled `coderlint-ignore`".to_owned())
            .help("write `coderlint-ignore: RULE -- why`"),
        ProblemKind::NoRule => finding("this comment doesn't name a rule to ignore".to_owned())
            .help("write `coderlint-ignore: RULE -- why`"),
        ProblemKind::Misplaced => finding("this comment ignores nothing in this place".to_owned())
            .help("move it inside the block or directly before it; in Markdown, directly before the code fence or heading"),
        ProblemKind::TooLate => {
            finding("this comment comes too late to ignore findings in the whole file".to_owned())
                .help("move it before the first block; in Markdown, before the first code fence")
        }
        ProblemKind::NoDate(text) => finding(format!("`{text}` is not a date"))
            .note("without a valid date the comment ignores nothing")
            .help("write the last day as `until=2027-01-31`"),
    }
}
