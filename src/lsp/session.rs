//! What the server knows between two messages: the workspace, the open documents,
//! and what the editor was shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, PublishDiagnosticsParams, TextDocumentItem, Uri,
};

use super::client::Client;
use super::documents::{Document, Documents};
use super::findings::{Findings, Lists, Translator, failure};
use super::position::Lines;
use super::transport::Outgoing;
use super::uri;
use crate::config::FILE_NAME;
use crate::diagnostic::{self, ModuleReport};
use crate::discover::{ModuleId, ModulePath, README, discover, is_linted};
use crate::files::{normalized, real};
use crate::ignores::today;
use crate::lint::{Filter, report};
use crate::policy::is_policy;
use crate::rule::{INTERNAL_ERROR, RuleInfo};
use crate::source::{Source, start_of};
use crate::workspace::Workspace;

/// An editor's session.
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) workspace: Workspace,
    pub(super) documents: Documents,
    /// The folders that are open, as the editor names them.
    folders: Vec<PathBuf>,
    /// Modules that are here because a document of theirs is open.
    visited: BTreeSet<ModuleId>,
    findings: Findings,
    /// Documents about which the editor hears in any case.
    typed: BTreeSet<PathBuf>,
    /// Whether there may be modules that were not there before.
    is_rescan_due: bool,
    /// What the editor has, of files that are not open.
    pushed: HashMap<PathBuf, Vec<Diagnostic>>,
    /// How the editor spells the files that it has had open.
    spellings: HashMap<PathBuf, Uri>,
    out: Outgoing,
}

/// What came of a change.
#[derive(Debug)]
pub(super) struct Settled {
    /// Whether an open document has other findings because of another file.
    pub(super) is_refresh_due: bool,
    /// How many modules were linted.
    pub(super) linted: usize,
}

impl Session {
    pub(super) fn new(client: Client, workspace: Workspace, out: Outgoing) -> Self {
        Self {
            client,
            workspace,
            documents: Documents::default(),
            folders: Vec::new(),
            visited: BTreeSet::new(),
            findings: Findings::default(),
            typed: BTreeSet::new(),
            is_rescan_due: false,
            pushed: HashMap::new(),
            spellings: HashMap::new(),
            out,
        }
    }

    /// Opens folders and closes others.
    pub(super) fn set_folders(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        self.is_rescan_due = true;
    }

    /// Looks which modules there are, if that may have changed; the answer is how
    /// many.
    pub(super) fn scan(&mut self) -> usize {
        if std::mem::take(&mut self.is_rescan_due) {
            let here = self.workspace.working_directory();
            let mut found = discover(&self.folders, here).modules;
            for module in &mut found {
                // A folder that is open is not asked for in spite of everything.
                module.asked_for = None;
            }
            found.retain(|module| !self.workspace.excludes_module(module));
            let there: BTreeSet<&ModuleId> = found.iter().map(|module| &module.id).collect();
            let open = self.documents.paths();
            let is_open = |id: &ModuleId| open.iter().any(|it| it.parent() == Some(id.folder()));
            let known = self.workspace.modules().into_iter();
            let others = known.filter(|module| !there.contains(&module.id));
            let (kept, gone): (Vec<&ModulePath>, _) = others
                .partition(|module| is_open(&module.id) && !self.workspace.excludes_module(module));
            self.visited = kept.iter().map(|module| module.id.clone()).collect();
            let gone: Vec<ModuleId> = gone.iter().map(|module| module.id.clone()).collect();
            for id in gone {
                self.workspace.remove(&id);
            }
            self.workspace.add(found);
        }
        self.workspace.modules().len()
    }

