//! Applies the fixes of a JSON report as any program could that reads one: by
//! the edits that it lists, and nothing else of ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A replacement of bytes in a file of the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edit {
    file: String,
    start: usize,
    end: usize,
    text: String,
}

impl Edit {
    fn of(value: &Value) -> Option<Self> {
        let offset = |name: &str| usize::try_from(value[name].as_u64()?).ok();
        Some(Self {
            file: value["file"].as_str()?.to_owned(),
            start: offset("start")?,
            end: offset("end")?,
            text: value["text"].as_str()?.to_owned(),
        })
    }

    /// Whether lines are inserted with a blank one before or after them.
    fn is_paragraph(&self) -> bool {
        let text = self.text.replace("\r\n", "\n");
        let is_between = text.starts_with('\n') && text.ends_with('\n');
        self.start == self.end && (is_between || text.ends_with("\n\n"))
    }

    /// Whether two edits overlap or adjoin, so that only one can be applied.
    /// Paragraphs at one place can, in the report's order, and the same edit twice
    /// is one.
    fn touches(&self, other: &Self) -> bool {
        let are_paragraphs = self.is_paragraph() && other.is_paragraph();
        !(are_paragraphs && self.start == other.start)
            && self != other
            && self.file == other.file
            && self.start <= other.end
            && other.start <= self.end
    }
}

/// The edits of a finding's fix.
pub(crate) fn edits(diagnostic: &Value) -> Option<Vec<Edit>> {
    let edits = diagnostic["fix"]["edits"].as_array()?;
    edits.iter().map(Edit::of).collect()
}

/// The edits of one round: in the report's order the fixes that are wanted, but
/// for those that touch one before them.
pub(crate) fn round(report: &Value, wanted: &[&str]) -> Vec<Edit> {
    let mut taken: Vec<Edit> = Vec::new();
    for diagnostic in report["diagnostics"].as_array().into_iter().flatten() {
        let applicability = diagnostic["fix"]["applicability"].as_str();
        if !applicability.is_some_and(|applicability| wanted.contains(&applicability)) {
            continue;
        }
        let edits = edits(diagnostic).unwrap_or_default();
        let is_free = |edit: &Edit| !taken.iter().any(|other| other.touches(edit));
        if edits.iter().all(is_free) {
            for edit in edits {
                if !taken.contains(&edit) {
                    taken.push(edit);
                }
            }
        }
    }
    taken
}

/// Applies edits to the files below a folder, byte for byte.
pub(crate) fn apply(folder: &Path, edits: &[Edit]) -> Result<(), String> {
    let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(&edit.file).or_default().push(edit);
    }
    for (file, mut edits) in by_file {
        edits.sort_by_key(|edit| (edit.start, edit.end));
        let path = folder.join(file);
        let old = fs::read(&path).map_err(|error| format!("{file}: {error}"))?;
        let mut new = Vec::new();
        let mut at = 0;
        for edit in edits {
            let kept = old.get(at..edit.start);
            new.extend(kept.ok_or_else(|| format!("{edit:?} overlaps another"))?);
            new.extend(edit.text.as_bytes());
            at = edit.end;
        }
        new.extend(old.get(at..).ok_or("an edit goes beyond the end")?);
        fs::write(&path, new).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(())
}

/// Fixes a folder by what its reports say, until they offer nothing more.
pub(crate) fn until_settled(
    folder: &Path,
    wanted: &[&str],
    mut lint: impl FnMut() -> Value,
) -> Result<(), String> {
    for _ in 0..20 {
        let report = lint();
        for diagnostic in report["diagnostics"].as_array().into_iter().flatten() {
            if let Some(edits) = edits(diagnostic) {
                well_formed(folder, &edits)?;
            }
        }
        let edits = round(&report, wanted);
        if edits.is_empty() {
            return Ok(());
        }
        apply(folder, &edits)?;
    }
    Err("the fixes do not settle".to_owned())
}

/// Whether the edits of a fix are in order, apart, and on the borders of
/// characters of the files below a folder.
pub(crate) fn well_formed(folder: &Path, edits: &[Edit]) -> Result<(), String> {
    if edits.is_empty() {
        return Err("a fix without an edit".to_owned());
    }
    for (index, edit) in edits.iter().enumerate() {
        let before = edits[..index].iter().rev().find(|e| e.file == edit.file);
        if let Some(before) = before
            && !(before.end <= edit.start && before.start < edit.start)
        {
            return Err(format!("out of order, or not apart: {before:?}, {edit:?}"));
        }
    }
    for edit in edits {
        let text = fs::read_to_string(folder.join(&edit.file)).map_err(|e| e.to_string())?;
        match text.get(edit.start..edit.end) {
            None => return Err(format!("an edit inside a character: {edit:?}")),
            Some(old) if old == edit.text => return Err(format!("it changes nothing: {edit:?}")),
            Some(_) => {}
        }
    }
    Ok(())
}
