//! Whatever a file holds: a clear message, everything else still linted, and
//! no panic, no hang, no control character.

use serde_json::Value;

use crate::support::{Folder, KEY_MODULE, findings};

/// What is found in a folder, beside another module.
struct Checked {
    /// As `rule file subject`, without the other module's.
    found: Vec<String>,
    report: Value,
    stderr: String,
}

/// The other module is linted, nothing harmful is printed, and the exit code
/// tells failures from findings.
fn check(folder: &Folder) -> Checked {
    folder.write("other/main.tf", KEY_MODULE);
    for format in ["human", "short", "json"] {
        let run = folder.run(["--format", format]);
        for text in [run.stdout(), run.stderr()] {
            assert!(!text.contains("panicked"), "{text}");
            let harmful = text.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(harmful, None, "{text}");
            if format != "json" {
                for line in text.lines() {
                    assert!(!line.trim_start().starts_with("::"), "{line}");
                    assert!(!line.contains("##["), "{line}");
                }
            }
        }
    }
    let run = folder.run(["--format", "json"]);
    let stderr = run.stderr();
    assert_eq!(run.code(), if stderr.is_empty() { 2 } else { 1 });
    let report = run.json();
    let (others, found): (Vec<String>, Vec<String>) = findings(&report)
        .into_iter()
        .partition(|finding| finding.contains(" other/"));
    assert_eq!(others, ["masked_parameter other/main.tf api_key"]);
    Checked {
        found,
        report,
        stderr,
    }
}

#[test]
fn invalid_utf8_has_a_position_and_hides_nothing() {
    let folder = Folder::new();
    let mut text = KEY_MODULE.as_bytes().to_vec();
    text.extend(b"# \xff\xfe\nvariable \"x\" {}\n");
    folder.write("bad/main.tf", text);
    let Checked { found, report, .. } = check(&folder);
    let expected = [
        "masked_parameter bad/main.tf api_key",
        "syntax_error bad/main.tf -",
    ];
    assert_eq!(found, expected);
    assert_eq!(report["diagnostics"][1]["range"]["start"]["line"], 12);
}

#[test]
fn cycles_and_doubling_locals_end() {
    use std::fmt::Write as _;
    let mut text = String::from(KEY_MODULE);
    text.push_str("locals {\n  a = local.b\n  b = [local.a, var.api_key]\n  s0 = \"xxxxxxxx\"\n  o0 = { x = var.api_key, y = 1 }\n");
    for index in 1..=60 {
        let before = index - 1;
        let _ = writeln!(
            text,
            "  s{index} = \"${{local.s{before}}}${{local.s{before}}}\""
        );
        let _ = writeln!(text, "  l{index} = [local.l{before}, local.l{before}]");
        let _ = writeln!(
            text,
            "  o{index} = {{ x = local.o{before}, y = local.o{before} }}"
        );
        let _ = writeln!(
            text,
            "  p{index} = var.on ? local.o{index} : {{ x = local.o{before}, y = {{}} }}"
        );
    }
    text.push_str("}\nresource \"coder_env\" \"x\" {\n  name = local.s60\n  value = jsonencode([local.o60, local.p60, local.l60, local.s60])\n}\n");
    text.push_str("data \"coder_parameter\" \"p\" {\n  name = local.s60\n  description = local.s60\n  styling = jsonencode(local.o60)\n}\n");
    text.push_str("data \"coder_parameter\" \"api_token\" {\n  name = jsonencode(local.l60)\n  description = join(\"\", compact(flatten(local.l60)))\n  type = local.l60 == local.l59 ? \"a\" : \"b\"\n  styling = jsonencode([local.l60])\n}\n");
    let folder = Folder::with(&[("bad/main.tf", &text)]);
    let expected = [
        "masked_parameter bad/main.tf api_key",
        "mutable_parameter bad/main.tf api_token",
        "parameter_form bad/main.tf api_token",
    ];
    assert_eq!(check(&folder).found, expected);
}

/// There are more ways through them than anybody can walk.
#[test]
fn checks_that_all_know_one_another_end() {
    use std::fmt::Write as _;
    const KEYS: usize = 28;
    let mut text = KEY_MODULE.to_owned();
    for index in 0..KEYS {
        let known = (0..index).map(|other| format!("var.k{other}_api_key == \"\""));
        let condition = known.collect::<Vec<_>>().join(" || ");
        let condition = if index == 0 { "true" } else { &condition };
        let _ = write!(
            text,
            "variable \"k{index}_api_key\" {{\n  default   = \"\"\n  sensitive = true\n  \
             validation {{\n    condition     = var.k{index}_api_key == \"\" || {condition}\n    \
             error_message = \"One only.\"\n  }}\n}}\n\
             resource \"coder_env\" \"k{index}\" {{\n  agent_id = \"a\"\n  \
             name     = \"K{index}\"\n  value    = var.k{index}_api_key\n}}\n"
        );
    }
    let folder = Folder::with(&[("bad/main.tf", &text)]);
    assert_eq!(check(&folder).found.len(), KEYS + 1);
}

