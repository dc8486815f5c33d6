//! A linter for Coder modules and templates, in the manner of tflint.
//!
//! A run goes one way, and so does this tour:
//!
//! 1. [`cli`] reads the command line.
//! 2. [`discover`] finds modules below the paths given, [`config`] what is set
//!    for each; [`changed`] and [`shard`] tell which of them are reported.
//! 3. [`source`] reads their files, [`syntax`] parses them.
//! 4. [`module`] turns syntax into facts: variables, parameters, keys, what
//!    flows where, what is known without a run.
//! 5. [`rules`] (in `rules/`, one folder each, behind the trait in [`rule`])
//!    turn facts into findings, whose shape is in [`diagnostic`]; some look at
//!    the [`tree`] of all modules.
//! 6. [`ignores`] takes out what comments in the files ignore, [`baseline`] what
//!    is known already.
//! 7. [`lint`] does 3 to 6 for many modules in parallel.
//! 8. [`report`] writes the findings in a format; or [`fix`] makes them go away.

pub mod baseline;
pub mod changed;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod fix;
pub mod ignores;
pub mod lint;
pub mod module;
pub mod report;
pub mod rule;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod shard;
pub mod source;
pub mod syntax;
pub mod tree;
