//! When a page says that it was published, the most trustworthy statement first.

use super::super::DateClaim;
use super::Seen;
use super::facts::Facts;
use super::lines::{Line, Lines};
use super::names::Sign;
use super::select::Elements;
use super::tree::{AttributeName, Tree};
use crate::calendar::{StatedDate, find_dates};
use crate::civil::Date;
use crate::text::Span;

const META_DATES: [&str; 28] = [
    "published",
    "article:published",
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "article.published",
    "published-date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "date",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "article_date_original",
    "originalpublicationdate",
];

/// Every claim of the page's own publication date.
pub(crate) fn find_claims(seen: &Seen<'_>, url: Option<&str>) -> Vec<DateClaim> {
    let Seen { html, tree, facts, .. } = *seen;
    let mut claims = Claims { found: Vec::new(), day_first: writes_day_first(facts) };
    if let Some((value, source)) = &facts.linked.published {
        claims.add(value, *source, "json-ld");
    }
    for meta in META_DATES.iter().flat_map(|name| facts.all_meta(name)) {
        claims.add(&meta.value, meta.source, "meta");
    }
    for item in facts.microdata.iter().filter(|item| item.name == "datepublished") {
        claims.add(&item.value, item.source, "microdata");
    }
    let names_publication = |node: usize| {
        let has = |name, word| tree.attribute(node, name).is_some_and(|value| value.contains(word));
        has(AttributeName::Class, "publish") || has(AttributeName::Itemprop, "datePublished")
    };
    for (_, time) in facts.times.iter().filter(|(node, _)| names_publication(*node)) {
        claims.add(&time.value, time.source, "time");
    }
    let title_at = facts.headings.first().map(|&(node, _)| node);
    let near = |node: usize| title_at.is_none_or(|title| node + 250 > title && node < title + 400);
    for (_, time) in facts.times.iter().filter(|(node, _)| near(*node) && !is_update(html, tree, *node)) {
        claims.add(&time.value, time.source, "time");
    }
    claims.add_written(seen.lines, seen.elements, title_at);
    if let Some((value, source)) = &facts.linked.page_published {
        claims.add(value, *source, "json-ld");
    }
    claims.found.extend(url.and_then(|url| date_of_url(html, url)));
    claims.found
}

/// Whether `03/05/2021` is the third of May: not where the page says that it is American, and open where it does not say.
fn writes_day_first(facts: &Facts) -> Option<bool> {
    let stated = facts.language.as_deref().or_else(|| facts.meta(&["og:locale"]).map(|meta| meta.value.as_str()));
    let tag = stated?;
    let mut parts = tag.split(['-', '_']);
    let english = parts.next().is_some_and(|language| language.eq_ignore_ascii_case("en"));
    match parts.next().filter(|region| region.len() == 2) {
        Some(region) => Some(!["US", "PH", "CA"].iter().any(|american| american.eq_ignore_ascii_case(region))),
        // English alone does not say which English.
        None => (!english).then_some(true),
    }
}

struct Claims {
    found: Vec<DateClaim>,
    day_first: Option<bool>,
}

impl Claims {
    fn add(&mut self, value: &str, source: Span, from: &'static str) {
        let head: String = value.chars().take(200).collect();
        if let Some(stated) = find_dates(&head).into_iter().next().filter(|_| self.found.len() < 50) {
            self.found.push(self.claim(&stated, from, source));
        }
    }

    /// The day meant where day and month could be either way round; both, where the page does not say where it is from.
    fn claim(&self, stated: &StatedDate, from: &'static str, source: Span) -> DateClaim {
        let (date, swapped) = match (self.day_first, stated.swapped) {
            (Some(true), Some(swapped)) => (swapped, None),
            (Some(false), _) => (stated.date, None),
            (_, swapped) => (stated.date, swapped),
        };
        DateClaim { date, swapped, moment: stated.moment.filter(|_| date == stated.date), from, source }
    }

    /// Dates in short lines near the title, and in elements named for one.
    fn add_written(&mut self, lines: &Lines, elements: &Elements, title_at: Option<usize>) {
        let mut late = Vec::new();
        for line in &lines.lines {
            let (text, node) = (lines.of(line), line.first as usize);
            if text.len() > 200 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let signs = elements.signs[line.block as usize];
            let near = title_at.is_some_and(|title| node + 80 > title && node < title + 150);
            if !near && !signs.has(Sign::Date) && !signs.has(Sign::Byline) {
                continue;
            }
            let Some(stated) = find_dates(text).into_iter().next() else { continue };
            let place = Span { start: line.text.start + stated.span.start, end: line.text.start + stated.span.end };
            let claim = self.claim(&stated, "byline", lines.source(place));
            if !near || is_updated_line(lines, line) { late.push(claim) } else { self.found.push(claim) }
        }
        self.found.truncate(50);
        self.found.extend(late.into_iter().take(20));
    }
}

/// Whether a `<time>` tells of the last change.
fn is_update(html: &str, tree: &Tree, node: usize) -> bool {
    let modified = std::iter::once(node).chain(tree.ancestors(node).take(2)).any(|node| {
        [AttributeName::Class, AttributeName::Itemprop]
            .iter()
            .filter_map(|&name| tree.attribute(node, name))
            .any(|value| value.contains("modified") || value.contains("Modified") || value.contains("updated"))
    });
    let start = tree.nodes[node].source.start as usize;
    let before: String = html[..start].chars().rev().take(25).collect::<Vec<_>>().into_iter().rev().collect();
    modified || before.to_ascii_lowercase().contains("updated")
}

fn is_updated_line(lines: &Lines, line: &Line) -> bool {
    let text = lines.of(line).to_ascii_lowercase();
    ["updated", "modified", "reviewed", "aktualisiert", "mis à jour", "actualizado"]
        .iter()
        .any(|word| text.contains(word))
        && !["published", "posted"].iter().any(|word| text.contains(word))
}

/// A day in the page's address: `/2021/05/03/`.
fn date_of_url(html: &str, url: &str) -> Option<DateClaim> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    let number = |part: &str, len: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let digits = len.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let date = parts.windows(3).find_map(|three| {
        let year = number(three[0], 4..=4).filter(|year| (1990..2100).contains(year))?;
        Date::new(year, number(three[1], 1..=2)? as u8, number(three[2], 1..=2)? as u8)
    })?;
    let at = html.find(url)?;
    Some(DateClaim { date, swapped: None, moment: None, from: "url", source: Span::new(at, at + url.len()) })
}
