//! Sets `mask_input = true` in a parameter's styling, and keeps the rest of it.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, Object};

use super::Changes;
use crate::module::{Module, Parameter};
use crate::source::{line_end_at, line_start_at};
use crate::terraform::expression::literal_key;
use crate::terraform::{Block, Expr};

const MASK: &str = "mask_input";
const STYLING: &str = "jsonencode({\n    mask_input = true\n  })";
impl Changes {
    /// Masks a parameter; `None` where its styling is not written out.
    pub fn mask(&mut self, module: &Module<'_>, parameter: &Parameter<'_>) -> Option<()> {
        let Some(styling) = parameter.styling_expr() else {
            // At the end, where people write it.
            self.set_attribute(module, &parameter.block, "styling", STYLING, &[]);
            return Some(());
        };
        match styling.node {
            Expression::Null(_) => {
                self.replace_value(module, &parameter.block, styling.span(), STYLING);
            }
            Expression::String(text) if text.trim() == "{}" => {
                self.replace_value(module, &parameter.block, styling.span(), STYLING);
            }
            Expression::FuncCall(call) if call.name.name.as_str() == "jsonencode" => {
                match call.args.iter().next()? {
                    Expression::Object(object) => {
                        let node = call.args.iter().next()?;
                        self.mask_in(module, &parameter.block, styling.part(node), object);
                    }
                    _ => return None,
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn mask_in(&mut self, module: &Module<'_>, block: &Block<'_>, expr: Expr<'_>, object: &Object) {
        let mask = object
            .iter()
            .find(|(key, _)| literal_key(key) == Some(MASK));
        if let Some((_, value)) = mask {
            return self.replace(expr.base.span(value.expr().span()), "true");
        }
        let whole = expr.span();
        let Some((_, last)) = object.iter().last() else {
            return self.replace_value(module, block, whole, "{\n    mask_input = true\n  }");
        };
        let text = &module.sources()[whole.file].text;
        let last = expr.base.span(last.expr().span());
        let last_end = last.start + text[last.start..last.end].trim_end().len();
        let shares_opening = !text[whole.start..last.start].contains('\n');
        let shares_closing = !text[last_end..whole.end].contains('\n');
        if shares_opening || shares_closing {
            return self.insert(whole.file, last_end, format!(", {MASK} = true"));
        }
        let line = line_start_at(text, last.start);
        let rest = &text[line..];
        let rest = rest.strip_prefix(module.line_prefix()).unwrap_or(rest);
        let indent = &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()];
        let end = line_end_at(text, last_end);
        self.insert(whole.file, end, format!("\n{indent}{MASK} = true"));
    }
}
