//! Judges the blocks of a module by policies: what a block says (`attrs`), what
//! is known of it (`meta`), and what comes of that.

mod attrs;
pub mod facts;
mod meta;
mod subject;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Finding, PolicyTrouble};
use crate::module::Module;
use crate::policy::{
    BlockReads, Kind, Known, Outcome, Policies, Policy, PolicyFile, Reads, Resources,
};
use crate::rule::Level;
use crate::source::{FileId, Source, Span};
use crate::terraform::{Block, Value};

use subject::{Subject, subjects};

/// Steps that all evaluations of a module share.
const ALL_STEPS: usize = 2_000_000;
/// Steps that one of them may take.
const MAX_STEPS: usize = 50_000;

/// What policies say of a module.
#[derive(Debug, Default)]
pub struct Judged {
    /// What they find.
    pub diagnostics: Vec<Diagnostic>,
    /// The files of policies that findings point into, to be added to the
    /// module's in this order.
    pub sources: Vec<Arc<Source>>,
    /// What could not be decided, and should have been.
    pub troubles: Vec<PolicyTrouble>,
}

/// Judges a module whose files are as many as `files`.
pub fn judge(
    policies: &Policies,
    selection: &Selection,
    module: &Module<'_>,
    files: usize,
) -> Judged {
    let mut judged = Judged::default();
    if policies.is_empty() {
        return judged;
    }
    let subjects = subjects(module);
    let about: Vec<Vec<(usize, &Policy)>> = subjects
        .iter()
        .map(|subject| {
            let about = policies.about(subject.kind, &subject.label);
            let on = about.filter(|(_, policy)| selection.level(policy.info.id) != Level::Allow);
            on.collect()
        })
        .collect();
    let all = about.iter().flatten();
    let questions: usize = all.map(|(_, policy)| policy.questions()).sum();
    if questions == 0 {
        return judged;
    }
    let judge = Judge {
        files: policies.files().collect(),
        selection,
        module,
        steps: (ALL_STEPS / questions).min(MAX_STEPS),
        first_source: files,
        resources: ModuleResources::new(module, &subjects),
    };
    for (subject, policies) in subjects.iter().zip(about) {
        judge.subject(subject, &policies, &mut judged);
    }
    judged
}

/// A module and the policies that it is judged by.
struct Judge<'j, 'a> {
    files: Vec<(&'j PolicyFile, &'j Path)>,
    selection: &'j Selection,
    module: &'j Module<'a>,
    steps: usize,
    /// The number that the first file of policies gets among the module's files.
    first_source: usize,
    resources: ModuleResources<'j, 'a>,
}

impl Judge<'_, '_> {
    fn subject(&self, subject: &Subject<'_>, policies: &[(usize, &Policy)], judged: &mut Judged) {
        if policies.is_empty() {
            return;
        }
        // What only some read is worked out for those that the filters admit.
        let filters = policies.iter().map(|(_, policy)| &policy.filter_reads);
        let view = View::new(self.module, subject, filters);
        let mut admitted = Vec::new();
        for (index, policy) in policies {
            let (file, root) = self.files[*index];
            self.resources.root.replace(root.to_owned());
            let known = view.from(root);
            match policy.filtered(file, &known, &self.resources, self.steps) {
                Ok(true) => admitted.push((file, root, *policy)),
                Ok(false) => {}
                Err(outcome) => self.tell(subject, policy, file, outcome, judged),
            }
        }
        let reads = admitted.iter().map(|(.., policy)| &policy.reads);
        let view = View::new(self.module, subject, reads);
        for (file, root, policy) in &admitted {
            self.resources.root.replace((*root).to_owned());
            let known = view.from(root);
            for outcome in policy.enforced(file, &known, &self.resources, self.steps) {
                self.tell(subject, policy, file, outcome, judged);
            }
        }
    }

    fn tell(
        &self,
        subject: &Subject<'_>,
        policy: &Policy,
        file: &PolicyFile,
        outcome: Outcome,
        judged: &mut Judged,
    ) {
        let address = &subject.address;
        let id = policy.info.id;
        let module = self.module.name();
        let (at, message, is_error) = match outcome {
            Outcome::Violated { number, message } => {
                let source = self.source(file, judged);
                let condition = Span::new(source, policy.condition_at(number));
                let mut finding = Finding::new(place(subject, policy.attribute(number)), message)
                    .about(address)
                    .label(condition, "this condition is false");
                finding.number = Some(number + 1);
                return judged.diagnostics.push(Diagnostic {
                    rule: policy.info,
                    level: self.level(policy),
                    finding,
                });
            }
            Outcome::Failed { at, part } => {
                let part = file.source.text[part].split_whitespace();
                let part = part.collect::<Vec<_>>().join(" ");
                let message = format!(
                    "policy `{id}` fails for `{address}` in {module}: Terraform refuses `{part}` with its values"
                );
                (at, message, true)
            }
            Outcome::Exhausted { at } => {
                let message = format!(
                    "policy `{id}` takes too long for `{address}` in {module}, and decides nothing there"
                );
                (at, message, false)
            }
        };
        judged.troubles.push(PolicyTrouble {
            policy: id,
            source: file.source.clone(),
            at,
            message,
            is_error,
        });
    }

