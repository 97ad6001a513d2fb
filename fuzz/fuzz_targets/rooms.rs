//! Texts of dates, figures, marks, names and acts: what the rooms above the language core read.
#![no_main]

use dateline::{Page, Pipeline, Settings};
use dateline_fuzz::say;
use libfuzzer_sys::fuzz_target;

const WORDS: &[&str] = &[
    "“", "”", "\"", "'", "«", "»", "said", "according", "to", "that", "Monday", "May", "11th", "2024", "last", "two", "days",
    "later", "half", "of", "Christmas", "9", "p.m.", "up", "12,000", "dozens", "percent", "$3.5bn", "killed", "1.5.", "99999999999",
    "Kim", "Jong", "Un", "Pyongyang", "the", "Russian", "president", "troops", "attacked", "agreed", "accused", "him", "and", ",",
    ".", "(", ")", "\n\n", "\n", "-", "not", "will", "was", "by", "treaty", "talks", "with", "北京", "é", "🙂", "—", "’s",
];

fuzz_target!(|choices: Vec<u8>| {
    let text = say(WORDS, &choices);
    let pipeline = Pipeline::new(Settings::default()).expect("default settings hold");
    for article in pipeline.parse(&Page::plain(&text)) {
        let inside = |start: u32, end: u32| article.text.get(start as usize..end as usize).is_some();
        assert!(article.times.iter().all(|time| inside(time.span.start, time.span.end)));
        assert!(article.quotes.iter().all(|quote| inside(quote.span.start, quote.span.end)));
        assert!(article.events.iter().all(|event| inside(event.trigger.start, event.trigger.end)));
    }
});
