//! Which lines of a page are its body: the element that holds the prose, and what of it is furniture.

use super::lines::{Line, Lines};
use super::names::{Sign, Signs, read_signs};
use super::tag::Tag;
use super::tree::{AttributeName, Tree};
use crate::document::Reason;

/// What a line of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Body,
    Caption,
    /// Furniture inside of the body or beside it.
    Removed(Reason),
    /// Far from the body.
    Outside,
}

/// What is known of every element: its signs, what holds it, and how much prose it holds.
#[derive(Debug)]
pub(crate) struct Elements {
    pub(crate) signs: Vec<Signs>,
    /// Words of prose inside.
    pub(crate) prose: Vec<u32>,
    /// Why the element, or one around it, is furniture.
    pub(crate) mark: Vec<Option<Reason>>,
}

/// Words of a line that reads like prose; 0 for any other.
pub(crate) fn prose_words(text: &str, line: &Line) -> u32 {
    if line.letters < 30 || line.link_share() > 0.4 {
        return 0;
    }
    let words = count_words(text, line);
    let sentence = text.contains(['.', '!', '?', ',', ';', ':', '。', '，', '؟', '।', '、']);
    if words < 8 || !sentence { 0 } else { words }
}

/// Words; for writing without spaces, what would be words.
pub(crate) fn count_words(text: &str, line: &Line) -> u32 {
    let spaced = text.split(' ').count() as u32;
    let characters = line.letters;
    if characters / spaced.max(1) > 20 { characters / 3 } else { spaced }
}

/// Names that mark an element as furniture, and the reason for it.
const FURNITURE: [(Sign, Reason); 9] = [
    (Sign::Teaser, Reason::Teaser),
    (Sign::Control, Reason::Control),
    (Sign::Prompt, Reason::Prompt),
    (Sign::Comment, Reason::Comment),
    (Sign::Navigation, Reason::Navigation),
    (Sign::Legal, Reason::Legal),
    (Sign::Advertising, Reason::Other),
    (Sign::Author, Reason::Byline),
    (Sign::Tags, Reason::Tags),
];

pub(crate) fn weigh_elements(tree: &Tree, lines: &Lines) -> Elements {
    let count = tree.nodes.len();
    let mut prose = vec![0u32; count];
    for line in &lines.lines {
        prose[line.block as usize] += prose_words(lines.of(line), line);
    }
    for node in (1..count).rev() {
        let inside = prose[node];
        prose[tree.parent(node)] += inside;
    }
    let mut signs = vec![Signs::default(); count];
    let mut mark = vec![None; count];
    let mut scratch = String::new();
    for node in 1..count {
        let tag = tree.nodes[node].tag;
        if tag == Tag::Text {
            mark[node] = mark[tree.parent(node)];
            continue;
        }
        if tree.nodes[node].parts.0 < tree.nodes[node].parts.1 {
            let names = [AttributeName::Class, AttributeName::Id, AttributeName::Role];
            signs[node] = read_signs(names.iter().filter_map(|&name| tree.attribute(node, name)), &mut scratch);
        }
        mark[node] = mark[tree.parent(node)].or_else(|| {
            let reason = furniture(tree, node, signs[node])?;
            // Names mislead: what holds much of the page's prose is no furniture.
            let most = if is_hidden(tree, node) {
                1.0
            } else if tag == Tag::Nav {
                0.5
            } else {
                0.3
            };
            (prose[node] as f32 <= prose[0] as f32 * most).then_some(reason)
        });
    }
    Elements { signs, prose, mark }
}

fn furniture(tree: &Tree, node: usize, signs: Signs) -> Option<Reason> {
    if is_hidden(tree, node) {
        return Some(Reason::Other);
    }
    let by_name = FURNITURE.iter().find(|&&(sign, _)| signs.has(sign)).map(|&(_, reason)| reason);
    match tree.nodes[node].tag {
        Tag::Nav | Tag::Menu => Some(Reason::Navigation),
        Tag::Footer => Some(by_name.unwrap_or(Reason::Navigation)),
        Tag::Aside => Some(by_name.unwrap_or(Reason::Teaser)),
        Tag::Form | Tag::Fieldset | Tag::Label => Some(Reason::Prompt),
        Tag::Html | Tag::Body | Tag::Article | Tag::Main => None,
        _ => by_name,
    }
}

fn is_hidden(tree: &Tree, node: usize) -> bool {
    tree.attributes(node).iter().any(|attribute| {
        let value = tree.value(attribute);
        match attribute.name {
            AttributeName::Hidden => !value.eq_ignore_ascii_case("until-found"),
            AttributeName::AriaHidden => value == "true",
            AttributeName::Style => {
                let squeezed: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                squeezed.contains("display:none") || squeezed.contains("visibility:hidden")
            }
            _ => false,
        }
    })
}

