//! Markdown: examples, headings and landmarks of any text lie in it, in order.
#![no_main]

use coderlint::syntax::markdown::{
    Landmark, examples, first_heading, heading_texts, headings, landmarks, prose,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for example in examples(text) {
        assert!(text.get(example.span.clone()).is_some());
        assert_eq!(example.code.len(), example.span.len());
        for range in example.syntax.block_ranges() {
            assert!(text.get(range.clone()).is_some());
            assert!(example.span.start <= range.start && range.end <= example.span.end);
        }
    }
    for landmark in landmarks(text) {
        if let Landmark::Comment(range) | Landmark::Fence(range) | Landmark::Heading(range) =
            landmark
        {
            assert!(text.get(range).is_some());
        }
    }
    let headings = headings(text);
    assert!(headings.is_sorted() && headings.iter().all(|at| text.is_char_boundary(*at)));
    assert!(text.get(first_heading(text)).is_some());
    heading_texts(text);
    prose(text);
});
