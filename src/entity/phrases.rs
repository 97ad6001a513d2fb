//! Bodies and groups named by what they are, and the names that the gazetteer knows.

use super::entities::{Entities, Who};
use super::people::{hit_over, is_capital, join};
use crate::document::{EntityType, MentionKind, Sentences, Token};
use crate::knowledge::{Country, Meaning, NameHit, WordList, country_by_code, word_list};
use crate::text::Span;

/// The title that begins at a token, the longest: how many tokens it has and its sector.
pub(super) fn title_at(text: &str, tokens: &[Token], at: usize) -> Option<(usize, &'static str)> {
    (1..=3).rev().find_map(|len| {
        let words: Vec<String> =
            tokens.get(at..at + len)?.iter().map(|token| token.span.of(text).to_lowercase()).collect();
        let title = words.join(" ");
        let title = title.strip_suffix('.').unwrap_or(&title);
        word_list(WordList::Titles).get(title).map(|&sector| (len, sector))
    })
}

/// The lower-case title that ends just before a token: where it begins and its sector.
pub(super) fn title_before(text: &str, tokens: &[Token], at: usize) -> Option<(usize, &'static str)> {
    (1..=3).rev().find_map(|len| {
        let start = at.checked_sub(len)?;
        title_at(text, tokens, start).filter(|&(found, _)| found == len).map(|(_, sector)| (start, sector))
    })
}

/// The state whose adjective or possessive stands before a token: `Russian …`, `Russia's …`.
pub(super) fn country_before(text: &str, tokens: &[Token], at: usize, hits: &[NameHit]) -> Option<&'static str> {
    let before = at.checked_sub(1)?;
    let possessive = matches!(tokens[before].span.of(text), "'s" | "’s" | "'" | "’");
    let last = before.checked_sub(usize::from(possessive))?;
    let hit = hit_over(tokens[last].span, hits).filter(|hit| hit.span.end == tokens[last].span.end)?;
    match hit.meaning {
        Meaning::Adjective(country) => Some(country.code),
        Meaning::Country(country) => Some(country.code),
        Meaning::Seat(country) if possessive => Some(country.code),
        _ => None,
    }
}

/// The sector of a body whose name has this word at its head.
pub(super) fn body_sector(word: &str) -> Option<&'static str> {
    Some(match word {
        "Ministry" | "Department" | "Agency" | "Office" | "Government" | "Council" | "Commission" | "Bureau"
        | "Authority" | "Cabinet" | "Bank" => "GOV",
        "Assembly" | "Parliament" | "Congress" | "Duma" => "LEG",
        "Army" | "Navy" | "Force" | "Forces" | "Command" | "Brigade" | "Corps" => "MIL",
        "Court" | "Tribunal" => "JUD",
        "Police" => "COP",
        "Party" => "PTY",
        "Institute" | "University" | "College" | "Center" | "Centre" => "EDU",
        "Group" | "Company" | "Corporation" | "Airlines" | "Inc." | "Corp." | "Ltd." => "BUS",
        "Committee" | "Organization" | "Organisation" | "Association" | "Union" | "Front" | "Movement"
        | "Foundation" | "Federation" => "-",
        _ => return None,
    })
}

/// Named bodies, agreements, and groups such as `Russian troops`.
pub(super) fn find_phrases(text: &str, sentences: &Sentences, hits: &[NameHit], found: &mut Entities<'_>) {
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        for at in 0..tokens.len() {
            find_body(text, tokens, at, hits, found);
            find_group(text, tokens, at, hits, found);
        }
    }
}

