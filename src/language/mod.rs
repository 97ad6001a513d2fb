//! Sentences, tokens, parts of speech, heads and spans of names: one net, run once over each paragraph.
//!
//! In: a text whose paragraphs are lines. Out: sentences within paragraphs; tokens in the manner of the English Web Treebank
//! (contractions and hyphens apart), each with lemma, parts of speech and its head in Universal Dependencies; names.
//! Tokens are cut by rules, lemmas are looked up, all else is the net's. It refuses nothing: an empty text has no sentence.
//! `Sen. Lee didn't go.` is one sentence of six tokens: `Sen.` `Lee` `did` `n't` `go` `.`, `Lee` a person and the subject.

mod agreement;
mod features;
mod kernel;
mod lemma;
mod names;
mod net;
mod tags;
mod tokens;
mod tree;
mod weights;

use crate::document::{NameSpan, Sentence, Sentences, Token};
use crate::knowledge::LANGUAGE_MODEL;
use crate::text::Span;
use net::{Net, Scratch};
use once_cell::sync::Lazy;
use std::ops::Range;

/// So many words the net reads at once; a longer paragraph is read in pieces, so that memory and time stay linear.
const LONGEST_READ: usize = 512;

/// So many words form one tree; a longer sentence is parsed in pieces, whose roots hang from the first.
const LONGEST_PARSE: usize = 160;

#[expect(clippy::expect_used, reason = "the bytes are built in, and a test opens them")]
static NET: Lazy<Net> = Lazy::new(|| Net::open(LANGUAGE_MODEL).expect("the built-in weights open"));

pub(crate) fn read_sentences(text: &str) -> Sentences {
    let mut found = Sentences::default();
    let mut scratch = Scratch::default();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let tokens = tokens::find_tokens(text, Span::new(start, start + paragraph.len()));
        start += paragraph.len();
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(piece_len(text, rest));
            read_piece(text, piece, &mut scratch, &mut found);
            rest = behind;
        }
    }
    agreement::settle_names(text, &mut found);
    found
}

/// How many tokens to read at once: all, or up to the last full stop that leaves no small piece.
fn piece_len(text: &str, tokens: &[Span]) -> usize {
    if tokens.len() <= LONGEST_READ {
        return tokens.len();
    }
    let stop = (LONGEST_READ / 2..LONGEST_READ).rev().find(|&at| matches!(tokens[at].of(text), "." | "!" | "?"));
    stop.map_or(LONGEST_READ, |at| at + 1)
}

fn read_piece(text: &str, tokens: &[Span], scratch: &mut Scratch, found: &mut Sentences) {
    NET.read(text, tokens, scratch);
    let mut ends: Vec<bool> = (0..tokens.len()).map(|word| NET.ends_sentence(scratch, word)).collect();
    keep_marks_with_their_words(text, tokens, &mut ends);
    let mut first = 0;
    for end in 1..=tokens.len() {
        if end == tokens.len() || ends[end - 1] {
            read_sentence(text, tokens, first..end, scratch, found);
            first = end;
        }
    }
}

/// The space around a mark, which the net does not see, says whether it closes a sentence or opens the next one.
fn keep_marks_with_their_words(text: &str, tokens: &[Span], ends: &mut [bool]) {
    let glued = |at: usize| tokens.get(at + 1).is_some_and(|next| next.start == tokens[at].end);
    for at in 0..tokens.len().saturating_sub(1) {
        if !ends[at] {
            continue;
        }
        let closes = matches!(tokens[at + 1].of(text), "\"" | "'" | "''" | "”" | "’" | ")" | "]");
        let opens = matches!(tokens[at].of(text), "\"" | "'" | "``" | "“" | "‘" | "(" | "[");
        if closes && glued(at) && !glued(at + 1) {
            (ends[at], ends[at + 1]) = (false, true);
        } else if opens && at > 0 && !glued(at - 1) && glued(at) {
            (ends[at], ends[at - 1]) = (false, true);
        }
    }
}

fn read_sentence(text: &str, tokens: &[Span], words: Range<usize>, scratch: &mut Scratch, found: &mut Sentences) {
    let first_token = found.tokens.len() as u32;
    for (word, &span) in words.clone().zip(&tokens[words.clone()]) {
        let (upos, xpos) = NET.parts_of_speech(scratch, word);
        let (upos, xpos) = (NET.upos[upos], NET.xpos[xpos]);
        let lemma = lemma::find_lemma(span.of(text), xpos);
        found.tokens.push(Token { span, lemma, pos: Some(upos), tag: Some(xpos), dep: None, head: None });
    }
    let mut root = None;
    for start in words.clone().step_by(LONGEST_PARSE) {
        let piece = start..words.end.min(start + LONGEST_PARSE);
        let offset = (start - words.start) as u32;
        let mut at = first_token as usize + offset as usize;
        NET.find_arcs(scratch, piece, |(head, label)| {
            let token = &mut found.tokens[at];
            (token.head, token.dep) = (head.map(|head| head + offset), Some(NET.rel[label]));
            if head.is_none() {
                match root {
                    None => root = Some(at as u32 - first_token),
                    Some(_) => (token.head, token.dep) = (root, Some("parataxis")),
                }
            }
            at += 1;
        });
    }
    let scores: Vec<_> = words.clone().map(|word| NET.name_scores(scratch, word)).collect();
    names::find_names(&scores, |first, end, kind| {
        let span = Span { start: tokens[words.start + first].start, end: tokens[words.start + end - 1].end };
        found.names.push(NameSpan { span, kind });
    });
    let span = Span { start: tokens[words.start].start, end: tokens[words.end - 1].end };
    found.sentences.push(Sentence { span, first_token, last_token: found.tokens.len() as u32 });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_has_no_sentence() {
        for text in ["", " ", "\n \n", "\u{a0}\u{2003}"] {
            assert_eq!(read_sentences(text), Sentences::default());
        }
    }

    #[test]
    fn every_sentence_has_one_root_and_every_head_lies_in_it() {
        let text = "It rained. ".repeat(300) + &"a b , c ".repeat(300) + "\n\nNo stop here\nand none here";
        let found = read_sentences(&text);
        for sentence in &found.sentences {
            let tokens = found.tokens_of(sentence);
            assert_eq!(tokens.iter().filter(|token| token.head.is_none()).count(), 1);
            assert!(tokens.iter().all(|token| token.head.is_none_or(|head| (head as usize) < tokens.len())));
        }
        assert!(found.sentences.windows(2).all(|pair| pair[0].last_token == pair[1].first_token));
    }

    #[test]
    fn hostile_text_is_read_to_its_end() {
        for unit in ["1", "\"", "A", "A.", "“a", "' ", ". ", "é", "a-", "a "] {
            let text = unit.repeat(30_000 / unit.len());
            let found = read_sentences(&text);
            assert!(found.sentences.iter().all(|sentence| sentence.span.end as usize <= text.len()));
        }
    }
}
