//! How fixes are applied: all rules' in memory, round by round, verified; then
//! written to disk, or shown as a diff.

mod diff;
mod edits;
mod finding_key;
mod rounds;
mod write;

pub use diff::diff;
pub use rounds::{ChangedFile, Fixed, fix, undo};
pub use write::write;
