//! A policy is a rule like any other: in flags, comments, settings, baselines and
//! formats.

use serde_json::Value;

use super::{CONFIG, folder, found, text};
use crate::reports::FORMATS;
use crate::support::Folder;

const POLICY: &str = r#"resource_policy "coder_app" "app_icon" {
  description       = "Apps have an icon."
  enforcement_level = "advisory"
  url               = "https://example.com/icons"

  enforce {
    condition     = attrs.icon != null
    error_message = "app `${meta.name}` has no icon"
  }
  enforce {
    condition     = attrs.slug != "web"
    error_message = "app `${meta.name}` has no name of its own"
  }
}
"#;

const MODULE: &str = r#"resource "coder_app" "web" {
  slug = "web"
}

resource "coder_app" "shell" {
  slug = "shell"
}
"#;

const ALL: [&str; 3] = [
    "app_icon coder_app.shell",
    "app_icon coder_app.web",
    "app_icon coder_app.web",
];

#[test]
fn levels_are_set_like_those_of_any_rule() {
    let folder = folder(POLICY, MODULE);
    assert_eq!(found(&folder, &[]), ALL);
    assert_eq!(folder.run([""; 0]).code(), 0, "advisory warns");
    assert_eq!(folder.run(["-D", "app_icon"]).code(), 2);
    assert_eq!(folder.run(["-D", "warnings"]).code(), 2);
    assert!(found(&folder, &["-A", "app_icon"]).is_empty());
    assert_eq!(found(&folder, &["--only", "app_icon"]), ALL);
    assert!(found(&folder, &["--only", "masked_parameter"]).is_empty());
    let unknown = folder.run(["-D", "app_icn"]);
    assert_eq!(unknown.code(), 1);
    assert!(unknown.stderr().contains("did you mean `app_icon`?"));
    folder.write(
        ".coderlint.hcl",
        format!("{CONFIG}rule \"app_icon\" {{\n  level = \"deny\"\n}}\n"),
    );
    assert_eq!(folder.run([""; 0]).code(), 2);
    // What a policy says of its level, an input may say.
    let by_input = POLICY.replace("\"advisory\"", "input.level");
    let input = "input \"level\" {\n  type    = string\n  default = \"mandatory_overridable\"\n}\n";
    folder.write("own.policy.hcl", format!("{by_input}{input}"));
    folder.write(".coderlint.hcl", CONFIG);
    assert_eq!(folder.run([""; 0]).code(), 2);
    folder.write(
        ".coderlint.hcl",
        format!("{CONFIG}inputs = {{ level = \"advisory\" }}\n"),
    );
    assert_eq!(folder.run([""; 0]).code(), 0);
}

#[test]
fn blocks_of_one_id_have_levels_of_their_own() {
    let advisory = |kind: &str| {
        POLICY
            .replace("coder_app", kind)
            .replace("attrs.slug != \"web\"", "true")
    };
    let mandatory = advisory("coder_agent").replace("advisory", "mandatory");
    let module = format!("resource \"coder_agent\" \"main\" {{\n}}\n{MODULE}");
    let folder = folder(&format!("{}{mandatory}", advisory("coder_app")), &module);
    let levels = |flags: &[&str]| -> Vec<String> {
        let report = folder.json(flags);
        let findings = report["diagnostics"].as_array().unwrap().iter();
        let mut levels: Vec<String> = findings
            .map(|it| format!("{} {}", text(&it["subject"]), text(&it["level"])))
            .collect();
        levels.sort();
        levels
    };
    let own = [
        "coder_agent.main error",
        "coder_app.shell warning",
        "coder_app.web warning",
    ];
    assert_eq!(levels(&[]), own);
    let all = [
        "coder_agent.main warning",
        "coder_app.shell warning",
        "coder_app.web warning",
    ];
    assert_eq!(levels(&["-W", "app_icon"]), all);
    let all = all.map(|it| it.replace("warning", "error"));
    assert_eq!(levels(&["-D", "app_icon"]), all);
}

#[test]
fn policies_are_listed_and_explained() {
    let folder = folder(POLICY, MODULE);
    let list = folder.run(["--rules"]).stdout();
    assert!(list.lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words == ["app_icon", "warn", "-", "Apps", "have", "an", "icon."]
    }));
    let list = folder.run(["--rules", "--format", "json"]).json();
    let own = list.as_array().unwrap().last().unwrap();
    assert_eq!(own["url"], "https://example.com/icons");
    let page = folder.run(["--explain", "app_icon"]);
    assert_eq!(page.code(), 0);
    assert!(
        page.stdout().contains("Apps have an icon.") && page.stdout().contains("own.policy.hcl")
    );
    assert_eq!(
        folder.run(["--no-config", "--explain", "app_icon"]).code(),
        1
    );
}

