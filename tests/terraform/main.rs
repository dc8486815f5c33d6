//! What is promised about fixes, tried with the real parts: Terraform and the
//! coder provider. `.ci/run` installs both and sets `CODERLINT_E2E=1`, with
//! which their absence is a failure; without it the tests say so and pass.
//!
//! The modules in `modules/` have the structure of modules that people write.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may panic: that is how it fails"
)]

mod cases;
mod differential;
#[path = "../mistakes.rs"]
mod mistakes;
mod shapes;
mod world;
mod write_tests;

use std::panic::AssertUnwindSafe;

use world::{Fixes, Key, Module, World};

/// Fixes a module and holds the result against what section by section of the
/// README is promised.
fn promise(name: &str, fixes: Fixes, keys: &[Key]) {
    let Some(world) = World::find() else {
        return;
    };
    keep_promise(&world.module(name), &world.module(name), name, fixes, keys);
}

/// Fixes the second of two equal modules, and compares the two.
fn keep_promise(before: &Module<'_>, after: &Module<'_>, name: &str, fixes: Fixes, keys: &[Key]) {
    let was_formatted = before.is_formatted();
    after.fix(fixes);
    if was_formatted {
        assert!(after.is_formatted(), "{name} is no longer formatted");
    }
    after.lints_clean();
    after.is_settled(fixes);
    for module in [before, after] {
        module.validate();
        module.own_tests();
    }
    let author_keys: Vec<(&str, &str)> =
        keys.iter().map(|key| (key.variable, key.authors)).collect();
    assert_eq!(
        before.plan(&author_keys, &[]),
        after.plan(&author_keys, &[]),
        "{name}: with nothing opted into, the plan is another one"
    );
    for key in keys {
        the_users_key_goes_there(before, after, name, key, &author_keys);
    }
}

fn the_users_key_goes_there(
    before: &Module<'_>,
    after: &Module<'_>,
    name: &str,
    key: &Key<'_>,
    author_keys: &[(&str, &str)],
) {
    // Where the author's key went, the user's goes.
    let others: Vec<(&str, &str)> = author_keys
        .iter()
        .copied()
        .filter(|(variable, _)| *variable != key.variable)
        .collect();
    let with = |variable, value| {
        let mut variables = others.clone();
        variables.push((variable, value));
        variables
    };
    let by_author = after.plan(&with(key.variable, key.users), &[]);
    let user = [(key.parameter, key.users)];
    let left_out = after.plan(&with(key.gate, "true"), &user);
    assert_eq!(by_author, left_out, "{name}: {}", key.variable);
    let mut both = with(key.gate, "true");
    both.push((key.variable, key.authors));
    let beside = after.plan(&both, &user);
    assert_eq!(by_author, beside, "{name}: {}", key.variable);
    // When a template is imported nobody has typed anything yet.
    if before.plans(&others) {
        after.plan(&with(key.gate, "true"), &[]);
    }
    assert!(
        left_out.contains(key.shown),
        "{name}: the user's key is nowhere in\n{left_out}"
    );
    after.called_with_depends_on(key);
}

fn key<'k>(variable: &'k str, gate: &'k str, parameter: &'k str) -> Key<'k> {
    Key {
        variable,
        gate,
        parameter,
        authors: "",
        users: "users-own-key",
        shown: "users-own-key",
    }
}

#[test]
fn a_key_in_an_environment_variable_and_a_script() {
    let token = key(
        "acme_session_token",
        "enable_acme_session_token_parameter",
        "session_token_acme_session_token",
    );
    promise("session-token", Fixes::Safe, &[token]);
}

#[test]
fn two_keys_with_checks_and_a_taken_local() {
    let api_key = key(
        "acme_api_key",
        "enable_acme_api_key_parameter",
        "two_keys_acme_api_key",
    );
    let token = key(
        "acme_oauth_token",
        "enable_acme_oauth_token_parameter",
        "two_keys_acme_oauth_token",
    );
    promise("two-keys", Fixes::Safe, &[api_key, token]);
}

