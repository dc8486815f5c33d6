//! Parses modules, works out their facts and runs the rules: each in one go, and
//! children before their callers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::link::Offers;
use super::load::Loaded;
use super::tree::runs_about_tree;
use super::{Keep, Linted, Wanted, Workspace, each};
use crate::check::{Check, TreeMember};
use crate::config::{Configured, Selection};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::discover::{ModuleId, ModulePath};
use crate::error::RunError;
use crate::module::{Child, Module, ModuleFiles, may_ignore};
use crate::rule::Level;
use crate::rules::RULES;
use crate::source::Sources;
use crate::syntax::markdown;

/// A module that is to be checked.
struct Work<'w> {
    workspace: &'w Workspace,
    path: &'w ModulePath,
    /// Its variables that are handed a token of Coder's own.
    tokens: Vec<String>,
    offers: Offers,
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
    tree: Option<TreeMember>,
    /// What was read of it, without trees.
    loaded: Option<Loaded>,
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
}

impl Workspace {
    /// Looks at the facts of a module that was asked for, as its files are now;
    /// `None` where there is no such module.
    pub fn look_at<R>(&self, id: &ModuleId, look: impl FnOnce(&Module<'_>) -> R) -> Option<R> {
        let path = self.module(id)?;
        let configured = self.configs.of(&self.files, &path.folder);
        let files = self.module_files(path, &mut self.load(path), Vec::new());
        let offers = Offers::of(self, id);
        Some(look(&Module::new(&files, &offers, &configured.settings)))
    }

    fn module_files(
        &self,
        path: &ModulePath,
        loaded: &mut Loaded,
        coder_tokens: Vec<String>,
    ) -> ModuleFiles {
        ModuleFiles {
            name: path.name.clone(),
            folder: path.id.folder().to_owned(),
            syntax: loaded.syntax.take().unwrap_or_else(|| loaded.parse()),
            sources: loaded.sources.clone(),
            readme: loaded.readme,
            has_json: path.has_json,
            coder_tokens,
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
        let needed = self.needed(wanted);
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
            for (id, checked) in self.check_level(ids, wanted, &order, progress) {
                if checked.linted.is_some() {
                    linted.insert(id.clone());
                }
                // What children offer is no secret to those that call them.
                for caller in self.store_checked(&id, checked, &order) {
                    if is_needed(&caller) {
                        ahead
                            .entry(order.height(&caller))
                            .or_default()
                            .insert(caller);
                    } else {
                        self.touched.insert(caller);
                    }
                }
            }
        }
        linted
    }

    /// The modules that have to be looked at where only some are wanted: these,
    /// those that hold parameters and so count for rules about the tree, and what
    /// they call; `None` for all.
    fn needed(&self, wanted: Wanted<'_>) -> Option<BTreeSet<ModuleId>> {
        let wanted = wanted?;
        let holds_parameters = |id: &ModuleId| {
            let loaded = self.members[id].loaded.as_ref();
            loaded.is_some_and(|loaded| loaded.mentions(b"coder_parameter"))
        };
        let all = self.members.keys();
        let first = all.filter(|id| wanted.contains(id) || holds_parameters(id));
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
                tokens: member.links.tokens.iter().cloned().collect(),
                offers: Offers::of(workspace, &id),
                is_listed: member.is_listed,
                is_wanted: member.is_listed && wanted.is_none_or(|wanted| wanted.contains(&id)),
                is_called: order.callers.contains_key(&id),
            };
            let mut checked = work.run(loaded);
            // Nothing is known of one whose calls lead back to it.
            if order.height(&id) == usize::MAX {
                checked.offer = Some(Child::default());
            }
            if work.is_wanted {
                progress();
            }
            (id, checked)
        })
    }

    /// Stores what was worked out about a module; the answer is the callers that
    /// have to look again, since it offers something else than before.
    fn store_checked(&mut self, id: &ModuleId, checked: Checked, order: &Order) -> Vec<ModuleId> {
        let callers = order.callers.get(id);
        let Some(member) = self.members.get_mut(id) else {
            return Vec::new();
        };
        let has_findings = checked
            .linted
            .as_ref()
            .is_some_and(|linted| !linted.report.sources.is_empty());
        let is_joined = callers.is_some() || !member.links.children.is_empty();
        if self.keep == Keep::Texts && (has_findings || is_joined) {
            member.loaded = checked.loaded;
        }
        member.linted = checked.linted.or(member.linted.take());
        member.tree = checked.tree;
        let offer = checked.offer.map(Arc::new);
        let is_same = offer == member.offer;
        member.offer = offer;
        match callers {
            Some(callers) if !is_same => callers.clone(),
            _ => Vec::new(),
        }
    }
}

