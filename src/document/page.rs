//! A raw page: one unit of input, decoded, before any of it is understood.

use crate::civil::{Date, Moment};
use crate::text::Origin;
use std::sync::Arc;

/// What a file, a record of an archive or a row of a table holds.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it came from: a path, `path#7` for the seventh record of a file, `item 7` of a list.
    pub source: String,
    /// The decoded characters.
    pub text: String,
    /// Where each character stands in the raw bytes; `None` where they are the same bytes.
    pub decoded: Option<Arc<Origin>>,
    pub media: Media,
    /// What the caller or the record says of it; it wins over what the page says of itself.
    pub given: Given,
}

/// How the characters of a page are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Media {
    /// Text, perhaps saved from a page, with what stood around the article still in it.
    Plain,
    Html,
    /// The body of one article, to be taken as it is.
    Verbatim,
}

/// Metadata that came with a page from outside of it; it wins over what the page says, but for a date from
/// [`Given::ARGUMENT`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub agency: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub language: Option<String>,
    pub published: Option<Date>,
    pub published_at: Option<Moment>,
    /// Who gave the date: `argument`, `column`, …; null where none was given.
    pub published_from: Option<String>,
}

impl Given {
    /// The giver of a date that holds only where the page states none.
    pub const ARGUMENT: &str = "argument";
}

impl Page {
    /// Plain text, perhaps with page furniture.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { source: "text".into(), text: text.into(), decoded: None, media: Media::Plain, given: Given::default() }
    }

    /// An HTML page.
    pub fn html(text: impl Into<String>) -> Self {
        Self { media: Media::Html, ..Self::plain(text) }
    }
}
