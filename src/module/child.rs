//! What a caller knows of a local child module.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{InForm, Module, Parameter, Variable};
use crate::flow::{ChildVariable, Origin, Sink};
use crate::terraform::Value;

/// What a local child module offers its callers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Child {
    /// What it does with its variables, by name.
    pub variables: Arc<BTreeMap<String, ChildVariable>>,
    /// The outputs that carry a key, by name.
    pub key_outputs: BTreeSet<String>,
    /// The parameters that it adds to the form.
    pub parameters: Vec<InForm>,
    /// Whether it has to do with Coder, whoever calls it.
    pub is_coders: bool,
}

/// What a module's own files don't tell.
pub trait Outside {
    /// What a local child module offers; `source` is the module call's, relative
    /// to the calling module.
    fn child(&self, source: &str) -> Option<Arc<Child>>;

    /// Whether the module's folder is the top of a Git work tree, and so called
    /// as whoever cloned it likes.
    fn is_work_tree(&self) -> bool;
}

impl Module<'_> {
    /// What the module offers its callers.
    pub fn as_child(&self) -> Child {
        let mut variables: BTreeMap<String, ChildVariable> = BTreeMap::new();
        for variable in self.variables() {
            let dependents = self.dependents_of_variable(variable.name);
            let outputs = self.outputs_among(&dependents);
            let mut offered = ChildVariable {
                outputs: outputs.map(|output| output.name().to_owned()).collect(),
                decides_for_each: dependents.for_each,
                decides_count: dependents.count,
                refuses_empty: self.refuses_empty(variable),
                ..ChildVariable::default()
            };
            for arrival in self.flows().arrivals_of(Origin::Variable(variable.id)) {
                offered.reaches_workspace |= arrival.sink == Sink::Workspace;
                offered.reaches_provisioning |= arrival.sink == Sink::Provisioning;
                offered.in_script |= arrival.in_script;
                offered.in_preset |= arrival.in_preset;
            }
            if let Some(key) = self.key(variable.id) {
                offered.is_key = true;
                let gates = self.masked(key).into_iter().filter_map(Parameter::gate);
                offered.switches = gates.flat_map(|gate| self.switches(gate)).collect();
                offered.switches.extend(self.passed_switches(key));
                offered.switch = self.only_switch(&offered.switches);
            }
            variables.insert(variable.name.to_owned(), offered);
        }
        Child {
            variables: Arc::new(variables),
            key_outputs: self
                .keys_in_outputs()
                .iter()
                .map(|found| found.output.name().to_owned())
                .collect(),
            parameters: self.parameters_offered(),
            is_coders: self.is_coders(),
        }
    }

    /// Whether some validation of a variable may refuse an empty value.
    fn refuses_empty(&self, variable: &Variable<'_>) -> bool {
        let blocks = variable.block.blocks();
        let mut validations = blocks.filter(|nested| nested.kind == "validation");
        validations.any(|nested| {
            let condition = nested.section.attribute("condition");
            condition.is_some_and(|condition| !self.holds_for_empty(condition, variable.name))
        })
    }

    /// The only one of some switches, if it is off by default.
    pub(super) fn only_switch(&self, switches: &BTreeSet<String>) -> Option<String> {
        let [only] = switches.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        let mut variables = self.variables().iter();
        let variable = variables.find(|variable| variable.name == only)?;
        let default = variable.block.attribute("default")?;
        (self.value(default) == Value::Bool(false)).then(|| only.clone())
    }
}
