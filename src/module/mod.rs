//! The facts of one module: what rules ask, so that none has to walk syntax.
//!
//! A [`Module`] is made from parsed files. Its variables, parameters and blocks
//! are there at once; what flows where is worked out when the first rule asks.

mod assemble;
mod calls;
mod caveat;
mod child;
mod comments;
mod dependencies;
mod form;
mod keys;
mod literals;
mod opt_in;
mod parameter;
mod providers;
mod uses;
mod variable;

use std::cell::OnceCell;
use std::ops::Range;
use std::path::PathBuf;

use crate::config::Settings;
use crate::evidence::{Credential, Verdict};
use crate::flow::{Arrival, Flows, Origin, ParameterId, Parameters};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{Broken, Syntax};
use crate::terraform::{Block, Definitions, Expr, Value, VariableId};

pub use crate::flow::Extent;
pub use calls::{Call, called_sources, calls, may_hand_tokens};
pub use child::{Child, Children};
pub use comments::{IgnoreComment, NamedRule, may_ignore};
pub use form::InForm;
pub use keys::Key;
pub use literals::Literal;
pub use parameter::{Mask, Parameter, Styling};
pub use uses::{Context, PresenceTest, Use};
pub use variable::Variable;

/// The files of a module, read and parsed.
#[derive(Debug)]
pub struct ModuleFiles {
    /// The module's folder, as shown to people.
    pub name: String,
    /// The module's real folder.
    pub folder: PathBuf,
    /// The `.tf` files in Terraform's order, then the README.
    pub sources: Sources,
    /// The syntax of each `.tf` file.
    pub syntax: Vec<(FileId, Syntax)>,
    /// Which of the sources is the README.
    pub readme: Option<FileId>,
    /// Whether there are `.tf.json` files, which are not read.
    pub has_json: bool,
    /// Variables that callers hand a token of Coder's own.
    pub coder_tokens: Vec<String>,
}

