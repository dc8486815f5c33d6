//! The fixes of all rules on one case: each alone, all together, and as edits
//! that any program can apply.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::api::{Applicability, Diagnostic, Files, Format, Level, ModuleReport, find_rule, infos};
use crate::replay::{self, Edit};
use crate::tree::{Copy, Rules, Tree, report};
use crate::{Failure, Outcome};

const SYNTAX: &str = "syntax_error";

/// How far fixes are trusted: as the engine knows it, as JSON names it, as the
/// command line asks for it.
const TRUST: [(Applicability, &[&str], &[&str]); 2] = [
    (Applicability::Safe, &["safe"], &["--fix"]),
    (
        Applicability::Unsafe,
        &["safe", "unsafe"],
        &["--fix", "--unsafe-fixes"],
    ),
];

/// Every fix, applied alone: its edits are in order, apart and on the borders
/// of characters, its finding goes, no other syntax error comes, and it is
/// trusted no more than its rule declares.
pub(crate) fn each_fix_works_alone(case: &Path) -> Outcome {
    let copy = Copy::of(case)?;
    let tree = Tree::new(copy.folder(), Rules::All)?;
    let before = tree.lint(&Files::default())?;
    let json = as_json(before)?;
    let diagnostics = json["diagnostics"].as_array().ok_or("no diagnostics")?;
    for diagnostic in diagnostics {
        let Some(edits) = replay::edits(diagnostic) else {
            continue;
        };
        let one = || -> Outcome {
            as_declared(diagnostic)?;
            replay::well_formed(copy.folder(), &edits)?;
            works(case, diagnostics, diagnostic, &edits)
        };
        one().map_err(|error| format!("the fix of {diagnostic:#}:\n{error}"))?;
    }
    Ok(())
}

fn as_declared(diagnostic: &Value) -> Outcome {
    let rule = diagnostic["rule"]
        .as_str()
        .and_then(|id| find_rule(infos(), id));
    let declared = rule.ok_or("no rule")?.fix;
    let all = [
        Applicability::DisplayOnly,
        Applicability::Unsafe,
        Applicability::Safe,
    ];
    let name = diagnostic["fix"]["applicability"].as_str();
    let observed = all.into_iter().find(|known| Some(known.name()) == name);
    if observed.is_some() && observed <= declared {
        return Ok(());
    }
    Err(format!("it is {observed:?}, but {declared:?} is declared").into())
}

/// Whether edits make a finding go away, and nothing worse come.
fn works(case: &Path, all: &[Value], diagnostic: &Value, edits: &[Edit]) -> Outcome {
    let copy = Copy::of(case)?;
    replay::apply(copy.folder(), edits)?;
    let after = as_json(Tree::new(copy.folder(), Rules::All)?.lint(&Files::default())?)?;
    let after = after["diagnostics"].as_array().ok_or("no diagnostics")?;
    let like_it = |other: &&Value| {
        let fields = ["rule", "file", "subject", "message"];
        fields.iter().all(|field| diagnostic[field] == other[field])
    };
    if all.iter().filter(like_it).count() <= after.iter().filter(like_it).count() {
        return Err("alone it does not make its finding go away".into());
    }
    let broken = |diagnostics: &[Value]| diagnostics.iter().filter(|d| d["rule"] == SYNTAX).count();
    if broken(after) > broken(all) {
        return Err("alone it breaks the syntax".into());
    }
    Ok(())
}

fn as_json(modules: Vec<ModuleReport>) -> Result<Value, Failure> {
    Ok(serde_json::from_str(
        &report(modules).render(Format::Json, false),
    )?)
}

/// With all rules on: no fix fails, none that is wanted is left, the syntax is
/// as good as it was, and a second run changes nothing.
pub(crate) fn fixes_of_all_rules_settle(case: &Path) -> Outcome {
    let copy = Copy::of(case)?;
    let tree = Tree::new(copy.folder(), Rules::All)?;
    let before = tree.lint(&Files::default())?;
    for (wanted, ..) in TRUST {
        let mut files = Files::default();
        for file in tree.fix(&files, wanted)?.files {
            files.set(&file.path, Some(file.new.as_bytes()));
        }
        let after = tree.lint(&files)?;
        if let Some(left) = all(&after).find(|d| can_be_fixed(d, wanted)) {
            return Err(format!("{wanted:?}: a fix is left: {left:?}").into());
        }
        let broken = |modules| all(modules).filter(|d| d.rule.id == SYNTAX).count();
        let is_whole =
            |modules: &[ModuleReport]| modules.iter().filter(|module| module.is_whole).count();
        if broken(&after) > broken(&before) || is_whole(&after) < is_whole(&before) {
            return Err(format!("{wanted:?}: the fixes break the syntax").into());
        }
        let again = tree.fix(&files, wanted)?;
        if !again.files.is_empty() {
            return Err(format!("{wanted:?}: a second run changes {again:?}").into());
        }
    }
    Ok(())
}

fn all(modules: &[ModuleReport]) -> impl Iterator<Item = &Diagnostic> {
    modules.iter().flat_map(|module| &module.diagnostics)
}

fn can_be_fixed(diagnostic: &Diagnostic, wanted: Applicability) -> bool {
    let fix = diagnostic.finding.fix.as_ref();
    fix.is_some_and(|fix| fix.applicability >= wanted)
}

/// What the program writes comes, byte for byte and in every file, from the
/// edits in its reports.
pub(crate) fn edits_are_all_that_changes(case: &Path) -> Outcome {
    for (_, names, arguments) in TRUST {
        let (fixed, replayed) = (Copy::of(case)?, Copy::of(case)?);
        fix_by_program(fixed.folder(), arguments)?;
        let mut failure = None;
        replay::until_settled(replayed.folder(), names, || {
            let tree = Tree::new(replayed.folder(), Rules::All);
            let modules = tree.and_then(|tree| tree.lint(&Files::default()));
            modules.and_then(as_json).unwrap_or_else(|error| {
                failure = Some(error);
                Value::Null
            })
        })?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        same_files(&replayed.bytes()?, &fixed.bytes()?)?;
    }
    Ok(())
}

fn fix_by_program(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coderlint"));
    command.args(arguments).current_dir(folder);
    for entry in infos() {
        let is_deny = entry.level == Level::Deny;
        command.args([if is_deny { "-D" } else { "-W" }, entry.id]);
    }
    if !folder.join(crate::api::CONFIG).exists() {
        command.arg("--no-config");
    }
    let output = command.output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    let mut lines = errors.lines();
    let are_notes = lines.all(|line| line.starts_with("coderlint: note: "));
    if are_notes && matches!(output.status.code(), Some(0 | 2)) {
        return Ok(());
    }
    Err(format!("{arguments:?}: {}\n{errors}", output.status).into())
}

fn same_files(
    by_edits: &BTreeMap<String, Vec<u8>>,
    by_program: &BTreeMap<String, Vec<u8>>,
) -> Outcome {
    for (name, bytes) in by_edits {
        let other = by_program.get(name).ok_or("a file is gone")?;
        if bytes != other {
            return Err(format!(
                "{name} is not what the edits come to\n--- by edits\n{}\n--- by --fix\n{}",
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(other)
            )
            .into());
        }
    }
    if by_edits.len() != by_program.len() {
        return Err("--fix leaves a file behind".into());
    }
    Ok(())
}
