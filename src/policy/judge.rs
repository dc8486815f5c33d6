//! Decides what a policy says of a block whose `attrs` and `meta` are known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::locals::Locals;
use super::{Code, FileValues, Policy, message};
use crate::syntax::place;
use crate::terraform::{Bindings, Question, Scope, Value};

/// A block as policies see it.
#[derive(Debug, Clone)]
pub struct Known {
    /// What it says: an object.
    pub attrs: Value,
    /// What is known of it: an object.
    pub meta: Value,
}

/// What blocks are judged by, beside what is known of them.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    /// What the names of the policy's file stand for.
    pub values: &'g FileValues<'g>,
    /// Where `getresources` looks.
    pub resources: &'g dyn Resources,
    /// Steps that each evaluation may take.
    pub steps: usize,
}

/// Where `getresources` looks.
pub trait Resources {
    /// The blocks of a resource's type (`data.TYPE` for data), in a stable order:
    /// each an object of its attributes, and `meta`; `None` where there may be more.
    fn of_type(&self, name: &str) -> Option<Rc<Vec<Value>>>;
}

/// What one condition, or the filter, came to where it did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The condition is false.
    Violated {
        /// Its number in the policy, from 0.
        number: usize,
    },
    /// It fails with the block's values.
    Failed {
        /// The condition or filter, in bytes of the policy's file.
        at: Range<usize>,
        /// Why.
        why: Why,
    },
    /// It takes more than an evaluation may, and decides nothing.
    Exhausted {
        /// The condition or filter, in bytes of the policy's file.
        at: Range<usize>,
    },
}

/// Why a condition fails; places are in bytes of the policy's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It comes to something else than true or false.
    Is(&'static str),
    /// Terraform refuses a part of it.
    Refused {
        /// The part.
        part: Range<usize>,
        /// What in it is null.
        null: Option<Range<usize>>,
    },
}

impl Why {
    /// The reason in words; `text` is that of the policy's file.
    pub fn words(&self, text: &str, at: &Range<usize>) -> String {
        let code = |place: &Range<usize>| {
            let code = text[place.clone()].split_whitespace();
            let code = code.collect::<Vec<_>>().join(" ");
            match code.char_indices().nth(MAX_CODE) {
                Some((end, _)) => format!("{}…", &code[..end]),
                None => code,
            }
        };
        match self {
            Self::Is(what) => format!("`{}` is {what}, not true or false", code(at)),
            Self::Refused {
                part,
                null: Some(null),
            } => format!("`{}` fails because `{}` is null", code(part), code(null)),
            Self::Refused { part, null: None } => {
                format!("`{}` fails with the values it has there", code(part))
            }
        }
    }
}

/// Characters of a condition that are shown in a message.
const MAX_CODE: usize = 80;

impl Policy {
    /// Whether its filter admits a block of which all is known that the filter
    /// reads.
    ///
    /// # Errors
    ///
    /// What is to be told, where that can't be decided.
    pub fn filtered(&self, known: &Known, ground: Ground<'_>) -> Result<bool, Outcome> {
        let Some(filter) = &self.filter else {
            return Ok(true);
        };
        self.with(known, ground, |judgement| match judgement.decide(filter) {
            Decision::True => Ok(true),
            Decision::False | Decision::Open(None) => Ok(false),
            Decision::Open(Some(outcome)) => Err(outcome),
        })
    }

    /// What its conditions say of a block that the filter admits.
    pub fn enforced(&self, known: &Known, ground: Ground<'_>) -> Vec<Outcome> {
        self.with(known, ground, |judgement| {
            let enforces = judgement.policy.enforces.iter().enumerate();
            let outcomes =
                enforces.filter_map(|(number, it)| match judgement.decide(&it.condition) {
                    Decision::True => None,
                    Decision::False => Some(Outcome::Violated { number }),
                    Decision::Open(outcome) => outcome,
                });
            outcomes.collect()
        })
    }

    /// What to say where a condition is false, by its number from 0: one line.
    pub fn message(&self, number: usize, known: &Known, ground: Ground<'_>) -> String {
        let message = self.enforces[number].message.as_ref();
        self.with(known, ground, |judgement| judgement.message(message))
    }

