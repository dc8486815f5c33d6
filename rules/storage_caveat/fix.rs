//! Says in descriptions and READMEs how a parameter's value is stored.

use hcl_edit::expr::Expression;

use crate::diagnostic::Fix;
use crate::edit::Changes;
use crate::evidence::Credential;
use crate::module::{Module, Parameter};
use crate::rule::Applicability;
use crate::syntax::markdown;

/// Adds the caveat to a description; `None` where that is not written out.
pub(super) fn description(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Fix> {
    let caveat = &*module.settings().caveat();
    if !says_it(module, caveat) {
        return None;
    }
    let mut changes = Changes::default();
    let quoted = |text: &str| Expression::from(text).to_string();
    let Some(description) = parameter.block.attribute("description") else {
        let after = ["name", "display_name"];
        changes.set_attribute(
            module,
            &parameter.block,
            "description",
            &quoted(caveat),
            &after,
        );
        return Some(finish(changes, module));
    };
    let at = description.span();
    let source = &module.sources()[at.file].text;
    let text = source[at.start..at.end].trim_end();
    match description.node {
        Expression::Null(_) => changes.replace(at, quoted(caveat)),
        Expression::String(_) | Expression::StringTemplate(_) => {
            let inner = text[1..text.len() - 1].trim_end();
            let escaped = quoted(caveat);
            let escaped = &escaped[1..escaped.len() - 1];
            let added = match inner.chars().next_back() {
                None => escaped.to_owned(),
                Some('.' | '!' | '?' | ':') => format!(" {escaped}"),
                Some(_) => format!(". {escaped}"),
            };
            changes.insert(at.file, at.start + 1 + inner.len(), added);
        }
        Expression::HeredocTemplate(_) => {
            // Its last line is the marker.
            let marker = at.start + text.rfind('\n')?;
            let last = source[..marker].rsplit('\n').next().unwrap_or_default();
            let indent = &last[..last.len() - last.trim_start().len()];
            let caveat = caveat.replace("${", "$${").replace("%{", "%%{");
            let end = marker - usize::from(source[..marker].ends_with('\r'));
            changes.insert(at.file, end, format!("\n{indent}{caveat}"));
        }
        _ => return None,
    }
    Some(finish(changes, module))
}

/// Whether the sentence that is set says what it has to.
pub(super) fn says_it(module: &Module<'_>, caveat: &str) -> bool {
    let quoted = Expression::from(caveat).to_string();
    module.text_has_caveat(&quoted, super::accepted(module))
}

fn finish(changes: Changes, module: &Module<'_>) -> Fix {
    let title = "say in the description how the value is stored";
    changes.finish(module, title, Applicability::Safe)
}

/// What parameters take, in the README's words.
struct Words {
    /// What the section is called, if it is not called so already; else the second.
    titles: [&'static str; 2],
    /// What each user is asked for.
    asked: &'static str,
    /// What the author gives as long as users are not asked.
    otherwise: &'static str,
}

const KEYS: Words = Words {
    titles: ["Personal keys", "Personal keys in the workspace form"],
    asked: "a personal key",
    otherwise: "one key",
};
const PASSWORDS: Words = Words {
    titles: [
        "Personal passwords",
        "Personal passwords in the workspace form",
    ],
    asked: "a personal password",
    otherwise: "one password",
};
const VALUES: Words = Words {
    titles: ["Masked values", "Masked values in the workspace form"],
    asked: "a value that is masked",
    otherwise: "one value",
};

impl Words {
    fn of<'a>(module: &Module<'a>, masked: &[&Parameter<'a>]) -> &'static Self {
        let are_all = |credential| {
            let verdicts = masked.iter().map(|parameter| module.credential(parameter));
            let mut taken = verdicts.map(|verdict| verdict.map(|verdict| verdict.credential));
            taken.all(|taken| taken == Some(credential))
        };
        if are_all(Credential::Key) {
            &KEYS
        } else if are_all(Credential::Password) {
            &PASSWORDS
        } else {
            &VALUES
        }
    }
}

/// Adds a section to the README, after its first one: what the switch is, and
/// how the value is stored.
pub(super) fn readme<'a>(module: &Module<'a>, masked: &[&Parameter<'a>]) -> Option<Fix> {
    let (file, readme) = module.readme()?;
    if readme.invalid_utf8.is_some() || !says_it(module, &module.settings().caveat()) {
        return None;
    }
    let text = &readme.text;
    let headings = markdown::headings(text);
    let section = section(module, masked, text);
    let (at, added) = if text.trim().is_empty() {
        return None;
    } else if let Some(next) = headings.get(1) {
        // A comment right above a heading belongs to it.
        (above(text, *next), format!("{section}\n\n"))
    } else {
        let end = text.trim_end_matches(['\n', '\r']).len();
        (end, format!("\n\n{section}"))
    };
    // What is left open before it would swallow it.
    let new = format!("{}{added}{}", &text[..at], &text[at..]);
    if markdown::headings(&new).len() != headings.len() + 1 {
        return None;
    }
    let mut changes = Changes::default();
    changes.insert(file, at, added);
    let title = "say in the README how the value is stored";
    Some(changes.finish(module, title, Applicability::Safe))
}

/// Where the lines begin that stand right above an offset.
fn above(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end_matches('\r');
    let lines = before.split_inclusive('\n').rev();
    let above: usize = lines
        .take_while(|line| !line.trim().is_empty())
        .map(str::len)
        .sum();
    at - above
}

fn section<'a>(module: &Module<'a>, masked: &[&Parameter<'a>], readme: &str) -> String {
    let mut switches: Vec<String> = Vec::new();
    for parameter in masked {
        let names = parameter.gate().map(|gate| module.switches(gate));
        let names = names.into_iter().flatten();
        switches.extend(names.map(|name| format!("`{name}`")));
    }
    switches.sort();
    switches.dedup();
    let words = Words::of(module, masked);
    let Words {
        asked, otherwise, ..
    } = words;
    let asked = match switches.as_slice() {
        [] => format!("Each user is asked for {asked} in the workspace form."),
        switches => format!(
            "Set {} to `true` to ask each user for {asked} in the workspace form, instead of using {otherwise} for everybody. Users who have a workspace already are asked at its next update.",
            switches.join(" or ")
        ),
    };
    let caveat = module.settings().caveat();
    let is_taken = |title: &&&str| {
        !readme
            .lines()
            .any(|line| line.trim_end().ends_with(**title))
    };
    let title = words.titles.iter().find(is_taken);
    let title = title.unwrap_or(&words.titles[0]);
    format!(
        "## {title}\n\n{asked}\n\n> [!WARNING]\n> {caveat}\n\nMasking needs Coder 2.24 or later."
    )
}
