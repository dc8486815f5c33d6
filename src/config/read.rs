//! Reads a configuration and what it extends.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hcl_edit::Ident;
use hcl_edit::expr::{Expression, Object, ObjectKey};

use super::file::{File, Other};
use super::levels::{Selection, WARNINGS};
use super::settings::{INPUTS, POLICIES, Section, SettingValue};
use super::{Configs, Configured, Entry, Settings};
use crate::error::{FileError, describe};
use crate::files::{Files, normalized, real, relative};
use crate::near;
use crate::policy::{Input, Policies, Request, literal};
use crate::rule::{self, INTERNAL_ERROR, RuleInfo};
use crate::source::Source;

/// The largest configuration that is read, in bytes: patterns take a thousand
/// times as much memory.
const MAX_SIZE: usize = 256 * 1024;

/// Files that may extend one another.
const MAX_FILES: usize = 32;

/// What was read so far.
pub(super) struct Reader<'r> {
    configs: &'r Configs,
    files: &'r Files,
    settings: Settings,
    errors: Vec<FileError>,
    /// The folder of the first file.
    root: Option<PathBuf>,
    requests: Vec<Request>,
    inputs: Vec<Input>,
    /// Their names and values as they are written.
    input_nodes: Vec<(String, Expression)>,
    /// Whether some of what is said of policies can't be read.
    lacks_policies: bool,
    /// `rule` blocks about none of our rules, each with its file.
    others: Vec<(Other, Arc<Source>)>,
    /// The real paths of the files, each extended by the one before it.
    looked_at: Vec<PathBuf>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(configs: &'r Configs, files: &'r Files) -> Self {
        Self {
            configs,
            files,
            settings: Settings::default(),
            errors: Vec::new(),
            root: None,
            requests: Vec::new(),
            inputs: Vec::new(),
            input_nodes: Vec::new(),
            lacks_policies: false,
            others: Vec::new(),
            looked_at: Vec::new(),
        }
    }

    /// Reads a file and what it extends. Patterns of paths are relative to
    /// `root`, or to the folder of the file that they stand in.
    pub(super) fn read(&mut self, path: &Path, root: Option<&Path>) {
        let name = self.configs.name(path);
        self.looked_at.push(real(path));
        match self.source(path, name.clone()) {
            Ok(source) => self.add(path, &Arc::new(source), root),
            Err(message) => self.errors.push(FileError::unreadable(name, message)),
        }
    }

    fn source(&self, path: &Path, name: String) -> Result<Source, String> {
        let source = self.files.read(path, name).map_err(|e| describe(&e))?;
        match source.text.len() {
            size if size > MAX_SIZE => Err(format!(
                "{size} bytes is too large: the limit is {MAX_SIZE}"
            )),
            _ => Ok(source),
        }
    }

    /// The settings, with the rules that run under them.
    pub(super) fn finish(mut self) -> Configured {
        self.settings.compile();
        self.show_policies();
        let policies = self.policies();
        self.resolve(&policies);
        self.errors.extend(policies.errors.iter().cloned());
        self.looked_at.extend(policies.looked_at.iter().cloned());
        let rules = self.configs.rules.iter().chain(policies.infos());
        let rules: Vec<&'static RuleInfo> = rules.copied().collect();
        let mut selection = Selection::new(&rules);
        for (id, level) in self.settings.levels() {
            selection.set(id, level);
        }
        self.configs.overrides.apply(&mut selection);
        Configured {
            settings: self.settings,
            selection,
            policies,
            root: self
                .root
                .unwrap_or_else(|| self.configs.working_directory.clone()),
            errors: self.errors,
            looked_at: self.looked_at,
        }
    }

    /// Puts what all files say of policies in place of what the nearest does, for
    /// who asks what is set.
    fn show_policies(&mut self) {
        let place = |source: &Source, at: &Range<usize>| {
            let position = source.position(at.start);
            format!("{}:{}:{}", source.name, position.line, position.column)
        };
        let root = self.root.clone().unwrap_or_default();
        let patterns = self.requests.iter().map(|request| {
            let path = normalized(&request.folder.join(&request.pattern));
            relative(&path, &root)
        });
        let policies = SettingValue::Strings(patterns.collect());
        let from = self.requests.iter();
        let policies_from: Vec<String> = from.map(|it| place(&it.source, &it.at)).collect();
        let mut object = Object::new();
        for (name, node) in &self.input_nodes {
            object.insert(ObjectKey::from(Ident::new(name.as_str())), node.clone());
        }
        let inputs = SettingValue::Object(Expression::from(object));
        let from = self.inputs.iter();
        let inputs_from: Vec<String> = from.map(|it| place(&it.source, &it.at)).collect();
        for (name, value, mut from) in [
            (POLICIES.name, policies, policies_from),
            (INPUTS.name, inputs, inputs_from),
        ] {
            if let Some(entry) = self.settings.entries.get_mut(&(Section::Root, name)) {
                from.dedup();
                entry.value = value;
                entry.from = from.join(", ");
            }
        }
    }

    fn policies(&self) -> Policies {
        if self.requests.is_empty() && self.inputs.is_empty() {
            return Policies::default();
        }
        let rules = self.configs.rules.iter().map(|rule| rule.id);
        let taken: Vec<&'static str> = rules.chain([INTERNAL_ERROR.id, WARNINGS]).collect();
        Policies::read(
            &self.requests,
            (!self.lacks_policies).then_some(self.inputs.as_slice()),
            &taken,
            self.files,
            &self.configs.working_directory,
        )
    }

    /// Tells `rule` blocks about policies from those about nothing.
    fn resolve(&mut self, policies: &Policies) {
        for (other, source) in std::mem::take(&mut self.others) {
            if rule::find(policies.infos(), other.id).is_some() {
                for error in other.errors {
                    self.error(&source, error.at, error.message);
                }
                continue;
            }
            // What is wrong with that policy is told.
            if self.lacks_policies || policies.may_have(other.id) {
                continue;
            }
            let known = self.configs.rules.iter().chain(policies.infos());
            let known = known.map(|rule| rule.id);
            let hint = near::hint(known, other.id, "`coderlint --rules` lists them");
            let message = format!("there is no rule `{}`; {hint}", other.id);
            self.error(&source, other.at, message);
        }
    }

    /// Adds what a file says that is not said yet.
    fn add(&mut self, path: &Path, source: &Arc<Source>, root: Option<&Path>) {
        let file = File::read(source, self.configs.rules);
        let folder = path.parent().unwrap_or(path);
        self.root.get_or_insert_with(|| folder.to_owned());
        let root: Arc<Path> = Arc::from(root.unwrap_or(folder));
        for error in file.errors {
            self.error(source, error.at, error.message);
        }
        for error in file.policy_errors {
            self.lacks_policies = true;
            let error = FileError::at(source, error.at, error.message);
            self.errors.push(error.stopping());
        }
        for (pattern, at) in file.policies {
            self.requests.push(Request {
                pattern,
                folder: folder.to_owned(),
                source: source.clone(),
                at,
            });
        }
        for (name, node, at) in file.inputs {
            if !self.inputs.iter().any(|input| input.name == name) {
                self.input_nodes.push((name.clone(), node.clone()));
                self.inputs.push(Input {
                    name,
                    value: literal(&node),
                    source: source.clone(),
                    at,
                });
            }
        }
        let others = file.others.into_iter();
        self.others
            .extend(others.map(|other| (other, source.clone())));
        for (key, (value, span)) in file.settings {
            let entry = self.settings.entries.entry(key);
            entry.or_insert_with(|| {
                let position = source.position(span.start);
                Entry {
                    value,
                    from: format!("{}:{}:{}", source.name, position.line, position.column),
                    root: root.clone(),
                }
            });
        }
        self.settings.files.push(source.name.clone());
        if let Some((extended, span)) = file.extend {
            self.extend(folder, source, &extended, span);
        }
    }

    fn extend(&mut self, folder: &Path, source: &Source, extended: &str, span: Range<usize>) {
        let target = normalized(&folder.join(extended));
        let name = self.configs.name(&target);
        let real = real(&target);
        if self.looked_at.contains(&real) {
            let chain = self.settings.files.join("`, which is extended by `");
            let message = format!("`extend` is circular: `{name}` is extended by `{chain}`");
            return self.error(source, span, message);
        }
        if self.looked_at.len() >= MAX_FILES {
            let message = format!("`extend` leads through more than {MAX_FILES} files");
            return self.error(source, span, message);
        }
        self.looked_at.push(real);
        match self.source(&target, name) {
            Ok(source) => self.add(&target, &Arc::new(source), None),
            Err(error) => {
                let message = format!("`extend` names `{extended}`, which can't be read: {error}");
                self.error(source, span, message);
            }
        }
    }

    fn error(&mut self, source: &Source, at: Range<usize>, message: String) {
        self.errors.push(FileError::at(source, at, message));
    }
}
