//! Who is named: mentions and the entities behind them, by names, titles and context.
//!
//! In: tokens, the analyst's actors and `knowledge`. Out: entities, each with its country and PLOVER
//! sector where the words tell them, and every mention of one.
//! `Russian President Vladimir Putin` is a person, RUS GOV; a later `Putin` is the same one.

mod actors;
mod entities;
mod named;
mod people;
mod phrases;

use crate::civil::Date;
use crate::document::{Entity, Mention, Sentences};
use entities::Entities;
use std::collections::BTreeMap;

/// What an article gives besides its text that helps to tell who is meant.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "the day and the country tell persons of one name or office apart, which is not done yet")]
pub(crate) struct Setting<'a> {
    pub(crate) published: Option<Date>,
    /// ISO alpha-3 of the dateline.
    pub(crate) country: Option<&'a str>,
    /// The analyst's own actors, surface form to code.
    pub(crate) actors: &'a BTreeMap<String, String>,
}

pub(crate) fn find_mentions(text: &str, sentences: &Sentences, setting: Setting<'_>) -> (Vec<Entity>, Vec<Mention>) {
    let mut found = Entities::new(sentences);
    actors::find_own(text, setting.actors, &mut found);
    let hits = crate::knowledge::find_names(text);
    people::find_people(text, sentences, &hits, &mut found);
    named::find_named(text, sentences, &hits, &mut found);
    phrases::find_phrases(text, sentences, &hits, &mut found);
    phrases::find_known(text, &hits, &mut found);
    people::find_short_names(text, sentences, &mut found);
    found.finish(text)
}

/// Who a phrase alone names.
pub(crate) fn name_actor(phrase: &str, sentences: &Sentences, setting: Setting<'_>) -> Option<Entity> {
    let (entities, mentions) = find_mentions(phrase, sentences, setting);
    let longest = mentions.iter().max_by_key(|mention| mention.span.len())?;
    entities.get(longest.entity as usize).filter(|entity| entity.code.is_some()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::read_sentences;

    fn find(text: &str, actors: &[(&str, &str)]) -> (Vec<Entity>, Vec<Mention>) {
        let actors = actors.iter().map(|&(form, code)| (form.to_owned(), code.to_owned())).collect();
        find_mentions(text, &read_sentences(text), Setting { published: None, country: None, actors: &actors })
    }

    /// Each mention as `words=type:name:code`.
    fn check(text: &str, expected: &[&str]) {
        let (entities, mentions) = find(text, &[]);
        let found: Vec<String> = mentions
            .iter()
            .map(|mention| {
                let entity = &entities[mention.entity as usize];
                format!(
                    "{}={}:{}:{}",
                    mention.span.of(text),
                    entity.kind,
                    entity.name,
                    entity.code.as_deref().unwrap_or("-")
                )
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_title_makes_a_person_and_tells_the_state() {
        check("Danish President Ole Lund left.", &["Ole Lund=PERSON:Ole Lund:DNK GOV"]);
        check("Peru’s Foreign Minister Ana Paz left.", &["Peru=COUNTRY:Peru:PER", "Ana Paz=PERSON:Ana Paz:PER GOV"]);
        check("North Korean leader Kim Il UN left.", &["Kim Il UN=PERSON:Kim Il UN:PRK GOV"]);
    }

    #[test]
    fn a_short_name_joins_the_full_one() {
        check(
            "Danish President Ole Lund left. Lund is old.",
            &["Ole Lund=PERSON:Ole Lund:DNK GOV", "Lund=PERSON:Ole Lund:DNK GOV"],
        );
    }

    #[test]
    fn forces_and_officials_stand_for_their_state() {
        check("Danish troops met Peru.", &["Danish troops=GROUP:Danish troops:DNK MIL", "Peru=COUNTRY:Peru:PER"]);
        check("Danish cheese is old.", &[]);
    }

    #[test]
    fn a_seat_is_the_state_or_the_city() {
        check("Oslo met Peru in Lima.", &["Oslo=COUNTRY:Norway:NOR", "Peru=COUNTRY:Peru:PER", "Lima=PLACE:Lima:-"]);
    }

    #[test]
    fn the_analysts_own_actors_win() {
        let (entities, _) = find("The Blue Front met NATO.", &[("Blue Front", "X 7"), ("NATO", "my nato")]);
        let codes: Vec<Option<&str>> = entities.iter().map(|entity| entity.code.as_deref()).collect();
        assert_eq!(codes, [Some("X 7"), Some("my nato")]);
    }

    #[test]
    fn an_acronym_joins_the_body_before_it() {
        let (entities, mentions) = find("The Peace Institute of Lima (PIL) spoke.", &[]);
        assert_eq!((entities[0].aliases.as_slice(), mentions.len()), (["PIL".to_owned()].as_slice(), 2));
    }

    #[test]
    fn a_phrase_alone_names_an_actor_or_none() {
        let actors = BTreeMap::new();
        let code = |phrase: &str| {
            let setting = Setting { published: None, country: None, actors: &actors };
            name_actor(phrase, &read_sentences(phrase), setting).and_then(|entity| entity.code)
        };
        assert_eq!(code("Armenian Prime Minister").as_deref(), Some("ARM GOV"));
        assert_eq!(code("a green table"), None);
    }

    #[test]
    fn hostile_text_is_read_in_linear_time() {
        for unit in ["A ", "President ", "Kim ", "Russian ", "the North ", "UN(", "al-"] {
            let text = unit.repeat(50_000 / unit.len());
            let (entities, mentions) = find(&text, &[]);
            assert!(mentions.iter().all(|mention| (mention.entity as usize) < entities.len()));
        }
    }
}
