//! Which files of policies are read, and what several of them come to.

use super::{CONFIG, text};
use crate::support::{Folder, KEY_MODULE};

fn policy(id: &str, about: &str, says: &str) -> String {
    format!(
        "{about}_policy \"*\" \"{id}\" {{\n{says}  enforce {{\n    condition = false\n  }}\n}}\n"
    )
}

const SAYS: &str = "  description = \"x\"\n";

/// The policies among all rules, as `--rules` shows them.
fn listed(folder: &Folder) -> Vec<serde_json::Value> {
    let rules = folder.run(["--rules", "--format", "json"]).json();
    let rules = rules.as_array().unwrap().iter();
    rules
        .filter(|rule| text(&rule["id"]).starts_with("own"))
        .cloned()
        .collect()
}

#[test]
fn a_pattern_names_files_and_links_to_such() {
    let folder = Folder::with(&[
        (".coderlint.hcl", "policies = [\"team_*.policy.hcl\"]\n"),
        ("team_a.policy.hcl", &policy("own_a", "variable", SAYS)),
        ("teams.policy.hcl", "not read"),
        ("team_a.hcl", "not read"),
        ("other/b.policy.hcl", &policy("own_b", "variable", SAYS)),
    ]);
    let mut expected = vec!["own_a"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("other/b.policy.hcl", folder.join("team_b.policy.hcl")).unwrap();
        expected.push("own_b");
    }
    let rules = listed(&folder);
    let ids: Vec<&str> = rules.iter().map(|rule| text(&rule["id"])).collect();
    assert_eq!(ids, expected);
}

#[test]
fn a_finding_points_into_the_file_of_its_policy() {
    let folder = Folder::with(&[
        (".coderlint.hcl", CONFIG),
        ("a.policy.hcl", &policy("own_a", "resource", SAYS)),
        ("b.policy.hcl", &policy("own_b", "resource", SAYS)),
        ("m/main.tf", KEY_MODULE),
    ]);
    let report = folder.json(&["--only", "own_a,own_b"]);
    let findings = report["diagnostics"].as_array().unwrap().iter();
    let places: Vec<String> = findings
        .map(|it| format!("{} {}", text(&it["rule"]), text(&it["labels"][0]["file"])))
        .collect();
    assert_eq!(places, ["own_a a.policy.hcl", "own_b b.policy.hcl"]);
}

/// Wherever they stand.
#[test]
fn of_blocks_with_one_id_the_strictest_is_listed() {
    let advisory = |more: &str| format!("{SAYS}  enforcement_level = \"advisory\"\n{more}");
    let url = |path: &str| format!("{SAYS}  url = \"https://example.com/{path}\"\n");
    for (weaker, stronger, key, expected) in [
        (advisory(&url("a")[SAYS.len()..]), url("b"), "level", "deny"),
        (
            "  description = \"a\"\n".to_owned(),
            SAYS.to_owned(),
            "summary",
            "x",
        ),
        (url("a"), url("b"), "url", "https://example.com/b"),
    ] {
        let (weaker, stronger) = (
            policy("own", "data", &weaker),
            policy("own", "resource", &stronger),
        );
        for both in [format!("{weaker}{stronger}"), format!("{stronger}{weaker}")] {
            let folder = super::folder(&both, KEY_MODULE);
            assert_eq!(listed(&folder)[0][key], expected, "{both}");
        }
    }
    // One that says nothing of itself is known by its file.
    let silent = policy("own", "data", "").replace("false", "false\n    error_message = \"x\"");
    let folder = super::folder(&silent, KEY_MODULE);
    assert_eq!(listed(&folder)[0]["summary"], "a policy in own.policy.hcl");
}

#[test]
fn there_may_be_256_files() {
    let folder = Folder::with(&[(".coderlint.hcl", CONFIG), ("m/main.tf", KEY_MODULE)]);
    for index in 0..256 {
        folder.write(format!("{index}.policy.hcl"), "");
    }
    assert_eq!(folder.run(["--rules"]).code(), 0);
    folder.write("256.policy.hcl", "");
    let run = folder.run([""; 0]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
    assert_eq!(
        run.stderr(),
        "coderlint: error: .coderlint.hcl:1:13: `*.policy.hcl` matches 257 files: the limit is 256\n"
    );
}

#[test]
fn there_may_be_5000_policies() {
    let many = |from: usize, to: usize| -> String {
        let ids = (from..to).map(|at| format!("own{at}"));
        ids.map(|id| policy(&id, "output", SAYS)).collect()
    };
    let folder = Folder::with(&[
        (".coderlint.hcl", CONFIG),
        ("a.policy.hcl", &many(0, 2_400)),
        ("b.policy.hcl", &many(2_400, 4_800)),
        ("c.policy.hcl", &many(4_800, 5_000)),
        ("m/main.tf", KEY_MODULE),
    ]);
    assert_eq!(folder.run(["--rules"]).stderr(), "");
    folder.write("c.policy.hcl", many(4_800, 5_002));
    let run = folder.run([""; 0]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
    assert_eq!(
        run.stderr(),
        "coderlint: error: c.policy.hcl: there are more than 5000 policies\n"
    );
}
