//! Where variables, local values and parameters are referred to, by the syntax
//! alone: what a fix has to look at, used or not. One walk finds all references
//! of a module.

use std::collections::HashMap;

use super::{Key, Module, PresenceTest};
use crate::flow::{Arrival, Sink};
use crate::source::Span;
use crate::terraform::expression::children;
use crate::terraform::{Block, Expr, Reference, Section};

/// A reference to a variable or a local value.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The reference: `var.name`.
    pub at: Span,
    /// What it stands in.
    pub context: Context<'a>,
    /// The innermost test of its presence that it is a part of.
    pub test: Option<PresenceTest>,
}

/// What a reference stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context<'a> {
    /// A `variable` block, by the variable's name: a validation.
    Variable(&'a str),
    /// What runs where Terraform runs.
    Provisioning,
    /// A `count`.
    Count,
    /// A `for_each`, of a dynamic block too.
    ForEach,
    /// A local value, by its name.
    Local(&'a str),
    /// An argument of a module call.
    ModuleCall,
    /// Anything else.
    Other,
}

/// A reference to a key, with what becomes of it.
#[derive(Debug, Clone, Copy)]
pub struct KeyUse<'m, 'a> {
    /// The reference.
    pub found: &'m Use<'a>,
    /// Where the key goes from here.
    pub arrivals: &'m [Arrival],
}

impl KeyUse<'_, '_> {
    /// Whether the key ends up somewhere.
    pub fn reaches(&self, sink: Sink) -> bool {
        self.arrivals.iter().any(|arrival| arrival.sink == sink)
    }
}

/// What is taken of a parameter: `data.coder_parameter.label.attribute`.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// Where that stands.
    pub at: Span,
    /// What is taken, `value` as a rule.
    pub attribute: &'a str,
}

impl<'a> Module<'a> {
    /// The references to a variable, in order of the blocks.
    pub fn uses_of(&self, variable: &str) -> &[Use<'a>] {
        uses_in(&self.uses().variables, variable)
    }

    /// The references to a local value, in order of the blocks.
    pub fn uses_of_local(&self, local: &str) -> &[Use<'a>] {
        uses_in(&self.uses().locals, local)
    }

    /// The references to a key, in order of the blocks.
    pub fn uses_of_key<'m>(&'m self, key: &'m Key) -> impl Iterator<Item = KeyUse<'m, 'a>> {
        let uses = self.uses_of(self.variable(key).name).iter();
        uses.map(|found| KeyUse {
            found,
            arrivals: key.arrivals_from(found.at),
        })
    }

    /// What is taken of a parameter without a `count`; `None` where something
    /// else is made of it.
    pub fn taken_of(&self, label: &str) -> Option<Vec<Taken<'a>>> {
        let taken = self.uses().parameters.get(label);
        taken.into_iter().flatten().copied().collect()
    }

    fn uses(&self) -> &Uses<'a> {
        self.uses.get_or_init(|| Uses::of_blocks(self.blocks()))
    }
}

/// What may be referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'a> {
    Variable(&'a str),
    Local(&'a str),
}

impl<'a> Named<'a> {
    pub(super) fn of(reference: Reference<'a>) -> Option<Self> {
        let variable = reference.named("var").map(Self::Variable);
        variable.or_else(|| reference.named("local").map(Self::Local))
    }
}

/// All references of a module.
#[derive(Debug, Default)]
pub(super) struct Uses<'a> {
    variables: HashMap<&'a str, Vec<Use<'a>>>,
    locals: HashMap<&'a str, Vec<Use<'a>>>,
    /// What is taken of parameters, by their labels; `None` where something else
    /// is made of one.
    parameters: HashMap<&'a str, Vec<Option<Taken<'a>>>>,
}

fn uses_in<'m, 'a>(all: &'m HashMap<&'a str, Vec<Use<'a>>>, name: &str) -> &'m [Use<'a>] {
    all.get(name).map_or(&[], Vec::as_slice)
}

/// The tests that an expression is a part of, the innermost first.
#[derive(Clone, Copy)]
struct Tests<'t, 'a> {
    tested: Named<'a>,
    test: PresenceTest,
    outer: Option<&'t Tests<'t, 'a>>,
}

impl<'a> Uses<'a> {
    fn of_blocks(blocks: &[Block<'a>]) -> Self {
        let mut uses = Self::default();
        for block in blocks {
            let context = match (block.kind(), block.label(0)) {
                ("variable", name) => Context::Variable(name),
                ("provider" | "terraform", _)
                | ("resource", "terraform_data" | "null_resource")
                | ("data", "http" | "external") => Context::Provisioning,
                ("module", _) => Context::ModuleCall,
                _ => Context::Other,
            };
            for section in block.sections() {
                uses.add_section(section, block.kind(), context);
            }
        }
        uses
    }

    fn add_section(&mut self, section: Section<'a>, kind: &str, context: Context<'a>) {
        let may_repeat = matches!(context, Context::Other | Context::ModuleCall);
        for (name, expr) in section.attributes() {
            let context = match (kind, name) {
                ("locals", name) => Context::Local(name),
                ("resource" | "data" | "module" | "ephemeral", "count") if may_repeat => {
                    Context::Count
                }
                ("resource" | "data" | "module" | "ephemeral" | "dynamic", "for_each")
                    if may_repeat =>
                {
                    Context::ForEach
                }
                _ => context,
            };
            self.add_expression(expr, context, None);
        }
        for nested in section.blocks() {
            let context = match nested.kind {
                "provisioner" | "connection" => Context::Provisioning,
                _ => context,
            };
            // Only a dynamic block has a `for_each` of its own.
            let kind = match nested.kind {
                "dynamic" => "dynamic",
                _ => "",
            };
            self.add_section(nested.section, kind, context);
        }
    }

    fn add_expression(
        &mut self,
        expr: Expr<'a>,
        context: Context<'a>,
        outer: Option<&Tests<'_, 'a>>,
    ) {
        let own = PresenceTest::of(expr).map(|(tested, test)| Tests {
            tested,
            test,
            outer,
        });
        let tests = own.as_ref().or(outer);
        if let Some(reference) = Reference::of(expr.node) {
            self.add_reference(expr, reference, context, tests);
        }
        children(expr.node, &mut |child| {
            self.add_expression(expr.part(child), context, tests);
        });
    }

    fn add_reference(
        &mut self,
        expr: Expr<'a>,
        reference: Reference<'a>,
        context: Context<'a>,
        tests: Option<&Tests<'_, 'a>>,
    ) {
        if let Some(named) = Named::of(reference) {
            let mut tests = std::iter::successors(tests, |inner| inner.outer);
            let test = tests.find(|tests| tests.tested == named);
            let uses = match named {
                Named::Variable(name) => self.variables.entry(name),
                Named::Local(name) => self.locals.entry(name),
            };
            uses.or_default().push(Use {
                at: expr.base.span(reference.name_range()),
                context,
                test: test.map(|tests| tests.test),
            });
        } else if let Some(label) = reference.parameter() {
            let attribute = reference.attribute(2);
            let attribute = attribute.filter(|_| reference.operators().len() == 3);
            let taken = attribute.map(|attribute| Taken {
                at: expr.span(),
                attribute,
            });
            self.parameters.entry(label).or_default().push(taken);
        }
    }
}
