//! A page's elements and texts in flat arrays, in document order, each text with its place in the source.
//!
//! The tree is lenient: end tags may be missing, stand in the wrong place or close nothing. It is not
//! the tree of a browser (nothing is moved out of tables, formatting is not opened again), but what
//! is in the source is in the tree, in the same order.

use super::tag::{TAGS, Tag};
use crate::text::Span;

/// More elements and texts than this are not kept: pages have some thousands.
const MOST_NODES: usize = 400_000;
/// Elements deeper than this become siblings.
const DEEPEST: usize = 250;

/// An element or a text. Its descendants are the nodes after it, up to `end`.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    /// Where the text stands inside of a link.
    pub(crate) in_link: bool,
    pub(crate) parent: u32,
    /// One past the last descendant.
    pub(crate) end: u32,
    /// Of an element: its attributes. Of a text: its pieces.
    pub(crate) parts: (u32, u32),
    /// Its bytes in the source, tags included.
    pub(crate) source: Span,
}

/// The attributes that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttributeName {
    AriaHidden,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Rel,
    Role,
    Style,
    Title,
    Type,
}

impl AttributeName {
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"aria-hidden" => Self::AriaHidden,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"id" => Self::Id,
            b"itemprop" => Self::Itemprop,
            b"lang" => Self::Lang,
            b"name" | b"http-equiv" => Self::Name,
            b"property" => Self::Property,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"title" => Self::Title,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) name: AttributeName,
    /// In the tree's pool.
    value: (u32, u32),
    pub(crate) source: Span,
}

/// A part of a text node.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece {
    /// The source's own bytes.
    Verbatim(Span),
    /// Text of the tree's pool that stands for these bytes of the source: a character reference.
    Replaced { pool: (u32, u32), source: Span },
}

#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    pieces: Vec<Piece>,
    pool: String,
}

impl Tree {
    pub(crate) fn attributes(&self, node: usize) -> &[Attribute] {
        let node = &self.nodes[node];
        if node.tag == Tag::Text { &[] } else { &self.attributes[node.parts.0 as usize..node.parts.1 as usize] }
    }

    pub(crate) fn attribute(&self, node: usize, name: AttributeName) -> Option<&str> {
        self.attributes(node).iter().find(|attribute| attribute.name == name).map(|attribute| self.value(attribute))
    }

    pub(crate) fn attribute_source(&self, node: usize, name: AttributeName) -> Option<Span> {
        self.attributes(node).iter().find(|attribute| attribute.name == name).map(|attribute| attribute.source)
    }

    pub(crate) fn value(&self, attribute: &Attribute) -> &str {
        self.pooled(attribute.value)
    }

    pub(crate) fn pieces(&self, node: &Node) -> &[Piece] {
        if node.tag == Tag::Text { &self.pieces[node.parts.0 as usize..node.parts.1 as usize] } else { &[] }
    }

    pub(crate) fn pooled(&self, part: (u32, u32)) -> &str {
        self.pool.get(part.0 as usize..part.1 as usize).unwrap_or_default()
    }

    pub(crate) fn parent(&self, node: usize) -> usize {
        self.nodes[node].parent as usize
    }

    /// The elements around a node, from the nearest to the root.
    pub(crate) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(node), |&node| (node > 0).then(|| self.parent(node))).skip(1)
    }

    /// The text of a node as it stands, white space not folded.
    pub(crate) fn raw_text(&self, source: &str, node: usize) -> String {
        let mut text = String::new();
        for node in &self.nodes[node..self.nodes[node].end as usize] {
            for piece in self.pieces(node) {
                match *piece {
                    Piece::Verbatim(span) => text.push_str(span.of(source)),
                    Piece::Replaced { pool, .. } => text.push_str(self.pooled(pool)),
                }
            }
        }
        text
    }
}

