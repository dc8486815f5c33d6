//! Evaluates expressions as far as they can be known without a run: literals,
//! templates, locals, defaults of variables, common functions.
//!
//! hcl-rs compares what is wholly known. Around it stands this evaluator, because
//! hcl-rs stops at the first unknown, and knows no `try` and no lazy `&&`. Each
//! question has a number of steps, of which a local value takes what
//! it costs, whether it was evaluated before or not; what takes more is unknown.

mod for_expr;
mod operators;
mod question;

use foldhash::HashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;

use hcl_edit::expr::{
    BinaryOp, BinaryOperator, Conditional, Expression, FuncCall, ObjectKey, Traversal,
    TraversalOperator, UnaryOp,
};
use hcl_edit::template::{Directive, Element, Template};

use super::functions;
use super::locals::{LocalId, own_cost};
use super::value::{Value, fits};
use super::{Definitions, VariableId};

use question::Nameless;
pub use question::{Question, Scope};

/// Steps that one question may take.
const MAX_STEPS: usize = 50_000;
/// Steps that are shared by the blocks and locals of a module: where there are
/// very many, each question may take fewer.
const ALL_STEPS: usize = 4_000_000;

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

/// The values of locals and of variables' defaults that were evaluated so far.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    locals: RefCell<HashMap<(LocalId, Defaults), Value>>,
    defaults: RefCell<HashMap<VariableId, Value>>,
}

/// What a variable is taken to be as long as nobody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defaults {
    /// Its default.
    AsWritten,
    /// Its default, but for null: who writes that expects a value from outside.
    NullIsUnknown,
}

impl Definitions<'_> {
    /// The static value of an expression.
    pub fn value(&self, node: &Expression) -> Value {
        self.value_in(node, None).0
    }

    /// The static value of an expression within bindings, and the steps that it
    /// took.
    pub fn value_in(&self, node: &Expression, bindings: Option<&Bindings<'_>>) -> (Value, usize) {
        let scope = self.scope(Defaults::AsWritten);
        let question = Question::new(&scope, self.max_steps());
        let value = question.expression(node, bindings);
        (value.or_unknown(), self.max_steps() - question.left.get())
    }

    /// The static value of an expression, whatever variables that are null by
    /// default are.
    pub fn value_by(&self, node: &Expression, defaults: Defaults) -> Value {
        let scope = self.scope(defaults);
        let value = Question::new(&scope, self.max_steps()).expression(node, None);
        value.or_unknown()
    }

    fn scope(&self, defaults: Defaults) -> ModuleScope<'_, '_> {
        ModuleScope {
            definitions: self,
            defaults,
        }
    }

    /// The value of an expression that others ask for; that it fails matters to
    /// `try`.
    fn own_value(&self, node: &Expression, scope: &dyn Scope) -> Value {
        Question::new(scope, self.max_steps()).expression(node, None)
    }

    fn max_steps(&self) -> usize {
        let questions = self.blocks().len() + self.locals().len();
        (ALL_STEPS / questions.max(1)).min(MAX_STEPS)
    }

    /// The value of a local, worked out after those that it is made of.
    fn local_value(&self, local: LocalId, defaults: Defaults) -> Value {
        if let Some(value) = self.evaluated.locals.borrow().get(&(local, defaults)) {
            return value.clone();
        }
        let needed = self.locals().needed(local, |needed| {
            let known = self.evaluated.locals.borrow();
            known.contains_key(&(needed, defaults))
        });
        let scope = self.scope(defaults);
        let mut value = Value::Unknown;
        for local in needed {
            value = self.own_value(self.locals().expr(local).node, &scope);
            let mut known = self.evaluated.locals.borrow_mut();
            known.insert((local, defaults), value.clone());
        }
        value
    }

    /// The value of a variable's default, which refers to nothing.
    fn default_value(&self, name: &str) -> Value {
        let Some(variable) = self.variable(name) else {
            return Value::Unknown;
        };
        if let Some(value) = self.evaluated.defaults.borrow().get(&variable) {
            return value.clone();
        }
        let Some(default) = self.variable_block(variable).attribute("default") else {
            return Value::Unknown;
        };
        let value = self.own_value(default.node, &Nameless);
        let mut known = self.evaluated.defaults.borrow_mut();
        known.insert(variable, value.clone());
        value
    }
}

