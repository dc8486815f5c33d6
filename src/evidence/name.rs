//! What the words of a name make it.

use super::tables::Tables;
use super::words::words_of_name;

/// What a name is.
pub(super) enum NameClass {
    /// A key; whether its words say that the contents are meant.
    Credential { words: String, is_contents: bool },
    /// Something that may be a key; whether it is one where users are asked for
    /// it.
    Perhaps { words: String, is_asked: bool },
    /// A password.
    Password(&'static str),
    /// Something about a key, or something else altogether.
    Not,
    /// Nothing known.
    Neutral,
}

impl NameClass {
    pub(super) fn password(&self) -> Option<&str> {
        match self {
            Self::Password(words) => Some(words),
            _ => None,
        }
    }

    pub(super) fn perhaps(&self) -> Option<&str> {
        match self {
            Self::Perhaps { words, .. } => Some(words),
            _ => None,
        }
    }
}

impl Tables {
    pub(super) fn name(&self, name: &str) -> NameClass {
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
            let asked = self.asked.find(rest);
            if let Some(row) = asked.or_else(|| self.perhaps.find(rest)) {
                return NameClass::Perhaps {
                    words: row.replace(' ', "_"),
                    is_asked: asked.is_some(),
                };
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
        found.map_or(NameClass::Neutral, |row| NameClass::Perhaps {
            words: row.replace(' ', "_"),
            is_asked: false,
        })
    }
}
