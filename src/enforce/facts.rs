//! What policies see of a module, all of it.

use std::path::Path;

use super::subject::subjects;
use super::{attrs_of, meta};
use crate::module::Module;
use crate::policy::{Kind, Reads};
use crate::source::Span;
use crate::terraform::Value;

/// A block as policies see it.
#[derive(Debug)]
pub struct Fact {
    /// What it is.
    pub kind: Kind,
    /// Its header.
    pub at: Span,
    /// What it says.
    pub attrs: Value,
    /// What is known of it.
    pub meta: Value,
}

/// The blocks of a module, in order. Paths are told relative to a folder.
pub fn facts(module: &Module<'_>, root: &Path) -> Vec<Fact> {
    let subjects = subjects(module, &|_| true);
    let facts = subjects.iter().map(|subject| Fact {
        kind: subject.kind,
        at: subject.header,
        attrs: attrs_of(module, subject, &Reads::ALL),
        meta: meta::meta(module, subject, root, &Reads::ALL),
    });
    facts.collect()
}
