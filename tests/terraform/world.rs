//! Terraform, the provider, and modules in folders of their own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

use hmac_sha256::Hash;
use serde_json::Value;
use tempfile::TempDir;

/// Where `.ci/provider` puts the provider, in the layout of a mirror.
const MIRROR: &str = "target/terraform-mirror";

/// Which fixes are applied.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fixes {
    Safe,
    Unsafe,
}

impl Fixes {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Safe => &["--fix"],
            Self::Unsafe => &["--fix", "--unsafe-fixes"],
        }
    }
}

/// A key with its opt-in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key<'k> {
    pub(crate) variable: &'k str,
    pub(crate) gate: &'k str,
    pub(crate) parameter: &'k str,
    /// What the author hands in.
    pub(crate) authors: &'k str,
    /// What the user types in.
    pub(crate) users: &'k str,
    /// What of it the plan shows.
    pub(crate) shown: &'k str,
}

/// The real parts.
pub(crate) struct World {
    configuration: PathBuf,
}

impl World {
    /// `None` where they are missing, which is said on standard error.
    pub(crate) fn find() -> Option<Self> {
        static SAY_ONCE: Once = Once::new();
        let mirror = repository().join(MIRROR);
        let has_terraform = Command::new("terraform").arg("version").output().is_ok();
        if has_terraform && mirror.is_dir() {
            let configuration = repository().join("target/terraform-tests.rc");
            SAY_ONCE.call_once(|| {
                let text = format!(
                    "provider_installation {{\n  filesystem_mirror {{\n    path = \"{}\"\n  }}\n}}\n",
                    mirror.display()
                );
                fs::write(&configuration, text).unwrap();
            });
            return Some(Self { configuration });
        }
        assert!(
            std::env::var_os("CODERLINT_E2E").is_none_or(|value| value != "1"),
            "CODERLINT_E2E is set, but Terraform or {MIRROR} is missing (see .ci/provider)"
        );
        SAY_ONCE.call_once(|| {
            let what = "Terraform tests are SKIPPED: there is no Terraform, or no provider (see .ci/provider)";
            // Past the test runner, which would swallow it.
            let _ = writeln!(std::io::stderr(), "{what}");
        });
        None
    }

    /// A copy of a module, in a folder of the same name.
    pub(crate) fn module(&self, name: &str) -> Module<'_> {
        let module = self.written(name, &[]);
        copy(&modules().join(name), &module.path);
        module
    }

    /// A copy of a rule's case.
    pub(crate) fn case(&self, case: &Path) -> Module<'_> {
        let name = case.file_name().unwrap().to_str().unwrap();
        let module = self.written(name, &[]);
        copy(case, &module.path);
        let _ = fs::remove_dir_all(module.path.join("fixed"));
        module
    }

    /// A module of these files.
    pub(crate) fn written(&self, name: &str, files: &[(&str, &str)]) -> Module<'_> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::create_dir(&path).unwrap();
        for (file, text) in files {
            fs::write(path.join(file), text).unwrap();
        }
        Module {
            world: self,
            _folder: folder,
            path,
        }
    }

    fn terraform(&self, folder: &Path, arguments: &[&str], user: &[(&str, &str)]) -> Output {
        let mut command = Command::new("terraform");
        command
            .args(arguments)
            .current_dir(folder)
            .env("TF_CLI_CONFIG_FILE", &self.configuration)
            .env("TF_IN_AUTOMATION", "1")
            .env("NO_COLOR", "1");
        for (parameter, value) in user {
            // The provider reads what the user typed from here.
            let mut name = String::from("CODER_PARAMETER_");
            for byte in Hash::hash(parameter.as_bytes()) {
                let _ = write!(name, "{byte:02x}");
            }
            command.env(name, value);
        }
        command.output().unwrap()
    }
}

/// A module in a folder that is gone with the test.
pub(crate) struct Module<'w> {
    world: &'w World,
    _folder: TempDir,
    path: PathBuf,
}

