//! The rules: one folder each, listed here and nowhere else.
//!
//! To add one, write a folder and name it twice below: `mod` lines stand by
//! themselves, since rustfmt does not look into macros.

use crate::rule::Entry;

mod bypassed_parameter;
mod hardcoded_key;
mod key_in_script;
mod masked_parameter;
mod mutable_parameter;
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
        pub const RULES: &[Entry] = &[$(Entry {
            id: stringify!($id),
            doc: include_str!(concat!(stringify!($id), "/README.md")),
            rule: &$id::Check,
        }),+];
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
    key_in_script,
    syntax_error,
    unused_ignore,
];

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    RULES.iter().find(|entry| entry.id == id)
}
