//! `.coderlint.hcl`: which one counts, what it can say, and what is said about
//! its mistakes.

use std::fs;

use crate::support::{Folder, KEY_MODULE, findings, repository};

const KEY: &str = "masked_parameter";

fn with_config(config: &str) -> Folder {
    Folder::with(&[(".coderlint.hcl", config), ("main.tf", KEY_MODULE)])
}

/// The findings as `rule file subject`.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    findings(&folder.json(arguments))
}

#[test]
fn levels_are_set_and_the_command_line_counts_more() {
    let folder = with_config("rule \"masked_parameter\" {\n  level = \"warn\"\n}\n");
    let level = |arguments: &[&str]| {
        folder.json(arguments)["diagnostics"][0]["level"]
            .as_str()
            .map(str::to_owned)
    };
    assert_eq!(level(&[]).as_deref(), Some("warning"));
    assert_eq!(level(&["-D", KEY]).as_deref(), Some("error"));
    assert_eq!(level(&["-D", "warnings"]).as_deref(), Some("error"));
    assert_eq!(level(&["--no-config"]).as_deref(), Some("error"));
    let off = with_config("rule \"masked_parameter\" {\n  level = \"allow\"\n}\n");
    assert_eq!(found(&off, &[]), [""; 0]);
    assert_eq!(found(&off, &["--only", KEY]).len(), 1);
}

#[test]
fn the_nearest_counts_alone() {
    let folder = Folder::with(&[
        (
            ".coderlint.hcl",
            "rule \"masked_parameter\" { level = \"allow\" }\n",
        ),
        ("a/main.tf", KEY_MODULE),
        (
            "b/.coderlint.hcl",
            "rule \"sensitive_variable\" { level = \"allow\" }\n",
        ),
        ("b/c/main.tf", KEY_MODULE),
    ]);
    assert_eq!(
        found(&folder, &[]),
        ["masked_parameter b/c/main.tf api_key"]
    );
    // From anywhere, and for a file, too.
    let below = crate::support::run_in(&folder.join("a"), ["--format", "json", "main.tf"]);
    assert_eq!(findings(&below.json()), [""; 0]);
    let below = crate::support::run_in(&folder.join("b/c"), ["--format", "json"]);
    assert_eq!(
        findings(&below.json()),
        ["masked_parameter main.tf api_key"]
    );
}

#[test]
fn extend_builds_on_another() {
    let folder = Folder::with(&[
        (
            "base/common.hcl",
            "exclude = [\"/generated\"]\nkeys {\n  exclude = [\"api_*\"]\n  include = [\"region\"]\n}\n",
        ),
        ("base/generated/main.tf", KEY_MODULE),
        (
            "base/a/.coderlint.hcl",
            "extend = \"../common.hcl\"\nkeys {\n  include = []\n}\n",
        ),
        (
            "base/a/main.tf",
            &format!("{KEY_MODULE}variable \"region\" {{}}\n"),
        ),
        ("base/.coderlint.hcl", "extend = \"common.hcl\"\n"),
    ]);
    // `exclude` of keys is taken over, `include` is replaced, and a pattern of
    // paths is relative to the file that it stands in.
    assert_eq!(found(&folder, &[]), [""; 0]);
    assert_eq!(folder.json(&[])["summary"]["modules"], 1);
    assert_eq!(found(&folder, &["--no-config"]).len(), 2);
}

#[test]
fn excluded_is_what_a_gitignore_would_name() {
    let folder = Folder::with(&[
        (
            ".coderlint.hcl",
            "exclude = [\"**/testdata/**\", \"skipped.tf\", \"/docs/\"]\n",
        ),
        ("a/testdata/x/main.tf", KEY_MODULE),
        ("docs/main.tf", KEY_MODULE),
        ("b/skipped.tf", KEY_MODULE),
        ("b/main.tf", &KEY_MODULE.replace("api_key", "token")),
    ]);
    assert_eq!(found(&folder, &[]), ["masked_parameter b/main.tf token"]);
    assert_eq!(folder.json(&[])["summary"]["modules"], 1);
    // What is named is linted all the same.
    assert_eq!(found(&folder, &["a/testdata/x/main.tf"]).len(), 1);
    assert_eq!(found(&folder, &["docs"]).len(), 1);
    assert_eq!(found(&folder, &["b/skipped.tf"]).len(), 2);
}

