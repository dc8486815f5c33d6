//! `--write-tests`: which tests are written, and where. That they pass is tried
//! with Terraform.

use std::fs;
use std::process::Command;

use crate::support::{Folder, KEY_MODULE};

const OWN_TEST: &str = r#"mock_provider "coder" {}

run "not_alone" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "nowhere"
  }
}

run "by_default" {
  command = plan

  variables { region = "eu" }

  override_data {
    target = data.coder_workspace.me
  }

  assert {
    condition     = coder_env.api_key.name == "API_KEY"
    error_message = "It has a name."
  }
}
"#;

const WRITTEN: &str = r#"mock_provider "coder" {}

run "switch_off" {
  command = plan

  variables {
    region = "eu"
  }

  override_data {
    target = data.coder_workspace.me
  }

  assert {
    condition     = length(data.coder_parameter.api_key) == 0
    error_message = "Users are asked for `api_key` although `enable_api_key_parameter` is off."
  }
}

run "switch_on" {
  command = plan

  variables {
    region = "eu"

    enable_api_key_parameter = true
  }

  override_data {
    target = data.coder_workspace.me
  }

  override_data {
    target = data.coder_parameter.api_key
    values = {
      value = "users-own-key"
    }
  }

  assert {
    condition     = coder_env.api_key.value == "users-own-key"
    error_message = "What the user types does not arrive at `coder_env.api_key.value`."
  }
}
"#;

const NEW: &str = "api_key_parameter.tftest.hcl";

/// A module with a key and further blocks, and its only test.
fn module(more: &str, own: (&str, &str)) -> Folder {
    let main = format!("{KEY_MODULE}{more}");
    Folder::with(&[("m/main.tf", &main), own])
}

const REGION: &str = "\nvariable \"region\" {\n  type = string\n}\n";

#[test]
fn an_opt_in_gets_a_test_beside_the_modules_own() {
    for place in ["m", "m/tests"] {
        let own = format!("{place}/own.tftest.hcl");
        let folder = module(REGION, (&own, OWN_TEST));
        let run = folder.run(["--fix", "--write-tests"]);
        assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
        let path = folder.join(place).join(NEW);
        assert_eq!(fs::read_to_string(&path).unwrap(), WRITTEN);
        // What is there stays as it is.
        fs::write(&path, "# mine\n").unwrap();
        folder.write("m/main.tf", format!("{KEY_MODULE}{REGION}"));
        assert_eq!(folder.run(["--fix", "--write-tests"]).code(), 0);
        assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\n");
    }
}

#[test]
fn nothing_is_written_that_nobody_asked_for() {
    let folder = module(REGION, ("m/own.tftest.hcl", OWN_TEST));
    let alone = folder.run(["--write-tests"]);
    assert_eq!(alone.code(), 1);
    let message = "`--write-tests` needs `--fix` or `--diff`";
    assert!(alone.stderr().contains(message), "{}", alone.stderr());
    folder.run(["--fix"]);
    assert!(!folder.join("m").join(NEW).exists());
    // The opt-in is not of this run.
    folder.run(["--fix", "--write-tests"]);
    assert!(!folder.join("m").join(NEW).exists());
    let untested = module("", ("m/other.hcl", OWN_TEST));
    let run = untested.run(["--fix", "--write-tests"]);
    assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
    assert_eq!(fs::read_dir(untested.join("m")).unwrap().count(), 2);
}

#[test]
fn a_diff_shows_new_files_and_applies() {
    let make = || module(REGION, ("m/own.tftest.hcl", OWN_TEST));
    let folder = make();
    let run = folder.run(["--diff", "--write-tests"]);
    assert_eq!((run.code(), run.complaints().as_str()), (2, ""));
    assert!(!folder.join("m").join(NEW).exists());
    let header = format!("--- /dev/null\n+++ b/m/{NEW}\n@@ -0,0 +1,");
    assert!(run.stdout().contains(&header), "{}", run.stdout());
    folder.write("all.diff", run.stdout());
    let mut git = Command::new("git");
    let applied = git.args(["apply", "all.diff"]).current_dir(folder.path());
    assert!(applied.status().unwrap().success());
    let fixed = make();
    fixed.run(["--fix", "--write-tests"]);
    for file in ["main.tf", NEW] {
        let text = |folder: &Folder| fs::read_to_string(folder.join("m").join(file)).unwrap();
        assert_eq!(text(&folder), text(&fixed), "{file}");
    }
}

