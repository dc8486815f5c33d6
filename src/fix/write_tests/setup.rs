//! What a module's own tests set up, so that one more test can do the same.

use std::collections::BTreeMap;
use std::path::PathBuf;

use hcl_edit::expr::Expression;

use super::is_identifier;
use crate::discover::ModulePath;
use crate::files::real;
use crate::module::{Module, Variable};
use crate::source::{FileId, Source, Span};
use crate::syntax::{self, Syntax};
use crate::terraform::{Block, Expr, References, Value, blocks_of};
use crate::workspace::Workspace;

/// How the names of tests end.
pub(super) const SUFFIX: &str = ".tftest.hcl";

/// How many test files are read, and how long they may be in bytes: enough for
/// any that people write.
const MAX_FILES: usize = 100;
const MAX_LENGTH: usize = 128 * 1024;

/// How many runs are looked through for one that sets what is required.
const MAX_RUNS: usize = 100;

/// The tests that a module has.
pub(super) struct OwnTests {
    /// The real folder that they are in.
    pub(super) folder: PathBuf,
    /// The same as it was reached.
    pub(super) shown_folder: PathBuf,
    files: Vec<TestFile>,
}

struct TestFile {
    source: Source,
    syntax: Syntax,
}

impl OwnTests {
    /// The tests beside a module's files, else those in its `tests` folder, which
    /// is where Terraform looks; `None` where there are none.
    pub(super) fn of(workspace: &Workspace, module: &ModulePath) -> Option<Self> {
        ["", "tests"].into_iter().find_map(|below| {
            let folder = module.id.folder().join(below);
            // What a symbolic link leads to is somebody else's.
            if real(&folder) != folder {
                return None;
            }
            let listed = workspace.files().list(&folder).ok()?;
            let tests = listed.into_iter().filter(|(path, is_regular)| {
                let name = path.file_name().and_then(|name| name.to_str());
                *is_regular
                    && name.is_some_and(|name| name.ends_with(SUFFIX) && !name.starts_with('.'))
            });
            let mut tests = tests.map(|(path, _)| path).peekable();
            tests.peek()?;
            let sources = tests.take(MAX_FILES).filter_map(|path| {
                let name = path.display().to_string();
                workspace.files().read_regular(&path, name).ok()
            });
            let files = sources.filter_map(TestFile::of);
            Some(Self {
                files: files.collect(),
                shown_folder: module.folder.join(below),
                folder,
            })
        })
    }

    /// What each file and each of its runs sets up, in order; of those that set
    /// all that is required. Where none does, what a file sets up with made-up
    /// values for the rest, if these are easily made up.
    ///
    /// # Errors
    ///
    /// The name of a variable that nobody can make up a value for.
    pub(super) fn setups<'t>(&'t self, module: &Module<'_>) -> Result<Vec<Setup<'t>>, String> {
        let required = module.variables().iter();
        let required = required.filter(|v| v.block.attribute("default").is_none());
        let required: Vec<&Variable<'_>> = required.collect();
        let lacks = |setup: &Setup<'_>, variable: &Variable<'_>| {
            !setup.assigned.contains_key(variable.name)
        };
        let all = self.files.iter().flat_map(Setup::all_of);
        let all: Vec<Setup<'t>> = all.take(MAX_RUNS).collect();
        let is_whole = |setup: &Setup<'_>| !required.iter().any(|v| lacks(setup, v));
        if all.iter().any(is_whole) {
            return Ok(all.into_iter().filter(is_whole).collect());
        }
        let mut setup = all.into_iter().next().unwrap_or_default();
        for variable in required {
            if lacks(&setup, variable) {
                let made_up = made_up(variable).ok_or(variable.name)?;
                setup.made_up.push((variable.name.to_owned(), made_up));
            }
        }
        Ok(vec![setup])
    }

    /// What passing runs give a variable.
    pub(super) fn values_of(&self, module: &Module<'_>, variable: &str) -> Vec<Value> {
        let setups = self.files.iter().flat_map(Setup::all_of).take(MAX_RUNS);
        setups
            .filter_map(|setup| setup.value(module, variable))
            .collect()
    }
}

impl TestFile {
    fn of(source: Source) -> Option<Self> {
        if source.text.len() > MAX_LENGTH {
            return None;
        }
        let syntax = syntax::parse(&source.text, source.start());
        syntax.broken.is_empty().then_some(Self { source, syntax })
    }

    fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        blocks_of(FileId::default(), &self.syntax)
    }

    fn text(&self, at: Span) -> &str {
        &self.source.text[at.range()]
    }
}

/// What has to be set before a module plans, as one of its tests does it.
#[derive(Default)]
pub(super) struct Setup<'t> {
    file: Option<&'t TestFile>,
    /// One of the file's runs, if not the file alone sets all.
    run: Option<Block<'t>>,
    /// The variables that the file and the run set.
    assigned: BTreeMap<&'t str, Expr<'t>>,
    /// Variables that they leave out, with values for them.
    made_up: Vec<(String, &'static str)>,
}

