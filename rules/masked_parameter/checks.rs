//! Validations of a key don't see the parameter's value: what becomes of them.

use crate::module::{Context, Module, PresenceTest, Use, Variable};
use crate::source::Span;
use crate::terraform::Expr;

/// A condition with its message, as text.
#[derive(Debug, Clone)]
pub(super) struct Assertion {
    pub(super) condition: String,
    pub(super) message: String,
}

/// What a key's validations become.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// On the switch: what only asks whether there is a key.
    pub(super) on_switch: Vec<Assertion>,
    /// On the parameter's value: what looks at the key itself.
    pub(super) on_value: Vec<Assertion>,
    /// Tests that need the key, and have to know the switch where they are.
    pub(super) tests: Vec<PresenceTest>,
    /// What can't be carried over.
    pub(super) reasons: Vec<String>,
}

/// A validation of a variable, and where it refers to a key.
struct Validation<'u, 'a> {
    condition: Expr<'a>,
    message: Option<Expr<'a>>,
    uses: Vec<&'u Use<'a>>,
}

/// What the validations in which a key variable takes part become; `switch` is
/// the name of the variable that opens its parameter's gate.
pub(super) fn of(module: &Module<'_>, variable: &str, switch: &str) -> Checks {
    let mut checks = Checks::default();
    let uses = module.uses_of(variable);
    for validated in module.variables() {
        for validation in validations(validated, uses) {
            let Some(message) = validation.message else {
                continue;
            };
            // The switch of another key has a copy of its own.
            let is_copied = || validated.name != variable && module.is_switch(validated.name);
            if validation.uses.is_empty() || is_copied() {
                continue;
            }
            let message = text_of(module, message.span());
            let is_alone = module.refers_to_alone(validation.condition, variable);
            if !checks.carry_over(module, &validation, message, is_alone, switch) {
                checks.reasons.push(format!(
                    "a validation of `{}` looks at it, and can't see the parameter's",
                    validated.name
                ));
            }
        }
    }
    checks
}

impl Checks {
    /// Says the same of the switch, or of the parameter's value; false where that
    /// can't be done. `is_alone` tells that the condition is about the key and
    /// nothing else.
    fn carry_over(
        &mut self,
        module: &Module<'_>,
        validation: &Validation<'_, '_>,
        message: String,
        is_alone: bool,
        switch: &str,
    ) -> bool {
        let condition_with = |with: &str| validation.condition_with(module, with);
        if condition_with("").contains("<<") {
            // A heredoc can't stand in parentheses.
            return false;
        }
        let tests: Option<Vec<PresenceTest>> =
            validation.uses.iter().map(|found| found.test).collect();
        if is_alone {
            // Whether the user fills the form in is up to the user.
            if tests.is_none() {
                let condition = indented(&condition_with("self.value"));
                self.on_value.push(Assertion {
                    condition: format!("self.value == \"\" || ({condition})"),
                    message: indented(&message),
                });
            }
            return true;
        }
        let asks_for = |test: &PresenceTest| test.is_asked_by(validation.condition);
        let asked: Option<Vec<bool>> = tests
            .as_ref()
            .and_then(|tests| tests.iter().map(asks_for).collect());
        match asked {
            Some(asked) if !asked.contains(&true) => {
                self.on_switch.push(Assertion {
                    condition: format!("!var.{switch} || ({})", condition_with("\"set\"")),
                    message,
                });
                true
            }
            Some(_) => {
                self.tests.extend(tests.into_iter().flatten());
                false
            }
            None => false,
        }
    }
}

/// Whether a variable's own validations accept an empty value.
pub(super) fn hold_for_empty(module: &Module<'_>, variable: &Variable<'_>) -> bool {
    let uses = module.uses_of(variable.name);
    validations(variable, uses).all(|validation| {
        let condition = validation.condition_with(module, "\"\"");
        module.value_of_text(&condition).as_bool() == Some(true)
    })
}

/// The validations of a variable that have a condition; `uses` are those of a
/// key.
fn validations<'u, 'a>(
    validated: &Variable<'a>,
    uses: &'u [Use<'a>],
) -> impl Iterator<Item = Validation<'u, 'a>> {
    let blocks = validated.block.blocks();
    let validations = blocks.filter(|nested| nested.kind == "validation");
    validations.filter_map(|nested| {
        let condition = nested.section.attribute("condition")?;
        let at = condition.span();
        let inside = uses.iter().filter(|found| {
            found.context == Context::Variable(validated.name)
                && at.file == found.at.file
                && at.start <= found.at.start
                && found.at.end <= at.end
        });
        Some(Validation {
            condition,
            message: nested.section.attribute("error_message"),
            uses: inside.collect(),
        })
    })
}

impl Validation<'_, '_> {
    /// The condition's text, with something else in place of the key.
    fn condition_with(&self, module: &Module<'_>, with: &str) -> String {
        let at = self.condition.span();
        let source = &module.sources()[at.file].text;
        let mut places: Vec<Span> = self.uses.iter().map(|found| found.at).collect();
        places.sort();
        let mut text = String::new();
        let mut copied = at.start;
        for place in places {
            text.push_str(&source[copied..place.start]);
            text.push_str(with);
            copied = place.end;
        }
        text.push_str(&source[copied..at.end]);
        text.trim_end().replace("\r\n", "\n")
    }
}

/// One level deeper, but for heredocs, whose text that would change.
fn indented(text: &str) -> String {
    if text.contains("<<") {
        text.to_owned()
    } else {
        text.replace('\n', "\n  ")
    }
}

fn text_of(module: &Module<'_>, at: Span) -> String {
    let text = &module.sources()[at.file].text;
    text[at.start..at.end].trim_end().replace("\r\n", "\n")
}
