//! Follows expressions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::{Directive, Element, Template};

use super::names::assigned_name;
use super::role::Role;
use super::{Atom, Flow, Origin, Shape, unknown_key};
use crate::module::block::Expr;
use crate::module::evaluate::{Bindings, Evaluator, Names};
use crate::module::references;
use crate::module::value::Value;

/// Locals that may refer to one another in a chain.
const MAX_DEPTH: usize = 64;
/// Expressions that a module's analysis may look at, and atoms that it may make
/// of them. Loops within loops multiply both.
const BUDGET: usize = 200_000;

/// Follows the expressions of one module.
pub(crate) struct Tracer<'m, 'a> {
    names: &'m dyn Names<'a>,
    evaluator: &'m Evaluator,
    variables: &'m HashMap<&'a str, usize>,
    parameters: &'m HashMap<&'a str, usize>,
    locals: HashMap<String, Flow>,
    depth: usize,
    /// Whether a chain of locals was longer than is followed.
    was_cut: bool,
    pub(super) budget: usize,
    /// Which variables and parameters are alternatives of one another.
    pub joins: BTreeSet<(usize, usize)>,
}

/// What a `for_each`, a dynamic block or a `for` expression binds.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    /// The values, for the evaluator.
    pub bindings: Bindings<'s>,
    /// What flows through the name.
    pub flow: &'s Flow,
    /// The scope around it.
    pub outer: Option<&'s Scope<'s>>,
}

impl<'m, 'a> Tracer<'m, 'a> {
    /// A tracer for a module with these names.
    pub(crate) fn new(
        names: &'m dyn Names<'a>,
        evaluator: &'m Evaluator,
        variables: &'m HashMap<&'a str, usize>,
        parameters: &'m HashMap<&'a str, usize>,
    ) -> Self {
        Self {
            names,
            evaluator,
            variables,
            parameters,
            locals: HashMap::new(),
            depth: 0,
            was_cut: false,
            budget: BUDGET,
            joins: BTreeSet::new(),
        }
    }

