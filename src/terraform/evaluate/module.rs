//! The values of a module's expressions: locals, and variables as long as nobody
//! sets them.

use std::cell::RefCell;

use foldhash::HashMap;
use hcl_edit::expr::Expression;

use super::question::Nameless;
use super::{Bindings, Question, Scope};
use crate::terraform::locals::LocalId;
use crate::terraform::value::Value;
use crate::terraform::{Definitions, VariableId};

/// Steps that one question may take.
const MAX_STEPS: usize = 50_000;
/// Steps that are shared by the blocks and locals of a module: where there are
/// very many, each question may take fewer.
const ALL_STEPS: usize = 4_000_000;

/// The values of locals and of variables' defaults that were evaluated so far.
#[derive(Debug, Default)]
pub(in crate::terraform) struct Evaluated {
    locals: RefCell<HashMap<(LocalId, Defaults), Value>>,
    defaults: RefCell<HashMap<VariableId, Value>>,
}

/// What a variable is taken to be as long as nobody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defaults {
    /// Its default.
    AsWritten,
    /// Its default, but for null: who writes that expects a value from outside.
    NullIsUnknown,
}

impl Definitions<'_> {
    /// The static value of an expression.
    pub fn value(&self, node: &Expression) -> Value {
        self.value_in(node, None).0
    }

    /// The static value of an expression within bindings, and the steps that it
    /// took.
    pub fn value_in(&self, node: &Expression, bindings: Option<&Bindings<'_>>) -> (Value, usize) {
        let scope = self.scope(Defaults::AsWritten);
        let question = Question::new(&scope, self.max_steps());
        let value = question.expression(node, bindings);
        (value.or_unknown(), self.max_steps() - question.left.get())
    }

    /// The static value of an expression, whatever variables that are null by
    /// default are.
    pub fn value_by(&self, node: &Expression, defaults: Defaults) -> Value {
        let scope = self.scope(defaults);
        let value = Question::new(&scope, self.max_steps()).expression(node, None);
        value.or_unknown()
    }

    fn scope(&self, defaults: Defaults) -> ModuleScope<'_, '_> {
        ModuleScope {
            definitions: self,
            defaults,
        }
    }

    /// The value of an expression that others ask for; that it fails matters to
    /// `try`.
    fn own_value(&self, node: &Expression, scope: &dyn Scope) -> Value {
        Question::new(scope, self.max_steps()).expression(node, None)
    }

    fn max_steps(&self) -> usize {
        let questions = self.blocks().len() + self.locals().len();
        (ALL_STEPS / questions.max(1)).min(MAX_STEPS)
    }

    /// The value of a local, worked out after those that it is made of.
    fn local_value(&self, local: LocalId, defaults: Defaults) -> Value {
        if let Some(value) = self.evaluated.locals.borrow().get(&(local, defaults)) {
            return value.clone();
        }
        let needed = self.locals().needed(local, |needed| {
            let known = self.evaluated.locals.borrow();
            known.contains_key(&(needed, defaults))
        });
        let scope = self.scope(defaults);
        let mut value = Value::Unknown;
        for local in needed {
            value = self.own_value(self.locals().expr(local).node, &scope);
            let mut known = self.evaluated.locals.borrow_mut();
            known.insert((local, defaults), value.clone());
        }
        value
    }

    /// The value of a variable's default, which refers to nothing.
    fn default_value(&self, name: &str) -> Value {
        let Some(variable) = self.variable(name) else {
            return Value::Unknown;
        };
        if let Some(value) = self.evaluated.defaults.borrow().get(&variable) {
            return value.clone();
        }
        let Some(default) = self.variable_block(variable).attribute("default") else {
            return Value::Unknown;
        };
        let value = self.own_value(default.node, &Nameless);
        let mut known = self.evaluated.defaults.borrow_mut();
        known.insert(variable, value.clone());
        value
    }
}

/// The names of a module.
struct ModuleScope<'d, 'a> {
    definitions: &'d Definitions<'a>,
    defaults: Defaults,
}

impl Scope for ModuleScope<'_, '_> {
    fn named(&self, root: &str, name: &str, question: &Question<'_>) -> Value {
        match root {
            "local" => {
                let locals = self.definitions.locals();
                let affordable = locals.find(name).filter(|local| {
                    let cost = locals.cost(*local);
                    cost.is_some_and(|cost| question.spend(cost))
                });
                affordable.map_or(Value::Unknown, |local| {
                    self.definitions.local_value(local, self.defaults)
                })
            }
            "var" => match self.definitions.default_value(name) {
                Value::Null if self.defaults == Defaults::NullIsUnknown => Value::Unknown,
                value => value,
            },
            _ => Value::Unknown,
        }
    }
}
