//! What a case's rule says about it, in `expected.txt`, and what its fixes make
//! of it, in `fixed`. One case of a rule has it as people see it, in `human.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::api::{Applicability, Diagnostic, Files, Format, ModuleReport, Span, find_rule, infos};
use crate::tree::{Rules, Tree, files_below, report};
use crate::{Failure, Outcome};

/// A finding, a label, a note and so on a line; the findings' own begin at the
/// margin. Places are `file:line:column-end`, as `1:10-19` or `1:10-3:2`.
fn short(modules: &[ModuleReport]) -> String {
    let mut text = String::new();
    for module in modules {
        for diagnostic in &module.diagnostics {
            write_short(&mut text, module, diagnostic);
        }
    }
    text
}

fn write_short(text: &mut String, module: &ModuleReport, diagnostic: &Diagnostic) {
    let finding = &diagnostic.finding;
    let _ = writeln!(
        text,
        "{}: {}[{}]: {}",
        place(module, finding.primary.span),
        diagnostic.level.severity(),
        diagnostic.rule.id,
        finding.message
    );
    if !finding.primary.message.is_empty() {
        let _ = writeln!(text, "  {}", finding.primary.message);
    }
    for label in &finding.labels {
        let _ = writeln!(text, "  {}: {}", place(module, label.span), label.message);
    }
    for note in &finding.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "  help: {help}");
    }
    if let Some(fix) = &finding.fix {
        let _ = writeln!(text, "  fix ({}): {}", fix.applicability.name(), fix.title);
    }
}

fn place(module: &ModuleReport, span: Span) -> String {
    let source = &module.sources[span.file];
    let (start, end) = (source.position(span.start), source.position(span.end));
    let place = format!("{}:{}:{}", source.name, start.line, start.column);
    if end.line == start.line {
        format!("{place}-{}", end.column)
    } else {
        format!("{place}-{}:{}", end.line, end.column)
    }
}

pub(crate) fn matches_its_expectation(folder: &Path) -> Outcome {
    let rule = folder.parent().and_then(Path::parent).ok_or("no rule")?;
    let (name, rule) = (name_of(folder)?, name_of(rule)?);
    if find_rule(infos(), rule).is_none() {
        return Err(format!("there is no rule `{rule}`").into());
    }

    // All rules run, since `unused_ignore` judges the others.
    let mut modules = Tree::new(folder, Rules::And(rule))?.lint(&Files::default())?;
    for module in &mut modules {
        module
            .diagnostics
            .retain(|diagnostic| diagnostic.rule.id == rule);
    }
    let found = short(&modules);
    let expected = folder.join("expected.txt");
    match name.split('_').next() {
        Some("bad") if found.is_empty() => return Err("a bad case without a finding".into()),
        Some("good") if !found.is_empty() => {
            return Err(format!("a good case with findings:\n{found}").into());
        }
        Some("bad") => same_text(&expected, &found)?,
        Some("good") if expected.exists() => gone(&expected)?,
        Some("good") => {}
        _ => return Err("a case is called bad_… or good_…".into()),
    }
    let human = folder.join("human.txt");
    if human.exists() {
        same_text(&human, &report(modules).render(Format::Human, false))?;
    }
    fixed_form(folder, rule)
}

/// The files that the rule's fixes change, safe or not, are those in `fixed`.
fn fixed_form(folder: &Path, rule: &str) -> Outcome {
    let tree = Tree::new(folder, Rules::Only(rule))?;
    let fixed = tree.fix(&Files::default(), Applicability::Unsafe)?;
    let mut files = Files::default();
    let mut actual = BTreeMap::new();
    for file in fixed.files {
        files.set(&file.path, Some(file.new.as_bytes()));
        actual.insert(file.name, file.new);
    }
    let again = tree.fix(&files, Applicability::Unsafe)?;
    if !again.files.is_empty() {
        return Err(format!("a second fix changes something: {again:?}").into());
    }
    for (name, path) in files_below(&folder.join("fixed"))? {
        if !actual.contains_key(&name) {
            gone(&path)?;
        }
    }
    for (name, text) in &actual {
        same_text(&folder.join("fixed").join(name), text)?;
    }
    Ok(())
}

/// Compares a text with what is expected, or writes the expectation.
fn same_text(expected: &Path, actual: &str) -> Outcome {
    if bless()? {
        if let Some(folder) = expected.parent() {
            std::fs::create_dir_all(folder)?;
        }
        return Ok(std::fs::write(expected, actual)?);
    }
    let Ok(text) = std::fs::read_to_string(expected) else {
        return Err(format!(
            "{} is missing; read the case's output below, and if it is right write it with \
             `BLESS=1 cargo test`:\n{actual}",
            expected.display()
        )
        .into());
    };
    if text == actual {
        return Ok(());
    }
    Err(format!(
        "{} is stale; if the new output is right, write it with `BLESS=1 cargo test`.\n\
         --- expected\n{text}\n--- actual\n{actual}",
        expected.display()
    )
    .into())
}

/// An expectation of what no longer happens fails, or is removed.
fn gone(expected: &Path) -> Outcome {
    if bless()? {
        return Ok(std::fs::remove_file(expected)?);
    }
    Err(format!(
        "{} is stale: nothing comes to it; `BLESS=1 cargo test` removes it",
        expected.display()
    )
    .into())
}

/// Whether expectations are to be written.
fn bless() -> Result<bool, Failure> {
    let is_wanted = std::env::var_os("BLESS").is_some();
    if is_wanted && std::env::var_os("CI").is_some() {
        return Err("BLESS is refused where CI is set".into());
    }
    Ok(is_wanted)
}

fn name_of(path: &Path) -> Result<&str, Failure> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name.ok_or("a folder without a name")?)
}
