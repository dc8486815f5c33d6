//! Validations of a key don't see the parameter's value: what becomes of them.

use std::collections::BTreeSet;

use hcl_edit::expr::{BinaryOperator, Expression};

use super::condition::{Condition, Level, Reader, Spot};
use super::relations::Relations;
use super::version;
use crate::edit::may_fail;
use crate::module::{Context, Key, Module, PresenceTest, Use, Variable};
use crate::source::Span;
use crate::terraform::expression::{children, plain};
use crate::terraform::{Expr, Reference, References, Value};

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
    /// What validations that stay where they are get to know of the switch.
    pub(super) edits: Vec<(Span, String)>,
    /// Why the fix is unsafe.
    pub(super) reasons: Vec<String>,
    /// Why there is no fix.
    pub(super) obstacle: Option<String>,
    /// Variables that refer to the switch.
    told: BTreeSet<String>,
    /// Variables that the switch refers to.
    referred: BTreeSet<String>,
}

/// A validation of a variable, and where it refers to a key.
struct Validation<'u, 'a> {
    holder: &'a str,
    condition: Expr<'a>,
    message: Expr<'a>,
    uses: Vec<&'u Use<'a>>,
}

/// What becomes of the validations in which a key takes part.
struct Carrier<'m, 'a> {
    module: &'m Module<'a>,
    key: &'m Key,
    variable: &'m Variable<'a>,
    switch: &'m str,
    relations: &'m Relations<'m, 'a>,
    /// Whether the switch has no copies.
    stays: bool,
}

/// What the validations in which a key takes part become; `switch` is the name
/// of the variable that opens its parameter's gate.
pub(super) fn of(module: &Module<'_>, key: &Key, switch: &str) -> Checks {
    let relations = Relations::of(module);
    let mut carrier = Carrier {
        module,
        key,
        variable: module.variable(key),
        switch,
        relations: &relations,
        stays: false,
    };
    let mut checks = carrier.carry_over();
    if checks.refer_in_a_circle(&relations) {
        carrier.stays = true;
        checks = carrier.carry_over();
    }
    let refers = !checks.told.is_empty() || !checks.referred.is_empty();
    if refers && version::admits_older(module, &version::CHECKS_REFER) {
        checks
            .reasons
            .push("its validations would refer to other variables, which requires Terraform 1.9, but the module allows older versions".to_owned());
    }
    checks
}

impl Checks {
    /// Whether some variable of which the switch knows comes to know the switch.
    fn refer_in_a_circle(&self, relations: &Relations<'_, '_>) -> bool {
        let told: BTreeSet<&str> = self.told.iter().map(String::as_str).collect();
        let mut referred = self.referred.iter();
        referred.any(|name| relations.leads_to(name, &told))
    }
}

impl Carrier<'_, '_> {
    fn carry_over(&self) -> Checks {
        let mut checks = Checks::default();
        let uses = self.module.uses_of(self.variable.name);
        let mut validated: Vec<&Variable<'_>> = self.module.variables().iter().collect();
        validated.sort_by_key(|variable| variable.name);
        for validated in validated {
            for validation in validations(validated, uses) {
                if !self.carry(&validation, &mut checks) {
                    checks.reasons.push(format!(
                        "a validation of `{}` tests this key but can't see the parameter's value",
                        validated.name
                    ));
                }
            }
        }
        checks
    }

    /// Says the same of the switch, or of the parameter's value; false where that
    /// can't be done.
    fn carry(&self, validation: &Validation<'_, '_>, checks: &mut Checks) -> bool {
        let name = self.variable.name;
        let (module, condition) = (self.module, validation.condition);
        let tests: Option<Vec<PresenceTest>> =
            validation.uses.iter().map(|found| found.test).collect();
        if module.refers_to_alone(condition, name) {
            self.put_in_front(validation, checks);
            // Whether the user fills the form in is up to the user.
            return tests.is_some() || self.on_value(validation, checks);
        }
        let Some(tests) = tests else {
            return false;
        };
        let forbids = |test: &PresenceTest| test.is_asked_by(condition) == Some(false);
        // A switch without copies may be named anywhere.
        if self.stays || !tests.iter().all(forbids) {
            self.tell(validation, &tests, checks);
            return true;
        }
        if let Some(other) = self.relations.key_of(validation.holder)
            && other != name
            && self.relations.are_checked_together(name, other)
        {
            // The copy of a check on both.
            if self.relations.comes_after(other, name) {
                self.tell(validation, &tests, checks);
            }
            return true;
        }
        self.copy(validation, &tests, checks)
    }

