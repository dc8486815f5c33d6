//! Takes an opt-in out again: the switch, the parameter and the local value go,
//! and every use goes back to the variable.

use super::expressions::{OptIn, Rewritten};
use crate::diagnostic::Fix;
use crate::edit::{Changes, undocument};
use crate::module::{Key, Module, Parameter};
use crate::rule::Applicability;
use crate::source::{Span, line_start_at};
use crate::terraform::{Block, Section};

/// Builds the fix; `None` where something else depends on the opt-in.
pub(super) fn fix(
    module: &Module<'_>,
    key: &Key,
    parameter: &Parameter<'_>,
    switch: &str,
) -> Option<Fix> {
    let opt_in = OptIn {
        switch,
        local: module.joining_local(key)?,
        parameter: parameter.label(),
        variable: module.variable(key).name,
    };
    let mut others = module
        .parameters()
        .iter()
        .filter(|other| other.id != parameter.id);
    let is_shared = others.any(|other| {
        let gate = other.gate();
        gate.is_some_and(|gate| module.switches(gate).contains(switch))
    });
    // Another parameter would lose its switch, or its local value.
    if is_shared || module.joined(key).count() > 1 || module.may_hide_join() {
        return None;
    }
    let mut changes = Changes::default();
    let mut rewritten = Rewritten::default();
    let mut removed = Vec::new();
    for block in module.blocks() {
        let is_gone = match block.kind() {
            "variable" => block.name() == switch,
            "data" => block.label(0) == "coder_parameter" && block.name() == opt_in.parameter,
            _ => false,
        };
        if is_gone {
            removed.push(with_blank_line(module, only_span(block)?));
        } else if !(block.kind() == "locals" && remove_local(module, block, opt_in, &mut removed)?)
        {
            let join = (block.kind() == "locals").then_some(opt_in.local);
            for section in block.sections() {
                add_section(section, join, opt_in, &mut rewritten);
            }
        }
    }
    if rewritten.is_stuck {
        return None;
    }
    remove(module, removed, &mut changes);
    for (at, text) in rewritten.edits {
        changes.replace(at, text);
    }
    undocument(module, switch, &mut changes);
    let title = format!("remove the opt-in for `{}`", opt_in.variable);
    Some(changes.finish(module, title, Applicability::Unsafe))
}

/// Takes the opt-in out of a section; `join` is the attribute that goes.
fn add_section(
    section: Section<'_>,
    join: Option<&str>,
    opt_in: OptIn<'_>,
    rewritten: &mut Rewritten,
) {
    for (name, expr) in section.attributes() {
        if join != Some(name) {
            rewritten.add(opt_in, expr);
        }
    }
    for nested in section.blocks() {
        add_section(nested.section, None, opt_in, rewritten);
    }
}

/// Removes the local value from a block of them, or with it; whether the block is
/// gone.
fn remove_local(
    module: &Module<'_>,
    block: &Block<'_>,
    opt_in: OptIn<'_>,
    removed: &mut Vec<Span>,
) -> Option<bool> {
    let Some(join) = block.attribute(opt_in.local) else {
        return Some(false);
    };
    let is_alone = block.attributes().count() == 1;
    if is_alone {
        removed.push(with_blank_line(module, only_span(block)?));
    } else {
        removed.push(lines_of(module, join.span()));
    }
    Some(is_alone)
}

fn only_span(block: &Block<'_>) -> Option<Span> {
    let mut spans = block.spans();
    let only = spans.next()?;
    spans.next().is_none().then_some(only)
}

/// Removes places, of which some may touch.
fn remove(module: &Module<'_>, mut places: Vec<Span>, changes: &mut Changes) {
    places.sort();
    let mut merged: Vec<Span> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if last.file == place.file && place.start <= last.end => {
                last.end = last.end.max(place.end);
            }
            _ => merged.push(place),
        }
    }
    for mut place in merged {
        let text = &module.sources()[place.file].text;
        // A file that ended without a line break does so again.
        if place.end == text.len() && !text.ends_with('\n') {
            place.start = text[..place.start].trim_end().len();
        }
        changes.replace(place, "");
    }
}

/// A block with the blank line before it, else with the one after it.
fn with_blank_line(module: &Module<'_>, block: Span) -> Span {
    let text = &module.sources()[block.file].text;
    let mut lines = lines_of(module, block);
    let before = text[..lines.start].trim_end_matches([' ', '\t']);
    let above = before
        .strip_suffix('\n')
        .map(|above| above.trim_end_matches('\r'));
    if above.is_some_and(|above| above.ends_with('\n')) {
        lines.start = above.map_or(lines.start, str::len);
    } else if text[lines.end..].starts_with('\n') {
        lines.end += 1;
    }
    lines
}

/// The whole lines that a place takes.
fn lines_of(module: &Module<'_>, at: Span) -> Span {
    let text = &module.sources()[at.file].text;
    let start = line_start_at(text, at.start);
    let rest = text[at.end..].find('\n');
    let end = rest.map_or(text.len(), |found| at.end + found + 1);
    Span { start, end, ..at }
}
