//! Evaluation: no expression panics or takes forever, and what a local is doesn't
//! depend on where it is written, or on what was asked first.
#![no_main]

use coderlint::source::{FileId, Source, Sources};
use coderlint::syntax;
use coderlint::terraform::{Definitions, Value, merged};
use libfuzzer_sys::fuzz_target;

/// The values of the locals of a text, asked for in an order, by their names.
fn values(text: &str, is_reversed: bool) -> Vec<(String, Value)> {
    let mut sources = Sources::default();
    let file: FileId = sources.push(Source::new("main.tf", text));
    let syntax = syntax::parse(text, 0);
    let blocks = merged(&[(file, &syntax)], &sources);
    let definitions = Definitions::new(blocks, &sources);
    let mut names: Vec<String> = definitions
        .locals()
        .names()
        .iter()
        .map(|n| (*n).to_owned())
        .collect();
    if is_reversed {
        names.reverse();
    }
    let mut values: Vec<(String, Value)> = names
        .into_iter()
        .map(|name| {
            let expr = definitions.locals().get(&name).expect("is there");
            let value = definitions.value(expr.node);
            (name, value)
        })
        .collect();
    values.sort_by(|a, b| a.0.cmp(&b.0));
    values
}

fuzz_target!(|text: &str| {
    // Each line is an expression; `local.l0` is the first one.
    let lines: Vec<String> = text
        .lines()
        .take(20)
        .enumerate()
        .map(|(index, line)| format!("locals {{\n  l{index} = {line}\n}}\n"))
        .collect();
    let forwards = values(&lines.concat(), false);
    let backwards: String = lines.iter().rev().map(String::as_str).collect();
    let others = values(&backwards, true);
    // Lines may make one block of two; then there is nothing to compare.
    if forwards.len() == lines.len() && others.len() == lines.len() {
        assert_eq!(forwards, others);
    }
    for (_, value) in &forwards {
        if value.is_known() {
            assert!(value.to_hcl().is_some() || value.as_text().is_none());
        }
    }
});