#[test]
fn comments_ignore_policies() {
    let module = MODULE.replace(
        "resource \"coder_app\" \"web\"",
        "# coderlint-ignore: app_icon -- it is internal\nresource \"coder_app\" \"web\"",
    );
    let module = format!(
        "{module}\n# coderlint-ignore: app_icn\nvariable \"x\" {{\n}}\n# coderlint-ignore: app_icon\nvariable \"y\" {{\n}}\n"
    );
    let folder = folder(POLICY, &module);
    let expected = [
        "app_icon coder_app.shell",
        "unused_ignore null",
        "unused_ignore null",
    ];
    assert_eq!(found(&folder, &[]), expected);
    let said = folder.run([""; 0]).stdout();
    assert!(said.contains("did you mean `app_icon`?"), "{said}");
    assert_eq!(found(&folder, &["--no-ignores", "--only", "app_icon"]), ALL);
    let fresh = super::folder(POLICY, MODULE);
    assert_eq!(fresh.run(["--add-ignores"]).code(), 0);
    assert!(found(&fresh, &[]).is_empty());
}

#[test]
fn a_baseline_tells_blocks_of_one_id_apart_wherever_they_stand() {
    let policy = |kind: &str, slug: &str| {
        format!(
            "resource_policy \"{kind}\" \"own\" {{\n  description = \"x\"\n  enforce {{\n    condition = attrs.slug != \"{slug}\"\n  }}\n}}\n"
        )
    };
    let (one, other) = (policy("coder_app", "web"), policy("coder_*", "none"));
    let folder = folder(&format!("{one}{other}"), MODULE);
    folder.run(["--write-baseline", "known.json"]);
    folder.write("own.policy.hcl", format!("{other}{one}"));
    assert!(found(&folder, &["--baseline", "known.json"]).is_empty());
    // What the other one finds now is not what was known.
    let turned = format!(
        "{}{}",
        policy("coder_app", "none"),
        policy("coder_*", "web")
    );
    folder.write("own.policy.hcl", turned);
    let new = found(&folder, &["--baseline", "known.json"]);
    assert_eq!(new, ["own coder_app.web"]);
}

#[test]
fn a_baseline_tells_conditions_apart() {
    let folder = folder(POLICY, MODULE);
    folder.run(["--write-baseline", "known.json"]);
    let known = std::fs::read_to_string(folder.join("known.json")).unwrap();
    assert_eq!(known.matches("\"number\"").count(), 3, "{known}");
    assert!(found(&folder, &["--baseline", "known.json"]).is_empty());
    // The first condition holds by now; the second is known, all the same.
    folder.write(
        "m/main.tf",
        MODULE.replace(
            "slug = \"web\"",
            "slug = \"web\"\n  icon = \"/icon/web.svg\"",
        ),
    );
    let run = folder.run(["--baseline", "known.json"]);
    assert!(run.stdout().contains("no findings"), "{}", run.stdout());
    folder.run(["--prune-baseline", "known.json"]);
    let known = std::fs::read_to_string(folder.join("known.json")).unwrap();
    assert_eq!(known.matches("\"number\":2").count(), 1, "{known}");
    assert_eq!(known.matches("\"number\":1").count(), 1, "{known}");
}

#[test]
fn every_format_has_them() {
    let folder = folder(POLICY, MODULE);
    for format in FORMATS {
        let out = folder.run(["--format", format]).stdout();
        assert!(out.contains("app_icon"), "{format}");
        assert!(out.contains("has no icon"), "{format}");
    }
    let sarif = folder.run(["--format", "sarif"]).json();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let index = run["results"][0]["ruleIndex"].as_u64().unwrap();
    let rule = &rules[usize::try_from(index).unwrap()];
    assert_eq!(rule["id"], "app_icon");
    assert_eq!(rule["helpUri"], "https://example.com/icons");
    let rdjson = folder.run(["--format", "rdjson"]).json();
    assert_eq!(
        rdjson["diagnostics"][0]["code"]["url"],
        "https://example.com/icons"
    );
    // Without an address there is none.
    let without = POLICY.replace("  url               = \"https://example.com/icons\"\n", "");
    folder.write("own.policy.hcl", without);
    let sarif = folder.run(["--format", "sarif"]).json();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .clone();
    assert!(rules.last().unwrap().get("helpUri").is_none());
    let rdjson = folder.run(["--format", "rdjson"]).json();
    assert!(rdjson["diagnostics"][0]["code"].get("url").is_none());
    assert_eq!(folder.json(&[])["diagnostics"][0]["url"], Value::Null);
    for format in FORMATS {
        let out = folder.run(["--format", format]).stdout();
        assert!(out.contains("app_icon"), "{format}");
    }
}

