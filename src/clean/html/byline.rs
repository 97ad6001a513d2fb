//! Who wrote a page: from its metadata, else from the elements that name an author.

use super::Seen;
use super::facts::visible_text;
use super::names::Sign;
use super::tag::Tag;
use super::tree::{AttributeName, Tree};
use crate::text::letters_key;

const META_AUTHORS: [&str; 12] = [
    "author",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "article:author_name",
    "article:author",
    "og:author",
    "twitter:data1",
];

/// The names of a page's authors: `A`, `A and B`, `A, B and C`.
///
/// The name of the outlet itself counts only where no other is given.
pub(crate) fn choose_byline(seen: &Seen<'_>, outlet: Option<&str>) -> Option<String> {
    let outlet = outlet.map(letters_key);
    let mut fallback = None;
    for names in candidates(seen) {
        let Some(byline) = join_names(&names) else { continue };
        if outlet.as_deref() != Some(letters_key(&byline).as_str()) {
            return Some(byline);
        }
        fallback.get_or_insert(byline);
    }
    fallback
}

/// Every statement of the authors, the most trustworthy first.
fn candidates(seen: &Seen<'_>) -> Vec<Vec<String>> {
    let facts = seen.facts;
    let mut all = vec![facts.linked.authors.clone()];
    // `twitter:data1` is whatever `twitter:label1` says.
    let label = facts.meta(&["twitter:label1"]).map(|meta| meta.value.to_lowercase()).unwrap_or_default();
    let labelled = label.contains("written") || label.contains("author");
    for name in META_AUTHORS.iter().filter(|name| **name != "twitter:data1" || labelled) {
        all.push(facts.all_meta(name).map(|meta| meta.value.clone()).collect());
    }
    let named = facts.microdata.iter().filter(|item| item.name == "author" || item.name == "creator");
    all.push(named.map(|item| item.value.clone()).collect());
    all.push(facts.authors.iter().map(|(_, author)| author.value.clone()).take(1).collect());
    all.extend(written_bylines(seen).into_iter().map(|text| vec![text]));
    all
}

fn join_names(names: &[String]) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.iter().filter_map(|name| clean_name(name)) {
        let key = letters_key(&name);
        if !key.is_empty() && !kept.iter().any(|before| letters_key(before) == key) {
            kept.push(name);
        }
    }
    match kept.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [most @ .., last] => Some(format!("{} and {last}", most.join(", "))),
    }
}

/// How much a written byline is to be trusted, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    /// `By …` in an element that is named for an author.
    NamedBy,
    /// `By …` near the title.
    NearBy,
    /// A name in a link to an author's page, near the title.
    Linked,
    /// A name in an element that is named for an author.
    Named,
}

fn written_bylines(seen: &Seen<'_>) -> Vec<String> {
    let Seen { html, tree, lines, elements, facts } = *seen;
    let title_at = facts.headings.first().map(|&(node, _)| node);
    let near = |node: usize| title_at.is_some_and(|title| node + 60 > title && node < title + 200);
    let mut found: Vec<(Trust, String)> = Vec::new();
    for node in 1..tree.nodes.len() {
        let (tag, signs) = (tree.nodes[node].tag, elements.signs[node]);
        let small = tree.nodes[node].end as usize - node < 60 && elements.prose[node] < 20;
        let named = signs.has(Sign::Byline) || signs.has(Sign::Author) || tag == Tag::Address;
        let linked = tag == Tag::A && near(node) && leads_to_author(tree, node);
        if !small || !(named || linked) || found.len() > 40 {
            continue;
        }
        let text = visible_text(html, tree, node);
        if strip_by(&text).is_some() {
            found.push((Trust::NamedBy, text));
        } else if looks_like_name(&text) {
            found.push((if linked { Trust::Linked } else { Trust::Named }, text));
        }
    }
    for line in lines.lines.iter().filter(|line| near(line.first as usize) && line.text.len() < 120) {
        let text = lines.of(line);
        let name = strip_by(text).and_then(clean_name).filter(|name| looks_like_name(name));
        found.extend(name.map(|name| (Trust::NearBy, name)));
    }
    found.retain(|(_, text)| text.len() < 150);
    found.sort_by_key(|(trust, _)| *trust);
    found.into_iter().map(|(_, text)| text).collect()
}

fn leads_to_author(tree: &Tree, node: usize) -> bool {
    let to = tree.attribute(node, AttributeName::Href).unwrap_or_default();
    ["/author/", "/authors/", "/contributor/", "/contributors/", "/staff/", "/reporter/", "/journalist/"]
        .iter()
        .any(|part| to.contains(part))
}

/// Two to four words that begin with capitals.
fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || matches!(*word, "de" | "van" | "von" | "la" | "bin" | "al"))
        })
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '|' | '!' | '?' | '@' | '/'))
}

/// What follows `By`, `Written by` or the like.
fn strip_by(text: &str) -> Option<&str> {
    const WORDS: [&str; 14] = [
        "written by",
        "posted by",
        "published by",
        "reported by",
        "words by",
        "story by",
        "article by",
        "created by",
        "authored by",
        "reviewed by",
        "author:",
        "authors:",
        "by:",
        "by",
    ];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    WORDS.iter().find_map(|word| {
        let head = text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
        let rest = &text[head.len()..];
        rest.starts_with([' ', ':', '\u{a0}']).then(|| rest.trim_start_matches([' ', ':']))
    })
}

/// The name alone: without `By`, what follows a bar, and dates. `None` for what is no name.
fn clean_name(name: &str) -> Option<String> {
    let mut name = name.trim();
    while let Some(rest) = strip_by(name) {
        name = rest;
    }
    let dates = crate::calendar::find_dates(name);
    let end = dates.first().map_or(name.len(), |date| date.span.start as usize);
    let mut name = name[..end].trim();
    for mark in [
        " | ",
        " • ",
        " · ",
        " – ",
        " — ",
        " - ",
        " / ",
        " on ",
        " Updated",
        " Published",
        " Posted",
        " Last ",
        " min read",
        " in ",
    ] {
        name = name.find(mark).filter(|&at| at > 0).map_or(name, |at| &name[..at]);
    }
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '|' | '•' | '·' | '-' | '–' | '—' | ':' | '/' | ';')
    });
    let length = name.chars().count();
    let web = name.contains("://")
        || name.contains("www.")
        || name.contains('@')
        || name.starts_with('#')
        || name.contains(".com");
    let generic = [
        "admin",
        "administrator",
        "author",
        "authors",
        "editor",
        "user",
        "guest",
        "unknown",
        "none",
        "null",
        "undefined",
        "anonymous",
        "staff",
        "root",
        "webmaster",
    ]
    .contains(&name.to_ascii_lowercase().as_str());
    let letters = name.chars().any(char::is_alphabetic);
    (letters && !web && !generic && (2..=120).contains(&length) && name.split(' ').count() <= 14)
        .then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_is_left_of_a_byline() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(clean_name(text).as_deref(), expected, "{text}");
        check("By Ana Torres", Some("Ana Torres"));
        check("Written by: Ana Torres | 3 May 2021", Some("Ana Torres"));
        check("Ana Torres, 3 May 2021", Some("Ana Torres"));
        check("https://example.org/ana", None);
        check("admin", None);
        check("Byron Hale", Some("Byron Hale"));
        check("", None);
    }
}
