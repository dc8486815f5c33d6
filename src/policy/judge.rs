//! Decides what a policy says of a block whose `attrs` and `meta` are known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::{Code, Policy, PolicyFile, message, place};
use crate::terraform::{Bindings, Question, Scope, Value};

/// A block as policies see it.
#[derive(Debug, Clone)]
pub struct Known {
    /// What it says: an object.
    pub attrs: Value,
    /// What is known of it: an object.
    pub meta: Value,
}

/// Where `getresources` looks.
pub trait Resources {
    /// The blocks of a resource's type (`data.TYPE` for data), in a stable order:
    /// each an object of its attributes, and `meta`.
    fn of_type(&self, name: &str) -> Rc<Vec<Value>>;
}

/// Where there are none.
#[derive(Debug)]
pub struct NoResources;

impl Resources for NoResources {
    fn of_type(&self, _: &str) -> Rc<Vec<Value>> {
        Rc::default()
    }
}

/// What one condition, or the filter, came to where it did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The condition is false: its number from 0, and what is to be said.
    Violated {
        /// Its number in the policy, from 0.
        number: usize,
        /// One line.
        message: String,
    },
    /// Terraform would refuse it, by the block's values.
    Failed {
        /// The condition or filter, in bytes of the policy's file.
        at: Range<usize>,
        /// The part of it that fails, likewise.
        part: Range<usize>,
    },
    /// It takes more than an evaluation may, and decides nothing.
    Exhausted {
        /// The condition or filter, in bytes of the policy's file.
        at: Range<usize>,
    },
}

impl Policy {
    /// What it says of a block. Each of its expressions may take so many steps.
    pub fn judge(
        &self,
        file: &PolicyFile,
        known: &Known,
        resources: &dyn Resources,
        steps: usize,
    ) -> Vec<Outcome> {
        match self.filtered(file, known, resources, steps) {
            Ok(true) => self.enforced(file, known, resources, steps),
            Ok(false) => Vec::new(),
            Err(outcome) => vec![outcome],
        }
    }

    /// Whether its filter admits a block of which all is known that the filter
    /// reads.
    ///
    /// # Errors
    ///
    /// What is to be told, where that can't be decided.
    pub fn filtered(
        &self,
        file: &PolicyFile,
        known: &Known,
        resources: &dyn Resources,
        steps: usize,
    ) -> Result<bool, Outcome> {
        let Some(filter) = &self.filter else {
            return Ok(true);
        };
        self.with(file, known, resources, steps, |judgement| {
            match judgement.decide(filter) {
                Decision::True => Ok(true),
                Decision::False | Decision::Open(None) => Ok(false),
                Decision::Open(Some(outcome)) => Err(outcome),
            }
        })
    }

    /// What its conditions say of a block that the filter admits.
    pub fn enforced(
        &self,
        file: &PolicyFile,
        known: &Known,
        resources: &dyn Resources,
        steps: usize,
    ) -> Vec<Outcome> {
        self.with(file, known, resources, steps, enforced)
    }

    fn with<R>(
        &self,
        file: &PolicyFile,
        known: &Known,
        resources: &dyn Resources,
        steps: usize,
        judged: impl FnOnce(&Judgement<'_>) -> R,
    ) -> R {
        let inputs = file.inputs.value();
        let input = Bindings {
            name: "input",
            value: &inputs,
            outer: None,
        };
        let meta = Bindings {
            name: "meta",
            value: &known.meta,
            outer: Some(&input),
        };
        let attrs = Bindings {
            name: "attrs",
            value: &known.attrs,
            outer: Some(&meta),
        };
        let judgement = Judgement {
            policy: self,
            file,
            bindings: attrs,
            resources,
            steps,
            locals: RefCell::default(),
        };
        judged(&judgement)
    }
}

/// One policy and one block.
struct Judgement<'j> {
    policy: &'j Policy,
    file: &'j PolicyFile,
    bindings: Bindings<'j>,
    resources: &'j dyn Resources,
    steps: usize,
    /// The values of local values, by their places and whether a failure is
    /// caught; and whether one took too much.
    locals: RefCell<BTreeMap<(usize, bool), (Value, bool)>>,
}

/// What a condition came to.
enum Decision {
    True,
    False,
    Open(Option<Outcome>),
}

