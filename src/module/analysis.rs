//! Which variables are keys, where they end up, and which parameters they are
//! joined to: worked out once for a module, when the first rule asks.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::block::{Block, Expr, Section, Span};
use super::evaluate::Bindings;
use super::evidence::{self, Credential, Subject};
use super::flow::{Flow, Origin, Scope, Tracer, is_environment_name};
use super::form::InForm;
use super::sinks::{Sink, sink};
use super::value::Value;
use super::variable::literal_text;
use super::{Extent, Module};

/// A variable through which somebody hands in a credential of their own.
#[derive(Debug)]
pub struct Key {
    /// Its index among the module's variables.
    pub(super) variable: usize,
    /// Why it is taken for a key: "its name ends in `api_key`".
    pub reason: String,
    /// Where it ends up, in order of the references.
    pub arrivals: Vec<Arrival>,
}

/// A value at its destination.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival {
    /// The reference: `var.name`.
    pub at: Span,
    /// Where it ends up.
    pub sink: Sink,
    pub(super) origin: Origin,
    /// The parameters whose values may be taken instead.
    pub(super) alternatives: BTreeSet<Origin>,
    name: Option<Rc<str>>,
    /// The top-level block it ends up in, by its index in the module.
    pub(super) block: usize,
    /// Whether the author says, by `nonsensitive`, that it may be shown.
    pub(super) shown: bool,
    /// Whether it stands in a shell script as it is.
    pub(super) in_script: bool,
}

/// What a local child module does with its variables.
#[derive(Debug, Default)]
pub struct Child {
    /// By name.
    pub variables: BTreeMap<String, ChildVariable>,
    /// The parameters that it brings into the form.
    pub parameters: Vec<InForm>,
}

/// What a child module does with one variable.
#[derive(Debug, Default, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing it does")]
pub struct ChildVariable {
    /// It is a key variable of the child, and so the child's business.
    pub is_key: bool,
    /// The variables that open the gate of its masked parameter, if it has one
    /// with a gate.
    pub gate: BTreeSet<String>,
    /// Its value ends up in the workspace.
    pub reaches_workspace: bool,
    /// Its value ends up where Terraform runs.
    pub reaches_provisioning: bool,
    /// The outputs that carry it.
    pub outputs: BTreeSet<String>,
    /// Whether a `for_each` depends on it.
    pub decides_for_each: bool,
    /// Whether a `count` depends on it.
    pub decides_count: bool,
}

#[derive(Debug, Default)]
pub(super) struct Analysis {
    pub(super) keys: Vec<Key>,
    /// What each parameter takes, by its index.
    pub(super) parameters: Vec<Option<(Credential, String)>>,
    pub(super) arrivals: Vec<Arrival>,
    /// Variables and parameters that are alternatives of one another.
    pub(super) joins: BTreeSet<(usize, usize)>,
    /// Local values that are a variable's or its parameter's, by their names.
    pub(super) joining_locals: BTreeMap<String, BTreeSet<usize>>,
}

impl Analysis {
    pub(super) fn of(module: &Module<'_>) -> Self {
        if module.variables.is_empty() && module.parameters.is_empty() {
            return Self::default();
        }
        let mut walk = Walk {
            module,
            tracer: Tracer::new(
                module,
                &module.evaluator,
                &module.variable_index,
                &module.parameter_index,
            ),
            arrivals: Vec::new(),
            index: 0,
        };
        for (index, block) in module.blocks.iter().enumerate() {
            walk.index = index;
            walk.block(block);
        }
        // A join counts wherever it stands, in an unused local too.
        let mut locals: Vec<&str> = module.locals.keys().copied().collect();
        locals.sort_unstable();
        let mut joining_locals: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for local in locals {
            let flow = walk.tracer.local(local);
            let variables: BTreeSet<usize> = flow
                .atoms()
                .iter()
                .filter(|atom| atom.bare && !atom.alternatives.is_empty())
                .filter_map(|atom| match atom.origin {
                    Origin::Variable(index) => Some(index),
                    Origin::Parameter(_) => None,
                })
                .collect();
            // With others in it, it is more than the joined value.
            if variables.len() == 1 && flow.is_plain() {
                joining_locals.insert(local.to_owned(), variables);
            }
        }
        let mut arrivals = walk.arrivals;
        arrivals.sort();
        arrivals.dedup();
        let joins = walk.tracer.joins;
        let keys = keys(module, &arrivals);
        let parameters = credentials(module, &arrivals, &joins, &keys);
        Self {
            keys,
            parameters,
            arrivals,
            joins,
            joining_locals,
        }
    }
}

