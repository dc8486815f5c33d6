//! What policies are about: the blocks of a module, and the providers that it
//! only requires.

use std::borrow::Cow;
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
    /// What a policy's first label is matched against.
    pub(super) label: Cow<'m, str>,
    pub(super) name: &'m str,
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

/// What policies are about in a module, of the kinds that somebody wants, in order.
pub(super) fn subjects<'m>(
    module: &'m Module<'_>,
    is_wanted: &dyn Fn(Kind) -> bool,
) -> Vec<Subject<'m>> {
    let required = if is_wanted(Kind::Provider) {
        required(module)
    } else {
        BTreeMap::new()
    };
    let blocks = module.definitions().numbered_blocks();
    let mut subjects: Vec<Subject<'m>> = blocks
        .filter_map(|(id, block)| {
            let kind = Kind::ALL
                .into_iter()
                .find(|kind| kind.name() == block.kind());
            let kind = kind.filter(|kind| is_wanted(*kind))?;
            Subject::of(module, kind, (id, block), &required)
        })
        .collect();
    let providers = subjects.iter().filter(|it| it.kind == Kind::Provider);
    let configured: BTreeSet<&str> = providers.map(|it| it.name).collect();
    let others = required
        .iter()
        .filter(|(name, _)| !configured.contains(*name));
    let others: Vec<Subject<'m>> = others
        .map(|(name, entry)| Subject::required(name, entry))
        .collect();
    subjects.extend(others);
    subjects
}

impl<'m> Subject<'m> {
    /// A block of a kind; `None` if Terraform refuses its labels.
    fn of(
        module: &Module<'_>,
        kind: Kind,
        (id, block): (BlockId, &'m Block<'m>),
        required: &BTreeMap<&str, Required>,
    ) -> Option<Self> {
        let labels = match kind {
            Kind::Resource | Kind::Data => 2,
            _ => 1,
        };
        if block.labels().count() != labels {
            return None;
        }
        let value = |name: &str| {
            let expr = block.attribute(name);
            expr.map_or(Value::Null, |expr| module.value(expr))
        };
        let mut subject = Self::new(kind, block.label(0), block.name(), block.header());
        subject.block = Some((id, block));
        match kind {
            Kind::Module => {
                subject.source = value("source");
                subject.version = value("version");
                let source = subject.source.as_str();
                subject.label = source.unwrap_or_default().to_owned().into();
            }
            Kind::Provider => {
                subject.version = value("version");
                subject.alias = value("alias");
                if let Some(entry) = required.get(subject.name) {
                    subject.require(entry);
                }
            }
            _ => {}
        }
        Some(subject)
    }

    /// A provider that is only required.
    fn required(name: &'m str, entry: &Required) -> Self {
        let mut subject = Self::new(Kind::Provider, name, name, entry.at);
        subject.require(entry);
        subject
    }

    fn new(kind: Kind, label: &'m str, name: &'m str, header: Span) -> Self {
        Self {
            kind,
            label: label.into(),
            name,
            block: None,
            header,
            file: header.file,
            source: Value::Null,
            version: Value::Null,
            alias: Value::Null,
        }
    }

    /// Its address: `coder_app.web`.
    pub(super) fn address(&self) -> String {
        let (label, name) = (&self.label, self.name);
        match (self.kind, self.alias.as_str()) {
            (Kind::Resource, _) => format!("{label}.{name}"),
            (Kind::Data, _) => format!("data.{label}.{name}"),
            (Kind::Variable, _) => format!("var.{name}"),
            (Kind::Provider, Some(alias)) => format!("provider.{name}.{alias}"),
            (kind, _) => format!("{}.{name}", kind.name()),
        }
    }

    /// Takes over what `required_providers` says of it.
    fn require(&mut self, entry: &Required) {
        self.source = entry.source.clone();
        if entry.version != Value::Null {
            self.version = entry.version.clone();
        }
        let source = entry.source.as_str();
        let last = source.and_then(|source| source.rsplit('/').next());
        if let Some(last) = last.filter(|last| !last.is_empty()) {
            self.label = last.to_owned().into();
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