    /// Repeats a check in the switch, with the key taken as set.
    fn copy(
        &self,
        validation: &Validation<'_, '_>,
        tests: &[PresenceTest],
        checks: &mut Checks,
    ) -> bool {
        let known = |test: &PresenceTest| (test.at, Spot::Known(test.when_set));
        let mut spots: Vec<(Span, Spot)> = tests.iter().map(known).collect();
        let mut referred = References::of(validation.condition.node).variables;
        referred.remove(self.variable.name);
        referred.extend(References::of(validation.message.node).variables);
        let mut referred: BTreeSet<String> = referred.into_iter().map(str::to_owned).collect();
        for (test, other, switch) in self.other_switches(validation) {
            let told = self.told(test, switch, other);
            spots.push((test.at, Spot::Told(told)));
            referred.insert(switch.to_owned());
        }
        let reader = Reader {
            module: self.module,
            spots: &spots,
        };
        let condition = match reader.read(validation.condition) {
            None | Some(Condition::Known(false)) => return false,
            Some(Condition::Known(true)) => return true,
            Some(condition) => condition.where_on(self.switch),
        };
        let message = text_of(self.module, validation.message.span());
        checks.on_switch.push(Assertion {
            condition: condition.code(),
            message: renamed(&message, self.variable.name, self.switch),
        });
        checks.referred.extend(referred);
        true
    }

