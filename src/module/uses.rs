//! Where a variable is referred to, by the syntax alone: what a fix has to look
//! at, used or not.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::Span as _;
use hcl_edit::expr::{BinaryOp, BinaryOperator, Expression, Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_expr, visit_traversal};

use super::Module;
use super::block::{Block, Origin, Section, Span};

/// A reference to a variable.
#[derive(Debug, Clone)]
pub struct Use {
    /// The reference: `var.name`.
    pub at: Span,
    /// What it stands in.
    pub place: Place,
    /// The test of presence that it is a part of.
    pub test: Option<PresenceTest>,
}

/// What a reference stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A `variable` block, by the variable's name: a validation.
    Variable(String),
    /// What runs where Terraform runs.
    Provisioning,
    /// A `count`.
    Count,
    /// A `for_each`, of a dynamic block too.
    ForEach,
    /// A local value, by its name.
    Local(String),
    /// An argument of a module call.
    ModuleCall,
    /// Anything else.
    Other,
}

/// A comparison that tells whether a value is there: with `""`, with null, or
/// of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceTest {
    /// The comparison.
    pub at: Span,
    /// What it comes to where the value is there.
    pub when_set: bool,
}

impl<'a> Module<'a> {
    /// The references to a variable, in order of the blocks.
    pub fn uses_of(&self, variable: &str) -> Vec<Use> {
        let mut uses = Vec::new();
        for block in self.blocks() {
            let place = match (block.kind(), block.label(0)) {
                ("variable", name) => Place::Variable(name.to_owned()),
                ("provider" | "terraform", _)
                | ("resource", "terraform_data" | "null_resource")
                | ("data", "http" | "external") => Place::Provisioning,
                ("module", _) => Place::ModuleCall,
                _ => Place::Other,
            };
            for section in block.sections() {
                uses_in(section, variable, block.kind(), &place, &mut uses);
            }
        }
        uses
    }

    /// The outputs that would have to be sensitive if a variable were, and are
    /// not.
    pub fn unmarked_outputs(&self, variable: &str) -> Vec<&Block<'a>> {
        let dependents = self.dependents(format!("var.{variable}"));
        let outputs = dependents.iter().filter_map(|name| match name {
            Node::Output(index) => Some(&self.blocks()[*index]),
            _ => None,
        });
        let unmarked = outputs.filter(|output| {
            !["sensitive", "ephemeral"].iter().any(|name| {
                let value = output.attribute(name).map(|value| self.value(value));
                value.is_some_and(|value| value.as_bool() != Some(false))
            })
        });
        unmarked.collect()
    }

    /// Whether a `for_each` depends on a variable; it can't if that is
    /// sensitive.
    pub fn decides_for_each(&self, variable: &str) -> bool {
        let dependents = self.dependents(format!("var.{variable}"));
        dependents.contains(&Node::ForEach)
    }

    /// Whether a local decides, itself or through others, how often something
    /// is there.
    pub fn decides_repetition(&self, local: &str) -> bool {
        let dependents = self.dependents(format!("local.{local}"));
        dependents.contains(&Node::ForEach) || dependents.contains(&Node::Count)
    }

    /// Where the value of a parameter without a `count` is taken:
    /// `data.coder_parameter.label.value`.
    pub fn values_of_parameter(&self, label: &str) -> Vec<Span> {
        let mut finder = ValueFinder {
            origin: Origin { file: 0, base: 0 },
            label,
            found: Vec::new(),
        };
        for section in self.blocks().iter().flat_map(Block::sections) {
            finder.section(section);
        }
        finder.found
    }

    /// Whether a `for_each` depends on a local.
    pub fn decides_for_each_by_local(&self, local: &str) -> bool {
        let dependents = self.dependents(format!("local.{local}"));
        dependents.contains(&Node::ForEach)
    }

    /// Everything whose value depends on something.
    fn dependents(&self, name: String) -> BTreeSet<Node> {
        let dependencies = self.dependencies.get_or_init(|| self.all_dependencies());
        let mut open = vec![Node::Value(name)];
        let mut dependents = BTreeSet::new();
        while let Some(node) = open.pop() {
            let Node::Value(name) = node else { continue };
            for user in dependencies.get(&name).into_iter().flatten() {
                if dependents.insert(user.clone()) {
                    open.push(user.clone());
                }
            }
        }
        dependents
    }

    fn all_dependencies(&self) -> Dependencies {
        let mut users = Dependencies::new();
        let mut add = |user: Node, names: Vec<String>| {
            for name in names {
                users.entry(name).or_default().push(user.clone());
            }
        };
        for (index, block) in self.blocks().iter().enumerate() {
            for section in block.sections() {
                repetitions(section, &mut add);
            }
            match block.kind() {
                "locals" => {
                    for (name, expr) in block.attributes() {
                        add(Node::Value(format!("local.{name}")), names_in(expr.node));
                    }
                }
                "resource" => {
                    let address = format!("{}.{}", block.label(0), block.name());
                    add(Node::Value(address), carried(block));
                }
                "data" => {
                    let address = format!("data.{}.{}", block.label(0), block.name());
                    add(Node::Value(address), carried(block));
                }
                "output" => {
                    let value = block.attribute("value");
                    let names = value.map_or_else(Vec::new, |value| names_in(value.node));
                    add(Node::Output(index), names);
                }
                _ => {}
            }
        }
        users
    }
}