#[test]
fn escapes_and_commands_are_made_harmless() {
    let folder = Folder::new();
    let name = "a\u{1b}]0;x\u{7}_token";
    folder.write(
        "bad/main.tf",
        format!(
            "variable \"{name}\" {{\n  description = \"\u{202e}::error::x ##[group]\"\n}}\n\
             output \"\u{9b}31m\" {{\n  value = \"::error::${{var.api_key}} ##[error]\"\n}}\n\
             variable \"api_key\" {{\n::error::\n}}\n\u{1b}[2J = = \n"
        ),
    );
    let expected = [
        format!("sensitive_variable bad/main.tf {name}"),
        "syntax_error bad/main.tf -".to_owned(),
    ];
    assert_eq!(check(&folder).found, expected);
}

#[test]
fn a_reference_to_itself_by_module_calls_ends() {
    let call = "module \"again\" {\n  source = \"./\"\n  api_key = var.api_key\n}\nmodule \"up\" {\n  source = \"../loop\"\n  k = var.api_key\n}\n";
    let folder = Folder::with(&[("loop/main.tf", &format!("{KEY_MODULE}{call}"))]);
    let expected = ["masked_parameter loop/main.tf api_key"];
    assert_eq!(check(&folder).found, expected);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    #[test]
    fn files_that_are_no_files_are_named_and_never_opened() {
        let folder = Folder::with(&[("bad/main.tf", KEY_MODULE)]);
        let fifo = Command::new("mkfifo")
            .arg(folder.join("bad/fifo.tf"))
            .status();
        assert!(fifo.unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(folder.join("bad/socket.tf")).unwrap();
        let Checked { found, stderr, .. } = check(&folder);
        assert_eq!(
            stderr,
            "coderlint: error: bad/fifo.tf: not a regular file\n\
             coderlint: error: bad/socket.tf: not a regular file\n"
        );
        assert_eq!(found, ["masked_parameter bad/main.tf api_key"]);
    }

    #[test]
    fn a_readme_that_is_no_file_is_not_opened() {
        let folder = Folder::with(&[("bad/main.tf", KEY_MODULE)]);
        let fifo = Command::new("mkfifo")
            .arg(folder.join("bad/README.md"))
            .status();
        assert!(fifo.unwrap().success());
        let Checked { found, stderr, .. } = check(&folder);
        assert_eq!(
            stderr,
            "coderlint: error: bad/README.md: not a regular file\n"
        );
        assert_eq!(found, ["masked_parameter bad/main.tf api_key"]);
    }

    #[test]
    fn a_folder_named_like_a_file_is_a_folder() {
        let folder = Folder::with(&[
            ("x.tf/main.tf", KEY_MODULE),
            ("README.md/main.tf", KEY_MODULE),
        ]);
        let Checked { found, stderr, .. } = check(&folder);
        assert_eq!(stderr, "");
        let expected = [
            "masked_parameter README.md/main.tf api_key",
            "masked_parameter x.tf/main.tf api_key",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn symbolic_links_to_files_belong_to_the_module() {
        let folder = Folder::with(&[("shared/key.tf", KEY_MODULE)]);
        std::fs::create_dir(folder.join("bad")).unwrap();
        symlink("../shared/key.tf", folder.join("bad/key.tf")).unwrap();
        symlink("../shared", folder.join("bad/folder")).unwrap();
        symlink("loop.tf", folder.join("bad/loop.tf")).unwrap();
        symlink(".", folder.join("bad/again")).unwrap();
        let Checked { found, stderr, .. } = check(&folder);
        assert_eq!(
            stderr,
            "coderlint: error: bad/loop.tf: too many levels of symbolic links\n"
        );
        let expected = [
            "masked_parameter bad/key.tf api_key",
            "masked_parameter shared/key.tf api_key",
        ];
        assert_eq!(found, expected);
    }

    /// In ways that root can't read either.
    #[test]
    fn what_can_t_be_read_is_named() {
        let folder = Folder::with(&[("bad/main.tf", KEY_MODULE)]);
        symlink("none.tf", folder.join("bad/gone.tf")).unwrap();
        symlink("main.tf/below", folder.join("bad/secret.tf")).unwrap();
        let Checked { found, stderr, .. } = check(&folder);
        assert_eq!(
            stderr,
            "coderlint: error: bad/gone.tf: no such file or directory\n\
             coderlint: error: bad/secret.tf: not a directory\n"
        );
        assert_eq!(found, ["masked_parameter bad/main.tf api_key"]);
    }

    #[test]
    fn names_that_are_no_utf8_or_hold_commands_are_made_harmless() {
        let folder = Folder::new();
        folder.write(OsStr::from_bytes(b"\xff\x1b[2J/main.tf"), KEY_MODULE);
        folder.write("::error::x/main.tf", KEY_MODULE);
        folder.write("##[group]y\n/main.tf", KEY_MODULE);
        folder.write(OsStr::from_bytes(b"::z/\x1b.tf"), "= =\n");
        let expected = [
            "masked_parameter ##[group]y\n/main.tf api_key",
            "masked_parameter ::error::x/main.tf api_key",
            "syntax_error ::z/\u{1b}.tf -",
            "masked_parameter \u{fffd}\u{1b}[2J/main.tf api_key",
        ];
        assert_eq!(check(&folder).found, expected);
    }
}

#[test]
fn a_file_above_the_size_is_refused() {
    let folder = Folder::new();
    folder.write("bad/main.tf", " ".repeat(10 * 1024 * 1024 + 1));
    let Checked { found, stderr, .. } = check(&folder);
    assert_eq!(
        stderr,
        "coderlint: error: bad/main.tf: 10485761 bytes is too large: the limit is 10485760\n"
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_file_that_only_a_machine_writes_is_refused() {
    use std::fmt::Write as _;
    let mut text = String::from("locals {\n  a = {\n");
    for index in 0..25_000 {
        let _ = writeln!(text, "key{index} = 1");
    }
    text.push_str("}\n}\n");
    let folder = Folder::with(&[("bad/main.tf", &text)]);
    let Checked { found, stderr, .. } = check(&folder);
    assert_eq!(found, [""; 0]);
    assert_eq!(
        stderr,
        "coderlint: error: bad/main.tf: too large and too complex to parse\n"
    );
}

#[test]
fn a_readme_full_of_examples_ends() {
    let example = "```tf\nvariable \"api_key\" {}\n```\n\n";
    let folder = Folder::with(&[
        ("bad/main.tf", ""),
        ("bad/README.md", &example.repeat(5_000)),
    ]);
    let expected = vec!["sensitive_variable bad/README.md api_key"; 5_000];
    assert_eq!(check(&folder).found, expected);
}

#[test]
fn loops_within_loops_end() {
    let list = vec!["1"; 1000].join(", ");
    let keys = vec!["var.api_key"; 60].join(", ");
    let mut nested = String::from("local.list");
    for _ in 0..8 {
        nested = format!("[for x in local.list : {nested}]");
    }
    let text = format!(
        "{KEY_MODULE}locals {{\n  keys = [{keys}]\n  list = [{list}]\n  all = {nested}\n  pairs = [for x in local.list : local.list]\n  more = [for x in local.pairs : local.pairs]\n}}\ndata \"coder_parameter\" \"p\" {{\n  name = jsonencode([local.all, local.more])\n  description = jsonencode(local.pairs)\n}}\nresource \"coder_env\" \"x\" {{\n  for_each = local.all\n  name = each.value\n  value = jsonencode({nested})\n}}\noutput \"x\" {{\n  value = {}\n}}\n",
        nested.replace("local.list", "local.keys")
    );
    let folder = Folder::with(&[("bad/main.tf", &text)]);
    let expected = [
        "masked_parameter bad/main.tf api_key",
        "sensitive_output bad/main.tf x",
    ];
    assert_eq!(check(&folder).found, expected);
}

#[test]
fn nested_dynamic_blocks_and_wide_choices_end() {
    let keys = vec!["var.api_key"; 20].join(", ");
    let mut nested = String::from("x = d0.value\n");
    for level in 0..6 {
        nested = format!(
            "dynamic \"d{level}\" {{\n  for_each = local.keys\n  content {{\n{nested}\n  }}\n}}\n"
        );
    }
    let mut text = format!(
        "{KEY_MODULE}locals {{\n  keys = [{keys}]\n}}\nresource \"docker_container\" \"x\" {{\n{nested}}}\n"
    );
    let mut choices = Vec::new();
    for index in 0..300 {
        use std::fmt::Write as _;
        let _ = writeln!(text, "variable \"k{index}_token\" {{}}");
        let _ = writeln!(text, "data \"coder_parameter\" \"p{index}\" {{}}");
        choices.push(format!(
            "var.k{index}_token, data.coder_parameter.p{index}.value"
        ));
    }
    let choices = choices.join(", ");
    text.push_str("output \"all\" {\n  value = coalesce(");
    text.push_str(&choices);
    text.push_str(")\n}\n");
    let folder = Folder::with(&[("bad/main.tf", &text)]);
    let expected = (0..300).map(|index| format!("sensitive_variable bad/main.tf k{index}_token"));
    let mut expected: Vec<String> = expected.collect();
    expected.insert(0, "masked_parameter bad/main.tf api_key".to_owned());
    assert_eq!(check(&folder).found, expected);
}
