//! Who a name is: the same person under a short name or another spelling, the body behind an acronym, the person or body
//! that the gazetteer knows on the article's day.

use super::describe::{Description, Scene};
use super::entities::{Entities, Who};
use super::naming::Named;
use super::phrases::Phrase;
use crate::civil::Date;
use crate::document::EntityType;
use crate::knowledge::{Meaning, Person, find_names, people_called, people_named, places_named};
use crate::text::letters_key;
use std::collections::HashMap;

/// The entity of every name.
pub(super) fn identify(
    scene: Scene<'_>,
    phrases: &[Phrase],
    said: &[Description],
    found: &mut Entities<'_>,
) -> Vec<u32> {
    let mut of_name: Vec<Option<Description>> = vec![None; scene.names.len()];
    for (phrase, said) in phrases.iter().zip(said) {
        if let Some(name) = phrase.name {
            let said = join_ties(scene, phrases, phrase, *said);
            let known = of_name[name as usize].get_or_insert(said);
            *known = join(*known, said);
        }
    }
    let said = |nth: usize| of_name[nth].unwrap_or_default();
    let mut entities: Vec<Option<u32>> = vec![None; scene.names.len()];
    for (nth, name) in scene.names.iter().enumerate().filter(|(_, name)| name.kind != EntityType::Person) {
        entities[nth] = Some(other(scene, nth, name, said(nth), found));
    }
    let is_full = |name: &Named| name.span.of(scene.text).contains([' ', '-']);
    let people = || scene.names.iter().enumerate().filter(|(_, name)| name.kind == EntityType::Person);
    let mut short: HashMap<String, Vec<u32>> = HashMap::new();
    let (mut counts, mut first_met) = (HashMap::<u32, u32>::new(), HashMap::<u32, usize>::new());
    for (nth, name) in people().filter(|(_, name)| is_full(name)) {
        let entity = full_name(scene, name, said(nth), &short, found);
        entities[nth] = Some(entity);
        *counts.entry(entity).or_insert(0) += 1;
        first_met.entry(entity).or_insert(nth);
        note_short_names(name.span.of(scene.text), entity, &mut short);
    }
    let mut lone: HashMap<String, u32> = HashMap::new();
    for (nth, name) in people().filter(|(_, name)| !is_full(name)) {
        let words = name.span.of(scene.text);
        let bearers = short.get(&letters_key(words));
        // Of several who share a name, one met before, one of public life, the one most spoken of.
        let weight = |entity: &u32| {
            let met = first_met.get(entity).is_some_and(|&first| first < nth);
            (met, found.is_public(*entity), counts.get(entity).copied().unwrap_or(0))
        };
        let known = bearers.and_then(|list| list.iter().rev().max_by_key(|entity| weight(entity)));
        entities[nth] = Some(match known {
            Some(&entity) => entity,
            None => *lone.entry(letters_key(words)).or_insert_with_key(|key| {
                // One title tells for all of them.
                let alike = people().filter(|(_, other)| letters_key(other.span.of(scene.text)) == *key);
                let said = alike.fold(said(nth), |sum, (other, _)| join(sum, said(other)));
                lone_name(scene, words, said, found)
            }),
        });
    }
    entities.into_iter().map(|entity| entity.unwrap_or_default()).collect()
}

/// The first, with what only the second tells.
fn join(one: Description, other: Description) -> Description {
    Description {
        country: one.country.or(other.country),
        sector: one.sector.or(other.sector),
        role: one.role.or(other.role),
        ..one
    }
}

