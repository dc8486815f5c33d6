//! Adds the gate and its switch: the parameter is in the form only after an opt-in.

use crate::diagnostic::Fix;
use crate::edit::Changes;
use crate::module::{Key, Module, Parameter, Taken};
use crate::rule::Applicability;
use crate::source::line_end_at;

/// Adds a switch and a `count`; `None` where another gate is in the way.
pub(super) fn add_gate(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Fix> {
    if parameter.gate().is_some() {
        return None;
    }
    let label = parameter.label();
    let is_taken = |name: &str| module.variables().iter().any(|other| other.name == name);
    let name = format!("enable_{label}_parameter");
    if is_taken(&name) {
        return None;
    }
    let block = parameter.block.spans().next()?;
    let mut changes = Changes::default();
    changes.insert(
        block.file,
        block.start,
        format!(
            "variable \"{name}\" {{\n  description = \"Ask each user for a personal key in the workspace form.\"\n  type = bool\n  default = false\n}}\n\n"
        ),
    );
    let body = parameter.block.braces()?;
    let source = &module.sources()[body.file].text;
    if !source[body.start..body.end].contains('\n') {
        return None;
    }
    let count = format!("\n  count = var.{name} ? 1 : 0");
    changes.insert(body.file, line_end_at(source, body.start), count);
    for Taken { at, attribute } in module.taken_of(label)? {
        let taken = format!("data.coder_parameter.{label}[0].{attribute}");
        changes.replace(at, format!("try({taken}, \"\")"));
    }
    let title = format!("show `{label}` in the form only when `{name}` is set");
    Some(changes.finish(module, title, Applicability::Unsafe))
}

/// Makes the variable optional.
pub(super) fn add_default(module: &Module<'_>, key: &Key) -> Fix {
    let variable = module.variable(key);
    let mut changes = Changes::default();
    let after = ["description", "type"];
    changes.set_attribute(module, &variable.block, "default", "\"\"", &after);
    let title = format!("make `{}` optional", variable.name);
    changes.finish(module, title, Applicability::Unsafe)
}