/// What the checks refuse for the variable they refuse for the parameter.
#[test]
fn checks_are_carried_over() {
    let Some(world) = World::find() else {
        return;
    };
    let module = world.module("two-keys");
    module.fix(Fixes::Safe);
    for gate in [
        "enable_acme_api_key_parameter",
        "enable_acme_oauth_token_parameter",
    ] {
        let error = module.plan_error(&[("enable_gateway", "true"), (gate, "true")], &[]);
        assert!(
            error.contains("cannot be used together with the gateway"),
            "{error}"
        );
    }
    let module = world.module("document");
    module.fix(Fixes::Safe);
    let gate = [("enable_auth_json_parameter", "true")];
    let error = module.plan_error(&gate, &[("document_auth_json", "{ no json")]);
    assert!(error.contains("auth_json must be JSON"), "{error}");
}

/// Of two keys the author allows one, and so do the switches, whichever key is
/// fixed first.
#[test]
fn one_of_two_keys_in_two_files() {
    let api_key = key(
        "acme_api_key",
        "enable_acme_api_key_parameter",
        "one_of_two_keys_acme_api_key",
    );
    let token = key(
        "acme_oauth_token",
        "enable_acme_oauth_token_parameter",
        "one_of_two_keys_acme_oauth_token",
    );
    promise("one-of-two-keys", Fixes::Safe, &[api_key, token]);
    let Some(world) = World::find() else {
        return;
    };
    let mut fixed = Vec::new();
    for last in [None, Some("api_key.tf"), Some("oauth_token.tf")] {
        let module = world.module("one-of-two-keys");
        if let Some(last) = last {
            module.ignoring("masked_parameter", last, || module.fix(Fixes::Safe));
        }
        module.fix(Fixes::Safe);
        module.validate();
        for (one, other) in [(api_key, token), (token, api_key)] {
            for second in [(other.gate, "true"), (other.variable, "authors-key")] {
                let error = module.plan_error(&[(one.gate, "true"), second], &[]);
                assert!(error.contains("not both"), "{error}");
            }
        }
        fixed.push(module.text("oauth_token.tf"));
    }
    assert!(fixed.iter().all(|text| *text == fixed[0]), "{fixed:#?}");
}

#[test]
fn a_module_that_requires_no_provider() {
    let api_key = key(
        "acme_api_key",
        "enable_acme_api_key_parameter",
        "no_provider_acme_api_key",
    );
    promise("no-provider", Fixes::Safe, &[api_key]);
}

#[test]
fn a_key_that_is_counted() {
    let tarball = Key {
        // In the script it is encoded.
        shown: "users-own-key",
        ..key(
            "auth_tarball",
            "enable_auth_tarball_parameter",
            "tarball_auth_tarball",
        )
    };
    promise("tarball", Fixes::Safe, &[tarball]);
}

#[test]
fn a_required_key_and_an_output() {
    let token = Key {
        authors: "authors-key",
        ..key(
            "service_token",
            "enable_service_token_parameter",
            "required_key_service_token",
        )
    };
    promise("required-key", Fixes::Unsafe, &[token]);
}

#[test]
fn a_document_with_a_check_of_its_own() {
    let document = Key {
        users: "{\"a\":1}",
        // base64 of it
        shown: "eyJhIjoxfQ==",
        ..key(
            "auth_json",
            "enable_auth_json_parameter",
            "document_auth_json",
        )
    };
    promise("document", Fixes::Safe, &[document]);
}

#[test]
fn several_files_with_maps_and_carriage_returns() {
    let api_key = key(
        "acme_api_key",
        "enable_acme_api_key_parameter",
        "files_and_maps_acme_api_key",
    );
    promise("files-and-maps", Fixes::Safe, &[api_key]);
}

/// Where the author sets no key, another login takes its place: not once users
/// bring keys, typed or not.
#[test]
fn another_login_in_place_of_the_key() {
    let token = key(
        "github_token",
        "enable_github_token_parameter",
        "fallback_github_token",
    );
    promise("fallback", Fixes::Safe, &[token]);
}

/// Null is another thing than an empty key.
#[test]
fn a_key_that_is_null_by_default() {
    let document = Key {
        authors: "{\"token\":\"authors-key\"}",
        users: "{\"token\":\"users-own-key\"}",
        ..key(
            "service_json",
            "enable_service_json_parameter",
            "null_key_service_json",
        )
    };
    promise("null-key", Fixes::Safe, &[document]);
}

/// One form field for a key that is handed down through two modules.
#[test]
fn a_key_of_a_childs_child() {
    let api_key = key(
        "acme_api_key",
        "enable_acme_api_key_parameter",
        "bottom_api_key",
    );
    promise("children", Fixes::Safe, &[api_key]);
}

