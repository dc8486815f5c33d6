//! Where a user secret does better than an opt-in: each user has one value for
//! all workspaces, and no module has to ask for it.

use semver::Version;

use super::{Key, Module};

/// The first Coder in which user secrets are generally available
/// (`coder secret create`, Coder 2.36).
const USER_SECRETS: Version = Version::new(2, 36, 0);

impl Module<'_> {
    /// The environment variable that a key sets in the workspace, where it goes
    /// nowhere else and every Coder that the configuration allows has user secrets.
    pub fn replaced_by_user_secret(&self, key: &Key) -> Option<String> {
        let coder = self.settings().coder_version()?;
        let name = self.only_environment_variable_of(key)?;
        (!coder.admits_below(&USER_SECRETS)).then_some(name)
    }

    /// Whether opt-ins that user secrets replace are to go, so that none is asked
    /// for.
    pub fn opt_ins_go(&self) -> bool {
        self.files.opt_ins_go
    }
}
