//! `meta`: what is known of a block beyond what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hcl_edit::expr::Expression;

use super::subject::Subject;
use crate::evidence::Credential;
use crate::files::relative;
use crate::flow::{Origin, Sink};
use crate::module::{MaskInput, Module, Parameter, Styling};
use crate::policy::{Kind, Reads};
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
    let mut members: BTreeMap<String, Value> = BTreeMap::new();
    let mut add = |name: &str, value: &dyn Fn() -> Value| {
        if reads.has(name) {
            members.insert(name.to_owned(), value());
        }
    };
    add("name", &|| Value::string(subject.name));
    add("address", &|| Value::string(subject.address()));
    add("file", &|| file(module, subject.file, root));
    add("module", &|| folder(module, root));
    add("is_template", &|| Value::Bool(module.is_template()));
    match subject.kind {
        Kind::Resource | Kind::Data => {
            let provider = subject.label.split('_').next().unwrap_or_default();
            add("type", &|| Value::string(&subject.label));
            add("provider_type", &|| Value::string(provider));
        }
        Kind::Provider => {
            add("type", &|| Value::string(&subject.label));
            add("provider_type", &|| Value::string(&subject.label));
            add("source", &|| subject.source.clone());
            add("version", &|| subject.version.clone());
            add("alias", &|| subject.alias.clone());
        }
        Kind::Module => {
            add("source", &|| subject.source.clone());
            add("version", &|| subject.version.clone());
        }
        Kind::Variable | Kind::Output => {}
    }
    let Some((id, block)) = subject.block else {
        add("references", &|| Value::object(BTreeMap::new(), false));
        add("keys", &|| Value::list(Vec::new()));
        return Value::object(members, false);
    };
    add("references", &|| references(block));
    add("keys", &|| keys(module, id));
    match subject.kind {
        Kind::Variable => of_variable(module, subject.name, &mut add),
        Kind::Data if subject.label == "coder_parameter" => {
            of_parameter(module, block, &mut add);
        }
        _ => {}
    }
    Value::object(members, false)
}

/// Adds a fact, if it is read.
type Add<'a> = dyn FnMut(&str, &dyn Fn() -> Value) + 'a;

fn of_variable(module: &Module<'_>, name: &str, add: &mut Add<'_>) {
    let variable = module.definitions().variable(name);
    add("key", &|| {
        Value::Bool(variable.is_some_and(|variable| module.key(variable).is_some()))
    });
    add("reaches", &|| {
        variable.map_or(Value::Unknown, |variable| {
            reaches(module, Origin::Variable(variable))
        })
    });
}

fn of_parameter(module: &Module<'_>, block: &Block<'_>, add: &mut Add<'_>) {
    let mut parameters = module.parameters().iter();
    let at = block.name_span();
    let Some(parameter) = parameters.find(|one| one.block.name_span() == at) else {
        return;
    };
    add("credential", &|| credential(module, parameter));
    add("masked", &|| masked(parameter));
    add("switch", &|| switch(module, parameter));
    add("in_form", &|| {
        let in_form = parameter.is_in_form_by_default();
        in_form.map_or(Value::Unknown, Value::Bool)
    });
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
