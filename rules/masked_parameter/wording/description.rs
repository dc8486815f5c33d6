//! What a variable's description says of the credential: what it is called, and
//! what it looks like or where it comes from.

use crate::evidence::ends_phrase;

/// Words before a noun phrase that say nothing.
const FILLERS: &[&str] = &["optional", "required", "the", "a", "an", "your"];

/// What a credential's noun phrase ends in.
const CREDENTIALS: &[&str] = &[
    "key",
    "keys",
    "token",
    "tokens",
    "secret",
    "secrets",
    "password",
    "passwords",
    "passphrase",
    "passcode",
    "pat",
    "credential",
    "credentials",
    "kubeconfig",
    "tarball",
    "jwt",
    "cookie",
    "json",
    "auth.json",
    ".npmrc",
    "npmrc",
];

/// Words with which a sentence begins that says how a credential is come by.
const GETTING: &[&str] = &[
    "generate",
    "generated",
    "get",
    "create",
    "created",
    "obtain",
    "obtained",
    "copy",
    "find",
    "see",
    "available",
    "run",
];

/// What says how a credential is written.
const FORMAT: &[&str] = &[
    "base64",
    "pem",
    "json content",
    "starts with",
    "starting with",
    "begins with",
    "encoded",
    "compressed",
    "comma-separated",
    "paste",
];

/// What is said to the template's author, not to a user.
const FOR_AUTHORS: &[&str] = &[
    "if not",
    "if you",
    "optional",
    "required",
    "leave",
    "default",
    "will be",
    "variable",
    "var.",
    "is set",
    "terraform",
    "instead",
    "only used",
    "coder external auth",
    "coder's external auth",
    "when using",
    "e.g.",
    "prefer",
    "stored",
    "module",
];

/// Beyond so many words a phrase is a sentence.
const MAX_WORDS: usize = 9;

/// Beyond so many bytes a hint belongs in a manual.
const MAX_HINT: usize = 160;

/// What a description says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    /// The words of the first noun phrase, if that is a credential.
    pub(super) noun: Option<Vec<String>>,
    /// What the credential looks like, or where it comes from, without full
    /// stops.
    pub(super) hints: Vec<String>,
}

impl Described {
    pub(super) fn by(description: &str) -> Self {
        let paragraph = description.trim().split("\n\n").next().unwrap_or_default();
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        let text = words.join(" ");
        let mut sentences = sentences(&text).into_iter();
        let Some(first) = sentences.next() else {
            return Self::default();
        };
        let mut described = Self::default();
        match noun_phrase(first) {
            Some((noun, rest)) => {
                described.noun = Some(noun);
                described.hints.extend(hint_after(rest));
            }
            None => described.hints.extend(hint(first)),
        }
        described.hints.extend(sentences.filter_map(hint));
        let mut length = 0;
        described.hints.retain(|hint| {
            length += hint.len();
            length <= MAX_HINT
        });
        described
    }
}

/// The sentences of a text, without their full stops.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        let word = text[start..at].rsplit(' ').next().unwrap_or_default();
        let is_dash = matches!(word, "\u{2013}" | "\u{2014}");
        let ends = word.ends_with(['.', '!', '?']) && !matches!(word, "e.g." | "i.e." | "etc.");
        if ends || is_dash {
            sentences.push(&text[start..at]);
            start = at + 1;
        }
    }
    sentences.push(&text[start..]);
    let bare = |sentence: &&str| !sentence.is_empty();
    let trimmed = sentences
        .into_iter()
        .map(|sentence| sentence.trim_end_matches(['.', '!', '?', ' ', '\u{2013}', '\u{2014}']));
    trimmed.filter(bare).collect()
}

/// The credential that a sentence begins with, and the rest of the sentence.
fn noun_phrase(sentence: &str) -> Option<(Vec<String>, &str)> {
    let mut words: Vec<String> = Vec::new();
    // How many words there are up to a credential, and where they end.
    let mut found: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut tokens = sentence.split(' ').peekable();
    while let Some(token) = tokens.next() {
        let end = at + token.len();
        let word = token.trim_matches(['*', '`', '"', '\'']);
        let bare = word.trim_end_matches([',', ';', ':', '.']);
        let lower = bare.to_lowercase();
        at = end + 1;
        if words.is_empty() && (FILLERS.contains(&&*lower) || is_aside(word)) {
            continue;
        }
        let next = tokens.peek().map(|next| next.to_lowercase());
        let ends_here = ends_phrase(&lower, next.as_deref()) && !matches!(&*lower, "or" | "and");
        if ends_here || bare.starts_with(['(', '[']) || bare.contains("://") {
            break;
        }
        words.push(bare.to_owned());
        if is_credential(&lower) {
            found = Some((words.len(), end));
        }
        if bare.len() < word.len() || words.len() == MAX_WORDS {
            break;
        }
    }
    let (count, end) = found?;
    // "JSON content of a file" is no JSON, "token or path" a token.
    let next = words.get(count).map(|word| word.to_lowercase());
    let is_whole = next.is_none_or(|next| matches!(&*next, "or" | "and"));
    words.truncate(count);
    if !is_whole || words.iter().any(|word| is_format(word)) {
        return None;
    }
    // A sentence that begins with a verb tells what to do.
    let begins = words[0].to_lowercase();
    let is_told = GETTING.contains(&&*begins)
        || matches!(
            &*begins,
            "set" | "use" | "provide" | "enter" | "specify" | "paste"
        );
    (!is_told).then_some((words, &sentence[end..]))
}

