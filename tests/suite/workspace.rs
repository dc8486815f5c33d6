//! The workspace as an editor drives it: files are opened, typed into and never
//! saved, and only what that touches is linted again.

use std::collections::BTreeSet;
use std::path::Path;

use crate::api::{
    Configs, Files, Filter, Keep, Lookup, Overrides, Workspace, discover, discover_buffers, infos,
    reports, today,
};
use crate::support::{Folder, KEY_MODULE};

/// A module without keys.
const PLAIN: &str = "variable \"region\" {\n  type = string\n}\n";

/// A module that hands a variable to its child.
const CALLER: &str = "variable \"text\" {\n  type      = string\n  default   = \"\"\n  sensitive = true\n  description = \"API key for the service.\"\n}\n\nmodule \"child\" {\n  source = \"../child\"\n  text   = var.text\n}\n";

/// A child that keeps what it is handed to itself, and one that does not.
const SILENT_CHILD: &str = "variable \"text\" {\n  type = string\n}\n";
const LOUD_CHILD: &str = "variable \"text\" {\n  type = string\n}\n\nresource \"coder_env\" \"text\" {\n  agent_id = \"x\"\n  name     = \"TEXT\"\n  value    = var.text\n}\n";

struct Editor {
    folder: Folder,
    workspace: Workspace,
}

impl Editor {
    fn open(files: &[(&str, &str)]) -> Self {
        let folder = Folder::with(files);
        let root = std::fs::canonicalize(folder.path()).unwrap();
        let configs = Configs::new(infos(), Lookup::Nearest, Overrides::default(), &root);
        let mut workspace = Workspace::new(Files::default(), configs, &root, Keep::Texts);
        workspace.add(discover(std::slice::from_ref(&root), &root).modules);
        Self { folder, workspace }
    }

    /// Lints, and tells which modules were linted, by their folders' names.
    fn lint(&mut self) -> Vec<String> {
        names(&self.workspace.lint(None, &|| {}))
    }

    /// Types a text into a file, without saving it.
    fn type_into(&mut self, file: &str, text: &str) -> Vec<String> {
        let path = self.folder.join(file);
        names(&self.workspace.change(&path, Some(text)))
    }

    fn close(&mut self, file: &str) -> Vec<String> {
        let path = self.folder.join(file);
        names(&self.workspace.change(&path, None))
    }

    /// All findings as `rule file subject`.
    fn findings(&self) -> Vec<String> {
        let reports = reports(&self.workspace, Filter::on(today()));
        let findings = reports.iter().flat_map(|report| {
            report.diagnostics.iter().map(|diagnostic| {
                let finding = &diagnostic.finding;
                let file = &report.sources[finding.primary.span.file].name;
                let subject = finding.subject.as_deref().unwrap_or("-");
                format!("{} {file} {subject}", diagnostic.rule.id)
            })
        });
        findings.collect()
    }

    /// All fixes as `file applicability`.
    fn fixes(&self) -> Vec<String> {
        let reports = reports(&self.workspace, Filter::on(today()));
        let fixes = reports.iter().flat_map(|report| {
            report.diagnostics.iter().filter_map(|diagnostic| {
                let finding = &diagnostic.finding;
                let file = &report.sources[finding.primary.span.file].name;
                let fix = finding.fix.as_ref()?;
                Some(format!("{file} {}", fix.applicability.name()))
            })
        });
        fixes.collect()
    }

    fn config_errors(&self) -> Vec<String> {
        let errors = self.workspace.configs().errors();
        errors
            .iter()
            .map(|error| {
                let (range, position) = error.at.clone().expect("has a place");
                assert!(range.start < range.end);
                format!("{}:{}: {}", error.file, position.line, error.message)
            })
            .collect()
    }
}

fn names<'m>(modules: impl IntoIterator<Item = &'m coderlint::discover::ModuleId>) -> Vec<String> {
    let names = modules.into_iter().map(|module| name(module.folder()));
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn typing_lints_the_module_that_is_typed_into() {
    let mut editor = Editor::open(&[("a/main.tf", PLAIN), ("b/main.tf", PLAIN)]);
    assert_eq!(editor.lint(), ["a", "b"]);
    assert_eq!(editor.lint(), [""; 0], "nothing has changed");
    assert_eq!(editor.type_into("a/main.tf", KEY_MODULE), ["a"]);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.findings(), ["masked_parameter a/main.tf api_key"]);
    // Half typed, the rest of the file is still known.
    let half = format!("{KEY_MODULE}resource \"coder_env\" \"x\" {{\n  name = \n");
    editor.type_into("a/main.tf", &half);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(
        editor.findings(),
        [
            "masked_parameter a/main.tf api_key",
            "syntax_error a/main.tf -"
        ]
    );
    // Closed without saving, the disk counts again.
    assert_eq!(editor.close("a/main.tf"), ["a"]);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.findings(), [""; 0]);
}

