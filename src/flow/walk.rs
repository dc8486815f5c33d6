//! Walks through the blocks of a module, and notes where values arrive.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Flow;
use super::arrivals::{Arrival, Called, Extent};
use super::loops::Expansion;
use super::sinks::{Sink, sink};
use super::tracer::{Scope, Tracer};
use crate::source::Span;
use crate::terraform::{Bindings, Block, BlockId, Expr, NestedBlock, Section, Value};

/// Arguments that belong to Terraform and put no value anywhere.
const META_ARGUMENTS: &[&str] = &[
    "count",
    "for_each",
    "depends_on",
    "provider",
    "providers",
    "lifecycle",
];

/// Whether an argument is run by a shell in the workspace.
fn is_script(block: &Block<'_>, argument: &str) -> bool {
    block.kind() == "resource"
        && matches!(
            (block.label(0), argument),
            ("coder_script", "script")
                | ("coder_agent", "startup_script" | "shutdown_script")
                | ("coder_app", "command")
        )
}

pub(super) struct Walk<'w, 'm, 'a> {
    tracer: &'w mut Tracer<'m, 'a>,
    extent: Extent,
    called: Called<'w, 'a>,
    pub(super) arrivals: Vec<Arrival>,
    pub(super) brought: BTreeSet<(BlockId, String)>,
}

/// The block that is being walked through.
#[derive(Clone, Copy)]
struct Current<'b, 'a> {
    id: BlockId,
    block: &'b Block<'a>,
}

impl<'w, 'm, 'a> Walk<'w, 'm, 'a> {
    pub(super) fn new(
        tracer: &'w mut Tracer<'m, 'a>,
        extent: Extent,
        called: Called<'w, 'a>,
    ) -> Self {
        Self {
            tracer,
            extent,
            called,
            arrivals: Vec::new(),
            brought: BTreeSet::new(),
        }
    }

    /// Notes what arrives in a block.
    pub(super) fn block(&mut self, id: BlockId, block: &Block<'a>) {
        if !matches!(
            block.kind(),
            "resource" | "data" | "ephemeral" | "module" | "output" | "provider" | "terraform"
        ) {
            return;
        }
        self.tracer.begin();
        let current = Current { id, block };
        let Some(for_each) = block.attribute("for_each") else {
            return self.arguments(current, None);
        };
        for Expansion { value, flow } in self.tracer.expansions(for_each, None) {
            let scope = Scope {
                bindings: Bindings {
                    name: "each",
                    value: &value,
                    outer: None,
                },
                flow: &flow,
                outer: None,
            };
            self.arguments(current, Some(&scope));
        }
    }

    fn arguments(&mut self, current: Current<'_, 'a>, scope: Option<&Scope<'_>>) {
        let block = current.block;
        let child = (self.called)(block);
        for (name, expr) in block.attributes() {
            if META_ARGUMENTS.contains(&name) {
                continue;
            }
            let flow = self.tracer.flow(expr, scope);
            if flow.atoms().is_empty() {
                continue;
            }
            if child.is_some() && flow.is_brought() {
                self.brought.insert((current.id, name.to_owned()));
            }
            let handed_to = child.as_ref().and_then(|child| child.get(name));
            let sink = match &child {
                Some(_) => handed_to.map_or(Sink::Unknown, |variable| variable.sink(block)),
                None => self.sink(block, name),
            };
            let named = match name {
                "value" => self.named(block.attribute("name"), scope),
                _ => None,
            };
            let destination = Destination {
                block: current.id,
                sink,
                name: named.as_deref(),
                is_script: is_script(block, name)
                    || handed_to.is_some_and(|variable| variable.in_script),
                is_preset: is_preset(block) || handed_to.is_some_and(|variable| variable.in_preset),
                metadata: None,
            };
            self.arrive(&flow, &destination);
        }
        for nested in block.blocks() {
            if META_ARGUMENTS.contains(&nested.kind) {
                continue;
            }
            let sink = self.sink(block, nested.made());
            self.nested(current, nested, sink, scope);
        }
    }

