//! What is found depends on no order: not on that of blocks, of locals, of the
//! files that blocks stand in, nor on the number of threads.
//!
//! `CODERLINT_PERMUTATIONS=N cargo test --test cases permutations` tries `N` of
//! each case in place of a handful.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use hcl_edit::parser::parse_body;
use proptest::prelude::RngExt as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::api::{Diagnostic, Files, ModuleReport};
use crate::cut::Cut;
use crate::tree::{Copy, Rules, Tree};
use crate::{Failure, Outcome};

const HANDFUL: u64 = 6;

/// What makes a finding the same wherever its block stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    module: String,
    finding: String,
    fix: Option<String>,
    /// What it points at, and the line in which that begins.
    at: String,
    line: String,
}

impl Known {
    fn of(module: &ModuleReport, diagnostic: &Diagnostic) -> Self {
        let finding = &diagnostic.finding;
        let span = finding.primary.span;
        let source = &module.sources[span.file];
        let line = source.line_range(source.line_index(span.start));
        let subject = finding.subject.as_deref().unwrap_or("-");
        let fix = finding.fix.as_ref();
        Self {
            module: module.name.clone(),
            finding: format!(
                "{}[{}] about {subject}: {}",
                diagnostic.level.severity(),
                diagnostic.rule.id,
                finding.message
            ),
            fix: fix.map(|fix| format!("{} ({})", fix.title, fix.applicability.name())),
            at: source.text[span.start..span.end].to_owned(),
            line: source.text[line].trim_matches(is_blank).to_owned(),
        }
    }
}

/// A byte order mark is not part of a line.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

impl std::fmt::Display for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fix = self.fix.as_deref().unwrap_or("-");
        writeln!(f, "module {}: {}", self.module, self.finding)?;
        write!(f, "    at {:?} in {:?}; fix: {fix}", self.at, self.line)
    }
}

pub(crate) fn order_does_not_matter(case: &Path) -> Outcome {
    let expected = found(Copy::of(case)?.folder(), 1)?;
    for seed in 0..count()? {
        let copy = Copy::of(case)?;
        let mut random = random(seed);
        for (folder, files) in code(&copy)? {
            permute(&copy.folder().join(folder), files, seed, &mut random)?;
        }
        for threads in [1, 8] {
            let actual = found(copy.folder(), threads)?;
            if actual != expected {
                let difference = differences(&expected, &actual);
                let text = code_text(&copy)?;
                return Err(format!(
                    "permutation {seed}, {threads} threads; - as it is, + permuted:\n\
                     {difference}\nThe permuted files:\n{text}"
                )
                .into());
            }
        }
    }
    Ok(())
}

fn count() -> Result<u64, Failure> {
    match std::env::var("CODERLINT_PERMUTATIONS") {
        Ok(count) => Ok(count.parse()?),
        Err(_) => Ok(HANDFUL),
    }
}

fn random(seed: u64) -> TestRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}

/// All that is found in a folder, sorted.
fn found(folder: &Path, threads: usize) -> Result<Vec<Known>, Failure> {
    let tree = Tree::new(folder, Rules::All)?;
    let files = Files::default();
    let lint = || tree.lint(&files).map_err(|error| error.to_string());
    let modules = pool(threads)?.install(lint)?;
    let mut found: Vec<Known> = modules
        .iter()
        .flat_map(|module| {
            let diagnostics = module.diagnostics.iter();
            diagnostics.map(|diagnostic| Known::of(module, diagnostic))
        })
        .collect();
    found.sort();
    Ok(found)
}

fn pool(threads: usize) -> Result<&'static ThreadPool, Failure> {
    static POOLS: OnceLock<BTreeMap<usize, ThreadPool>> = OnceLock::new();
    let pools = POOLS.get_or_init(|| {
        let pool = |threads| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build();
            Some((threads, pool.ok()?))
        };
        [1, 8].into_iter().filter_map(pool).collect()
    });
    Ok(pools.get(&threads).ok_or("no threads")?)
}

/// The texts of code files by name.
type Texts = BTreeMap<String, String>;

/// The code of each folder that holds any.
fn code(copy: &Copy) -> Result<BTreeMap<String, Texts>, Failure> {
    let mut folders: BTreeMap<String, Texts> = BTreeMap::new();
    for (name, bytes) in copy.bytes()? {
        let (folder, file) = name.rsplit_once('/').unwrap_or((".", &name));
        let (Some(_), Ok(text)) = (file.strip_suffix(".tf"), String::from_utf8(bytes)) else {
            continue;
        };
        let files = folders.entry(folder.to_owned()).or_default();
        files.insert(file.to_owned(), text);
    }
    Ok(folders)
}

