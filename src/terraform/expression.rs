//! Expressions as trees: the one place that knows what an expression is made of.

use hcl_edit::Ident;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};
use hcl_edit::template::{Directive, Element, Template};

/// Visits the expressions that an expression is directly made of, in the order
/// of the text: operands, arguments, keys, interpolations.
pub fn children<'a>(node: &'a Expression, visit: &mut dyn FnMut(&'a Expression)) {
    match node {
        Expression::Null(_)
        | Expression::Bool(_)
        | Expression::Number(_)
        | Expression::String(_)
        | Expression::Variable(_) => {}
        Expression::Array(items) => items.iter().for_each(visit),
        Expression::Object(object) => {
            for (key, value) in object {
                if let ObjectKey::Expression(key) = key {
                    visit(key);
                }
                visit(value.expr());
            }
        }
        Expression::StringTemplate(template) => template.iter().for_each(|e| element(e, visit)),
        Expression::HeredocTemplate(heredoc) => in_template(&heredoc.template, visit),
        Expression::Parenthesis(inner) => visit(inner.inner()),
        Expression::Conditional(choice) => {
            visit(&choice.cond_expr);
            visit(&choice.true_expr);
            visit(&choice.false_expr);
        }
        Expression::FuncCall(call) => call.args.iter().for_each(visit),
        Expression::Traversal(traversal) => {
            visit(&traversal.expr);
            for operator in &traversal.operators {
                if let TraversalOperator::Index(index) = operator.value() {
                    visit(index);
                }
            }
        }
        Expression::UnaryOp(operation) => visit(&operation.expr),
        Expression::BinaryOp(operation) => {
            visit(&operation.lhs_expr);
            visit(&operation.rhs_expr);
        }
        Expression::ForExpr(each) => {
            visit(&each.intro.collection_expr);
            each.key_expr.iter().for_each(&mut *visit);
            visit(&each.value_expr);
            each.cond.iter().for_each(|cond| visit(&cond.expr));
        }
    }
}

fn in_template<'a>(template: &'a Template, visit: &mut dyn FnMut(&'a Expression)) {
    template.iter().for_each(|each| element(each, visit));
}

fn element<'a>(element: &'a Element, visit: &mut dyn FnMut(&'a Expression)) {
    match element {
        Element::Literal(_) => {}
        Element::Interpolation(interpolation) => visit(&interpolation.expr),
        Element::Directive(directive) => match &**directive {
            Directive::If(directive) => {
                visit(&directive.if_expr.cond_expr);
                in_template(&directive.if_expr.template, visit);
                if let Some(otherwise) = &directive.else_expr {
                    in_template(&otherwise.template, visit);
                }
            }
            Directive::For(directive) => {
                visit(&directive.for_expr.collection_expr);
                in_template(&directive.for_expr.template, visit);
            }
        },
    }
}

/// Visits the expressions that a template is directly made of, each with the
/// conditions of the `%{ if }` that it stands in, the outermost first.
pub fn guarded_children<'a>(
    template: &'a Expression,
    visit: &mut dyn FnMut(&'a Expression, &[&'a Expression]),
) {
    let mut guards = Vec::new();
    match template {
        Expression::StringTemplate(template) => {
            template
                .iter()
                .for_each(|each| guarded(each, &mut guards, visit));
        }
        Expression::HeredocTemplate(heredoc) => {
            let elements = heredoc.template.iter();
            elements.for_each(|each| guarded(each, &mut guards, visit));
        }
        _ => {}
    }
}

fn guarded<'a>(
    part: &'a Element,
    guards: &mut Vec<&'a Expression>,
    visit: &mut dyn FnMut(&'a Expression, &[&'a Expression]),
) {
    let Element::Directive(directive) = part else {
        return element(part, &mut |child| visit(child, guards));
    };
    match &**directive {
        Directive::If(directive) => {
            let condition = &directive.if_expr.cond_expr;
            visit(condition, guards);
            guards.push(condition);
            let otherwise = directive.else_expr.iter();
            let otherwise = otherwise.flat_map(|otherwise| otherwise.template.iter());
            for each in directive.if_expr.template.iter().chain(otherwise) {
                guarded(each, guards, visit);
            }
            guards.pop();
        }
        Directive::For(directive) => {
            visit(&directive.for_expr.collection_expr, guards);
            let each = directive.for_expr.template.iter();
            each.for_each(|each| guarded(each, guards, visit));
        }
    }
}

