//! Blocks as Terraform sees them: the definition with what override files say
//! of it, each part with its place.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block as Node, BlockLabel, Body, Structure};

use crate::source::{FileId, Span};
use crate::syntax::place;

/// Where a syntax tree stands: its spans count from an offset in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Base {
    /// The file.
    pub file: FileId,
    /// Bytes that are added to the tree's spans.
    pub offset: usize,
}

impl Base {
    /// The place of a span of the tree.
    pub fn span(self, range: Option<Range<usize>>) -> Span {
        Span::new(self.file, place(range, self.offset))
    }
}

/// An expression with its place.
#[derive(Debug, Clone, Copy)]
pub struct Expr<'a> {
    /// Where its tree stands.
    pub base: Base,
    /// The tree.
    pub node: &'a Expression,
}

impl<'a> Expr<'a> {
    /// The expression's place.
    pub fn span(self) -> Span {
        self.base.span(self.node.span())
    }

    /// A part of this expression.
    #[must_use]
    pub fn part(self, node: &'a Expression) -> Self {
        Self { node, ..self }
    }
}

/// The body of a block, or a nested one, with its place.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    base: Base,
    body: &'a Body,
}

impl<'a> Section<'a> {
    /// The attributes, in order.
    pub fn attributes(self) -> impl Iterator<Item = (&'a str, Expr<'a>)> {
        self.body
            .attributes()
            .map(move |attribute| (attribute.key.as_str(), self.value(attribute)))
    }

    /// The value of an attribute.
    pub fn attribute(self, name: &str) -> Option<Expr<'a>> {
        self.body
            .get_attribute(name)
            .map(|attribute| self.value(attribute))
    }

    /// The nested blocks, in order.
    pub fn blocks(self) -> impl Iterator<Item = NestedBlock<'a>> {
        self.body.blocks().map(move |block| NestedBlock {
            kind: block.ident.as_str(),
            label: block.labels.first().map(BlockLabel::as_str),
            at: self.base.span(block.span()),
            braces: self.base.span(braces(block)),
            section: Section {
                base: self.base,
                body: &block.body,
            },
        })
    }

    /// Where an attribute stands: its name, and its value if that is on one line
    /// with it.
    pub fn attribute_span(self, name: &str) -> Option<Span> {
        let attribute = self.body.get_attribute(name)?;
        let (key, value) = (attribute.key.span()?, attribute.value.span()?);
        // One that is longer would fill the screen.
        let is_long = matches!(
            attribute.value,
            Expression::HeredocTemplate(_) | Expression::Object(_) | Expression::Array(_)
        );
        let end = if is_long { key.end } else { value.end };
        Some(self.base.span(Some(key.start..end)))
    }

    /// The attributes that stand before the first nested block: each name with
    /// the place of the attribute.
    pub fn first_attributes(self) -> Vec<(&'a str, Span)> {
        let attributes = self.body.iter().map_while(Structure::as_attribute);
        attributes
            .map(|attribute| (attribute.key.as_str(), self.base.span(attribute.span())))
            .collect()
    }

    fn value(self, attribute: &'a Attribute) -> Expr<'a> {
        Expr {
            base: self.base,
            node: &attribute.value,
        }
    }
}

/// Where a block's body stands in its tree, from its opening to its closing
/// brace.
fn braces(node: &Node) -> Option<Range<usize>> {
    let after = node.labels.last().and_then(hcl_edit::Span::span);
    let after = after.or_else(|| node.ident.span())?;
    Some(after.end..node.span()?.end)
}

/// A block within a block.
#[derive(Debug, Clone, Copy)]
pub struct NestedBlock<'a> {
    /// `validation`, `dynamic`, …
    pub kind: &'a str,
    /// Its first label, without quotes: which blocks a dynamic one makes.
    pub label: Option<&'a str>,
    /// Where it stands, from its type to its closing brace.
    pub at: Span,
    /// Where its body stands, from its opening to its closing brace.
    pub braces: Span,
    /// What it holds.
    pub section: Section<'a>,
}