fn code_text(copy: &Copy) -> Result<String, Failure> {
    let mut text = String::new();
    for (folder, files) in code(copy)? {
        for (name, code) in files {
            let _ = writeln!(text, "--- {folder}/{name}\n{code}");
        }
    }
    Ok(text)
}

/// Whether blocks may leave a file: what an override says depends on its name,
/// and some comments are about the whole file.
fn may_be_mixed(name: &str, text: &str) -> bool {
    let is_override = name == "override.tf" || name.ends_with("_override.tf");
    !is_override && !text.contains("coderlint-ignore-file")
}

/// Puts the blocks of a module in another order, and into other files, and its
/// locals in another order. The first permutation turns everything around, the
/// next leaves blocks in their files, and two take them to a file before or
/// after all others.
fn permute(folder: &Path, files: Texts, seed: u64, random: &mut TestRng) -> Outcome {
    let mut cuts: BTreeMap<String, Cut> = BTreeMap::new();
    let mut before = Vec::new();
    for (name, text) in files {
        if !may_be_mixed(&name, &text) {
            continue;
        }
        let Some(locals) = Cut::locals(&text) else {
            continue;
        };
        before.push(text);
        let text: String = locals
            .into_iter()
            .map(|mut cut| {
                reorder(&mut cut.pieces, seed, random);
                cut.text()
            })
            .collect();
        if let Some(cut) = Cut::file(&text) {
            cuts.insert(name, cut);
        }
    }
    let new_files: &[&str] = match seed {
        0 | 1 => &[],
        2 => &["zz.tf"],
        3 => &["aa.tf"],
        _ => &["aa.tf", "zz.tf"],
    };
    if !new_files.is_empty() && !cuts.is_empty() {
        move_blocks(&mut cuts, new_files, random)?;
    }
    let mut after = Vec::new();
    for (name, mut cut) in cuts {
        reorder(&mut cut.pieces, seed, random);
        let text = cut.text();
        std::fs::write(folder.join(name), &text)?;
        after.push(text);
    }
    if inventory(&before)? != inventory(&after)? {
        return Err(format!("the test cut wrongly:\n{before:#?}\n{after:#?}").into());
    }
    Ok(())
}

fn reorder(pieces: &mut [String], seed: u64, random: &mut TestRng) {
    if seed == 0 {
        pieces.reverse();
        return;
    }
    for last in (1..pieces.len()).rev() {
        pieces.swap(last, random.random_range(0..=last));
    }
}

/// Takes about half of the blocks to another file, the new ones among them.
fn move_blocks(
    cuts: &mut BTreeMap<String, Cut>,
    new_files: &[&str],
    random: &mut TestRng,
) -> Outcome {
    for name in new_files {
        let empty = Cut {
            head: String::new(),
            pieces: Vec::new(),
            tail: String::new(),
        };
        if cuts.insert((*name).to_owned(), empty).is_some() {
            return Err(format!("the case has a {name} of its own").into());
        }
    }
    let names: Vec<String> = cuts.keys().cloned().collect();
    let mut moved: Vec<(String, String)> = Vec::new();
    for cut in cuts.values_mut() {
        for piece in std::mem::take(&mut cut.pieces) {
            if random.random_range(0..2) == 0 {
                cut.pieces.push(piece);
            } else {
                let to = &names[random.random_range(0..names.len())];
                moved.push((to.clone(), piece));
            }
        }
    }
    for (to, piece) in moved {
        let cut = cuts.get_mut(&to).ok_or("no such file")?;
        cut.pieces.push(piece);
    }
    Ok(())
}

/// The blocks and locals of some files, which no permutation may change.
fn inventory(texts: &[String]) -> Result<Vec<String>, Failure> {
    let mut inventory = Vec::new();
    for text in texts {
        let body = parse_body(text.trim_start_matches('\u{feff}'))?;
        for block in body.blocks() {
            let labels = block
                .labels
                .iter()
                .map(hcl_edit::structure::BlockLabel::as_str);
            let names: BTreeSet<String> = block
                .body
                .attributes()
                .map(|attribute| format!("{}={}", attribute.key.as_str(), attribute.value))
                .collect();
            inventory.push(format!(
                "{} {:?} {names:?}",
                block.ident.as_str(),
                labels.collect::<Vec<_>>()
            ));
        }
        inventory.extend(body.attributes().map(|a| a.key.as_str().to_owned()));
    }
    inventory.sort();
    Ok(inventory)
}

fn differences(expected: &[Known], actual: &[Known]) -> String {
    let mut text = String::new();
    for (sign, these, others) in [("-", expected, actual), ("+", actual, expected)] {
        for known in these {
            let count = |all: &[Known]| all.iter().filter(|other| *other == known).count();
            if count(these) > count(others) {
                let _ = writeln!(text, "{sign} {known}");
            }
        }
    }
    text
}
