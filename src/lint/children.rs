//! Local child modules, looked at once for all their callers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Run, read};
use crate::discover::{self, ModulePath, normalized};
use crate::module::{self, Child, Children, Module};

/// What is known of local child modules, by folder; `None` for one that can't
/// be read.
pub(super) struct ChildCache<'r> {
    run: Run<'r>,
    known: Mutex<HashMap<PathBuf, Option<Arc<Child>>>>,
}

impl<'r> ChildCache<'r> {
    pub(super) fn new(run: Run<'r>) -> Self {
        Self {
            run,
            known: Mutex::default(),
        }
    }
}

/// The local child modules of one folder.
pub(super) struct LocalChildren<'c> {
    folder: PathBuf,
    cache: &'c ChildCache<'c>,
    /// The folders whose children are being looked at, outermost first.
    callers: Vec<PathBuf>,
}

/// Module calls that are followed in a chain.
const MAX_CALL_DEPTH: usize = 16;

impl<'c> LocalChildren<'c> {
    pub(super) fn new(path: &ModulePath, cache: &'c ChildCache<'c>) -> Self {
        Self {
            folder: path.folder.clone(),
            cache,
            callers: vec![normalized(&path.folder)],
        }
    }
}

impl Children for LocalChildren<'_> {
    fn child(&self, source: &str) -> Option<Arc<Child>> {
        if !module::is_local(source) {
            return None;
        }
        let folder = normalized(&self.folder.join(source));
        if self.callers.contains(&folder) || self.callers.len() > MAX_CALL_DEPTH {
            return Some(Arc::default());
        }
        let known = &self.cache.known;
        let cached = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = cached.get(&folder) {
            return child.clone();
        }
        drop(cached);
        // Two threads may both do this; they come to the same.
        let child = discover::folder(&folder, Path::new(""))
            .ok()
            .map(|mut path| {
                path.readme = None;
                let (files, _) = read(&path, self.cache.run);
                let mut callers = self.callers.clone();
                callers.push(folder.clone());
                let children = LocalChildren {
                    folder: folder.clone(),
                    cache: self.cache,
                    callers,
                };
                let configured = self.cache.run.configs.of(&folder);
                Arc::new(Module::new(&files, &children, &configured.settings).as_child())
            });
        let mut cached = known.lock().unwrap_or_else(PoisonError::into_inner);
        cached.insert(folder, child.clone());
        child
    }
}
