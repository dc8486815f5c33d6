//! Reads one `.coderlint.hcl`: every mistake in it is an error with its place.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Attribute, Block, BlockLabel, Structure};
use semver::Version;

use super::patterns;
use super::settings::{
    CODER, EXTEND, INPUTS, KEYS, LEVEL, POLICIES, REQUIRED_VERSION, ROOT, Section, SettingValue,
};
use crate::constraint::Constraint;
use crate::near;
use crate::rule::{self, Kind, Level, RuleInfo, Setting};
use crate::source::Source;
use crate::syntax::{self, place};
use crate::terraform::expression::{any, plain};

/// What one file says, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) extend: Option<(String, Range<usize>)>,
    pub(super) settings: BTreeMap<(Section, &'static str), (SettingValue, Range<usize>)>,
    /// Patterns of files with policies.
    pub(super) policies: Vec<(String, Range<usize>)>,
    /// The values of policies' inputs, by name.
    pub(super) inputs: Vec<(String, Expression, Range<usize>)>,
    /// Rules that are none of ours: policies, or none at all.
    pub(super) others: Vec<Other>,
    pub(super) errors: Vec<Error>,
    /// What is wrong with what it says of policies: nothing is linted.
    pub(super) policy_errors: Vec<Error>,
}

/// A `rule` block that is about none of our rules.
#[derive(Debug)]
pub(super) struct Other {
    pub(super) id: &'static str,
    /// Where its name stands, in bytes.
    pub(super) at: Range<usize>,
    /// What is wrong with the block if there is such a policy.
    pub(super) errors: Vec<Error>,
}

/// What is wrong with a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Error {
    /// Where, in bytes.
    pub(super) at: Range<usize>,
    pub(super) message: String,
}

