//! The words of the opt-in: what a parameter is called for ever, and what users
//! read in the form.

mod description;
mod spelling;

use crate::module::Module;
use description::{Described, is_credential};
use spelling::{Spelling, capitalized, is_service};

/// Words that say with the last one what a credential is.
const QUALIFIERS: &[&str] = &[
    "api", "access", "auth", "session", "secret", "private", "deploy", "bearer", "refresh",
];

/// What the form calls it is no longer than so many bytes.
const MAX_DISPLAY_NAME: usize = 40;

/// The words of one opt-in.
pub(super) struct Wording {
    /// What a user is asked for: "Aider API key".
    pub(super) noun: String,
    /// What the form calls it.
    pub(super) display_name: String,
    /// What it looks like or where it comes from, as far as the variable's
    /// description says.
    hints: Vec<String>,
}

impl Wording {
    pub(super) fn of(module: &Module<'_>, variable: &str) -> Self {
        let spelling = Spelling::of(module);
        let lower = variable.to_lowercase();
        let words = words_of(&lower);
        let service = if module.is_template() {
            None
        } else {
            let folder = module.snake_name();
            let named = module.service();
            named.or_else(|| {
                let words: Vec<String> = words_of(&folder)
                    .iter()
                    .map(|word| title(&spelling, word))
                    .collect();
                (!words.is_empty()).then(|| words.join(" "))
            })
        };
        let service = service.as_deref();
        let described = Described::by(&module.description_of(variable));
        let noun = noun(&spelling, &words, service, described.noun.as_deref());
        Self {
            display_name: display_name(&spelling, &words, service, &noun),
            noun,
            hints: described.hints,
        }
    }

    /// What the form says of it, without the caveat.
    pub(super) fn description(&self) -> String {
        let hints = match self.hints.join("; ") {
            hints if hints.is_empty() => hints,
            hints => format!(" ({hints})"),
        };
        format!("Your {}{hints}.", self.owned())
    }

    /// What each user is asked for: "a personal Aider API key".
    pub(super) fn asked(&self) -> String {
        if self.says_personal() || self.is_plural() {
            format!("their {}", self.noun)
        } else {
            format!("a personal {}", self.noun)
        }
    }

    fn owned(&self) -> String {
        if self.says_personal() {
            self.noun.clone()
        } else {
            format!("personal {}", self.noun)
        }
    }

    fn is_plural(&self) -> bool {
        ["keys", "tokens", "secrets", "passwords", "credentials"]
            .iter()
            .any(|plural| self.noun.ends_with(plural))
    }

    fn says_personal(&self) -> bool {
        self.noun.split(' ').any(|word| word == "personal")
    }
}

/// What a user is asked for: what the description calls it, with the service if
/// it names none.
fn noun(
    spelling: &Spelling,
    words: &[&str],
    service: Option<&str>,
    said: Option<&[String]>,
) -> String {
    let own = own_service(words);
    let of = match (service, own) {
        // Part of the service's name stands for it.
        (Some(service), own) if begins_with(service, own) => Some(service.to_owned()),
        (Some(service), []) => Some(service.to_owned()),
        (None, []) => None,
        (_, own) => Some(spelling.name(own)),
    };
    let rest = &words[own.len()..];
    match said {
        Some(said) if said.iter().any(|word| is_service(word)) => {
            let noun = spelled(spelling, said);
            // The key is the service's, whatever asks for it.
            match service.and_then(|service| noun.strip_prefix(&format!("{service} CLI "))) {
                Some(rest) => with(service.map(str::to_owned), rest),
                None => noun,
            }
        }
        Some(said) => with(of, &spelled(spelling, said)),
        None => with(of, &rest_of_name(spelling, rest)),
    }
}

/// What a name says of the credential.
fn rest_of_name(spelling: &Spelling, words: &[&str]) -> String {
    let says_it = words.last().is_some_and(|last| is_credential(last));
    let credential = (!says_it).then_some("credential");
    let words: Vec<&str> = words.iter().copied().chain(credential).collect();
    spelling.phrase(&words)
}

/// Words as a name has them: a service, and what is asked for.
fn named(spelling: &Spelling, words: &[&str]) -> String {
    let service = own_service(words);
    let rest = rest_of_name(spelling, &words[service.len()..]);
    match service {
        [] => rest,
        service => format!("{} {rest}", spelling.name(service)),
    }
}

