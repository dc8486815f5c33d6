//! Names and functions in a policy's expressions: those that there aren't are
//! mistakes.

use std::collections::BTreeSet;
use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, Traversal, TraversalOperator};

use super::{BlockReads, Code, Reads};
use crate::constraint::Constraint;
use crate::near;
use crate::rule::intern;
use crate::syntax::place;
use crate::terraform::expression::{children, scoped_children};
use crate::terraform::functions;

/// What is known of a block, as `meta`.
pub const META: &[&str] = &[
    "address",
    "alias",
    "credential",
    "file",
    "in_form",
    "is_template",
    "key",
    "keys",
    "masked",
    "module",
    "name",
    "provider_type",
    "reaches",
    "references",
    "source",
    "switch",
    "type",
    "version",
];

/// Parts of `meta` that only a plan knows.
const PLANNED_META: &[&str] = &["operation", "tfe_stack", "tfe_workspace"];

/// Functions of Terraform policy that ask a plan, a provider or a clock.
const PLANNED_FUNCTIONS: &[&str] = &["getdatasource", "gethttprequest", "timestamp"];

/// Gives the resources of the module.
pub const GET_RESOURCES: &str = "getresources";

/// Where functions and facts are explained.
const PAGE: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/blob/main/src/policy/README.md"
);

/// Functions of Terraform that read files.
const READERS: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// What may be named where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'n> {
    /// Whether a block is being judged, which has `attrs` and `meta`.
    pub(super) has_block: bool,
    /// Whether resources can be asked for.
    pub(super) has_resources: bool,
    /// The names of local values: the file's, and a policy's own.
    pub(super) locals: &'n [&'n BTreeSet<String>],
    pub(super) inputs: &'n BTreeSet<String>,
    /// Other names that stand for something, `coder_app` say.
    pub(super) others: &'n BTreeSet<String>,
}

/// What is wrong in an expression, by place.
pub(super) type Mistakes = Vec<(Range<usize>, String)>;

impl Names<'_> {
    /// Looks through an expression for what there isn't.
    pub(super) fn check(&self, code: &Code, mistakes: &mut Mistakes) {
        let mut check = Check {
            names: self,
            base: code.base,
            bound: Vec::new(),
            mistakes,
        };
        check.expression(&code.node);
    }

    fn roots(&self) -> Vec<&str> {
        let block = ["attrs", "meta"].into_iter().filter(|_| self.has_block);
        let others = self.others.iter().map(String::as_str);
        block.chain(["local", "input"]).chain(others).collect()
    }
}

struct Check<'c, 'n> {
    names: &'c Names<'n>,
    base: usize,
    /// Names that `for` expressions bind.
    bound: Vec<String>,
    mistakes: &'c mut Mistakes,
}

impl Check<'_, '_> {
    fn wrong(&mut self, at: Option<Range<usize>>, message: impl Into<String>) {
        self.mistakes.push((place(at, self.base), message.into()));
    }

    fn expression(&mut self, node: &Expression) {
        match node {
            Expression::Variable(root) => self.root(root.as_str(), root.span(), None),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::FuncCall(call) => self.call(call),
            node => scoped_children(node, &mut |child, names| {
                let before = self.bound.len();
                self.bound
                    .extend(names.iter().map(|name| (*name).to_owned()));
                self.expression(child);
                self.bound.truncate(before);
            }),
        }
    }

    fn traversal(&mut self, traversal: &Traversal) {
        for operator in &traversal.operators {
            if let TraversalOperator::Index(index) = operator.value() {
                self.expression(index);
            }
        }
        let Expression::Variable(root) = &traversal.expr else {
            return self.expression(&traversal.expr);
        };
        let first = traversal.operators.first();
        let name = first.and_then(|first| match first.value() {
            TraversalOperator::GetAttr(name) => {
                Some((name.as_str(), name.span().or_else(|| first.span())))
            }
            // Terraform wants a dot after `local`.
            TraversalOperator::Index(index) if root.as_str() != "local" => {
                Some((index.as_str()?, index.span()))
            }
            _ => None,
        });
        self.root(root.as_str(), root.span(), name);
    }

    /// Checks `root.name`, or `root` alone.
    fn root(
        &mut self,
        root: &str,
        at: Option<Range<usize>>,
        name: Option<(&str, Option<Range<usize>>)>,
    ) {
        if self.bound.iter().any(|bound| bound == root) {
            return;
        }
        let names = *self.names;
        match (root, name) {
            ("meta", Some((name, at))) if names.has_block => {
                if PLANNED_META.contains(&name) {
                    self.wrong(at, format!("only a plan knows `meta.{name}`"));
                } else if !META.contains(&name) {
                    let hint = near::hint(META.iter().copied(), name, &format!("see {PAGE}"));
                    self.wrong(at, format!("there is no `meta.{name}`; {hint}"));
                }
            }
            ("attrs" | "meta", _) if names.has_block => {}
            ("attrs" | "meta", _) => {
                self.wrong(at, format!("`{root}` is only known within a policy"));
            }
            ("local", Some((name, at))) if !names.locals.iter().any(|all| all.contains(name)) => {
                let known = names.locals.iter().copied().flatten();
                let known = known.map(String::as_str);
                let hint = near::hint(known, name, "define it in `locals`");
                self.wrong(at, format!("there is no `local.{name}`; {hint}"));
            }
            ("input", Some((name, at))) if !names.inputs.contains(name) => {
                let known = names.inputs.iter().map(String::as_str);
                let hint = near::hint(known, name, "declare it in an `input` block");
                self.wrong(at, format!("there is no `input.{name}`; {hint}"));
            }
            ("local", None) => self.wrong(at, "`local` needs a name: write `local.NAME`"),
            ("local" | "input", _) => {}
            ("prior_attrs", _) => self.wrong(at, "only a plan knows `prior_attrs`"),
            (other, _) if names.others.contains(other) => {}
            _ => {
                let roots = names.roots();
                let list = format!("expected one of `{}`", roots.join("`, `"));
                let hint = near::hint(roots.into_iter(), root, &list);
                self.wrong(at, format!("there is no `{root}` here; {hint}"));
            }
        }
    }

