//! Calls of local modules, and what is handed to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use hcl_edit::expr::Expression;

use super::{Child, Extent, Module};
use crate::source::{FileId, Sources};
use crate::syntax::Syntax;
use crate::terraform::{self, Block, Definitions, Expr, Reference, References};

/// A call of a local module, as far as it is known from the caller's text alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The called folder, relative to the caller's.
    pub source: String,
    /// Variables of the called module that are handed a token of Coder's own.
    tokens: Vec<String>,
    passed: Vec<Passed>,
}

/// A variable of the called module that is handed variables of the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Passed {
    variable: String,
    own: Vec<String>,
}

/// The calls of local modules in the parsed files of a module.
pub fn calls(syntax: &[(FileId, Syntax)], sources: &Sources) -> Vec<Call> {
    let syntax: Vec<(FileId, &Syntax)> = syntax.iter().map(|(file, s)| (*file, s)).collect();
    let definitions = Definitions::new(terraform::merged(&syntax, sources), sources);
    let blocks = definitions.blocks().iter();
    let modules = blocks.filter(|block| block.kind() == "module");
    modules
        .filter_map(|block| Call::of(&definitions, block))
        .collect()
}

impl Call {
    fn of(definitions: &Definitions<'_>, block: &Block<'_>) -> Option<Self> {
        let source = definitions.value(block.attribute("source")?.node);
        let source = source.as_str().filter(|source| is_local(source))?;
        let mut call = Self {
            source: source.to_owned(),
            tokens: Vec::new(),
            passed: Vec::new(),
        };
        for (name, value) in block.attributes() {
            let variables = References::of(value.node).variables;
            if is_coder_token(value) {
                call.tokens.push(name.to_owned());
            } else if matches!(value.node, Expression::Traversal(_)) && !variables.is_empty() {
                call.passed.push(Passed {
                    variable: name.to_owned(),
                    own: variables.into_iter().map(str::to_owned).collect(),
                });
            }
        }
        Some(call)
    }

    /// The variables of the called module that get a token of Coder's own, where
    /// these variables of the caller do.
    pub fn handed_tokens(&self, own: &BTreeSet<String>) -> impl Iterator<Item = &String> {
        let passed = self.passed.iter();
        let passed = passed.filter(|passed| passed.own.iter().all(|name| own.contains(name)));
        self.tokens
            .iter()
            .chain(passed.map(|passed| &passed.variable))
    }
}

impl Module<'_> {
    /// The child that a module block calls, if it is a local one.
    pub(super) fn child_of(&self, call: &Block<'_>) -> Option<Arc<Child>> {
        if call.kind() != "module" || self.extent == Extent::Example {
            return None;
        }
        let source = self.value(call.attribute("source")?);
        let source = source.as_str().filter(|source| is_local(source))?;
        self.children.child(source)
    }
}

/// Whether a module call's source is a folder.
fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
}

/// The `source` of each call of a local module in a text, as far as it is
/// written out (Terraform 1.11 takes nothing else): `source = "./child"`.
pub fn called_sources(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"\"./");
    let starts = starts.chain(memchr::memmem::find_iter(text.as_bytes(), b"\"../"));
    starts.filter_map(|quote| {
        let before = text[..quote].trim_end_matches([' ', '\t']);
        let before = before.strip_suffix('=')?.trim_end_matches([' ', '\t']);
        before.ends_with("source").then_some(())?;
        text[quote + 1..].split(['"', '\n']).next()
    })
}

/// Whether something in a text may be a token that Coder makes itself.
pub fn may_hand_tokens(text: &str) -> bool {
    [".token", "session_token"]
        .iter()
        .any(|token| memchr::memmem::find(text.as_bytes(), token.as_bytes()).is_some())
}

/// `coder_agent.NAME.token`, `data.coder_workspace_owner.NAME.session_token`.
fn is_coder_token(expr: Expr<'_>) -> bool {
    let Some(reference) = Reference::of(expr.node) else {
        return false;
    };
    let last = reference.attributes().next_back();
    match reference.root {
        "coder_agent" => last == Some("token"),
        "data" => {
            reference.attributes().next() == Some("coder_workspace_owner")
                && last == Some("session_token")
        }
        _ => false,
    }
}
