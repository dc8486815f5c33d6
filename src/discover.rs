//! From the paths on the command line to the modules below them.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use ignore::{DirEntry, WalkBuilder};

use crate::error::{RunError, describe};
use crate::files::{Files, check_size, display_name, real};

/// The README that belongs to a module.
pub const README: &str = "README.md";

/// The largest `.gitignore` that is read, in bytes: patterns take a thousand times
/// as much memory.
const MAX_IGNORES_SIZE: usize = 256 * 1024;

/// How files in Terraform's JSON syntax end.
const JSON: &str = ".tf.json";

/// A module: its folder, without symbolic links in its path.
///
/// Modules are compared by the text of their paths: comparing paths part by part
/// would be a good part of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(Arc<OsStr>);

impl ModuleId {
    /// The module in a folder, whose path has no symbolic links.
    pub fn new(real: &Path) -> Self {
        // Without a slash at its end.
        let real = real.components().as_path();
        Self(real.as_os_str().into())
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        Path::new(&self.0)
    }
}

/// A folder to lint: the paths of its files, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModulePath {
    /// Which module it is.
    pub id: ModuleId,
    /// The folder as it was reached.
    pub folder: PathBuf,
    /// The folder as shown to people.
    pub name: String,
    /// Its `.tf` files, sorted.
    pub files: Vec<PathBuf>,
    /// Its README.
    pub readme: Option<PathBuf>,
    /// Which of these are symbolic links, or no regular files at all.
    pub irregular: BTreeSet<PathBuf>,
    /// Whether it has `.tf.json` files, which are not linted: what they may
    /// declare is unknown.
    pub has_json: bool,
    /// The path that it was asked for by, if that overrides what is excluded.
    pub asked_for: Option<PathBuf>,
}

/// The modules found, in the order of their names, and what went wrong.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Sorted by name; each folder once, however many paths lead to it.
    pub modules: Vec<ModulePath>,
    /// Paths that don't exist or can't be read.
    pub errors: Vec<RunError>,
}

/// Finds the modules at and below some paths. A folder is searched through,
/// without hidden folders and what `.gitignore` names; a path named here is
/// linted even where it is ignored. A file stands for its module.
pub fn discover(paths: &[PathBuf], working_directory: &Path) -> Discovery {
    let mut found = Found::default();
    for path in paths {
        let name = display_name(path, working_directory);
        // Two ways to one folder (`a` and `a/../a`) are one module.
        match std::fs::canonicalize(path) {
            Err(error) => found.errors.push(RunError::new(name, describe(&error))),
            Ok(real) if real.is_dir() => found.walk(path, &real, working_directory),
            Ok(_) => found.module_of(path, working_directory),
        }
    }
    let mut modules: Vec<ModulePath> = found.modules.into_values().collect();
    modules.retain(|module| !module.files.is_empty() || module.readme.is_some());
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    Discovery {
        modules,
        errors: found.errors,
    }
}

/// Finds the modules at and below a folder among an editor's buffers, and nowhere
/// else; as on disk, without hidden folders.
pub fn discover_buffers(root: &Path, files: &Files, working_directory: &Path) -> Vec<ModulePath> {
    let is_searched = |folder: &PathBuf| {
        let below = folder.strip_prefix(root);
        below.is_ok_and(|below| {
            let mut parts = below.iter();
            !parts.any(|part| part.as_encoded_bytes().starts_with(b"."))
        })
    };
    let folders = files.buffer_folders().into_iter().filter(is_searched);
    let found = folders.filter_map(|path| folder(&path, files, working_directory).ok());
    let mut modules: Vec<ModulePath> = found
        .filter(|module| !module.files.is_empty())
        .map(|module| ModulePath {
            asked_for: Some(root.to_owned()),
            ..module
        })
        .collect();
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    modules
}

/// The files at and below some paths that are wanted, in order, each once, and
/// what went wrong. Folders are searched as they are for modules.
pub fn files_below(
    paths: &[PathBuf],
    working_directory: &Path,
    is_wanted: &dyn Fn(&Path) -> bool,
) -> (Vec<PathBuf>, Vec<RunError>) {
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut errors = Vec::new();
    for path in paths {
        let mut walker = WalkBuilder::new(path);
        walker.standard_filters(false).hidden(true);
        walker.git_ignore(true).parents(true).require_git(false);
        for entry in walker.build() {
            match entry {
                Ok(entry) => {
                    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                    if !is_folder && is_wanted(entry.path()) {
                        found.insert(real(entry.path()), entry.into_path());
                    }
                }
                Err(error) => errors.push(walk_error(&error, path, working_directory)),
            }
        }
    }
    (found.into_values().collect(), errors)
}

/// The files of one folder, without those below it.
///
/// # Errors
///
/// Those of listing the folder.
pub fn folder(path: &Path, files: &Files, working_directory: &Path) -> io::Result<ModulePath> {
    let mut module = ModulePath {
        id: ModuleId::new(&real(path)),
        folder: path.to_owned(),
        name: display_name(path, working_directory),
        files: Vec::new(),
        readme: None,
        irregular: BTreeSet::new(),
        has_json: false,
        asked_for: Some(path.to_owned()),
    };
    for (file, is_regular) in files.list(path)? {
        module.add(file, is_regular);
    }
    Ok(module)
}

