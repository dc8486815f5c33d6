//! Reads one policy: a block of a `.policy.hcl` file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::{Block, BlockLabel, Structure};

use super::locals::Locals;
use super::names::{Mistakes, Names, Use};
use super::read::{attributes_of, expected, text_of};
use super::values::FileNames;
use super::{Code, Enforce, Kind, Policy};
use crate::near;
use crate::rule::{self, Level};
use crate::syntax::place;
use crate::terraform::expression::children;
use crate::terraform::{Reference, Value};

/// What may stand in a policy.
const ATTRIBUTES: &[&str] = &["description", "enforcement_level", "filter", "url"];
const BLOCKS: &[&str] = &["enforce", "locals"];

/// What may stand in `enforce`.
const OF_ENFORCE: &[&str] = &["condition", "error_message", "info_message"];

/// The levels of Terraform policy, and ours.
const LEVELS: &[(&str, Level)] = &[
    ("advisory", Level::Warn),
    ("mandatory", Level::Deny),
    ("mandatory_overridable", Level::Deny),
];

/// A policy that was read, with what others need to know of it.
pub(super) struct Read {
    pub(super) policy: Policy,
    /// Where its id stands, in bytes of the file.
    pub(super) id_at: Range<usize>,
}

/// Reads a block; what is wrong with it is added to the mistakes.
pub(super) fn read(
    kind: Kind,
    block: &Block,
    base: usize,
    file: &FileNames<'_>,
    mistakes: &mut Mistakes,
) -> Option<Read> {
    let before = mistakes.len();
    let at = place(block.ident.span(), base);
    let labels: Vec<&BlockLabel> = block.labels.iter().collect();
    let [pattern, id] = labels.as_slice() else {
        let word = kind.policy();
        let first = match kind {
            Kind::Resource | Kind::Data => "TYPE",
            Kind::Module => "SOURCE",
            _ => "NAME",
        };
        let message =
            format!("`{word}` takes two labels: write `{word} \"{first}\" \"ID\" {{ … }}`");
        mistakes.push((at, message));
        return None;
    };
    let id_at = place(id.span(), base);
    check_id(id.as_str(), id_at.clone(), file, mistakes);
    let mut draft = Draft::default();
    for structure in &block.body {
        draft.add(structure, base, mistakes);
    }
    draft.check_enforces(at, mistakes);
    let locals = Locals::new(draft.locals.clone()).unwrap_or_else(|circular| {
        mistakes.extend(super::read::circles(circular));
        Locals::default()
    });
    draft.check(file, &locals, mistakes);
    let description = draft.text("description", mistakes);
    let url = draft.url(mistakes);
    let level = draft.level(file, mistakes);
    if mistakes.len() > before {
        return None;
    }
    let said = Said {
        kind,
        pattern: pattern.as_str(),
        id: id.as_str(),
        description,
        url,
        level,
    };
    Some(Read {
        policy: draft.finish(said, locals, file),
        id_at,
    })
}

fn check_id(id: &str, at: Range<usize>, file: &FileNames<'_>, mistakes: &mut Mistakes) {
    let is_snake = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_snake {
        let suggestion: String = id
            .trim()
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '_'
                }
            })
            .collect();
        let hint = if suggestion.starts_with(|c: char| c.is_ascii_lowercase()) {
            format!(": write `{suggestion}`")
        } else {
            String::new()
        };
        mistakes.push((at, format!("a policy's name must be in snake case{hint}")));
    } else if file.taken.contains(&id) {
        let message = format!("`{id}` is one of coderlint's own names; choose another");
        mistakes.push((at, message));
    }
}

/// What is said of a policy as a whole.
struct Said<'s> {
    kind: Kind,
    pattern: &'s str,
    id: &'s str,
    description: Option<String>,
    url: Option<String>,
    level: Level,
}

/// What a block says, as far as it was read.
#[derive(Default)]
struct Draft {
    attributes: BTreeMap<String, Code>,
    locals: Vec<(String, Code)>,
    enforces: Vec<DraftEnforce>,
}

struct DraftEnforce {
    at: Range<usize>,
    condition: Option<Code>,
    message: Option<Code>,
}