/// Whether a lower-case word is what a credential's noun phrase ends in.
pub(super) fn is_credential(word: &str) -> bool {
    CREDENTIALS.contains(&word)
        || CREDENTIALS
            .iter()
            .any(|end| word.ends_with(&format!("/{end}")))
}

fn is_format(word: &str) -> bool {
    FORMAT.contains(&&*word.to_lowercase())
}

fn is_aside(word: &str) -> bool {
    word.starts_with(['(', '[']) && word.trim_end_matches(':').ends_with([')', ']'])
}

/// What follows a credential in its sentence and tells more of it.
fn hint_after(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches([' ', ':', ',']);
    let hint = if let Some(aside) = rest.strip_prefix('(') {
        aside.split(')').next()?
    } else if rest.starts_with("from ") {
        rest.split(", ").next()?
    } else if rest.starts_with("with ") && (rest.contains("scope") || rest.contains("permission")) {
        rest
    } else {
        return None;
    };
    (!is_for_authors(hint)).then(|| hint.to_owned())
}

/// A sentence that tells what a credential looks like, or where it comes from.
fn hint(sentence: &str) -> Option<String> {
    let lower = sentence.to_lowercase();
    let first = lower.split([' ', ':']).next().unwrap_or_default();
    let is_hint = lower.contains("://")
        || GETTING.contains(&first)
        || FORMAT.iter().any(|format| lower.contains(format));
    if !is_hint || is_for_authors(sentence) {
        return None;
    }
    let sentence = sentence.replace(": http", " http");
    if first.starts_with("http") {
        return Some(format!("see {sentence}"));
    }
    let word = sentence.split(' ').next().unwrap_or_default();
    let is_ordinary = word.chars().skip(1).all(char::is_lowercase);
    let mut chars = sentence.chars();
    let begin = chars.next().filter(|_| is_ordinary);
    Some(match begin {
        Some(begin) => begin.to_lowercase().chain(chars).collect(),
        None => sentence,
    })
}

fn is_for_authors(text: &str) -> bool {
    let text = text.to_lowercase();
    FOR_AUTHORS.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noun(description: &str) -> String {
        let described = Described::by(description);
        described
            .noun
            .map_or_else(String::new, |words| words.join(" "))
    }

    #[test]
    fn nouns() {
        for (description, expected) in [
            ("The API key to sign in with.", "API key"),
            (
                "(Optional) Acme session token for authentication",
                "Acme session token",
            ),
            (
                "GitHub OAuth token or Personal Access Token. If provided, …",
                "GitHub OAuth token or Personal Access Token",
            ),
            ("API token or path to one", "API token"),
            (
                "Your auth.json from $HOME/auth.json, required for …",
                "auth.json",
            ),
            ("Generate a token at https://acme.example", ""),
            ("Set up a long-lived authentication token", ""),
            ("Whether there is a key", ""),
            ("", ""),
        ] {
            assert_eq!(noun(description), expected, "{description}");
        }
    }

    #[test]
    fn hints() {
        for (description, expected) in [
            (
                "Acme token. https://acme.example/tokens",
                vec!["see https://acme.example/tokens"],
            ),
            (
                "Generate one at: https://acme.example/keys",
                vec!["generate one at https://acme.example/keys"],
            ),
            (
                "Acme token. Generate one with `acme login`.",
                vec!["generate one with `acme login`"],
            ),
            (
                "Base64 encoded tarball of ~/.acme.",
                vec!["Base64 encoded tarball of ~/.acme"],
            ),
            (
                "Acme API key (starts with ocv_). Optional when …",
                vec!["starts with ocv_"],
            ),
            (
                "Your auth.json from ~/auth.json, required for …",
                vec!["from ~/auth.json"],
            ),
            (
                "API key for Acme. If not set, get one at https://acme.example.",
                vec![],
            ),
            ("API key for Acme. This will be set as a variable.", vec![]),
        ] {
            assert_eq!(Described::by(description).hints, expected, "{description}");
        }
    }
}
