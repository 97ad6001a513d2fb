//! Persons of public life and the offices they held, from day to day: `knowledge/gazetteer/people.tsv`.

use super::rows::{cell, first_day, last_day, list, rows};
use crate::civil::Date;
use crate::text::letters_key;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A person known to the news.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: &'static str,
    /// ISO 3166 alpha-3; null for who serves no one state.
    pub(crate) country: Option<&'static str>,
    /// In order of their beginning.
    pub(crate) offices: Vec<Office>,
}

/// What a person was, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Office {
    /// PLOVER sector.
    pub(crate) sector: &'static str,
    pub(crate) title: &'static str,
    /// First and last day; null where not known, or where it goes on.
    from: Option<Date>,
    to: Option<Date>,
}

impl Office {
    fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Person {
    /// The sector on a day: that of the office then held, `ELI` between offices and after the last one, null before the first.
    /// Without a day, that of all offices where they agree or of one that goes on.
    pub(crate) fn sector_on(&self, day: Option<Date>) -> Option<&'static str> {
        let Some(day) = day else {
            let going_on = self.offices.iter().rev().find(|office| office.to.is_none());
            let first = self.offices.first()?.sector;
            return going_on
                .map(|office| office.sector)
                .or_else(|| self.offices.iter().all(|office| office.sector == first).then_some(first));
        };
        let held = self.offices.iter().rev().find(|office| office.holds_on(day));
        let begun = || self.offices.iter().any(|office| office.from.is_none_or(|from| from <= day));
        held.map(|office| office.sector).or_else(|| begun().then_some("ELI"))
    }

    pub(crate) fn in_office(&self, day: Option<Date>) -> bool {
        self.offices.iter().filter(|office| office.sector != "ELI").any(|office| match day {
            Some(day) => office.holds_on(day),
            None => office.to.is_none(),
        })
    }

    /// Whether an office with these words in its title was held: `president` fits `vice president` too.
    pub(crate) fn held(&self, words: &str, day: Option<Date>) -> bool {
        self.offices.iter().any(|office| office.title.contains(words) && day.is_none_or(|day| office.holds_on(day)))
    }
}

struct People {
    all: Vec<Person>,
    by_name: HashMap<String, Vec<u32>>,
    by_short: HashMap<String, Vec<u32>>,
}

static PEOPLE: Lazy<People> = Lazy::new(load);

/// Everybody of this full name, however it is spelled.
pub(crate) fn people_named(name: &str) -> impl Iterator<Item = &'static Person> {
    PEOPLE.by_name.get(&letters_key(name)).into_iter().flatten().map(|&nth| &PEOPLE.all[nth as usize])
}

/// Everybody with this family name (or the one word that news calls them by).
pub(crate) fn people_called(name: &str) -> impl Iterator<Item = &'static Person> {
    PEOPLE.by_short.get(&letters_key(name)).into_iter().flatten().map(|&nth| &PEOPLE.all[nth as usize])
}

/// Whether the family's name comes first, as in Korea, China and Vietnam.
fn family_name_first(country: &str) -> bool {
    matches!(country, "PRK" | "KOR" | "CHN" | "TWN" | "VNM" | "KHM" | "HKG" | "SGP")
}

/// Whether news calls people by their given name, which stands first, as in Thailand and Ethiopia.
fn given_name_serves(country: &str) -> bool {
    matches!(country, "THA" | "ETH" | "ERI" | "MYS" | "IDN" | "ISL" | "MMR" | "SOM" | "BTN" | "MNG")
}

/// The part of a full name by which later sentences call its bearer.
fn short_name<'a>(name: &'a str, country: Option<&str>) -> &'a str {
    let first = name.split(' ').next().unwrap_or(name);
    let last = name.rsplit(' ').next().unwrap_or(name);
    if country.is_some_and(family_name_first) { first } else { last }
}

fn load() -> People {
    let mut all: Vec<Person> = Vec::new();
    let mut known: HashMap<(String, &str), usize> = HashMap::new();
    let mut other_names: Vec<Vec<&'static str>> = Vec::new();
    for [name, others, country, sector, title, from, to] in rows(include_str!("../../knowledge/gazetteer/people.tsv")) {
        let nth = *known.entry((letters_key(name), country)).or_insert_with(|| {
            all.push(Person { name, country: cell(country), offices: Vec::new() });
            other_names.push(Vec::new());
            all.len() - 1
        });
        other_names[nth].extend(list(others));
        all[nth].offices.push(Office { sector, title, from: first_day(from), to: last_day(to) });
    }
    let (mut by_name, mut by_short) = (HashMap::<String, Vec<u32>>::new(), HashMap::<String, Vec<u32>>::new());
    for (nth, (person, others)) in all.iter_mut().zip(other_names).enumerate() {
        person.offices.sort_by_key(|office| office.from);
        let add = |index: &mut HashMap<String, Vec<u32>>, name: &str| {
            let slot = index.entry(letters_key(name)).or_default();
            if !slot.contains(&(nth as u32)) {
                slot.push(nth as u32);
            }
        };
        for name in others.into_iter().chain([person.name]) {
            add(&mut by_name, name);
            add(&mut by_short, short_name(name, person.country));
            if person.country.is_some_and(given_name_serves) {
                add(&mut by_short, name.split(' ').next().unwrap_or(name));
            }
        }
    }
    People { all, by_name, by_short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::country_by_code;

    fn sector(name: &str, day: Option<(i16, u8, u8)>) -> Option<&'static str> {
        let day = day.and_then(|(year, month, day)| Date::new(year, month, day));
        people_named(name).next().and_then(|person| person.sector_on(day))
    }

    #[test]
    fn the_sector_is_that_of_the_day() {
        assert_eq!(sector("Angela Merkel", Some((2012, 6, 1))), Some("GOV"));
        assert_eq!(sector("Angela Merkel", Some((2023, 6, 1))), Some("ELI"));
    }

    #[test]
    fn every_spelling_leads_to_one_person() {
        let name = |form: &str| people_named(form).next().map(|person| person.name);
        assert_eq!(name("Kim Jong-un"), name("Kim Jong UN"));
        assert!(people_called("Kim").any(|person| person.country == Some("PRK")));
    }

    #[test]
    fn everybody_is_of_a_known_state_or_of_none() {
        assert!(PEOPLE.all.len() > 2_000);
        for person in &PEOPLE.all {
            assert!(person.country.is_none_or(|code| country_by_code(code).is_some()), "{}", person.name);
            assert!(person.offices.iter().all(|office| office.sector.len() == 3), "{}", person.name);
        }
    }
}
