//! The other half of a credential that has two: a client's ID, an account's
//! e-mail address.

use std::cmp::Reverse;

use crate::module::Module;

/// How the names of other halves end, the likeliest first. AWS calls the ID an
/// access key, beside the secret key.
const HALVES: &[&str] = &["_id", "_access_key", "_email", "_user", "_username"];

/// What is handed to everything in a workspace, and no half of anything.
const AGENT: &str = "agent_id";

/// What a credential is called that is a whole document, halves and all.
const DOCUMENTS: &[&str] = &[
    "json",
    "yaml",
    "yml",
    "toml",
    "kubeconfig",
    "credentials",
    "service_account",
];

/// The other half of a key, by its name: of those that begin like the key's and
/// are no keys themselves, the one that does so longest.
pub(super) fn of<'a>(module: &Module<'a>, key: &str) -> Option<&'a str> {
    let name = key.to_lowercase();
    if DOCUMENTS.iter().any(|document| name.ends_with(document)) {
        return None;
    }
    let keys = module.keys().iter().map(|key| module.variable(key).name);
    let variables = module.variables().iter().map(|variable| variable.name);
    let halves = variables.filter_map(|name| {
        let half = HALVES.iter().position(|half| name.ends_with(half))?;
        let is_half = !name.ends_with(AGENT) && !keys.clone().any(|key| key == name);
        let shared = words_in_common(key, name);
        (is_half && shared > 0).then_some((Reverse(shared), half, name))
    });
    halves.min().map(|(.., name)| name)
}

/// With how many words two names begin alike.
fn words_in_common(one: &str, other: &str) -> usize {
    let words = one.split('_').zip(other.split('_'));
    words.take_while(|(a, b)| a == b).count()
}