/// The element that holds the body.
pub(crate) fn find_root(tree: &Tree, elements: &Elements) -> usize {
    let count = tree.nodes.len();
    // Prose that is not furniture.
    let mut clean = elements.prose.clone();
    for node in (1..count).rev() {
        let outer = elements.mark[tree.parent(node)].is_some();
        if elements.mark[node].is_some() && !outer {
            let lost = clean[node];
            for above in tree.ancestors(node) {
                clean[above] -= lost.min(clean[above]);
            }
        }
    }
    let total = clean[0];
    let mut best: Option<(u32, usize)> = None;
    for node in 1..count {
        let tag = tree.nodes[node].tag;
        if tag == Tag::Text || elements.mark[node].is_some() || clean[node] == 0 {
            continue;
        }
        let itemprop = tree.attribute(node, AttributeName::Itemprop);
        let named =
            itemprop.is_some_and(|name| name.contains("articleBody")) || elements.signs[node].has(Sign::Article);
        let share = if named {
            40
        } else if tag == Tag::Article {
            50
        } else if tag == Tag::Main {
            60
        } else {
            continue;
        };
        if clean[node] * 100 < total * share {
            continue;
        }
        let rank = if named {
            3
        } else if tag == Tag::Article {
            2
        } else {
            1
        };
        let score = rank * 1_000_000 + clean[node];
        if best.is_none_or(|(before, _)| score > before) {
            best = Some((score, node));
        }
    }
    let mut root = best.map_or(0, |(_, node)| node);
    if best.is_some_and(|(score, _)| score > 3_000_000) {
        return root;
    }
    // Down to the smallest element with nearly all of the prose.
    loop {
        let inside = clean[root];
        let mut child = root + 1;
        let mut next = None;
        while child < tree.nodes[root].end as usize {
            if tree.nodes[child].tag.is_block()
                && elements.mark[child].is_none()
                && clean[child] * 100 >= inside * 85
                && inside > 0
            {
                next = Some(child);
            }
            child = tree.nodes[child].end as usize;
        }
        match next {
            Some(next) if !matches!(tree.nodes[next].tag, Tag::P | Tag::Li | Tag::Td) => root = next,
            _ => return root,
        }
    }
}

/// The role of every line.
pub(crate) fn assign_roles(
    tree: &Tree,
    lines: &Lines,
    elements: &Elements,
    root: usize,
    title: Option<&str>,
) -> Vec<Role> {
    let end = tree.nodes[root].end;
    let title = title.map(crate::text::letters_key);
    let mut roles = vec![Role::Outside; lines.lines.len()];
    for (line, role) in lines.lines.iter().zip(&mut roles) {
        if line.first as usize > root && line.first < end {
            *role = line_role(tree, lines, elements, line, title.as_deref());
        }
    }
    drop_edges(tree, lines, &mut roles);
    drop_lone_headings(tree, lines, &mut roles);
    roles
}

fn line_role(tree: &Tree, lines: &Lines, elements: &Elements, line: &Line, title: Option<&str>) -> Role {
    let block = line.block as usize;
    if is_caption(tree, elements, block) {
        return Role::Caption;
    }
    if let Some(reason) = elements.mark[line.first as usize].or(elements.mark[block]) {
        return Role::Removed(reason);
    }
    let text = lines.of(line);
    if line.letters == 0 {
        return Role::Removed(Reason::Control);
    }
    let words = count_words(text, line);
    if tree.nodes[block].tag.is_heading() && title.is_some_and(|title| crate::text::letters_key(text) == title) {
        return Role::Removed(Reason::Title);
    }
    if words < 25 {
        for node in std::iter::once(block).chain(tree.ancestors(block).take(3)) {
            if elements.prose[node] > 60 {
                break;
            }
            if elements.signs[node].has(Sign::Byline) {
                return Role::Removed(Reason::Byline);
            }
            if elements.signs[node].has(Sign::Date) {
                return Role::Removed(Reason::Date);
            }
        }
    }
    if line.link_share() > 0.8 && words < 30 {
        return Role::Removed(Reason::Link);
    }
    Role::Body
}

fn is_caption(tree: &Tree, elements: &Elements, block: usize) -> bool {
    std::iter::once(block).chain(tree.ancestors(block).take(4)).any(|node| {
        matches!(tree.nodes[node].tag, Tag::Figcaption)
            || (elements.signs[node].has(Sign::Caption) && elements.prose[node] < 80)
            || (tree.nodes[node].tag == Tag::Figure && elements.prose[node] < 80)
    })
}

/// Takes the short lines before the first and after the last prose off the body.
fn drop_edges(tree: &Tree, lines: &Lines, roles: &mut [Role]) {
    let prose = |nth: &usize| {
        let line = &lines.lines[*nth];
        prose_words(lines.of(line), line) > 0
    };
    let body: Vec<usize> = (0..roles.len()).filter(|&nth| roles[nth] == Role::Body).collect();
    let (Some(first), Some(last)) = (body.iter().position(prose), body.iter().rposition(prose)) else { return };
    for &nth in body[..first].iter().chain(&body[last + 1..]) {
        let line = &lines.lines[nth];
        let tag = tree.nodes[line.block as usize].tag;
        if nth > body[last] && matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::P) && line.linked == 0 {
            continue;
        }
        roles[nth] = Role::Removed(Reason::Other);
    }
}

/// A heading with nothing of the body under it goes too.
fn drop_lone_headings(tree: &Tree, lines: &Lines, roles: &mut [Role]) {
    let mut followed = 0u8;
    for nth in (0..roles.len()).rev() {
        let tag = tree.nodes[lines.lines[nth].block as usize].tag;
        if roles[nth] == Role::Body && !tag.is_heading() {
            followed = 1;
        } else if tag.is_heading() {
            if roles[nth] == Role::Body && followed == 0 {
                roles[nth] = Role::Removed(Reason::Teaser);
            } else if roles[nth] != Role::Body {
                followed = 0;
            }
        }
    }
}
