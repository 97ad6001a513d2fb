//! The dateline that opens a report: `SEOUL, South Korea (AP) —`.

use crate::document::Dateline;
use crate::knowledge::{country_by_name, find_agency, find_place, us_state};
use crate::text::Span;
use once_cell::sync::Lazy;
use regex::Regex;

/// A dateline read off the front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDateline {
    pub(crate) place: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) agency: Option<String>,
    /// Bytes of the dateline itself, its dash left out.
    pub(crate) words: usize,
    /// Where the report begins.
    pub(crate) body: usize,
}

/// The dateline of a paragraph, if it opens with one.
///
/// Words before a dash are a dateline when an agency stands there in brackets, or when they name a
/// place that is known (`LONDON —`, `Kyiv, Ukraine –`); `UPDATE —` is none.
pub(crate) fn read_dateline(paragraph: &str) -> Option<FoundDateline> {
    static SHAPE: Lazy<Regex> = Lazy::new(|| {
        let name =
            r"\p{Lu}[\p{L}.'’]*(?:[ -](?:(?:of|the|de|da|do|la|el|al|du|des|upon|and|y)[ -])?\p{Lu}[\p{L}.'’]*){0,4}";
        let date = r"(?:\p{L}{3,9}\.?\s\d{1,2}(?:,?\s[12]\d{3})?|\d{1,2}\s\p{L}{3,9}\.?(?:,?\s[12]\d{3})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)";
        let agency = r"[(\[](?P<agency>[^()\[\]]{2,40})[)\]]";
        let pattern = format!(
            r"^\s*(?:(?P<place>{name})(?:\s?/\s?{name}){{0,2}}(?:,\s(?P<region>{name}))?(?:,?\s{date})?[,.]?\s*(?:{agency})?(?:,?\s{date})?|{agency2})\s*(?P<dash>[—–:-]+)\s*",
            agency2 = agency.replace("agency", "lone")
        );
        Regex::new(&pattern).unwrap_or_else(|error| unreachable!("the pattern of datelines is broken: {error}"))
    });
    let found = SHAPE.captures(paragraph.get(..floor(paragraph, 160)).unwrap_or(paragraph))?;
    let dash = found.name("dash")?;
    let body = found.get(0)?.end();
    if paragraph[body..].trim().is_empty() {
        return None;
    }
    let agency = found.name("agency").or_else(|| found.name("lone")).map(|m| m.as_str());
    let known_agency = agency.and_then(find_agency);
    let Some(place) = found.name("place").map(|m| m.as_str()) else {
        let agency = known_agency?;
        return Some(FoundDateline {
            place: None,
            country: None,
            agency: Some(agency.short_name().into()),
            words: end_of(paragraph, dash.start()),
            body,
        });
    };
    if !dash_parts(paragraph, dash.start(), body, agency.is_some()) {
        return None;
    }
    let (name, country) = locate(place, found.name("region").map(|m| m.as_str()));
    let shouted = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let trusted = match (agency, country.is_some()) {
        (Some(_), _) if known_agency.is_some() => true,
        (Some(_), located) => located || shouted,
        (None, located) => located && (shouted || found.name("region").is_some()),
    };
    // A colon ends many other openings.
    if !trusted || (dash.as_str().starts_with(':') && !(shouted && country.is_some())) {
        return None;
    }
    let agency = known_agency.map(|agency| agency.short_name().to_string()).or_else(|| agency.map(str::to_string));
    Some(FoundDateline { place: Some(name), country, agency, words: end_of(paragraph, dash.start()), body })
}

impl FoundDateline {
    /// The dateline as a part of an article, where it names a place.
    pub(crate) fn into_dateline(self, paragraph: &str, source: Span) -> Option<Dateline> {
        let text = paragraph[..self.words].trim().to_string();
        self.place.map(|place| Dateline { text, place, country: self.country, agency: self.agency, source })
    }
}

/// The hyphen of `Lima-born` parts nothing: white space or a bracket must stand there, unless the dash is a long one.
fn dash_parts(paragraph: &str, start: usize, body: usize, after_bracket: bool) -> bool {
    let dash = paragraph[start..body].trim_end();
    let before = paragraph[..start].ends_with(char::is_whitespace) || after_bracket;
    let after = body > start + dash.len();
    dash.starts_with(['—', ':']) || dash == "--" || (dash.starts_with('–') && (before || after)) || (before && after)
}

fn end_of(paragraph: &str, dash: usize) -> usize {
    paragraph[..dash].trim_end().len()
}

/// The place in ordinary letters, and its country.
fn locate(place: &str, region: Option<&str>) -> (String, Option<String>) {
    let known = find_place(place);
    let by_region = region.and_then(|region| {
        country_by_name(region)
            .map(|country| country.code.to_string())
            .or_else(|| us_state(region).map(|_| "USA".to_string()))
    });
    let itself = country_by_name(place);
    let name = match (known, itself) {
        (Some(known), _) if by_region.as_deref().is_none_or(|country| country == known.country) => {
            known.name.to_string()
        }
        (None, Some(country)) => country.name.to_string(),
        _ => ordinary_case(place),
    };
    let country = by_region
        .or_else(|| known.map(|known| known.country.to_string()))
        .or_else(|| itself.map(|country| country.code.to_string()));
    (name, country)
}

/// `PORT-AU-PRINCE` as `Port-Au-Prince`; what is not shouted stays.
fn ordinary_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_string();
    }
    let mut starts_word = true;
    name.chars()
        .flat_map(|c| {
            let c = if starts_word { vec![c] } else { c.to_lowercase().collect() };
            starts_word = !c.iter().any(|c| c.is_alphabetic() || *c == '\'' || *c == '’');
            c
        })
        .collect()
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: Option<(&str, Option<&str>, Option<&str>, &str)>) {
        let found = read_dateline(paragraph);
        let found = found.as_ref().map(|found| {
            (
                found.place.as_deref().unwrap_or(""),
                found.country.as_deref(),
                found.agency.as_deref(),
                &paragraph[found.body..],
            )
        });
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn with_an_agency() {
        check("LIMA, Peru (AP) — It rained.", Some(("Lima", Some("PER"), Some("AP"), "It rained.")));
        check("LONDON, March 5 (Reuters) - It rained.", Some(("London", Some("GBR"), Some("Reuters"), "It rained.")));
        check("(Reuters) - It rained.", Some(("", None, Some("Reuters"), "It rained.")));
        check("HARRISBURG, Pa. (AP) -- It rained.", Some(("Harrisburg", Some("USA"), Some("AP"), "It rained.")));
        check("NAIROBI, Nov. 3 (Xinhua) -- It rained.", Some(("Nairobi", Some("KEN"), Some("Xinhua"), "It rained.")));
    }

    #[test]
    fn without_an_agency() {
        check("KYIV, Ukraine — It rained.", Some(("Kyiv", Some("UKR"), None, "It rained.")));
        check("PARIS – It rained.", Some(("Paris", Some("FRA"), None, "It rained.")));
        check("NEW DELHI: It rained.", Some(("New Delhi", Some("IND"), None, "It rained.")));
    }

    #[test]
    fn other_openings() {
        for text in [
            "UPDATE — It rained.",
            "Lima-born players won.",
            "Paris: a city of light",
            "The US — once more — said no.",
            "BREAKING: It rained.",
            "Mr. Roe (Peru) said — it rained.",
            "LIMA (AP) —",
            "",
        ] {
            check(text, None);
        }
    }
}
