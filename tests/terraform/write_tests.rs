//! `--write-tests`: the tests that are written pass, and fail where a fix is
//! undone.

use crate::world::{Fixes, World};

#[test]
fn written_tests_pass() {
    let Some(world) = World::find() else {
        return;
    };
    // Two runs for each opt-in, and those that the module has.
    for (name, fixes, files, passed) in [
        (
            "session-token",
            Fixes::Safe,
            &["acme_session_token_parameter.tftest.hcl"][..],
            3,
        ),
        (
            "null-key",
            Fixes::Safe,
            &["service_json_parameter.tftest.hcl"],
            3,
        ),
        (
            "required-key",
            Fixes::Unsafe,
            &["service_token_parameter.tftest.hcl"],
            3,
        ),
        (
            "one-of-two-keys",
            Fixes::Safe,
            &[
                "tests/acme_api_key_parameter.tftest.hcl",
                "tests/acme_oauth_token_parameter.tftest.hcl",
            ],
            7,
        ),
    ] {
        let module = world.module(name);
        module.fix_and_write_tests(fixes);
        for file in files {
            let text = module.text(file);
            assert!(text.contains("run \"switch_on\""), "{name}/{file}:\n{text}");
        }
        assert!(module.is_formatted(), "{name} is not formatted");
        module.lints_clean();
        let expected = format!("Success! {passed} passed, 0 failed.");
        assert_eq!(module.tested(), expected, "{name}");
    }
}

/// The module's own test does not see it.
#[test]
fn a_written_test_fails_where_a_use_takes_the_variable_again() {
    let Some(world) = World::find() else {
        return;
    };
    let module = world.module("session-token");
    module.fix_and_write_tests(Fixes::Safe);
    let fixed = module.text("main.tf");
    for (from, to) in [
        (
            "value    = local.acme_session_token",
            "value    = var.acme_session_token",
        ),
        (
            "enable_acme_session_token_parameter ? 1 : 0",
            "agent_id == \"\" ? 0 : 1",
        ),
    ] {
        assert!(fixed.contains(from), "{fixed}");
        module.write("main.tf", &fixed.replace(from, to));
        assert_eq!(module.tested(), "Failure! 2 passed, 1 failed.");
    }
}