#[test]
fn what_the_modules_tests_leave_out_is_made_up_where_anything_will_do() {
    let more = format!(
        "{REGION}\nvariable \"replicas\" {{\n  type = number\n}}\n\nvariable \"debug\" {{\n  type = bool\n}}\n"
    );
    let own = ("m/own.tftest.hcl", "run \"by_default\" {\n}\n");
    let folder = module(&more, own);
    let run = folder.run(["--fix", "--write-tests"]);
    assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
    let text = fs::read_to_string(folder.join("m").join(NEW)).unwrap();
    let variables =
        "  variables {\n    region   = \"made-up\"\n    replicas = 1\n    debug    = false\n  }\n";
    assert!(text.contains(variables), "{text}");
}

/// An opt-in that was there is somebody else's. A use that may be absent is no
/// place to look for the value.
#[test]
fn a_second_key_gets_a_test_of_its_own() {
    let folder = module("", ("m/own.tftest.hcl", "run \"r\" {\n}\n"));
    folder.run(["--fix"]);
    let first = fs::read_to_string(folder.join("m/main.tf")).unwrap();
    let second = KEY_MODULE.replace("api_key", "session_token").replace(
        "agent_id =",
        "count    = var.session_token != \"\" ? 1 : 0\n  agent_id =",
    );
    folder.write("m/main.tf", format!("{first}\n{second}"));
    let run = folder.run(["--fix", "--write-tests"]);
    assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
    assert!(!folder.join("m").join(NEW).exists());
    let text = fs::read_to_string(folder.join("m/session_token_parameter.tftest.hcl")).unwrap();
    let condition = "local.session_token == \"users-own-key\"";
    assert!(text.contains(condition), "{text}");
}

#[test]
fn the_user_types_what_the_key_has_to_be() {
    let check = "  validation {\n    condition     = var.api_key == \"\" || can(jsondecode(var.api_key))\n    error_message = \"No JSON.\"\n  }\n}\n\nresource";
    let main = KEY_MODULE.replace("}\n\nresource", check);
    let folder = Folder::with(&[
        ("m/main.tf", &main),
        ("m/own.tftest.hcl", "run \"r\" {\n}\n"),
    ]);
    folder.run(["--fix", "--write-tests"]);
    let text = fs::read_to_string(folder.join("m").join(NEW)).unwrap();
    let value = r#"value = "{\"key\":\"users-own-key\"}""#;
    assert!(text.contains(value), "{text}");
}

/// One that the author has in no test, and that is there.
#[test]
fn the_user_types_what_the_modules_tests_show() {
    let more = "\nresource \"coder_env\" \"part\" {\n  agent_id = \"x\"\n  name     = \"PART\"\n  value    = jsondecode(var.api_key).part\n}\n";
    let of_run = |name: &str, key: &str| {
        format!("run \"{name}\" {{\n  variables {{\n    api_key = {key}\n  }}\n}}\n")
    };
    let own = format!(
        "variables {{\n  api_key = \"authors\"\n}}\n\n{}\n{}",
        of_run("none", "\"\""),
        of_run("other", "\"another\"")
    );
    let folder = module(more, ("m/own.tftest.hcl", &own));
    let run = folder.run(["--fix", "--unsafe-fixes", "--write-tests"]);
    assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
    let text = fs::read_to_string(folder.join("m").join(NEW)).unwrap();
    assert!(text.contains("value = \"another\""), "{text}");
}

/// Another provider may plan a hash of it.
#[test]
fn the_value_is_looked_for_where_coders_provider_takes_it() {
    let more =
        "\nresource \"local_file\" \"key\" {\n  filename = \"key\"\n  content  = var.api_key\n}\n";
    let folder = module(more, ("m/own.tftest.hcl", "run \"r\" {\n}\n"));
    folder.run(["--fix", "--write-tests"]);
    let main = fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert!(main.contains("content  = local.api_key"), "{main}");
    let text = fs::read_to_string(folder.join("m").join(NEW)).unwrap();
    assert!(text.contains("coder_env.api_key.value =="), "{text}");
    assert!(!text.contains("local_file"), "{text}");
}

