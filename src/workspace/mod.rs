//! What is known of the modules that are linted, between two lints: files are
//! read and parsed once, what modules hand to each other is linked before any
//! rule runs, and a change lints again only what it touches.
//!
//! 1. **Link**: the texts of modules are read, and looked through for the local
//!    modules that they call.
//! 2. **Check**: each module is parsed, analysed and given to the rules in one
//!    go, and its trees are dropped while they are warm; children come before
//!    their callers, which see what the children offer. The few that turn out to
//!    be handed something that matters to them are looked at again.
//! 3. **Tree**: rules about the whole tree look at what was kept of each module.

mod check;
mod link;
mod load;
mod run;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{Rule, TreeMember};
use crate::config::{Configs, Configured, FILE_NAME, Settings};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::discover::{self, ModuleId, ModulePath, is_linted};
use crate::files::{Files, normalized, real};
use crate::module::{Child, HandedIn, Handing, IgnoreComment};
use crate::rules::RULES;

pub use run::{secrets_in, without_credentials};

use load::Loaded;

/// The modules that are linted, and what is known of them.
#[derive(Debug)]
pub struct Workspace {
    rules: &'static [Rule],
    files: Files,
    configs: Configs,
    working_directory: PathBuf,
    keep: Keep,
    members: BTreeMap<ModuleId, Member>,
    /// What has to be linted, again or for the first time.
    touched: BTreeSet<ModuleId>,
}

/// What is kept of modules once they are linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What was found, and of fixes what they do and how far they can be trusted:
    /// nobody will see their edits.
    Titles,
    /// What was found, with the edits of fixes: nothing is linted twice.
    Findings,
    /// The texts too of modules that have findings, or are joined to others by
    /// calls: some of them will be linted again.
    Texts,
}

/// A module of the workspace.
#[derive(Debug)]
struct Member {
    path: ModulePath,
    /// Whether it was asked for, and is not there just because others call it.
    is_listed: bool,
    /// What was read of it, until it is linted.
    loaded: Option<Loaded>,
    /// The local modules that it calls.
    children: Vec<LinkedChild>,
    /// The folders that it calls and that are not there.
    lacks: BTreeSet<ModuleId>,
    /// What it hands to them, call by call.
    handings: Vec<(ModuleId, Handing)>,
    /// What its callers hand to it.
    handed_in: HandedIn,
    /// What it offers its callers, if it has any.
    offer: Option<Arc<Child>>,
    linted: Option<Linted>,
    /// What rules about the tree found in it.
    tree_findings: Vec<Diagnostic>,
    tree: Option<TreeMember>,
}

/// A local module that is called.
#[derive(Debug, PartialEq, Eq)]
struct LinkedChild {
    /// The `source` of the call, relative to the caller's folder.
    source: String,
    module: ModuleId,
}

/// A module that was linted, with all that was found in it.
#[derive(Debug, Clone, Default)]
pub struct Linted {
    /// What was found. Its findings are in no order yet.
    pub report: ModuleReport,
    /// The comments that ignore rules.
    pub ignores: Vec<IgnoreComment>,
    /// What is set for the module; `None` where the lint of it failed.
    pub configured: Option<Arc<Configured>>,
}

/// The modules that findings are wanted of; all if there are none here.
pub type Wanted<'w> = Option<&'w BTreeSet<ModuleId>>;

impl Workspace {
    /// A workspace without modules. Names are shown relative to the working
    /// directory.
    pub fn new(files: Files, configs: Configs, working_directory: &Path, keep: Keep) -> Self {
        Self {
            rules: RULES,
            files,
            configs,
            working_directory: working_directory.to_owned(),
            keep,
            members: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }

    /// Lints by other rules than ours.
    #[must_use]
    pub fn with_rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }

    /// The settings of its modules.
    pub fn configs(&self) -> &Configs {
        &self.configs
    }

    /// The files of its modules.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Names are shown relative to it.
    pub fn working_directory(&self) -> &Path {
        &self.working_directory
    }

    /// Adds modules, but for those that the configuration excludes. What was
    /// named on the command line, or lies in an excluded folder that was, stays.
    pub fn add(&mut self, modules: Vec<ModulePath>) {
        let mut added = BTreeSet::new();
        for path in modules {
            let is_known = self.module(&path.id).is_some();
            if !is_known && !self.excludes_module(&path) {
                added.insert(path.id.clone());
                let member = Member::new(path, true);
                self.members.insert(member.path.id.clone(), member);
            }
        }
        self.reload_callers(&added);
        self.touched.extend(added);
    }

