//! Strings that are given to something with a key's name.

use hcl_edit::expr::Expression;

use super::assignments::{assigned_name, assignments};
use super::{Extent, Module};
use crate::evidence::{self, Credential};
use crate::flow::is_environment_name;
use crate::source::{FileId, Span};
use crate::terraform::expression::literal_key;
use crate::terraform::{Block, Expr, Section};

/// A string without interpolations, given to something with a key's name.
#[derive(Debug)]
pub struct Literal<'a> {
    /// The attribute, the member of a map, or the name in `NAME=value`.
    pub attribute: &'a str,
    /// The string, without its quotes and as it is written.
    pub text: &'a str,
    /// Where it stands, without its quotes.
    pub at: Span,
}

/// Shorter strings are nobody's key, in bytes.
const MIN_LENGTH: usize = 16;

/// What a string is given to.
#[derive(Clone, Copy)]
enum Receiver<'a> {
    /// Something with a name.
    Named(&'a str),
    /// A parameter that takes a key, whatever its name.
    Key,
}

impl Receiver<'_> {
    fn is_key(self) -> bool {
        match self {
            Self::Named(name) => evidence::names_key(name),
            Self::Key => true,
        }
    }
}

impl<'a> Module<'a> {
    /// The strings that are given to something with a key's name: the default of
    /// a variable or a parameter, an argument, a map's member, the `value` beside
    /// a `name`, and `NAME=value` in a string or in the README.
    pub fn literals_for_keys(&self) -> Vec<Literal<'a>> {
        let mut found = Vec::new();
        for block in self.blocks() {
            let default = self.receiver_of_default(block);
            for section in block.sections() {
                self.in_section(section, default, &mut found);
            }
        }
        if self.extent() == Extent::Folder
            && let Some((readme, source)) = self.readme()
        {
            add_assigned(&source.text, readme, 0, &mut found);
        }
        found
    }

    /// The attribute, the member of a map, or the name in `NAME=value` that a
    /// place in code is given to.
    pub fn attribute_at(&self, at: Span) -> Option<&'a str> {
        let holds = |block: &&Block<'a>| block.spans().any(|span| begins_in(at, span));
        let assigned = || assigned_name(&self.sources()[at.file].text[..at.start]);
        let mut blocks = self.blocks().iter();
        let sections = blocks.find(holds)?.sections();
        let mut sections = sections.into_iter();
        assigned().or_else(|| sections.find_map(|section| attribute_in(section, at)))
    }

    /// What a block's `default` is given to.
    fn receiver_of_default(&self, block: &Block<'a>) -> Option<Receiver<'a>> {
        match (block.kind(), block.label(0)) {
            ("variable", name) => Some(Receiver::Named(name)),
            ("data", "coder_parameter") => {
                // Few have one that is worth asking who takes it.
                literal(block.attribute("default")).filter(|text| may_be_key(text))?;
                let mut parameters = self.parameters().iter();
                let parameter =
                    parameters.find(|one| one.block.name_span() == block.name_span())?;
                let verdict = self.credential(parameter)?;
                (verdict.credential == Credential::Key).then_some(Receiver::Key)
            }
            _ => None,
        }
    }

    /// `default` is what the attribute of that name is given to.
    fn in_section(
        &self,
        section: Section<'a>,
        default: Option<Receiver<'a>>,
        found: &mut Vec<Literal<'a>>,
    ) {
        for (attribute, expr) in section.attributes() {
            let named = Receiver::Named(attribute);
            let receiver = match attribute {
                "default" => default.unwrap_or(named),
                "value" => literal(section.attribute("name")).map_or(named, Receiver::Named),
                _ => named,
            };
            self.in_expression(expr, attribute, receiver, found);
        }
        for nested in section.blocks() {
            self.in_section(nested.section, None, found);
        }
    }

    /// `attribute` is where an expression stands, `receiver` what it is given to.
    fn in_expression(
        &self,
        expr: Expr<'a>,
        attribute: &'a str,
        receiver: Receiver<'a>,
        found: &mut Vec<Literal<'a>>,
    ) {
        match expr.node {
            Expression::String(text) => {
                self.in_string(text, expr.span(), attribute, receiver, found);
            }
            Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
                self.in_text(expr.span(), found);
            }
            Expression::Array(items) => {
                for item in items {
                    self.in_expression(expr.part(item), attribute, receiver, found);
                }
            }
            Expression::Object(object) => {
                let named = object
                    .iter()
                    .find(|(key, _)| literal_key(key) == Some("name"));
                let named = named.and_then(|(_, value)| literal(Some(expr.part(value.expr()))));
                for (key, value) in object {
                    let key = literal_key(key).unwrap_or_default();
                    let name = match key {
                        "value" => named.unwrap_or(key),
                        _ => key,
                    };
                    let receiver = Receiver::Named(name);
                    self.in_expression(expr.part(value.expr()), key, receiver, found);
                }
            }
            Expression::Parenthesis(inner) => {
                self.in_expression(expr.part(inner.inner()), attribute, receiver, found);
            }
            Expression::Conditional(choice) => {
                for choice in [&choice.true_expr, &choice.false_expr] {
                    self.in_expression(expr.part(choice), attribute, receiver, found);
                }
            }
            Expression::FuncCall(call) => {
                for argument in &call.args {
                    self.in_expression(expr.part(argument), attribute, receiver, found);
                }
            }
            _ => {}
        }
    }

    fn in_string(
        &self,
        text: &str,
        at: Span,
        attribute: &'a str,
        receiver: Receiver<'a>,
        found: &mut Vec<Literal<'a>>,
    ) {
        self.in_text(at, found);
        // `NAME=value` is given to that name.
        let assigned = text.split_once('=').map(|(name, _)| name);
        let is_assignment = assigned.is_some_and(is_environment_name);
        if !is_assignment && may_be_key(text) && receiver.is_key() {
            let mut at = at;
            at.start += 1;
            at.end -= 1;
            found.push(Literal {
                attribute,
                text: self.sources().text(at),
                at,
            });
        }
    }

    /// Adds what a text in code assigns to keys.
    fn in_text(&self, at: Span, found: &mut Vec<Literal<'a>>) {
        // An example's is found with the rest of the README.
        if self.extent() == Extent::Folder {
            add_assigned(self.sources().text(at), at.file, at.start, found);
        }
    }
}

