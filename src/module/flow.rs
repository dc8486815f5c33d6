//! Follows values from variables and parameters to where they end up: through
//! locals, templates, functions, maps, lists, `for` expressions and dynamic
//! blocks.
//!
//! A [`Flow`] is what an expression's value is made of. It keeps the shape of
//! objects and lists, so that two members of one map are not taken for one
//! another. Where an expression *chooses* between values (a conditional, `try`,
//! `coalesce`, …), a variable in one choice and a parameter in another are
//! **joined**. Conditions, comparisons and `length(…)` are tests: nothing flows
//! through them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use hcl_edit::expr::{Expression, ForExpr, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::{Directive, Element, Template};

use super::block::{Expr, Span};
use super::evaluate::{Bindings, Evaluator, Names};
use super::value::Value;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A variable, by its index in the module.
    Variable(usize),
    /// A parameter's value, by its index in the module.
    Parameter(usize),
}

/// A value that flows: one reference to a variable or parameter, and what
/// happened to it on the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Atom {
    /// What is referred to.
    pub origin: Origin,
    /// Where the reference stands.
    pub at: Span,
    /// What an expression on the way may take instead.
    pub alternatives: BTreeSet<Origin>,
    /// The name it was given on the way: an environment variable, a map's key.
    pub name: Option<Rc<str>>,
    /// Whether it is still the bare value, not a part of a longer text.
    pub bare: bool,
    /// Whether it went through `templatefile`.
    pub templated: bool,
}

/// What an expression's value is made of.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    atoms: Option<Rc<Vec<Atom>>>,
    shape: Shape,
}

#[derive(Debug, Clone, Default)]
enum Shape {
    #[default]
    Opaque,
    Object(Rc<BTreeMap<String, Flow>>),
    /// A list; the flag tells whether an index picks a known element, as it
    /// does in `[a, b][1]`, but not in `compact([a, b])[1]`.
    List(Rc<Vec<Flow>>, bool),
}

/// Locals that may refer to one another in a chain.
const MAX_DEPTH: usize = 64;
/// Atoms that a module's analysis may produce.
const MAX_ATOMS: usize = 200_000;
/// Elements of a collection that are followed one by one.
const MAX_ELEMENTS: usize = 64;

impl Flow {
    /// All atoms, whatever the shape.
    pub fn atoms(&self) -> &[Atom] {
        self.atoms.as_deref().map_or(&[], Vec::as_slice)
    }

    fn is_empty(&self) -> bool {
        self.atoms.is_none()
    }

    fn opaque(mut atoms: Vec<Atom>) -> Self {
        atoms.sort();
        atoms.dedup();
        Self {
            atoms: (!atoms.is_empty()).then(|| Rc::new(atoms)),
            shape: Shape::Opaque,
        }
    }

    fn object(members: BTreeMap<String, Flow>) -> Self {
        let mut flow = Self::union(members.values());
        flow.shape = Shape::Object(Rc::new(members));
        flow
    }

    fn list(items: Vec<Flow>, exact: bool) -> Self {
        let mut flow = Self::union(items.iter());
        flow.shape = Shape::List(Rc::new(items), exact);
        flow
    }

    /// All atoms of several flows, without a shape.
    fn union<'f>(flows: impl Iterator<Item = &'f Flow>) -> Self {
        let mut flows = flows.filter(|flow| !flow.is_empty());
        let Some(first) = flows.next() else {
            return Self::default();
        };
        let rest: Vec<&Flow> = flows.collect();
        if rest.is_empty() {
            return Self {
                atoms: first.atoms.clone(),
                shape: Shape::Opaque,
            };
        }
        Self::opaque(
            std::iter::once(first)
                .chain(rest)
                .flat_map(|flow| flow.atoms().iter().cloned())
                .collect(),
        )
    }

    fn map_atoms(&self, change: impl Fn(&mut Atom)) -> Self {
        let mut atoms = self.atoms().to_vec();
        atoms.iter_mut().for_each(change);
        Self::opaque(atoms)
    }

    /// The value gets a name: of a map's member, of an environment variable.
    fn named(self, name: &str) -> Self {
        if self.is_empty() || !matches!(self.shape, Shape::Opaque) {
            return self;
        }
        let name: Rc<str> = Rc::from(name);
        self.map_atoms(|atom| {
            if atom.bare && atom.name.is_none() {
                atom.name = Some(name.clone());
            }
        })
    }

    fn elements(&self) -> Vec<Flow> {
        match &self.shape {
            Shape::List(items, _) => items.to_vec(),
            Shape::Object(members) => members.values().cloned().collect(),
            Shape::Opaque => vec![self.clone()],
        }
    }

    fn member(&self, name: &str) -> Flow {
        match &self.shape {
            Shape::Object(members) => members.get(name).cloned().unwrap_or_else(|| {
                // It may be one whose key is unknown.
                let unknown = members.iter().filter(|(key, _)| is_unknown_key(key));
                Flow::union(unknown.map(|(_, flow)| flow))
            }),
            _ => self.clone(),
        }
    }
}

