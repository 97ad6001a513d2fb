//! Sentences and tokens of a text.

use crate::document::Sentences;

pub(crate) fn read_sentences(_text: &str) -> Sentences {
    Sentences::default()
}
