//! Where keys stand in the open: in shell scripts, in outputs.

use super::Module;
use crate::evidence::Credential;
use crate::flow::{Arrival, Origin, ParameterId};
use crate::source::Span;
use crate::terraform::Block;

/// A key that stands in a shell script unescaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyInScript<'a> {
    /// The variable's name, or the parameter's label.
    pub name: &'a str,
    /// The reference through which it gets there.
    pub at: Span,
}

/// An output that carries a key.
#[derive(Debug, Clone, Copy)]
pub struct KeyInOutput<'m, 'a> {
    /// The output.
    pub output: &'m Block<'a>,
    /// The first reference to the key in it.
    pub at: Span,
}

impl<'a> Module<'a> {
    /// The keys that stand in shell scripts unescaped. A parameter that stands in
    /// for a key variable is not told beside it.
    pub fn keys_in_scripts(&self) -> Vec<KeyInScript<'a>> {
        let arrivals = self.flows().arrivals.iter();
        let in_script = arrivals.filter(|arrival| arrival.in_script && self.is_key(arrival.origin));
        let found = in_script.filter_map(|arrival| {
            let name = match arrival.origin {
                Origin::Variable(variable) => self.variables[variable.index()].name,
                Origin::Parameter(parameter) if self.stands_in(parameter) => return None,
                Origin::Parameter(parameter) => self.parameter(parameter).label(),
            };
            let at = arrival.at;
            Some(KeyInScript { name, at })
        });
        let mut found: Vec<KeyInScript<'a>> = found.collect();
        found.dedup();
        found
    }

    /// The outputs that carry a key, of this module or of a local one that it
    /// calls.
    pub fn keys_in_outputs(&self) -> Vec<KeyInOutput<'_, 'a>> {
        let handed_on = self.key_outputs_handed_on();
        let blocks = self.definitions.numbered_blocks();
        let outputs = blocks.filter(|(_, block)| block.kind() == "output");
        let carrying = outputs.filter_map(|(id, output)| {
            let mut arrivals = self.flows().arrivals.iter();
            let carries_key = |arrival: &&Arrival| {
                arrival.block == id && !arrival.is_shown && self.is_key(arrival.origin)
            };
            let at = arrivals.find(carries_key).map(|arrival| arrival.at);
            let at = at.or_else(|| {
                let value = output.attribute("value")?;
                handed_on.contains(&id).then(|| value.span())
            })?;
            Some(KeyInOutput { output, at })
        });
        carrying.collect()
    }

    /// Whether a value is a key's: a key variable's, or that of a parameter that
    /// takes one.
    fn is_key(&self, origin: Origin) -> bool {
        match origin {
            Origin::Variable(variable) => self.key(variable).is_some(),
            Origin::Parameter(parameter) => self
                .credential(self.parameter(parameter))
                .is_some_and(|verdict| verdict.credential == Credential::Key),
        }
    }

    /// Whether a parameter stands in for a key variable.
    fn stands_in(&self, parameter: ParameterId) -> bool {
        let mut joins = self.flows().joins.iter();
        joins.any(|join| join.parameter == parameter && self.key(join.variable).is_some())
    }
}
