//! Which versions of Terraform a module allows.

use semver::Version;

use crate::constraint::Constraint;
use crate::module::Module;

/// The first version in which a variable's validation may refer to others.
pub(super) const CHECKS_REFER: Version = Version::new(1, 9, 0);

/// Whether a module admits a Terraform below a version: by what its
/// `required_version` says, or because it says nothing.
pub(super) fn admits_older(module: &Module<'_>, than: &Version) -> bool {
    let blocks = module.blocks().iter();
    let terraform = blocks.filter(|block| block.kind() == "terraform");
    let required = terraform.filter_map(|block| block.attribute("required_version"));
    let constraints: Vec<Constraint> = required
        .filter_map(|required| Constraint::parse(module.value(required).as_str()?))
        .collect();
    let mut older = released().filter(|version| version < than);
    older.any(|version| {
        constraints
            .iter()
            .all(|constraint| constraint.admits(&version))
    })
}

/// The versions of Terraform from 0.12 on, and some that never came: up to 1.5,
/// no minor version had more than 31 patches.
fn released() -> impl Iterator<Item = Version> {
    let minors = (12..=15)
        .map(|minor| (0, minor))
        .chain((0..=20).map(|minor| (1, minor)));
    minors.flat_map(|(major, minor)| (0..=31).map(move |patch| Version::new(major, minor, patch)))
}