#[test]
fn keys_are_named() {
    let text = "variable \"acme_login\" {\n  type = string\n}\nvariable \"proxy\" {\n  type = string\n}\nvariable \"admin_password\" {\n  type = string\n}\nvariable \"api_key\" {\n  type = string\n}\nvariable \"acme_flag\" {\n  type = bool\n}\nresource \"coder_env\" \"x\" {\n  agent_id = \"x\"\n  name     = \"ACME_COOKIES\"\n  value    = var.proxy\n}\n";
    let keys = |config: &str| {
        let folder = Folder::with(&[(".coderlint.hcl", config), ("main.tf", text)]);
        let found = found(&folder, &["--only", "sensitive_variable"]);
        let names = found
            .iter()
            .map(|f| f.rsplit(' ').next().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(keys(""), ["api_key"]);
    assert_eq!(keys("keys { exclude = [\"api_*\"] }"), [""; 0]);
    assert_eq!(
        keys("keys { include = [\"acme_*\"] }"),
        ["acme_login", "api_key"]
    );
    assert_eq!(
        keys("keys { passwords = true }"),
        ["admin_password", "api_key"]
    );
    assert_eq!(keys("keys { env = [\"ACME_*\"] }"), ["proxy", "api_key"]);
    assert_eq!(
        keys("keys {\n  include = [\"acme_login\"]\n  exclude = [\"acme_*\"]\n}"),
        ["api_key"]
    );
}

#[test]
fn a_child_is_judged_by_its_own_configuration() {
    let folder = Folder::with(&[
        ("child/.coderlint.hcl", "keys { exclude = [\"api_key\"] }\n"),
        (
            "child/main.tf",
            "variable \"api_key\" {\n  type = string\n}\n",
        ),
        (
            "main.tf",
            "variable \"api_key\" {\n  type      = string\n  sensitive = true\n}\nmodule \"child\" {\n  source  = \"./child\"\n  api_key = var.api_key\n}\n",
        ),
    ]);
    // In the child it is no key, and goes nowhere.
    assert_eq!(found(&folder, &[]), [""; 0]);
}

/// Configurations with one mistake each, and what is told of it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "exlude = []\n",
        "1:1: there is no setting `exlude` here; did you mean `exclude`?",
    ),
    (
        "keys {\n  pasword = true\n}\n",
        "2:3: there is no setting `pasword` here; did you mean `passwords`?",
    ),
    (
        "rule \"masked_paramter\" {}\n",
        "1:6: there is no rule `masked_paramter`; did you mean `masked_parameter`?",
    ),
    (
        "rules \"masked_parameter\" {}\n",
        "1:1: there is no block `rules`; did you mean `rule`?",
    ),
    (
        "rule {}\n",
        "1:1: `rule` takes one label: write `rule \"RULE\" { … }`",
    ),
    (
        "keys \"x\" {}\n",
        "1:1: `keys` takes no label: write `keys { … }`",
    ),
    (
        "keys = {}\n",
        "1:1: `keys` is a block: write it without `=`",
    ),
    (
        "exclude {}\n",
        "1:1: `exclude` is not a block: write `exclude = …`",
    ),
    (
        "keys {\n  include {}\n}\n",
        "2:3: `keys` takes no blocks: write `include = …`",
    ),
    (
        "exclude = \"x\"\n",
        "1:11: `exclude` must be a list of strings, not a string",
    ),
    (
        "exclude = [[]]\n",
        "1:11: `exclude` must contain only strings, not a list",
    ),
    (
        "exclude = {}\n",
        "1:11: `exclude` must be a list of strings, not an object",
    ),
    (
        "exclude = null\n",
        "1:11: `exclude` must be a list of strings, not null",
    ),
    (
        "exclude = (true)\n",
        "1:11: `exclude` must be a list of strings, not a boolean",
    ),
    (
        "exclude = [1]\n",
        "1:11: `exclude` must contain only strings, not a number",
    ),
    (
        "keys {\n  include = [\"a[\"]\n}\n",
        "2:13: `include` contains the invalid pattern `a[`: unclosed character class; missing ']'",
    ),
    (
        "keys {\n  passwords = \"yes\"\n}\n",
        "2:15: `passwords` must be a boolean, not a string",
    ),
    (
        "keys {\n  passwords = var.x\n}\n",
        "2:15: `passwords` must be a boolean, not an expression: only literal values are allowed",
    ),
    (
        "rule \"masked_parameter\" {\n  level = \"error\"\n}\n",
        "2:11: `level` must be \"allow\", \"warn\" or \"deny\", not \"error\"",
    ),
    (
        "rule \"masked_parameter\" {\n  accept = []\n}\n",
        "2:3: there is no setting `accept` here; expected `level`",
    ),
    (
        "rule \"storage_caveat\" {\n  accept = \"x\"\n}\n",
        "2:12: `accept` must be a list of strings, not a string",
    ),
    (
        "keys {\n}\nkeys {\n}\n",
        "3:1: duplicate block `keys`; first on line 1",
    ),
    (
        "rule \"masked_parameter\" {\n}\nrule \"masked_parameter\" {\n}\n",
        "3:1: duplicate block `rule \"masked_parameter\"`; first on line 1",
    ),
    (
        "extend = \"missing.hcl\"\n",
        "1:10: `extend` names `missing.hcl`, which can't be read: no such file or directory",
    ),
    (
        "extend = \".coderlint.hcl\"\n",
        "1:10: `extend` is circular: `.coderlint.hcl` is extended by `.coderlint.hcl`",
    ),
    ("keys {\n  passwords = = true\n}\n", "2:15: syntax error: "),
];

