//! When a page says that it was published, the most trustworthy statement first.

use super::super::DateClaim;
use super::facts::{Facts, Statement};
use super::lines::{Line, Lines};
use super::names::Sign;
use super::select::Elements;
use super::tree::{AttributeName, Tree};
use crate::calendar::find_dates;
use crate::civil::Date;
use crate::text::Span;

const META_DATES: [&str; 26] = [
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
pub(crate) fn find_claims(
    html: &str,
    tree: &Tree,
    lines: &Lines,
    elements: &Elements,
    facts: &Facts,
    url: Option<&str>,
) -> Vec<DateClaim> {
    let mut claims = Vec::new();
    if let Some((value, source)) = &facts.linked.published {
        add(&mut claims, value, *source, "json-ld");
    }
    for name in META_DATES {
        for meta in facts.all_meta(name) {
            add(&mut claims, &meta.value, meta.source, "meta");
        }
    }
    for item in facts.microdata.iter().filter(|item| item.name == "datepublished") {
        add(&mut claims, &item.value, item.source, "microdata");
    }
    let title_at = title_place(tree, facts);
    for (node, time) in &facts.times {
        let published = tree.attribute(*node, AttributeName::Class).is_some_and(|class| class.contains("publish"))
            || tree.attribute(*node, AttributeName::Itemprop).is_some_and(|name| name.contains("datePublished"));
        if published {
            add(&mut claims, &time.value, time.source, "time");
        }
    }
    let near = |node: usize| title_at.is_none_or(|title| node + 250 > title && node < title + 400);
    for (node, Statement { value, source, .. }) in
        facts.times.iter().filter(|(node, _)| near(*node) && !is_update(html, tree, *node))
    {
        let _ = node;
        add(&mut claims, value, *source, "time");
    }
    add_written(&mut claims, lines, elements, title_at);
    if let Some((value, source)) = &facts.linked.page_published {
        add(&mut claims, value, *source, "json-ld");
    }
    add_url(&mut claims, html, url);
    claims
}

fn add(claims: &mut Vec<DateClaim>, value: &str, source: Span, from: &'static str) {
    if claims.len() > 50 {
        return;
    }
    let head: String = value.chars().take(200).collect();
    if let Some(stated) = find_dates(&head).into_iter().next() {
        claims.push(DateClaim { date: stated.date, moment: stated.moment, from, source });
    }
}

fn title_place(tree: &Tree, facts: &Facts) -> Option<usize> {
    let _ = tree;
    facts.headings.first().map(|&(node, _)| node)
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

/// Dates in short lines near the title, and in elements named for one.
fn add_written(claims: &mut Vec<DateClaim>, lines: &Lines, elements: &Elements, title_at: Option<usize>) {
    let mut late = Vec::new();
    for line in &lines.lines {
        let (text, node) = (lines.of(line), line.first as usize);
        if text.len() > 200 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let named = elements.signs[line.block as usize].has(Sign::Date)
            || elements.signs[line.block as usize].has(Sign::Byline);
        let near = title_at.is_some_and(|title| node + 80 > title && node < title + 150);
        if !named && !near {
            continue;
        }
        let Some(stated) = find_dates(text).into_iter().next() else { continue };
        let place = Span { start: line.text.start + stated.span.start, end: line.text.start + stated.span.end };
        let claim = DateClaim { date: stated.date, moment: stated.moment, from: "byline", source: lines.source(place) };
        if !near || is_updated_line(lines, line) { late.push(claim) } else { claims.push(claim) }
    }
    claims.extend(late.into_iter().take(20));
}

fn is_updated_line(lines: &Lines, line: &Line) -> bool {
    let text = lines.of(line).to_ascii_lowercase();
    ["updated", "modified", "reviewed", "aktualisiert", "mis à jour", "actualizado"]
        .iter()
        .any(|word| text.contains(word))
        && !["published", "posted"].iter().any(|word| text.contains(word))
}

/// A day in the page's address: `/2021/05/03/`.
fn add_url(claims: &mut Vec<DateClaim>, html: &str, url: Option<&str>) {
    let Some(url) = url else { return };
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    for three in parts.windows(3) {
        let number = |part: &str, len: std::ops::RangeInclusive<usize>| {
            (len.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let (Some(year), Some(month), Some(day)) =
            (number(three[0], 4..=4), number(three[1], 1..=2), number(three[2], 1..=2))
        else {
            continue;
        };
        if !(1990..2100).contains(&year) {
            continue;
        }
        if let Some(date) = Date::new(year, month as u8, day as u8) {
            let source = html.find(url).map_or(Span::new(0, 0), |at| Span::new(at, at + url.len()));
            claims.push(DateClaim { date, moment: None, from: "url", source });
            return;
        }
    }
}
