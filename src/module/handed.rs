//! What a module hands to the local modules that it calls, as far as it matters
//! there: a credential that each user has anyway, or brings already, is nothing
//! that the called module has to ask for.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::{Expression, FuncCall};

use super::{Extent, Key, Module};
use crate::flow::Sink;
use crate::terraform::expression::plain;
use crate::terraform::{Block, Expr, Reference};

/// What a variable is handed that is not just its author's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Handed {
    /// A token that Coder makes itself: an agent's, a session's.
    CodersToken,
    /// What Coder knows of each user: a token of an external service, an SSH key.
    UsersOwn,
    /// A key that each user provides, or will once the caller is fixed.
    Brought,
}

/// One call of a local module.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Handing {
    /// The called folder, relative to the caller's.
    pub source: String,
    /// Whether the caller has to do with Coder.
    by_coder: bool,
    /// Whether one template may come to hold the called module more than once.
    may_repeat: bool,
    arguments: BTreeMap<String, Handed>,
}

/// What all calls of a module pass.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// Whether some caller has to do with Coder.
    pub by_coder: bool,
    /// Whether one template may come to hold the module more than once.
    pub may_repeat: bool,
    /// What variables are handed, by name.
    pub variables: BTreeMap<String, Handed>,
}

impl HandedIn {
    /// What some calls have in common. A token of Coder's own is one whatever
    /// other calls pass.
    pub fn by<'h>(mut calls: impl Iterator<Item = &'h Handing>) -> Self {
        let Some(first) = calls.next() else {
            return Self::default();
        };
        let mut handed = Self {
            by_coder: first.by_coder,
            may_repeat: first.may_repeat,
            variables: first.arguments.clone(),
        };
        for call in calls {
            handed.by_coder |= call.by_coder;
            handed.may_repeat |= call.may_repeat;
            let before = std::mem::take(&mut handed.variables);
            let names: BTreeSet<&String> = before.keys().chain(call.arguments.keys()).collect();
            for name in names {
                let common = match (before.get(name), call.arguments.get(name)) {
                    (Some(Handed::CodersToken), _) | (_, Some(Handed::CodersToken)) => {
                        Some(Handed::CodersToken)
                    }
                    (Some(one), Some(other)) => Some(*one.max(other)),
                    _ => None,
                };
                if let Some(common) = common {
                    handed.variables.insert(name.clone(), common);
                }
            }
        }
        handed
    }
}

impl<'a> Module<'a> {
    /// The calls of local modules, in order.
    pub fn handings(&self) -> Vec<Handing> {
        let calls = self.definitions.numbered_blocks();
        let handings = calls.filter_map(|(id, call)| {
            let source = self.local_source(call)?;
            let brought = |name| self.flows().brought.contains(&(id, name));
            let arguments = call.attributes().filter_map(|(name, value)| {
                let handed = if brought(name.to_owned()) {
                    Handed::Brought
                } else {
                    self.handed_by(value.node)?
                };
                Some((name.to_owned(), handed))
            });
            Some(Handing {
                source,
                by_coder: self.concerns_coder(),
                may_repeat: self.may_be_repeated() || self.may_repeat(call),
                arguments: arguments.collect(),
            })
        });
        handings.collect()
    }

    /// What all callers pass for a variable.
    pub fn handed_in(&self, variable: &str) -> Option<Handed> {
        let handed = self.files.handed_in.variables.get(variable);
        handed.copied().filter(|_| self.extent == Extent::Folder)
    }

    /// Whether one template may come to hold this module more than once, by the
    /// modules that call it.
    pub fn may_be_repeated(&self) -> bool {
        self.extent == Extent::Folder && self.files.handed_in.may_repeat
    }

