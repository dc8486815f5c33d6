//! The rules: one folder each, listed here and nowhere else.
//!
//! To add one, write a folder and name it twice below: `mod` lines stand by
//! themselves, since rustfmt does not look into macros.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::Rule;
use crate::rule::RuleInfo;

mod bypassed_parameter;
mod hardcoded_key;
mod key_in_metadata;
mod key_in_script;
mod masked_parameter;
mod mutable_parameter;
mod opt_in_obsolete;
mod opt_in_parameter;
mod parameter_form;
mod parameter_name;
mod provider_version;
mod sensitive_output;
mod sensitive_variable;
mod storage_caveat;
mod syntax_error;
mod unmasked_parameter;
mod unused_ignore;

macro_rules! rules {
    ($($id:ident),+ $(,)?) => {
        /// Every rule, in the order of the README's table.
        pub static RULES: &[Rule] = &[$($id::RULE.in_folder(
            stringify!($id),
            include_str!(concat!(stringify!($id), "/README.md")),
        )),+];
    };
}

rules![
    masked_parameter,
    unmasked_parameter,
    opt_in_parameter,
    bypassed_parameter,
    storage_caveat,
    sensitive_variable,
    sensitive_output,
    mutable_parameter,
    parameter_form,
    provider_version,
    parameter_name,
    hardcoded_key,
    key_in_metadata,
    key_in_script,
    opt_in_obsolete,
    syntax_error,
    unused_ignore,
];

/// Where texts stand in another that look like live credentials, in bytes.
pub fn credentials_in(text: &str) -> Vec<Range<usize>> {
    hardcoded_key::credentials_in(text)
}

/// What is known of every rule, in the same order.
pub fn infos() -> &'static [&'static RuleInfo] {
    static INFOS: LazyLock<Vec<&RuleInfo>> =
        LazyLock::new(|| RULES.iter().map(|rule| &rule.info).collect());
    &INFOS
}
