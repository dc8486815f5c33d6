//! What depends on what, by the syntax alone: where a value that becomes
//! sensitive, or unknown until apply, would be refused.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::expr::Expression;

use super::Module;
use crate::flow::ChildVariable;
use crate::terraform::expression::{any, children};
use crate::terraform::{Block, BlockId, Reference, Section};

impl<'a> Module<'a> {
    /// The outputs that would have to be sensitive if a variable were, and are
    /// not.
    pub fn unmarked_outputs(&self, variable: &str) -> Vec<&Block<'a>> {
        let dependents = self.dependents(format!("var.{variable}"));
        let outputs = dependents.iter().filter_map(|name| match name {
            Dependent::Output(block) => Some(self.definitions.block(*block)),
            _ => None,
        });
        let unmarked =
            outputs.filter(|output| !self.sensitivity(output).is_hidden().unwrap_or(true));
        let mut unmarked: Vec<&Block<'a>> = unmarked.collect();
        unmarked.sort_by_key(|output| output.name());
        unmarked
    }

    /// Whether a `for_each` depends on a variable; it can't if that is
    /// sensitive.
    pub fn decides_for_each(&self, variable: &str) -> bool {
        let dependents = self.dependents(format!("var.{variable}"));
        dependents.contains(&Dependent::ForEach)
    }

    /// Whether a local decides, itself or through others, how often something
    /// is there.
    pub fn decides_repetition(&self, local: &str) -> bool {
        let dependents = self.dependents(format!("local.{local}"));
        dependents.contains(&Dependent::ForEach) || dependents.contains(&Dependent::Count)
    }

    /// Whether a `count` or `for_each` in a local child module depends on what
    /// one of its variables is handed.
    pub fn child_repeats(&self, variable: &str) -> bool {
        let dependents = self.dependents(format!("var.{variable}"));
        dependents.contains(&Dependent::Child)
    }

    /// Whether a local value is made of another, directly or through others.
    pub fn local_depends_on(&self, local: &str, other: &str) -> bool {
        let dependents = self.dependents(format!("local.{other}"));
        local == other || dependents.contains(&Dependent::Value(format!("local.{local}")))
    }

    /// Whether a `for_each` depends on a local.
    pub fn decides_for_each_by_local(&self, local: &str) -> bool {
        let dependents = self.dependents(format!("local.{local}"));
        dependents.contains(&Dependent::ForEach)
    }

    /// Everything whose value depends on something.
    fn dependents(&self, name: String) -> BTreeSet<Dependent> {
        let dependencies = self.dependencies.get_or_init(|| self.all_dependencies());
        let mut open = vec![Dependent::Value(name)];
        let mut dependents = BTreeSet::new();
        while let Some(node) = open.pop() {
            let Dependent::Value(name) = node else {
                continue;
            };
            for user in dependencies.get(&name).into_iter().flatten() {
                if dependents.insert(user.clone()) {
                    open.push(user.clone());
                }
            }
        }
        dependents
    }

    /// What a local child module does with what it is handed.
    fn through_child(&self, call: &Block<'a>, add: &mut impl FnMut(Dependent, Vec<String>)) {
        let Some(child) = self.child_of(call) else {
            return;
        };
        for (name, expr) in call.attributes() {
            let Some(variable) = child.variables.get(name) else {
                continue;
            };
            let names = names_in(expr.node);
            for output in &variable.outputs {
                let output = format!("module.{}.{output}", call.name());
                add(Dependent::Value(output), names.clone());
            }
            if variable.decides_for_each {
                add(Dependent::ForEach, names.clone());
            }
            if variable.decides_for_each || variable.decides_count {
                add(Dependent::Child, names);
            }
        }
    }

    /// What a caller has to know of a variable, as far as it is about what
    /// depends on it.
    pub(super) fn seen_by_callers(&self, variable: &str) -> ChildVariable {
        let dependents = self.dependents(format!("var.{variable}"));
        let outputs = dependents.iter().filter_map(|name| match name {
            Dependent::Output(block) => Some(self.definitions.block(*block).name().to_owned()),
            _ => None,
        });
        ChildVariable {
            outputs: outputs.collect(),
            decides_for_each: dependents.contains(&Dependent::ForEach),
            decides_count: dependents.contains(&Dependent::Count),
            ..ChildVariable::default()
        }
    }

    fn all_dependencies(&self) -> Dependencies {
        let mut users = Dependencies::new();
        let mut add = |user: Dependent, names: Vec<String>| {
            for name in names {
                users.entry(name).or_default().push(user.clone());
            }
        };
        for (id, block) in self.definitions.numbered_blocks() {
            for section in block.sections() {
                repetitions(section, &mut add);
            }
            match block.kind() {
                "locals" => of_locals(block, &mut add),
                "resource" => {
                    let address = format!("{}.{}", block.label(0), block.name());
                    add(Dependent::Value(address), carried(block));
                }
                "data" => {
                    let address = format!("data.{}.{}", block.label(0), block.name());
                    add(Dependent::Value(address), carried(block));
                }
                "module" => self.through_child(block, &mut add),
                "output" => {
                    let value = block.attribute("value");
                    let names = value.map_or_else(Vec::new, |value| names_in(value.node));
                    add(Dependent::Output(id), names);
                }
                _ => {}
            }
        }
        users
    }
}