    /// A document was opened.
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let Some(path) = uri::path(&item.uri).filter(|path| is_ours(path)) else {
            return;
        };
        let real = real(&path);
        self.spell(&real, item.uri);
        if !self.client.watches {
            self.workspace.refresh(&path);
        }
        let document = Document {
            path,
            version: item.version,
            text: item.text,
        };
        self.documents.open(real.clone(), document);
        self.typed.insert(real);
    }

    /// Takes over how the editor spells a file; what was shown under another
    /// spelling goes.
    fn spell(&mut self, real: &Path, uri: Uri) {
        if let Some(other) = self.uri(real).filter(|other| *other != uri)
            && self.pushed.remove(real).is_some()
        {
            let params = PublishDiagnosticsParams::new(other, Vec::new(), None);
            self.out.notify("textDocument/publishDiagnostics", params);
        }
        self.spellings.insert(real.to_owned(), uri);
    }

    /// A document was typed into.
    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams) {
        let encoding = self.client.encoding;
        let Some((real, document)) = uri::path(&params.text_document.uri)
            .map(|path| real(&path))
            .and_then(|real| Some((real.clone(), self.documents.get_mut(&real)?)))
        else {
            return;
        };
        document.change(
            params.text_document.version,
            params.content_changes,
            encoding,
        );
        self.typed.insert(real);
    }

    /// A document was saved: what is beside it on the disk may have changed too.
    pub(super) fn save(&mut self, uri: &Uri) {
        if let Some(path) = uri::path(uri).filter(|path| is_ours(path))
            && !self.client.watches
        {
            self.workspace.refresh(&path);
        }
    }

    /// A document was closed: the disk counts again.
    pub(super) fn close(&mut self, uri: &Uri) {
        let Some(real) = uri::path(uri).map(|path| real(&path)) else {
            return;
        };
        let Some(document) = self.documents.close(&real) else {
            return;
        };
        self.workspace.change(&document.path, None);
        self.typed.insert(real.clone());
        let module = real.parent().map(ModuleId::new);
        if let Some(module) = module.filter(|module| self.visited.contains(module)) {
            let mut open = self.documents.paths().into_iter();
            if !open.any(|path| path.parent() == Some(module.folder())) {
                self.visited.remove(&module);
                self.workspace.remove(&module);
            }
        }
    }

    /// Files were made, changed or removed by others.
    pub(super) fn files_changed(&mut self, paths: impl Iterator<Item = PathBuf>) {
        for path in paths {
            let real = real(&path);
            if self.workspace.is_configuration(&real) {
                self.is_rescan_due = true;
                self.workspace.refresh(&path);
                continue;
            }
            if is_linted(&path) {
                let module = real.parent().map(ModuleId::new);
                let is_known = module.is_some_and(|id| self.workspace.module(&id).is_some());
                self.is_rescan_due |= !is_known;
                if is_known {
                    self.workspace.refresh(&path);
                }
                continue;
            }
            if is_ours(&path) {
                // Nobody extends it.
                continue;
            }
            // A folder, or a file that says which others count.
            self.is_rescan_due = true;
            let modules = self.workspace.modules().into_iter();
            let below = modules.filter(|module| module.id.folder().starts_with(&real));
            let below: Vec<PathBuf> = below
                .map(|module| module.id.folder().join(README))
                .collect();
            for file in below {
                self.workspace.refresh(&file);
            }
        }
    }

    /// Lints what has changed, and shows the editor what came of it. `progress` is
    /// called for each module that is linted for the first time.
    pub(super) fn settle(&mut self, progress: &(dyn Fn() + Sync)) -> Settled {
        let typed = std::mem::take(&mut self.typed);
        for path in &typed {
            self.take_text(path);
            // What it excludes may be another now.
            let may_exclude = self.workspace.is_configuration(path) && !is_policy(path);
            self.is_rescan_due |= may_exclude;
        }
        self.scan();
        let linted = self.workspace.lint(None, progress);
        let mut affected = typed.clone();
        for id in &linted {
            let lists = match self.report(id) {
                Some(report) => self.lists(&report),
                None => Lists::new(),
            };
            affected.extend(self.findings.set(id, lists));
        }
        let is_there = |id: &ModuleId| self.workspace.module(id).is_some();
        for id in self.findings.gone(is_there) {
            affected.extend(self.findings.set(&id, Lists::new()));
        }
        let configurations = self.configurations();
        affected.extend(self.findings.set_configurations(configurations));
        let mut is_refresh_due = false;
        for path in affected {
            let is_open = self.documents.get(&path).is_some();
            is_refresh_due |= is_open && !typed.contains(&path);
            self.publish(&path);
        }
        Settled {
            is_refresh_due: is_refresh_due && self.client.pulls,
            linted: linted.len(),
        }
    }

    /// Hands the text of a document to the workspace.
    fn take_text(&mut self, real: &Path) {
        let Some(document) = self.documents.get(real) else {
            return;
        };
        let module = real.parent().map(ModuleId::new);
        let module = module.filter(|module| self.workspace.module(module).is_none());
        self.workspace.change(&document.path, Some(&document.text));
        if document
            .path
            .file_name()
            .is_some_and(|name| name == FILE_NAME)
        {
            // Nobody reads one that is above no module.
            let folder = document.path.parent().unwrap_or(&document.path);
            self.workspace.configs().of(self.workspace.files(), folder);
        } else if let Some(module) = module
            && self.workspace.module(&module).is_some()
        {
            self.visited.insert(module);
        }
    }

    /// What was found in a module.
    pub(super) fn report(&self, module: &ModuleId) -> Option<ModuleReport> {
        let path = self.workspace.module(module)?;
        report(&self.workspace, path, Filter::on(today()))
    }

    /// The URI of a file, however it was reached: as the editor spells it, or would.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        let real = real(&normalized(&self.workspace.working_directory().join(path)));
        let known = self.spellings.get(&real).cloned();
        known.or_else(|| {
            let mut folders = self.folders.iter();
            let in_folder = folders.find_map(|folder| {
                let rest = real.strip_prefix(crate::files::real(folder)).ok()?;
                Some(folder.join(rest))
            });
            uri::of(in_folder.as_ref().unwrap_or(&real))
        })
    }

    /// The modules that have something to say about a file, by its real path, or
    /// that it belongs to.
    pub(super) fn modules_of(&self, real: &Path) -> BTreeSet<ModuleId> {
        let own = real.parent().map(ModuleId::new);
        let own = own.filter(|id| self.workspace.module(id).is_some());
        let mut modules = self.findings.modules_of(real);
        modules.extend(own);
        modules
    }

    /// The version of an open document.
    pub(super) fn version(&self, path: &Path) -> Option<i32> {
        let document = self.documents.get(&real(path));
        document.map(|document| document.version)
    }

    /// The lines of a file's text, counted as the editor counts them.
    pub(super) fn lines<'t>(&self, path: &Path, text: &'t str) -> Lines<'t> {
        let is_open = self.documents.get(&real(path)).is_some();
        // In an open document a byte order mark is a character like others.
        let start = if is_open { 0 } else { start_of(text) };
        Lines::new(text, start, self.client.encoding)
    }

    /// The folder that is open around a file.
    pub(super) fn folder_of(&self, path: &Path) -> Option<&Path> {
        let real = real(path);
        let mut folders = self.folders.iter();
        let folder = folders.find(|folder| real.starts_with(crate::files::real(folder)));
        folder.map(PathBuf::as_path)
    }

    /// The rules that there are for a file: ours, and its configuration's policies.
    pub(super) fn rules(&self, path: &Path) -> Vec<&'static RuleInfo> {
        let folder = path.parent().unwrap_or(path);
        let configured = self.workspace.configs().of(self.workspace.files(), folder);
        configured.selection.rules().map(|(info, _)| info).collect()
    }

    /// The names of attributes and nested blocks in the modules of open documents.
    pub(super) fn attributes(&self) -> BTreeSet<String> {
        let folders = self.documents.paths().into_iter();
        let modules: BTreeSet<ModuleId> = folders
            .filter_map(|path| path.parent().map(ModuleId::new))
            .collect();
        let mut names = BTreeSet::new();
        for module in modules {
            self.workspace.look_at(&module, |module| {
                for block in module.blocks() {
                    names.extend(block.attributes().map(|(name, _)| name.to_owned()));
                    names.extend(block.blocks().map(|nested| nested.kind.to_owned()));
                }
            });
        }
        names
    }

    /// All that is said about a file, by its real path.
    pub(super) fn diagnostics(&self, real: &Path) -> Vec<Diagnostic> {
        self.findings.of(real)
    }

    fn lists(&self, report: &ModuleReport) -> Lists {
        let mut lists = Translator { session: self }.lists(report);
        for trouble in &report.troubles {
            let path = self
                .workspace
                .working_directory()
                .join(&trouble.source.name);
            let lines = self.lines(&path, &trouble.source.text);
            let range = lines.range(trouble.at.clone());
            let list = lists.entry(real(&path)).or_default();
            list.push(failure(range, &trouble.message));
        }
        let is_internal = |found: &diagnostic::Diagnostic| *found.rule == INTERNAL_ERROR;
        if report.diagnostics.iter().any(is_internal) {
            // The finding says what the error of the run does.
            return lists;
        }
        let module = real(&report.folder);
        for error in &report.errors {
            let path = real(&self.workspace.working_directory().join(&error.path));
            // Editors show nothing at a folder.
            let path = match self.workspace.module(&ModuleId::new(&module)) {
                Some(module) if path.is_dir() => module.files.first().map(|file| real(file)),
                _ => Some(path),
            };
            if let Some(path) = path {
                let list = lists.entry(path).or_default();
                list.push(failure(lsp_types::Range::default(), &error.message));
            }
        }
        lists
    }

    /// What is wrong with configurations.
    fn configurations(&self) -> Lists {
        let mut texts: BTreeMap<PathBuf, Option<Source>> = BTreeMap::new();
        let mut lists = Lists::new();
        for error in self.workspace.configs().errors() {
            let path = self.workspace.working_directory().join(&error.file);
            let files = self.workspace.files();
            let source = texts.entry(path.clone());
            let source = source.or_insert_with(|| files.read(&path, error.file.clone()).ok());
            let range = match (source, &error.at) {
                (Some(source), Some((bytes, _))) => {
                    self.lines(&path, &source.text).range(bytes.clone())
                }
                _ => lsp_types::Range::default(),
            };
            let list = lists.entry(real(&path)).or_default();
            list.push(failure(range, &error.message));
        }
        lists
    }

    /// Shows what is said about a file. Open documents of an editor that asks for
    /// it hear nothing unasked.
    fn publish(&mut self, real: &Path) {
        let list = self.findings.of(real);
        let document = self.documents.get(real);
        let version = document.map(|document| document.version);
        let list = match document {
            // What was shown while it was closed would be there twice.
            Some(_) if self.client.pulls => {
                let shown = self.pushed.remove(real).unwrap_or_default();
                if shown.is_empty() {
                    return;
                }
                Vec::new()
            }
            Some(_) => {
                self.pushed.insert(real.to_owned(), list.clone());
                list
            }
            None => {
                let shown = self.pushed.get(real);
                if shown.map_or(list.is_empty(), |shown| *shown == list) {
                    return;
                }
                if list.is_empty() {
                    self.pushed.remove(real);
                } else {
                    self.pushed.insert(real.to_owned(), list.clone());
                }
                list
            }
        };
        if let Some(uri) = self.uri(real) {
            let params = PublishDiagnosticsParams::new(uri, list, version);
            self.out.notify("textDocument/publishDiagnostics", params);
        }
    }
}

/// Whether the server may have something to say about files of this name: a
/// configuration can extend any.
fn is_ours(path: &Path) -> bool {
    is_linted(path) || path.extension().is_some_and(|it| it == "hcl")
}