fn keys(module: &Module<'_>, arrivals: &[Arrival]) -> Vec<Key> {
    let judged = module
        .variables
        .iter()
        .enumerate()
        .filter(|(_, variable)| {
            let tokens = &module.files.coder_tokens;
            !tokens.iter().any(|token| token == variable.name)
        })
        .map(|(index, variable)| {
            let origin = Origin::Variable(index);
            let flag = |name| {
                let value = variable
                    .block
                    .attribute(name)
                    .map(|expr| module.value(expr));
                value.is_some_and(|value| value.as_bool() == Some(true))
            };
            let subject = Subject {
                names: &[variable.name],
                description: &variable.description(),
                hidden: flag("sensitive") || flag("ephemeral"),
                excluded: !variable.may_be_string() || variable.has_literal_default(),
                environment: &environment(arrivals, origin),
            };
            let passwords = module.settings.keys().passwords;
            match judge(module, &subject, variable.may_be_string()) {
                Some((credential, reason)) if credential == Credential::Key || passwords => {
                    Some(Key {
                        variable: index,
                        reason,
                        arrivals: arrivals_of(arrivals, origin).cloned().collect(),
                    })
                }
                _ => None,
            }
        });
    judged.flatten().collect()
}

fn credentials(
    module: &Module<'_>,
    arrivals: &[Arrival],
    joins: &BTreeSet<(usize, usize)>,
    keys: &[Key],
) -> Vec<Option<(Credential, String)>> {
    let judged = module
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            let joined = joins
                .iter()
                .filter(|(_, parameter)| *parameter == index)
                .find_map(|(variable, _)| keys.iter().find(|key| key.variable == *variable));
            if let Some(key) = joined {
                let name = module.variables[key.variable].name;
                let reason = format!("its value stands in for `var.{name}`");
                return Some((Credential::Key, reason));
            }
            let text = |name| {
                let expr = parameter.block.attribute(name);
                expr.map_or_else(String::new, |expr| {
                    let known = module.value(expr).as_text();
                    known.unwrap_or_else(|| literal_text(Some(expr)))
                })
            };
            let (name, display_name) = (text("name"), text("display_name"));
            let takes_text = parameter.takes_text(module);
            let subject = Subject {
                names: &[parameter.label(), &name, &display_name],
                description: &text("description"),
                hidden: parameter.is_certainly_masked(module),
                excluded: !takes_text,
                environment: &environment(arrivals, Origin::Parameter(index)),
            };
            judge(module, &subject, takes_text)
        });
    judged.collect()
}

/// What the configuration says, else what the evidence says.
fn judge(
    module: &Module<'_>,
    subject: &Subject<'_>,
    may_be_string: bool,
) -> Option<(Credential, String)> {
    let said = module.settings.keys();
    let is_named = |names: &globset::GlobSet| subject.names.iter().any(|name| names.is_match(name));
    if is_named(&said.exclude) {
        return None;
    }
    let variable = subject
        .environment
        .iter()
        .find(|name| said.env.is_match(name));
    match variable {
        _ if !may_be_string => None,
        _ if is_named(&said.include) => {
            Some((Credential::Key, "the configuration says so".to_owned()))
        }
        Some(variable) => {
            let reason = format!("it ends in the environment variable `{variable}`");
            Some((Credential::Key, reason))
        }
        None => evidence::judge(subject),
    }
}

fn arrivals_of(arrivals: &[Arrival], origin: Origin) -> impl Iterator<Item = &Arrival> {
    arrivals
        .iter()
        .filter(move |arrival| arrival.origin == origin)
}

/// The environment variables that a value ends in.
fn environment(arrivals: &[Arrival], origin: Origin) -> Vec<&str> {
    arrivals_of(arrivals, origin)
        .filter_map(|arrival| arrival.name.as_deref())
        .filter(|name| is_environment_name(name))
        .collect()
}

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

struct Walk<'m, 'a> {
    module: &'m Module<'a>,
    tracer: Tracer<'m, 'a>,
    arrivals: Vec<Arrival>,
    /// Of the block that is being walked.
    index: usize,
}