    fn call(&mut self, call: &FuncCall) {
        let name = call.name.name.as_str();
        let at = call.name.name.span();
        let mut namespaces = call.name.namespace.iter();
        if namespaces.any(|namespace| namespace.as_str() != "core") {
            let parts = call.name.namespace.iter().chain([&call.name.name]);
            let parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
            let path = parts.join("::");
            self.wrong(
                at,
                format!("there is no function `{path}`; write `core::NAME`, or `NAME` alone"),
            );
        } else if PLANNED_FUNCTIONS.contains(&name) {
            self.wrong(at, format!("only a plan can answer `{name}`"));
        } else if READERS.contains(&name) {
            self.wrong(at, format!("`{name}` reads a file, and no policy may"));
        } else if !(functions::names().any(|known| known == name)
            || (name == GET_RESOURCES && self.names.has_resources))
        {
            let known = functions::names().chain([GET_RESOURCES]);
            let hint = near::hint(known, name, &format!("see {PAGE}"));
            self.wrong(at, format!("there is no function `{name}`; {hint}"));
        } else if let Err(reason) = check_count(call) {
            self.wrong(at, reason);
        }
        self.literals(call);
        call.args
            .iter()
            .for_each(|argument| self.expression(argument));
    }

    /// Checks what a function is given literally and can't read.
    fn literals(&mut self, call: &FuncCall) {
        let literal = |index: usize| {
            let argument = call.args.iter().nth(index)?;
            Some((argument.as_str()?, argument.span()))
        };
        match call.name.name.as_str() {
            name @ ("regex" | "regexall" | "regex_match") => {
                if let Some((pattern, at)) = literal(usize::from(name == "regex_match"))
                    && let Err(reason) = functions::check_pattern(pattern)
                {
                    self.wrong(
                        at,
                        format!("this isn't a valid regular expression: {reason}"),
                    );
                }
            }
            "semverconstraint" => {
                if let Some((constraint, at)) = literal(1)
                    && Constraint::parse(constraint).is_none()
                {
                    self.wrong(at, "this isn't a version constraint");
                }
            }
            _ => {}
        }
    }
}

/// Whether a call has as many arguments as its function takes, as far as that is
/// written.
fn check_count(call: &FuncCall) -> Result<(), String> {
    let count = call.args.len();
    match call.name.name.as_str() {
        _ if call.args.expand_final() => Ok(()),
        GET_RESOURCES => functions::expect_count(GET_RESOURCES, 1, Some(2), count),
        name => functions::check_count(name, count),
    }
}

/// What an expression reads of `attrs` and `meta`, and the locals that it names.
#[derive(Debug, Clone, Default)]
pub(super) struct Use {
    pub(super) attrs: Reads,
    pub(super) meta: Reads,
    pub(super) locals: BTreeSet<String>,
}

impl Use {
    pub(super) fn of(node: &Expression) -> Self {
        let mut found = Self::default();
        found.add(node);
        found
    }

    /// What of it is a block's.
    pub(super) fn of_block(self) -> BlockReads {
        BlockReads {
            attrs: self.attrs,
            meta: self.meta,
        }
    }

    pub(super) fn extend(&mut self, other: &Self) {
        self.attrs.extend(&other.attrs);
        self.meta.extend(&other.meta);
        self.locals.extend(other.locals.iter().cloned());
    }

    fn add(&mut self, node: &Expression) {
        let (root, first) = match node {
            Expression::Variable(root) => (root.as_str(), None),
            Expression::Traversal(traversal) => match &traversal.expr {
                Expression::Variable(root) => (root.as_str(), traversal.operators.first()),
                _ => return children(node, &mut |child| self.add(child)),
            },
            _ => return children(node, &mut |child| self.add(child)),
        };
        let name = first.and_then(|first| match first.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            TraversalOperator::Index(index) => index.as_str(),
            _ => None,
        });
        match (root, name) {
            ("attrs", Some(name)) => self.attrs.add(intern(name)),
            ("attrs", None) => self.attrs.all = true,
            ("meta", Some(name)) => self.meta.add(intern(name)),
            ("meta", None) => self.meta.all = true,
            ("local", Some(name)) => drop(self.locals.insert(name.to_owned())),
            _ => {}
        }
        if let Expression::Traversal(traversal) = node {
            for operator in &traversal.operators {
                if let TraversalOperator::Index(index) = operator.value() {
                    self.add(index);
                }
            }
        }
    }
}
