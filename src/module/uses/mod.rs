//! Where variables, local values and parameters are referred to, by the syntax
//! alone: what a fix has to look at, used or not. One walk finds all references
//! of a module.

mod parts;

use foldhash::HashMap;
use hcl_edit::expr::{Expression, FuncCall, TraversalOperator};

use parts::{fails_for_empty, indexed_block, operands_are_within, spread_block, whole_block};

use super::{Key, Module, PresenceTest, Within};
use crate::flow::{Arrival, Sink};
use crate::source::Span;
use crate::terraform::expression::{children, guarded_children};
use crate::terraform::{Block, Expr, Reference, Section};

/// A reference to a variable or a local value.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The reference: `var.name`.
    pub at: Span,
    /// What it stands in.
    pub context: Context<'a>,
    /// The test of its presence that it is a part of.
    pub test: Option<PresenceTest>,
    /// What it is an operand of.
    pub within: Within,
    /// Whether a `for` expression leaves out some of what it is put into.
    pub is_filtered: bool,
    /// The call of `coalesce` that chooses between it and others.
    pub coalesced: Option<Coalesced>,
    /// Whether what is made of it can't be where it is empty: `jsondecode("")`.
    pub fails_if_empty: bool,
}

/// A call of `coalesce`, which fails where all that it is given is null or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coalesced {
    /// The call.
    pub at: Span,
    /// What it is an operand of.
    pub within: Within,
}

/// A reference to instances of a block: `data.type.name[0]`, or `…[*]`.
#[derive(Debug, Clone)]
pub struct IndexedUse<'a> {
    /// The reference.
    pub at: Span,
    /// The block's type, for `module` that itself, and its name.
    pub block: (&'a str, &'a str),
    /// The conditions that decide whether it is evaluated.
    pub conditions: Vec<Span>,
    /// Whether there may be none: it takes all, or is an argument of `try` or
    /// `can`.
    pub may_lack: bool,
    /// The call of `coalesce` that chooses between it and others.
    pub coalesced: Option<Coalesced>,
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

    /// The references to instances of blocks.
    pub fn indexed_uses(&self) -> &[IndexedUse<'a>] {
        &self.uses().indexed
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
    indexed: Vec<IndexedUse<'a>>,
}

