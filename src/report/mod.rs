//! What a run found, in the terms of whoever reads it: one file a format.

mod checkstyle;
mod excerpt;
mod facts;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod junit;
mod markdown;
mod merge;
mod rdjson;
mod sarif;
mod short;
mod statistics;
mod suggestion;
mod xml;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Identities, Identity, ModuleReport};
use crate::rule::{Level, RuleInfo};
use crate::shard::Shard;

pub use facts::render as facts_of;
pub use json::text as json_text;
pub use merge::merge;

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// Source excerpts with labels, notes and help, for people.
    Human,
    /// One line per finding, for editors and grep.
    Short,
    /// The stable contract for programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations on GitHub, through workflow commands.
    Github,
    /// Checkstyle's XML.
    Checkstyle,
    /// `JUnit`'s XML.
    #[cfg_attr(feature = "cli", value(help = "JUnit's XML"))]
    Junit,
    /// Reviewdog's JSON.
    Rdjson,
    /// GitLab's code quality reports.
    Gitlab,
    /// A table, for a job summary, a comment or an issue.
    Markdown,
    /// One self-contained page.
    Html,
}

impl Format {
    /// Whether it shows what fixes would change.
    pub fn shows_edits(self) -> bool {
        match self {
            Self::Human | Self::Json | Self::Sarif | Self::Rdjson | Self::Html => true,
            Self::Short
            | Self::Github
            | Self::Checkstyle
            | Self::Junit
            | Self::Gitlab
            | Self::Markdown => false,
        }
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order of the modules' names.
    pub modules: Vec<ModuleReport>,
    /// How many findings fixes made go away.
    pub fixed: usize,
    /// The entries of the baseline whose module no longer exists.
    pub missing: Vec<Identity>,
    /// The part of the modules that was reported.
    pub shard: Option<Shard>,
    /// The numbers of reports that were joined into this one: modules without
    /// findings are in none.
    pub merged: Option<Summary>,
}

/// Counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Modules linted.
    pub modules: usize,
    /// Files read.
    pub files: usize,
    /// Findings at deny level.
    pub errors: usize,
    /// Findings at warn level.
    pub warnings: usize,
    /// Findings fixed by `--fix`.
    pub fixed: usize,
    /// Findings hidden by the baseline.
    pub hidden: usize,
    /// Baseline entries that no longer occur.
    pub stale: usize,
}

impl Report {
    /// All findings with their modules, in order.
    pub fn diagnostics(&self) -> impl Iterator<Item = (&ModuleReport, &Diagnostic)> {
        self.modules.iter().flat_map(|module| {
            module
                .diagnostics
                .iter()
                .map(move |diagnostic| (module, diagnostic))
        })
    }

    /// All findings with their modules and identities, in order.
    pub fn identified(&self) -> impl Iterator<Item = (&ModuleReport, &Diagnostic, Identity)> {
        let mut identities = Identities::default();
        self.diagnostics().map(move |(module, diagnostic)| {
            let identity = identities.next(module, diagnostic);
            (module, diagnostic, identity)
        })
    }

    /// The entries of the baseline that no longer occur.
    pub fn stale(&self) -> impl Iterator<Item = &Identity> {
        let of_modules = self.modules.iter().flat_map(|module| &module.stale);
        self.missing.iter().chain(of_modules)
    }

    /// Leaves these entries out: they are no longer in the baseline.
    pub fn forget_stale(&mut self) {
        self.missing.clear();
        for module in &mut self.modules {
            module.stale.clear();
        }
    }

    /// Hides all findings, as a baseline of them would.
    pub fn hide_all(&mut self) {
        for module in &mut self.modules {
            module.hidden += module.diagnostics.len();
            module.diagnostics.clear();
        }
    }

    /// The policies that have found something, by id.
    fn policies(&self) -> Vec<&'static RuleInfo> {
        let rules = self.diagnostics().map(|(_, diagnostic)| diagnostic.rule);
        let policies = rules.filter(|rule| rule.policy.is_some());
        let by_id: BTreeMap<&str, &'static RuleInfo> =
            policies.map(|rule| (rule.id, rule)).collect();
        by_id.into_values().collect()
    }

    /// Counts.
    pub fn summary(&self) -> Summary {
        let count = |level| {
            self.diagnostics()
                .filter(|(_, diagnostic)| diagnostic.level == level)
                .count()
        };
        let counted = Summary {
            errors: count(Level::Deny),
            warnings: count(Level::Warn),
            ..Summary::default()
        };
        if let Some(merged) = self.merged {
            return Summary {
                errors: counted.errors,
                warnings: counted.warnings,
                ..merged
            };
        }
        Summary {
            modules: self.modules.len(),
            files: self.modules.iter().map(|module| module.files).sum(),
            fixed: self.fixed,
            hidden: self.modules.iter().map(|module| module.hidden).sum(),
            stale: self.stale().count(),
            ..counted
        }
    }

    /// How many findings there are by rule and by module: JSON in that format,
    /// a table in all others.
    pub fn statistics(&self, format: Format) -> String {
        statistics::render(self, format)
    }

    /// What to say on standard error after a report of this format: the closing line
    /// where findings are lines, or what its receiver won't show.
    pub fn closing_line(&self, format: Format) -> Option<String> {
        match format {
            Format::Short => Some(human::summary(self)),
            Format::Github => github::cut(self),
            _ => None,
        }
    }

    /// The closing line, where something was found.
    pub fn closing_line_if_found(&self) -> Option<String> {
        let has_findings = self.diagnostics().next().is_some();
        has_findings.then(|| human::summary(self))
    }

    /// The report as text. `color` is for people on a terminal.
    pub fn render(&self, format: Format, color: bool) -> String {
        match format {
            Format::Human => human::render(self, color),
            Format::Short => short::render(self),
            Format::Json => json::render(self),
            Format::Sarif => sarif::render(self),
            Format::Github => github::render(self),
            Format::Checkstyle => checkstyle::render(self),
            Format::Junit => junit::render(self),
            Format::Rdjson => rdjson::render(self),
            Format::Gitlab => gitlab::render(self),
            Format::Markdown => markdown::render(self),
            Format::Html => html::render(self),
        }
    }
}
