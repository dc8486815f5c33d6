//! All policies of one configuration: the files that it names, with the inputs
//! that it sets.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::{self, ReadFile};
use super::{Kind, Policy, PolicyFile, has_ending};
use crate::error::{FileError, describe};
use crate::files::{FileKind, Files, display_name, normalized, real};
use crate::near;
use crate::rule::RuleInfo;
use crate::source::Source;
use crate::terraform::Value;

/// What every file of policies is called in the end.
const ENDING: &str = ".policy.hcl";

/// The largest file that is read, in bytes.
const MAX_SIZE: usize = 256 * 1024;

/// How many files one configuration may bring.
const MAX_FILES: usize = 256;

/// How many policies one configuration may bring.
const MAX_POLICIES: usize = 5_000;

/// Whether a file is one of policies, by its name.
pub fn is_policy(path: &Path) -> bool {
    has_ending(path, ENDING)
}

/// An input that a configuration sets.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// The configuration that sets it.
    pub source: Arc<Source>,
    /// Where its name stands there, in bytes.
    pub at: Range<usize>,
}

/// A pattern that names files of policies.
#[derive(Debug, Clone)]
pub struct Request {
    /// The pattern: a path, with `*` in the file's name.
    pub pattern: String,
    /// The folder of the configuration, which it is relative to.
    pub folder: PathBuf,
    /// The configuration that names it.
    pub source: Arc<Source>,
    /// Where it stands there, in bytes.
    pub at: Range<usize>,
}

/// The policies of a configuration.
#[derive(Debug, Default)]
pub struct Policies {
    /// The files, by their paths, each with the folder that places are told
    /// relative to.
    files: Vec<(PolicyFile, PathBuf)>,
    /// The policies about each kind of blocks: a file and a policy in it, by their
    /// places.
    by_kind: BTreeMap<Kind, Vec<(usize, usize)>>,
    /// What their findings are findings of, by id.
    infos: Vec<&'static RuleInfo>,
    /// The ids of policies with mistakes too.
    named: Vec<String>,
    /// Whether some file, or a part of one, can't be read: there may be more ids
    /// and inputs.
    lacks_some: bool,
    /// What is wrong with them.
    pub errors: Vec<FileError>,
    /// The real paths of the files, and of the folders that patterns look in.
    pub looked_at: Vec<PathBuf>,
}

