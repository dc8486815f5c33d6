//! `--test-policies`: what policy tests come to.

use crate::support::Folder;

const POLICIES: &str = r#"input "max" {
  type    = number
  default = 2
}
resource_policy "coder_app" "app_icon" {
  enforce {
    condition     = attrs.icon != null
    error_message = "`${meta.address}` has no icon"
  }
}
resource_policy "coder_app" "few_apps" {
  enforce {
    condition     = core::length(core::getresources("coder_app")) <= input.max
    error_message = "too many"
  }
}
data_policy "coder_parameter" "masked" {
  enforce {
    condition     = meta.masked && meta.keys == [] && meta.file == null
    error_message = "unmasked"
  }
}
module_policy "registry.coder.com/*" "pinned" {
  enforce {
    condition     = meta.version != null
    error_message = "${meta.source} is open"
  }
}
variable_policy "*_key" "typed" {
  enforce {
    condition     = attrs.type == "string" && meta.key
    error_message = "no"
  }
}
provider_policy "coder" "versioned" {
  enforce {
    condition     = meta.version != null
    error_message = "no"
  }
}
provider_policy "my_cloud" "whole_name" {
  enforce {
    condition     = meta.provider_type == "my_cloud" && meta.type == "my_cloud"
    error_message = "no"
  }
}
output_policy "*" "described" {
  enforce {
    condition     = attrs.description != null
    error_message = "no"
  }
}
"#;

fn tested(tests: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = Folder::with(&[
        ("p/own.policy.hcl", POLICIES),
        ("p/own.policytest.hcl", tests),
    ]);
    let run = folder.run([&["--test-policies"], arguments].concat());
    (run.code(), run.stdout(), run.stderr())
}

#[test]
fn cases_of_each_kind_pass() {
    let tests = r#"
locals {
  icon = "/icon/${local.name}.svg"
  name = "code"
}
resource "coder_app" "good" {
  attrs = { icon = local.icon, agent = coder_agent.main.attrs.token }
}
resource "coder_app" "bad" {
  attrs          = { icon = coder_app.good.attrs.nothing }
  expect_failure = true
}
resource "coder_agent" "main" {
  attrs = { token = "x" }
}
data "coder_parameter" "masked" {
  meta = { masked = true }
}
data "coder_parameter" "unmasked" {
  expect_failure = true
}
module "registry.coder.com/coder/x/coder" "pinned" {
  meta = { version = "1.0.0" }
}
module "registry.coder.com/coder/x/coder" "open" {
  expect_failure = true
}
module "./x" "local" {
}
variable "api_key" "good" {
  attrs = { type = "string" }
  meta  = { key = true }
}
variable "api_key" "bad" {
  attrs          = { type = "number" }
  expect_failure = true
}
provider "coder" "open" {
  expect_failure = true
}
provider "my_cloud" "named" {
}
output "x" "described" {
  attrs = { description = data.coder_parameter.masked.meta.name }
}
"#;
    let (code, stdout, stderr) = tested(tests, &[]);
    assert_eq!(
        (code, stdout.as_str(), stderr.as_str()),
        (0, "13 tests, 0 failed\n", "")
    );
}

/// Names, addresses and ids are those that a run would see; what a test leaves out
/// is empty.
#[test]
fn cases_are_seen_as_blocks_are() {
    let policies = |kind: &str, condition: &str| {
        format!(
            "{kind}_policy \"*\" \"{kind}\" {{\n  description = \"x\"\n  enforce {{\n    condition = {condition}\n  }}\n}}\n"
        )
    };
    let policies = [
        policies(
            "variable",
            "meta.name == \"a\" && meta.address == \"var.a\" || attrs.id != null",
        ),
        policies("output", "meta.address == \"output.b\""),
        policies("provider", "meta.address == \"provider.c\""),
        // Only a run knows the id.
        policies(
            "resource",
            "attrs.id != null && core::keys(meta.references) == []",
        ),
        policies(
            "data",
            "attrs.text != core::getresources(\"d\", { text = \"seen\" })[0].text",
        ),
    ];
    let tests = r#"
variable "a" "x" {
  attrs = { description = "seen" }
}
variable "b" "y" {
  expect_failure = true
}
output "b" "x" {
}
provider "c" "x" {
}
resource "d" "x" {
  attrs = { text = var.x.attrs.description }
}
resource "d" "known" {
  attrs          = { id = null }
  expect_failure = true
}
data "d" "x" {
  attrs          = { text = d.x.attrs.text }
  expect_failure = true
}
"#;
    let folder = Folder::with(&[
        ("p/own.policy.hcl", &policies.concat()),
        ("p/own.policytest.hcl", tests),
        // Neither is a file of tests.
        ("p/policytest_of_a_longer_name.hcl", "not read"),
        ("p/.policytest.hcl", "not read"),
    ]);
    let run = folder.run(["--test-policies"]);
    assert_eq!(run.stderr(), "");
    assert_eq!(run.stdout(), "7 tests, 0 failed\n");
}

