//! `variable` blocks: what their own attributes say.

use hcl_edit::expr::Expression;

use super::Module;
use crate::evidence::is_placeholder;
use crate::terraform::expression::literal_text;
use crate::terraform::{Block, Value, VariableId};

/// A `variable` block.
#[derive(Debug)]
pub struct Variable<'a> {
    /// Its number in the module.
    pub id: VariableId,
    /// The block.
    pub block: Block<'a>,
    /// Its name.
    pub name: &'a str,
}

impl Variable<'_> {
    /// The description, as far as it is literal.
    pub(super) fn description(&self) -> String {
        let description = self.block.attribute("description");
        description.map_or_else(String::new, |expr| literal_text(expr.node))
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
                let text = literal_text(default.node);
                !text.trim().is_empty() && !is_placeholder(&text)
            }
        }
    }
}

impl<'a> Module<'a> {
    /// Whether the author hides what a variable or output holds, by `sensitive`
    /// or `ephemeral`; `None` where that can't be told.
    pub fn is_hidden(&self, block: &Block<'a>) -> Option<bool> {
        let ephemeral = self.flag(block, "ephemeral");
        match self.is_sensitive(block) {
            Some(true) => Some(true),
            Some(false) => ephemeral,
            None => ephemeral.filter(|ephemeral| *ephemeral),
        }
    }

    /// Whether a variable or output is `sensitive`; `None` where that can't be
    /// told.
    pub fn is_sensitive(&self, block: &Block<'a>) -> Option<bool> {
        self.flag(block, "sensitive")
    }

    /// A boolean attribute, false where it is missing; `None` where it can't be
    /// told.
    fn flag(&self, block: &Block<'a>, name: &str) -> Option<bool> {
        match block.attribute(name).map(|value| self.value(value)) {
            None | Some(Value::Null) => Some(false),
            Some(value) => value.as_bool(),
        }
    }
}
