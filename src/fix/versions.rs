//! What a maintainer has still to do after a fix: raise the version of a module
//! that its README's examples name.

use std::collections::BTreeSet;

use super::ChangedFile;
use crate::module::{name_in_registry, quoted_argument};
use crate::workspace::Workspace;

/// The READMEs of changed modules whose examples call the module by a version, as
/// shown to people, in order.
pub fn with_own_version(workspace: &Workspace, files: &[ChangedFile]) -> Vec<String> {
    let modules: BTreeSet<_> = files.iter().map(|file| &file.module).collect();
    let readmes = modules.into_iter().filter_map(|id| {
        let readme = workspace.module(id)?.readme.as_ref()?;
        let name = id.folder().file_name()?.to_string_lossy();
        let shown = crate::files::display_name(readme, workspace.working_directory());
        let source = workspace.files().read_regular(readme, shown).ok()?;
        names_own_version(&source.text, &name).then_some(source.name)
    });
    let mut readmes: Vec<String> = readmes.collect();
    readmes.sort();
    readmes
}

/// Whether some call of a module in a README, by the last part but one of its
/// source, has a version.
fn names_own_version(readme: &str, module: &str) -> bool {
    let mut is_own = false;
    readme.lines().map(str::trim).any(|line| {
        if let Some(source) = quoted_argument(line, "source") {
            is_own = name_in_registry(source) == Some(module);
        }
        if line == "}" {
            is_own = false;
        }
        is_own && quoted_argument(line, "version").is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_versions() {
        let call = |source: &str, rest: &str| {
            format!("```tf\nmodule \"it\" {{\n  source  = \"{source}\"\n{rest}}}\n```\n")
        };
        let version = "  version = \"1.2.3\"\n";
        let own = "registry.example.com/people/acme/coder";
        assert!(names_own_version(&call(own, version), "acme"));
        assert!(!names_own_version(&call(own, ""), "acme"));
        assert!(!names_own_version(&call(own, version), "other"));
        assert!(!names_own_version(&call("../acme", version), "acme"));
        assert!(!names_own_version(&(call(own, "") + version), "acme"));
    }
}
