//! Where a variable is referred to, by the syntax alone: what a fix has to look
//! at, used or not.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{
    BinaryOp, BinaryOperator, Expression, FuncCall, Traversal, TraversalOperator, UnaryOperator,
};
use hcl_edit::template::Element;
use hcl_edit::visit::{Visit, visit_expr, visit_func_call};

use super::Module;
use super::block::{Block, Expr, Origin, Section, Span};

/// A reference to a variable.
#[derive(Debug, Clone)]
pub struct Use {
    /// The reference: `var.name`.
    pub at: Span,
    /// What it stands in.
    pub place: Place,
    /// The test of presence that it is a part of.
    pub test: Option<PresenceTest>,
}

/// What a reference stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A `variable` block, by the variable's name: a validation.
    Variable(String),
    /// What runs where Terraform runs.
    Provisioning,
    /// A `count`.
    Count,
    /// A `for_each`, of a dynamic block too.
    ForEach,
    /// A local value, by its name.
    Local(String),
    /// An argument of a module call.
    ModuleCall,
    /// Anything else.
    Other,
}

/// A comparison that tells whether a value is there: with `""`, with null, or
/// of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceTest {
    /// The comparison.
    pub at: Span,
    /// What it comes to where the value is there.
    pub when_set: bool,
    /// Whether it can be evaluated where the value is null.
    pub takes_null: bool,
    /// Whether it can be evaluated where the value is empty, as `coalesce` can't.
    pub takes_empty: bool,
}

impl Module<'_> {
    /// The references to a variable, in order of the blocks.
    pub fn uses_of(&self, variable: &str) -> Vec<Use> {
        self.references_to(("var", variable))
    }

    /// The references to a local value.
    pub fn uses_of_local(&self, local: &str) -> Vec<Use> {
        self.references_to(("local", local))
    }

    fn references_to(&self, subject: (&str, &str)) -> Vec<Use> {
        let mut uses = Vec::new();
        for block in self.blocks() {
            let place = match (block.kind(), block.label(0)) {
                ("variable", name) => Place::Variable(name.to_owned()),
                ("provider" | "terraform", _)
                | ("resource", "terraform_data" | "null_resource")
                | ("data", "http" | "external") => Place::Provisioning,
                ("module", _) => Place::ModuleCall,
                _ => Place::Other,
            };
            for section in block.sections() {
                uses_in(section, subject, block.kind(), &place, &mut uses);
            }
        }
        uses
    }

    /// Whether a condition asks for the value that a test in it tests: true if
    /// it needs it, false if it forbids it, `None` if that can't be told.
    pub fn asks_for(&self, condition: Expr<'_>, test: &PresenceTest) -> Option<bool> {
        polarity(condition.origin, condition.node, test.at)
            .map(|polarity| polarity == test.when_set)
    }

    /// Where the value of a parameter without a `count` is taken:
    /// `data.coder_parameter.label.NAME`, each with what it takes; `None` where
    /// something else is made of the parameter.
    pub fn values_of_parameter(&self, label: &str) -> Option<Vec<(Span, String)>> {
        let mut finder = ValueFinder {
            origin: Origin { file: 0, base: 0 },
            label,
            found: Vec::new(),
        };
        for section in self.blocks().iter().flat_map(Block::sections) {
            finder.section(section);
        }
        finder.found.into_iter().collect()
    }
}

/// Whether a part of a condition makes it true where the part is true.
fn polarity(origin: Origin, node: &Expression, part: Span) -> Option<bool> {
    let at = origin.span(node.span());
    if at == part {
        return Some(true);
    }
    if part.start < at.start || at.end < part.end {
        return None;
    }
    match node {
        Expression::Parenthesis(inner) => polarity(origin, inner.inner(), part),
        Expression::UnaryOp(operation) if *operation.operator.value() == UnaryOperator::Not => {
            polarity(origin, &operation.expr, part).map(|polarity| !polarity)
        }
        Expression::BinaryOp(operation)
            if matches!(
                operation.operator.value(),
                BinaryOperator::And | BinaryOperator::Or
            ) =>
        {
            polarity(origin, &operation.lhs_expr, part)
                .or_else(|| polarity(origin, &operation.rhs_expr, part))
        }
        _ => None,
    }
}

