//! What to write into a configuration so that something is not a key.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use crate::source::start_of;

/// Adds a name to `exclude` in `keys`: what is replaced, in bytes, and by what.
/// `None` where the text doesn't parse, or already says something that can't be
/// added to.
pub fn exclude_key(text: &str, name: &str) -> Option<(Range<usize>, String)> {
    let start = start_of(text);
    let body: Body = text[start..].parse().ok()?;
    let name = Expression::from(name).to_string();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(keys) = body.get_blocks("keys").next() else {
        let gap = match text.trim() {
            "" => "",
            _ if text.ends_with('\n') => end,
            _ => &format!("{end}{end}"),
        };
        let block = format!("{gap}keys {{{end}  exclude = [{name}]{end}}}{end}");
        return Some((text.len()..text.len(), block));
    };
    let Some(exclude) = keys.body.get_attribute("exclude") else {
        // Right after the opening brace.
        let open = start + keys.ident.span()?.end;
        let open = open + text[open..].find('{')? + 1;
        let close = start + keys.span()?.end - 1;
        let line = format!("{end}  exclude = [{name}]");
        let inside = text.get(open..close)?;
        return Some(match inside.trim() {
            _ if inside.contains('\n') => (open..open, line),
            "" => (open..close, format!("{line}{end}")),
            // A block on one line holds one setting.
            other => (open..close, format!("{line}{end}  {other}{end}")),
        });
    };
    let Expression::Array(list) = &exclude.value else {
        return None;
    };
    let close = start + list.span()?.end - 1;
    match list.iter().last() {
        None => Some((close..close, name)),
        Some(item) => {
            let at = start + item.span()?.end;
            Some((at..at, format!(", {name}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_added_to_what_is_there() {
        for (old, new) in [
            ("", "keys {\n  exclude = [\"k\"]\n}\n"),
            ("a = 1\n", "a = 1\n\nkeys {\n  exclude = [\"k\"]\n}\n"),
            ("a = 1", "a = 1\n\nkeys {\n  exclude = [\"k\"]\n}\n"),
            (
                "keys {\n  passwords = true\n}\n",
                "keys {\n  exclude = [\"k\"]\n  passwords = true\n}\n",
            ),
            ("keys {}\r\n", "keys {\r\n  exclude = [\"k\"]\r\n}\r\n"),
            (
                "keys { include = [\"a\"] }\n",
                "keys {\n  exclude = [\"k\"]\n  include = [\"a\"]\n}\n",
            ),
            (
                "\u{feff}keys { exclude = [\"a\"] }\n",
                "\u{feff}keys { exclude = [\"a\", \"k\"] }\n",
            ),
            (
                "keys {\n  exclude = [\"a\"]\n}\n",
                "keys {\n  exclude = [\"a\", \"k\"]\n}\n",
            ),
            (
                "keys {\n  exclude = []\n}\n",
                "keys {\n  exclude = [\"k\"]\n}\n",
            ),
        ] {
            let (at, with) = exclude_key(old, "k").expect("can be added");
            let mut text = old.to_owned();
            text.replace_range(at, &with);
            assert_eq!(text, new);
        }
        assert_eq!(exclude_key("keys {", "k"), None);
        assert_eq!(exclude_key("keys {\n  exclude = 1\n}\n", "k"), None);
    }
}
