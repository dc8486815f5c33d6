//! Which providers a module asks for, and whether Coder is one of them.

use hcl_edit::expr::Expression;

use super::{Extent, Module};
use crate::terraform::expression::literal_key;
use crate::terraform::{Block, Expr, Value};

/// The address of Coder's provider.
const CODER: &str = "coder/coder";

impl<'a> Module<'a> {
    /// Whether the module has to do with Coder, or one that calls it has.
    pub fn concerns_coder(&self) -> bool {
        let is_called = self.extent() == Extent::Folder && self.files.handed_in.by_coder;
        is_called || self.is_coders()
    }

    /// Whether the module itself has to do with Coder. A module that declares its
    /// providers and has no Coder among them, no block of Coder's, no module
    /// from a Coder registry and a README that is silent about it, is any
    /// other Terraform module: its users have no workspace form.
    pub(super) fn is_coders(&self) -> bool {
        let mut declares_providers = false;
        for block in self.blocks() {
            match block.kind() {
                "resource" | "data" | "ephemeral" if block.label(0).starts_with("coder") => {
                    return true;
                }
                "module" => {
                    let source = block.attribute("source").map(|source| self.value(source));
                    if let Some(Value::String(source)) = source
                        && source.contains("coder")
                    {
                        return true;
                    }
                }
                "provider" if block.name() == "coder" => return true,
                "provider" => declares_providers = true,
                _ => {}
            }
        }
        for (name, provider) in self.required_providers() {
            declares_providers = true;
            if name == "coder" || self.has_source(provider, CODER) {
                return true;
            }
        }
        !declares_providers
            || self.readme().is_some_and(|(_, readme)| {
                memchr::memmem::find(readme.text.as_bytes(), b"coder").is_some()
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
    fn required_providers(&self) -> impl Iterator<Item = (&'a str, Expr<'a>)> {
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