/// Adds what a text, which begins at an offset of a file, assigns to keys.
fn add_assigned<'a>(text: &'a str, file: FileId, start: usize, found: &mut Vec<Literal<'a>>) {
    let assigned = assignments(text).filter(|assigned| {
        may_be_key(&text[assigned.value.clone()]) && evidence::names_key(assigned.name)
    });
    found.extend(assigned.map(|assigned| Literal {
        attribute: assigned.name,
        text: &text[assigned.value.clone()],
        at: Span::new(
            file,
            start + assigned.value.start..start + assigned.value.end,
        ),
    }));
}

/// Whether a place begins within another.
fn begins_in(at: Span, outer: Span) -> bool {
    outer.file == at.file && outer.range().contains(&at.start)
}

fn attribute_in(section: Section<'_>, at: Span) -> Option<&str> {
    let holds = |expr: Expr<'_>| begins_in(at, expr.span());
    let own = section.attributes().find(|(_, expr)| holds(*expr));
    own.map(|(name, expr)| member_in(expr, &holds).unwrap_or(name))
        .or_else(|| {
            let mut nested = section.blocks();
            nested.find_map(|nested| attribute_in(nested.section, at))
        })
}

/// The innermost member of a map that holds a place.
fn member_in<'a>(expr: Expr<'a>, holds: &dyn Fn(Expr<'_>) -> bool) -> Option<&'a str> {
    let inner = |node| {
        let part = expr.part(node);
        holds(part).then(|| member_in(part, holds)).flatten()
    };
    match expr.node {
        Expression::Object(object) => object.iter().find_map(|(key, value)| {
            let part = expr.part(value.expr());
            holds(part).then(|| member_in(part, holds).or(literal_key(key)))?
        }),
        Expression::Array(items) => items.iter().find_map(inner),
        Expression::Parenthesis(parenthesis) => inner(parenthesis.inner()),
        Expression::Conditional(choice) => inner(&choice.true_expr).or(inner(&choice.false_expr)),
        Expression::FuncCall(call) => call.args.iter().find_map(inner),
        _ => None,
    }
}

/// What can be told without looking at the name.
fn may_be_key(text: &str) -> bool {
    text.len() >= MIN_LENGTH
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !text.contains(char::is_whitespace)
}

fn literal(expr: Option<Expr<'_>>) -> Option<&str> {
    match expr?.node {
        Expression::String(text) => Some(text.as_str()),
        _ => None,
    }
}
