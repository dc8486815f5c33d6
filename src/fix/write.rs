//! Writes changed files and new ones: those of a module all or none, each whole
//! at any moment, to where symbolic links lead, with the mode and owner that they
//! had.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::ChangedFile;
use crate::error::{RunError, describe};
use crate::files::{self, MAX_FILE_SIZE, real};
use crate::syntax;
use crate::workspace::Workspace;

/// How names of temporary files begin and end, and how many characters are
/// between.
const PREFIX: &str = ".coderlint-";
const RANDOM: usize = 6;
const SUFFIX: &str = ".tmp";

/// Writes the files of several modules. What can't be written is told, and does
/// not stop other modules.
pub fn write(files: &[ChangedFile]) -> Vec<RunError> {
    let mut errors = Vec::new();
    for module in files.chunk_by(|a, b| a.module == b.module) {
        if let Err(error) = write_module(module) {
            errors.push(error);
        }
    }
    errors
}

fn write_module(files: &[ChangedFile]) -> Result<(), RunError> {
    let files = in_order(files);
    let mut temporary = Vec::with_capacity(files.len());
    for file in &files {
        let prepared = prepare(file).map_err(|error| failed(file, &error))?;
        temporary.push(prepared);
    }
    for (index, (file, temporary)) in files.iter().zip(temporary).enumerate() {
        if let Err(error) = replace(file, temporary) {
            let undone = files[..index].iter().try_for_each(|file| undo(file));
            let mut error = failed(file, &error);
            if let Err(second) = undone {
                error.message = format!(
                    "{}; earlier changes could not be undone: {}",
                    error.message,
                    describe(&second)
                );
            }
            return Err(error);
        }
    }
    Ok(())
}

/// New files first, since a second run would not know of them, then definitions
/// before uses: killed in between, the module still plans, and that run goes on
/// from there.
fn in_order(files: &[ChangedFile]) -> Vec<&ChangedFile> {
    let mut files: Vec<&ChangedFile> = files.iter().collect();
    files.sort_by_key(|file| (file.old.is_some(), Reverse(new_blocks(file))));
    files
}

fn failed(file: &ChangedFile, error: &io::Error) -> RunError {
    let message = format!("can't be written: {}", describe(error));
    RunError::new(file.name.clone(), message)
}

/// How many top-level blocks a file gains.
fn new_blocks(file: &ChangedFile) -> usize {
    let count = |text: &str| syntax::parse(text, 0).block_ranges().count();
    let is_code = Path::new(&file.name)
        .extension()
        .is_some_and(|extension| extension == "tf");
    if is_code {
        count(&file.new).saturating_sub(count(file.old.as_deref().unwrap_or_default()))
    } else {
        0
    }
}

/// Writes a file's new text beside it.
fn prepare(file: &ChangedFile) -> io::Result<NamedTempFile> {
    let folder = file.path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM).suffix(SUFFIX);
    if file.old.is_none() {
        with_usual_mode(&mut builder);
    }
    let mut temporary = locked(&builder, folder)?;
    temporary.write_all(file.new.as_bytes())?;
    if file.old.is_some() {
        let metadata = fs::metadata(&file.path)?;
        fs::set_permissions(temporary.path(), metadata.permissions())?;
        keep_owner(temporary.path(), &metadata);
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Puts the new text in place of the old one, if that is still what was read.
fn replace(file: &ChangedFile, temporary: NamedTempFile) -> io::Result<()> {
    let written = match &file.old {
        None => temporary.persist_noclobber(&file.path),
        Some(old) if files::read(&file.path, MAX_FILE_SIZE)? == old.as_bytes() => {
            temporary.persist(&file.path)
        }
        Some(_) => return Err(io::Error::other("the file has changed since it was read")),
    };
    written.map(drop).map_err(|error| error.error)
}

fn undo(file: &ChangedFile) -> io::Result<()> {
    let Some(old) = &file.old else {
        return fs::remove_file(&file.path);
    };
    let back = ChangedFile {
        old: Some(file.new.clone()),
        new: old.clone(),
        ..file.clone()
    };
    replace(&back, prepare(&back)?)
}

/// A temporary file, locked until it is closed: that of a run that was killed is
/// not.
fn locked(builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let temporary = builder.tempfile_in(folder)?;
        // Where files can't be locked, leftovers stay.
        let _ = temporary.as_file().lock();
        // Before that, another run may have removed it as a leftover.
        if temporary.path().exists() {
            return Ok(temporary);
        }
    }
}

