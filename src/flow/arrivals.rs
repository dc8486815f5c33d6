//! Where the values of variables and parameters end up in a module: worked out
//! once, for all of them.

use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::tracer::Tracer;
use super::walk::Walk;
use super::{ChildVariable, Flow, Origin, ParameterId, Sink, exclusive, is_environment_name};
use crate::source::Span;
use crate::terraform::{Block, BlockId, Definitions, VariableId};

/// A value at its destination.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that happened on the way"
)]
pub struct Arrival {
    /// The reference: `var.name`.
    pub at: Span,
    /// Where it ends up.
    pub sink: Sink,
    /// Whose value it is.
    pub origin: Origin,
    /// The variables and parameters whose values may be taken instead.
    pub alternatives: BTreeSet<Origin>,
    /// The name that it gets on the way, an environment variable's say.
    pub name: Option<Rc<str>>,
    /// The top-level block that it ends up in.
    pub block: BlockId,
    /// Whether it is the bare value: no part of a longer text, and not encoded.
    pub is_bare: bool,
    /// Whether the author says, by `nonsensitive`, that it may be shown.
    pub is_shown: bool,
    /// Whether it stands in a shell script unescaped.
    pub in_script: bool,
    /// Whether a `coder_workspace_preset` takes it. Coder stores a preset's values when
    /// the template is imported (coder/coder#16201), so none of them can be a user's.
    pub in_preset: bool,
    /// Whether it is sent as a token: `Authorization: Bearer ${…}`.
    pub authorizes: bool,
    /// The value of an item of `coder_metadata` that holds it and shows it to
    /// whoever sees the workspace.
    pub in_metadata: Option<Span>,
}

/// A variable and a parameter that are alternatives of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// The variable.
    pub variable: VariableId,
    /// The parameter.
    pub parameter: ParameterId,
}

/// What is being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The `.tf` files of a folder.
    Folder,
    /// One example in a README.
    Example,
}

/// The parameters of a module by their labels.
pub type Parameters<'a> = HashMap<&'a str, ParameterId>;

/// What the local module that a block calls does with its variables, by name;
/// `None` where the block calls none.
pub type Called<'c, 'a> = &'c dyn Fn(&Block<'a>) -> Option<Arc<BTreeMap<String, ChildVariable>>>;

/// Where values end up in a module.
#[derive(Debug, Default)]
pub struct Flows {
    /// In the order of the references.
    pub arrivals: Vec<Arrival>,
    /// Variables and parameters that are alternatives of one another.
    pub joins: BTreeSet<Join>,
    /// Local values that may be a variable's or its parameter's, with the variable.
    pub joining_locals: BTreeMap<String, VariableId>,
    /// Arguments of calls of local modules that take a parameter's value, alone or
    /// wherever they take a variable's.
    pub brought: BTreeSet<(BlockId, String)>,
}

impl Flows {
    /// Follows all variables and parameters of a module.
    pub fn of<'a>(
        definitions: &Definitions<'a>,
        parameters: &Parameters<'a>,
        extent: Extent,
        called: Called<'_, 'a>,
    ) -> Self {
        if definitions.variables().next().is_none() && parameters.is_empty() {
            return Self::default();
        }
        let mut tracer = Tracer::new(definitions, parameters);
        let names = definitions.locals().names().into_iter();
        let joining = names.filter_map(|name| {
            let variable = joined_variable(&tracer.local(name))?;
            Some((name.to_owned(), variable))
        });
        let joining_locals = joining.collect();
        let mut walk = Walk::new(&mut tracer, extent, called);
        for (id, block) in definitions.numbered_blocks() {
            walk.block(id, block);
        }
        let (mut arrivals, brought) = (walk.arrivals, walk.brought);
        let mut joins = tracer.joins;
        joins.extend(exclusive::join(definitions, parameters, &mut arrivals));
        arrivals.sort();
        arrivals.dedup();
        Self {
            arrivals,
            joins,
            joining_locals,
            brought,
        }
    }

    /// The arrivals of one variable or parameter.
    pub fn arrivals_of(&self, origin: Origin) -> impl Iterator<Item = &Arrival> {
        let arrivals = self.arrivals.iter();
        arrivals.filter(move |arrival| arrival.origin == origin)
    }

    /// The environment variables that a value ends in, by name.
    pub fn environment(&self, origin: Origin) -> BTreeSet<&str> {
        self.arrivals_of(origin)
            .filter_map(|arrival| arrival.name.as_deref())
            .filter(|name| is_environment_name(name))
            .collect()
    }

    /// Whether a value is sent as a token somewhere.
    pub fn authorizes(&self, origin: Origin) -> bool {
        self.arrivals_of(origin).any(|arrival| arrival.authorizes)
    }
}

/// The only variable in whose place a value may be a parameter's.
fn joined_variable(flow: &Flow) -> Option<VariableId> {
    let atoms = flow.atoms().iter();
    let joined = atoms.filter(|atom| !atom.alternatives.is_empty());
    let variables: BTreeSet<VariableId> = joined
        .filter_map(|atom| match atom.origin {
            Origin::Variable(variable) => Some(variable),
            Origin::Parameter(_) => None,
        })
        .collect();
    let only = variables.first().copied();
    only.filter(|_| variables.len() == 1)
}
