//! What can be set: names, kinds and meanings, as tables. The reader, the JSON
//! schema, the documentation and `--print-config` all go by them.

use crate::diagnostic::Level;

/// Something that can be set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The attribute's name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub about: &'static str,
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
    /// `"allow"`, `"warn"` or `"deny"`.
    Level,
}

impl Kind {
    /// With its article: "a string".
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "a boolean",
            Self::String => "a string",
            Self::Strings | Self::Globs | Self::Paths => "a list of strings",
            Self::Level => "\"allow\", \"warn\" or \"deny\"",
        }
    }
}

/// What something is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Of [`Kind::Bool`].
    Bool(bool),
    /// Of [`Kind::String`].
    String(String),
    /// Of the lists.
    Strings(Vec<String>),
    /// Of [`Kind::Level`].
    Level(Level),
}

/// Where a setting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// At the top.
    Root,
    /// In `keys { … }`.
    Keys,
    /// In `rule "…" { … }`, by the rule's id.
    Rule(&'static str),
}

/// What stands at the top.
pub const ROOT: &[Setting] = &[
    EXTEND,
    Setting {
        name: "exclude",
        kind: Kind::Paths,
        about: "Files and folders without findings: patterns as in `.gitignore`, relative to the configuration's folder.",
    },
];

/// Read before everything else.
pub(super) const EXTEND: Setting = Setting {
    name: "extend",
    kind: Kind::String,
    about: "Another configuration that this one builds on, relative to its folder; what is set here counts instead of what is set there.",
};

/// What stands in `keys`.
pub const KEYS: &[Setting] = &[
    Setting {
        name: "include",
        kind: Kind::Globs,
        about: "Variables and parameters that are keys, whatever their evidence.",
    },
    Setting {
        name: "exclude",
        kind: Kind::Globs,
        about: "Variables and parameters that are no keys; it counts before `include`.",
    },
    Setting {
        name: "passwords",
        kind: Kind::Bool,
        about: "Whether a variable for a password is a key variable; no by default.",
    },
    Setting {
        name: "env",
        kind: Kind::Globs,
        about: "Environment variables that hold keys: what ends up in one of them is a key.",
    },
];

/// What stands in every `rule`, before the rule's own options.
pub const LEVEL: Setting = Setting {
    name: "level",
    kind: Kind::Level,
    about: "The level at which the rule's findings count.",
};