/// What the conditions of a policy say.
fn enforced(judgement: &Judgement<'_>) -> Vec<Outcome> {
    let enforces = judgement.policy.enforces.iter().enumerate();
    let outcomes =
        enforces.filter_map(
            |(number, enforce)| match judgement.decide(&enforce.condition) {
                Decision::True => None,
                Decision::False => {
                    let message = judgement.message(enforce.message.as_ref());
                    Some(Outcome::Violated { number, message })
                }
                Decision::Open(outcome) => outcome,
            },
        );
    outcomes.collect()
}

impl Judgement<'_> {
    fn decide(&self, code: &Code) -> Decision {
        let question = Question::new(self, self.steps);
        let value = question.expression(&code.node, Some(&self.bindings));
        let at = code.at();
        match (value.as_bool(), value) {
            (Some(true), _) => Decision::True,
            (Some(false), _) => Decision::False,
            (None, Value::Unknown | Value::Json(_)) => {
                let outcome = Outcome::Exhausted { at };
                Decision::Open(question.is_exhausted().then_some(outcome))
            }
            (None, _) => {
                let part = question.failure();
                let part = part.map_or(at.clone(), |part| place(Some(part), code.base));
                Decision::Open(Some(Outcome::Failed { at, part }))
            }
        }
    }

    fn message(&self, code: Option<&Code>) -> String {
        let said = code.map(|code| {
            let question = Question::new(self, self.steps);
            message::worded(&code.node, &question, Some(&self.bindings))
        });
        let said = said.filter(|said| !said.is_empty());
        said.unwrap_or_else(|| self.policy.info.summary.to_owned())
    }

    fn local(&self, index: usize, question: &Question<'_>) -> Value {
        let is_tried = question.is_tried();
        let known = |local: usize| self.locals.borrow().get(&(local, is_tried)).cloned();
        let (value, is_exhausted) = known(index).unwrap_or_else(|| {
            let mut last = (Value::Unknown, false);
            let locals = &self.policy.locals;
            for needed in locals.needed(index, |local| known(local).is_some()) {
                let aside = question.aside(self, self.steps);
                let code = &locals.get(needed).code;
                let value = aside.expression(&code.node, Some(&self.bindings));
                last = (value, aside.is_exhausted());
                let mut known = self.locals.borrow_mut();
                known.insert((needed, is_tried), last.clone());
            }
            last
        });
        if is_exhausted {
            question.exhaust();
        }
        value
    }

    fn resources(&self, arguments: &[Value], question: &Question<'_>) -> Value {
        let (kind, wanted) = match arguments {
            [kind] | [kind, Value::Null] => (kind, None),
            [kind, Value::Object(wanted)] if !wanted.open => (kind, Some(wanted)),
            [_, Value::Unknown | Value::Object(_)] => return Value::Unknown,
            _ => return Value::Error,
        };
        let kind = match kind {
            Value::String(kind) => kind,
            Value::Unknown => return Value::Unknown,
            _ => return Value::Error,
        };
        let mut found = Vec::new();
        for resource in self.resources.of_type(kind).iter() {
            if !question.spend(resource.weight()) {
                return Value::Unknown;
            }
            let wanted = wanted.into_iter().flat_map(|wanted| &wanted.members);
            let fits: Vec<Option<bool>> = wanted
                .map(|(name, value)| {
                    let own = resource.member(name).unwrap_or(Value::Null);
                    own.equals(value)
                })
                .collect();
            if fits.contains(&Some(false)) {
                continue;
            }
            if fits.contains(&None) {
                return Value::Unknown;
            }
            found.push(resource.clone());
        }
        Value::list(found)
    }
}

impl Scope for Judgement<'_> {
    fn named(&self, root: &str, name: &str, question: &Question<'_>) -> Value {
        if root != "local" {
            return Value::Unknown;
        }
        if let Some(value) = self.file.locals.get(name) {
            let value = value.value();
            return if question.spend(value.weight()) {
                value
            } else {
                Value::Unknown
            };
        }
        match self.policy.locals.find(name) {
            Some(index) if question.spend(self.policy.locals.get(index).cost) => {
                self.local(index, question)
            }
            _ => Value::Unknown,
        }
    }

    fn call(&self, name: &str, arguments: &[Value], question: &Question<'_>) -> Option<Value> {
        (name == super::names::GET_RESOURCES).then(|| self.resources(arguments, question))
    }

    fn lacks_are_null(&self) -> bool {
        true
    }
}
