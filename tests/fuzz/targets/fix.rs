//! Fixes: what they make of any module still parses, has fewer findings, and a
//! second run has nothing to do.
#![no_main]

#[path = "module.rs"]
mod module;

use coderlint::fix::fix;
use coderlint::ignores::today;
use coderlint::lint::Filter;
use coderlint::report::{Format, Report};
use coderlint::rule::Applicability;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, bool)| {
    let (code, readme, is_unsafe) = input;
    let mut workspace = module::workspace(&[("main.tf", code), ("README.md", readme)]);
    let before = module::lint(&mut workspace);
    before.iter().for_each(module::check);
    let is_whole = before.iter().all(|report| report.is_whole);
    let filter = Filter::on(today());
    let at_least = if is_unsafe {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let fixed = fix(&mut workspace, filter, &before, at_least);
    assert_eq!(fixed.errors, [], "a fix that doesn't hold");
    assert!(
        is_whole || fixed.files.is_empty(),
        "nothing is fixed in what doesn't parse"
    );
    let after = module::lint(&mut workspace);
    after.iter().for_each(module::check);
    assert!(after.iter().all(|report| report.is_whole == is_whole));
    let again = fix(&mut workspace, filter, &after, at_least);
    assert!(again.files.is_empty(), "a second run changes more");
    let report = Report {
        modules: after,
        ..Report::default()
    };
    for format in [
        Format::Human,
        Format::Json,
        Format::Sarif,
        Format::Html,
        Format::Markdown,
    ] {
        report.render(format, false);
    }
});
