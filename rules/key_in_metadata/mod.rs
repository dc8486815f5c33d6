//! Flags secrets shown in the workspace's metadata.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::evidence::Credential;
use crate::module::{Module, SecretInMetadata};
use crate::rule::{Applicability, RuleInfo};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a credential shown in the workspace's metadata",
        fix: Some(Applicability::Safe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for found in module.secrets_in_metadata() {
        findings.push(wording(&found).fixed_by(fix(module, &found)));
    }
}

fn wording(found: &SecretInMetadata<'_>) -> Finding {
    let name = found.name;
    let what = match found.credential {
        Some(Credential::Key) => "key",
        Some(Credential::Password) => "password",
        None => "masked parameter",
    };
    let finding = Finding::new(
        found.value,
        format!("the workspace's metadata shows {what} `{name}`"),
    )
    .about(name)
    .says("anyone who can view the workspace sees this")
    .help("add `sensitive = true` to the item");
    if found.value.covers(found.at) {
        finding
    } else {
        finding.label(found.at, format!("the {what} comes from here"))
    }
}

/// Hides the item, if no expression decides about that.
fn fix(module: &Module<'_>, found: &SecretInMetadata<'_>) -> Option<Fix> {
    let old = found.item.section.attribute("sensitive");
    if old.is_some_and(|old| old.node.as_bool().is_none() && !old.node.is_null()) {
        return None;
    }
    let mut changes = Changes::default();
    changes.set_nested_attribute(module, found.item, "sensitive", "true", &["key", "value"]);
    // Others that the same block makes are hidden as well.
    let applicability = match found.item.kind {
        "item" => Applicability::Safe,
        _ => Applicability::Unsafe,
    };
    Some(changes.finish(module, "hide the item's value", applicability))
}