    /// Whether nothing of a module is wanted.
    pub fn excludes_module(&self, path: &ModulePath) -> bool {
        let configured = self.configs.of(&self.files, &path.folder);
        let excludes = |file: &Path| self.is_excluded(&configured.settings, path, file);
        let has_files = !path.files.is_empty();
        excludes(&path.folder) || (has_files && path.files.iter().all(|file| excludes(file)))
    }

    /// Whether findings in a file or folder are not wanted.
    pub fn excludes(&self, settings: &Settings, path: &Path) -> bool {
        settings.has_excludes() && {
            let path = normalized(&self.working_directory.join(path));
            settings.excludes(&path, self.files.is_folder(&path))
        }
    }

    /// Whether findings in a module's folder or file are not wanted; those in what
    /// was asked for are.
    pub fn is_excluded(&self, settings: &Settings, module: &ModulePath, path: &Path) -> bool {
        let asked_for = module.asked_for.as_ref();
        self.excludes(settings, path)
            && !asked_for.is_some_and(|asked_for| self.excludes(settings, asked_for))
    }

    /// The modules that were asked for, by their names.
    pub fn modules(&self) -> Vec<&ModulePath> {
        let listed = self.members.values().filter(|member| member.is_listed);
        let mut modules: Vec<&ModulePath> = listed.map(|member| &member.path).collect();
        modules.sort_by(|a, b| a.name.cmp(&b.name));
        modules
    }

    /// A module that was asked for.
    pub fn module(&self, id: &ModuleId) -> Option<&ModulePath> {
        let member = self.members.get(id).filter(|member| member.is_listed);
        member.map(|member| &member.path)
    }

    /// What the last lint found in a module.
    pub fn linted(&self, module: &ModuleId) -> Option<Linted> {
        let member = self.members.get(module)?;
        let mut linted = member.linted.clone()?;
        let tree_findings = member.tree_findings.iter().cloned();
        linted.report.diagnostics.extend(tree_findings);
        Some(linted)
    }

    /// Lints what is new or was touched, as far as it is wanted. The others are
    /// linked and count for rules about the tree, and nothing is found in them.
    /// `progress` is called once for each module that is done, from any thread.
    /// The answer is the modules whose findings may be others now.
    pub fn lint(&mut self, wanted: Wanted<'_>, progress: &(dyn Fn() + Sync)) -> BTreeSet<ModuleId> {
        self.link();
        let linted = self.check(wanted, progress);
        let mut changed = self.check_tree();
        changed.extend(linted);
        changed
    }

    /// The modules whose real folders these are, and all that call one of them,
    /// directly or through others.
    pub fn with_callers(&mut self, mut folders: BTreeSet<PathBuf>) -> BTreeSet<ModuleId> {
        self.link();
        loop {
            let before = folders.len();
            for (id, member) in &self.members {
                let mut children = member.children.iter();
                if children.any(|child| folders.contains(child.module.folder())) {
                    folders.insert(id.folder().to_owned());
                }
            }
            if folders.len() == before {
                break;
            }
        }
        let modules = self.members.keys();
        modules
            .filter(|id| folders.contains(id.folder()))
            .cloned()
            .collect()
    }

    /// Puts a text in place of a file, or lets the disk count again; the answer
    /// is the modules that will be linted again because of it, as far as is known
    /// before: callers follow where what a module offers turns out another.
    pub fn change(&mut self, path: &Path, text: Option<&str>) -> BTreeSet<ModuleId> {
        self.files.set(path, text.map(str::as_bytes));
        self.touch(path, text)
    }

    /// Looks again at a file that has changed on disk, or is gone; the answer is as
    /// that of [`change`](Self::change).
    pub fn refresh(&mut self, path: &Path) -> BTreeSet<ModuleId> {
        self.touch(path, None)
    }

    fn touch(&mut self, path: &Path, text: Option<&str>) -> BTreeSet<ModuleId> {
        let path = real(path);
        let touched = if self.is_configuration(&path) {
            self.reconfigured(&path)
        } else {
            let linking = self.linking(&path);
            let own = self.module_of(&path, !linking.is_empty());
            own.into_iter().chain(linking).collect()
        };
        for id in &touched {
            let Some(member) = self.members.get_mut(id) else {
                continue;
            };
            let loaded = member.loaded.as_mut();
            let is_replaced =
                loaded.is_some_and(|loaded| text.is_some_and(|text| loaded.replace(&path, text)));
            // A configuration leaves the texts as they are.
            if !is_replaced && is_linted(&path) {
                member.loaded = None;
            }
        }
        self.touched.extend(touched.iter().cloned());
        touched
    }

