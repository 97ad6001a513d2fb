//! The entities and mentions of one article as they are found; no two mentions overlap.

use crate::document::{Entity, EntityType, Mention, MentionKind, Sentences};
use crate::text::{Span, fold_space, letters_key, stable_hash};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) struct Entities<'a> {
    sentences: &'a Sentences,
    entities: Vec<Entity>,
    by_name: HashMap<(EntityType, String), u32>,
    /// By first byte.
    mentions: BTreeMap<u32, (Span, MentionKind, u32)>,
}

/// What is said of an entity when it is named.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Who<'a> {
    pub(super) country: Option<&'a str>,
    pub(super) sector: Option<&'a str>,
    /// A code that is no sum of country and sector.
    pub(super) code: Option<&'a str>,
    pub(super) wikidata: Option<&'a str>,
}

impl<'a> Entities<'a> {
    pub(super) fn new(sentences: &'a Sentences) -> Self {
        Self { sentences, entities: Vec::new(), by_name: HashMap::new(), mentions: BTreeMap::new() }
    }

    /// The entity of this type and name, made if need be; what was unknown of it is filled in.
    pub(super) fn entity(&mut self, kind: EntityType, name: &str, who: Who<'_>) -> u32 {
        let nth = *self.by_name.entry((kind, letters_key(name))).or_insert_with(|| {
            self.entities.push(Entity {
                entity_id: String::new(),
                name: fold_space(name),
                kind,
                country: None,
                sector: None,
                code: None,
                wikidata: None,
                aliases: Vec::new(),
            });
            self.entities.len() as u32 - 1
        });
        let entity = &mut self.entities[nth as usize];
        let fill = |into: &mut Option<String>, from: Option<&str>| {
            if into.is_none() {
                *into = from.map(str::to_owned);
            }
        };
        fill(&mut entity.country, who.country);
        fill(&mut entity.sector, who.sector);
        fill(&mut entity.code, who.code);
        fill(&mut entity.wikidata, who.wikidata);
        nth
    }

    /// Lets one more name lead to an entity.
    pub(super) fn also_named(&mut self, kind: EntityType, name: &str, entity: u32) {
        self.by_name.entry((kind, letters_key(name))).or_insert(entity);
    }

    /// Notes a mention unless its words are taken.
    pub(super) fn mention(&mut self, span: Span, kind: MentionKind, entity: u32) {
        if !self.is_taken(span) {
            self.mentions.insert(span.start, (span, kind, entity));
        }
    }

    pub(super) fn is_taken(&self, span: Span) -> bool {
        self.mentions.range(..span.end).next_back().is_some_and(|(_, (other, ..))| other.overlaps(span))
    }

    pub(super) fn all(&self) -> &[Entity] {
        &self.entities
    }

    /// Entities that are mentioned, by first mention, with their ids, codes and other names.
    pub(super) fn finish(self, text: &str) -> (Vec<Entity>, Vec<Mention>) {
        let (mut entities, mut mentions) = (Vec::new(), Vec::new());
        let mut moved: HashMap<u32, u32> = HashMap::new();
        let mut aliases: Vec<BTreeSet<String>> = Vec::new();
        for (span, kind, entity) in self.mentions.into_values() {
            let nth = *moved.entry(entity).or_insert_with(|| {
                entities.push(self.entities[entity as usize].clone());
                aliases.push(BTreeSet::new());
                entities.len() as u32 - 1
            });
            if kind == MentionKind::Name {
                aliases[nth as usize].insert(fold_space(span.of(text)));
            }
            let sentence = self.sentences.sentence_at(span.start).unwrap_or(0) as u32;
            mentions.push(Mention { span, kind, entity: nth, sentence });
        }
        for (entity, names) in entities.iter_mut().zip(aliases) {
            let country = entity.country.as_deref().unwrap_or("");
            let key = letters_key(&entity.name);
            entity.entity_id = format!("{:016x}", stable_hash([entity.kind.as_str(), key.as_str(), country]));
            if entity.code.is_none() {
                entity.code = match (&entity.country, &entity.sector) {
                    (Some(country), Some(sector)) => Some(format!("{country} {sector}")),
                    (Some(country), None) if entity.kind != EntityType::Place => Some(country.clone()),
                    _ => None,
                };
            }
            entity.aliases = names.into_iter().filter(|name| *name != entity.name).collect();
        }
        (entities, mentions)
    }
}
