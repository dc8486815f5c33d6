//! What a maintainer has still to do after a fix: raise the version of a module
//! that its README's examples name.

use std::collections::BTreeSet;

use super::ChangedFile;
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
        if let Some(source) = value_of(line, "source") {
            let parts: Vec<&str> = source.split('/').collect();
            is_own = parts.len() >= 3 && parts[parts.len() - 2] == module;
        }
        if line == "}" {
            is_own = false;
        }
        is_own && value_of(line, "version").is_some()
    })
}

/// The text in quotes that a line gives an argument.
fn value_of<'t>(line: &'t str, argument: &str) -> Option<&'t str> {
    let value = line
        .strip_prefix(argument)?
        .trim_start()
        .strip_prefix('=')?;
    value.trim_start().strip_prefix('"')?.split('"').next()
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
