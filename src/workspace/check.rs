//! Parses modules, works out their facts and runs the rules: each in one go, and
//! children before their callers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::link::Neighbors;
use super::load::Loaded;
use super::tree::runs_about_tree;
use super::{Keep, Linted, Wanted, Workspace, each};
use crate::check::TreeMember;
use crate::config::Selection;
use crate::discover::{ModuleId, ModulePath};
use crate::module::{Child, HandedIn, Handing, Module, ModuleFiles};
use crate::rule::Level;

/// The rule under which opt-ins go that user secrets replace.
const OPT_INS_GO: &str = "opt_in_obsolete";

/// A module that is to be checked.
pub(super) struct Work<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) path: &'w ModulePath,
    handed_in: HandedIn,
    pub(super) outside: Neighbors<'w>,
    /// Whether it was asked for.
    is_listed: bool,
    /// Whether the rules run.
    is_wanted: bool,
    /// Whether others call it, and want to know what it offers.
    is_called: bool,
}

/// What was worked out about a module.
#[derive(Default)]
struct Checked {
    linted: Option<Linted>,
    offer: Option<Child>,
    /// What it hands to local modules.
    handings: Vec<Handing>,
    tree: Option<TreeMember>,
    /// What was read of it, without trees.
    loaded: Option<Loaded>,
}

/// What is new about a module that was checked.
#[derive(Default)]
struct News {
    /// Whether it offers its callers something else than before.
    offer: bool,
    /// The modules that may be handed something else: those that it calls, and
    /// itself, since what it needs to be told is up to what it offers.
    handed: BTreeSet<ModuleId>,
}

/// How the modules of a workspace stand to each other.
struct Order {
    /// The modules that each module is called by.
    callers: HashMap<ModuleId, Vec<ModuleId>>,
    /// The height of the calls below a module that calls others.
    heights: HashMap<ModuleId, Option<usize>>,
}

impl Order {
    /// Children are lower than their callers. Those of which nothing is known
    /// come last.
    fn height(&self, id: &ModuleId) -> usize {
        match self.heights.get(id) {
            Some(Some(height)) => *height,
            Some(None) => usize::MAX,
            None => 0,
        }
    }

    /// Whether some module calls another in two ways, through different modules.
    fn meets_itself_above(&self, id: &ModuleId) -> bool {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<&ModuleId> = self.callers.get(id).into_iter().flatten().collect();
        while let Some(caller) = ahead.pop() {
            if !seen.insert(caller) {
                return true;
            }
            ahead.extend(self.callers.get(caller).into_iter().flatten());
        }
        false
    }
}