fn uses_in(
    section: Section<'_>,
    subject: (&str, &str),
    kind: &str,
    place: &Place,
    uses: &mut Vec<Use>,
) {
    for (name, expr) in section.attributes() {
        let place = match (kind, name, place) {
            ("locals", name, _) => Place::Local(name.to_owned()),
            (
                "resource" | "data" | "module" | "ephemeral",
                "count",
                Place::Other | Place::ModuleCall,
            ) => Place::Count,
            (
                "resource" | "data" | "module" | "ephemeral" | "dynamic",
                "for_each",
                Place::Other | Place::ModuleCall,
            ) => Place::ForEach,
            (_, _, place) => place.clone(),
        };
        let mut finder = Finder {
            origin: expr.origin,
            subject,
            test: None,
            found: Vec::new(),
        };
        finder.visit_expr(expr.node);
        uses.extend(finder.found.into_iter().map(|(at, test)| Use {
            at,
            place: place.clone(),
            test,
        }));
    }
    for (name, _, nested) in section.blocks() {
        let place = match name {
            "provisioner" | "connection" => &Place::Provisioning,
            _ => place,
        };
        // Only a dynamic block has a `for_each` of its own.
        let kind = if name == "dynamic" { name } else { "" };
        uses_in(nested, subject, kind, place, uses);
    }
}

struct ValueFinder<'f> {
    origin: Origin,
    label: &'f str,
    found: Vec<Option<(Span, String)>>,
}

impl ValueFinder<'_> {
    fn section(&mut self, section: Section<'_>) {
        for (_, expr) in section.attributes() {
            self.origin = expr.origin;
            self.visit_expr(expr.node);
        }
        for (_, _, nested) in section.blocks() {
            self.section(nested);
        }
    }
}

impl Visit for ValueFinder<'_> {
    fn visit_expr(&mut self, node: &Expression) {
        if let Expression::Traversal(traversal) = node
            && matches!(&traversal.expr, Expression::Variable(root) if root.as_str() == "data")
        {
            let names: Vec<&str> = traversal
                .operators
                .iter()
                .map(|operator| match operator.value() {
                    TraversalOperator::GetAttr(name) => name.as_str(),
                    _ => "",
                })
                .collect();
            match names.as_slice() {
                ["coder_parameter", label, name] if *label == self.label && !name.is_empty() => {
                    let taken = (self.origin.span(node.span()), (*name).to_owned());
                    self.found.push(Some(taken));
                }
                ["coder_parameter", label, ..] if *label == self.label => self.found.push(None),
                _ => {}
            }
        }
        visit_expr(self, node);
    }
}

struct Finder<'f> {
    origin: Origin,
    /// `var` or `local`, and a name.
    subject: (&'f str, &'f str),
    /// The test that is being looked into.
    test: Option<PresenceTest>,
    found: Vec<(Span, Option<PresenceTest>)>,
}

impl Visit for Finder<'_> {
    fn visit_expr(&mut self, node: &Expression) {
        let outer = self.test;
        if let Expression::BinaryOp(operation) = node
            && let Some((when_set, takes_null)) = presence(operation, self.subject)
        {
            self.test = Some(PresenceTest {
                at: self.origin.span(node.span()),
                when_set,
                takes_null,
                takes_empty: !coalesces(node),
            });
        }
        if let Expression::Traversal(traversal) = node
            && let Some(at) = reference(traversal, self.subject)
        {
            self.found.push((self.origin.span(Some(at)), self.test));
        }
        visit_expr(self, node);
        self.test = outer;
    }
}

/// Whether an expression calls `coalesce`.
fn coalesces(expr: &Expression) -> bool {
    struct Calls(bool);
    impl Visit for Calls {
        fn visit_func_call(&mut self, call: &FuncCall) {
            self.0 |= call.name.name.as_str() == "coalesce";
            visit_func_call(self, call);
        }
    }
    let mut calls = Calls(false);
    calls.visit_expr(expr);
    calls.0
}