#[test]
fn what_cannot_be_decided_is_counted() {
    let folder = Folder::with(&[
        (
            "own.policy.hcl",
            "variable_policy \"*\" \"own\" {\n  description = \"x\"\n  enforce {\n    condition = attrs.order < 3\n  }\n}\n",
        ),
        (
            "own.policytest.hcl",
            "variable \"a\" \"a\" {\n}\nvariable \"b\" \"b\" {\n}\nvariable \"c\" \"c\" {\n  attrs = { order = 3 }\n}\n",
        ),
    ]);
    let run = folder.run(["--test-policies"]);
    assert_eq!(run.code(), 1);
    assert_eq!(
        run.stdout(),
        "own.policytest.hcl:5:14: `var.c` failed `own`: x\n3 tests, 1 failed, 2 not decided\n"
    );
    let told = "coderlint: error: own.policy.hcl:4:17: policy `own` fails for `var.a`: `attrs.order < 3` fails because `attrs.order` is null\n";
    assert!(run.stderr().starts_with(told), "{}", run.stderr());
}

#[test]
fn what_goes_the_other_way_is_printed_with_its_place() {
    let tests = r#"resource "coder_app" "a" {
}
resource "coder_app" "b" {
  attrs          = { icon = "x" }
  expect_failure = true
}
resource "coder_env" "c" {
  expect_failure = true
}
"#;
    let (code, stdout, stderr) = tested(tests, &["p"]);
    let expected = "\
p/own.policytest.hcl:1:22: `coder_app.a` failed `app_icon`: `coder_app.a` has no icon
p/own.policytest.hcl:3:22: `coder_app.b` was expected to fail, and passed
p/own.policytest.hcl:7:22: `coder_env.c` was expected to fail, but no policy is about `coder_env`
3 tests, 3 failed
";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (2, expected, ""));
}

#[test]
fn inputs_and_skips_count() {
    let apps = |inputs: &str| {
        format!(
            "inputs {{\n  max = 1\n}}\nresource \"coder_app\" \"a\" {{\n  attrs = {{ icon = \"x\" }}\n{inputs}}}\nresource \"coder_app\" \"b\" {{\n  attrs = {{ icon = \"x\" }}\n  skip = true\n}}\n"
        )
    };
    let (code, stdout, _) = tested(&apps(""), &[]);
    assert_eq!(code, 2, "{stdout}");
    assert!(
        stdout.ends_with("failed `few_apps`: too many\n1 test, 1 failed\n"),
        "{stdout}"
    );
    for inputs in [
        "  inputs {\n    max = 2\n  }\n",
        "  inputs = { max = \"2\" }\n",
    ] {
        assert_eq!(tested(&apps(inputs), &[]).0, 0);
    }
}