#[test]
fn each_module_gets_its_tests() {
    let folder = Folder::new();
    for module in ["a", "b"] {
        folder.write(format!("{module}/main.tf"), KEY_MODULE);
        folder.write(format!("{module}/README.md"), "# Name\n\nText.\n");
        folder.write(format!("{module}/own.tftest.hcl"), "run \"r\" {\n}\n");
    }
    let run = folder.run(["--fix", "--write-tests"]);
    assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
    for module in ["a", "b"] {
        assert!(folder.join(module).join(NEW).exists(), "{module}");
    }
}

/// It is said in one line, and the fix is made.
#[test]
fn no_test_is_written_that_might_not_pass() {
    let no_value = "the module's tests don't set `region`, which is required";
    let refused =
        "a validation refuses `enable_api_key_parameter` together with what the module's tests set";
    let parsed = "not every text will do for `api_key`, and the module's tests show none that a user could bring";
    for (more, own, reason) in [
        (
            "\nvariable \"region\" {\n  type = list(string)\n}\n",
            "run \"r\" {\n}\n",
            no_value,
        ),
        (
            "\nvariable \"region\" {\n  type = string\n\n  validation {\n    condition     = var.region != \"made-up\"\n    error_message = \"Where is it?\"\n  }\n}\n",
            "run \"r\" {\n  variables {\n    region = run.other.region\n  }\n}\n",
            no_value,
        ),
        (
            "\nvariable \"gateway\" {\n  type    = bool\n  default = false\n\n  validation {\n    condition     = !(var.gateway && var.api_key != \"\")\n    error_message = \"Not both.\"\n  }\n}\n",
            "variables {\n  gateway = true\n}\n\nrun \"r\" {\n}\n",
            refused,
        ),
        (
            "\nresource \"coder_env\" \"part\" {\n  agent_id = \"x\"\n  name     = \"PART\"\n  value    = jsondecode(var.api_key).part\n}\n",
            "variables {\n  api_key = jsonencode({ part = \"authors-key\" })\n}\n\nrun \"r\" {\n}\n",
            parsed,
        ),
    ] {
        let folder = module(more, ("m/own.tftest.hcl", own));
        let run = folder.run(["--fix", "--unsafe-fixes", "--write-tests"]);
        assert_eq!(run.code(), 0);
        let warning = format!("coderlint: warning: m/{NEW} was not written: {reason}\n");
        assert_eq!(run.complaints(), warning);
        assert!(!folder.join("m").join(NEW).exists());
        let main = fs::read_to_string(folder.join("m/main.tf")).unwrap();
        assert!(main.contains("data \"coder_parameter\""), "{main}");
    }
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    #[test]
    fn nothing_is_read_or_written_through_a_link() {
        let folder = module("", ("elsewhere/own.tftest.hcl", "run \"r\" {\n}\n"));
        symlink("../elsewhere", folder.join("m/tests")).unwrap();
        let run = folder.run(["--fix", "--write-tests", "m"]);
        assert_eq!((run.code(), run.complaints().as_str()), (0, ""));
        assert_eq!(fs::read_dir(folder.join("elsewhere")).unwrap().count(), 1);
        let folder = module("", ("elsewhere/own.tftest.hcl", "run \"r\" {\n}\n"));
        let link = folder.join("m/own.tftest.hcl");
        symlink("../elsewhere/own.tftest.hcl", link).unwrap();
        assert_eq!(folder.run(["--fix", "--write-tests", "m"]).code(), 0);
        assert!(!folder.join("m").join(NEW).exists());
        // A link to nowhere is in the way.
        let folder = module("", ("m/own.tftest.hcl", "run \"r\" {\n}\n"));
        symlink("../elsewhere.hcl", folder.join("m").join(NEW)).unwrap();
        assert_eq!(folder.run(["--fix", "--write-tests"]).code(), 0);
        assert!(!folder.join("elsewhere.hcl").exists());
    }

    #[test]
    fn a_new_file_is_as_open_as_any() {
        let folder = module("", ("m/own.tftest.hcl", "run \"r\" {\n}\n"));
        folder.run(["--fix", "--write-tests"]);
        let mode = |path| {
            fs::metadata(folder.join(path))
                .unwrap()
                .permissions()
                .mode()
        };
        let new = format!("m/{NEW}");
        assert_eq!(mode(new.as_str()), mode("m/own.tftest.hcl"));
    }
}
