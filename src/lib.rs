//! A linter for Coder modules and templates, in the manner of tflint.
//!
//! A run goes one way, and so does this tour. Each step imports only those
//! before it; a test holds the order.
//!
//! 1. Ground: [`source`] has texts and places in them, [`printable`] makes what
//!    is printed harmless, [`error`] is what keeps a run from its work, [`files`]
//!    is the door to the disk, and [`syntax`] turns text into trees.
//! 2. Words: [`rule`] is a rule as data, [`diagnostic`] what rules have to say.
//! 3. The language: [`near`] finds the name that was meant, [`constraint`] is a
//!    version constraint, [`terraform`] has blocks, references and values.
//! 4. What to lint, and how: [`policy`] reads rules of one's own, and there are
//!    [`config`] and [`discover`].
//! 5. Facts: [`flow`] tells where values end up, [`evidence`] whether something is
//!    a key; [`module`] has all that is known of one module.
//! 6. Rules: [`edit`] builds fixes, [`check`] is what a rule is to the engine,
//!    [`rules`] (in `rules/`) has one folder for each, and [`enforce`] judges by
//!    policies.
//! 7. [`workspace`] lints modules in parallel. [`ignores`], [`baseline`],
//!    [`changed`] and [`shard`] tell what of the findings is wanted, and [`lint`]
//!    brings the two together.
//! 8. [`fix`] makes findings go away, [`report`] writes them in a format, `lsp`
//!    is the language server, and `cli` the command.
//!
//! Without the feature `cli`, the last two are left out, and what is left compiles
//! for `wasm32-unknown-unknown`: the page in `.github/pages/` is made of it.

// In the order of the tour, whatever the alphabet says: `tests/suite/tidy.rs`
// reads it here.
pub mod source;

pub mod printable;

pub mod error;

pub mod files;

pub mod syntax;

pub mod rule;

pub mod diagnostic;

pub mod near;

pub mod constraint;

pub mod terraform;

pub mod policy;

pub mod config;

pub mod discover;

pub mod flow;

pub mod evidence;

pub mod module;

pub mod edit;

pub mod check;

#[path = "../rules/mod.rs"]
pub mod rules;

pub mod enforce;

pub mod workspace;

pub mod ignores;

pub mod baseline;

pub mod changed;

pub mod shard;

pub mod lint;

pub mod fix;

pub mod report;

#[cfg(feature = "cli")]
pub mod lsp;

#[cfg(feature = "cli")]
pub mod cli;
