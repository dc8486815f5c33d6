//! Policies that could not decide: each is told once, with the first block that
//! it could not decide about.

use std::collections::BTreeMap;

use super::terminal::say;
use crate::diagnostic::{ModuleReport, PolicyTrouble};
use crate::error::RunError;

/// Says which policies took too long, and gives the errors of those that are
/// wrong.
pub(super) fn told(modules: &[ModuleReport]) -> Vec<RunError> {
    let mut first: BTreeMap<(&str, &str, bool), (&PolicyTrouble, usize)> = BTreeMap::new();
    for trouble in modules.iter().flat_map(|module| &module.troubles) {
        let key = (
            trouble.source.name.as_str(),
            trouble.policy,
            trouble.is_error,
        );
        let known = first.entry(key).or_insert((trouble, 0));
        known.1 += 1;
    }
    let mut errors = Vec::new();
    for (trouble, count) in first.into_values() {
        let position = trouble.source.position(trouble.at.start);
        let place = format!(
            "{}:{}:{}",
            trouble.source.name, position.line, position.column
        );
        let more = match count {
            1 => String::new(),
            count => format!(" (and {} more times)", count - 1),
        };
        let message = format!("{}{more}", trouble.message);
        if trouble.is_error {
            errors.push(RunError::new(place, message));
        } else {
            say("warning", &format!("{place}: {message}"));
        }
    }
    errors
}