    /// The tests of other keys whose switches the copy names.
    fn other_switches<'c>(
        &'c self,
        validation: &Validation<'_, '_>,
    ) -> Vec<(PresenceTest, &'c Key, &'c str)> {
        let known = References::of(validation.condition.node).variables;
        let mut found = Vec::new();
        for other in self.module.keys() {
            let name = self.module.variable(other).name;
            let Some(switch) = self.relations.switch_of(name) else {
                continue;
            };
            let is_named = known.contains(switch) || validation.holder == switch;
            let own = self.variable.name;
            let may_be_named =
                self.relations.comes_after(own, name) || !self.relations.refers(switch, own);
            if is_named || !may_be_named {
                continue;
            }
            let uses = self.module.uses_of(name).iter();
            let inside = uses.filter(|found| is_in(found, validation.holder, validation.condition));
            let tests: BTreeSet<Span> = inside.clone().filter_map(|f| Some(f.test?.at)).collect();
            for at in tests {
                let test = inside
                    .clone()
                    .find_map(|f| f.test.filter(|test| test.at == at));
                found.extend(test.map(|test| (test, other, switch)));
            }
        }
        found
    }

    /// Lets a check know the switch where it stands.
    fn tell(&self, validation: &Validation<'_, '_>, tests: &[PresenceTest], checks: &mut Checks) {
        for test in tests {
            let told = self.told(*test, self.switch, self.key);
            let text = match level_around(validation.condition, test.at) {
                None | Some(Level::Choice) => told.code(),
                Some(outer) => told.within(outer),
            };
            if !checks.edits.iter().any(|(at, _)| *at == test.at) {
                checks.edits.push((test.at, text));
            }
        }
        checks.told.insert(validation.holder.to_owned());
    }

    /// A test of a key that knows its switch.
    fn told(&self, test: PresenceTest, switch: &str, key: &Key) -> Condition {
        let asked = self.module.sources().text(test.at).trim().to_owned();
        let asked = asked.replace("\r\n", "\n");
        if may_fail(self.module, key, test) {
            let choice = format!("var.{switch} ? {} : {asked}", test.when_set);
            return Condition::Text(choice, Level::Choice);
        }
        let asked = Condition::Text(asked, Level::Comparison);
        let switch = Condition::term(format!("var.{switch}"));
        if test.when_set {
            Condition::any([switch, asked])
        } else {
            Condition::all([switch.negated(), asked])
        }
    }

    /// Makes a check of the key's own content one of the parameter's value.
    fn on_value(&self, validation: &Validation<'_, '_>, checks: &mut Checks) -> bool {
        let read = |with: &'static str| {
            let mut spots = Vec::new();
            null_tests(validation.condition, self.variable.name, &mut spots);
            spots.extend(
                validation
                    .uses
                    .iter()
                    .map(|found| (found.at, Spot::Written(with))),
            );
            let spots: Vec<(Span, Spot)> = spots
                .iter()
                .filter(|(at, _)| {
                    let outer = |other: &Span| other != at && other.covers(*at);
                    !spots.iter().any(|(other, _)| outer(other))
                })
                .cloned()
                .collect();
            let reader = Reader {
                module: self.module,
                spots: &spots,
            };
            reader.read(validation.condition)
        };
        let condition = match read("self.value") {
            None | Some(Condition::Known(false)) => return false,
            Some(Condition::Known(true)) => return true,
            Some(condition) => condition,
        };
        let for_empty = read("\"\"").map(|condition| condition.code());
        let holds = for_empty.is_some_and(|code| self.is_known(&code, true));
        let condition = if holds {
            condition
        } else {
            let is_empty = Condition::Text("self.value == \"\"".to_owned(), Level::Comparison);
            Condition::any([is_empty, condition])
        };
        checks.on_value.push(Assertion {
            condition: condition.code(),
            message: text_of(self.module, validation.message.span()),
        });
        true
    }

    /// Lets a check hold where the switch is on, if it would refuse what is there
    /// when the author leaves the key out.
    fn put_in_front(&self, validation: &Validation<'_, '_>, checks: &mut Checks) {
        let default = self.variable.block.attribute("default");
        let left_out = default.map_or("\"\"".to_owned(), |default| {
            self.module.sources().text(default.span()).trim().to_owned()
        });
        let places: Vec<Span> = validation.uses.iter().map(|found| found.at).collect();
        let code = (self.module).text_with(validation.condition, &places, &left_out);
        let holds = match default {
            // What can't be worked out holds as well as it did.
            Some(_) => !self.is_known(&code, false),
            None => self.is_known(&code, true),
        };
        if holds {
            return;
        }
        let at = validation.condition.span();
        let source = &self.module.sources()[at.file].text;
        let end = at.start + source[at.start..at.end].trim_end().len();
        let never_fails = self.is_known(&code, false) || is_can(validation.condition.node);
        let level = Level::of(validation.condition.node);
        let start = Span {
            end: at.start,
            ..at
        };
        let switch = self.switch;
        if !never_fails {
            // `||` evaluates both sides.
            checks
                .edits
                .push((start, format!("var.{switch} ? true : ")));
        } else if level == Level::Any || level >= Level::Comparison {
            checks.edits.push((start, format!("var.{switch} || ")));
        } else if source[at.start..end].contains("<<") {
            checks.obstacle = Some(format!(
                "a validation of `{}` rejects an empty key, and its heredoc can't be wrapped in parentheses",
                validation.holder
            ));
            return;
        } else {
            checks.edits.push((start, format!("var.{switch} || (")));
            let end = Span { start: end, ..at };
            checks.edits.push((end, ")".to_owned()));
        }
        checks.told.insert(validation.holder.to_owned());
    }

    fn is_known(&self, code: &str, value: bool) -> bool {
        self.module.value_of_text(code) == Value::Bool(value)
    }
}

