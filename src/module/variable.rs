//! `variable` blocks: what their own attributes say.

use hcl_edit::expr::Expression;

use super::block::{Block, Expr};
use super::placeholder;

/// A `variable` block.
#[derive(Debug)]
pub struct Variable<'a> {
    /// The block.
    pub block: Block<'a>,
    /// Its name.
    pub name: &'a str,
}

impl Variable<'_> {
    /// The description, as far as it is literal.
    pub(super) fn description(&self) -> String {
        literal_text(self.block.attribute("description"))
    }

    /// Whether `type` allows a single string.
    pub(super) fn may_be_string(&self) -> bool {
        self.block
            .attribute("type")
            .is_none_or(|expr| match expr.node {
                Expression::Variable(name) => matches!(name.as_str(), "string" | "any"),
                // Terraform 0.11 wrote types as strings.
                Expression::String(name) => name.as_str() == "string",
                _ => false,
            })
    }

    /// Whether the default is a literal value: neither empty nor a placeholder.
    pub(super) fn has_literal_default(&self) -> bool {
        let Some(default) = self.block.attribute("default") else {
            return false;
        };
        match default.node {
            Expression::Number(_)
            | Expression::Bool(_)
            | Expression::Array(_)
            | Expression::Object(_) => true,
            _ => {
                let text = literal_text(Some(default));
                !text.trim().is_empty() && !placeholder::is_placeholder(&text)
            }
        }
    }
}

/// The literal parts of a string.
pub(super) fn literal_text(expr: Option<Expr<'_>>) -> String {
    let Some(expr) = expr else {
        return String::new();
    };
    match expr.node {
        Expression::String(text) => text.value().clone(),
        Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
            let template = expr.node.as_template();
            let elements = template.into_iter().flat_map(|template| template.iter());
            elements
                .map(|element| element.as_literal().map_or(" ", |literal| literal.as_str()))
                .collect()
        }
        Expression::Parenthesis(inner) => literal_text(Some(expr.part(inner.inner()))),
        _ => String::new(),
    }
}
