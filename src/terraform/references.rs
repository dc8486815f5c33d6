//! What an expression refers to, by the syntax alone.

use std::collections::BTreeSet;
use std::ops::Range;

use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::{Decorated, Span as _};

use super::expression::children;

/// A reference: `var.name`, `data.type.name.attribute`, `each.value`, `k`.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// What it begins with: `var`, `data`, `each`.
    pub root: &'a str,
    root_span: Option<usize>,
    operators: &'a [Decorated<TraversalOperator>],
}

impl<'a> Reference<'a> {
    /// The reference that an expression is, if it is one.
    pub fn of(node: &'a Expression) -> Option<Self> {
        let (root, operators) = match node {
            Expression::Variable(root) => (root, [].as_slice()),
            Expression::Traversal(traversal) => match &traversal.expr {
                Expression::Variable(root) => (root, traversal.operators.as_slice()),
                _ => return None,
            },
            _ => return None,
        };
        Some(Self {
            root: root.as_str(),
            root_span: root.span().map(|span| span.start),
            operators,
        })
    }

    /// The name after one of its dots, counted from 0; `None` where there is an
    /// index or nothing.
    pub fn attribute(self, index: usize) -> Option<&'a str> {
        match self.operators.get(index)?.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        }
    }

    /// The names after its dots, without indexes.
    pub fn attributes(self) -> impl DoubleEndedIterator<Item = &'a str> {
        let operators = self.operators.iter();
        operators.filter_map(|operator| match operator.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The steps after the root.
    pub fn operators(self) -> &'a [Decorated<TraversalOperator>] {
        self.operators
    }

    /// The name of `root.name`: `var`, `local`, `module`.
    pub fn named(self, root: &str) -> Option<&'a str> {
        self.attribute(0).filter(|_| self.root == root)
    }

    /// The label of `data.coder_parameter.label`.
    pub fn parameter(self) -> Option<&'a str> {
        let is_parameter = self.named("data") == Some("coder_parameter");
        self.attribute(1).filter(|_| is_parameter)
    }

    /// Where `root.name` stands, without what is taken of the value; in bytes of
    /// the tree.
    pub fn name_range(self) -> Option<Range<usize>> {
        let first = self.operators.first()?;
        let TraversalOperator::GetAttr(name) = first.value() else {
            return None;
        };
        Some(self.root_span?..name.span().or_else(|| first.span())?.end)
    }
}

/// Visits every reference in an expression.
pub fn visit<'a>(node: &'a Expression, found: &mut dyn FnMut(Reference<'a>)) {
    if let Some(reference) = Reference::of(node) {
        found(reference);
        for operator in reference.operators {
            if let TraversalOperator::Index(index) = operator.value() {
                visit(index, found);
            }
        }
    } else {
        children(node, &mut |child| visit(child, found));
    }
}

/// What an expression refers to, by kind.
#[derive(Debug, Default)]
pub struct References<'a> {
    /// Names of local values.
    pub locals: BTreeSet<&'a str>,
    /// Names of variables.
    pub variables: BTreeSet<&'a str>,
    /// Labels of `coder_parameter` blocks.
    pub parameters: BTreeSet<&'a str>,
    /// Whether it refers to anything else, be it a resource or the element of a
    /// loop.
    pub others: bool,
}

impl<'a> References<'a> {
    /// What an expression refers to.
    pub fn of(node: &'a Expression) -> Self {
        let mut references = Self::default();
        visit(node, &mut |reference| references.add(reference));
        references
    }

    fn add(&mut self, reference: Reference<'a>) {
        if let Some(name) = reference.named("local") {
            self.locals.insert(name);
        } else if let Some(name) = reference.named("var") {
            self.variables.insert(name);
        } else if let Some(label) = reference.parameter() {
            self.parameters.insert(label);
        } else {
            self.others = true;
        }
    }
}
