//! Whether the author hides what a variable or an output holds.

use super::Module;
use crate::terraform::{Block, Definitions, Value};

/// What a block says in `sensitive` and `ephemeral`: false where that is
/// missing, `None` where it can't be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sensitivity {
    sensitive: Option<bool>,
    ephemeral: Option<bool>,
}

impl Sensitivity {
    /// What a `variable` or `output` block says.
    pub(super) fn of<'a>(block: &Block<'a>, definitions: &Definitions<'a>) -> Self {
        let flag = |name| {
            let value = block.attribute(name);
            match value.map(|value| definitions.value(value.node)) {
                None | Some(Value::Null) => Some(false),
                Some(value) => value.as_bool(),
            }
        };
        Self {
            sensitive: flag("sensitive"),
            ephemeral: flag("ephemeral"),
        }
    }

    /// Whether it is `sensitive`; `None` where that can't be told.
    pub fn is_sensitive(self) -> Option<bool> {
        self.sensitive
    }

    /// Whether the value is hidden, by `sensitive` or `ephemeral`; `None` where
    /// that can't be told.
    pub fn is_hidden(self) -> Option<bool> {
        match (self.sensitive, self.ephemeral) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }
    }
}

impl<'a> Module<'a> {
    /// Whether what an output holds is hidden.
    pub fn sensitivity(&self, output: &Block<'a>) -> Sensitivity {
        Sensitivity::of(output, &self.definitions)
    }
}
