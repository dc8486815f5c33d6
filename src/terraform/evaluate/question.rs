//! One expression that is evaluated: what its names stand for, and what it may
//! cost.

use std::cell::Cell;
use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;

use crate::terraform::value::Value;

/// What the names in an expression stand for.
pub trait Scope {
    /// The value of `root.name`; the question pays for it.
    fn named(&self, root: &str, name: &str, question: &Question<'_>) -> Value;

    /// What a function makes of its arguments that is this scope's own.
    fn call(&self, name: &str, arguments: &[Value], question: &Question<'_>) -> Option<Value> {
        let _ = (name, arguments, question);
        None
    }

    /// Whether a member or item that isn't there is null, but in `try` and `can`.
    fn lacks_are_null(&self) -> bool {
        false
    }
}

/// Where no name is known.
pub(super) struct Nameless;

impl Scope for Nameless {
    fn named(&self, _: &str, _: &str, _: &Question<'_>) -> Value {
        Value::Unknown
    }
}

/// One expression that is evaluated.
pub struct Question<'q> {
    scope: &'q dyn Scope,
    /// Steps.
    pub(super) left: Cell<usize>,
    is_exhausted: Cell<bool>,
    /// How many `try` and `can` there are around.
    tries: Cell<usize>,
    /// The innermost expression that failed first, outside of `try` and `can`.
    failure: Cell<Option<(usize, usize)>>,
}

impl<'q> Question<'q> {
    /// A question that may take so many steps.
    pub fn new(scope: &'q dyn Scope, steps: usize) -> Self {
        Self {
            scope,
            left: Cell::new(steps),
            is_exhausted: Cell::new(false),
            tries: Cell::new(0),
            failure: Cell::new(None),
        }
    }

    /// Another question that is asked on the way, with steps of its own.
    #[must_use]
    pub fn aside<'o>(&self, scope: &'o dyn Scope, steps: usize) -> Question<'o> {
        let aside = Question::new(scope, steps);
        aside.tries.set(self.tries.get());
        aside
    }

    /// Takes steps, if that many are left.
    pub fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps);
        match left {
            Some(left) => self.left.set(left),
            None => self.exhaust(),
        }
        left.is_some()
    }

    /// Says that it took more than it may.
    pub fn exhaust(&self) {
        self.is_exhausted.set(true);
    }

    /// Whether it took more than it may, so that something is unknown.
    pub fn is_exhausted(&self) -> bool {
        self.is_exhausted.get()
    }

    /// Whether a failure matters to a `try` or `can` around.
    pub fn is_tried(&self) -> bool {
        self.tries.get() > 0
    }

    /// Where the innermost expression stands that failed, in bytes of its tree.
    pub fn failure(&self) -> Option<Range<usize>> {
        self.failure.get().map(|(start, end)| start..end)
    }

    pub(super) fn scope(&self) -> &'q dyn Scope {
        self.scope
    }

    /// Does something within `try` or `can`, if that is so.
    pub(super) fn tried<R>(&self, is_tried: bool, work: impl FnOnce() -> R) -> R {
        let before = self.tries.get();
        self.tries.set(before + usize::from(is_tried));
        let result = work();
        self.tries.set(before);
        result
    }

    pub(super) fn note_failure(&self, expr: &Expression) {
        if !self.is_tried() && self.failure.get().is_none() {
            let at = expr.span().map(|at| (at.start, at.end));
            self.failure.set(at);
        }
    }
}

impl std::fmt::Debug for Question<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Question").finish_non_exhaustive()
    }
}