/// Removes the temporary files that runs left which were killed, beside files that
/// are linted.
pub fn remove_leftovers(workspace: &Workspace) {
    let mut folders = BTreeSet::new();
    for module in workspace.modules() {
        folders.insert(module.id.folder().to_owned());
        let targets = module.irregular.iter().map(|link| real(link));
        folders.extend(targets.filter_map(|file| Some(file.parent()?.to_owned())));
    }
    for folder in folders {
        remove_leftovers_in(&folder);
    }
}

fn remove_leftovers_in(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_temporary)
            && entry.file_type().is_ok_and(|kind| kind.is_file());
        let is_left = || File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_ours && is_left() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file of this name is one of our temporary files.
fn is_temporary(name: &str) -> bool {
    let random = name
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Temporary files are their owner's alone; a new file is as open as any.
#[cfg(unix)]
fn with_usual_mode(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn with_usual_mode(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Only root can give a file to somebody else; for all others it is theirs.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _metadata: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::ModuleId;
    use std::path::PathBuf;

    fn changed(path: PathBuf, old: &str, new: &str) -> ChangedFile {
        ChangedFile {
            module: ModuleId::new(Path::new("/m")),
            name: path.display().to_string(),
            path,
            old: Some(old.to_owned()),
            new: new.to_owned(),
        }
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).expect("is there")
    }

    #[test]
    fn all_files_of_a_module_are_written_or_none() {
        let folder = tempfile::tempdir().expect("can be made");
        let (a, b) = (folder.path().join("a.tf"), folder.path().join("b.tf"));
        fs::write(&a, "locals {}\n").expect("can be written");
        fs::write(&b, "# somebody was here\n").expect("can be written");
        let files = [
            changed(a.clone(), "locals {}\n", "locals {}\n\nlocals {}\n"),
            changed(b.clone(), "# read\n", "# fixed\n"),
        ];
        let errors = write(&files);
        assert_eq!(errors.len(), 1);
        assert!(
            errors[0]
                .message
                .contains("the file has changed since it was read")
        );
        assert_eq!(text(&a), "locals {}\n");
        assert_eq!(text(&b), "# somebody was here\n");
        let names = fs::read_dir(folder.path()).expect("can be read").count();
        assert_eq!(names, 2, "no temporary file is left");
    }

    #[test]
    fn what_has_vanished_since_it_was_read_is_not_made_again() {
        let folder = tempfile::tempdir().expect("can be made");
        let (kept, gone) = (folder.path().join("a.tf"), folder.path().join("b.tf"));
        fs::write(&kept, "read").expect("can be written");
        let files = [
            changed(kept.clone(), "read", "fixed"),
            changed(gone.clone(), "read", "fixed"),
        ];
        let errors = write(&files);
        assert_eq!(errors.len(), 1);
        assert!(errors[0].message.contains("no such file"), "{errors:?}");
        assert_eq!((text(&kept).as_str(), gone.exists()), ("read", false));
        let names = fs::read_dir(folder.path()).expect("can be read").count();
        assert_eq!(names, 1, "no temporary file is left");
    }

    #[test]
    fn a_new_file_is_written_with_the_others_or_not_at_all() {
        let folder = tempfile::tempdir().expect("can be made");
        let (old, new) = (folder.path().join("a.tf"), folder.path().join("new.hcl"));
        fs::write(&old, "read").expect("can be written");
        let files = |read: &str| {
            let mut added = changed(new.clone(), "", "new");
            added.old = None;
            [changed(old.clone(), read, "fixed"), added]
        };
        assert_eq!(write(&files("another")).len(), 1);
        assert!(!new.exists());
        assert_eq!(write(&files("read")), []);
        assert_eq!((text(&old).as_str(), text(&new).as_str()), ("fixed", "new"));
        // Somebody has made it in the meantime.
        fs::write(&new, "mine").expect("can be written");
        assert_eq!(write(&files("fixed")).len(), 1);
        assert_eq!(text(&new), "mine");
    }

    /// Only root can give a file to somebody.
    #[cfg(unix)]
    #[test]
    fn a_file_stays_its_owners() {
        use std::os::unix::fs::{MetadataExt as _, chown};
        let folder = tempfile::tempdir().expect("can be made");
        let path = folder.path().join("a.tf");
        fs::write(&path, "old").expect("can be written");
        if chown(&path, Some(12345), Some(12345)).is_err() {
            return;
        }
        let owner = || fs::metadata(&path).map(|file| (file.uid(), file.gid()));
        let before = owner().expect("is there");
        assert_eq!(write(&[changed(path.clone(), "old", "new")]), []);
        assert_eq!(owner().expect("is there"), before);
    }

    /// Who has the old file open goes on reading it.
    #[test]
    fn a_file_is_replaced_not_overwritten() {
        use std::io::Read as _;
        let folder = tempfile::tempdir().expect("can be made");
        let path = folder.path().join("a.tf");
        fs::write(&path, "old").expect("can be written");
        let mut reader = fs::File::open(&path).expect("can be read");
        assert_eq!(write(&[changed(path.clone(), "old", "new")]), []);
        let mut seen = String::new();
        reader.read_to_string(&mut seen).expect("can be read");
        assert_eq!((seen.as_str(), text(&path).as_str()), ("old", "new"));
    }

    #[test]
    fn definitions_come_first() {
        let uses = changed(PathBuf::from("a.tf"), "x {\n}\n", "y {\n}\n");
        let defines = changed(PathBuf::from("b.tf"), "x {\n}\n", "x {\n}\ny {\n}\n");
        let files = [uses, defines];
        let order: Vec<&str> = in_order(&files).iter().map(|file| &*file.name).collect();
        assert_eq!(order, ["b.tf", "a.tf"]);
    }

    /// And nothing else: not what is being written, nor what is called otherwise.
    #[cfg(unix)]
    #[test]
    fn what_a_killed_run_has_left_is_removed() {
        let folder = tempfile::tempdir().expect("can be made");
        let path = |name: &str| folder.path().join(name);
        let left = path(".coderlint-aB3dE6.tmp");
        let others = [
            ".coderlint-aB3dE6x.tmp",
            ".coderlint-aB3d-6.tmp",
            ".coderlint-.tmp",
            "coderlint-aB3dE6.tmp",
            ".coderlint-aB3dE6",
            ".coderlint.hcl",
        ]
        .map(path);
        for file in others.iter().chain([&left]) {
            fs::write(file, "").expect("can be written");
        }
        let (to_folder, to_link) = (path(".coderlint-folder.tmp"), path(".coderlint-linked.tmp"));
        fs::create_dir(&to_folder).expect("can be made");
        std::os::unix::fs::symlink(&others[0], &to_link).expect("can be made");
        let file = changed(others[0].clone(), "", "new");
        let written = prepare(&file).expect("can be written");
        remove_leftovers_in(folder.path());
        assert!(!left.exists());
        let kept = others.iter().chain([&to_folder, &to_link]);
        for file in kept.map(PathBuf::as_path).chain([written.path()]) {
            assert!(file.exists(), "{}", file.display());
        }
    }
}
