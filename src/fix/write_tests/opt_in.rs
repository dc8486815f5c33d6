//! An opt-in, and the test that it works.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hcl_edit::expr::Expression;

use super::is_identifier;
use super::setup::{OwnTests, Setup};
use crate::module::{Module, Parameter};
use crate::terraform::expression::any;
use crate::terraform::{Bindings, Block, Expr, Reference, References, Section, Value};

/// What the user types in; as a document where it has to be one.
const MADE_UP: [&str; 2] = ["users-own-key", "{\"key\":\"users-own-key\"}"];

/// Functions that take some texts only.
const PARSERS: &[&str] = &[
    "base64decode",
    "csvdecode",
    "jsondecode",
    "regex",
    "textdecodebase64",
    "tobool",
    "tonumber",
    "yamldecode",
];

/// A parameter that takes the place of a variable where a switch is on.
pub(super) struct OptIn<'m, 'a> {
    module: &'m Module<'a>,
    parameter: &'m Parameter<'a>,
    switch: String,
    variable: &'a str,
    /// The local value that is the one's or the other's.
    local: &'a str,
}

impl<'m, 'a> OptIn<'m, 'a> {
    /// The opt-in with a parameter of that label, as fixes add it.
    pub(super) fn of(module: &'m Module<'a>, label: &str) -> Option<Self> {
        let mut parameters = module.parameters().iter();
        let parameter = parameters.find(|parameter| parameter.label() == label)?;
        let switch = module.switches(parameter.gate()?).pop_first()?;
        let locals = module.blocks().iter().filter(|b| b.kind() == "locals");
        let mut locals = locals.flat_map(|block| block.attributes().collect::<Vec<_>>());
        let (local, variables) = locals.find_map(|(name, expr)| {
            let references = References::of(expr.node);
            let is_it = references.parameters.contains(label);
            is_it.then_some((name, references.variables))
        })?;
        let variable = variables.into_iter().find(|name| *name != switch)?;
        if ![label, &*switch, local].into_iter().all(is_identifier) {
            return None;
        }
        Some(Self {
            module,
            parameter,
            switch,
            variable,
            local,
        })
    }

