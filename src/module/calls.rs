//! Calls of local modules.

use std::sync::Arc;

use super::{Child, Extent, Module};
use crate::terraform::Block;

impl Module<'_> {
    /// The child that a module block calls, if it is a local one.
    pub(super) fn child_of(&self, call: &Block<'_>) -> Option<Arc<Child>> {
        self.outside.child(&self.local_source(call)?)
    }

    /// The `source` of a call of a local module.
    pub(super) fn local_source(&self, call: &Block<'_>) -> Option<String> {
        if call.kind() != "module" || self.extent == Extent::Example {
            return None;
        }
        let source = self.value(call.attribute("source")?);
        let source = source.as_str().filter(|source| is_local(source));
        source.map(str::to_owned)
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

/// The text in quotes that a line gives an argument: `source = "…"`.
pub fn quoted_argument<'t>(line: &'t str, argument: &str) -> Option<&'t str> {
    let value = line.trim().strip_prefix(argument)?.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    value.strip_prefix('"')?.split('"').next()
}

/// The module's name in a registry's address: `aider` in
/// `registry.coder.com/coder/aider/coder`.
pub fn name_in_registry(source: &str) -> Option<&str> {
    let is_part = |part: &&str| {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        part.starts_with(|c: char| c.is_ascii_alphanumeric()) && part.chars().all(is_allowed)
    };
    let parts: Vec<&str> = source.split('/').collect();
    match parts.as_slice() {
        [_, .., name, _] if parts.iter().all(is_part) => Some(name),
        _ => None,
    }
}
