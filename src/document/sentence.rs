//! Sentences and tokens in two flat arrays.

use crate::text::Span;
use std::ops::Range;

/// The sentences of a text and their tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
}

/// One sentence: its place in the text and its tokens' place in [`Sentences::tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    pub first_token: u32,
    pub last_token: u32,
}

/// One token. What the language core does not give yet is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    /// Universal part of speech.
    pub pos: Option<&'static str>,
    /// Penn Treebank tag.
    pub tag: Option<&'static str>,
    /// Universal dependency relation to the head.
    pub dep: Option<&'static str>,
    /// Index into the sentence's tokens; `None` at the root.
    pub head: Option<u32>,
}

impl Sentence {
    /// Where the sentence's tokens lie in [`Sentences::tokens`].
    pub fn token_range(&self) -> Range<usize> {
        self.first_token as usize..self.last_token as usize
    }
}

impl Sentences {
    /// The tokens of one sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.token_range()]
    }

    /// The index of the sentence that a byte offset of the text lies in (or follows).
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)
    }
}
