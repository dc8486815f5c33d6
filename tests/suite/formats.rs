//! What the formats promise.

use crate::support::{Folder, KEY_MODULE};

#[test]
fn json_gives_positions_in_the_file_on_disk() {
    let text = format!("\u{feff}# é\r\n{}", KEY_MODULE.replace('\n', "\r\n"));
    let folder = Folder::with(&[("m/main.tf", &text)]);
    let report = folder.json(&[]);
    assert_eq!(report["version"], 1);
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["rule"], "masked_parameter");
    assert_eq!(diagnostic["level"], "error");
    assert_eq!(diagnostic["file"], "m/main.tf");
    assert_eq!(diagnostic["module"], "m");
    assert_eq!(diagnostic["subject"], "api_key");
    assert_eq!(diagnostic["fix"]["applicability"], "safe");
    // The edits are in bytes of the file on disk, too.
    let mut fixed = text.clone();
    for edit in diagnostic["fix"]["edits"].as_array().unwrap().iter().rev() {
        assert_eq!(edit["file"], "m/main.tf");
        let offset = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let range = offset("start")..offset("end");
        fixed.replace_range(range, edit["text"].as_str().unwrap());
    }
    folder.run(["--fix", "--only", "masked_parameter"]);
    let written = std::fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert_eq!(fixed, written);
    let start = &diagnostic["range"]["start"];
    assert_eq!((&start["line"], &start["column"]), (&2.into(), &10.into()));
    let at = usize::try_from(start["offset"].as_u64().unwrap()).unwrap();
    assert!(text[at..].starts_with("\"api_key\""));
    let used = diagnostic["labels"]
        .as_array()
        .unwrap()
        .iter()
        .find(|label| {
            label["message"]
                .as_str()
                .unwrap()
                .contains("reaches the workspace")
        })
        .expect("the use is labelled");
    let at = usize::try_from(used["range"]["start"]["offset"].as_u64().unwrap()).unwrap();
    assert!(text[at..].starts_with("var.api_key"));
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["summary"]["modules"], 1);
    assert_eq!(report["summary"]["files"], 1);
}

#[test]
fn an_empty_report_is_still_json() {
    let folder = Folder::with(&[("main.tf", "locals {}\n")]);
    let report = folder.json(&[]);
    assert_eq!(report["diagnostics"], serde_json::json!([]));
}

#[test]
fn human_output_closes_with_a_summary() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let text = folder.run([""; 0]).stdout();
    assert!(text.starts_with("error[masked_parameter]: "), "{text}");
    assert!(
        text.ends_with("\n1 error in 1 module; 1 fixable with --fix\n"),
        "{text}"
    );
    let clean = Folder::with(&[("a/main.tf", ""), ("b/main.tf", ""), ("b/README.md", "")]);
    assert_eq!(clean.run([""; 0]).stdout(), "no findings in 2 modules\n");
}

#[test]
fn short_output_is_one_line_a_finding() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    assert_eq!(
        folder.run(["--format", "short"]).stdout(),
        "main.tf:1:10: error[masked_parameter]: key variable `api_key` has no opt-in masked parameter\n"
    );
}

#[test]
fn many_uses_are_counted_not_listed() {
    use std::fmt::Write as _;
    let mut text =
        String::from("variable \"agent_id\" {}\nvariable \"api_key\" {\n  sensitive = true\n}\n");
    for index in 0..13 {
        let _ = writeln!(text, "output \"o{index}\" {{\n  value = var.api_key\n}}");
    }
    let folder = Folder::with(&[("main.tf", &text)]);
    let report = folder.run([""; 0]).stdout();
    assert!(report.contains("and here, and 10 more"), "{report}");
}

#[test]
fn long_lines_are_cut_around_the_label() {
    let padding = "x".repeat(5000);
    let text = format!(
        "variable \"api_key\" {{\n  sensitive = true\n}}\noutput \"o\" {{\n  value = \"{padding}${{var.api_key}}{padding}\"\n}}\n"
    );
    let folder = Folder::with(&[("main.tf", &text)]);
    let run = folder.run([""; 0]);
    let report = run.stdout();
    assert!(report.contains("var.api_key"), "{report}");
    let longest = report.lines().map(|line| line.chars().count()).max();
    assert!(longest.unwrap() < 400, "{longest:?}");
}
