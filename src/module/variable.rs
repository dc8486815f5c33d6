//! `variable` blocks: what their own attributes say.

use hcl_edit::expr::Expression;

use super::Sensitivity;
use crate::evidence::is_no_value;
use crate::terraform::expression::literal_text;
use crate::terraform::{Block, VariableId};

/// A `variable` block.
#[derive(Debug)]
pub struct Variable<'a> {
    /// Its number in the module.
    pub id: VariableId,
    /// The block.
    pub block: Block<'a>,
    /// Its name.
    pub name: &'a str,
    /// Whether its value is hidden.
    pub sensitivity: Sensitivity,
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
}

/// Whether the default of a variable or parameter is a literal value: not just
/// something that leaves a key open.
pub(super) fn has_literal_default(block: &Block<'_>) -> bool {
    let default = block.attribute("default");
    default.is_some_and(|default| match default.node {
        Expression::Number(_)
        | Expression::Bool(_)
        | Expression::Array(_)
        | Expression::Object(_) => true,
        _ => !is_no_value(&literal_text(default.node)),
    })
}