impl File {
    /// Reads a text. What is wrong is left out, and told.
    pub(super) fn read(source: &Source, rules: &[&'static RuleInfo]) -> Self {
        let mut file = Self::default();
        if let Some(at) = source.invalid_utf8 {
            file.error(at..at + 1, "invalid UTF-8");
        }
        let syntax = syntax::parse(&source.text, source.start());
        for broken in &syntax.broken {
            let at = source.char_at(broken.at);
            file.error(at, format!("syntax error: {}", broken.message));
        }
        let mut blocks = Vec::new();
        for piece in &syntax.pieces {
            for structure in &piece.body {
                match structure {
                    Structure::Attribute(attribute) => {
                        file.attribute(Section::Root, ROOT, attribute, piece.base, source);
                    }
                    Structure::Block(block) => {
                        file.block(block, piece.base, source, rules, &mut blocks);
                    }
                }
            }
        }
        if let Some((SettingValue::String(path), at)) =
            file.settings.remove(&(Section::Root, EXTEND.name))
        {
            file.extend = Some((path, at));
        }
        file.check_version();
        file
    }

    /// Reports nothing but a version that doesn't fit: what is wrong for this one
    /// may be right for the one that is required.
    fn check_version(&mut self) {
        let required = (Section::Root, REQUIRED_VERSION.name);
        let Some((SettingValue::String(text), at)) = self.settings.get(&required) else {
            return;
        };
        let own = env!("CARGO_PKG_VERSION");
        let is_admitted = Version::parse(own)
            .ok()
            .zip(Constraint::parse(text))
            .is_some_and(|(own, constraint)| constraint.admits(&own));
        if !is_admitted {
            let message = format!("this is coderlint {own}, but `required_version` is \"{text}\"");
            self.errors = vec![Error {
                at: at.clone(),
                message,
            }];
            self.policies.clear();
            self.inputs.clear();
            self.others.clear();
            self.policy_errors.clear();
        }
    }

    fn block(
        &mut self,
        block: &Block,
        base: usize,
        source: &Source,
        rules: &[&'static RuleInfo],
        seen: &mut Vec<(Section, usize)>,
    ) {
        let kind = block.ident.as_str();
        let at = place(block.ident.span(), base);
        let errors_before = self.errors.len();
        let (section, settings) = match section(block, base, rules) {
            Ok(found) => found,
            Err(error) if [POLICIES.name, INPUTS.name].contains(&kind) => {
                return self.policy_errors.push(error);
            }
            Err(error) => return self.errors.push(error),
        };
        if let Some((_, first)) = seen.iter().find(|(it, _)| *it == section) {
            let line = source.position(*first).line;
            let name = match section {
                Section::Rule(id) => format!("rule \"{id}\""),
                _ => kind.to_owned(),
            };
            return self.error(
                at,
                format!("duplicate block `{name}`; first on line {line}"),
            );
        }
        seen.push((section, at.start));
        for structure in &block.body {
            match structure {
                Structure::Attribute(attribute) => {
                    self.attribute(section, &settings, attribute, base, source);
                }
                Structure::Block(inner) => {
                    let name = inner.ident.as_str();
                    let message = format!("`{kind}` takes no blocks: write `{name} = …`");
                    self.error(place(inner.ident.span(), base), message);
                }
            }
        }
        if let Section::Rule(id) = section
            && rule::find(rules, id).is_none()
        {
            let at = place(block.labels[0].span(), base);
            let errors = self.errors.split_off(errors_before);
            self.others.push(Other { id, at, errors });
        }
    }

    fn attribute(
        &mut self,
        section: Section,
        settings: &[Setting],
        attribute: &Attribute,
        base: usize,
        source: &Source,
    ) {
        let name = attribute.key.as_str();
        let at = place(attribute.key.span(), base);
        let Some(setting) = settings.iter().find(|setting| setting.name == name) else {
            if section == Section::Root && BLOCKS.contains(&name) {
                return self.error(at, format!("`{name}` is a block: write it without `=`"));
            }
            let known: Vec<&str> = settings.iter().map(|setting| setting.name).collect();
            let one_of = if known.len() == 1 { "" } else { "one of " };
            let list = format!("expected {one_of}`{}`", known.join("`, `"));
            let hint = near::hint(known.into_iter(), name, &list);
            return self.error(at, format!("there is no setting `{name}` here; {hint}"));
        };
        let value_at = place(attribute.value.span(), base);
        if let Err(error) = self.of_policies(setting.kind, &attribute.value, base) {
            return self.policy_errors.push(error);
        }
        match value(setting.kind, &attribute.value) {
            Ok(SettingValue::Strings(names))
                if name == "env" && names.iter().any(|name| patterns::fits_all(name)) =>
            {
                self.error(
                    value_at,
                    "`env` would make every environment variable a key",
                );
            }
            Ok(value) => match self.settings.entry((section, setting.name)) {
                Entry::Vacant(entry) => {
                    entry.insert((value, value_at));
                }
                Entry::Occupied(entry) => {
                    let line = source.position(entry.get().1.start).line;
                    let message = format!("duplicate setting `{name}`; first on line {line}");
                    self.error(at, message);
                }
            },
            Err(message) => {
                let error = Error {
                    at: value_at,
                    message: format!("`{name}` {message}"),
                };
                match setting.kind {
                    Kind::Policies | Kind::Inputs => self.policy_errors.push(error),
                    _ => self.errors.push(error),
                }
            }
        }
    }

    /// Takes over the parts of what is said of policies, each with its place.
    fn of_policies(&mut self, kind: Kind, value: &Expression, base: usize) -> Result<(), Error> {
        match (kind, plain(value)) {
            (Kind::Inputs, value) => self.inputs.extend(inputs(value, base)?),
            (Kind::Policies, Expression::Array(items)) => {
                let patterns = items.iter().filter_map(|item| {
                    let pattern = item.as_str()?.to_owned();
                    Some((pattern, place(item.span(), base)))
                });
                self.policies.extend(patterns);
            }
            _ => {}
        }
        Ok(())
    }

    fn error(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.errors.push(Error {
            at,
            message: message.into(),
        });
    }
}

/// What blocks there are.
pub(super) const BLOCKS: &[&str] = &["coder", "keys", "rule"];

/// Which section a block is, and what may stand in it.
fn section(
    block: &Block,
    base: usize,
    rules: &[&'static RuleInfo],
) -> Result<(Section, Vec<Setting>), Error> {
    let kind = block.ident.as_str();
    let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
    let error = |message: String| {
        let at = place(block.ident.span(), base);
        Err(Error { at, message })
    };
    match (kind, labels.as_slice()) {
        ("coder", []) => Ok((Section::Coder, CODER.to_vec())),
        ("keys", []) => Ok((Section::Keys, KEYS.to_vec())),
        ("coder" | "keys", _) => error(format!("`{kind}` takes no label: write `{kind} {{ … }}`")),
        ("rule", [id]) => {
            if let Some(info) = rule::find(rules, id) {
                return Ok((Section::Rule(info.id), settings_of(info)));
            }
            // It may be a policy: those are known once all files are read.
            Ok((Section::Rule(rule::intern(id)), vec![LEVEL]))
        }
        ("rule", _) => error("`rule` takes one label: write `rule \"RULE\" { … }`".to_owned()),
        _ if ROOT.iter().any(|setting| setting.name == kind) => {
            error(format!("`{kind}` is not a block: write `{kind} = …`"))
        }
        _ => {
            let known = BLOCKS.iter().copied();
            let hint = near::hint(known, kind, "expected `coder`, `keys` or `rule`");
            error(format!("there is no block `{kind}`; {hint}"))
        }
    }
}

/// What may stand in the block of a rule.
pub(super) fn settings_of(rule: &RuleInfo) -> Vec<Setting> {
    let options = rule.options.iter().copied();
    std::iter::once(LEVEL).chain(options).collect()
}

/// The members of `inputs`, each with its place.
fn inputs(
    expr: &Expression,
    base: usize,
) -> Result<Vec<(String, Expression, Range<usize>)>, Error> {
    let Some(object) = expr.as_object() else {
        return Ok(Vec::new());
    };
    let members = object.iter().map(|(key, value)| {
        let (name, span) = match key {
            ObjectKey::Ident(name) => (Some(name.as_str()), name.span()),
            ObjectKey::Expression(name) => (name.as_str(), name.span()),
        };
        let at = place(span, base);
        let value = value.expr();
        let is_literal = !any(value, &|part| {
            matches!(
                part,
                Expression::Variable(_) | Expression::Traversal(_) | Expression::FuncCall(_)
            )
        });
        match name {
            Some(name) if is_literal => Ok((name.to_owned(), value.clone(), at)),
            Some(name) => Err(Error {
                at: place(value.span(), base),
                message: format!("`{name}` must be a literal value"),
            }),
            None => Err(Error {
                at,
                message: "the name of an input must be a literal".to_owned(),
            }),
        }
    });
    members.collect()
}

/// The value of a setting; the error goes on from its name.
fn value(kind: Kind, expr: &Expression) -> Result<SettingValue, String> {
    let wrong = || Err(format!("must be {}, not {}", kind.name(), kind_of(expr)));
    match (kind, expr) {
        (_, Expression::Parenthesis(inner)) => value(kind, inner.inner()),
        (Kind::Bool, Expression::Bool(flag)) => Ok(SettingValue::Bool(*flag.value())),
        (Kind::String, _) => match text(expr) {
            Some(text) => Ok(SettingValue::String(text)),
            None => wrong(),
        },
        (Kind::Constraint, _) => match text(expr) {
            Some(text) if Constraint::parse(&text).is_some() => Ok(SettingValue::String(text)),
            Some(text) => Err(format!("must be {}, not \"{text}\"", kind.name())),
            None => wrong(),
        },
        (Kind::Level, _) => match text(expr).as_deref() {
            Some("allow") => Ok(SettingValue::Level(Level::Allow)),
            Some("warn") => Ok(SettingValue::Level(Level::Warn)),
            Some("deny") => Ok(SettingValue::Level(Level::Deny)),
            Some(other) => Err(format!("must be {}, not \"{other}\"", kind.name())),
            None => wrong(),
        },
        (Kind::Inputs, Expression::Object(_)) => Ok(SettingValue::Object(expr.clone())),
        (Kind::Strings | Kind::Globs | Kind::Paths | Kind::Policies, Expression::Array(items)) => {
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                match text(item) {
                    Some(text) => texts.push(text),
                    None => {
                        return Err(format!("must contain only strings, not {}", kind_of(item)));
                    }
                }
            }
            for text in &texts {
                patterns::check(kind, text)?;
            }
            Ok(SettingValue::Strings(texts))
        }
        _ => wrong(),
    }
}

/// The text of a string or heredoc without interpolations.
fn text(expr: &Expression) -> Option<String> {
    match expr {
        Expression::String(text) => Some(text.value().clone()),
        Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
            let template = expr.as_template()?;
            let literals: Option<Vec<&str>> = template
                .iter()
                .map(|element| element.as_literal().map(|literal| literal.as_str()))
                .collect();
            Some(literals?.concat())
        }
        _ => None,
    }
}

fn kind_of(expr: &Expression) -> &'static str {
    match expr {
        Expression::Null(_) => "null",
        Expression::Bool(_) => "a boolean",
        Expression::Number(_) => "a number",
        Expression::String(_) => "a string",
        Expression::Array(_) => "a list",
        Expression::Object(_) => "an object",
        _ => "an expression: only literal values are allowed",
    }
}
