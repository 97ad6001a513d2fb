//! How forms lead to lemmas: `knowledge/lexicon/lemmas.tsv`.

use super::rows::rows;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// So many bytes are cut off a form, and so they are replaced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LemmaRule {
    pub(crate) cut: usize,
    pub(crate) add: &'static str,
}

type Rules = HashMap<&'static str, HashMap<&'static str, LemmaRule>>;

static RULES: Lazy<Rules> = Lazy::new(|| {
    let mut rules = Rules::new();
    for [tag, suffix, cut, add] in rows(include_str!("../../knowledge/lexicon/lemmas.tsv")) {
        if let Ok(cut) = cut.parse() {
            rules.entry(tag).or_default().insert(suffix, LemmaRule { cut, add });
        }
    }
    rules
});

/// The rule of a tag for a suffix, or for a whole word with a `^` before it.
pub(crate) fn lemma_rule(tag: &str, suffix: &str) -> Option<LemmaRule> {
    RULES.get(tag)?.get(suffix).copied()
}