#[test]
fn a_file_that_is_never_saved_is_a_file() {
    let mut editor = Editor::open(&[("a/main.tf", PLAIN), ("b/main.tf", PLAIN)]);
    editor.lint();
    assert_eq!(editor.type_into("a/keys.tf", KEY_MODULE), ["a"]);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.findings(), ["masked_parameter a/keys.tf api_key"]);
    // So is a module.
    std::fs::create_dir(editor.folder.join("c")).unwrap();
    assert_eq!(editor.type_into("c/main.tf", KEY_MODULE), ["c"]);
    assert_eq!(editor.lint(), ["c"]);
    assert_eq!(editor.findings().len(), 2);
    editor.close("a/keys.tf");
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.findings(), ["masked_parameter c/main.tf api_key"]);
    // What is not linted touches nothing.
    assert_eq!(editor.type_into("a/notes.txt", "key"), [""; 0]);
}

#[test]
fn a_child_that_offers_something_else_touches_its_callers() {
    let mut editor = Editor::open(&[
        ("a/main.tf", CALLER),
        ("b/main.tf", CALLER),
        ("child/main.tf", SILENT_CHILD),
        ("d/main.tf", PLAIN),
    ]);
    assert_eq!(editor.lint(), ["a", "b", "child", "d"]);
    assert_eq!(editor.findings(), [""; 0]);
    // A comment changes nothing that callers see.
    editor.type_into("child/main.tf", &format!("# a child\n{SILENT_CHILD}"));
    assert_eq!(editor.lint(), ["child"]);
    editor.type_into("child/main.tf", LOUD_CHILD);
    assert_eq!(editor.lint(), ["a", "b", "child"]);
    assert_eq!(
        editor.findings(),
        [
            "masked_parameter a/main.tf text",
            "masked_parameter b/main.tf text"
        ]
    );
    // A caller is nobody else's business.
    editor.type_into("a/main.tf", PLAIN);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.findings(), ["masked_parameter b/main.tf text"]);
}

#[test]
fn a_caller_that_hands_in_something_else_touches_its_child() {
    let key = "variable \"api_key\" {\n  type      = string\n  sensitive = true\n}\n\nresource \"coder_env\" \"key\" {\n  agent_id = \"x\"\n  name     = \"KEY\"\n  value    = var.api_key\n}\n";
    let call = |value: &str| {
        format!("module \"child\" {{\n  source  = \"../child\"\n  api_key = {value}\n}}\n")
    };
    let mut editor = Editor::open(&[("a/main.tf", &call("\"\"")), ("child/main.tf", key)]);
    assert_eq!(editor.lint(), ["a", "child"]);
    assert_eq!(
        editor.findings(),
        ["masked_parameter child/main.tf api_key"]
    );
    // A token that Coder makes itself is nobody's key.
    assert_eq!(
        editor.type_into("a/main.tf", &call("coder_agent.main.token")),
        ["a"]
    );
    assert_eq!(editor.lint(), ["a", "child"]);
    assert_eq!(editor.findings(), [""; 0]);
    editor.close("a/main.tf");
    assert_eq!(editor.lint(), ["a", "child"]);
    assert_eq!(editor.findings().len(), 1);
    // Each user brings that one.
    editor.type_into("a/main.tf", &call("data.coder_parameter.key.value"));
    assert_eq!(editor.lint(), ["a", "child"]);
    assert_eq!(editor.findings(), [""; 0]);
}

