//! Names and descriptions as words.

/// Words that end a noun phrase.
const PHRASE_ENDS: &[&str] = &[
    "for",
    "to",
    "of",
    "with",
    "in",
    "on",
    "at",
    "from",
    "by",
    "that",
    "which",
    "who",
    "used",
    "using",
    "when",
    "if",
    "or",
    "and",
    "as",
    "is",
    "are",
    "will",
    "must",
    "should",
    "can",
    "has",
    "where",
    "belonging",
    "into",
    "via",
    "through",
    "needed",
    "required",
    "required.",
    "generated",
    "issued",
    "holds",
    "holding",
    "contains",
    "containing",
    "including",
];

/// What is done with a value: words that end a noun phrase where nothing follows
/// them, or a word from the list above. "Token stored in a file" is about the token,
/// "stored token" and "token stored path" are not.
const PARTICIPLES: &[&str] = &[
    "baked", "created", "exposed", "handed", "injected", "mounted", "obtained", "passed",
    "provided", "sent", "stored", "supplied",
];

/// Words before a noun phrase that say nothing.
const FILLERS: &[&str] = &["optional", "required", "the", "a", "an", "your", "of"];

/// Words for what stands in something: "the JSON content of …" is about that.
const CONTENTS: &[&str] = &["content", "contents", "value", "text"];

/// Words that deny what a sentence speaks of.
const NEGATIONS: &[&str] = &[
    "no", "not", "never", "without", "don't", "doesn't", "cannot", "can't",
];

/// Whether a lower-case word ends the noun phrase before it; `next` is the word that
/// follows.
pub fn ends_phrase(word: &str, next: Option<&str>) -> bool {
    PHRASE_ENDS.contains(&word)
        || (PARTICIPLES.contains(&word) && next.is_none_or(|next| PHRASE_ENDS.contains(&next)))
}

pub(super) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// The sentences of a text, without what ends them.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '!', '?'])
        .flat_map(|part| part.split(". "))
}

/// The lower-case words of a name in any case: `openaiKey2`, `OPENAI_KEY_2`.
pub(super) fn words_of_name(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    for c in name.chars() {
        let boundary = !c.is_alphanumeric()
            || (c.is_uppercase() && previous.is_lowercase())
            || (c.is_ascii_digit()
                && (word.len() > 3 || word == "key")
                && !previous.is_ascii_digit());
        // `base64` and `b64`, `s3` and `k8s` are words, `token2` is two.
        let boundary = boundary && !(c.is_ascii_digit() && word == "base");
        if boundary && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

pub(super) fn words_of_text(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The first noun phrase of a description, without fillers before it: in
/// "(Optional) The API key to sign in with" that is `api key`. In "Contents of
/// the key file" it is `key`: the contents are meant, not the file.
pub(super) fn first_noun_phrase(description: &str) -> Vec<String> {
    let mut phrase: Vec<String> = Vec::new();
    let mut contents_of = false;
    let text = description.trim_start();
    // What stands in brackets before the phrase is an aside.
    let text = match text.strip_prefix(['(', '[']) {
        Some(aside) => aside.split_once([')', ']']).map_or(aside, |(_, rest)| rest),
        None => text,
    };
    let mut tokens = text.split_whitespace().peekable();
    'phrase: while let Some(token) = tokens.next() {
        let token = token.trim_matches(['*', '`', '"', '\'', '_']);
        let word = token.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '\'');
        let ends_here = word.len() < token.len() && !token.ends_with(['\'', '*', '`']);
        let next = tokens.peek().filter(|_| !ends_here);
        let next = next.map(|next| next.to_lowercase());
        for part in word.split(['-', '_', '/']).filter(|part| !part.is_empty()) {
            let part = part.to_lowercase();
            if phrase.is_empty() && FILLERS.contains(&part.as_str()) {
                continue;
            }
            // "User-provided" ends nothing.
            let is_whole = !word.contains('-');
            if !phrase.is_empty() && is_whole && ends_phrase(&part, next.as_deref()) {
                let says_contents = phrase
                    .last()
                    .is_some_and(|last| CONTENTS.contains(&last.as_str()));
                if part != "of" || !says_contents {
                    break 'phrase;
                }
                phrase.clear();
                contents_of = true;
                continue;
            }
            phrase.push(part);
        }
        if ends_here && !phrase.is_empty() {
            break;
        }
    }
    if contents_of && phrase.last().is_some_and(|last| last == "file") {
        phrase.pop();
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noun_phrases_end_where_they_do() {
        for (description, phrase) in [
            ("(Optional) The API key to sign in with", "api key"),
            ("API token or password.", "api token"),
            ("Path to the key.", "path"),
            (
                "The JSON content of your service account key file. Copy it",
                "service account key",
            ),
            ("The key file.", "key file"),
            ("User-provided API key", "user provided api key"),
            ("Built-in token of the image", "built in token"),
            ("Token stored path", "token stored path"),
            ("Token sent header", "token sent header"),
            ("API key, stored in the vault", "api key"),
            ("API key provided. It expires", "api key"),
            ("Key through which users sign in", "key"),
            ("Your `auth.json`, as text", "auth.json"),
            ("Secret: keep it", "secret"),
            ("", ""),
        ] {
            assert_eq!(first_noun_phrase(description).join(" "), phrase);
        }
    }

    #[test]
    fn what_is_done_with_a_value_ends_its_phrase() {
        for word in PARTICIPLES {
            let phrase = first_noun_phrase(&format!("Token {word} by the build"));
            assert_eq!(phrase, ["token"], "{word}");
        }
    }

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words_of_name("openaiApiKey"), ["openai", "api", "key"]);
        assert_eq!(words_of_name("OPENAI_API_KEY"), ["openai", "api", "key"]);
        assert_eq!(words_of_name("token2"), ["token", "2"]);
        assert_eq!(words_of_name("api_key2"), ["api", "key", "2"]);
        assert_eq!(words_of_name("s3_oss2"), ["s3", "oss2"]);
        assert_eq!(words_of_name("creds_b64"), ["creds", "b64"]);
        assert_eq!(words_of_name("creds_base64"), ["creds", "base64"]);
        assert_eq!(words_of_name("k8s secret"), ["k8s", "secret"]);
    }
}
