//! A fault of our own costs one module, and is told.

use std::slice;

use coderlint::check::{Check, Rule};

use crate::api::{
    Configs, Files, Filter, Format, Keep, Lookup, Overrides, Report, RuleInfo, Workspace, discover,
    lint, today,
};
use crate::support::{Folder, KEY_MODULE};

/// Rules of which one panics.
static PANICKING: &[Rule] = &[Rule {
    info: INFO,
    checks: &[Check::Module(|module, _| {
        assert_ne!(module.name(), "bad", "the rule's own fault");
    })],
}];
const INFO: RuleInfo = RuleInfo {
    id: "panicking",
    ..RuleInfo::DEFAULT
};
static INFOS: &[&RuleInfo] = &[&INFO];

#[test]
fn a_panic_is_a_finding_and_the_rest_is_linted() {
    let folder = Folder::with(&[("bad/main.tf", KEY_MODULE), ("good/main.tf", KEY_MODULE)]);
    let root = std::fs::canonicalize(folder.path()).unwrap();
    let configs = Configs::new(INFOS, Lookup::None, Overrides::default(), &root);
    let workspace = Workspace::new(Files::default(), configs, &root, Keep::Titles);
    let mut workspace = workspace.with_rules(PANICKING);
    workspace.add(discover(slice::from_ref(&root), &root).modules);
    let modules = lint(&mut workspace, Filter::on(today()), &|| {});

    let [bad, good] = modules.as_slice() else {
        panic!("{modules:?}");
    };
    assert_eq!((good.errors.len(), good.diagnostics.len()), (0, 0));
    assert_eq!(bad.errors.len(), 1);
    let issues = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    assert!(bad.errors[0].message.contains(issues));
    assert!(!bad.is_whole, "nothing is fixed in it");

    let report = Report {
        modules,
        ..Report::default()
    };
    for format in [Format::Json, Format::Sarif, Format::Human] {
        let text = report.render(format, false);
        for part in ["internal_error", "bad/main.tf", issues] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    // And it survives a merge of reports.
    folder.write("report.json", report.render(Format::Json, false));
    let merged = folder.run(["--merge", "report.json", "--format", "short"]);
    assert_eq!(
        merged.stdout(),
        "bad/main.tf:1:1: error[internal_error]: coderlint panicked on this module\n"
    );
}
