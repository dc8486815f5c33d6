//! Which providers a module asks for, and whether Coder is one of them.

use hcl_edit::expr::Expression;

use super::{Extent, Module};
use crate::flow::Origin;
use crate::terraform::expression::literal_key;
use crate::terraform::{Block, Expr, Value};

/// Variables that only something for a workspace has.
const AGENTS: &[&str] = &["agent_id", "coder_agent_id", "coder_agent_token"];

/// The address of Coder's provider.
const CODER: &str = "coder/coder";

impl<'a> Module<'a> {
    /// Whether the module has to do with Coder, or one that calls it has.
    pub fn concerns_coder(&self) -> bool {
        let is_called = self.extent() == Extent::Folder && self.files.handed_in.by_coder;
        is_called || self.is_coders()
    }

    /// Whether the module itself has to do with Coder: it has a block or provider
    /// of Coder's, also in a local module that it calls, or a variable for an
    /// agent's ID or token.
    pub(super) fn is_coders(&self) -> bool {
        *self.is_coders.get_or_init(|| {
            let names = |kind: &str, label: &str| match kind {
                "resource" | "data" | "ephemeral" => label.starts_with("coder"),
                "provider" => label == "coder",
                "variable" => AGENTS.contains(&label),
                _ => false,
            };
            let mut blocks = self.blocks().iter();
            let mut broken = self.broken();
            blocks.any(|block| names(block.kind(), block.label(0)))
                || broken.any(|(_, broken)| {
                    let header = broken.header.as_ref();
                    let label = header.and_then(|header| header.labels.first());
                    header
                        .zip(label)
                        .is_some_and(|(header, label)| names(&header.kind, label))
                })
                || !self.lacks_coder()
                || self.calls_coders()
                || self.takes_agents_token()
        })
    }

    /// Whether a local module that it calls makes it need Coder's provider.
    fn calls_coders(&self) -> bool {
        let mut called = self.blocks().iter().filter_map(|call| self.child_of(call));
        called.any(|child| child.is_coders)
    }

    fn takes_agents_token(&self) -> bool {
        let mut arrivals = self.flows().arrivals.iter();
        arrivals.any(|arrival| {
            matches!(arrival.origin, Origin::Variable(_))
                && arrival.name.as_deref() == Some("CODER_AGENT_TOKEN")
        })
    }

    /// What a block of Coder's has to say in `provider`: what all others say, or
    /// the name under which the provider is required; `None` where nothing has
    /// to be said.
    pub fn provider_reference(&self) -> Option<String> {
        let coders = self.blocks().iter().filter(|block| {
            matches!(block.kind(), "resource" | "data") && block.label(0).starts_with("coder_")
        });
        let mut said = coders.map(|block| {
            let at = block.attribute("provider")?.span();
            Some(self.sources().text(at).trim().to_owned())
        });
        if let Some(Some(first)) = said.next()
            && said.all(|other| other.as_ref() == Some(&first))
        {
            return Some(first);
        }
        let required = self.required_providers();
        let coders = required.filter(|(_, provider)| self.has_source(*provider, CODER));
        let name = coders.map(|(name, _)| name).min()?;
        (name != "coder").then(|| name.to_owned())
    }

    /// Whether Coder's provider is missing among those that the module requires,
    /// and its name is free.
    pub fn lacks_coder(&self) -> bool {
        !self
            .required_providers()
            .any(|(name, provider)| name == "coder" || self.has_source(provider, CODER))
    }

    /// The version constraints on the provider of a source address, as
    /// `required_providers` has them, by their text.
    pub fn provider_constraints(&self, address: &str) -> Vec<Expr<'a>> {
        let mut constraints: Vec<Expr<'a>> = self
            .required_providers()
            .filter(|(_, provider)| self.has_source(*provider, address))
            .filter_map(|(_, provider)| match provider.node {
                Expression::Object(object) => object
                    .iter()
                    .find(|(key, _)| literal_key(key) == Some("version"))
                    .map(|(_, value)| provider.part(value.expr())),
                _ => None,
            })
            .collect();
        constraints.sort_by_key(|constraint| self.sources().text(constraint.span()));
        constraints
    }

    /// The providers that the module requires, by local name.
    pub fn required_providers(&self) -> impl Iterator<Item = (&'a str, Expr<'a>)> {
        let terraform = self.blocks().iter().filter(|b| b.kind() == "terraform");
        let required = terraform.flat_map(Block::blocks);
        let required = required.filter(|nested| nested.kind == "required_providers");
        required.flat_map(|nested| nested.section.attributes())
    }

    /// Whether a required provider has a source address, which may name
    /// Terraform's registry.
    fn has_source(&self, provider: Expr<'_>, address: &str) -> bool {
        let source = self.value(provider).member("source");
        let source = source.as_ref().and_then(Value::as_str).unwrap_or_default();
        let short = source.strip_prefix("registry.terraform.io/");
        short.unwrap_or(source).eq_ignore_ascii_case(address)
    }
}