#[test]
fn every_mistake_has_a_place_and_a_near_match() {
    for (config, error) in MISTAKES {
        let run = with_config(config).run([""; 0]);
        assert_eq!(run.code(), 1, "{config}");
        let expected = format!("coderlint: error: .coderlint.hcl:{error}");
        assert!(
            run.stderr().starts_with(&expected),
            "{config}\n{}",
            run.stderr()
        );
        // What could be linted is reported.
        assert!(run.stdout().contains("error[masked_parameter]"), "{config}");
    }
}

/// By number: line 10 comes after line 2.
#[test]
fn errors_of_one_file_come_in_the_order_of_its_lines() {
    let config =
        "# 1\nextend = 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n# 9\nnone = 10\nrule \"none\" {\n}\n";
    let errors = with_config(config).run([""; 0]).stderr();
    let place = |line: &str| line.split(':').nth(3).unwrap().to_owned();
    let lines: Vec<String> = errors.lines().map(place).collect();
    assert_eq!(lines, ["2", "10", "11"], "{errors}");
}

#[test]
fn a_repeated_setting_is_an_error() {
    let run = with_config("exclude = []\nexclude = []\n").run([""; 0]);
    assert_eq!(run.code(), 1);
    assert!(
        run.stderr()
            .contains(".coderlint.hcl:2:1: duplicate setting `exclude`; first on line 1\n"),
        "{}",
        run.stderr()
    );
}

#[test]
fn a_circle_of_extends_names_all_of_it() {
    let folder = Folder::with(&[
        (".coderlint.hcl", "extend = \"a.hcl\"\n"),
        ("a.hcl", "extend = \"b.hcl\"\n"),
        ("b.hcl", "extend = \"a.hcl\"\n"),
        ("main.tf", ""),
    ]);
    let run = folder.run([""; 0]);
    assert_eq!(run.code(), 1);
    assert_eq!(
        run.stderr(),
        "coderlint: error: b.hcl:1:10: `extend` is circular: `a.hcl` is extended by `.coderlint.hcl`, which is extended by `a.hcl`, which is extended by `b.hcl`\n"
    );
}

#[test]
fn a_configuration_is_named_or_left_out() {
    let folder = Folder::with(&[
        (
            ".coderlint.hcl",
            "rule \"masked_parameter\" { level = \"allow\" }\n",
        ),
        ("ci/strict.hcl", "exclude = [\"b\"]\n"),
        ("a/main.tf", KEY_MODULE),
        ("b/main.tf", KEY_MODULE),
    ]);
    assert_eq!(found(&folder, &[]), [""; 0]);
    assert_eq!(found(&folder, &["--no-config"]).len(), 2);
    // One named by hand is for what is linted from here.
    assert_eq!(
        found(&folder, &["--config", "ci/strict.hcl"]),
        ["masked_parameter a/main.tf api_key"]
    );
    let missing = folder.run(["--config", "none.hcl"]);
    assert_eq!(missing.code(), 1);
    assert_eq!(
        missing.stderr(),
        "coderlint: error: none.hcl: no such file or directory\n"
    );
    let both = folder.run(["--config", "ci/strict.hcl", "--no-config"]);
    assert_eq!(both.code(), 1);
}

#[test]
fn what_applies_is_printed_with_its_origin_and_can_be_read_again() {
    let folder = Folder::with(&[
        (
            "base.hcl",
            "keys {\n  passwords = true\n}\nrule \"sensitive_variable\" {\n  level = \"deny\"\n}\n",
        ),
        (
            "a/.coderlint.hcl",
            "extend  = \"../base.hcl\"\nexclude = [\"x\", \"${\"$\"}{y}\"]\n",
        ),
        ("a/main.tf", KEY_MODULE),
    ]);
    folder.write(
        "a/.coderlint.hcl",
        "extend  = \"../base.hcl\"\nexclude = [\"x\", \"a \\\"b\\\" $${c}\"]\n",
    );
    let run = folder.run(["--print-config", "a/main.tf", "-A", "masked_parameter"]);
    assert_eq!((run.code(), run.stderr().as_str()), (0, ""));
    let text = run.stdout();
    for line in [
        "# Settings for a/main.tf, from a/.coderlint.hcl",
        "# which extends base.hcl",
        "exclude = [\"x\", \"a \\\"b\\\" $${c}\"] # a/.coderlint.hcl:2:11",
        "  passwords = true # base.hcl:2:15",
        "  level = \"deny\" # base.hcl:5:11",
        "  level = \"allow\" # command line",
        "  level = \"warn\" # default",
        "  accept = [] # default",
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}\n{text}");
    }
    folder.write("again.hcl", &text);
    let again = folder.run(["--config", "again.hcl", "--print-config", "a/main.tf"]);
    assert_eq!((again.code(), again.stderr().as_str()), (0, ""));
    let settings = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines
            .map(|line| line.split(" # ").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(settings(&text), settings(&again.stdout()));
    assert_eq!(folder.run(["--print-config", "none"]).code(), 1);
}

