//! Which variables are keys, and which parameters take a credential.

use super::variable::has_literal_default;
use super::{Handed, Module, Parameter, Variable};
use crate::evidence::{self, Credential, Subject, Verdict};
use crate::flow::{Arrival, Origin};
use crate::source::Span;
use crate::terraform::VariableId;
use crate::terraform::expression::literal_text;

/// A variable that takes a credential of a user's own.
#[derive(Debug)]
pub struct Key {
    /// The variable.
    pub variable: VariableId,
    /// Why it is treated as a key: "its name ends in `api_key`".
    pub reason: String,
    /// Where it ends up, in order of the references.
    pub arrivals: Vec<Arrival>,
}

impl<'a> Module<'a> {
    /// The key variables, in order.
    pub fn keys(&self) -> &[Key] {
        self.keys.get_or_init(|| judged_keys(self))
    }

    /// The key that a variable is, if it is one.
    pub fn key(&self, variable: VariableId) -> Option<&Key> {
        self.keys().iter().find(|key| key.variable == variable)
    }

    /// Why a variable is not treated as a key: "its type is not `string`". It says
    /// nothing of use about one that is.
    pub fn why_not_key(&self, variable: &Variable<'_>) -> String {
        match self.handed_in(variable.name) {
            Some(Handed::CodersToken) => return "its callers pass a token of Coder's".to_owned(),
            Some(Handed::UsersOwn) => return "its callers pass what each user has".to_owned(),
            _ => {}
        }
        with_subject(self, variable, |subject| {
            evidence::why_not(subject, self.settings().keys())
        })
    }

    /// What a parameter takes, and why that is thought; `None` if it takes no
    /// credential.
    pub fn credential(&self, parameter: &Parameter<'a>) -> Option<&Verdict> {
        let credentials = self.credentials.get_or_init(|| judged_parameters(self));
        credentials[parameter.id.index()].as_ref()
    }

    /// Whether users have to be told how the value of a masked parameter is stored:
    /// it takes a credential, or its author masks a text, whatever it is called.
    pub fn owes_caveat(&self, parameter: &Parameter<'a>) -> bool {
        let is_hidden = || parameter.is_certainly_masked() && parameter.takes_text();
        let said = self.settings().keys();
        parameter.hides_input()
            && (self.credential(parameter).is_some()
                || (is_hidden() && !evidence::is_excluded(&self.names(parameter), said)))
    }

    /// What a parameter is called, its label first.
    fn names(&self, parameter: &Parameter<'a>) -> [String; 3] {
        let text = |name| self.text(parameter, name);
        [
            parameter.label().to_owned(),
            text("name"),
            text("display_name"),
        ]
    }

    /// The text of a parameter's argument, as far as it is known.
    fn text(&self, parameter: &Parameter<'a>, argument: &str) -> String {
        let expr = parameter.block.attribute(argument);
        expr.map_or_else(String::new, |expr| {
            let known = self.value(expr).as_text();
            known.unwrap_or_else(|| literal_text(expr.node))
        })
    }

    /// Which kind of credential a variable or a parameter takes, if it takes one.
    pub(super) fn credential_of(&self, origin: Origin) -> Option<Credential> {
        let verdict = match origin {
            Origin::Variable(id) => judge_variable(self, &self.variables[id.index()]),
            Origin::Parameter(id) => self.credential(self.parameter(id)).cloned(),
        };
        verdict.map(|verdict| verdict.credential)
    }

    /// The variable of a key.
    pub fn variable(&self, key: &Key) -> &Variable<'a> {
        &self.variables[key.variable.index()]
    }
}

impl Key {
    /// Where it ends up from one reference.
    pub(super) fn arrivals_from(&self, at: Span) -> &[Arrival] {
        let start = self.arrivals.partition_point(|arrival| arrival.at < at);
        let from = &self.arrivals[start..];
        &from[..from.partition_point(|arrival| arrival.at == at)]
    }
}

/// The key variables of a module, in order.
fn judged_keys(module: &Module<'_>) -> Vec<Key> {
    let judged = module.variables().iter().filter_map(|variable| {
        let verdict = judge_variable(module, variable)?;
        let counts = verdict.credential == Credential::Key || module.settings().keys().passwords;
        let origin = Origin::Variable(variable.id);
        counts.then(|| Key {
            variable: variable.id,
            reason: verdict.reason,
            arrivals: module.flows().arrivals_of(origin).cloned().collect(),
        })
    });
    judged.collect()
}

fn judge_variable(module: &Module<'_>, variable: &Variable<'_>) -> Option<Verdict> {
    // Each user has that already.
    if let Some(Handed::CodersToken | Handed::UsersOwn) = module.handed_in(variable.name) {
        return None;
    }
    with_subject(module, variable, |subject| {
        evidence::judge(subject, module.settings().keys())
    })
}

/// What is known of a variable that bears on the question.
fn with_subject<R>(
    module: &Module<'_>,
    variable: &Variable<'_>,
    judge: impl FnOnce(&Subject<'_>) -> R,
) -> R {
    let environment = module.flows().environment(Origin::Variable(variable.id));
    judge(&Subject {
        names: &[variable.name],
        description: &variable.description(),
        hidden: variable.sensitivity.is_hidden().unwrap_or(false),
        takes_text: variable.may_be_string(),
        is_asked: false,
        has_default: has_literal_default(&variable.block),
        authorizes: module.flows().authorizes(Origin::Variable(variable.id)),
        environment: &environment.into_iter().collect::<Vec<_>>(),
    })
}

/// What each parameter of a module takes, if that is a credential.
fn judged_parameters(module: &Module<'_>) -> Vec<Option<Verdict>> {
    let parameters = module.parameters().iter();
    parameters
        .map(|parameter| {
            joined_key(module, parameter).or_else(|| judge_parameter(module, parameter))
        })
        .collect()
}

/// That a parameter stands in for a key variable.
fn joined_key(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Verdict> {
    let joins = module.flows().joins.iter();
    let joined = joins.filter(|join| join.parameter == parameter.id);
    let keys = joined.filter_map(|join| module.key(join.variable));
    let name = keys.map(|key| module.variable(key).name).min()?;
    Some(Verdict::key(format!(
        "its value is used in place of `var.{name}`"
    )))
}

fn judge_parameter<'a>(module: &Module<'a>, parameter: &Parameter<'a>) -> Option<Verdict> {
    let names = module.names(parameter);
    let environment = module.flows().environment(Origin::Parameter(parameter.id));
    let subject = Subject {
        names: &names.each_ref().map(String::as_str),
        description: &module.text(parameter, "description"),
        hidden: parameter.is_certainly_masked(),
        takes_text: parameter.takes_text(),
        is_asked: true,
        has_default: has_literal_default(&parameter.block),
        authorizes: module.flows().authorizes(Origin::Parameter(parameter.id)),
        environment: &environment.into_iter().collect::<Vec<_>>(),
    };
    evidence::judge(&subject, module.settings().keys())
}