/// Visits the expressions that an expression is directly made of, each with the
/// names that `for` binds around it.
pub fn scoped_children<'a>(
    node: &'a Expression,
    visit: &mut dyn FnMut(&'a Expression, &[&'a str]),
) {
    match node {
        Expression::ForExpr(each) => {
            let names = bound_by(&each.intro.value_var, each.intro.key_var.as_deref());
            visit(&each.intro.collection_expr, &[]);
            each.key_expr.iter().for_each(|key| visit(key, &names));
            visit(&each.value_expr, &names);
            let conditions = each.cond.iter();
            conditions.for_each(|cond| visit(&cond.expr, &names));
        }
        Expression::StringTemplate(template) => {
            scoped(template.iter(), &mut Vec::new(), visit);
        }
        Expression::HeredocTemplate(heredoc) => {
            scoped(heredoc.template.iter(), &mut Vec::new(), visit);
        }
        node => children(node, &mut |child| visit(child, &[])),
    }
}

fn scoped<'a>(
    parts: impl Iterator<Item = &'a Element>,
    names: &mut Vec<&'a str>,
    visit: &mut dyn FnMut(&'a Expression, &[&'a str]),
) {
    for part in parts {
        match part {
            Element::Literal(_) => {}
            Element::Interpolation(interpolation) => visit(&interpolation.expr, names),
            Element::Directive(directive) => match &**directive {
                Directive::If(directive) => {
                    visit(&directive.if_expr.cond_expr, names);
                    scoped(directive.if_expr.template.iter(), names, visit);
                    if let Some(otherwise) = &directive.else_expr {
                        scoped(otherwise.template.iter(), names, visit);
                    }
                }
                Directive::For(directive) => {
                    let each = &directive.for_expr;
                    visit(&each.collection_expr, names);
                    let before = names.len();
                    names.extend(bound_by(&each.value_var, each.key_var.as_deref()));
                    scoped(each.template.iter(), names, visit);
                    names.truncate(before);
                }
            },
        }
    }
}

fn bound_by<'a>(value: &'a Ident, key: Option<&'a Ident>) -> Vec<&'a str> {
    let names = [Some(value), key].into_iter().flatten();
    names.map(Ident::as_str).collect()
}

/// Whether a test holds for an expression or for one that it is made of.
pub fn any(node: &Expression, test: &dyn Fn(&Expression) -> bool) -> bool {
    let mut found = test(node);
    if !found {
        children(node, &mut |child| found = found || any(child, test));
    }
    found
}

/// An expression without the parentheses around it.
pub fn plain(node: &Expression) -> &Expression {
    match node {
        Expression::Parenthesis(inner) => plain(inner.inner()),
        node => node,
    }
}

/// The literal parts of a string; a blank stands for each of the others.
pub fn literal_text(node: &Expression) -> String {
    match node {
        Expression::String(text) => text.value().clone(),
        Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => {
            let template = node.as_template();
            let elements = template.into_iter().flat_map(|template| template.iter());
            elements
                .map(|element| element.as_literal().map_or(" ", |literal| literal.as_str()))
                .collect()
        }
        Expression::Parenthesis(inner) => literal_text(inner.inner()),
        _ => String::new(),
    }
}

/// The key of an object's member, where it is literal.
pub fn literal_key(key: &ObjectKey) -> Option<&str> {
    match key {
        ObjectKey::Ident(name) => Some(name.as_str()),
        ObjectKey::Expression(name) => name.as_str(),
    }
}

/// Calls `found` with the parts of a `for_each` that decide what instances there
/// are: all but the values of members whose keys are literal. Those may be
/// sensitive (Terraform 1.11, tried).
pub fn instance_deciders<'a>(for_each: &'a Expression, found: &mut dyn FnMut(&'a Expression)) {
    match for_each {
        Expression::Object(object) => {
            let members = object.iter();
            let computed = members.filter(|(key, _)| literal_key(key).is_none());
            for (key, value) in computed {
                if let ObjectKey::Expression(key) = key {
                    found(key);
                }
                found(value.expr());
            }
        }
        Expression::Parenthesis(inner) => instance_deciders(inner.inner(), found),
        Expression::Conditional(choice) => {
            found(&choice.cond_expr);
            instance_deciders(&choice.true_expr, found);
            instance_deciders(&choice.false_expr, found);
        }
        Expression::ForExpr(each) if each.cond.is_none() => match &each.key_expr {
            Some(key) => {
                found(key);
                instance_deciders(&each.intro.collection_expr, found);
            }
            None => found(for_each),
        },
        Expression::FuncCall(call) if matches!(call.name.name.as_str(), "merge" | "tomap") => {
            for argument in &call.args {
                instance_deciders(argument, found);
            }
        }
        _ => found(for_each),
    }
}
