//! From parsed files to one module: merged as Terraform merges them, and indexed.

use std::cell::OnceCell;

use super::{Extent, Module, ModuleFiles, Outside, Parameter, Sensitivity, Variable};
use crate::config::Settings;
use crate::flow::{ParameterId, Parameters};
use crate::source::{FileId, Sources};
use crate::syntax::{Broken, Syntax, markdown};
use crate::terraform::{self, Block, Definitions};

/// Examples of one README that see one another's variables.
const MAX_SHARING_EXAMPLES: usize = 200;

impl<'a> Module<'a> {
    /// The facts of a folder's `.tf` files.
    pub fn new(files: &'a ModuleFiles, outside: &'a dyn Outside, settings: &'a Settings) -> Self {
        let syntax: Vec<(FileId, &Syntax)> = files
            .syntax
            .iter()
            .map(|(file, syntax)| (*file, syntax))
            .collect();
        let broken = syntax
            .iter()
            .flat_map(|(file, syntax)| syntax.broken.iter().map(|broken| (*file, broken)))
            .collect();
        let blocks = terraform::merged(&syntax, &files.sources);
        Self::of(files, Extent::Folder, blocks, broken, outside, settings)
    }

    /// The facts of each example in a README: a module of its own, with the
    /// variables that the other examples declare.
    pub fn examples(
        files: &'a ModuleFiles,
        examples: &'a [markdown::Example],
        outside: &'a dyn Outside,
        settings: &'a Settings,
    ) -> Vec<Self> {
        let Some(readme) = files.readme else {
            return Vec::new();
        };
        // Beyond any README that people write, each example stands alone.
        let shared = if examples.len() <= MAX_SHARING_EXAMPLES {
            examples
        } else {
            &[]
        };
        let examples = examples.iter().map(|own| {
            let (blocks, broken) = example(readme, own, shared);
            let mut module = Self::of(files, Extent::Example, blocks, broken, outside, settings);
            module.example = Some(own);
            module
        });
        examples.collect()
    }

    fn of(
        files: &'a ModuleFiles,
        extent: Extent,
        blocks: Vec<Block<'a>>,
        broken: Vec<(FileId, &'a Broken)>,
        outside: &'a dyn Outside,
        settings: &'a Settings,
    ) -> Self {
        let definitions = Definitions::new(blocks, &files.sources);
        let variables = definitions.variables().map(|(id, block)| Variable {
            id,
            block: block.clone(),
            name: block.name(),
            sensitivity: Sensitivity::of(block, &definitions),
        });
        let variables = variables.collect();
        let (parameters, parameters_by_label) = parameters(&definitions, &files.sources);
        Self {
            files,
            extent,
            broken,
            variables,
            parameters,
            parameters_by_label,
            definitions,
            outside,
            settings,
            example: None,
            is_template: OnceCell::new(),
            is_coders: OnceCell::new(),
            flows: OnceCell::new(),
            keys: OnceCell::new(),
            credentials: OnceCell::new(),
            uses: OnceCell::new(),
            dependencies: OnceCell::new(),
            block_ranges: OnceCell::new(),
        }
    }
}

/// The blocks of an example, with what could not be parsed, and the variables of
/// all that it does not declare itself.
fn example<'a>(
    readme: FileId,
    own: &'a markdown::Example,
    all: &'a [markdown::Example],
) -> (Vec<Block<'a>>, Vec<(FileId, &'a Broken)>) {
    let mut blocks: Vec<Block<'a>> = terraform::blocks_of(readme, &own.syntax).collect();
    let mut broken: Vec<&Broken> = own.syntax.broken.iter().collect();
    let declared: Vec<&str> = blocks
        .iter()
        .filter(|block| block.kind() == "variable")
        .map(Block::name)
        .collect();
    let mut shared = Vec::new();
    for other in all {
        let variables = terraform::blocks_of(readme, &other.syntax)
            .filter(|block| block.kind() == "variable" && !declared.contains(&block.name()));
        shared.extend(variables);
        let is_variable = |broken: &&Broken| {
            let header = broken.header.as_ref();
            header.is_some_and(|header| header.kind == "variable")
        };
        broken.extend(other.syntax.broken.iter().filter(is_variable));
    }
    blocks.append(&mut shared);
    let broken = broken.into_iter().map(|broken| (readme, broken));
    (blocks, broken.collect())
}

/// The parameters of a module. Of two with one label, which Terraform refuses,
/// references are to the one whose text comes first in the alphabet.
fn parameters<'a>(
    definitions: &Definitions<'a>,
    sources: &Sources,
) -> (Vec<Parameter<'a>>, Parameters<'a>) {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    let mut by_label = Parameters::default();
    let text = |block: &Block<'a>| block.spans().next().map(|at| sources.text(at));
    let blocks = definitions.blocks().iter();
    for block in
        blocks.filter(|block| block.kind() == "data" && block.label(0) == "coder_parameter")
    {
        let id = ParameterId::new(parameters.len());
        let known = by_label.entry(block.name()).or_insert(id);
        if *known != id && text(block) < text(&parameters[known.index()].block) {
            *known = id;
        }
        parameters.push(Parameter::new(id, block.clone(), definitions));
    }
    (parameters, by_label)
}
