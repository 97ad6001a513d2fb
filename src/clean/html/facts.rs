//! What a page says of itself outside of its prose: meta elements, links, microdata, JSON-LD.
//!
//! Every statement keeps the name it was made under and its bytes in the source; which of them to
//! trust is decided by the modules `title`, `byline` and `dates`.

use super::json_ld::{self, Linked};
use super::tag::Tag;
use super::tree::{AttributeName, Piece, Tree};
use crate::text::{Span, fold_space};

/// A name and what is said under it.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) source: Span,
}

#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// `<meta name|property content>`.
    pub(crate) meta: Vec<Statement>,
    /// Elements with an `itemprop`: its value is the attribute that carries it, or the text.
    pub(crate) microdata: Vec<Statement>,
    pub(crate) linked: Linked,
    /// `<time>`: its attribute, or its text; the name is the element's number.
    pub(crate) times: Vec<(usize, Statement)>,
    /// The page's main headings, with their elements.
    pub(crate) headings: Vec<(usize, String)>,
    /// Elements with `rel="author"`, and the text inside.
    pub(crate) authors: Vec<(usize, Statement)>,
    /// The text of links with `rel="tag"`.
    pub(crate) tags: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) canonical: Option<String>,
    pub(crate) language: Option<String>,
}

impl Facts {
    /// What the first of the meta elements of these names says, in the order of the names.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&Statement> {
        names.iter().find_map(|name| self.meta.iter().find(|meta| meta.name == *name && !meta.value.is_empty()))
    }

    pub(crate) fn all_meta<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Statement> {
        self.meta.iter().filter(move |meta| meta.name == name && !meta.value.is_empty())
    }
}

/// More statements of one kind than this are not read.
const MOST: usize = 300;

/// Gathers what a page states of itself.
pub(crate) fn gather_facts(html: &str, tree: &Tree) -> Facts {
    let mut facts = Facts::default();
    let mut scripts = Vec::new();
    for node in 1..tree.nodes.len() {
        let tag = tree.nodes[node].tag;
        match tag {
            Tag::Text => continue,
            Tag::Meta => add_meta(tree, node, &mut facts),
            Tag::Link => {
                let rel = tree.attribute(node, AttributeName::Rel).unwrap_or_default();
                if rel.eq_ignore_ascii_case("canonical") && facts.canonical.is_none() {
                    facts.canonical = tree.attribute(node, AttributeName::Href).map(str::to_string);
                }
            }
            Tag::Title if facts.title.is_none() && !in_drawing(tree, node) => {
                facts.title = Some(visible_text(html, tree, node)).filter(|title| !title.is_empty());
            }
            Tag::Html => facts.language = tree.attribute(node, AttributeName::Lang).map(str::to_string),
            Tag::H1 if facts.headings.len() < 20 => facts.headings.push((node, visible_text(html, tree, node))),
            Tag::Script => {
                let kind = tree.attribute(node, AttributeName::Type).unwrap_or_default();
                if kind.contains("ld+json") && scripts.len() < MOST {
                    scripts.push(node);
                }
            }
            Tag::Time if facts.times.len() < MOST => facts.times.push((node, stated(html, tree, node))),
            _ => {}
        }
        add_relations(html, tree, node, &mut facts);
    }
    let scripts = scripts.into_iter().map(|node| {
        let inside = &tree.nodes[node + 1..tree.nodes[node].end as usize];
        inside.first().zip(inside.last()).map(|(first, last)| Span { start: first.source.start, end: last.source.end })
    });
    facts.linked = json_ld::read_scripts(html, scripts.flatten());
    facts
}

fn in_drawing(tree: &Tree, node: usize) -> bool {
    tree.ancestors(node).any(|node| tree.nodes[node].tag == Tag::Svg)
}

fn add_meta(tree: &Tree, node: usize, facts: &mut Facts) {
    if facts.meta.len() >= MOST {
        return;
    }
    let Some(content) = tree.attribute(node, AttributeName::Content) else { return };
    let source = tree.attribute_source(node, AttributeName::Content).unwrap_or(tree.nodes[node].source);
    for name in [AttributeName::Property, AttributeName::Name, AttributeName::Itemprop] {
        if let Some(key) = tree.attribute(node, name) {
            let name = key.trim().to_ascii_lowercase();
            facts.meta.push(Statement { name, value: fold_space(content), source });
        }
    }
}

fn add_relations(html: &str, tree: &Tree, node: usize, facts: &mut Facts) {
    if let Some(rel) = tree.attribute(node, AttributeName::Rel).filter(|_| tree.nodes[node].tag == Tag::A) {
        if rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")) && facts.authors.len() < 20 {
            facts.authors.push((node, stated(html, tree, node)));
        }
        if rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("tag")) && facts.tags.len() < 50 {
            facts.tags.push(visible_text(html, tree, node));
        }
    }
    let Some(property) = tree.attribute(node, AttributeName::Itemprop) else { return };
    if facts.microdata.len() >= MOST || !property.split_ascii_whitespace().any(is_read) {
        return;
    }
    let inner = (node + 1..tree.nodes[node].end as usize)
        .take(60)
        .find(|&inner| tree.attribute(inner, AttributeName::Itemprop).is_some_and(|name| name == "name"));
    let stated = stated(html, tree, inner.unwrap_or(node));
    facts.microdata.push(Statement { name: property.to_ascii_lowercase(), ..stated });
}

fn is_read(property: &str) -> bool {
    ["author", "creator", "datepublished", "datecreated", "headline", "keywords", "publisher"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(property))
}

/// What an element states: its attribute for machines, or else its text.
fn stated(html: &str, tree: &Tree, node: usize) -> Statement {
    for name in [AttributeName::Datetime, AttributeName::Content] {
        if let Some(value) = tree.attribute(node, name).filter(|value| !value.trim().is_empty()) {
            let source = tree.attribute_source(node, name).unwrap_or(tree.nodes[node].source);
            return Statement { name: String::new(), value: fold_space(value), source };
        }
    }
    Statement { name: String::new(), value: visible_text(html, tree, node), source: tree.nodes[node].source }
}

/// The text of an element with white space folded and blocks kept apart; only the beginning of a long one.
pub(crate) fn visible_text(html: &str, tree: &Tree, node: usize) -> String {
    const LONGEST: usize = 1_000;
    const MOST_NODES: usize = 1_000;
    let mut text = String::new();
    let end = (tree.nodes[node].end as usize).min(node + MOST_NODES);
    let mut inner = node;
    while inner < end && text.len() < LONGEST {
        let tag = tree.nodes[inner].tag;
        if tag.is_silent() && inner != node {
            inner = tree.nodes[inner].end as usize;
            continue;
        }
        if tag.is_block() || tag == Tag::Br {
            text.push(' ');
        }
        for piece in tree.pieces(&tree.nodes[inner]) {
            let part = match *piece {
                Piece::Verbatim(span) => span.of(html),
                Piece::Replaced { pool, .. } => tree.pooled(pool),
            };
            let mut length = part.len().min(LONGEST);
            while !part.is_char_boundary(length) {
                length -= 1;
            }
            text.push_str(&part[..length]);
            if text.len() > LONGEST {
                break;
            }
        }
        inner += 1;
    }
    fold_space(&text)
}
