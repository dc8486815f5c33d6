//! Puts the local value in place of the variable, and lets the tests know the
//! switch that decide how often something is there.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::Names;
use crate::diagnostic::Edit;
use crate::edit::may_fail;
use crate::flow::{Sink, is_preset};
use crate::module::{
    Coalesced, Context, Extent, IndexedUse, Key, KeyUse, Module, PresenceTest, Use, Within,
};
use crate::source::Span;
use crate::terraform::expression::instance_deciders;
use crate::terraform::references::visit;
use crate::terraform::{Block, Expr, Section, Value};

/// What becomes of the uses of a key.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    pub(super) replaced: Vec<Edit>,
    /// Where the local value is taken.
    pub(super) takes_local: Vec<Span>,
    /// Why that is not safe.
    pub(super) reasons: Vec<String>,
    /// Why there is no fix.
    pub(super) obstacle: Option<String>,
    /// What a parameter that nobody has filled in has to be instead of empty: null
    /// where something tells the two apart, an empty document where it is parsed.
    pub(super) if_empty: Option<String>,
}

/// Rewrites the uses of a key.
pub(super) fn rewrite(module: &Module<'_>, key: &Key, names: &Names<'_>) -> Rewritten {
    let dependents = module.dependents_of_variable(names.variable);
    let mut rewriting = Rewriting {
        module,
        key,
        names,
        texts: BTreeMap::new(),
        told_blocks: BTreeMap::new(),
        told_locals: BTreeSet::new(),
        left_tests: Vec::new(),
        values: Vec::new(),
        repeats: dependents.count_in_child,
        is_refused: dependents.for_each_in_child,
    };
    for used in module.uses_of_key(key) {
        rewriting.repetition(&used);
    }
    for used in module.uses_of_key(key) {
        rewriting.other(&used);
    }
    rewriting.finish()
}

/// A block by its type, for `module` that itself, and its name.
type BlockName<'a> = (&'a str, &'a str);

struct Rewriting<'r, 'a> {
    module: &'r Module<'a>,
    key: &'r Key,
    names: &'r Names<'r>,
    texts: BTreeMap<Span, String>,
    /// The blocks whose `count` or `for_each` knows the switch, and whether they
    /// are there where it is on.
    told_blocks: BTreeMap<BlockName<'a>, bool>,
    /// Local values whose tests know the switch.
    told_locals: BTreeSet<&'a str>,
    /// Tests of the local value that stay tests of it.
    left_tests: Vec<PresenceTest>,
    /// Uses that take the value.
    values: Vec<ValueUse>,
    /// Whether how often something is there depends on the value itself.
    repeats: bool,
    /// Whether what instances there are does: Terraform refuses that where the
    /// value is sensitive, even with the switch off.
    is_refused: bool,
}

/// A use that takes the key's value.
#[derive(Clone, Copy)]
struct ValueUse {
    at: Span,
    within: Within,
    is_filtered: bool,
    coalesced: Option<Coalesced>,
    fails_if_empty: bool,
}

