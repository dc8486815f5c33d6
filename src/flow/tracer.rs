//! Follows expressions.

use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::{Directive, Element, Template};

use super::arrivals::Parameters;
use super::role::Role;
use super::{Atom, Flow, Join, Origin, Parts, unknown_key};
use crate::terraform::{Bindings, Definitions, Expr, LocalId, Reference, References, Value};

/// Expressions that may be looked at, and atoms that may be made of them, for
/// one block or one local. Loops within loops multiply both.
const MAX_STEPS: usize = 200_000;
/// Steps that are shared by the blocks and locals of a module: where there are
/// very many, each gets fewer.
const ALL_STEPS: usize = 4_000_000;
/// Steps of the evaluator that cost as much as one here.
const EVALUATED_PER_STEP: usize = 8;
/// Atoms that are copied in a step.
const ATOMS_PER_STEP: usize = 16;
/// Steps that each gets at least.
const MIN_STEPS: usize = 500;

/// Follows the expressions of one module.
pub(super) struct Tracer<'m, 'a> {
    definitions: &'m Definitions<'a>,
    parameters: &'m Parameters<'a>,
    locals: HashMap<LocalId, Flow>,
    /// Steps that are left for the block or local that is being followed.
    budget: usize,
    /// Which variables and parameters are alternatives of one another.
    pub(super) joins: BTreeSet<Join>,
}

/// What a `for_each`, a dynamic block or a `for` expression binds.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    /// The values, for the evaluator.
    pub(super) bindings: Bindings<'s>,
    /// What flows through the name.
    pub(super) flow: &'s Flow,
    /// The scope around it.
    pub(super) outer: Option<&'s Scope<'s>>,
}

impl<'m, 'a> Tracer<'m, 'a> {
    /// A tracer that knows what flows through each local of a module. They are
    /// followed in the order of their ranks, so that none depends on who asks
    /// first; nothing flows through one that leads back to itself.
    pub(super) fn new(definitions: &'m Definitions<'a>, parameters: &'m Parameters<'a>) -> Self {
        let mut tracer = Self {
            definitions,
            parameters,
            locals: HashMap::default(),
            budget: 0,
            joins: BTreeSet::new(),
        };
        for local in definitions.locals().in_order() {
            tracer.begin();
            let flow = tracer.flow(definitions.locals().expr(local), None);
            tracer.locals.insert(local, flow);
        }
        tracer
    }

