//! A linter for Coder modules and templates, in the manner of tflint.
//!
//! A run goes one way, and so does this tour:
//!
//! 1. [`cli`] reads the command line.
//! 2. [`discover`] finds modules below the paths given.
//! 3. [`source`] reads their files, [`syntax`] parses them.
//! 4. [`module`] turns syntax into facts: variables, parameters, keys, what
//!    flows where, what is known without a run.
//! 5. [`rules`] (in `rules/`, one folder each, behind the trait in [`rule`])
//!    turn facts into findings, whose shape is in [`diagnostic`].
//! 6. [`lint`] does 3 to 5 for many modules in parallel.
//! 7. [`report`] writes the findings in a format.

pub mod cli;
pub mod diagnostic;
pub mod discover;
pub mod lint;
pub mod module;
pub mod report;
pub mod rule;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod source;
pub mod syntax;