fn uses_in<'m, 'a>(all: &'m HashMap<&'a str, Vec<Use<'a>>>, name: &str) -> &'m [Use<'a>] {
    all.get(name).map_or(&[], Vec::as_slice)
}

/// What an expression is a part of.
#[derive(Clone, Copy)]
struct Surroundings<'s, 'a> {
    context: Context<'a>,
    /// The same for a test of presence: what runs where Terraform runs is there or
    /// not like anything else.
    tested_in: Context<'a>,
    within: Within,
    tests: Option<&'s Tests<'s, 'a>>,
    conditions: Option<&'s Conditions<'s>>,
    is_filtered: bool,
    is_tried: bool,
    coalesced: Option<Coalesced>,
    fails_if_empty: bool,
}

/// The tests that an expression is a part of, the innermost first.
#[derive(Clone, Copy)]
struct Tests<'t, 'a> {
    tested: Named<'a>,
    test: PresenceTest,
    outer: Option<&'t Tests<'t, 'a>>,
}

/// The conditions that decide whether an expression is evaluated.
struct Conditions<'c> {
    condition: Span,
    outer: Option<&'c Conditions<'c>>,
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
        for (name, expr) in section.attributes() {
            let repetition = match (kind, name) {
                ("resource" | "data" | "module" | "ephemeral", "count") => Some(Context::Count),
                ("resource" | "data" | "module" | "ephemeral" | "dynamic", "for_each") => {
                    Some(Context::ForEach)
                }
                _ => None,
            };
            let context = match (kind, context) {
                ("locals", _) => Context::Local(name),
                (_, Context::Other | Context::ModuleCall) => repetition.unwrap_or(context),
                _ => context,
            };
            let surroundings = Surroundings {
                context,
                tested_in: repetition.unwrap_or(context),
                within: Within::Nothing,
                tests: None,
                conditions: None,
                is_filtered: false,
                is_tried: false,
                coalesced: None,
                fails_if_empty: false,
            };
            self.add_expression(expr, surroundings);
        }
        for nested in section.blocks() {
            let context = match nested.kind {
                "provisioner" | "connection" => Context::Provisioning,
                // A check is evaluated, and goes nowhere.
                "lifecycle" => Context::Other,
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

    fn add_expression(&mut self, expr: Expr<'a>, around: Surroundings<'_, 'a>) {
        let own = PresenceTest::of(expr, around.within);
        // What is a part of several tests of one value is one with them.
        let own = own.filter(|(tested, _)| {
            let outer = around.tests.filter(|outer| outer.tested == *tested);
            !outer.is_some_and(|outer| outer.test.is_several)
        });
        let own = own.map(|(tested, test)| Tests {
            tested,
            test,
            outer: around.tests,
        });
        let around = Surroundings {
            tests: own.as_ref().or(around.tests),
            fails_if_empty: around.fails_if_empty || fails_for_empty(expr.node),
            ..around
        };
        if let Some(reference) = Reference::of(expr.node) {
            self.add_reference(expr, reference, around);
        }
        self.add_parts(expr, around);
    }

    /// Adds the parts of an expression, with what that says of each.
    fn add_parts(&mut self, expr: Expr<'a>, around: Surroundings<'_, 'a>) {
        match expr.node {
            Expression::Conditional(choice) => {
                let condition = expr.part(&choice.cond_expr);
                let conditions = Conditions {
                    condition: condition.span(),
                    outer: around.conditions,
                };
                self.add_part(condition, Within::Condition, around);
                for branch in [&choice.true_expr, &choice.false_expr] {
                    let around = Surroundings {
                        conditions: Some(&conditions),
                        ..around
                    };
                    self.add_part(expr.part(branch), Within::Nothing, around);
                }
            }
            Expression::ForExpr(each) if each.cond.is_some() => {
                let around = Surroundings {
                    is_filtered: true,
                    ..around
                };
                children(expr.node, &mut |child| {
                    self.add_part(expr.part(child), Within::Nothing, around);
                });
            }
            Expression::FuncCall(call) => self.add_call(expr, call, around),
            Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
                guarded_children(expr.node, &mut |child, guards| {
                    self.add_guarded(expr.part(child), guards, around);
                });
            }
            Expression::Traversal(traversal) => {
                if let Some(block) = spread_block(traversal) {
                    self.add_indexed(expr, block, false, around);
                }
                self.add_part(expr.part(&traversal.expr), Within::Operator, around);
                for operator in &traversal.operators {
                    if let TraversalOperator::Index(index) = operator.value() {
                        self.add_part(expr.part(index), Within::Nothing, around);
                    }
                }
            }
            node => {
                let within = operands_are_within(node);
                children(node, &mut |child| {
                    self.add_part(expr.part(child), within, around);
                });
            }
        }
    }

    fn add_call(&mut self, expr: Expr<'a>, call: &'a FuncCall, around: Surroundings<'_, 'a>) {
        let mut around = around;
        match call.name.name.as_str() {
            "try" | "can" => around.is_tried = true,
            "coalesce" => {
                around.coalesced = Some(Coalesced {
                    at: expr.span(),
                    within: around.within,
                });
            }
            // An index by another name.
            "element" => {
                let list = call.args.iter().next().and_then(Reference::of);
                if let Some(block) = list.and_then(whole_block) {
                    self.add_indexed(expr, block, false, around);
                }
            }
            _ => {}
        }
        for argument in &call.args {
            self.add_part(expr.part(argument), Within::Nothing, around);
        }
    }

    /// Adds a part that is evaluated where some conditions say so.
    fn add_guarded(
        &mut self,
        part: Expr<'a>,
        guards: &[&'a Expression],
        around: Surroundings<'_, 'a>,
    ) {
        let Some((first, rest)) = guards.split_first() else {
            return self.add_part(part, Within::Nothing, around);
        };
        let conditions = Conditions {
            condition: part.part(first).span(),
            outer: around.conditions,
        };
        let around = Surroundings {
            conditions: Some(&conditions),
            ..around
        };
        self.add_guarded(part, rest, around);
    }

    fn add_part(&mut self, part: Expr<'a>, within: Within, around: Surroundings<'_, 'a>) {
        self.add_expression(part, Surroundings { within, ..around });
    }

    fn add_reference(
        &mut self,
        expr: Expr<'a>,
        reference: Reference<'a>,
        around: Surroundings<'_, 'a>,
    ) {
        if let Some(named) = Named::of(reference) {
            let mut tests = std::iter::successors(around.tests, |inner| inner.outer);
            let test = tests.find(|tests| tests.tested == named);
            let uses = match named {
                Named::Variable(name) => self.variables.entry(name),
                Named::Local(name) => self.locals.entry(name),
            };
            uses.or_default().push(Use {
                at: expr.base.span(reference.name_range()),
                context: if test.is_some() {
                    around.tested_in
                } else {
                    around.context
                },
                test: test.map(|tests| tests.test),
                within: around.within,
                is_filtered: around.is_filtered,
                coalesced: around.coalesced,
                fails_if_empty: around.fails_if_empty
                    && !around.is_tried
                    && around.conditions.is_none(),
            });
            return;
        }
        if let Some(label) = reference.parameter() {
            let attribute = reference.attribute(2);
            let attribute = attribute.filter(|_| reference.operators().len() == 3);
            let taken = attribute.map(|attribute| Taken {
                at: expr.span(),
                attribute,
            });
            self.parameters.entry(label).or_default().push(taken);
        }
        if let Some((block, takes_all)) = indexed_block(reference) {
            self.add_indexed(expr, block, takes_all, around);
        }
    }

    fn add_indexed(
        &mut self,
        expr: Expr<'a>,
        block: (&'a str, &'a str),
        takes_all: bool,
        around: Surroundings<'_, 'a>,
    ) {
        let conditions = std::iter::successors(around.conditions, |inner| inner.outer);
        self.indexed.push(IndexedUse {
            at: expr.span(),
            block,
            conditions: conditions.map(|inner| inner.condition).collect(),
            may_lack: takes_all || around.is_tried,
            coalesced: around.coalesced,
        });
    }
}