impl Workspace {
    /// Looks at the facts of a module that was asked for, as its files are now;
    /// `None` where there is no such module.
    pub fn look_at<R>(&self, id: &ModuleId, look: impl FnOnce(&Module<'_>) -> R) -> Option<R> {
        let path = self.module(id)?;
        let configured = self.configs.of(&self.files, &path.folder);
        let handed_in = self.members.get(id)?.handed_in.clone();
        let files = self.module_files(path, &self.load(path), handed_in, &configured.selection);
        let outside = Neighbors {
            workspace: self,
            id,
        };
        Some(look(&Module::new(&files, &outside, &configured.settings)))
    }

    fn module_files(
        &self,
        path: &ModulePath,
        loaded: &Loaded,
        handed_in: HandedIn,
        selection: &Selection,
    ) -> ModuleFiles {
        ModuleFiles {
            name: path.name.clone(),
            folder: path.id.folder().to_owned(),
            syntax: loaded.parse(),
            sources: loaded.sources.clone(),
            readme: loaded.readme,
            has_json: path.has_json,
            handed_in,
            opt_ins_go: selection.level(OPT_INS_GO) != Level::Allow,
            builds_edits: self.keep != Keep::Titles,
        }
    }

    /// Checks what was touched, as far as it is wanted or needed by what is
    /// wanted. The answer is the modules whose findings were looked for.
    pub(super) fn check(
        &mut self,
        wanted: Wanted<'_>,
        progress: &(dyn Fn() + Sync),
    ) -> BTreeSet<ModuleId> {
        let order = Order {
            callers: self.callers(),
            heights: self.heights(),
        };
        let needed = self.needed(wanted, &order);
        let touched = std::mem::take(&mut self.touched);
        let is_needed = |id: &ModuleId| needed.as_ref().is_none_or(|needed| needed.contains(id));
        let (needed, rest): (BTreeSet<_>, BTreeSet<_>) = touched.into_iter().partition(is_needed);
        self.touched = rest;
        let mut ahead: BTreeMap<usize, BTreeSet<ModuleId>> = BTreeMap::new();
        for id in needed {
            ahead.entry(order.height(&id)).or_default().insert(id);
        }
        let mut linted = BTreeSet::new();
        while let Some((_, ids)) = ahead.pop_first() {
            let mut again = BTreeSet::new();
            let mut handed = Vec::new();
            for (id, checked) in self.check_level(ids, wanted, &order, progress) {
                if checked.linted.is_some() {
                    linted.insert(id.clone());
                }
                let callers = order.callers.get(&id);
                let changed = self.store_checked(&id, checked, callers.is_some());
                if changed.offer {
                    again.extend(callers.into_iter().flatten().cloned());
                }
                handed.extend(changed.handed);
            }
            again.extend(self.handed_others(handed, &order));
            for other in again {
                if is_needed(&other) {
                    ahead.entry(order.height(&other)).or_default().insert(other);
                } else {
                    self.touched.insert(other);
                }
            }
        }
        linted
    }

    /// The modules that have to be looked at where only some are wanted: these,
    /// all that call them, those that hold parameters and so count for rules about
    /// the tree, and what they call; `None` for all.
    fn needed(&self, wanted: Wanted<'_>, order: &Order) -> Option<BTreeSet<ModuleId>> {
        let wanted = wanted?;
        let mut above: BTreeSet<&ModuleId> = BTreeSet::new();
        let mut ahead: Vec<&ModuleId> = wanted.iter().collect();
        while let Some(id) = ahead.pop() {
            if above.insert(id) {
                ahead.extend(order.callers.get(id).into_iter().flatten());
            }
        }
        let holds_parameters = |id: &ModuleId| {
            let loaded = self.members[id].loaded.as_ref();
            loaded.is_some_and(|loaded| loaded.mentions(b"coder_parameter"))
        };
        let all = self.members.keys();
        let first = all.filter(|id| above.contains(id) || holds_parameters(id));
        let mut ahead: Vec<&ModuleId> = first.collect();
        let mut needed = BTreeSet::new();
        while let Some(id) = ahead.pop() {
            if needed.insert(id.clone()) {
                ahead.extend(self.children(id));
            }
        }
        Some(needed)
    }

    /// Checks modules that don't call each other.
    fn check_level(
        &mut self,
        ids: BTreeSet<ModuleId>,
        wanted: Wanted<'_>,
        order: &Order,
        progress: &(dyn Fn() + Sync),
    ) -> Vec<(ModuleId, Checked)> {
        let loaded = ids.into_iter().map(|id| {
            let member = self.members.get_mut(&id);
            let loaded = member.and_then(|member| member.loaded.take());
            (id, loaded)
        });
        let loaded: Vec<(ModuleId, Option<Loaded>)> = loaded.collect();
        let workspace = &*self;
        each(loaded, |(id, loaded)| {
            let member = &workspace.members[&id];
            let loaded = loaded.unwrap_or_else(|| workspace.load(&member.path));
            let work = Work {
                workspace,
                path: &member.path,
                handed_in: member.handed_in.clone(),
                outside: Neighbors { workspace, id: &id },
                is_listed: member.is_listed,
                is_wanted: member.is_listed && wanted.is_none_or(|wanted| wanted.contains(&id)),
                is_called: order.callers.contains_key(&id),
            };
            let mut checked = work.run(loaded);
            // Nothing is known of one whose calls lead back to it.
            if order.height(&id) == usize::MAX {
                checked.offer = Some(Child::default());
                checked.handings.clear();
            }
            if work.is_wanted && member.linted.is_none() {
                progress();
            }
            (id, checked)
        })
    }

    /// Stores what was worked out about a module, and tells what is new about it.
    fn store_checked(&mut self, id: &ModuleId, checked: Checked, is_called: bool) -> News {
        let mut changed = News::default();
        let Some(member) = self.members.get_mut(id) else {
            return changed;
        };
        let has_findings = checked
            .linted
            .as_ref()
            .is_some_and(|linted| !linted.report.sources.is_empty());
        let is_joined = is_called || !member.children.is_empty();
        if self.keep == Keep::Texts && (has_findings || is_joined) {
            member.loaded = checked.loaded;
        }
        member.linted = checked.linted.or(member.linted.take());
        member.tree = checked.tree;
        let offer = checked.offer.map(Arc::new);
        if offer != member.offer {
            member.offer = offer;
            changed.offer = true;
            changed.handed.insert(id.clone());
        }
        let handings = checked.handings.into_iter().filter_map(|handing| {
            let mut children = member.children.iter();
            let child = children.find(|child| child.source == handing.source)?;
            Some((child.module.clone(), handing))
        });
        let handings: Vec<(ModuleId, Handing)> = handings.collect();
        if handings != member.handings {
            let both = member.handings.iter().chain(&handings);
            changed.handed.extend(both.map(|(child, _)| child.clone()));
        }
        member.handings = handings;
        changed
    }

    /// Those of some modules, and of all below them, that are handed something else
    /// than before. Calls far above may lead to a module in two ways.
    fn handed_others(&mut self, mut ahead: Vec<ModuleId>, order: &Order) -> Vec<ModuleId> {
        let mut below = BTreeSet::new();
        while let Some(id) = ahead.pop() {
            if below.insert(id.clone()) {
                ahead.extend(self.children(&id).cloned());
            }
        }
        let mut others: Vec<ModuleId> = below.into_iter().collect();
        others.retain(|id| self.is_handed_others(id, order));
        others
    }

    /// Takes note of what a module is handed; whether that is something else than
    /// before.
    fn is_handed_others(&mut self, id: &ModuleId, order: &Order) -> bool {
        let unknown = Handing::default();
        let callers = order.callers.get(id).into_iter().flatten();
        let calls = callers.flat_map(|caller| {
            let handings = self.members[caller].handings.iter();
            let mut handed: Vec<&Handing> = handings
                .filter(|(child, _)| child == id)
                .map(|(_, handing)| handing)
                .collect();
            if handed.is_empty() {
                handed.push(&unknown);
            }
            handed
        });
        let mut handed_in = HandedIn::by(calls);
        handed_in.may_repeat |= order.meets_itself_above(id);
        let Some(member) = self.members.get_mut(id) else {
            return false;
        };
        // Such a module has no need to be told.
        let is_coders = |offer: &Arc<Child>| offer.is_coders;
        handed_in.by_coder &= !member.offer.as_ref().is_some_and(is_coders);
        let is_other = handed_in != member.handed_in;
        member.handed_in = handed_in;
        is_other
    }
}

impl Work<'_> {
    /// Checks the module. A panic is our own fault, and costs one module, not the
    /// run.
    fn run(&self, loaded: Loaded) -> Checked {
        let checked = catch_unwind(AssertUnwindSafe(|| self.check(loaded)));
        checked.unwrap_or_else(|_| Checked {
            linted: Some(Linted {
                report: self.panicked(),
                ..Linted::default()
            }),
            ..Checked::default()
        })
    }

    fn check(&self, mut loaded: Loaded) -> Checked {
        let path = self.path;
        let workspace = self.workspace;
        let configured = workspace.configs.of(&workspace.files, &path.folder);
        let calls_others = workspace.children(&path.id).next().is_some();
        if self.is_wanted || calls_others {
            workspace.load_readme(path, &mut loaded);
        }
        let files =
            workspace.module_files(path, &loaded, self.handed_in.clone(), &configured.selection);
        let module = Module::new(&files, &self.outside, &configured.settings);
        let is_in_tree = self.is_listed && runs_about_tree(workspace.rules, &configured.selection);
        let tree = is_in_tree.then(|| TreeMember::of(path.id.clone(), &module));
        let has_parameters = tree
            .as_ref()
            .is_some_and(|tree| !tree.parameters.is_empty());
        let offer = self.is_called.then(|| module.as_child());
        let handings = if calls_others {
            module.handings()
        } else {
            Vec::new()
        };
        let linted = self
            .is_wanted
            .then(|| self.lint(&module, &files, &configured, &loaded, has_parameters));
        Checked {
            linted,
            offer,
            handings,
            tree,
            loaded: Some(loaded),
        }
    }
}
