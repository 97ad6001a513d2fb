//! When, where and how many, of one event: what hangs on its words and on no other event's.

use super::Found;
use super::climb::Draft;
use super::tree::Tree;
use crate::document::{Entity, EntityType, EventType, Quantity, TimeExpression};
use crate::knowledge::{country_by_code, places_named};
use crate::text::Span;

/// One sentence and the words that carry events in it.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'a> {
    pub(super) found: Found<'a>,
    pub(super) tree: &'a Tree<'a>,
    /// Whether a word carries an event.
    pub(super) carries: &'a [bool],
}

/// How near something hangs on an event, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// On one of its words.
    Own,
    /// On the verb above a noun that carries it.
    Above,
    /// At the head of the sentence that tells it: `Last week, officials said …`.
    Told,
}

impl<'a> Circumstances<'a> {
    /// How a word hangs on an event, going up until another event or another clause.
    fn near(&self, mut word: usize, draft: &Draft) -> Option<Near> {
        for _ in 0..self.tree.len() {
            if draft.words.contains(&word) {
                return Some(Near::Own);
            }
            if self.is_instrument_of(word, draft) {
                return Some(Near::Above);
            }
            if self.carries[word] || self.tree.is_verb(word) {
                // `signed it in June during a visit to Lima`: month and town are those of both.
                let above =
                    self.verb_above(draft) == Some(word) && (!self.carries[word] || self.accompanies(draft.top));
                let beside =
                    self.accompanies(word) && self.tree.head(word).is_some_and(|head| draft.words.contains(&head));
                return (above || beside).then_some(Near::Above);
            }
            word = self.tree.head(word)?;
        }
        None
    }

    /// Whether a time stands right behind the phrase of a noun that carries the event: `the invasion of Peru in May`.
    fn stands_behind(&self, time: Span, draft: &Draft) -> bool {
        !self.tree.is_verb(draft.trigger) && self.phrase_before(time) == Some(draft.trigger)
    }

    fn behind_another(&self, time: Span, draft: &Draft) -> bool {
        self.phrase_before(time).is_some_and(|noun| noun != draft.trigger && !draft.words.contains(&noun))
    }

    /// The noun that carries an event and whose phrase, with a possessor or an `of` to it, ends where the time begins.
    fn phrase_before(&self, time: Span) -> Option<usize> {
        let tree = self.tree;
        let first = tree.tokens.partition_point(|token| token.span.end <= time.start);
        let last = first.checked_sub(if matches!(tree.dep(first.checked_sub(1)?), "case") { 2 } else { 1 })?;
        let mut word = last;
        for _ in 0..6 {
            if self.carries[word] && tree.is_noun(word) && tree.head(word).is_some() {
                let owned = tree.children(word).any(|child| {
                    tree.dep(child) == "nmod:poss" || matches!(tree.leader(child), "of" | "on" | "to" | "by")
                });
                return owned.then_some(word);
            }
            if tree.is_verb(word) || !matches!(tree.dep(word), "nmod" | "flat" | "conj" | "compound" | "amod") {
                return None;
            }
            word = tree.head(word)?;
        }
        None
    }

    /// `ratified it through a decree signed on Monday`: whether a clause describes what the event is done with.
    fn is_instrument_of(&self, clause: usize, draft: &Draft) -> bool {
        let tree = self.tree;
        let noun = tree.head(clause).filter(|_| tree.dep(clause) == "acl" && tree.tag(clause) == "VBN");
        noun.is_some_and(|noun| {
            let with = matches!(tree.leader(noun), "through" | "by" | "via" | "with" | "under");
            with && tree.head(noun).is_some_and(|verb| draft.words.contains(&verb))
        })
    }

    /// Whether an event is told as the occasion of another: `during the visit`.
    fn accompanies(&self, word: usize) -> bool {
        !self.tree.is_verb(word) && self.tree.dep(word) == "obl" && self.tree.leader(word) == "during"
    }

    /// Whether a time opens a sentence whose main verb tells the event.
    fn told(&self, word: usize, draft: &Draft) -> Option<Near> {
        let verb = self.tree.head(word)?;
        let first = word < 4
            && self.tree.children(verb).filter(|&child| self.tree.dep(child) == "nsubj").all(|child| child > word);
        (first && self.tree.dep(verb) == "root" && !self.carries[verb] && self.tree.is_under(draft.top, verb))
            .then_some(Near::Told)
    }

    /// The verb that a noun which carries an event hangs on, or a participle: `issued a decree in May, ratifying it`.
    fn verb_above(&self, draft: &Draft) -> Option<usize> {
        let mut word = draft.top;
        let participle = self.tree.tag(word) == "VBG" && matches!(self.tree.dep(word), "acl" | "advcl");
        if self.tree.is_verb(word) && !participle {
            return None;
        }
        for _ in 0..self.tree.len() {
            word = self.tree.head(word)?;
            if self.tree.is_verb(word) {
                return Some(word);
            }
        }
        None
    }

