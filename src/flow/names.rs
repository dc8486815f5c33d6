//! Names of environment variables, as texts and maps assign to them.

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
    is_environment_name(name).then_some(name)
}

/// Whether a name is written as environment variables are.
pub fn is_environment_name(name: &str) -> bool {
    name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assigned_names() {
        assert_eq!(assigned_name("a\nexport API_KEY=\""), Some("API_KEY"));
        assert_eq!(assigned_name("\"API_KEY\": \""), Some("API_KEY"));
        assert_eq!(assigned_name("API_KEY="), Some("API_KEY"));
        assert_eq!(assigned_name("see key: "), None);
        assert_eq!(assigned_name("API_KEY "), None);
    }
}
