//! Where keys stand in the open: in shell scripts, in outputs, in metadata.

use std::collections::BTreeMap;

use super::Module;
use crate::evidence::Credential;
use crate::flow::{Arrival, Origin};
use crate::source::Span;
use crate::terraform::{Block, Expr, NestedBlock};

/// A secret that stands in a shell script unescaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyInScript<'a> {
    /// The variable's name, or the parameter's label.
    pub name: &'a str,
    /// Whether a user types it into the form.
    pub is_users: bool,
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

/// A secret that an item of `coder_metadata` shows.
#[derive(Debug, Clone, Copy)]
pub struct SecretInMetadata<'a> {
    /// The variable's name, or the parameter's label.
    pub name: &'a str,
    /// What it is; `None` where its author's mask is all that is known.
    pub credential: Option<Credential>,
    /// The first reference to it.
    pub at: Span,
    /// The item, or the `content` of those that a dynamic block makes.
    pub item: NestedBlock<'a>,
    /// The item's value.
    pub value: Span,
}

impl<'a> Module<'a> {
    /// What stands in shell scripts unescaped: the values of masked parameters
    /// and, where `variables` count too, of key variables. One that a parameter
    /// told stands in for is not told beside it, and one that is handed to a local
    /// module is that module's business.
    pub fn keys_in_scripts(&self, variables: bool) -> Vec<KeyInScript<'a>> {
        let is_users = |origin: &Origin| match origin {
            Origin::Parameter(id) => self.parameter(*id).hides_input() && self.is_secret(*origin),
            Origin::Variable(_) => false,
        };
        let is_told = |arrival: &&Arrival| match arrival.origin {
            Origin::Parameter(_) => is_users(&arrival.origin),
            Origin::Variable(id) => {
                let is_call = self.definitions.block(arrival.block).kind() == "module";
                variables
                    && !is_call
                    && self.key(id).is_some()
                    && !arrival.alternatives.iter().any(is_users)
            }
        };
        let in_script = self.flows().arrivals.iter().filter(|one| one.in_script);
        let found = in_script.filter(is_told).map(|arrival| KeyInScript {
            name: self.name_of(arrival.origin),
            is_users: is_users(&arrival.origin),
            at: arrival.at,
        });
        let mut found: Vec<KeyInScript<'a>> = found.collect();
        found.dedup();
        found
    }

    /// The secrets that items of `coder_metadata` show: keys, passwords, and
    /// whatever else a masked parameter takes. A parameter that stands in for a
    /// variable is not told beside it.
    pub fn secrets_in_metadata(&self) -> Vec<SecretInMetadata<'a>> {
        let mut shown: BTreeMap<Span, BTreeMap<Origin, &Arrival>> = BTreeMap::new();
        for arrival in self.flows().arrivals.iter().filter(|one| !one.is_shown) {
            if let Some(value) = arrival.in_metadata
                && self.is_secret(arrival.origin)
            {
                let secrets = shown.entry(value).or_default();
                secrets.entry(arrival.origin).or_insert(arrival);
            }
        }
        let blocks = self.blocks().iter();
        let metadata = blocks.filter(|block| block.label(0) == "coder_metadata");
        let mut found = Vec::new();
        for item in metadata.flat_map(items) {
            let value = item.section.attribute("value").map(Expr::span);
            let Some((value, secrets)) = value.and_then(|value| shown.get_key_value(&value)) else {
                continue;
            };
            let is_told_already = |arrival: &Arrival| {
                let mut others = arrival.alternatives.iter();
                matches!(arrival.origin, Origin::Parameter(_))
                    && others.any(|other| secrets.contains_key(other))
            };
            let told = secrets.values().filter(|arrival| !is_told_already(arrival));
            found.extend(told.map(|arrival| SecretInMetadata {
                name: self.name_of(arrival.origin),
                credential: self.credential_of(arrival.origin),
                at: arrival.at,
                item,
                value: *value,
            }));
        }
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

    /// Whether a value is nobody else's business.
    fn is_secret(&self, origin: Origin) -> bool {
        let takes_credential = || self.credential_of(origin).is_some();
        match origin {
            Origin::Variable(_) => takes_credential(),
            Origin::Parameter(id) => {
                let parameter = self.parameter(id);
                !parameter.is_disabled()
                    && (parameter.is_meant_to_be_masked() || takes_credential())
            }
        }
    }

    /// A variable's name, or a parameter's label.
    fn name_of(&self, origin: Origin) -> &'a str {
        match origin {
            Origin::Variable(id) => self.variables[id.index()].name,
            Origin::Parameter(id) => self.parameter(id).label(),
        }
    }
}

/// The items of `coder_metadata`; of dynamic ones, what each is made by.
fn items<'a>(block: &Block<'a>) -> impl Iterator<Item = NestedBlock<'a>> {
    block
        .blocks()
        .flat_map(|nested| match (nested.kind, nested.label) {
            ("item", _) => vec![nested],
            ("dynamic", Some("item")) => {
                let contents = nested.section.blocks();
                contents.filter(|inner| inner.kind == "content").collect()
            }
            _ => Vec::new(),
        })
}
