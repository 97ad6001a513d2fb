//! What the rest of the article says about a word that may mean several things.

use crate::document::{NameKind, Sentences};
use crate::knowledge::{Country, Meaning, NameHit, Place, confusable, country_by_code, places_named, us_state};
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::HashMap;

/// The article as a witness of what its words mean.
pub(super) struct Context<'a> {
    text: &'a str,
    hits: &'a [NameHit],
    /// The country of the dateline.
    filed_in: Option<&'a str>,
    /// Last words of persons' names.
    family_names: HashMap<&'a str, ()>,
    countries: OnceCell<HashMap<&'static str, u32>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(text: &'a str, sentences: &Sentences, hits: &'a [NameHit], filed_in: Option<&'a str>) -> Self {
        let people = sentences.names.iter().filter(|name| name.kind == NameKind::Person);
        let family_names =
            people.filter_map(|name| name.span.of(text).rsplit_once(' ')).map(|(_, last)| (last, ())).collect();
        Self { text, hits, filed_in, family_names, countries: OnceCell::new() }
    }

    /// Known names without those that are a part of another word or thing: `pro-Russian`, `German shepherd`.
    pub(super) fn sift(text: &str, hits: &mut Vec<NameHit>) {
        hits.retain(|hit| {
            let before = lower_tail(&text[..hit.span.start as usize]);
            if matches!(hit.meaning, Meaning::Adjective(_)) && (before.ends_with("pro-") || before.ends_with("anti-")) {
                return false;
            }
            let Some(other) = confusable(hit.span.of(text)) else { return true };
            let after = &text[hit.span.end as usize..];
            let next = after.strip_prefix([' ', '-']).unwrap_or("");
            let next = next.split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or("");
            !other.after.iter().any(|word| word.eq_ignore_ascii_case(next))
        });
    }

    /// Whether words are the family name of a person of the article, and nothing that is known.
    pub(super) fn is_family_name(&self, span: Span) -> bool {
        let next = self.hits.get(self.hits.partition_point(|hit| hit.span.end <= span.start));
        self.family_names.contains_key(span.of(self.text)) && next.is_none_or(|hit| !hit.span.overlaps(span))
    }

    /// How often each country is spoken of, by any of its words that can mean no other.
    fn countries(&self) -> &HashMap<&'static str, u32> {
        self.countries.get_or_init(|| {
            let mut counts = HashMap::new();
            for hit in self.hits {
                let code = match hit.meaning {
                    Meaning::Country(country) | Meaning::Adjective(country) | Meaning::National(country)
                        if confusable(hit.span.of(self.text)).is_none() =>
                    {
                        country.code
                    }
                    Meaning::Place(place) if us_state(hit.span.of(self.text)).is_some() => place.country,
                    Meaning::Seat(country) => country.code,
                    Meaning::Organisation(body) => match body.on(None).0 {
                        Some(code) => code,
                        None => continue,
                    },
                    _ => continue,
                };
                *counts.entry(code).or_insert(0) += 1;
            }
            counts
        })
    }

    fn speaks_of(&self, code: &str) -> u32 {
        self.countries().get(code).copied().unwrap_or(0)
    }

    /// Whether the known name is meant by these words, or another thing that is called alike; where there is `doubt`, a person
    /// of that name in the article is enough to say no.
    pub(super) fn is_meant(
        &self,
        text: &str,
        sentences: &Sentences,
        span: Span,
        meaning: Meaning,
        doubt: bool,
    ) -> bool {
        let form = span.of(text);
        let first = sentences.tokens.partition_point(|token| token.span.end <= span.start);
        let end = sentences.tokens.partition_point(|token| token.span.start < span.end);
        let word_at =
            |at: Option<usize>| at.and_then(|at| sentences.tokens.get(at)).map_or("", |token| token.span.of(text));
        // `US $10` is a sum.
        if text[span.end as usize..].trim_start_matches(' ').starts_with('$') {
            return false;
        }
        let (before, after) = (word_at(first.checked_sub(1)), word_at(Some(end)));
        if let Some(other) = confusable(form) {
            let lower = after.to_lowercase();
            if other.before.contains(&before.to_lowercase().as_str()) || other.after.contains(&lower.as_str()) {
                return false;
            }
        }
        // A person of that name is in the article.
        if doubt
            && self.family_names.contains_key(form)
            && !matches!(meaning, Meaning::Organisation(_))
            && !matches!(before, "in" | "In" | "the" | "The")
        {
            return false;
        }
        match meaning {
            // `the North` needs the other one in the text, and no noun that it describes.
            Meaning::Country(country) if matches!(form, "the North" | "the South" | "The North" | "The South") => {
                let capital = after.chars().next().is_some_and(char::is_uppercase);
                self.speaks_of(country.code) > 0
                    && matches!(country.code, "PRK" | "KOR")
                    && !after.starts_with('-')
                    && !capital
            }
            Meaning::Country(_) if form == "America" => !matches!(before, "South" | "Latin" | "North" | "Central"),
            _ => true,
        }
    }

    /// The place that a country's name means instead of the country: Georgia among states of the US.
    pub(super) fn elsewhere(&self, form: &str, country: &Country) -> Option<&'static Place> {
        us_state(form)?;
        let here = self.speaks_of("USA") + 3 * u32::from(self.filed_in == Some("USA"));
        let there = self.speaks_of(country.code) + 3 * u32::from(self.filed_in == Some(country.code));
        let neighbours: u32 = ["RUS", "ARM", "AZE", "UKR", "TUR"].iter().map(|code| self.speaks_of(code)).sum();
        if here <= there + neighbours {
            return None;
        }
        places_named(form).find(|place| place.country == "USA")
    }

    /// Which Korea `North` and `South` are, in an article that speaks of both or often of the one.
    pub(super) fn half(&self, word: &str) -> Option<&'static Country> {
        let (own, other) = match word {
            "North" => ("PRK", "KOR"),
            "South" => ("KOR", "PRK"),
            _ => return None,
        };
        let spoken = self.speaks_of(own) > 0 && self.speaks_of(own) + self.speaks_of(other) > 2;
        country_by_code(own).filter(|_| spoken)
    }

    /// Of the places of one name, the one in a country that the article speaks of; else the one given.
    pub(super) fn nearest(&self, form: &str, place: &'static Place) -> &'static Place {
        let filed = |place: &&Place| self.filed_in == Some(place.country);
        if filed(&place) {
            return place;
        }
        let weight = |place: &Place| self.speaks_of(place.country) + 2 * u32::from(filed(&place));
        let own = weight(place);
        places_named(form).filter(|other| weight(other) > own + 1).max_by_key(|other| weight(other)).unwrap_or(place)
    }

    pub(super) fn is_capitals(&self, form: &str) -> bool {
        form.len() > 1 && form.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    }
}

/// The last few letters, lower case.
fn lower_tail(text: &str) -> String {
    let tail: Vec<char> = text.chars().rev().take(5).collect();
    tail.into_iter().rev().map(|c| c.to_ascii_lowercase()).collect()
}

/// Verbs and nouns of going: what they lead to is a place, not a government.
pub(super) fn is_motion(lemma: &str) -> bool {
    const WORDS: &[&str] = &[
        "arrive", "come", "depart", "drive", "emigrate", "flee", "flight", "fly", "go", "head", "journey", "leave",
        "move", "return", "road", "sail", "travel", "trip", "walk", "way",
    ];
    WORDS.binary_search(&lemma).is_ok()
}