impl<'t> Setup<'t> {
    /// What a file sets up, and what each run does that has to pass.
    fn all_of(file: &'t TestFile) -> impl Iterator<Item = Self> {
        let runs = file.blocks().filter(|block| {
            block.kind() == "run"
                && block.attribute("expect_failures").is_none()
                // It is about another module.
                && !block.blocks().any(|nested| nested.kind == "module")
        });
        let runs = std::iter::once(None).chain(runs.map(Some));
        runs.filter_map(|run| Self::of(file, run))
    }

    /// `None` where a value is taken from another run.
    fn of(file: &'t TestFile, run: Option<Block<'t>>) -> Option<Self> {
        let of_file = file.blocks().filter(|block| block.kind() == "variables");
        let of_file = of_file.flat_map(|block| block.attributes().collect::<Vec<_>>());
        let of_run = run.iter().flat_map(Block::blocks);
        let of_run = of_run.filter(|nested| nested.kind == "variables");
        let of_run = of_run.flat_map(|nested| nested.section.attributes());
        let assigned: BTreeMap<&str, Expr<'t>> = of_file.chain(of_run).collect();
        let mut values = assigned.values();
        if values.any(|value| References::of(value.node).others) {
            return None;
        }
        Some(Self {
            file: Some(file),
            run,
            assigned,
            made_up: Vec::new(),
        })
    }

    /// The value that it gives a variable, if it gives one.
    pub(super) fn value(&self, module: &Module<'_>, variable: &str) -> Option<Value> {
        let assigned = self.assigned.get(variable);
        assigned.map(|expr| module.value(*expr))
    }

    /// What stands before the runs.
    pub(super) fn of_file(&self) -> String {
        let blocks = self.file.into_iter().flat_map(|file| {
            let blocks = file.blocks().filter(|block| block.kind() != "run");
            let spans = blocks.flat_map(|block| block.spans().collect::<Vec<_>>());
            spans.map(|at| format!("{}\n\n", file.text(at)))
        });
        blocks.collect()
    }

    /// What stands in a run; `switch` is a variable that it turns on.
    pub(super) fn of_run(&self, switch: Option<&str>) -> String {
        let mut parts = Vec::new();
        let mut variables = Vec::new();
        let mut overrides = Vec::new();
        if let (Some(file), Some(run)) = (self.file, &self.run) {
            if let Some(providers) = run.attribute("providers") {
                parts.push(format!("providers = {}", file.text(providers.span())));
            }
            for nested in run.blocks() {
                let text = file.text(nested.at);
                match nested.kind {
                    "variables" => variables.push(inner_lines(text)),
                    kind if kind.starts_with("override_") => overrides.push(text.to_owned()),
                    _ => {}
                }
            }
        }
        if !self.made_up.is_empty() {
            variables.push(aligned(&self.made_up));
        }
        variables.extend(switch.map(|switch| format!("    {switch} = true")));
        if !variables.is_empty() {
            parts.push(format!("variables {{\n{}\n  }}", variables.join("\n\n")));
        }
        let parts = parts.iter().chain(&overrides);
        let parts: Vec<String> = parts.map(|part| format!("  {part}\n\n")).collect();
        parts.concat()
    }
}

/// The lines between the braces of a block in a run.
fn inner_lines(block: &str) -> String {
    let inner = block.split_once('{').map_or("", |(_, rest)| rest);
    let inner = inner.strip_suffix('}').unwrap_or(inner).trim_end();
    match inner
        .trim_start_matches([' ', '\t', '\r'])
        .strip_prefix('\n')
    {
        Some(lines) => lines.to_owned(),
        None => format!("    {}", inner.trim_start()),
    }
}

/// Variables with their values, in columns.
fn aligned(variables: &[(String, &str)]) -> String {
    let names = variables.iter().map(|(name, _)| name.chars().count());
    let width = names.max().unwrap_or_default();
    let lines = variables.iter();
    let lines = lines.map(|(name, value)| format!("    {name:width$} = {value}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A value for a variable that takes any of its type.
fn made_up(variable: &Variable<'_>) -> Option<&'static str> {
    let block = &variable.block;
    let is_checked = block.blocks().any(|nested| nested.kind == "validation");
    if is_checked || !is_identifier(variable.name) {
        return None;
    }
    let Expression::Variable(name) = block.attribute("type")?.node else {
        return None;
    };
    match name.as_str() {
        "string" => Some("\"made-up\""),
        "number" => Some("1"),
        "bool" => Some("false"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_greatest_length() {
        let file = |length| TestFile::of(Source::new("a.tftest.hcl", "\n".repeat(length)));
        assert!(file(MAX_LENGTH).is_some());
        assert!(file(MAX_LENGTH + 1).is_none());
    }
}