    fn with<R>(
        &self,
        known: &Known,
        ground: Ground<'_>,
        judged: impl FnOnce(&Judgement<'_>) -> R,
    ) -> R {
        let input = Bindings {
            name: "input",
            value: &ground.values.inputs,
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
            ground,
            bindings: attrs,
            locals: Worked::new(&self.locals),
        };
        judged(&judgement)
    }
}

/// One policy and one block.
struct Judgement<'j> {
    policy: &'j Policy,
    ground: Ground<'j>,
    bindings: Bindings<'j>,
    locals: Worked<'j>,
}

/// Local values, each worked out once it is named.
#[derive(Debug)]
pub(super) struct Worked<'l> {
    locals: &'l Locals,
    /// Their values, by their places and whether a failure is caught; and whether
    /// one took too much.
    known: RefCell<BTreeMap<(usize, bool), (Value, bool)>>,
}

impl<'l> Worked<'l> {
    pub(super) fn new(locals: &'l Locals) -> Self {
        Self {
            locals,
            known: RefCell::default(),
        }
    }
}

/// What a condition came to.
enum Decision {
    True,
    False,
    Open(Option<Outcome>),
}

impl Judgement<'_> {
    fn decide(&self, code: &Code) -> Decision {
        let question = Question::new(self, self.ground.steps);
        let value = question.expression(&code.node, Some(&self.bindings));
        let at = code.at();
        let why = match value.as_bool() {
            Some(true) => return Decision::True,
            Some(false) => return Decision::False,
            None => match &value {
                Value::Unknown | Value::Json(_) => {
                    let outcome = Outcome::Exhausted { at };
                    return Decision::Open(question.is_exhausted().then_some(outcome));
                }
                Value::Error => {
                    let within =
                        |span: Option<Range<usize>>| span.map(|it| place(Some(it), code.base));
                    Why::Refused {
                        part: within(question.failure()).unwrap_or_else(|| at.clone()),
                        null: within(question.null()),
                    }
                }
                Value::Null => Why::Is("null"),
                Value::Number(_) => Why::Is("a number"),
                Value::List(_) => Why::Is("a list"),
                Value::Object(_) => Why::Is("an object"),
                Value::Bool(_) | Value::String(_) => Why::Is("a string"),
            },
        };
        Decision::Open(Some(Outcome::Failed { at, why }))
    }

    fn message(&self, code: Option<&Code>) -> String {
        let said = code.map(|code| {
            let question = Question::new(self, self.ground.steps);
            message::worded(&code.node, &question, Some(&self.bindings))
        });
        let said = said.filter(|said| !said.is_empty());
        said.unwrap_or_else(|| self.policy.info.summary.to_owned())
    }

    fn local(&self, worked: &Worked<'_>, index: usize, question: &Question<'_>) -> Value {
        let is_tried = question.is_tried();
        let known = |local: usize| worked.known.borrow().get(&(local, is_tried)).cloned();
        let (value, is_exhausted) = known(index).unwrap_or_else(|| {
            let mut last = (Value::Unknown, false);
            let locals = worked.locals;
            for needed in locals.needed(index, |local| known(local).is_some()) {
                let aside = question.aside(self, self.ground.steps);
                let code = &locals.get(needed).code;
                let value = aside.expression(&code.node, Some(&self.bindings));
                last = (value, aside.is_exhausted());
                let mut known = worked.known.borrow_mut();
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
        let Some(resources) = self.ground.resources.of_type(kind) else {
            return Value::Unknown;
        };
        for resource in resources.iter() {
            if !question.spend(1 + wanted.map_or(0, |wanted| wanted.members.len())) {
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
        if let Some(value) = self.ground.values.locals.get(name) {
            if self.ground.values.exhausted.contains(name) {
                question.exhaust();
            }
            return if question.spend(1) {
                value.clone()
            } else {
                Value::Unknown
            };
        }
        for worked in [&self.locals, &self.ground.values.late] {
            if let Some(index) = worked.locals.find(name) {
                return if question.spend(worked.locals.get(index).cost) {
                    self.local(worked, index, question)
                } else {
                    Value::Unknown
                };
            }
        }
        Value::Unknown
    }

    fn call(&self, name: &str, arguments: &[Value], question: &Question<'_>) -> Option<Value> {
        (name == super::names::GET_RESOURCES).then(|| self.resources(arguments, question))
    }

    fn lacks_are_null(&self) -> bool {
        true
    }
}
