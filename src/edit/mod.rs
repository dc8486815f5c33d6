//! How a fix is built: replacements in the files of a module, what `terraform
//! fmt` would move because of them, and where people would write what is added.

mod align;
mod attribute;
mod changes;
mod indent;
mod lines;
mod readme;
mod styling;
mod switch;

pub use changes::{AtLineEnd, Changes, line_end};
pub use indent::indented;
pub use readme::{document, undocument};
pub use switch::{may_fail, with_switch};