/// What the form calls it: the service's name, and what is asked for.
fn display_name(spelling: &Spelling, words: &[&str], service: Option<&str>, noun: &str) -> String {
    let is_short = noun.len() <= MAX_DISPLAY_NAME && !noun.contains(" or ");
    let Some(service) = service else {
        let name = if is_short {
            noun.to_owned()
        } else {
            named(spelling, words)
        };
        return capitalized(&name);
    };
    if is_short && noun.starts_with(service) {
        return noun.to_owned();
    }
    let rest = without(words, &words_of(&service.to_lowercase()));
    let both = joined(service, noun);
    // The description may know better in which order the words belong, and what
    // is asked for where the variable is called like a service.
    let says_all = rest.iter().all(|word| is_service(word))
        || rest.iter().all(|word| {
            let spelled = spelling.word(word).to_lowercase();
            noun.to_lowercase().contains(&spelled)
        });
    let name = if is_short && says_all && both.len() <= MAX_DISPLAY_NAME {
        both
    } else {
        format!("{service} {}", named(spelling, rest))
    };
    capitalized(&name)
}

/// A parameter's name. It is for ever, and Coder refuses two of one name in a
/// template: a module's begins with the module's name.
pub(super) fn parameter_name(module: &str, variable: &str) -> String {
    if module.is_empty() || variable == module {
        return variable.to_owned();
    }
    let own = words_of(module);
    let rest = without(&words_of(variable), &own).join("_");
    if module == rest || module.ends_with(&format!("_{rest}")) {
        module.to_owned()
    } else {
        format!("{module}_{rest}")
    }
}

/// Words without those at their beginning that a name has, but never without
/// those that make it a credential.
fn without<'w, 'a>(words: &'w [&'a str], name: &[&str]) -> &'w [&'a str] {
    let credential = words.len().saturating_sub(credential_words(words));
    let said = words[..credential]
        .iter()
        .take_while(|word| name.contains(word));
    &words[said.count()..]
}

/// How many words at the end say what credential it is.
fn credential_words(words: &[&str]) -> usize {
    let before = words.iter().rev().skip(1);
    1 + before.take_while(|word| QUALIFIERS.contains(word)).count()
}

/// The service at the beginning of a variable's name.
fn own_service<'w, 'a>(words: &'w [&'a str]) -> &'w [&'a str] {
    let count = words
        .iter()
        .take_while(|word| is_service(word) && **word != "sa");
    &words[..count.count()]
}

/// A service's name and what is asked for, which may begin with its last word.
fn joined(service: &str, noun: &str) -> String {
    let last = service.rsplit(' ').next().unwrap_or(service);
    let rest = noun.strip_prefix(last).filter(|rest| rest.starts_with(' '));
    format!("{service} {}", rest.map_or(noun, str::trim_start))
}

fn begins_with(service: &str, words: &[&str]) -> bool {
    let service = service.to_lowercase();
    let service = words_of(&service);
    !words.is_empty() && service.starts_with(words)
}

fn with(service: Option<String>, noun: &str) -> String {
    service.map_or_else(|| noun.to_owned(), |service| format!("{service} {noun}"))
}

fn spelled(spelling: &Spelling, words: &[String]) -> String {
    let words = words.iter().map(|word| spelling.word(word));
    words.collect::<Vec<_>>().join(" ")
}

/// A folder's word as a title has it.
fn title(spelling: &Spelling, word: &str) -> String {
    capitalized(&spelling.word(word))
}

fn words_of(name: &str) -> Vec<&str> {
    let words = name.split(['_', '-', ' ']);
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameter_names() {
        for (module, variable, expected) in [
            ("aider", "api_key", "aider_api_key"),
            ("sourcegraph_amp", "amp_api_key", "sourcegraph_amp_api_key"),
            ("claude_code", "claude_api_key", "claude_code_api_key"),
            (
                "claude_code",
                "claude_code_oauth_token",
                "claude_code_oauth_token",
            ),
            ("vault_cli", "vault_token", "vault_cli_token"),
            ("vault_token", "vault_token", "vault_token"),
            ("vault_token", "token", "vault_token"),
            ("vault_jwt", "vault_jwt_token", "vault_jwt_token"),
            ("copilot", "github_token", "copilot_github_token"),
            ("acme", "acmetoken", "acme_acmetoken"),
            ("api_tools", "api_key", "api_tools_api_key"),
            ("", "api_key", "api_key"),
        ] {
            assert_eq!(parameter_name(module, variable), expected);
        }
    }
}
