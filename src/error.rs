//! Errors of the run: what kept it from doing all that was asked.

/// Something that kept the run from doing all that was asked. It is told on
/// standard error, and the exit code is 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunError {
    /// What it is about: a path as shown to people.
    pub path: String,
    /// What happened.
    pub message: String,
}

impl RunError {
    /// An error about a path.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

/// An I/O error without the number that means nothing to people.
pub fn describe(error: &std::io::Error) -> String {
    // Those that walk folders wrap it, and say the path once more.
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let text = innermost.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::describe;

    #[test]
    fn errors_are_told_without_what_wraps_them() {
        let denied = Error::from_raw_os_error(13);
        assert_eq!(describe(&denied), "permission denied");
        assert_eq!(describe(&Error::other(denied)), "permission denied");
    }
}
