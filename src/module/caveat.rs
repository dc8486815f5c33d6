//! The sentence that tells that a value is stored unencrypted although the
//! form masks it.

use super::Module;
use crate::source::Span;
use crate::syntax::markdown;
use crate::terraform::{Expr, Value};

impl Module<'_> {
    /// Whether the README's prose has the caveat, or one of some phrases; true
    /// where there is no README, since nothing is missing then.
    pub fn readme_has_caveat(&self, phrases: &[String]) -> bool {
        self.readme().is_none_or(|(_, readme)| {
            markdown::prose(&readme.text)
                .iter()
                .any(|block| has_caveat(block, phrases))
        })
    }

    /// Whether the README's prose is English, by the words that every English text
    /// has; too short a text counts as such.
    pub fn readme_is_english(&self) -> bool {
        self.readme().is_none_or(|(_, readme)| {
            let prose = markdown::prose(&readme.text);
            let words = prose.iter().flat_map(|block| block.split_whitespace());
            let words: Vec<String> = words.map(str::to_lowercase).collect();
            let english = words.iter().filter(|word| ENGLISH.contains(&word.as_str()));
            words.len() < MIN_WORDS || english.count() * 20 >= words.len()
        })
    }

    /// The README's first heading.
    pub fn readme_heading(&self) -> Option<Span> {
        let (file, readme) = self.readme()?;
        Some(Span::new(file, markdown::first_heading(&readme.text)))
    }

    /// Whether a description has the caveat, or one of some phrases; `None`
    /// where it can't be told.
    pub fn has_caveat(&self, description: Expr<'_>, phrases: &[String]) -> Option<bool> {
        match self.value(description) {
            Value::Unknown => None,
            value => Some(
                value
                    .as_text()
                    .is_some_and(|text| has_caveat(&text, phrases)),
            ),
        }
    }

    /// The same for an expression that is given as text.
    pub fn text_has_caveat(&self, text: &str, phrases: &[String]) -> bool {
        let text = self.value_of_text(text).as_text();
        text.is_some_and(|text| has_caveat(&text, phrases))
    }
}

/// One in ten words of an English text is one of these.
const ENGLISH: &[&str] = &[
    "the", "and", "of", "to", "is", "for", "with", "this", "you", "your",
];

/// Texts of fewer words have no language.
const MIN_WORDS: usize = 20;

/// Words that say that something is kept.
const STORED: &[&str] = &[
    "stored",
    "stores",
    "store",
    "storing",
    "kept",
    "keeps",
    "keep",
    "saved",
    "saves",
    "save",
    "saving",
    "persisted",
];

/// Words that say that it can be read by others; `n't` stands for any
/// contracted negation.
const READABLE: &[&[&str]] = &[
    &["plaintext"],
    &["plain", "text"],
    &["cleartext"],
    &["clear", "text"],
    &["in", "the", "clear"],
    &["unencrypted"],
    &["not", "encrypted"],
    &["n't", "encrypted"],
    &["without", "encryption"],
];

/// Words that turn a sentence around where they stand close before it.
const NEGATIONS: &[&str] = &[
    "not", "never", "no", "n't", "nor", "neither", "without", "cannot", "instead", "rather",
    "avoid", "avoids", "prevent", "prevents", "nothing", "none", "nobody", "hardly",
];

/// Words over which a negation does not reach, as it doesn't over punctuation.
const CLAUSE_ENDS: &[&str] = &[
    "but", "although", "though", "while", "because", "since", "and",
];

/// How many words a negation reaches.
const REACH: usize = 3;

/// Whether a text has a sentence that says stored, kept or saved, and
/// plaintext, clear text, unencrypted or not encrypted, without denying it.
/// Or whether it has one of some other phrases. Markdown's emphasis, line breaks
/// and case don't matter.
fn has_caveat(text: &str, phrases: &[String]) -> bool {
    let sentences = sentences(text);
    if sentences.iter().any(|sentence| is_caveat(sentence)) {
        return true;
    }
    let words = sentences.concat();
    phrases.iter().any(|phrase| {
        let phrase = self::sentences(phrase).concat();
        !phrase.is_empty() && words.windows(phrase.len()).any(|window| window == phrase)
    })
}

