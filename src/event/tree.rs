//! One sentence as a tree, with the mention that each word heads.

use crate::document::{Mention, Sentence, Sentences, TimeExpression, Token};
use crate::text::Span;

/// The lemma in lower case, of a plural noun the singular even where the noun has none of its own: `troop`.
fn lemma_of(token: &Token, text: &str) -> String {
    let mut lemma = token.lemma.of(token.span.of(text)).to_lowercase();
    let plural =
        matches!(token.tag, Some("NNS" | "NNPS")) && lemma.len() > 3 && lemma.ends_with('s') && !lemma.ends_with("ss");
    if plural {
        match lemma.strip_suffix("ies") {
            Some(stem) => lemma = format!("{stem}y"),
            None => drop(lemma.pop()),
        }
    }
    lemma
}

fn nouns_before(text: &str, sentences: &Sentences, sentence: &Sentence) -> Vec<String> {
    let at = sentences.sentences.partition_point(|other| other.span.start < sentence.span.start);
    let Some(before) = at.checked_sub(1).map(|at| &sentences.sentences[at]) else { return Vec::new() };
    let tokens = sentences.tokens_of(before).iter();
    tokens.filter(|token| matches!(token.pos, Some("NOUN" | "PROPN"))).map(|token| lemma_of(token, text)).collect()
}

/// A sentence's words, their children, and who they name. Words are indices into the sentence's tokens.
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    lemmas: Vec<String>,
    /// Children of all words in text order; those of a word begin at `first_child[word]`.
    children: Vec<u32>,
    first_child: Vec<u32>,
    /// The mentions that a word heads, those of one span: their first index into the article's mentions, and how many.
    mention_of: Vec<Option<(u32, u32)>>,
    /// The nouns of the sentence before.
    before: Vec<String>,
    /// Whether a word is part of a time.
    in_time: Vec<bool>,
}

