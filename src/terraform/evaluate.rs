//! Evaluates expressions as far as they can be known without a run: literals,
//! templates, locals, defaults of variables, common functions.
//!
//! hcl-rs evaluates what is wholly known. Around it stands this evaluator,
//! because hcl-rs stops at the first unknown, and knows no `try` and no lazy
//! `&&`. Each question has a number of steps, of which a local value takes what
//! it costs, whether it was evaluated before or not; what takes more is unknown.

use foldhash::HashMap;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use hcl::Number;
use hcl::eval::Evaluate as _;
use hcl_edit::expr::{
    BinaryOp, BinaryOperator, Conditional, Expression, FuncCall, ObjectKey, Traversal,
    TraversalOperator, UnaryOp, UnaryOperator,
};
use hcl_edit::template::{Directive, Element, Template};

use super::expression::children;
use super::functions;
use super::locals::{LocalId, own_cost};
use super::references::References;
use super::value::{Value, fits};
use super::{Definitions, VariableId};

/// Steps that one question may take.
const MAX_STEPS: usize = 50_000;
/// Steps that are shared by the blocks and locals of a module: where there are
/// very many, each question may take fewer.
const ALL_STEPS: usize = 4_000_000;
/// Values and expressions that a `for` expression may be made of: it can make
/// as many as their product.
const MAX_FOR: usize = 500;

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
    locals: RefCell<HashMap<LocalId, Value>>,
    defaults: RefCell<HashMap<VariableId, Value>>,
}

impl Definitions<'_> {
    /// The static value of an expression.
    pub fn value(&self, node: &Expression) -> Value {
        self.value_in(node, None).0
    }

    /// The static value of an expression within bindings, and the steps that it
    /// took.
    pub fn value_in(&self, node: &Expression, bindings: Option<&Bindings<'_>>) -> (Value, usize) {
        let question = Question {
            definitions: self,
            knows_names: true,
            left: Cell::new(self.max_steps()),
        };
        let value = question.expression(node, bindings);
        (value, self.max_steps() - question.left.get())
    }

    fn max_steps(&self) -> usize {
        let questions = self.blocks().len() + self.locals().len();
        (ALL_STEPS / questions.max(1)).min(MAX_STEPS)
    }

    /// The value of a local, worked out after those that it is made of.
    fn local_value(&self, local: LocalId) -> Value {
        if let Some(value) = self.evaluated.locals.borrow().get(&local) {
            return value.clone();
        }
        let needed = self.locals().needed(local, |needed| {
            self.evaluated.locals.borrow().contains_key(&needed)
        });
        let mut value = Value::Unknown;
        for local in needed {
            value = self.value(self.locals().expr(local).node);
            let mut known = self.evaluated.locals.borrow_mut();
            known.insert(local, value.clone());
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
        let question = Question {
            definitions: self,
            knows_names: false,
            left: Cell::new(self.max_steps()),
        };
        let value = question.expression(default.node, None);
        let mut known = self.evaluated.defaults.borrow_mut();
        known.insert(variable, value.clone());
        value
    }
}

/// One expression that is evaluated.
struct Question<'q, 'a> {
    definitions: &'q Definitions<'a>,
    /// Whether locals and variables may be referred to.
    knows_names: bool,
    /// Steps.
    left: Cell<usize>,
}

