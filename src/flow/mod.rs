//! Follows values from variables and parameters to where they end up: through
//! locals, templates, functions, maps, lists, `for` expressions and dynamic
//! blocks.
//!
//! A `Flow` is what an expression's value is made of. It keeps the shape of
//! objects and lists, so that two members of one map are not mistaken for one
//! another. Where an expression *chooses* between values (a conditional, `try`,
//! `coalesce`, …), a variable in one choice and a parameter in another are
//! **joined**. Conditions, comparisons and `length(…)` are tests: nothing flows
//! through them.

mod arrivals;
mod child;
mod choice;
mod exclusive;
mod loops;
mod names;
mod role;
mod sinks;
mod tracer;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::source::Span;
use crate::terraform::VariableId;

pub use arrivals::{Arrival, Called, Extent, Flows, Join, Parameters};
pub use child::ChildVariable;
pub use names::is_environment_name;
use names::{assigned_name, authorizes};
pub use sinks::Sink;
pub use walk::is_preset;

/// A `data "coder_parameter"` block, by its number among those of its module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterId(usize);

impl ParameterId {
    /// The parameter at a place in the list of all.
    pub fn new(index: usize) -> Self {
        Self(index)
    }

    /// Its place in the list of all.
    pub fn index(self) -> usize {
        self.0
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A variable.
    Variable(VariableId),
    /// A parameter's value.
    Parameter(ParameterId),
}

/// A value that flows: one reference to a variable or parameter, and what
/// happened to it on the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that happened"
)]
struct Atom {
    /// What is referred to.
    pub origin: Origin,
    /// Where the reference stands.
    pub at: Span,
    /// What an expression on the way may take instead.
    pub alternatives: BTreeSet<Origin>,
    /// The name it was given on the way: an environment variable, a map's key.
    pub name: Option<Rc<str>>,
    /// Whether it is still the bare value, not a part of a longer text.
    pub bare: bool,
    /// Whether it went through `nonsensitive`: the author's word that it may be
    /// shown.
    pub shown: bool,
    /// Whether it went through `templatefile`.
    pub templated: bool,
    /// Whether it is written so that no shell takes a part of it for syntax.
    pub encoded: bool,
    /// Whether the text before it makes it a token that is sent.
    pub authorizes: bool,
}

/// What an expression's value is made of.
#[derive(Debug, Clone, Default)]
struct Flow {
    atoms: Option<Rc<Vec<Atom>>>,
    parts: Parts,
    /// How many flows it is made of.
    weight: usize,
    /// How many flows stand in one another.
    depth: usize,
}

#[derive(Debug, Clone, Default)]
enum Parts {
    #[default]
    Opaque,
    Object(Rc<BTreeMap<String, Flow>>),
    /// A list, of which an index picks a known element: `[a, b]`.
    List(Rc<Vec<Flow>>),
    /// The elements of a list, in any order, some of them perhaps left out:
    /// `compact([a, b])`.
    Elements(Rc<Vec<Flow>>),
}

/// Flows that one may be made of, and that may stand in one another. Parts are
/// shared, so that a list doubled thirty times is one that nobody could walk
/// through; what is larger keeps its atoms, but no parts.
const MAX_WEIGHT: usize = 20_000;
const MAX_DEPTH: usize = 64;

