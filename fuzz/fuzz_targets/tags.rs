//! Words of news in any order: every word is tagged, and names are whole words that do not overlap.
#![no_main]

use dateline::read_sentences;
use libfuzzer_sys::fuzz_target;

const WORDS: &[&str] = &[
    "Kim", "Jong", "Un", "U.S.", "Sen.", "said", "the", "Ministry", "of", "Defense", "Paris", "Paz", "\"", "“", "”", ",", ".", "(", ")",
    "'s", "Bank", "al-Sadr", "No.", "2", "$3.5bn", "\n", "will", "not", "A.", "é", "北京", "🙂", "--", "SEOUL", "(AP)", "and", "who",
];

fuzz_target!(|choices: Vec<u8>| {
    let words: Vec<&str> = choices.iter().map(|&choice| WORDS[usize::from(choice) % WORDS.len()]).collect();
    let text = words.join(" ");
    let found = read_sentences(&text);
    assert!(found.tokens.iter().all(|token| token.pos.is_some() && token.tag.is_some() && token.dep.is_some()));
    let mut end = 0;
    for name in &found.names {
        assert!(name.span.start >= end);
        assert!(found.tokens.iter().any(|token| token.span.start == name.span.start));
        assert!(found.tokens.iter().any(|token| token.span.end == name.span.end));
        end = name.span.end;
    }
});
