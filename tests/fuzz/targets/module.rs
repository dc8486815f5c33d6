//! A module that exists in memory only.

use std::path::Path;

use coderlint::config::{Configs, Lookup, Overrides};
use coderlint::diagnostic::ModuleReport;
use coderlint::files::Files;
use coderlint::ignores::today;
use coderlint::lint::{Filter, reports};
use coderlint::rules::infos;
use coderlint::workspace::{Keep, Workspace};

/// Where it would be.
pub const FOLDER: &str = "/coderlint-fuzz/module";

/// A workspace with these files, by their names.
pub fn workspace(files: &[(&str, &str)]) -> Workspace {
    let root = Path::new(FOLDER);
    let configs = Configs::new(infos(), Lookup::Nearest, Overrides::default(), root);
    let mut workspace = Workspace::new(Files::default(), configs, root, Keep::Texts);
    for (name, text) in files {
        workspace.change(&root.join(name), Some(text));
    }
    workspace
}

/// What is found.
pub fn lint(workspace: &mut Workspace) -> Vec<ModuleReport> {
    workspace.lint(None, &|| {});
    reports(workspace, Filter::on(today()))
}

/// Every place of a report lies in its file.
pub fn check(report: &ModuleReport) {
    for diagnostic in &report.diagnostics {
        let finding = &diagnostic.finding;
        let labels = finding.labels.iter().map(|label| label.span);
        let fix = finding.fix.iter().flat_map(|fix| &fix.edits);
        let edits = fix.map(|edit| edit.span);
        for span in std::iter::once(finding.primary.span)
            .chain(labels)
            .chain(edits)
        {
            let text = &report.sources[span.file].text;
            assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
        }
        assert!(!finding.message.contains('\n'), "{diagnostic:?}");
    }
}
