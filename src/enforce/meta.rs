//! `meta`: what is known of a block beyond what it says.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hcl_edit::expr::Expression;

use super::subject::Subject;
use crate::evidence::Credential;
use crate::files::relative;
use crate::flow::{Origin, Sink};
use crate::module::{MaskInput, Module, Parameter, Styling};
use crate::policy::{Kind, META, Reads};
use crate::source::FileId;
use crate::terraform::expression::scoped_children;
use crate::terraform::{Block, BlockId, NestedBlock, Reference, Value};

/// What is known of a block, as far as it is read. Paths are told relative to a
/// folder.
pub(super) fn meta(
    module: &Module<'_>,
    subject: &Subject<'_>,
    root: &Path,
    reads: &Reads,
) -> Value {
    let names = if reads.all { META } else { &reads.names };
    let facts = Facts {
        module,
        subject,
        root,
        parameter: OnceCell::new(),
    };
    let mut members = BTreeMap::new();
    for name in names {
        if let Some(value) = facts.get(name) {
            members.insert((*name).to_owned(), value);
        }
    }
    Value::object(members, false)
}

/// A block, whose facts are worked out one by one.
struct Facts<'f, 'a> {
    module: &'f Module<'a>,
    subject: &'f Subject<'f>,
    root: &'f Path,
    parameter: OnceCell<Option<&'f Parameter<'a>>>,
}

impl<'f, 'a> Facts<'f, 'a> {
    /// A fact; `None` where such blocks have none of that name.
    fn get(&self, name: &str) -> Option<Value> {
        let (module, subject) = (self.module, self.subject);
        let block = subject.block;
        Some(match (name, subject.kind) {
            ("name", _) => Value::string(subject.name),
            ("address", _) => Value::string(subject.address()),
            ("file", _) => file(module, subject.file, self.root),
            ("module", _) => folder(module, self.root),
            ("is_template", _) => Value::Bool(module.is_template()),
            ("references", _) => match block {
                Some((_, block)) => references(block),
                None => Value::object(BTreeMap::new(), false),
            },
            ("keys", _) => match block {
                Some((id, _)) => keys(module, id),
                None => Value::list(Vec::new()),
            },
            ("type", Kind::Resource | Kind::Data | Kind::Provider)
            | ("provider_type", Kind::Provider) => Value::string(&subject.label),
            ("provider_type", Kind::Resource | Kind::Data) => {
                Value::string(subject.label.split('_').next().unwrap_or_default())
            }
            ("source", Kind::Module | Kind::Provider) => subject.source.clone(),
            ("version", Kind::Module | Kind::Provider) => subject.version.clone(),
            ("alias", Kind::Provider) => subject.alias.clone(),
            ("key" | "reaches", Kind::Variable) => self.of_variable(name)?,
            ("credential" | "masked" | "switch" | "in_form", Kind::Data) => {
                self.of_parameter(name)?
            }
            _ => return None,
        })
    }

    fn of_variable(&self, name: &str) -> Option<Value> {
        let variable = self.module.definitions().variable(self.subject.name);
        match name {
            "key" => {
                let key = variable.and_then(|variable| self.module.key(variable));
                Some(Value::Bool(key.is_some()))
            }
            "reaches" => Some(variable.map_or(Value::Unknown, |variable| {
                reaches(self.module, Origin::Variable(variable))
            })),
            _ => None,
        }
    }

    fn of_parameter(&self, name: &str) -> Option<Value> {
        let parameter = self.parameter.get_or_init(|| self.parameter());
        let parameter = (*parameter)?;
        match name {
            "credential" => Some(credential(self.module, parameter)),
            "masked" => Some(masked(parameter)),
            "switch" => Some(switch(self.module, parameter)),
            "in_form" => {
                let in_form = parameter.is_in_form_by_default();
                Some(in_form.map_or(Value::Unknown, Value::Bool))
            }
            _ => None,
        }
    }

    fn parameter(&self) -> Option<&'f Parameter<'a>> {
        let (_, block) = self.subject.block?;
        let at = block.name_span();
        let mut parameters = self.module.parameters().iter();
        parameters.find(|one| one.block.name_span() == at)
    }
}

fn file(module: &Module<'_>, file: FileId, root: &Path) -> Value {
    let source = &module.sources()[file];
    let name = source.path.file_name();
    let name = name.map_or_else(
        || source.name.as_str().into(),
        |name| name.to_string_lossy(),
    );
    match relative(module.folder(), root).as_str() {
        "." => Value::string(name),
        folder => Value::string(format!("{folder}/{name}")),
    }
}

fn folder(module: &Module<'_>, root: &Path) -> Value {
    Value::string(relative(module.folder(), root))
}

