//! Long sentences without stops: each is one tree.
#![no_main]

use dateline::read_sentences;
use dateline_fuzz::say;
use libfuzzer_sys::fuzz_target;

const WORDS: &[&str] = &["troops", "of", "the", "north", "met", "and", "who", "were", "sent", "to", "him", ",", "that", "leave", "4"];

fuzz_target!(|choices: Vec<u8>| {
    let text = say(WORDS, &choices);
    let found = read_sentences(&text);
    for sentence in &found.sentences {
        let tokens = found.tokens_of(sentence);
        assert_eq!(tokens.iter().filter(|token| token.head.is_none()).count(), 1);
        for at in 0..tokens.len() {
            let (mut word, mut steps) = (at, 0);
            while let Some(head) = tokens[word].head {
                (word, steps) = (head as usize, steps + 1);
                assert!(steps <= tokens.len(), "a cycle");
            }
        }
    }
});
