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
    let hidden = hidden_words(tree, &prose);
    let reveal = hidden * 2 > prose[0];
    for node in 1..count {
        let tag = tree.nodes[node].tag;
        if tag == Tag::Text {
            mark[node] = mark[tree.parent(node)];
            continue;
        }
        if tree.nodes[node].parts.0 < tree.nodes[node].parts.1 {
            signs[node] = read_signs(names_of(tree, node), &mut scratch);
        }
        mark[node] = mark[tree.parent(node)].or_else(|| {
            let reason = furniture(tree, node, signs[node], reveal && prose[node] >= 40 && tag != Tag::Pre)?;
            // Names mislead: what holds much of the page's prose is no furniture.
            let most = if is_hidden(tree, node) {
                1.0
            } else if tag == Tag::Nav {
                0.5
            } else {
                0.3
            };
            let most = if reason == Reason::Other && !signs[node].has(Sign::Advertising) { 1.0 } else { most };
            (prose[node] as f32 <= prose[0] as f32 * most).then_some(reason)
        });
    }
    Elements { signs, prose, mark }
}

/// The names of an element that tell what it is for.
///
/// The id of a heading, and any long id, is made of the words of a title.
fn names_of(tree: &Tree, node: usize) -> impl Iterator<Item = &str> {
    let of = |name| tree.attribute(node, name);
    let tag = tree.nodes[node].tag;
    let whole = !tag.is_heading() && !matches!(tag, Tag::P | Tag::A | Tag::Span | Tag::Strong | Tag::Tr);
    let id = of(AttributeName::Id).filter(|id| whole && id.split(['-', '_', ' ']).count() <= 3);
    [of(AttributeName::Class), id, of(AttributeName::Role)].into_iter().flatten()
}

/// Prose in elements that only a script would show.
fn hidden_words(tree: &Tree, prose: &[u32]) -> u32 {
    let mut words = 0;
    let mut node = 1;
    while node < tree.nodes.len() {
        if prose[node] > 0 && is_hidden(tree, node) {
            // A hidden `<pre>` is the page's own source, not its text.
            words += if tree.nodes[node].tag == Tag::Pre { 0 } else { prose[node] };
            node = tree.nodes[node].end as usize;
        } else {
            node += 1;
        }
    }
    words
}

