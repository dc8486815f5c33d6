//! `--facts`: what policies see, as JSON.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::json::{self, Range};
use crate::enforce::facts::{Fact, facts};
use crate::module::Module;
use crate::printable::Secrets;
use crate::terraform::Value;
use crate::workspace::{Workspace, secrets_in};

const VERSION: u32 = 1;

/// All that policies see.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Document {
    /// Raised when a change breaks readers.
    version: u32,
    blocks: Vec<Block>,
}

/// A block as policies see it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Block {
    /// `resource`, `data`, `module`, `provider`, `variable` or `output`.
    kind: Cow<'static, str>,
    /// Relative to the working directory, with `/`.
    file: String,
    /// The module's folder, relative to the working directory; `.` for itself.
    module: String,
    /// The block's type and labels.
    range: Range,
    /// What it says; what is unknown is null.
    attrs: Map<String, Json>,
    /// What is known of it; what is unknown is null.
    meta: Map<String, Json>,
    /// The paths of what is unknown, `attrs.agent_id` say.
    unknown: Vec<String>,
}

/// What policies see of the workspace's modules, once they are linted.
pub fn render(workspace: &Workspace) -> String {
    let modules = workspace.modules().into_iter();
    let blocks = modules.flat_map(|path| {
        let configured = workspace.configs().of(workspace.files(), &path.folder);
        let blocks = workspace.look_at(&path.id, |module| {
            let texts = secrets_in(module, &|_| true).into_iter();
            let texts: Vec<String> = texts
                .map(|at| module.sources().text(at).to_owned())
                .collect();
            let secrets = Secrets::new(&texts);
            let facts = facts(module, &configured.root).into_iter();
            facts
                .map(|fact| block(module, &fact, &secrets))
                .collect::<Vec<_>>()
        });
        blocks.unwrap_or_default()
    });
    json::text(&Document {
        version: VERSION,
        blocks: blocks.collect(),
    })
}

fn block(module: &Module<'_>, fact: &Fact, secrets: &Secrets) -> Block {
    let mut seen = Seen {
        secrets,
        unknown: Vec::new(),
    };
    let mut object = |value: &Value, path: &str| match seen.json(value, path) {
        Json::Object(members) => members,
        _ => Map::new(),
    };
    let attrs = object(&fact.attrs, "attrs");
    let meta = object(&fact.meta, "meta");
    Block {
        kind: fact.kind.name().into(),
        file: module.sources()[fact.at.file].name.clone(),
        module: module.name().to_owned(),
        range: json::range(module.sources(), fact.at),
        attrs,
        meta,
        unknown: seen.unknown,
    }
}

/// Turns values into JSON, without secrets, and notes what is unknown.
struct Seen<'s> {
    secrets: &'s Secrets,
    unknown: Vec<String>,
}

impl Seen<'_> {
    fn json(&mut self, value: &Value, path: &str) -> Json {
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(number) => number
                .as_i64()
                .map(Json::from)
                .or_else(|| number.as_f64().map(Json::from))
                .unwrap_or_default(),
            Value::List(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.json(item, &format!("{path}[{index}]")))
                    .collect()
            }
            Value::Object(object) => {
                if object.open {
                    self.unknown.push(path.to_owned());
                }
                let members = object.members.iter();
                let members = members.map(|(name, value)| {
                    let shown = self.secrets.conceal(name);
                    let value = self.json(value, &format!("{path}.{shown}"));
                    (shown, value)
                });
                Json::Object(members.collect())
            }
            Value::String(text) => Json::String(self.secrets.conceal(text)),
            Value::Json(_) | Value::Unknown | Value::Error => {
                if let Some(text) = value.as_text() {
                    return Json::String(self.secrets.conceal(&text));
                }
                self.unknown.push(path.to_owned());
                Json::Null
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_schema_is_the_one_that_is_written() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/facts.schema.json");
        json::check_schema(path, schemars::schema_for!(Document));
    }
}