impl<'a> Walk<'_, 'a> {
    fn block(&mut self, block: &Block<'a>) {
        if !matches!(
            block.kind(),
            "resource" | "data" | "ephemeral" | "module" | "output" | "provider" | "terraform"
        ) {
            return;
        }
        let Some(for_each) = block.attribute("for_each") else {
            return self.arguments(block, None);
        };
        for (value, flow) in self.tracer.expansions(for_each, None) {
            let scope = Scope {
                bindings: Bindings {
                    name: "each",
                    value: &value,
                    outer: None,
                },
                flow: &flow,
                outer: None,
            };
            self.arguments(block, Some(&scope));
        }
    }

    fn arguments(&mut self, block: &Block<'a>, scope: Option<&Scope<'_>>) {
        let child = self.module.child_of(block);
        for (name, expr) in block.attributes() {
            if META_ARGUMENTS.contains(&name) {
                continue;
            }
            let flow = self.tracer.flow(expr, scope);
            if flow.atoms().is_empty() {
                continue;
            }
            let sink = match &child {
                Some(child) => child
                    .variables
                    .get(name)
                    .map_or(Sink::Unknown, |variable| variable.sink(block)),
                None => self.sink(block, name),
            };
            let named = match name {
                "value" => self.named(block.attribute("name"), scope),
                _ => None,
            };
            let in_script = is_script(block, name);
            self.arrive(&flow, sink, named.as_deref(), in_script);
        }
        for (name, label, section) in block.blocks() {
            if META_ARGUMENTS.contains(&name) {
                continue;
            }
            let argument = match (name, label) {
                ("dynamic", Some(label)) => label,
                _ => name,
            };
            let sink = self.sink(block, argument);
            self.nested(name, label, section, sink, scope);
        }
    }

    fn nested(
        &mut self,
        name: &str,
        label: Option<&str>,
        section: Section<'a>,
        sink: Sink,
        scope: Option<&Scope<'_>>,
    ) {
        if let ("dynamic", Some(label), Some(for_each)) =
            (name, label, section.attribute("for_each"))
        {
            let iterator = match section.attribute("iterator").map(|expr| expr.node) {
                Some(hcl_edit::expr::Expression::Variable(name)) => name.as_str(),
                _ => label,
            };
            for (value, flow) in self.tracer.expansions(for_each, scope) {
                let scope = Scope {
                    bindings: Bindings {
                        name: iterator,
                        value: &value,
                        outer: scope.map(|scope| &scope.bindings),
                    },
                    flow: &flow,
                    outer: scope,
                };
                let contents = section.blocks().filter(|(kind, ..)| *kind == "content");
                for (_, _, content) in contents {
                    self.section(content, sink, Some(&scope));
                }
            }
            return;
        }
        self.section(section, sink, scope);
    }

    fn section(&mut self, section: Section<'a>, sink: Sink, scope: Option<&Scope<'_>>) {
        for (name, expr) in section.attributes() {
            let flow = self.tracer.flow(expr, scope);
            if flow.atoms().is_empty() {
                continue;
            }
            let named = match name {
                "value" => self.named(section.attribute("name"), scope),
                _ => None,
            };
            // An agent's `metadata` runs scripts.
            let in_script = name == "script" && self.is_agent();
            self.arrive(&flow, sink, named.as_deref(), in_script);
        }
        for (name, label, section) in section.blocks() {
            // A provisioner runs where Terraform runs, wherever it stands.
            let sink = match name {
                "connection" | "provisioner" => Sink::Provisioning,
                _ => sink,
            };
            self.nested(name, label, section, sink, scope);
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
        match (self.module.extent, sink) {
            (Extent::Example, Sink::Workspace) if !is_examples_own => Sink::Unknown,
            _ => sink,
        }
    }

    fn is_agent(&self) -> bool {
        let block = &self.module.blocks[self.index];
        block.kind() == "resource" && block.label(0) == "coder_agent"
    }

    fn named(&self, name: Option<Expr<'a>>, scope: Option<&Scope<'_>>) -> Option<String> {
        match self.tracer.value(name?, scope) {
            Value::String(name) => Some(name.to_string()),
            _ => None,
        }
    }

    fn arrive(&mut self, flow: &Flow, sink: Sink, named: Option<&str>, in_script: bool) {
        for atom in flow.atoms() {
            let sink = match sink {
                Sink::Unknown if atom.templated && self.module.extent == Extent::Folder => {
                    Sink::Workspace
                }
                sink => sink,
            };
            let name = atom
                .name
                .clone()
                .or_else(|| named.filter(|_| atom.bare).map(Rc::from));
            self.arrivals.push(Arrival {
                at: atom.at,
                sink,
                origin: atom.origin,
                alternatives: atom.alternatives.clone(),
                name,
                block: self.index,
                shown: atom.shown,
                in_script: in_script && !atom.encoded,
            });
        }
    }
}

impl ChildVariable {
    /// Where a value handed to this variable ends up, as far as the caller is
    /// concerned. A child's opt-in counts for the caller only where the call
    /// opens its gate, or passes something that may.
    fn sink(&self, call: &Block<'_>) -> Sink {
        // A variable that is passed on may open it, whatever its default.
        let may_open = |variable: &String| {
            let value = call.attribute(variable);
            value.is_some_and(|value| value.node.as_bool() != Some(false))
        };
        let is_offered = self.gate.is_empty() || self.gate.iter().any(may_open);
        if self.is_key && is_offered {
            Sink::Unknown
        } else if self.is_key || self.reaches_workspace {
            Sink::Workspace
        } else if self.reaches_provisioning {
            Sink::Provisioning
        } else {
            Sink::Unknown
        }
    }
}