impl Module<'_> {
    /// The names of all modules, sorted.
    pub(crate) fn all() -> Vec<String> {
        let entries = fs::read_dir(modules()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn coderlint(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_coderlint"))
            .args(arguments)
            .current_dir(&self.path)
            .output()
            .unwrap()
    }

    pub(crate) fn fix(&self, fixes: Fixes) {
        only_notes(&self.coderlint(fixes.arguments()));
    }

    /// Fixes it, with tests for the opt-ins.
    pub(crate) fn fix_and_write_tests(&self, fixes: Fixes) {
        let arguments = [fixes.arguments(), &["--write-tests"]].concat();
        only_notes(&self.coderlint(&arguments));
    }

    /// Does something while a rule is ignored in one of the files.
    pub(crate) fn ignoring(&self, rule: &str, file: &str, act: impl FnOnce()) {
        let path = self.path.join(file);
        let comment = format!("# coderlint-ignore-file {rule} -- for now\n\n");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{comment}{text}")).unwrap();
        act();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.strip_prefix(&comment).unwrap()).unwrap();
    }

    /// The texts of all `.tf` files, those of the modules in it too.
    pub(crate) fn texts(&self) -> Vec<String> {
        fn add(folder: &Path, texts: &mut Vec<String>) {
            texts.extend(files(folder).into_values());
            let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
            let mut folders: Vec<PathBuf> = entries
                .filter(|entry| entry.file_type().unwrap().is_dir())
                .map(|entry| entry.path())
                .filter(|folder| !folder.ends_with(".terraform"))
                .collect();
            folders.sort();
            for folder in &folders {
                add(folder, texts);
            }
        }
        let mut texts = Vec::new();
        add(&self.path, &mut texts);
        texts
    }

    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path.join(file)).unwrap()
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.path.join(file), text).unwrap();
    }

    /// What is found, as `rule subject`.
    pub(crate) fn found(&self) -> Vec<String> {
        let output = self.coderlint(&["--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let diagnostics = report["diagnostics"].as_array().unwrap();
        let name = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        diagnostics
            .iter()
            .map(|d| format!("{} {}", name(&d["rule"]), name(&d["subject"])))
            .collect()
    }

    /// Nothing is found but that what users type stands in scripts now.
    pub(crate) fn lints_clean(&self) {
        let known = ["-A", "key_in_script"];
        let arguments = [["--format", "short"], ["-D", "warnings"], known].concat();
        let output = self.coderlint(&arguments);
        assert_eq!(text(&output.stdout), "");
        assert!(output.status.success());
    }

    /// A second fix changes nothing.
    pub(crate) fn is_settled(&self, fixes: Fixes) {
        let mut arguments = fixes.arguments().to_vec();
        arguments[0] = "--diff";
        let output = self.coderlint(&arguments);
        assert_eq!(text(&output.stdout), "");
        assert!(output.status.success());
    }

    pub(crate) fn is_formatted(&self) -> bool {
        let arguments = ["fmt", "-check", "-recursive"];
        self.world
            .terraform(&self.path, &arguments, &[])
            .status
            .success()
    }

    fn initialize(&self) {
        if !self.path.join(".terraform").exists() {
            let arguments = ["init", "-backend=false", "-input=false"];
            succeeded(&self.world.terraform(&self.path, &arguments, &[]));
        }
    }

    pub(crate) fn validate(&self) {
        self.initialize();
        succeeded(&self.world.terraform(&self.path, &["validate"], &[]));
    }

    /// The line of the first error that Terraform has in it.
    pub(crate) fn line_of_first_error(&self) -> Option<u64> {
        let arguments = ["validate", "-json"];
        let output = self.world.terraform(&self.path, &arguments, &[]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["diagnostics"][0]["range"]["start"]["line"].as_u64()
    }

    /// Runs the module's `.tftest.hcl`, if it has any.
    pub(crate) fn own_tests(&self) {
        self.initialize();
        succeeded(&self.world.terraform(&self.path, &["test"], &[]));
    }

    /// What `terraform test` says in its last line.
    pub(crate) fn tested(&self) -> String {
        self.initialize();
        let output = self
            .world
            .terraform(&self.path, &["test", "-no-color"], &[]);
        let lines = text(&output.stdout);
        lines.lines().last().unwrap_or_default().to_owned()
    }

    /// What is planned, as text; what users typed is given by the parameters'
    /// names.
    pub(crate) fn plan(&self, variables: &[(&str, &str)], user: &[(&str, &str)]) -> String {
        succeeded(&self.try_plan(variables, user));
        let output = self
            .world
            .terraform(&self.path, &["show", "-json", "plan"], &[]);
        succeeded(&output);
        let plan: Value = serde_json::from_slice(&output.stdout).unwrap();
        let planned = [&plan["planned_values"], &plan["output_changes"]];
        let mut planned = serde_json::to_value(planned).unwrap();
        without_marks(&mut planned);
        serde_json::to_string_pretty(&planned).unwrap()
    }

    pub(crate) fn plan_error(&self, variables: &[(&str, &str)], user: &[(&str, &str)]) -> String {
        let output = self.try_plan(variables, user);
        assert!(!output.status.success(), "the plan should fail");
        // Terraform wraps its messages in a box.
        let text = text(&output.stderr).replace('│', " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether there is a plan at all.
    pub(crate) fn plans(&self, variables: &[(&str, &str)]) -> bool {
        self.try_plan(variables, &[]).status.success()
    }

    fn try_plan(&self, variables: &[(&str, &str)], user: &[(&str, &str)]) -> Output {
        self.initialize();
        let mut arguments: Vec<String> = ["plan", "-input=false", "-out=plan"]
            .map(str::to_owned)
            .into();
        let has_agent = self.declares("agent_id");
        let agent = has_agent.then_some(("agent_id", "agent"));
        for (name, value) in variables.iter().copied().chain(agent) {
            arguments.push(format!("-var={name}={value}"));
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.world.terraform(&self.path, &arguments, user)
    }

    pub(crate) fn declares(&self, variable: &str) -> bool {
        let declaration = format!("variable \"{variable}\"");
        files(&self.path)
            .values()
            .any(|text| text.contains(&declaration))
    }

    /// Called by a template with `depends_on`, which makes parameters unknown
    /// until apply.
    pub(crate) fn called_with_depends_on(&self, key: &Key<'_>) {
        let call = format!(
            "resource \"terraform_data\" \"first\" {{\n}}\n\nmodule \"called\" {{\n  source     = \"./called\"\n  agent_id   = \"agent\"\n  {} = true\n  depends_on = [terraform_data.first]\n}}\n",
            key.gate
        );
        let template = self.world.written("template", &[("main.tf", &call)]);
        copy(&self.path, &template.path.join("called"));
        let _ = fs::remove_dir_all(template.path.join("called/.terraform"));
        template.plan(&[], &[(key.parameter, key.users)]);
    }

    /// The code of a fence in the README.
    pub(crate) fn fence(&self, index: usize) -> String {
        let readme = fs::read_to_string(self.path.join("README.md")).unwrap();
        let fence = readme.split("```tf\n").nth(index + 1).unwrap();
        fence.split("```").next().unwrap().to_owned()
    }
}

/// What was fixed is told, and nothing else.
fn only_notes(output: &Output) {
    let told = text(&output.stderr);
    let mut lines = told.lines();
    assert!(
        lines.all(|line| line.starts_with("coderlint: note: ")),
        "{told}"
    );
}

/// Whether a value is marked as sensitive is no part of the plan's effect.
fn without_marks(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.contains("sensitive"));
            members.values_mut().for_each(without_marks);
        }
        Value::Array(items) => items.iter_mut().for_each(without_marks),
        _ => {}
    }
}

fn succeeded(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "tf"))
        .map(|path| (path.clone(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn modules() -> PathBuf {
    repository().join("tests/terraform/modules")
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
