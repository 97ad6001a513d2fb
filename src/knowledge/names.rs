//! Every known name in a text, found in one reading.

use super::{Country, Organisation, Outlet, Place, Weapon, countries, organisations, outlets, places, weapons};
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// What a name may stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Meaning {
    Country(&'static Country),
    /// `Russian`; several states may share a form, the better known one stands here.
    Adjective(&'static Country),
    /// `Russians`.
    National(&'static Country),
    /// `Moscow`, for the government that sits there or for the city.
    Seat(&'static Country),
    Organisation(&'static Organisation),
    Outlet(&'static Outlet),
    Weapon(&'static Weapon),
    Place(&'static Place),
}

/// A known name where it stands in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameHit {
    pub(crate) span: Span,
    pub(crate) meaning: Meaning,
}

struct Names {
    automaton: Option<AhoCorasick>,
    meanings: Vec<Meaning>,
}

static NAMES: Lazy<Names> = Lazy::new(load);

/// Every known name in the text, the longest at each place, in text order; letters of either case count.
pub(crate) fn find_names(text: &str) -> Vec<NameHit> {
    let Some(automaton) = &NAMES.automaton else { return Vec::new() };
    // A match that is no whole word must not hide a shorter one, so all are listed and the longest kept.
    let mut hits: Vec<NameHit> = automaton
        .find_overlapping_iter(text)
        .filter(|found| is_word(text, found.start(), found.end()))
        .map(|found| NameHit {
            span: Span::new(found.start(), found.end()),
            meaning: NAMES.meanings[found.pattern().as_usize()],
        })
        .collect();
    hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    // `the North` is none before `Korean`: a longer name begins within it.
    let begins: HashMap<u32, u32> = hits.iter().map(|hit| (hit.span.start, hit.span.end)).rev().collect();
    let mut end = 0;
    hits.retain(|hit| {
        let article = hit.span.of(text).starts_with("the ");
        let hides = article && begins.get(&(hit.span.start + 4)).is_some_and(|&end| end > hit.span.end);
        let free = hit.span.start >= end && !hides;
        if free {
            end = hit.span.end;
        }
        free
    });
    hits
}

/// No letter, digit or joining hyphen touches the range: `Niger` is none in `Nigeria`.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    // A form may end in bytes that begin a longer character of the text.
    if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
        return false;
    }
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = after.next();
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    // `US-led` and `Russia-Ukraine` hold names; `al-Sudan` and `U.S.S.R.` do not.
    let article = text[..start].ends_with("al-") || text[..start].ends_with("Al-") || text[..start].ends_with("El-");
    let abbreviated = text[start..end].ends_with('.') && next.is_some_and(char::is_alphanumeric)
        || next == Some('.') && text[start..end].contains('.') && after.next().is_some_and(char::is_alphabetic);
    apart(before) && apart(next) && !abbreviated && !article
}

fn load() -> Names {
    let mut patterns = Vec::new();
    let mut meanings = Vec::new();
    let mut seen: HashMap<String, ()> = HashMap::new();
    let mut add = |name: &str, meaning: Meaning| {
        for form in [name.to_owned(), name.replace('\'', "’")] {
            if seen.insert(form.clone(), ()).is_none() {
                patterns.push(form);
                meanings.push(meaning);
            }
        }
    };
    // What is added first is what a form shared by several means.
    for country in countries() {
        add(country.name, Meaning::Country(country));
        country.other_names.iter().for_each(|name| add(name, Meaning::Country(country)));
    }
    for country in countries() {
        country.nationals.iter().for_each(|name| {
            let adjective = country.adjectives.contains(&name.as_str());
            add(name, if adjective { Meaning::Adjective(country) } else { Meaning::National(country) });
        });
        country.adjectives.iter().for_each(|name| add(name, Meaning::Adjective(country)));
    }
    for organisation in organisations() {
        add(organisation.name, Meaning::Organisation(organisation));
        organisation.other_names.iter().for_each(|name| add(name, Meaning::Organisation(organisation)));
    }
    for country in countries() {
        country.seats.iter().for_each(|name| add(name, Meaning::Seat(country)));
    }
    for outlet in outlets() {
        outlet.names_in_text().for_each(|name| add(name, Meaning::Outlet(outlet)));
    }
    for weapon in weapons() {
        add(weapon.name, Meaning::Weapon(weapon));
        weapon.other_names.iter().for_each(|name| add(name, Meaning::Weapon(weapon)));
    }
    for place in places() {
        add(place.name, Meaning::Place(place));
        place.other_names.iter().for_each(|name| add(name, Meaning::Place(place)));
    }
    // The patterns are a fixed few thousand; a build that failed would show in every test.
    let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
    Names { automaton, meanings }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find_names(text).iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_whole_words_in_their_own_letters() {
        check("Nigeria told us that the US and Niger agreed.", &["Nigeria", "US", "Niger"]);
        check("the U.S., South Korea and Ukraine", &["U.S.", "South Korea", "Ukraine"]);
        check("US-led talks on the Russia-Ukraine war", &["US", "Russia", "Ukraine"]);
        check("the U.S.A.F. and the former U.S.S.R.", &["U.S.S.R."]);
    }

    #[test]
    fn the_longest_name_is_taken() {
        check("the North Korean army of the North", &["North Korean", "the North"]);
        check("North Korean troops left South Korea", &["North Korean", "South Korea"]);
        check("the UN Security Council", &["UN Security Council"]);
        check("Kurdistan Workers’ Party", &["Kurdistan Workers’ Party"]);
    }

    #[test]
    fn a_form_means_the_country_first() {
        assert!(matches!(find_names("Georgia")[0].meaning, Meaning::Country(country) if country.code == "GEO"));
        assert!(matches!(find_names("Moscow")[0].meaning, Meaning::Seat(country) if country.code == "RUS"));
        assert!(matches!(find_names("TASS")[0].meaning, Meaning::Outlet(outlet) if outlet.short_name() == "TASS"));
    }
}
