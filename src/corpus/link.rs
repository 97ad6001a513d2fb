//! One entity for who is the same in many articles, though not all tell the country and the office.
//!
//! A person or body that an article names without a country is the one of that name that the other articles know, where they
//! know but one. Spellings of one person's name share an id as it is.

use crate::document::{Article, Entity, EntityType};
use crate::entity::{code_of, entity_id};
use crate::text::{letters_key, spelling_key};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What the articles tell of all that bear one name: how often each country and each sector.
#[derive(Default)]
struct Told {
    countries: BTreeMap<String, u32>,
    sectors: BTreeMap<(String, String), u32>,
}

pub(super) fn link(articles: &mut [Arc<Article>]) {
    let mut told: HashMap<(EntityType, String), Told> = HashMap::new();
    for entity in articles.iter().flat_map(|article| &article.entities).filter(|entity| is_linked(entity)) {
        let Some(country) = &entity.country else { continue };
        let told = told.entry(key(entity)).or_default();
        *told.countries.entry(country.clone()).or_insert(0) += 1;
        if let Some(sector) = &entity.sector {
            *told.sectors.entry((country.clone(), sector.clone())).or_insert(0) += 1;
        }
    }
    for article in articles {
        let changes = |entity: &Entity| {
            let known = told.get(&key(entity)).filter(|_| is_linked(entity))?;
            complete(entity, known)
        };
        let changed: Vec<(usize, Entity)> =
            article.entities.iter().enumerate().filter_map(|(nth, entity)| Some((nth, changes(entity)?))).collect();
        if !changed.is_empty() {
            replace(Arc::make_mut(article), changed);
        }
    }
}

fn is_linked(entity: &Entity) -> bool {
    // The analyst's own codes are theirs alone.
    let own = entity.code.is_some() && entity.code != code_of(entity) || entity.sector.as_deref() == Some("IGO");
    matches!(entity.kind, EntityType::Person | EntityType::Org) && !own && entity.name.contains(' ')
}

fn key(entity: &Entity) -> (EntityType, String) {
    let name = if entity.kind == EntityType::Person { spelling_key(&entity.name) } else { letters_key(&entity.name) };
    (entity.kind, name)
}

fn in_role(entity: &Entity, country: &str, told: &Told) -> bool {
    entity.sector.as_ref().is_none_or(|sector| told.sectors.contains_key(&(country.to_owned(), sector.clone())))
}

/// The entity with what it lacked, where all that tell it agree on the country.
fn complete(entity: &Entity, told: &Told) -> Option<Entity> {
    let mut countries = told.countries.keys();
    let country = match (&entity.country, countries.next(), countries.next()) {
        (Some(own), ..) => own.clone(),
        // Who is told in another role is another of that name.
        (None, Some(only), None) if in_role(entity, only, told) => only.clone(),
        (None, ..) => return None,
    };
    // An office may change, so only what is missing is filled, by what is told most.
    let sectors = told.sectors.iter().filter(|((of, _), _)| *of == country);
    let most = sectors.max_by_key(|(_, count)| **count).map(|((_, sector), _)| sector.clone());
    let sector = entity.sector.clone().or(most);
    if entity.country.is_some() && entity.sector == sector {
        return None;
    }
    let mut known = Entity { country: Some(country.clone()), sector, code: None, ..entity.clone() };
    known.code = code_of(&known);
    if entity.country.is_none() {
        known.entity_id = entity_id(&known, &country);
    }
    Some(known)
}

/// Puts the entities in place, and their codes wherever an event has them.
fn replace(article: &mut Article, changed: Vec<(usize, Entity)>) {
    for (nth, entity) in changed {
        for event in &mut article.events {
            for side in event.actors.iter_mut().chain(&mut event.recipients).filter(|side| side.entity as usize == nth)
            {
                side.code.clone_from(&entity.code);
            }
        }
        article.entities[nth] = entity;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Page;
    use crate::pipeline::{Pipeline, Settings};

    fn linked(texts: &[&str]) -> Vec<Arc<Article>> {
        let pipeline = Pipeline::new(Settings::default()).expect("settings");
        let read =
            |text: &&str| pipeline.parse(&Page { media: crate::document::Media::Verbatim, ..Page::plain(*text) });
        let mut articles: Vec<Arc<Article>> = texts.iter().flat_map(read).map(Arc::new).collect();
        link(&mut articles);
        articles
    }

    #[test]
    fn what_one_article_tells_serves_in_another() {
        let articles = linked(&["Danish Finance Minister Ole Lund left.", "Ole Lund left early."]);
        let (one, other) = (&articles[0].entities[0], &articles[1].entities[0]);
        assert_eq!((one.name.as_str(), one.code.as_deref()), ("Ole Lund", Some("DNK GOV")));
        assert_eq!((&one.entity_id, &one.code), (&other.entity_id, &other.code));
    }

    #[test]
    fn namesakes_in_two_roles_stay_two() {
        let articles = linked(&["Danish Finance Minister Ole Lund left.", "The farmer Ole Lund left early."]);
        let (one, other) = (&articles[0].entities[0], &articles[1].entities[0]);
        assert_eq!((one.code.as_deref(), other.code.as_deref()), (Some("DNK GOV"), Some("AGR")));
        assert_ne!(one.entity_id, other.entity_id);
    }

    #[test]
    fn namesakes_of_two_states_stay_two() {
        let articles = linked(&[
            "Danish Finance Minister Ole Lund left.",
            "Norwegian Finance Minister Ole Lund left.",
            "Ole Lund left early.",
        ]);
        assert_ne!(articles[0].entities[0].entity_id, articles[1].entities[0].entity_id);
        assert_eq!(articles[2].entities[0].country, None);
    }
}
