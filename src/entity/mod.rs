//! Who is named: mentions and the entities behind them, by names, titles and context.
//!
//! In: tokens with their trees and names, the analyst's actors and `knowledge`. Out: entities, each with its country and PLOVER
//! sector where the words tell them, every mention of one, and the chains of phrases that speak of one thing.
//! Names first ([`naming`]), then the phrases around and beside them ([`phrases`]), what each says ([`describe`]), who each name
//! is ([`identity`]), which phrases speak of the same ([`coreference`]).

mod actors;
mod context;
mod coreference;
mod describe;
mod entities;
mod identity;
mod naming;
mod phrases;

use crate::civil::Date;
use crate::document::{Entity, EntityType, Mention, MentionKind, Sentences};
use crate::knowledge::{COREFERENCE_MODEL, RoleKind, country_by_code};
use crate::text::{Span, letters_key};
pub use coreference::Choice;
use coreference::Links;
use describe::{Description, Scene};
use entities::{Entities, Who};
use naming::Named;
use phrases::{Class, Form, Number, Phrase, Pronoun};
use std::collections::{BTreeMap, HashMap};

/// What an article gives besides its text that helps to tell who is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) published: Option<Date>,
    /// ISO alpha-3 of the dateline.
    pub(crate) country: Option<&'a str>,
    /// The analyst's own actors, surface form to code.
    pub(crate) actors: &'a BTreeMap<String, String>,
}

pub(crate) fn find_mentions(text: &str, sentences: &Sentences, setting: Setting<'_>) -> (Vec<Entity>, Vec<Mention>) {
    let mut found = Entities::new(sentences);
    let own = actors::find_own(text, setting.actors, &mut found);
    Reading::new(text, sentences, setting).with(|reading, scene| {
        let entities = reading.identify(scene, &mut found);
        let chains = reading.chains(scene, &entities, COREFERENCE_MODEL);
        reading.mention(&entities, &chains, &own, &mut found);
    });
    found.finish(text)
}