/// Builds a [`Tree`] from tags and texts in the order of the source.
#[derive(Debug)]
pub(crate) struct TreeBuilder {
    tree: Tree,
    /// The open elements, the root first.
    open: Vec<u32>,
    /// How many elements of each tag are open.
    count: [u32; TAGS],
    link: Option<u32>,
    text: Option<u32>,
    /// Attributes of the tag that is being read begin here.
    attributes_from: usize,
}

impl TreeBuilder {
    pub(crate) fn new(source_len: usize) -> Self {
        let mut tree = Tree::default();
        tree.nodes.reserve(source_len / 64);
        tree.nodes.push(Node {
            tag: Tag::Root,
            in_link: false,
            parent: 0,
            end: 1,
            parts: (0, 0),
            source: Span::new(0, source_len),
        });
        let mut count = [0; TAGS];
        count[Tag::Root as usize] = 1;
        Self { tree, open: vec![0], count, link: None, text: None, attributes_from: 0 }
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Root, |&node| self.tree.nodes[node as usize].tag)
    }

    /// A start tag begins: attributes that follow are its own.
    pub(crate) fn begin_attributes(&mut self) {
        self.attributes_from = self.tree.attributes.len();
    }

    pub(crate) fn add_attribute(&mut self, name: AttributeName, value: &str, source: Span) {
        let from = self.attributes_from.min(self.tree.attributes.len());
        if self.tree.attributes[from..].iter().any(|attribute| attribute.name == name) {
            return;
        }
        let start = self.tree.pool.len() as u32;
        self.tree.pool.push_str(value);
        self.tree.attributes.push(Attribute { name, value: (start, self.tree.pool.len() as u32), source });
    }

    pub(crate) fn open(&mut self, tag: Tag, source: Span, self_closing: bool) {
        let attributes = (self.attributes_from as u32, self.tree.attributes.len() as u32);
        self.close_implied(tag, source.start);
        let again = matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.count[tag as usize] > 0;
        let Some(node) = (!again).then(|| self.push(tag, attributes, source)).flatten() else { return };
        let closed = tag.is_void() || (self_closing && matches!(tag, Tag::Other | Tag::Svg | Tag::Math));
        if closed || self.open.len() >= DEEPEST {
            return;
        }
        self.open.push(node);
        self.count[tag as usize] += 1;
        if tag == Tag::A {
            self.link = self.tree.attribute(node as usize, AttributeName::Href).is_some().then_some(node);
        }
    }

    /// Closes what the start of `tag` closes without an end tag.
    fn close_implied(&mut self, tag: Tag, at: u32) {
        use Tag::*;
        self.text = None;
        if self.count[Head as usize] > 0 && (tag.is_block() || matches!(tag, A | Span | Img)) && tag != Head {
            self.close_to(&[Head], &[], at);
        }
        if tag.ends_paragraph() && self.count[P as usize] > 0 {
            self.close_to(&[P], &[Button], at);
        }
        match tag {
            Li => self.close_to(&[Li], &[Ul, Ol, Menu], at),
            Dt | Dd => self.close_to(&[Dt, Dd], &[Dl], at),
            Td | Th => self.close_to(&[Td, Th], &[Tr], at),
            Tr => self.close_to(&[Tr], &[], at),
            Tbody | Thead | Tfoot => self.close_to(&[Tbody, Thead, Tfoot], &[], at),
            Option => self.close_to(&[Option], &[Select], at),
            H1 | H2 | H3 | H4 | H5 | H6 if self.top().is_heading() => self.pop(at),
            // A link inside of a link ends the outer one.
            A => {
                self.link = None;
                self.close_to(&[A], &[Div, P, Li, Article, Section], at);
            }
            _ => {}
        }
    }

    /// An end tag: closes the nearest open element of its name, with all that is open inside of it.
    pub(crate) fn close(&mut self, tag: Tag, start: u32, end: u32) {
        self.text = None;
        match tag {
            Tag::A => self.link = None,
            // What follows the end of the body belongs to it all the same.
            Tag::Html | Tag::Body | Tag::Root | Tag::Text => return,
            // `</p>` with no paragraph open is an empty one; `</br>` is a line break.
            Tag::Br => {
                self.push(Tag::Br, (0, 0), Span { start, end });
                return;
            }
            _ => {}
        }
        if self.count[tag as usize] == 0 {
            return;
        }
        let inline = !tag.is_block() && !tag.is_silent() && tag != Tag::Template;
        for nth in (1..self.open.len()).rev() {
            let open = self.tree.nodes[self.open[nth] as usize].tag;
            if open == tag {
                while self.open.len() > nth + 1 {
                    self.pop(start);
                }
                self.pop(end);
                return;
            }
            // Formatting that a block interrupts ends with the block's parent; a cell ends with its row.
            let table_part = matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot);
            if (inline && open.is_block()) || (open.is_scope() && !(table_part && open != Tag::Table)) {
                return;
            }
        }
    }

    /// Closes the nearest of `tags`, unless a scope or one of `stops` is met before.
    fn close_to(&mut self, tags: &[Tag], stops: &[Tag], at: u32) {
        if tags.iter().all(|&tag| self.count[tag as usize] == 0) {
            return;
        }
        for nth in (1..self.open.len()).rev() {
            let open = self.tree.nodes[self.open[nth] as usize].tag;
            if tags.contains(&open) {
                while self.open.len() > nth {
                    self.pop(at);
                }
                return;
            }
            let cell = matches!(open, Tag::Td | Tag::Th) && matches!(tags, [Tag::Tr] | [Tag::Tbody, ..]);
            if stops.contains(&open) || (open.is_scope() && !cell) {
                return;
            }
        }
    }

    fn pop(&mut self, at: u32) {
        if self.open.len() < 2 {
            return;
        }
        let end = self.tree.nodes.len() as u32;
        let Some(node) = self.open.pop() else { return };
        if self.link == Some(node) {
            self.link = None;
        }
        let closed = &mut self.tree.nodes[node as usize];
        closed.end = end;
        closed.source.end = at.max(closed.source.end);
        self.count[closed.tag as usize] -= 1;
    }

    fn push(&mut self, tag: Tag, parts: (u32, u32), source: Span) -> Option<u32> {
        if self.tree.nodes.len() >= MOST_NODES {
            return None;
        }
        let node = self.tree.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        let in_link = self.link.is_some();
        self.tree.nodes.push(Node { tag, in_link, parent, end: node + 1, parts, source });
        Some(node)
    }

    pub(crate) fn add_verbatim(&mut self, source: Span) {
        if !source.is_empty() {
            self.add_piece(Piece::Verbatim(source), source);
        }
    }

    pub(crate) fn add_replaced(&mut self, text: &str, source: Span) {
        let start = self.tree.pool.len() as u32;
        self.tree.pool.push_str(text);
        let pool = (start, self.tree.pool.len() as u32);
        self.add_piece(Piece::Replaced { pool, source }, source);
    }

    fn add_piece(&mut self, piece: Piece, source: Span) {
        let at = self.tree.pieces.len() as u32;
        if self.text.is_none() {
            self.text = self.push(Tag::Text, (at, at), source);
        }
        let Some(text) = self.text else { return };
        let text = &mut self.tree.nodes[text as usize];
        text.source.end = source.end;
        // The tokenizer cuts text where a tag might have begun; what follows on is one piece.
        if let Piece::Verbatim(next) = piece
            && text.parts.1 == at
            && text.parts.0 < at
            && let Some(Piece::Verbatim(last)) = self.tree.pieces.last_mut()
            && last.end == next.start
        {
            last.end = next.end;
            return;
        }
        text.parts.1 = at + 1;
        self.tree.pieces.push(piece);
    }

    pub(crate) fn finish(mut self) -> Tree {
        let len = self.tree.nodes[0].source.end;
        while self.open.len() > 1 {
            self.pop(len);
        }
        self.tree.nodes[0].end = self.tree.nodes.len() as u32;
        self.tree
    }
}
