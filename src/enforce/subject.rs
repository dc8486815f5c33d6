//! What policies are about: the blocks of a module, and the providers that it
//! only requires.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::Expression;

use crate::module::Module;
use crate::policy::Kind;
use crate::source::{FileId, Span};
use crate::terraform::{Block, BlockId, Expr, Value};

/// A block that policies are about.
#[derive(Debug)]
pub(super) struct Subject<'m> {
    pub(super) kind: Kind,
    /// What a policy's first label is held against.
    pub(super) label: String,
    pub(super) name: &'m str,
    pub(super) address: String,
    /// The block; a provider may only be required.
    pub(super) block: Option<(BlockId, &'m Block<'m>)>,
    /// Its header, or the entry of `required_providers`.
    pub(super) header: Span,
    pub(super) file: FileId,
    /// Of calls and providers, as written.
    pub(super) source: Value,
    pub(super) version: Value,
    /// Of providers.
    pub(super) alias: Value,
}

/// What policies are about in a module, in order.
pub(super) fn subjects<'m>(module: &'m Module<'_>) -> Vec<Subject<'m>> {
    let required = required(module);
    let mut configured: BTreeSet<&str> = BTreeSet::new();
    let mut subjects = Vec::new();
    for (id, block) in module.definitions().numbered_blocks() {
        let (kind, labels) = match block.kind() {
            "resource" => (Kind::Resource, 2),
            "data" => (Kind::Data, 2),
            "module" => (Kind::Module, 1),
            "provider" => (Kind::Provider, 1),
            "variable" => (Kind::Variable, 1),
            "output" => (Kind::Output, 1),
            _ => continue,
        };
        // Terraform refuses any other number.
        if block.labels().count() != labels {
            continue;
        }
        let header = block.header();
        let mut subject = Subject {
            kind,
            label: block.label(0).to_owned(),
            name: block.name(),
            address: String::new(),
            block: Some((id, block)),
            header,
            file: header.file,
            source: Value::Null,
            version: Value::Null,
            alias: Value::Null,
        };
        let value = |name: &str| {
            let expr = block.attribute(name);
            expr.map_or(Value::Null, |expr| module.value(expr))
        };
        let name = subject.name;
        subject.address = match kind {
            Kind::Resource => format!("{}.{name}", subject.label),
            Kind::Data => format!("data.{}.{name}", subject.label),
            Kind::Module => {
                subject.source = value("source");
                subject.version = value("version");
                let source = subject.source.as_str();
                source.unwrap_or_default().clone_into(&mut subject.label);
                format!("module.{name}")
            }
            Kind::Provider => {
                configured.insert(name);
                subject.alias = value("alias");
                subject.version = value("version");
                if let Some(entry) = required.get(name) {
                    subject.require(entry);
                }
                match subject.alias.as_str() {
                    Some(alias) => format!("provider.{name}.{alias}"),
                    None => format!("provider.{name}"),
                }
            }
            Kind::Variable => format!("var.{name}"),
            Kind::Output => format!("output.{name}"),
        };
        subjects.push(subject);
    }
    for (name, entry) in required {
        if configured.contains(name) {
            continue;
        }
        let mut subject = Subject {
            kind: Kind::Provider,
            label: name.to_owned(),
            name,
            address: format!("provider.{name}"),
            block: None,
            header: entry.at,
            file: entry.at.file,
            source: Value::Null,
            version: Value::Null,
            alias: Value::Null,
        };
        subject.require(&entry);
        subjects.push(subject);
    }
    subjects
}

impl Subject<'_> {
    /// Takes over what `required_providers` says of it.
    fn require(&mut self, entry: &Required) {
        self.source = entry.source.clone();
        if entry.version != Value::Null {
            self.version = entry.version.clone();
        }
        let source = entry.source.as_str();
        let last = source.and_then(|source| source.rsplit('/').next());
        if let Some(last) = last.filter(|last| !last.is_empty()) {
            last.clone_into(&mut self.label);
        }
    }
}

/// An entry of `required_providers`.
struct Required {
    source: Value,
    version: Value,
    at: Span,
}

/// The providers that a module requires, by local name.
fn required<'m>(module: &'m Module<'_>) -> BTreeMap<&'m str, Required> {
    let entries = module.required_providers();
    entries
        .map(|(name, expr)| (name, entry(module, name, expr)))
        .collect()
}

fn entry(module: &Module<'_>, name: &str, expr: Expr<'_>) -> Required {
    // The name stands before the value, which `find` would see last.
    let value_at = expr.span();
    let before = &module.sources()[value_at.file].text[..value_at.start];
    let start = before.rfind(name).unwrap_or(value_at.start);
    let at = Span::new(value_at.file, start..start + name.len());
    let value = module.value(expr);
    let member = |name: &str| value.member(name).unwrap_or(Value::Null);
    match expr.node {
        // Terraform 0.12 had the version alone.
        Expression::String(_) => Required {
            source: Value::Null,
            version: value,
            at,
        },
        _ => Required {
            source: member("source"),
            version: member("version"),
            at,
        },
    }
}