impl Flow {
    /// All atoms, whatever the parts.
    fn atoms(&self) -> &[Atom] {
        self.atoms.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Whether it is a parameter's value, alone or wherever it is a variable's.
    fn is_brought(&self) -> bool {
        let is_parameter = |origin: &Origin| matches!(origin, Origin::Parameter(_));
        let mut atoms = self.atoms().iter();
        !self.is_empty()
            && atoms.all(|atom| {
                is_parameter(&atom.origin) || atom.alternatives.iter().any(is_parameter)
            })
    }

    fn is_empty(&self) -> bool {
        self.atoms.is_none()
    }

    fn opaque(mut atoms: Vec<Atom>) -> Self {
        atoms.sort();
        atoms.dedup();
        Self {
            atoms: (!atoms.is_empty()).then(|| Rc::new(atoms)),
            ..Self::default()
        }
    }

    fn object(members: BTreeMap<String, Flow>) -> Self {
        let mut flow = Self::union(members.values());
        if flow.may_hold(members.values()) {
            flow.parts = Parts::Object(Rc::new(members));
        }
        flow
    }

    fn list(items: Vec<Flow>) -> Self {
        let mut flow = Self::union(items.iter());
        if flow.may_hold(items.iter()) {
            flow.parts = Parts::List(Rc::new(items));
        }
        flow
    }

    fn any_of(elements: Vec<Flow>) -> Self {
        let mut flow = Self::union(elements.iter());
        if flow.may_hold(elements.iter()) {
            flow.parts = Parts::Elements(Rc::new(elements));
        }
        flow
    }

    /// Whether parts are few enough to be kept apart; weighs the whole if so.
    fn may_hold<'f>(&mut self, parts: impl Iterator<Item = &'f Flow>) -> bool {
        let (mut weight, mut depth) = (1, 0);
        for part in parts {
            weight += 1 + part.weight;
            depth = depth.max(part.depth + 1);
        }
        let fits = weight <= MAX_WEIGHT && depth <= MAX_DEPTH;
        if fits {
            (self.weight, self.depth) = (weight, depth);
        }
        fits
    }

    /// All atoms of several flows, without parts.
    fn union<'f>(flows: impl Iterator<Item = &'f Flow>) -> Self {
        let mut flows = flows.filter(|flow| !flow.is_empty());
        let Some(first) = flows.next() else {
            return Self::default();
        };
        let rest: Vec<&Flow> = flows.collect();
        if rest.is_empty() {
            return Self {
                atoms: first.atoms.clone(),
                ..Self::default()
            };
        }
        Self::opaque(
            std::iter::once(first)
                .chain(rest)
                .flat_map(|flow| flow.atoms().iter().cloned())
                .collect(),
        )
    }

    fn map_atoms(&self, change: impl Fn(&mut Atom)) -> Self {
        let mut atoms = self.atoms().to_vec();
        atoms.iter_mut().for_each(change);
        Self::opaque(atoms)
    }

    /// The value gets a name: of a map's member, of an environment variable.
    fn named(self, name: &str) -> Self {
        if self.is_empty() || !matches!(self.parts, Parts::Opaque) {
            return self;
        }
        let name: Rc<str> = Rc::from(name);
        self.map_atoms(|atom| {
            if atom.bare && atom.name.is_none() {
                atom.name = Some(name.clone());
            }
        })
    }

    /// The value in a longer text, by what comes right before it there.
    fn after(&self, text: &str) -> Self {
        let name: Option<Rc<str>> = assigned_name(text).map(Rc::from);
        let authorizes = authorizes(text);
        self.map_atoms(|atom| {
            if atom.bare && name.is_some() {
                atom.name.clone_from(&name);
            }
            atom.authorizes |= atom.bare && authorizes;
            atom.bare = false;
        })
    }

    fn elements(&self) -> Vec<Flow> {
        match &self.parts {
            Parts::List(items) | Parts::Elements(items) => items.to_vec(),
            Parts::Object(members) => members.values().cloned().collect(),
            Parts::Opaque => vec![self.clone()],
        }
    }

    fn member(&self, name: &str) -> Flow {
        match &self.parts {
            Parts::Object(members) => members.get(name).cloned().unwrap_or_else(|| {
                // It may be one whose key is unknown.
                let unknown = members.iter().filter(|(key, _)| is_unknown_key(key));
                Flow::union(unknown.map(|(_, flow)| flow))
            }),
            _ => self.clone(),
        }
    }
}

/// Whether two flows are one and the same, not just equal.
fn same(a: &Flow, b: &Flow) -> bool {
    match (&a.parts, &b.parts) {
        (Parts::Object(a), Parts::Object(b)) => Rc::ptr_eq(a, b),
        (Parts::List(a) | Parts::Elements(a), Parts::List(b) | Parts::Elements(b)) => {
            Rc::ptr_eq(a, b)
        }
        (Parts::Opaque, Parts::Opaque) => match (&a.atoms, &b.atoms) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        },
        _ => false,
    }
}

/// A name for a member whose key is unknown; no key in HCL can be spelt so.
fn unknown_key(index: usize) -> String {
    format!("\u{0}{index}")
}

fn is_unknown_key(key: &str) -> bool {
    key.starts_with('\u{0}')
}
