//! The words that carry events, and those that turn them: `knowledge/rules/events/`.
//!
//! A class is a type and mode of events with the words of one frame. A verb is written by its lemma (`bomb`), with its particles and
//! prepositions (`crack down on`: the last one brings in the object), and with nouns of which one must be its object or follow its
//! last preposition (`open > fire`, `take into > custody`); `|` parts ways to say it. A noun may have words that must modify it (`air
//! strike`) or follow `of`. `misses` and `takes` are examples that are still read wrongly: a test fails when they no longer are.

use crate::document::EventType;
use once_cell::sync::Lazy;
use serde::Deserialize;
use std::collections::HashMap;

/// Words of one event type and one frame.
#[derive(Debug, Deserialize)]
pub(super) struct Class {
    pub(super) id: String,
    #[serde(rename = "type")]
    type_name: String,
    pub(super) mode: Option<String>,
    pub(super) cameo: Option<String>,
    /// Prepositions before the recipient.
    #[serde(default)]
    pub(super) to: Vec<String>,
    /// Prepositions before the actor of a noun, beside `by`.
    #[serde(default)]
    pub(super) by: Vec<String>,
    /// The recipient stands behind its preposition itself, not inside another phrase: `to Peru`, not `to the border of Peru`.
    #[serde(default)]
    pub(super) near: bool,
    /// The type that it has where two states do it together.
    joint: Option<String>,
    /// It is done to an agreement, whose parties are its sides.
    #[serde(default)]
    pub(super) pact: bool,
    /// Both sides do it.
    #[serde(default)]
    pub(super) mutual: bool,
    /// The subject is who it is done to.
    #[serde(default)]
    pub(super) swap: bool,
    /// No recipient is needed.
    #[serde(default)]
    pub(super) alone: bool,
    /// Both sides must be known.
    #[serde(default)]
    pub(super) strict: bool,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[cfg(test)]
    #[serde(flatten)]
    pub(super) examples: Examples,
}

impl Class {
    pub(super) fn joint_type(&self) -> Option<EventType> {
        self.joint.as_deref().and_then(EventType::from_name)
    }

    /// `None` where the words carry no event, whatever they look like.
    pub(super) fn event_type(&self) -> Option<EventType> {
        EventType::from_name(&self.type_name)
    }
}

/// Whether a rule, or the one that it turns (`intend(support/sign)`), is of a class that is done to an agreement.
pub(super) fn is_pact(rule: &str) -> bool {
    let id = rule.rsplit('(').next().unwrap_or(rule).trim_end_matches(')');
    CLASSES.iter().any(|class| class.pact && class.id == id)
}

/// Sentences that say it and sentences that only look like it; of either those that are read wrongly so far.
#[cfg(test)]
#[derive(Debug, Deserialize)]
pub(super) struct Examples {
    #[serde(rename = "match")]
    pub(super) matches: Vec<String>,
    pub(super) reject: Vec<String>,
    #[serde(default)]
    pub(super) misses: Vec<String>,
    #[serde(default)]
    pub(super) takes: Vec<String>,
}

/// One way to say it: what must stand by a verb or a noun.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) class: &'static Class,
    /// Particles and prepositions of the verb.
    pub(super) particles: Vec<&'static str>,
    /// Nouns of which one must be the object, or follow the last preposition: each its modifiers and then its head.
    pub(super) objects: Vec<Vec<&'static str>>,
    /// What must modify a noun.
    pub(super) modifiers: Vec<&'static str>,
}

impl Item {
    fn weight(&self) -> usize {
        4 * usize::from(!self.objects.is_empty()) + 2 * self.particles.len() + 2 * self.modifiers.len()
    }
}

type Items = HashMap<&'static str, Vec<Item>>;

#[derive(Debug, Deserialize)]
struct ClassFile {
    class: Vec<Class>,
}

