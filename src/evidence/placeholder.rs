//! Texts that stand where a value is to be filled in.

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
    ("<", "<token>"),
    ("not set", "not set"),
    ("not-set", "not-set"),
];

/// Whether a text is a placeholder and no value.
pub fn is_placeholder(text: &str) -> bool {
    is_placeholder_by(PLACEHOLDERS, text)
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
}