/// The validations of a variable in which a key takes part; `uses` are those of
/// the key.
fn validations<'u, 'a>(
    validated: &Variable<'a>,
    uses: &'u [Use<'a>],
) -> impl Iterator<Item = Validation<'u, 'a>> {
    let blocks = validated.block.blocks();
    let validations = blocks.filter(|nested| nested.kind == "validation");
    validations.filter_map(|nested| {
        let condition = nested.section.attribute("condition")?;
        let uses = uses.iter();
        let inside = uses.filter(|found| is_in(found, validated.name, condition));
        let validation = Validation {
            holder: validated.name,
            condition,
            message: nested.section.attribute("error_message")?,
            uses: inside.collect(),
        };
        (!validation.uses.is_empty()).then_some(validation)
    })
}

/// Whether a reference stands in a condition of a variable.
fn is_in(found: &Use<'_>, holder: &str, condition: Expr<'_>) -> bool {
    found.context == Context::Variable(holder) && condition.span().covers(found.at)
}

/// Comparisons of a key with null, which a parameter's value never is.
fn null_tests(expr: Expr<'_>, key: &str, found: &mut Vec<(Span, Spot)>) {
    if let Expression::BinaryOp(operation) = expr.node {
        let (left, right) = (plain(&operation.lhs_expr), plain(&operation.rhs_expr));
        let is_null = |node: &Expression| matches!(node, Expression::Null(_));
        let is_key = |node: &Expression| {
            Reference::of(node).is_some_and(|reference| reference.named("var") == Some(key))
        };
        let tests = (is_null(left) && is_key(right)) || (is_key(left) && is_null(right));
        match operation.operator.value() {
            BinaryOperator::Eq if tests => found.push((expr.span(), Spot::Known(false))),
            BinaryOperator::NotEq if tests => found.push((expr.span(), Spot::Known(true))),
            _ => {}
        }
    }
    children(expr.node, &mut |child| {
        null_tests(expr.part(child), key, found);
    });
}

/// What an operand has to hold together against, where it stands.
fn level_around(expr: Expr<'_>, part: Span) -> Option<Level> {
    if expr.span() == part {
        return Some(Level::Choice);
    }
    if !expr.span().covers(part) {
        return None;
    }
    let own = match (expr.node, Level::of(expr.node)) {
        (Expression::Parenthesis(_), _) => Level::Choice,
        (_, level @ (Level::Any | Level::All)) => level,
        _ => Level::Term,
    };
    let mut found = None;
    children(expr.node, &mut |child| {
        let child = expr.part(child);
        if child.span() == part {
            found = Some(own);
        } else if found.is_none() {
            found = level_around(child, part);
        }
    });
    found
}

fn is_can(node: &Expression) -> bool {
    matches!(plain(node), Expression::FuncCall(call) if call.name.name.as_str() == "can")
}

/// A message with another name in place of one, where it stands as a word of the
/// text; what is interpolated stays.
fn renamed(text: &str, name: &str, new: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let mut renamed = String::new();
    let mut rest = text;
    loop {
        let (next, interpolated) = (rest.find(name), rest.find("${"));
        match (next, interpolated) {
            (None, _) => return renamed + rest,
            (Some(at), Some(start)) if start < at => {
                let end = start + end_of_interpolation(&rest[start..]);
                renamed.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            (Some(at), _) => {
                let (before, after) = (&rest[..at], &rest[at + name.len()..]);
                renamed.push_str(before);
                let is_word = !renamed.ends_with(is_part) && !after.starts_with(is_part);
                renamed.push_str(if is_word { new } else { name });
                rest = after;
            }
        }
    }
}

/// Where an interpolation closes that a text begins with, in bytes.
fn end_of_interpolation(text: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn text_of(module: &Module<'_>, at: Span) -> String {
    let text = &module.sources()[at.file].text;
    text[at.start..at.end].trim_end().replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_in_interpolations_and_longer_words_stay() {
        let text = "key: ${join(\"\", [for k in { a = key } : key])} of key_2, or key";
        let renamed = text.replacen("key", "new", 1).replace("or key", "or new");
        assert_eq!(super::renamed(text, "key", "new"), renamed);
    }
}