fn is_caveat(words: &[String]) -> bool {
    let stored = words
        .iter()
        .enumerate()
        .any(|(at, word)| STORED.contains(&word.as_str()) && !is_negated(words, at));
    let readable = (0..words.len()).any(|at| {
        READABLE.iter().any(|phrase| {
            words[at..].len() >= phrase.len()
                && phrase.iter().zip(&words[at..]).all(|(a, b)| a == b)
                && !is_negated(words, at)
        })
    });
    stored && readable
}

fn is_negated(words: &[String], at: usize) -> bool {
    let before = words[..at].iter().zip(&words[1..]).rev().take(REACH);
    before
        .take_while(|(word, _)| *word != "," && !CLAUSE_ENDS.contains(&word.as_str()))
        // "Not encrypted" denies nothing here.
        .any(|(word, next)| NEGATIONS.contains(&word.as_str()) && next != "encrypted")
}

/// The words of each sentence, lower case; a comma, colon, dash or bracket is a
/// word `,`, and `isn't` is two: `is` and `n't`.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let mut sentences = vec![Vec::new()];
    for token in text.split_whitespace() {
        let token: String = token
            .chars()
            .filter(|c| !matches!(c, '*' | '`' | '_' | '"' | '>'))
            .map(|c| if c == '\u{2019}' { '\'' } else { c })
            .collect();
        let ends_sentence = token.ends_with(['.', '!', '?'])
            && !["e.g.", "i.e.", "etc."].contains(&token.to_lowercase().as_str());
        let words = sentences.last_mut().expect("never empty");
        let mut word = String::new();
        for c in token.chars() {
            match c {
                '\'' => word.push(c),
                c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
                _ => {
                    push_word(words, &mut word);
                    if matches!(c, ',' | ';' | ':' | '(' | ')' | '\u{2013}' | '\u{2014}') {
                        words.push(",".to_owned());
                    }
                }
            }
        }
        push_word(words, &mut word);
        if ends_sentence {
            sentences.push(Vec::new());
        }
    }
    sentences
}

fn push_word(words: &mut Vec<String>, word: &mut String) {
    if let Some(verb) = word.strip_suffix("n't") {
        words.push(verb.to_owned());
        words.push("n't".to_owned());
        word.clear();
    } else if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_it() {
        for text in [
            "The value is stored as plaintext in the Coder database.",
            "Masked in the form; **stored** in _plain\ntext_.",
            "Note: it is kept unencrypted.",
            "It is saved in clear text, although the form does not show it.",
            "The value isn't encrypted where it is stored.",
            "Coder stores it without encryption.",
            "Do not rely on the mask as the value is stored in plain-text.",
            "The value, e.g. a token, is stored in cleartext",
            "Values are not encrypted when stored.",
            "It is not encrypted and is stored in the database.",
            "Not masked but stored in plaintext.",
            "No secret: stored in plaintext.",
        ] {
            assert!(has_caveat(text, &[]), "{text}");
        }
    }

    #[test]
    fn phrases_are_compared_word_by_word() {
        let phrases = ["wird im Klartext gespeichert".to_owned(), String::new()];
        assert!(has_caveat(
            "Er **wird** im\nKlartext gespeichert.",
            &phrases
        ));
        assert!(!has_caveat(
            "Er wird nicht im Klartext gespeichert.",
            &phrases
        ));
    }

    #[test]
    fn denies_it_or_says_something_else() {
        for text in [
            "It is never stored in plaintext.",
            "The value is stored encrypted, never in plaintext.",
            "Paste it as plain text.",
            "The value is not stored unencrypted.",
            "Your key is stored. Paste it as plain text.",
            "It isn't saved in plaintext.",
            "Stored safely.",
            "Nothing is stored in plaintext.",
            "Hardly stored in plaintext.",
            "Instead of being stored in plaintext it is hashed.",
        ] {
            assert!(!has_caveat(text, &[]), "{text}");
        }
    }
}
