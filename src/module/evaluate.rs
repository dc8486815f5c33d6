//! Evaluates expressions as far as they can be known without a run: literals,
//! templates, locals, defaults of variables, common functions.
//!
//! hcl-rs evaluates what is wholly known. Around it stands this evaluator,
//! because hcl-rs stops at the first unknown, and knows no `try` and no lazy
//! `&&`. Whatever exceeds the budget is unknown.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use hcl::eval::Evaluate as _;
use hcl_edit::expr::{
    BinaryOperator, Expression, FuncCall, ObjectKey, Traversal, TraversalOperator, UnaryOperator,
};
use hcl_edit::template::{Element, Template};
use hcl_edit::visit::{Visit, visit_expr};

use super::block::Expr;
use super::functions;
use super::value::Value;

/// Steps that one question may take.
const MAX_STEPS: usize = 50_000;
/// Bytes of text that one question may produce.
const MAX_BYTES: usize = 1 << 20;
/// Values and expressions that a `for` expression may be made of: it can make
/// as many as their product.
const MAX_FOR: usize = 500;
/// Locals and variables that may refer to one another in a chain.
const MAX_DEPTH: usize = 64;

/// Names that a `for_each`, a `dynamic` block or a `for` expression binds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bindings<'s> {
    /// The bound name: `each`, a `dynamic` block's label, a loop variable.
    pub name: &'s str,
    /// What it stands for.
    pub value: &'s Value,
    /// The bindings around it.
    pub outer: Option<&'s Bindings<'s>>,
}

/// Looks up what expressions refer to.
pub(super) trait Names<'a> {
    /// The expression of a local value.
    fn local(&self, name: &str) -> Option<Expr<'a>>;
    /// The default of a variable; `None` where it has none.
    fn default(&self, name: &str) -> Option<Expr<'a>>;
}

/// Evaluates the expressions of one module, and remembers locals.
#[derive(Debug, Default)]
pub(super) struct Evaluator {
    known: RefCell<HashMap<String, Value>>,
    depth: Cell<usize>,
    steps: Cell<usize>,
    bytes: Cell<usize>,
}

impl Evaluator {
    /// The static value of an expression.
    pub(super) fn evaluate(
        &self,
        names: &dyn Names<'_>,
        expr: &Expression,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        self.steps.set(MAX_STEPS);
        self.bytes.set(MAX_BYTES);
        Run {
            evaluator: self,
            names,
        }
        .expression(expr, bindings)
    }

    fn spend(&self, steps: usize, bytes: usize) -> bool {
        let left = self.steps.get().checked_sub(steps);
        let bytes_left = self.bytes.get().checked_sub(bytes);
        self.steps.set(left.unwrap_or(0));
        self.bytes.set(bytes_left.unwrap_or(0));
        left.is_some() && bytes_left.is_some()
    }
}

struct Run<'r, 'a> {
    evaluator: &'r Evaluator,
    names: &'r dyn Names<'a>,
}

impl Run<'_, '_> {
    fn expression(&self, expr: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        if !self.evaluator.spend(1, 0) {
            return Value::Unknown;
        }
        match expr {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(number) => Value::Number(*number.value()),
            Expression::String(text) => self.string(text.value()),
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
            Expression::Conditional(conditional) => {
                let branch = match self.expression(&conditional.cond_expr, bindings).as_bool() {
                    Some(true) => &conditional.true_expr,
                    Some(false) => &conditional.false_expr,
                    None => {
                        let yes = self.expression(&conditional.true_expr, bindings);
                        let no = self.expression(&conditional.false_expr, bindings);
                        return if yes == no { yes } else { Value::Unknown };
                    }
                };
                self.expression(branch, bindings)
            }
            Expression::FuncCall(call) => self.call(call, bindings),
            Expression::Traversal(traversal) => self.traversal(traversal, bindings),
            Expression::UnaryOp(op) => {
                let value = self.expression(&op.expr, bindings);
                match (op.operator.value(), value.as_bool()) {
                    (UnaryOperator::Not, Some(value)) => Value::Bool(!value),
                    _ => Value::Unknown,
                }
            }
            Expression::BinaryOp(op) => {
                let left = self.expression(&op.lhs_expr, bindings);
                let operator = *op.operator.value();
                match (operator, left.as_bool()) {
                    (BinaryOperator::And, Some(false)) => return Value::Bool(false),
                    (BinaryOperator::Or, Some(true)) => return Value::Bool(true),
                    _ => {}
                }
                let right = self.expression(&op.rhs_expr, bindings);
                binary(operator, &left, &right)
            }
            Expression::ForExpr(_) => self.by_hcl_rs(expr, bindings),
        }
    }

