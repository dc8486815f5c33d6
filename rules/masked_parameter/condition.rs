//! Conditions of checks, worked out as far as something is known of them. The
//! rest keeps its source text.

use hcl_edit::expr::{BinaryOperator, Expression, UnaryOperator};

use crate::module::Module;
use crate::source::Span;
use crate::terraform::Expr;

/// A condition, by what of it has been looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    Known(bool),
    Text(String, Level),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// How tightly a text holds together, the loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Choice,
    Any,
    All,
    Comparison,
    Term,
}

/// What takes the place of a part of a condition.
#[derive(Debug, Clone)]
pub(super) enum Spot {
    /// A test whose result is known.
    Known(bool),
    /// A test that is told something.
    Told(Condition),
    /// A reference to something else.
    Written(&'static str),
}

/// Reads conditions with some parts replaced.
pub(super) struct Reader<'r, 'a> {
    pub(super) module: &'r Module<'a>,
    pub(super) spots: &'r [(Span, Spot)],
}

impl Reader<'_, '_> {
    /// A condition with its parts replaced; `None` where one of them can't be.
    pub(super) fn read(&self, expr: Expr<'_>) -> Option<Condition> {
        use BinaryOperator::{And, Eq, NotEq, Or};
        let at = expr.span();
        if let Some((_, spot)) = self.spots.iter().find(|(spot, _)| *spot == at) {
            return Some(match spot {
                Spot::Known(known) => Condition::Known(*known),
                Spot::Told(told) => told.clone(),
                Spot::Written(text) => Condition::Text((*text).to_owned(), Level::Term),
            });
        }
        match expr.node {
            Expression::Parenthesis(inner) => self.read(expr.part(inner.inner())),
            Expression::UnaryOp(operation) if *operation.operator.value() == UnaryOperator::Not => {
                Some(self.read(expr.part(&operation.expr))?.negated())
            }
            _ if !self.has_spot(at) => self.text(expr),
            Expression::BinaryOp(operation) => {
                let operator = *operation.operator.value();
                if !matches!(operator, And | Or | Eq | NotEq) {
                    return self.text(expr);
                }
                let left = self.read(expr.part(&operation.lhs_expr))?;
                let right = self.read(expr.part(&operation.rhs_expr))?;
                match (operator, left, right) {
                    (And, left, right) => Some(Condition::all([left, right])),
                    (Or, left, right) => Some(Condition::any([left, right])),
                    (operator, Condition::Known(known), other)
                    | (operator, other, Condition::Known(known)) => {
                        Some(if known == (operator == Eq) {
                            other
                        } else {
                            other.negated()
                        })
                    }
                    _ => self.text(expr),
                }
            }
            Expression::Conditional(choice) => match self.read(expr.part(&choice.cond_expr))? {
                Condition::Known(true) => self.read(expr.part(&choice.true_expr)),
                Condition::Known(false) => self.read(expr.part(&choice.false_expr)),
                _ => self.text(expr),
            },
            _ => self.text(expr),
        }
    }

    fn has_spot(&self, at: Span) -> bool {
        self.spots.iter().any(|(spot, _)| at.covers(*spot))
    }

    /// The source text of an expression, with what stands in the place of others.
    fn text(&self, expr: Expr<'_>) -> Option<Condition> {
        let at = expr.span();
        let source = &self.module.sources()[at.file].text;
        let inside = self.spots.iter().filter(|(spot, _)| at.covers(*spot));
        let mut inside: Vec<&(Span, Spot)> = inside.collect();
        inside.sort_by_key(|(spot, _)| *spot);
        let mut text = String::new();
        let mut copied = at.start;
        for (place, spot) in inside {
            text.push_str(&source[copied..place.start]);
            match spot {
                // A constant would say nothing to those who read it.
                Spot::Known(_) => return None,
                Spot::Told(told) => text.push_str(&told.within(Level::Term)),
                Spot::Written(with) => text.push_str(with),
            }
            copied = place.end;
        }
        text.push_str(&source[copied..at.end]);
        // The end of a heredoc stands on a line of its own.
        if text.contains("<<") {
            return None;
        }
        let text = text.trim().replace("\r\n", "\n");
        Some(Condition::Text(text, Level::of(expr.node)))
    }
}

impl Level {
    pub(super) fn of(node: &Expression) -> Self {
        match node {
            Expression::Conditional(_) => Self::Choice,
            Expression::BinaryOp(operation) => match operation.operator.value() {
                BinaryOperator::Or => Self::Any,
                BinaryOperator::And => Self::All,
                _ => Self::Comparison,
            },
            _ => Self::Term,
        }
    }
}

impl Condition {
    pub(super) fn term(text: impl Into<String>) -> Self {
        Self::Text(text.into(), Level::Term)
    }

