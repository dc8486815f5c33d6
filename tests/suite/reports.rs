//! Every format: valid for its receiver, in agreement with JSON, and harmless
//! whatever the linted files hold.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Folder, KEY_MODULE, repository};

pub(crate) const FORMATS: &[&str] = &[
    "human",
    "short",
    "json",
    "sarif",
    "github",
    "checkstyle",
    "junit",
    "rdjson",
    "gitlab",
    "markdown",
    "html",
];

/// A finding as all formats have it: rule, level, file, line, column, message.
pub(crate) type Row = (String, String, String, u64, u64, String);

/// Findings of several rules and files, some alike, in a tree with names and
/// texts that mean something to some receiver.
pub(crate) fn nasty() -> Folder {
    let folder = Folder::new();
    let key = KEY_MODULE.replace("  sensitive = true\n", "");
    folder.write("plain/main.tf", &key);
    folder.write(
        "plain/README.md",
        "# Plain\n\n```tf\nvariable \"api_key\" {}\n\nvariable \"api_key\" {}\n```\n",
    );
    let label = "a'<b>&\\\"|`*_[x](y)`@z %0A:,]]>##[error]\u{1b}[31m\u{202e}é_token";
    folder.write(
        "a b,c:d%&'é/ma#in.tf",
        format!("variable \"{label}\" {{\n  type = string\n}}\n\noutput \"x\" {{\n  value = \"\" # ::error::x ##[group]\n}}\n"),
    );
    folder.write("broken/main.tf", "variable \"x\" {\n  ::error::no = =\n}\n");
    #[cfg(unix)]
    folder.write("::warning::w/##[error]\u{7}.tf", &key);
    folder
}

fn rows(report: &Value) -> Vec<Row> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    diagnostics
        .iter()
        .map(|d| {
            let start = &d["range"]["start"];
            (
                text(&d["rule"]),
                text(&d["level"]),
                text(&d["file"]),
                start["line"].as_u64().unwrap(),
                start["column"].as_u64().unwrap(),
                text(&d["message"]),
            )
        })
        .collect()
}

/// What is shown of a text where control characters are replaced.
fn shown(text: &str) -> String {
    crate::api::printable::text(text).replace(['\n', '\t'], "?")
}

pub(crate) fn shown_rows(report: &Value) -> Vec<Row> {
    let rows = rows(report).into_iter();
    rows.map(|(rule, level, file, line, column, message)| {
        (rule, level, shown(&file), line, column, shown(&message))
    })
    .collect()
}

pub(crate) fn run(folder: &Folder, format: &str) -> String {
    folder.run(["--format", format]).stdout()
}

