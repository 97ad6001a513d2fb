//! From a raw page to its articles: title, date, dateline and body; what else stood there is kept
//! apart with the reason.
//!
//! In: a [`Page`]. Out: its [`Article`]s, in page order, with nothing found in them yet. Saved text goes through
//! [`plain`], HTML through [`html`]; both give a [`draft::Draft`], and [`draft::finish`] makes the article. Nothing is
//! refused: a page without a body is an article with an empty text and a problem that says so.

mod caption;
mod dateline;
mod draft;
mod html;
mod label;
mod line;
mod plain;
mod published;
mod role;
mod segment;
mod shape;

use crate::civil::{Date, Moment};
use crate::document::{Article, Media, Page};
use crate::text::{Origin, OriginBuilder, Span};

/// A paragraph, heading or list item of a page, with the way back to the page's characters.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// No newline inside; white space folded.
    pub(crate) text: String,
    /// From `text` to the bytes of the page's text.
    pub(crate) origin: Origin,
    pub(crate) kind: BlockKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Paragraph,
    Heading,
    ListItem,
    Quote,
    /// A row of a table, cells separated by one tab.
    TableRow,
}

impl Block {
    /// A part of the block, as a block.
    fn part(&self, span: Span) -> Self {
        let mut origin = OriginBuilder::default();
        origin.append(&self.origin, span);
        Self { text: span.of(&self.text).to_string(), origin: origin.finish(), kind: self.kind }
    }
}

/// A statement of the page on when it was published.
#[derive(Debug, Clone)]
pub(crate) struct DateClaim {
    pub(crate) date: Date,
    /// The other reading, where the order of day and month is open.
    pub(crate) swapped: Option<Date>,
    pub(crate) moment: Option<Moment>,
    /// header, byline, metadata, url, …
    pub(crate) from: &'static str,
    /// Its bytes in the page's text.
    pub(crate) source: Span,
}

/// Every article of a page; at least one, however empty.
pub(crate) fn find_articles(page: &Page) -> Vec<Article> {
    match page.media {
        Media::Verbatim => vec![draft::verbatim(page)],
        Media::Plain => plain::read_page(&page.text)
            .into_iter()
            .zip(0..)
            .map(|(draft, index)| draft::finish(draft, page, index))
            .collect(),
        Media::Html => vec![draft::finish(html::read_page(&page.text), page, 0)],
    }
}