impl Question<'_, '_> {
    /// Takes steps, if that many are left.
    fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps);
        left.inspect(|left| self.left.set(*left)).is_some()
    }

    /// The text of a value, if there are steps left to write it.
    fn text(&self, value: &Value) -> Option<String> {
        if self.spend(value.weight()) {
            value.as_text()
        } else {
            None
        }
    }

    fn expression(&self, expr: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        if !self.spend(own_cost(expr)) {
            return Value::Unknown;
        }
        match expr {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(number) => Value::Number(*number.value()),
            Expression::String(text) => Value::string(text.value()),
            Expression::Array(items) => Value::list(
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
            Expression::ForExpr(_) => self.by_hcl_rs(expr, bindings),
        }
    }

    fn conditional(&self, choice: &Conditional, bindings: Option<&Bindings<'_>>) -> Value {
        match self.expression(&choice.cond_expr, bindings).as_bool() {
            Some(true) => self.expression(&choice.true_expr, bindings),
            Some(false) => self.expression(&choice.false_expr, bindings),
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
        match (operation.operator.value(), value.as_bool()) {
            (UnaryOperator::Not, Some(value)) => Value::Bool(!value),
            _ => Value::Unknown,
        }
    }

    fn binary(&self, operation: &BinaryOp, bindings: Option<&Bindings<'_>>) -> Value {
        let left = self.expression(&operation.lhs_expr, bindings);
        let operator = *operation.operator.value();
        match (operator, left.as_bool()) {
            (BinaryOperator::And, Some(false)) => return Value::Bool(false),
            (BinaryOperator::Or, Some(true)) => return Value::Bool(true),
            _ => {}
        }
        let right = self.expression(&operation.rhs_expr, bindings);
        if self.spend(left.weight() + right.weight()) {
            binary(operator, &left, &right)
        } else {
            Value::Unknown
        }
    }

    fn object(&self, object: &hcl_edit::expr::Object, bindings: Option<&Bindings<'_>>) -> Value {
        let mut members = BTreeMap::new();
        let mut open = false;
        for (key, value) in object {
            let key = match key {
                ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
                ObjectKey::Expression(expr) => self.text(&self.expression(expr, bindings)),
            };
            let value = self.expression(value.expr(), bindings);
            if let Some(key) = key {
                members.insert(key, value);
            } else {
                // It may be any of the keys before it.
                open = true;
                members.clear();
            }
        }
        Value::object(members, open)
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
                    self.text(&self.expression(&interpolation.expr, bindings))
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
        if call.name.is_namespaced() {
            return Value::Unknown;
        }
        let mut arguments: Vec<Value> = Vec::with_capacity(call.args.len());
        for argument in &call.args {
            arguments.push(self.expression(argument, bindings));
        }
        if call.args.expand_final() {
            match arguments.pop() {
                Some(Value::List(items)) => arguments.extend(items.iter().cloned()),
                _ => return Value::Unknown,
            }
        }
        let name = call.name.name.as_str();
        if !self.spend(functions::cost(name, &arguments)) {
            return Value::Unknown;
        }
        functions::call(name, &arguments)
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
            TraversalOperator::GetAttr(name) => self.named(root, name.as_str()),
            _ => Value::Unknown,
        };
        match traversal.operators.split_first() {
            Some((name, rest)) => self.steps_into(named(name), rest, bindings),
            None => Value::Unknown,
        }
    }

    /// The value of `root.name`.
    fn named(&self, root: &str, name: &str) -> Value {
        if !self.knows_names {
            return Value::Unknown;
        }
        match root {
            "local" => {
                let locals = self.definitions.locals();
                let local = locals.find(name);
                let known =
                    local.filter(|local| locals.cost(*local).is_some_and(|cost| self.spend(cost)));
                known.map_or(Value::Unknown, |local| self.definitions.local_value(local))
            }
            "var" => self.definitions.default_value(name),
            _ => Value::Unknown,
        }
    }

    fn steps_into(
        &self,
        mut value: Value,
        operators: &[hcl_edit::Decorated<TraversalOperator>],
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        for operator in operators {
            value = match operator.value() {
                TraversalOperator::GetAttr(name) => {
                    value.member(name.as_str()).unwrap_or(Value::Unknown)
                }
                TraversalOperator::LegacyIndex(index) => {
                    functions::element(&value, usize::try_from(*index.value()).ok())
                }
                TraversalOperator::Index(index) => match self.expression(index, bindings) {
                    Value::String(key) => value.member(&key).unwrap_or(Value::Unknown),
                    Value::Number(number) => functions::element(
                        &value,
                        number.as_u64().and_then(|n| usize::try_from(n).ok()),
                    ),
                    _ => Value::Unknown,
                },
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                    return Value::Unknown;
                }
            };
        }
        value
    }

    /// Lets hcl-rs evaluate an expression, once all it refers to is known.
    fn by_hcl_rs(&self, expr: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        let mut size = Size::of(expr);
        if size.loops > 1 || size.computes {
            return Value::Unknown;
        }
        let mut known = |value: &Value| {
            size.expressions += value.weight();
            (size.expressions <= MAX_FOR).then(|| value.to_hcl())?
        };
        let mut context = hcl::eval::Context::new();
        let mut binding = bindings;
        while let Some(bound) = binding {
            if let Some(value) = known(bound.value) {
                context.declare_var(bound.name, value);
            }
            binding = bound.outer;
        }
        let references = References::of(expr);
        if !references.parameters.is_empty() {
            return Value::Unknown;
        }
        for (root, names) in [("local", references.locals), ("var", references.variables)] {
            let members: Option<hcl::Map<String, hcl::Value>> = names
                .into_iter()
                .map(|name| Some((name.to_owned(), known(&self.named(root, name))?)))
                .collect();
            match members {
                Some(members) if members.is_empty() => {}
                Some(members) => context.declare_var(root, hcl::Value::Object(members)),
                None => return Value::Unknown,
            }
        }
        // One may be made for each pair of an element and an expression.
        if size.expressions > MAX_FOR || !self.spend(size.expressions * size.expressions / 4) {
            return Value::Unknown;
        }
        hcl::Expression::from(expr.clone())
            .evaluate(&context)
            .map_or(Value::Unknown, Value::from_hcl)
    }
}