#[test]
fn reports_are_merged() {
    let folder = Folder::with(&[
        (".coderlint.hcl", CONFIG),
        ("own.policy.hcl", POLICY),
        ("a/main.tf", MODULE),
        ("b/main.tf", MODULE),
    ]);
    let whole = folder.run(["--format", "json"]).stdout();
    let mut reports = Vec::new();
    for shard in ["1/2", "2/2"] {
        let name = format!("{}.json", &shard[..1]);
        folder.write(
            &name,
            folder.run(["--shard", shard, "--format", "json"]).stdout(),
        );
        reports.push(name);
    }
    let merged = folder.run(["--merge", &reports[0], &reports[1], "--format", "json"]);
    assert_eq!(merged.stderr(), "");
    assert_eq!(merged.stdout(), whole);
}

#[test]
fn a_finding_is_where_its_condition_points() {
    let policy = r#"resource_policy "coder_app" "own" {
  description = "x"
  locals {
    slug = attrs.slug
    both = "${attrs.slug}${attrs.order}"
  }
  enforce {
    condition = attrs.icon != null
  }
  enforce {
    condition = attrs.slug != "web" && local.slug != "web"
  }
  enforce {
    condition = local.both == "x"
  }
  enforce {
    condition = attrs.healthcheck[0].url != null
  }
  enforce {
    condition = meta.name != "web"
  }
  enforce {
    condition = attrs.env.A != "a"
  }
  enforce {
    condition = attrs["slug"] != "web"
  }
  enforce {
    condition = attrs.slug != "web" && core::length(attrs) < 9
  }
}
"#;
    let module = r#"
resource "coder_app" "web" {
  slug  = "web"
  order = 1
  env = {
    A = "a"
  }
  healthcheck {
    interval = 1
  }
}
"#;
    let folder = folder(policy, module);
    let report = folder.json(&["--only", "own"]);
    let places: Vec<(u64, u64, u64, u64)> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let number = |value: &Value| value.as_u64().unwrap();
            assert_eq!(it["labels"][0]["file"], "own.policy.hcl");
            (
                number(&it["number"]),
                number(&it["range"]["start"]["line"]),
                number(&it["range"]["start"]["column"]),
                number(&it["labels"][0]["range"]["start"]["line"]),
            )
        })
        .collect();
    let expected = [
        (1, 2, 1, 8),
        (3, 2, 1, 14),
        (5, 2, 1, 20),
        (8, 2, 1, 29),
        (2, 3, 3, 11),
        (7, 3, 3, 26),
        (6, 5, 3, 23),
        (4, 8, 3, 17),
    ];
    assert_eq!(places, expected);
}

#[test]
fn of_several_nested_blocks_the_one_that_a_condition_reads_is_named() {
    let policy = |condition: &str| {
        format!(
            "resource_policy \"coder_app\" \"own\" {{\n  description = \"x\"\n  locals {{\n    first  = attrs.healthcheck[0]\n    second = attrs.healthcheck[1]\n  }}\n  enforce {{\n    condition = {condition}\n  }}\n}}\n"
        )
    };
    let module = "resource \"coder_app\" \"web\" {\n  healthcheck {\n    url = \"a\"\n  }\n  healthcheck {\n  }\n}\n";
    for (condition, line) in [
        ("local.second.url != null", 5),
        ("local.first.url != \"a\"", 2),
        ("attrs.healthcheck[1].url != null", 5),
        ("attrs.healthcheck.1.url != null", 5),
        // About both, or about none that can be told.
        ("local.first.url == local.second.url", 1),
        (
            "core::alltrue([for h in attrs.healthcheck : h.url != null])",
            1,
        ),
        ("attrs.healthcheck[2].url != null", 1),
    ] {
        let report = folder(&policy(condition), module).json(&["--only", "own"]);
        let start = &report["diagnostics"][0]["range"]["start"];
        assert_eq!(start["line"], line, "{condition}");
    }
}

