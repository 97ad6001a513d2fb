//! From the lines of the body to its blocks.

use super::super::{Block, BlockKind};
use super::lines::{Line, Lines};
use super::select::{Role, count_words};
use super::tag::Tag;
use super::tree::Tree;
use crate::text::{OriginBuilder, Span};

/// Rows with a longer cell than this are paragraphs in a layout.
const LONGEST_CELL: u32 = 60;

/// The body's blocks in page order; the cells of a row are one block.
pub(crate) fn make_blocks(tree: &Tree, lines: &Lines, roles: &[Role]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let body: Vec<&Line> =
        lines.lines.iter().zip(roles).filter(|(_, role)| **role == Role::Body).map(|(line, _)| line).collect();
    let mut nth = 0;
    while nth < body.len() {
        let row = row_of(tree, body[nth]);
        let same = body[nth..].iter().take_while(|line| row.is_some() && row_of(tree, line) == row).count();
        let short = |line: &&Line| count_words(lines.of(line), line) <= LONGEST_CELL;
        if same > 1 && body[nth..nth + same].iter().all(short) {
            blocks.push(row_block(tree, lines, &body[nth..nth + same]));
            nth += same;
        } else {
            blocks.push(block(tree, lines, body[nth]));
            nth += 1;
        }
    }
    blocks
}

/// The row of the table that a line stands in.
fn row_of(tree: &Tree, line: &Line) -> Option<usize> {
    let block = line.block as usize;
    let mut around = std::iter::once(block).chain(tree.ancestors(block).take(6));
    around.find(|&node| tree.nodes[node].tag == Tag::Tr)
}

fn cell_of(tree: &Tree, line: &Line) -> Option<usize> {
    let block = line.block as usize;
    let mut around = std::iter::once(block).chain(tree.ancestors(block).take(6));
    around.find(|&node| matches!(tree.nodes[node].tag, Tag::Td | Tag::Th))
}

fn row_block(tree: &Tree, lines: &Lines, cells: &[&Line]) -> Block {
    let mut text = String::new();
    let mut origin = OriginBuilder::default();
    let mut before: Option<&Line> = None;
    for line in cells {
        if let Some(before) = before {
            let gap = Span { start: lines.source(before.text).end, end: lines.source(line.text).start };
            text.push(if cell_of(tree, before) == cell_of(tree, line) { ' ' } else { '\t' });
            origin.replace(Span { start: gap.start, end: gap.end.max(gap.start) }, 1);
        }
        text.push_str(lines.of(line));
        origin.append(&lines.origin, line.text);
        before = Some(line);
    }
    Block { text, origin: origin.finish(), kind: BlockKind::TableRow }
}

fn block(tree: &Tree, lines: &Lines, line: &Line) -> Block {
    let mut origin = OriginBuilder::default();
    origin.append(&lines.origin, line.text);
    let block = line.block as usize;
    let kind =
        std::iter::once(block).chain(tree.ancestors(block)).take(4).find_map(|node| match tree.nodes[node].tag {
            tag if tag.is_heading() => Some(BlockKind::Heading),
            Tag::Li | Tag::Dd | Tag::Dt => Some(BlockKind::ListItem),
            Tag::Blockquote => Some(BlockKind::Quote),
            _ => None,
        });
    Block { text: lines.of(line).to_string(), origin: origin.finish(), kind: kind.unwrap_or(BlockKind::Paragraph) }
}
