//! Tests of a key's presence that know the switch of its parameter.

use crate::diagnostic::Edit;
use crate::module::{Key, Module, PresenceTest};
use crate::terraform::Value;

/// Makes a test of presence right as well where the parameter is in the form.
/// `switch` opens the parameter's gate: `var.enable`
/// say.
///
/// `||` evaluates both sides, and is unknown where one is; of a conditional only
/// one counts: `choose` writes that.
pub fn with_switch(module: &Module<'_>, test: PresenceTest, switch: &str, choose: bool) -> Edit {
    let source = &module.sources()[test.at.file].text;
    let asked = &source[test.at.start..test.at.end];
    let told = if choose {
        format!("({switch} ? {} : {asked})", test.when_set)
    } else if test.when_set {
        format!("({switch} || {asked})")
    } else {
        format!("(!{switch} && {asked})")
    };
    // `terraform fmt` writes `if(` and `in(`.
    let before = &source[..test.at.start];
    let mut at = test.at;
    at.start -= usize::from(before.ends_with(" if ") || before.ends_with(" in "));
    Edit {
        span: at,
        text: told,
    }
}

/// Whether a test can't be evaluated where the author sets no key.
pub fn may_fail(module: &Module<'_>, key: &Key, test: PresenceTest) -> bool {
    let default = module.variable(key).block.attribute("default");
    let may_be_null = default.is_some_and(|default| module.value(default) == Value::Null);
    !test.takes_empty || (!test.takes_null && may_be_null)
}
