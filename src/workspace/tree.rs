//! Runs the rules about the tree, over what was kept of each module.

use std::collections::{BTreeMap, BTreeSet};

use super::Workspace;
use crate::check::{Check, Rule, TreeMember};
use crate::config::Selection;
use crate::diagnostic::Diagnostic;
use crate::discover::ModuleId;
use crate::rule::Level;

impl Workspace {
    /// Runs the rules about the tree. Whether one runs, and at which level, is up
    /// to the configuration of the module that it finds something in. The answer
    /// is the modules in which they find something else than before.
    pub(super) fn check_tree(&mut self) -> BTreeSet<ModuleId> {
        let members = self.members.values();
        let mut tree: Vec<&TreeMember> = members.filter_map(|m| m.tree.as_ref()).collect();
        tree.sort_by(|a, b| a.name.cmp(&b.name));
        let mut found: BTreeMap<ModuleId, Vec<Diagnostic>> = BTreeMap::new();
        for rule in self.rules {
            for check in rule.checks {
                let Check::Tree(check) = check else { continue };
                let mut findings = Vec::new();
                check(&tree, &mut findings);
                for tree_finding in findings {
                    let level = self.level(&tree_finding.module, rule.info.id);
                    if level != Level::Allow {
                        let of_module = found.entry(tree_finding.module).or_default();
                        of_module.push(Diagnostic {
                            rule: &rule.info,
                            level,
                            finding: tree_finding.finding,
                        });
                    }
                }
            }
        }
        let mut changed = BTreeSet::new();
        for (id, member) in &mut self.members {
            let findings = found.remove(id).unwrap_or_default();
            if findings != member.tree_findings {
                member.tree_findings = findings;
                changed.insert(id.clone());
            }
        }
        changed
    }

    /// The level of a rule in a module that was linted.
    fn level(&self, id: &ModuleId, rule: &str) -> Level {
        let linted = self
            .members
            .get(id)
            .and_then(|member| member.linted.as_ref());
        let configured = linted.and_then(|linted| linted.configured.as_ref());
        configured.map_or(Level::Allow, |configured| configured.selection.level(rule))
    }
}

/// Whether some rule about the tree runs.
pub(super) fn runs_about_tree(rules: &[Rule], selection: &Selection) -> bool {
    rules.iter().any(|rule| {
        let mut checks = rule.checks.iter();
        checks.any(|check| matches!(check, Check::Tree(_)))
            && selection.level(rule.info.id) != Level::Allow
    })
}
