//! Tests of policies: `.policytest.hcl` files, in the shape of Terraform policy's
//! (<https://developer.hashicorp.com/terraform/policy/reference/test>).

mod read;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::{
    Code, Ground, Input, Kind, Known, Outcome, Policies, Resources, has_ending, is_policy,
};
use crate::error::{FileError, describe};
use crate::files::{FileKind, Files, display_name, normalized, real};
use crate::source::Source;
use crate::terraform::{Question, Scope, Value};

use read::{Case, Inputs, TestFile};

/// What every file of tests is called in the end.
const ENDING: &str = ".policytest.hcl";

/// Steps that one evaluation may take.
const STEPS: usize = 50_000;

/// Whether a file is one of tests, by its name.
pub fn is_test(path: &Path) -> bool {
    has_ending(path, ENDING)
}

/// What the tests of some files came to.
#[derive(Debug, Default)]
pub struct Tested {
    /// How many cases were tried.
    pub tried: usize,
    /// How many of them could not be decided: the errors say why.
    pub undecided: usize,
    /// The cases that went the other way: a place and what happened.
    pub failed: Vec<String>,
    /// What is wrong with tests and policies.
    pub errors: Vec<FileError>,
}

/// Runs the tests in some files. No policy may have one of the `taken` ids.
pub fn run(
    paths: &[PathBuf],
    files: &Files,
    taken: &[&'static str],
    working_directory: &Path,
) -> Tested {
    let mut tested = Tested::default();
    for path in paths {
        let name = display_name(path, working_directory);
        match files.read(path, name.clone()) {
            Ok(source) => {
                let run = Run {
                    path,
                    source: Arc::new(source),
                    files,
                    taken,
                    working_directory,
                };
                run.file(&mut tested);
            }
            Err(error) => tested
                .errors
                .push(FileError::unreadable(name, describe(&error))),
        }
    }
    tested.errors.dedup();
    tested
}

/// One file of tests.
struct Run<'r> {
    path: &'r Path,
    source: Arc<Source>,
    files: &'r Files,
    taken: &'r [&'static str],
    working_directory: &'r Path,
}

impl Run<'_> {
    fn file(&self, tested: &mut Tested) {
        let (file, mistakes) = read::read(&self.source);
        let is_broken = !mistakes.is_empty();
        for (at, message) in mistakes {
            tested.errors.push(FileError::at(&self.source, at, message));
        }
        let policies = self.policies(&file, &mut tested.errors);
        if is_broken || policies.is_empty() {
            return;
        }
        let world = world(&file.cases);
        // Cases without inputs of their own share what was read.
        let mut shared: Option<Policies> = None;
        for case in file.cases.iter().filter(|case| !case.is_skipped) {
            let inputs = self.inputs(&file.inputs, &case.inputs);
            let read = || Policies::of(policies.clone(), &inputs, self.taken);
            let own;
            let set = if case.inputs.is_empty() {
                shared.get_or_insert_with(read)
            } else {
                own = read();
                &own
            };
            if !set.errors.is_empty() {
                let new = set
                    .errors
                    .iter()
                    .filter(|error| !tested.errors.contains(error));
                let new: Vec<FileError> = new.cloned().collect();
                tested.errors.extend(new);
                continue;
            }
            self.case(case, set, &world, tested);
        }
    }

    /// Tries one case.
    fn case(&self, case: &Case, set: &Policies, world: &World, tested: &mut Tested) {
        tested.tried += 1;
        let known = Known {
            attrs: case.attrs.clone(),
            meta: case.meta.clone(),
        };
        let files: Vec<_> = set.files().map(|(file, _)| file).collect();
        let mut violated: Vec<String> = Vec::new();
        let mut is_about = false;
        let mut is_decided = true;
        for (index, policy) in set.about(case.kind, &case.label) {
            is_about = true;
            let file = files[index];
            let values = file.values();
            let ground = Ground {
                values: &values,
                resources: world,
                steps: STEPS,
            };
            let outcomes = match policy.filtered(&known, ground) {
                Ok(true) => policy.enforced(&known, ground),
                Ok(false) => Vec::new(),
                Err(outcome) => vec![outcome],
            };
            let id = policy.info.id;
            for outcome in outcomes {
                let (at, message) = match outcome {
                    Outcome::Violated { number } => {
                        let message = policy.message(number, &known, ground);
                        violated.push(format!("`{id}`: {message}"));
                        continue;
                    }
                    Outcome::Failed { at, why } => {
                        let why = why.words(&file.source.text, &at);
                        (
                            at,
                            format!("policy `{id}` fails for `{}`: {why}", case.address),
                        )
                    }
                    Outcome::Exhausted { at } => (
                        at,
                        format!("policy `{id}` takes too long for `{}`", case.address),
                    ),
                };
                is_decided = false;
                tested.errors.push(FileError::at(&file.source, at, message));
            }
        }
        if !is_decided {
            tested.undecided += 1;
            return;
        }
        tested
            .failed
            .extend(self.verdict(case, is_about, violated.first()));
    }

    /// What to say of a case that went the other way.
    fn verdict(&self, case: &Case, is_about: bool, violated: Option<&String>) -> Option<String> {
        let position = self.source.position(case.at.start);
        let place = format!(
            "{}:{}:{}: `{}`",
            self.source.name, position.line, position.column, case.address
        );
        match (case.expects_failure, violated) {
            (true, None) if !is_about => Some(format!(
                "{place} was expected to fail, but no policy is about `{}`",
                case.label
            )),
            (true, None) => Some(format!("{place} was expected to fail, and passed")),
            (false, Some(first)) => Some(format!("{place} failed {first}")),
            _ => None,
        }
    }

    /// The inputs of a case: the file's, and its own instead.
    fn inputs(&self, of_file: &Inputs, own: &Inputs) -> Vec<Input> {
        let mut all = of_file.clone();
        all.extend(own.clone());
        let all = all.into_iter().map(|(name, (value, at))| Input {
            name,
            value,
            source: self.source.clone(),
            at,
        });
        all.collect()
    }

    /// The files of policies that are tested: the targets, or those beside the
    /// tests.
    fn policies(&self, file: &TestFile, errors: &mut Vec<FileError>) -> Vec<Arc<Source>> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
        let mut add = |paths: Vec<PathBuf>| {
            found.extend(paths.into_iter().map(|path| (real(&path), path)));
        };
        if file.targets.is_empty() {
            let beside = self.in_folder(folder);
            if beside.is_empty() {
                let message = "there are no policies beside these tests: name some with `policytest { targets = [\"…\"] }`";
                errors.push(FileError::at(&self.source, 0..0, message));
            }
            add(beside);
        }
        for (target, at) in &file.targets {
            let path = normalized(&folder.join(target));
            let paths = match self.files.kind(&path) {
                Ok(FileKind::File) if is_policy(&path) => vec![path],
                Ok(FileKind::Folder) => self.in_folder(&path),
                _ => Vec::new(),
            };
            if paths.is_empty() {
                let message = format!("there are no policies at `{target}`");
                errors.push(FileError::at(&self.source, at.clone(), message));
            }
            add(paths);
        }
        let sources = found.into_values().filter_map(|path| {
            let name = display_name(&path, self.working_directory);
            match self.files.read(&path, name.clone()) {
                Ok(source) => Some(Arc::new(source)),
                Err(error) => {
                    errors.push(FileError::unreadable(name, describe(&error)));
                    None
                }
            }
        });
        sources.collect()
    }

    fn in_folder(&self, folder: &Path) -> Vec<PathBuf> {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let listed = self.files.list(folder).unwrap_or_default().into_keys();
        let policies = listed.filter(|path| is_policy(path));
        policies
            .filter(|path| matches!(self.files.kind(path), Ok(FileKind::File)))
            .collect()
    }
}