#[test]
fn an_excluded_file_says_so() {
    let folder = with_config("exclude = [\"main.tf\"]\n");
    let text = folder.run(["--print-config", "main.tf"]).stdout();
    assert!(
        text.contains("# It is excluded: nothing is reported for it.\n"),
        "{text}"
    );
}

#[test]
fn accepted_phrases_count_as_the_caveat() {
    let text = "resource \"coder_agent\" \"main\" {\n}\ndata \"coder_parameter\" \"api_key\" {\n  name        = \"api_key\"\n  description = \"Der Wert wird **im\\nKlartext** gespeichert.\"\n  mutable     = true\n  styling     = jsonencode({ mask_input = true })\n}\n";
    let folder = Folder::with(&[
        ("main.tf", text),
        ("README.md", "# X\n\nIm Klartext gespeichert.\n"),
    ]);
    let expected = [
        "storage_caveat main.tf api_key",
        "storage_caveat README.md -",
    ];
    assert_eq!(found(&folder, &[]), expected);
    for phrases in [
        "[\"im Klartext gespeichert\"]",
        "([<<-EOT\n    im Klartext gespeichert\n  EOT\n  ])",
    ] {
        folder.write(
            ".coderlint.hcl",
            format!("rule \"storage_caveat\" {{\n  accept = {phrases}\n}}\n"),
        );
        assert_eq!(found(&folder, &[]), [""; 0], "{phrases}");
    }
}

/// The schema is generated from the tables that the reader goes by.
#[test]
fn the_published_schema_is_the_one_that_is_read() {
    let path = repository().join("src/config/schema.json");
    let mut schema =
        serde_json::to_string_pretty(&crate::api::config_schema(crate::api::infos())).unwrap();
    schema.push('\n');
    if fs::read_to_string(&path).is_ok_and(|published| published == schema) {
        return;
    }
    assert!(
        std::env::var_os("BLESS").is_some() && std::env::var_os("CI").is_none(),
        "src/config/schema.json is stale; write it with `BLESS=1 cargo test`"
    );
    fs::write(path, schema).unwrap();
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_never_opened() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("b/main.tf", KEY_MODULE)]);
    let fifo = std::process::Command::new("mkfifo")
        .arg(folder.join("a/.coderlint.hcl"))
        .status();
    assert!(fifo.unwrap().success());
    fs::create_dir(folder.join("b/.coderlint.hcl")).unwrap();
    let run = folder.run(["--format", "json"]);
    assert_eq!(run.code(), 1);
    assert_eq!(
        run.stderr(),
        "coderlint: error: a/.coderlint.hcl: not a regular file\n"
    );
    let expected = [
        "masked_parameter a/main.tf api_key",
        "masked_parameter b/main.tf api_key",
    ];
    assert_eq!(findings(&run.json()), expected);
}

#[test]
fn settings_that_fit_everything_or_nothing_are_errors() {
    for (config, message) in [
        (
            "exclude = [\"[z\"]\n",
            "1:11: `exclude` contains the invalid pattern `[z`",
        ),
        (
            "keys {\n  env = [\"*\"]\n}\n",
            "2:9: `env` would make every environment variable a key",
        ),
        (
            "rule \"storage_caveat\" {\n  accept = [\"\"]\n}\n",
            "2:12: `accept` contains an empty string, which fits everything",
        ),
        (
            "coder {\n  version = \"new\"\n}\n",
            "2:13: `version` must be a version constraint such as \">= 2.36\", not \"new\"",
        ),
    ] {
        let folder = Folder::with(&[("main.tf", "locals {}\n"), (".coderlint.hcl", config)]);
        let run = folder.run([""; 0]);
        assert_eq!(run.code(), 1, "{config}");
        let wanted = format!(".coderlint.hcl:{message}");
        assert!(run.stderr().contains(&wanted), "{wanted}\n{}", run.stderr());
    }
}
