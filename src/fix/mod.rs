//! From findings with fixes to files.
//!
//! A rule builds a fix with [`Changes`]; [`fix`] applies the fixes of all rules
//! in memory, round by round, and verifies them; [`write()`] puts the result on
//! disk, and [`diff()`] shows it.

mod align;
mod attribute;
mod changes;
mod diff;
mod engine;
mod gate;
mod styling;
mod write;

pub use attribute::line_end_at;
pub use changes::{Changes, line_end};
pub use diff::diff;
pub use engine::{ChangedFile, Fixed, fix};
pub use gate::{gated, may_fail};
pub use write::write;
