//! Sentences and tokens in two flat arrays.

use crate::text::Span;
use std::ops::Range;

/// The sentences of a text and their tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    /// Names of persons, bodies and places, in text order; none overlap.
    pub names: Vec<NameSpan>,
}

/// Words that the net takes for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameSpan {
    pub span: Span,
    pub kind: NameKind,
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameKind {
    Person,
    Organisation,
    Place,
}

/// One sentence: its place in the text and its tokens' place in [`Sentences::tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    pub first_token: u32,
    pub last_token: u32,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub lemma: Lemma,
    /// Universal part of speech.
    pub pos: Option<&'static str>,
    /// Penn Treebank tag.
    pub tag: Option<&'static str>,
    /// Universal dependency relation to the head.
    pub dep: Option<&'static str>,
    /// Index into the sentence's tokens; `None` at the root.
    pub head: Option<u32>,
}

/// A lemma as what is left of the form and what is put behind it: `parties` is `part` and `y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lemma {
    /// Bytes of the form that stay.
    pub keep: u32,
    /// Whether they are put in lower case.
    pub lower: bool,
    pub ending: &'static str,
}

impl Lemma {
    /// The lemma of a token whose form is given.
    pub fn of(self, form: &str) -> String {
        let kept = form.get(..self.keep as usize).unwrap_or(form);
        let mut lemma = if self.lower { kept.to_lowercase() } else { kept.to_owned() };
        lemma.push_str(self.ending);
        lemma
    }
}

impl Sentence {
    /// Where the sentence's tokens lie in [`Sentences::tokens`].
    pub fn token_range(&self) -> Range<usize> {
        self.first_token as usize..self.last_token as usize
    }
}

/// For each token, the first and last token of all that hangs on it, as indices into the sentence's tokens.
pub(crate) fn reach_of(tokens: &[Token]) -> (Vec<u32>, Vec<u32>) {
    let mut low: Vec<u32> = (0..tokens.len() as u32).collect();
    let mut high = low.clone();
    let mut depth = vec![0u32; tokens.len()];
    for (at, slot) in depth.iter_mut().enumerate() {
        let mut up = tokens[at].head;
        while let Some(head) = up.filter(|_| *slot < tokens.len() as u32) {
            *slot += 1;
            up = tokens[head as usize].head;
        }
    }
    let mut order: Vec<usize> = (0..tokens.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(depth[at]));
    for at in order {
        if let Some(head) = tokens[at].head.map(|head| head as usize) {
            low[head] = low[head].min(low[at]);
            high[head] = high[head].max(high[at]);
        }
    }
    (low, high)
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
