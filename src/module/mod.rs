//! The facts of one module: what rules ask, so that none has to walk syntax.
//!
//! A [`Module`] is made from parsed files. Its variables, parameters and blocks
//! are there at once; what flows where is worked out when the first rule asks.

mod analysis;
mod assemble;
mod block;
mod calls;
mod caveat;
mod dependencies;
mod evaluate;
mod evidence;
mod flow;
mod form;
mod functions;
mod literals;
mod opt_in;
mod parameter;
mod placeholder;
mod providers;
mod references;
mod sinks;
mod uses;
mod value;
mod variable;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Settings;
use crate::source::Source;
use crate::syntax::{Broken, Syntax, markdown};

use analysis::Analysis;
pub use analysis::{Arrival, Child, ChildVariable, Key};
pub use block::{Block, Expr, FileId, Origin as Place, Section, Span};
pub use calls::is_local;
pub use evidence::Credential;
pub use form::InForm;
pub use literals::Literal;
pub use parameter::{Mask, Parameter, Styling};
pub use placeholder::is_placeholder;
pub use sinks::Sink;
pub use uses::{Place as UsePlace, PresenceTest, Use};
pub use value::Value;
pub use variable::Variable;

use evaluate::{Evaluator, Names};

/// The files of a module, read and parsed.
#[derive(Debug)]
pub struct Files {
    /// The module's folder, as shown to people.
    pub name: String,
    /// The module's folder.
    pub folder: PathBuf,
    /// The `.tf` files in Terraform's order, then the README.
    pub sources: Vec<Arc<Source>>,
    /// The syntax of each `.tf` file.
    pub syntax: Vec<Syntax>,
    /// Which of the sources is the README.
    pub readme: Option<FileId>,
    /// Whether there are `.tf.json` files, which are not read.
    pub has_json: bool,
    /// Variables that callers hand a token of Coder's own.
    pub coder_tokens: Vec<String>,
}

/// What a set of facts is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The `.tf` files of a folder.
    Folder,
    /// One example in a README.
    Example,
}

/// Finds local child modules.
pub trait Children {
    /// What a child module does with its variables; `source` is the module
    /// call's, relative to the calling module.
    fn child(&self, source: &str) -> Option<Arc<Child>>;
}

/// The facts of one module.
pub struct Module<'a> {
    files: &'a Files,
    extent: Extent,
    blocks: Vec<Block<'a>>,
    broken: Vec<(FileId, &'a Broken)>,
    locals: HashMap<&'a str, Expr<'a>>,
    variables: Vec<Variable<'a>>,
    variable_index: HashMap<&'a str, usize>,
    parameters: Vec<Parameter<'a>>,
    parameter_index: HashMap<&'a str, usize>,
    evaluator: Evaluator,
    children: &'a dyn Children,
    settings: &'a Settings,
    line_prefix: &'a str,
    analysis: OnceCell<Analysis>,
    dependencies: OnceCell<dependencies::Dependencies>,
}

