//! Persons: capitalised names beside a title, an apposition or a verb of saying.

use super::entities::{Entities, Who};
use super::phrases::{country_before, title_at, title_before};
use crate::document::{EntityType, MentionKind, Sentences, Token};
use crate::knowledge::{Meaning, NameHit, WordList, word_list};
use crate::text::{Span, letters_key};
use std::collections::HashMap;

pub(super) fn find_people(text: &str, sentences: &Sentences, hits: &[NameHit], found: &mut Entities<'_>) {
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        let mut at = 0;
        while at < tokens.len() {
            let end = run_end(text, tokens, at);
            if end > at {
                read_run(text, tokens, at, end, hits, found);
            }
            at = end.max(at + 1);
        }
    }
}

/// The end of the run of capitalised words, particles of names between them included.
fn run_end(text: &str, tokens: &[Token], at: usize) -> usize {
    let capital = |at: usize| tokens.get(at).is_some_and(|token| is_capital(token.span.of(text)));
    let mut end = at;
    while end < at + LONGEST_RUN {
        let particle = tokens.get(end).is_some_and(|token| PARTICLES.contains(&token.span.of(text)));
        if capital(end) {
            end += 1;
        } else if end > at && particle && capital(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// A title with its state and a name; what runs on for longer is a heading.
const LONGEST_RUN: usize = 12;

const PARTICLES: &[&str] =
    &["al", "bin", "ben", "van", "von", "de", "der", "den", "da", "dos", "del", "la", "el", "ibn"];

pub(super) fn is_capital(word: &str) -> bool {
    let article = word.starts_with("al-") || word.starts_with("el-");
    article || word.chars().next().is_some_and(char::is_uppercase)
}

fn read_run(text: &str, tokens: &[Token], start: usize, end: usize, hits: &[NameHit], found: &mut Entities<'_>) {
    // Titles, and the country before them, stand at the head of the run.
    let mut name = start;
    let mut title = None;
    while name < end {
        if let Some((len, sector)) = title_at(text, tokens, name) {
            title = Some((name, sector));
            name += len;
        } else if is_country_word(tokens[name].span, hits)
            || name + 1 < end && is_country_word(join(tokens, name, name + 2), hits)
        {
            let two = name + 1 < end && is_country_word(join(tokens, name, name + 2), hits);
            name += if two { 2 } else { 1 };
        } else {
            break;
        }
    }
    let name_end = end.min(name + 5);
    if name >= name_end {
        return;
    }
    let span = join(tokens, name, name_end);
    let first_title = title.or_else(|| title_before(text, tokens, name));
    let words = name_end - name;
    let in_gazetteer = hit_over(span, hits)
        .is_some_and(|hit| hit.span.contains(span) || !first_title.is_some() || hit.span.start == span.start);
    if in_gazetteer || is_body(text, tokens, name, name_end) {
        return;
    }
    let (sector, country) = match first_title {
        Some((at, sector)) => (Some(sector).filter(|sector| *sector != "-"), country_before(text, tokens, at, hits)),
        None => (None, None),
    };
    let after = tokens.get(name_end).map_or("", |token| token.span.of(text));
    let before = start.checked_sub(1).map_or("", |at| tokens[at].span.of(text));
    let cue = |word: &str| word_list(WordList::Cues).get(word) == Some(&"core");
    let apposed = after == ","
        && (1..=8).any(|step| title_at(text, tokens, name_end + step).is_some())
        && words > 1
        && tokens.get(name_end + 1).is_some_and(|token| matches!(token.span.of(text), "a" | "an" | "the" | "who"));
    let known = found.known(EntityType::Person, span.of(text)).is_some();
    let named =
        first_title.is_some_and(|(_, sector)| !matches!(sector, "COP" | "CRM")) && (words > 1 || title.is_some());
    if known || named || words > 1 && (cue(after) || cue(before) || apposed) {
        let entity = found.entity(EntityType::Person, span.of(text), Who { country, sector, ..Who::default() });
        found.mention(span, MentionKind::Name, entity);
    }
}

/// The last word of the run makes it a body or a thing, not a person.
fn is_body(text: &str, tokens: &[Token], start: usize, end: usize) -> bool {
    let word = |at: usize| tokens[at].span.of(text);
    let ordinary = |word: &str| {
        matches!(
            word,
            "The" | "A" | "An" | "In" | "On" | "But" | "It" | "He" | "She" | "They" | "This" | "That" | "We" | "I"
        )
    };
    (start..end).any(|at| super::phrases::body_sector(word(at)).is_some() || ordinary(word(at)))
        || (start..end).any(|at| title_at(text, tokens, at).is_some())
        || word(end - 1).ends_with("day")
}

fn is_country_word(span: Span, hits: &[NameHit]) -> bool {
    hit_over(span, hits)
        .is_some_and(|hit| hit.span == span && matches!(hit.meaning, Meaning::Adjective(_) | Meaning::Country(_)))
}

/// The first hit that overlaps the span.
pub(super) fn hit_over(span: Span, hits: &[NameHit]) -> Option<&NameHit> {
    let nth = hits.partition_point(|hit| hit.span.end <= span.start);
    hits.get(nth).filter(|hit| hit.span.overlaps(span))
}

pub(super) fn join(tokens: &[Token], start: usize, end: usize) -> Span {
    Span { start: tokens[start].span.start, end: tokens[end - 1].span.end }
}

/// Later short names of persons whose full name the article gives: `Putin`, `Kim`.
pub(super) fn find_short_names(text: &str, sentences: &Sentences, found: &mut Entities<'_>) {
    let mut short: HashMap<String, u32> = HashMap::new();
    let mut full: HashMap<String, u32> = HashMap::new();
    for (nth, entity) in found.all().iter().enumerate().filter(|(_, entity)| entity.kind == EntityType::Person) {
        let words: Vec<&str> = entity.name.split(' ').collect();
        // Korean and Chinese names begin with the family's name.
        for word in words
            .iter()
            .rev()
            .take(1)
            .chain(words.first().filter(|_| words.len() > 2 || words.iter().any(|word| word.contains('-'))))
        {
            short.entry(letters_key(word)).or_insert(nth as u32);
        }
        if matches!(words.as_slice(), [_, second] if second.len() <= 4) {
            short.entry(letters_key(words[0])).or_insert(nth as u32);
        }
        full.entry(letters_key(&entity.name)).or_insert(nth as u32);
    }
    if short.is_empty() {
        return;
    }
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        let mut at = 0;
        while at < tokens.len() {
            let end = run_end(text, tokens, at).min(at + 5);
            let span = if end > at { join(tokens, at, end) } else { tokens[at].span };
            let entity = match end.saturating_sub(at) {
                0 => None,
                1 => short.get(&letters_key(span.of(text))),
                _ => full.get(&letters_key(span.of(text))),
            };
            if let Some(&entity) = entity {
                found.mention(span, MentionKind::Name, entity);
            }
            at = if entity.is_some() { end } else { at + 1 };
        }
    }
}
