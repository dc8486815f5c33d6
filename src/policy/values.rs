//! What the names of a policy file stand for: its inputs and local values.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hcl_edit::expr::Expression;

use super::Code;
use super::boolean::Known;
use super::locals::Locals;
use super::names::{GET_RESOURCES, Mistakes, Names};
use super::read::circles;
use super::types::Type;
use crate::source::Source;
use crate::terraform::expression::any;
use crate::terraform::{Bindings, Question, Reference, Scope, Value};

/// Steps that evaluating a local value of a file may take.
const STEPS: usize = 50_000;

/// An `input` block.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) kind: Type,
    /// Its default, if it has one.
    default: Option<Value>,
    /// Its value, once all are known; unknown where it has none.
    value: Value,
    /// Where its name stands, in bytes of the file.
    at: Range<usize>,
}

impl Declared {
    /// An input that has no value yet.
    pub(super) fn new(kind: Type, default: Option<Value>, at: Range<usize>) -> Self {
        Self {
            kind,
            default,
            value: Value::Unknown,
            at,
        }
    }
}

/// What the names of a file are, to its policies.
pub(super) struct FileNames<'f> {
    pub(super) source: &'f Source,
    /// Ids that no policy may have.
    pub(super) taken: &'f [&'static str],
    pub(super) locals: BTreeSet<String>,
    /// What local values are that are never true or false.
    never_boolean: BTreeMap<String, &'static str>,
    pub(super) inputs: BTreeMap<String, Declared>,
    pub(super) input_names: BTreeSet<String>,
    /// The values of local values.
    pub(super) values: BTreeMap<String, Value>,
    /// Local values that take too much.
    pub(super) exhausted: BTreeSet<String>,
}

impl<'f> FileNames<'f> {
    /// The names of a file whose inputs have no values yet, and whose local values
    /// are not there yet.
    pub(super) fn new(
        source: &'f Source,
        taken: &'f [&'static str],
        inputs: BTreeMap<String, Declared>,
    ) -> Self {
        Self {
            source,
            taken,
            locals: BTreeSet::new(),
            never_boolean: BTreeMap::new(),
            input_names: inputs.keys().cloned().collect(),
            inputs,
            values: BTreeMap::new(),
            exhausted: BTreeSet::new(),
        }
    }

    /// Gives the inputs their values. The answer is those that are of another
    /// type, with what they should be.
    pub(super) fn set(
        &mut self,
        values: Option<&BTreeMap<String, Value>>,
        mistakes: &mut Mistakes,
    ) -> Vec<(String, String)> {
        let mut misfits = Vec::new();
        for (name, declared) in &mut self.inputs {
            match (
                values.and_then(|values| values.get(name)),
                &declared.default,
            ) {
                (Some(value), _) => match declared.kind.convert(value) {
                    Some(value) => declared.value = value,
                    None => misfits.push((name.clone(), declared.kind.name())),
                },
                (None, Some(default)) => declared.value = default.clone(),
                (None, None) if values.is_none() => {}
                (None, None) => {
                    let message = format!(
                        "`input.{name}` has no default: set it with `inputs = {{ {name} = … }}`"
                    );
                    mistakes.push((declared.at.clone(), message));
                }
            }
        }
        misfits
    }

    /// Evaluates local values. The answer is those that ask for resources: they are
    /// known once there is a module.
    pub(super) fn add_locals(
        &mut self,
        locals: Vec<(String, Code)>,
        mistakes: &mut Mistakes,
    ) -> Locals {
        for (name, code) in &locals {
            if !self.locals.insert(name.clone()) {
                mistakes.push((code.at(), format!("`local.{name}` is defined twice")));
            }
        }
        let none = BTreeSet::new();
        let check = Names {
            has_block: false,
            has_resources: true,
            locals: &[&self.locals],
            inputs: &self.input_names,
            others: &none,
        };
        for (_, code) in &locals {
            check.check(code, mistakes);
        }
        let ordered = Locals::new(locals).unwrap_or_else(|circular| {
            mistakes.extend(circles(circular));
            Locals::default()
        });
        let inputs = self.input_values();
        let mut late: BTreeMap<String, Code> = BTreeMap::new();
        for local in ordered.iter() {
            if let Some(what) = self.never_boolean(&local.code.node, &BTreeMap::new()) {
                self.never_boolean.insert(local.name.clone(), what);
            }
            if asks_for_resources(&local.code.node, &late) {
                late.insert(local.name.clone(), local.code.clone());
            } else {
                let (value, is_exhausted) =
                    evaluated(&local.code, &self.values, &inputs, &self.exhausted);
                self.values.insert(local.name.clone(), value);
                if is_exhausted {
                    self.exhausted.insert(local.name.clone());
                }
            }
        }
        // Of all that are in no circle, none is.
        Locals::new(late.into_iter().collect()).unwrap_or_default()
    }

    /// What an expression is that is never true or false, where a policy's own local
    /// values are these.
    pub(super) fn never_boolean(
        &self,
        node: &Expression,
        own: &BTreeMap<&str, &'static str>,
    ) -> Option<&'static str> {
        let known = Known {
            local: &|name| {
                own.get(name)
                    .or_else(|| self.never_boolean.get(name))
                    .copied()
            },
            input: &|name| self.inputs.get(name)?.kind.never_boolean(),
        };
        known.never_boolean(node)
    }

    pub(super) fn input_values(&self) -> Value {
        let inputs = self.inputs.iter();
        let values = inputs.map(|(name, input)| (name.clone(), input.value.clone()));
        Value::object(values.collect(), false)
    }

    /// The value of an expression that is about no block.
    pub(super) fn value(&self, code: &Code) -> Value {
        evaluate(code, &self.values, &self.input_values())
    }

    /// The file's own name, without its folder.
    pub(super) fn file_name(&self) -> &str {
        let name = &self.source.name;
        name.rsplit('/').next().unwrap_or(name)
    }
}

