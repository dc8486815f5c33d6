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
    /// Which of a policy's conditions is false, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// 1 for the first of equal ones, in the order of the report.
    pub ordinal: usize,
}

impl Identity {
    /// A text without line numbers, for receivers that tell findings apart by
    /// one: 32 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let subject = self.subject.as_deref().unwrap_or("\0");
        let mut text = format!(
            "{}\n{}\n{subject}\n{}",
            self.rule, self.module, self.ordinal
        );
        if let Some(number) = self.number {
            let _ = write!(text, "\n{number}");
        }
        let mut digits = String::with_capacity(32);
        for byte in &Hash::hash(text.as_bytes())[..16] {
            let _ = write!(digits, "{byte:02x}");
        }
        digits
    }
}

/// Rule, module, subject and number.
type Key = (String, String, Option<String>, Option<usize>);

/// Gives each finding its identity, one after another in the report's order.
#[derive(Debug, Default)]
pub struct Identities {
    seen: HashMap<Key, usize>,
}

impl Identities {
    /// The identity of the next finding.
    pub fn next(&mut self, module: &ModuleReport, diagnostic: &Diagnostic) -> Identity {
        let rule = diagnostic.rule.id.to_owned();
        let subject = diagnostic.finding.subject.clone();
        let number = diagnostic.finding.number;
        let key = (rule.clone(), module.name.clone(), subject.clone(), number);
        let ordinal = self.seen.entry(key).or_default();
        *ordinal += 1;
        Identity {
            rule,
            module: module.name.clone(),
            subject,
            number,
            ordinal: *ordinal,
        }
    }
}