    /// The number of a file of policies among the module's files.
    fn source(&self, file: &PolicyFile, judged: &mut Judged) -> FileId {
        let mut sources = judged.sources.iter();
        let known = sources.position(|source| Arc::ptr_eq(source, &file.source));
        let index = known.unwrap_or_else(|| {
            judged.sources.push(file.source.clone());
            judged.sources.len() - 1
        });
        FileId::new(self.first_source + index)
    }

    /// The level of a policy's findings: its own, unless somebody says otherwise
    /// about its id.
    fn level(&self, policy: &Policy) -> Level {
        let said = self.selection.level(policy.info.id);
        let mut rules = self.selection.rules();
        let own = rules.find(|(info, _)| info.id == policy.info.id);
        match own {
            Some((info, _)) if info.level == said => policy.level,
            _ => said,
        }
    }
}

/// A block, as far as some policies read it.
struct View<'v, 'a> {
    module: &'v Module<'a>,
    subject: &'v Subject<'v>,
    reads: BlockReads,
    attrs: Value,
    /// Paths are told from the folder of each policy's configuration.
    metas: RefCell<BTreeMap<PathBuf, Value>>,
}

impl<'v, 'a> View<'v, 'a> {
    fn new<'r>(
        module: &'v Module<'a>,
        subject: &'v Subject<'v>,
        all: impl Iterator<Item = &'r BlockReads>,
    ) -> Self {
        let mut reads = BlockReads::default();
        for read in all {
            reads.attrs.extend(&read.attrs);
            reads.meta.extend(&read.meta);
        }
        Self {
            attrs: attrs_of(module, subject, &reads.attrs),
            module,
            subject,
            reads,
            metas: RefCell::default(),
        }
    }

    fn from(&self, root: &Path) -> Known {
        let mut metas = self.metas.borrow_mut();
        let meta = metas.entry(root.to_owned());
        let meta =
            meta.or_insert_with(|| meta::meta(self.module, self.subject, root, &self.reads.meta));
        Known {
            attrs: self.attrs.clone(),
            meta: meta.clone(),
        }
    }
}

fn attrs_of(module: &Module<'_>, subject: &Subject<'_>, reads: &Reads) -> Value {
    match subject.block {
        Some((_, block)) => attrs::attrs(module, subject.kind, block, reads),
        None => Value::object(BTreeMap::new(), false),
    }
}

/// Where a finding stands: at the attribute or nested block of a name if there is
/// one, else at the block's header.
fn place(subject: &Subject<'_>, attribute: Option<&str>) -> Span {
    let named = attribute.and_then(|name| {
        let (_, block) = subject.block?;
        attribute_at(block, name)
    });
    named.unwrap_or(subject.header)
}

fn attribute_at(block: &Block<'_>, name: &str) -> Option<Span> {
    let sections: Vec<_> = block.sections().collect();
    let attribute = sections.iter().rev().find_map(|it| it.attribute_span(name));
    attribute.or_else(|| {
        let mut nested = block.blocks();
        let found =
            nested.find(|it| it.kind == name || (it.kind == "dynamic" && it.label == Some(name)));
        found.map(|nested| nested.header())
    })
}

/// Values that several evaluations share.
type Values = Rc<Vec<Value>>;

/// The resources of a module, for `getresources`.
struct ModuleResources<'j, 'a> {
    module: &'j Module<'a>,
    subjects: &'j [Subject<'j>],
    /// The folder that paths are told relative to.
    root: RefCell<PathBuf>,
    known: RefCell<BTreeMap<(PathBuf, String), Values>>,
}

impl<'j, 'a> ModuleResources<'j, 'a> {
    fn new(module: &'j Module<'a>, subjects: &'j [Subject<'j>]) -> Self {
        Self {
            module,
            subjects,
            root: RefCell::default(),
            known: RefCell::default(),
        }
    }
}

impl Resources for ModuleResources<'_, '_> {
    fn of_type(&self, name: &str) -> Values {
        let root = self.root.borrow().clone();
        let key = (root.clone(), name.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let (kind, label) = match name.strip_prefix("data.") {
            Some(label) => (Kind::Data, label),
            None => (Kind::Resource, name),
        };
        let of_type = self.subjects.iter();
        let of_type = of_type.filter(|it| it.kind == kind && it.label == label);
        let mut found: Vec<&Subject<'_>> = of_type.collect();
        found.sort_by(|a, b| a.address.cmp(&b.address));
        let values = found.into_iter().map(|subject| {
            let attrs = attrs_of(self.module, subject, &Reads::ALL);
            let meta = meta::meta(self.module, subject, &root, &Reads::ALL);
            let mut members = match attrs {
                Value::Object(object) => object.members.clone(),
                _ => return Value::Unknown,
            };
            members.insert("meta".to_owned(), meta);
            Value::object(members, false)
        });
        let values = Rc::new(values.collect::<Vec<_>>());
        self.known.borrow_mut().insert(key, values.clone());
        values
    }
}
