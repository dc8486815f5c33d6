//! `data "coder_parameter"` blocks: what the form makes of them.
//!
//! Facts are those of terraform-provider-coder 2.20 (`provider/parameter.go`,
//! `provider/formtype.go`) and of Coder's form, which masks `input` and
//! `textarea` only.

use hcl_edit::expr::Expression;

use super::Module;
use crate::flow::ParameterId;
use crate::terraform::{Block, Expr, Value};

/// A `data "coder_parameter"` block.
#[derive(Debug)]
pub struct Parameter<'a> {
    /// Its number in the module.
    pub id: ParameterId,
    /// The block.
    pub block: Block<'a>,
}

/// What `styling` says about masking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// There is no `styling`, or it does not mask.
    No,
    /// It masks, or was meant to (that it can't work is another rule's
    /// finding), or nobody can tell.
    Yes,
}

/// What `styling` says, as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Styling {
    /// Nobody can tell.
    Unknown,
    /// It is no JSON.
    NotJson,
    /// It is JSON, but no object.
    NotObject,
    /// `mask_input` is no boolean.
    OtherMask,
    /// `mask_input`, false where it is missing.
    Mask(bool),
}

impl<'a> Parameter<'a> {
    /// The block's label, not its `name`.
    pub fn label(&self) -> &'a str {
        self.block.name()
    }

    /// Whether the form masks the value.
    pub fn mask(&self, module: &Module<'a>) -> Mask {
        let Some(styling) = self.styling(module) else {
            return Mask::No;
        };
        match styling.parse_json() {
            Some(json @ Value::Object(_)) => match json.member("mask_input") {
                None | Some(Value::Bool(false)) => Mask::No,
                Some(_) => Mask::Yes,
            },
            // Unknown, or no JSON object: it was meant to do something.
            _ => Mask::Yes,
        }
    }

    /// Whether the mask is certainly there, and not just meant or unknown.
    pub(super) fn is_certainly_masked(&self, module: &Module<'a>) -> bool {
        self.styling(module)
            .and_then(|styling| styling.parse_json())
            .and_then(|json| json.member("mask_input"))
            .is_some_and(|mask| mask.as_bool() == Some(true))
    }

    /// Whether the form shows the parameter without letting anybody fill it in.
    pub fn is_disabled(&self, module: &Module<'a>) -> bool {
        self.styling(module)
            .and_then(|styling| styling.parse_json())
            .and_then(|json| json.member("disabled"))
            .is_some_and(|disabled| disabled == Value::Bool(true))
    }

    /// The `styling` attribute.
    pub fn styling_expr(&self) -> Option<Expr<'a>> {
        self.block.attribute("styling")
    }

    fn styling(&self, module: &Module<'a>) -> Option<Value> {
        match module.value(self.styling_expr()?) {
            Value::Null => None,
            value => Some(value),
        }
    }

    /// What `styling` is as JSON: `None` where there is none.
    pub fn styling_json(&self, module: &Module<'a>) -> Option<Styling> {
        Some(match self.styling(module)?.parse_json() {
            None => Styling::NotJson,
            Some(Value::Unknown) => Styling::Unknown,
            Some(json @ Value::Object(_)) => match json.member("mask_input") {
                Some(Value::Unknown) => Styling::Unknown,
                Some(Value::Bool(mask)) => Styling::Mask(mask),
                Some(_) => Styling::OtherMask,
                None => Styling::Mask(false),
            },
            Some(_) => Styling::NotObject,
        })
    }

    /// Whether it has options to choose from; a dynamic one counts.
    pub fn has_options(&self) -> bool {
        self.block.blocks().any(|nested| {
            nested.kind == "option" || (nested.kind == "dynamic" && nested.label == Some("option"))
        })
    }

    /// Whether a text can be typed into it: no options, and a string.
    pub(super) fn takes_text(&self, module: &Module<'a>) -> bool {
        let has_options = self.has_options();
        let is_string = self.block.attribute("type").is_none_or(|expr| {
            match module.value(expr) {
                Value::String(name) => &*name == "string",
                // `type = string` is no value; Terraform refuses it.
                _ => !matches!(expr.node, Expression::Variable(_)),
            }
        });
        !has_options && is_string
    }
}
