//! What is known of a rule without running it: data that configuration,
//! findings, comments and reports carry along.

mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

pub use setting::{Kind, Setting};

/// How a rule's findings count: rustc's lint levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Off.
    Allow,
    /// Reported, without failing the run.
    Warn,
    /// Reported, and the run fails.
    Deny,
}

impl Level {
    /// `allow`, `warn` or `deny`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// What a finding at this level is called in reports.
    pub fn severity(self) -> &'static str {
        match self {
            Self::Deny => "error",
            Self::Warn | Self::Allow => "warning",
        }
    }
}

/// How far a fix can be trusted, in ascending order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Shows what to do; applying it as it stands would not be right. Never
    /// applied.
    DisplayOnly,
    /// Does what the finding asks for, but may change a plan, a form or an
    /// output in a way that needs the user's consent. Applied with
    /// `--unsafe-fixes`.
    Unsafe,
    /// The result parses, is formatted if the source was, and plans as before
    /// as long as nobody opts in. Applied by `--fix`.
    #[default]
    Safe,
}

impl Applicability {
    /// `display_only`, `unsafe` or `safe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display_only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// What a finding is called that tells of a fault of coderlint's own. It is in no
/// list of rules: nobody can turn it off.
pub static INTERNAL_ERROR: RuleInfo = RuleInfo {
    id: "internal_error",
    summary: "a module that coderlint itself failed on",
    is_about_any: true,
    ..RuleInfo::DEFAULT
};

/// A rule as everybody but the engine sees it.
#[derive(Debug, Clone, Copy)]
pub struct RuleInfo {
    /// The folder's name: the same in code, configuration, output and docs.
    pub id: &'static str,
    /// The rule's page, in Markdown: the folder's `README.md`.
    pub page: &'static str,
    /// The level that counts where nobody says otherwise.
    pub level: Level,
    /// What it flags, in one line: lower case, no final dot.
    pub summary: &'static str,
    /// How far its fixes can be trusted at best; `None` where it has none.
    pub fix: Option<Applicability>,
    /// What can be set for it, beside its level.
    pub options: &'static [Setting],
    /// Whether what it points at must not be shown.
    pub conceals: bool,
    /// Whether it is about any Terraform, and not just where Coder is concerned.
    pub is_about_any: bool,
    /// Whether a finding's subject is one only because it is treated as a key.
    pub is_about_keys: bool,
    /// What is known of it if it is a policy, and none of ours.
    pub policy: Option<PolicyInfo>,
}

/// What is known of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PolicyInfo {
    /// The address that it gives for more.
    pub url: Option<&'static str>,
}

impl RuleInfo {
    /// A rule that reports at deny level and has neither fixes nor options; its
    /// id and page come from its folder.
    pub const DEFAULT: Self = Self {
        id: "",
        page: "",
        level: Level::Deny,
        summary: "",
        fix: None,
        options: &[],
        conceals: false,
        is_about_any: false,
        is_about_keys: false,
        policy: None,
    };

    /// The address of the rule's page, or where to report it; none of a policy
    /// that gives none.
    pub fn url(&self) -> Option<String> {
        match self.policy {
            Some(policy) => policy.url.map(str::to_owned),
            None if self.page.is_empty() => Some(ISSUES.to_owned()),
            None => Some(format!("{PAGES}/{}/README.md", self.id)),
        }
    }

    /// The policy's info that is kept for good: the same for the same words.
    #[must_use]
    pub fn interned(self) -> &'static Self {
        static KNOWN: Mutex<BTreeMap<Words, &'static RuleInfo>> = Mutex::new(BTreeMap::new());
        let words = (self.id, self.level, self.summary, self.page, self.url());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(words)
            .or_insert_with(|| Box::leak(Box::new(self)))
    }
}

/// What tells one policy's info from another's.
type Words = (
    &'static str,
    Level,
    &'static str,
    &'static str,
    Option<String>,
);

/// A text that is kept for good: findings outlive the files that say what they
/// are findings of. There are as many as policies have words.
pub fn intern(text: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}

/// A rule is the same as another if its id is.
impl PartialEq for RuleInfo {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for RuleInfo {}

/// Where the pages of the rules are.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/rules");

/// Where faults are reported.
pub const ISSUES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");

/// The rule of an id.
pub fn find(rules: &[&'static RuleInfo], id: &str) -> Option<&'static RuleInfo> {
    rules.iter().copied().find(|rule| rule.id == id)
}
