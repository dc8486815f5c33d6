//! What must not be shown isn't, whatever a policy makes of it.

use super::{folder, found, text};

#[test]
fn what_looks_like_a_key_is_hidden() {
    let key = format!("ghp_{}", "x9K2m4Q7w1Zt8Bn5Vr3Lc6Hs0Jd4Fg2Ya7Pe");
    let policy = r#"resource_policy "coder_env" "own" {
  enforce {
    condition     = false
    error_message = "value ${attrs.value}"
  }
}
"#;
    let module =
        format!("resource \"coder_env\" \"k\" {{\n  name  = \"A\"\n  value = \"{key}\"\n}}\n");
    let folder = folder(policy, &module);
    for arguments in [
        &[][..],
        &["--only", "own"],
        &["-A", "hardcoded_key"],
        &["--facts"],
    ] {
        for format in ["human", "json", "sarif"] {
            let mut all = arguments.to_vec();
            if arguments != ["--facts"] {
                all.extend(["--format", format]);
            }
            let out = folder.run(all).stdout();
            assert!(
                out.contains("ghp_") && !out.contains(&key),
                "{arguments:?}: {out}"
            );
        }
    }
}

#[test]
fn a_key_in_a_policy_is_hidden() {
    let key = format!("ghp_{}", "x9K2m4Q7w1Zt8Bn5Vr3Lc6Hs0Jd4Fg2Ya7Pe");
    let policy = format!(
        "resource_policy \"coder_env\" \"own\" {{\n  enforce {{\n    condition     = attrs.value == \"{key}\"\n    error_message = \"not ${{core::join(\"\", [\"ghp\", core::substr(\"{key}\", 3, -1)])}}\"\n  }}\n}}\n"
    );
    let module = "resource \"coder_env\" \"k\" {\n  name  = \"A\"\n  value = \"b\"\n}\n";
    let folder = folder(&policy, module);
    for format in ["human", "json", "sarif"] {
        let out = folder.run(["--only", "own", "--format", format]).stdout();
        assert!(out.contains("ghp_") && !out.contains(&key), "{out}");
    }
}

/// Neither part looks like one.
#[test]
fn a_key_that_is_put_together_is_hidden() {
    let (begin, end) = ("ghp_x9K2m4Q7w1Zt8Bn5", "Vr3Lc6Hs0Jd4Fg2Ya7Pe");
    let policy = format!(
        "resource_policy \"coder_env\" \"own\" {{\n  enforce {{\n    condition     = attrs.value == \"a\"\n    error_message = core::join(\"\", [\"{begin}\", \"{end}\"])\n  }}\n}}\n"
    );
    let module = "resource \"coder_env\" \"k\" {\n  name  = \"A\"\n  value = \"b\"\n}\n";
    let out = folder(&policy, module).run(["--only", "own"]).stdout();
    let key = format!("{begin}{end}");
    assert!(out.contains("[own]: ghp_") && !out.contains(&key), "{out}");
}

#[test]
fn what_is_made_of_a_key_is_hidden() {
    let key = "x9K2m4Q7w1Zt8Bn5Vr3Lc6Hs0Jd4Fg2Y";
    let turned: String = key.chars().rev().collect();
    let module = format!(
        "resource \"coder_env\" \"k\" {{\n  name   = \"OPENAI_API_KEY\"\n  value  = \"{key}\"\n  labels = {{ \"{key}\" = coder_agent.main.id }}\n}}\n"
    );
    for message in [
        "core::strrev(attrs.value)",
        "core::strrev(core::getresources(\"coder_env\")[0].value)",
        "core::strrev(local.first.value)",
    ] {
        let policy = format!(
            "locals {{\n  first = core::getresources(\"coder_env\")[0]\n}}\nresource_policy \"coder_env\" \"own\" {{\n  enforce {{\n    condition     = local.first.value == \"\"\n    error_message = {message}\n  }}\n}}\n"
        );
        let folder = folder(&policy, &module);
        assert_eq!(found(&folder, &["--only", "own"]), ["own coder_env.k"]);
        let report = folder.json(&["--only", "own"]);
        let said = text(&report["diagnostics"][0]["message"]);
        assert_eq!(said, "****************************2K9x", "{message}");
        for arguments in [&["--only", "own"][..], &["--facts"], &[]] {
            let out = folder.run(arguments).stdout();
            assert!(!out.is_empty());
            assert!(
                !out.contains(key) && !out.contains(&turned),
                "{message}: {out}"
            );
        }
    }
}
