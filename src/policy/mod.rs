//! Rules of one's own: what `.policy.hcl` files say, read and checked, and how a
//! condition is decided once a block's `attrs` and `meta` are known.
//!
//! The shape is that of Terraform policy
//! (<https://developer.hashicorp.com/terraform/policy>). Which blocks there are,
//! and what is known of them, is the business of `enforce`.
//!
//! - `set` reads the files that a configuration names, with its inputs.
//! - `read` reads one file, `block` one policy in it, `values` has what the names
//!   of the file stand for; `names` looks for names and functions that there
//!   aren't, `boolean` for conditions that never are, and `types` has the types of
//!   inputs.
//! - `judge` decides, `message` words what came of it.
//! - `test` runs `.policytest.hcl` files.

mod block;
mod boolean;
mod judge;
mod locals;
mod message;
mod names;
mod read;
mod set;
pub mod test;
mod types;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;

use crate::rule::{Level, RuleInfo};
use crate::source::Source;
use crate::syntax::place;
use crate::terraform::Value;

pub use judge::{Ground, Known, Outcome, Resources};
pub use names::{GET_RESOURCES, META};
pub use set::{Input, Policies, Request, is_policy};
pub use values::literal;

use judge::Worked;
use locals::Locals;

/// The kinds of blocks that policies are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A `resource` block.
    Resource,
    /// A `data` block.
    Data,
    /// A `module` block.
    Module,
    /// A `provider` block, or an entry of `required_providers` without one.
    Provider,
    /// A `variable` block.
    Variable,
    /// An `output` block.
    Output,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Resource,
        Self::Data,
        Self::Module,
        Self::Provider,
        Self::Variable,
        Self::Output,
    ];

    /// The block's type: `resource`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Data => "data",
            Self::Module => "module",
            Self::Provider => "provider",
            Self::Variable => "variable",
            Self::Output => "output",
        }
    }

    /// The type of the policies about it: `resource_policy`.
    pub fn policy(self) -> &'static str {
        match self {
            Self::Resource => "resource_policy",
            Self::Data => "data_policy",
            Self::Module => "module_policy",
            Self::Provider => "provider_policy",
            Self::Variable => "variable_policy",
            Self::Output => "output_policy",
        }
    }
}

/// An expression of a policy.
#[derive(Debug, Clone)]
struct Code {
    node: Expression,
    /// Added to a span of the tree, it gives the offset in the file, in bytes.
    base: usize,
}

impl Code {
    fn at(&self) -> Range<usize> {
        place(self.node.span(), self.base)
    }
}

/// Whether a file's name ends like this and is longer.
fn has_ending(path: &Path, ending: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let stem = name.and_then(|name| name.strip_suffix(ending));
    stem.is_some_and(|stem| !stem.is_empty())
}

/// What one file says.
#[derive(Debug)]
pub struct PolicyFile {
    /// The file.
    pub source: Arc<Source>,
    /// The values of its inputs, as an object.
    inputs: Shared,
    /// Its local values, by name.
    locals: BTreeMap<String, Shared>,
    /// Those of them that take too much, and are unknown.
    exhausted: BTreeSet<String>,
    /// Its local values that ask for resources.
    late: Locals,
    /// Its policies, in order.
    pub policies: Vec<Policy>,
}

impl PolicyFile {
    /// What its names stand for.
    pub fn values(&self) -> FileValues<'_> {
        let locals = self.locals.iter();
        FileValues {
            inputs: self.inputs.value(),
            exhausted: &self.exhausted,
            late: Worked::new(&self.late),
            locals: locals
                .map(|(name, value)| (name.clone(), value.value()))
                .collect(),
        }
    }

    /// How many of its local values are worked out for each module.
    pub fn questions(&self) -> usize {
        self.late.len()
    }
}

/// What the names of a file stand for in a module, whatever the block.
#[derive(Debug)]
pub struct FileValues<'f> {
    /// An object.
    inputs: Value,
    locals: BTreeMap<String, Value>,
    /// Those of them that take too much.
    exhausted: &'f BTreeSet<String>,
    late: Worked<'f>,
}

/// A value that threads may share.
#[derive(Debug, Clone)]
enum Shared {
    /// Known in all its parts.
    Known(hcl::Value),
    Unknown,
    Error,
}

impl Shared {
    fn new(value: &Value) -> Self {
        match value {
            Value::Error => Self::Error,
            value => value.to_hcl().map_or(Self::Unknown, Self::Known),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Known(value) => Value::from_hcl(value.clone()),
            Self::Unknown => Value::Unknown,
            Self::Error => Value::Error,
        }
    }
}

