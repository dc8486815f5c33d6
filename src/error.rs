//! Errors of the run: what kept it from doing all that was asked.

use std::ops::Range;

use crate::source::{Position, Source};

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

/// What is wrong with a configuration or a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// The file as shown to people.
    pub file: String,
    /// Where in it, in bytes, with the position of the first one; `None` where
    /// the file can't be read.
    pub at: Option<(Range<usize>, Position)>,
    /// What is wrong, and what to do.
    pub message: String,
    /// Whether nothing is linted because of it.
    pub stops: bool,
}

impl FileError {
    /// An error at a place of a file.
    pub fn at(source: &Source, at: Range<usize>, message: impl Into<String>) -> Self {
        let position = source.position(at.start);
        Self {
            file: source.name.clone(),
            at: Some((at, position)),
            message: message.into(),
            stops: false,
        }
    }

    /// An error about a file that can't be read.
    pub fn unreadable(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            at: None,
            message: message.into(),
            stops: false,
        }
    }

    /// Says that nothing is to be linted because of it.
    #[must_use]
    pub fn stopping(mut self) -> Self {
        self.stops = true;
        self
    }
}

impl From<&FileError> for RunError {
    fn from(error: &FileError) -> Self {
        let path = match &error.at {
            Some((_, position)) => {
                format!("{}:{}:{}", error.file, position.line, position.column)
            }
            None => error.file.clone(),
        };
        Self::new(path, &error.message)
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