const CLASS_FILES: [&str; 17] = [
    include_str!("../../knowledge/rules/events/none.toml"),
    include_str!("../../knowledge/rules/events/accuse.toml"),
    include_str!("../../knowledge/rules/events/agree.toml"),
    include_str!("../../knowledge/rules/events/aid.toml"),
    include_str!("../../knowledge/rules/events/assault.toml"),
    include_str!("../../knowledge/rules/events/coerce.toml"),
    include_str!("../../knowledge/rules/events/concede.toml"),
    include_str!("../../knowledge/rules/events/consult.toml"),
    include_str!("../../knowledge/rules/events/cooperate.toml"),
    include_str!("../../knowledge/rules/events/mobilize.toml"),
    include_str!("../../knowledge/rules/events/protest.toml"),
    include_str!("../../knowledge/rules/events/reject.toml"),
    include_str!("../../knowledge/rules/events/request.toml"),
    include_str!("../../knowledge/rules/events/retreat.toml"),
    include_str!("../../knowledge/rules/events/sanction.toml"),
    include_str!("../../knowledge/rules/events/support.toml"),
    include_str!("../../knowledge/rules/events/threaten.toml"),
];

pub(super) static CLASSES: Lazy<Vec<Class>> = Lazy::new(|| {
    let read = |text: &&str| toml::from_str::<ClassFile>(text).map(|file| file.class).unwrap_or_default();
    CLASS_FILES.iter().flat_map(read).collect()
});

static VERBS: Lazy<Items> = Lazy::new(|| {
    let mut items = Items::new();
    for class in CLASSES.iter() {
        for line in &class.verbs {
            let (verbs, objects) = line.split_once(" > ").unwrap_or((line, ""));
            for verb in verbs.split('|') {
                let mut words = verb.split_whitespace();
                let Some(lemma) = words.next() else { continue };
                let objects = objects.split('|').filter(|noun| !noun.is_empty());
                let objects = objects.map(|noun| noun.split_whitespace().collect()).collect();
                put(&mut items, lemma, Item { class, particles: words.collect(), objects, modifiers: Vec::new() });
            }
        }
    }
    items
});

static NOUNS: Lazy<Items> = Lazy::new(|| {
    let mut items = Items::new();
    for class in CLASSES.iter() {
        for line in &class.nouns {
            let mut words: Vec<&str> = line.split_whitespace().collect();
            // `memorandum of understanding` is a memorandum.
            let head = words.iter().position(|word| *word == "of").map_or(words.len(), |of| of).saturating_sub(1);
            if words.is_empty() {
                continue;
            }
            let lemma = words.remove(head);
            words.retain(|word| *word != "of");
            put(&mut items, lemma, Item { class, particles: Vec::new(), objects: Vec::new(), modifiers: words });
        }
    }
    items
});

/// Puts a way to read a word in its place: of two the one that asks for more comes first.
fn put(items: &mut Items, lemma: &'static str, item: Item) {
    let ways = items.entry(lemma).or_default();
    let at = ways.partition_point(|known| known.weight() >= item.weight());
    ways.insert(at, item);
}

pub(super) fn verb_items(lemma: &str) -> &'static [Item] {
    VERBS.get(lemma).map_or(&[], Vec::as_slice)
}

pub(super) fn noun_items(lemma: &str) -> &'static [Item] {
    NOUNS.get(lemma).map_or(&[], Vec::as_slice)
}

/// Higher verbs, nouns and adjectives of one meaning: `promise`, `refuse`, `end`.
#[derive(Debug, Deserialize)]
pub(super) struct Predicate {
    pub(super) id: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[cfg(test)]
    #[serde(flatten)]
    pub(super) examples: Examples,
}

#[derive(Debug, Deserialize)]
struct PredicateFile {
    predicate: Vec<Predicate>,
}

pub(super) static PREDICATES: Lazy<Vec<Predicate>> = Lazy::new(|| {
    let text = include_str!("../../knowledge/rules/events/predicates.toml");
    toml::from_str::<PredicateFile>(text).map(|file| file.predicate).unwrap_or_default()
});