    /// Whether a local module may be there more than once because of a call: it is
    /// called by others of this module too, or by this one repeatedly.
    pub fn may_repeat(&self, call: &Block<'_>) -> bool {
        let source = self.local_source(call);
        let mut calls = self.blocks().iter();
        let is_other = |block: &Block<'_>| {
            block.kind() == "module"
                && block.name() != call.name()
                && self.local_source(block) == source
        };
        let is_counted = |count: Expr<'_>| match count.node {
            Expression::Conditional(choice) => {
                is_at_most_one(&choice.true_expr) && is_at_most_one(&choice.false_expr)
            }
            node => is_at_most_one(node),
        };
        calls.any(is_other)
            || call.attribute("for_each").is_some()
            || !call.attribute("count").is_none_or(is_counted)
    }

    /// Whether a local value is a variable's, or nothing.
    pub fn is_value_of_alone(&self, local: &str, variable: &str) -> bool {
        self.local(local).is_some_and(|local| {
            let values = Values::of(self, local.node);
            !values.has_parameter
                && !values.has_others
                && values.handed.is_empty()
                && values.variables.iter().eq([&variable])
        })
    }

    /// Whether callers leave a key to the template's author.
    pub fn is_authors(&self, key: &Key) -> bool {
        self.handed_in(self.variable(key).name).is_none()
    }

    fn handed_by(&self, value: &'a Expression) -> Option<Handed> {
        let values = Values::of(self, value);
        if values.has_parameter {
            return Some(Handed::Brought);
        }
        if values.has_others {
            return None;
        }
        let mut handed = values.handed;
        for name in values.variables {
            handed.insert(self.brought(name)?);
        }
        handed.last().copied()
    }

    /// What a variable's value is by its callers, or by the opt-in that this
    /// module has for it or should have.
    fn brought(&self, variable: &str) -> Option<Handed> {
        self.handed_in(variable).or_else(|| {
            let mut keys = self.keys().iter();
            let key = keys.find(|key| self.variable(key).name == variable)?;
            let is_joined = self.joined(key).next().is_some();
            let should_join =
                self.concerns_coder() && !self.may_hide_join() && self.uses_itself(key);
            (is_joined || should_join).then_some(Handed::Brought)
        })
    }

    /// Whether a key gets to the workspace in another way than through a local
    /// module whose key it is.
    fn uses_itself(&self, key: &Key) -> bool {
        let mut arrivals = key.arrivals.iter();
        arrivals.any(|arrival| {
            let block = self.definitions.block(arrival.block);
            arrival.sink == Sink::Workspace && self.keys_handed(key, block).next().is_none()
        })
    }
}

/// How many expressions are looked at; beyond that, a value may be anybody's.
const MAX_STEPS: usize = 1_000;

/// What an expression may be the value of.
#[derive(Default)]
struct Values<'a> {
    variables: BTreeSet<&'a str>,
    handed: BTreeSet<Handed>,
    has_parameter: bool,
    has_others: bool,
}

impl<'a> Values<'a> {
    fn of(module: &Module<'a>, expr: &'a Expression) -> Self {
        let mut values = Self::default();
        let mut seen = BTreeSet::new();
        let mut open = vec![expr];
        for _ in 0..MAX_STEPS {
            let Some(expr) = open.pop() else {
                return values;
            };
            match plain(expr) {
                Expression::Null(_) => {}
                Expression::String(text) if text.is_empty() => {}
                Expression::Conditional(choice) => {
                    open.extend([&choice.true_expr, &choice.false_expr]);
                }
                Expression::FuncCall(call) => match arguments_taken(call) {
                    0 => values.has_others = true,
                    taken => open.extend(call.args.iter().take(taken)),
                },
                other => match Reference::of(other) {
                    Some(reference) => match reference.named("local") {
                        Some(name) if !seen.insert(name) => {}
                        Some(name) => match module.local(name) {
                            Some(local) => open.push(local.node),
                            None => values.has_others = true,
                        },
                        None => values.add(reference),
                    },
                    None => values.has_others = true,
                },
            }
        }
        values.has_others = true;
        values
    }

    fn add(&mut self, reference: Reference<'a>) {
        let mut attributes = reference.attributes();
        match (reference.root, attributes.next()) {
            ("var", Some(name)) => {
                self.variables.insert(name);
            }
            ("data", Some("coder_parameter")) => self.has_parameter = true,
            ("data", Some("coder_external_auth" | "coder_workspace_owner")) => {
                let is_session = attributes.next_back() == Some("session_token");
                self.handed.insert(if is_session {
                    Handed::CodersToken
                } else {
                    Handed::UsersOwn
                });
            }
            ("coder_agent", Some(_)) if attributes.next_back() == Some("token") => {
                self.handed.insert(Handed::CodersToken);
            }
            _ => self.has_others = true,
        }
    }
}

/// Whether a number is 0 or 1, as that of a workspace's starts is.
fn is_at_most_one(expr: &Expression) -> bool {
    match expr {
        Expression::Number(number) => number.as_u64().is_some_and(|n| n <= 1),
        _ => Reference::of(expr).is_some_and(|reference| {
            reference.named("data") == Some("coder_workspace")
                && reference.attribute(2) == Some("start_count")
        }),
    }
}

/// How many arguments of a call, from the first, its value is taken from: all of
/// those it chooses among, or the one that it decodes or trims.
fn arguments_taken(call: &FuncCall) -> usize {
    match call.name.name.as_str() {
        "try" | "coalesce" => call.args.iter().count(),
        "one" | "sensitive" | "nonsensitive" | "trimspace" | "chomp" | "trim" | "trimprefix"
        | "trimsuffix" | "base64decode" => 1,
        _ => 0,
    }
}
