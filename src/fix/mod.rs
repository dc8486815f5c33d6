//! How fixes are applied: all rules' in memory, round by round, verified; then
//! written to disk, or shown as a diff.

mod diff;
mod edits;
mod rounds;
mod write;

pub use diff::diff;
pub use rounds::{ChangedFile, Fixed, fix};
pub use write::write;
