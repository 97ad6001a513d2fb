//! What an event is about: PLOVER's contexts, by words of its sentence and its article.

use super::Found;
use once_cell::sync::Lazy;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Debug, Deserialize)]
pub(super) struct Context {
    pub(super) id: String,
    words: Vec<String>,
    #[cfg(test)]
    #[serde(flatten)]
    pub(super) examples: super::lexicon::Examples,
}

#[derive(Debug, Deserialize)]
struct ContextFile {
    context: Vec<Context>,
}

pub(super) static CONTEXTS: Lazy<Vec<Context>> =
    Lazy::new(|| read(include_str!("../../knowledge/rules/events/contexts.toml")));

/// Matters that are no politics.
pub(super) static ELSEWHERE: Lazy<Vec<Context>> =
    Lazy::new(|| read(include_str!("../../knowledge/rules/events/elsewhere.toml")));

fn read(text: &str) -> Vec<Context> {
    toml::from_str::<ContextFile>(text).map(|file| file.context).unwrap_or_default()
}

/// The phrases that begin with a word, each its other words and the number of its context, longest first.
type Cues = HashMap<&'static str, Vec<(Vec<&'static str>, usize)>>;

static CUES: Lazy<Cues> = Lazy::new(|| cues_of(&CONTEXTS));
static CUES_ELSEWHERE: Lazy<Cues> = Lazy::new(|| cues_of(&ELSEWHERE));

fn cues_of(contexts: &'static [Context]) -> Cues {
    let mut cues = Cues::new();
    for (nth, context) in contexts.iter().enumerate() {
        for phrase in &context.words {
            let mut words = phrase.split_whitespace();
            let Some(first) = words.next() else { continue };
            let rest: Vec<&str> = words.collect();
            let phrases = cues.entry(first).or_default();
            let at = phrases.partition_point(|(known, _)| known.len() >= rest.len());
            phrases.insert(at, (rest, nth));
        }
    }
    cues
}

/// How often each context of a list is spoken of in a row of lemmas.
fn count(lemmas: &[String], cues: &Cues) -> Vec<(usize, u32)> {
    let mut counts: Vec<(usize, u32)> = Vec::new();
    let mut at = 0;
    while at < lemmas.len() {
        let phrases = cues.get(lemmas[at].as_str()).map_or(&[][..], Vec::as_slice);
        let fits = |(words, _): &&(Vec<&str>, usize)| {
            let rest = lemmas.get(at + 1..at + 1 + words.len());
            rest.is_some_and(|rest| rest.iter().zip(words).all(|(lemma, word)| lemma == word))
        };
        let Some((words, nth)) = phrases.iter().find(fits) else {
            at += 1;
            continue;
        };
        match counts.iter_mut().find(|(known, _)| known == nth) {
            Some((_, count)) => *count += 1,
            None => counts.push((*nth, 1)),
        }
        at += 1 + words.len();
    }
    counts
}

/// Whether a sentence speaks of sport, shows or nature, and not of politics.
pub(super) fn is_elsewhere(lemmas: &[String]) -> bool {
    count(lemmas, &CUES_ELSEWHERE).iter().any(|&(_, count)| count >= 2)
}

/// How often each context is spoken of, by sentence.
#[derive(Debug)]
pub(super) struct Contexts {
    by_sentence: Vec<Vec<(usize, u32)>>,
    all: Vec<u32>,
}

impl Contexts {
    pub(super) fn of(found: Found<'_>) -> Self {
        let mut all = vec![0; CONTEXTS.len()];
        let mut by_sentence = Vec::with_capacity(found.sentences.sentences.len());
        for sentence in &found.sentences.sentences {
            let tokens = found.sentences.tokens_of(sentence);
            let lemmas: Vec<String> =
                tokens.iter().map(|token| token.lemma.of(token.span.of(found.text)).to_lowercase()).collect();
            let counts = count(&lemmas, &CUES);
            for &(nth, count) in &counts {
                all[nth] += count;
            }
            by_sentence.push(counts);
        }
        Self { by_sentence, all }
    }

    /// The context most spoken of in a sentence; of several the one that the article speaks of most.
    pub(super) fn of_sentence(&self, found: Found<'_>, sentence: u32) -> Option<String> {
        debug_assert!(found.sentences.sentences.len() == self.by_sentence.len());
        let counts = self.by_sentence.get(sentence as usize)?;
        let best = counts.iter().max_by_key(|&&(nth, count)| (count, self.all[nth], std::cmp::Reverse(nth)))?;
        Some(CONTEXTS[best.0].id.clone())
    }
}

#[cfg(test)]
pub(super) fn contexts_in(found: Found<'_>) -> Vec<&'static str> {
    let contexts = Contexts::of(found);
    contexts
        .all
        .iter()
        .zip(CONTEXTS.iter())
        .filter(|(count, _)| **count > 0)
        .map(|(_, context)| context.id.as_str())
        .collect()
}