/// A policy: one block of a file.
#[derive(Debug)]
pub struct Policy {
    /// What its findings are findings of.
    pub info: &'static RuleInfo,
    /// What it is about.
    pub kind: Kind,
    /// The level of its findings where nobody says otherwise.
    pub level: Level,
    /// Its first label: what blocks it is about.
    pattern: String,
    /// Whether that is one label, without a `*`.
    is_exact: bool,
    filter: Option<Code>,
    locals: Locals,
    enforces: Vec<Enforce>,
    /// What its filter reads.
    pub filter_reads: BlockReads,
    /// What its conditions read.
    pub reads: BlockReads,
    /// How many conditions the policies before it have that share its id: in the
    /// order of kinds and first labels, wherever they stand.
    before: usize,
}

/// What is read of a block.
#[derive(Debug, Clone, Default)]
pub struct BlockReads {
    /// Its attributes and nested blocks.
    pub attrs: Reads,
    /// The facts about it.
    pub meta: Reads,
}

/// Which members of an object are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    /// Whether it is read as a whole.
    pub all: bool,
    /// By name, sorted; kept for good.
    pub names: Vec<&'static str>,
}

impl Reads {
    /// All members.
    pub const ALL: Self = Self {
        all: true,
        names: Vec::new(),
    };

    /// Whether nothing is read.
    pub fn is_empty(&self) -> bool {
        !self.all && self.names.is_empty()
    }

    /// Whether a member is read.
    pub fn has(&self, name: &str) -> bool {
        self.all || self.names.binary_search(&name).is_ok()
    }

    fn add(&mut self, name: &'static str) {
        if let Err(at) = self.names.binary_search(&name) {
            self.names.insert(at, name);
        }
    }

    /// Adds what somebody else reads.
    pub fn extend(&mut self, other: &Self) {
        self.all |= other.all;
        if self.names.is_empty() {
            self.names.clone_from(&other.names);
        } else {
            other.names.iter().for_each(|name| self.add(name));
        }
    }
}

/// A condition that a policy enforces.
#[derive(Debug)]
struct Enforce {
    condition: Code,
    message: Option<Code>,
    /// What the message reads.
    message_reads: BlockReads,
    /// The attributes that the condition reads, through locals too.
    reads: Reads,
    /// The one index at which it reads that attribute.
    index: Option<usize>,
}

impl Policy {
    /// Whether it is about blocks with a label: a type, a name, a module's source.
    pub fn is_about(&self, label: &str) -> bool {
        if self.is_exact {
            self.pattern == label
        } else {
            fits(&self.pattern, label)
        }
    }

    /// Whether it has a filter.
    pub fn has_filter(&self) -> bool {
        self.filter.is_some()
    }

    /// How many expressions are evaluated for a block.
    pub fn questions(&self) -> usize {
        2 * self.enforces.len() + self.locals.len() + usize::from(self.filter.is_some())
    }

    /// Where a condition stands in its file, by its number from 0, in bytes.
    pub fn condition_at(&self, number: usize) -> Range<usize> {
        self.enforces[number].condition.at()
    }

    /// The one attribute that a condition is about, by its number from 0, if it is
    /// about one, and which of several nested blocks.
    pub fn attribute(&self, number: usize) -> Option<(&str, Option<usize>)> {
        let enforce = &self.enforces[number];
        match enforce.reads.names.as_slice() {
            [only] if !enforce.reads.all => Some((only, enforce.index)),
            _ => None,
        }
    }

    /// What the message of a condition reads, by its number from 0.
    pub fn message_reads(&self, number: usize) -> &BlockReads {
        &self.enforces[number].message_reads
    }

    /// What tells a condition, by its number from 0, from the others of its id: from
    /// 1.
    pub fn ordinal(&self, number: usize) -> usize {
        self.before + number + 1
    }
}

/// Whether a label fits a pattern, in which `*` is any run of characters.
fn fits(pattern: &str, label: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == label;
    };
    let Some(mut left) = label.strip_prefix(first) else {
        return false;
    };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    // Each run as short as possible leaves the most for the next part.
    for part in middle.split('*') {
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_is_any_run_of_characters() {
        let fitting = [
            ("coder_app", "coder_app"),
            ("*", ""),
            ("*", "a/b"),
            ("coder_*", "coder_app"),
            (
                "registry.coder.com/*/coder",
                "registry.coder.com/coder/aider/coder",
            ),
            ("*_key", "api_key"),
            ("a*b*c", "aXbYbZc"),
            ("**", "x"),
            ("a*a", "aa"),
            ("[a-z].?", "[a-z].?"),
        ];
        for (pattern, label) in fitting {
            assert!(fits(pattern, label), "{pattern} {label}");
        }
        let others = [
            ("coder_app", "coder_apps"),
            ("coder_*", "aws_app"),
            ("a*a", "a"),
            ("*b*c", "abd"),
            ("*b*b*", "ab"),
            ("[a-z]", "a"),
            ("", "a"),
        ];
        for (pattern, label) in others {
            assert!(!fits(pattern, label), "{pattern} {label}");
        }
    }
}
