//! Follows expressions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ForExpr, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::{Directive, Element, Template};

use super::names::assigned_name;
use super::role::Role;
use super::{Atom, Flow, Origin, Shape, is_unknown_key, unknown_key};
use crate::module::block::Expr;
use crate::module::evaluate::{Bindings, Evaluator, Names};
use crate::module::references;
use crate::module::value::Value;

/// Locals that may refer to one another in a chain.
const MAX_DEPTH: usize = 64;
/// Atoms that a module's analysis may produce.
const MAX_ATOMS: usize = 200_000;
/// Elements of a collection that are followed one by one.
const MAX_ELEMENTS: usize = 64;

/// A block once for each element of its `for_each`: the value and the flow of
/// `each` (or of a dynamic block's iterator).
pub(crate) type Expansion = (Value, Flow);

/// Follows the expressions of one module.
pub(crate) struct Tracer<'m, 'a> {
    names: &'m dyn Names<'a>,
    evaluator: &'m Evaluator,
    variables: &'m HashMap<&'a str, usize>,
    parameters: &'m HashMap<&'a str, usize>,
    locals: HashMap<String, Flow>,
    depth: usize,
    pub(super) atoms_left: usize,
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
            atoms_left: MAX_ATOMS,
            joins: BTreeSet::new(),
        }
    }

    /// What an expression's value is made of.
    pub(crate) fn flow(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Flow {
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
            return Flow::default();
        }
        // A cycle ends here, with nothing.
        self.locals.insert(name.to_owned(), Flow::default());
        self.depth += 1;
        let flow = self.flow(expr, None);
        self.depth -= 1;
        self.locals.insert(name.to_owned(), flow.clone());
        flow
    }

    /// A block's `for_each`, element by element where the elements are known;
    /// otherwise one expansion through which everything may flow.
    pub(crate) fn expansions(
        &mut self,
        for_each: Expr<'_>,
        scope: Option<&Scope<'_>>,
    ) -> Vec<Expansion> {
        let flow = self.flow(for_each, scope);
        let value = self.value(for_each, scope);
        let each = |key: Value, value: Value, flow: Flow| {
            let mut members = BTreeMap::new();
            members.insert("key".to_owned(), key);
            members.insert("value".to_owned(), value);
            let value = Value::object(members, false);
            let flow = Flow::object(BTreeMap::from([("value".to_owned(), flow)]));
            (value, flow)
        };
        match (&value, &flow.shape) {
            // What flows counts, not the value: a filter that leaves out what is
            // empty by default leaves it in when it is set.
            (_, Shape::Object(flows)) if flows.len() <= MAX_ELEMENTS => flows
                .iter()
                .map(|(key, flow)| {
                    let value = value.member(key).unwrap_or(Value::Unknown);
                    each(known_key(key), value, flow.clone())
                })
                .collect(),
            (Value::Object(object), _) if !object.open && object.members.len() <= MAX_ELEMENTS => {
                let members = object.members.iter();
                members
                    .map(|(key, value)| each(Value::string(key), value.clone(), flow.clone()))
                    .collect()
            }
            (Value::List(items), Shape::Opaque) if items.len() <= MAX_ELEMENTS => items
                .iter()
                .map(|value| each(value.clone(), value.clone(), flow.clone()))
                .collect(),
            (Value::List(items), Shape::List(flows, true))
                if items.len() == flows.len() && items.len() <= MAX_ELEMENTS =>
            {
                let items = items.iter().zip(flows.iter());
                items
                    .map(|(value, flow)| each(value.clone(), value.clone(), flow.clone()))
                    .collect()
            }
            _ => {
                let elements = flow.elements();
                let any = match elements.as_slice() {
                    [only] => only.clone(),
                    _ => Flow::union(elements.iter()),
                };
                vec![each(Value::Unknown, Value::Unknown, any)]
            }
        }
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
                flow.map_atoms(|atom| {
                    atom.bare &= bare;
                    atom.templated |= templated;
                })
            }
        }
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
        if self.atoms_left == 0 {
            return Flow::default();
        }
        self.atoms_left -= 1;
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

    fn for_expr(&mut self, expr: Expr<'_>, node: &ForExpr, scope: Option<&Scope<'_>>) -> Flow {
        let collection = self.flow(expr.part(&node.intro.collection_expr), scope);
        if collection.is_empty() && !mentions_more(node) {
            return Flow::default();
        }
        let value_name: &str = &node.intro.value_var;
        let key_name: Option<&str> = node.intro.key_var.as_ref().map(|name| name.as_str());
        let elements: Vec<(Value, Flow)> = match &collection.shape {
            Shape::Object(members) if members.len() <= MAX_ELEMENTS => members
                .iter()
                .map(|(key, flow)| (known_key(key), flow.clone()))
                .collect(),
            Shape::List(items, _) if items.len() <= MAX_ELEMENTS => items
                .iter()
                .map(|flow| (Value::Unknown, flow.clone()))
                .collect(),
            _ => vec![(Value::Unknown, Flow::union(collection.elements().iter()))],
        };
        let mut items = Vec::with_capacity(elements.len());
        for (index, (key, element)) in elements.iter().enumerate() {
            let no_flow = Flow::default();
            let outer = Scope {
                bindings: Bindings {
                    name: key_name.unwrap_or(""),
                    value: key,
                    outer: scope.map(|scope| &scope.bindings),
                },
                flow: &no_flow,
                outer: scope,
            };
            let inner = Scope {
                bindings: Bindings {
                    name: value_name,
                    value: &Value::Unknown,
                    outer: Some(&outer.bindings),
                },
                flow: element,
                outer: Some(&outer),
            };
            let flow = self.flow(expr.part(&node.value_expr), Some(&inner));
            let key = node.key_expr.as_ref().map(|key| {
                let key = self.value(expr.part(key), Some(&inner)).as_text();
                key.unwrap_or_else(|| unknown_key(index))
            });
            items.push((key, flow));
        }
        if node.key_expr.is_some() && !node.grouping {
            let members = items
                .into_iter()
                .map(|(key, flow)| {
                    let key = key.unwrap_or_default();
                    let flow = flow.named(&key);
                    (key, flow)
                })
                .collect();
            Flow::object(members)
        } else {
            Flow::list(items.into_iter().map(|(_, flow)| flow).collect(), false)
        }
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

/// Whether anything but the collection may flow into a `for` expression.
fn mentions_more(node: &ForExpr) -> bool {
    !references::of(&node.value_expr).is_empty()
        || node.value_expr.is_for_expr()
        || node.value_expr.is_traversal()
}

/// The key of an object's member, as a value.
fn known_key(key: &str) -> Value {
    if is_unknown_key(key) {
        Value::Unknown
    } else {
        Value::string(key)
    }
}

/// Where a traversal operator ends, in bytes of the file.
fn operator_end(expr: Expr<'_>, operator: &TraversalOperator) -> Option<usize> {
    match operator {
        TraversalOperator::GetAttr(name) => name.span(),
        _ => None,
    }
    .map(|span| expr.origin.span(Some(span)).end)
}
