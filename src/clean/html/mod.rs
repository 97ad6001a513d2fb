//! From an HTML page to its main blocks and its metadata.

mod lines;
mod names;
mod select;
mod tag;
mod tokens;
mod tree;

use super::{Block, BlockKind, DateClaim};
use crate::document::{Caption, Removed};
use crate::text::OriginBuilder;
use lines::{Line, Lines};
use select::Role;
use tag::Tag;
use tree::Tree;

/// What a page says, before the rules that plain text and HTML share are applied.
#[derive(Debug, Clone, Default)]
pub(crate) struct HtmlPage {
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) language: Option<String>,
    /// Every claim of a publication date, the most trustworthy first.
    pub(crate) dates: Vec<DateClaim>,
    /// The body, in page order.
    pub(crate) blocks: Vec<Block>,
    pub(crate) captions: Vec<Caption>,
    pub(crate) removed: Vec<Removed>,
}

pub(crate) fn read_page(html: &str) -> HtmlPage {
    let tree = tokens::read_tree(html);
    let lines = lines::cut_lines(html, &tree);
    let elements = select::weigh_elements(&tree, &lines);
    let mut page = HtmlPage::default();
    let root = select::find_root(&tree, &elements);
    let roles = select::assign_roles(&tree, &lines, &elements, root, page.title.as_deref());
    for (line, role) in lines.lines.iter().zip(&roles) {
        match *role {
            Role::Body => page.blocks.push(block(&tree, &lines, line)),
            Role::Caption => page.captions.push(Caption {
                text: lines.of(line).to_string(),
                credit: None,
                date: None,
                source: lines.source(line.text),
            }),
            Role::Removed(reason) => page.removed.push(Removed {
                text: lines.of(line).to_string(),
                reason,
                source: lines.source(line.text),
            }),
            Role::Outside => {}
        }
    }
    page
}

fn block(tree: &Tree, lines: &Lines, line: &Line) -> Block {
    let mut origin = OriginBuilder::default();
    origin.append(&lines.origin, line.text);
    let kind = std::iter::once(line.block as usize)
        .chain(tree.ancestors(line.block as usize))
        .take(4)
        .find_map(|node| match tree.nodes[node].tag {
            tag if tag.is_heading() => Some(BlockKind::Heading),
            Tag::Li | Tag::Dd | Tag::Dt => Some(BlockKind::ListItem),
            Tag::Blockquote => Some(BlockKind::Quote),
            _ => None,
        })
        .unwrap_or(BlockKind::Paragraph);
    Block { text: lines.of(line).to_string(), origin: origin.finish(), kind }
}

#[cfg(test)]
mod harness;
