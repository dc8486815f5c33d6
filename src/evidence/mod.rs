//! Is it a key? The evidence, as tables of words: each row has an example that
//! holds for that row alone, and a test takes the row away to see it fail.
//!
//! A name is read as English reads a compound: its end says what it is. In
//! `github_token` that is a token, in `token_path` it is a path.

mod placeholder;
mod tables;
mod words;

use crate::config::Keys;

pub use placeholder::is_placeholder;

use tables::{TABLES, Tables};
use words::{first_noun_phrase, words_of_name, words_of_text};

/// What somebody hands in.
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
    /// Whether it has a literal default, which no credential has.
    pub has_default: bool,
    /// Names of the environment variables that it ends in.
    pub environment: &'a [&'a str],
}

/// What a subject hands in, if that is a credential: what the configuration
/// says, else what the evidence says.
pub fn judge(subject: &Subject<'_>, said: &Keys) -> Option<Verdict> {
    let is_named = |names: &globset::GlobSet| subject.names.iter().any(|name| names.is_match(name));
    if is_named(&said.exclude) || !subject.takes_text {
        return None;
    }
    if is_named(&said.include) {
        return Some(Verdict::key("the configuration says so"));
    }
    let mut environment = subject.environment.iter();
    match environment.find(|name| said.env.is_match(name)) {
        Some(variable) => Some(Verdict::key(format!(
            "it ends in the environment variable `{variable}`"
        ))),
        None => TABLES.judge(subject),
    }
}

/// Whether a name alone is a key's.
pub fn names_key(name: &str) -> bool {
    matches!(TABLES.name(name), NameClass::Credential { .. })
}

impl Tables {
    fn judge(&self, subject: &Subject<'_>) -> Option<Verdict> {
        if !subject.takes_text
            || subject.has_default
            || subject.environment.contains(&"CODER_AGENT_TOKEN")
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
        // say that the contents are meant.
        if said == Said::About && !certain.is_some_and(|(_, is_contents)| is_contents) {
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
            .or_else(|| hidden(subject, &names, &said))
    }

    fn password(&self, subject: &Subject<'_>, names: &[NameClass]) -> Option<Verdict> {
        if let Some(words) = names.iter().find_map(NameClass::password) {
            return Some(Verdict::password(format!("its name ends in `{words}`")));
        }
        let is_said = subject.hidden && self.says_password(subject.description);
        is_said.then(|| Verdict::password("it is hidden and its description calls it one"))
    }

    fn in_environment(&self, subject: &Subject<'_>) -> Option<Verdict> {
        let mut environment = subject.environment.iter();
        let variable = environment
            .find(|variable| matches!(self.name(variable), NameClass::Credential { .. }))?;
        Some(Verdict::key(format!(
            "it ends in the environment variable `{variable}`"
        )))
    }

    fn name(&self, name: &str) -> NameClass {
        let words = words_of_name(name);
        let Some(first) = words.first() else {
            return NameClass::Neutral;
        };
        if words.len() > 1 && self.switches.has(first) {
            return NameClass::Not;
        }
        let mut rest = words.as_slice();
        let mut contents = false;
        loop {
            if self.others.find(rest).is_some() {
                return NameClass::Not;
            }
            if let Some(row) = self.passwords.find(rest) {
                return NameClass::Password(row);
            }
            if let Some(row) = self.credentials.find(rest) {
                return NameClass::Credential {
                    words: row.replace(' ', "_"),
                    is_contents: contents || row.starts_with("auth "),
                };
            }
            if let Some(row) = self.perhaps.find(rest) {
                return NameClass::Perhaps(row.replace(' ', "_"));
            }
            match rest.split_last() {
                Some((last, before))
                    if self.contents.find(rest).is_some()
                        || last.chars().all(|c| c.is_ascii_digit()) =>
                {
                    contents |= !last.chars().all(|c| c.is_ascii_digit());
                    rest = before;
                }
                Some((_, before)) => {
                    return if self.about.find(rest).is_some() {
                        NameClass::Not
                    } else {
                        self.inner_name(before)
                    };
                }
                None => return NameClass::Neutral,
            }
        }
    }

    /// A credential's words, with others after them that say nothing known:
    /// `token_github`.
    fn inner_name(&self, words: &[String]) -> NameClass {
        let found = (1..=words.len()).rev().find_map(|end| {
            self.credentials
                .find(&words[..end])
                .filter(|row| row.contains(' ') || end == 1)
        });
        found.map_or(NameClass::Neutral, |row| {
            NameClass::Perhaps(row.replace(' ', "_"))
        })
    }

    fn said(&self, description: &str, hidden: bool) -> Said {
        let phrase = first_noun_phrase(description);
        if self.said_about.find(&phrase).is_some() {
            return Said::About;
        }
        if let Some(words) = self.said.find(&phrase) {
            return Said::First(words);
        }
        if hidden {
            let words = words_of_text(description);
            let found = (1..=words.len()).find_map(|end| {
                let about = words.get(end).is_some_and(|next| self.about.has(next));
                self.said.find(&words[..end]).filter(|_| !about)
            });
            if let Some(words) = found {
                return Said::Somewhere(words);
            }
        }
        Said::Nothing
    }

    fn says_password(&self, description: &str) -> bool {
        self.passwords
            .find(&first_noun_phrase(description))
            .is_some()
    }
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
        Said::Somewhere(words) => Some(Verdict::key(format!(
            "it is hidden and its description mentions \"{words}\""
        ))),
        _ => None,
    }
}