    fn nested(
        &mut self,
        current: Current<'_, 'a>,
        nested: NestedBlock<'a>,
        sink: Sink,
        scope: Option<&Scope<'_>>,
    ) {
        let section = nested.section;
        if let ("dynamic", Some(label), Some(for_each)) =
            (nested.kind, nested.label, section.attribute("for_each"))
        {
            let iterator = match section.attribute("iterator").map(|expr| expr.node) {
                Some(hcl_edit::expr::Expression::Variable(name)) => name.as_str(),
                _ => label,
            };
            for Expansion { value, flow } in self.tracer.expansions(for_each, scope) {
                let scope = Scope {
                    bindings: Bindings {
                        name: iterator,
                        value: &value,
                        outer: scope.map(|scope| &scope.bindings),
                    },
                    flow: &flow,
                    outer: scope,
                };
                let contents = section.blocks().filter(|inner| inner.kind == "content");
                for content in contents {
                    self.section(current, content.section, sink, Some(&scope));
                }
            }
            return;
        }
        self.section(current, section, sink, scope);
    }

    fn section(
        &mut self,
        current: Current<'_, 'a>,
        section: Section<'a>,
        sink: Sink,
        scope: Option<&Scope<'_>>,
    ) {
        for (name, expr) in section.attributes() {
            let flow = self.tracer.flow(expr, scope);
            if flow.atoms().is_empty() {
                continue;
            }
            let named = match name {
                "value" => self.named(section.attribute("name"), scope),
                _ => None,
            };
            let is_shown = name == "value"
                && is_resource(current.block, "coder_metadata")
                && self.is_false(section.attribute("sensitive"), scope);
            let destination = Destination {
                block: current.id,
                sink,
                name: named.as_deref(),
                // An agent's `metadata` runs scripts.
                is_script: name == "script" && is_resource(current.block, "coder_agent"),
                is_preset: is_preset(current.block),
                metadata: is_shown.then(|| expr.span()),
            };
            self.arrive(&flow, &destination);
        }
        for nested in section.blocks() {
            self.nested(current, nested, sink, scope);
        }
    }

    /// Where an argument's value ends up. In an example, what a module call or
    /// a resource other than Coder's own does with it is not the example's
    /// business.
    fn sink(&self, block: &Block<'a>, argument: &str) -> Sink {
        let sink = sink(block.kind(), block.label(0), argument);
        let is_examples_own = match (block.kind(), block.label(0)) {
            ("resource", "coder_agent") => argument == "env",
            ("resource", "coder_env" | "coder_script") => true,
            _ => false,
        };
        match (self.extent, sink) {
            (Extent::Example, Sink::Workspace) if !is_examples_own => Sink::Unknown,
            _ => sink,
        }
    }

    fn named(&mut self, name: Option<Expr<'a>>, scope: Option<&Scope<'_>>) -> Option<String> {
        match self.tracer.value(name?, scope) {
            Value::String(name) => Some(name.to_string()),
            _ => None,
        }
    }

    /// Whether a flag is certainly not set.
    fn is_false(&mut self, flag: Option<Expr<'a>>, scope: Option<&Scope<'_>>) -> bool {
        flag.is_none_or(|flag| match self.tracer.value(flag, scope) {
            Value::Null => true,
            flag => flag.as_bool() == Some(false),
        })
    }

    fn arrive(&mut self, flow: &Flow, to: &Destination<'_>) {
        for atom in flow.atoms() {
            let sink = match to.sink {
                Sink::Unknown if atom.templated && self.extent == Extent::Folder => Sink::Workspace,
                sink => sink,
            };
            let name = atom
                .name
                .clone()
                .or_else(|| to.name.filter(|_| atom.bare).map(Rc::from));
            self.arrivals.push(Arrival {
                at: atom.at,
                sink,
                origin: atom.origin,
                alternatives: atom.alternatives.clone(),
                name,
                block: to.block,
                is_bare: atom.bare && !atom.encoded,
                is_shown: atom.shown,
                in_script: to.is_script && !atom.encoded,
                in_preset: to.is_preset,
                authorizes: atom.authorizes,
                in_metadata: to.metadata,
            });
        }
    }
}

/// What a value arrives at.
struct Destination<'d> {
    block: BlockId,
    sink: Sink,
    /// The `name` that stands beside a `value`.
    name: Option<&'d str>,
    is_script: bool,
    is_preset: bool,
    /// The value of an item of metadata that anybody may see.
    metadata: Option<Span>,
}

/// Whether a block is a preset of parameters' values.
pub fn is_preset(block: &Block<'_>) -> bool {
    block.kind() == "data" && block.label(0) == "coder_workspace_preset"
}

fn is_resource(block: &Block<'_>, type_name: &str) -> bool {
    block.kind() == "resource" && block.label(0) == type_name
}
