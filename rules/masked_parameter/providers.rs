//! Coder's provider among those that the module requires: without it Terraform
//! would look for `hashicorp/coder`.

use crate::edit::Changes;
use crate::module::{Extent, Module};
use crate::source::{FileId, Span, line_start_at};
use crate::terraform::Block;

/// A line of the block that says where the provider is found, one level deeper
/// than its parent.
const CODER: &str = "coder = {
  source  = \"coder/coder\"
  version = \">= 2.4\"
}";

/// Requires Coder's provider where the module doesn't; `variable` is where the
/// key's variable stands.
pub(super) fn require(module: &Module<'_>, variable: Span, changes: &mut Changes) {
    if module.extent() == Extent::Example || !module.lacks_coder() {
        return;
    }
    let mut terraform: Vec<(Span, &Block<'_>)> = module
        .blocks()
        .iter()
        .filter(|block| block.kind() == "terraform")
        .filter_map(|block| Some((block.spans().next()?, block)))
        .collect();
    terraform.sort_by_key(|(at, _)| *at);
    let mut required = terraform.iter().flat_map(|(_, block)| block.blocks());
    if let Some(required) = required.find(|nested| nested.kind == "required_providers") {
        return add_inside(module, required.at, CODER, "", changes);
    }
    let required = format!("required_providers {{\n{}\n}}", deeper(CODER, "  "));
    if let Some((at, _)) = terraform.first() {
        return add_inside(module, *at, &required, "\n", changes);
    }
    let block = format!("terraform {{\n{}\n}}", deeper(&required, "  "));
    let file = |wanted: &str| {
        let mut files = module.sources().iter();
        let found = files.find(|(_, source)| source.path.file_name().is_some_and(|n| n == wanted));
        found.map(|(file, _)| file)
    };
    let file = file("versions.tf").or_else(|| file("main.tf"));
    add_at_top(module, file.unwrap_or(variable.file), &block, changes);
}

/// Adds a text to what a block holds, at its end; `gap` goes before it if it
/// holds anything.
fn add_inside(module: &Module<'_>, block: Span, text: &str, gap: &str, changes: &mut Changes) {
    let source = &module.sources()[block.file].text;
    let indent = indent_at(source, block.start);
    let Some(open) = source[block.range()].find('{') else {
        return;
    };
    let inner = Span {
        start: block.start + open + 1,
        end: block.end - 1,
        ..block
    };
    let held = &source[inner.range()];
    let content = held.trim();
    // As deep as what is there.
    let first = inner.start + (held.len() - held.trim_start().len());
    let is_open = held.contains('\n');
    let inside = match indent_at(source, first) {
        inside if is_open && !content.is_empty() => inside.to_owned(),
        _ => format!("{indent}  "),
    };
    let step = inside.strip_prefix(indent).filter(|step| !step.is_empty());
    let text = text.replace("  ", step.unwrap_or("  "));
    // `source  =` is aligned, whatever the indentation is.
    let text = text.replace(&format!("source{}=", step.unwrap_or("  ")), "source  =");
    let text = deeper(&text, &inside);
    if content.is_empty() {
        changes.replace(inner, format!("\n{text}\n{indent}"));
    } else if is_open {
        let end = inner.start + held.trim_end().len();
        changes.insert(block.file, end, format!("\n{gap}{text}"));
    } else {
        changes.replace(inner, format!("\n{inside}{content}\n{gap}{text}\n{indent}"));
    }
}

/// Adds a block before the first one of a file, and before the comment that
/// belongs to that.
fn add_at_top(module: &Module<'_>, file: FileId, block: &str, changes: &mut Changes) {
    let source = &module.sources()[file];
    let text = &source.text;
    let Some(first) = module.block_ranges(file).first().map(|at| at.start) else {
        let end = text.trim_end().len().max(source.start());
        let text = if end == source.start() {
            format!("{block}\n")
        } else {
            format!("\n\n{block}")
        };
        return changes.insert(file, end, text);
    };
    let line = line_start_at(text, first).max(source.start());
    let mut start = line;
    let mut gap = "";
    for above in text[source.start()..line].split_inclusive('\n').rev() {
        // What is about the whole file stays before all blocks.
        if above.trim().is_empty() {
            break;
        }
        if above.contains("ignore-file") {
            gap = "\n";
            break;
        }
        start -= above.len();
    }
    changes.insert(file, start, format!("{gap}{block}\n\n"));
}

/// A text whose lines are indented.
fn deeper(text: &str, indent: &str) -> String {
    let lines = text.split('\n').map(|line| match line {
        "" => String::new(),
        line => format!("{indent}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The blanks with which the line begins that holds an offset.
fn indent_at(source: &str, at: usize) -> &str {
    let rest = &source[line_start_at(source, at)..];
    &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
}
