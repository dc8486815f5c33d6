//! Something that can be set for a rule, or for a whole run: its name, what it
//! takes, and what it means.

/// Something that can be set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The attribute's name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub about: &'static str,
    /// A value that it may have, as HCL.
    pub example: &'static str,
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A string.
    String,
    /// A list of strings.
    Strings,
    /// A list of names, in which `*` and `?` stand for any characters.
    Globs,
    /// A list of patterns of paths, as in `.gitignore`.
    Paths,
    /// A version constraint, as Terraform writes them.
    Constraint,
    /// `"allow"`, `"warn"` or `"deny"`.
    Level,
    /// A list of the files that policies are in.
    Policies,
    /// The values of policies' inputs, by name.
    Inputs,
}

impl Kind {
    /// With its article: "a string".
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "a boolean",
            Self::String => "a string",
            Self::Strings | Self::Globs | Self::Paths | Self::Policies => "a list of strings",
            Self::Inputs => "an object",
            Self::Constraint => "a version constraint such as \">= 2.36\"",
            Self::Level => "\"allow\", \"warn\" or \"deny\"",
        }
    }
}
