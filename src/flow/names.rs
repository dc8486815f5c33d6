//! What a text says of the value that comes next in it: the environment variable
//! that it is assigned to, the header that it is sent in.

/// The environment variable that a text assigns to at its end:
/// `export TOKEN="`, `TOKEN=`, `TOKEN: `.
pub(super) fn assigned_name(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['"', '\'', ' ']);
    let text = text.strip_suffix(['=', ':'])?;
    let text = text.trim_end_matches(['"', '\'', ' ']);
    let start = text
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .map_or(0, |at| at + 1);
    let name = &text[start..];
    // `PRIVATE-TOKEN: ` is a header.
    let is_whole = !text[..start].ends_with('-');
    (is_whole && is_environment_name(name)).then_some(name)
}

/// Whether a name is written as environment variables are.
pub fn is_environment_name(name: &str) -> bool {
    name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Headers whose value is a token, with what they have before it. Example: a text
/// right before a token.
const AUTHORIZATIONS: &[(&str, &str)] = &[
    ("authorization: token", "-H \"Authorization: token "),
    ("authorization:", "Authorization: "),
    ("x-api-key:", "--header x-api-key:"),
    ("private-token:", "PRIVATE-TOKEN: "),
];

/// Whether a text makes what comes next a token that is sent: `Authorization:
/// Bearer `, or `Bearer ` alone, as a header's value.
pub(super) fn authorizes(text: &str) -> bool {
    authorizes_by(AUTHORIZATIONS, text)
}

fn authorizes_by(rows: &[(&str, &str)], text: &str) -> bool {
    let line = text
        .rsplit('\n')
        .next()
        .unwrap_or(text)
        .to_ascii_lowercase();
    if let Some(before) = line.trim_end().strip_suffix("bearer")
        && line.ends_with(' ')
    {
        let before = before.trim_end();
        return before.is_empty() || before.ends_with([':', '=', '"', '\'']);
    }
    let line = line.trim_end();
    rows.iter().any(|(row, _)| line.ends_with(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environment_variables_are_spelled_in_capitals() {
        for name in ["API_KEY", "KEY2", "ABC"] {
            assert!(is_environment_name(name), "{name}");
        }
        for name in ["", "AB", "api_key", "_KEY", "2KEY", "API-KEY", "API_key"] {
            assert!(!is_environment_name(name), "{name}");
        }
    }

    #[test]
    fn each_row_makes_what_follows_a_token() {
        for (index, (row, example)) in AUTHORIZATIONS.iter().enumerate() {
            let mut fewer = AUTHORIZATIONS.to_vec();
            fewer.remove(index);
            assert!(authorizes(example), "{row}");
            assert!(!authorizes_by(&fewer, example), "{row} is not needed");
        }
        for text in ["Bearer ", "-H 'Authorization: Bearer ", "AUTH=\"Bearer "] {
            assert!(authorizes(text), "{text}");
        }
        assert!(!authorizes("Bearer"));
        assert!(!authorizes("the bearer "));
        assert!(!authorizes("https://"));
    }

    #[test]
    fn assigned_names() {
        assert_eq!(assigned_name("a\nexport API_KEY=\""), Some("API_KEY"));
        assert_eq!(assigned_name("\"API_KEY\": \""), Some("API_KEY"));
        assert_eq!(assigned_name("API_KEY="), Some("API_KEY"));
        assert_eq!(assigned_name("see key: "), None);
        assert_eq!(assigned_name("API_KEY "), None);
        assert_eq!(assigned_name("PRIVATE-TOKEN: "), None);
    }
}