/// Where a traversal refers to a name, without what it takes of the value.
fn reference(traversal: &Traversal, (root, name): (&str, &str)) -> Option<Range<usize>> {
    let Expression::Variable(found) = &traversal.expr else {
        return None;
    };
    let first = traversal.operators.first()?;
    match first.value() {
        TraversalOperator::GetAttr(attribute)
            if found.as_str() == root && attribute.as_str() == name =>
        {
            Some(found.span()?.start..attribute.span().or_else(|| first.span())?.end)
        }
        _ => None,
    }
}

/// What a comparison of a value comes to where the value is there, if that is
/// all that it tells, and whether it can take null.
fn presence(operation: &BinaryOp, subject: (&str, &str)) -> Option<(bool, bool)> {
    use BinaryOperator::{Eq, Greater, GreaterEq, Less, LessEq, NotEq};
    let (left, right) = (plain(&operation.lhs_expr), plain(&operation.rhs_expr));
    let operator = *operation.operator.value();
    let (left, operator, right) = if is_about(right, subject) {
        let mirrored = match operator {
            Less => Greater,
            LessEq => GreaterEq,
            Greater => Less,
            GreaterEq => LessEq,
            other => other,
        };
        (right, mirrored, left)
    } else {
        (left, operator, right)
    };
    if let Some(measured) = length_of(left) {
        let takes_null = takes_null(measured, subject)?;
        let number = match right {
            Expression::Number(number) => number.value().as_u64(),
            _ => None,
        };
        let takes_null = takes_null && !matches!(measured, Expression::Traversal(_));
        return match (operator, number) {
            (Greater | NotEq, Some(0)) | (GreaterEq, Some(1)) => Some((true, takes_null)),
            (Eq | LessEq, Some(0)) | (Less, Some(1)) => Some((false, takes_null)),
            _ => None,
        };
    }
    let takes_null = takes_null(left, subject)?;
    let is_nothing = match right {
        Expression::Null(_) => true,
        Expression::String(text) => text.is_empty(),
        _ => false,
    };
    match operator {
        NotEq if is_nothing => Some((true, takes_null)),
        Eq if is_nothing => Some((false, takes_null)),
        _ => None,
    }
}

/// Whether one side of a comparison is a value or its length.
fn is_about(expr: &Expression, subject: (&str, &str)) -> bool {
    let measured = length_of(expr).unwrap_or(expr);
    takes_null(measured, subject).is_some()
}

/// An expression without the parentheses around it.
fn plain(expr: &Expression) -> &Expression {
    match expr {
        Expression::Parenthesis(inner) => plain(inner.inner()),
        expr => expr,
    }
}

fn length_of(expr: &Expression) -> Option<&Expression> {
    match plain(expr) {
        Expression::FuncCall(call) if call.name.name.as_str() == "length" => {
            call.args.iter().next().map(plain)
        }
        _ => None,
    }
}

/// Whether an expression, which must be a value as it is, perhaps trimmed or
/// with nothing in place of null, can be evaluated where that is null; `None` if
/// it is something else.
fn takes_null(expr: &Expression, subject: (&str, &str)) -> Option<bool> {
    match plain(expr) {
        Expression::Traversal(traversal) => {
            let is_whole = traversal.operators.len() == 1;
            (is_whole && reference(traversal, subject).is_some()).then_some(true)
        }
        Expression::StringTemplate(template) => {
            let mut elements = template.iter();
            match (elements.next(), elements.next()) {
                (Some(Element::Interpolation(only)), None) => {
                    takes_null(&only.expr, subject).map(|_| false)
                }
                _ => None,
            }
        }
        Expression::FuncCall(call) => {
            let function = call.name.name.as_str();
            let mut arguments = call.args.iter();
            let inner = takes_null(arguments.next()?, subject)?;
            let are_nothing = arguments.all(
                |argument| matches!(plain(argument), Expression::String(text) if text.is_empty()),
            );
            match function {
                "nonsensitive" | "sensitive" | "tostring" => Some(inner),
                "coalesce" | "try" if are_nothing => Some(true),
                "trimspace" | "chomp" | "lower" | "upper" => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}
