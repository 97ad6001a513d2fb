//! From an HTML page to its main blocks and its metadata.

use super::{Block, DateClaim};
use crate::document::{Caption, Removed};

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

pub(crate) fn read_page(_html: &str) -> HtmlPage {
    HtmlPage::default()
}
