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
use crate::document::{Entity, EntityType, Mention, MentionKind, OwnActor, Sentences};
use crate::knowledge::{COREFERENCE_MODEL, Meaning, RoleKind, country_by_code};
use crate::text::{Span, letters_key};
pub(crate) use coreference::Choice;
use coreference::Links;
use describe::{Description, Scene};
use entities::{Entities, Who};
pub(crate) use entities::{code_of, entity_id};
use naming::Named;
use phrases::{Class, Form, Number, Phrase, Pronoun};
use std::collections::{BTreeMap, HashMap};

/// What an article gives besides its text that helps to tell who is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) published: Option<Date>,
    /// ISO alpha-3 of the dateline.
    pub(crate) country: Option<&'a str>,
    /// The analyst's own actors, by surface form.
    pub(crate) actors: &'a BTreeMap<String, Vec<OwnActor>>,
}

pub(crate) fn find_mentions(text: &str, sentences: &Sentences, setting: Setting<'_>) -> (Vec<Entity>, Vec<Mention>) {
    let mut found = Entities::new(sentences);
    let own = actors::find_own(text, setting, &mut found);
    let reading = Reading::new(text, sentences, setting);
    let mut entities = reading.identify(&mut found);
    let chains = reading.chains(&entities, &found, COREFERENCE_MODEL);
    // What is known of a name gives way to the analyst's own actor that ends with it.
    for (name, entity) in reading.names.iter().zip(&mut entities) {
        let named = own.iter().find(|(span, _)| span.contains(name.span) && span.end == name.span.end);
        *entity = named.map_or(*entity, |&(_, own)| own);
    }
    let own: Vec<Span> = own.into_iter().map(|(span, _)| span).collect();
    reading.mention(&entities, &chains, &own, &mut found);
    found.finish(text)
}

