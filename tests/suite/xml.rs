//! The formats that are XML: every finding once, read by a parser.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::reports::{nasty, run, shown_rows};
use crate::support::Folder;

/// Elements of a name with their attributes, with the text in them.
fn elements(xml: &str, name: &str) -> Vec<(BTreeMap<String, String>, String)> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut is_inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == name.as_bytes() => {
                found.push((attributes(&start), String::new()));
                is_inside = true;
            }
            Event::Empty(start) if start.name().as_ref() == name.as_bytes() => {
                found.push((attributes(&start), String::new()));
            }
            Event::End(end) if end.name().as_ref() == name.as_bytes() => is_inside = false,
            Event::Text(text) if is_inside => {
                found
                    .last_mut()
                    .unwrap()
                    .1
                    .push_str(&text.decode().unwrap());
            }
            Event::GeneralRef(name) if is_inside => {
                let text = format!("&{};", name.decode().unwrap());
                let text = quick_xml::escape::unescape(&text).unwrap().into_owned();
                found.last_mut().unwrap().1.push_str(&text);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let pairs = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
        (key, value.unwrap().into_owned())
    });
    pairs.collect()
}

#[test]
fn checkstyle_has_every_finding() {
    let folder = nasty();
    let xml = run(&folder, "checkstyle");
    let files: Vec<String> = elements(&xml, "file")
        .into_iter()
        .map(|(a, _)| a["name"].clone())
        .collect();
    assert!(files.is_sorted(), "{files:?}");
    let mut found: Vec<(String, String, u64, u64, String)> = elements(&xml, "error")
        .into_iter()
        .map(|(a, _)| {
            (
                a["source"].rsplit('.').next().unwrap().to_owned(),
                a["severity"].clone(),
                a["line"].parse().unwrap(),
                a["column"].parse().unwrap(),
                a["message"].clone(),
            )
        })
        .collect();
    let expected = shown_rows(&folder.json(&[])).into_iter();
    let mut expected: Vec<_> = expected.map(|r| (r.0, r.1, r.3, r.4, r.5)).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let empty = run(&Folder::with(&[("main.tf", "")]), "checkstyle");
    assert!(elements(&empty, "error").is_empty());
    assert_eq!(elements(&empty, "checkstyle").len(), 1);
}

#[test]
fn junit_has_a_failing_case_for_every_finding() {
    let folder = nasty();
    let xml = run(&folder, "junit");
    let cases = elements(&xml, "testcase");
    let failures = elements(&xml, "failure");
    let expected = shown_rows(&folder.json(&[]));
    assert_eq!(
        (cases.len(), failures.len()),
        (expected.len(), expected.len())
    );
    let names: BTreeSet<&String> = cases.iter().map(|(a, _)| &a["name"]).collect();
    assert_eq!(names.len(), cases.len(), "names are unique");
    for ((case, failure), row) in cases.iter().zip(&failures).zip(&expected) {
        let (rule, level, file, line, column, message) = row;
        let place = format!("{file}:{line}:{column}");
        assert!(case.0["name"].starts_with(&format!("{rule} at {place}")));
        assert_eq!(failure.0["type"], format!("{level}[{rule}]"));
        assert_eq!(&failure.0["message"], message);
        let first = format!("{place}: {level}[{rule}]: {message}");
        let first = crate::api::printable::lines(&first);
        assert!(failure.1.starts_with(&first), "{}", failure.1);
    }
    let empty = run(&Folder::with(&[("main.tf", "")]), "junit");
    assert_eq!(elements(&empty, "testcase").len(), 1);
    assert_eq!(elements(&empty, "failure").len(), 0);
}
