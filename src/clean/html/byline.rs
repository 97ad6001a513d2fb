//! Who wrote a page: from its metadata, else from the elements that name an author.

use super::facts::{Facts, visible_text};
use super::names::Sign;
use super::select::Elements;
use super::tag::Tag;
use super::tree::Tree;
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
pub(crate) fn choose_byline(
    html: &str,
    tree: &Tree,
    elements: &Elements,
    facts: &Facts,
    outlet: Option<&str>,
) -> Option<String> {
    let outlet = outlet.map(letters_key);
    let accept = |names: Vec<String>| -> Option<String> {
        let mut kept: Vec<String> = Vec::new();
        for name in names.iter().filter_map(|name| clean_name(name)) {
            let key = letters_key(&name);
            if !key.is_empty() && !kept.iter().any(|before| letters_key(before) == key) {
                kept.push(name);
            }
        }
        (!kept.is_empty()).then(|| join(&kept))
    };
    let is_outlet = |byline: &String| outlet.as_deref() == Some(letters_key(byline).as_str());
    let mut fallback = None;
    let mut consider = |names: Vec<String>| -> Option<String> {
        let byline = accept(names)?;
        if is_outlet(&byline) {
            fallback.get_or_insert(byline);
            return None;
        }
        Some(byline)
    };
    let microdata = || {
        let named = facts.microdata.iter().filter(|item| item.name == "author" || item.name == "creator");
        named.map(|item| item.value.clone()).collect::<Vec<_>>()
    };
    if let Some(byline) = consider(facts.linked.authors.clone()) {
        return Some(byline);
    }
    for name in META_AUTHORS {
        let all: Vec<String> = facts.all_meta(name).map(|meta| meta.value.clone()).collect();
        // `twitter:data1` is whatever `twitter:label1` says.
        let label = facts.meta(&["twitter:label1"]).map(|meta| meta.value.to_lowercase());
        if name == "twitter:data1" && !label.is_some_and(|label| label.contains("written") || label.contains("author"))
        {
            continue;
        }
        if let Some(byline) = consider(all) {
            return Some(byline);
        }
    }
    if let Some(byline) = consider(microdata()) {
        return Some(byline);
    }
    let related = facts.authors.iter().map(|(_, author)| author.value.clone()).take(1).collect();
    if let Some(byline) = consider(related) {
        return Some(byline);
    }
    written_bylines(html, tree, elements).into_iter().find_map(|text| consider(vec![text])).or(fallback)
}

/// The text of elements whose names say that they hold a byline.
fn written_bylines(html: &str, tree: &Tree, elements: &Elements) -> Vec<String> {
    let mut found: Vec<(u8, String)> = Vec::new();
    let mut node = 1;
    while node < tree.nodes.len() && found.len() < 40 {
        let signs = elements.signs[node];
        let small = tree.nodes[node].end as usize - node < 60 && elements.prose[node] < 20;
        if small && (signs.has(Sign::Byline) || signs.has(Sign::Author) || tree.nodes[node].tag == Tag::Address) {
            let text = visible_text(html, tree, node);
            let by = strip_by(&text).is_some();
            found.push((u8::from(!by), text));
        }
        node += 1;
    }
    found.retain(|(_, text)| text.len() < 150);
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().filter(|(rank, text)| *rank == 0 || looks_like_name(text)).map(|(_, text)| text).collect()
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

fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
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
