//! Two blocks of one type and one name of which only one is ever there: what the
//! one takes is an alternative of what the other takes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hcl_edit::expr::{BinaryOperator, Expression};

use super::arrivals::{Arrival, Join, Parameters};
use super::{Origin, Sink};
use crate::terraform::expression::plain;
use crate::terraform::{BlockId, Definitions, Reference, References};

/// Blocks of one name that are compared; nobody writes more.
const MAX_SAME: usize = 64;
/// Expressions that are looked at to see when a block is there.
const MAX_STEPS: usize = 256;

/// A condition's text, and whether it has to hold.
type Term = (String, bool);

/// Joins what arrives in blocks that exclude each other, by the `count` of each.
pub(super) fn join(
    definitions: &Definitions<'_>,
    parameters: &Parameters<'_>,
    arrivals: &mut [Arrival],
) -> BTreeSet<Join> {
    let mut same: BTreeMap<(&str, Rc<str>), Vec<usize>> = BTreeMap::new();
    for (index, arrival) in arrivals.iter().enumerate() {
        let block = definitions.block(arrival.block);
        if let Some(name) = &arrival.name
            && arrival.sink == Sink::Workspace
            && block.kind() == "resource"
            && block.attribute("count").is_some()
        {
            let key = (block.label(0), name.clone());
            same.entry(key).or_default().push(index);
        }
    }
    let mut terms = Terms {
        definitions,
        parameters,
        of: BTreeMap::new(),
    };
    let mut joins = BTreeSet::new();
    for same in same.into_values().filter(|same| same.len() <= MAX_SAME) {
        for &one in &same {
            for &other in &same {
                let (Origin::Variable(variable), Origin::Parameter(parameter)) =
                    (arrivals[one].origin, arrivals[other].origin)
                else {
                    continue;
                };
                if terms.exclude(arrivals[one].block, arrivals[other].block) {
                    joins.insert(Join {
                        variable,
                        parameter,
                    });
                    arrivals[one]
                        .alternatives
                        .insert(Origin::Parameter(parameter));
                    arrivals[other]
                        .alternatives
                        .insert(Origin::Variable(variable));
                }
            }
        }
    }
    joins
}

/// What has to hold for blocks to be there.
struct Terms<'d, 'a> {
    definitions: &'d Definitions<'a>,
    parameters: &'d Parameters<'a>,
    of: BTreeMap<BlockId, BTreeSet<Term>>,
}

impl Terms<'_, '_> {
    fn exclude(&mut self, one: BlockId, other: BlockId) -> bool {
        for block in [one, other] {
            if !self.of.contains_key(&block) {
                let mut count = Count {
                    definitions: self.definitions,
                    parameters: self.parameters,
                    steps: MAX_STEPS,
                    terms: BTreeSet::new(),
                };
                if let Some(expr) = self.definitions.block(block).attribute("count") {
                    count.makes(expr.node, true);
                }
                self.of.insert(block, count.terms);
            }
        }
        let mut terms = self.of[&one].iter();
        terms.any(|(text, holds)| self.of[&other].contains(&(text.clone(), !holds)))
    }
}

/// Collects what has to hold for a `count` to make something.
struct Count<'d, 'a> {
    definitions: &'d Definitions<'a>,
    parameters: &'d Parameters<'a>,
    steps: usize,
    terms: BTreeSet<Term>,
}

