//! The modules of a case, linted and fixed in memory, in place or in a copy.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Failure;
use crate::api::{
    Applicability, CONFIG, Configs, Files, Filter, Fixed, Keep, Level, Lookup, ModulePath,
    ModuleReport, Overrides, Report, RunError, Workspace, discover, find_rule, fix, infos, lint,
    today,
};

/// What stands in a case's folder, and is not of its modules.
const EXPECTATIONS: &[&str] = &["expected.txt", "human.txt", "fixed"];

/// Which rules run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rules<'r> {
    /// One alone.
    Only(&'r str),
    /// Those that are on by default, and this one.
    And(&'r str),
    /// Those that are off by default as well.
    All,
}

impl Rules<'_> {
    fn overrides(self) -> Overrides {
        let on = |level: Level, id: &str| (level.max(Level::Warn), id.to_owned());
        let (only, levels) = match self {
            Self::Only(rule) => (vec![rule.to_owned()], Vec::new()),
            Self::And(rule) => {
                let level = find_rule(infos(), rule).map_or(Level::Warn, |rule| rule.level);
                (Vec::new(), vec![on(level, rule)])
            }
            Self::All => {
                let all = infos().iter();
                let levels = all.map(|rule| on(rule.level, rule.id));
                (Vec::new(), levels.collect())
            }
        };
        Overrides { only, levels }
    }
}

/// The modules at and below a folder, and what is set for them.
pub(crate) struct Tree<'t> {
    folder: &'t Path,
    lookup: Lookup,
    overrides: Overrides,
    modules: Vec<ModulePath>,
}

impl<'t> Tree<'t> {
    pub(crate) fn new(folder: &'t Path, rules: Rules<'_>) -> Result<Self, Failure> {
        let mut found = discover(&[folder.to_owned()], folder);
        none_of(&found.errors)?;
        // What fixes come to is no module of the case.
        found
            .modules
            .retain(|module| module.name.split('/').all(|part| part != "fixed"));
        if found.modules.is_empty() {
            return Err("a case without a module".into());
        }
        // A configuration above this repository is none of ours.
        let lookup = if folder.join(CONFIG).exists() {
            Lookup::Nearest
        } else {
            Lookup::None
        };
        Ok(Self {
            folder,
            lookup,
            overrides: rules.overrides(),
            modules: found.modules,
        })
    }

    fn workspace(&self, files: &Files, keep: Keep) -> Workspace {
        let configs = Configs::new(
            infos(),
            self.lookup.clone(),
            self.overrides.clone(),
            self.folder,
        );
        let mut workspace = Workspace::new(files.clone(), configs, self.folder, keep);
        workspace.add(self.modules.clone());
        workspace
    }

    /// What is found; whatever can't be read is a failure.
    pub(crate) fn lint(&self, files: &Files) -> Result<Vec<ModuleReport>, Failure> {
        let mut workspace = self.workspace(files, Keep::Findings);
        let reports = lint(&mut workspace, Filter::on(today()), &|| {});
        let errors = workspace.configs().errors();
        none_of(&errors.iter().map(RunError::from).collect::<Vec<_>>())?;
        for report in &reports {
            none_of(&report.errors)?;
        }
        Ok(reports)
    }

    /// What fixes come to that can be trusted that far.
    pub(crate) fn fix(&self, files: &Files, wanted: Applicability) -> Result<Fixed, Failure> {
        let mut workspace = self.workspace(files, Keep::Texts);
        let filter = Filter::on(today());
        let reports = lint(&mut workspace, filter, &|| {});
        let fixed = fix(&mut workspace, filter, &reports, wanted);
        none_of(&fixed.errors)?;
        Ok(fixed)
    }
}

fn none_of(errors: &[RunError]) -> Result<(), Failure> {
    match errors.first() {
        Some(error) => Err(format!("{}: {}", error.path, error.message).into()),
        None => Ok(()),
    }
}

/// A report on modules as it is rendered.
pub(crate) fn report(modules: Vec<ModuleReport>) -> Report {
    Report {
        modules,
        ..Report::default()
    }
}

/// A copy of a case's modules, in a folder of the same name.
pub(crate) struct Copy {
    _temporary: TempDir,
    folder: PathBuf,
}

impl Copy {
    pub(crate) fn of(case: &Path) -> Result<Self, Failure> {
        let temporary = tempfile::tempdir()?;
        let name = case.file_name().ok_or("a case without a name")?;
        // Names are shown relative to the real path.
        let folder = std::fs::canonicalize(temporary.path())?.join(name);
        for (file, path) in files_below(case)? {
            if EXPECTATIONS
                .iter()
                .any(|e| file.split('/').next() == Some(e))
            {
                continue;
            }
            let target = folder.join(file);
            std::fs::create_dir_all(target.parent().ok_or("no folder")?)?;
            std::fs::copy(path, target)?;
        }
        Ok(Self {
            _temporary: temporary,
            folder,
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every file's bytes, by name.
    pub(crate) fn bytes(&self) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let mut bytes = BTreeMap::new();
        for (name, path) in files_below(&self.folder)? {
            bytes.insert(name, std::fs::read(path)?);
        }
        Ok(bytes)
    }
}

/// The files below a folder, by their names relative to it; none where there is
/// no folder.
pub(crate) fn files_below(folder: &Path) -> std::io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        if !current.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(current)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                files.insert(name.to_string_lossy().replace('\\', "/"), path.clone());
            }
        }
    }
    Ok(files)
}
