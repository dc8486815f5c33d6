//! Which rules run, and at which level: a rule's own, then what the
//! configuration says, then the command line.

use crate::diagnostic::Level;
use crate::rule::Entry;
use crate::rules::{self, RULES};

use super::near;

/// The level of each rule.
#[derive(Debug, Clone)]
pub struct Selection {
    levels: Vec<Level>,
}

impl Default for Selection {
    /// Every rule at its own level.
    fn default() -> Self {
        Self {
            levels: RULES.iter().map(|entry| entry.rule.level()).collect(),
        }
    }
}

impl Selection {
    /// The level of a rule; `Allow` for one that there isn't.
    pub fn level(&self, id: &str) -> Level {
        let index = RULES.iter().position(|entry| entry.id == id);
        index.map_or(Level::Allow, |index| self.levels[index])
    }

    /// Sets the level of a rule.
    pub fn set(&mut self, id: &str, level: Level) {
        if let Some(index) = RULES.iter().position(|entry| entry.id == id) {
            self.levels[index] = level;
        }
    }

    /// The rules that run, with the levels at which their findings count.
    pub fn active(&self) -> impl Iterator<Item = (&'static Entry, Level)> {
        let levels = self.levels.iter().copied();
        RULES
            .iter()
            .zip(levels)
            .filter(|(_, level)| *level != Level::Allow)
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
const WARNINGS: &str = "warnings";

impl Overrides {
    /// Whether all the rules exist.
    ///
    /// # Errors
    ///
    /// What to tell about the first that does not.
    pub fn check(&self) -> Result<(), String> {
        let only = self.only.iter().map(|id| ("only", id));
        let levels = self.levels.iter().map(|(level, id)| (level.name(), id));
        for (option, id) in only.chain(levels) {
            if rules::find(id).is_none() && (id != WARNINGS || option == "only") {
                return Err(unknown_rule(&format!("--{option}"), id));
            }
        }
        Ok(())
    }

    pub(super) fn apply(&self, selection: &mut Selection) {
        for (entry, level) in RULES.iter().zip(&mut selection.levels) {
            if self.only.is_empty() {
                break;
            }
            if !self.only.iter().any(|id| id == entry.id) {
                *level = Level::Allow;
            } else if *level == Level::Allow {
                // Who names a rule wants to see it.
                *level = entry.rule.level().max(Level::Warn);
            }
        }
        for (level, id) in &self.levels {
            if id == WARNINGS {
                let warnings = selection.levels.iter_mut();
                warnings
                    .filter(|current| **current == Level::Warn)
                    .for_each(|current| *current = *level);
            } else {
                selection.set(id, *level);
            }
        }
    }
}

/// What to tell about a rule that there isn't.
pub fn unknown_rule(option: &str, id: &str) -> String {
    let known = RULES.iter().map(|entry| entry.id);
    let hint = near::hint(known, id, "`coderlint --rules` lists them");
    format!("there is no rule `{id}` (for `{option}`); {hint}")
}