/// Every group of two or more phrases that speak of one thing, in text order.
pub(crate) fn find_chains(text: &str, sentences: &Sentences, setting: Setting<'_>, weights: &[u8]) -> Vec<Vec<Span>> {
    let mut found = Entities::new(sentences);
    let reading = Reading::new(text, sentences, setting);
    let entities = reading.identify(&mut found);
    let mut groups: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    for (nth, chain) in reading.chains(&entities, &found, weights).into_iter().enumerate() {
        groups.entry(chain).or_default().push(reading.phrases[nth].span);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// What the learner of the model of coreference sees: the phrases of a text, with their heads, and for each the choices.
pub(crate) fn coreference_choices(
    text: &str,
    sentences: &Sentences,
    setting: Setting<'_>,
    chain_of: impl Fn(Span, Span) -> Option<u32>,
) -> Vec<(Span, Option<u32>, Vec<Choice>)> {
    let mut found = Entities::new(sentences);
    let reading = Reading::new(text, sentences, setting);
    let entities = reading.identify(&mut found);
    let of_phrase = reading.of_phrases(&entities);
    let chain_of = |phrase: &Phrase| chain_of(phrase.span, sentences.tokens[phrase.head as usize].span);
    let right: Vec<Option<u32>> = reading.phrases.iter().map(chain_of).collect();
    let links = Links::new(reading.scene(), &[], &reading.phrases, &of_phrase, &reading.said, found.all());
    let choices = links.choices(|at, before| right[at].is_some() && right[at] == right[before]);
    let spans = reading.phrases.iter().map(|phrase| phrase.span);
    spans.zip(right).zip(choices).map(|((span, right), choices)| (span, right, choices)).collect()
}

/// Who a phrase alone names: what the gazetteer knows by all of its words, else its outermost noun.
pub(crate) fn name_actor(phrase: &str, sentences: &Sentences, setting: Setting<'_>) -> Option<Entity> {
    let is_own = setting.actors.keys().any(|form| phrase.contains(form));
    let (entities, mentions) =
        match (!is_own).then(|| identity::known_by_all_words(phrase, setting.published)).flatten() {
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
    let root = tokens.iter().find(|token| token.head.is_none())?;
    let over = mentions.iter().filter(|mention| mention.span.contains(root.span));
    let longest = |mention: &&Mention| (mention.kind == MentionKind::Name, mention.span.len());
    // The root may be a title, which is a part of the person's name, or a participle that was taken for a verb.
    let meant = over.max_by_key(longest).or_else(|| {
        let behind = |mention: &&Mention| mention.span.start >= root.span.end;
        match root.pos {
            Some("VERB" | "ADJ") => mentions.iter().filter(behind).max_by_key(|mention| mention.span.len()),
            _ => mentions.iter().filter(behind).find(|mention| mention.kind == MentionKind::Name),
        }
    })?;
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

    fn identify(&self, found: &mut Entities<'_>) -> Vec<u32> {
        identity::identify(self.scene(), &self.phrases, &self.said, found)
    }

    fn of_phrases(&self, entities: &[u32]) -> Vec<Option<u32>> {
        self.phrases.iter().map(|phrase| phrase.name.map(|name| entities[name as usize])).collect()
    }

    fn chains(&self, entities: &[u32], found: &Entities<'_>, weights: &[u8]) -> Vec<u32> {
        let of_phrase = self.of_phrases(entities);
        Links::new(self.scene(), weights, &self.phrases, &of_phrase, &self.said, found.all()).find()
    }

    /// Mentions of entities: every name, and each phrase whose chain has a name or whose own words tell an actor.
    fn mention(&self, entities: &[u32], chains: &[u32], own: &[Span], found: &mut Entities<'_>) {
        let taken = |span: Span| own.iter().any(|other| other.overlaps(span));
        for (name, &entity) in self.names.iter().zip(entities) {
            if !taken(name.span) {
                found.mention(name.span, MentionKind::Name, entity);
            }
        }
        let mut of_chain: HashMap<u32, Vec<u32>> = HashMap::new();
        // A chain that also has a word for things is none of persons or bodies.
        let things: std::collections::HashSet<u32> = self
            .phrases
            .iter()
            .zip(chains)
            .filter(|(phrase, _)| {
                phrase.class == Class::Thing && phrase.name.is_none() && !matches!(phrase.form, Form::Pronoun(_))
            })
            .map(|(_, &chain)| chain)
            .collect();
        for (phrase, chain) in self.phrases.iter().zip(chains) {
            if let Some(name) = phrase.name
                && (phrase.class == Class::Thing || !things.contains(chain))
            {
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
            let part =
                phrase.form == Form::Joined || self.sentences.tokens[phrase.head as usize].dep == Some("compound");
            // `you` is whoever reads.
            let reader = phrase.form == Form::Pronoun(Pronoun::You);
            if phrase.name.is_some() || part || reader || taken(phrase.span) {
                continue;
            }
            let meant = self
                .both(nth, entities, found)
                .or_else(|| of_chain.get(&chains[nth]).filter(|meant| self.may_mean(nth, meant, found)).cloned())
                .or_else(|| self.by_its_words(nth, entities, chains, &of_chain, found));
            let Some(meant) = meant else { continue };
            let kind =
                if matches!(phrase.form, Form::Pronoun(_)) { MentionKind::Pronoun } else { MentionKind::Nominal };
            meant.iter().for_each(|&entity| found.mention(phrase.span, kind, entity));
            of_chain.entry(chains[nth]).or_insert(meant);
        }
        self.adjectives(entities, own, found);
    }

    /// The state behind an adjective that no other mention holds: `Danish` of `Danish missiles`.
    fn adjectives(&self, entities: &[u32], own: &[Span], found: &mut Entities<'_>) {
        let mut held: Vec<Span> = found.spans().chain(own.iter().copied()).collect();
        held.sort_unstable_by_key(|span| (span.start, span.end));
        let mut reached = 0;
        let mut next = 0;
        for hit in &self.hits {
            let Meaning::Adjective(country) = hit.meaning else { continue };
            while held.get(next).is_some_and(|span| span.start < hit.span.end) {
                reached = reached.max(held[next].end);
                next += 1;
            }
            let free = reached <= hit.span.start && hit.span.of(self.text).starts_with(char::is_uppercase);
            if free && !self.serves_a_name(hit.span, country.code, entities, found) {
                let who = Who { country: Some(country.code), wikidata: country.wikidata, ..Who::default() };
                let state = found.entity(EntityType::Country, country.name, who);
                found.mention(hit.span, MentionKind::Nominal, state);
            }
        }
    }

    /// `Danish President Ole Lund`: whether an adjective tells the state of somebody whom the words behind it name.
    fn serves_a_name(&self, adjective: Span, country: &str, entities: &[u32], found: &Entities<'_>) -> bool {
        let Some(sentence) = self.sentences.sentence_at(adjective.start).map(|nth| &self.sentences.sentences[nth])
        else {
            return false;
        };
        let tokens = self.sentences.tokens_of(sentence);
        let mut at = tokens.partition_point(|token| token.span.end <= adjective.start);
        for _ in 0..4 {
            let Some(token) = tokens.get(at) else { return false };
            if !matches!(token.dep, Some("amod" | "compound" | "nmod:desc" | "flat" | "nmod:poss")) {
                return false;
            }
            let Some(head) = token.head else { return false };
            at = head as usize;
            let span = tokens[at].span;
            let nth = self.names.partition_point(|name| name.span.end < span.end);
            let named = self.names.get(nth).filter(|name| name.span.contains(span)).map(|_| entities[nth] as usize);
            if named.is_some_and(|entity| found.all()[entity].country.as_deref() == Some(country)) {
                return true;
            }
        }
        false
    }

    /// Whether a phrase that names a state may speak of those of its chain: the Peruvian minister is none of Chile's.
    fn may_mean(&self, nth: usize, meant: &[u32], found: &Entities<'_>) -> bool {
        let Some(country) = self.said[nth].country else { return true };
        let theirs =
            |&entity: &u32| found.all()[entity as usize].country.as_deref().is_none_or(|known| known == country);
        meant.iter().any(theirs)
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
        let role = said.role.filter(|role| role.kind != RoleKind::Modifier)?;
        // `justice` and `Gen` alone are no persons.
        let tokens = &self.sentences.tokens;
        let head = tokens[phrase.head as usize].span.of(self.text);
        let bare = phrase.form == Form::Bare && phrase.number == Number::One && phrase.end - phrase.first == 1;
        if bare && role.kind == RoleKind::Title && (head.len() < 4 || head.starts_with(char::is_lowercase)) {
            return None;
        }
        if said.country.is_none() {
            said.country = self.country_of_owner(nth, entities, chains, of_chain, found);
        }
        if said.sector.is_none() && said.country.is_some() && self.leads(said.term.1) {
            said.sector = Some("GOV");
        }
        // `a Danish tourist` and `a region of Peru` are no actors.
        said.sector?;
        let (first, end) = said.term;
        let term = Span {
            start: tokens.get(first as usize)?.span.start,
            end: tokens.get((end as usize).checked_sub(1)?)?.span.end,
        };
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
        // `Peru's army and navy`: what joins on without words of its own has the same owner.
        let token = |at: u32| &self.sentences.tokens[at as usize];
        let own = (phrase.first..phrase.head).any(|at| matches!(token(at).dep, Some("det" | "nmod:poss" | "nummod")));
        let joined = token(phrase.head).head.filter(|_| !own && token(phrase.head).dep == Some("conj"))?;
        let first = self.sentences.sentences[phrase.sentence as usize].first_token + joined;
        let owner = self.phrases[..nth].iter().rposition(|other| other.head == first && other.form != Form::Joined)?;
        self.country_of_owner(owner, entities, chains, of_chain, found)
    }

    /// Whether the noun that ends before a token is `leader`.
    fn leads(&self, end: u32) -> bool {
        let noun = (end as usize).checked_sub(1).and_then(|at| self.sentences.tokens.get(at));
        noun.is_some_and(|noun| noun.span.of(self.text).to_ascii_lowercase().starts_with("leader"))
    }

    /// `the two countries`, `both sides`: two states last joined to each other, or the two that are spoken of most up to there.
    fn both(&self, nth: usize, entities: &[u32], found: &Entities<'_>) -> Option<Vec<u32>> {
        const STATES: [&str; 10] = [
            "countries",
            "nations",
            "states",
            "neighbors",
            "neighbours",
            "allies",
            "governments",
            "capitals",
            "sides",
            "parties",
        ];
        let phrase = &self.phrases[nth];
        let words = phrase.span.of(self.text).to_lowercase();
        let head = self.sentences.tokens[phrase.head as usize].span.of(self.text).to_lowercase();
        let two =
            ["the two", "both", "these two", "the sides", "the parties"].iter().any(|start| words.starts_with(start));
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
    found.entity(kind, &name, Who { country, sector, ..Who::default() })
}

#[cfg(test)]
mod tests;
