//! Which blocks are judged.

use super::conditions::MODULE;
use super::{folder, found, text};

#[test]
fn a_filter_says_which_blocks() {
    let count = |filter: &str| {
        let policy = format!(
            "variable_policy \"*\" \"own\" {{\n  description = \"x\"\n  filter = {filter}\n  enforce {{\n    condition = false\n  }}\n}}\n"
        );
        found(&folder(&policy, MODULE), &["--only", "own"]).len()
    };
    assert_eq!(count("true"), 5);
    assert_eq!(count("meta.key"), 1);
    assert_eq!(count("core::can(attrs.default)"), 4);
    // One that can't be told decides nothing.
    assert_eq!(count("attrs.default == null"), 2);
    assert_eq!(count("false"), 0);
}

#[test]
fn every_block_is_judged_once_and_as_merged() {
    let policy = r#"
resource_policy "coder_app" "own" {
  enforce {
    condition     = attrs.slug != "bad"
    error_message = "${attrs.slug}"
  }
}
provider_policy "*" "providers" {
  enforce {
    condition     = false
    error_message = "${meta.address}"
  }
}
"#;
    let module = r#"
terraform {
  required_providers {
    aws    = { source = "hashicorp/aws" }
    docker = { source = "kreuzwerker/docker" }
  }
}
provider "aws" {}
provider "aws" {
  alias = "west"
}
resource "coder_app" "a" {
  for_each = { x = 1, y = 2 }
  slug     = "good"
}
resource "coder_app" "b" {
  slug = "bad"
}
"#;
    let folder = folder(policy, module);
    folder.write(
        "m/x_override.tf",
        "resource \"coder_app\" \"a\" {\n  slug = \"bad\"\n}\nresource \"coder_app\" \"b\" {\n  slug = \"fine\"\n}\n",
    );
    folder.write(
        "m/README.md",
        "# m\n\n```tf\nresource \"coder_app\" \"c\" {\n  slug = \"bad\"\n}\n```\n",
    );
    // One that has nothing to do with Coder is judged, too.
    folder.write("other/main.tf", "provider \"random\" {}\n");
    let found = found(&folder, &["--only", "own,providers"]);
    let expected = [
        "own coder_app.a",
        "providers provider.aws",
        "providers provider.aws.west",
        "providers provider.docker",
        "providers provider.random",
    ];
    assert_eq!(found, expected);
    let report = folder.json(&["--only", "own"]);
    assert_eq!(report["diagnostics"][0]["file"], "m/x_override.tf");
}

/// What can't be read may declare more.
#[test]
fn where_something_cannot_be_read_resources_are_unknown() {
    let policy = "variable_policy \"*\" \"own\" {\n  description = \"x\"\n  enforce {\n    condition = core::getresources(\"coder_app\") != []\n  }\n}\n";
    let folder = folder(policy, "variable \"x\" {\n}\n");
    assert_eq!(found(&folder, &["--only", "own"]), ["own var.x"]);
    for (name, text) in [
        (
            "m/broken.tf",
            b"resource \"coder_app\" \"a\" {\n  slug =\n}\n".as_slice(),
        ),
        ("m/more.tf.json", b"{}"),
        ("m/bytes.tf", b"# \xff\n"),
    ] {
        folder.write(name, text);
        assert!(found(&folder, &["--only", "own"]).is_empty(), "{name}");
        std::fs::remove_file(folder.join(name)).unwrap();
    }
}

#[test]
fn a_provider_may_only_be_required() {
    let policy = "provider_policy \"*r\" \"own\" {\n  enforce {\n    condition     = false\n    error_message = \"${meta.name} ${meta.source} ${meta.version}\"\n  }\n}\n";
    let module = r#"terraform {
  required_providers {
    box  = { source = "kreuzwerker/docker", version = "3.0.0" }
    star = ">= 1.0"
    none = { source = "x/y" }
  }
}
"#;
    let report = folder(policy, module).json(&["--only", "own"]);
    let findings = report["diagnostics"].as_array().unwrap().iter();
    let told: Vec<String> = findings
        .map(|it| {
            let (start, end) = (&it["range"]["start"], &it["range"]["end"]);
            format!(
                "{}:{}-{}: {}",
                start["line"],
                start["column"],
                end["column"],
                text(&it["message"])
            )
        })
        .collect();
    let expected = [
        "3:5-8: box kreuzwerker/docker 3.0.0",
        "4:5-9: star null >= 1.0",
    ];
    assert_eq!(told, expected);
}
