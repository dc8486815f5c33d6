//! Reads one `.policytest.hcl` file: every mistake in it is an error with its
//! place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::structure::{Attribute, Block, BlockLabel, Structure};

use crate::near;
use crate::policy::locals::Locals;
use crate::policy::names::{Mistakes, Names};
use crate::policy::read::{attributes_of, circles, expected};
use crate::policy::values::{evaluate, literal};
use crate::policy::{Code, Kind, META};
use crate::source::Source;
use crate::syntax;
use crate::syntax::place;
use crate::terraform::Value;
use crate::terraform::references::visit;

/// What may stand in a case.
const OF_CASE: &[&str] = &["attrs", "expect_failure", "inputs", "meta", "skip"];

/// A file of tests.
#[derive(Debug, Default)]
pub(super) struct TestFile {
    /// The files and folders that are tested, each with its place.
    pub(super) targets: Vec<(String, Range<usize>)>,
    /// The values of inputs for all cases.
    pub(super) inputs: Inputs,
    pub(super) cases: Vec<Case>,
}

/// Values of inputs by name, each with the place of the name.
pub(super) type Inputs = BTreeMap<String, (Value, Range<usize>)>;

/// A block that policies are tried on.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) kind: Kind,
    /// What a policy's first label is matched against.
    pub(super) label: String,
    pub(super) name: String,
    /// What other cases call it: `coder_app.web`, `var.a`.
    pub(super) address: String,
    /// Where its name stands.
    pub(super) at: Range<usize>,
    pub(super) attrs: Value,
    pub(super) meta: Value,
    pub(super) inputs: Inputs,
    pub(super) expects_failure: bool,
    pub(super) is_skipped: bool,
}

/// A case before its values are known.
struct Draft<'t> {
    case: Case,
    attributes: BTreeMap<&'t str, Code>,
}

/// Reads a file.
pub(super) fn read(source: &Source) -> (TestFile, Mistakes) {
    let mut mistakes = Mistakes::new();
    let syntax = syntax::parse(&source.text, source.start());
    for broken in &syntax.broken {
        let message = format!("syntax error: {}", broken.message);
        mistakes.push((source.char_at(broken.at), message));
    }
    let mut file = TestFile::default();
    let mut locals = Vec::new();
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for piece in &syntax.pieces {
        for structure in &piece.body {
            let base = piece.base;
            let block = match structure {
                Structure::Block(block) => block,
                Structure::Attribute(attribute) if attribute.key.as_str() == "inputs" => {
                    file.inputs = inputs_in(attribute, base, &mut mistakes);
                    continue;
                }
                Structure::Attribute(attribute) => {
                    let name = attribute.key.as_str();
                    let message =
                        format!("`{name}` isn't in a block; a policy test file holds only blocks");
                    mistakes.push((place(attribute.key.span(), base), message));
                    continue;
                }
            };
            let word = block.ident.as_str();
            match Kind::ALL.into_iter().find(|kind| kind.name() == word) {
                Some(kind) => drafts.extend(case(kind, block, base, &mut mistakes)),
                None if word == "locals" => {
                    locals.extend(attributes_of(block, base, &mut mistakes));
                }
                None if word == "inputs" => file.inputs = inputs_of(block, base, &mut mistakes),
                None if word == "policytest" => {
                    file.targets.extend(targets(block, base, &mut mistakes));
                }
                None => {
                    let kinds = Kind::ALL.iter().map(|kind| kind.name());
                    let known: Vec<&str> =
                        kinds.chain(["inputs", "locals", "policytest"]).collect();
                    let at = place(block.ident.span(), base);
                    mistakes.push((at, expected("block", word, &known)));
                }
            }
        }
    }
    file.cases = values(drafts, locals, &mut mistakes);
    mistakes.sort_by_key(|(at, message)| (at.start, message.clone()));
    (file, mistakes)
}