    /// The parameter's label.
    pub(super) fn label(&self) -> &'a str {
        self.parameter.label()
    }

    /// The text of a test; `own` are the tests that the module has.
    ///
    /// # Errors
    ///
    /// Why there is none that would certainly pass.
    pub(super) fn test(&self, own: &OwnTests) -> Result<String, String> {
        let setups = own.setups(self.module).map_err(|variable| {
            format!("the module's tests don't set `{variable}`, which is required")
        })?;
        let accepted = setups.iter().filter(|setup| !self.is_refused(setup));
        let mut accepted = accepted.peekable();
        if accepted.peek().is_none() {
            return Err(format!(
                "a validation refuses `{}` together with what the module's tests set",
                self.switch
            ));
        }
        let found = accepted.find_map(|setup| Some((setup, self.users_value(own, setup)?)));
        let (setup, value) = found.ok_or_else(|| {
            format!(
                "not every text will do for `{}`, and the module's tests show none that a user could bring",
                self.variable
            )
        })?;
        Ok(self.text(setup, &value).replace("\r\n", "\n"))
    }

    /// Whether a validation refuses what a test sets, be the switch on or off.
    fn is_refused(&self, setup: &Setup<'_>) -> bool {
        let module = self.module;
        let values = module.variables().iter().map(|variable| {
            let default = || Some(module.value(variable.block.attribute("default")?));
            let value = setup.value(module, variable.name).or_else(default);
            (variable.name.to_owned(), value.unwrap_or(Value::Unknown))
        });
        let mut values: BTreeMap<String, Value> = values.collect();
        [false, true].into_iter().any(|is_on| {
            values.insert(self.switch.clone(), Value::Bool(is_on));
            let given = Value::object(values.clone(), false);
            let blocks = module.variables().iter();
            let mut checks = blocks
                .flat_map(|variable| variable.block.blocks())
                .filter(|nested| nested.kind == "validation")
                .filter_map(|check| check.section.attribute("condition"));
            checks.any(|check| self.is(check, "var", &given, false))
        })
    }

    /// A text that the module takes, and that is not the author's in the test.
    fn users_value(&self, own: &OwnTests, setup: &Setup<'_>) -> Option<String> {
        let is_parsed = self.is_parsed();
        let made_up = MADE_UP.into_iter().map(str::to_owned);
        let made_up = made_up.filter(|text| !is_parsed && self.takes(text));
        let known = own.values_of(self.module, self.variable).into_iter();
        let known = known.filter_map(|value| value.as_text());
        let authors = setup.value(self.module, self.variable);
        let authors = authors.and_then(|value| value.as_text());
        let mut texts = made_up.chain(known.filter(|text| !text.is_empty()));
        texts.find(|text| authors.as_ref() != Some(text))
    }

    /// Whether what the parameter asks of its value is certainly true of a text.
    fn takes(&self, text: &str) -> bool {
        let members = BTreeMap::from([("value".to_owned(), Value::string(text))]);
        let parameter = Value::object(members, true);
        let nested = self.parameter.block.blocks();
        let mut checks = nested
            .filter(|nested| nested.kind == "lifecycle")
            .flat_map(|lifecycle| lifecycle.section.blocks())
            .filter_map(|check| check.section.attribute("condition"));
        checks.all(|check| self.is(check, "self", &parameter, true))
    }

    /// Whether a condition certainly comes to something where a name has a value.
    fn is(&self, condition: Expr<'_>, name: &str, value: &Value, expected: bool) -> bool {
        let bindings = Bindings {
            name,
            value,
            outer: None,
        };
        self.module.value_with(condition, &bindings) == Value::Bool(expected)
    }

    /// Whether something is made of the value that can't be made of every text.
    fn is_parsed(&self) -> bool {
        let is_of_value = |node: &Expression| {
            let local = Reference::of(node).and_then(|reference| reference.named("local"));
            local.is_some_and(|local| self.module.is_made_of(local, self.local))
        };
        let parses = |node: &Expression| match node {
            Expression::FuncCall(call) => {
                PARSERS.contains(&call.name.name.as_str())
                    && call.args.iter().any(|argument| any(argument, &is_of_value))
            }
            _ => false,
        };
        let mut sections = self.module.blocks().iter().flat_map(Block::sections);
        sections.any(|section| holds(section, &parses))
    }

    /// Where the whole value arrives, as far as that is certain. Other providers
    /// than Coder's may plan a hash of what they are given.
    fn places(&self) -> Vec<String> {
        let resources = self.module.blocks().iter().filter(|block| {
            block.kind() == "resource"
                && block.label(0).starts_with("coder_")
                && block.labels().all(is_identifier)
                && block.attribute("count").is_none()
                && block.attribute("for_each").is_none()
        });
        let arguments = resources.flat_map(|block| {
            let arguments = block.attributes().filter(|(_, expr)| {
                Reference::of(expr.node).is_some_and(|reference| {
                    reference.named("local") == Some(self.local) && reference.operators().len() == 1
                })
            });
            let address = format!("{}.{}", block.label(0), block.name());
            let places = arguments.map(|(name, _)| format!("{address}.{name}"));
            places.collect::<Vec<_>>()
        });
        let places: Vec<String> = arguments.collect();
        if places.is_empty() {
            vec![format!("local.{}", self.local)]
        } else {
            places
        }
    }

    fn text(&self, setup: &Setup<'_>, value: &str) -> String {
        let (label, switch) = (self.label(), &self.switch);
        let value = Expression::from(value).to_string();
        let mut text = format!(
            r#"{}run "switch_off" {{
  command = plan

{}  assert {{
    condition     = length(data.coder_parameter.{label}) == 0
    error_message = "Users are asked for `{label}` although `{switch}` is off."
  }}
}}

run "switch_on" {{
  command = plan

{}  override_data {{
    target = data.coder_parameter.{label}
    values = {{
      value = {value}
    }}
  }}
"#,
            setup.of_file(),
            setup.of_run(None),
            setup.of_run(Some(switch)),
        );
        for place in self.places() {
            let _ = write!(
                text,
                r#"
  assert {{
    condition     = {place} == {value}
    error_message = "What the user types does not arrive at `{place}`."
  }}
"#
            );
        }
        text.push_str("}\n");
        text
    }
}

/// Whether a test holds for an expression in a block, at any depth.
fn holds(section: Section<'_>, test: &dyn Fn(&Expression) -> bool) -> bool {
    section.attributes().any(|(_, expr)| any(expr.node, test))
        || section.blocks().any(|nested| holds(nested.section, test))
}
