//! `data "coder_parameter"` blocks: what the form makes of them.
//!
//! Facts are those of terraform-provider-coder 2.20 (`provider/parameter.go`,
//! `provider/formtype.go`) and of Coder's form, which masks `input` and
//! `textarea` only.

use hcl_edit::expr::Expression;

use crate::flow::ParameterId;
use crate::source::Span;
use crate::terraform::{Block, Definitions, Expr, Value};

/// A `data "coder_parameter"` block.
#[derive(Debug)]
pub struct Parameter<'a> {
    /// Its number in the module.
    pub id: ParameterId,
    /// The block.
    pub block: Block<'a>,
    name: Option<String>,
    gate: Option<Expr<'a>>,
    is_in_form_by_default: Option<bool>,
    styling: Option<Styling>,
    has_options: bool,
    takes_text: bool,
}

/// What `styling` says, as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Styling {
    /// Nobody can tell.
    Unknown,
    /// It is not a string, which Terraform rejects.
    NotText,
    /// It is no JSON.
    NotJson,
    /// It is JSON, but no object.
    NotObject,
    /// It is what it should be.
    Object {
        /// What `mask_input` says.
        mask: MaskInput,
        /// Whether the form shows the parameter without letting anybody fill it
        /// in.
        disabled: bool,
    },
}

/// What `mask_input` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskInput {
    /// Nobody can tell.
    Unknown,
    /// A boolean, false where it is missing.
    Bool(bool),
    /// Something else: the text `"true"`, or anything.
    Other {
        /// Whether it is that text.
        says_true: bool,
    },
}

impl<'a> Parameter<'a> {
    /// Works out what a block says.
    pub(super) fn new(id: ParameterId, block: Block<'a>, definitions: &Definitions<'a>) -> Self {
        let value = |name: &str| Some(definitions.value(block.attribute(name)?.node));
        let gate = ["count", "for_each"]
            .iter()
            .find_map(|name| block.attribute(name));
        let has_options = has_options(&block);
        Self {
            id,
            name: value("name").and_then(|name| name.as_str().map(str::to_owned)),
            gate,
            is_in_form_by_default: gate
                .map_or(Some(true), |gate| makes_any(&definitions.value(gate.node))),
            styling: value("styling").and_then(|styling| Styling::of(&styling)),
            takes_text: !has_options && is_string(&block, definitions),
            has_options,
            block,
        }
    }

    /// The block's label, not its `name`.
    pub fn label(&self) -> &'a str {
        self.block.name()
    }

    /// Its `name`, if that is known.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Where its `name` stands, quotes included, if it is a plain string.
    pub fn name_written_at(&self) -> Option<Span> {
        let name = self.block.attribute("name")?;
        name.node.as_str().map(|_| name.span())
    }

    /// The `count` or `for_each` that keeps it out of the form.
    pub fn gate(&self) -> Option<Expr<'a>> {
        self.gate
    }

    /// Whether it is in the form as long as nobody sets a variable; `None` where
    /// it can't be told.
    pub fn is_in_form_by_default(&self) -> Option<bool> {
        self.is_in_form_by_default
    }

    /// What `styling` says: `None` where there is none.
    pub fn styling(&self) -> Option<Styling> {
        self.styling
    }

    /// Where `styling` stands.
    pub fn styling_expr(&self) -> Option<Expr<'a>> {
        self.block.attribute("styling")
    }

    /// Whether the form masks the value, or was meant to (that it can't work is
    /// another rule's finding), or nobody can tell.
    pub fn is_masked(&self) -> bool {
        match self.styling {
            None => false,
            Some(Styling::Object { mask, .. }) => mask != MaskInput::Bool(false),
            // It was meant to do something.
            Some(_) => true,
        }
    }

    /// Whether the mask is certainly there, and not just meant or unknown.
    pub(super) fn is_certainly_masked(&self) -> bool {
        let Some(Styling::Object { mask, .. }) = self.styling else {
            return false;
        };
        matches!(
            mask,
            MaskInput::Bool(true) | MaskInput::Other { says_true: true }
        )
    }

    /// Whether the form shows the parameter without letting anybody fill it in.
    pub fn is_disabled(&self) -> bool {
        matches!(self.styling, Some(Styling::Object { disabled: true, .. }))
    }

    /// Whether its author certainly meant to mask it, and it isn't just unknown.
    pub(super) fn is_meant_to_be_masked(&self) -> bool {
        match self.styling {
            Some(Styling::Object { mask, .. }) => {
                !matches!(mask, MaskInput::Bool(false) | MaskInput::Unknown)
            }
            Some(Styling::NotJson | Styling::NotObject | Styling::NotText) => true,
            Some(Styling::Unknown) | None => false,
        }
    }

    /// Whether users fill it in, and the form masks what they type.
    pub fn hides_input(&self) -> bool {
        self.is_masked() && !self.is_disabled()
    }

    /// Whether it has options to choose from; a dynamic one counts.
    pub fn has_options(&self) -> bool {
        self.has_options
    }

    /// Whether a text can be typed into it: no options, and a string.
    pub fn takes_text(&self) -> bool {
        self.takes_text
    }
}

impl Styling {
    fn of(styling: &Value) -> Option<Self> {
        match styling {
            Value::Null => return None,
            Value::Object(_) | Value::List(_) => return Some(Self::NotText),
            _ => {}
        }
        let Some(json) = styling.parse_json() else {
            return Some(Self::NotJson);
        };
        Some(match json {
            Value::Unknown => Self::Unknown,
            Value::Object(_) => Self::Object {
                mask: match json.member("mask_input") {
                    None => MaskInput::Bool(false),
                    Some(Value::Bool(mask)) => MaskInput::Bool(mask),
                    Some(Value::Unknown) => MaskInput::Unknown,
                    Some(other) => MaskInput::Other {
                        says_true: other.as_bool() == Some(true),
                    },
                },
                disabled: json.member("disabled") == Some(Value::Bool(true)),
            },
            _ => Self::NotObject,
        })
    }
}

/// Whether a `count` or `for_each` makes anything; `None` where that can't be
/// told.
fn makes_any(repetition: &Value) -> Option<bool> {
    match repetition {
        Value::Number(count) => Some(count.as_f64() != Some(0.0)),
        Value::List(items) => Some(!items.is_empty()),
        Value::Object(object) if !object.members.is_empty() => Some(true),
        Value::Object(object) if !object.open => Some(false),
        _ => None,
    }
}

fn has_options(block: &Block<'_>) -> bool {
    block.blocks().any(|nested| {
        nested.kind == "option" || (nested.kind == "dynamic" && nested.label == Some("option"))
    })
}

fn is_string(block: &Block<'_>, definitions: &Definitions<'_>) -> bool {
    block
        .attribute("type")
        .is_none_or(|expr| match definitions.value(expr.node) {
            Value::String(name) => &*name == "string",
            // `type = string` is no value; Terraform refuses it.
            _ => !matches!(expr.node, Expression::Variable(_)),
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_may_have_members_may_make_some() {
        let empty = |open| Value::object(BTreeMap::new(), open);
        assert_eq!(makes_any(&empty(false)), Some(false));
        assert_eq!(makes_any(&empty(true)), None);
    }
}
