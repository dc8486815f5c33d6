//! What holds for each case, the module folders in `rules/*/cases`: what its
//! rule says and does, and what holds for all rules together, however its
//! blocks are ordered.
//!
//! Cases are found by their `main.tf`, so one without an expectation fails
//! instead of being passed over. `BLESS=1 cargo test` writes the expectations.

#[path = "../api.rs"]
mod api;
mod cut;
mod expected;
mod permutations;
#[path = "../replay.rs"]
mod replay;
mod together;
mod tree;

use std::fmt;
use std::path::Path;

use expected::matches_its_expectation;
use permutations::order_does_not_matter;
use together::{each_fix_works_alone, edits_are_all_that_changes, fixes_of_all_rules_settle};

type Failure = Box<dyn std::error::Error>;
type Outcome = Result<(), Failure>;

datatest_stable::harness! {
    { test = expectation, root = "rules", pattern = r"^[^/\\]+[/\\]cases[/\\][^/\\]+[/\\]main\.tf$" },
    { test = fixes_alone, root = "rules", pattern = r"^[^/\\]+[/\\]cases[/\\][^/\\]+[/\\]main\.tf$" },
    { test = fixes_together, root = "rules", pattern = r"^[^/\\]+[/\\]cases[/\\][^/\\]+[/\\]main\.tf$" },
    { test = fixes_by_edits, root = "rules", pattern = r"^[^/\\]+[/\\]cases[/\\][^/\\]+[/\\]main\.tf$" },
    { test = permutations, root = "rules", pattern = r"^[^/\\]+[/\\]cases[/\\][^/\\]+[/\\]main\.tf$" },
}

fn expectation(main: &Path) -> Outcome {
    on_case(main, matches_its_expectation)
}

fn fixes_alone(main: &Path) -> Outcome {
    on_case(main, each_fix_works_alone)
}

fn fixes_together(main: &Path) -> Outcome {
    on_case(main, fixes_of_all_rules_settle)
}

fn fixes_by_edits(main: &Path) -> Outcome {
    on_case(main, edits_are_all_that_changes)
}

fn permutations(main: &Path) -> Outcome {
    on_case(main, order_does_not_matter)
}

fn on_case(main: &Path, test: impl Fn(&Path) -> Outcome) -> Outcome {
    let folder = std::path::absolute(main.parent().unwrap_or(main))?;
    test(&folder).map_err(|failure| Shown(failure.to_string()).into())
}

/// What failed, shown as it is: the harness prints it for debugging, which would
/// put all lines into one.
struct Shown(String);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Shown {}