    /// The opposite.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Known(known) => Self::Known(!known),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// That all of some conditions hold.
    pub(super) fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(conditions, true)
    }

    /// That any of some conditions holds.
    pub(super) fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(conditions, false)
    }

    /// Conditions that are joined by an operator for which one value means
    /// nothing, and the other one decides.
    fn joined(conditions: impl IntoIterator<Item = Self>, neutral: bool) -> Self {
        let mut parts = Vec::new();
        for condition in conditions {
            match condition {
                Self::Known(known) if known == neutral => {}
                Self::Known(known) => return Self::Known(known),
                other => parts.push(other),
            }
        }
        match (parts.pop(), neutral) {
            (None, _) => Self::Known(neutral),
            (Some(only), _) if parts.is_empty() => only,
            (Some(last), true) => {
                parts.push(last);
                Self::All(parts)
            }
            (Some(last), false) => {
                parts.push(last);
                Self::Any(parts)
            }
        }
    }

    /// That it holds where a variable is true: `!(var.switch && …)` where it is
    /// the opposite of something.
    pub(super) fn where_on(self, switch: &str) -> Self {
        let switch = Self::term(format!("var.{switch}"));
        match self {
            Self::Not(inner) => Self::all([switch, *inner]).negated(),
            other => Self::any([switch.negated(), other]),
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Known(_) | Self::Not(_) => Level::Term,
            // Between parentheses it may go on in other lines.
            Self::Text(text, level) if *level < Level::Term && text.contains('\n') => Level::Choice,
            Self::Text(_, level) => *level,
            Self::All(_) => Level::All,
            Self::Any(_) => Level::Any,
        }
    }

    /// The condition as code.
    pub(super) fn code(&self) -> String {
        let code = self.bare();
        match self {
            Self::Text(text, _) if self.level() == Level::Choice && text.contains('\n') => {
                format!("({code})")
            }
            _ => code,
        }
    }

    /// The condition as code that stands in something of another level.
    pub(super) fn within(&self, outer: Level) -> String {
        // `a && b || c` is right, and takes a second look.
        let is_mixed = outer == Level::Any && self.level() == Level::All;
        if self.level() < outer || is_mixed {
            format!("({})", self.bare())
        } else {
            self.bare()
        }
    }

    fn bare(&self) -> String {
        let joined = |parts: &[Self], operator: &str, level| {
            let parts = parts.iter().map(|part| part.within(level));
            parts.collect::<Vec<_>>().join(operator)
        };
        match self {
            Self::Known(known) => known.to_string(),
            Self::Text(text, _) => text.clone(),
            Self::Not(inner) => format!("!{}", inner.within(Level::Term)),
            Self::All(parts) => joined(parts, " && ", Level::All),
            Self::Any(parts) => joined(parts, " || ", Level::Any),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, level: Level) -> Condition {
        Condition::Text(text.to_owned(), level)
    }

    #[test]
    fn what_is_known_is_worked_out() {
        let a = || Condition::term("a");
        let known = Condition::Known;
        assert_eq!(Condition::all([a(), known(true)]), a());
        assert_eq!(Condition::all([a(), known(false)]), known(false));
        assert_eq!(Condition::any([known(false), a()]), a());
        assert_eq!(Condition::any([known(true), a()]), known(true));
        assert_eq!(a().negated().negated(), a());
        assert_eq!(Condition::all([]), known(true));
    }

    #[test]
    fn parentheses_stand_where_they_are_needed() {
        let is_set = || text("a == 1", Level::Comparison);
        for (condition, code) in [
            (is_set().where_on("s"), "!var.s || a == 1"),
            (is_set().negated().where_on("s"), "!(var.s && a == 1)"),
            (
                Condition::all([is_set(), Condition::term("b")]).where_on("s"),
                "!var.s || (a == 1 && b)",
            ),
            (
                Condition::any([is_set(), Condition::term("b")])
                    .negated()
                    .where_on("s"),
                "!(var.s && (a == 1 || b))",
            ),
            (
                text("a ? b : c", Level::Choice).where_on("s"),
                "!var.s || (a ? b : c)",
            ),
            (text("a ==\n  b", Level::Comparison), "(a ==\n  b)"),
        ] {
            assert_eq!(condition.code(), code);
        }
    }
}