/// Every group of two or more phrases that speak of one thing, in text order.
pub(crate) fn find_chains(text: &str, sentences: &Sentences, setting: Setting<'_>, weights: &[u8]) -> Vec<Vec<Span>> {
    let mut found = Entities::new(sentences);
    Reading::new(text, sentences, setting).with(|reading, scene| {
        let entities = reading.identify(scene, &mut found);
        let mut groups: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        for (nth, chain) in reading.chains(scene, &entities, weights).into_iter().enumerate() {
            groups.entry(chain).or_default().push(reading.phrases[nth].span);
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    })
}

/// What the learner of the model of coreference sees: the phrases of a text, with their heads, and for each the choices.
pub(crate) fn coreference_choices(
    text: &str,
    sentences: &Sentences,
    setting: Setting<'_>,
    chain_of: impl Fn(Span, Span) -> Option<u32>,
) -> Vec<(Span, Option<u32>, Vec<Choice>)> {
    let mut found = Entities::new(sentences);
    Reading::new(text, sentences, setting).with(|reading, scene| {
        let entities = reading.identify(scene, &mut found);
        let of_phrase = reading.of_phrases(&entities);
        let right: Vec<Option<u32>> = reading
            .phrases
            .iter()
            .map(|phrase| chain_of(phrase.span, sentences.tokens[phrase.head as usize].span))
            .collect();
        let links = Links::new(scene, &[], &reading.phrases, &of_phrase, &reading.said);
        let choices = links.choices(|at, before| right[at].is_some() && right[at] == right[before]);
        reading.phrases.iter().zip(right).zip(choices).map(|((phrase, right), choices)| (phrase.span, right, choices)).collect()
    })
}

/// Who a phrase alone names: what the gazetteer knows by all of its words, else its outermost noun.
pub(crate) fn name_actor(phrase: &str, sentences: &Sentences, setting: Setting<'_>) -> Option<Entity> {
    let is_own = setting.actors.keys().any(|form| phrase.contains(form));
    let (entities, mentions) = match (!is_own).then(|| identity::known_by_all_words(phrase, setting.published)).flatten() {
        Some(make) => {
            let mut found = Entities::new(sentences);
            let entity = make(&mut found);
            found.mention(Span::new(0, phrase.len()), MentionKind::Name, entity);
            found.finish(phrase)
        }
        None => find_mentions(phrase, sentences, setting),
    };
    let first = sentences.sentences.first()?;
    let tokens = sentences.tokens_of(first);
    let root = tokens.iter().position(|token| token.head.is_none())?;
    let root = tokens[root].span;
    let over = mentions.iter().filter(|mention| mention.span.contains(root));
    // The root may be a title, which is a part of the person's name.
    let meant = over
        .max_by_key(|mention| (mention.kind == MentionKind::Name, mention.span.len()))
        .or_else(|| mentions.iter().find(|mention| mention.span.start >= root.end && mention.kind == MentionKind::Name))?;
    entities.get(meant.entity as usize).filter(|entity| entity.code.is_some()).cloned()
}

/// The names and phrases of one text and what they say.
struct Reading<'a> {
    text: &'a str,
    sentences: &'a Sentences,
    hits: Vec<crate::knowledge::NameHit>,
    names: Vec<Named>,
    phrases: Vec<Phrase>,
    said: Vec<Description>,
    published: Option<Date>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, sentences: &'a Sentences, setting: Setting<'_>) -> Self {
        let mut hits = crate::knowledge::find_names(text);
        context::Context::sift(text, &mut hits);
        let context = context::Context::new(text, sentences, &hits, setting.country);
        let names = naming::find_named(text, sentences, &hits, &context);
        let phrases = phrases::find_phrases(text, sentences, &names);
        drop(context);
        let mut reading =
            Self { text, sentences, hits, names, phrases, said: Vec::new(), published: setting.published };
        let scene = reading.scene();
        let said = reading.phrases.iter().map(|phrase| scene.describe(phrase)).collect();
        reading.said = said;
        reading
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            text: self.text,
            sentences: self.sentences,
            hits: &self.hits,
            names: &self.names,
            published: self.published,
        }
    }

    fn with<T>(&self, work: impl FnOnce(&Self, Scene<'_>) -> T) -> T {
        work(self, self.scene())
    }

    fn identify(&self, scene: Scene<'_>, found: &mut Entities<'_>) -> Vec<u32> {
        identity::identify(scene, &self.phrases, &self.said, found)
    }

    fn of_phrases(&self, entities: &[u32]) -> Vec<Option<u32>> {
        self.phrases.iter().map(|phrase| phrase.name.map(|name| entities[name as usize])).collect()
    }

    fn chains(&self, scene: Scene<'_>, entities: &[u32], weights: &[u8]) -> Vec<u32> {
        let of_phrase = self.of_phrases(entities);
        Links::new(scene, weights, &self.phrases, &of_phrase, &self.said).find()
    }

    /// Mentions of entities: every name, and each phrase whose chain has a name or whose own words tell an actor.
    fn mention(&self, entities: &[u32], chains: &[u32], own: &[Span], found: &mut Entities<'_>) {
        let taken = |span: Span| own.iter().any(|other| other.overlaps(span));
        for (name, &entity) in self.names.iter().zip(entities) {
            if !taken(name.span) {
                let mut span = name.span;
                if name.kind == EntityType::Weapon {
                    span.end = self.sentences.tokens[name.end as usize - 1].span.end;
                }
                found.mention(span, MentionKind::Name, entity);
            }
        }
        let mut of_chain: HashMap<u32, Vec<u32>> = HashMap::new();
        for (phrase, chain) in self.phrases.iter().zip(chains) {
            if let Some(name) = phrase.name {
                of_chain.entry(*chain).or_insert_with(|| vec![entities[name as usize]]);
            }
        }
        for (nth, phrase) in self.phrases.iter().enumerate().filter(|(_, phrase)| phrase.form == Form::Joined) {
            let members = self.members(phrase, entities);
            if !members.is_empty() {
                of_chain.entry(chains[nth]).or_insert(members);
            }
        }
        for (nth, phrase) in self.phrases.iter().enumerate() {
            // Those joined have mentions of their own, and a noun before a noun is a part of its phrase.
            let part = phrase.form == Form::Joined || self.sentences.tokens[phrase.head as usize].dep == Some("compound");
            if phrase.name.is_some() || part || taken(phrase.span) {
                continue;
            }
            let meant = self
                .both(nth, entities, found)
                .or_else(|| of_chain.get(&chains[nth]).cloned())
                .or_else(|| self.by_its_words(nth, entities, chains, &of_chain, found));
            let Some(meant) = meant else { continue };
            let kind =
                if matches!(phrase.form, Form::Pronoun(_)) { MentionKind::Pronoun } else { MentionKind::Nominal };
            meant.iter().for_each(|&entity| found.mention(phrase.span, kind, entity));
            of_chain.entry(chains[nth]).or_insert(meant);
        }
    }

    /// The entities of the names that are joined in a phrase, those that hang on one of them left out.
    fn members(&self, whole: &Phrase, entities: &[u32]) -> Vec<u32> {
        let within = |phrase: &&Phrase| {
            phrase.sentence == whole.sentence
                && phrase.form != Form::Joined
                && whole.span.contains(phrase.span)
                && (phrase.head == whole.head || self.sentences.tokens[phrase.head as usize].dep == Some("conj"))
        };
        let mut members = Vec::new();
        for entity in self.phrases.iter().filter(within).filter_map(|phrase| Some(entities[phrase.name? as usize])) {
            if !members.contains(&entity) {
                members.push(entity);
            }
        }
        members
    }

    /// The entity that a phrase's own words tell: `Danish troops`, `the Ukrainian government`, `rebels`.
    fn by_its_words(
        &self,
        nth: usize,
        entities: &[u32],
        chains: &[u32],
        of_chain: &HashMap<u32, Vec<u32>>,
        found: &mut Entities<'_>,
    ) -> Option<Vec<u32>> {
        let (phrase, mut said) = (&self.phrases[nth], self.said[nth]);
        let role = said.role?;
        if said.country.is_none() {
            said.country = self.country_of_owner(nth, entities, chains, of_chain, found);
        }
        // `a region of Peru` and `an agency` are no actors.
        if said.sector.is_none() && (said.country.is_none() || role.kind == RoleKind::Body) {
            return None;
        }
        let tokens = &self.sentences.tokens;
        let term = Span { start: tokens[said.term as usize].span.start, end: tokens[phrase.head as usize].span.end };
        let noun = term.of(self.text).to_lowercase();
        let kind = match role.kind {
            RoleKind::Body => EntityType::Org,
            RoleKind::Group => EntityType::Group,
            _ if phrase.number == Number::Many => EntityType::Group,
            _ => EntityType::Person,
        };
        let mut all = vec![group(found, kind, &noun, said.country, said.sector)];
        // The second state of `South Korean and Ukrainian intelligence`.
        if let Some(country) = said.second_country {
            all.push(group(found, kind, &noun, Some(country), said.sector));
        }
        Some(all)
    }

    /// The state of what the phrase belongs to: `the country's president`, `the Trump administration`.
    fn country_of_owner(
        &self,
        nth: usize,
        entities: &[u32],
        chains: &[u32],
        of_chain: &HashMap<u32, Vec<u32>>,
        found: &Entities<'_>,
    ) -> Option<&'static str> {
        let phrase = &self.phrases[nth];
        let around = self.phrases[nth + 1..].iter().enumerate().take_while(|(_, other)| other.first < phrase.head);
        for (after, other) in around {
            let owner = match other.name {
                Some(name) => Some(entities[name as usize]),
                None if self.sentences.tokens[other.head as usize].dep == Some("nmod:poss") => {
                    of_chain.get(&chains[nth + 1 + after]).and_then(|list| list.first().copied())
                }
                None => None,
            };
            let country = owner.and_then(|owner| found.all()[owner as usize].country.as_deref());
            if let Some(country) = country.and_then(country_by_code) {
                return Some(country.code);
            }
        }
        None
    }

    /// `the two countries`, `both sides`: two states last joined to each other, or the two that are spoken of most up to there.
    fn both(&self, nth: usize, entities: &[u32], found: &Entities<'_>) -> Option<Vec<u32>> {
        const STATES: [&str; 10] = [
            "countries", "nations", "states", "neighbors", "neighbours", "allies", "governments", "capitals", "sides", "parties",
        ];
        let phrase = &self.phrases[nth];
        let words = phrase.span.of(self.text).to_lowercase();
        let head = self.sentences.tokens[phrase.head as usize].span.of(self.text).to_lowercase();
        let two = ["the two", "both", "these two", "the sides", "the parties"].iter().any(|start| words.starts_with(start));
        if !STATES.contains(&head.as_str()) || !two || phrase.head - phrase.first > 3 {
            return None;
        }
        let is_state = |entity: &u32| found.all()[*entity as usize].kind == EntityType::Country;
        let near = self.phrases[..nth].iter().rev().take_while(|other| other.sentence + 2 >= phrase.sentence);
        let joined = near.filter(|other| other.form == Form::Joined && other.end <= phrase.first);
        for pair in joined.map(|other| self.members(other, entities)) {
            if pair.len() == 2 && pair.iter().all(is_state) {
                return Some(pair);
            }
        }
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let before = self.names.partition_point(|name| name.span.end <= phrase.span.start);
        for &entity in entities[..before].iter().filter(|entity| is_state(entity)) {
            match counts.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, count)) => *count += 1,
                None => counts.push((entity, 1)),
            }
        }
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        (counts.len() >= 2).then(|| counts[..2].iter().map(|&(entity, _)| entity).collect())
    }
}

/// A group or body known by its state and its noun alone.
fn group(found: &mut Entities<'_>, kind: EntityType, noun: &str, country: Option<&str>, sector: Option<&str>) -> u32 {
    let state = country.and_then(country_by_code);
    let name = match state {
        Some(state) => format!("{} {noun}", state.adjectives.first().copied().unwrap_or(state.name)),
        None => noun.to_owned(),
    };
    debug_assert!(!letters_key(&name).is_empty());
    let sector = sector.or_else(|| (matches!(noun, "leader" | "leaders" | "leadership") && country.is_some()).then_some("GOV"));
    found.entity(kind, &name, Who { country, sector, ..Who::default() })
}
