//! Flags key variables that reach the workspace without an opt-in masked
//! parameter used in place of them.

mod blocks;
mod checks;
mod companion;
mod condition;
mod example;
mod fix;
mod pass_on;
mod placement;
mod providers;
mod readme;
mod relations;
mod uses;
mod version;
mod wording;

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::flow::Sink;
use crate::module::{ClosedCall, Extent, Key, Module};
use crate::rule::{Applicability, Level, RuleInfo};
use crate::source::Span;

/// How many uses are shown.
const MAX_USES: usize = 3;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a key variable that reaches the workspace without a masked parameter used in place of it",
        fix: Some(Applicability::Safe),
        is_about_keys: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    let lacking = module
        .keys()
        .iter()
        .filter(|key| reaches_workspace(key) && module.joined(key).next().is_none())
        .filter(|key| module.is_authors(key))
        .filter(|key| !(module.opt_ins_go() && module.replaced_by_user_secret(key).is_some()));
    // Whether there is anything to find comes first: the rest is dearer.
    let mut lacking: Vec<&Key> = lacking.collect();
    if lacking.is_empty() || module.may_hide_join() {
        return;
    }
    lacking.sort_by_key(|key| module.variable(key).name);
    let is_fixed = lacking.len() <= MAX_FIXED;
    for key in lacking {
        let closed = module.closed_calls(key);
        let closed = match &*closed {
            [] => None,
            [only] if !module.may_repeat(only.call) => Some(only),
            // Opened, users would be asked for it each time.
            _ => continue,
        };
        let mut finding = wording(module, key, closed);
        if module.is_in_comment("coder_parameter") {
            // The example says itself what else there is.
            finding.at_most = Level::Warn;
        }
        findings.push(if is_fixed {
            with_fix(module, key, closed, finding)
        } else {
            finding.note(format!(
                "no fix: more than {MAX_FIXED} keys of this module need one"
            ))
        });
    }
}

/// Where more keys lack an opt-in, no person has written the module. Each fix looks
/// at all of them.
const MAX_FIXED: usize = 100;

fn with_fix(
    module: &Module<'_>,
    key: &Key,
    closed: Option<&ClosedCall<'_, '_>>,
    mut finding: Finding,
) -> Finding {
    if let Some(obstacle) = example::obstacle(module, key) {
        return finding.note(format!("no fix: {obstacle}"));
    }
    if goes_to_presets(key) {
        return finding.note("no fix: it goes into a preset, whose values are stored when the template is imported, before any user is asked");
    }
    let opt_in = match closed {
        None => fix::fix(module, key),
        Some(closed) => pass_on::pass_switch(module, key, closed),
    };
    let opt_in = match opt_in {
        Ok(opt_in) => opt_in,
        Err(obstacle) => return finding.note(format!("no fix: {obstacle}")),
    };
    for reason in &opt_in.reasons {
        finding = finding.note(format!("the fix is unsafe: {reason}"));
    }
    let in_script = key.arrivals.iter().any(|arrival| arrival.in_script);
    if in_script && module.extent() == Extent::Folder {
        finding = finding.note("after the fix, what users type is written into a shell script unescaped (see `key_in_script`)");
    }
    if closed.is_none() && module.is_for_tasks() {
        finding = finding.note(
            "while the opt-in is on, no Coder task can be created: tasks can't ask users for the key",
        );
    }
    finding.fixed_by(opt_in.fix)
}

/// Whether a key gets to the workspace at all.
fn reaches_workspace(key: &Key) -> bool {
    key.arrivals
        .iter()
        .any(|arrival| arrival.sink == Sink::Workspace)
}

fn wording(module: &Module<'_>, key: &Key, closed: Option<&ClosedCall<'_, '_>>) -> Finding {
    let variable = module.variable(key);
    let name = variable.name;
    let mut finding = Finding::new(
        variable.block.name_span(),
        format!("key variable `{name}` has no opt-in masked parameter"),
    )
    .about(name)
    .says("set in the template, the same for every user");

    let uses = uses(key);
    for (index, span) in uses.iter().take(MAX_USES).enumerate() {
        let more = uses.len().saturating_sub(MAX_USES);
        let message = match index + 1 {
            MAX_USES if more > 0 => format!("and here, and {more} more"),
            1 => "it reaches the workspace here".to_owned(),
            _ => "and here".to_owned(),
        };
        finding = finding.label(*span, message);
    }
    let finding = finding
        .note(format!("`{name}` is treated as a key because {}", key.reason))
        .note("a variable holds one key for everyone; if users have their own keys, each of them needs a masked workspace parameter");
    let finding = match module.only_environment_variable_of(key) {
        Some(variable) => finding.note(format!(
            "with Coder 2.36 or later, each user can set `{variable}` without any change to the module: `coder secret create NAME --env {variable}`"
        )),
        None => finding,
    };
    let help = if !goes_to_presets(key) {
        help(name, closed)
    } else if goes_to_presets_alone(key) {
        format!(
            "leave `{name}` out of presets: then the form asks each user for a key of their own"
        )
    } else {
        format!(
            "leave `{name}` out of presets, and add a masked `coder_parameter` behind an opt-in variable for its other uses"
        )
    };
    finding.help(help)
}

fn goes_to_presets(key: &Key) -> bool {
    key.arrivals.iter().any(|arrival| arrival.in_preset)
}

fn goes_to_presets_alone(key: &Key) -> bool {
    let mut arrivals = key.arrivals.iter();
    arrivals.all(|arrival| arrival.sink != Sink::Workspace || arrival.in_preset)
}

fn help(variable: &str, closed: Option<&ClosedCall<'_, '_>>) -> String {
    match closed {
        None => format!(
            "add a masked `coder_parameter` behind an opt-in variable, and use its value instead of `var.{variable}` when it is enabled"
        ),
        Some(closed) => {
            let module = closed.call.name();
            let switch = closed.switch.as_ref();
            let opened = switch.map_or_else(
                || "enable it there".to_owned(),
                |switch| format!("set `{switch}` there to a variable that is false by default"),
            );
            format!(
                "module `{module}` has an opt-in for this key, but this call leaves it off: {opened}"
            )
        }
    }
}

/// The references that end up in the workspace, each once.
fn uses(key: &Key) -> Vec<Span> {
    let mut uses: Vec<Span> = key
        .arrivals
        .iter()
        .filter(|arrival| arrival.sink == Sink::Workspace)
        .map(|arrival| arrival.at)
        .collect();
    uses.dedup();
    uses
}