fn uses_in(section: Section<'_>, variable: &str, kind: &str, place: &Place, uses: &mut Vec<Use>) {
    for (name, expr) in section.attributes() {
        let place = match (kind, name, place) {
            ("locals", name, _) => Place::Local(name.to_owned()),
            (
                "resource" | "data" | "module" | "ephemeral",
                "count",
                Place::Other | Place::ModuleCall,
            ) => Place::Count,
            (
                "resource" | "data" | "module" | "ephemeral" | "dynamic",
                "for_each",
                Place::Other,
            ) => Place::ForEach,
            (_, _, place) => place.clone(),
        };
        let mut finder = Finder {
            origin: expr.origin,
            variable,
            test: None,
            found: Vec::new(),
        };
        finder.visit_expr(expr.node);
        uses.extend(finder.found.into_iter().map(|(at, test)| Use {
            at,
            place: place.clone(),
            test,
        }));
    }
    for (name, _, nested) in section.blocks() {
        let place = match name {
            "provisioner" | "connection" => &Place::Provisioning,
            _ => place,
        };
        // Only a dynamic block has a `for_each` of its own.
        let kind = if name == "dynamic" { name } else { "" };
        uses_in(nested, variable, kind, place, uses);
    }
}

/// What depends on what, by the name that is depended on: `var.name`,
/// `local.name`, `resource_type.name`, `data.type.name`.
pub(super) type Dependencies = BTreeMap<String, Vec<Node>>;

/// Something that depends on others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A value that others may depend on.
    Value(String),
    /// An output, by the index of its block.
    Output(usize),
    /// Some `count`.
    Count,
    /// Some `for_each`.
    ForEach,
}

/// The `count` and `for_each` of a block, and of the dynamic blocks in it.
fn repetitions(section: Section<'_>, add: &mut impl FnMut(Node, Vec<String>)) {
    for (name, node) in [("count", Node::Count), ("for_each", Node::ForEach)] {
        if let Some(expr) = section.attribute(name) {
            add(node, names_in(expr.node));
        }
    }
    for (_, _, nested) in section.blocks() {
        repetitions(nested, add);
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
        for (_, _, nested) in section.blocks() {
            add(nested, names);
        }
    }
    let mut names = Vec::new();
    for section in block.sections() {
        add(section, &mut names);
    }
    names
}

/// What an expression refers to, as `root.name` or `data.type.name`; what is
/// in `nonsensitive(…)` is not told.
fn names_in(expr: &Expression) -> Vec<String> {
    struct Names(Vec<String>);
    impl Visit for Names {
        fn visit_func_call(&mut self, call: &hcl_edit::expr::FuncCall) {
            if call.name.name.as_str() != "nonsensitive" {
                hcl_edit::visit::visit_func_call(self, call);
            }
        }

        fn visit_traversal(&mut self, node: &Traversal) {
            let attribute = |index: usize| match node.operators.get(index)?.value() {
                TraversalOperator::GetAttr(name) => Some(name.as_str()),
                _ => None,
            };
            if let (Expression::Variable(root), Some(first)) = (&node.expr, attribute(0)) {
                let name = match (root.as_str(), attribute(1)) {
                    ("data", Some(second)) => format!("data.{first}.{second}"),
                    (root, _) => format!("{root}.{first}"),
                };
                self.0.push(name);
            }
            visit_traversal(self, node);
        }
    }
    let mut names = Names(Vec::new());
    names.visit_expr(expr);
    names.0
}

struct ValueFinder<'f> {
    origin: Origin,
    label: &'f str,
    found: Vec<Span>,
}

