//! What is kept of each linted module, for rules about the whole tree.

use crate::diagnostic::Finding;
use crate::discover::ModuleId;
use crate::module::Module;
use crate::source::Span;

/// Something found in one of the modules of the tree.
#[derive(Debug)]
pub struct TreeFinding {
    /// The module.
    pub module: ModuleId,
    /// What was found.
    pub finding: Finding,
}

/// A linted module in short.
#[derive(Debug)]
pub struct TreeMember {
    /// The module.
    pub id: ModuleId,
    /// The module's folder, as shown to people.
    pub name: String,
    /// The name of its real folder, in snake case; empty where it has none.
    pub snake_name: String,
    /// Whether it declares an agent.
    pub is_template: bool,
    /// Its parameters whose names are known.
    pub parameters: Vec<NamedParameter>,
}

/// A `coder_parameter` with the name that users see its value under.
#[derive(Debug)]
pub struct NamedParameter {
    /// The block's label.
    pub label: String,
    /// Its `name`.
    pub name: String,
    /// Where its label stands.
    pub at: Span,
    /// `file:line` of its label, as shown to people.
    pub place: String,
    /// Where its `name` stands, quotes included, if it is a plain string.
    pub written_at: Option<Span>,
    /// Whether it takes a credential.
    pub is_credential: bool,
}

impl TreeMember {
    /// What of a module the rules about the tree need.
    pub fn of(id: ModuleId, module: &Module<'_>) -> Self {
        let parameters = module.parameters().iter().filter_map(|parameter| {
            let at = parameter.block.name_span();
            let source = &module.sources()[at.file];
            Some(NamedParameter {
                label: parameter.label().to_owned(),
                name: parameter.name()?.to_owned(),
                at,
                place: format!("{}:{}", source.name, source.position(at.start).line),
                written_at: parameter.name_written_at(),
                is_credential: module.credential(parameter).is_some() && !parameter.is_disabled(),
            })
        });
        let parameters: Vec<NamedParameter> = parameters.collect();
        Self {
            id,
            name: module.name().to_owned(),
            snake_name: if parameters.is_empty() {
                String::new()
            } else {
                module.snake_name()
            },
            is_template: module.is_template(),
            parameters,
        }
    }
}
