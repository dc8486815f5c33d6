//! Local values in the order in which they can be worked out.
//!
//! Each has a rank, the longest chain of locals below it, and a cost: its own
//! expressions and the costs of the locals that it names, each time that it
//! names them. Both are known before anything is evaluated, so that what is
//! given up as unknown never depends on who asks first.

use foldhash::HashMap;
use std::cell::OnceCell;

use hcl_edit::expr::Expression;

use super::block::Expr;
use super::expression::children;
use super::references::Reference;
use super::value::text_weight;

/// The local values of a module.
#[derive(Debug, Default)]
pub struct Locals<'a> {
    by_name: HashMap<&'a str, LocalId>,
    values: Vec<(&'a str, Expr<'a>)>,
    plan: OnceCell<Vec<Planned>>,
}

/// A local value of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalId(usize);

/// What is known of a local value before it is evaluated.
#[derive(Debug, Clone, Default)]
struct Planned {
    /// The locals that it names, as often as it names them.
    uses: Vec<LocalId>,
    /// `None` where it leads back to itself, or to one that does.
    rank: Option<usize>,
    cost: usize,
}

impl<'a> Locals<'a> {
    /// Adds a local value. Where a name is defined twice, which Terraform
    /// refuses, `counts` tells whether the new one counts.
    pub(super) fn add(
        &mut self,
        name: &'a str,
        expr: Expr<'a>,
        counts: impl FnOnce(Expr<'a>) -> bool,
    ) {
        match self.by_name.get(name) {
            None => {
                self.by_name.insert(name, LocalId(self.values.len()));
                self.values.push((name, expr));
            }
            Some(known) if counts(self.values[known.0].1) => self.values[known.0].1 = expr,
            Some(_) => {}
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// A local value by its name.
    pub fn find(&self, name: &str) -> Option<LocalId> {
        self.by_name.get(name).copied()
    }

    /// The expression of a name.
    pub fn get(&self, name: &str) -> Option<Expr<'a>> {
        self.find(name).map(|local| self.expr(local))
    }

    /// The expression of a local value.
    pub fn expr(&self, local: LocalId) -> Expr<'a> {
        self.values[local.0].1
    }

    /// The local values by name.
    pub fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.by_name.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// The longest chain of locals below a local value; `None` where it leads
    /// back to itself.
    fn rank(&self, local: LocalId) -> Option<usize> {
        self.plan()[local.0].rank
    }

    /// What it costs to evaluate a local value, in steps; `None` where it leads
    /// back to itself.
    pub fn cost(&self, local: LocalId) -> Option<usize> {
        self.rank(local).map(|_| self.plan()[local.0].cost)
    }

    /// All local values but those that lead back to themselves, each after those
    /// that it is made of.
    pub fn in_order(&self) -> Vec<LocalId> {
        self.ranked((0..self.values.len()).map(LocalId).collect())
    }

    /// A local value and what it is made of, each after what it is made of, as
    /// far as it is not known already.
    pub(super) fn needed(
        &self,
        local: LocalId,
        is_known: impl Fn(LocalId) -> bool,
    ) -> Vec<LocalId> {
        let mut needed = vec![local];
        let mut seen = std::collections::HashSet::from([local]);
        let mut next = 0;
        while next < needed.len() {
            for used in &self.plan()[needed[next].0].uses {
                if !is_known(*used) && seen.insert(*used) {
                    needed.push(*used);
                }
            }
            next += 1;
        }
        self.ranked(needed)
    }

    fn ranked(&self, mut locals: Vec<LocalId>) -> Vec<LocalId> {
        locals.retain(|local| self.rank(*local).is_some());
        locals.sort_by_key(|local| (self.rank(*local), *local));
        locals
    }

    fn plan(&self) -> &[Planned] {
        self.plan.get_or_init(|| self.planned())
    }

    /// Ranks all local values without recursion: those that name no others
    /// first, then those that name only ranked ones, and so on.
    fn planned(&self) -> Vec<Planned> {
        let mut plan: Vec<Planned> = Vec::with_capacity(self.values.len());
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.values.len()];
        for (index, (_, expr)) in self.values.iter().enumerate() {
            let mut planned = Planned::default();
            self.weigh(expr.node, &mut planned);
            for used in &planned.uses {
                users[used.0].push(index);
            }
            plan.push(planned);
        }
        let mut missing: Vec<usize> = plan.iter().map(|planned| planned.uses.len()).collect();
        let is_ready = |index: &usize| missing[*index] == 0;
        let mut ready: Vec<usize> = (0..plan.len()).filter(is_ready).collect();
        while let Some(index) = ready.pop() {
            let named = plan[index].uses.iter().map(|used| &plan[used.0]);
            let below = named.clone().filter_map(|local| local.rank).max();
            let costs = named.map(|local| local.cost);
            let cost = costs.fold(plan[index].cost, usize::saturating_add);
            plan[index].rank = Some(below.map_or(0, |below| below + 1));
            plan[index].cost = cost;
            for user in &users[index] {
                missing[*user] -= 1;
                if missing[*user] == 0 {
                    ready.push(*user);
                }
            }
        }
        plan
    }

    /// Adds up what an expression itself costs, and the locals that it names.
    fn weigh(&self, node: &Expression, planned: &mut Planned) {
        planned.cost += own_cost(node);
        if let Some(name) = Reference::of(node).and_then(|reference| reference.named("local")) {
            planned.uses.extend(self.find(name));
        }
        children(node, &mut |child| self.weigh(child, planned));
    }
}

/// What an expression costs without those that it is made of, in steps: long
/// texts count as several.
pub(super) fn own_cost(node: &Expression) -> usize {
    match node {
        Expression::String(text) => text_weight(text.len()),
        Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
            let elements = node.as_template().into_iter().flat_map(|t| t.iter());
            let texts = elements.filter_map(|element| element.as_literal());
            text_weight(texts.map(|text| text.len()).sum())
        }
        _ => 1,
    }
}
