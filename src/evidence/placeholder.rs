//! Texts that stand where a value is to be filled in.

use super::name::NameClass;
use super::tables::TABLES;

/// Parts that make a text a placeholder. Example: a default that people write.
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("your", "your-api-key"),
    ("change", "changeme"),
    ("replace", "REPLACE_ME"),
    ("placeholder", "placeholder"),
    ("paste", "PASTE_TOKEN_HERE"),
    ("insert", "insert-token-here"),
    ("todo", "TODO"),
    ("dummy", "dummy"),
    ("example", "example-token"),
    ("fake", "fake-token"),
    ("redacted", "REDACTED"),
    ("xxx", "sk-xxxxxxxx"),
    ("***", "sk-***"),
    ("...", "sk-..."),
    ("not set", "not set"),
    ("not-set", "not-set"),
];

/// What people write in place of a document that has nothing in it.
const EMPTY_DOCUMENTS: &[&str] = &["", "{}", "[]", "null"];

/// Whether a default leaves a key open: it is empty, an empty document or a
/// placeholder for the key.
pub fn is_no_value(text: &str) -> bool {
    let compact: String = text.split_whitespace().collect();
    EMPTY_DOCUMENTS.contains(&compact.as_str()) || is_placeholder(text)
}

/// Whether a text is a placeholder and no value.
pub fn is_placeholder(text: &str) -> bool {
    is_placeholder_by(PLACEHOLDERS, text) || names_credential_in_brackets(text)
}

/// `<token>`, as against `</s>`.
fn names_credential_in_brackets(text: &str) -> bool {
    let opened = text.split('<').skip(1);
    let mut bracketed = opened.filter_map(|rest| Some(rest.split_once('>')?.0));
    bracketed.any(|name| !matches!(TABLES.name(name), NameClass::Neutral | NameClass::Not))
}

fn is_placeholder_by(rows: &[(&str, &str)], text: &str) -> bool {
    let text = text.to_lowercase();
    rows.iter().any(|(part, _)| text.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_makes_its_example_a_placeholder() {
        for (index, (_, example)) in PLACEHOLDERS.iter().enumerate() {
            let mut fewer = PLACEHOLDERS.to_vec();
            fewer.remove(index);
            assert!(is_placeholder(example), "{example}");
            assert!(
                !is_placeholder_by(&fewer, example),
                "{example} needs no row"
            );
        }
        assert!(!is_placeholder("coderRDP!"));
    }

    #[test]
    fn brackets_hold_a_place_where_they_name_a_credential() {
        for text in ["<token>", "sk-<API_KEY>", "<db password>"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["</s>", "<s>", "<|end|>", "a < b"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn empty_documents_leave_a_key_open() {
        for text in ["", " ", "{}", "{ }", "[]\n", "null"] {
            assert!(is_no_value(text), "{text}");
        }
        assert!(!is_no_value("{ \"a\": 1 }"));
    }
}