/// The cases of a file, to policies and to each other.
struct World {
    /// By the type of a resource, `data.TYPE` for data: an object of its
    /// attributes, and `meta`.
    resources: BTreeMap<String, Rc<Vec<Value>>>,
    /// What the first name of a reference stands for.
    roots: BTreeMap<String, Value>,
}

fn world(cases: &[Case]) -> World {
    let mut resources: BTreeMap<String, Vec<(&str, Value)>> = BTreeMap::new();
    let mut roots: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    let mut data: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for case in cases {
        let mut members = match &case.attrs {
            Value::Object(object) => object.members.clone(),
            _ => BTreeMap::new(),
        };
        members.insert("meta".to_owned(), case.meta.clone());
        let resource = Value::object(members.clone(), false);
        members.insert("attrs".to_owned(), case.attrs.clone());
        let whole = Value::object(members, false);
        let (name, label) = (case.name.clone(), case.label.clone());
        match case.kind {
            Kind::Resource => {
                resources
                    .entry(label.clone())
                    .or_default()
                    .push((&case.address, resource));
                roots.entry(label).or_default().insert(name, whole);
            }
            Kind::Data => {
                let key = format!("data.{label}");
                resources
                    .entry(key)
                    .or_default()
                    .push((&case.address, resource));
                data.entry(label).or_default().insert(name, whole);
            }
            kind => {
                let root = if kind == Kind::Variable {
                    "var"
                } else {
                    kind.name()
                };
                roots
                    .entry(root.to_owned())
                    .or_default()
                    .insert(name, whole);
            }
        }
    }
    let data = data.into_iter();
    let data = data.map(|(label, cases)| (label, Value::object(cases, false)));
    roots.insert("data".to_owned(), data.collect());
    let roots = roots.into_iter();
    let resources = resources.into_iter().map(|(kind, mut found)| {
        found.sort_by_key(|(address, _)| *address);
        let values = found.into_iter().map(|(_, value)| value);
        (kind, Rc::new(values.collect()))
    });
    World {
        resources: resources.collect(),
        roots: roots
            .map(|(root, cases)| (root, Value::object(cases, false)))
            .collect(),
    }
}

impl Resources for World {
    fn of_type(&self, name: &str) -> Option<Rc<Vec<Value>>> {
        Some(self.resources.get(name).cloned().unwrap_or_default())
    }
}

/// What the names in a case stand for: local values and other cases.
struct CaseScope<'s> {
    locals: &'s BTreeMap<String, Value>,
    world: &'s World,
}

impl Scope for CaseScope<'_> {
    fn named(&self, root: &str, name: &str, question: &Question<'_>) -> Value {
        let found = match root {
            "local" => self.locals.get(name).cloned(),
            root => self
                .world
                .roots
                .get(root)
                .and_then(|root| root.member(name)),
        };
        match found {
            Some(value) if question.spend(value.weight()) => value,
            _ => Value::Unknown,
        }
    }

    fn lacks_are_null(&self) -> bool {
        true
    }
}

/// The value of a case's attribute.
fn value_in(code: &Code, locals: &BTreeMap<String, Value>, world: &World) -> Value {
    let scope = CaseScope { locals, world };
    match Question::new(&scope, STEPS).expression(&code.node, None) {
        Value::Error => Value::Unknown,
        value => value,
    }
}
