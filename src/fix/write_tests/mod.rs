//! `--write-tests`: modules that have tests get one more for each opt-in that
//! fixes add.

mod opt_in;
mod setup;

use std::collections::BTreeSet;

use super::ChangedFile;
use crate::files::display_name;
use crate::source::FileId;
use crate::syntax;
use crate::terraform::blocks_of;
use crate::workspace::Workspace;

use opt_in::OptIn;
use setup::{OwnTests, SUFFIX};

/// Adds new files with tests to those that fixes change, behind the other files
/// of each module. The workspace is as it is with the fixes. The answer says,
/// in a line each, which opt-ins have no test, and why.
pub fn write_tests(workspace: &Workspace, files: &mut Vec<ChangedFile>) -> Vec<String> {
    let mut untested = Vec::new();
    let fixed = std::mem::take(files);
    for of_module in fixed.chunk_by(|a, b| a.module == b.module) {
        files.extend_from_slice(of_module);
        let added = added_parameters(of_module);
        let path = workspace.module(&of_module[0].module);
        let Some(path) = path.filter(|_| !added.is_empty()) else {
            continue;
        };
        let Some(own) = OwnTests::of(workspace, path) else {
            continue;
        };
        workspace.look_at(&path.id, |module| {
            for opt_in in added.iter().filter_map(|label| OptIn::of(module, label)) {
                let file = format!("{}_parameter{SUFFIX}", opt_in.label());
                let path = own.folder.join(&file);
                if path.symlink_metadata().is_ok() {
                    continue;
                }
                let name =
                    display_name(&own.shown_folder.join(&file), workspace.working_directory());
                match opt_in.test(&own) {
                    Ok(text) => files.push(ChangedFile {
                        module: of_module[0].module.clone(),
                        path,
                        name,
                        old: None,
                        new: text,
                    }),
                    Err(reason) => untested.push(format!("{name} was not written: {reason}")),
                }
            }
        });
    }
    untested
}

/// The labels of the parameters that files gain.
fn added_parameters(files: &[ChangedFile]) -> BTreeSet<String> {
    let before = files.iter().filter_map(|file| file.old.as_deref());
    let before: BTreeSet<String> = before.flat_map(parameters).collect();
    let after = files.iter().flat_map(|file| parameters(&file.new));
    after.filter(|label| !before.contains(label)).collect()
}

/// The labels of the parameters that a text declares, if it is Terraform's.
fn parameters(text: &str) -> Vec<String> {
    let syntax = syntax::parse(text, 0);
    let blocks = blocks_of(FileId::default(), &syntax);
    let parameters =
        blocks.filter(|block| block.kind() == "data" && block.label(0) == "coder_parameter");
    parameters.map(|block| block.name().to_owned()).collect()
}

/// What may stand in the text of a test, or in its path.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for name in ["a", "_a", "api_key", "api-key-2"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "2a", "-a", "a b", "a/b", "../a", "a\"b", "\u{e4}"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