    /// Gives a block or local its steps.
    pub(super) fn begin(&mut self) {
        let all = self.definitions.blocks().len() + self.definitions.locals().len();
        self.budget = (ALL_STEPS / all.max(1)).clamp(MIN_STEPS, MAX_STEPS);
    }

    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let is_left = steps <= self.budget;
        self.budget = self.budget.saturating_sub(steps);
        is_left
    }

    /// What an expression's value is made of.
    pub(super) fn flow(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Flow {
        if !self.spend(1) {
            return Flow::default();
        }
        let flow = self.flow_of(expr, scope);
        // Atoms are copied each time that something is made of them.
        if self.spend(flow.atoms().len() / ATOMS_PER_STEP) {
            flow
        } else {
            Flow::default()
        }
    }

    fn flow_of(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Flow {
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
                Flow::list(items)
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
    pub(super) fn value(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Value {
        let bindings = scope.map(|scope| &scope.bindings);
        let (value, steps) = self.definitions.value_in(expr.node, bindings);
        if self.spend(steps / EVALUATED_PER_STEP) {
            value
        } else {
            Value::Unknown
        }
    }

    /// The value of an index: unknown where a variable decides, whatever its
    /// default.
    fn fixed(&mut self, expr: Expr<'_>, scope: Option<&Scope<'_>>) -> Value {
        if References::of(expr.node).variables.is_empty() {
            self.value(expr, scope)
        } else {
            Value::Unknown
        }
    }

    /// What flows through a local value.
    pub(super) fn local(&self, name: &str) -> Flow {
        let local = self.definitions.locals().find(name);
        let flow = local.and_then(|local| self.locals.get(&local));
        flow.cloned().unwrap_or_default()
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
                        parts.push(flow.after(text_before));
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
        let arguments = self.arguments(expr, call, scope);
        let first = arguments.first();
        let elements = || first.map(Flow::elements).unwrap_or_default();
        match role {
            Role::Test => Flow::default(),
            Role::Same => first.cloned().unwrap_or_default(),
            Role::Shown => first.map_or_else(Flow::default, |flow| {
                flow.map_atoms(|atom| atom.shown = true)
            }),
            Role::Encoded | Role::Decoded => {
                let encoded = role == Role::Encoded;
                Flow::union(arguments.iter()).map_atoms(|atom| atom.encoded = encoded)
            }
            Role::Items => Flow::any_of(elements()),
            Role::Choice => self.choose(&arguments),
            Role::Element => self.choose(&elements()),
            Role::Lookup => {
                let key = call.args.iter().nth(1);
                let key = key.map(|key| self.fixed(expr.part(key), scope));
                self.lookup(&arguments, key.as_ref().and_then(Value::as_str))
            }
            Role::Merge => self.merge(&arguments),
            Role::Concat => self.concat(&arguments),
            // All that is there in one text: what one of several is, usually.
            Role::Text { .. } if name == "format" => formatted(call, &arguments),
            Role::Text { .. } if name == "join" && is_one_or_nothing(call, &arguments) => {
                self.choose(&arguments[1].elements())
            }
            Role::Text { bare, templated } => {
                let escapes = name == "replace" && self.is_quote(expr, call, scope);
                Flow::union(arguments.iter()).map_atoms(|atom| {
                    atom.bare &= bare;
                    atom.templated |= templated;
                    atom.encoded |= escapes;
                })
            }
        }
    }

    /// What flows into a call, argument by argument.
    fn arguments(
        &mut self,
        expr: Expr<'_>,
        call: &FuncCall,
        scope: Option<&Scope<'_>>,
    ) -> Vec<Flow> {
        let arguments = call.args.iter();
        let mut arguments: Vec<Flow> = arguments
            .map(|argument| self.flow(expr.part(argument), scope))
            .collect();
        if call.args.expand_final()
            && let Some(last) = arguments.pop()
        {
            arguments.extend(last.elements());
        }
        arguments
    }

    /// `lookup(map, key, default)`: the member of that key, any if the key is
    /// unknown, or the default.
    fn lookup(&mut self, arguments: &[Flow], key: Option<&str>) -> Flow {
        let map = arguments.first();
        let found = map.map(|map| match key {
            Some(key) => map.member(key),
            None => self.choose(&map.elements()),
        });
        let choices: Vec<Flow> = found.into_iter().chain(arguments.last().cloned()).collect();
        self.choose(&choices)
    }

    /// Whether what a call of `replace` takes out is a quote.
    fn is_quote(&mut self, expr: Expr<'_>, call: &FuncCall, scope: Option<&Scope<'_>>) -> bool {
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
        let Some(reference) = Reference::of(expr.node) else {
            return Flow::default();
        };
        if let Some(name) = reference.named("var") {
            let Some(variable) = self.definitions.variable(name) else {
                return Flow::default();
            };
            // `var.name` without what may follow it.
            let end = reference.name_range().map(|range| range.end);
            let is_whole = operators.len() == 1;
            return reference_to(Origin::Variable(variable), expr, end, is_whole);
        }
        if let Some(name) = reference.named("local") {
            return self.walk(expr, self.local(name), &operators[1..], scope);
        }
        let parameter = reference.parameter();
        let takes_value = || {
            operators[2..].iter().all(|operator| match operator {
                TraversalOperator::GetAttr(name) => name.as_str() == "value",
                _ => true,
            })
        };
        match parameter.and_then(|label| self.parameters.get(label)) {
            Some(&parameter) if takes_value() => {
                reference_to(Origin::Parameter(parameter), expr, None, true)
            }
            _ => Flow::default(),
        }
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
                    let items = match &flow.parts {
                        Parts::List(items) | Parts::Elements(items) => items.to_vec(),
                        _ => vec![flow.clone()],
                    };
                    let rest = &operators[at + 1..];
                    let items = items
                        .into_iter()
                        .map(|item| self.walk(expr, item, rest, scope))
                        .collect();
                    return Flow::any_of(items);
                }
            };
        }
        flow
    }
}

/// What `format("TOKEN=%s", …)` makes of its arguments.
fn formatted(call: &FuncCall, arguments: &[Flow]) -> Flow {
    let format = call.args.iter().next().and_then(Expression::as_str);
    // Another verb takes an argument as well.
    let format = format.filter(|text| text.matches('%').count() == text.matches("%s").count());
    // The format itself comes after nothing.
    let before = format.unwrap_or_default().split("%s");
    let before = std::iter::once("")
        .chain(before)
        .chain(std::iter::repeat(""));
    let parts = arguments.iter().zip(before);
    let parts: Vec<Flow> = parts.map(|(flow, before)| flow.after(before)).collect();
    Flow::union(parts.iter())
}

/// Whether a call of `join` puts nothing between elements of which some may be left
/// out: `join("", compact([a, b]))`, `join("", data.coder_parameter.k[*].value)`.
fn is_one_or_nothing(call: &FuncCall, arguments: &[Flow]) -> bool {
    let separator = call.args.iter().next();
    let is_empty = separator.and_then(Expression::as_str) == Some("");
    is_empty && matches!(arguments, [_, list] if matches!(list.parts, Parts::Elements(_)))
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

/// One reference to a variable or parameter; `end` is where its name ends, in
/// bytes of the tree.
fn reference_to(origin: Origin, expr: Expr<'_>, end: Option<usize>, bare: bool) -> Flow {
    let at = match end {
        Some(end) => expr.base.span(expr.node.span().map(|span| span.start..end)),
        None => expr.span(),
    };
    Flow::opaque(vec![Atom {
        origin,
        at,
        alternatives: BTreeSet::new(),
        name: None,
        bare,
        shown: false,
        templated: false,
        encoded: false,
        authorizes: false,
    }])
}
