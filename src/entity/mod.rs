//! Who is named: mentions and the entities behind them.

use crate::civil::Date;
use crate::document::{Entity, Mention, Sentences};
use std::collections::BTreeMap;

/// What an article gives besides its text that helps to tell who is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) published: Option<Date>,
    /// ISO alpha-3 of the dateline.
    pub(crate) country: Option<&'a str>,
    /// The analyst's own actors, surface form to code.
    pub(crate) actors: &'a BTreeMap<String, String>,
}

pub(crate) fn find_mentions(_text: &str, _sentences: &Sentences, _setting: Setting<'_>) -> (Vec<Entity>, Vec<Mention>) {
    (Vec::new(), Vec::new())
}

/// Who a phrase alone names.
pub(crate) fn name_actor(_phrase: &str, _setting: Setting<'_>) -> Option<Entity> {
    None
}