/// A body or agreement whose head word stands at a token: `Unification Ministry`, `… Partnership Treaty`.
fn find_body(text: &str, tokens: &[Token], head: usize, hits: &[NameHit], found: &mut Entities<'_>) {
    let word = tokens[head].span.of(text);
    let agreement = matches!(
        word,
        "Treaty"
            | "Pact"
            | "Agreement"
            | "Accord"
            | "Accords"
            | "Convention"
            | "Protocol"
            | "treaty"
            | "pact"
            | "accord"
    );
    let sector = body_sector(word);
    if sector.is_none() && !agreement {
        return;
    }
    let mut start = head;
    while start > 0
        && head - start < 5
        && is_capital(tokens[start - 1].span.of(text))
        && !is_article(tokens[start - 1].span.of(text))
    {
        start -= 1;
    }
    // The state before it is no part of the name, but says whose it is.
    let mut end = head + 1;
    if !agreement && tokens.get(end).is_some_and(|token| matches!(token.span.of(text), "for" | "of" | "on")) {
        let mut last = end + 1;
        while last < tokens.len() && last - end < 5 && is_capital(tokens[last].span.of(text)) {
            last += 1;
        }
        end = if last > end + 1 { last } else { end };
    }
    while start < head
        && hit_over(tokens[start].span, hits).is_some_and(|hit| matches!(hit.meaning, Meaning::Adjective(_)))
    {
        start += 1;
    }
    if start == head && end == head + 1 || agreement && head - start < 2 {
        return;
    }
    let span = join(tokens, start, end);
    let country = country_before(text, tokens, start, hits).or_else(|| {
        let within = hit_over(tokens[start].span, hits)?;
        match within.meaning {
            Meaning::Country(country) => Some(country.code),
            _ => None,
        }
    });
    let known = hit_over(span, hits).is_some_and(|hit| hit.span.contains(span));
    if known || found.is_taken(span) {
        return;
    }
    let entity = if agreement {
        found.entity(EntityType::Agreement, span.of(text), Who::default())
    } else {
        let sector = sector.filter(|sector| *sector != "-");
        found.entity(EntityType::Org, span.of(text), Who { country, sector, ..Who::default() })
    };
    found.mention(span, MentionKind::Name, entity);
    join_acronym(text, tokens, end, span, entity, found);
}

fn is_article(word: &str) -> bool {
    matches!(word, "The" | "A" | "An" | "In" | "On" | "At" | "But" | "This" | "That" | "And")
}

/// `(KINU)` after the name that it shortens.
pub(super) fn join_acronym(
    text: &str,
    tokens: &[Token],
    end: usize,
    name: Span,
    entity: u32,
    found: &mut Entities<'_>,
) {
    let [open, acronym, close] = tokens.get(end..end + 3).unwrap_or_default() else { return };
    let short = acronym.span.of(text);
    let first = name.of(text).chars().next();
    let fits = short.len() >= 2 && short.chars().all(char::is_uppercase) && short.chars().next() == first;
    if open.span.of(text) == "(" && close.span.of(text) == ")" && fits {
        found.also_named(EntityType::Org, short, entity);
        found.mention(acronym.span, MentionKind::Name, entity);
    }
}

/// `Russian troops`, `the Ukrainian government`, `Iranian officials`: an adjective of state and who acts for it.
fn find_group(text: &str, tokens: &[Token], at: usize, hits: &[NameHit], found: &mut Entities<'_>) {
    let Some((len, sector)) = title_at(text, tokens, at).filter(|&(_, sector)| sector != "-") else { return };
    let Some(country) = country_before(text, tokens, at, hits) else { return };
    let mut start = at - 1;
    if matches!(tokens[start].span.of(text), "'s" | "’s" | "'" | "’") {
        start = at;
    } else if let Some(hit) = hit_over(tokens[start].span, hits) {
        while start > 0 && tokens[start - 1].span.start >= hit.span.start {
            start -= 1;
        }
    }
    let span = join(tokens, start, at + len);
    // Before a name, the words are its title.
    let titled = tokens.get(at + len).is_some_and(|token| is_capital(token.span.of(text)));
    if titled || found.is_taken(span) {
        return;
    }
    let Some(state) = country_by_code(country) else { return };
    let noun = join(tokens, at, at + len).of(text).to_lowercase();
    let adjective = state.adjectives.first().copied().unwrap_or(state.name);
    let kind = if BODIES.contains(&noun.as_str()) {
        EntityType::Org
    } else if noun.ends_with('s') || noun == "people" || noun == "police" {
        EntityType::Group
    } else {
        EntityType::Person
    };
    let entity = found.entity(
        kind,
        &format!("{adjective} {noun}"),
        Who { country: Some(country), sector: Some(sector), ..Who::default() },
    );
    found.mention(span, MentionKind::Nominal, entity);
}

