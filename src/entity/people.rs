//! Persons: the names that the net takes for persons', with the office and the state that stand before them.

use super::entities::{Entities, Who};
use super::phrases::{country_before, title_at, title_before};
use crate::document::{EntityType, MentionKind, NameKind, Sentences, Token};
use crate::knowledge::NameHit;
use crate::text::{Span, letters_key};
use std::collections::HashMap;

/// Full names first, so that a short one finds its person wherever it stands.
pub(super) fn find_people(text: &str, sentences: &Sentences, hits: &[NameHit], found: &mut Entities<'_>) {
    let people: Vec<Span> =
        sentences.names.iter().filter(|name| name.kind == NameKind::Person).map(|name| name.span).collect();
    let is_full = |span: &&Span| span.of(text).contains([' ', '-']);
    for &span in people.iter().filter(is_full) {
        find_person(text, sentences, span, hits, found);
    }
    let full = ShortNames::of(found);
    for &span in people.iter().filter(|span| !is_full(span)) {
        match full.person(span.of(text)) {
            Some(entity) => found.mention(span, MentionKind::Name, entity),
            None => find_person(text, sentences, span, hits, found),
        }
    }
}

fn find_person(text: &str, sentences: &Sentences, span: Span, hits: &[NameHit], found: &mut Entities<'_>) {
    let Some(sentence) = sentences.sentence_at(span.start).map(|nth| &sentences.sentences[nth]) else { return };
    let tokens = sentences.tokens_of(sentence);
    let end = tokens.partition_point(|token| token.span.end <= span.end);
    let mut first = tokens.partition_point(|token| token.span.end <= span.start);
    // A title that the net took for a part of the name is none.
    let mut title = title_before(text, tokens, first);
    while let Some((len, sector)) = title_at(text, tokens, first).filter(|&(len, _)| first + len < end) {
        title = Some((title.map_or(first, |(at, _)| at), sector));
        first += len;
    }
    if first >= end {
        return;
    }
    let span = join(tokens, first, end);
    let mut who = Who::default();
    if let Some((at, sector)) = title {
        who.sector = Some(sector).filter(|sector| *sector != "-");
        who.country = country_before(text, tokens, at, hits);
    }
    let entity = found.entity(EntityType::Person, span.of(text), who);
    found.mention(span, MentionKind::Name, entity);
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

/// What runs on for longer is a heading.
const LONGEST_RUN: usize = 12;
const LONGEST_NAME: usize = 5;

const PARTICLES: &[&str] =
    &["al", "bin", "ben", "van", "von", "de", "der", "den", "da", "dos", "del", "la", "el", "ibn"];

pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The first hit that overlaps the span.
pub(super) fn hit_over(span: Span, hits: &[NameHit]) -> Option<&NameHit> {
    let nth = hits.partition_point(|hit| hit.span.end <= span.start);
    hits.get(nth).filter(|hit| hit.span.overlaps(span))
}

pub(super) fn join(tokens: &[Token], start: usize, end: usize) -> Span {
    Span { start: tokens[start].span.start, end: tokens[end - 1].span.end }
}

/// The persons of an article by the parts of their names.
struct ShortNames {
    short: HashMap<String, u32>,
    full: HashMap<String, u32>,
}

impl ShortNames {
    fn of(found: &Entities<'_>) -> Self {
        let (mut short, mut full) = (HashMap::new(), HashMap::new());
        for (nth, entity) in found.all().iter().enumerate().filter(|(_, entity)| entity.kind == EntityType::Person) {
            let words: Vec<&str> = entity.name.split(' ').collect();
            let last = words.last().filter(|_| words.len() > 1);
            // Korean and Chinese names begin with the family's name.
            let family_first = words.len() > 2
                || words.iter().any(|word| word.contains('-'))
                || matches!(words.as_slice(), [_, second] if second.len() <= 4);
            for word in last.into_iter().chain(words.first().filter(|_| family_first && words.len() > 1)) {
                short.entry(letters_key(word)).or_insert(nth as u32);
            }
            full.entry(letters_key(&entity.name)).or_insert(nth as u32);
        }
        Self { short, full }
    }

    fn person(&self, name: &str) -> Option<u32> {
        let key = letters_key(name);
        self.short.get(&key).or_else(|| self.full.get(&key)).copied()
    }
}

/// Later names of persons that the net passed over: `Putin`, `Kim`.
pub(super) fn find_short_names(text: &str, sentences: &Sentences, found: &mut Entities<'_>) {
    let people = ShortNames::of(found);
    if people.full.is_empty() {
        return;
    }
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        let mut at = 0;
        while at < tokens.len() {
            let end = run_end(text, tokens, at).min(at + LONGEST_NAME);
            let entity = (end > at).then(|| people.person(join(tokens, at, end).of(text))).flatten();
            if let Some(entity) = entity {
                found.mention(join(tokens, at, end), MentionKind::Name, entity);
            }
            at = if entity.is_some() { end } else { at + 1 };
        }
    }
}