/// What appositions, titles that the tree hangs above the name, and predicates add.
fn join_ties(scene: Scene<'_>, phrases: &[Phrase], phrase: &Phrase, mut said: Description) -> Description {
    let sentence = &scene.sentences.sentences[phrase.sentence as usize];
    let tokens = &scene.sentences.tokens;
    let start = phrases.partition_point(|other| other.sentence < phrase.sentence);
    for other in phrases[start..].iter().take_while(|other| other.sentence == phrase.sentence) {
        if other.name.is_some() || other.head == phrase.head {
            continue;
        }
        let up = |head: u32| tokens[head as usize].head.map(|up| up + sentence.first_token);
        let dep = |head: u32| tokens[head as usize].dep.unwrap_or("");
        let beside = up(other.head) == Some(phrase.head) && dep(other.head) == "appos";
        let above = up(phrase.head) == Some(other.head)
            && matches!(dep(phrase.head), "appos" | "flat" | "nmod:desc" | "compound")
            && other.end <= phrase.end.max(other.end)
            && phrase.first < other.end;
        let predicate = up(phrase.head) == Some(other.head) && dep(phrase.head) == "nsubj";
        if beside || above || predicate {
            let more = scene.describe(other);
            if more.role.is_some() {
                said = join(said, more);
            }
        }
    }
    said
}

fn other(scene: Scene<'_>, nth: usize, name: &Named, said: Description, found: &mut Entities<'_>) -> u32 {
    let words = name.span.of(scene.text);
    // `EPA` is the body of these initials that the article names in full, before any that is known by them.
    if name.kind == EntityType::Org
        && words.len() >= 3
        && words.chars().all(|c| c.is_ascii_uppercase())
        && let Some(long) = scene
            .names
            .iter()
            .position(|long| long.kind == EntityType::Org && initials(long.span.of(scene.text)) == words)
        && long != nth
    {
        let long_name = &scene.names[long];
        let entity = other(scene, long, long_name, Description::default(), found);
        found.also_named(EntityType::Org, words, entity);
        return entity;
    }
    let known = name.meaning.and_then(|meaning| by_meaning(words, meaning, said, scene.published, found));
    known.unwrap_or_else(|| match name.kind {
        EntityType::Org => body(scene, nth, name, said, found),
        EntityType::Place => {
            let country = places_named(words).next().map(|place| place.country);
            let country = country.or_else(|| scene.of_body(name).0).or(said.country);
            found.entity(EntityType::Place, words, Who { country, ..Who::default() })
        }
        kind => found.entity(kind, words, Who::default()),
    })
}

/// The entity that a known name stands for.
fn by_meaning(
    words: &str,
    meaning: Meaning,
    said: Description,
    published: Option<Date>,
    found: &mut Entities<'_>,
) -> Option<u32> {
    let (kind, name, country, sector) = match meaning {
        Meaning::Country(country) | Meaning::Seat(country) => {
            let who = Who { country: Some(country.code), wikidata: country.wikidata, ..Who::default() };
            return Some(found.entity(EntityType::Country, country.name, who));
        }
        Meaning::National(country) => {
            let people = country.nationals.first().map_or(words, String::as_str);
            (EntityType::Group, people, Some(country.code), Some("CVL"))
        }
        Meaning::Organisation(body) => {
            let (country, sector) = body.on(published);
            // `Chile's Senate` is none of the one that goes by that name alone.
            let other = said
                .country
                .filter(|said| sector == "LEG" && country.is_some_and(|own| own != *said) && !words.contains(' '));
            let country = other.or(country);
            let name = if other.is_some() { words } else { body.name };
            // The party that is said to be in opposition.
            let sector = if sector == "PTY" && said.sector == Some("OPP") { "OPP" } else { sector };
            (EntityType::Org, name, country, Some(sector))
        }
        Meaning::Outlet(outlet) => (EntityType::Org, outlet.name, outlet.country, Some("JRN")),
        Meaning::Weapon(weapon) => (EntityType::Weapon, words, Some(weapon.country), None),
        Meaning::Place(place) => (EntityType::Place, place.name, Some(place.country), None),
        Meaning::Adjective(_) => return None,
    };
    Some(found.entity(kind, name, Who { country, sector, ..Who::default() }))
}

/// The first letters of the capitalised words of a name.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|word| word.len() > 1);
    words.filter_map(|word| word.chars().next().filter(|first| first.is_ascii_uppercase())).collect()
}

