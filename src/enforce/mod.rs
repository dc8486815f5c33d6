//! Judges the blocks of a module by policies: what a block says (`attrs`), what
//! is known of it (`meta`), and what comes of that.

mod attrs;
pub mod facts;
mod meta;
mod subject;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Finding, PolicyTrouble};
use crate::module::Module;
use crate::policy::{
    BlockReads, FileValues, Ground, Kind, Known, Outcome, Policies, Policy, PolicyFile, Reads,
    Resources,
};
use crate::printable::Secrets;
use crate::rule::Level;
use crate::source::{FileId, Source, Span};
use crate::terraform::{Block, NestedBlock, Value};

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

/// What a module is judged by, beside the policies.
#[derive(Clone, Copy)]
pub struct Terms<'t> {
    /// Which policies run.
    pub selection: &'t Selection,
    /// How many files the module has.
    pub files: usize,
    /// How many findings are enough.
    pub max_findings: usize,
    /// What must not be shown, as text; asked for once something is to be said.
    pub secrets: &'t dyn Fn() -> Vec<String>,
}

/// Judges a module.
pub fn judge(policies: &Policies, module: &Module<'_>, terms: Terms<'_>) -> Judged {
    let mut judged = Judged::default();
    if policies.is_empty() {
        return judged;
    }
    // `getresources` may ask for these, whatever the policies are about.
    let subjects = subjects(module, &|kind| {
        matches!(kind, Kind::Resource | Kind::Data) || policies.are_about(kind)
    });
    let rules = terms.selection.rules();
    let allowed = rules.filter(|(info, level)| info.policy.is_some() && *level == Level::Allow);
    let allowed: BTreeSet<&str> = allowed.map(|(info, _)| info.id).collect();
    let about: Vec<Vec<About<'_>>> = subjects
        .iter()
        .map(|subject| {
            let about = policies.about(subject.kind, &subject.label);
            about
                .filter(|(_, policy)| !allowed.contains(policy.info.id))
                .collect()
        })
        .collect();
    let all = about.iter().flatten();
    let mut questions: usize = all.map(|(_, policy)| policy.questions()).sum();
    if questions == 0 {
        return judged;
    }
    let files: Vec<_> = policies.files().collect();
    let of_files = files.iter().map(|(file, _)| file.questions());
    questions += of_files.sum::<usize>();
    let judge = Judge {
        files: files
            .into_iter()
            .map(|(file, root)| (file, root, OnceCell::new()))
            .collect(),
        terms,
        module,
        steps: (ALL_STEPS / questions).min(MAX_STEPS),
        secrets: OnceCell::new(),
        resources: ModuleResources::new(module, &subjects),
    };
    for (subject, policies) in subjects.iter().zip(about) {
        if judged.diagnostics.len() > terms.max_findings {
            break;
        }
        judge.subject(subject, &policies, &mut judged);
    }
    judged
}

/// A module and the policies that it is judged by.
struct Judge<'j, 'a> {
    files: Vec<(&'j PolicyFile, &'j Path, OnceCell<FileValues<'j>>)>,
    terms: Terms<'j>,
    module: &'j Module<'a>,
    steps: usize,
    secrets: OnceCell<Option<Secrets>>,
    resources: ModuleResources<'j, 'a>,
}

/// A policy that is about a block, by its file's number.
type About<'p> = (usize, &'p Policy);