fn furniture(tree: &Tree, node: usize, signs: Signs, shown: bool) -> Option<Reason> {
    if !shown && is_hidden(tree, node) {
        return Some(Reason::Other);
    }
    let by_name = FURNITURE.iter().find(|&&(sign, _)| signs.has(sign)).map(|&(_, reason)| reason);
    match tree.nodes[node].tag {
        Tag::Nav | Tag::Menu => Some(Reason::Navigation),
        Tag::Footer => Some(by_name.unwrap_or(Reason::Navigation)),
        Tag::Aside => Some(by_name.unwrap_or(Reason::Teaser)),
        Tag::Form | Tag::Fieldset | Tag::Label => Some(Reason::Prompt),
        Tag::Html | Tag::Body | Tag::Article | Tag::Main | Tag::Pre | Tag::Code => None,
        // The words of a program are named by what they do in it.
        _ if tree.ancestors(node).take(3).any(|node| matches!(tree.nodes[node].tag, Tag::Pre | Tag::Code)) => None,
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

/// Words in each element that are in no furniture.
fn clean_words(tree: &Tree, lines: &Lines, elements: &Elements, weigh: impl Fn(&str, &Line) -> u32) -> Vec<u32> {
    let mut clean = vec![0; tree.nodes.len()];
    for line in &lines.lines {
        if elements.mark[line.first as usize].is_none() && elements.mark[line.block as usize].is_none() {
            clean[line.block as usize] += weigh(lines.of(line), line);
        }
    }
    for node in (1..clean.len()).rev() {
        let inside = clean[node];
        clean[tree.parent(node)] += inside;
    }
    clean
}

/// How plainly an element says that it holds the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Main,
    Article,
    Named,
}

/// The element that says so most plainly, if it holds a fair share of the page's words.
fn named_root(tree: &Tree, elements: &Elements, clean: &[u32]) -> Option<(Rank, usize)> {
    let mut best: Option<(Rank, u32, usize)> = None;
    for (node, &words) in clean.iter().enumerate().skip(1) {
        let tag = tree.nodes[node].tag;
        if tag == Tag::Text || elements.mark[node].is_some() || words == 0 {
            continue;
        }
        let itemprop = tree.attribute(node, AttributeName::Itemprop);
        let named =
            itemprop.is_some_and(|name| name.contains("articleBody")) || elements.signs[node].has(Sign::Article);
        let (rank, share) = match tag {
            _ if named => (Rank::Named, 40),
            Tag::Article => (Rank::Article, 50),
            Tag::Main => (Rank::Main, 60),
            _ => continue,
        };
        // The outer of two that hold the same is met first, and kept.
        let enough = u64::from(words) * 100 >= u64::from(clean[0]) * share;
        if enough && best.is_none_or(|(before, most, _)| (rank, words) > (before, most)) {
            best = Some((rank, words, node));
        }
    }
    best.map(|(rank, _, node)| (rank, node))
}

/// The element that holds the body.
pub(crate) fn find_root(tree: &Tree, lines: &Lines, elements: &Elements) -> usize {
    let mut clean = clean_words(tree, lines, elements, prose_words);
    if clean[0] < 40 {
        // A page without prose: a list, a poem, a few words.
        clean = clean_words(tree, lines, elements, |_, line| (line.letters - line.linked) / 4);
    }
    let named = named_root(tree, elements, &clean);
    if let Some((Rank::Named, node)) = named {
        return node;
    }
    let mut root = named.map_or(0, |(_, node)| node);
    // Down to the smallest element with nearly all of the prose.
    loop {
        let inside = clean[root];
        let mut child = root + 1;
        let mut next = None;
        while child < tree.nodes[root].end as usize {
            if tree.nodes[child].tag.is_block()
                && elements.mark[child].is_none()
                && clean[child] * 100 >= inside * 92
                && inside > 0
            {
                next = Some(child);
            }
            child = tree.nodes[child].end as usize;
        }
        match next {
            Some(next)
                if !matches!(
                    tree.nodes[next].tag,
                    Tag::P
                        | Tag::Li
                        | Tag::Td
                        | Tag::Blockquote
                        | Tag::Table
                        | Tag::Ul
                        | Tag::Ol
                        | Tag::Figure
                        | Tag::Pre
                ) =>
            {
                root = next
            }
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
    drop_repeated(lines, &mut roles);
    drop_edges(tree, lines, &mut roles);
    drop_lone_headings(tree, lines, &mut roles);
    roles
}

/// Marks words that the page has given before: layouts for small screens repeat whole articles.
fn drop_repeated(lines: &Lines, roles: &mut [Role]) {
    let mut seen = std::collections::BTreeSet::new();
    let mut before = false;
    for (line, role) in lines.lines.iter().zip(roles) {
        if *role != Role::Body {
            continue;
        }
        let text = lines.of(line);
        let new = seen.insert(crate::text::stable_hash([text]));
        let long = count_words(text, line) >= 8;
        let repeated = !new && (long || before);
        if repeated {
            *role = Role::Removed(Reason::Repeated);
        }
        before = repeated;
    }
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
    if line.link_share() > 0.8 && words < 30 && !tree.nodes[block].tag.is_heading() {
        if leads_within(tree, line) {
            return Role::Removed(Reason::Navigation);
        }
        let item = |node: usize| matches!(tree.nodes[node].tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt);
        if !item(block) && !item(tree.parent(block)) {
            return Role::Removed(Reason::Link);
        }
    }
    Role::Body
}

/// Whether the line is a link to another place of the page.
fn leads_within(tree: &Tree, line: &Line) -> bool {
    let link = tree.ancestors(line.first as usize).take(6).find(|&node| tree.nodes[node].tag == Tag::A);
    link.and_then(|link| tree.attribute(link, AttributeName::Href)).is_some_and(|to| to.starts_with('#'))
}

fn is_caption(tree: &Tree, elements: &Elements, block: usize) -> bool {
    for node in std::iter::once(block).chain(tree.ancestors(block).take(4)) {
        let small = elements.prose[node] < 80;
        match tree.nodes[node].tag {
            Tag::Figcaption => return true,
            // A figure may hold a table, a program or a quotation.
            Tag::Table | Tag::Pre | Tag::Blockquote => return false,
            Tag::Figure if small => return true,
            _ if small && (elements.signs[node].has(Sign::Caption) || elements.signs[node].has(Sign::Credit)) => {
                return true;
            }
            _ => {}
        }
    }
    false
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
        if nth > body[last] && matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::P) && line.link_share() < 0.5 {
            continue;
        }
        // What stands under the body is about other stories.
        roles[nth] = Role::Removed(if nth > body[last] { Reason::Teaser } else { Reason::Other });
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