/// A predicate and the particle or preposition that it needs.
type Ways = Vec<(&'static str, &'static Predicate)>;

fn by_first_word(lines: fn(&'static Predicate) -> &'static [String]) -> HashMap<&'static str, Ways> {
    let mut map: HashMap<&str, Ways> = HashMap::new();
    for predicate in PREDICATES.iter() {
        for line in lines(predicate) {
            let (lemma, particle) = line.split_once(' ').unwrap_or((line, ""));
            let ways = map.entry(lemma).or_default();
            let at = ways.partition_point(|(known, _)| known.len() >= particle.len());
            ways.insert(at, (particle, predicate));
        }
    }
    map
}

static PREDICATE_VERBS: Lazy<HashMap<&str, Ways>> = Lazy::new(|| by_first_word(|predicate| &predicate.words));
static PREDICATE_NOUNS: Lazy<HashMap<&str, Ways>> = Lazy::new(|| by_first_word(|predicate| &predicate.nouns));
static PREDICATE_ADJECTIVES: Lazy<HashMap<&str, Ways>> = Lazy::new(|| by_first_word(|predicate| &predicate.adjectives));

/// The predicates of a word by its part of speech, those that need a particle first.
pub(super) fn predicates(lemma: &str, pos: &str) -> &'static [(&'static str, &'static Predicate)] {
    let map = match pos {
        "VERB" => &PREDICATE_VERBS,
        "NOUN" | "PROPN" => &PREDICATE_NOUNS,
        "ADJ" => &PREDICATE_ADJECTIVES,
        _ => return &[],
    };
    map.get(lemma).map_or(&[], Vec::as_slice)
}

/// What a predicate makes of an event.
#[derive(Debug, Deserialize)]
pub(super) struct Turn {
    by: String,
    over: Vec<String>,
    modes: Option<Vec<String>>,
    #[serde(rename = "type")]
    type_name: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) cameo: Option<String>,
    pub(super) status: Option<String>,
    /// The lower event stands as well.
    #[serde(default)]
    pub(super) both: bool,
}

impl Turn {
    /// `None` where the event keeps its type.
    pub(super) fn event_type(&self) -> Option<EventType> {
        self.type_name.as_deref().and_then(EventType::from_name)
    }
}

#[derive(Debug, Deserialize)]
struct TurnFile {
    turn: Vec<Turn>,
}

static TURNS: Lazy<Vec<Turn>> = Lazy::new(|| {
    let text = include_str!("../../knowledge/rules/events/algebra.toml");
    toml::from_str::<TurnFile>(text).map(|file| file.turn).unwrap_or_default()
});

/// The row of the algebra for a predicate over an event.
pub(super) fn turn(by: &str, over: EventType, mode: Option<&str>) -> Option<&'static Turn> {
    TURNS.iter().find(|turn| {
        turn.by == by
            && turn.over.iter().any(|name| name == over.as_str())
            && turn.modes.as_ref().is_none_or(|modes| modes.iter().any(|known| Some(known.as_str()) == mode))
    })
}

static SCORES: Lazy<HashMap<String, f64>> =
    Lazy::new(|| toml::from_str(include_str!("../../knowledge/rules/events/scores.toml")).unwrap_or_default());

/// PLOVER's conflict-cooperation score.
pub(super) fn score(event_type: EventType, mode: Option<&str>) -> Option<f64> {
    let of_mode = mode.and_then(|mode| SCORES.get(&format!("{event_type} {mode}")));
    of_mode.or_else(|| SCORES.get(event_type.as_str())).copied()
}

static WEIGHTS: Lazy<HashMap<String, f64>> =
    Lazy::new(|| toml::from_str(include_str!("../../knowledge/models/confidence.toml")).unwrap_or_default());

/// The weight of a sign in an event's confidence.
pub(super) fn weight(sign: &str) -> f64 {
    WEIGHTS.get(sign).copied().unwrap_or_default()
}
