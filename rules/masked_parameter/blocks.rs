//! The blocks of the opt-in: what they are called, and how they are written.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::checks::{Assertion, Checks};
use super::wording::{Wording, parameter_name};
use crate::diagnostic::Edit;
use crate::edit::{indented, with_switch};
use crate::module::{Module, PresenceTest};

/// The variable through which modules let authors order parameters.
const ORDER: &str = "coder_parameter_order";

/// What things are called.
pub(super) struct Names<'n> {
    /// The key variable.
    pub(super) variable: &'n str,
    /// The variable that opens the parameter's gate.
    pub(super) switch: String,
    /// The parameter's label.
    label: String,
    /// The local value that joins the two.
    local: String,
    /// The parameter's `name`.
    parameter: String,
    /// What users read.
    pub(super) wording: Wording,
}

impl<'n> Names<'n> {
    pub(super) fn new(module: &Module<'_>, variable: &'n str) -> Self {
        let is_label = |label: &str| module.parameters().iter().any(|p| p.label() == label);
        let reserved = reserved_names(module, variable);
        let is_name = |name: &str| {
            let mut parameters = module.parameters().iter();
            reserved.contains(name) || parameters.any(|p| p.name() == Some(name))
        };
        let local = if module.local(variable).is_some() {
            free(&format!("{variable}_effective"), |name| {
                module.local(name).is_some()
            })
        } else {
            variable.to_owned()
        };
        Self {
            variable,
            switch: free(&format!("enable_{variable}_parameter"), |name| {
                is_variable(module, name)
            }),
            label: free(variable, is_label),
            local,
            parameter: free(&wanted_name(module, variable), is_name),
            wording: Wording::of(module, variable),
        }
    }

    pub(super) fn local_reference(&self) -> String {
        format!("local.{}", self.local)
    }

    /// Lets a test of presence know the switch. `choose` is for a test that can't always be evaluated.
    pub(super) fn with_switch(
        &self,
        module: &Module<'_>,
        test: PresenceTest,
        choose: bool,
    ) -> Edit {
        with_switch(module, test, &format!("var.{}", self.switch), choose)
    }

    /// The blocks that are added, formatted but for their columns: the switch,
    /// and the others.
    ///
    /// `if_empty` is what an empty parameter stands for, if not for itself.
    pub(super) fn blocks(
        &self,
        module: &Module<'_>,
        checks: &Checks,
        if_empty: Option<&str>,
    ) -> (String, String) {
        let parameter = self.parameter_block(module, &checks.on_value);
        let others = format!("{parameter}\n\n{}", self.join_block(if_empty));
        (self.switch_block(&checks.on_switch), others)
    }

    pub(super) fn switch_block(&self, checks: &[Assertion]) -> String {
        let Self {
            switch, variable, ..
        } = self;
        let description = quoted(&format!(
            "Ask each user for {} in the workspace form, instead of using `{variable}`.",
            self.wording.asked()
        ));
        let mut text = format!(
            "variable \"{switch}\" {{
  description = {description}
  type = bool
  default = false
"
        );
        for check in checks {
            let Assertion { condition, message } = check;
            let _ = write!(
                text,
                "
  validation {{
    condition = {condition}
    error_message = {message}
  }}
"
            );
        }
        text.push('}');
        indented(&text)
    }

    fn parameter_block(&self, module: &Module<'_>, checks: &[Assertion]) -> String {
        let Self { label, switch, .. } = self;
        let mut text = format!(
            "data \"coder_parameter\" \"{label}\" {{
  count = var.{switch} ? 1 : 0
"
        );
        if let Some(provider) = module.provider_reference() {
            let _ = writeln!(text, "  provider = {provider}");
        }
        let name = &self.parameter;
        let display_name = quoted(&self.wording.display_name);
        let caveat = module.settings().caveat();
        let description = quoted(&format!("{} {caveat}", self.wording.description()));
        let _ = write!(
            text,
            "  name = \"{name}\"
  display_name = {display_name}
  description = {description}
  type = \"string\"
  mutable = true
"
        );
        if is_variable(module, ORDER) {
            let _ = writeln!(text, "  order = var.{ORDER}");
        }
        let form_type = form_type(self.variable);
        let _ = write!(
            text,
            "  form_type = \"{form_type}\"
  styling = jsonencode({{
    mask_input = true
  }})
"
        );
        if !checks.is_empty() {
            let _ = write!(
                text,
                "
  lifecycle {{
{}  }}
",
                postconditions(checks)
            );
        }
        text.push('}');
        indented(&text)
    }

    fn join_block(&self, if_empty: Option<&str>) -> String {
        let Self {
            local,
            switch,
            label,
            variable,
            ..
        } = self;
        let value = format!("data.coder_parameter.{label}[0].value");
        let value = match if_empty {
            Some(other) => format!("{value} == \"\" ? {other} : {value}"),
            None => value,
        };
        format!(
            "locals {{
  {local} = var.{switch} ? sensitive({value}) : var.{variable}
}}"
        )
    }
}

/// The names that the opt-ins of other keys get first, by their labels.
fn reserved_names(module: &Module<'_>, variable: &str) -> BTreeSet<String> {
    let lacking = module
        .keys()
        .iter()
        .filter(|key| module.joined(key).next().is_none());
    let others = lacking.map(|key| module.variable(key).name);
    let others = others.filter(|other| *other < variable);
    others.map(|other| wanted_name(module, other)).collect()
}

/// The name that a key's parameter gets where that isn't taken.
fn wanted_name(module: &Module<'_>, variable: &str) -> String {
    // A template's parameters are its own.
    let prefix = if module.is_template() {
        String::new()
    } else {
        module.snake_name()
    };
    parameter_name(&prefix, variable)
}

/// What a credential is typed or pasted into.
fn form_type(variable: &str) -> &'static str {
    const DOCUMENTS: &[&str] = &[
        "json",
        "pem",
        "yaml",
        "kubeconfig",
        "private_key",
        "credentials",
    ];
    let variable = variable.to_lowercase();
    if DOCUMENTS.iter().any(|end| variable.ends_with(end)) {
        "textarea"
    } else {
        "input"
    }
}

fn postconditions(checks: &[Assertion]) -> String {
    let blocks = checks.iter().map(|Assertion { condition, message }| {
        format!(
            "    postcondition {{
      condition = {condition}
      error_message = {message}
    }}
"
        )
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn is_variable(module: &Module<'_>, name: &str) -> bool {
    let mut variables = module.variables().iter();
    variables.any(|variable| variable.name == name)
}

/// A name, or the first numbered one that is not taken.
fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    candidates
        .find(|name| !is_taken(name))
        .unwrap_or_else(|| name.to_owned())
}

fn quoted(text: &str) -> String {
    hcl_edit::expr::Expression::from(text).to_string()
}
