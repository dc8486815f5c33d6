//! Runs the program on folders made for one test.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A module with one key variable that goes to the workspace.
pub(crate) const KEY_MODULE: &str = r#"variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

resource "coder_env" "api_key" {
  agent_id = "x"
  name     = "API_KEY"
  value    = var.api_key
}
"#;

/// A folder that is gone with the test.
pub(crate) struct Folder {
    folder: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs coderlint in this folder.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        run_in(self.path(), arguments)
    }

    /// Runs coderlint in this folder for a report as JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        self.run(arguments.iter().chain(&["--format", "json"]))
            .json()
    }
}

/// Runs coderlint in a folder.
pub(crate) fn run_in<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_coderlint"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("GITHUB_WORKSPACE")
        .output()
        .unwrap();
    Run::of(output)
}

/// What a run came to.
pub(crate) struct Run {
    output: Output,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self { output }
    }

    pub(crate) fn stdout_bytes(&self) -> &[u8] {
        &self.output.stdout
    }

    pub(crate) fn code(&self) -> i32 {
        self.output.status.code().expect("ended by itself")
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("the report is UTF-8")
    }

    /// What stands on standard error but for notes.
    pub(crate) fn complaints(&self) -> String {
        let told = self.stderr();
        let lines = told.split_inclusive('\n');
        lines
            .filter(|line| !line.starts_with("coderlint: note: "))
            .collect()
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("errors are UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout()).expect("the report is JSON")
    }
}

/// The findings of a report as `rule file subject`, in order.
pub(crate) fn findings(report: &Value) -> Vec<String> {
    let diagnostics = report["diagnostics"].as_array().unwrap();
    diagnostics
        .iter()
        .map(|d| {
            format!(
                "{} {} {}",
                d["rule"].as_str().unwrap(),
                d["file"].as_str().unwrap(),
                d["subject"].as_str().unwrap_or("-")
            )
        })
        .collect()
}

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