const BODIES: &[&str] = &[
    "government",
    "administration",
    "cabinet",
    "ministry",
    "foreign ministry",
    "defense ministry",
    "defence ministry",
    "parliament",
    "army",
    "military",
    "navy",
    "air force",
    "legislature",
    "embassy",
    "intelligence",
    "spy agency",
    "intelligence agency",
    "court",
    "supreme court",
    "state media",
    "coast guard",
    "senate",
    "presidency",
    "opposition",
    "armed forces",
];

/// Names that the gazetteer knows, where nothing better was found.
pub(super) fn find_known(text: &str, hits: &[NameHit], found: &mut Entities<'_>) {
    for hit in hits {
        add_known(text, hit, hits, found);
    }
}

pub(super) fn add_known(text: &str, hit: &NameHit, hits: &[NameHit], found: &mut Entities<'_>) {
    let last = word_before(text, hit.span.start as usize);
    match hit.meaning {
        Meaning::Country(country) if is_country(text, hit, last, hits, country) => add_country(country, hit, found),
        Meaning::Seat(country) => {
            let place = crate::knowledge::find_place(hit.span.of(text)).filter(|_| is_preposition(last));
            match place {
                Some(place) => add_place(place, hit, found),
                None => add_country(country, hit, found),
            }
        }
        Meaning::National(country) => {
            let who = Who { country: Some(country.code), sector: Some("CVL"), ..Who::default() };
            let entity = found.entity(EntityType::Group, hit.span.of(text), who);
            found.mention(hit.span, MentionKind::Name, entity);
        }
        Meaning::Organisation(organisation) => {
            let sector = organisation.code.rsplit(' ').next();
            let who = Who { country: organisation.country, sector, code: Some(organisation.code), ..Who::default() };
            let entity = found.entity(EntityType::Org, organisation.name, who);
            found.mention(hit.span, MentionKind::Name, entity);
        }
        Meaning::Outlet(outlet) => {
            let who = Who { country: outlet.country, sector: Some("JRN"), ..Who::default() };
            let entity = found.entity(EntityType::Org, outlet.name, who);
            found.mention(hit.span, MentionKind::Name, entity);
        }
        Meaning::Place(place) if is_preposition(last) => add_place(place, hit, found),
        _ => {}
    }
}

/// The word before an offset; none where it is longer than any preposition.
fn word_before(text: &str, offset: usize) -> &str {
    let before = text[..offset].trim_end_matches(' ');
    let start = before.char_indices().rev().take(16).find(|(_, c)| c.is_whitespace());
    start.map_or(if before.len() < 16 { before } else { "" }, |(at, c)| &before[at + c.len_utf8()..])
}

fn add_country(country: &Country, hit: &NameHit, found: &mut Entities<'_>) {
    let who = Who { country: Some(country.code), wikidata: country.wikidata, ..Who::default() };
    let entity = found.entity(EntityType::Country, country.name, who);
    found.mention(hit.span, MentionKind::Name, entity);
}

pub(super) fn add_place(place: &crate::knowledge::Place, hit: &NameHit, found: &mut Entities<'_>) {
    let entity = found.entity(EntityType::Place, place.name, Who { country: Some(place.country), ..Who::default() });
    found.mention(hit.span, MentionKind::Name, entity);
}

/// `the North` needs North Korea in the text; `South America` and `US troops` name no state of their own.
fn is_country(text: &str, hit: &NameHit, last: &str, hits: &[NameHit], country: &Country) -> bool {
    let after = &text[hit.span.end as usize..];
    match hit.span.of(text) {
        "the North" | "the South" => {
            let other = |hit: &&NameHit| matches!(hit.meaning, Meaning::Country(other) if other.code == country.code);
            let next = after.strip_prefix(' ').and_then(|rest| rest.chars().next());
            hits.iter().take(64).filter(other).count() > 1
                && !after.starts_with('-')
                && !next.is_some_and(char::is_uppercase)
        }
        "America" => !matches!(last, "South" | "Latin" | "North" | "Central"),
        _ => true,
    }
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "In"
            | "at"
            | "near"
            | "from"
            | "to"
            | "of"
            | "outside"
            | "around"
            | "into"
            | "toward"
            | "towards"
            | "through"
            | "city"
            | "Near"
            | "across"
            | "region"
    )
}