/// A body that the gazetteer does not know.
fn body(scene: Scene<'_>, nth: usize, name: &Named, said: Description, found: &mut Entities<'_>) -> u32 {
    let words = name.span.of(scene.text);
    let (country, sector) = scene.of_body(name);
    let who = Who { country: country.or(said.country), sector: sector.or(said.sector), ..Who::default() };
    let entity = found.entity(EntityType::Org, words, who);
    if let Some(short) = bracketed_acronym(scene, nth, name) {
        found.also_named(EntityType::Org, short, entity);
    }
    entity
}

/// `KINU` in brackets behind the name that it shortens.
fn bracketed_acronym<'a>(scene: Scene<'a>, nth: usize, name: &Named) -> Option<&'a str> {
    let next = scene.names.get(nth + 1)?;
    let short = next.span.of(scene.text);
    let bracketed = scene.text[name.span.end as usize..next.span.start as usize].trim() == "("
        && scene.text[next.span.end as usize..].starts_with(')');
    let same_first = short.chars().next() == name.span.of(scene.text).chars().next();
    (bracketed && same_first && short.chars().all(char::is_uppercase)).then_some(short)
}

/// Whether somebody whom the text describes so can be this person of public life.
fn fits(person: &Person, said: Description) -> bool {
    let country = said.country.is_none_or(|code| person.country.is_none_or(|own| own == code));
    let private =
        matches!(said.sector, Some("EDU" | "MED" | "BUS" | "JRN" | "CVL" | "CRM" | "LAB" | "AGR" | "REF" | "COP"));
    country
        && (!private || leads(person, None) || person.offices.iter().any(|office| Some(office.sector) == said.sector))
}

fn known_person(published: Option<Date>, person: &'static Person, said: Description, found: &mut Entities<'_>) -> u32 {
    let sector = match (said.sector, person.sector_on(published)) {
        // The calendar knows better than a title that is no longer true.
        (Some("GOV" | "LEG" | "MIL" | "SPY" | "JUD"), Some("ELI")) if published.is_some() => Some("ELI"),
        (Some("ELI"), _) => Some("ELI"),
        // A title of a state, where the calendar has a body of many states.
        (Some(title), Some("IGO")) if said.country.is_some() => Some(title),
        (Some(said), Some("ELI") | None) => Some(said),
        (_, known) => known,
    };
    let country = person.country.or(said.country);
    found.person(
        person.name,
        country,
        Who { country: country.filter(|_| sector != Some("IGO")), sector, ..Who::default() },
    )
}

/// How to make the entity that the gazetteer knows by all words of a phrase.
pub(super) fn known_by_all_words(
    phrase: &str,
    published: Option<Date>,
) -> Option<impl FnOnce(&mut Entities<'_>) -> u32> {
    let bare = phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("The ")).unwrap_or(phrase).trim();
    let capital = bare.chars().next().is_some_and(char::is_uppercase);
    let several = bare.contains([' ', '-']);
    let best = people_named(bare).max_by_key(|person| person.in_office(published));
    let called = || {
        by_family_name(bare, Description::default(), published, |_| true)
            .filter(|person| !several && person.in_office(published))
    };
    let person = best.or_else(called).filter(|_| capital);
    let hit = find_names(phrase).into_iter().find(|hit| {
        let covers = hit.span.end as usize == phrase.len() && phrase[..hit.span.start as usize].trim().len() <= 3;
        covers && !matches!(hit.meaning, Meaning::Place(_) | Meaning::Adjective(_) | Meaning::Weapon(_))
    });
    if person.is_none() && hit.is_none() {
        return None;
    }
    let phrase = phrase.to_owned();
    Some(move |found: &mut Entities<'_>| match (hit, person) {
        (Some(hit), _) => {
            by_meaning(&phrase, hit.meaning, Description::default(), published, found).unwrap_or_default()
        }
        (None, Some(person)) => known_person(published, person, Description::default(), found),
        (None, None) => 0,
    })
}

