//! What the tests use of the crate, in one place: where a module moves, this is
//! what follows.
#![allow(
    unused_imports,
    reason = "two test programs share it, and neither needs all of it"
)]

pub(crate) use coderlint::config::schema as config_schema;
pub(crate) use coderlint::config::{Configs, FILE_NAME as CONFIG, Lookup, Overrides};
pub(crate) use coderlint::diagnostic::{Applicability, Diagnostic, Level, ModuleReport, RunError};
pub(crate) use coderlint::discover::{ModulePath, discover};
pub(crate) use coderlint::fix::{Fixed, fix};
pub(crate) use coderlint::lint::{Run, lint, without_excluded};
pub(crate) use coderlint::module::Span;
pub(crate) use coderlint::report::schema as report_schema;
pub(crate) use coderlint::report::{Format, Report, harmless_lines, harmless_text};
pub(crate) use coderlint::rule::Entry;
pub(crate) use coderlint::rules::{RULES, find as find_rule};
pub(crate) use coderlint::source::{Overlay, Source};
