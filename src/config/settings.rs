//! What can be set beside the rules' own options, as tables. The reader, the
//! JSON schema, the documentation and `--print-config` all go by them.

use hcl_edit::expr::Expression;

use crate::rule::{Kind, Level, Setting};

/// What something is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SettingValue {
    /// Of [`Kind::Bool`].
    Bool(bool),
    /// Of [`Kind::String`] and [`Kind::Constraint`].
    String(String),
    /// Of the lists.
    Strings(Vec<String>),
    /// Of [`Kind::Level`].
    Level(Level),
    /// Of [`Kind::Inputs`].
    Object(Expression),
}

/// Where a setting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// At the top.
    Root,
    /// In `coder { … }`.
    Coder,
    /// In `keys { … }`.
    Keys,
    /// In `rule "…" { … }`, by the rule's id.
    Rule(&'static str),
}

/// What stands at the top.
pub(super) const ROOT: &[Setting] = &[
    EXTEND,
    REQUIRED_VERSION,
    Setting {
        name: "exclude",
        kind: Kind::Paths,
        about: "Files and folders whose findings are not reported: patterns as in `.gitignore`, relative to the configuration's folder.",
        example: "[\"**/testdata/**\"]",
    },
    POLICIES,
    INPUTS,
];

/// Adds up, where one configuration extends another.
pub(super) const POLICIES: Setting = Setting {
    name: "policies",
    kind: Kind::Policies,
    about: "Files with policies, which are rules of your own, relative to the configuration's folder; `*` may stand in a file's name.",
    example: "[\"policies/*.policy.hcl\"]",
};

/// Each counts on its own, where one configuration extends another.
pub(super) const INPUTS: Setting = Setting {
    name: "inputs",
    kind: Kind::Inputs,
    about: "The values of the policies' inputs, by name.",
    example: "{ max_apps = 5 }",
};

/// Read before everything else.
pub(super) const EXTEND: Setting = Setting {
    name: "extend",
    kind: Kind::String,
    about: "Another configuration to build on, relative to this one's folder; settings here override those there.",
    example: "\"../.coderlint.hcl\"",
};

/// Looked at before all but `extend`: another coderlint may know other settings.
pub(super) const REQUIRED_VERSION: Setting = Setting {
    name: "required_version",
    kind: Kind::Constraint,
    about: "The versions of coderlint that may read this configuration, as a constraint.",
    example: "\">= 0.1\"",
};

/// What stands in `coder`.
pub(super) const CODER: &[Setting] = &[Setting {
    name: "version",
    kind: Kind::Constraint,
    about: "The versions of Coder that the deployments run, as a constraint.",
    example: "\">= 2.36\"",
}];

/// What stands in `keys`.
pub(super) const KEYS: &[Setting] = &[
    Setting {
        name: "include",
        kind: Kind::Globs,
        about: "Variables and parameters that are keys, whatever the evidence.",
        example: "[\"acme_*\"]",
    },
    Setting {
        name: "exclude",
        kind: Kind::Globs,
        about: "Variables and parameters that are not keys; overrides `include`.",
        example: "[\"vault_token\"]",
    },
    Setting {
        name: "passwords",
        kind: Kind::Bool,
        about: "Whether a variable for a password is a key variable; `false` by default.",
        example: "true",
    },
    Setting {
        name: "env",
        kind: Kind::Globs,
        about: "Environment variables that hold keys: whatever sets one of them is a key.",
        example: "[\"ACME_LOGIN\"]",
    },
];

/// What stands in every `rule`, before the rule's own options.
pub(super) const LEVEL: Setting = Setting {
    name: "level",
    kind: Kind::Level,
    about: "The level at which the rule's findings are reported.",
    example: "\"warn\"",
};
