//! Which rules run, and at which level: a rule's own, then what the
//! configuration says, then the command line.

use std::collections::BTreeSet;

use crate::rule::{self, Level, RuleInfo};

use crate::near;

/// The level of each rule.
#[derive(Debug, Clone)]
pub struct Selection {
    levels: Vec<(&'static RuleInfo, Level)>,
    /// The rules whose levels somebody set by name.
    set: BTreeSet<&'static str>,
}

impl Selection {
    /// Every rule at its own level.
    pub fn new(rules: &[&'static RuleInfo]) -> Self {
        Self {
            levels: rules.iter().map(|rule| (*rule, rule.level)).collect(),
            set: BTreeSet::new(),
        }
    }

    /// The level of a rule; `Allow` for one that there isn't.
    pub fn level(&self, id: &str) -> Level {
        let mut levels = self.levels.iter();
        let found = levels.find(|(rule, _)| rule.id == id);
        found.map_or(Level::Allow, |(_, level)| *level)
    }

    /// The rules that there are, with the levels at which their findings count.
    pub fn rules(&self) -> impl Iterator<Item = (&'static RuleInfo, Level)> {
        self.levels.iter().copied()
    }

    /// Sets the level of a rule.
    pub fn set(&mut self, id: &str, level: Level) {
        let mut levels = self.levels.iter_mut();
        if let Some((rule, current)) = levels.find(|(rule, _)| rule.id == id) {
            *current = level;
            self.set.insert(rule.id);
        }
    }

    /// Whether somebody set the level of a rule by name.
    pub fn is_set(&self, id: &str) -> bool {
        self.set.contains(id)
    }
}

/// What the command line says about rules. It counts before any configuration.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// If there are any, no other rules run.
    pub only: Vec<String>,
    /// `-D`, `-W` and `-A` in the order in which they were given; the rule
    /// `warnings` stands for all at warn level.
    pub levels: Vec<(Level, String)>,
}

/// Stands for every rule at warn level.
pub(super) const WARNINGS: &str = "warnings";

impl Overrides {
    /// Whether all the rules exist.
    ///
    /// # Errors
    ///
    /// What to tell about the first that does not.
    pub fn check(&self, rules: &[&'static RuleInfo]) -> Result<(), String> {
        let only = self.only.iter().map(|id| ("only", id));
        let levels = self.levels.iter().map(|(level, id)| (level.name(), id));
        for (option, id) in only.chain(levels) {
            if rule::find(rules, id).is_none() && (id != WARNINGS || option == "only") {
                return Err(unknown_rule(rules, &format!("--{option}"), id));
            }
        }
        Ok(())
    }

    pub(super) fn apply(&self, selection: &mut Selection) {
        for (rule, level) in &mut selection.levels {
            if self.only.is_empty() {
                break;
            }
            if !self.only.iter().any(|id| id == rule.id) {
                *level = Level::Allow;
            } else if *level == Level::Allow {
                // Who names a rule wants to see it.
                *level = rule.level.max(Level::Warn);
            }
        }
        for (level, id) in &self.levels {
            if id == WARNINGS {
                let levels = selection.levels.iter_mut().map(|(_, current)| current);
                levels
                    .filter(|current| **current == Level::Warn)
                    .for_each(|current| *current = *level);
            } else {
                selection.set(id, *level);
            }
        }
    }
}

/// What to tell about a rule that there isn't.
pub fn unknown_rule(rules: &[&'static RuleInfo], option: &str, id: &str) -> String {
    let known = rules.iter().map(|rule| rule.id);
    let hint = near::hint(known, id, "`coderlint --rules` lists them");
    format!("there is no rule `{id}` (for `{option}`); {hint}")
}
