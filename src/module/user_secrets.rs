//! Where a user secret does better than an opt-in: each user has one value for
//! all workspaces, and no module has to ask for it.

use semver::Version;

use super::{Key, Module};
use crate::constraint::Constraint;

/// The first Coder in which user secrets are generally available
/// (`coder secret create`, Coder 2.36).
const USER_SECRETS: Version = Version::new(2, 36, 0);

impl Module<'_> {
    /// The environment variable that a key sets in the workspace, where it goes
    /// nowhere else and every Coder that the configuration allows has user secrets.
    pub fn replaced_by_user_secret(&self, key: &Key) -> Option<String> {
        let coder = self.settings().coder_version()?;
        let name = self.only_environment_variable_of(key)?;
        has_user_secrets(&coder).then_some(name)
    }

    /// Whether opt-ins that user secrets replace are to go, so that none is asked
    /// for.
    pub fn opt_ins_go(&self) -> bool {
        self.files.opt_ins_go
    }
}

/// Whether a constraint allows no Coder without user secrets.
fn has_user_secrets(coder: &Constraint) -> bool {
    let minors = (0..=2).flat_map(|major| (0..=40).map(move |minor| (major, minor)));
    let versions = minors
        .flat_map(|(major, minor)| (0..=15).map(move |patch| Version::new(major, minor, patch)));
    let mut older = versions.filter(|version| *version < USER_SECRETS);
    !older.any(|version| coder.admits(&version))
}
