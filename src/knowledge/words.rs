//! Lists of words, from `knowledge/lexicon/`.

use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A list of words, each with what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WordList {
    /// Words that end in a full stop within a sentence.
    Abbreviations,
}

type Words = HashMap<&'static str, &'static str>;

static ABBREVIATIONS: Lazy<Words> = Lazy::new(|| load(include_str!("../../knowledge/lexicon/abbreviations.tsv")));

/// The words of a list; the value is the row's second cell.
pub(crate) fn word_list(list: WordList) -> &'static HashMap<&'static str, &'static str> {
    match list {
        WordList::Abbreviations => &ABBREVIATIONS,
    }
}

fn load(table: &'static str) -> Words {
    super::rows::rows(table).map(|[word, what]| (word, what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_their_words() {
        assert_eq!(word_list(WordList::Abbreviations).get("Sen."), Some(&"before"));
    }
}
