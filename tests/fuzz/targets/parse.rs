//! Parsing with recovery: no text panics, every place lies in it, and what parses
//! whole is in one piece.
#![no_main]

use coderlint::source::Source;
use coderlint::syntax;
use hcl_edit::Span as _;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::from_bytes("main.tf".to_owned(), "main.tf".into(), bytes.to_vec());
    let text = &source.text;
    assert_eq!(text.len(), bytes.len(), "offsets are those of the file");
    let syntax = syntax::parse(text, source.start());
    let is_place = |at: usize| at <= text.len() && text.is_char_boundary(at);
    for range in syntax
        .block_ranges()
        .chain(syntax::comments(text, source.start()))
    {
        assert!(is_place(range.start) && is_place(range.end) && range.start <= range.end);
        source.position(range.start);
    }
    for broken in &syntax.broken {
        assert!(
            is_place(broken.at) && broken.span.start <= broken.at,
            "{broken:?}"
        );
        assert!(!broken.message.is_empty() && !broken.message.contains('\n'));
        assert!(broken.opened.is_none_or(is_place));
    }
    let mut end = 0;
    for piece in &syntax.pieces {
        for block in piece.body.blocks() {
            let span = block.span().expect("has a span");
            let start = piece.base + span.start;
            assert!(end <= start, "blocks follow one another");
            end = piece.base + span.end;
            let name = block.ident.as_str();
            assert!(text[start..].starts_with(name), "{name} is where it says");
        }
    }
    // Whoever parses it whole finds no mistake, but for what hcl-edit reads and
    // Terraform doesn't.
    let whole: Result<hcl_edit::structure::Body, _> = text[source.start()..].parse();
    if let Ok(whole) = whole {
        let is_refused = |message: &str| {
            message == "this string isn't closed on its line"
                || message == "expected a name after `.` on the same line"
        };
        let mut broken = syntax.broken.iter();
        assert!(
            syntax.broken.is_empty() || broken.any(|broken| is_refused(&broken.message)),
            "{:?}",
            syntax.broken
        );
        if syntax.broken.is_empty() {
            let count: usize = syntax
                .pieces
                .iter()
                .map(|piece| piece.body.blocks().count())
                .sum();
            assert_eq!(count, whole.blocks().count());
        }
    }
});