impl<'a> Rewriting<'_, 'a> {
    /// What decides how often something is there: known at plan, and never
    /// sensitive.
    fn repetition(&mut self, used: &KeyUse<'_, 'a>) {
        let found = used.found;
        if stays(self.module, used) || !self.is_repetition(found) {
            return;
        }
        if let Some(test) = found.test {
            let block = block_of(self.module, test.at);
            if block.is_some_and(|block| self.refuses_empty(block)) {
                self.take_untested(found.at);
                self.left_tests.push(test);
                self.texts.insert(found.at, self.names.local_reference());
            } else {
                let choose = may_fail(self.module, self.key, test);
                self.tell(test, found.context, choose);
            }
            return;
        }
        match found.context {
            Context::Local(local) => self.tell_tests_of(local),
            _ => self.take_untested(found.at),
        }
        self.texts.insert(found.at, self.names.local_reference());
    }

    /// Everything else takes the local value.
    fn other(&mut self, used: &KeyUse<'_, 'a>) {
        let found = used.found;
        if stays(self.module, used) || self.is_repetition(found) {
            return;
        }
        if found.context == Context::ModuleCall {
            let (count, for_each) = self.module.repeats_through_call(found.at);
            self.repeats |= count;
            self.is_refused |= for_each;
        }
        match found.test {
            Some(test) if self.guards_a_told_block(found.context, test.at) => {
                self.tell(test, found.context, false);
                return;
            }
            Some(test) if self.marks_outputs(test.at) || self.is_in_preset(test.at) => {
                let choose = may_fail(self.module, self.key, test);
                self.tell(test, found.context, choose);
                return;
            }
            Some(test) => self.left_tests.push(test),
            None => self.values.push(ValueUse {
                at: found.at,
                within: found.within,
                is_filtered: found.is_filtered,
                coalesced: found.coalesced,
                fails_if_empty: found.fails_if_empty,
            }),
        }
        self.texts.insert(found.at, self.names.local_reference());
    }

    fn is_repetition(&self, found: &Use<'_>) -> bool {
        match found.context {
            Context::Count | Context::ForEach => true,
            Context::Local(local) => self.module.decides_repetition(local, found.at),
            _ => false,
        }
    }

    /// Lets a test know the switch.
    fn tell(&mut self, test: PresenceTest, context: Context<'a>, choose: bool) {
        let told = self.names.with_switch(self.module, test, choose);
        self.texts.insert(told.span, told.text);
        match context {
            Context::Local(local) => {
                self.told_locals.insert(local);
            }
            Context::Count | Context::ForEach => {
                if let Some(block) = block_of(self.module, test.at) {
                    self.told_blocks.insert(block_name(block), test.when_set);
                }
            }
            _ => {}
        }
    }

    /// Lets the tests of presence of a local value that holds the key know the
    /// switch, where they decide how often something is there.
    fn tell_tests_of(&mut self, local: &'a str) {
        let mut seen = BTreeSet::from([local]);
        let mut open = vec![local];
        while let Some(local) = open.pop() {
            for found in self.module.uses_of_local(local) {
                let further = match found.context {
                    Context::Count | Context::ForEach => None,
                    Context::Local(further) if self.is_repetition(found) => Some(further),
                    _ => continue,
                };
                // What may be another value is tested itself.
                let is_key = self.module.is_value_of_alone(local, self.names.variable);
                match (found.test.filter(|_| is_key), further) {
                    // The local value may be unknown until apply.
                    (Some(test), _) => self.tell(test, found.context, true),
                    (None, Some(further)) => {
                        if seen.insert(further) {
                            open.push(further);
                        }
                    }
                    (None, None) => self.take_untested(found.at),
                }
            }
        }
    }

    /// A value in a `count` or `for_each` that is tested for nothing. Where a
    /// `for_each` decides by it what instances there are, Terraform refuses it; but
    /// it takes a secret for that of a dynamic block (Terraform 1.11, tried).
    fn take_untested(&mut self, at: Span) {
        let block = block_of(self.module, at);
        let held = block.and_then(|block| {
            let found = block
                .sections()
                .find_map(|section| for_each_at(section, at))?;
            let own = block.attribute("for_each");
            Some((found, own.is_some_and(|own| own.span().covers(at))))
        });
        let Some((for_each, is_own)) = held else {
            self.repeats = true;
            return;
        };
        let mut decides = false;
        instance_deciders(for_each.node, &mut |part| {
            decides |= for_each.part(part).span().covers(at);
        });
        self.is_refused |= decides && is_own;
        self.repeats |= decides && !is_own;
    }

    /// Whether a test decides about the evaluation of something that takes an
    /// instance of a block whose `count` knows the switch.
    fn guards_a_told_block(&self, context: Context<'a>, test: Span) -> bool {
        let mut places = vec![test];
        if let Context::Local(local) = context {
            let mut seen = BTreeSet::from([local]);
            let mut open = vec![local];
            while let Some(local) = open.pop() {
                for found in self.module.uses_of_local(local) {
                    places.push(found.at);
                    if let Context::Local(further) = found.context
                        && seen.insert(further)
                    {
                        open.push(further);
                    }
                }
            }
        }
        self.indexed_told_blocks().any(|indexed| {
            let mut conditions = indexed.conditions.iter();
            conditions.any(|condition| places.iter().any(|place| condition.covers(*place)))
        })
    }

    /// Whether a test stands in a preset, where the local value is always empty.
    fn is_in_preset(&self, test: Span) -> bool {
        block_of(self.module, test).is_some_and(is_preset)
    }

    /// Whether a test of the local value would make outputs sensitive that tell
    /// no more than whether there is a key.
    fn marks_outputs(&self, test: Span) -> bool {
        let variable = self.module.variable(self.key);
        variable.sensitivity.is_sensitive() == Some(false)
            && !self.module.unmarked_outputs_from(&[test]).is_empty()
    }

    /// Whether a block may be refused where it is there with an empty key:
    /// something in it checks the key, or can't be worked out.
    fn refuses_empty(&self, block: &Block<'_>) -> bool {
        let (module, variable) = (self.module, self.names.variable);
        let mut uses = module.uses_of(variable).iter();
        if uses.any(|found| {
            let is_inside = block.spans().any(|span| span.covers(found.at));
            is_inside && found.test.is_none() && found.fails_if_empty
        }) {
            return true;
        }
        let holds_key = |at: Span| module.uses_of(variable).iter().any(|f| at.covers(f.at));
        if module.hands_to_one_that_refuses_empty(block, holds_key) {
            return true;
        }
        let lifecycle = block.blocks().filter(|nested| nested.kind == "lifecycle");
        let mut checks = lifecycle.flat_map(|nested| nested.section.blocks());
        checks.any(|check| {
            let condition = check.section.attribute("condition");
            condition.is_some_and(|condition| {
                let of_self = self_attributes(condition);
                let mut attributes = block.attributes();
                let is_about_key = holds_key(condition.span())
                    || attributes
                        .any(|(name, value)| of_self.contains(name) && holds_key(value.span()));
                is_about_key && !module.holds_for_empty(condition, variable)
            })
        })
    }

    /// The references to single instances of blocks that know the switch.
    fn indexed_told_blocks(&self) -> impl Iterator<Item = &IndexedUse<'a>> {
        let indexed = self.module.indexed_uses().iter();
        indexed.filter(|indexed| self.told_blocks.contains_key(&indexed.block))
    }

    /// A block that isn't there once the switch is on, and of which something
    /// still takes an instance.
    fn missing_block(&self) -> Option<BlockName<'a>> {
        let mut indexed = self.indexed_told_blocks();
        let missing = indexed.find(|indexed| {
            let is_there = self.told_blocks[&indexed.block];
            !is_there && !indexed.may_lack && !self.is_guarded(indexed)
        });
        missing.map(|indexed| indexed.block)
    }

    /// Whether a condition that knows the switch decides about a reference.
    fn is_guarded(&self, indexed: &IndexedUse<'_>) -> bool {
        indexed.conditions.iter().any(|condition| {
            let mut told = self.texts.iter();
            let knows_itself = told.any(|(at, text)| {
                condition.covers(*at) && text.contains(self.names.switch.as_str())
            });
            knows_itself
                || self.told_locals.iter().any(|local| {
                    let mut uses = self.module.uses_of_local(local).iter();
                    uses.any(|found| condition.covers(found.at))
                })
        })
    }

    fn finish(mut self) -> Rewritten {
        let mut reasons = provisioning(self.module, self.key);
        if self.repeats {
            reasons.push("a `count` or `for_each` depends on its value, which is sensitive, and unknown until apply, once a user provides it".to_owned());
        }
        if let Some((kind, name)) = self.missing_block() {
            reasons.push(format!(
                "`{kind}.{name}` has no instances when the switch is on, but something still refers to one"
            ));
        }
        let obstacle = self.is_refused.then(|| {
            "a `for_each` depends on its value, and Terraform doesn't allow sensitive values there"
                .to_owned()
        });
        let needs_null = self.needs_null();
        if needs_null {
            self.fill_in_nulls();
        }
        let if_empty = if needs_null {
            Some("null".to_owned())
        } else {
            self.empty_document()
        };
        self.choose_before_coalescing();
        let local = self.names.local_reference();
        let takes_local = self.texts.iter().filter(|(_, text)| text.contains(&local));
        let takes_local = takes_local.map(|(at, _)| *at).collect();
        let replaced = self.texts.into_iter();
        Rewritten {
            replaced: replaced.map(|(span, text)| Edit { span, text }).collect(),
            takes_local,
            reasons,
            obstacle,
            if_empty,
        }
    }

    /// The author's empty document, where what is made of the key can't be made of
    /// an empty text.
    fn empty_document(&self) -> Option<String> {
        let default = self.module.variable(self.key).block.attribute("default")?;
        let value = self.module.value(default);
        let is_document = matches!(value.as_str()?.trim(), "{}" | "[]");
        let is_parsed = self.values.iter().any(|value| value.fails_if_empty);
        let text = self.module.sources().text(default.span()).trim();
        (is_document && is_parsed).then(|| text.to_owned())
    }

    /// Whether something that takes the local value tells null from an empty key,
    /// where the author's is null by default.
    fn needs_null(&self) -> bool {
        let default = self.module.variable(self.key).block.attribute("default");
        let is_null = default.is_some_and(|default| self.module.value(default) == Value::Null);
        is_null
            && (self.left_tests.iter().any(|test| test.knows_null)
                || self.values.iter().any(|value| value.is_filtered))
    }

    /// A `coalesce` falls back to a block that isn't there once the switch is on,
    /// and fails while the user's key is empty.
    fn choose_before_coalescing(&mut self) {
        let missing = self.indexed_told_blocks();
        let missing = missing.filter(|indexed| !self.told_blocks[&indexed.block]);
        let falls_back: Vec<Coalesced> = missing.filter_map(|indexed| indexed.coalesced).collect();
        for value in &self.values {
            let Some(call) = value.coalesced.filter(|call| falls_back.contains(call)) else {
                continue;
            };
            let asked = self.module.sources().text(call.at).trim();
            let (switch, local) = (&self.names.switch, self.names.local_reference());
            let chosen = format!("var.{switch} ? {local} : {asked}");
            let chosen = if call.within == Within::Nothing {
                chosen
            } else {
                format!("({chosen})")
            };
            self.texts.retain(|at, _| !call.at.covers(*at));
            self.texts.insert(call.at, chosen);
        }
    }

    /// A block that is there only with a key never had null in it: without one,
    /// the user's is empty there.
    fn fill_in_nulls(&mut self) {
        let local = self.names.local_reference();
        for value in &self.values {
            let Some(block) = block_of(self.module, value.at) else {
                continue;
            };
            if self.told_blocks.get(&block_name(block)) == Some(&true) {
                let filled = format!("{local} == null ? \"\" : {local}");
                let is_operand = value.within != Within::Nothing;
                let filled = if is_operand {
                    format!("({filled})")
                } else {
                    filled
                };
                self.texts.insert(value.at, filled);
            }
        }
    }
}