/// How much work an expression may be.
#[derive(Default)]
struct Size {
    expressions: usize,
    loops: usize,
    /// Whether numbers are made of others, which hcl-rs does without looking:
    /// some panic.
    computes: bool,
}

impl Size {
    fn of(expr: &Expression) -> Self {
        let mut size = Self::default();
        size.add(expr);
        size
    }

    fn add(&mut self, node: &Expression) {
        self.expressions += own_cost(node);
        self.loops += usize::from(node.is_for_expr()) + loops_in(node.as_template());
        self.computes |= match node {
            Expression::BinaryOp(operation) => is_arithmetic(*operation.operator.value()),
            _ => false,
        };
        children(node, &mut |child| self.add(child));
    }
}

/// How many loops a template has of its own.
fn loops_in(template: Option<&Template>) -> usize {
    let elements = template.into_iter().flatten();
    elements.filter(|element| element.is_directive()).count()
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

/// Comparison of known operands is hcl-rs's; what follows from one operand alone
/// is said here.
fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    match (operator, left.as_bool(), right.as_bool()) {
        (BinaryOperator::And, _, Some(false)) => return Value::Bool(false),
        (BinaryOperator::Or, _, Some(true)) => return Value::Bool(true),
        (BinaryOperator::And, Some(left), Some(right)) => return Value::Bool(left && right),
        (BinaryOperator::Or, Some(left), Some(right)) => return Value::Bool(left || right),
        _ => {}
    }
    if is_arithmetic(operator) {
        return arithmetic(operator, left, right).map_or(Value::Unknown, Value::Number);
    }
    let (Some(left), Some(right)) = (left.to_hcl(), right.to_hcl()) else {
        return Value::Unknown;
    };
    let operation = hcl::expr::BinaryOp {
        lhs_expr: left.into(),
        operator,
        rhs_expr: right.into(),
    };
    hcl::Expression::from(hcl::expr::Operation::Binary(operation))
        .evaluate(&hcl::eval::Context::new())
        .map_or(Value::Unknown, Value::from_hcl)
}

fn is_arithmetic(operator: BinaryOperator) -> bool {
    use BinaryOperator::{Div, Minus, Mod, Mul, Plus};
    matches!(operator, Plus | Minus | Mul | Div | Mod)
}

/// Up to here a float counts whole numbers as exactly as Terraform does.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// What is computed, as far as it is a number at all and exact: not what is
/// divided by zero.
fn arithmetic(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Number> {
    let (Value::Number(left), Value::Number(right)) = (left, right) else {
        return None;
    };
    let (left, right) = (left.as_f64()?, right.as_f64()?);
    let result = match operator {
        BinaryOperator::Plus => left + right,
        BinaryOperator::Minus => left - right,
        BinaryOperator::Mul => left * right,
        BinaryOperator::Div => left / right,
        BinaryOperator::Mod => left % right,
        _ => return None,
    };
    let is_exact = [left, right, result].iter().all(|n| n.abs() <= MAX_EXACT);
    is_exact.then(|| Number::from_f64(result))?
}