impl Judge<'_, '_> {
    fn subject(&self, subject: &Subject<'_>, policies: &[About<'_>], judged: &mut Judged) {
        let admitted = self.admitted(subject, policies, judged);
        if admitted.is_empty() {
            return;
        }
        let reads = admitted.iter().map(|(_, policy)| &policy.reads);
        let view = View::new(self.module, subject, reads);
        for (index, policy) in admitted {
            let (_, root, _) = &self.files[index];
            let known = view.from(root);
            for outcome in policy.enforced(&known, self.ground(index)) {
                self.tell(subject, (index, policy), outcome, judged);
            }
        }
    }

    /// The policies whose filters admit a block. What only others read is worked out
    /// for these alone.
    fn admitted<'p>(
        &self,
        subject: &Subject<'_>,
        policies: &[About<'p>],
        judged: &mut Judged,
    ) -> Vec<About<'p>> {
        if policies.iter().all(|(_, policy)| !policy.has_filter()) {
            return policies.to_vec();
        }
        let filters = policies.iter().map(|(_, policy)| &policy.filter_reads);
        let view = View::new(self.module, subject, filters);
        let mut admitted = Vec::new();
        for (index, policy) in policies {
            let (_, root, _) = &self.files[*index];
            let known = view.from(root);
            match policy.filtered(&known, self.ground(*index)) {
                Ok(true) => admitted.push((*index, *policy)),
                Ok(false) => {}
                Err(outcome) => self.tell(subject, (*index, policy), outcome, judged),
            }
        }
        admitted
    }

    fn ground(&self, index: usize) -> Ground<'_> {
        let (file, root, values) = &self.files[index];
        self.resources.root.set(root);
        Ground {
            values: values.get_or_init(|| file.values()),
            resources: &self.resources,
            steps: self.steps,
        }
    }

    fn tell(
        &self,
        subject: &Subject<'_>,
        (index, policy): About<'_>,
        outcome: Outcome,
        judged: &mut Judged,
    ) {
        let (file, ..) = &self.files[index];
        let address = subject.address();
        let id = policy.info.id;
        let place_name = match self.module.name() {
            "." => String::new(),
            name => format!(" in {name}"),
        };
        let (at, message, is_error) = match outcome {
            Outcome::Violated { number } => {
                let source = self.source(file, judged);
                let condition = Span::new(source, policy.condition_at(number));
                let (_, root, _) = &self.files[index];
                let reads = std::iter::once(policy.message_reads(number));
                let known = View::new(self.module, subject, reads).from(root);
                let message = self.message((index, policy), number, &known);
                let mut finding = Finding::new(place(subject, policy.attribute(number)), message)
                    .about(address.as_str())
                    .label(condition, "this condition is false");
                finding.number = Some(policy.ordinal(number));
                return judged.diagnostics.push(Diagnostic {
                    rule: policy.info,
                    level: self.level(policy),
                    finding,
                });
            }
            Outcome::Failed { at, why } => {
                let why = why.words(&file.source.text, &at);
                let message = format!("policy `{id}` fails for `{address}`{place_name}: {why}");
                (at, message, true)
            }
            Outcome::Exhausted { at } => {
                let message = format!(
                    "policy `{id}` takes too long for `{address}`{place_name}, so it is skipped there"
                );
                (at, message, false)
            }
        };
        judged.troubles.push(PolicyTrouble {
            policy: id,
            source: file.source.clone(),
            at,
            address,
            message,
            is_error,
        });
    }

    /// What a policy says, made without what must not be shown.
    fn message(&self, (index, policy): About<'_>, number: usize, known: &Known) -> String {
        let ground = self.ground(index);
        let secrets = self.secrets.get_or_init(|| {
            let texts = (self.terms.secrets)();
            (!texts.is_empty()).then(|| Secrets::new(&texts))
        });
        let Some(secrets) = secrets else {
            return policy.message(number, known, ground);
        };
        let known = Known {
            attrs: concealed(&known.attrs, secrets),
            meta: concealed(&known.meta, secrets),
        };
        // Values made for the conditions are not concealed.
        let (file, ..) = &self.files[index];
        let ground = Ground {
            values: &file.values(),
            resources: &Concealed {
                resources: ground.resources,
                secrets,
            },
            ..ground
        };
        policy.message(number, &known, ground)
    }

    /// The number of a file of policies among the module's files.
    fn source(&self, file: &PolicyFile, judged: &mut Judged) -> FileId {
        let mut sources = judged.sources.iter();
        let known = sources.position(|source| Arc::ptr_eq(source, &file.source));
        let index = known.unwrap_or_else(|| {
            judged.sources.push(file.source.clone());
            judged.sources.len() - 1
        });
        FileId::new(self.terms.files + index)
    }

    /// The level of a policy's findings: its own, unless somebody says otherwise
    /// about its id.
    fn level(&self, policy: &Policy) -> Level {
        let said = self.terms.selection.level(policy.info.id);
        let mut rules = self.terms.selection.rules();
        let own = rules.find(|(info, _)| info.id == policy.info.id);
        match own {
            Some((info, _)) if info.level == said && !self.terms.selection.is_set(info.id) => {
                policy.level
            }
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
    metas: RefCell<Vec<(&'v Path, Value)>>,
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
        // What nobody reads may be anything.
        let attrs = if reads.attrs.is_empty() {
            Value::Null
        } else {
            attrs_of(module, subject, &reads.attrs)
        };
        Self {
            attrs,
            module,
            subject,
            reads,
            metas: RefCell::default(),
        }
    }

    fn from(&self, root: &'v Path) -> Known {
        if self.reads.meta.is_empty() {
            return Known {
                attrs: self.attrs.clone(),
                meta: Value::Null,
            };
        }
        let mut metas = self.metas.borrow_mut();
        let at = metas
            .iter()
            .position(|(known, _)| known.as_os_str() == root.as_os_str());
        let at = at.unwrap_or_else(|| {
            let meta = meta::meta(self.module, self.subject, root, &self.reads.meta);
            metas.push((root, meta));
            metas.len() - 1
        });
        Known {
            attrs: self.attrs.clone(),
            meta: metas[at].1.clone(),
        }
    }
}

fn attrs_of(module: &Module<'_>, subject: &Subject<'_>, reads: &Reads) -> Value {
    match subject.block {
        Some((_, block)) => attrs::attrs(module, subject.kind, block, reads),
        None => Value::object(BTreeMap::new(), false),
    }
}

/// A value without what must not be shown.
fn concealed(value: &Value, secrets: &Secrets) -> Value {
    match value {
        Value::String(text) => Value::string(secrets.conceal(text)),
        Value::Json(json) => Value::json(concealed(json, secrets)),
        Value::List(items) => {
            let items = items.iter().map(|item| concealed(item, secrets));
            Value::list(items.collect())
        }
        Value::Object(object) => {
            let members = object.members.iter();
            let members =
                members.map(|(name, value)| (secrets.conceal(name), concealed(value, secrets)));
            Value::object(members.collect(), object.open)
        }
        value => value.clone(),
    }
}

/// Where a finding stands: at the attribute or nested block that a condition names
/// if that is there, else at the block's header.
fn place(subject: &Subject<'_>, attribute: Option<(&str, Option<usize>)>) -> Span {
    let named = attribute.and_then(|(name, index)| {
        let (_, block) = subject.block?;
        attribute_at(block, name, index)
    });
    named.unwrap_or(subject.header)
}

fn attribute_at(block: &Block<'_>, name: &str, index: Option<usize>) -> Option<Span> {
    let sections: Vec<_> = block.sections().collect();
    let attribute = sections.iter().rev().find_map(|it| it.attribute_span(name));
    attribute.or_else(|| {
        let nested = block.blocks();
        let found: Vec<NestedBlock<'_>> = nested.filter(|it| it.made() == name).collect();
        match (found.as_slice(), index) {
            ([only], _) => Some(only.header()),
            (several, index) => several.get(index?).map(NestedBlock::header),
        }
    })
}

/// Resources without what must not be shown.
struct Concealed<'c> {
    resources: &'c dyn Resources,
    secrets: &'c Secrets,
}