fn targets(block: &Block, base: usize, mistakes: &mut Mistakes) -> Vec<(String, Range<usize>)> {
    let mut targets = Vec::new();
    for (name, code) in attributes_of(block, base, mistakes) {
        if name != "targets" {
            mistakes.push((code.at(), expected("attribute", &name, &["targets"])));
            continue;
        }
        let items = code.node.as_array();
        let texts = items.map(|items| items.iter().map(|item| item.as_str()).collect());
        match texts {
            Some(Some::<Vec<&str>>(texts)) => {
                targets.extend(texts.into_iter().map(|text| (text.to_owned(), code.at())));
            }
            _ => mistakes.push((code.at(), "`targets` must be a list of strings".to_owned())),
        }
    }
    targets
}

fn inputs_of(block: &Block, base: usize, mistakes: &mut Mistakes) -> Inputs {
    let attributes = attributes_of(block, base, mistakes);
    let values = attributes.into_iter();
    values
        .map(|(name, code)| (name, (literal(&code.node), code.at())))
        .collect()
}

fn inputs_in(attribute: &Attribute, base: usize, mistakes: &mut Mistakes) -> Inputs {
    let at = place(attribute.value.span(), base);
    let Value::Object(object) = literal(&attribute.value) else {
        mistakes.push((at, "`inputs` must be an object".to_owned()));
        return Inputs::new();
    };
    let members = object.members.iter();
    members
        .map(|(name, value)| (name.clone(), (value.clone(), at.clone())))
        .collect()
}

fn case<'t>(
    kind: Kind,
    block: &'t Block,
    base: usize,
    mistakes: &mut Mistakes,
) -> Option<Draft<'t>> {
    let word = kind.name();
    let labels: Vec<&BlockLabel> = block.labels.iter().collect();
    let [label, name] = labels.as_slice() else {
        let message = format!(
            "`{word}` takes two labels: what the policy's first label is matched against, and the case's name"
        );
        mistakes.push((place(block.ident.span(), base), message));
        return None;
    };
    let (label, name_at, name) = (label.as_str(), place(name.span(), base), name.as_str());
    let (attributes, inputs) = said(block, base, mistakes);
    let mut flag = |word: &str| match attributes
        .get(word)
        .map(|code: &Code| (code, literal(&code.node)))
    {
        None => false,
        Some((_, Value::Bool(flag))) => flag,
        Some((code, _)) => {
            mistakes.push((code.at(), format!("`{word}` must be true or false")));
            false
        }
    };
    let address = match kind {
        Kind::Resource => format!("{label}.{name}"),
        Kind::Data => format!("data.{label}.{name}"),
        Kind::Variable => format!("var.{name}"),
        _ => format!("{word}.{name}"),
    };
    let (expects_failure, is_skipped) = (flag("expect_failure"), flag("skip"));
    Some(Draft {
        case: Case {
            kind,
            label: label.to_owned(),
            name: name.to_owned(),
            address,
            at: name_at,
            attrs: Value::Null,
            meta: Value::Null,
            inputs,
            expects_failure,
            is_skipped,
        },
        attributes,
    })
}

/// What a case says: its attributes, and the values of inputs.
fn said<'t>(
    block: &'t Block,
    base: usize,
    mistakes: &mut Mistakes,
) -> (BTreeMap<&'t str, Code>, Inputs) {
    let mut attributes = BTreeMap::new();
    let mut inputs = Inputs::new();
    for structure in &block.body {
        match structure {
            Structure::Block(inner) if inner.ident.as_str() == "inputs" => {
                inputs = inputs_of(inner, base, mistakes);
            }
            Structure::Block(inner) => {
                let word = inner.ident.as_str();
                let message = if OF_CASE.contains(&word) {
                    format!("`{word}` isn't a block: write `{word} = …`")
                } else {
                    expected("block", word, &["inputs"])
                };
                mistakes.push((place(inner.ident.span(), base), message));
            }
            Structure::Attribute(attribute) => match attribute.key.as_str() {
                "inputs" => inputs = inputs_in(attribute, base, mistakes),
                word if OF_CASE.contains(&word) => {
                    let node = attribute.value.clone();
                    attributes.insert(word, Code { node, base });
                }
                word => {
                    let at = place(attribute.key.span(), base);
                    mistakes.push((at, expected("attribute", word, OF_CASE)));
                }
            },
        }
    }
    (attributes, inputs)
}

