//! Sentences and tokens of a text, by rules.
//!
//! In: a text whose paragraphs are lines. Out: sentences within paragraphs, and tokens in the manner
//! of the English Web Treebank: contractions and punctuation apart, hyphened words together.
//! Parts of speech and heads stay open.
//! `Sen. Lee didn't go.` is one sentence of six tokens: `Sen.` `Lee` `did` `n't` `go` `.`

mod tokens;

use crate::document::{Sentence, Sentences, Token};
use crate::knowledge::{WordList, word_list};
use crate::text::Span;

pub(crate) fn read_sentences(text: &str) -> Sentences {
    let mut found = Sentences::default();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        split_paragraph(text, Span::new(start, start + paragraph.len()), &mut found);
        start += paragraph.len();
    }
    found
}

fn split_paragraph(text: &str, paragraph: Span, found: &mut Sentences) {
    let spans = tokens::find_tokens(text, paragraph);
    let mut first = 0;
    while first < spans.len() {
        let mut end = first + 1;
        while end < spans.len() && !ends_sentence(text, &spans, end) {
            end += 1;
        }
        let first_token = found.tokens.len() as u32;
        let token = |&span: &Span| Token { span, pos: None, tag: None, dep: None, head: None };
        found.tokens.extend(spans[first..end].iter().map(token));
        let span = Span { start: spans[first].start, end: spans[end - 1].end };
        found.sentences.push(Sentence { span, first_token, last_token: found.tokens.len() as u32 });
        first = end;
    }
}

/// Whether a sentence ends between the tokens before and at `next`.
fn ends_sentence(text: &str, spans: &[Span], next: usize) -> bool {
    if spans[next - 1].end == spans[next].start && !is_opening(spans[next].of(text)) {
        return false;
    }
    // Closing marks belong to the sentence that they close.
    let mut last = next - 1;
    while last > 0 && next - last <= 4 && is_closing(spans[last].of(text)) && spans[last - 1].end == spans[last].start {
        last -= 1;
    }
    let begins = || spans[next].of(text).chars().next().is_some_and(|c| !c.is_lowercase() && !is_inner(c));
    match spans[last].of(text) {
        "." | "!" | "?" | "..." | "…" | "?!" => begins(),
        word if word.ends_with('.') => match word_list(WordList::Abbreviations).get(word) {
            Some(&"before") => false,
            _ => is_long_initialism(word) && STARTERS.contains(&spans[next].of(text)),
        },
        _ => false,
    }
}

/// `U.S.` may end a sentence; the initial of a name does not.
fn is_long_initialism(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Words that follow a full stop far oftener than they go on after an abbreviation.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "But",
    "By",
    "Despite",
    "During",
    "For",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Meanwhile",
    "Most",
    "Moreover",
    "No",
    "On",
    "One",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Under",
    "We",
    "What",
    "When",
    "While",
    "With",
    "You",
    "“",
    "\"",
];

fn is_closing(token: &str) -> bool {
    matches!(token, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»")
}

fn is_opening(token: &str) -> bool {
    matches!(token, "“" | "«")
}

/// Marks that go on with a sentence.
fn is_inner(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | ')' | ']' | '”' | '’' | '—' | '–' | '-' | '%' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = read_sentences(text);
        let sentences: Vec<&str> = found.sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn a_full_stop_ends_a_sentence_and_an_abbreviation_does_not() {
        check("It rained. He left.", &["It rained.", "He left."]);
        check("Sen. Ada Lee met U.S. Gen. J. R. Poe.", &["Sen. Ada Lee met U.S. Gen. J. R. Poe."]);
        check("They left the U.S. The talks failed.", &["They left the U.S.", "The talks failed."]);
        check("U.S. troops paid $3.5bn on Nov. 12.", &["U.S. troops paid $3.5bn on Nov. 12."]);
        check("It rose 3.5 percent to No. 2.", &["It rose 3.5 percent to No. 2."]);
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check("“We go.” She left.", &["“We go.”", "She left."]);
        check("\"We go.\" She left.", &["\"We go.\"", "She left."]);
        check("(It rained.) He left.", &["(It rained.)", "He left."]);
        check("“Why?” he asked.", &["“Why?” he asked."]);
        check("It was over. “We go,” he said.", &["It was over.", "“We go,” he said."]);
    }

    #[test]
    fn paragraphs_always_part_sentences() {
        check("no stop here\nand none here", &["no stop here", "and none here"]);
        check("\n \n", &[]);
    }

    #[test]
    fn hostile_text_is_read_in_linear_time() {
        for unit in ["1", "\"", "A", "A.", "“a", "' ", ". ", "é", "a-"] {
            let text = unit.repeat(1_000_000 / unit.len());
            let found = read_sentences(&text);
            assert!(found.sentences.iter().all(|sentence| sentence.span.end as usize <= text.len()));
        }
    }
}
