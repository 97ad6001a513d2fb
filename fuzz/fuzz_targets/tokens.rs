//! Any text: tokens lie in it in order, hold no white space at their ends, and every other character is in one.
#![no_main]

use dateline::read_sentences;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = read_sentences(text);
    let mut end = 0;
    for token in &found.tokens {
        assert!(token.span.start >= end && token.span.end > token.span.start);
        assert!(text[end as usize..token.span.start as usize].trim().is_empty());
        assert_eq!(token.span.of(text).trim(), token.span.of(text));
        assert!(token.lemma.keep <= token.span.end - token.span.start);
        end = token.span.end;
    }
    assert!(text[end as usize..].trim().is_empty());
});