impl Draft {
    fn add(&mut self, structure: &Structure, base: usize, mistakes: &mut Mistakes) {
        match structure {
            Structure::Attribute(attribute) => {
                let name = attribute.key.as_str();
                let at = place(attribute.key.span(), base);
                let node = attribute.value.clone();
                if name == "operations" {
                    mistakes.push((at, "only a plan knows `operations`".to_owned()));
                } else if ATTRIBUTES.contains(&name) {
                    self.attributes.insert(name.to_owned(), Code { node, base });
                } else if BLOCKS.contains(&name) {
                    mistakes.push((at, format!("`{name}` is a block: write it without `=`")));
                } else {
                    let message = expected("attribute", name, ATTRIBUTES);
                    mistakes.push((at, message));
                }
            }
            Structure::Block(block) => {
                let name = block.ident.as_str();
                let at = place(block.ident.span(), base);
                if BLOCKS.contains(&name) && !block.labels.is_empty() {
                    let message = format!("`{name}` takes no label: write `{name} {{ … }}`");
                    mistakes.push((at, message));
                } else if name == "locals" {
                    self.locals.extend(attributes_of(block, base, mistakes));
                } else if name == "enforce" {
                    let enforce = read_enforce(block, at, base, mistakes);
                    self.enforces.push(enforce);
                } else if ATTRIBUTES.contains(&name) {
                    mistakes.push((at, format!("`{name}` isn't a block: write `{name} = …`")));
                } else {
                    mistakes.push((at, expected("block", name, BLOCKS)));
                }
            }
        }
    }

    /// Looks for what a policy needs: something to enforce, and to say.
    fn check_enforces(&self, at: Range<usize>, mistakes: &mut Mistakes) {
        if self.enforces.is_empty() {
            let message = "this policy enforces nothing: add `enforce { condition = … }`";
            mistakes.push((at, message.to_owned()));
        }
        if self.attributes.contains_key("description") {
            return;
        }
        for enforce in self.enforces.iter().filter(|one| one.message.is_none()) {
            let message = "this policy has no message: add an `error_message`, or a `description` to the policy";
            mistakes.push((enforce.at.clone(), message.to_owned()));
        }
    }

    /// Looks through all expressions for names that there aren't, and conditions
    /// that are never boolean.
    fn check(&self, file: &FileNames<'_>, locals: &Locals, mistakes: &mut Mistakes) {
        let mut own: BTreeSet<String> = BTreeSet::new();
        for (name, code) in &self.locals {
            let key_at = code.at();
            if file.locals.contains(name) {
                let message = format!("`local.{name}` is already defined for the whole file");
                mistakes.push((key_at, message));
            } else if !own.insert(name.clone()) {
                let message = format!("`local.{name}` is defined twice in this policy");
                mistakes.push((key_at, message));
            }
        }
        let none = BTreeSet::new();
        let names = Names {
            has_block: true,
            has_resources: true,
            locals: &[&file.locals, &own],
            inputs: &file.input_names,
            others: &none,
        };
        let filter = self.attributes.get("filter");
        let conditions = self
            .enforces
            .iter()
            .filter_map(|one| one.condition.as_ref());
        let messages = self.enforces.iter().filter_map(|one| one.message.as_ref());
        let of_locals = self.locals.iter().map(|(_, code)| code);
        for code in of_locals
            .chain(filter)
            .chain(conditions.clone())
            .chain(messages)
        {
            names.check(code, mistakes);
        }
        let mut known: BTreeMap<&str, &'static str> = BTreeMap::new();
        for local in locals.iter() {
            let what = file.never_boolean(&local.code.node, &known);
            known.extend(what.map(|what| (local.name.as_str(), what)));
        }
        let tests = filter.map(|code| ("filter", code)).into_iter();
        for (word, code) in tests.chain(conditions.map(|code| ("condition", code))) {
            if let Some(what) = file.never_boolean(&code.node, &known) {
                let message = format!("a {word} is true or false, and this is {what}");
                mistakes.push((code.at(), message));
            }
        }
    }

    /// A literal text.
    fn text(&self, name: &str, mistakes: &mut Mistakes) -> Option<String> {
        let code = self.attributes.get(name)?;
        let message = match text_of(&code.node) {
            Some(text) if !text.trim().is_empty() => {
                return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            Some(_) => format!("`{name}` is empty"),
            None => format!("`{name}` must be a string without references"),
        };
        mistakes.push((code.at(), message));
        None
    }

    fn url(&self, mistakes: &mut Mistakes) -> Option<String> {
        let url = self.text("url", mistakes)?;
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !is_web || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let message = "`url` must begin with `https://` or `http://`, without spaces";
            mistakes.push((self.attributes["url"].at(), message.to_owned()));
            return None;
        }
        Some(url)
    }

    fn level(&self, file: &FileNames<'_>, mistakes: &mut Mistakes) -> Level {
        let Some(code) = self.attributes.get("enforcement_level") else {
            return Level::Deny;
        };
        let none = BTreeSet::new();
        let names = Names {
            has_block: false,
            has_resources: false,
            locals: &[&file.locals],
            inputs: &file.input_names,
            others: &none,
        };
        names.check(code, mistakes);
        let value = file.value(code);
        let said = value.as_str().unwrap_or_default();
        let found = LEVELS.iter().find(|(name, _)| *name == said);
        if let Some((_, level)) = found {
            return *level;
        }
        // What is wrong with a name is told already, and that an input lacks a value
        // where it is declared.
        if !matches!(value, Value::Unknown) {
            let known = LEVELS.iter().map(|(name, _)| *name);
            let list = "expected `advisory`, `mandatory` or `mandatory_overridable`";
            let hint = near::hint(known, said, list);
            let what = match value {
                Value::String(_) => format!("there is no level `{said}`"),
                _ => "a level is a string".to_owned(),
            };
            mistakes.push((code.at(), format!("{what}; {hint}")));
        }
        Level::Deny
    }

