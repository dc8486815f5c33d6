//! The cases of `masked_parameter` under Terraform: what a safe fix makes of each
//! plans as section by section of the README is promised.

use std::collections::BTreeSet;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use super::world::{Fixes, Module, World, repository};

/// How many cases lie between two that every run tries.
const STEP: usize = 6;

/// What the user types in.
const USERS: &str = "users-own-key-0123456789";

#[test]
fn cases_plan_as_promised() {
    let Some(world) = World::find() else {
        return;
    };
    let all = std::env::var("CODERLINT_SHAPES").is_ok_and(|wanted| wanted == "all");
    let cases = cases().into_iter().step_by(if all { 1 } else { STEP });
    let mut failed = Vec::new();
    let mut compared = 0;
    for case in cases {
        for fixes in [Fixes::Safe, Fixes::Unsafe] {
            let hold = || hold(&world, &case, fixes);
            match std::panic::catch_unwind(AssertUnwindSafe(hold)) {
                Ok(plans) => compared += plans,
                Err(_) => failed.push((fixes, case.clone())),
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(compared > 0, "nothing was compared");
}

/// The cases that need no other provider than Coder's.
fn cases() -> Vec<PathBuf> {
    let folder = repository().join("rules/masked_parameter/cases");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| {
        let name = case.file_name().unwrap().to_str().unwrap();
        let is_about_fix = ["bad_fix_", "bad_child_", "bad_uses_"]
            .iter()
            .any(|start| name.starts_with(start));
        is_about_fix && needs_coder_alone(case)
    });
    cases.sort();
    cases
}

fn needs_coder_alone(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().all(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return path.ends_with("fixed") || needs_coder_alone(&path);
        }
        if path.extension().is_none_or(|extension| extension != "tf") {
            return true;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut sources = text
            .lines()
            .filter(|line| line.trim_start().starts_with("source "));
        sources.all(|line| {
            line.contains("\"./") || line.contains("\"../") || line.contains("\"coder/coder\"")
        }) && text.contains("\"coder/coder\"") == text.lines().any(|line| line.contains("\"coder_"))
    })
}

/// Holds a case's fix against what is promised; the answer is how many plans were
/// compared.
fn hold(world: &World, case: &Path, fixes: Fixes) -> usize {
    let name = case.file_name().unwrap().to_str().unwrap();
    let (before, after) = (world.case(case), world.case(case));
    let was_formatted = before.is_formatted();
    after.fix(fixes);
    if before.texts() == after.texts() {
        return 0;
    }
    assert!(!was_formatted || after.is_formatted(), "{name}: formatting");
    after.is_settled(fixes);
    if !before.plans(&[]) {
        return 0;
    }
    after.validate();
    let closed = after.plan(&[], &[]);
    assert_eq!(before.plan(&[], &[]), closed, "{name}: nothing opted into");
    let parameters = new(&before, &after, "name ", "\"");
    let user: Vec<(&str, &str)> = parameters.iter().map(|name| (&**name, USERS)).collect();
    let mut compared = 1;
    for switch in new(&before, &after, "variable \"enable_", "\"") {
        // Where the name was taken, a number follows.
        let (key, _) = switch.rsplit_once("_parameter").unwrap();
        let switch = format!("enable_{switch}");
        // That of a module that is called isn't turned on from here, and what the
        // author's checks refuse stays refused.
        if after.declares(&switch) && before.plans(&[(key, USERS)]) {
            let on = (&*switch, "true");
            after.plan(&[on], &[]);
            let authors = before.plan(&[(key, USERS)], &[]);
            assert_eq!(
                authors,
                after.plan(&[on], &user),
                "{name}: the user's {key}"
            );
            compared += 1;
        }
    }
    compared
}

/// What stands in quotes, or up to an end, in lines that begin so and are new.
fn new(before: &Module<'_>, after: &Module<'_>, start: &str, end: &str) -> BTreeSet<String> {
    let found = |module: &Module<'_>| -> BTreeSet<String> {
        let texts = module.texts();
        let lines = texts.iter().flat_map(|text| text.lines());
        let found = lines.filter_map(|line| line.trim_start().strip_prefix(start));
        let values = found.filter_map(|rest| {
            let rest = rest.trim_start_matches([' ', '=', '"']);
            rest.split(end).next()
        });
        values.map(str::to_owned).collect()
    };
    &found(after) - &found(before)
}
