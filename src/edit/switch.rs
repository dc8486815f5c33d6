//! Tests of a key's presence that know the switch of its parameter.

use crate::diagnostic::Edit;
use crate::module::{Key, Module, PresenceTest, Within};
use crate::terraform::Value;

/// Makes a test of presence right as well where the parameter is in the form.
/// `switch` opens the parameter's gate: `var.enable` say.
///
/// `||` evaluates both sides, and is unknown where one is; of a conditional only
/// one counts: `choose` writes that.
pub fn with_switch(module: &Module<'_>, test: PresenceTest, switch: &str, choose: bool) -> Edit {
    let asked = module.sources().text(test.at);
    let operand = if test.is_several {
        format!("({asked})")
    } else {
        asked.to_owned()
    };
    let (condition, is_operand) = if choose {
        let condition = format!("{switch} ? {} : {asked}", test.when_set);
        (condition, test.within != Within::Nothing)
    } else if test.when_set {
        let condition = format!("{switch} || {operand}");
        (
            condition,
            matches!(test.within, Within::And | Within::Operator),
        )
    } else {
        let condition = format!("!{switch} && {operand}");
        (condition, test.within == Within::Operator)
    };
    let mut span = test.at;
    if !is_operand {
        return Edit {
            span,
            text: condition,
        };
    }
    // `terraform fmt` writes `if(` and `in(`.
    let source = &module.sources()[span.file].text;
    let before = &source[..span.start];
    span.start -= usize::from(before.ends_with(" if ") || before.ends_with(" in "));
    Edit {
        span,
        text: format!("({condition})"),
    }
}

/// Whether a test can't be evaluated where the author sets no key.
pub fn may_fail(module: &Module<'_>, key: &Key, test: PresenceTest) -> bool {
    let default = module.variable(key).block.attribute("default");
    let may_be_null = default.is_some_and(|default| module.value(default) == Value::Null);
    !test.takes_empty || (!test.takes_null && may_be_null)
}