#[test]
fn values_of_a_for_each_with_literal_keys() {
    let api_key = key(
        "acme_api_key",
        "enable_acme_api_key_parameter",
        "literal_keys_acme_api_key",
    );
    promise("literal-keys", Fixes::Safe, &[api_key]);
}

#[test]
fn overrides_and_tabs() {
    let token = key(
        "github_token",
        "enable_github_token_parameter",
        "override_github_token",
    );
    promise("override", Fixes::Safe, &[token]);
}

#[test]
fn an_opt_in_that_a_use_bypasses() {
    let api_key = key("api_key", "ask_for_key", "bypassed_api_key");
    promise("bypassed", Fixes::Safe, &[api_key]);
}

#[test]
fn names_that_are_taken_and_a_use_where_terraform_runs() {
    let Some(world) = World::find() else {
        return;
    };
    let module = world.module("taken-names");
    module.fix(Fixes::Unsafe);
    assert!(module.is_formatted());
    module.lints_clean();
    module.validate();
    let plan = module.plan(
        &[
            ("enable_acme_token_parameter_2", "true"),
            ("acme_token", "authors-key"),
        ],
        &[("taken_names_acme_token", "users-own-key")],
    );
    assert!(
        plan.contains("users-own-key") && plan.contains("authors-key"),
        "{plan}"
    );
}

/// A template's own parameter: masked, told, mutable, on a provider that knows
/// how.
#[test]
fn a_template_that_shows_what_is_typed() {
    let Some(world) = World::find() else {
        return;
    };
    let module = world.module("template");
    let expected = ["mutable_parameter api_key", "unmasked_parameter api_key"];
    assert_eq!(module.found(), expected);
    module.fix(Fixes::Safe);
    assert!(module.is_formatted());
    module.lints_clean();
    module.validate();
    let plan = module.plan(&[], &[("api_key", "users-own-key")]);
    assert!(plan.contains("users-own-key"), "{plan}");
}

/// The example in a README is a template for somebody to copy.
#[test]
fn an_example_that_has_the_key_itself() {
    let Some(world) = World::find() else {
        return;
    };
    let module = world.module("example");
    let before = world.written("example", &[("main.tf", &module.fence(1))]);
    module.fix(Fixes::Safe);
    module.lints_clean();
    let after = world.written("example", &[("main.tf", &module.fence(1))]);
    assert!(before.is_formatted() && after.is_formatted());
    for written in [&before, &after] {
        written.validate();
    }
    let author = [("acme_api_key", "authors-key")];
    assert_eq!(before.plan(&author, &[]), after.plan(&author, &[]));
    let user = [("acme_api_key", "users-own-key")];
    let gate = [("enable_acme_api_key_parameter", "true")];
    let users = after.plan(&gate, &user);
    assert_eq!(users, after.plan(&[("acme_api_key", "users-own-key")], &[]));
    assert!(users.contains("users-own-key"));
}

#[test]
fn modules_of_many_shapes() {
    let Some(world) = World::find() else {
        return;
    };
    let mut failed = Vec::new();
    for shape in shapes::tried() {
        let files = [("main.tf", &*shape.text), ("README.md", SHAPES_README)];
        let make = || world.written("shape", &files);
        let api_key = key(
            "acme_api_key",
            "enable_acme_api_key_parameter",
            "shape_acme_api_key",
        );
        let (before, after) = (make(), make());
        let promise = || keep_promise(&before, &after, &shape.name, Fixes::Safe, &[api_key]);
        if std::panic::catch_unwind(AssertUnwindSafe(promise)).is_err() {
            failed.push(shape.name);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Whoever has both sees one place.
#[test]
fn syntax_errors_are_where_terraforms_are() {
    let Some(world) = World::find() else {
        return;
    };
    for mistake in mistakes::mistakes() {
        let module = world.written("mistake", &[("main.tf", mistake.text)]);
        let line = module.line_of_first_error();
        assert_eq!(line, Some(mistake.terraform), "{}", mistake.expected);
    }
}

const SHAPES_README: &str = "# Shape\n\nText.\n\n## Usage\n\nMore text.\n";

#[test]
fn every_module_is_tried() {
    let listed = [
        "bypassed",
        "children",
        "document",
        "example",
        "fallback",
        "files-and-maps",
        "literal-keys",
        "no-provider",
        "null-key",
        "one-of-two-keys",
        "override",
        "required-key",
        "session-token",
        "taken-names",
        "tarball",
        "template",
        "two-keys",
    ];
    assert_eq!(Module::all(), listed);
}