    /// What an expression's value is made of.
    pub(crate) fn flow(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Flow {
        if self.budget == 0 {
            return Flow::default();
        }
        self.budget -= 1;
        match expr.node {
            Expression::Null(_)
            | Expression::Bool(_)
            | Expression::Number(_)
            | Expression::String(_)
            // Comparisons and logic are tests; nobody calculates with a key.
            | Expression::UnaryOp(_)
            | Expression::BinaryOp(_) => Flow::default(),
            Expression::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| self.flow(expr.part(item), scope))
                    .collect();
                Flow::list(items, true)
            }
            Expression::Object(object) => self.object(expr, object, scope),
            Expression::StringTemplate(template) => self.template(expr, template, scope),
            Expression::HeredocTemplate(heredoc) => self.template(expr, &heredoc.template, scope),
            Expression::Parenthesis(inner) => self.flow(expr.part(inner.inner()), scope),
            Expression::Variable(name) => bound(name, scope).unwrap_or_default(),
            Expression::Conditional(conditional) => {
                let choices = [&conditional.true_expr, &conditional.false_expr]
                    .map(|choice| self.flow(expr.part(choice), scope));
                self.choose(&choices)
            }
            Expression::FuncCall(call) => self.call(expr, call, scope),
            Expression::Traversal(traversal) => self.traversal(expr, traversal, scope),
            Expression::ForExpr(for_expr) => self.for_expr(expr, for_expr, scope),
        }
    }

    /// The static value of an expression in a scope.
    pub(crate) fn value(&self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Value {
        self.evaluator
            .evaluate(self.names, expr.node, scope.map(|scope| &scope.bindings))
    }

    /// The value of an index: unknown where a variable decides, whatever its
    /// default.
    fn fixed(&self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Value {
        let mut references = references::of(expr.node).into_iter();
        if references.any(|(root, _)| root == "var") {
            return Value::Unknown;
        }
        self.value(expr, scope)
    }

    /// What flows through a local value.
    pub(crate) fn local(&mut self, name: &str) -> Flow {
        if let Some(flow) = self.locals.get(name) {
            return flow.clone();
        }
        let Some(expr) = self.names.local(name) else {
            return Flow::default();
        };
        if self.depth >= MAX_DEPTH {
            self.was_cut = true;
            return Flow::default();
        }
        // A cycle ends here, with nothing.
        self.locals.insert(name.to_owned(), Flow::default());
        self.depth += 1;
        let flow = self.flow(expr, None);
        self.depth -= 1;
        if self.was_cut {
            // From elsewhere the chain may be short enough.
            self.locals.remove(name);
            self.was_cut = self.depth > 0;
        } else {
            self.locals.insert(name.to_owned(), flow.clone());
        }
        flow
    }

    fn object(
        &mut self,
        expr: Expr<'_>,
        object: &hcl_edit::expr::Object,
        scope: Option<&Scope<'_>>,
    ) -> Flow {
        let mut members = BTreeMap::new();
        let mut name_member = None;
        for (key, value) in object {
            let key = match key {
                ObjectKey::Ident(name) => name.as_str().to_owned(),
                ObjectKey::Expression(key) => match self.value(expr.part(key), scope).as_text() {
                    Some(key) => key,
                    None => unknown_key(members.len()),
                },
            };
            if key == "name" {
                name_member = self.value(expr.part(value.expr()), scope).as_text();
            }
            let flow = self.flow(expr.part(value.expr()), scope);
            members.insert(key, flow);
        }
        // `{ name = "TOKEN", value = … }` names its value.
        let members = members
            .into_iter()
            .map(|(key, flow)| {
                let name = match &name_member {
                    Some(name) if key == "value" => name,
                    _ => &key,
                };
                let flow = flow.named(name);
                (key, flow)
            })
            .collect();
        Flow::object(members)
    }

    fn template(&mut self, expr: Expr<'_>, template: &Template, scope: Option<&Scope<'_>>) -> Flow {
        if let Some(Element::Interpolation(only)) = template.as_single_element() {
            return self.flow(expr.part(&only.expr), scope);
        }
        let mut parts = Vec::new();
        let mut text_before = "";
        for element in template {
            match element {
                Element::Literal(text) => text_before = text,
                Element::Interpolation(interpolation) => {
                    let flow = self.flow(expr.part(&interpolation.expr), scope);
                    if !flow.is_empty() {
                        let name: Option<Rc<str>> = assigned_name(text_before).map(Rc::from);
                        parts.push(flow.map_atoms(|atom| {
                            if atom.bare && name.is_some() {
                                atom.name.clone_from(&name);
                            }
                            atom.bare = false;
                        }));
                    }
                    text_before = "";
                }
                Element::Directive(directive) => {
                    parts.push(self.directive(expr, directive, scope));
                    text_before = "";
                }
            }
        }
        Flow::union(parts.iter())
    }

    fn directive(
        &mut self,
        expr: Expr<'_>,
        directive: &Directive,
        scope: Option<&Scope<'_>>,
    ) -> Flow {
        match directive {
            Directive::If(directive) => {
                let mut choices = vec![self.template(expr, &directive.if_expr.template, scope)];
                if let Some(otherwise) = &directive.else_expr {
                    choices.push(self.template(expr, &otherwise.template, scope));
                }
                self.choose(&choices)
            }
            Directive::For(directive) => {
                let head = &directive.for_expr;
                let collection = self.flow(expr.part(&head.collection_expr), scope);
                let element = Flow::union(collection.elements().iter());
                let scope = Scope {
                    bindings: Bindings {
                        name: &head.value_var,
                        value: &Value::Unknown,
                        outer: scope.map(|scope| &scope.bindings),
                    },
                    flow: &element,
                    outer: scope,
                };
                self.template(expr, &head.template, Some(&scope))
            }
        }
    }

    fn call(&mut self, expr: Expr<'_>, call: &FuncCall, scope: Option<&Scope<'_>>) -> Flow {
        let name = if call.name.is_namespaced() {
            "" // A provider's function: its arguments may all flow.
        } else {
            call.name.name.as_str()
        };
        let role = Role::of(name);
        if role == Role::Test {
            return Flow::default();
        }
        let mut arguments: Vec<Flow> = call
            .args
            .iter()
            .map(|argument| self.flow(expr.part(argument), scope))
            .collect();
        if call.args.expand_final()
            && let Some(last) = arguments.pop()
        {
            arguments.extend(last.elements());
        }
        match role {
            Role::Test => Flow::default(),
            Role::Same => arguments.into_iter().next().unwrap_or_default(),
            Role::Shown => {
                let flow = arguments.into_iter().next().unwrap_or_default();
                flow.map_atoms(|atom| atom.shown = true)
            }
            Role::Encoded(encoded) => {
                Flow::union(arguments.iter()).map_atoms(|atom| atom.encoded = encoded)
            }
            Role::Items => {
                let items = arguments.first().map(Flow::elements).unwrap_or_default();
                Flow::list(items, false)
            }
            Role::Choice => self.choose(&arguments),
            Role::Element => {
                let elements = arguments.first().map(Flow::elements).unwrap_or_default();
                self.choose(&elements)
            }
            Role::Lookup => {
                let key = call.args.iter().nth(1);
                let key = key.map(|key| self.fixed(expr.part(key), scope));
                let found = match key.as_ref().and_then(Value::as_str) {
                    Some(key) => arguments.first().map(|map| map.member(key)),
                    None => arguments.first().map(|map| self.choose(&map.elements())),
                };
                let choices: Vec<Flow> = found.into_iter().chain(arguments.pop()).collect();
                self.choose(&choices)
            }
            Role::Merge => self.merge(&arguments),
            Role::Concat => Flow::list(arguments.iter().flat_map(flattened).collect(), false),
            Role::Text { bare, templated } => {
                let flow = Flow::union(arguments.iter());
                if bare && arguments.len() == 1 && matches!(arguments[0].shape, Shape::Opaque) {
                    return flow;
                }
                let escapes = name == "replace" && self.is_quote(expr, call, scope);
                flow.map_atoms(|atom| {
                    atom.bare &= bare;
                    atom.templated |= templated;
                    atom.encoded |= escapes;
                })
            }
        }
    }

    /// Whether what a call of `replace` takes out is a quote.
    fn is_quote(&self, expr: Expr<'_>, call: &FuncCall, scope: Option<&Scope<'_>>) -> bool {
        let substring = call.args.iter().nth(1);
        let value = substring.map(|substring| self.value(expr.part(substring), scope));
        value
            .as_ref()
            .and_then(Value::as_str)
            .is_some_and(|text| text.contains(['\'', '"']))
    }

    fn traversal(
        &mut self,
        expr: Expr<'_>,
        traversal: &Traversal,
        scope: Option<&Scope<'_>>,
    ) -> Flow {
        let operators: Vec<&TraversalOperator> = traversal
            .operators
            .iter()
            .map(hcl_edit::Decorated::value)
            .collect();
        let Expression::Variable(root) = &traversal.expr else {
            let flow = self.flow(expr.part(&traversal.expr), scope);
            return self.walk(expr, flow, &operators, scope);
        };
        if let Some(flow) = bound(root, scope) {
            return self.walk(expr, flow, &operators, scope);
        }
        let attribute = |index: usize| match operators.get(index) {
            Some(TraversalOperator::GetAttr(name)) => Some(name.as_str()),
            _ => None,
        };
        match (root.as_str(), attribute(0), attribute(1)) {
            ("var", Some(name), _) => match self.variables.get(name) {
                Some(&index) => {
                    // `var.name` without what may follow it.
                    let end = operator_end(expr, &traversal.operators[0]);
                    self.reference(Origin::Variable(index), expr, end, operators.len() == 1)
                }
                None => Flow::default(),
            },
            ("local", Some(name), _) => {
                let flow = self.local(name);
                self.walk(expr, flow, &operators[1..], scope)
            }
            ("data", Some("coder_parameter"), Some(name)) => {
                let takes_value = operators[2..].iter().all(|operator| match operator {
                    TraversalOperator::GetAttr(name) => name.as_str() == "value",
                    _ => true,
                });
                match self.parameters.get(name) {
                    Some(&index) if takes_value => {
                        self.reference(Origin::Parameter(index), expr, None, true)
                    }
                    _ => Flow::default(),
                }
            }
            _ => Flow::default(),
        }
    }

    fn reference(
        &mut self,
        origin: Origin,
        expr: Expr<'_>,
        end: Option<usize>,
        bare: bool,
    ) -> Flow {
        if self.budget == 0 {
            return Flow::default();
        }
        self.budget -= 1;
        let mut at = expr.span();
        at.end = end.unwrap_or(at.end);
        Flow::opaque(vec![Atom {
            origin,
            at,
            alternatives: BTreeSet::new(),
            name: None,
            bare,
            shown: false,
            templated: false,
            encoded: false,
        }])
    }

    fn walk(
        &mut self,
        expr: Expr<'_>,
        mut flow: Flow,
        operators: &[&TraversalOperator],
        scope: Option<&Scope<'_>>,
    ) -> Flow {
        for (at, operator) in operators.iter().enumerate() {
            if flow.is_empty() {
                return flow;
            }
            flow = match operator {
                TraversalOperator::GetAttr(name) => flow.member(name.as_str()),
                TraversalOperator::LegacyIndex(index) => {
                    self.item(&flow, usize::try_from(*index.value()).ok())
                }
                TraversalOperator::Index(index) => match self.fixed(expr.part(index), scope) {
                    Value::String(key) => flow.member(&key),
                    Value::Number(number) => self.item(
                        &flow,
                        number
                            .as_u64()
                            .and_then(|index| usize::try_from(index).ok()),
                    ),
                    _ => self.choose(&flow.elements()),
                },
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                    let items = match &flow.shape {
                        Shape::List(items, _) => items.to_vec(),
                        _ => vec![flow.clone()],
                    };
                    let rest = &operators[at + 1..];
                    let items = items
                        .into_iter()
                        .map(|item| self.walk(expr, item, rest, scope))
                        .collect();
                    return Flow::list(items, false);
                }
            };
        }
        flow
    }
}

fn flattened(flow: &Flow) -> Vec<Flow> {
    match &flow.shape {
        Shape::List(items, _) => items.to_vec(),
        _ if flow.is_empty() => Vec::new(),
        _ => vec![flow.clone()],
    }
}

fn bound(name: &str, scope: Option<&Scope<'_>>) -> Option<Flow> {
    let mut scope = scope;
    while let Some(inner) = scope {
        if inner.bindings.name == name {
            return Some(inner.flow.clone());
        }
        scope = inner.outer;
    }
    None
}

/// Where a traversal operator ends, in bytes of the file.
fn operator_end(expr: Expr<'_>, operator: &TraversalOperator) -> Option<usize> {
    match operator {
        TraversalOperator::GetAttr(name) => name.span(),
        _ => None,
    }
    .map(|span| expr.origin.span(Some(span)).end)
}