    /// The policy, once nothing is wrong with it.
    fn finish(self, said: Said<'_>, locals: Locals, file: &FileNames<'_>) -> Policy {
        let Said {
            kind,
            pattern,
            id,
            description,
            url,
            level,
        } = said;
        let through = |node: &Expression| used_through(&locals, node);
        let filter = self.attributes.get("filter").cloned();
        let filter_reads = filter.as_ref().map(|code| through(&code.node));
        let mut reads = Use::default();
        let enforces: Vec<Enforce> = self
            .enforces
            .into_iter()
            .filter_map(|draft| {
                let condition = draft.condition?;
                let read = through(&condition.node);
                reads.extend(&read);
                let said = draft.message.as_ref().map(|code| through(&code.node));
                Some(Enforce {
                    message: draft.message,
                    message_reads: said.unwrap_or_default().of_block(),
                    index: index_of(&read, &condition.node, &locals),
                    condition,
                    reads: read.attrs,
                })
            })
            .collect();
        let summary = description.unwrap_or_else(|| format!("a policy in {}", file.file_name()));
        Policy {
            info: rule::policy(id, &summary, level, url.as_deref(), &file.source.name),
            kind,
            level,
            pattern: pattern.to_owned(),
            is_exact: !pattern.contains('*'),
            filter,
            locals,
            enforces,
            before: 0,
            filter_reads: filter_reads.unwrap_or_default().of_block(),
            reads: reads.of_block(),
        }
    }
}

/// What an expression reads, through local values too.
fn used_through(locals: &Locals, node: &Expression) -> Use {
    let mut all = Use::of(node);
    let mut ahead: Vec<String> = all.locals.iter().cloned().collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = ahead.pop() {
        let local = locals.find(&name).filter(|_| seen.insert(name));
        if let Some(local) = local {
            let read = Use::of(&locals.get(local).code.node);
            all.extend(&read);
            ahead.extend(read.locals);
        }
    }
    all
}

/// The index at which a condition reads the one attribute that it is about, if
/// that is the same everywhere; local values may read it at others.
fn index_of(read: &Use, condition: &Expression, locals: &Locals) -> Option<usize> {
    let [name] = read.attrs.names.as_slice() else {
        return None;
    };
    let mut indexes = BTreeSet::new();
    let named = locals.iter().filter(|it| read.locals.contains(&it.name));
    let named = named.map(|local| &local.code.node);
    for node in named.chain([condition]) {
        add_indexes(node, name, &mut indexes);
    }
    match indexes.pop_first() {
        Some(first) if indexes.is_empty() => first,
        _ => None,
    }
}

fn add_indexes(node: &Expression, name: &str, indexes: &mut BTreeSet<Option<usize>>) {
    if let Some(reference) = Reference::of(node)
        && reference.named("attrs") == Some(name)
    {
        let next = reference.operators().get(1);
        indexes.insert(next.and_then(|next| match next.value() {
            TraversalOperator::Index(Expression::Number(number)) => {
                usize::try_from(number.as_u64()?).ok()
            }
            TraversalOperator::LegacyIndex(number) => usize::try_from(*number.value()).ok(),
            _ => None,
        }));
    }
    children(node, &mut |child| add_indexes(child, name, indexes));
}

fn read_enforce(
    block: &Block,
    at: Range<usize>,
    base: usize,
    mistakes: &mut Mistakes,
) -> DraftEnforce {
    let before = mistakes.len();
    let mut enforce = DraftEnforce {
        at: at.clone(),
        condition: None,
        message: None,
    };
    for structure in &block.body {
        match structure {
            Structure::Attribute(attribute) => {
                let node = attribute.value.clone();
                match attribute.key.as_str() {
                    "condition" => enforce.condition = Some(Code { node, base }),
                    "error_message" => enforce.message = Some(Code { node, base }),
                    // Terraform policy says it where a condition holds.
                    "info_message" => {}
                    name => {
                        let at = place(attribute.key.span(), base);
                        mistakes.push((at, expected("attribute", name, OF_ENFORCE)));
                    }
                }
            }
            Structure::Block(inner) => {
                let name = inner.ident.as_str();
                let message = format!("`enforce` takes no blocks: write `{name} = …`");
                mistakes.push((place(inner.ident.span(), base), message));
            }
        }
    }
    if enforce.condition.is_none() && mistakes.len() == before {
        mistakes.push((at, "`enforce` needs a `condition`".to_owned()));
    }
    enforce
}