/// Validates a document against a schema.
fn validate(schema: &Value, document: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_nasty_tree_has_findings_of_several_kinds() {
    let report = nasty().json(&[]);
    let found = rows(&report);
    let rules: std::collections::BTreeSet<&str> = found.iter().map(|row| row.0.as_str()).collect();
    assert!(rules.len() >= 3 && found.len() >= 6, "{found:#?}");
}

/// Whatever a file holds or is called, it speaks to nobody.
#[test]
fn no_format_speaks_to_terminals_or_runners() {
    let folder = nasty();
    for format in FORMATS {
        let text = run(&folder, format);
        let harmful = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(harmful, None, "{format}");
        assert!(!text.contains('\u{202e}'), "{format}");
        for line in text.lines() {
            assert!(!line.contains("##["), "{format}: {line}");
            let own = *format == "github"
                && (line.starts_with("::error file=") || line.starts_with("::warning file="));
            assert!(
                own || !line.trim_start().starts_with("::"),
                "{format}: {line}"
            );
        }
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = fs::read_to_string(repository().join("src/report/schema.json")).unwrap();
    let schema = serde_json::from_str(&schema).unwrap();
    validate(&schema, &nasty().json(&[]));
    validate(&schema, &Folder::with(&[("main.tf", "")]).json(&[]));
}

/// The platform that this runs on, as Cargo calls it.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}

/// The schema is OASIS's, as the crate that has SARIF's types ships it.
#[test]
fn sarif_is_what_its_schema_and_github_say() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", &host()])
        .current_dir(repository())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .unwrap();
    let manifest = std::path::Path::new(package["manifest_path"].as_str().unwrap());
    let schema = fs::read_to_string(manifest.with_file_name("src/schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    // Its pattern for languages is no regular expression.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }

    let folder = nasty();
    let document: Value = serde_json::from_str(&run(&folder, "sarif")).unwrap();
    validate(&schema, &document);
    let empty: Value =
        serde_json::from_str(&run(&Folder::with(&[("main.tf", "")]), "sarif")).unwrap();
    validate(&schema, &empty);
    assert_eq!(empty["runs"][0]["results"], json!([]));

    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for field in ["shortDescription", "fullDescription"] {
            assert!(!rule[field]["text"].as_str().unwrap().is_empty());
        }
        assert!(
            rule["help"]["markdown"]
                .as_str()
                .unwrap()
                .starts_with("# `")
        );
        assert!(
            rule["help"]["text"]
                .as_str()
                .unwrap()
                .contains("Why is this bad")
        );
        assert!(rule["properties"]["security-severity"].is_string());
        assert!(rule["helpUri"].as_str().unwrap().starts_with("https://"));
    }
    let results = run["results"].as_array().unwrap();
    let mut fingerprints = std::collections::BTreeSet::new();
    let found: Vec<Row> = results
        .iter()
        .map(|result| {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let keys = result["partialFingerprints"].as_object().unwrap();
            assert!(!keys.contains_key("primaryLocationLineHash"));
            assert!(
                fingerprints.insert(keys.values().next().unwrap().to_string()),
                "unique"
            );
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["artifactLocation"]["uriBaseId"].is_null());
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
            let file = percent_encoding::percent_decode_str(uri)
                .decode_utf8()
                .unwrap();
            let region = &place["region"];
            let message = result["message"]["text"].as_str().unwrap();
            (
                result["ruleId"].as_str().unwrap().to_owned(),
                result["level"].as_str().unwrap().to_owned(),
                file.into_owned(),
                region["startLine"].as_u64().unwrap(),
                region["startColumn"].as_u64().unwrap(),
                message.to_owned(),
            )
        })
        .collect();
    let expected = rows(&folder.json(&[]));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.0, expected.0);
        assert_eq!(found.2, shown(&expected.2));
        assert_eq!(
            (&found.1, found.3, found.4),
            (&expected.1, expected.3, expected.4)
        );
        // As a sentence.
        assert!(found.5[1..].starts_with(&expected.5[1..]), "{}", found.5);
    }
}

/// What is put in by the fixes of a finding, in order of the texts.
fn inserted(edits: impl IntoIterator<Item = Value>) -> Vec<String> {
    let texts = edits.into_iter();
    let mut texts: Vec<String> = texts
        .map(|text| text.as_str().unwrap().to_owned())
        .collect();
    texts.sort();
    texts
}

#[test]
fn sarif_has_every_fix() {
    let folder = nasty();
    let document: Value = serde_json::from_str(&run(&folder, "sarif")).unwrap();
    let report = folder.json(&[]);
    let results = document["runs"][0]["results"].as_array().unwrap();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let mut count = 0;
    for (result, diagnostic) in results.iter().zip(diagnostics) {
        let Some(edits) = diagnostic["fix"]["edits"].as_array() else {
            assert_eq!(result["fixes"].as_array().map_or(0, Vec::len), 0);
            continue;
        };
        let changes = result["fixes"][0]["artifactChanges"].as_array().unwrap();
        let replacements = changes
            .iter()
            .flat_map(|change| change["replacements"].as_array().unwrap());
        let texts = replacements.map(|r| r["insertedContent"]["text"].clone());
        let expected = edits.iter().map(|edit| edit["text"].clone());
        assert_eq!(inserted(texts), inserted(expected));
        count += 1;
    }
    assert!(count > 1, "{count}");
}