/// What each attribute and nested block refers to.
fn references(block: &Block<'_>) -> Value {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (name, expr) in block.attributes() {
        collect(expr.node, &mut Vec::new(), found.entry(name).or_default());
    }
    for nested in block.blocks() {
        let references = found.entry(nested.made()).or_default();
        in_nested(&nested, &mut Vec::new(), references);
    }
    let members = found.into_iter().map(|(name, references)| {
        let references = references.into_iter().map(Value::string);
        (name.to_owned(), Value::list(references.collect()))
    });
    Value::object(members.collect(), false)
}

fn in_nested<'a>(
    nested: &NestedBlock<'a>,
    bound: &mut Vec<&'a str>,
    references: &mut BTreeSet<String>,
) {
    let before = bound.len();
    if nested.kind == "dynamic" {
        // What it goes through is told without the name that it binds.
        if let Some(each) = nested.section.attribute("for_each") {
            collect(each.node, bound, references);
        }
        let iterator = nested.section.attribute("iterator");
        let iterator = iterator.and_then(|expr| match expr.node {
            Expression::Variable(name) => Some(name.as_str()),
            _ => None,
        });
        bound.extend(iterator.or(nested.label));
    }
    for (name, expr) in nested.section.attributes() {
        if (nested.kind, name) != ("dynamic", "for_each") {
            collect(expr.node, bound, references);
        }
    }
    for inner in nested.section.blocks() {
        in_nested(&inner, bound, references);
    }
    bound.truncate(before);
}

/// Adds what an expression refers to: `a.b.c` without indexes, but for names that
/// are bound around it.
fn collect<'a>(node: &'a Expression, bound: &mut Vec<&'a str>, references: &mut BTreeSet<String>) {
    if let Some(reference) = Reference::of(node) {
        let names: Vec<&str> = reference.attributes().collect();
        if !names.is_empty() && !bound.contains(&reference.root) {
            references.insert(format!("{}.{}", reference.root, names.join(".")));
        }
    }
    scoped_children(node, &mut |child, names| {
        let before = bound.len();
        bound.extend(names);
        collect(child, bound, references);
        bound.truncate(before);
    });
}

/// The keys whose values end in a block, by address.
fn keys(module: &Module<'_>, id: BlockId) -> Value {
    let arrivals = module.flows().arrivals.iter();
    let here = arrivals.filter(|arrival| arrival.block == id);
    let addresses: BTreeSet<String> = here
        .filter_map(|arrival| match arrival.origin {
            Origin::Variable(variable) => {
                let key = module.key(variable)?;
                Some(format!("var.{}", module.variable(key).name))
            }
            Origin::Parameter(parameter) => {
                let parameter = module.parameter(parameter);
                module.credential(parameter)?;
                Some(format!("data.coder_parameter.{}", parameter.label()))
            }
        })
        .collect();
    Value::list(addresses.into_iter().map(Value::string).collect())
}

/// Where a value ends up, as far as that is known.
fn reaches(module: &Module<'_>, origin: Origin) -> Value {
    let sinks: BTreeSet<Sink> = module
        .flows()
        .arrivals_of(origin)
        .map(|arrival| arrival.sink)
        .collect();
    let named = [
        (Sink::Provisioning, "provisioning"),
        (Sink::Workspace, "workspace"),
    ];
    let reached = named.into_iter().filter(|(sink, _)| sinks.contains(sink));
    Value::list(reached.map(|(_, name)| Value::string(name)).collect())
}

fn credential<'a>(module: &Module<'a>, parameter: &Parameter<'a>) -> Value {
    match module
        .credential(parameter)
        .map(|verdict| verdict.credential)
    {
        Some(Credential::Key) => Value::string("key"),
        Some(Credential::Password) => Value::string("password"),
        None => Value::Null,
    }
}

/// Whether the form masks the value, or was meant to.
fn masked(parameter: &Parameter<'_>) -> Value {
    match parameter.styling() {
        Some(
            Styling::Unknown
            | Styling::Object {
                mask: MaskInput::Unknown,
                ..
            },
        ) => Value::Unknown,
        _ => Value::Bool(parameter.is_masked()),
    }
}

/// The variable that opens the parameter's gate.
fn switch(module: &Module<'_>, parameter: &Parameter<'_>) -> Value {
    let Some(gate) = parameter.gate() else {
        return Value::Null;
    };
    let variables = module.switches(gate);
    let mut names = variables.iter();
    let only = names.next().filter(|_| names.next().is_none()).cloned();
    let switch = only.or_else(|| module.only_switch_of(parameter));
    switch.map_or(Value::Null, Value::string)
}