    fn string(&self, text: &str) -> Value {
        if self.evaluator.spend(0, text.len()) {
            Value::string(text)
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
                ObjectKey::Expression(expr) => self.expression(expr, bindings).as_text(),
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
            match element {
                Element::Literal(literal) => text.push_str(literal),
                Element::Interpolation(interpolation) => {
                    match self.expression(&interpolation.expr, bindings).as_text() {
                        Some(part) => text.push_str(&part),
                        None => return Value::Unknown,
                    }
                }
                Element::Directive(directive) => {
                    use hcl_edit::template::Directive;
                    let Directive::If(directive) = &**directive else {
                        return Value::Unknown;
                    };
                    let condition = &directive.if_expr.cond_expr;
                    let chosen = match self.expression(condition, bindings).as_bool() {
                        Some(true) => Some(&directive.if_expr.template),
                        Some(false) => directive.else_expr.as_ref().map(|e| &e.template),
                        None => return Value::Unknown,
                    };
                    if let Some(chosen) = chosen {
                        match self.template(chosen, bindings).as_text() {
                            Some(part) => text.push_str(&part),
                            None => return Value::Unknown,
                        }
                    }
                }
            }
            if text.len() > self.evaluator.bytes.get() {
                self.evaluator.bytes.set(0);
                return Value::Unknown;
            }
        }
        self.string(&text)
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
        let size = arguments.iter().map(text_len).sum();
        if !self.evaluator.spend(arguments.len(), size) {
            return Value::Unknown;
        }
        functions::call(call.name.name.as_str(), &arguments)
    }

    fn traversal(&self, traversal: &Traversal, bindings: Option<&Bindings<'_>>) -> Value {
        let Expression::Variable(root) = &traversal.expr else {
            let value = self.expression(&traversal.expr, bindings);
            return self.steps_into(value, &traversal.operators, bindings);
        };
        if let Some(value) = bound(root, bindings) {
            return self.steps_into(value, &traversal.operators, bindings);
        }
        let Some(TraversalOperator::GetAttr(name)) =
            traversal.operators.first().map(hcl_edit::Decorated::value)
        else {
            return Value::Unknown;
        };
        let value = match root.as_str() {
            "local" => self.remembered(&format!("local.{}", name.as_str()), || {
                self.names.local(name.as_str())
            }),
            "var" => self.remembered(&format!("var.{}", name.as_str()), || {
                self.names.default(name.as_str())
            }),
            _ => return Value::Unknown,
        };
        self.steps_into(value, &traversal.operators[1..], bindings)
    }

    /// The value of a local or variable, evaluated once; while that is under
    /// way it is unknown, so that a cycle ends.
    fn remembered<'b>(&self, key: &str, find: impl FnOnce() -> Option<Expr<'b>>) -> Value {
        if let Some(value) = self.evaluator.known.borrow().get(key) {
            return value.clone();
        }
        let depth = self.evaluator.depth.get();
        if depth >= MAX_DEPTH {
            return Value::Unknown;
        }
        let Some(expr) = find() else {
            return Value::Unknown;
        };
        self.evaluator.depth.set(depth + 1);
        self.evaluator
            .known
            .borrow_mut()
            .insert(key.to_owned(), Value::Unknown);
        let value = self.expression(expr.node, None);
        self.evaluator.depth.set(depth);
        self.evaluator
            .known
            .borrow_mut()
            .insert(key.to_owned(), value.clone());
        value
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
        let mut size = Size::default();
        size.visit_expr(expr);
        if size.loops > 1 {
            return Value::Unknown;
        }
        let mut context = hcl::eval::Context::new();
        let mut binding = bindings;
        while let Some(bound) = binding {
            size.expressions += bound.value.weight();
            if let Some(value) = bound.value.to_hcl() {
                context.declare_var(bound.name, value);
            }
            binding = bound.outer;
        }
        for (root, names) in super::references::of(expr) {
            if root == "data" {
                return Value::Unknown;
            }
            let members: Option<hcl::Map<String, hcl::Value>> = names
                .iter()
                .map(|name| {
                    let value = match root {
                        "local" => {
                            self.remembered(&format!("local.{name}"), || self.names.local(name))
                        }
                        _ => self.remembered(&format!("var.{name}"), || self.names.default(name)),
                    };
                    Some(((*name).clone(), value.to_hcl()?))
                })
                .collect();
            match members {
                Some(members) => context.declare_var(root, hcl::Value::Object(members)),
                None => return Value::Unknown,
            }
        }
        if size.expressions > MAX_FOR {
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
}

impl Visit for Size {
    fn visit_expr(&mut self, node: &Expression) {
        self.expressions += 1;
        self.loops += usize::from(node.is_for_expr());
        visit_expr(self, node);
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

fn text_len(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::List(items) => items.len() * 8,
        _ => 8,
    }
}

/// Comparison and arithmetic on known operands are hcl-rs's; what follows from
/// one operand alone is said here.
fn binary(operator: BinaryOperator, left: &Value, right: &Value) -> Value {
    match (operator, left.as_bool(), right.as_bool()) {
        (BinaryOperator::And, _, Some(false)) => return Value::Bool(false),
        (BinaryOperator::Or, _, Some(true)) => return Value::Bool(true),
        (BinaryOperator::And, Some(left), Some(right)) => return Value::Bool(left && right),
        (BinaryOperator::Or, Some(left), Some(right)) => return Value::Bool(left || right),
        _ => {}
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
