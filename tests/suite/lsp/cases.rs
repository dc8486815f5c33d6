//! The server and the command say and do the same, in all cases of all rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::edited;
use crate::api::infos;
use crate::support::{Folder, repository};

/// A finding: file, line and column (from 1), rule and message.
type Row = (String, u64, u64, String, String);

/// The case folders of all rules.
fn cases() -> Vec<PathBuf> {
    let folders = infos().iter().flat_map(|rule| {
        let cases = repository().join("rules").join(rule.id).join("cases");
        fs::read_dir(cases)
            .unwrap()
            .map(|case| case.unwrap().path())
    });
    folders.collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_symlink() {
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(&path).unwrap(), target).unwrap();
        } else if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

fn of_command(report: &Value) -> BTreeSet<Row> {
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let rows = diagnostics.map(|found| {
        let text = |name: &str| found[name].as_str().unwrap().to_owned();
        let start = &found["range"]["start"];
        let number = |name: &str| start[name].as_u64().unwrap();
        (
            text("file"),
            number("line"),
            number("column"),
            text("rule"),
            text("message"),
        )
    });
    rows.collect()
}

fn of_server(client: &mut Client, folder: &Folder) -> BTreeSet<Row> {
    client.sync();
    let root = format!("{}/", client.uri("").trim_end_matches('/'));
    let mut rows = BTreeSet::new();
    for (uri, list) in client.all() {
        let file = uri.strip_prefix(&root).unwrap().replace("%20", " ");
        let text = fs::read(folder.join(&file)).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let text = text.trim_start_matches('\u{feff}');
        for found in list.as_array().unwrap() {
            let start = &found["range"]["start"];
            let number = |name: &str| usize::try_from(start[name].as_u64().unwrap()).unwrap();
            let line = text.split('\n').nth(number("line")).unwrap();
            let units: Vec<u16> = line.encode_utf16().take(number("character")).collect();
            let column = String::from_utf16(&units).unwrap().chars().count() + 1;
            let said = |name: &str| found[name].as_str().unwrap_or("-").to_owned();
            rows.insert((
                file.clone(),
                number("line") as u64 + 1,
                column as u64,
                said("code"),
                said("message"),
            ));
        }
    }
    rows
}

/// What `source.fixAll` would make of the files beside `main.tf`; `None` where it
/// isn't offered.
fn fixed_by_server(client: &mut Client, folder: &Folder) -> Option<Vec<(PathBuf, String)>> {
    let position = json!({ "line": 0, "character": 0 });
    let params = json!({
        "textDocument": client.document("main.tf"),
        "range": { "start": position, "end": position },
        "context": { "diagnostics": [], "only": ["source.fixAll.coderlint"] },
    });
    let actions = client.request("textDocument/codeAction", &params).unwrap();
    let changes = actions[0]["edit"]["documentChanges"].as_array()?.clone();
    let root = format!("{}/", client.uri("").trim_end_matches('/'));
    let files = changes.iter().map(|change| {
        let uri = change["textDocument"]["uri"].as_str().unwrap();
        let file = PathBuf::from(uri.strip_prefix(&root).unwrap());
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        let new = edited(&text, &change["edits"]);
        (file, new)
    });
    Some(files.collect())
}

fn check(case: &Path, fixed: &Mutex<usize>) {
    let folder = Folder::new();
    copy(case, folder.path());
    let name = case.display();
    let report = folder.json(&[]);
    let mut client = Client::start(&folder, &capabilities());
    let expected = of_command(&report);
    assert_eq!(of_server(&mut client, &folder), expected, "{name}");
    let Ok(text) = fs::read_to_string(folder.join("main.tf")) else {
        return;
    };
    // As an editor's buffer it is the same; editors cut off a byte order mark.
    client.open("main.tf", text.trim_start_matches('\u{feff}'));
    assert_eq!(of_server(&mut client, &folder), expected, "{name}, open");
    if !text.is_ascii() || text.contains('\r') {
        return;
    }
    let Some(files) = fixed_by_server(&mut client, &folder) else {
        return;
    };
    folder.run(["--fix", "main.tf"]);
    for (file, new) in files {
        let path = folder.join(&file);
        assert_eq!(
            fs::read_to_string(path).unwrap(),
            new,
            "{name}: {}",
            file.display()
        );
        *fixed.lock().unwrap() += 1;
    }
}

#[test]
fn all_cases_are_as_the_command_has_them() {
    let cases = cases();
    assert!(cases.len() > 450);
    let (next, fixed) = (Mutex::new(0), Mutex::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let index = {
                        let mut next = next.lock().unwrap();
                        *next += 1;
                        *next - 1
                    };
                    let Some(case) = cases.get(index) else {
                        return;
                    };
                    check(case, &fixed);
                }
            });
        }
    });
    assert!(*fixed.lock().unwrap() > 200);
}