impl ModulePath {
    fn add(&mut self, path: PathBuf, is_regular: bool) {
        if !is_regular {
            self.irregular.insert(path.clone());
        }
        match path.file_name().and_then(|name| name.to_str()) {
            Some(README) => self.readme = Some(path),
            Some(name) if name.ends_with(JSON) => self.has_json = true,
            // A link may lead to a folder.
            _ if is_module_file(&path) && (is_regular || !path.is_dir()) => self.files.push(path),
            _ => {}
        }
    }
}

/// Whether a file of this name is linted at all.
pub fn is_linted(path: &Path) -> bool {
    is_module_file(path) || path.file_name().is_some_and(|name| name == README)
}

/// Whether Terraform reads a file of this name (Terraform 1.11,
/// `internal/configs/parser_config_dir.go`: not hidden, no editor's backup).
fn is_module_file(path: &Path) -> bool {
    let Some(name) = path.file_name() else {
        return false;
    };
    let name = name.as_encoded_bytes();
    let is_backup = name.starts_with(b".")
        || name.ends_with(b"~")
        || (name.starts_with(b"#") && name.ends_with(b"#"));
    name.ends_with(b".tf") && !is_backup
}

#[derive(Default)]
struct Found {
    /// By the folder's real path.
    modules: BTreeMap<PathBuf, ModulePath>,
    errors: Vec<RunError>,
}

impl Found {
    /// Adds the modules in a folder and below it.
    fn walk(&mut self, root: &Path, real_root: &Path, working_directory: &Path) {
        // Another path has led to these, and their files are known.
        let known: BTreeSet<PathBuf> = self.modules.keys().cloned().collect();
        if let Some((path, error)) = real_root.ancestors().find_map(refused_ignores) {
            let name = display_name(&path, working_directory);
            self.errors.push(RunError::new(name, describe(&error)));
            return;
        }
        let (refuse, refused) = mpsc::channel();
        let walker = WalkBuilder::new(root)
            .standard_filters(false)
            .hidden(true)
            .git_ignore(true)
            .parents(true)
            .require_git(false)
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let refused = is_folder.then(|| refused_ignores(entry.path())).flatten();
                let is_searched = refused.is_none();
                // Whoever listens does so to the end of the walk.
                let _ = refused.map(|refused| refuse.send(refused));
                is_searched && entry.file_name() != ".terraform"
            })
            .build();
        for entry in walker {
            match entry {
                Ok(entry) => self.add(&entry, (root, real_root), &known, working_directory),
                Err(error) => {
                    let error = walk_error(&error, root, working_directory);
                    self.errors.push(error);
                }
            }
        }
        for (path, error) in refused.try_iter() {
            let name = display_name(&path, working_directory);
            self.errors.push(RunError::new(name, describe(&error)));
        }
        for module in self.modules.values_mut() {
            module.files.sort();
        }
        // A README alone is no module, unless it was named.
        self.modules.retain(|_, module| !module.files.is_empty());
    }

    /// Adds a file to its module, unless that is known already. The root of the
    /// walk is as it was asked for, and as it is without links.
    fn add(
        &mut self,
        entry: &DirEntry,
        (root, real_root): (&Path, &Path),
        known: &BTreeSet<PathBuf>,
        working_directory: &Path,
    ) {
        let path = entry.path();
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let name = entry.file_name().as_encoded_bytes();
        let belongs = name == README.as_bytes() || name.ends_with(JSON.as_bytes());
        let Some(folder) = path.parent() else {
            return;
        };
        if is_folder || !(belongs || is_module_file(path)) {
            return;
        }
        let real = match folder.strip_prefix(root) {
            Ok(below) => real_root.join(below),
            Err(_) => folder.to_owned(),
        };
        if known.contains(&real) {
            return;
        }
        let module = self.modules.entry(real);
        let module = module.or_insert_with_key(|real| ModulePath {
            id: ModuleId::new(real),
            folder: folder.to_owned(),
            name: display_name(folder, working_directory),
            files: Vec::new(),
            readme: None,
            irregular: BTreeSet::new(),
            has_json: false,
            asked_for: Some(root.to_owned()),
        });
        let is_regular = entry.file_type().is_some_and(|kind| kind.is_file());
        module.add(path.to_owned(), is_regular);
    }

    /// Adds the module that a file belongs to.
    fn module_of(&mut self, file: &Path, working_directory: &Path) {
        let name = display_name(file, working_directory);
        if file.file_name().is_some_and(|name| name != README) && !is_module_file(file) {
            let message = format!("neither a `.tf` file nor a `{README}`");
            self.errors.push(RunError::new(name, message));
            return;
        }
        let parent = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        match folder(parent, &Files::default(), working_directory) {
            Ok(mut module) => {
                module.asked_for = Some(file.to_owned());
                let real = module.id.folder().to_owned();
                self.modules.insert(real, module);
            }
            Err(error) => self.errors.push(RunError::new(name, describe(&error))),
        }
    }
}

/// The `.gitignore` of a folder, and why it can't be read: in that case nobody
/// knows what is to be linted there.
fn refused_ignores(folder: &Path) -> Option<(PathBuf, io::Error)> {
    let path = folder.join(".gitignore");
    let metadata = std::fs::metadata(&path).ok()?;
    if metadata.is_dir() {
        return None;
    }
    let error = check_size(&metadata, MAX_IGNORES_SIZE).err()?;
    Some((path, error))
}

fn walk_error(error: &ignore::Error, root: &Path, working_directory: &Path) -> RunError {
    let path = error_path(error).unwrap_or(root);
    let message = error.io_error().map_or_else(|| error.to_string(), describe);
    RunError::new(display_name(path, working_directory), message)
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
