//! The words of `knowledge/rules/cues.toml` that bring in speech.

use once_cell::sync::Lazy;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Debug, Deserialize)]
pub(super) struct Rule {
    pub(super) id: String,
    lemmas: Vec<String>,
    pub(super) takes: Vec<String>,
    #[cfg(test)]
    #[serde(rename = "match")]
    matches: Vec<(String, String, String)>,
    #[cfg(test)]
    reject: Vec<String>,
}

impl Rule {
    pub(super) fn takes(&self, what: &str) -> bool {
        self.takes.iter().any(|one| one == what)
    }
}

#[derive(Debug, Default, Deserialize)]
struct File {
    rule: Vec<Rule>,
}

static RULES: Lazy<Vec<Rule>> =
    Lazy::new(|| toml::from_str::<File>(include_str!("../../knowledge/rules/cues.toml")).unwrap_or_default().rule);

static BY_LEMMA: Lazy<HashMap<&'static str, Vec<&'static Rule>>> = Lazy::new(|| {
    let mut map: HashMap<&'static str, Vec<&'static Rule>> = HashMap::new();
    for rule in RULES.iter() {
        for lemma in &rule.lemmas {
            let list = map.entry(lemma.as_str()).or_default();
            if !list.iter().any(|known| known.id == rule.id) {
                list.push(rule);
            }
        }
    }
    map
});

/// The rules of a verb, in the order of the file.
pub(super) fn cues_of(lemma: &str) -> &'static [&'static Rule] {
    BY_LEMMA.get(lemma).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::read_sentences;
    use crate::quote::find_quotes;

    #[test]
    fn every_rule_matches_its_examples_and_no_others() {
        let mut wrong = Vec::new();
        for rule in RULES.iter() {
            assert!(!rule.matches.is_empty() && !rule.reject.is_empty(), "{}", rule.id);
            for (text, content, speaker) in &rule.matches {
                let found = find_quotes(text, &read_sentences(text), &[], &[]);
                let ours: Vec<(&str, &str)> = found
                    .iter()
                    .filter(|quote| quote.rule == rule.id)
                    .map(|quote| (quote.span.of(text), quote.speaker.map_or("", |span| span.of(text))))
                    .collect();
                if ours != [(content.as_str(), speaker.as_str())] {
                    wrong.push(format!("{}: {text:?} gives {ours:?} of {found:?}", rule.id));
                }
            }
            for text in &rule.reject {
                if find_quotes(text, &read_sentences(text), &[], &[]).iter().any(|quote| quote.rule == rule.id) {
                    wrong.push(format!("{}: {text:?}", rule.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