impl<'a> Module<'a> {
    /// The module's folder, as shown to people.
    pub fn name(&self) -> &'a str {
        &self.files.name
    }

    /// Whether these are a folder's files or an example in its README.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The files, by [`FileId`].
    pub fn sources(&self) -> &'a [Arc<Source>] {
        &self.files.sources
    }

    /// The README beside the module.
    pub fn readme(&self) -> Option<(FileId, &'a Source)> {
        let file = self.files.readme?;
        Some((file, &self.files.sources[file]))
    }

    /// The variables, in order.
    pub fn variables(&self) -> &[Variable<'a>] {
        &self.variables
    }

    /// The `data "coder_parameter"` blocks, in order.
    pub fn parameters(&self) -> &[Parameter<'a>] {
        &self.parameters
    }

    /// All top-level blocks, in order.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Whether all code could be read as it is.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
            && self
                .files
                .sources
                .iter()
                .all(|source| source.invalid_utf8.is_none())
    }

    /// What could not be parsed.
    pub fn broken(&self) -> impl Iterator<Item = (FileId, &'a Broken)> {
        self.broken.iter().copied()
    }

    /// What stands before each line of an example in a list or a quote.
    pub fn line_prefix(&self) -> &'a str {
        self.line_prefix
    }

    /// What is set for the module.
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// The blocks of a file, broken ones too: where each stands in it, and all
    /// places that belong to it, overrides included.
    pub fn block_groups(&self, file: FileId) -> Vec<(Range<usize>, Vec<Span>)> {
        let parsed = self.blocks.iter().map(|block| block.spans().collect());
        let broken = self.broken.iter().map(|(file, broken)| {
            vec![Span {
                file: *file,
                start: broken.span.start,
                end: broken.span.end,
            }]
        });
        let places = parsed.chain(broken).flat_map(|places: Vec<Span>| {
            let here: Vec<Span> = places
                .iter()
                .copied()
                .filter(|at| at.file == file)
                .collect();
            here.into_iter()
                .map(move |at| (at.start..at.end, places.clone()))
        });
        places.collect()
    }

    /// Whether there is a local value of a name.
    pub fn has_local(&self, name: &str) -> bool {
        self.locals.contains_key(name)
    }

    /// A local value that is a key's or that of a masked parameter, and nothing
    /// else.
    pub fn joining_local(&self, key: &Key) -> Option<&'a str> {
        let mut names: Vec<&str> = self.locals.keys().copied().collect();
        names.sort_unstable();
        let joining = &self.analysis().joining_locals;
        let variable = self.variables[key.variable].name;
        names.into_iter().find(|name| {
            let joined = joining.get(*name);
            joined.is_some_and(|variables| variables.contains(&key.variable))
                && opt_in::is_plain_join(self.locals[*name].node, variable)
        })
    }

    /// Whether some variable is joined to a parameter.
    pub fn is_joined(&self, parameter: &Parameter<'a>) -> bool {
        let index = self.parameter_index.get(parameter.label());
        let joins = &self.analysis().joins;
        joins.iter().any(|(_, parameter)| Some(parameter) == index)
    }

    /// The name of the module's real folder, in snake case; empty where it has
    /// none.
    pub fn snake_name(&self) -> String {
        let folder = std::fs::canonicalize(&self.files.folder);
        let name = folder.ok().and_then(|folder| {
            let name = folder.file_name()?;
            Some(name.to_string_lossy().to_lowercase())
        });
        let name = name.unwrap_or_default();
        let words = name.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join("_")
    }

    /// The static value of an expression that is given as text; unknown where
    /// that can't be parsed.
    pub fn value_of_text(&self, text: &str) -> Value {
        let Ok(node) = text.parse::<hcl_edit::expr::Expression>() else {
            return Value::Unknown;
        };
        let origin = Place { file: 0, base: 0 };
        self.value(Expr {
            origin,
            node: &node,
        })
    }

    /// Where the blocks of a file stand in it, in bytes.
    pub fn block_ranges(&self, file: FileId) -> Vec<Range<usize>> {
        if self.extent == Extent::Example {
            let spans = self.blocks.iter().flat_map(Block::spans);
            let here = spans.filter(|span| span.file == file);
            return here.map(|span| span.start..span.end).collect();
        }
        let syntax = self.files.syntax.get(file);
        syntax.map_or_else(Vec::new, |syntax| syntax.block_ranges().collect())
    }

    /// The key variables, in order.
    pub fn keys(&self) -> &[Key] {
        &self.analysis().keys
    }

    /// What a parameter takes, and why that is thought; `None` if it takes no
    /// credential.
    pub fn credential(&self, parameter: &Parameter<'a>) -> Option<&(Credential, String)> {
        let index = self.parameter_index.get(parameter.label())?;
        self.analysis().parameters[*index].as_ref()
    }

    /// The references through which keys stand in shell scripts as they are,
    /// each with the variable's or the parameter's label. A parameter that
    /// stands in for a key variable is not told beside it.
    pub fn keys_in_scripts(&self) -> Vec<(&'a str, Span)> {
        let analysis = self.analysis();
        let is_key = |index: usize| analysis.keys.iter().any(|key| key.variable == index);
        let arrivals = analysis.arrivals.iter().filter(|arrival| arrival.in_script);
        let found = arrivals.filter_map(|arrival| match arrival.origin {
            flow::Origin::Variable(index) => {
                is_key(index).then(|| (self.variables[index].name, arrival.at))
            }
            flow::Origin::Parameter(index) => {
                let takes_key = matches!(analysis.parameters[index], Some((Credential::Key, _)));
                let stands_in = analysis
                    .joins
                    .iter()
                    .any(|(variable, parameter)| *parameter == index && is_key(*variable));
                let label = self.parameters[index].label();
                (takes_key && !stands_in).then_some((label, arrival.at))
            }
        });
        let mut found: Vec<(&str, Span)> = found.collect();
        found.dedup();
        found
    }

    /// The outputs that carry a key, each with the first reference to it.
    pub fn outputs_with_keys(&self) -> Vec<(&Block<'a>, Span)> {
        let analysis = self.analysis();
        let carries_key = |arrival: &&Arrival| match arrival.origin {
            flow::Origin::Variable(index) => analysis.keys.iter().any(|key| key.variable == index),
            flow::Origin::Parameter(index) => {
                matches!(analysis.parameters[index], Some((Credential::Key, _)))
            }
        };
        let outputs = self.blocks.iter().enumerate();
        outputs
            .filter(|(_, block)| block.kind() == "output")
            .filter_map(|(index, block)| {
                let carried = analysis
                    .arrivals
                    .iter()
                    .filter(|arrival| arrival.block == index && !arrival.shown)
                    .find(carries_key)?;
                Some((block, carried.at))
            })
            .collect()
    }

    /// The parameters that are joined to a key variable: some expression takes
    /// the one's value or the other's.
    pub fn joined(&self, key: &Key) -> impl Iterator<Item = &Parameter<'a>> {
        self.analysis()
            .joins
            .iter()
            .filter(|(variable, _)| *variable == key.variable)
            .map(|(_, parameter)| &self.parameters[*parameter])
    }

    /// The variable of a key.
    pub fn variable(&self, key: &Key) -> &Variable<'a> {
        &self.variables[key.variable]
    }

    /// The static value of an expression.
    pub fn value(&self, expr: Expr<'_>) -> Value {
        self.evaluator.evaluate(self, expr.node, None)
    }

    /// Whether what was not parsed may be a parameter, or an expression that
    /// joins one to a variable. Then nothing can be said of their absence.
    pub fn may_hide_join(&self) -> bool {
        self.files.has_json
            || self.broken.iter().any(|(_, broken)| {
                let Some(header) = &broken.header else {
                    return true;
                };
                let is_parameter = header.kind == "data"
                    && header
                        .labels
                        .first()
                        .is_some_and(|l| l == "coder_parameter");
                let may_hold_uses = !matches!(
                    header.kind.as_str(),
                    "variable"
                        | "terraform"
                        | "provider"
                        | "moved"
                        | "import"
                        | "removed"
                        | "check"
                );
                is_parameter || (may_hold_uses && !self.parameters.is_empty())
            })
    }

    /// Whether the README's prose has the caveat, or one of some phrases; true
    /// where there is no README, since nothing is missing then.
    pub fn readme_has_caveat(&self, phrases: &[String]) -> bool {
        self.readme().is_none_or(|(_, readme)| {
            markdown::prose(&readme.text)
                .iter()
                .any(|block| caveat::has_caveat(block, phrases))
        })
    }

    /// The README's first heading.
    pub fn readme_heading(&self) -> Option<Span> {
        let (file, readme) = self.readme()?;
        let Range { start, end } = markdown::first_heading(&readme.text);
        Some(Span { file, start, end })
    }

    /// Whether a description has the caveat, or one of some phrases; `None`
    /// where it can't be told.
    pub fn has_caveat(&self, description: Expr<'_>, phrases: &[String]) -> Option<bool> {
        match self.value(description) {
            Value::Unknown => None,
            value => Some(
                value
                    .as_text()
                    .is_some_and(|text| caveat::has_caveat(&text, phrases)),
            ),
        }
    }

    /// The same for an expression that is given as text.
    pub fn text_has_caveat(&self, text: &str, phrases: &[String]) -> bool {
        let text = self.value_of_text(text).as_text();
        text.is_some_and(|text| caveat::has_caveat(&text, phrases))
    }

    /// What the module does with its variables, for a caller.
    pub fn as_child(&self) -> Child {
        let mut variables: BTreeMap<String, ChildVariable> = self
            .variables
            .iter()
            .map(|variable| (variable.name.to_owned(), ChildVariable::default()))
            .collect();
        for (name, variable) in &mut variables {
            (
                variable.outputs,
                variable.decides_for_each,
                variable.decides_count,
            ) = self.seen_by_callers(name);
        }
        for key in self.keys() {
            if let Some(variable) = variables.get_mut(self.variable(key).name) {
                variable.is_key = true;
                let gates = self.masked(key).into_iter().filter_map(|p| self.gate(p));
                variable.gate = gates.flat_map(|gate| self.opened_by(gate)).collect();
            }
        }
        for arrival in &self.analysis().arrivals {
            if let flow::Origin::Variable(index) = arrival.origin
                && let Some(variable) = variables.get_mut(self.variables[index].name)
            {
                variable.reaches_workspace |= arrival.sink == Sink::Workspace;
                variable.reaches_provisioning |= arrival.sink == Sink::Provisioning;
            }
        }
        Child {
            variables,
            parameters: self.parameters_in_form(),
        }
    }

    fn analysis(&self) -> &Analysis {
        self.analysis.get_or_init(|| Analysis::of(self))
    }
}

impl<'a> Names<'a> for Module<'a> {
    fn local(&self, name: &str) -> Option<Expr<'a>> {
        self.locals.get(name).copied()
    }

    fn default(&self, name: &str) -> Option<Expr<'a>> {
        let index = self.variable_index.get(name)?;
        self.variables[*index].block.attribute("default")
    }
}