/// Works out the values of cases, each after those that it refers to: to do so
/// they are local values like others.
fn values(
    drafts: Vec<Draft<'_>>,
    locals: Vec<(String, Code)>,
    mistakes: &mut Mistakes,
) -> Vec<Case> {
    let mut addresses: BTreeSet<&str> = BTreeSet::new();
    for draft in &drafts {
        if !addresses.insert(&draft.case.address) {
            let message = format!("case `{}` is defined twice", draft.case.address);
            mistakes.push((draft.case.at.clone(), message));
        }
    }
    let roots = drafts.iter().map(|draft| match draft.case.kind {
        Kind::Resource => draft.case.label.clone(),
        Kind::Variable => "var".to_owned(),
        kind => kind.name().to_owned(),
    });
    let roots: BTreeSet<String> = roots.collect();
    let local_names: BTreeSet<String> = locals.iter().map(|(name, _)| name.clone()).collect();
    let none = BTreeSet::new();
    let names = Names {
        has_block: false,
        has_resources: false,
        locals: &[&local_names],
        inputs: &none,
        others: &roots,
    };
    let of_cases = drafts.iter().flat_map(|draft| {
        let attributes = draft.attributes.iter();
        attributes
            .filter(|(name, _)| matches!(**name, "attrs" | "meta"))
            .map(|(_, code)| code)
    });
    for code in locals.iter().map(|(_, code)| code).chain(of_cases) {
        names.check(code, mistakes);
        check_cases(code, &roots, &addresses, mistakes);
    }
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    match Locals::new(locals) {
        Ok(locals) => {
            for local in locals.iter() {
                let value = evaluate(&local.code, &known, &Value::Unknown);
                known.insert(local.name.clone(), value);
            }
        }
        Err(circular) => mistakes.extend(circles(circular)),
    }
    settle(drafts, &known, mistakes)
}

/// Looks for cases that are referred to and aren't there.
fn check_cases(
    code: &Code,
    roots: &BTreeSet<String>,
    addresses: &BTreeSet<&str>,
    mistakes: &mut Mistakes,
) {
    visit(&code.node, &mut |reference| {
        if !roots.contains(reference.root) {
            return;
        }
        let parts = if reference.root == "data" { 2 } else { 1 };
        let names: Vec<&str> = reference.attributes().take(parts).collect();
        let address = format!("{}.{}", reference.root, names.join("."));
        if names.len() == parts && !addresses.contains(address.as_str()) {
            let hint = near::hint(addresses.iter().copied(), &address, "add it");
            mistakes.push((code.at(), format!("there is no case `{address}`; {hint}")));
        }
    });
}

/// Evaluates cases until all that they refer to is known.
fn settle(
    drafts: Vec<Draft<'_>>,
    locals: &BTreeMap<String, Value>,
    mistakes: &mut Mistakes,
) -> Vec<Case> {
    let mut done: Vec<Case> = Vec::new();
    let mut left = drafts;
    loop {
        let before = left.len();
        let waiting: BTreeSet<String> = left.iter().map(|d| d.case.address.clone()).collect();
        let (ready, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|draft| {
            let codes = draft.attributes.values();
            !codes
                .clone()
                .any(|code| refers_to(code, &waiting, &draft.case.address))
        });
        let world = super::world(&done);
        for draft in ready {
            let value = |name: &str| {
                let code = draft.attributes.get(name)?;
                Some((super::value_in(code, locals, &world), code.at()))
            };
            let mut case = draft.case;
            let attrs = object(value("attrs"), "attrs", mistakes);
            case.attrs = with_id(case.kind, attrs);
            let said = object(value("meta"), "meta", mistakes);
            case.meta = case.complete(said, draft.attributes.get("meta"), mistakes);
            done.push(case);
        }
        left = rest;
        if left.is_empty() {
            done.sort_by_key(|case| case.at.start);
            return done;
        }
        if left.len() == before {
            for draft in left {
                let message = format!("`{}` leads back to itself", draft.case.address);
                mistakes.push((draft.case.at, message));
            }
            return done;
        }
    }
}

