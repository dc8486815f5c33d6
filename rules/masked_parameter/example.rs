//! What keeps a README's example from being fixed: an example
//! with several keys would no longer be one.

use super::{companion, reaches_workspace};
use crate::module::{Extent, Key, Module};

/// Why the opt-in for a key is left to the author of an example; `None` for the
/// files of a module too.
pub(super) fn obstacle(module: &Module<'_>, key: &Key) -> Option<String> {
    if module.extent() == Extent::Folder {
        return None;
    }
    let keys = module.keys().iter();
    if keys.filter(|key| reaches_workspace(key)).count() > 1 {
        return Some("the example takes several keys".to_owned());
    }
    let half = companion::of(module, module.variable(key).name)?;
    Some(format!(
        "the example takes half of a credential; `{half}` is the other half"
    ))
}
