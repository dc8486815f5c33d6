//! Reads one `.coderlint.hcl`: every mistake in it is an error with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block, BlockLabel, Structure};

use super::near;
use super::setting::{EXTEND, KEYS, Kind, LEVEL, ROOT, Section, Setting, Value};
use crate::diagnostic::Level;
use crate::rules::{self, RULES};
use crate::source::Source;
use crate::syntax;

/// What one file says, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) extend: Option<(String, Range<usize>)>,
    pub(super) settings: BTreeMap<(Section, &'static str), (Value, Range<usize>)>,
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
    pub(super) fn read(source: &Source) -> Self {
        let mut file = Self::default();
        if let Some(at) = source.invalid_utf8 {
            file.error(at..at + 1, "invalid UTF-8");
        }
        let syntax = syntax::parse(&source.text, source.start());
        for broken in &syntax.broken {
            let at = broken.at..(broken.at + 1).min(source.text.len());
            file.error(at, format!("syntax error: {}", broken.message));
        }
        let mut blocks = Vec::new();
        for piece in &syntax.pieces {
            for structure in &piece.body {
                match structure {
                    Structure::Attribute(attribute) => {
                        file.attribute(Section::Root, ROOT, attribute, piece.base);
                    }
                    Structure::Block(block) => file.block(block, piece.base, &mut blocks),
                }
            }
        }
        if let Some((Value::String(path), at)) = file.settings.remove(&(Section::Root, EXTEND.name))
        {
            file.extend = Some((path, at));
        }
        file
    }

    fn block(&mut self, block: &Block, base: usize, seen: &mut Vec<Section>) {
        let kind = block.ident.as_str();
        let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
        let at = place(block.ident.span(), base);
        let section = match (kind, labels.as_slice()) {
            ("keys", []) => Section::Keys,
            ("keys", _) => return self.error(at, "`keys` takes no label: write `keys { … }`"),
            ("rule", [id]) => {
                let Some(entry) = rules::find(id) else {
                    let at = place(block.labels[0].span(), base);
                    let known = RULES.iter().map(|entry| entry.id);
                    let hint = near::hint(known, id, "`coderlint --rules` lists them");
                    return self.error(at, format!("there is no rule `{id}`; {hint}"));
                };
                Section::Rule(entry.id)
            }
            ("rule", _) => {
                return self.error(at, "`rule` takes one label: write `rule \"RULE\" { … }`");
            }
            _ if ROOT.iter().any(|setting| setting.name == kind) => {
                return self.error(at, format!("`{kind}` is no block: write `{kind} = …`"));
            }
            _ => {
                let hint = near::hint(
                    ["keys", "rule"].into_iter(),
                    kind,
                    "there are `keys` and `rule`",
                );
                return self.error(at, format!("there is no block `{kind}`; {hint}"));
            }
        };
        if seen.contains(&section) {
            let name = match section {
                Section::Rule(id) => format!("rule \"{id}\""),
                _ => kind.to_owned(),
            };
            return self.error(at, format!("`{name}` stands here twice; write one block"));
        }
        seen.push(section);
        let settings = settings_of(section);
        for structure in &block.body {
            match structure {
                Structure::Attribute(attribute) => {
                    self.attribute(section, &settings, attribute, base);
                }
                Structure::Block(inner) => {
                    let at = place(inner.ident.span(), base);
                    self.error(
                        at,
                        format!(
                            "`{kind}` holds no blocks: write `{} = …`",
                            inner.ident.as_str()
                        ),
                    );
                }
            }
        }
    }

    fn attribute(
        &mut self,
        section: Section,
        settings: &[Setting],
        attribute: &Attribute,
        base: usize,
    ) {
        let name = attribute.key.as_str();
        let at = place(attribute.key.span(), base);
        let Some(setting) = settings.iter().find(|setting| setting.name == name) else {
            if section == Section::Root && matches!(name, "keys" | "rule") {
                return self.error(at, format!("`{name}` is a block: write it without `=`"));
            }
            let known: Vec<&str> = settings.iter().map(|setting| setting.name).collect();
            let list = format!("there are `{}`", known.join("`, `"));
            let hint = near::hint(known.into_iter(), name, &list);
            return self.error(at, format!("there is no setting `{name}` here; {hint}"));
        };
        let value_at = place(attribute.value.span(), base);
        match value(setting.kind, &attribute.value) {
            Ok(_) if self.settings.contains_key(&(section, setting.name)) => {
                self.error(at, format!("`{name}` is set twice; write it once"));
            }
            Ok(value) => {
                self.settings
                    .insert((section, setting.name), (value, value_at));
            }
            Err(message) => self.error(value_at, format!("`{name}` {message}")),
        }
    }

    fn error(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.errors.push(Error {
            at,
            message: message.into(),
        });
    }
}

/// What may stand in a section.
pub(super) fn settings_of(section: Section) -> Vec<Setting> {
    match section {
        Section::Root => ROOT.to_vec(),
        Section::Keys => KEYS.to_vec(),
        Section::Rule(id) => {
            let options = rules::find(id).map_or(&[][..], |entry| entry.rule.options());
            std::iter::once(LEVEL)
                .chain(options.iter().copied())
                .collect()
        }
    }
}

fn place(span: Option<Range<usize>>, base: usize) -> Range<usize> {
    let span = span.unwrap_or(0..0);
    base + span.start..base + span.end
}

/// The value of a setting; the error goes on from its name.
fn value(kind: Kind, expr: &Expression) -> Result<Value, String> {
    let wrong = || Err(format!("is {}, not {}", kind.name(), kind_of(expr)));
    match (kind, expr) {
        (_, Expression::Parenthesis(inner)) => value(kind, inner.inner()),
        (Kind::Bool, Expression::Bool(flag)) => Ok(Value::Bool(*flag.value())),
        (Kind::String, _) => match text(expr) {
            Some(text) => Ok(Value::String(text)),
            None => wrong(),
        },
        (Kind::Level, _) => match text(expr).as_deref() {
            Some("allow") => Ok(Value::Level(Level::Allow)),
            Some("warn") => Ok(Value::Level(Level::Warn)),
            Some("deny") => Ok(Value::Level(Level::Deny)),
            Some(other) => Err(format!("is {}, not \"{other}\"", kind.name())),
            None => wrong(),
        },
        (Kind::Strings | Kind::Globs | Kind::Paths, Expression::Array(items)) => {
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                match text(item) {
                    Some(text) => texts.push(text),
                    None => {
                        return Err(format!("holds strings only, not {}", kind_of(item)));
                    }
                }
            }
            for text in &texts {
                super::patterns::check(kind, text)?;
            }
            Ok(Value::Strings(texts))
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
        _ => "an expression: a configuration holds plain values",
    }
}
