//! Flags form types and styling under a constraint that allows providers that
//! don't support them.

use std::ops::RangeInclusive;

use semver::Version;

use crate::check::{Check, Rule};
use crate::constraint::{self, Constraint};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::module::Module;
use crate::rule::{Applicability, RuleInfo};
use crate::terraform::Expr;

/// The first version with `form_type` and `styling`.
const FIRST: Version = Version::new(2, 4, 0);

/// The released versions before it: major, minor, patches (the tags of
/// coder/terraform-provider-coder).
const RELEASED: &[(u64, u64, RangeInclusive<u64>)] = &[
    (0, 1, 0..=0),
    (0, 2, 0..=1),
    (0, 3, 0..=4),
    (0, 4, 0..=15),
    (0, 5, 0..=3),
    (0, 6, 0..=23),
    (0, 7, 0..=0),
    (0, 8, 0..=3),
    (0, 9, 0..=0),
    (0, 10, 0..=0),
    (0, 11, 0..=2),
    (0, 12, 0..=4),
    (0, 13, 0..=0),
    (0, 14, 0..=2),
    (0, 15, 0..=0),
    (0, 16, 0..=0),
    (0, 17, 0..=0),
    (0, 18, 0..=0),
    (0, 19, 0..=0),
    (0, 20, 0..=1),
    (0, 21, 0..=0),
    (0, 22, 0..=0),
    (0, 23, 0..=0),
    (1, 0, 0..=4),
    (2, 0, 1..=2),
    (2, 1, 0..=3),
    (2, 2, 0..=0),
    (2, 3, 0..=0),
];

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "`form_type` or `styling` while the provider constraint allows versions before 2.4.0, which support neither",
        fix: Some(Applicability::Safe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    let Some((name, used)) = first_use(module) else {
        return;
    };
    let versions = module.provider_constraints("coder/coder");
    let Some(first) = versions.first() else {
        return;
    };
    let constraints: Option<Vec<Constraint>> = versions
        .iter()
        .map(|version| Constraint::parse(module.value(*version).as_str()?))
        .collect();
    if let Some(old) = constraints.and_then(|constraints| newest_too_old(&constraints)) {
        let fix = fix(module, &versions);
        findings.push(wording(*first, name, used, &old).fixed_by(fix));
    }
}

/// An attribute that old providers don't know, and where it is used: in the
/// parameter whose label comes first.
fn first_use<'a>(module: &Module<'a>) -> Option<(&'static str, Expr<'a>)> {
    ["form_type", "styling"].into_iter().find_map(|name| {
        let parameters = module.parameters().iter();
        let users = parameters.filter(|parameter| parameter.block.attribute(name).is_some());
        let first = users.min_by_key(|parameter| parameter.label())?;
        Some((name, first.block.attribute(name)?))
    })
}

/// The newest released version below 2.4.0 that all constraints admit.
fn newest_too_old(constraints: &[Constraint]) -> Option<Version> {
    let released = RELEASED.iter().rev().flat_map(|(major, minor, patches)| {
        patches
            .clone()
            .rev()
            .map(|patch| Version::new(*major, *minor, patch))
    });
    released.into_iter().find(|version| {
        constraints
            .iter()
            .all(|constraint| constraint.admits(version))
    })
}

fn wording(constraint: Expr<'_>, name: &str, used: Expr<'_>, old: &Version) -> Finding {
    Finding::new(
        constraint.span(),
        format!("the coder provider constraint allows {old}, which doesn't support `{name}`"),
    )
    .says(format!("this allows {old}"))
    .label(used.span(), format!("`{name}` was added in {FIRST}"))
    .help(format!(
        "raise the lower bound to {}.{}",
        FIRST.major, FIRST.minor
    ))
}

/// Raises the lower bound of the one constraint that there is; `None` where what
/// else it says stands in the way.
fn fix(module: &Module<'_>, versions: &[Expr<'_>]) -> Option<Fix> {
    let [version] = versions else {
        return None;
    };
    let hcl_edit::expr::Expression::String(text) = version.node else {
        return None;
    };
    let raised = constraint::raised(text.as_str(), &FIRST)?;
    let mut changes = Changes::default();
    changes.replace(version.span(), format!("\"{raised}\""));
    let title = format!("require {raised}");
    Some(changes.finish(module, title, Applicability::Safe))
}
