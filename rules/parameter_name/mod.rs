//! Flags parameters whose names clash: in one form, or as soon as two modules
//! of the tree are used together.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Edit, Finding, Fix, Level};
use crate::module::{InForm, Module};
use crate::rule::Rule;
use crate::tree::{NamedParameter, Summary};

const WHY: &str = "a parameter's name must be unique in the whole template: Coder refuses a second one, and keeps values by it";

pub(crate) struct Check;

impl Rule for Check {
    fn level(&self) -> Level {
        Level::Warn
    }

    fn summary(&self) -> &'static str {
        "a parameter whose name another one has too"
    }

    fn fix(&self) -> Option<Applicability> {
        Some(Applicability::Unsafe)
    }

    fn is_about_tree(&self) -> bool {
        true
    }

    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>) {
        let mut seen: Vec<InForm> = Vec::new();
        for parameter in module.parameters_in_form() {
            let twin = seen.iter().find(|other| other.may_meet(&parameter));
            if let Some(twin) = twin {
                let fix = rename(module, &parameter);
                findings.push(in_one_form(&parameter, twin).fixed_by(fix));
            }
            seen.push(parameter);
        }
    }

    fn check_tree(&self, tree: &[Summary], findings: &mut Vec<(usize, Finding)>) {
        let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, module) in tree.iter().enumerate() {
            for parameter in &module.parameters {
                let users = users.entry(&parameter.name).or_default();
                if users.last() != Some(&index) {
                    users.push(index);
                }
            }
        }
        for (index, module) in tree.iter().enumerate() {
            if module.is_template {
                continue;
            }
            for parameter in module.parameters.iter().filter(|p| p.is_credential) {
                let others = users[parameter.name.as_str()].iter();
                let others: Vec<&Summary> = others
                    .filter(|other| **other != index)
                    .map(|other| &tree[*other])
                    .collect();
                if !others.is_empty() {
                    findings.push((index, in_two_modules(module, parameter, &others)));
                }
            }
        }
    }
}

fn in_one_form(parameter: &InForm, twin: &InForm) -> Finding {
    let name = &parameter.name;
    let mut finding = Finding::new(
        parameter.at,
        format!("a second parameter is named `{name}`"),
    )
    .about(&parameter.label)
    .label(twin.at, "the first one");
    if parameter.is_from_call {
        finding = finding.says("the module called here has it");
    }
    finding
        .note(WHY)
        .help("give one of them another name; a module's own name in it keeps it unique")
}

/// Puts the module's name before one that is written out.
fn rename(module: &Module<'_>, parameter: &InForm) -> Option<Fix> {
    let span = parameter.written_at?;
    let prefix = module.snake_name();
    let name = format!("{prefix}_{}", parameter.name);
    let is_taken = module
        .parameters_in_form()
        .iter()
        .any(|other| other.name == name);
    if prefix.is_empty() || is_taken {
        return None;
    }
    Some(Fix {
        title: format!("rename it to `{name}`"),
        applicability: Applicability::Unsafe,
        edits: vec![Edit {
            span,
            text: format!("\"{name}\""),
        }],
    })
}

fn in_two_modules(module: &Summary, parameter: &NamedParameter, others: &[&Summary]) -> Finding {
    let name = &parameter.name;
    let other = others[0];
    let place = other
        .parameters
        .iter()
        .find(|other| other.name == *name)
        .map_or("", |other| other.place.as_str());
    let more = match others.len() - 1 {
        0 => String::new(),
        1 => ", and so does one more".to_owned(),
        more => format!(", and so do {more} more"),
    };
    let prefix = &module.snake_name;
    let mut finding = Finding::new(
        parameter.at,
        format!("another module has a parameter named `{name}` as well"),
    )
    .about(&parameter.label)
    .says("a template can't use both")
    .note(format!(
        "module `{}` uses the name at {place}{more}",
        other.name
    ))
    .note(WHY);
    if !prefix.is_empty() {
        finding = finding.help(format!(
            "begin the name with the module's, as in `{prefix}_{name}`; renaming asks every user again"
        ));
        finding.fix = parameter.written_at.map(|span| Fix {
            title: format!("rename it to `{prefix}_{name}`"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit {
                span,
                text: format!("\"{prefix}_{name}\""),
            }],
        });
    }
    finding
}