fn full_name(
    scene: Scene<'_>,
    name: &Named,
    said: Description,
    short: &HashMap<String, Vec<u32>>,
    found: &mut Entities<'_>,
) -> u32 {
    let words = name.span.of(scene.text);
    let mut known = people_named(words).filter(|person| fits(person, said));
    if let Some(person) = known.next() {
        // Of namesakes, the one in office that day.
        let best = known.fold(person, |best, other| {
            if !best.in_office(scene.published) && other.in_office(scene.published) { other } else { best }
        });
        return known_person(scene.published, best, said, found);
    }
    drop(known);
    // `Vladimir V. Putin`, `Kim Jong Un Jr.`: a longer form of a name that was met.
    let key = letters_key(words);
    if let Some(entity) = found.known(EntityType::Person, &key) {
        found.fill(entity, who(said));
        return entity;
    }
    let parts: Vec<&str> = words.split(' ').collect();
    if let [given, middle @ .., family] = parts.as_slice()
        && !middle.is_empty()
        && middle.iter().all(|part| part.len() <= 2 || part.ends_with('.'))
    {
        let plain = format!("{given} {family}");
        if let Some(person) = people_named(&plain).find(|person| fits(person, said)) {
            return known_person(scene.published, person, said, found);
        }
        if let Some(entity) = short.get(&letters_key(&plain)).and_then(|list| list.first()) {
            return *entity;
        }
    }
    found.entity(EntityType::Person, words, who(said))
}

fn who(said: Description) -> Who<'static> {
    Who { country: said.country, sector: said.sector, ..Who::default() }
}

/// The family's name stands last or first, and some go by their given name.
fn note_short_names(words: &str, entity: u32, short: &mut HashMap<String, Vec<u32>>) {
    let parts: Vec<&str> = words.split(' ').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let mut add = |name: &str| {
        let list = short.entry(letters_key(name)).or_default();
        if !list.contains(&entity) {
            list.push(entity);
        }
    };
    add(last);
    if parts.len() > 2 {
        // `van der Berg`, `Jong Un`.
        add(&parts[1..].join(" "));
        add(&format!("{first} {last}"));
    }
    add(first);
}

/// One word, and no full name in the article.
fn lone_name(scene: Scene<'_>, words: &str, said: Description, found: &mut Entities<'_>) -> u32 {
    let one = people_named(words).find(|person| fits(person, said));
    let spoken_of = |code: &str| {
        scene.hits.iter().any(|hit| match hit.meaning {
            Meaning::Country(country)
            | Meaning::Adjective(country)
            | Meaning::Seat(country)
            | Meaning::National(country) => country.code == code,
            _ => false,
        })
    };
    match one.or_else(|| by_family_name(words, said, scene.published, spoken_of)) {
        Some(person) => known_person(scene.published, person, said, found),
        None => found.entity(EntityType::Person, words, who(said)),
    }
}

fn leads(person: &Person, day: Option<Date>) -> bool {
    ["president", "prime minister", "chancellor", "leader", "king"].iter().any(|title| person.held(title, day))
}

/// Whom a bare family name means: of who is in the news that day, the one whose office or state the text tells, or who leads.
fn by_family_name(
    words: &str,
    said: Description,
    published: Option<Date>,
    spoken_of: impl Fn(&str) -> bool,
) -> Option<&'static Person> {
    let mut known: Vec<&'static Person> = people_called(words).filter(|person| fits(person, said)).collect();
    if known.len() > 1 || said.country.is_none() && said.sector.is_none() {
        let alone = published.is_none() && known.len() == 1 && leads(known[0], None);
        known.retain(|person| alone || person.in_office(published));
    }
    if said.country.is_none() && said.sector.is_none() {
        // A minister goes by his name alone where his state is spoken of.
        known.retain(|person| leads(person, published) || person.country.is_none_or(&spoken_of));
    }
    if known.len() > 1 && known.iter().any(|person| person.sector_on(published) == Some("GOV")) {
        known.retain(|person| person.sector_on(published) == Some("GOV"));
    }
    if known.len() > 1 {
        known.retain(|person| leads(person, published));
    }
    match known.as_slice() {
        &[person] => Some(person),
        _ => None,
    }
}