/// The names of a module.
struct ModuleScope<'d, 'a> {
    definitions: &'d Definitions<'a>,
    defaults: Defaults,
}

impl Scope for ModuleScope<'_, '_> {
    fn named(&self, root: &str, name: &str, question: &Question<'_>) -> Value {
        match root {
            "local" => {
                let locals = self.definitions.locals();
                let affordable = locals.find(name).filter(|local| {
                    let cost = locals.cost(*local);
                    cost.is_some_and(|cost| question.spend(cost))
                });
                affordable.map_or(Value::Unknown, |local| {
                    self.definitions.local_value(local, self.defaults)
                })
            }
            "var" => match self.definitions.default_value(name) {
                Value::Null if self.defaults == Defaults::NullIsUnknown => Value::Unknown,
                value => value,
            },
            _ => Value::Unknown,
        }
    }
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
        if matches!(value, Value::Error) {
            self.note_failure(expr);
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
        let condition = self.expression(&choice.cond_expr, bindings);
        match condition.as_bool() {
            Some(true) => self.expression(&choice.true_expr, bindings),
            Some(false) => self.expression(&choice.false_expr, bindings),
            None if matches!(condition, Value::Error | Value::Null) => Value::Error,
            None => {
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
                Element::Literal(literal) => Some(literal.to_string()),
                Element::Interpolation(interpolation) => {
                    let value = self.expression(&interpolation.expr, bindings);
                    if matches!(value, Value::Error | Value::Null) {
                        return Value::Error;
                    }
                    self.text(&value)
                }
                Element::Directive(directive) => self.directive(directive, bindings),
            };
            match part {
                Some(part) if fits(text.len() + part.len()) => text.push_str(&part),
                _ => return Value::Unknown,
            }
        }
        Value::string(text)
    }

    /// What a directive leaves in a text; `None` where it can't be told.
    fn directive(&self, directive: &Directive, bindings: Option<&Bindings<'_>>) -> Option<String> {
        let Directive::If(directive) = directive else {
            return None;
        };
        let condition = self.expression(&directive.if_expr.cond_expr, bindings);
        let chosen = if condition.as_bool()? {
            Some(&directive.if_expr.template)
        } else {
            directive.else_expr.as_ref().map(|other| &other.template)
        };
        match chosen {
            Some(chosen) => self.text(&self.template(chosen, bindings)),
            None => Some(String::new()),
        }
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
                _ => return Value::Unknown,
            }
        }
        if matches!(arguments.as_slice(), [value] if name == "can" && !matches!(value, Value::Unknown))
        {
            return Value::Bool(!matches!(arguments[0], Value::Error));
        }
        if arguments.iter().any(|value| matches!(value, Value::Error)) {
            return Value::Error;
        }
        if !self.spend(functions::cost(name, &arguments)) {
            return Value::Unknown;
        }
        let own = self.scope().call(name, &arguments, self);
        own.unwrap_or_else(|| functions::call(name, &arguments))
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
                    self.item(&value, usize::try_from(*index.value()).ok())
                }
                TraversalOperator::Index(index) => match self.expression(index, bindings) {
                    Value::String(key) => self.member(&value, &key),
                    Value::Number(number) => self.item(
                        &value,
                        number.as_u64().and_then(|n| usize::try_from(n).ok()),
                    ),
                    Value::Error => Value::Error,
                    _ => Value::Unknown,
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
            Value::Unknown => Value::Unknown,
            Value::Object(_) => value.member(name).unwrap_or_else(|| self.lacking()),
            Value::Null => self.lacking(),
            _ => Value::Error,
        }
    }

    /// What stands at an index of a list.
    fn item(&self, value: &Value, index: Option<usize>) -> Value {
        match (value, index) {
            (Value::List(items), Some(index)) => {
                let item = items.get(index).cloned();
                item.unwrap_or_else(|| self.lacking())
            }
            (Value::Null, _) => self.lacking(),
            (Value::Error, _) => Value::Error,
            _ => Value::Unknown,
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
