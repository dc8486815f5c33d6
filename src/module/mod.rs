//! The facts of one module: what rules ask, so that none has to walk syntax.
//!
//! A [`Module`] is made from parsed files (`assemble`). What its blocks say of
//! themselves is there at once; what is known of the module as a whole is worked
//! out when the first rule asks, once.
//!
//! - What blocks say: `variable`, `sensitivity`, `parameter`, `providers`, `calls`, `literals`
//!   and `assignments`, `comments`, `caveat`, and what is `unread`.
//! - What that makes them: `keys` asks [`crate::evidence`] which variables and
//!   parameters take credentials, [`crate::flow`] knows where they end up, and
//!   `exposed` where they stand in the open.
//! - How users bring a key: which parameters are in the `form`, which variables
//!   they are joined to (`joins`), how they are opted into, and what they don't
//!   reach (`opt_in`, by what is a value's `deciders`).
//! - What a fix has to look at: `uses` of a name, tests of its `presence`, `dependencies` on a value.
//! - What callers see of the module: `child`.

mod assemble;
mod assignments;
mod calls;
mod caveat;
mod child;
mod closed_calls;
mod comments;
mod deciders;
mod dependencies;
mod exposed;
mod form;
mod handed;
mod joins;
mod keys;
mod literals;
mod name;
mod opt_in;
mod parameter;
mod presence;
mod providers;
mod sensitivity;
mod unread;
mod user_secrets;
mod uses;
mod variable;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::config::Settings;
use crate::evidence::Verdict;
use crate::flow::{Flows, ParameterId, Parameters};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::markdown::Example;
use crate::syntax::{Broken, Syntax, comments as comments_in};
use crate::terraform::{Bindings, Block, Definitions, Expr, Value};

pub use crate::flow::Extent;
pub use calls::{called_sources, name_in_registry, quoted_argument};
pub use child::{Child, Outside};
pub use closed_calls::ClosedCall;
pub use comments::{IgnoreComment, NamedRule, may_ignore};
pub use dependencies::Dependents;
pub use exposed::{KeyInOutput, KeyInScript, SecretInMetadata};
pub use form::InForm;
pub use handed::{Handed, HandedIn, Handing};
pub use keys::Key;
pub use literals::Literal;
pub use parameter::{MaskInput, Parameter, Styling};
pub use presence::{PresenceTest, Within};
pub use sensitivity::Sensitivity;
pub use uses::{Coalesced, Context, IndexedUse, KeyUse, Taken, Use};
pub use variable::Variable;

use dependencies::Dependencies;
use uses::Uses;

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
    /// What callers pass.
    pub handed_in: HandedIn,
    /// Whether opt-ins that user secrets replace should be removed.
    pub opt_ins_go: bool,
    /// Whether the edits of fixes will be shown or applied.
    pub builds_edits: bool,
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
    outside: &'a dyn Outside,
    settings: &'a Settings,
    example: Option<&'a Example>,
    is_template: OnceCell<bool>,
    is_coders: OnceCell<bool>,
    flows: OnceCell<Flows>,
    keys: OnceCell<Vec<Key>>,
    credentials: OnceCell<Vec<Option<Verdict>>>,
    uses: OnceCell<Uses<'a>>,
    dependencies: OnceCell<Dependencies>,
    block_ranges: OnceCell<BTreeMap<FileId, Vec<Range<usize>>>>,
}

