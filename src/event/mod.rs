//! What happened: PLOVER events.

use crate::document::{Entity, Event, Mention, Quantity, Quote, Sentences, TimeExpression};

/// All that the lower rooms found in one article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) article_id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) sentences: &'a Sentences,
    pub(crate) entities: &'a [Entity],
    pub(crate) mentions: &'a [Mention],
    pub(crate) times: &'a [TimeExpression],
    pub(crate) quantities: &'a [Quantity],
    pub(crate) quotes: &'a [Quote],
}

pub(crate) fn find_events(_found: Found<'_>) -> Vec<Event> {
    Vec::new()
}
