//! Where a variable is referred to, by the syntax alone: what a fix has to look
//! at, used or not.

use hcl_edit::Span as _;
use hcl_edit::expr::{BinaryOp, BinaryOperator, Expression, UnaryOperator};
use hcl_edit::template::Element;

use super::Module;
use crate::source::Span;
use crate::terraform::expression::{any, children, plain};
use crate::terraform::{Base, Block, Expr, Reference, Section};

/// A reference to a variable.
#[derive(Debug, Clone)]
pub struct Use {
    /// The reference: `var.name`.
    pub at: Span,
    /// What it stands in.
    pub context: Context,
    /// The test of presence that it is a part of.
    pub test: Option<PresenceTest>,
}

/// What a reference stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
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

    fn references_to(&self, subject: Subject<'_>) -> Vec<Use> {
        let mut uses = Vec::new();
        for block in self.blocks() {
            let context = match (block.kind(), block.label(0)) {
                ("variable", name) => Context::Variable(name.to_owned()),
                ("provider" | "terraform", _)
                | ("resource", "terraform_data" | "null_resource")
                | ("data", "http" | "external") => Context::Provisioning,
                ("module", _) => Context::ModuleCall,
                _ => Context::Other,
            };
            for section in block.sections() {
                uses_in(section, subject, block.kind(), &context, &mut uses);
            }
        }
        uses
    }

    /// Whether a condition asks for the value that a test in it tests: true if
    /// it needs it, false if it forbids it, `None` if that can't be told.
    pub fn asks_for(&self, condition: Expr<'_>, test: &PresenceTest) -> Option<bool> {
        polarity(condition.base, condition.node, test.at).map(|polarity| polarity == test.when_set)
    }

    /// Where the value of a parameter without a `count` is taken:
    /// `data.coder_parameter.label.NAME`, each with what it takes; `None` where
    /// something else is made of the parameter.
    pub fn values_of_parameter(&self, label: &str) -> Option<Vec<(Span, String)>> {
        let mut found = Vec::new();
        for section in self.blocks().iter().flat_map(Block::sections) {
            each_expression(section, &mut |expr| find_values(expr, label, &mut found));
        }
        found.into_iter().collect()
    }
}

/// Whether a part of a condition makes it true where the part is true.
fn polarity(base: Base, node: &Expression, part: Span) -> Option<bool> {
    let at = base.span(node.span());
    if at == part {
        return Some(true);
    }
    if part.start < at.start || at.end < part.end {
        return None;
    }
    match node {
        Expression::Parenthesis(inner) => polarity(base, inner.inner(), part),
        Expression::UnaryOp(operation) if *operation.operator.value() == UnaryOperator::Not => {
            polarity(base, &operation.expr, part).map(|polarity| !polarity)
        }
        Expression::BinaryOp(operation)
            if matches!(
                operation.operator.value(),
                BinaryOperator::And | BinaryOperator::Or
            ) =>
        {
            polarity(base, &operation.lhs_expr, part)
                .or_else(|| polarity(base, &operation.rhs_expr, part))
        }
        _ => None,
    }
}

/// `var` or `local`, and a name.
type Subject<'s> = (&'s str, &'s str);

fn uses_in(
    section: Section<'_>,
    subject: Subject<'_>,
    kind: &str,
    context: &Context,
    uses: &mut Vec<Use>,
) {
    for (name, expr) in section.attributes() {
        let context = match (kind, name, context) {
            ("locals", name, _) => Context::Local(name.to_owned()),
            (
                "resource" | "data" | "module" | "ephemeral",
                "count",
                Context::Other | Context::ModuleCall,
            ) => Context::Count,
            (
                "resource" | "data" | "module" | "ephemeral" | "dynamic",
                "for_each",
                Context::Other | Context::ModuleCall,
            ) => Context::ForEach,
            (_, _, context) => context.clone(),
        };
        find_uses(expr, subject, None, &mut |at, test| {
            uses.push(Use {
                at,
                context: context.clone(),
                test,
            });
        });
    }
    for nested in section.blocks() {
        let context = match nested.kind {
            "provisioner" | "connection" => &Context::Provisioning,
            _ => context,
        };
        // Only a dynamic block has a `for_each` of its own.
        let kind = if nested.kind == "dynamic" {
            nested.kind
        } else {
            ""
        };
        uses_in(nested.section, subject, kind, context, uses);
    }
}

/// Finds the references to a subject, each with the innermost test of presence
/// that it is a part of.
fn find_uses(
    expr: Expr<'_>,
    subject: Subject<'_>,
    test: Option<PresenceTest>,
    found: &mut dyn FnMut(Span, Option<PresenceTest>),
) {
    let own = match expr.node {
        Expression::BinaryOp(operation) => presence(operation, subject),
        _ => None,
    };
    let own = own.map(|(when_set, takes_null)| PresenceTest {
        at: expr.span(),
        when_set,
        takes_null,
        takes_empty: !coalesces(expr.node),
    });
    let test = own.or(test);
    if let Some(reference) = refers_to(expr.node, subject) {
        found(expr.base.span(reference.name_range()), test);
    }
    children(expr.node, &mut |child| {
        find_uses(expr.part(child), subject, test, found);
    });
}

/// The reference that an expression is, if it refers to a subject.
fn refers_to<'e>(node: &'e Expression, (root, name): Subject<'_>) -> Option<Reference<'e>> {
    let reference = Reference::of(node)?;
    (reference.named(root) == Some(name)).then_some(reference)
}

/// Whether an expression calls `coalesce`.
fn coalesces(node: &Expression) -> bool {
    any(
        node,
        &|node| matches!(node, Expression::FuncCall(call) if call.name.name.as_str() == "coalesce"),
    )
}

/// Adds where the values of a parameter are taken in an expression.
fn find_values(expr: Expr<'_>, label: &str, found: &mut Vec<Option<(Span, String)>>) {
    if let Some(reference) = Reference::of(expr.node)
        && reference.parameter() == Some(label)
    {
        let taken = reference.attribute(2);
        let only = taken.filter(|_| reference.operators().len() == 3);
        found.push(only.map(|name| (expr.span(), name.to_owned())));
    }
    children(expr.node, &mut |child| {
        find_values(expr.part(child), label, found);
    });
}

fn each_expression<'a>(section: Section<'a>, visit: &mut dyn FnMut(Expr<'a>)) {
    for (_, expr) in section.attributes() {
        visit(expr);
    }
    for nested in section.blocks() {
        each_expression(nested.section, visit);
    }
}

/// What a comparison of a value comes to where the value is there, if that is
/// all that it tells, and whether it can take null.
fn presence(operation: &BinaryOp, subject: Subject<'_>) -> Option<(bool, bool)> {
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
fn is_about(expr: &Expression, subject: Subject<'_>) -> bool {
    let measured = length_of(expr).unwrap_or(expr);
    takes_null(measured, subject).is_some()
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
fn takes_null(expr: &Expression, subject: Subject<'_>) -> Option<bool> {
    match plain(expr) {
        Expression::Traversal(_) => {
            let reference = refers_to(plain(expr), subject)?;
            (reference.operators().len() == 1).then_some(true)
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
