//! Joins modules by their calls.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::load::Loaded;
use super::{LinkedChild, Member, Workspace, each};
use crate::discover::{self, ModuleId};
use crate::files::{normalized, real};
use crate::module::{Child, Outside};

/// Modules that are looked at for one child. A module that calls more of them,
/// or itself (which Terraform refuses), is one of which nothing is known.
const MAX_BELOW: usize = 64;

impl Workspace {
    /// Loads what was touched, and what it calls.
    pub(super) fn link(&mut self) {
        let mut ahead: Vec<ModuleId> = self.touched.iter().cloned().collect();
        while !ahead.is_empty() {
            let searched = self.with_loaded(ahead, Loaded::find_calls);
            ahead = Vec::new();
            for (id, found) in searched {
                ahead.extend(self.store(&id, found));
            }
        }
    }

    /// Asks something of modules, which are read if they were not.
    fn with_loaded<R: Send>(
        &mut self,
        ids: Vec<ModuleId>,
        ask: impl Fn(&mut Loaded) -> R + Send + Sync,
    ) -> Vec<(ModuleId, R)> {
        let taken = ids.into_iter().filter_map(|id| {
            let loaded = self.members.get_mut(&id)?.loaded.take();
            Some((id, loaded))
        });
        let taken: Vec<(ModuleId, Option<Loaded>)> = taken.collect();
        let workspace = &*self;
        let asked = each(taken, |(id, loaded)| {
            let load = || workspace.load(&workspace.members[&id].path);
            let mut loaded = loaded.unwrap_or_else(load);
            let answer = ask(&mut loaded);
            (id, loaded, answer)
        });
        let mut answers = Vec::with_capacity(asked.len());
        for (id, loaded, answer) in asked {
            if let Some(member) = self.members.get_mut(&id) {
                member.loaded = Some(loaded);
            }
            answers.push((id, answer));
        }
        answers
    }

    /// Stores what a module's text says of calls; the answer is the modules that
    /// it calls and that were not known.
    fn store(&mut self, id: &ModuleId, found: Option<Vec<String>>) -> Vec<ModuleId> {
        let mut unknown = Vec::new();
        let Some(sources) = found else {
            return unknown;
        };
        let mut children = Vec::new();
        let mut lacks = BTreeSet::new();
        for source in sources {
            let Some(module) = self.called(id, &source) else {
                lacks.insert(ModuleId::new(&normalized(&id.folder().join(&source))));
                continue;
            };
            if !self.members.contains_key(&module) {
                let folder = normalized(&self.members[id].path.folder.join(&source));
                let path = discover::folder(&folder, &self.files, &self.working_directory);
                let Ok(mut path) = path else { continue };
                path.id = module.clone();
                self.members
                    .insert(module.clone(), Member::new(path, false));
                self.touched.insert(module.clone());
                unknown.push(module.clone());
            }
            children.push(LinkedChild { source, module });
        }
        if let Some(member) = self.members.get_mut(id) {
            member.children = children;
            member.lacks = lacks;
        }
        unknown
    }

    /// The module that a `source` leads to; `None` where there is no such folder.
    fn called(&self, caller: &ModuleId, source: &str) -> Option<ModuleId> {
        let folder = normalized(&caller.folder().join(source));
        let id = ModuleId::new(&folder);
        if self.members.contains_key(&id) {
            return Some(id);
        }
        // It may be reached through a symbolic link.
        let real = real(&folder);
        self.files.is_folder(&real).then(|| ModuleId::new(&real))
    }

    /// The modules that each module is called by.
    pub(super) fn callers(&self) -> HashMap<ModuleId, Vec<ModuleId>> {
        let mut callers: HashMap<ModuleId, Vec<ModuleId>> = HashMap::new();
        for (id, member) in &self.members {
            for child in &member.children {
                callers
                    .entry(child.module.clone())
                    .or_default()
                    .push(id.clone());
            }
        }
        callers
    }

    /// The modules that call others, each with the height of the calls below it;
    /// `None` for those of which nothing is known.
    pub(super) fn heights(&self) -> HashMap<ModuleId, Option<usize>> {
        let calling = self.members.iter();
        let calling = calling.filter(|(_, member)| !member.children.is_empty());
        let mut heights: HashMap<ModuleId, Option<usize>> = HashMap::new();
        for (id, _) in calling {
            if self.is_followed(id) {
                self.raise(id, &mut heights);
            } else {
                heights.insert(id.clone(), None);
            }
        }
        heights
    }

    /// Whether the calls below a module come to an end, and soon.
    fn is_followed(&self, id: &ModuleId) -> bool {
        let mut below = HashSet::new();
        let mut ahead: Vec<&ModuleId> = self.children(id).collect();
        while let Some(next) = ahead.pop() {
            if next == id || below.len() > MAX_BELOW {
                return false;
            }
            if below.insert(next) {
                ahead.extend(self.children(next));
            }
        }
        true
    }

    /// The height of a module that is followed: no calls below it lead back to
    /// it, and at most [`MAX_BELOW`] modules are there.
    fn raise(&self, id: &ModuleId, heights: &mut HashMap<ModuleId, Option<usize>>) -> usize {
        if let Some(known) = heights.get(id) {
            return known.unwrap_or(0);
        }
        let mut height = 0;
        for child in self.children(id) {
            let is_calling = self.children(child).next().is_some();
            let below = if is_calling && self.is_followed(child) {
                self.raise(child, heights)
            } else {
                0
            };
            height = height.max(below + 1);
        }
        heights.insert(id.clone(), Some(height));
        height
    }

    pub(super) fn children(&self, id: &ModuleId) -> impl Iterator<Item = &ModuleId> {
        let member = self.members.get(id);
        let children = member.into_iter().flat_map(|member| &member.children);
        children.map(|child| &child.module)
    }
}

/// What the workspace knows around a module.
#[derive(Clone, Copy)]
pub(super) struct Neighbors<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) id: &'w ModuleId,
}

impl Outside for Neighbors<'_> {
    fn child(&self, source: &str) -> Option<Arc<Child>> {
        let members = &self.workspace.members;
        let mut children = members.get(self.id)?.children.iter();
        let child = children.find(|child| child.source == source)?;
        members.get(&child.module)?.offer.clone()
    }

    fn is_work_tree(&self) -> bool {
        let git = self.id.folder().join(".git");
        self.workspace.files.kind(&git).is_ok()
    }
}
