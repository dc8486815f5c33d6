//! Tells which ignoring comments are of no use: the engine finds out, this says
//! it.

use crate::config::near;
use crate::diagnostic::{Finding, Level};
use crate::ignores::{Problem, ProblemKind};
use crate::module::Module;
use crate::rule::Rule;
use crate::rules::RULES;

pub(crate) struct Check;

impl Rule for Check {
    fn level(&self) -> Level {
        Level::Warn
    }

    fn summary(&self) -> &'static str {
        "a `coderlint-ignore` comment that ignores nothing"
    }

    fn check(&self, _module: &Module<'_>, _findings: &mut Vec<Finding>) {}

    fn check_ignores(&self, problems: &[Problem], findings: &mut Vec<Finding>) {
        findings.extend(problems.iter().map(wording));
    }
}

fn wording(problem: &Problem) -> Finding {
    let finding = |message: String| Finding::new(problem.at, message);
    match &problem.kind {
        ProblemKind::Unused(rule) => finding(format!("`{rule}` finds nothing to ignore here"))
            .help("remove it, so that it can't hide a later finding"),
        ProblemKind::Expired(rule, last) => {
            finding(format!("the ignore of `{rule}` ended on {last}"))
                .note("an expired ignore is no longer heeded")
                .help("put right what it ignored, or give it a new date")
        }
        ProblemKind::UnknownRule(rule) => {
            let known = RULES.iter().map(|entry| entry.id);
            let hint = near::hint(known, rule, "`coderlint --rules` lists them");
            finding(format!("there is no rule `{rule}` to ignore; {hint}"))
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
