//! Flags parameters whose names clash: in one form, or as soon as two modules
//! of the tree are used together.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, NamedParameter, Rule, TreeFinding, TreeMember};
use crate::diagnostic::{Edit, Finding, Fix};
use crate::module::{InForm, Module};
use crate::rule::{Applicability, Level, RuleInfo};
use crate::source::Span;

const WHY: &str = "a parameter's name must be unique in the whole template: Coder rejects duplicates, and stores values under the name";

/// How many parameters of the same name are shown beside one.
const MAX_TWINS: usize = 3;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Warn,
        summary: "a parameter with the same name as another",
        fix: Some(Applicability::Unsafe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check), Check::Tree(check_tree)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    let parameters = module.parameters_in_form();
    let mut by_name: BTreeMap<&str, Vec<&InForm>> = BTreeMap::new();
    for parameter in &parameters {
        by_name.entry(&parameter.name).or_default().push(parameter);
    }
    let names: BTreeSet<&str> = by_name.keys().copied().collect();
    for namesakes in by_name.values_mut() {
        namesakes.sort_by_key(|parameter| (!parameter.is_from_call, &parameter.label));
        let clashes: Vec<(&InForm, Vec<&InForm>)> = namesakes
            .iter()
            .map(|parameter| (*parameter, twins(parameter, namesakes)))
            .filter(|(_, twins)| !twins.is_empty())
            .collect();
        // The first one keeps its name, and the next one gets another.
        let renamed = clashes.iter().skip(1).find(|(it, _)| !it.is_from_call);
        let renamed = renamed.map(|(parameter, _)| parameter.at);
        for (parameter, twins) in &clashes {
            let is_renamed = renamed == Some(parameter.at);
            let fix = is_renamed.then(|| rename(module, parameter, &names));
            findings.push(in_one_form(parameter, twins).fixed_by(fix.flatten()));
        }
    }
}

/// The first of those that can be in one form with a parameter of their name.
fn twins<'p>(parameter: &InForm, namesakes: &[&'p InForm]) -> Vec<&'p InForm> {
    let others = namesakes.iter().copied();
    let others = others.filter(|other| !std::ptr::eq(*other, parameter));
    others
        .filter(|other| other.may_meet(parameter))
        .take(MAX_TWINS)
        .collect()
}

fn in_one_form(parameter: &InForm, twins: &[&InForm]) -> Finding {
    let name = &parameter.name;
    let mut finding = Finding::new(
        parameter.at,
        format!("another parameter in this form is also named `{name}`"),
    )
    .about(&parameter.label);
    for twin in twins {
        finding = finding.label(twin.at, "the other one");
    }
    if parameter.is_from_call {
        finding = finding.says("it is declared in the module called here");
    }
    finding
        .note(WHY)
        .help("rename one of them; a name that includes the module's stays unique")
}

/// Puts the module's name before one that is written out.
fn rename(module: &Module<'_>, parameter: &InForm, names: &BTreeSet<&str>) -> Option<Fix> {
    let name = prefixed(&module.snake_name(), &parameter.name)?;
    let is_taken = names.contains(name.as_str());
    let written_at = parameter.written_at.filter(|_| !is_taken)?;
    Some(renaming(written_at, &name))
}

/// A name with a module's before it; `None` where it begins so already.
fn prefixed(module: &str, name: &str) -> Option<String> {
    let is_prefixed = name == module || name.starts_with(&format!("{module}_"));
    (!module.is_empty() && !is_prefixed).then(|| format!("{module}_{name}"))
}

fn renaming(written_at: Span, name: &str) -> Fix {
    Fix {
        title: format!("rename it to `{name}`"),
        applicability: Applicability::Unsafe,
        edits: vec![Edit {
            span: written_at,
            text: format!("\"{name}\""),
        }],
    }
}

fn check_tree(tree: &[&TreeMember], findings: &mut Vec<TreeFinding>) {
    let mut users: BTreeMap<&str, Vec<&TreeMember>> = BTreeMap::new();
    for &module in tree {
        for parameter in &module.parameters {
            let users = users.entry(&parameter.name).or_default();
            if users.last().is_none_or(|last| last.id != module.id) {
                users.push(module);
            }
        }
    }
    for module in tree.iter().filter(|module| !module.is_template) {
        for parameter in module.parameters.iter().filter(|p| p.is_credential) {
            let users = users[parameter.name.as_str()].iter();
            let others: Vec<&TreeMember> = users
                .copied()
                .filter(|other| other.id != module.id)
                .collect();
            if !others.is_empty() {
                findings.push(TreeFinding {
                    module: module.id.clone(),
                    finding: in_two_modules(module, parameter, &others),
                });
            }
        }
    }
}

fn in_two_modules(
    module: &TreeMember,
    parameter: &NamedParameter,
    others: &[&TreeMember],
) -> Finding {
    let name = &parameter.name;
    let other = others[0];
    let place = other
        .parameters
        .iter()
        .find(|other| other.name == *name)
        .map_or("", |other| other.place.as_str());
    let more = match others.len() - 1 {
        0 => String::new(),
        1 => ", and so does one other module".to_owned(),
        more => format!(", and so do {more} other modules"),
    };
    let mut finding = Finding::new(
        parameter.at,
        format!("another module also has a parameter named `{name}`"),
    )
    .about(&parameter.label)
    .says("a template can't use both modules")
    .note(format!(
        "module `{}` uses this name at {place}{more}",
        other.name
    ))
    .note(WHY);
    if let Some(name) = prefixed(&module.snake_name, name) {
        finding = finding.help(format!(
            "start the name with the module's, as in `{name}`; every user is asked again after a rename"
        ));
        finding.fix = parameter.written_at.map(|at| renaming(at, &name));
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_modules_before_it_once() {
        for (name, expected) in [
            ("api_key", Some("acme_api_key")),
            ("acmes_key", Some("acme_acmes_key")),
            ("acme_api_key", None),
            ("acme", None),
        ] {
            assert_eq!(prefixed("acme", name).as_deref(), expected);
        }
        assert_eq!(prefixed("", "api_key"), None);
    }
}
