//! The language server, driven by a strict editor.

mod actions;
mod cases;
mod client;
mod diagnostics;
mod documents;
mod help;
mod lifecycle;
mod policies;

use serde_json::Value;

/// Puts edits of one file, as the protocol has them, into an ASCII text.
fn edited(text: &str, edits: &Value) -> String {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let offset = |position: &Value| {
        let number = |part: &str| usize::try_from(position[part].as_u64().unwrap()).unwrap();
        starts[number("line")] + number("character")
    };
    let edits = edits.as_array().unwrap().iter();
    let mut edits: Vec<(usize, usize, &str)> = edits
        .map(|edit| {
            let range = &edit["range"];
            let new = edit["newText"].as_str().unwrap();
            (offset(&range["start"]), offset(&range["end"]), new)
        })
        .collect();
    edits.sort_by_key(|(start, end, _)| (*start, *end));
    let mut new = String::new();
    let mut at = 0;
    for (start, end, with) in edits {
        assert!(at <= start, "edits overlap");
        new.push_str(&text[at..start]);
        new.push_str(with);
        at = end;
    }
    new + &text[at..]
}
