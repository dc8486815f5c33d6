//! Calls of local child modules, and what is handed to them.

use std::sync::Arc;

use hcl_edit::expr::Expression;

use super::{Child, Extent, Module};
use crate::terraform::{Block, Expr, Reference, References, Value};

impl<'a> Module<'a> {
    /// The tokens of Coder's own that the module hands to local child modules:
    /// the call's `source`, and the child's variable.
    pub fn coder_tokens(&self) -> impl Iterator<Item = (String, &'a str)> {
        let calls = self
            .blocks()
            .iter()
            .filter(|block| block.kind() == "module");
        calls.flat_map(|call| {
            let source = call.attribute("source").map(|source| self.value(source));
            let source = match source {
                Some(Value::String(source)) if is_local(&source) => Some(source.to_string()),
                _ => None,
            };
            let tokens = call
                .attributes()
                .filter(|(_, value)| is_coder_token(*value) || self.hands_on_token(*value));
            tokens.filter_map(move |(name, _)| Some((source.clone()?, name)))
        })
    }
}

impl Module<'_> {
    /// Whether a value is a variable that gets a token of Coder's own.
    fn hands_on_token(&self, value: Expr<'_>) -> bool {
        let is_token = |name: &str| self.files.coder_tokens.iter().any(|token| token == name);
        let named = References::of(value.node).variables;
        matches!(value.node, Expression::Traversal(_))
            && !named.is_empty()
            && named.into_iter().all(is_token)
    }

    /// The child that a module block calls, if it is a local one.
    pub(super) fn child_of(&self, call: &Block<'_>) -> Option<Arc<Child>> {
        if call.kind() != "module" || self.extent == Extent::Example {
            return None;
        }
        let source = self.value(call.attribute("source")?);
        self.children.child(source.as_str()?)
    }

    /// The sources of the local modules that are called.
    pub fn local_calls(&self) -> Vec<String> {
        let calls = self
            .blocks()
            .iter()
            .filter(|block| block.kind() == "module");
        let sources = calls.filter_map(|call| Some(self.value(call.attribute("source")?)));
        let sources = sources.filter_map(|source| Some(source.as_str()?.to_owned()));
        sources.filter(|source| is_local(source)).collect()
    }
}

/// Whether a module call's source is a folder.
pub fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
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