/// A block once for each element of its `for_each`: the value and the flow of
/// `each` (or of a dynamic block's iterator).
pub type Expansion = (Value, Flow);

/// Follows the expressions of one module.
pub struct Tracer<'m, 'a> {
    names: &'m dyn Names<'a>,
    evaluator: &'m Evaluator,
    variables: &'m HashMap<&'a str, usize>,
    parameters: &'m HashMap<&'a str, usize>,
    locals: HashMap<String, Flow>,
    depth: usize,
    atoms_left: usize,
    /// Which variables and parameters are alternatives of one another.
    pub joins: BTreeSet<(usize, usize)>,
}

/// What a `for_each`, a dynamic block or a `for` expression binds.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// The values, for the evaluator.
    pub bindings: Bindings<'s>,
    /// What flows through the name.
    pub flow: &'s Flow,
    /// The scope around it.
    pub outer: Option<&'s Scope<'s>>,
}

impl<'m, 'a> Tracer<'m, 'a> {
    /// A tracer for a module with these names.
    pub fn new(
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
    pub fn flow(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Flow {
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
    pub fn value(&self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Value {
        self.evaluator
            .evaluate(self.names, expr.node, scope.map(|scope| &scope.bindings))
    }

    /// What flows through a local value.
    pub fn local(&mut self, name: &str) -> Flow {
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
    pub fn expansions(&mut self, for_each: Expr<'_>, scope: Option<&Scope<'_>>) -> Vec<Expansion> {
        let flow = self.flow(for_each, scope);
        let value = self.value(for_each, scope);
        let each = |key: Value, value: Value, flow: Flow| {
            let mut members = BTreeMap::new();
            members.insert("key".to_owned(), key);
            members.insert("value".to_owned(), value);
            let value = Value::Object(Rc::new(super::value::Object {
                members,
                open: false,
            }));
            let flow = Flow::object(BTreeMap::from([("value".to_owned(), flow)]));
            (value, flow)
        };
        match (&value, &flow.shape) {
            (Value::Object(object), Shape::Object(flows))
                if !object.open && object.members.len() <= MAX_ELEMENTS =>
            {
                let members = object.members.iter();
                members
                    .map(|(key, value)| {
                        let flow = flows.get(key).cloned().unwrap_or_default();
                        each(Value::string(key), value.clone(), flow)
                    })
                    .collect()
            }
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
        for (key, value) in object.iter() {
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

    fn template(
        &mut self,
        expr: Expr<'_>,
        template: &Template,
        scope: Option<&Scope<'_>>,
    ) -> Flow {
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
                let key = key.map(|key| self.value(expr.part(key), scope));
                let found = match key.as_ref().and_then(Value::as_str) {
                    Some(key) => arguments.first().map(|map| map.member(key)),
                    None => arguments
                        .first()
                        .map(|map| self.choose(&map.elements())),
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

    /// Members of one key are alternatives: the last argument that has the key
    /// counts, and an argument may be a conditional.
    fn merge(&mut self, arguments: &[Flow]) -> Flow {
        let mut all_objects = true;
        let mut members: BTreeMap<String, Vec<Flow>> = BTreeMap::new();
        for argument in arguments.iter().filter(|argument| !argument.is_empty()) {
            match &argument.shape {
                Shape::Object(object) => {
                    for (key, flow) in object.iter() {
                        members.entry(key.clone()).or_default().push(flow.clone());
                    }
                }
                _ => all_objects = false,
            }
        }
        if !all_objects {
            return Flow::union(arguments.iter());
        }
        let members = members
            .into_iter()
            .map(|(key, flows)| (key, self.choose(&flows)))
            .collect();
        Flow::object(members)
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
            .map(|operator| operator.value())
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
                    let end = traversal.operators[0].value_span_end(expr);
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
                TraversalOperator::Index(index) => match self.value(expr.part(index), scope) {
                    Value::String(key) => flow.member(&key),
                    Value::Number(number) => self.item(
                        &flow,
                        number.as_u64().and_then(|index| usize::try_from(index).ok()),
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

    fn item(&mut self, flow: &Flow, index: Option<usize>) -> Flow {
        match (&flow.shape, index) {
            (Shape::List(items, true), Some(index)) if index < items.len() => items[index].clone(),
            (Shape::List(items, _), _) => self.choose(items),
            _ => flow.clone(),
        }
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
                .map(|(key, flow)| (Value::string(key), flow.clone()))
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

    /// One of several values, nobody knows which: what flows in one is an
    /// alternative of what flows in the others. Objects are compared member by
    /// member.
    fn choose(&mut self, choices: &[Flow]) -> Flow {
        if self.atoms_left == 0 {
            return Flow::default();
        }
        self.atoms_left -= 1;
        let choices: Vec<&Flow> = choices.iter().filter(|flow| !flow.is_empty()).collect();
        let [first, rest @ ..] = choices.as_slice() else {
            return Flow::default();
        };
        if rest.is_empty() {
            return (*first).clone();
        }
        if rest.iter().all(|flow| same(first, flow)) {
            return (*first).clone();
        }
        let objects: Option<Vec<_>> = choices
            .iter()
            .map(|flow| match &flow.shape {
                Shape::Object(members) => Some(members.clone()),
                _ => None,
            })
            .collect();
        if let Some(objects) = objects {
            let keys: BTreeSet<&String> = objects.iter().flat_map(|object| object.keys()).collect();
            let members = keys
                .into_iter()
                .map(|key| {
                    let flows: Vec<Flow> = objects
                        .iter()
                        .filter_map(|object| object.get(key).cloned())
                        .collect();
                    (key.clone(), self.choose(&flows))
                })
                .collect();
            return Flow::object(members);
        }
        let lists: Option<Vec<_>> = choices
            .iter()
            .map(|flow| match &flow.shape {
                Shape::List(items, true) => Some(items.clone()),
                _ => None,
            })
            .collect();
        if let Some(lists) = lists
            && lists.iter().all(|list| list.len() == lists[0].len())
        {
            let items = (0..lists[0].len())
                .map(|index| {
                    let flows: Vec<Flow> = lists.iter().map(|list| list[index].clone()).collect();
                    self.choose(&flows)
                })
                .collect();
            return Flow::list(items, true);
        }
        self.join(&choices)
    }

    fn join(&mut self, choices: &[&Flow]) -> Flow {
        let origins: Vec<BTreeSet<Origin>> = choices
            .iter()
            .map(|flow| flow.atoms().iter().map(|atom| atom.origin).collect())
            .collect();
        let mut atoms = Vec::new();
        for (index, flow) in choices.iter().enumerate() {
            for atom in flow.atoms() {
                let mut atom = atom.clone();
                let others = origins.iter().enumerate();
                for (_, others) in others.filter(|(other, _)| *other != index) {
                    for other in others {
                        match (atom.origin, *other) {
                            (Origin::Variable(v), Origin::Parameter(p))
                            | (Origin::Parameter(p), Origin::Variable(v)) => {
                                self.joins.insert((v, p));
                                atom.alternatives.insert(*other);
                            }
                            _ => {}
                        }
                    }
                }
                atoms.push(atom);
            }
        }
        if atoms.len() > self.atoms_left {
            self.atoms_left = 0;
            return Flow::default();
        }
        self.atoms_left -= atoms.len();
        Flow::opaque(atoms)
    }
}

/// What a function does with what flows into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Its result tells something about the argument, but does not hold it.
    Test,
    /// Its result is its first argument, shape and all.
    Same,
    /// Its result is a list of its argument's elements, perhaps fewer, in
    /// another order.
    Items,
    /// Its result is one of its arguments.
    Choice,
    /// Its result is one element of its first argument.
    Element,
    /// `lookup`.
    Lookup,
    /// `merge`.
    Merge,
    /// Its result is a list of its arguments' elements.
    Concat,
    /// Its result is made of all its arguments; `bare` where it is still the
    /// argument itself, in other clothes.
    Text { bare: bool, templated: bool },
}

impl Role {
    fn of(function: &str) -> Self {
        match function {
            "length" | "can" | "contains" | "startswith" | "endswith" | "strcontains" | "keys"
            | "index" | "issensitive" | "type" | "md5" | "sha1" | "sha256" | "sha512"
            | "base64sha256" | "base64sha512" | "bcrypt" | "uuidv5" | "alltrue" | "anytrue"
            | "tobool" | "tonumber" | "fileexists" | "regexall" => Self::Test,
            "sensitive" | "nonsensitive" | "ephemeralasnull" | "tolist" | "tomap" => Self::Same,
            "compact" | "distinct" | "reverse" | "sort" | "flatten" | "toset" | "values" => {
                Self::Items
            }
            "try" | "coalesce" | "coalescelist" => Self::Choice,
            "one" | "element" => Self::Element,
            "lookup" => Self::Lookup,
            "merge" => Self::Merge,
            "concat" | "setunion" => Self::Concat,
            "tostring" | "trimspace" | "chomp" | "trim" | "trimprefix" | "trimsuffix"
            | "base64encode" | "base64decode" | "base64gzip" | "urlencode" | "textencodebase64" => {
                Self::Text {
                    bare: true,
                    templated: false,
                }
            }
            "templatefile" | "templatestring" => Self::Text {
                bare: true,
                templated: true,
            },
            _ => Self::Text {
                bare: false,
                templated: false,
            },
        }
    }
}

/// A name for a member whose key is unknown; no key in HCL can be spelt so.
fn unknown_key(index: usize) -> String {
    format!("\u{0}{index}")
}

fn is_unknown_key(key: &str) -> bool {
    key.starts_with('\u{0}')
}

fn flattened(flow: &Flow) -> Vec<Flow> {
    match &flow.shape {
        Shape::List(items, _) => items.to_vec(),
        _ if flow.is_empty() => Vec::new(),
        _ => vec![flow.clone()],
    }
}

fn same(a: &Flow, b: &Flow) -> bool {
    match (&a.shape, &b.shape) {
        (Shape::Object(a), Shape::Object(b)) => Rc::ptr_eq(a, b),
        (Shape::List(a, _), Shape::List(b, _)) => Rc::ptr_eq(a, b),
        (Shape::Opaque, Shape::Opaque) => match (&a.atoms, &b.atoms) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        },
        _ => false,
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
    !super::references::of(&node.value_expr).is_empty()
        || node.value_expr.is_for_expr()
        || node.value_expr.is_traversal()
}

/// The environment variable that a text assigns to at its end:
/// `export TOKEN="`, `TOKEN=`, `TOKEN: `.
fn assigned_name(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['"', '\'', ' ']);
    let text = text.strip_suffix(['=', ':'])?;
    let text = text.trim_end_matches(['"', '\'', ' ']);
    let start = text
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .map_or(0, |at| at + 1);
    let name = &text[start..];
    is_environment_name(name).then_some(name)
}

/// Whether a name is written as environment variables are.
pub fn is_environment_name(name: &str) -> bool {
    name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Where a traversal operator ends, in bytes of the file.
trait SpanEnd {
    fn value_span_end(&self, expr: Expr<'_>) -> Option<usize>;
}

impl SpanEnd for hcl_edit::Decorated<TraversalOperator> {
    fn value_span_end(&self, expr: Expr<'_>) -> Option<usize> {
        use hcl_edit::Span as _;
        match self.value() {
            TraversalOperator::GetAttr(name) => name.span(),
            _ => None,
        }
        .map(|span| expr.origin.span(Some(span)).end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assigned_names() {
        assert_eq!(assigned_name("a\nexport API_KEY=\""), Some("API_KEY"));
        assert_eq!(assigned_name("\"API_KEY\": \""), Some("API_KEY"));
        assert_eq!(assigned_name("API_KEY="), Some("API_KEY"));
        assert_eq!(assigned_name("see key: "), None);
        assert_eq!(assigned_name("API_KEY "), None);
    }
}