impl<'a> Tree<'a> {
    /// `rank` tells which of several mentions with one head stands for it: the greatest.
    pub(super) fn new(
        text: &'a str,
        sentences: &'a Sentences,
        sentence: &Sentence,
        mentions: &[Mention],
        times: &[TimeExpression],
        rank: impl Fn(&Mention) -> (u8, u32),
    ) -> Self {
        let tokens = sentences.tokens_of(sentence);
        let count = tokens.len();
        let mut first_child = vec![0u32; count + 1];
        for token in tokens {
            if let Some(head) = token.head {
                first_child[head as usize + 1] += 1;
            }
        }
        for at in 0..count {
            first_child[at + 1] += first_child[at];
        }
        let mut next = first_child.clone();
        let mut children = vec![0u32; first_child[count] as usize];
        for (at, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head as usize] as usize] = at as u32;
                next[head as usize] += 1;
            }
        }
        let lemmas = tokens.iter().map(|token| lemma_of(token, text)).collect();
        let (mention_of, before) = (vec![None; count], nouns_before(text, sentences, sentence));
        let in_time = tokens.iter().map(|token| {
            let next = times.partition_point(|time| time.span.end <= token.span.start);
            times.get(next).is_some_and(|time| time.span.contains(token.span))
        });
        let in_time = in_time.collect();
        let mut tree = Self { text, tokens, lemmas, children, first_child, mention_of, before, in_time };
        let from = mentions.partition_point(|mention| mention.span.start < sentence.span.start);
        for (nth, mention) in mentions.iter().enumerate().skip(from) {
            if mention.span.start >= sentence.span.end {
                break;
            }
            let Some(head) = tree.head_of(mention.span) else { continue };
            tree.mention_of[head] = match tree.mention_of[head] {
                // `Peruvian and Chilean troops` are two.
                Some((first, count))
                    if mentions[first as usize].span == mention.span && (first + count) as usize == nth =>
                {
                    Some((first, count + 1))
                }
                Some((first, count)) if rank(&mentions[first as usize]) >= rank(mention) => Some((first, count)),
                _ => Some((nth as u32, 1)),
            };
        }
        tree
    }

    pub(super) fn is_time(&self, word: usize) -> bool {
        self.in_time[word]
    }

    /// Whether a noun stands in this sentence or the one before it.
    pub(super) fn was_spoken_of(&self, noun: &str) -> bool {
        self.before.iter().any(|known| known == noun)
            || (0..self.len()).any(|word| self.lemma(word) == noun && self.is_noun(word))
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word of a span that hangs on none of the others.
    pub(super) fn head_of(&self, span: Span) -> Option<usize> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        (first..last).find(|&at| {
            let head = self.tokens[at].head.map(|head| head as usize);
            head.is_none_or(|head| head < first || head >= last) && self.dep(at) != "punct"
        })
    }

    /// Indices of the mentions that a word heads, all of one span.
    pub(super) fn mentions(&self, word: usize) -> std::ops::Range<usize> {
        self.mention_of[word].map_or(0..0, |(first, count)| first as usize..(first + count) as usize)
    }

    pub(super) fn dep(&self, word: usize) -> &'static str {
        self.tokens[word].dep.unwrap_or("")
    }

    pub(super) fn pos(&self, word: usize) -> &'static str {
        self.tokens[word].pos.unwrap_or("")
    }

    pub(super) fn tag(&self, word: usize) -> &'static str {
        self.tokens[word].tag.unwrap_or("")
    }

    pub(super) fn lemmas(&self) -> &[String] {
        &self.lemmas
    }

    pub(super) fn lemma(&self, word: usize) -> &str {
        &self.lemmas[word]
    }

    pub(super) fn form(&self, word: usize) -> &'a str {
        self.tokens[word].span.of(self.text)
    }

    pub(super) fn head(&self, word: usize) -> Option<usize> {
        self.tokens[word].head.map(|head| head as usize)
    }

    pub(super) fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.first_child[word] as usize..self.first_child[word + 1] as usize;
        self.children[range].iter().map(|&child| child as usize)
    }

    pub(super) fn child(&self, word: usize, dep: &str) -> Option<usize> {
        self.children(word).find(|&child| self.dep(child) == dep)
    }

    /// The subject that stands nearest before a verb, else its first: a parser may take an aside at the start for one too.
    pub(super) fn own_subject(&self, verb: usize) -> Option<usize> {
        let subjects = || self.children(verb).filter(|&child| matches!(self.dep(child), "nsubj" | "nsubj:pass"));
        subjects().take_while(|&subject| subject < verb).last().or_else(|| subjects().next())
    }

    /// Whether a noun is part of a preposition of several words: `in the case of`.
    pub(super) fn is_in_preposition(&self, noun: usize) -> bool {
        let before = |from: usize| noun.checked_sub(from).map_or("", |at| self.lemma(at));
        matches!(self.lemma(noun), "absence" | "case" | "course" | "event" | "face" | "light" | "wake")
            && (before(1) == "in" || before(1) == "the" && before(2) == "in")
            && noun + 1 < self.tokens.len()
            && self.lemma(noun + 1) == "of"
    }

    /// The preposition or subordinator that leads a phrase in: `of`, `because`.
    pub(super) fn leader(&self, word: usize) -> &str {
        self.children(word)
            .find(|&child| {
                matches!(self.dep(child), "case" | "mark") && self.lemma(child) != "'s" && self.tag(child) != "POS"
            })
            .map_or("", |child| self.lemma(child))
    }

    /// Whether a word, alone or as part of a fixed group (`out of`), leads a phrase in.
    pub(super) fn leads(&self, word: usize, leader: &str) -> bool {
        let leading = self.children(word).filter(|&child| matches!(self.dep(child), "case" | "mark"));
        leading.into_iter().any(|child| {
            self.lemma(child) == leader
                || self.children(child).any(|part| self.dep(part) == "fixed" && self.lemma(part) == leader)
        })
    }

    /// The first of a row of conjuncts.
    pub(super) fn first_conjunct(&self, mut word: usize) -> usize {
        while self.dep(word) == "conj" {
            let Some(head) = self.head(word) else { break };
            word = head;
        }
        word
    }

    pub(super) fn is_verb(&self, word: usize) -> bool {
        matches!(self.pos(word), "VERB" | "AUX")
    }

    pub(super) fn is_noun(&self, word: usize) -> bool {
        matches!(self.pos(word), "NOUN" | "PROPN")
    }

    /// `thousands of troops` is about troops: the noun behind one that only counts or portions.
    pub(super) fn content(&self, word: usize) -> usize {
        const COUNTERS: &[&str] = &[
            "thousand",
            "hundred",
            "dozen",
            "million",
            "billion",
            "score",
            "number",
            "series",
            "lot",
            "group",
            "part",
            "wave",
            "barrage",
            "round",
            "majority",
            "handful",
            "type",
            "kind",
            "set",
            "string",
            "spate",
            "couple",
            "half",
            "third",
            "ton",
            "tonne",
            "shipment",
            "batch",
            "piece",
            "amount",
            "percent",
            "most",
            "some",
            "many",
            "all",
            "container",
            "one",
            "form",
            "act",
            "flurry",
            "day",
            "week",
            "month",
            "hour",
            "night",
        ];
        if !COUNTERS.contains(&self.lemma(word)) {
            return word;
        }
        let counted = self.children(word).find(|&child| self.dep(child) == "nmod" && self.leader(child) == "of");
        counted.unwrap_or(word)
    }

    /// Whether a word is inside the phrase or clause of another.
    pub(super) fn is_under(&self, mut word: usize, top: usize) -> bool {
        for _ in 0..self.len() {
            if word == top {
                return true;
            }
            match self.head(word) {
                Some(head) => word = head,
                None => return false,
            }
        }
        false
    }

    /// From the first to the last word under one, without the clauses and conjoined verbs that hang on it.
    pub(super) fn clause(&self, top: usize) -> Span {
        let mut span = self.tokens[top].span;
        let mut open = vec![top];
        while let Some(word) = open.pop() {
            let own = self.tokens[word].span;
            span = Span { start: span.start.min(own.start), end: span.end.max(own.end) };
            open.extend(self.children(word).filter(|&child| {
                !(matches!(
                    self.dep(child),
                    "parataxis" | "punct" | "acl:relcl" | "advcl" | "ccomp" | "cc" | "discourse"
                ) || self.dep(child) == "conj" && (self.is_verb(word) || self.is_verb(child)))
            }));
        }
        span
    }
}
