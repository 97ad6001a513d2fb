//! The entities and mentions of one article as they are found; mentions nest, and several of one range are several entities.

use crate::document::{Entity, EntityType, Mention, MentionKind, Sentences};
use crate::text::{Span, fold_space, letters_key, spelling_key, stable_hash};
use std::collections::{BTreeSet, HashMap};

pub(super) struct Entities<'a> {
    sentences: &'a Sentences,
    entities: Vec<Entity>,
    /// The state of a known person, whatever office it is that the person holds.
    home: HashMap<u32, String>,
    by_name: HashMap<(EntityType, String), Vec<u32>>,
    mentions: Vec<(Span, MentionKind, u32)>,
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
        Self { sentences, entities: Vec::new(), home: HashMap::new(), by_name: HashMap::new(), mentions: Vec::new() }
    }

    /// The entity of this type and name, made if need be; what was unknown of it is filled in. Namesakes of different states
    /// are different entities.
    pub(super) fn entity(&mut self, kind: EntityType, name: &str, who: Who<'_>) -> u32 {
        let key = (kind, letters_key(name));
        let agrees = |entity: &Entity| match (entity.country.as_deref(), who.country) {
            (Some(known), Some(said)) => known == said,
            _ => true,
        };
        let known = self
            .by_name
            .get(&key)
            .and_then(|list| list.iter().copied().find(|&nth| agrees(&self.entities[nth as usize])));
        let nth = known.unwrap_or_else(|| {
            let nth = self.entities.len() as u32;
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
            self.by_name.entry(key).or_default().push(nth);
            nth
        });
        self.fill(nth, who);
        nth
    }

    /// A person of public life, who stays one entity in the service of a state or of a body of many states.
    pub(super) fn person(&mut self, name: &str, home: Option<&str>, who: Who<'_>) -> u32 {
        let nth = self.entity(EntityType::Person, name, who);
        if let Some(home) = home {
            self.home.insert(nth, home.to_owned());
        }
        nth
    }

    /// Whether an entity is a person of public life.
    pub(super) fn is_public(&self, entity: u32) -> bool {
        self.home.contains_key(&entity)
    }

    /// Fills in what was unknown of an entity.
    pub(super) fn fill(&mut self, entity: u32, who: Who<'_>) {
        let entity = &mut self.entities[entity as usize];
        let fill = |into: &mut Option<String>, from: Option<&str>| {
            if into.is_none() {
                *into = from.map(str::to_owned);
            }
        };
        fill(&mut entity.country, who.country);
        fill(&mut entity.sector, who.sector);
        fill(&mut entity.code, who.code);
        fill(&mut entity.wikidata, who.wikidata);
    }

    /// The entity that already bears a name, given as its key.
    pub(super) fn known(&self, kind: EntityType, key: &str) -> Option<u32> {
        self.by_name.get(&(kind, key.to_owned()))?.first().copied()
    }

    /// Lets one more name lead to an entity.
    pub(super) fn also_named(&mut self, kind: EntityType, name: &str, entity: u32) {
        let list = self.by_name.entry((kind, letters_key(name))).or_default();
        if !list.contains(&entity) {
            list.insert(0, entity);
        }
    }

    pub(super) fn mention(&mut self, span: Span, kind: MentionKind, entity: u32) {
        self.mentions.push((span, kind, entity));
    }

    /// Where the mentions stand.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.mentions.iter().map(|&(span, ..)| span)
    }

    pub(super) fn all(&self) -> &[Entity] {
        &self.entities
    }

    /// Entities that are mentioned, by first mention, with their ids, codes and other names.
    pub(super) fn finish(mut self, text: &str) -> (Vec<Entity>, Vec<Mention>) {
        self.mentions.sort_by_key(|&(span, kind, entity)| (span.start, std::cmp::Reverse(span.end), kind, entity));
        self.mentions.dedup_by_key(|&mut (span, _, entity)| (span, entity));
        let (mut entities, mut mentions) = (Vec::new(), Vec::new());
        let mut moved: HashMap<u32, u32> = HashMap::new();
        let mut aliases: Vec<BTreeSet<String>> = Vec::new();
        for (span, kind, entity) in self.mentions {
            let nth = *moved.entry(entity).or_insert_with(|| {
                let known = &self.entities[entity as usize];
                let home = self.home.get(&entity).or(known.country.as_ref());
                entities.push(Entity { entity_id: entity_id(known, home.map_or("", String::as_str)), ..known.clone() });
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
            if entity.code.is_none() {
                entity.code = code_of(entity);
            }
            entity.aliases = names.into_iter().filter(|name| *name != entity.name).collect();
        }
        (entities, mentions)
    }
}

/// Sixteen hexadecimal digits from type, name and country.
pub(crate) fn entity_id(entity: &Entity, country: &str) -> String {
    let key = match entity.kind {
        EntityType::Person => spelling_key(&entity.name),
        _ => letters_key(&entity.name),
    };
    format!("{:016x}", stable_hash([entity.kind.as_str(), key.as_str(), country]))
}

/// `PRK GOV`, `PRK`, `IGO`: places and things have none.
pub(crate) fn code_of(entity: &Entity) -> Option<String> {
    if matches!(
        entity.kind,
        EntityType::Place | EntityType::Weapon | EntityType::Agreement | EntityType::Event | EntityType::Facility
    ) {
        return None;
    }
    match (&entity.country, &entity.sector) {
        (Some(country), Some(sector)) => Some(format!("{country} {sector}")),
        // A body of unknown kind does not stand for its state.
        (Some(_), None) if entity.kind == EntityType::Org => None,
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}
