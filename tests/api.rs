//! What the tests use of the crate, in one place: where a module moves, this is
//! what follows.
#![allow(
    unused_imports,
    reason = "two test programs share it, and neither needs all of it"
)]

pub(crate) use coderlint::config::schema as config_schema;
pub(crate) use coderlint::config::{
    Configs, FILE_NAME as CONFIG, Lookup, Overrides, Place, place_at,
};
pub(crate) use coderlint::diagnostic::{Diagnostic, ModuleReport};
pub(crate) use coderlint::discover::{ModulePath, discover, discover_buffers};
pub(crate) use coderlint::error::RunError;
pub(crate) use coderlint::files::Files;
pub(crate) use coderlint::fix::{Fixed, fix};
pub(crate) use coderlint::ignores::today;
pub(crate) use coderlint::lint::{Filter, lint, reports};
pub(crate) use coderlint::printable;
pub(crate) use coderlint::report::{Format, Report};
pub(crate) use coderlint::rule::{Applicability, Level, RuleInfo, find as find_rule};
pub(crate) use coderlint::rules::infos;
pub(crate) use coderlint::source::{Source, Span};
pub(crate) use coderlint::workspace::{Keep, Workspace};
