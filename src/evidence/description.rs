//! What a description calls a value.

use super::tables::Tables;
use super::words::{first_noun_phrase, is_negation, sentences, words_of_text};

#[derive(PartialEq)]
pub(super) enum Said {
    /// The first noun phrase is a credential.
    First(&'static str),
    /// The value is hidden, and said to be or to hold a credential.
    Held(&'static str),
    /// The first noun phrase is something about it.
    About,
    Nothing,
}

impl Tables {
    pub(super) fn said(&self, description: &str, hidden: bool) -> Said {
        let phrase = first_noun_phrase(description);
        if self.said_about.find(&phrase).is_some() {
            return Said::About;
        }
        if let Some(words) = self.called(&phrase) {
            return Said::First(words);
        }
        let stated = if hidden {
            self.stated(description)
        } else {
            None
        };
        stated.map_or(Said::Nothing, Said::Held)
    }

    /// The credential that a value is said to be or to hold, or that somebody is
    /// told to get: "It contains the API key". One that merely comes up ("your API
    /// key must be allowed to call it") is none.
    fn stated(&self, description: &str) -> Option<&'static str> {
        let sentences = sentences(description);
        let mut stated =
            sentences.filter(|sentence| !words_of_text(sentence).iter().any(|w| is_negation(w)));
        stated.find_map(|sentence| {
            let mut before = Vec::new();
            let mut rest = sentence.split_whitespace();
            while let Some(word) = rest.next() {
                before.push(word.to_lowercase());
                if self.held.find(&before).is_none() {
                    continue;
                }
                let phrase = rest.clone().collect::<Vec<_>>().join(" ");
                if let Some(words) = self.called(&first_noun_phrase(&phrase)) {
                    return Some(words);
                }
            }
            None
        })
    }

    fn called(&self, phrase: &[String]) -> Option<&'static str> {
        let is_denied = phrase.iter().any(|word| is_negation(word));
        self.said.find(phrase).filter(|_| !is_denied)
    }

    pub(super) fn says_password(&self, description: &str) -> bool {
        let phrase = first_noun_phrase(description);
        self.passwords.find(&phrase).is_some()
    }

    /// Whether a description has the word key, and not for one that anybody may
    /// know.
    pub(super) fn says_key(description: &str) -> bool {
        let words = words_of_text(description);
        let has = |wanted: &str| words.iter().any(|word| word == wanted);
        (has("key") || has("keys")) && !has("public")
    }
}
