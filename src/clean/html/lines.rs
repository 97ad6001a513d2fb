//! The text of a page, cut into lines at its block elements, all in one string with one way back to
//! the source.

use super::tag::Tag;
use super::tree::{Node, Piece, Tree};
use crate::text::{Origin, OriginBuilder, Span};

/// A run of text that no block element and no empty line interrupts.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// In the text of all lines.
    pub(crate) text: Span,
    /// The block element that it stands in.
    pub(crate) block: u32,
    /// Its first and last text node.
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// Characters that are letters or digits.
    pub(crate) letters: u32,
    /// Those of them in links.
    pub(crate) linked: u32,
}

impl Line {
    /// The share of its letters that stands in links.
    pub(crate) fn link_share(&self) -> f32 {
        self.linked as f32 / (self.letters.max(1)) as f32
    }
}

#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    pub(crate) lines: Vec<Line>,
}

impl Lines {
    pub(crate) fn of(&self, line: &Line) -> &str {
        line.text.of(&self.text)
    }

    pub(crate) fn source(&self, span: Span) -> Span {
        self.origin.source_span(span)
    }
}

/// Cuts the visible text of a tree into lines, in page order.
pub(crate) fn cut_lines(source: &str, tree: &Tree) -> Lines {
    let mut writer = Writer { source, ..Writer::default() };
    let mut block_of = vec![0u32; tree.nodes.len()];
    let mut breaks = 0;
    let mut node = 0;
    while node < tree.nodes.len() {
        let Node { tag, source: place, in_link, end, .. } = tree.nodes[node];
        block_of[node] = if tag.is_block() { node as u32 } else { block_of[tree.parent(node)] };
        if tag.is_silent() {
            node = end as usize;
            continue;
        }
        if tag.is_block() {
            writer.end_line();
        } else if tag == Tag::Br {
            breaks += 1;
            writer.space(place);
        } else if tag == Tag::Text {
            let block = block_of[node];
            writer.at = Place { node: node as u32, block, in_link, after_gap: breaks > 1, has_word: false };
            for piece in tree.pieces(&tree.nodes[node]) {
                match *piece {
                    Piece::Verbatim(span) => writer.copy(span),
                    Piece::Replaced { pool, source } => writer.replace(tree.pooled(pool), source),
                }
            }
            if writer.at.has_word {
                breaks = 0;
            }
        }
        node += 1;
    }
    writer.end_line();
    Lines { text: writer.text, origin: writer.origin.finish(), lines: writer.lines }
}

#[derive(Debug, Default, Clone, Copy)]
struct Place {
    node: u32,
    block: u32,
    in_link: bool,
    /// An empty line was seen, and no word since then.
    after_gap: bool,
    has_word: bool,
}

#[derive(Default)]
struct Writer<'s> {
    source: &'s str,
    text: String,
    origin: OriginBuilder,
    lines: Vec<Line>,
    open: Option<Line>,
    /// White space that becomes one space if a word follows on the line.
    space: Option<Span>,
    at: Place,
}

/// Marks where a word may be broken, and the like: shown as nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\0')
}

impl Writer<'_> {
    fn space(&mut self, source: Span) {
        self.space = match self.space {
            Some(before) => Some(Span { start: before.start, end: before.end.max(source.end) }),
            None => Some(source),
        };
    }

    /// Begins a line if none is open that the next word may stand on.
    fn begin_word(&mut self) {
        let Place { node, block, after_gap, .. } = self.at;
        if after_gap || self.open.as_ref().is_some_and(|line| line.block != block) {
            self.end_line();
        }
        self.at.after_gap = false;
        self.at.has_word = true;
        let space = self.space.take();
        match (&mut self.open, space) {
            (Some(_), Some(space)) => {
                // One plain space is a copy, so that a line of plain text is one run.
                if space.len() == 1 && space.of(self.source) == " " {
                    self.origin.copy(space.start as usize, 1);
                } else {
                    self.origin.replace(space, 1);
                }
                self.text.push(' ');
            }
            (Some(_), None) => {}
            (open, _) => {
                let start = self.text.len();
                let text = Span::new(start, start);
                *open = Some(Line { text, block, first: node, last: node, letters: 0, linked: 0 });
            }
        }
    }

    fn copy(&mut self, span: Span) {
        let text = span.of(self.source);
        let place = |at: usize, len: usize| Span::new(span.start as usize + at, span.start as usize + at + len);
        let mut word: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let blank = c.is_whitespace();
            if !blank && !is_invisible(c) {
                word.get_or_insert(at);
                continue;
            }
            if let Some(start) = word.take() {
                self.word(&text[start..at], place(start, at - start));
            }
            if blank {
                self.space(place(at, c.len_utf8()));
            }
        }
        if let Some(start) = word {
            self.word(&text[start..], place(start, text.len() - start));
        }
    }

    fn word(&mut self, word: &str, source: Span) {
        self.begin_word();
        self.origin.copy(source.start as usize, word.len());
        self.push(word);
    }

    fn replace(&mut self, text: &str, source: Span) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space(source);
            } else if !is_invisible(c) {
                self.begin_word();
                self.origin.replace(source, c.len_utf8());
                self.push(c.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        let letters = if word.is_ascii() {
            word.bytes().filter(u8::is_ascii_alphanumeric).count()
        } else {
            word.chars().filter(|c| c.is_alphanumeric()).count()
        };
        let Place { node, in_link, .. } = self.at;
        if let Some(line) = &mut self.open {
            line.last = node;
            line.letters += letters as u32;
            line.linked += if in_link { letters as u32 } else { 0 };
        }
    }

    fn end_line(&mut self) {
        self.space = None;
        if let Some(mut line) = self.open.take() {
            line.text.end = self.text.len() as u32;
            self.lines.push(line);
        }
    }
}