/// Files of tests with one mistake each, and what is told of it.
const MISTAKES: &[(&str, &str)] = &[
    (
        "resource \"coder_app\" {\n}\n",
        "1:1: `resource` takes two labels: what the policy's first label is matched against, and the case's name",
    ),
    (
        "resurce \"coder_app\" \"x\" {\n}\n",
        "1:1: there is no block `resurce` here; did you mean `resource`?",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  atrs = {}\n}\n",
        "2:3: there is no attribute `atrs` here; did you mean `attrs`?",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  attrs = 1\n}\n",
        "2:11: `attrs` must be an object",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  skip = 1\n}\n",
        "2:10: `skip` must be true or false",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  meta = { adress = 1 }\n}\n",
        "2:10: there is no `meta` `adress` here; did you mean `address`?",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  attrs = { a = local.b }\n}\n",
        "2:23: there is no `local.b`; define it in `locals`",
    ),
    (
        "policytest {\n  targets = [\"gone\"]\n}\n",
        "2:13: there are no policies at `gone`",
    ),
    (
        "policytest {\n  targets = [\"own.policytest.hcl\"]\n}\n",
        "2:13: there are no policies at `own.policytest.hcl`",
    ),
    (
        "policytest {\n  folders = [\"p\"]\n}\n",
        "2:13: there is no attribute `folders` here; expected `targets`",
    ),
    (
        "x = 1\n",
        "1:1: `x` isn't in a block; a policy test file holds only blocks",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  attrs {\n  }\n}\n",
        "2:3: `attrs` isn't a block: write `attrs = …`",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  enforce {\n  }\n}\n",
        "2:3: there is no block `enforce` here; expected `inputs`",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  attrs = { a = coder_app.y.attrs.a }\n}\n",
        "2:11: there is no case `coder_app.y`; did you mean `coder_app.x`?",
    ),
    (
        "data \"coder_parameter\" \"x\" {\n  attrs = { a = data.a.b.attrs.a }\n}\n",
        "2:11: there is no case `data.a.b`; add it",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  attrs = { a = coder_app.x.attrs.a }\n}\n",
        "1:22: `coder_app.x` leads back to itself",
    ),
    (
        "resource \"coder_app\" \"x\" {\n  inputs {\n    maxx = 1\n  }\n}\n",
        "3:12: there is no input `maxx`; did you mean `max`?",
    ),
    (
        "inputs = { max = \"many\" }\nresource \"coder_app\" \"x\" {\n}\n",
        "1:10: input `max` must be `number`, as p/own.policy.hcl declares it",
    ),
    (
        "resource \"coder_app\" \"x\" {\n",
        "1:26: syntax error: `{` is never closed",
    ),
];

#[test]
fn mistakes_and_no_tests_are_failures() {
    for (tests, expected) in MISTAKES {
        let (code, stdout, stderr) = tested(tests, &[]);
        let expected = format!("coderlint: error: p/own.policytest.hcl:{expected}\n");
        assert_eq!(
            (code, stdout.as_str(), stderr.as_str()),
            (1, "", expected.as_str()),
            "{tests}"
        );
    }
    let folder = Folder::with(&[("main.tf", "")]);
    let run = folder.run(["--test-policies"]);
    assert_eq!(run.code(), 1);
    assert!(run.stderr().contains("no policy tests found"));
    let run = folder.run(["--test-policies", "gone"]);
    assert_eq!(run.code(), 1);
    assert!(
        run.stderr().contains("gone: no such file or directory"),
        "{}",
        run.stderr()
    );
    let alone = Folder::with(&[("x.policytest.hcl", "resource \"a\" \"b\" {\n}\n")]);
    assert!(
        alone
            .run(["--test-policies"])
            .stderr()
            .contains("no policies beside these tests")
    );
}

#[test]
fn targets_are_files_or_folders() {
    let folder = Folder::with(&[
        ("p/own.policy.hcl", POLICIES),
        (
            "other.policy.hcl",
            "resource_policy \"*\" \"never\" {\n  description = \"x\"\n  enforce {\n    condition = false\n  }\n}\n",
        ),
        (
            "t/a.policytest.hcl",
            "policytest {\n  targets = [\"../p\"]\n}\nresource \"coder_app\" \"x\" {\n  attrs = { icon = \"x\" }\n}\n",
        ),
        (
            "t/b.policytest.hcl",
            "policytest {\n  targets = [\"../p/own.policy.hcl\", \"../other.policy.hcl\"]\n}\nresource \"coder_app\" \"x\" {\n  attrs          = { icon = \"x\" }\n  expect_failure = true\n}\n",
        ),
    ]);
    let run = folder.run(["--test-policies"]);
    assert_eq!(run.stdout(), "2 tests, 0 failed\n", "{}", run.stderr());
    assert_eq!(
        folder
            .run(["--test-policies", "t/a.policytest.hcl"])
            .stdout(),
        "1 test, 0 failed\n"
    );
}
