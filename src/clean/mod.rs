//! From a raw page to its articles: title, date, dateline and body; what else stood there is kept
//! apart with the reason.

mod html;

use crate::document::{Article, Page};
use crate::text::{Origin, Span, stable_hash};

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

/// A statement of the page on when it was published.
#[derive(Debug, Clone)]
pub(crate) struct DateClaim {
    pub(crate) date: crate::civil::Date,
    pub(crate) moment: Option<crate::civil::Moment>,
    /// header, byline, metadata, url, caption, …
    pub(crate) from: &'static str,
    /// Its bytes in the page's text.
    pub(crate) source: Span,
}

/// Every article of a page; at least one, however empty.
pub(crate) fn find_articles(page: &Page) -> Vec<Article> {
    let _ = html::read_page(&page.text);
    let index = 0u32;
    vec![Article {
        article_id: format!("{:016x}", stable_hash([page.source.as_str(), &index.to_string()])),
        source: page.source.clone(),
        index,
        title: page.given.title.clone(),
        outlet: page.given.outlet.clone(),
        agency: page.given.agency.clone(),
        byline: page.given.byline.clone(),
        published: page.given.published,
        published_at: page.given.published_at,
        published_from: page.given.published_from.clone(),
        dateline: None,
        url: page.given.url.clone(),
        tags: page.given.tags.clone(),
        language: page.given.language.clone(),
        text: page.text.clone(),
        origin: Origin::identity(page.text.len()).over(page.decoded.clone()),
        captions: Vec::new(),
        removed: Vec::new(),
        problems: Vec::new(),
        entities: Vec::new(),
        mentions: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        quotes: Vec::new(),
        events: Vec::new(),
    }]
}
