//! Evaluates expressions as far as they can be known without a run: literals,
//! templates, locals, defaults of variables, common functions.
//!
//! hcl-rs compares what is wholly known. Around it stands this evaluator, because
//! hcl-rs stops at the first unknown, and knows no `try` and no lazy `&&`. Each
//! question has a number of steps, of which a local value takes what
//! it costs, whether it was evaluated before or not; what takes more is unknown.

mod for_expr;
mod module;
mod operators;
mod question;

use std::collections::BTreeMap;

use hcl_edit::expr::{
    BinaryOp, BinaryOperator, Conditional, Expression, FuncCall, ObjectKey, Traversal,
    TraversalOperator, UnaryOp,
};
use hcl_edit::template::{Directive, Element, Template};

use super::functions;
use super::locals::own_cost;
use super::value::{Value, fits};

pub use module::Defaults;
pub(super) use module::Evaluated;
pub use question::{Question, Scope};

/// Arguments that weigh more make values that are too large, where a function
/// knows all of them and makes nothing of them.
const HEAVY: usize = 5_000;

/// Names that a `for_each`, a `dynamic` block or a `for` expression binds.
#[derive(Debug, Clone, Copy)]
pub struct Bindings<'s> {
    /// The bound name: `each`, a `dynamic` block's label, a loop variable.
    pub name: &'s str,
    /// What it stands for.
    pub value: &'s Value,
    /// The bindings around it.
    pub outer: Option<&'s Bindings<'s>>,
}

