//! What the README says of the opt-in.

use super::blocks::Names;
use super::checks::Assertion;
use crate::edit::{Changes, document};
use crate::module::{Key, Module};

/// What holds for all switches.
fn last(module: &Module<'_>) -> String {
    let tasks = if module.is_for_tasks() {
        "Coder Tasks can't ask: no task can be created while this is on."
    } else {
        "Don't turn it on in templates for Coder Tasks, which can't ask."
    };
    format!(
        "Users with existing workspaces are asked the next time they update them. {tasks} Masking needs Coder 2.24 or later."
    )
}

/// Beyond so many keys that lack an opt-in only the first one's is written about:
/// each has to wait for the one before.
const MAX_KEYS: usize = 20;

/// Says in the README what the switch does, and what it excludes.
pub(super) fn describe(
    module: &Module<'_>,
    key: &Key,
    names: &Names<'_>,
    on_switch: &[Assertion],
    changes: &mut Changes,
) {
    let switch = &names.switch;
    let quoted = format!("`{switch}`");
    let is_told = |text: &str| text.contains(&quoted);
    if module
        .readme()
        .is_none_or(|(_, readme)| is_told(&readme.text))
        || is_too_many(module, names)
    {
        return;
    }
    let asked = names.wording.asked();
    let variable = names.variable;
    let excluded = excluded_by(on_switch, switch);
    let excluded = match &*excluded {
        [] => String::new(),
        names => format!(" Not together with {}.", names.join(" or ")),
    };
    let secret = module.only_environment_variable_of(key).map(|name| format!(
        " With Coder 2.36 or later, leave it off and let each user create a user secret instead: `coder secret create NAME --env {name}`."
    ));
    let text = format!(
        "Set {quoted} to `true` to ask each user for {asked} in the workspace form, instead of using `{variable}`.{excluded}{}",
        secret.unwrap_or_default()
    );
    document(module, &[text], &last(module), changes);
}

fn is_too_many(module: &Module<'_>, names: &Names<'_>) -> bool {
    let lacking = module
        .keys()
        .iter()
        .filter(|key| module.joined(key).next().is_none());
    let lacking: Vec<&str> = lacking.map(|key| module.variable(key).name).collect();
    lacking.len() > MAX_KEYS && lacking.iter().min() != Some(&names.variable)
}

/// The variables of which the switch's checks say that they can't be set where it
/// is on, in backticks.
fn excluded_by(on_switch: &[Assertion], switch: &str) -> Vec<String> {
    let excluded = on_switch.iter().filter_map(|check| excluded(check, switch));
    let mut excluded: Vec<String> = excluded.map(|name| format!("`{name}`")).collect();
    excluded.sort();
    excluded.dedup();
    excluded
}

fn excluded<'c>(check: &'c Assertion, switch: &str) -> Option<&'c str> {
    let condition = check.condition.as_str();
    let both = condition
        .strip_prefix("!(")
        .and_then(|both| both.strip_suffix(')'));
    let other = both.and_then(|both| both.strip_prefix(&format!("var.{switch} && ")));
    let lacking = condition.strip_prefix(&format!("!var.{switch} || "));
    let (test, if_set) = match (other, lacking) {
        (Some(test), _) => (test, ["", " != \"\"", " != null"]),
        (None, Some(test)) => match test.strip_prefix('!') {
            Some(test) => (test, ["", "", ""]),
            None => (test, [" == \"\"", " == null", " == false"]),
        },
        (None, None) => return None,
    };
    let test = test.strip_prefix("var.")?;
    let name = test.split(' ').next()?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && if_set.contains(&&test[name.len()..])).then_some(name)
}
