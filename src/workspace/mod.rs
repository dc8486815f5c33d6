//! What is known of the modules that are linted: files are read and parsed, what
//! modules hand to each other is linked, and the rules run, in parallel. What of
//! the findings is wanted is decided later.

mod children;
mod read;

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{Check, Rule, TreeMember};
use crate::config::{Configs, Configured, Selection, Settings};
use crate::diagnostic::{Diagnostic, Finding, ModuleReport};
use crate::discover::{ModuleId, ModulePath};
use crate::error::RunError;
use crate::files::{Overlay, normalized};
use crate::module::{IgnoreComment, Module, may_ignore};
use crate::rule::Level;
use crate::rules::RULES;
use crate::source::Sources;
use crate::syntax::markdown;

use children::{ChildCache, LocalChildren, called};

/// Where files and settings of the modules come from.
#[derive(Debug, Clone, Copy)]
pub struct Workspace<'w> {
    /// What is set for each module.
    pub configs: &'w Configs,
    /// Names are shown relative to it.
    pub working_directory: &'w Path,
    /// What stands in for files.
    pub overlay: &'w Overlay,
}

/// A module that was linted, with all that was found.
#[derive(Debug, Default)]
pub struct Linted {
    /// What was found. Its findings are in no order yet.
    pub report: ModuleReport,
    /// The comments that ignore rules.
    pub ignores: Vec<IgnoreComment>,
    /// What is set for the module; `None` where the lint of it failed.
    pub configured: Option<Arc<Configured>>,
    member: Option<TreeMember>,
    coder_tokens: Vec<HandedToken>,
}

/// A variable of a local child module that is handed a token of Coder's own.
#[derive(Debug)]
struct HandedToken {
    /// The child's folder.
    folder: PathBuf,
    variable: String,
}

/// The modules that findings are wanted of; all if there are none here.
pub type Wanted<'w> = Option<&'w BTreeSet<ModuleId>>;

impl Workspace<'_> {
    /// Takes out the modules that the configuration excludes. What was named on
    /// the command line, or lies in an excluded folder that was, stays.
    pub fn without_excluded(self, modules: Vec<ModulePath>) -> Vec<ModulePath> {
        let is_wanted = |module: &ModulePath| {
            let configured = self.configs.of(&module.folder);
            let excludes = |path: &Path| self.excludes(&configured.settings, path);
            let has_files = !module.files.is_empty();
            excludes(&module.asked_for)
                || !(excludes(&module.folder)
                    || (has_files && module.files.iter().all(|file| excludes(file))))
        };
        modules.into_iter().filter(is_wanted).collect()
    }

    /// Whether findings in a file or folder are not wanted.
    pub fn excludes(self, settings: &Settings, path: &Path) -> bool {
        settings.has_excludes() && {
            let path = normalized(&self.working_directory.join(path));
            settings.excludes(&path, path.is_dir())
        }
    }

    /// Lints modules in parallel; the results come in the order of the modules.
    /// Those that are not wanted are linked and count for rules about the tree,
    /// and nothing is found in them. `progress` is called once for each module
    /// that is done, from any thread.
    pub fn lint(
        self,
        modules: &[ModulePath],
        wanted: Wanted<'_>,
        progress: &(dyn Fn() + Sync),
    ) -> Vec<Linted> {
        let children = ChildCache::new(self);
        let lints = ModuleId::all().zip(modules).map(|(id, path)| Lint {
            workspace: self,
            children: &children,
            id,
            path,
            is_wanted: wanted.is_none_or(|wanted| wanted.contains(&id)),
        });
        let lints: Vec<Lint<'_>> = lints.collect();
        let lint_one = |lint: &Lint<'_>| {
            let linted = lint.run(&[]);
            progress();
            linted
        };
        // One module is no reason to start threads.
        let mut linted: Vec<Linted> = match lints.as_slice() {
            [only] => vec![lint_one(only)],
            _ => lints.par_iter().map(lint_one).collect(),
        };
        link_tokens(&lints, &mut linted);
        check_tree(&mut linted);
        linted
    }

    /// The folders of the local modules that each module calls.
    pub fn local_calls(self, modules: &[ModulePath]) -> Vec<Vec<PathBuf>> {
        let children = ChildCache::new(self);
        let calls = modules.par_iter().map(|path| {
            let configured = self.configs.of(&path.folder);
            let mut path = path.clone();
            path.readme = None;
            let (files, _) = self.read(&path);
            let children = LocalChildren::new(&path, &children);
            let module = Module::new(&files, &children, &configured.settings);
            called(&module, &path.folder)
        });
        calls.collect()
    }
}