impl Policies {
    /// Reads the files that some patterns name, with these inputs if they can be
    /// read. No policy may have one of the `taken` ids; names are shown relative to
    /// the working directory.
    pub fn read(
        requests: &[Request],
        inputs: Option<&[Input]>,
        taken: &[&'static str],
        files: &Files,
        working_directory: &Path,
    ) -> Self {
        let mut set = Self::default();
        let mut found: BTreeMap<PathBuf, (PathBuf, PathBuf)> = BTreeMap::new();
        for request in requests {
            match set.find(request, files) {
                Ok(paths) => {
                    for path in paths {
                        let root = request.folder.clone();
                        found.entry(real(&path)).or_insert((path, root));
                    }
                }
                Err(message) => {
                    set.lacks_some = true;
                    let error = FileError::at(&request.source, request.at.clone(), message);
                    set.errors.push(error.stopping());
                }
            }
        }
        let mut sources = Vec::new();
        for (real, (path, root)) in found {
            let name = display_name(&path, working_directory);
            set.looked_at.push(real);
            match source(&path, name.clone(), files) {
                Ok(source) => sources.push((Arc::new(source), root)),
                Err(message) => {
                    set.lacks_some = true;
                    set.errors
                        .push(FileError::unreadable(name, message).stopping());
                }
            }
        }
        set.add(sources, inputs, taken);
        set
    }

    /// Policies in texts that were read by others.
    pub(super) fn of(sources: Vec<Arc<Source>>, inputs: &[Input], taken: &[&'static str]) -> Self {
        let mut set = Self::default();
        let sources = sources.into_iter().map(|source| (source, PathBuf::new()));
        set.add(sources.collect(), Some(inputs), taken);
        set
    }

    fn add(
        &mut self,
        sources: Vec<(Arc<Source>, PathBuf)>,
        inputs: Option<&[Input]>,
        taken: &[&'static str],
    ) {
        let values: Option<BTreeMap<String, Value>> = inputs.map(|inputs| {
            let inputs = inputs.iter();
            inputs
                .map(|input| (input.name.clone(), input.value.clone()))
                .collect()
        });
        let inputs = inputs.unwrap_or_default();
        let mut count = 0;
        let mut declared: Vec<String> = Vec::new();
        let mut seen: BTreeMap<&'static str, String> = BTreeMap::new();
        for (source, root) in sources {
            let ReadFile {
                file,
                mistakes,
                ids,
                inputs: own,
                misfits,
                named,
                is_broken,
            } = read::read(source.clone(), values.as_ref(), taken);
            for (at, message) in mistakes {
                self.errors
                    .push(FileError::at(&source, at, message).stopping());
            }
            self.tell_twins(&source, &ids, &seen);
            for (name, kind) in misfits {
                let message = format!(
                    "input `{name}` must be `{kind}`, as {} declares it",
                    source.name
                );
                self.tell_input(inputs, &name, &message);
            }
            declared.extend(own);
            self.named.extend(named);
            self.lacks_some |= is_broken;
            for id in ids.into_keys() {
                seen.entry(id).or_insert_with(|| source.name.clone());
            }
            count += file.policies.len();
            if count > MAX_POLICIES {
                let message = format!("there are more than {MAX_POLICIES} policies");
                let error = FileError::unreadable(&source.name, message);
                self.errors.push(error.stopping());
                self.lacks_some = true;
                break;
            }
            self.push(file, root);
        }
        self.tell_undeclared(inputs, &declared);
        self.collect_infos();
    }

    fn push(&mut self, file: PolicyFile, root: PathBuf) {
        for (place, policy) in file.policies.iter().enumerate() {
            let of_kind = self.by_kind.entry(policy.kind).or_default();
            of_kind.push((self.files.len(), place));
        }
        self.files.push((file, root));
    }

    /// Tells which inputs are set that nobody declares.
    fn tell_undeclared(&mut self, inputs: &[Input], declared: &[String]) {
        for input in inputs {
            if !declared.contains(&input.name) && !self.lacks_some {
                let known = declared.iter().map(String::as_str);
                let name = &input.name;
                let hint = near::hint(known, name, "no policy declares it");
                self.tell_input(inputs, name, &format!("there is no input `{name}`; {hint}"));
            }
        }
    }

    /// Tells which ids another file has already.
    fn tell_twins(
        &mut self,
        source: &Source,
        ids: &BTreeMap<&'static str, Range<usize>>,
        seen: &BTreeMap<&'static str, String>,
    ) {
        for (id, at) in ids {
            if let Some(other) = seen.get(id) {
                let message = format!("there is a policy `{id}` in {other} already");
                let error = FileError::at(source, at.clone(), message);
                self.errors.push(error.stopping());
            }
        }
    }

    /// Tells what is wrong with an input where it is set.
    fn tell_input(&mut self, inputs: &[Input], name: &str, message: &str) {
        for input in inputs.iter().filter(|input| input.name == name) {
            let error = FileError::at(&input.source, input.at.clone(), message);
            self.errors.push(error.stopping());
        }
    }

    fn collect_infos(&mut self) {
        // Of blocks with one id, the highest level is the id's.
        let mut infos: BTreeMap<&'static str, &'static RuleInfo> = BTreeMap::new();
        for policy in self.files.iter().flat_map(|(file, _)| &file.policies) {
            let info = infos.entry(policy.info.id).or_insert(policy.info);
            let rank = |it: &RuleInfo| (it.level, it.summary, it.policy.and_then(|it| it.url));
            if rank(policy.info) > rank(info) {
                *info = policy.info;
            }
        }
        self.infos = infos.into_values().collect();
    }

    /// The files that a pattern names.
    fn find(&mut self, request: &Request, files: &Files) -> Result<Vec<PathBuf>, String> {
        let pattern = Path::new(&request.pattern);
        let name = pattern.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default();
        if !is_policy(pattern) {
            return Err(format!(
                "`{}` is not a policy file: those end in `{ENDING}`",
                request.pattern
            ));
        }
        let parent = pattern.parent().unwrap_or(Path::new(""));
        if parent.to_string_lossy().contains('*') {
            return Err("`*` is allowed only in the file's name".to_owned());
        }
        let folder = normalized(&request.folder.join(parent));
        if !name.contains('*') {
            let path = folder.join(name);
            self.looked_at.push(real(&path));
            return match files.kind(&path) {
                Ok(FileKind::File) if is_policy(&real(&path)) => Ok(vec![path]),
                Ok(_) => Err(format!("`{}` is not a regular file", request.pattern)),
                Err(error) => Err(format!(
                    "`{}` can't be read: {}",
                    request.pattern,
                    describe(&error)
                )),
            };
        }
        self.looked_at.push(real(&folder));
        let listed = files.list(&folder).unwrap_or_default();
        let fitting = listed.into_iter().filter(|(path, is_regular)| {
            let own = path.file_name().and_then(|own| own.to_str());
            let is_file = || matches!(files.kind(path), Ok(FileKind::File));
            own.is_some_and(|own| super::fits(name, own) && is_policy(path))
                && (*is_regular || (is_policy(&real(path)) && is_file()))
        });
        let fitting = fitting.map(|(path, _)| path);
        let fitting: Vec<PathBuf> = fitting.collect();
        match fitting.len() {
            0 => Err(format!("no file matches `{}`", request.pattern)),
            count if count > MAX_FILES => Err(format!(
                "`{}` matches {count} files: the limit is {MAX_FILES}",
                request.pattern
            )),
            _ => Ok(fitting),
        }
    }

    /// What the policies' findings are findings of, by id.
    pub fn infos(&self) -> &[&'static RuleInfo] {
        &self.infos
    }

    /// Whether there may be a policy of an id: there is one, with mistakes or without,
    /// or a file that can't be read.
    pub fn may_have(&self, id: &str) -> bool {
        self.lacks_some || self.named.iter().any(|named| named == id)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether one of them is about blocks of a kind.
    pub fn are_about(&self, kind: Kind) -> bool {
        self.by_kind.contains_key(&kind)
    }

    /// The files, each with the folder that places are told relative to.
    pub fn files(&self) -> impl Iterator<Item = (&PolicyFile, &Path)> {
        let files = self.files.iter();
        files.map(|(file, root)| (file, root.as_path()))
    }

    /// The policies about blocks of a kind with a label, each with its file's
    /// number.
    pub fn about<'p>(
        &'p self,
        kind: Kind,
        label: &'p str,
    ) -> impl Iterator<Item = (usize, &'p Policy)> {
        let of_kind = self.by_kind.get(&kind).into_iter().flatten();
        let of_kind = of_kind.map(|(file, place)| (*file, &self.files[*file].0.policies[*place]));
        of_kind.filter(move |(_, policy)| policy.is_about(label))
    }
}

fn source(path: &Path, name: String, files: &Files) -> Result<Source, String> {
    let source = files.read(path, name).map_err(|error| describe(&error))?;
    match source.text.len() {
        size if size > MAX_SIZE => Err(format!(
            "{size} bytes is too large: the limit is {MAX_SIZE}"
        )),
        _ => Ok(source),
    }
}