impl<'d> Count<'d, '_> {
    /// A number that makes something where it is `wanted`, or else nothing.
    fn makes(&mut self, count: &'d Expression, wanted: bool) {
        if !self.spend() {
            return;
        }
        match plain(count) {
            Expression::Conditional(choice) => {
                match (number(&choice.true_expr), number(&choice.false_expr)) {
                    (Some(1..), Some(0)) => self.holds(&choice.cond_expr, wanted),
                    (Some(0), Some(1..)) => self.holds(&choice.cond_expr, !wanted),
                    _ => {}
                }
            }
            other => {
                if let Some(gate) = self.measured(other) {
                    self.makes(gate, wanted);
                } else if let Some(local) = self.local(other) {
                    self.makes(local, wanted);
                }
            }
        }
    }

    /// A condition that holds where it is `wanted`, or else doesn't.
    fn holds(&mut self, condition: &'d Expression, wanted: bool) {
        use BinaryOperator::{And, Eq, Greater, GreaterEq, Less, NotEq, Or};
        if !self.spend() {
            return;
        }
        match plain(condition) {
            // It is `!`, since no condition is a number.
            Expression::UnaryOp(operation) => self.holds(&operation.expr, !wanted),
            Expression::BinaryOp(operation) => {
                let (left, right) = (&operation.lhs_expr, &operation.rhs_expr);
                let operator = *operation.operator.value();
                match (operator, wanted) {
                    (And, true) | (Or, false) => {
                        self.holds(left, wanted);
                        self.holds(right, wanted);
                    }
                    (Eq | NotEq | Greater | GreaterEq | Less, _) => {
                        match (self.measured(plain(left)), operator, number(right)) {
                            (Some(gate), Greater | NotEq, Some(0))
                            | (Some(gate), Eq | GreaterEq, Some(1)) => self.makes(gate, wanted),
                            (Some(gate), Eq, Some(0)) | (Some(gate), Less, Some(1)) => {
                                self.makes(gate, !wanted);
                            }
                            (None, Eq | NotEq, _) if right.is_bool() => {
                                let is_same = right.as_bool() == Some(operator == Eq);
                                self.holds(left, wanted == is_same);
                            }
                            (None, NotEq, _) => self.term(&[left, right], !wanted),
                            (None, Eq, _) => self.term(&[left, right], wanted),
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            other => match self.local(other) {
                Some(local) => self.holds(local, wanted),
                None => self.term(&[other], wanted),
            },
        }
    }

    /// Takes note of a term, if nothing decides it but what people set.
    fn term(&mut self, compared: &[&'d Expression], wanted: bool) {
        let is_set = compared.iter().all(|node| self.is_set(node));
        let text: Vec<String> = compared.iter().map(|node| text(node)).collect();
        if is_set {
            self.terms.insert((text.join("=="), wanted));
        }
    }

    /// Whether an expression depends on nothing but variables and parameters.
    fn is_set(&mut self, node: &'d Expression) -> bool {
        let references = References::of(node);
        let mut locals = references.locals.iter();
        self.spend()
            && !references.others
            && locals.all(|name| {
                let local = self.definitions.locals().get(name);
                local.is_some_and(|local| self.is_set(local.node))
            })
    }

    /// The gate of the parameter of which an expression is the length.
    fn measured(&self, node: &'d Expression) -> Option<&'d Expression> {
        let Expression::FuncCall(call) = node else {
            return None;
        };
        let measured = call.args.iter().next()?;
        let is_length = call.name.name.as_str() == "length";
        let label = Reference::of(measured).filter(|_| is_length)?.parameter()?;
        let parameter = self.parameters.get(label)?;
        let blocks = self.definitions.blocks().iter();
        let mut parameters =
            blocks.filter(|block| block.kind() == "data" && block.label(0) == "coder_parameter");
        let block = parameters.nth(parameter.index())?;
        Some(block.attribute("count")?.node)
    }

    fn local(&self, node: &Expression) -> Option<&'d Expression> {
        let reference = Reference::of(node)?;
        let name = reference.named("local")?;
        let is_whole = reference.operators().len() == 1;
        let local = self.definitions.locals().get(name).filter(|_| is_whole)?;
        Some(local.node)
    }

    fn spend(&mut self) -> bool {
        let is_left = self.steps > 0;
        self.steps = self.steps.saturating_sub(1);
        is_left
    }
}

fn number(node: &Expression) -> Option<u64> {
    match plain(node) {
        Expression::Number(number) => number.as_u64(),
        _ => None,
    }
}

/// An expression's text, however it is spaced.
fn text(node: &Expression) -> String {
    let text = plain(node).to_string();
    text.split_whitespace().collect()
}