/// A token that Coder itself makes is nobody's key. Who hands one to a module is
/// known only now, so that the few modules that get one are linted again.
fn link_tokens(lints: &[Lint<'_>], linted: &mut [Linted]) {
    let mut known: HashMap<PathBuf, BTreeSet<String>> = HashMap::new();
    // A module may hand on what it is handed: each turn is one call deeper.
    loop {
        let mut tokens = known.clone();
        for handed in linted.iter().flat_map(|linted| &linted.coder_tokens) {
            let variables = tokens.entry(handed.folder.clone()).or_default();
            variables.insert(handed.variable.clone());
        }
        if tokens == known {
            return;
        }
        for (lint, linted) in lints.iter().zip(linted.iter_mut()) {
            let folder = normalized(&lint.path.folder);
            if let Some(variables) = tokens.get(&folder)
                && known.get(&folder) != Some(variables)
            {
                let variables: Vec<String> = variables.iter().cloned().collect();
                *linted = lint.run(&variables);
            }
        }
        known = tokens;
    }
}

/// Runs the rules about the tree. Whether one runs, and at which level, is up to
/// the configuration of the module that it finds something in.
fn check_tree(linted: &mut [Linted]) {
    let members = linted.iter_mut().filter_map(|linted| linted.member.take());
    let members: Vec<TreeMember> = members.collect();
    for rule in RULES {
        for check in rule.checks {
            let Check::Tree(check) = check else { continue };
            let mut findings = Vec::new();
            check(&members, &mut findings);
            for found in findings {
                let linted = &mut linted[found.module.index()];
                let configured = linted.configured.as_ref();
                let level = configured.map_or(Level::Allow, |configured| {
                    configured.selection.level(rule.info.id)
                });
                if level != Level::Allow {
                    linted.report.diagnostics.push(Diagnostic {
                        rule: &rule.info,
                        level,
                        finding: found.finding,
                    });
                }
            }
        }
    }
}

/// The lint of one module.
#[derive(Clone, Copy)]
struct Lint<'l> {
    workspace: Workspace<'l>,
    children: &'l ChildCache<'l>,
    id: ModuleId,
    path: &'l ModulePath,
    is_wanted: bool,
}

impl Lint<'_> {
    /// Lints the module; `coder_tokens` are the variables that get a token of
    /// Coder's own. A panic is our own fault, and costs one module, not the run.
    fn run(self, coder_tokens: &[String]) -> Linted {
        let linted = catch_unwind(AssertUnwindSafe(|| self.lint(coder_tokens)));
        linted.unwrap_or_else(|_| Linted {
            report: ModuleReport {
                name: self.path.name.clone(),
                errors: vec![RunError::new(
                    &self.path.name,
                    "coderlint panicked; this is a bug in coderlint, please report it",
                )],
                ..ModuleReport::default()
            },
            ..Linted::default()
        })
    }

    fn lint(self, coder_tokens: &[String]) -> Linted {
        let path = self.path;
        let configured = self.workspace.configs.of(&path.folder);
        let (mut files, errors) = self.workspace.read(path);
        files.coder_tokens = coder_tokens.to_vec();
        let children = LocalChildren::new(path, self.children);
        let module = Module::new(&files, &children, &configured.settings);
        let readme = module.readme().filter(|(_, readme)| {
            self.is_wanted
                && (markdown::may_hold_findings(&readme.text) || may_ignore(&readme.text))
        });
        let examples = readme.map_or_else(Vec::new, |(_, readme)| markdown::examples(&readme.text));
        let mut diagnostics = Vec::new();
        let mut ignores = Vec::new();
        if self.is_wanted {
            check_module(&module, &configured.selection, &mut diagnostics);
            ignores = module.ignore_comments(&examples);
        }
        for example in Module::examples(&files, &examples, &children, &configured.settings) {
            check_module(&example, &configured.selection, &mut diagnostics);
        }
        let is_about_tree = runs_about_tree(&configured.selection);
        let member = is_about_tree.then(|| TreeMember::of(self.id, &module));
        let coder_tokens = module.coder_tokens().map(|(source, variable)| HandedToken {
            folder: normalized(&path.folder.join(source)),
            variable: variable.to_owned(),
        });
        let coder_tokens = coder_tokens.collect();
        // What is still to come points into the files, too.
        let has_parameters = member
            .as_ref()
            .is_some_and(|member| !member.parameters.is_empty());
        let is_needed = has_parameters || !(diagnostics.is_empty() && ignores.is_empty());
        let secrets = diagnostics.iter();
        let secrets = secrets.filter_map(|diagnostic: &Diagnostic| diagnostic.finding.secret);
        let report = ModuleReport {
            name: path.name.clone(),
            folder: path.folder.clone(),
            files: files.sources.len(),
            is_whole: errors.is_empty() && module.is_whole(),
            secrets: secrets.collect(),
            diagnostics,
            errors,
            sources: if is_needed {
                files.sources.clone()
            } else {
                Sources::default()
            },
            ..ModuleReport::default()
        };
        Linted {
            report,
            ignores,
            member,
            coder_tokens,
            configured: Some(configured),
        }
    }
}

/// Whether some rule about the tree runs.
fn runs_about_tree(selection: &Selection) -> bool {
    RULES.iter().any(|rule| {
        let mut checks = rule.checks.iter();
        checks.any(|check| matches!(check, Check::Tree(_)))
            && selection.level(rule.info.id) != Level::Allow
    })
}

/// Adds what the rules that run find in a module.
fn check_module(module: &Module<'_>, selection: &Selection, diagnostics: &mut Vec<Diagnostic>) {
    for rule in RULES {
        let level = selection.level(rule.info.id);
        if level == Level::Allow {
            continue;
        }
        let findings = findings_of(rule, module).into_iter();
        diagnostics.extend(findings.map(|finding| Diagnostic {
            rule: &rule.info,
            level,
            finding,
        }));
    }
}

fn findings_of(rule: &Rule, module: &Module<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in rule.checks {
        if let Check::Module(check) = check {
            check(module, &mut findings);
        }
    }
    findings
}
