//! Local child modules, looked at once for all their callers.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Workspace;
use crate::discover::{self, ModulePath};
use crate::files::normalized;
use crate::module::{self, Child, Children, Module};

/// What is known of local child modules, by folder; `None` for one that can't
/// be read.
pub(super) struct ChildCache<'w> {
    workspace: Workspace<'w>,
    known: Mutex<HashMap<PathBuf, Option<Arc<Child>>>>,
    /// The folders of the local modules that a module calls.
    calls: Mutex<HashMap<PathBuf, Vec<PathBuf>>>,
}

/// Modules that are looked at for one child. A module that calls more of them,
/// or itself (which Terraform refuses), is one of which nothing is known, so that
/// what is known never depends on who asks first.
const MAX_BELOW: usize = 64;

impl<'w> ChildCache<'w> {
    pub(super) fn new(workspace: Workspace<'w>) -> Self {
        Self {
            workspace,
            known: Mutex::default(),
            calls: Mutex::default(),
        }
    }

    fn child(&self, folder: PathBuf) -> Option<Arc<Child>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = known.get(&folder) {
            return child.clone();
        }
        drop(known);
        // Two threads may both do this; they come to the same.
        let child = self.with_module(&folder, |module| {
            let child = if self.is_followed(&folder, called(module, &folder)) {
                module.as_child()
            } else {
                Child::default()
            };
            Arc::new(child)
        });
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder, child.clone());
        child
    }

    /// Whether the calls below a module come to an end, and soon.
    fn is_followed(&self, folder: &Path, mut ahead: Vec<PathBuf>) -> bool {
        let mut below = HashSet::new();
        while let Some(next) = ahead.pop() {
            if next == folder || below.len() > MAX_BELOW {
                return false;
            }
            if below.insert(next.clone()) {
                ahead.extend(self.calls_of(next));
            }
        }
        true
    }

    fn calls_of(&self, folder: PathBuf) -> Vec<PathBuf> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = calls.get(&folder) {
            return known.clone();
        }
        drop(calls);
        let called = self.with_module(&folder, |module| called(module, &folder));
        let called = called.unwrap_or_default();
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.insert(folder, called.clone());
        called
    }

    fn with_module<T>(&self, folder: &Path, work: impl FnOnce(&Module<'_>) -> T) -> Option<T> {
        let mut path = discover::folder(folder, Path::new("")).ok()?;
        path.readme = None;
        let (files, _) = self.workspace.read(&path);
        let children = LocalChildren {
            folder: folder.to_owned(),
            cache: self,
        };
        let configured = self.workspace.configs.of(folder);
        Some(work(&Module::new(&files, &children, &configured.settings)))
    }
}

/// The folders of the local modules that a module calls.
pub(super) fn called(module: &Module<'_>, folder: &Path) -> Vec<PathBuf> {
    let sources = module.local_calls();
    let folders = sources.into_iter().map(|s| normalized(&folder.join(s)));
    folders.collect()
}

/// The local child modules of one folder.
pub(super) struct LocalChildren<'c> {
    folder: PathBuf,
    cache: &'c ChildCache<'c>,
}

impl<'c> LocalChildren<'c> {
    pub(super) fn new(path: &ModulePath, cache: &'c ChildCache<'c>) -> Self {
        Self {
            folder: path.folder.clone(),
            cache,
        }
    }
}

impl Children for LocalChildren<'_> {
    fn child(&self, source: &str) -> Option<Arc<Child>> {
        if !module::is_local(source) {
            return None;
        }
        self.cache.child(normalized(&self.folder.join(source)))
    }
}
