//! The configuration: which settings apply to a module, and where each comes
//! from.
//!
//! The nearest `.coderlint.hcl` from a module's folder upwards counts, and the
//! one that it extends, if it does. The command line
//! overrides both.

mod exclude_key;
mod file;
mod init;
mod levels;
mod patterns;
mod place;
mod print;
mod read;
mod schema;
mod settings;

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use globset::GlobSet;

use crate::constraint::Constraint;
use crate::error::{FileError, describe};
use crate::files::{FileKind, Files, display_name, normalized};
use crate::policy::{Policies, is_policy};
use crate::rule::{Level, RuleInfo};

pub use exclude_key::exclude_key;
pub use init::init;
pub use levels::{Overrides, Selection, unknown_rule};
pub use place::{Place, place_at};
pub use schema::schema;

use patterns::Paths;
use read::Reader;
use settings::{Section, SettingValue};

/// What a configuration is called.
pub const FILE_NAME: &str = ".coderlint.hcl";

/// What fixes say about how a parameter's value is stored.
pub const CAVEAT: &str = "The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database.";

/// What is set for a module.
#[derive(Debug, Default)]
pub struct Settings {
    entries: BTreeMap<(Section, &'static str), Entry>,
    /// The files that say so, the nearest first, as shown to people.
    files: Vec<String>,
    exclude: Option<Paths>,
    keys: Keys,
}

/// Something that is set.
#[derive(Debug, Clone)]
struct Entry {
    value: SettingValue,
    /// `file:line:column`, as shown to people.
    from: String,
    /// The folder that patterns of paths are relative to.
    root: Arc<Path>,
}

/// What the configuration says about keys.
#[derive(Debug, Default)]
pub struct Keys {
    /// Names that are keys.
    pub include: GlobSet,
    /// Names that are none; it counts before `include`.
    pub exclude: GlobSet,
    /// Whether a variable for a password is a key variable.
    pub passwords: bool,
    /// Environment variables that hold keys.
    pub env: GlobSet,
}

impl Settings {
    /// A rule's option that is a list; empty where it is not set.
    pub fn strings(&self, rule: &'static str, option: &'static str) -> &[String] {
        self.list((Section::Rule(rule), option))
    }

