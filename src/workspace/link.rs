//! Joins modules by their calls: what callers hand in goes down before any rule
//! runs, and what children offer is worked out before their callers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::load::{KeptTrees, Loaded};
use super::{LinkedCall, Member, Workspace, each};
use crate::discover::{self, ModuleId};
use crate::files::{normalized, real};
use crate::module::{Call, Child, Children};

/// Modules that are looked at for one child. A module that calls more of them,
/// or itself (which Terraform refuses), is one of which nothing is known.
const MAX_BELOW: usize = 64;

impl Workspace {
    /// Loads what was touched, and what it calls, and passes down what is handed
    /// in. Modules that are handed something else than before are touched, too.
    pub(super) fn link(&mut self) {
        let kept = KeptTrees::default();
        let mut ahead: Vec<ModuleId> = self.touched.iter().cloned().collect();
        while !ahead.is_empty() {
            let unlinked = ahead.into_iter().filter_map(|id| {
                let loaded = self.members.get_mut(&id)?.loaded.take();
                Some((id, loaded))
            });
            let unlinked: Vec<(ModuleId, Option<Loaded>)> = unlinked.collect();
            let workspace = &*self;
            let linked = each(unlinked, |(id, loaded)| {
                let load = || workspace.load(&workspace.members[&id].path);
                let mut loaded = loaded.unwrap_or_else(load);
                loaded.find_calls(&kept);
                (id, loaded)
            });
            ahead = Vec::new();
            for (id, loaded) in linked {
                ahead.extend(self.store(&id, loaded));
            }
        }
        self.hand_down();
    }

    /// Stores what was read of a module; the answer is the modules that it calls
    /// and that were not known.
    fn store(&mut self, id: &ModuleId, mut loaded: Loaded) -> Vec<ModuleId> {
        let mut unknown = Vec::new();
        let mut calls = Vec::new();
        let Some(found) = loaded.calls.take() else {
            // Nothing has changed.
            self.keep_loaded(id, loaded);
            return unknown;
        };
        for call in found {
            let Some(child) = self.called(id, &call) else {
                continue;
            };
            if !self.members.contains_key(&child) {
                let shown = self.members[id].path.folder.join(&call.source);
                let folder = normalized(&shown);
                let found = discover::folder(&folder, &self.files, &self.working_directory);
                let Ok(mut path) = found else { continue };
                path.id = child.clone();
                self.members.insert(child.clone(), Member::new(path, false));
                self.touched.insert(child.clone());
                unknown.push(child.clone());
            }
            calls.push(LinkedCall { call, child });
        }
        if let Some(member) = self.members.get_mut(id) {
            member.links.calls = calls;
        }
        self.keep_loaded(id, loaded);
        unknown
    }

    fn keep_loaded(&mut self, id: &ModuleId, loaded: Loaded) {
        if let Some(member) = self.members.get_mut(id) {
            member.loaded = Some(loaded);
        }
    }

    /// The module that a call is about; `None` where there is no such folder.
    fn called(&self, caller: &ModuleId, call: &Call) -> Option<ModuleId> {
        let folder = normalized(&caller.folder().join(&call.source));
        let id = ModuleId::new(&folder);
        if self.members.contains_key(&id) {
            return Some(id);
        }
        // It may be reached through a symbolic link.
        let real = real(&folder);
        real.is_dir().then(|| ModuleId::new(&real))
    }

    /// Passes the tokens that Coder makes itself down through calls: each is
    /// nobody's key.
    fn hand_down(&mut self) {
        let mut handed: BTreeMap<ModuleId, BTreeSet<String>> = BTreeMap::new();
        let calling = || {
            let members = self.members.iter();
            members.filter(|(_, member)| !member.links.calls.is_empty())
        };
        // A module may hand on what it is handed: each turn is one call deeper.
        loop {
            let before = handed.clone();
            for (id, member) in calling() {
                let own = handed.get(id).cloned().unwrap_or_default();
                for linked in &member.links.calls {
                    let tokens = linked.call.handed_tokens(&own).cloned();
                    let tokens: Vec<String> = tokens.collect();
                    if !tokens.is_empty() {
                        handed
                            .entry(linked.child.clone())
                            .or_default()
                            .extend(tokens);
                    }
                }
            }
            if handed == before {
                break;
            }
        }
        for (id, member) in &mut self.members {
            let tokens = handed.remove(id).unwrap_or_default();
            if tokens != member.links.tokens {
                member.links.tokens = tokens;
                self.touched.insert(id.clone());
            }
        }
    }

    /// The modules that each module is called by.
    pub(super) fn callers(&self) -> HashMap<ModuleId, Vec<ModuleId>> {
        let mut callers: HashMap<ModuleId, Vec<ModuleId>> = HashMap::new();
        for (id, member) in &self.members {
            for linked in &member.links.calls {
                callers
                    .entry(linked.child.clone())
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
        let calling = calling.filter(|(_, member)| !member.links.calls.is_empty());
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
        let calls = member.into_iter().flat_map(|member| &member.links.calls);
        calls.map(|linked| &linked.child)
    }
}

/// What the local modules offer that one module calls.
pub(super) struct Offers {
    offers: HashMap<String, Arc<Child>>,
}

impl Offers {
    /// What the modules offer that a module calls, by the sources of the calls.
    pub(super) fn of(workspace: &Workspace, id: &ModuleId) -> Self {
        let member = workspace.members.get(id);
        let calls = member.into_iter().flat_map(|member| &member.links.calls);
        let offers = calls.filter_map(|linked| {
            let offer = workspace.members.get(&linked.child)?.offer.clone()?;
            Some((linked.call.source.clone(), offer))
        });
        Self {
            offers: offers.collect(),
        }
    }
}

impl Children for Offers {
    fn child(&self, source: &str) -> Option<Arc<Child>> {
        self.offers.get(source).cloned()
    }
}
