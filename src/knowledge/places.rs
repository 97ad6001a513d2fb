//! Cities, regions and where they lie.

use super::countries::countries;
use super::rows::{list, rows};
use crate::text::letters_key;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A city or region.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) other_names: Vec<&'static str>,
    /// ISO 3166 alpha-3.
    pub(crate) country: &'static str,
    /// Degrees north.
    pub(crate) latitude: f64,
    /// Degrees east.
    pub(crate) longitude: f64,
    /// People; 0 for a region.
    population: u64,
}

struct Places {
    /// Regions and large cities first, then divisions and towns.
    all: Vec<Place>,
    /// How many of them are sought in running text.
    sought: usize,
    /// The best known place of a name, then the others.
    by_name: HashMap<String, Vec<u32>>,
}

static PLACES: Lazy<Places> = Lazy::new(load);

/// The places that running text is searched for: regions first, then large cities, the most populous first.
pub(crate) fn places() -> &'static [Place] {
    &PLACES.all[..PLACES.sought]
}

/// The best known place of this name, in letters of any case: `SEOUL`, `Kyiv`, `Gaza Strip`.
pub(crate) fn find_place(name: &str) -> Option<&'static Place> {
    places_named(name).next()
}

/// Every place of this name, the best known first.
pub(crate) fn places_named(name: &str) -> impl Iterator<Item = &'static Place> {
    PLACES.by_name.get(&letters_key(name)).into_iter().flatten().map(|&nth| &PLACES.all[nth as usize])
}

fn load() -> Places {
    let cities = rows(include_str!("../../knowledge/gazetteer/places.tsv"));
    let regions = rows(include_str!("../../knowledge/gazetteer/regions.tsv"));
    let mut all: Vec<Place> = regions
        .map(|[name, other, country, north, east]| place([name, other, country, north, east, ""]))
        .chain(cities.map(place))
        .collect();
    all.sort_by_key(|place| (place.population != 0, std::cmp::Reverse(place.population)));
    let sought = all.len();
    let divisions = rows(include_str!("../../knowledge/gazetteer/divisions.tsv"))
        .map(|[name, country, north, east]| place([name, "", country, north, east, ""]));
    let mut towns: Vec<Place> = rows(include_str!("../../knowledge/gazetteer/towns.tsv"))
        .map(|[name, country, north, east, people]| place([name, "", country, north, east, people]))
        .collect();
    towns.sort_by_key(|town| std::cmp::Reverse(town.population));
    all.extend(divisions.chain(towns));
    let mut by_name = HashMap::<String, Vec<u32>>::new();
    let mut add = |name: &str, nth: usize| {
        let places = by_name.entry(letters_key(name)).or_default();
        if !places.contains(&(nth as u32)) {
            places.push(nth as u32);
        }
    };
    // A seat of government is meant before a region or city of the same name elsewhere.
    for country in countries() {
        for seat in &country.seats {
            let here = |place: &Place| place.country == country.code;
            let known = &all[..sought];
            let named = known.iter().position(|place| here(place) && place.name == *seat);
            let also = || known.iter().position(|place| here(place) && place.other_names.contains(seat));
            if let Some(nth) = named.or_else(also) {
                add(seat, nth);
            }
        }
    }
    for (nth, place) in all.iter().enumerate() {
        add(place.name, nth);
    }
    for (nth, place) in all.iter().enumerate() {
        for name in &place.other_names {
            add(name, nth);
        }
    }
    Places { all, sought, by_name }
}

fn place([name, other_names, country, latitude, longitude, population]: [&'static str; 6]) -> Place {
    let degrees = |cell: &str| cell.parse().unwrap_or(f64::NAN);
    Place {
        name,
        other_names: list(other_names),
        country,
        latitude: degrees(latitude),
        longitude: degrees(longitude),
        population: population.parse().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::country_by_code;

    #[test]
    fn a_place_is_found_in_capitals_and_under_other_names() {
        let check = |name: &str, found: Option<(&str, &str)>| {
            assert_eq!(find_place(name).map(|place| (place.name, place.country)), found, "{name}");
        };
        check("SEOUL", Some(("Seoul", "KOR")));
        check("Kiev", Some(("Kyiv", "UKR")));
        check("NEW DELHI", Some(("New Delhi", "IND")));
        check("WASHINGTON", Some(("Washington", "USA")));
        check("the Gaza Strip", Some(("Gaza", "PSE")));
        check("Tangail", Some(("Tangail", "BGD")));
        check("Donetsk Oblast", Some(("Donetsk region", "UKR")));
        check("London", Some(("London", "GBR")));
        check("Lemuria Bay", None);
    }

    #[test]
    fn every_place_lies_on_the_globe_in_a_known_country() {
        assert!(places().len() > 2_000);
        for place in &PLACES.all {
            assert!(place.latitude.abs() <= 90.0 && place.longitude.abs() <= 180.0, "{}", place.name);
            assert!(country_by_code(place.country).is_some(), "{} in {}", place.name, place.country);
        }
    }
}
