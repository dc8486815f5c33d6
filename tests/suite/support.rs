//! Runs the program on folders made for one test.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

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

/// What a run may take, whatever it is given: of the processors, and where others
/// use these or it waits for something.
const MAX_TIME: Duration = Duration::from_secs(10);
const MAX_WAIT: Duration = Duration::from_secs(60);
const MAX_MEMORY: u64 = 1024 * 1024;

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

    /// Runs coderlint in this folder, within the time and memory that any input may
    /// take.
    pub(crate) fn run_bounded<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Run {
        let streams = tempfile::tempdir().unwrap();
        let [stdout, stderr] = ["stdout", "stderr"].map(|name| streams.path().join(name));
        let mut child = command_in(self.path(), arguments)
            .stdin(Stdio::null())
            .stdout(File::create(&stdout).unwrap())
            .stderr(File::create(&stderr).unwrap())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let status = loop {
            let exceeded = [
                (processor_time(child.id()) > MAX_TIME).then_some("processor time"),
                (start.elapsed() > MAX_WAIT).then_some("time"),
                (peak_memory(child.id()) > MAX_MEMORY).then_some("memory"),
            ];
            if let Some(exceeded) = exceeded.into_iter().flatten().next() {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("takes too much {exceeded}");
            }
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            thread::sleep(Duration::from_millis(5));
        };
        Run {
            output: Output {
                status,
                stdout: fs::read(stdout).unwrap(),
                stderr: fs::read(stderr).unwrap(),
            },
        }
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
    let output = command_in(folder, arguments).output().unwrap();
    Run::of(output)
}

fn command_in<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coderlint"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("GITHUB_WORKSPACE");
    command
}

/// The time that a process has run so far, where the system tells.
fn processor_time(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let (_, fields) = stat.rsplit_once(')').unwrap_or_default();
    let fields = fields.split_whitespace().skip(11).take(2);
    let hundredths: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * hundredths)
}

/// The most memory that a process has taken so far, in KiB, where the system tells.
fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let mut lines = status.lines();
    let peak = lines.find_map(|line| line.strip_prefix("VmHWM:"));
    let number = peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
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