impl Work<'_> {
    /// Checks the module. A panic is our own fault, and costs one module, not the
    /// run.
    fn run(&self, loaded: Loaded) -> Checked {
        let checked = catch_unwind(AssertUnwindSafe(|| self.check(loaded)));
        checked.unwrap_or_else(|_| {
            let name = &self.path.name;
            let message = "coderlint panicked; this is a bug in coderlint, please report it";
            let report = ModuleReport {
                name: name.clone(),
                errors: vec![RunError::new(name, message)],
                ..ModuleReport::default()
            };
            Checked {
                linted: Some(Linted {
                    report,
                    ..Linted::default()
                }),
                ..Checked::default()
            }
        })
    }

    fn check(&self, mut loaded: Loaded) -> Checked {
        let path = self.path;
        let workspace = self.workspace;
        let configured = workspace.configs.of(&workspace.files, &path.folder);
        if self.is_wanted {
            workspace.load_readme(path, &mut loaded);
        }
        let files = workspace.module_files(path, &mut loaded, self.tokens.clone());
        let module = Module::new(&files, &self.offers, &configured.settings);
        let is_in_tree = self.is_listed && runs_about_tree(&configured.selection);
        let tree = is_in_tree.then(|| TreeMember::of(path.id.clone(), &module));
        let has_parameters = tree
            .as_ref()
            .is_some_and(|tree| !tree.parameters.is_empty());
        let offer = self.is_called.then(|| module.as_child());
        let linted = self
            .is_wanted
            .then(|| self.lint(&module, &files, &configured, &loaded, has_parameters));
        Checked {
            linted,
            offer,
            tree,
            loaded: Some(loaded),
        }
    }

    /// Runs the rules. `is_pointed_at` says that what is found later may point
    /// into the files as well.
    fn lint(
        &self,
        module: &Module<'_>,
        files: &ModuleFiles,
        configured: &Arc<Configured>,
        loaded: &Loaded,
        is_pointed_at: bool,
    ) -> Linted {
        let readme = module.readme().filter(|(_, readme)| {
            markdown::may_hold_findings(&readme.text) || may_ignore(&readme.text)
        });
        let examples = readme.map_or_else(Vec::new, |(_, readme)| markdown::examples(&readme.text));
        let mut diagnostics = Vec::new();
        run_rules(module, &configured.selection, &mut diagnostics);
        let ignores = module.ignore_comments(&examples);
        for example in Module::examples(files, &examples, &self.offers, &configured.settings) {
            run_rules(&example, &configured.selection, &mut diagnostics);
        }
        let secrets = diagnostics.iter();
        let secrets = secrets.filter_map(|diagnostic| diagnostic.finding.secret);
        let is_pointed_at = is_pointed_at || !(diagnostics.is_empty() && ignores.is_empty());
        let report = ModuleReport {
            name: self.path.name.clone(),
            folder: self.path.folder.clone(),
            files: files.sources.len(),
            is_whole: loaded.errors.is_empty() && module.is_whole(),
            secrets: secrets.collect(),
            diagnostics,
            errors: loaded.errors.clone(),
            sources: if is_pointed_at {
                files.sources.clone()
            } else {
                Sources::default()
            },
            ..ModuleReport::default()
        };
        Linted {
            report,
            ignores,
            configured: Some(configured.clone()),
        }
    }
}

/// Adds what the rules that run find in a module.
fn run_rules(module: &Module<'_>, selection: &Selection, diagnostics: &mut Vec<Diagnostic>) {
    for rule in RULES {
        let level = selection.level(rule.info.id);
        if level == Level::Allow {
            continue;
        }
        let mut findings = Vec::new();
        for check in rule.checks {
            if let Check::Module(check) = check {
                check(module, &mut findings);
            }
        }
        diagnostics.extend(findings.into_iter().map(|finding| Diagnostic {
            rule: &rule.info,
            level,
            finding,
        }));
    }
}