fn of_locals(block: &Block<'_>, add: &mut impl FnMut(Dependent, Vec<String>)) {
    for (name, expr) in block.attributes() {
        if is_filtered(expr.node) {
            add(
                Dependent::Value(shape_of(name)),
                vec![format!("local.{name}")],
            );
        }
        add(
            Dependent::Value(format!("local.{name}")),
            names_in(expr.node),
        );
    }
}

/// What depends on what, by the name that is depended on: `var.name`,
/// `local.name`, `resource_type.name`, `data.type.name`.
pub(super) type Dependencies = BTreeMap<String, Vec<Dependent>>;

/// Something that depends on others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dependent {
    /// A value that others may depend on.
    Value(String),
    /// An output, by its block.
    Output(BlockId),
    /// Some `count`.
    Count,
    /// Some `for_each`.
    ForEach,
    /// Some `count` or `for_each` in a local child module.
    Child,
}

/// The `count` and `for_each` of a block, and of the dynamic blocks in it.
fn repetitions(section: Section<'_>, add: &mut impl FnMut(Dependent, Vec<String>)) {
    for (name, node) in [
        ("count", Dependent::Count),
        ("for_each", Dependent::ForEach),
    ] {
        if let Some(expr) = section.attribute(name) {
            add(node, names_in(expr.node));
        }
    }
    for nested in section.blocks() {
        repetitions(nested.section, add);
    }
}

/// What a block's own values, not its repetition, refer to.
fn carried(block: &Block<'_>) -> Vec<String> {
    fn add(section: Section<'_>, names: &mut Vec<String>) {
        for (name, expr) in section.attributes() {
            if !matches!(name, "count" | "for_each") {
                names.extend(names_in(expr.node));
            }
        }
        for nested in section.blocks() {
            add(nested.section, names);
        }
    }
    let mut names = Vec::new();
    for section in block.sections() {
        add(section, &mut names);
    }
    names
}

/// Stands for which keys a local map has.
fn shape_of(local: &str) -> String {
    format!("keys of local.{local}")
}

/// Whether a loop in an expression leaves elements out.
fn is_filtered(node: &Expression) -> bool {
    any(
        node,
        &|node| matches!(node, Expression::ForExpr(each) if each.cond.is_some()),
    )
}

/// What an expression refers to, as `root.name`, `data.type.name` or
/// `module.name.output`; what is in `nonsensitive(…)` is not told.
fn names_in(node: &Expression) -> Vec<String> {
    let mut names = Vec::new();
    add_names(node, &mut names);
    names
}

fn add_names(node: &Expression, names: &mut Vec<String>) {
    if let Expression::FuncCall(call) = node {
        match (call.name.name.as_str(), call.args.iter().next()) {
            ("nonsensitive", _) => return,
            // The keys of a map are as known and as public as its shape.
            ("keys", Some(map)) => {
                if let Some(local) = whole_local(map) {
                    return names.push(shape_of(local));
                }
            }
            _ => {}
        }
    }
    if let Some(reference) = Reference::of(node)
        && let Some(first) = reference.attribute(0)
    {
        let root = reference.root;
        names.push(match (root, reference.attribute(1)) {
            ("data" | "module", Some(second)) => format!("{root}.{first}.{second}"),
            _ => format!("{root}.{first}"),
        });
    }
    children(node, &mut |child| add_names(child, names));
}

/// The name of `local.NAME`, where nothing is taken of it.
fn whole_local(node: &Expression) -> Option<&str> {
    let reference = Reference::of(node)?;
    let is_whole = reference.operators().len() == 1;
    reference.named("local").filter(|_| is_whole)
}
