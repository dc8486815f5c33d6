//! What a caller knows of the variables of a local child module.

use std::collections::BTreeSet;

use super::Sink;
use crate::terraform::Block;

/// What a child module does with one variable.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing it does")]
pub struct ChildVariable {
    /// It is a key variable of the child, and so the child's business.
    pub is_key: bool,
    /// The variables that open the gate of its masked parameter, if it has one
    /// with a gate, or that it passes on to a module that has one.
    pub switches: BTreeSet<String>,
    /// The only one of these, if it is off by default.
    pub switch: Option<String>,
    /// Its value ends up in the workspace.
    pub reaches_workspace: bool,
    /// Its value ends up where Terraform runs.
    pub reaches_provisioning: bool,
    /// It stands in a shell script unescaped.
    pub in_script: bool,
    /// A `coder_workspace_preset` takes it.
    pub in_preset: bool,
    /// The outputs that carry it.
    pub outputs: BTreeSet<String>,
    /// Whether a `for_each` depends on it.
    pub decides_for_each: bool,
    /// Whether a `count` depends on it.
    pub decides_count: bool,
    /// Whether some validation of it may refuse an empty value.
    pub refuses_empty: bool,
}

impl ChildVariable {
    /// Where a value handed to this variable ends up, as far as the caller is
    /// concerned. A child's opt-in counts for the caller only where the call
    /// opens its gate, or passes something that may.
    pub fn sink(&self, call: &Block<'_>) -> Sink {
        // A variable that is passed on may open it, whatever its default.
        let may_open = |variable: &String| {
            let value = call.attribute(variable);
            value.is_some_and(|value| value.node.as_bool() != Some(false))
        };
        let is_offered = self.switches.is_empty() || self.switches.iter().any(may_open);
        if self.is_key && is_offered {
            Sink::Unknown
        } else if self.is_key || self.reaches_workspace {
            Sink::Workspace
        } else if self.reaches_provisioning {
            Sink::Provisioning
        } else {
            Sink::Unknown
        }
    }
}