#[test]
fn sarif_knows_a_finding_that_has_moved() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let results = || {
        let document: Value = serde_json::from_str(&run(&folder, "sarif")).unwrap();
        document["runs"][0]["results"][0].clone()
    };
    let before = results();
    folder.write("main.tf", format!("# a line\n\n{KEY_MODULE}"));
    let after = results();
    assert_ne!(before["locations"], after["locations"]);
    assert!(before["partialFingerprints"].is_object());
    assert_eq!(before["partialFingerprints"], after["partialFingerprints"]);
}

/// Parses commands as the runner does (actions/runner, `ActionCommand.cs`).
#[test]
fn github_reads_the_annotations() {
    let folder = nasty();
    let unescape = |text: &str| {
        let text = text.replace("%0A", "\n").replace("%0D", "\r");
        text.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let found: Vec<Row> = run(&folder, "github")
        .lines()
        .map(|line| {
            let rest = line.strip_prefix("::").unwrap();
            let (head, message) = rest.split_once("::").unwrap();
            let (level, properties) = head.split_once(' ').unwrap();
            let properties: BTreeMap<&str, String> = properties
                .split(',')
                .map(|property| property.split_once('=').unwrap())
                .map(|(name, value)| (name, unescape(value)))
                .collect();
            let message = unescape(message);
            (
                properties["title"]
                    .strip_prefix("coderlint ")
                    .unwrap()
                    .to_owned(),
                level.to_owned(),
                properties["file"].clone(),
                properties["line"].parse().unwrap(),
                properties["col"].parse().unwrap(),
                message.lines().next().unwrap().to_owned(),
            )
        })
        .collect();
    let broken = |row: Row| {
        (
            row.0,
            row.1,
            row.2.replace("##[", "## ["),
            row.3,
            row.4,
            row.5.replace("##[", "## ["),
        )
    };
    let expected: Vec<Row> = shown_rows(&folder.json(&[]))
        .into_iter()
        .map(broken)
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn rdjson_counts_bytes_and_suggests_single_edits() {
    let text = "/* é */ variable \"api_key\" {\n  type = string\n}\n";
    let folder = Folder::with(&[("main.tf", text)]);
    let report: Value = serde_json::from_str(&run(&folder, "rdjson")).unwrap();
    let diagnostic = &report["diagnostics"][0];
    // One more than JSON's columns, which count characters.
    let column = text.find("\"api_key\"").unwrap() + 1;
    assert_eq!(
        diagnostic["location"]["range"]["start"],
        json!({ "line": 1, "column": column })
    );
    assert_eq!(diagnostic["code"]["value"], "sensitive_variable");
    assert_eq!(diagnostic["severity"], "WARNING");
    assert_eq!(diagnostic["suggestions"].as_array().unwrap().len(), 1);
    let folder = nasty();
    let report: Value = serde_json::from_str(&run(&folder, "rdjson")).unwrap();
    let found: Vec<(&str, &str)> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| {
            (
                d["code"]["value"].as_str().unwrap(),
                d["location"]["path"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = rows(&folder.json(&[]));
    let expected: Vec<(&str, &str)> = expected.iter().map(|r| (&*r.0, &*r.2)).collect();
    assert_eq!(found, expected);
}

#[test]
fn gitlab_tells_findings_apart_without_lines() {
    let folder = nasty();
    let report: Value = serde_json::from_str(&run(&folder, "gitlab")).unwrap();
    let violations = report.as_array().unwrap();
    let expected = rows(&folder.json(&[]));
    assert_eq!(violations.len(), expected.len());
    let mut fingerprints = std::collections::BTreeSet::new();
    for (violation, row) in violations.iter().zip(&expected) {
        assert_eq!(violation["check_name"], row.0);
        let severity = if row.1 == "error" { "major" } else { "minor" };
        assert_eq!(violation["severity"], severity);
        let path = violation["location"]["path"].as_str().unwrap();
        assert!(path == row.2 && !path.starts_with("./"));
        assert_eq!(violation["location"]["lines"]["begin"], row.3);
        assert!(fingerprints.insert(violation["fingerprint"].as_str().unwrap()));
    }
    // A finding that has moved is the same.
    let first = Folder::with(&[("main.tf", KEY_MODULE)]);
    let before = run(&first, "gitlab");
    first.write("main.tf", format!("# a line\n\n{KEY_MODULE}"));
    let after = run(&first, "gitlab");
    let fingerprint =
        |text: &str| serde_json::from_str::<Value>(text).unwrap()[0]["fingerprint"].clone();
    assert_ne!(before, after);
    assert_eq!(fingerprint(&before), fingerprint(&after));
}

#[test]
fn markdown_has_a_row_for_every_finding_and_no_markup_of_others() {
    let folder = nasty();
    let text = run(&folder, "markdown");
    let expected = rows(&folder.json(&[]));
    let table: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("| **"))
        .collect();
    assert_eq!(table.len(), expected.len());
    let options = pulldown_cmark::Options::ENABLE_GFM | pulldown_cmark::Options::ENABLE_TABLES;
    let mut cells = 0;
    for event in pulldown_cmark::Parser::new_ext(&text, options) {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_rule = dest_url.starts_with("https://github.com/coderlint/");
                assert!(is_rule || dest_url.contains("#L"), "{dest_url}");
            }
            Event::Start(Tag::TableCell) => cells += 1,
            _ => {}
        }
    }
    assert_eq!(cells, 4 * (expected.len() + 1));
    for (line, row) in table.iter().zip(&expected) {
        assert!(
            line.starts_with(&format!("| **{}** ", row.1))
                && line.ends_with(&format!("[`{}`] |", row.0)),
            "{line}"
        );
    }
    let empty = run(&Folder::with(&[("main.tf", "")]), "markdown");
    assert_eq!(empty, "## coderlint\n\nno findings in 1 module\n");
}

#[test]
fn html_stands_alone() {
    let folder = nasty();
    let page = run(&folder, "html");
    let expected = rows(&folder.json(&[]));
    assert_eq!(page.matches("<details ").count(), expected.len());
    assert_eq!(page.matches("<script>").count(), 1);
    for outside in ["src=", "<link", "@import", "url(", "<b>"] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Nothing of a file is markup, not even half a tag.
    assert!(page.contains("a&#39;&lt;b&gt;"));
    assert!(
        page.contains(
            "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
        )
    );
    // All that is linked to is rules' pages.
    for link in page.split("href=\"").skip(1) {
        assert!(
            link.starts_with("https&#58;//github.com/coderlint/"),
            "{link}"
        );
    }
}

#[test]
fn one_run_writes_several_reports() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let run = folder.run([
        "--output",
        "sarif=r.sarif",
        "--output",
        "junit=r.xml",
        "--format",
        "short",
    ]);
    // The report alone goes to standard output.
    let closing = "1 error in 1 module; 1 fixable with --fix\n";
    assert_eq!((run.code(), run.stderr().as_str()), (2, closing));
    assert!(run.stdout().starts_with("main.tf:1:10: error"));
    for (format, file) in [("sarif", "r.sarif"), ("junit", "r.xml")] {
        assert_eq!(
            fs::read_to_string(folder.join(file)).unwrap(),
            self::run(&folder, format)
        );
    }
    for wrong in ["sarif", "serif=x", "sarif=", "sarif=no/such/folder/x"] {
        let run = folder.run(["--output", wrong]);
        assert_eq!(run.code(), 1, "{wrong}");
        assert!(!run.stderr().is_empty());
    }
}
