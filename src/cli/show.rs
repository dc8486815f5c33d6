//! What there is to say of files before they are linted: which there are, and
//! which settings apply to them; and the configuration to start from.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use super::args::Args;
use super::terminal::{fail, print, say, tell};
use super::{Exit, config_errors, paths};
use crate::config::{self, FILE_NAME};
use crate::error::describe;
use crate::files::display_name;
use crate::printable;
use crate::rules;
use crate::workspace::Workspace;

/// Shows what applies to a file or folder.
pub(super) fn config(path: &Path, workspace: &Workspace) -> Exit {
    let name = display_name(path, workspace.working_directory());
    if let Err(error) = workspace.files().kind(path) {
        return fail(&format!("{name}: {}", describe(&error)));
    }
    let folder = match path.parent() {
        Some(parent) if !path.is_dir() => parent,
        _ => path,
    };
    let configured = workspace.configs().of(workspace.files(), folder);
    let is_excluded = workspace.excludes(&configured.settings, path);
    let text = configured.print(
        &printable::text(&name).replace(['\n', '\t'], "?"),
        is_excluded,
    );
    let printed = print(&printable::lines(&printable::text(&text)));
    match tell(&config_errors(workspace)) {
        Exit::Clean => printed,
        failed => failed,
    }
}

/// Lists the files that would be linted.
pub(super) fn files(args: &Args, workspace: &mut Workspace) -> Exit {
    let mut errors = match paths::add(args, workspace) {
        Ok(errors) => errors,
        Err(errors) => return tell(&errors),
    };
    let mut list = String::new();
    for module in workspace.modules() {
        let configured = workspace.configs().of(workspace.files(), &module.folder);
        let settings = &configured.settings;
        let files = module.files.iter().chain(&module.readme);
        for file in files.filter(|file| !workspace.is_excluded(settings, module, file)) {
            list.push_str(&display_name(file, workspace.working_directory()));
            if let Some(config) = settings.nearest_file() {
                let _ = write!(list, "\t{config}");
            }
            list.push('\n');
        }
    }
    let printed = print(&printable::lines(&printable::text(&list)));
    errors.extend(config_errors(workspace));
    match tell(&errors) {
        Exit::Clean => printed,
        failed => failed,
    }
}

/// Writes a configuration to start from.
pub(super) fn init(args: &Args, working_directory: &Path) -> Exit {
    let folder = match args.paths.as_slice() {
        [] => Path::new(""),
        [folder] => folder,
        _ => return fail("`--init` takes one folder"),
    };
    let path = folder.join(FILE_NAME);
    let name = display_name(&path, working_directory);
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    let text = config::init(rules::infos());
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => {
            say("note", &format!("wrote {name}"));
            Exit::Clean
        }
        Err(error) => fail(&format!(
            "{name}: it can't be written: {}",
            describe(&error)
        )),
    }
}