impl Resources for Concealed<'_> {
    fn of_type(&self, name: &str) -> Option<Values> {
        let values = self.resources.of_type(name)?;
        let values = values.iter().map(|value| concealed(value, self.secrets));
        Some(Rc::new(values.collect()))
    }
}

/// Values that several evaluations share.
type Values = Rc<Vec<Value>>;

/// The resources of a module, for `getresources`.
struct ModuleResources<'j, 'a> {
    module: &'j Module<'a>,
    subjects: &'j [Subject<'j>],
    /// The folder that paths are told relative to.
    root: Cell<&'j Path>,
    known: RefCell<BTreeMap<(PathBuf, String), Values>>,
}

impl<'j, 'a> ModuleResources<'j, 'a> {
    fn new(module: &'j Module<'a>, subjects: &'j [Subject<'j>]) -> Self {
        Self {
            module,
            subjects,
            root: Cell::new(Path::new("")),
            known: RefCell::default(),
        }
    }
}

impl Resources for ModuleResources<'_, '_> {
    fn of_type(&self, name: &str) -> Option<Values> {
        // What can't be read may declare more.
        if !self.module.is_all_read() {
            return None;
        }
        let root = self.root.get();
        let key = (root.to_owned(), name.to_owned());
        if let Some(known) = self.known.borrow().get(&key) {
            return Some(known.clone());
        }
        let (kind, label) = match name.strip_prefix("data.") {
            Some(label) => (Kind::Data, label),
            None => (Kind::Resource, name),
        };
        let of_type = self.subjects.iter();
        let of_type = of_type.filter(|it| it.kind == kind && it.label == label);
        let mut found: Vec<&Subject<'_>> = of_type.collect();
        found.sort_by_cached_key(|it| it.address());
        let values = found.into_iter().map(|subject| {
            let attrs = attrs_of(self.module, subject, &Reads::ALL);
            let meta = meta::meta(self.module, subject, root, &Reads::ALL);
            let mut members = match attrs {
                Value::Object(object) => object.members.clone(),
                _ => return Value::Unknown,
            };
            members.insert("meta".to_owned(), meta);
            Value::object(members, false)
        });
        let values = Rc::new(values.collect::<Vec<_>>());
        self.known.borrow_mut().insert(key, values.clone());
        Some(values)
    }
}