    /// A rule's option that is a string.
    pub fn string(&self, rule: &'static str, option: &'static str) -> Option<&str> {
        match self.value((Section::Rule(rule), option))? {
            SettingValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a rule's option is switched on.
    pub fn flag(&self, rule: &'static str, option: &'static str) -> bool {
        self.value((Section::Rule(rule), option)) == Some(&SettingValue::Bool(true))
    }

    /// The sentence that fixes write: how a parameter's value is stored.
    pub fn caveat(&self) -> String {
        self.own_caveat().unwrap_or_else(|| CAVEAT.to_owned())
    }

    /// That sentence, where the configuration sets it.
    pub fn own_caveat(&self) -> Option<String> {
        let text = self.string("storage_caveat", "text")?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Which versions of Coder the deployments run, where that is said.
    pub fn coder_version(&self) -> Option<Constraint> {
        match self.value((Section::Coder, "version"))? {
            SettingValue::String(text) => Constraint::parse(text),
            _ => None,
        }
    }

    /// The nearest file that says so, as shown to people.
    pub fn nearest_file(&self) -> Option<&str> {
        self.files.first().map(String::as_str)
    }

    /// What is said about keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Whether anything is excluded at all.
    pub fn has_excludes(&self) -> bool {
        self.exclude.is_some()
    }

    /// Whether findings in a file or folder, by its absolute path, are not
    /// wanted.
    pub fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        let exclude = self.exclude.as_ref();
        exclude.is_some_and(|paths| paths.contain(path, is_folder))
    }

    fn levels(&self) -> impl Iterator<Item = (&'static str, Level)> {
        self.entries
            .iter()
            .filter_map(|((section, _), entry)| match (section, &entry.value) {
                (Section::Rule(id), SettingValue::Level(level)) => Some((*id, *level)),
                _ => None,
            })
    }

    fn value(&self, key: (Section, &'static str)) -> Option<&SettingValue> {
        self.entries.get(&key).map(|entry| &entry.value)
    }

    fn list(&self, key: (Section, &'static str)) -> &[String] {
        match self.value(key) {
            Some(SettingValue::Strings(texts)) => texts,
            _ => &[],
        }
    }

    /// Makes ready what is looked at often.
    fn compile(&mut self) {
        let exclude = (Section::Root, "exclude");
        self.exclude = self
            .entries
            .get(&exclude)
            .map(|entry| Paths::new(&entry.root, self.list(exclude)));
        let names = |name| patterns::names(self.list((Section::Keys, name)));
        self.keys = Keys {
            include: names("include"),
            exclude: names("exclude"),
            passwords: self.value((Section::Keys, "passwords")) == Some(&SettingValue::Bool(true)),
            env: names("env"),
        };
    }
}

/// Settings with the rules that run under them.
#[derive(Debug)]
pub struct Configured {
    /// What is set.
    pub settings: Settings,
    /// Which rules run.
    pub selection: Selection,
    /// The policies that are rules too.
    pub policies: Policies,
    /// The folder of the nearest file, or the working directory where there is
    /// none.
    pub root: PathBuf,
    /// What is wrong with the files that say so.
    errors: Vec<FileError>,
    /// The real paths of these files, and of those that were looked for.
    looked_at: Vec<PathBuf>,
}

impl Configured {
    /// Whether it may be another once a file has changed, by its real path.
    pub fn depends_on(&self, path: &Path) -> bool {
        let may_be_policy = is_policy(path);
        let mut looked_at = self.looked_at.iter();
        looked_at.any(|it| it == path || (may_be_policy && path.parent() == Some(it)))
    }
}

/// Where configurations come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The nearest file from each module upwards.
    Nearest,
    /// One file for all.
    File(PathBuf),
    /// None.
    None,
}

/// Finds the settings for modules, and reads each file once.
#[derive(Debug)]
pub struct Configs {
    rules: &'static [&'static RuleInfo],
    lookup: Lookup,
    overrides: Overrides,
    working_directory: PathBuf,
    /// What applies where no file is nearest.
    otherwise: OnceLock<Arc<Configured>>,
    /// By the module's folder.
    nearest: Mutex<HashMap<PathBuf, Arc<Configured>>>,
    /// Files that can't be looked at, by their paths.
    unreadable: Mutex<BTreeMap<PathBuf, FileError>>,
}

impl Configs {
    /// A finder for these rules.
    pub fn new(
        rules: &'static [&'static RuleInfo],
        lookup: Lookup,
        overrides: Overrides,
        working_directory: &Path,
    ) -> Self {
        Self {
            rules,
            lookup,
            overrides,
            working_directory: working_directory.to_owned(),
            otherwise: OnceLock::new(),
            nearest: Mutex::default(),
            unreadable: Mutex::default(),
        }
    }

    /// What applies to the files in a folder.
    pub fn of(&self, files: &Files, folder: &Path) -> Arc<Configured> {
        match &self.lookup {
            Lookup::Nearest => {
                let folder = normalized(&self.working_directory.join(folder));
                self.nearest(files, &folder)
            }
            Lookup::File(_) | Lookup::None => self.otherwise(files),
        }
    }

    /// What applies where no file is nearest. A file named by hand is for what is
    /// linted from the working directory.
    fn otherwise(&self, files: &Files) -> Arc<Configured> {
        let configured = self.otherwise.get_or_init(|| {
            let mut reader = Reader::new(self, files);
            if let Lookup::File(path) = &self.lookup {
                let path = normalized(&self.working_directory.join(path));
                reader.read(&path, Some(&self.working_directory));
            }
            Arc::new(reader.finish())
        });
        configured.clone()
    }

    fn nearest(&self, files: &Files, folder: &Path) -> Arc<Configured> {
        let known = lock(&self.nearest).get(folder).cloned();
        if let Some(found) = known {
            return found;
        }
        let path = folder.join(FILE_NAME);
        let found = if self.is_there(files, &path) {
            let mut reader = Reader::new(self, files);
            reader.read(&path, None);
            Arc::new(reader.finish())
        } else {
            match folder.parent() {
                Some(parent) => self.nearest(files, parent),
                None => self.otherwise(files),
            }
        };
        lock(&self.nearest).insert(folder.to_owned(), found.clone());
        found
    }

    /// What is wrong with the files that were read so far, in their order.
    pub fn errors(&self) -> Vec<FileError> {
        let nearest = lock(&self.nearest);
        let configured = nearest.values().chain(self.otherwise.get());
        let read = configured.flat_map(|configured| configured.errors.iter().cloned());
        let mut errors: Vec<FileError> = read.collect();
        errors.extend(lock(&self.unreadable).values().cloned());
        errors.sort_by_cached_key(|error| {
            let start = error.at.as_ref().map(|(range, _)| range.start);
            (error.file.clone(), start, error.message.clone())
        });
        errors.dedup();
        errors
    }

    /// Whether a file, by its real path, was read or looked for as one of these.
    pub fn read(&self, path: &Path) -> bool {
        let nearest = lock(&self.nearest);
        let mut configured = nearest.values().chain(self.otherwise.get());
        configured.any(|configured| configured.depends_on(path))
    }

    /// Forgets what was read: a file has changed.
    pub fn forget(&mut self) {
        self.otherwise = OnceLock::new();
        lock(&self.nearest).clear();
        lock(&self.unreadable).clear();
    }

    /// A folder of that name is none of ours.
    fn is_there(&self, files: &Files, path: &Path) -> bool {
        let message = match files.kind(path) {
            Ok(FileKind::File) => return true,
            Ok(FileKind::Folder) => return false,
            Ok(FileKind::Other) => "not a regular file".to_owned(),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return false;
            }
            Err(error) => describe(&error),
        };
        let error = FileError::unreadable(self.name(path), message);
        lock(&self.unreadable).insert(path.to_owned(), error);
        false
    }

    fn name(&self, path: &Path) -> String {
        display_name(path, &self.working_directory)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
