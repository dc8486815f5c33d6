//! Is it a key? The evidence, as tables of words: each row has an example that
//! holds for that row alone, and a test takes the row away to see it fail.
//!
//! A name is read as English reads a compound: its end says what it is. In
//! `github_token` that is a token, in `token_path` it is a path.

mod description;
mod name;
mod placeholder;
mod tables;
mod words;

use std::path::Path;

use crate::config::Keys;

pub use placeholder::{is_no_value, is_placeholder};
pub use words::ends_phrase;

use description::Said;
use name::NameClass;
use tables::{TABLES, Tables};
use words::words_of_name;

/// What a user provides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// An API key, a token, the contents of an auth file, …
    Key,
    /// A password or passphrase.
    Password,
}

/// What something takes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What it takes.
    pub credential: Credential,
    /// Words for a note: "its name ends in `api_key`".
    pub reason: String,
}

impl Verdict {
    /// That something is a key.
    pub fn key(reason: impl Into<String>) -> Self {
        Self {
            credential: Credential::Key,
            reason: reason.into(),
        }
    }

    fn password(reason: impl Into<String>) -> Self {
        Self {
            credential: Credential::Password,
            reason: reason.into(),
        }
    }
}

/// All that is known of a variable or parameter and bears on the question.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that is known"
)]
pub struct Subject<'a> {
    /// Its names, the most telling one first: a variable has one, a parameter
    /// has its label, its `name` and its `display_name`.
    pub names: &'a [&'a str],
    /// Its description, as far as it is literal.
    pub description: &'a str,
    /// Whether the author hides it: `sensitive`, `ephemeral`, a mask.
    pub hidden: bool,
    /// Whether it can take a text at all: its type is string, and there are no
    /// options to choose from.
    pub takes_text: bool,
    /// Whether users are asked for it: a parameter has no `sensitive`, so there
    /// more speaks.
    pub is_asked: bool,
    /// Whether it has a literal default, which no key of the author's has.
    pub has_default: bool,
    /// Whether it is sent as a token: `Authorization: Bearer ${…}`.
    pub authorizes: bool,
    /// Names of the environment variables that it ends in.
    pub environment: &'a [&'a str],
}

/// What a subject takes, if that is a credential: what the configuration
/// says, else what the evidence says.
pub fn judge(subject: &Subject<'_>, said: &Keys) -> Option<Verdict> {
    if is_excluded(subject.names, said) || !subject.takes_text {
        return None;
    }
    if subject.names.iter().any(|name| said.include.is_match(name)) {
        return Some(Verdict::key("the configuration says so"));
    }
    let mut environment = subject.environment.iter();
    match environment.find(|name| said.env.is_match(name)) {
        Some(variable) => Some(Verdict::key(format!(
            "it sets the environment variable `{variable}`"
        ))),
        None => TABLES.judge(subject),
    }
}

/// Why a subject is not treated as a key, in the words of [`Verdict::reason`].
pub fn why_not(subject: &Subject<'_>, said: &Keys) -> String {
    if is_excluded(subject.names, said) {
        return "the configuration says so".to_owned();
    }
    if !subject.takes_text {
        return "its type is not `string`".to_owned();
    }
    if subject.has_default {
        return "it has a default that is not empty".to_owned();
    }
    let mut environment = subject.environment.iter();
    if let Some(variable) = environment.find(|name| TABLES.holds_no_key(name)) {
        let what = if variable.ends_with("_ID") {
            "an ID"
        } else {
            "a path"
        };
        return format!("it sets `{variable}`, which holds {what}");
    }
    let mut names = subject.names.iter().map(|name| TABLES.name(name));
    if names.any(|name| matches!(name, NameClass::Not)) {
        return "its name says that it is something else".to_owned();
    }
    match TABLES.judge(subject) {
        Some(verdict) => format!("passwords don't count by default, and {}", verdict.reason),
        None if TABLES.said(subject.description, subject.hidden) == Said::About => {
            "its description says that it is something else".to_owned()
        }
        None => "neither its name, its description nor its use says that it is one".to_owned(),
    }
}

/// Whether the configuration says that some name is not a key's.
pub fn is_excluded(names: &[impl AsRef<Path>], said: &Keys) -> bool {
    names.iter().any(|name| said.exclude.is_match(name))
}

/// Whether a name alone is a key's.
pub fn names_key(name: &str) -> bool {
    matches!(TABLES.name(name), NameClass::Credential { .. })
}

