//! The configuration: which settings apply to a module, and where each comes
//! from.
//!
//! The nearest `.coderlint.hcl` from a module's folder upwards counts, and the
//! one that it extends, if it does. What the command line says counts before
//! both.

mod file;
mod levels;
pub mod near;
mod patterns;
mod print;
mod schema;
mod settings;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use globset::GlobSet;

use crate::error::{RunError, describe};
use crate::files::{self, Overlay, display_name, normalized};
use crate::rule::{Level, RuleInfo};
use crate::source::Source;

pub use levels::{Overrides, Selection, unknown_rule};
pub use schema::schema;

use file::File;
use patterns::Paths;
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

    /// The sentence that fixes write: how a parameter's value is stored.
    pub fn caveat(&self) -> String {
        let text = self.string("storage_caveat", "text").unwrap_or(CAVEAT);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    unconfigured: Arc<Configured>,
    /// By the module's folder.
    known: Mutex<HashMap<PathBuf, Arc<Configured>>>,
    errors: Mutex<BTreeSet<RunError>>,
}

impl Configs {
    /// A finder for these rules. A file named by `lookup` is read at once.
    pub fn new(
        rules: &'static [&'static RuleInfo],
        lookup: Lookup,
        overrides: Overrides,
        working_directory: &Path,
    ) -> Self {
        let mut configs = Self {
            rules,
            lookup,
            unconfigured: Arc::new(configured(rules, Settings::default(), &overrides)),
            overrides,
            working_directory: working_directory.to_owned(),
            known: Mutex::default(),
            errors: Mutex::default(),
        };
        if let Lookup::File(path) = &configs.lookup {
            // Named by hand, it is for what is linted from here.
            let path = normalized(&working_directory.join(path));
            let settings = configs.load(&path, Some(working_directory));
            configs.unconfigured = Arc::new(configured(rules, settings, &configs.overrides));
        }
        configs
    }

    /// What applies to the files in a folder.
    pub fn of(&self, folder: &Path) -> Arc<Configured> {
        if self.lookup != Lookup::Nearest {
            return self.unconfigured.clone();
        }
        let folder = normalized(&self.working_directory.join(folder));
        self.nearest(&folder)
    }

    fn nearest(&self, folder: &Path) -> Arc<Configured> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(folder) {
            return found.clone();
        }
        drop(known);
        let path = folder.join(FILE_NAME);
        let found = if self.is_there(&path) {
            Arc::new(configured(
                self.rules,
                self.load(&path, None),
                &self.overrides,
            ))
        } else {
            match folder.parent() {
                Some(parent) => self.nearest(parent),
                None => self.unconfigured.clone(),
            }
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder.to_owned(), found.clone());
        found
    }

    /// What went wrong so far, in the order of the files.
    pub fn errors(&self) -> Vec<RunError> {
        let errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        errors.iter().cloned().collect()
    }

    /// A folder of that name is none of ours.
    fn is_there(&self, path: &Path) -> bool {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => true,
            Ok(metadata) if metadata.is_dir() => false,
            Ok(_) => {
                self.error(self.name(path), "not a regular file");
                false
            }
            Err(error) => {
                let is_missing = matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                );
                if !is_missing {
                    self.error(self.name(path), describe(&error));
                }
                false
            }
        }
    }

    /// Reads a file and what it extends. Patterns of paths are relative to
    /// `root`, or to the folder of the file that they stand in.
    fn load(&self, path: &Path, root: Option<&Path>) -> Settings {
        let mut settings = Settings::default();
        match files::read(path, self.name(path), &Overlay::default()) {
            Ok(source) => self.add(path, &source, root, &mut Vec::new(), &mut settings),
            Err(error) => self.error(self.name(path), describe(&error)),
        }
        settings.compile();
        settings
    }

    /// Adds what a file says that is not said yet.
    fn add(
        &self,
        path: &Path,
        source: &Source,
        root: Option<&Path>,
        extending: &mut Vec<PathBuf>,
        settings: &mut Settings,
    ) {
        let file = File::read(source, self.rules);
        let folder = path.parent().unwrap_or(path);
        let root: Arc<Path> = Arc::from(root.unwrap_or(folder));
        for error in file.errors {
            self.error(at(source, &error.at), error.message);
        }
        for (key, (value, span)) in file.settings {
            settings.entries.entry(key).or_insert_with(|| Entry {
                value,
                from: at(source, &span),
                root: root.clone(),
            });
        }
        settings.files.push(source.name.clone());
        let Some((extended, span)) = file.extend else {
            return;
        };
        extending.push(real(path));
        let target = normalized(&folder.join(&extended));
        if extending.contains(&real(&target)) {
            let chain = settings.files.join("`, which is extended by `");
            let message = format!(
                "`extend` leads back to `{}`: it is extended by `{chain}`",
                self.name(&target)
            );
            return self.error(at(source, &span), message);
        }
        match files::read(&target, self.name(&target), &Overlay::default()) {
            Ok(source) => self.add(&target, &source, None, extending, settings),
            Err(error) => self.error(
                at(source, &span),
                format!(
                    "`extend` names `{extended}`, which can't be read: {}",
                    describe(&error)
                ),
            ),
        }
    }

    fn name(&self, path: &Path) -> String {
        display_name(path, &self.working_directory)
    }

    fn error(&self, path: String, message: impl Into<String>) {
        let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        errors.insert(RunError::new(path, message));
    }
}

fn configured(
    rules: &'static [&'static RuleInfo],
    settings: Settings,
    overrides: &Overrides,
) -> Configured {
    let mut selection = Selection::new(rules);
    for (id, level) in settings.levels() {
        selection.set(id, level);
    }
    overrides.apply(&mut selection);
    Configured {
        settings,
        selection,
    }
}

/// One file may be reached in several ways.
fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn at(source: &Source, span: &Range<usize>) -> String {
    let position = source.position(span.start);
    format!("{}:{}:{}", source.name, position.line, position.column)
}