/// The facts of one module.
pub struct Module<'a> {
    files: &'a ModuleFiles,
    extent: Extent,
    definitions: Definitions<'a>,
    broken: Vec<(FileId, &'a Broken)>,
    variables: Vec<Variable<'a>>,
    parameters: Vec<Parameter<'a>>,
    parameters_by_label: Parameters<'a>,
    children: &'a dyn Children,
    settings: &'a Settings,
    line_prefix: &'a str,
    flows: OnceCell<Flows>,
    keys: OnceCell<Vec<Key>>,
    credentials: OnceCell<Vec<Option<Verdict>>>,
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
    pub fn sources(&self) -> &'a Sources {
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
        self.definitions.blocks()
    }

    /// Whether all code could be read as it is.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
            && self
                .files
                .sources
                .iter()
                .all(|(_, source)| source.invalid_utf8.is_none())
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

    /// The expression of a local value.
    pub fn local(&self, name: &str) -> Option<Expr<'a>> {
        self.definitions.locals().get(name)
    }

    /// A local value that is a key's or that of a masked parameter, and nothing
    /// else.
    pub fn joining_local(&self, key: &Key) -> Option<&str> {
        let variable = self.variable(key).name;
        let joining = self.flows().joining_locals.iter();
        let mut names = joining
            .filter(|(_, joined)| **joined == key.variable)
            .map(|(name, _)| name.as_str());
        names.find(|name| {
            self.local(name)
                .is_some_and(|local| opt_in::is_plain_join(local.node, variable))
        })
    }

    /// Whether some variable is joined to a parameter.
    pub fn is_joined(&self, parameter: &Parameter<'a>) -> bool {
        let mut joins = self.flows().joins.iter();
        joins.any(|join| join.parameter == parameter.id)
    }

    /// The name of the module's real folder, in snake case; empty where it has
    /// none.
    pub fn snake_name(&self) -> String {
        let name = self.files.folder.file_name();
        let name = name.map(|name| name.to_string_lossy().to_lowercase());
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
        self.definitions.value(&node)
    }

    /// Where the blocks of a file stand in it, in bytes.
    pub fn block_ranges(&self, file: FileId) -> Vec<Range<usize>> {
        if self.extent == Extent::Example {
            let spans = self.blocks().iter().flat_map(Block::spans);
            let here = spans.filter(|span| span.file == file);
            return here.map(Span::range).collect();
        }
        let mut files = self.files.syntax.iter();
        let syntax = files.find(|(other, _)| *other == file);
        syntax.map_or_else(Vec::new, |(_, syntax)| syntax.block_ranges().collect())
    }

    /// The key variables, in order.
    pub fn keys(&self) -> &[Key] {
        self.keys.get_or_init(|| keys::keys(self))
    }

    /// The key that a variable is, if it is one.
    pub fn key(&self, variable: VariableId) -> Option<&Key> {
        self.keys().iter().find(|key| key.variable == variable)
    }

    /// What a parameter takes, and why that is thought; `None` if it takes no
    /// credential.
    pub fn credential(&self, parameter: &Parameter<'a>) -> Option<&Verdict> {
        let credentials = self.credentials.get_or_init(|| keys::credentials(self));
        credentials[parameter.id.index()].as_ref()
    }

    /// Whether a value is a key's: a key variable's, or that of a parameter that
    /// takes one.
    fn is_key(&self, origin: Origin) -> bool {
        match origin {
            Origin::Variable(variable) => self.key(variable).is_some(),
            Origin::Parameter(parameter) => self
                .credential(self.parameter(parameter))
                .is_some_and(|verdict| verdict.credential == Credential::Key),
        }
    }

    /// The references through which keys stand in shell scripts unescaped, each
    /// with the variable's or the parameter's label. A parameter that stands in
    /// for a key variable is not told beside it.
    pub fn keys_in_scripts(&self) -> Vec<(&'a str, Span)> {
        let arrivals = self.flows().arrivals.iter();
        let in_script = arrivals.filter(|arrival| arrival.in_script && self.is_key(arrival.origin));
        let mut found: Vec<(&str, Span)> = in_script
            .filter_map(|arrival| match arrival.origin {
                Origin::Variable(variable) => {
                    Some((self.variables[variable.index()].name, arrival.at))
                }
                Origin::Parameter(parameter) => {
                    let mut joins = self.flows().joins.iter();
                    let stands_in = joins.any(|join| {
                        join.parameter == parameter && self.key(join.variable).is_some()
                    });
                    let label = self.parameter(parameter).label();
                    (!stands_in).then_some((label, arrival.at))
                }
            })
            .collect();
        found.dedup();
        found
    }

    /// The outputs that carry a key, each with the first reference to it.
    pub fn outputs_with_keys(&self) -> Vec<(&Block<'a>, Span)> {
        let blocks = self.definitions.numbered_blocks();
        let outputs = blocks.filter(|(_, block)| block.kind() == "output");
        let carrying = outputs.filter_map(|(id, block)| {
            let mut arrivals = self.flows().arrivals.iter();
            let carries_key = |arrival: &&Arrival| {
                arrival.block == id && !arrival.is_shown && self.is_key(arrival.origin)
            };
            arrivals
                .find(carries_key)
                .map(|carried| (block, carried.at))
        });
        carrying.collect()
    }

    /// The parameters that are joined to a key variable: some expression takes
    /// the one's value or the other's.
    pub fn joined(&self, key: &Key) -> impl Iterator<Item = &Parameter<'a>> {
        let joins = self.flows().joins.iter();
        let joins = joins.filter(|join| join.variable == key.variable);
        joins.map(|join| self.parameter(join.parameter))
    }

    /// A parameter by its number.
    pub fn parameter(&self, id: ParameterId) -> &Parameter<'a> {
        &self.parameters[id.index()]
    }

    /// Whether the author hides what a variable or output holds, by `sensitive`
    /// or `ephemeral`; `None` where that can't be told.
    pub fn is_hidden(&self, block: &Block<'a>) -> Option<bool> {
        let ephemeral = self.flag(block, "ephemeral");
        match self.is_sensitive(block) {
            Some(true) => Some(true),
            Some(false) => ephemeral,
            None => ephemeral.filter(|ephemeral| *ephemeral),
        }
    }

    /// Whether a variable or output is `sensitive`; `None` where that can't be
    /// told.
    pub fn is_sensitive(&self, block: &Block<'a>) -> Option<bool> {
        self.flag(block, "sensitive")
    }

    /// A boolean attribute, false where it is missing; `None` where it can't be
    /// told.
    fn flag(&self, block: &Block<'a>, name: &str) -> Option<bool> {
        match block.attribute(name).map(|value| self.value(value)) {
            None | Some(Value::Null) => Some(false),
            Some(value) => value.as_bool(),
        }
    }

    /// The variable of a key.
    pub fn variable(&self, key: &Key) -> &Variable<'a> {
        &self.variables[key.variable.index()]
    }

    /// The static value of an expression.
    pub fn value(&self, expr: Expr<'_>) -> Value {
        self.definitions.value(expr.node)
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

    /// Where the values of variables and parameters end up.
    pub fn flows(&self) -> &Flows {
        self.flows.get_or_init(|| {
            let called = |call: &Block<'a>| Some(self.child_of(call)?.variables.clone());
            Flows::of(
                &self.definitions,
                &self.parameters_by_label,
                self.extent,
                &called,
            )
        })
    }
}
