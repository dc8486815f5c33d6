//! What a finding of a policy says: its `error_message` with the values in it.

use hcl_edit::expr::Expression;
use hcl_edit::template::{Element, StringTemplate};

use crate::terraform::{Bindings, Question, Value};

/// The longest message, in characters.
const MAX_LENGTH: usize = 1_000;

/// Stands for what can't be told from the source.
const UNKNOWN: &str = "(unknown)";

/// A message on one line: its values as text, what is unknown as such.
pub(super) fn worded(
    node: &Expression,
    question: &Question<'_>,
    bindings: Option<&Bindings<'_>>,
) -> String {
    let text = text(node, question, bindings);
    let mut line = String::with_capacity(text.len());
    let mut lines = text.lines();
    line.push_str(lines.next().unwrap_or_default());
    for rest in lines {
        line.push(' ');
        line.push_str(rest);
    }
    let line = line.trim();
    match line.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn text(node: &Expression, question: &Question<'_>, bindings: Option<&Bindings<'_>>) -> String {
    match node {
        Expression::StringTemplate(template) => template_text(template.iter(), question, bindings),
        Expression::HeredocTemplate(heredoc) => {
            template_text(heredoc.template.iter(), question, bindings)
        }
        Expression::Parenthesis(inner) => text(inner.inner(), question, bindings),
        Expression::Conditional(choice) => {
            match question.expression(&choice.cond_expr, bindings).as_bool() {
                Some(true) => text(&choice.true_expr, question, bindings),
                Some(false) => text(&choice.false_expr, question, bindings),
                None => UNKNOWN.to_owned(),
            }
        }
        node => shown(&question.expression(node, bindings)),
    }
}

fn template_text<'t>(
    elements: impl Iterator<Item = &'t Element>,
    question: &Question<'_>,
    bindings: Option<&Bindings<'_>>,
) -> String {
    let parts = elements.map(|element| match element {
        Element::Literal(literal) => literal.to_string(),
        Element::Interpolation(interpolation) => text(&interpolation.expr, question, bindings),
        Element::Directive(_) => {
            let alone = StringTemplate::from(vec![element.clone()]);
            shown(&question.expression(&Expression::from(alone), bindings))
        }
    });
    parts.collect()
}

/// A value as people read it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::List(_) | Value::Object(_) => {
            let json = Value::json(value.clone()).as_text();
            json.unwrap_or_else(|| UNKNOWN.to_owned())
        }
        value => value.as_text().unwrap_or_else(|| UNKNOWN.to_owned()),
    }
}