    pub(super) fn time(&self, draft: &Draft) -> Option<&'a TimeExpression> {
        let times = within(self.found.times, |time| time.span, self.sentence());
        let trigger = self.tree.tokens[draft.trigger].span;
        let near = times.iter().filter_map(|time| {
            let head = self.tree.head_of(time.span)?;
            let near = self.near(head, draft).or_else(|| self.told(head, draft))?;
            Some((near, time.dates.is_none(), time.span.start.abs_diff(trigger.end), time))
        });
        let hung = near.min_by_key(|&(near, undated, gap, _)| (near, undated, gap)).map(|(.., time)| time);
        let behind = times.iter().find(|time| self.stands_behind(time.span, draft));
        let of_other = |time: &&TimeExpression| self.behind_another(time.span, draft);
        behind.or_else(|| hung.filter(|time| !of_other(time)))
    }

    /// Where it happened: the entity and its words.
    pub(super) fn place(&self, draft: &Draft) -> Option<(&'a Entity, Span)> {
        let sentence = self.sentence();
        let mentions = within(self.found.mentions, |mention| mention.span, sentence);
        let mut best: Option<(Near, u32, (&Entity, Span))> = None;
        for mention in mentions {
            let Some(entity) = self.found.entities.get(mention.entity as usize) else { continue };
            if !matches!(entity.kind, EntityType::Place | EntityType::Country | EntityType::Facility) {
                continue;
            }
            let Some(mut head) = self.tree.head_of(mention.span) else { continue };
            // `in the Kursk region`
            while matches!(self.tree.dep(head), "compound" | "flat" | "nmod:desc" | "amod")
                && entity.kind != EntityType::Country
            {
                let Some(above) = self.tree.head(head) else { break };
                head = above;
            }
            let leader = self.tree.leader(head);
            let located = matches!(
                leader,
                "in" | "at" | "near" | "outside" | "inside" | "around" | "off" | "across" | "throughout"
            );
            let visited = matches!(leader, "to" | "in") && draft.rule.contains("consult/");
            let hit = entity.kind != EntityType::Country
                && matches!(draft.event_type, EventType::Assault | EventType::Coerce | EventType::Mobilize)
                && (matches!(leader, "on" | "of" | "to" | "from")
                    || matches!(self.tree.dep(head), "obj" | "nsubj:pass"));
            if !matches!(self.tree.dep(head), "obl" | "nmod" | "obj" | "nsubj:pass" | "nmod:unmarked")
                || !(located || visited || hit || leader == "to")
            {
                continue;
            }
            let Some(near) = self.near(head, draft) else { continue };
            if !(located || visited || hit || near == Near::Above) {
                continue;
            }
            let far = mention.span.start.abs_diff(self.tree.tokens[draft.trigger].span.end);
            // A town says more than its state.
            let key = (near, far + 1000 * u32::from(entity.kind == EntityType::Country));
            if best.is_none_or(|(old, gap, _)| key < (old, gap)) {
                best = Some((key.0, key.1, (entity, mention.span)));
            }
        }
        best.map(|(.., place)| place)
    }

    pub(super) fn quantity(&self, draft: &Draft) -> Option<&'a Quantity> {
        let quantities = within(self.found.quantities, |quantity| quantity.span, self.sentence());
        let trigger = self.tree.tokens[draft.trigger].span;
        let near = quantities.iter().filter(|quantity| quantity.noun.is_some()).filter_map(|quantity| {
            let near = self.near(self.tree.head_of(quantity.span)?, draft)?;
            Some((near, quantity.span.start.abs_diff(trigger.end), quantity))
        });
        near.min_by_key(|&(near, gap, _)| (near, gap)).map(|(.., quantity)| quantity)
    }

    fn sentence(&self) -> Span {
        let first = self.tree.tokens.first().map_or(0, |token| token.span.start);
        Span { start: first, end: self.tree.tokens.last().map_or(first, |token| token.span.end) }
    }
}

/// The items of a sorted list that begin in a span.
fn within<T>(items: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> &[T] {
    let first = items.partition_point(|item| span_of(item).start < span.start);
    let last = items.partition_point(|item| span_of(item).start < span.end);
    items.get(first..last).unwrap_or_default()
}

/// The name of a place: the city itself where its name stands for the state.
pub(super) fn place_name(place: &Entity, words: &str) -> String {
    if seat(place, words) { words.to_owned() } else { place.name.clone() }
}

fn seat(place: &Entity, words: &str) -> bool {
    place.kind == EntityType::Country
        && places_named(words).any(|known| Some(known.country) == place.country.as_deref())
}

/// Degrees north and east of a place, or of the middle of a state.
pub(super) fn coordinates(place: &Entity, words: &str) -> Option<(f64, f64)> {
    let country = place.country.as_deref()?;
    if place.kind == EntityType::Country && !seat(place, words) {
        return country_by_code(country)?.middle;
    }
    places_named(&place_name(place, words))
        .find(|known| known.country == country)
        .map(|known| (known.latitude, known.longitude))
}