impl Tables {
    fn judge(&self, subject: &Subject<'_>) -> Option<Verdict> {
        let mut environment = subject.environment.iter();
        if !subject.takes_text
            || (subject.has_default && !subject.is_asked)
            || environment.any(|name| *name == "CODER_AGENT_TOKEN" || self.holds_no_key(name))
        {
            return None;
        }
        let names: Vec<NameClass> = subject.names.iter().map(|name| self.name(name)).collect();
        if names.iter().any(|name| matches!(name, NameClass::Not)) {
            return None;
        }
        let said = self.said(subject.description, subject.hidden);
        let certain = names.iter().find_map(|name| match name {
            NameClass::Credential { words, is_contents } => Some((words, *is_contents)),
            _ => None,
        });
        // The name's own words outweigh a path in the description where they
        // say that the contents are meant; what is sent as a token is one.
        let is_contents = certain.is_some_and(|(_, is_contents)| is_contents);
        if said == Said::About && !is_contents && !subject.authorizes {
            return None;
        }
        if let Some((words, _)) = certain {
            return Some(Verdict::key(format!("its name ends in `{words}`")));
        }
        if let Said::First(words) = &said {
            return Some(Verdict::key(format!(
                "its description calls it \"{words}\""
            )));
        }
        self.password(subject, &names)
            .or_else(|| self.in_environment(subject))
            .or_else(|| {
                let reason = "it is sent as a token";
                subject.authorizes.then(|| Verdict::key(reason))
            })
            .or_else(|| self.asked(subject, &names))
            .or_else(|| hidden(subject, &names, &said))
            .or_else(|| self.password_in_environment(subject))
    }

    fn password(&self, subject: &Subject<'_>, names: &[NameClass]) -> Option<Verdict> {
        if let Some(words) = names.iter().find_map(NameClass::password) {
            return Some(Verdict::password(format!("its name ends in `{words}`")));
        }
        let is_said = subject.hidden && self.says_password(subject.description);
        is_said.then(|| Verdict::password("it is hidden and its description calls it a password"))
    }

    fn in_environment(&self, subject: &Subject<'_>) -> Option<Verdict> {
        let is_key = |name: &NameClass| matches!(name, NameClass::Credential { .. });
        self.environment(subject, is_key).map(Verdict::key)
    }

    fn password_in_environment(&self, subject: &Subject<'_>) -> Option<Verdict> {
        let is_password = |name: &NameClass| name.password().is_some();
        self.environment(subject, is_password)
            .map(Verdict::password)
    }

    /// Why an environment variable tells, if the name of one does.
    fn environment(
        &self,
        subject: &Subject<'_>,
        tells: impl Fn(&NameClass) -> bool,
    ) -> Option<String> {
        // `PWD` is where a shell is.
        let mut environment = subject.environment.iter().filter(|name| **name != "PWD");
        let variable = environment.find(|variable| tells(&self.name(variable)))?;
        Some(format!("it sets the environment variable `{variable}`"))
    }

    /// Whether an environment variable holds a path or an ID, whatever else its name
    /// says.
    fn holds_no_key(&self, variable: &str) -> bool {
        let rows = self.other_variables.iter();
        let mut patterns = rows.map(|(pattern, _)| *pattern);
        patterns.any(|pattern| match pattern.strip_prefix('*') {
            Some(end) => variable.ends_with(end),
            None => variable == pattern,
        })
    }

    /// What counts where users are asked for it.
    fn asked(&self, subject: &Subject<'_>, names: &[NameClass]) -> Option<Verdict> {
        if !subject.is_asked || subject.has_default {
            return None;
        }
        let mut told = names.iter().filter_map(|name| match name {
            NameClass::Perhaps { words, is_asked } if *is_asked => Some(words),
            _ => None,
        });
        if let Some(words) = told.next() {
            return Some(Verdict::key(format!("its name ends in `{words}`")));
        }
        // `openai_key`, but not `key`.
        let mut called = subject.names.iter().zip(names);
        if !called.any(|(name, class)| is_key(class) && words_of_name(name).len() > 1) {
            return None;
        }
        if Self::says_key(subject.description) {
            let reason = "its name and its description call it a key";
            return Some(Verdict::key(reason));
        }
        self.environment(subject, is_key).map(Verdict::key)
    }
}

/// Whether a name ends in `key`.
fn is_key(name: &NameClass) -> bool {
    name.perhaps() == Some("key")
}

/// What counts only where the author hides the value.
fn hidden(subject: &Subject<'_>, names: &[NameClass], said: &Said) -> Option<Verdict> {
    if !subject.hidden {
        return None;
    }
    if let Some(words) = names.iter().find_map(NameClass::perhaps) {
        let reason = format!("it is hidden and its name ends in `{words}`");
        return Some(Verdict::key(reason));
    }
    match said {
        Said::Held(words) => Some(Verdict::key(format!(
            "it is hidden and its description mentions \"{words}\""
        ))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