impl Question<'_> {
    /// The text of a value, if there are steps left to write it.
    fn text(&self, value: &Value) -> Option<String> {
        if self.spend(value.weight()) {
            value.as_text()
        } else {
            None
        }
    }

    /// The value of an expression; an error where Terraform refuses it.
    pub fn expression(&self, expr: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        if !self.spend(own_cost(expr)) {
            return Value::Unknown;
        }
        let value = self.of_kind(expr, bindings);
        match (&value, expr) {
            (Value::Error, _) => self.note_failure(expr, bindings),
            // Only one that is too large is unknown as a whole.
            (Value::Unknown, Expression::Array(_) | Expression::Object(_)) => self.exhaust(),
            _ => {}
        }
        value
    }

    fn of_kind(&self, expr: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        match expr {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(number) => Value::Number(*number.value()),
            Expression::String(text) => Value::string(text.value()),
            Expression::Array(items) => Self::list(
                items
                    .iter()
                    .map(|item| self.expression(item, bindings))
                    .collect(),
            ),
            Expression::Object(object) => self.object(object, bindings),
            Expression::StringTemplate(template) => self.template(template, bindings),
            Expression::HeredocTemplate(heredoc) => self.template(&heredoc.template, bindings),
            Expression::Parenthesis(inner) => self.expression(inner.inner(), bindings),
            Expression::Variable(name) => bound(name, bindings).unwrap_or(Value::Unknown),
            Expression::Conditional(choice) => self.conditional(choice, bindings),
            Expression::FuncCall(call) => self.call(call, bindings),
            Expression::Traversal(traversal) => self.traversal(traversal, bindings),
            Expression::UnaryOp(operation) => self.unary(operation, bindings),
            Expression::BinaryOp(operation) => self.binary(operation, bindings),
            Expression::ForExpr(expr) => self.for_expr(expr, bindings),
        }
    }

    fn conditional(&self, choice: &Conditional, bindings: Option<&Bindings<'_>>) -> Value {
        match functions::bool(&self.expression(&choice.cond_expr, bindings)) {
            Value::Bool(true) => self.expression(&choice.true_expr, bindings),
            Value::Bool(false) => self.expression(&choice.false_expr, bindings),
            Value::Error => Value::Error,
            _ => {
                let yes = self.expression(&choice.true_expr, bindings);
                let no = self.expression(&choice.false_expr, bindings);
                if self.spend(yes.weight()) && yes == no {
                    yes
                } else {
                    Value::Unknown
                }
            }
        }
    }

    fn unary(&self, operation: &UnaryOp, bindings: Option<&Bindings<'_>>) -> Value {
        let value = self.expression(&operation.expr, bindings);
        operators::unary(*operation.operator.value(), &value)
    }

    fn binary(&self, operation: &BinaryOp, bindings: Option<&Bindings<'_>>) -> Value {
        let left = self.expression(&operation.lhs_expr, bindings);
        let operator = *operation.operator.value();
        // What the other one is matters to nobody; Terraform refuses null there.
        match (operator, left.as_bool()) {
            (BinaryOperator::And, Some(false)) => return Value::Bool(false),
            (BinaryOperator::Or, Some(true)) => return Value::Bool(true),
            _ => {}
        }
        let right = self.expression(&operation.rhs_expr, bindings);
        if self.spend(left.weight() + right.weight()) {
            operators::binary(operator, &left, &right)
        } else {
            Value::Unknown
        }
    }

    fn object(&self, object: &hcl_edit::expr::Object, bindings: Option<&Bindings<'_>>) -> Value {
        let mut members = BTreeMap::new();
        let mut open = false;
        let mut fails = false;
        for (key, value) in object {
            let key = match key {
                ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
                ObjectKey::Expression(expr) => {
                    let key = self.expression(expr, bindings);
                    fails |= matches!(key, Value::Error | Value::Null);
                    self.text(&key)
                }
            };
            let value = self.expression(value.expr(), bindings);
            fails |= matches!(value, Value::Error);
            if let Some(key) = key {
                members.insert(key, value);
            } else {
                // It may be any of the keys before it.
                open = true;
                members.clear();
            }
        }
        if fails {
            Value::Error
        } else {
            Value::object(members, open)
        }
    }

    /// The list of some values; none where one of them fails.
    fn list(items: Vec<Value>) -> Value {
        if items.iter().any(|item| matches!(item, Value::Error)) {
            Value::Error
        } else {
            Value::list(items)
        }
    }

    fn template(&self, template: &Template, bindings: Option<&Bindings<'_>>) -> Value {
        // "${x}" is x itself, whatever its type.
        if let Some(Element::Interpolation(only)) = template.as_single_element() {
            return self.expression(&only.expr, bindings);
        }
        let mut text = String::new();
        for element in template {
            let part = match element {
                Element::Literal(literal) => Value::string(literal.as_str()),
                Element::Interpolation(interpolation) => {
                    self.expression(&interpolation.expr, bindings)
                }
                Element::Directive(directive) => self.directive(directive, bindings),
            };
            if let Value::Error | Value::Null | Value::List(_) | Value::Object(_) = part {
                return Value::Error;
            }
            match self.text(&part) {
                Some(part) if fits(text.len() + part.len()) => text.push_str(&part),
                part => {
                    if part.is_some() {
                        self.exhaust();
                    }
                    return Value::Unknown;
                }
            }
        }
        Value::string(text)
    }

    /// The text that a directive leaves.
    fn directive(&self, directive: &Directive, bindings: Option<&Bindings<'_>>) -> Value {
        let Directive::If(directive) = directive else {
            return Value::Unknown;
        };
        let condition = self.expression(&directive.if_expr.cond_expr, bindings);
        let chosen = match functions::bool(&condition) {
            Value::Bool(true) => Some(&directive.if_expr.template),
            Value::Bool(false) => directive.else_expr.as_ref().map(|other| &other.template),
            other => return other,
        };
        chosen.map_or_else(
            || Value::string(""),
            |chosen| self.template(chosen, bindings),
        )
    }

    fn call(&self, call: &FuncCall, bindings: Option<&Bindings<'_>>) -> Value {
        // `core::length` is `length` (Terraform 1.8).
        let namespaces = call.name.namespace.as_slice();
        if !(namespaces.is_empty() || matches!(namespaces, [core] if core.as_str() == "core")) {
            return Value::Unknown;
        }
        let name = call.name.name.as_str();
        let is_tried = matches!(name, "try" | "can");
        let mut arguments: Vec<Value> = Vec::with_capacity(call.args.len());
        for argument in &call.args {
            let value = self.tried(is_tried, || self.expression(argument, bindings));
            if name == "try" && !matches!(value, Value::Error) {
                return value;
            }
            arguments.push(value);
        }
        if call.args.expand_final() {
            match arguments.pop() {
                Some(Value::List(items)) => arguments.extend(items.iter().cloned()),
                Some(Value::Unknown) => return Value::Unknown,
                _ => return Value::Error,
            }
        }
        if matches!(arguments.as_slice(), [value] if name == "can" && !matches!(value, Value::Unknown))
        {
            return Value::Bool(!matches!(arguments[0], Value::Error));
        }
        let mut paths = call.args.iter();
        if let ("can", Some(path), None) = (name, paths.next(), paths.next())
            && self.leads_to_one(path, bindings)
        {
            return Value::Bool(true);
        }
        if arguments.iter().any(|value| matches!(value, Value::Error)) {
            return Value::Error;
        }
        if !self.spend(functions::cost(name, &arguments)) {
            return Value::Unknown;
        }
        let own = self.scope().call(name, &arguments, self);
        let value = own.unwrap_or_else(|| functions::call(name, &arguments));
        let weight: usize = arguments.iter().map(Value::weight).sum();
        if matches!(value, Value::Unknown)
            && weight > HEAVY
            && arguments.iter().all(Value::is_known)
        {
            self.exhaust();
        }
        value
    }

    /// Whether a path ends at a member that is there, whatever it is, in a scope where
    /// `can` asks for that.
    fn leads_to_one(&self, path: &Expression, bindings: Option<&Bindings<'_>>) -> bool {
        let Expression::Traversal(traversal) = path else {
            return false;
        };
        let (Expression::Variable(root), Some((last, steps))) =
            (&traversal.expr, traversal.operators.split_last())
        else {
            return false;
        };
        let TraversalOperator::GetAttr(name) = last.value() else {
            return false;
        };
        let base = bound(root, bindings)
            .filter(|_| self.scope().lacks_are_null())
            .map(|root| self.tried(true, || self.steps_into(root, steps, bindings)));
        matches!(base, Some(Value::Object(object)) if object.members.contains_key(name.as_str()))
    }

    fn traversal(&self, traversal: &Traversal, bindings: Option<&Bindings<'_>>) -> Value {
        let Expression::Variable(root) = &traversal.expr else {
            let value = self.expression(&traversal.expr, bindings);
            return self.steps_into(value, &traversal.operators, bindings);
        };
        if let Some(value) = bound(root, bindings) {
            return self.steps_into(value, &traversal.operators, bindings);
        }
        let named = |name: &TraversalOperator| match name {
            TraversalOperator::GetAttr(name) => self.scope().named(root, name.as_str(), self),
            _ => Value::Unknown,
        };
        match traversal.operators.split_first() {
            Some((name, rest)) => self.steps_into(named(name), rest, bindings),
            None => Value::Unknown,
        }
    }

    fn steps_into(
        &self,
        mut value: Value,
        operators: &[hcl_edit::Decorated<TraversalOperator>],
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        for (at, operator) in operators.iter().enumerate() {
            value = match operator.value() {
                TraversalOperator::GetAttr(name) => self.member(&value, name.as_str()),
                TraversalOperator::LegacyIndex(index) => {
                    self.indexed(&value, &Value::Number((*index.value()).into()))
                }
                TraversalOperator::Index(index) => match self.expression(index, bindings) {
                    Value::Error => Value::Error,
                    index => self.indexed(&value, &index),
                },
                TraversalOperator::FullSplat(_) => {
                    return self.splat(value, &operators[at + 1..], bindings);
                }
                TraversalOperator::AttrSplat(_) => return Value::Unknown,
            };
        }
        value
    }

    /// A member of an object.
    fn member(&self, value: &Value, name: &str) -> Value {
        match value {
            Value::Object(_) | Value::Unknown => {
                value.member(name).unwrap_or_else(|| self.lacking())
            }
            Value::Null => self.lacking(),
            _ => Value::Error,
        }
    }

    /// What stands at an index: keys are texts and places are numbers, whatever
    /// they are written as.
    fn indexed(&self, value: &Value, index: &Value) -> Value {
        match (value, index) {
            (Value::Null, _) => self.lacking(),
            (Value::Unknown, _) | (Value::List(_) | Value::Object(_), Value::Unknown) => {
                Value::Unknown
            }
            (
                Value::Object(_),
                Value::String(_) | Value::Json(_) | Value::Number(_) | Value::Bool(_),
            ) => {
                let key = self.text(index);
                key.map_or(Value::Unknown, |key| self.member(value, &key))
            }
            (Value::List(items), index) => match functions::number(index) {
                Value::Number(number) => match number.as_u64() {
                    Some(at) => {
                        let item = usize::try_from(at).ok().and_then(|at| items.get(at));
                        item.cloned().unwrap_or_else(|| self.lacking())
                    }
                    None => Value::Error,
                },
                other => other,
            },
            _ => Value::Error,
        }
    }

    /// What isn't there.
    fn lacking(&self) -> Value {
        if self.scope().lacks_are_null() && !self.is_tried() {
            Value::Null
        } else {
            Value::Error
        }
    }

    /// What the steps lead to in each element.
    fn splat(
        &self,
        value: Value,
        operators: &[hcl_edit::Decorated<TraversalOperator>],
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let items: Vec<Value> = match value {
            Value::List(items) => items.iter().cloned().collect(),
            Value::Null => Vec::new(),
            Value::Error => return Value::Error,
            Value::Unknown => return Value::Unknown,
            single => vec![single],
        };
        if !self.spend(items.len() * operators.len()) {
            return Value::Unknown;
        }
        let items = items.into_iter();
        let items = items.map(|item| self.steps_into(item, operators, bindings));
        Self::list(items.collect())
    }
}

fn bound(name: &str, bindings: Option<&Bindings<'_>>) -> Option<Value> {
    let mut binding = bindings;
    while let Some(bound) = binding {
        if bound.name == name {
            return Some(bound.value.clone());
        }
        binding = bound.outer;
    }
    None
}
