//! The section of a README that tells users what they are asked for, and how it
//! is stored.

use std::ops::Range;

use super::{AtLineEnd, Changes};
use crate::module::{Extent, Module};
use crate::source::{FileId, Span, line_start_at};
use crate::syntax::markdown::{self, Landmark};

/// What the section is called.
const TITLES: &[&str] = &["Personal credentials", "Personal keys"];

/// The caveat, where the configuration has no other: it stands alone here.
const CAVEAT: &str = "The form masks the value, which is purely cosmetic: it is stored as plaintext in the Coder database.";

/// Adds paragraphs to the section, which is made after the README's first one
/// where it isn't there. Without effect where there is no README, or one that
/// can't be written to.
///
/// `paragraphs` say what is asked for, and how; `last` holds for all of them. No
/// other fix can write to the section at the same time.
pub fn document(module: &Module<'_>, paragraphs: &[String], last: &str, changes: &mut Changes) {
    let Some((file, readme)) = module.readme() else {
        return;
    };
    let text = &readme.text;
    let is_folder = module.extent() == Extent::Folder;
    if !is_folder || readme.invalid_utf8.is_some() {
        return;
    }
    let place = Place { file, text };
    let headings = markdown::headings(text);
    let titles = markdown::heading_texts(text);
    let added = paragraphs.join("\n\n");
    let own_caveat = module.settings().own_caveat();
    let caveat = own_caveat.as_deref().unwrap_or(CAVEAT);
    let warned = format!("{added}\n\n> [!WARNING]\n> {caveat}\n\n{last}");
    let is_section = |title: &String| TITLES.contains(&title.as_str());
    if headings.len() == titles.len()
        && let Some(index) = titles.iter().position(is_section)
    {
        let end = headings.get(index + 1).copied().unwrap_or(text.len());
        let accepted = module.settings().strings("storage_caveat", "accept");
        let added = if module.readme_has_caveat(accepted) {
            added
        } else {
            warned
        };
        let end = end_of_section(text, end);
        return place.insert(last_paragraph(text, headings[index], end), &added, changes);
    }
    let level = "#".repeat(level_of_sections(text, &headings));
    let section = format!("{level} {}\n\n{warned}", TITLES[0]);
    if text[readme.start()..].trim().is_empty() {
        return changes.replace(
            Span::new(file, readme.start()..text.len()),
            format!("{section}\n"),
        );
    }
    let at = match headings.get(1) {
        // A comment right above a heading belongs to it.
        Some(next) => text[..above(text, *next)].trim_end().len(),
        None => text.trim_end().len(),
    };
    let section = match divider_at_end(&text[..at]) {
        Some(divider) if headings.len() > 1 => format!("{section}\n\n{}", &text[divider]),
        _ => section,
    };
    // What is left open before it would swallow it.
    let new = format!("{}\n\n{section}\n{}", &text[..at], &text[at..]);
    if markdown::headings(&new).len() == headings.len() + 1 {
        place.insert(at, &section, changes);
    }
}

/// Removes what the section says of a switch, and the section with the last of
/// them.
pub fn undocument(module: &Module<'_>, switch: &str, changes: &mut Changes) {
    let Some((file, readme)) = module.readme() else {
        return;
    };
    let text = &readme.text;
    let opening = |switch: &str| format!("\nSet `{switch}");
    let Some(start) = text.find(&opening(&format!("{switch}` to `true` to ask"))) else {
        return;
    };
    let start = start + 1;
    let headings = markdown::headings(text);
    let titles = markdown::heading_texts(text);
    let after = headings.partition_point(|heading| *heading <= start);
    let is_ours =
        after > 0 && headings.len() == titles.len() && TITLES.contains(&titles[after - 1].as_str());
    let paragraph = start..next_paragraph(text, start);
    let range = if is_ours {
        let heading = headings[after - 1];
        let next = headings.get(after).map(|next| above(text, *next));
        let section = heading..next.unwrap_or(text.len());
        let before = text[heading..start].split_once('\n');
        let has_more = before.is_some_and(|(_, before)| !before.trim().is_empty())
            || text[section.clone()].matches(&opening("")).count() > 1;
        if has_more { paragraph } else { section }
    } else {
        paragraph
    };
    // At the end, the blank line before it goes.
    let start = if range.end == text.len() {
        let kept = text[..range.start].trim_end().len();
        kept + text[kept..range.start].find('\n').map_or(0, |at| at + 1)
    } else {
        range.start
    };
    changes.replace(Span::new(file, start..range.end), "");
}

