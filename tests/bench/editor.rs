//! From a keystroke to the findings: the real server, driven as an editor drives
//! it. `CODERLINT_BENCH_TREE` names a tree in place of the one that is made up.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]
#![allow(dead_code, reason = "the tests use all of the editor")]

#[path = "../suite/lsp/client.rs"]
mod client;
#[path = "../suite/support.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use client::{Client, capabilities};
use support::{Folder, KEY_MODULE};

/// How many modules the tree has that is made up.
const MODULES: usize = 1000;
/// How many keys are pressed.
const EDITS: usize = 2000;
/// After so many the memory is measured first.
const WARM: usize = 200;

fn main() {
    let folder = Folder::new();
    let root = if let Some(tree) = std::env::var_os("CODERLINT_BENCH_TREE") {
        PathBuf::from(tree)
    } else {
        for index in 0..MODULES {
            folder.write(format!("m{index}/main.tf"), KEY_MODULE);
        }
        folder.path().to_owned()
    };
    let file = largest(&root).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let name = file
        .strip_prefix(&root)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let mut client = Client::start_in(&root, &capabilities());
    client.open(&name, &text);
    client.sync();
    let mut times = Vec::with_capacity(EDITS);
    let mut memory = 0;
    for version in 2..EDITS + 2 {
        let start = json!({ "line": 0, "character": 0 });
        let change = if version % 2 == 0 {
            json!([{ "range": { "start": start, "end": start }, "text": "\n" }])
        } else {
            let end = json!({ "line": 1, "character": 0 });
            json!([{ "range": { "start": start, "end": end }, "text": "" }])
        };
        let begun = Instant::now();
        client.change(&name, i64::try_from(version).unwrap(), &change);
        let wanted = (client.uri(&name), json!(version));
        while client.publishes.last() != Some(&wanted) {
            client.answer_any();
        }
        times.push(begun.elapsed());
        client.publishes.clear();
        if version == WARM {
            memory = client.memory();
        }
    }
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{name}: median {:.2} ms, 99th percentile {:.2} ms; {memory} KiB after {WARM} edits, {} KiB after {EDITS}",
        milliseconds(at(50)),
        milliseconds(at(99)),
        client.memory()
    );
}

/// The largest `.tf` file of a tree.
fn largest(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let files = entries.filter_map(|entry| {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            largest(&path)
        } else {
            path.extension()
                .is_some_and(|extension| extension == "tf")
                .then_some(path)
        }
    });
    files.max_by_key(|path| std::fs::metadata(path).map_or(0, |metadata| metadata.len()))
}
