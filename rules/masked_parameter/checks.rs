//! Validations of a key don't see the parameter's value: what becomes of them.

use crate::module::{Context, Module, PresenceTest, Use};
use crate::source::Span;

/// A condition with its message, as text.
#[derive(Debug, Clone)]
pub(super) struct Check {
    pub(super) condition: String,
    pub(super) message: String,
}

/// What a key's validations become.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// On the gate: what only asks whether there is a key.
    pub(super) on_gate: Vec<Check>,
    /// On the parameter's value: what looks at the key itself.
    pub(super) on_value: Vec<Check>,
    /// Tests that need the key, and have to know the gate where they are.
    pub(super) gated: Vec<PresenceTest>,
    /// What can't be carried over.
    pub(super) reasons: Vec<String>,
}

/// The checks that a variable takes part in.
pub(super) fn of(module: &Module<'_>, variable: &str, gate: &str) -> Checks {
    let mut checks = Checks::default();
    let uses: Vec<Use> = module.uses_of(variable);
    for other in module.variables() {
        // The gate of another key has a copy of its own.
        if other.name != variable && module.opens_a_gate(other.name) {
            continue;
        }
        for validation in other
            .block
            .blocks()
            .filter(|(kind, ..)| *kind == "validation")
        {
            let (_, _, section) = validation;
            let (Some(condition), Some(message)) = (
                section.attribute("condition"),
                section.attribute("error_message"),
            ) else {
                continue;
            };
            let at = condition.span();
            let message_at = message.span();
            let inside: Vec<&Use> = uses
                .iter()
                .filter(|found| {
                    found.context == Context::Variable(other.name.to_owned())
                        && at.file == found.at.file
                        && at.start <= found.at.start
                        && found.at.end <= at.end
                })
                .collect();
            if inside.is_empty() {
                continue;
            }
            let is_presence = inside.iter().all(|found| found.test.is_some());
            let is_alone = module.refers_to_alone(condition, variable);
            let text = |with: &str| replaced(module, at, &inside, with);
            let message = indented(&text_of(module, message.span()));
            let asked: Option<Vec<bool>> = inside
                .iter()
                .map(|found| module.asks_for(condition, &found.test?))
                .collect();
            if text("").contains("<<") {
                // A heredoc can't stand in parentheses.
                checks.reasons.push(not_carried(other.name));
            } else if is_presence && is_alone {
                // Whether the user fills the form in is up to the user.
            } else if is_alone {
                checks.on_value.push(Check {
                    condition: format!("self.value == \"\" || ({})", indented(&text("self.value"))),
                    message,
                });
            } else if asked.as_ref().is_some_and(|asked| !asked.contains(&true)) {
                checks.on_gate.push(Check {
                    condition: format!("!var.{gate} || ({})", text("\"set\"")),
                    message: text_of(module, message_at),
                });
            } else {
                if asked.is_some() {
                    let tests = inside.iter().filter_map(|found| found.test);
                    checks.gated.extend(tests);
                }
                checks.reasons.push(not_carried(other.name));
            }
        }
    }
    checks
}

fn not_carried(variable: &str) -> String {
    format!("a validation of `{variable}` looks at it, and can't see the parameter's")
}

/// One level deeper, but for heredocs, whose text that would change.
fn indented(text: &str) -> String {
    if text.contains("<<") {
        text.to_owned()
    } else {
        text.replace('\n', "\n  ")
    }
}

/// Whether a variable's own validations accept an empty value.
pub(super) fn hold_for_empty(module: &Module<'_>, variable: &str) -> bool {
    let uses = module.uses_of(variable);
    let own = module
        .variables()
        .iter()
        .find(|other| other.name == variable);
    let Some(own) = own else {
        return false;
    };
    let validations = own
        .block
        .blocks()
        .filter(|(kind, ..)| *kind == "validation");
    let mut conditions = validations.filter_map(|(_, _, section)| section.attribute("condition"));
    conditions.all(|condition| {
        let at = condition.span();
        let inside: Vec<&Use> = uses
            .iter()
            .filter(|found| {
                at.file == found.at.file && at.start <= found.at.start && found.at.end <= at.end
            })
            .collect();
        let text = replaced(module, at, &inside, "\"\"");
        module.value_of_text(&text).as_bool() == Some(true)
    })
}

fn text_of(module: &Module<'_>, at: Span) -> String {
    let text = &module.sources()[at.file].text;
    text[at.start..at.end].trim_end().replace("\r\n", "\n")
}

/// The text of an expression, with something else in place of a variable.
fn replaced(module: &Module<'_>, at: Span, uses: &[&Use], with: &str) -> String {
    let source = &module.sources()[at.file].text;
    let mut places: Vec<Span> = uses.iter().map(|found| found.at).collect();
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