/// Where the paragraph after one begins.
fn next_paragraph(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let end = ["\n\n", "\r\n\r\n"]
        .iter()
        .filter_map(|gap| Some(rest.find(gap)? + gap.len()))
        .min();
    start + end.unwrap_or(rest.len())
}

/// A README that is written to.
struct Place<'t> {
    file: FileId,
    text: &'t str,
}

impl Place<'_> {
    /// Inserts paragraphs after the line that ends at an offset, with a blank line
    /// before and after them.
    fn insert(&self, at: usize, paragraphs: &str, changes: &mut Changes) {
        let end = self.text[..at].trim_end().len();
        let rest = self.text[end..].lines().next().unwrap_or_default();
        let at = end + rest.len();
        let next = self.text[at..].lines().nth(1);
        let after = if next.is_some_and(|next| !next.trim().is_empty()) {
            "\n"
        } else {
            ""
        };
        let text = format!("\n\n{paragraphs}{after}");
        changes.insert_lines(self.file, at, &text, AtLineEnd::Alone);
    }
}

/// Where the last paragraph of a section ends that says what is asked for: right
/// before the alert, or at the end.
fn last_paragraph(text: &str, start: usize, end: usize) -> usize {
    let section = &text[start..end];
    let alert = section.find("\n> ").map_or(section.len(), |at| at + 1);
    start + section[..alert].trim_end().len()
}

/// The level of the sections: that of the first heading below the title.
fn level_of_sections(text: &str, headings: &[usize]) -> usize {
    let level = |at: &usize| {
        let marks = text[*at..].bytes().take_while(|byte| *byte == b'#').count();
        // One that is underlined is a title or a section.
        if marks == 0 { 2 } else { marks }
    };
    let own = headings
        .get(1)
        .or(headings.first().filter(|at| level(at) > 1));
    own.map_or(2, level).max(2)
}

/// Where a heading begins with the comments right above it.
fn above(text: &str, heading: usize) -> usize {
    let landmarks = markdown::landmarks(text).into_iter().rev();
    let comments = landmarks.filter_map(|landmark| match landmark {
        Landmark::Comment(range) => Some(range),
        _ => None,
    });
    comments.fold(heading, |at, comment| {
        let is_right_above = comment.end <= at
            && text[comment.end..at].trim().is_empty()
            && text[comment.end..at].matches('\n').count() == 1;
        if is_right_above {
            line_start_at(text, comment.start)
        } else {
            at
        }
    })
}

/// Where a section ends that the next one begins after, without the divider between
/// them.
fn end_of_section(text: &str, next: usize) -> usize {
    let end = text[..next].trim_end().len();
    divider_at_end(&text[..end]).map_or(end, |divider| divider.start)
}

/// The divider that a text ends in.
fn divider_at_end(text: &str) -> Option<Range<usize>> {
    let divider = markdown::dividers(text).pop()?;
    let line = text[divider.clone()].trim_end().len();
    (divider.start + line == text.len()).then_some(divider.start..text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_end_at_blank_lines() {
        assert_eq!(next_paragraph("ab\n\ncd\n\nef", 0), 4);
        assert_eq!(next_paragraph("ab\n\ncd\n\nef", 4), 8);
        assert_eq!(next_paragraph("ab\n\ncd\n\nef", 8), 10);
        assert_eq!(next_paragraph("ab\r\n\r\ncd\n\nef", 0), 6);
    }

    #[test]
    fn the_last_paragraph_is_before_the_alert() {
        let text = "# A\n\nB\n\n> [!NOTE]\n> C\n";
        assert_eq!(last_paragraph(text, 1, text.len()), "# A\n\nB".len());
        assert_eq!(last_paragraph("# A\n\nB\n", 0, 7), 6);
    }

    #[test]
    fn a_section_has_the_level_of_others() {
        for (text, level) in [
            ("# A\n\n### B\n\n## C\n", 3),
            ("# A\n\n# B\n", 2),
            ("# A\n", 2),
            ("### A\n", 3),
            ("A\n===\n\nB\n---\n", 2),
            ("", 2),
        ] {
            assert_eq!(level_of_sections(text, &markdown::headings(text)), level);
        }
    }
}
