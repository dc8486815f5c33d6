//! Strings that are given to something with a key's name.

use hcl_edit::expr::Expression;

use super::Module;
use crate::evidence;
use crate::source::Span;
use crate::terraform::expression::literal_key;
use crate::terraform::{Block, Expr, Section};

/// A string without interpolations, given to something with a key's name.
#[derive(Debug)]
pub struct Literal<'a> {
    /// The attribute, or the member of a map.
    pub attribute: &'a str,
    /// The string, without its quotes and as it is written.
    pub text: &'a str,
    /// Where it stands, without its quotes.
    pub at: Span,
}

/// Shorter strings are nobody's key, in bytes.
const MIN_LENGTH: usize = 16;

impl<'a> Module<'a> {
    /// The strings that are given to something with a key's name: a variable's
    /// default, an argument, a map's member, the `value` beside a `name`.
    pub fn literals_for_keys(&self) -> Vec<Literal<'a>> {
        let mut found = Vec::new();
        for block in self.blocks() {
            let variable = (block.kind() == "variable").then(|| block.name());
            for section in block.sections() {
                self.in_section(section, variable, &mut found);
            }
        }
        found
    }

    /// The attribute, or the member of a map, that a place in code is given to.
    pub fn attribute_at(&self, at: Span) -> Option<&'a str> {
        let holds = |block: &&Block<'a>| block.spans().any(|span| begins_in(at, span));
        let sections = self
            .blocks()
            .iter()
            .find(holds)
            .into_iter()
            .flat_map(Block::sections);
        sections
            .into_iter()
            .find_map(|section| attribute_in(section, at))
    }

    fn in_section(
        &self,
        section: Section<'a>,
        variable: Option<&'a str>,
        found: &mut Vec<Literal<'a>>,
    ) {
        for (attribute, expr) in section.attributes() {
            let name = match (attribute, variable) {
                ("default", Some(variable)) => variable,
                ("value", _) => literal(section.attribute("name")).unwrap_or(attribute),
                _ => attribute,
            };
            self.in_expression(expr, attribute, name, found);
        }
        for nested in section.blocks() {
            self.in_section(nested.section, None, found);
        }
    }

    /// `attribute` is what an expression is given to, `name` what that stands
    /// for.
    fn in_expression(
        &self,
        expr: Expr<'a>,
        attribute: &'a str,
        name: &'a str,
        found: &mut Vec<Literal<'a>>,
    ) {
        match expr.node {
            Expression::String(text) if may_be_key(text.as_str()) && evidence::names_key(name) => {
                let mut at = expr.span();
                at.start += 1;
                at.end -= 1;
                found.push(Literal {
                    attribute,
                    text: self.sources().text(at),
                    at,
                });
            }
            Expression::Array(items) => {
                for item in items {
                    self.in_expression(expr.part(item), attribute, name, found);
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
                    self.in_expression(expr.part(value.expr()), key, name, found);
                }
            }
            Expression::Parenthesis(inner) => {
                self.in_expression(expr.part(inner.inner()), attribute, name, found);
            }
            Expression::Conditional(choice) => {
                for choice in [&choice.true_expr, &choice.false_expr] {
                    self.in_expression(expr.part(choice), attribute, name, found);
                }
            }
            Expression::FuncCall(call) => {
                for argument in &call.args {
                    self.in_expression(expr.part(argument), attribute, name, found);
                }
            }
            _ => {}
        }
    }
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