#[test]
fn a_call_far_above_that_leads_to_a_module_twice_touches_it() {
    let passing = |name: &str, child: &str| {
        format!(
            "variable \"api_key\" {{\n  type      = string\n  default   = \"\"\n  sensitive = true\n}}\n\nmodule \"{name}\" {{\n  source  = \"../{child}\"\n  api_key = var.api_key\n}}\n"
        )
    };
    let one = passing("a", "a");
    let two = format!("{one}\nmodule \"b\" {{\n  source = \"../b\"\n}}\n");
    let mut editor = Editor::open(&[
        ("root/main.tf", &one),
        ("a/main.tf", &passing("leaf", "leaf")),
        ("b/main.tf", &passing("leaf", "leaf")),
        ("leaf/main.tf", KEY_MODULE),
    ]);
    editor.lint();
    assert_eq!(editor.fixes(), ["leaf/main.tf safe"]);
    editor.type_into("root/main.tf", &two);
    editor.lint();
    assert_eq!(editor.fixes(), ["leaf/main.tf unsafe"]);
    editor.close("root/main.tf");
    editor.lint();
    assert_eq!(editor.fixes(), ["leaf/main.tf safe"]);
}

#[test]
fn a_configuration_touches_what_it_is_about() {
    let mut editor = Editor::open(&[
        ("a/main.tf", KEY_MODULE),
        (
            "a/.coderlint.hcl",
            "rule \"masked_parameter\" {\n  level = \"allow\"\n}\n",
        ),
        ("b/main.tf", KEY_MODULE),
    ]);
    assert_eq!(editor.lint(), ["a", "b"]);
    assert_eq!(editor.findings(), ["masked_parameter b/main.tf api_key"]);
    // Broken, it says nothing, and why.
    let broken = "rule \"masked_paramter\" {\n  level = \"allow\"\n}\n";
    assert_eq!(editor.type_into("a/.coderlint.hcl", broken), ["a"]);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.findings().len(), 2);
    assert_eq!(
        editor.config_errors(),
        [
            "a/.coderlint.hcl:1: there is no rule `masked_paramter`; did you mean `masked_parameter`?"
        ]
    );
    // Closed, it is what it was.
    assert_eq!(editor.close("a/.coderlint.hcl"), ["a"]);
    assert_eq!(editor.lint(), ["a"]);
    assert_eq!(editor.config_errors(), [""; 0]);
    assert_eq!(editor.findings(), ["masked_parameter b/main.tf api_key"]);
    // A new one is about everything below it.
    editor.type_into(".coderlint.hcl", "keys {\n  exclude = [\"api_key\"]\n}\n");
    assert_eq!(editor.lint(), ["b"]);
    assert_eq!(editor.findings(), [""; 0]);
}

#[test]
fn a_name_that_two_modules_share_is_told_in_both() {
    let parameter = |name: &str| {
        format!(
            "data \"coder_parameter\" \"token\" {{\n  name        = \"{name}\"\n  description = \"An API token, stored as plaintext.\"\n  mutable     = true\n  styling     = jsonencode({{ mask_input = true }})\n}}\n"
        )
    };
    let mut editor = Editor::open(&[
        ("a/main.tf", &parameter("a_token")),
        ("b/main.tf", &parameter("b_token")),
    ]);
    editor.lint();
    assert_eq!(editor.findings(), [""; 0]);
    editor.type_into("a/main.tf", &parameter("b_token"));
    // Only one is linted again, and findings change in both.
    assert_eq!(editor.lint(), ["a", "b"]);
    assert_eq!(
        editor.findings(),
        [
            "parameter_name a/main.tf token",
            "parameter_name b/main.tf token"
        ]
    );
}

/// What is found is the same where there is no disk, and nothing of it is looked
/// at.
#[test]
fn a_module_in_memory_is_linted_as_on_disk() {
    let texts = [
        ("caller/main.tf", CALLER),
        ("child/main.tf", LOUD_CHILD),
        ("child/README.md", "# Child\n"),
        (".hidden/main.tf", KEY_MODULE),
    ];
    let mut on_disk = Editor::open(&texts);
    on_disk.lint();
    let root = Path::new("/nowhere/at/all");
    let mut files = Files::in_memory();
    for (name, text) in texts {
        files.set(&root.join(name), Some(text.as_bytes()));
    }
    let found = discover_buffers(root, &files, root);
    let configs = Configs::new(infos(), Lookup::Nearest, Overrides::default(), root);
    let mut workspace = Workspace::new(files, configs, root, Keep::Texts);
    workspace.add(found);
    let mut in_memory = Editor {
        folder: Folder::new(),
        workspace,
    };
    assert_eq!(in_memory.lint(), ["caller", "child"]);
    assert!(!in_memory.findings().is_empty());
    assert_eq!(in_memory.findings(), on_disk.findings());
}