    /// Whether a file, by its real path, is a configuration or extended by one.
    pub fn is_configuration(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == FILE_NAME) || self.configs.read(path)
    }

    /// The modules that a configuration is, or was, about.
    fn reconfigured(&mut self, path: &Path) -> BTreeSet<ModuleId> {
        let about = |workspace: &Self| -> BTreeSet<ModuleId> {
            let members = workspace.members.iter();
            let about = members.filter(|(_, member)| {
                let files = &workspace.files;
                let configured = workspace.configs.of(files, &member.path.folder);
                configured.depends_on(path)
            });
            about.map(|(id, _)| id.clone()).collect()
        };
        let mut touched = about(self);
        self.configs.forget();
        touched.extend(about(self));
        touched
    }

    /// The modules that a file belongs to by a symbolic link.
    fn linking(&self, path: &Path) -> Vec<ModuleId> {
        let members = self.members.iter();
        let linking = members.filter(|(_, member)| {
            let mut links = member.path.irregular.iter();
            links.any(|link| real(link) == path)
        });
        linking.map(|(id, _)| id.clone()).collect()
    }

    /// The module that a file belongs to, with its files as they are listed now;
    /// a folder that had none becomes one, but not for a file that others link to.
    fn module_of(&mut self, path: &Path, is_linked: bool) -> Option<ModuleId> {
        if !is_linted(path) {
            return None;
        }
        let folder = path.parent()?;
        let id = ModuleId::new(folder);
        let known = self
            .members
            .get(&id)
            .map(|member| member.path.folder.clone());
        let shown = known.unwrap_or_else(|| folder.to_owned());
        let Ok(found) = discover::folder(&shown, &self.files, &self.working_directory) else {
            self.remove(&id);
            return None;
        };
        match self.members.get_mut(&id) {
            Some(member) => {
                let asked_for = member.path.asked_for.clone();
                member.path = ModulePath { asked_for, ..found };
            }
            None if found.files.is_empty() || is_linked => return None,
            None => {
                // Nobody has asked for it: what is excluded stays so.
                let asked_for = None;
                let path = ModulePath { asked_for, ..found };
                self.reload_callers(&BTreeSet::from([id.clone()]));
                self.members.insert(id.clone(), Member::new(path, true));
            }
        }
        Some(id)
    }

    /// Takes a module out. Where others call it, it stays as far as they are
    /// concerned.
    pub fn remove(&mut self, id: &ModuleId) {
        if self.members.remove(id).is_some() {
            self.touched.remove(id);
            self.reload_callers(&BTreeSet::from([id.clone()]));
        }
    }

    /// Looks again for what the modules call that call some folders.
    fn reload_callers(&mut self, called: &BTreeSet<ModuleId>) {
        for (caller, member) in &mut self.members {
            let children = member.children.iter().map(|child| &child.module);
            if children
                .chain(&member.lacks)
                .any(|child| called.contains(child))
            {
                member.loaded = None;
                self.touched.insert(caller.clone());
            }
        }
    }
}

impl Member {
    fn new(path: ModulePath, is_listed: bool) -> Self {
        Self {
            path,
            is_listed,
            loaded: None,
            children: Vec::new(),
            lacks: BTreeSet::new(),
            handings: Vec::new(),
            handed_in: HandedIn::default(),
            offer: None,
            linted: None,
            tree_findings: Vec::new(),
            tree: None,
        }
    }
}

/// What a thread's calls may take, in bytes: as much as the first one's. An
/// unoptimized parser takes more than 30 KiB a level.
const STACK_SIZE: usize = 8 * 1024 * 1024;

/// Starts the threads that lint: so many, or one for each core. They are started
/// once.
pub fn start_threads(count: Option<NonZeroUsize>) {
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(count.map_or(0, NonZeroUsize::get))
        .stack_size(STACK_SIZE);
    // It fails where they were started before.
    let _ = threads.build_global();
}

/// Does something with each of many things, on all cores; one is no reason to
/// start threads, and WebAssembly has none.
fn each<T: Send, R: Send>(things: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    if things.len() <= 1 || cfg!(target_family = "wasm") {
        things.into_iter().map(work).collect()
    } else {
        start_threads(None);
        things.into_par_iter().map(work).collect()
    }
}
