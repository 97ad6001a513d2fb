//! From an HTML page to its main blocks and its metadata.

mod blocks;
mod byline;
mod captions;
mod dates;
mod facts;
mod json_ld;
mod lines;
mod names;
mod select;
mod tag;
mod title;
mod tokens;
mod tree;

use super::draft::Draft;
use crate::document::Removed;
use crate::text::letters_key;
use facts::Facts;
use lines::Lines;
use select::{Elements, Role};
use tree::Tree;

/// A page as the rooms of metadata see it.
struct Seen<'s> {
    html: &'s str,
    tree: &'s Tree,
    lines: &'s Lines,
    elements: &'s Elements,
    facts: &'s Facts,
}

/// What a page says of its one article.
pub(crate) fn read_page(html: &str) -> Draft {
    let tree = tokens::read_tree(html);
    let lines = lines::cut_lines(html, &tree);
    let elements = select::weigh_elements(&tree, &lines);
    let facts = facts::gather_facts(html, &tree);
    let mut page = read_metadata(html, &tree, &lines, &elements, &facts);
    let root = select::find_root(&tree, &lines, &elements);
    let roles = select::assign_roles(&tree, &lines, &elements, root, page.title.as_deref());
    page.blocks = blocks::make_blocks(&tree, &lines, &roles);
    let (captions, credits) = captions::read_captions(&tree, &lines, &elements, &roles);
    page.captions = captions;
    page.removed = credits;
    for (line, role) in lines.lines.iter().zip(&roles) {
        if let Role::Removed(reason) = *role {
            let (text, source) = (lines.of(line).to_string(), lines.source(line.text));
            page.removed.push(Removed { text, reason, source });
        }
    }
    page.removed.sort_by_key(|removed| removed.source.start);
    page
}

fn read_metadata(html: &str, tree: &Tree, lines: &Lines, elements: &Elements, facts: &Facts) -> Draft {
    let outlet = title::choose_outlet(facts);
    let url = choose_url(facts);
    let seen = Seen { html, tree, lines, elements, facts };
    Draft {
        title: title::choose_title(facts),
        byline: byline::choose_byline(&seen, outlet.as_deref()),
        dates: dates::find_claims(&seen, url.as_deref()),
        tags: choose_tags(facts),
        language: choose_language(facts),
        outlet,
        url,
        ..Draft::default()
    }
}

fn choose_url(facts: &Facts) -> Option<String> {
    let stated = facts.meta(&["og:url", "twitter:url", "parsely-link"]).map(|meta| meta.value.as_str());
    let all = [facts.canonical.as_deref(), stated, facts.linked.url.as_deref()];
    all.into_iter().flatten().map(str::trim).find(|url| url.starts_with("http")).map(str::to_string)
}

fn choose_tags(facts: &Facts) -> Vec<String> {
    let listed = ["news_keywords", "keywords", "parsely-tags", "sailthru.tags", "citation_keywords"];
    let listed = listed.iter().flat_map(|name| facts.all_meta(name)).flat_map(|meta| meta.value.split([',', ';']));
    let single = ["article:tag", "og:article:tag", "video:tag"].iter().flat_map(|name| facts.all_meta(name));
    let single = single.flat_map(|meta| meta.value.split(','));
    let all = single.chain(facts.linked.tags.iter().map(String::as_str)).chain(facts.tags.iter().map(String::as_str));
    let mut tags: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for tag in all.chain(listed).map(str::trim) {
        let fits = tag.chars().count() <= 80 && tags.len() < 100;
        if fits && seen.insert(letters_key(tag)) && tag.chars().any(char::is_alphanumeric) {
            tags.push(tag.trim_start_matches('#').to_string());
        }
    }
    tags
}

/// The two letters of a language's code.
fn choose_language(facts: &Facts) -> Option<String> {
    let stated =
        facts.meta(&["og:locale", "content-language", "dc.language", "language"]).map(|meta| meta.value.as_str());
    [facts.language.as_deref(), stated, facts.linked.language.as_deref()].into_iter().flatten().find_map(|tag| {
        let code = tag.trim().split(['-', '_']).next()?;
        (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| code.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests;
