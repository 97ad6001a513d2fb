//! The event rules of `knowledge/rules/events.toml`.

use crate::document::EventType;
use once_cell::sync::Lazy;
use serde::Deserialize;
use std::collections::HashMap;

/// A word that carries an event, and what it carries.
#[derive(Debug, Deserialize)]
pub(super) struct Rule {
    pub(super) id: String,
    #[serde(rename = "type")]
    type_name: String,
    words: Vec<String>,
    pub(super) mode: Option<String>,
    /// Both sides do it.
    #[serde(default)]
    pub(super) mutual: bool,
    /// No recipient is needed.
    #[serde(default)]
    pub(super) alone: bool,
    pub(super) cameo: Option<String>,
    pub(super) goldstein: Option<f64>,
    #[cfg(test)]
    #[serde(rename = "match")]
    pub(super) matches: Vec<String>,
    #[cfg(test)]
    pub(super) reject: Vec<String>,
}

impl Rule {
    pub(super) fn event_type(&self) -> Option<EventType> {
        EventType::from_name(&self.type_name)
    }
}

#[derive(Debug, Default, Deserialize)]
struct File {
    rule: Vec<Rule>,
}

static RULES: Lazy<Vec<Rule>> = Lazy::new(|| {
    let file: File = toml::from_str(include_str!("../../knowledge/rules/events.toml")).unwrap_or_default();
    file.rule
});

static BY_WORD: Lazy<HashMap<&'static str, &'static Rule>> =
    Lazy::new(|| RULES.iter().flat_map(|rule| rule.words.iter().map(move |word| (word.as_str(), rule))).collect());

#[cfg(test)]
pub(super) fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule of a word.
pub(super) fn rule_of(word: &str) -> Option<&'static Rule> {
    BY_WORD.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_type_and_examples_and_no_word_belongs_to_two() {
        assert!(rules().len() >= 40);
        for rule in rules() {
            assert!(rule.event_type().is_some() && !rule.matches.is_empty() && !rule.reject.is_empty(), "{}", rule.id);
        }
        assert_eq!(BY_WORD.len(), rules().iter().map(|rule| rule.words.len()).sum::<usize>());
    }
}
