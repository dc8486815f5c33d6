//! `--print-config`: what applies to a file, and where each setting comes from,
//! as a configuration that could stand there.

use std::fmt::Write as _;

use hcl_edit::Decorate as _;
use hcl_edit::expr::{Array, Expression, Object, ObjectValue, ObjectValueTerminator};

use super::Configured;
use super::file::settings_of;
use super::settings::{CODER, EXTEND, KEYS, ROOT, Section, SettingValue};
use crate::rule::Kind;

impl Configured {
    /// The settings that apply to a file, as HCL. `file` and `is_excluded` are
    /// for the comment at the top.
    pub fn print(&self, file: &str, is_excluded: bool) -> String {
        let settings = &self.settings;
        let mut text = format!("# Settings for {file}");
        match settings.files.split_first() {
            None => text.push_str("; there is no configuration\n"),
            Some((nearest, extended)) => {
                let _ = writeln!(text, ", from {nearest}");
                for file in extended {
                    let _ = writeln!(text, "# which extends {file}");
                }
            }
        }
        if is_excluded {
            text.push_str("# It is excluded: nothing is reported for it.\n");
        }
        text.push('\n');
        for setting in ROOT.iter().filter(|setting| setting.name != EXTEND.name) {
            // A string that is not set has no value to show.
            if matches!(
                setting.kind,
                Kind::Constraint | Kind::Policies | Kind::Inputs
            ) && settings.value((Section::Root, setting.name)).is_none()
            {
                continue;
            }
            self.line(&mut text, Section::Root, setting.name, setting.kind);
        }
        if settings.value((Section::Coder, CODER[0].name)).is_some() {
            text.push_str("\ncoder {\n  ");
            self.line(&mut text, Section::Coder, CODER[0].name, CODER[0].kind);
            text.push_str("}\n");
        }
        text.push_str("\nkeys {\n");
        for setting in KEYS {
            text.push_str("  ");
            self.line(&mut text, Section::Keys, setting.name, setting.kind);
        }
        text.push_str("}\n");
        for (rule, _) in self.selection.rules() {
            let _ = writeln!(text, "\nrule \"{}\" {{", rule.id);
            for setting in settings_of(rule) {
                let section = Section::Rule(rule.id);
                // A string that is not set has no value to show.
                if setting.kind == Kind::String && settings.value((section, setting.name)).is_none()
                {
                    continue;
                }
                text.push_str("  ");
                self.line(&mut text, section, setting.name, setting.kind);
            }
            text.push_str("}\n");
        }
        text
    }

    fn line(&self, text: &mut String, section: Section, name: &'static str, kind: Kind) {
        let entry = self.settings.entries.get(&(section, name));
        let set = entry.map(|entry| (entry.value.clone(), entry.from.clone()));
        let (value, from) = match (section, kind) {
            (Section::Rule(id), Kind::Level) => {
                let level = self.selection.level(id);
                let mut rules = self.selection.rules();
                let own = rules.find(|(rule, _)| rule.id == id);
                let own = own.map(|(rule, _)| rule.level);
                let from = match &set {
                    Some((value, from)) if *value == SettingValue::Level(level) => from.clone(),
                    None if own == Some(level) => "default".to_owned(),
                    _ => "command line".to_owned(),
                };
                (SettingValue::Level(level), from)
            }
            (_, Kind::Bool) => set.unwrap_or((SettingValue::Bool(false), "default".to_owned())),
            _ => set.unwrap_or((SettingValue::Strings(Vec::new()), "default".to_owned())),
        };
        let _ = writeln!(text, "{name} = {} # {from}", expression(&value));
    }
}

/// An object on one line, as people write it.
fn spaced(object: &Expression) -> Expression {
    let mut spaced = Object::new();
    let members = object.as_object().into_iter().flatten();
    for (key, value) in members {
        let mut key = key.clone();
        key.decor_mut().set_prefix(" ");
        key.decor_mut().set_suffix(" ");
        let mut expr = value.expr().clone();
        expr.decor_mut().set_prefix(" ");
        expr.decor_mut().set_suffix("");
        let mut value = ObjectValue::from(expr);
        value.set_terminator(ObjectValueTerminator::Comma);
        spaced.insert(key, value);
    }
    if let Some(last) = spaced.iter_mut().last() {
        last.1.set_terminator(ObjectValueTerminator::None);
        last.1.expr_mut().decor_mut().set_suffix(" ");
    }
    Expression::from(spaced)
}

fn expression(value: &SettingValue) -> Expression {
    match value {
        SettingValue::Bool(flag) => Expression::from(*flag),
        SettingValue::String(text) => Expression::from(text.as_str()),
        SettingValue::Level(level) => Expression::from(level.name()),
        SettingValue::Object(object) => spaced(object),
        SettingValue::Strings(texts) => {
            let mut items = Array::new();
            for (index, text) in texts.iter().enumerate() {
                let mut item = Expression::from(text.as_str());
                if index > 0 {
                    item.decor_mut().set_prefix(" ");
                }
                items.push(item);
            }
            Expression::from(items)
        }
    }
}
