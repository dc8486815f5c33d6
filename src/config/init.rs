//! `--init`: a configuration to start from, which says what can be set and sets
//! nothing.

use std::fmt::Write as _;

use super::file::settings_of;
use super::settings::{CODER, KEYS, ROOT};
use crate::rule::{Kind, RuleInfo, Setting};

/// Where all of it is explained.
const PAGE: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/blob/main/src/config/README.md"
);

/// The widest line, in characters.
const WIDTH: usize = 80;

/// The text of the file.
pub fn init(rules: &[&RuleInfo]) -> String {
    let mut text = format!("# Settings for this folder and everything below it.\n# {PAGE}\n");
    for setting in ROOT {
        text.push('\n');
        add(&mut text, setting, setting.example, "");
    }
    for (name, settings) in [("coder", CODER), ("keys", KEYS)] {
        let _ = write!(text, "\n{name} {{\n");
        for setting in settings {
            add(&mut text, setting, setting.example, "  ");
        }
        text.push_str("}\n");
    }
    for rule in rules {
        let _ = write!(text, "\nrule \"{}\" {{\n", rule.id);
        comment(&mut text, &format!("Reports {}.", rule.summary), "  ");
        for setting in settings_of(rule) {
            if setting.kind == Kind::Level {
                let _ = writeln!(text, "  # level = \"{}\"", rule.level.name());
            } else {
                add(&mut text, &setting, setting.example, "  ");
            }
        }
        text.push_str("}\n");
    }
    text
}

fn add(text: &mut String, setting: &Setting, value: &str, indentation: &str) {
    comment(text, setting.about, indentation);
    let _ = writeln!(text, "{indentation}# {} = {value}", setting.name);
}

fn comment(text: &mut String, words: &str, indentation: &str) {
    let begin = format!("{indentation}#");
    let mut line = begin.clone();
    for word in words.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            line.clone_from(&begin);
        }
        line.push(' ');
        line.push_str(word);
    }
    text.push_str(&line);
    text.push('\n');
}