/// Why a fix isn't safe where Terraform itself uses a key.
fn provisioning(module: &Module<'_>, key: &Key) -> Vec<String> {
    let uses = module.uses_of_key(key);
    let provisions = uses.filter(|used| {
        used.found.context == Context::Provisioning || used.reaches(Sink::Provisioning)
    });
    let whose: BTreeSet<&str> = provisions
        .map(|used| {
            if stays(module, &used) {
                "would still use the template author's"
            } else {
                "would use the user's"
            }
        })
        .collect();
    let reasons = whose.into_iter();
    reasons
        .map(|whose| format!("Terraform itself also uses this key, and {whose}"))
        .collect()
}

/// Whether a use goes on taking the variable alone.
fn stays(module: &Module<'_>, used: &KeyUse<'_, '_>) -> bool {
    match used.found.context {
        Context::Variable(_) | Context::Provisioning => true,
        Context::ModuleCall if module.extent() == Extent::Example => true,
        _ => used.reaches(Sink::Provisioning) && !used.reaches(Sink::Workspace),
    }
}

/// The top-level block that holds a place.
fn block_of<'m, 'a>(module: &'m Module<'a>, at: Span) -> Option<&'m Block<'a>> {
    let mut blocks = module.blocks().iter();
    blocks.find(|block| block.spans().any(|span| span.covers(at)))
}

fn block_name<'a>(block: &Block<'a>) -> BlockName<'a> {
    match block.kind() {
        "module" => ("module", block.name()),
        _ => (block.label(0), block.name()),
    }
}

/// The `for_each` of a block, or of a dynamic block in it, that holds a place.
fn for_each_at(section: Section<'_>, at: Span) -> Option<Expr<'_>> {
    let own = section.attribute("for_each");
    let own = own.filter(|for_each| for_each.span().covers(at));
    own.or_else(|| {
        let mut nested = section.blocks();
        nested.find_map(|nested| for_each_at(nested.section, at))
    })
}

/// The attributes of `self` that an expression refers to.
fn self_attributes(expr: Expr<'_>) -> BTreeSet<&str> {
    let mut attributes = BTreeSet::new();
    visit(expr.node, &mut |reference| {
        attributes.extend(reference.named("self"));
    });
    attributes
}
