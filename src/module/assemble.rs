//! From parsed files to one module: merged as Terraform merges them, and indexed.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::evaluate::Evaluator;
use super::{Block, Children, Extent, FileId, Files, Module, Parameter, Place, Variable};
use crate::config::Settings;
use crate::syntax::{Syntax, markdown};

/// Examples of one README that see one another's variables.
const MAX_SHARING_EXAMPLES: usize = 200;

impl<'a> Module<'a> {
    /// The facts of a folder's `.tf` files.
    pub fn new(files: &'a Files, children: &'a dyn Children, settings: &'a Settings) -> Self {
        let mut module = Self::empty(files, Extent::Folder, children, settings);
        let (overrides, definitions): (Vec<FileId>, Vec<FileId>) =
            (0..files.syntax.len()).partition(|file| is_override(&files.sources[*file].name));
        for file in definitions {
            module.define(file, &files.syntax[file], |_| true);
        }
        for file in overrides {
            module.override_with(file, &files.syntax[file]);
        }
        module.index();
        module
    }

    /// The facts of each example in a README: a module of its own, with the
    /// variables that the other examples declare.
    pub fn examples(
        files: &'a Files,
        examples: &'a [markdown::Example],
        children: &'a dyn Children,
        settings: &'a Settings,
    ) -> Vec<Self> {
        let Some(readme) = files.readme else {
            return Vec::new();
        };
        // Beyond any README that people write, each example stands alone.
        let share = examples.len() <= MAX_SHARING_EXAMPLES;
        (0..examples.len())
            .map(|own| {
                let mut module = Self::empty(files, Extent::Example, children, settings);
                module.line_prefix = &examples[own].prefix;
                module.define(readme, &examples[own].syntax, |_| true);
                let others = examples.iter().enumerate();
                for (_, other) in others.filter(|(at, _)| share && *at != own) {
                    module.define(readme, &other.syntax, |kind| kind == "variable");
                }
                module.index();
                module
            })
            .collect()
    }

    fn empty(
        files: &'a Files,
        extent: Extent,
        children: &'a dyn Children,
        settings: &'a Settings,
    ) -> Self {
        Self {
            files,
            extent,
            blocks: Vec::new(),
            broken: Vec::new(),
            locals: HashMap::new(),
            variables: Vec::new(),
            variable_index: HashMap::new(),
            parameters: Vec::new(),
            parameter_index: HashMap::new(),
            evaluator: Evaluator::default(),
            children,
            settings,
            line_prefix: "",
            analysis: OnceCell::new(),
            dependencies: OnceCell::new(),
        }
    }

    fn define(&mut self, file: FileId, syntax: &'a Syntax, wanted: impl Fn(&str) -> bool) {
        for piece in &syntax.pieces {
            let place = Place {
                file,
                base: piece.base,
            };
            for node in piece.body.blocks().filter(|block| wanted(&block.ident)) {
                self.blocks.push(Block::new(place, node));
            }
        }
        let broken = syntax.broken.iter().filter(|broken| {
            wanted(
                broken
                    .header
                    .as_ref()
                    .map_or("", |header| header.kind.as_str()),
            )
        });
        self.broken.extend(broken.map(|broken| (file, broken)));
    }

    /// Merges an override file as Terraform does: into the block of the same
    /// type and labels.
    fn override_with(&mut self, file: FileId, syntax: &'a Syntax) {
        for piece in &syntax.pieces {
            let place = Place {
                file,
                base: piece.base,
            };
            for node in piece.body.blocks() {
                let block = Block::new(place, node);
                let target = self.blocks.iter_mut().find(|other| {
                    !matches!(block.kind(), "locals" | "terraform")
                        && other.kind() == block.kind()
                        && other.labels().eq(block.labels())
                });
                match target {
                    Some(target) => target.add_override(place, node),
                    None => self.blocks.push(block),
                }
            }
        }
        self.broken
            .extend(syntax.broken.iter().map(|broken| (file, broken)));
    }

    fn index(&mut self) {
        for block in &self.blocks {
            match block.kind() {
                "variable" if !block.name().is_empty() => {
                    let name = block.name();
                    if let Entry::Vacant(entry) = self.variable_index.entry(name) {
                        entry.insert(self.variables.len());
                        let block = block.clone();
                        self.variables.push(Variable { block, name });
                    }
                }
                "data" if block.label(0) == "coder_parameter" => {
                    self.parameter_index
                        .entry(block.name())
                        .or_insert(self.parameters.len());
                    self.parameters.push(Parameter::new(block.clone()));
                }
                "locals" => self.locals.extend(block.attributes()),
                _ => {}
            }
        }
    }
}

/// `override.tf` and `…_override.tf` are merged into the other files.
fn is_override(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    base == "override.tf" || base.ends_with("_override.tf")
}