/// Whether an expression names one of some cases, or its own.
fn refers_to(code: &Code, addresses: &BTreeSet<String>, own: &str) -> bool {
    let mut found = false;
    visit(&code.node, &mut |reference| {
        let mut address = reference.root.to_owned();
        for name in reference.attributes() {
            address.push('.');
            address.push_str(name);
            found |= addresses.contains(&address) || address == own;
        }
    });
    found
}

fn object(value: Option<(Value, Range<usize>)>, name: &str, mistakes: &mut Mistakes) -> Value {
    match value {
        None => Value::object(BTreeMap::new(), false),
        Some((value @ Value::Object(_), _)) => value,
        Some((_, at)) => {
            mistakes.push((at, format!("`{name}` must be an object")));
            Value::object(BTreeMap::new(), false)
        }
    }
}

/// Only a run knows what a resource will be called, unless a test says so.
fn with_id(kind: Kind, attrs: Value) -> Value {
    match attrs {
        Value::Object(object) if matches!(kind, Kind::Resource | Kind::Data) => {
            let mut members = object.members.clone();
            members.entry("id".to_owned()).or_insert(Value::Unknown);
            Value::object(members, object.open)
        }
        attrs => attrs,
    }
}

impl Case {
    /// What a variable, an output or a provider is called, or a case of another
    /// kind.
    fn block_name(&self) -> &str {
        match self.kind {
            Kind::Variable | Kind::Output | Kind::Provider => &self.label,
            Kind::Resource | Kind::Data | Kind::Module => &self.name,
        }
    }

    fn block_address(&self) -> String {
        match self.kind {
            Kind::Variable => format!("var.{}", self.label),
            Kind::Output | Kind::Provider => format!("{}.{}", self.kind.name(), self.label),
            Kind::Resource | Kind::Data | Kind::Module => self.address.clone(),
        }
    }

    /// `meta` with what the test doesn't say: what the labels tell, and else
    /// nothing.
    fn complete(&self, said: Value, code: Option<&Code>, mistakes: &mut Mistakes) -> Value {
        let Value::Object(said) = said else {
            return said;
        };
        for name in said.members.keys() {
            if !META.contains(&name.as_str()) {
                let message = expected("`meta`", name, META);
                mistakes.push((code.map_or(0..0, Code::at), message));
            }
        }
        let text = |text: &str| Value::string(text);
        let none = || Value::list(Vec::new());
        let mut members: BTreeMap<String, Value> = META
            .iter()
            .map(|name| {
                let value = match *name {
                    "name" => text(self.block_name()),
                    "address" => text(&self.block_address()),
                    "is_template" | "key" | "masked" | "in_form" => Value::Bool(false),
                    "keys" | "reaches" => none(),
                    "references" => Value::object(BTreeMap::new(), false),
                    _ => Value::Null,
                };
                ((*name).to_owned(), value)
            })
            .collect();
        match self.kind {
            Kind::Resource | Kind::Data | Kind::Provider => {
                let provider = match self.kind {
                    Kind::Provider => self.label.as_str(),
                    _ => self.label.split('_').next().unwrap_or_default(),
                };
                members.insert("type".to_owned(), text(&self.label));
                members.insert("provider_type".to_owned(), text(provider));
            }
            Kind::Module => drop(members.insert("source".to_owned(), text(&self.label))),
            Kind::Variable | Kind::Output => {}
        }
        let said = said.members.iter();
        members.extend(said.map(|(name, value)| (name.clone(), value.clone())));
        Value::object(members, false)
    }
}
