//! Reads one `.policy.hcl` file: every mistake in it is an error with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, BlockLabel, Structure};

use super::names::{Mistakes, Names};
use super::types::Type;
use super::values::{Declared, FileNames, literal};
use super::{Code, Kind, Policy, PolicyFile, Shared, block};
use crate::near;
use crate::source::Source;
use crate::syntax;
use crate::syntax::place;
use crate::terraform::Value;
use crate::terraform::references::visit;

/// The blocks at the top that are no policies.
const OTHER_BLOCKS: &[&str] = &["input", "locals", "policy"];

/// What may stand in `input`.
const OF_INPUT: &[&str] = &["default", "description", "nullable", "sensitive", "type"];

/// A file that was read.
pub(super) struct ReadFile {
    pub(super) file: PolicyFile,
    pub(super) mistakes: Mistakes,
    /// The ids of its policies, with the places where they are first.
    pub(super) ids: BTreeMap<&'static str, Range<usize>>,
    /// The inputs that it declares.
    pub(super) inputs: BTreeSet<String>,
    /// Values of inputs that are of another type, by name: what it takes.
    pub(super) misfits: Vec<(String, String)>,
    /// The second labels of all policies, those with mistakes too.
    pub(super) named: Vec<String>,
    /// Whether a part of it can't be parsed, whatever it declares.
    pub(super) is_broken: bool,
}

/// Reads a file, whose inputs have these values, if they can be read. No policy may have one of the
/// `taken` ids.
pub(super) fn read(
    source: Arc<Source>,
    values: Option<&BTreeMap<String, Value>>,
    taken: &[&'static str],
) -> ReadFile {
    let mut mistakes = Mistakes::new();
    if let Some(at) = source.invalid_utf8 {
        mistakes.push((at..at + 1, "invalid UTF-8".to_owned()));
    }
    let syntax = syntax::parse(&source.text, source.start());
    for broken in &syntax.broken {
        let message = format!("syntax error: {}", broken.message);
        mistakes.push((source.char_at(broken.at), message));
    }
    let mut top = Top::default();
    for piece in &syntax.pieces {
        let structures = piece.body.iter();
        structures.for_each(|it| top.add(it, piece.base, &mut mistakes));
    }
    let mut names = FileNames::new(&source, taken, top.inputs);
    let misfits = names.set(values, &mut mistakes);
    let late = names.add_locals(top.locals, &mut mistakes);
    let labels = top.policies.iter();
    let second_labels = labels.filter_map(|(_, block, _)| Some(block.labels.get(1)?.as_str()));
    let all_ids = second_labels.map(str::to_owned).collect();
    let (policies, ids) = read_policies(&top.policies, &names, &mut mistakes);
    let inputs = names.input_names.clone();
    let input_values = names.input_values();
    let exhausted = std::mem::take(&mut names.exhausted);
    let locals = std::mem::take(&mut names.values);
    let locals = locals.into_iter();
    let locals = locals.map(|(name, value)| (name, Shared::new(&value)));
    mistakes.sort_by_key(|(at, message)| (at.start, message.clone()));
    mistakes.dedup();
    ReadFile {
        file: PolicyFile {
            source,
            inputs: Shared::new(&input_values),
            locals: locals.collect(),
            exhausted,
            late,
            policies,
        },
        mistakes,
        ids,
        inputs,
        misfits,
        named: all_ids,
        is_broken: !syntax.broken.is_empty(),
    }
}

/// The policies of a file, and where each id stands first.
fn read_policies(
    blocks: &[(Kind, &Block, usize)],
    names: &FileNames<'_>,
    mistakes: &mut Mistakes,
) -> (Vec<Policy>, BTreeMap<&'static str, Range<usize>>) {
    let mut policies = Vec::new();
    let mut seen: Vec<(Kind, String, &str, usize)> = Vec::new();
    let mut ids = BTreeMap::new();
    for (kind, block, base) in blocks {
        let Some(read) = block::read(*kind, block, *base, names, mistakes) else {
            continue;
        };
        let id = read.policy.info.id;
        let twin = seen.iter().find(|(other, pattern, name, _)| {
            *other == *kind && *pattern == read.policy.pattern && *name == id
        });
        if let Some((.., first)) = twin {
            let line = names.source.position(*first).line;
            let message = format!("there is a policy `{id}` about the same blocks on line {line}");
            mistakes.push((read.id_at, message));
            continue;
        }
        seen.push((*kind, read.policy.pattern.clone(), id, read.id_at.start));
        ids.entry(id).or_insert(read.id_at);
        policies.push(read.policy);
    }
    number(&mut policies);
    (policies, ids)
}

/// Numbers the conditions of policies that share an id one after another, whatever
/// the order of the blocks.
fn number(policies: &mut [Policy]) {
    let mut order: Vec<usize> = (0..policies.len()).collect();
    order.sort_by_key(|at| (policies[*at].kind, policies[*at].pattern.clone()));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for at in order {
        let policy = &mut policies[at];
        let count = counts.entry(policy.info.id).or_default();
        policy.before = *count;
        *count += policy.enforces.len();
    }
}

/// What stands at the top of a file.
#[derive(Default)]
struct Top<'t> {
    inputs: BTreeMap<String, Declared>,
    locals: Vec<(String, Code)>,
    policies: Vec<(Kind, &'t Block, usize)>,
}

impl<'t> Top<'t> {
    fn add(&mut self, structure: &'t Structure, base: usize, mistakes: &mut Mistakes) {
        let block = match structure {
            Structure::Block(block) => block,
            Structure::Attribute(attribute) => {
                let name = attribute.key.as_str();
                let at = place(attribute.key.span(), base);
                let message = format!("`{name}` isn't in a block; a policy file holds only blocks");
                return mistakes.push((at, message));
            }
        };
        let word = block.ident.as_str();
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.policy() == word) {
            return self.policies.push((kind, block, base));
        }
        let at = place(block.ident.span(), base);
        match word {
            "locals" if block.labels.is_empty() => {
                self.locals.extend(attributes_of(block, base, mistakes));
            }
            "input" => self.input(block, base, mistakes),
            // What it says is for Terraform policy.
            "policy" => {}
            "locals" => mistakes.push((at, "`locals` takes no label: write `locals { … }`".into())),
            word => {
                let policies = Kind::ALL.iter().map(|kind| kind.policy());
                let known: Vec<&str> = policies.chain(OTHER_BLOCKS.iter().copied()).collect();
                mistakes.push((at, expected("block", word, &known)));
            }
        }
    }

    fn input(&mut self, block: &Block, base: usize, mistakes: &mut Mistakes) {
        let labels: Vec<&BlockLabel> = block.labels.iter().collect();
        let at = place(block.ident.span(), base);
        let [name] = labels.as_slice() else {
            let message = "`input` takes one label: write `input \"NAME\" { … }`";
            return mistakes.push((at, message.to_owned()));
        };
        let at = place(name.span(), base);
        let mut kind = Type::Any;
        let mut default = None;
        for structure in &block.body {
            let (key, node) = match structure {
                Structure::Attribute(attribute) => (&attribute.key, Some(&attribute.value)),
                Structure::Block(inner) => (&inner.ident, None),
            };
            let key_at = place(key.span(), base);
            match (key.as_str(), node) {
                ("type", Some(node)) => match Type::read(node) {
                    Some(read) => kind = read,
                    None => mistakes.push((
                        place(node.span(), base),
                        "this isn't a type: write `string`, `number`, `bool`, `list(string)` or the like"
                            .to_owned(),
                    )),
                },
                ("default", Some(node)) => default = Some(Code { node: node.clone(), base }),
                // What else Terraform policy says of an input is for people.
                ("description" | "nullable" | "sensitive", Some(_)) => {}
                (word, Some(_)) => mistakes.push((key_at, expected("attribute", word, OF_INPUT))),
                (word, None) => mistakes.push((
                    key_at,
                    format!("`input` takes no blocks: write `{word} = …`"),
                )),
            }
        }
        let default = default.map(|code| default_value(&code, &kind, mistakes));
        let declared = Declared::new(kind, default, at.clone());
        if self
            .inputs
            .insert(name.as_str().to_owned(), declared)
            .is_some()
        {
            let message = format!("`input.{}` is declared twice", name.as_str());
            mistakes.push((at, message));
        }
    }
}

