//! Flags keys that are written into a shell script unescaped.

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::module::{KeyInScript, Module};
use crate::rule::{Kind, Level, RuleInfo, Setting};

const VARIABLES: Setting = Setting {
    name: "variables",
    kind: Kind::Bool,
    about: "Whether to flag the values of key variables too; `false` by default.",
    example: "true",
};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Warn,
        summary: "a user's key written into a shell script unescaped",
        options: &[VARIABLES],
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    let variables = module.settings().flag("key_in_script", VARIABLES.name);
    let found = module.keys_in_scripts(variables);
    findings.extend(found.iter().map(wording));
}

fn wording(found: &KeyInScript<'_>) -> Finding {
    let name = found.name;
    let what = if found.is_users {
        format!("what users type into `{name}`")
    } else {
        format!("key `{name}`")
    };
    Finding::new(found.at, format!("{what} is written into a shell script unescaped"))
        .about(name)
        .says("this becomes part of the script")
        .note("a quote or a dollar sign in the key can break out of its string, and the script, with the key in it, is in the state and may end up in the agent's log")
        .help("pass it in an environment variable (`coder_env`), or encode it with `base64encode` and decode it in the script")
}