impl<'a> Module<'a> {
    /// The module's folder, as shown to people.
    pub fn name(&self) -> &'a str {
        &self.files.name
    }

    /// Whether the module is a template: it declares an agent.
    pub fn is_template(&self) -> bool {
        *self.is_template.get_or_init(|| {
            let mut blocks = self.blocks().iter();
            blocks.any(|block| block.kind() == "resource" && block.label(0) == "coder_agent")
        })
    }

    /// Whether it is written for Coder Tasks, which can't be created while a
    /// parameter has no default (coder/coder#20837).
    pub fn is_for_tasks(&self) -> bool {
        let mut blocks = self.blocks().iter();
        blocks.any(|block| {
            matches!(
                (block.kind(), block.label(0)),
                ("resource", "coder_ai_task") | ("data", "coder_task")
            )
        })
    }

    /// Whether these are a folder's files or an example in its README.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// Whether the edits of fixes are built; otherwise a fix is only announced.
    pub fn builds_edits(&self) -> bool {
        self.files.builds_edits
    }

    /// What stands before each line of an example in a list or a quote.
    pub fn line_prefix(&self) -> &'a str {
        self.example.map_or("", |example| &example.prefix)
    }

    /// Whether a comment in an example has a word in it.
    pub fn is_in_comment(&self, word: &str) -> bool {
        self.example.is_some_and(|example| {
            let comments = comments_in(&example.code, 0).into_iter();
            let mut texts = comments.map(|at| &example.code[at]);
            texts.any(|text| text.contains(word))
        })
    }

    /// What is set for the module.
    pub fn settings(&self) -> &'a Settings {
        self.settings
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

    /// A parameter by its number.
    pub fn parameter(&self, id: ParameterId) -> &Parameter<'a> {
        &self.parameters[id.index()]
    }

    /// All top-level blocks, in order.
    pub fn blocks(&self) -> &[Block<'a>] {
        self.definitions.blocks()
    }

    /// Where the blocks of a file stand in it, in bytes and in order.
    pub fn block_ranges(&self, file: FileId) -> &[Range<usize>] {
        let by_file = self.block_ranges.get_or_init(|| {
            let mut by_file: BTreeMap<FileId, Vec<Range<usize>>> = BTreeMap::new();
            if self.extent == Extent::Example {
                for span in self.blocks().iter().flat_map(Block::spans) {
                    by_file.entry(span.file).or_default().push(span.range());
                }
            } else {
                let files = self.files.syntax.iter();
                by_file
                    .extend(files.map(|(file, syntax)| (*file, syntax.block_ranges().collect())));
            }
            for ranges in by_file.values_mut() {
                ranges.sort_by_key(|range| range.start);
            }
            by_file
        });
        by_file.get(&file).map_or(&[], Vec::as_slice)
    }

    /// What its blocks define.
    pub fn definitions(&self) -> &Definitions<'a> {
        &self.definitions
    }

    /// The module's real folder.
    pub fn folder(&self) -> &'a Path {
        &self.files.folder
    }

    /// The expression of a local value.
    pub fn local(&self, name: &str) -> Option<Expr<'a>> {
        self.definitions.locals().get(name)
    }

    /// The static value of an expression.
    pub fn value(&self, expr: Expr<'_>) -> Value {
        self.definitions.value(expr.node)
    }

    /// The static value of an expression in which names stand for something else.
    pub fn value_with(&self, expr: Expr<'_>, bindings: &Bindings<'_>) -> Value {
        self.definitions.value_in(expr.node, Some(bindings)).0
    }

    /// The static value of an expression that is given as text; unknown where
    /// that can't be parsed.
    pub fn value_of_text(&self, text: &str) -> Value {
        let Ok(node) = text.parse::<hcl_edit::expr::Expression>() else {
            return Value::Unknown;
        };
        self.definitions.value(&node)
    }

    /// An expression's text with something else in some places of it.
    pub fn text_with(&self, expr: Expr<'_>, places: &[Span], with: &str) -> String {
        let at = expr.span();
        let source = &self.sources()[at.file].text;
        let mut places = places.to_vec();
        places.sort();
        let mut text = String::new();
        let mut copied = at.start;
        for place in places {
            text.push_str(&source[copied..place.start]);
            text.push_str(with);
            copied = place.end;
        }
        text.push_str(&source[copied..at.end]);
        text.trim_end().replace("\r\n", "\n")
    }

    /// Whether a condition certainly holds where a variable is empty.
    pub fn holds_for_empty(&self, condition: Expr<'_>, variable: &str) -> bool {
        let uses = self.uses_of(variable).iter().map(|found| found.at);
        let places: Vec<Span> = uses.filter(|at| condition.span().covers(*at)).collect();
        let text = self.text_with(condition, &places, "\"\"");
        self.value_of_text(&text) == Value::Bool(true)
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