#[test]
fn local_values_of_a_file_are_like_those_of_a_policy() {
    let policy = |of_file: &str, own: &str, condition: &str| {
        format!(
            "locals {{\n{of_file}}}\nresource_policy \"coder_app\" \"own\" {{\n  description = \"x\"\n  locals {{\n{own}}}\n  enforce {{\n    condition = {condition}\n  }}\n}}\n"
        )
    };
    for (local, condition) in [
        ("core::tonumber(\"ten\")", "core::try(local.a, 10) < 5"),
        ("core::tonumber(\"ten\")", "core::can(local.a)"),
        ("core::tonumber(\"ten\")", "local.a > 1"),
        (
            "core::getresources(\"coder_app\")",
            "core::length(local.a) == 3",
        ),
        (
            "core::getresources(\"coder_app\")[0].icon",
            "core::can(local.a)",
        ),
        (
            "core::getresources(\"coder_app\")[0].icon",
            "local.a != null",
        ),
        ("{ b = 1 }.c", "local.a != null"),
    ] {
        let line = format!("  a = {local}\n");
        let told = [(line.as_str(), ""), ("", line.as_str())].map(|(of_file, own)| {
            let folder = folder(&policy(of_file, own, condition), MODULE);
            let run = folder.run(["--only", "own", "--format", "json"]);
            let errors = run.stderr().matches("policy `own` fails").count();
            (found(&folder, &["--only", "own"]).len(), errors)
        });
        assert_eq!(told[0], told[1], "{local}: {condition}");
        assert_ne!(told[0], (0, 0), "{local}: {condition}");
    }
}

#[test]
fn configurations_that_extend_others_add_to_them() {
    let inputs = |default: &str| {
        format!(
            "input \"a\" {{\n  type    = number\n  default = {default}\n}}\ninput \"b\" {{\n  type    = number\n  default = {default}\n}}\n"
        )
    };
    let policy = |id: &str| {
        format!(
            "{}variable_policy \"*\" \"{id}\" {{\n  enforce {{\n    condition     = false\n    error_message = \"a is ${{input.a}}, b is ${{input.b}}, in ${{meta.file}}\"\n  }}\n}}\n",
            inputs("0")
        )
    };
    let folder = Folder::with(&[
        (
            ".coderlint.hcl",
            "policies = [\"base/*.policy.hcl\"]\ninputs = { a = 1, b = \"1\" }\n",
        ),
        ("base/base.policy.hcl", &policy("base")),
        (
            "sub/.coderlint.hcl",
            "extend = \"../.coderlint.hcl\"\npolicies = [\"sub.policy.hcl\"]\ninputs = { b = 2 }\n",
        ),
        (
            "sub/sub.policy.hcl",
            &format!(
                "{}variable_policy \"*\" \"own_path\" {{\n  description = \"x\"\n  enforce {{\n    condition = meta.file == \"m/main.tf\"\n  }}\n}}\n",
                policy("sub")
            ),
        ),
        ("sub/m/main.tf", "variable \"x\" {}\n"),
        ("m/main.tf", "variable \"y\" {}\n"),
    ]);
    let said = |arguments: &[&str]| -> Vec<String> {
        let report = folder.json(arguments);
        let findings = report["diagnostics"].as_array().unwrap().iter();
        findings.map(|it| text(&it["message"]).to_owned()).collect()
    };
    let expected = [
        "a is 1, b is 1, in m/main.tf",
        // Each is told from the folder of the configuration that names it.
        "a is 1, b is 2, in sub/m/main.tf",
        "a is 1, b is 2, in m/main.tf",
    ];
    assert_eq!(said(&[]), expected);
    // From wherever one looks.
    let elsewhere = crate::support::run_in(&folder.join("sub/m"), ["--format", "json"]).json();
    assert_eq!(elsewhere["diagnostics"][0]["message"], expected[1]);
    // What is printed can stand there.
    let printed = folder.run(["--print-config", "sub/m"]).stdout();
    assert!(printed.contains("policies = ["), "{printed}");
    folder.write("sub/.coderlint.hcl", &printed);
    assert_eq!(
        said(&[]),
        expected.map(|it| it.replace("sub/m", "m")),
        "{printed}"
    );
    // With a configuration that is named, no other counts.
    assert_eq!(said(&["--config", ".coderlint.hcl"]).len(), 2);
}