impl ValueFinder<'_> {
    fn section(&mut self, section: Section<'_>) {
        for (_, expr) in section.attributes() {
            self.origin = expr.origin;
            self.visit_expr(expr.node);
        }
        for (_, _, nested) in section.blocks() {
            self.section(nested);
        }
    }
}

impl Visit for ValueFinder<'_> {
    fn visit_expr(&mut self, node: &Expression) {
        if let Expression::Traversal(traversal) = node
            && matches!(&traversal.expr, Expression::Variable(root) if root.as_str() == "data")
        {
            let names: Vec<&str> = traversal
                .operators
                .iter()
                .map(|operator| match operator.value() {
                    TraversalOperator::GetAttr(name) => name.as_str(),
                    _ => "",
                })
                .collect();
            if names == ["coder_parameter", self.label, "value"] {
                self.found.push(self.origin.span(node.span()));
            }
        }
        visit_expr(self, node);
    }
}

struct Finder<'f> {
    origin: Origin,
    variable: &'f str,
    /// The test that is being looked into.
    test: Option<PresenceTest>,
    found: Vec<(Span, Option<PresenceTest>)>,
}

impl Visit for Finder<'_> {
    fn visit_expr(&mut self, node: &Expression) {
        let outer = self.test;
        if let Expression::BinaryOp(operation) = node
            && let Some(when_set) = presence(operation, self.variable)
        {
            self.test = Some(PresenceTest {
                at: self.origin.span(node.span()),
                when_set,
            });
        }
        if let Expression::Traversal(traversal) = node
            && is_variable(traversal, self.variable)
        {
            self.found.push((self.origin.span(node.span()), self.test));
        }
        visit_expr(self, node);
        self.test = outer;
    }
}

fn is_variable(traversal: &Traversal, name: &str) -> bool {
    let is_root = matches!(&traversal.expr, Expression::Variable(root) if root.as_str() == "var");
    is_root
        && traversal.operators.len() == 1
        && matches!(traversal.operators[0].value(), TraversalOperator::GetAttr(attribute) if attribute.as_str() == name)
}

/// What a comparison of a variable comes to where its value is there, if that
/// is all that it tells.
fn presence(operation: &BinaryOp, variable: &str) -> Option<bool> {
    use BinaryOperator::{Eq, Greater, GreaterEq, Less, LessEq, NotEq};
    let operator = *operation.operator.value();
    let (left, right) = (&operation.lhs_expr, &operation.rhs_expr);
    if let Some(subject) = length_of(left) {
        let number = match right {
            Expression::Number(number) => number.value().as_u64(),
            _ => None,
        };
        return match (operator, number) {
            _ if !is_subject(subject, variable) => None,
            (Greater | NotEq, Some(0)) | (GreaterEq, Some(1)) => Some(true),
            (Eq | LessEq, Some(0)) | (Less, Some(1)) => Some(false),
            _ => None,
        };
    }
    let other = if is_subject(left, variable) {
        right
    } else if is_subject(right, variable) {
        left
    } else {
        return None;
    };
    let is_nothing = match other {
        Expression::Null(_) => true,
        Expression::String(text) => text.is_empty(),
        _ => false,
    };
    match operator {
        NotEq if is_nothing => Some(true),
        Eq if is_nothing => Some(false),
        _ => None,
    }
}

fn length_of(expr: &Expression) -> Option<&Expression> {
    match expr {
        Expression::Parenthesis(inner) => length_of(inner.inner()),
        Expression::FuncCall(call) if call.name.name.as_str() == "length" => {
            call.args.iter().next()
        }
        _ => None,
    }
}

/// Whether an expression is a variable's value, perhaps trimmed or with nothing
/// in place of null.
fn is_subject(expr: &Expression, variable: &str) -> bool {
    match expr {
        Expression::Traversal(traversal) => is_variable(traversal, variable),
        Expression::Parenthesis(inner) => is_subject(inner.inner(), variable),
        Expression::FuncCall(call) => {
            let is_known = matches!(
                call.name.name.as_str(),
                "trimspace"
                    | "chomp"
                    | "nonsensitive"
                    | "sensitive"
                    | "tostring"
                    | "coalesce"
                    | "try"
            );
            let mut arguments = call.args.iter();
            let first = arguments.next();
            is_known
                && first.is_some_and(|first| is_subject(first, variable))
                && arguments
                    .all(|argument| matches!(argument, Expression::String(text) if text.is_empty()))
        }
        _ => false,
    }
}
