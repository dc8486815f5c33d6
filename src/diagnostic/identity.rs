//! What makes a finding the same in another run, whatever lines have moved:
//! rule, module, subject, and an ordinal among equals.

use std::collections::HashMap;
use std::fmt::Write as _;

use hmac_sha256::Hash;
use serde::{Deserialize, Serialize};

use super::{Diagnostic, ModuleReport};

/// A finding's identity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The rule's id.
    pub rule: String,
    /// The module's folder, as shown to people.
    pub module: String,
    /// The variable, parameter, output or attribute.
    pub subject: Option<String>,
    /// 1 for the first of equal ones, in the order of the report.
    pub ordinal: usize,
}

impl Identity {
    /// A text without line numbers, for receivers that tell findings apart by
    /// one: 32 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let subject = self.subject.as_deref().unwrap_or("\0");
        let text = format!(
            "{}\n{}\n{subject}\n{}",
            self.rule, self.module, self.ordinal
        );
        let mut digits = String::with_capacity(32);
        for byte in &Hash::hash(text.as_bytes())[..16] {
            let _ = write!(digits, "{byte:02x}");
        }
        digits
    }
}

/// Gives each finding its identity, one after another in the report's order.
#[derive(Debug, Default)]
pub struct Identities {
    seen: HashMap<(String, String, Option<String>), usize>,
}

impl Identities {
    /// The identity of the next finding.
    pub fn next(&mut self, module: &ModuleReport, diagnostic: &Diagnostic) -> Identity {
        let rule = diagnostic.rule.id.to_owned();
        let subject = diagnostic.finding.subject.clone();
        let key = (rule.clone(), module.name.clone(), subject.clone());
        let ordinal = self.seen.entry(key).or_default();
        *ordinal += 1;
        Identity {
            rule,
            module: module.name.clone(),
            subject,
            ordinal: *ordinal,
        }
    }
}