/// What the words of a name make it.
enum NameClass {
    /// A key; whether its words say that the contents are meant.
    Credential { words: String, is_contents: bool },
    /// Something that may be a key.
    Perhaps(String),
    /// A password.
    Password(&'static str),
    /// Something about a key, or something else altogether.
    Not,
    /// Nothing known.
    Neutral,
}

impl NameClass {
    fn password(&self) -> Option<&str> {
        match self {
            Self::Password(words) => Some(words),
            _ => None,
        }
    }

    fn perhaps(&self) -> Option<&str> {
        match self {
            Self::Perhaps(words) => Some(words),
            _ => None,
        }
    }
}

#[derive(PartialEq)]
enum Said {
    /// The first noun phrase is a credential.
    First(&'static str),
    /// A credential is mentioned, and the value is hidden.
    Somewhere(&'static str),
    /// The first noun phrase is something about it.
    About,
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::tables::*;
    use super::*;

    fn takes(tables: &Tables, subject: &Subject<'_>) -> Option<Credential> {
        tables.judge(subject).map(|verdict| verdict.credential)
    }

    fn key(tables: &Tables, name: &str, description: &str, hidden: bool) -> bool {
        let subject = Subject {
            names: &[name],
            description,
            hidden,
            takes_text: true,
            ..Subject::default()
        };
        takes(tables, &subject) == Some(Credential::Key)
    }

    fn without(rows: &'static [Row], row: &Row) -> Table {
        Table::new(rows.iter().filter(|other| other.0 != row.0))
    }

    #[test]
    fn each_row_of_names_makes_its_example_a_key() {
        for row in CREDENTIALS {
            assert!(key(&TABLES, row.1, "", false), "{row:?}");
            let fewer = Tables {
                credentials: without(CREDENTIALS, row),
                ..Tables::default()
            };
            // A shorter row may still hold (`service account key` and `key`),
            // but then only for hidden values.
            assert!(!key(&fewer, row.1, "", false), "{row:?} is not needed");
        }
        for row in PERHAPS {
            assert!(key(&TABLES, row.1, "", true), "{row:?}");
            assert!(!key(&TABLES, row.1, "", false), "{row:?} is no proof alone");
            let fewer = Tables {
                perhaps: without(PERHAPS, row),
                ..Tables::default()
            };
            assert!(!key(&fewer, row.1, "", true), "{row:?} is not needed");
        }
        for row in CONTENTS {
            assert!(key(&TABLES, row.1, "", false), "{row:?}");
            let fewer = Tables {
                contents: without(CONTENTS, row),
                ..Tables::default()
            };
            assert!(!key(&fewer, row.1, "", false), "{row:?} is not needed");
        }
    }

    #[test]
    fn each_row_of_passwords_makes_its_example_a_password() {
        for row in PASSWORDS {
            let subject = Subject {
                names: &[row.1],
                takes_text: true,
                ..Subject::default()
            };
            let password = |tables: &Tables| takes(tables, &subject) == Some(Credential::Password);
            assert!(password(&TABLES), "{row:?}");
            let fewer = Tables {
                passwords: without(PASSWORDS, row),
                ..Tables::default()
            };
            assert!(!password(&fewer), "{row:?} is not needed");
        }
    }

    #[test]
    fn each_row_against_keeps_its_example_from_being_a_key() {
        let about = |row| Tables {
            about: without(ABOUT, row),
            ..Tables::default()
        };
        let switches = |row| Tables {
            switches: without(SWITCHES, row),
            ..Tables::default()
        };
        let others = |row| Tables {
            others: without(OTHERS, row),
            ..Tables::default()
        };
        for row in ABOUT {
            assert!(!key(&TABLES, row.1, "", true), "{row:?}");
            assert!(key(&about(row), row.1, "", true), "{row:?} is not needed");
        }
        for row in SWITCHES {
            assert!(!key(&TABLES, row.1, "", true), "{row:?}");
            assert!(
                key(&switches(row), row.1, "", true),
                "{row:?} is not needed"
            );
        }
        for row in OTHERS {
            assert!(!key(&TABLES, row.1, "", true), "{row:?}");
            assert!(key(&others(row), row.1, "", true), "{row:?} is not needed");
        }
    }

    #[test]
    fn each_row_of_descriptions_counts() {
        for row in SAID {
            assert!(key(&TABLES, "value_for_it", row.1, false), "{row:?}");
            let fewer = Tables {
                said: without(SAID, row),
                ..Tables::default()
            };
            let rest: Vec<_> = row.0.split(' ').collect();
            let covered = SAID.iter().any(|(other, _)| {
                *other != row.0 && rest.join(" ").ends_with(&format!(" {other}"))
            });
            assert!(
                covered || !key(&fewer, "value_for_it", row.1, false),
                "{row:?} is not needed"
            );
        }
        for row in SAID_ABOUT {
            assert!(!key(&TABLES, "google_credentials", row.1, true), "{row:?}");
            let fewer = Tables {
                said_about: without(SAID_ABOUT, row),
                ..Tables::default()
            };
            assert!(
                key(&fewer, "google_credentials", row.1, true),
                "{row:?} is not needed"
            );
        }
    }

    #[test]
    fn a_mention_counts_only_where_the_value_is_hidden() {
        let mention = "Configuration. It holds the API key of the service.";
        assert!(key(&TABLES, "config", mention, true));
        assert!(!key(&TABLES, "config", mention, false));
        assert!(!key(&TABLES, "config", "Sign in with 1Password.", true));
    }

    #[test]
    fn hidden_alone_is_not_enough() {
        assert!(!key(&TABLES, "rstudio_user", "RStudio user", true));
        assert!(!key(&TABLES, "namespace", "", true));
    }

    #[test]
    fn contents_outweigh_a_path_in_the_description() {
        let path = "Path-like text: the auth.json from $HOME/.config/auth.json";
        assert!(key(&TABLES, "auth_json", path, false));
        assert!(key(&TABLES, "auth_json", "Path to your login", false));
        assert!(!key(&TABLES, "credentials", "Path to your login", false));
        assert!(key(
            &TABLES,
            "credentials",
            "Contents of the credentials file",
            false
        ));
    }

    #[test]
    fn the_environment_variable_tells() {
        let subject = |environment| Subject {
            names: &["gcp_account"],
            environment,
            takes_text: true,
            ..Subject::default()
        };
        assert!(takes(&TABLES, &subject(&["GOOGLE_CREDENTIALS"])).is_some());
        assert!(takes(&TABLES, &subject(&["GOOGLE_CREDENTIALS_FILE"])).is_none());
        let agent = Subject {
            names: &["token"],
            environment: &["CODER_AGENT_TOKEN"],
            takes_text: true,
            ..Subject::default()
        };
        assert!(takes(&TABLES, &agent).is_none());
    }
}
