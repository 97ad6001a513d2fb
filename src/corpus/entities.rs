//! The same entity in many articles, counted once.

use crate::document::{Article, Entity};
use std::collections::HashMap;

/// An entity and how often it is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityTotal {
    pub entity: Entity,
    /// How many mentions name it.
    pub mentions: u32,
    /// In how many articles.
    pub articles: u32,
}

/// Gathers entities while articles stream by; grows with the number of different entities alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct EntityTotals {
    totals: Vec<EntityTotal>,
    by_id: HashMap<String, usize>,
}

impl EntityTotals {
    pub(crate) fn add(&mut self, article: &Article) {
        let mut mentions = vec![0; article.entities.len()];
        for mention in &article.mentions {
            if let Some(count) = mentions.get_mut(mention.entity as usize) {
                *count += 1;
            }
        }
        for (entity, mentions) in article.entities.iter().zip(mentions) {
            self.add_entity(entity, mentions);
        }
    }

    /// Every entity, in the order of first mention.
    pub(crate) fn finish(self) -> Vec<EntityTotal> {
        self.totals
    }

    fn add_entity(&mut self, entity: &Entity, mentions: u32) {
        let Some(&nth) = self.by_id.get(&entity.entity_id) else {
            self.by_id.insert(entity.entity_id.clone(), self.totals.len());
            self.totals.push(EntityTotal { entity: entity.clone(), mentions, articles: 1 });
            return;
        };
        let total = &mut self.totals[nth];
        total.mentions += mentions;
        total.articles += 1;
        join(&mut total.entity, entity);
    }
}

/// What the second telling knows and the first does not, and its other names.
fn join(known: &mut Entity, other: &Entity) {
    let fill = |known: &mut Option<String>, other: &Option<String>| {
        if known.is_none() {
            known.clone_from(other);
        }
    };
    fill(&mut known.country, &other.country);
    fill(&mut known.sector, &other.sector);
    fill(&mut known.code, &other.code);
    fill(&mut known.wikidata, &other.wikidata);
    for alias in other.aliases.iter().chain([&other.name]) {
        if *alias == known.name {
            continue;
        }
        if let Err(place) = known.aliases.binary_search(alias) {
            known.aliases.insert(place, alias.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityType;

    fn entity(name: &str, aliases: &[&str], country: Option<&str>) -> Entity {
        Entity {
            entity_id: "1".into(),
            name: name.into(),
            kind: EntityType::Person,
            country: country.map(str::to_owned),
            sector: None,
            code: None,
            wikidata: None,
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        }
    }

    #[test]
    fn aliases_are_joined_and_gaps_filled() {
        let mut totals = EntityTotals::default();
        totals.add_entity(&entity("Ana Paz", &["Paz"], None), 2);
        totals.add_entity(&entity("President Paz", &["Ms Paz", "Paz"], Some("PER")), 3);
        let found = totals.finish();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].mentions, found[0].articles), (5, 2));
        assert_eq!(found[0].entity.aliases, ["Ms Paz", "Paz", "President Paz"]);
        assert_eq!(found[0].entity.country.as_deref(), Some("PER"));
    }
}