/// Whether an expression asks for resources, or names a local value that does.
fn asks_for_resources(node: &Expression, late: &BTreeMap<String, Code>) -> bool {
    any(node, &|part| match part {
        Expression::FuncCall(call) => call.name.name.as_str() == GET_RESOURCES,
        part => Reference::of(part)
            .and_then(|reference| reference.named("local"))
            .is_some_and(|name| late.contains_key(name)),
    })
}

/// Local values and inputs.
struct FileScope<'s> {
    locals: &'s BTreeMap<String, Value>,
    /// Those of them that take too much.
    exhausted: &'s BTreeSet<String>,
}

impl Scope for FileScope<'_> {
    fn named(&self, root: &str, name: &str, question: &Question<'_>) -> Value {
        if self.exhausted.contains(name) {
            question.exhaust();
        }
        match self.locals.get(name) {
            Some(value) if root == "local" && question.spend(value.weight()) => value.clone(),
            _ => Value::Unknown,
        }
    }

    fn lacks_are_null(&self) -> bool {
        true
    }
}

pub(super) fn evaluate(code: &Code, locals: &BTreeMap<String, Value>, inputs: &Value) -> Value {
    match evaluated(code, locals, inputs, &BTreeSet::new()).0 {
        Value::Error => Value::Unknown,
        value => value,
    }
}

/// The value of an expression, and whether it takes too much.
fn evaluated(
    code: &Code,
    locals: &BTreeMap<String, Value>,
    inputs: &Value,
    exhausted: &BTreeSet<String>,
) -> (Value, bool) {
    let scope = FileScope { locals, exhausted };
    let bindings = Bindings {
        name: "input",
        value: inputs,
        outer: None,
    };
    let question = Question::new(&scope, STEPS);
    let value = question.expression(&code.node, Some(&bindings));
    (value, question.is_exhausted())
}

/// The value of an expression without references.
pub fn literal(node: &Expression) -> Value {
    let code = Code {
        node: node.clone(),
        base: 0,
    };
    evaluate(&code, &BTreeMap::new(), &Value::Unknown)
}
