//! States and territories and the words for them.

use super::rows::{cell, list, rows};
use crate::text::letters_key;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A state or territory.
#[derive(Debug, Clone)]
pub(crate) struct Country {
    /// ISO 3166 alpha-3.
    pub(crate) code: &'static str,
    /// The everyday English name.
    pub(crate) name: &'static str,
    /// Other names and the formal one.
    pub(crate) other_names: Vec<&'static str>,
    pub(crate) adjectives: Vec<&'static str>,
    /// Nouns for its people.
    pub(crate) nationals: Vec<String>,
    /// Capitals and seats that stand for its government.
    pub(crate) seats: Vec<&'static str>,
    pub(crate) wikidata: Option<&'static str>,
    /// The zone of the IANA database, where it keeps one time.
    pub(crate) zone: Option<&'static str>,
    /// Degrees north and east of where its people live, on the mean.
    pub(crate) middle: Option<(f64, f64)>,
}

struct Countries {
    all: Vec<Country>,
    by_code: HashMap<&'static str, usize>,
    by_name: HashMap<String, usize>,
}

static COUNTRIES: Lazy<Countries> = Lazy::new(load);

/// Every country, by code.
pub(crate) fn countries() -> &'static [Country] {
    &COUNTRIES.all
}

/// The country with this ISO 3166 alpha-3 code.
pub(crate) fn country_by_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.by_code.get(code).map(|&nth| &COUNTRIES.all[nth])
}

/// The country of this name, however it is spelled: `South Korea`, `U.S.`, `the Russian Federation`.
pub(crate) fn country_by_name(name: &str) -> Option<&'static Country> {
    let key = letters_key(name.strip_prefix("the ").unwrap_or(name));
    COUNTRIES.by_name.get(&key).map(|&nth| &COUNTRIES.all[nth])
}

fn load() -> Countries {
    let facts: HashMap<&str, [&'static str; 5]> =
        rows(include_str!("../../knowledge/gazetteer/countries.tsv")).map(|row: [_; 5]| (row[0], row)).collect();
    let zones: HashMap<&str, &'static str> =
        rows(include_str!("../../knowledge/gazetteer/zones.tsv")).map(|[code, zone]| (code, zone)).collect();
    let all: Vec<Country> = rows(include_str!("../../knowledge/gazetteer/country_words.tsv"))
        .map(|[code, name, other_names, adjectives, nationals, seats]| {
            let [_, formal, wikidata, north, east] = facts.get(code).copied().unwrap_or_default();
            let mut other_names = list(other_names);
            if !formal.is_empty() && formal != name && !other_names.contains(&formal) {
                other_names.push(formal);
            }
            let adjectives = list(adjectives);
            let nationals = nouns(&adjectives, &list(nationals));
            let middle = north.parse().ok().zip(east.parse().ok());
            let (seats, wikidata) = (list(seats), cell(wikidata));
            Country {
                code,
                name,
                other_names,
                adjectives,
                nationals,
                seats,
                wikidata,
                zone: zones.get(code).copied(),
                middle,
            }
        })
        .collect();
    let by_code = all.iter().enumerate().map(|(nth, country)| (country.code, nth)).collect();
    let mut by_name = HashMap::new();
    for (nth, country) in all.iter().enumerate() {
        for name in country.other_names.iter().chain([&country.name]) {
            by_name.entry(letters_key(name.strip_prefix("the ").unwrap_or(name))).or_insert(nth);
        }
    }
    Countries { all, by_code, by_name }
}

/// `Russian` serves as a noun, and so does `Russians`; `French` does not.
fn nouns(adjectives: &[&str], nationals: &[&str]) -> Vec<String> {
    if !nationals.is_empty() {
        return nationals.iter().map(|&noun| noun.to_owned()).collect();
    }
    let regular = |adjective: &&&str| adjective.ends_with(['n', 'i']);
    adjectives.iter().filter(regular).map(|adjective| format!("{adjective}s")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_found_under_each_of_its_names() {
        let check = |name: &str, code: Option<&str>| {
            assert_eq!(country_by_name(name).map(|country| country.code), code, "{name}");
        };
        check("South Korea", Some("KOR"));
        check("U.S.", Some("USA"));
        check("the Russian Federation", Some("RUS"));
        check("Côte d'Ivoire", Some("CIV"));
        check("Democratic People's Republic of Korea", Some("PRK"));
        check("Congo", Some("COD"));
        check("Ruritania", None);
    }

    #[test]
    fn every_country_has_a_code_of_its_own_and_a_name() {
        assert!(countries().len() > 200);
        for pair in countries().windows(2) {
            assert!(pair[0].code < pair[1].code, "{} {}", pair[0].code, pair[1].code);
        }
        assert!(countries().iter().all(|country| country.code.len() == 3 && !country.name.is_empty()));
        assert_eq!(country_by_code("PRK").and_then(|country| country.wikidata), Some("Q423"));
        let middle = country_by_code("PER").and_then(|country| country.middle);
        assert!(middle.is_some_and(|(north, east)| (-14.0..-8.0).contains(&north) && (-80.0..-73.0).contains(&east)));
    }

    #[test]
    fn nationals_are_given_or_regular() {
        let nouns = |code| country_by_code(code).map(|country| country.nationals.join(" "));
        assert_eq!(nouns("RUS").as_deref(), Some("Russians"));
        assert_eq!(nouns("JPN").as_deref(), Some("Japanese"));
        assert_eq!(nouns("POL").as_deref(), Some("Poles Pole"));
    }
}