impl<'a> NestedBlock<'a> {
    /// The type of blocks that it is, or makes if it is a dynamic one.
    pub fn made(&self) -> &'a str {
        match (self.kind, self.label) {
            ("dynamic", Some(label)) => label,
            (kind, _) => kind,
        }
    }

    /// Where its type stands, and its label if it has one.
    pub fn header(&self) -> Span {
        let end = self.braces.start.max(self.at.start + self.kind.len());
        Span::new(self.at.file, self.at.start..end)
    }
}

/// A top-level block, merged with the blocks of override files that have the
/// same type and labels.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// The definition, then the overrides in the order of their files.
    parts: Vec<(Base, &'a Node)>,
}

impl<'a> Block<'a> {
    /// A block that nothing overrides.
    pub fn new(base: Base, node: &'a Node) -> Self {
        Self {
            parts: vec![(base, node)],
        }
    }

    /// Adds what an override file says of it.
    pub(super) fn override_with(&mut self, other: Self) {
        self.parts.extend(other.parts);
    }

    fn definition(&self) -> (Base, &'a Node) {
        self.parts[0]
    }

    /// `resource`, `variable`, …
    pub fn kind(&self) -> &'a str {
        self.definition().1.ident.as_str()
    }

    /// A label, without quotes; empty where there is none.
    pub fn label(&self, index: usize) -> &'a str {
        self.definition()
            .1
            .labels
            .get(index)
            .map_or("", |label| label.as_str())
    }

    /// The labels, without quotes.
    pub fn labels(&self) -> impl Iterator<Item = &'a str> {
        let labels = &self.definition().1.labels;
        labels.iter().map(BlockLabel::as_str)
    }

    /// The last label: the name of a variable, a resource, a module.
    pub fn name(&self) -> &'a str {
        let labels = &self.definition().1.labels;
        labels.last().map_or("", |label| label.as_str())
    }

    /// Where the last label stands, quotes included; of a block without labels,
    /// where its type stands.
    pub fn name_span(&self) -> Span {
        let (base, node) = self.definition();
        let label = node.labels.last().and_then(hcl_edit::Span::span);
        base.span(label.or_else(|| node.ident.span()))
    }

    /// Where the definition's type and labels stand.
    pub fn header(&self) -> Span {
        let (base, node) = self.definition();
        let last = node.labels.last().and_then(hcl_edit::Span::span);
        let kind = node.ident.span();
        let end = last.or_else(|| kind.clone()).map_or(0, |span| span.end);
        base.span(kind.map(|kind| kind.start..end))
    }

    /// Where the definition's body stands, from its opening to its closing
    /// brace.
    pub fn braces(&self) -> Option<Span> {
        let (base, node) = self.definition();
        Some(base.span(Some(braces(node)?)))
    }

    /// The definition's attributes that stand before its first nested block:
    /// each name with the place of the attribute.
    pub fn first_attributes(&self) -> Vec<(&'a str, Span)> {
        self.sections()
            .next()
            .map_or_else(Vec::new, Section::first_attributes)
    }

    /// Where it stands: the definition, then the overrides.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let spans = |(base, node): &(Base, &'a Node)| base.span(node.span());
        self.parts.iter().map(spans)
    }

    /// An attribute's value: the last override's, else the definition's.
    pub fn attribute(&self, name: &str) -> Option<Expr<'a>> {
        self.sections()
            .rev()
            .find_map(|section| section.attribute(name))
    }

    /// The attributes that count, in order.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Expr<'a>)> {
        self.sections()
            .enumerate()
            .flat_map(move |(index, section)| {
                section.attributes().filter(move |(name, _)| {
                    !self.parts[index + 1..]
                        .iter()
                        .any(|(_, later)| later.body.has_attribute(name))
                })
            })
    }

    /// The nested blocks that count, in order: an override's replace all
    /// earlier ones of their type.
    pub fn blocks(&self) -> impl Iterator<Item = NestedBlock<'a>> {
        self.sections()
            .enumerate()
            .flat_map(move |(index, section)| {
                section.blocks().filter(move |nested| {
                    !self.parts[index + 1..]
                        .iter()
                        .any(|(_, later)| later.body.has_blocks(nested.kind))
                })
            })
    }

    /// What the definition holds, then what the overrides hold.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = Section<'a>> {
        self.parts.iter().map(|(base, node)| Section {
            base: *base,
            body: &node.body,
        })
    }
}