/// An input's default, which refers to nothing.
fn default_value(code: &Code, kind: &Type, mistakes: &mut Mistakes) -> Value {
    let none = BTreeSet::new();
    let names = Names {
        has_block: false,
        has_resources: false,
        locals: &[],
        inputs: &none,
        others: &none,
    };
    let before = mistakes.len();
    names.check(code, mistakes);
    if mistakes.len() > before {
        let mut refers = false;
        visit(&code.node, &mut |_| refers = true);
        if refers {
            mistakes.truncate(before);
            mistakes.push((code.at(), "a default can't refer to anything".to_owned()));
        }
        return Value::Unknown;
    }
    kind.convert(&literal(&code.node)).unwrap_or_else(|| {
        let message = format!("the default must be `{}`", kind.name());
        mistakes.push((code.at(), message));
        Value::Unknown
    })
}

/// The text of a string without references.
pub(super) fn text_of(node: &Expression) -> Option<String> {
    literal(node).as_str().map(str::to_owned)
}

/// The attributes of a block that has nothing else.
pub(super) fn attributes_of(
    block: &Block,
    base: usize,
    mistakes: &mut Mistakes,
) -> Vec<(String, Code)> {
    let mut attributes = Vec::new();
    for structure in &block.body {
        match structure {
            Structure::Attribute(attribute) => {
                let node = attribute.value.clone();
                attributes.push((attribute.key.as_str().to_owned(), Code { node, base }));
            }
            Structure::Block(inner) => {
                let (outer, name) = (block.ident.as_str(), inner.ident.as_str());
                let message = format!("`{outer}` takes no blocks: write `{name} = …`");
                mistakes.push((place(inner.ident.span(), base), message));
            }
        }
    }
    attributes
}

/// What there is instead of something that there isn't.
pub(super) fn expected(what: &str, name: &str, known: &[&str]) -> String {
    let one_of = if known.len() == 1 { "" } else { "one of " };
    let list = format!("expected {one_of}`{}`", known.join("`, `"));
    let hint = near::hint(known.iter().copied(), name, &list);
    format!("there is no {what} `{name}` here; {hint}")
}

/// Local values that lead back to themselves.
pub(super) fn circles(circular: Vec<(String, Code)>) -> Mistakes {
    let circular = circular.into_iter();
    let told =
        circular.map(|(name, code)| (code.at(), format!("`local.{name}` depends on itself")));
    told.collect()
}
