//! The words of `knowledge/rules/quantities.toml`.

use once_cell::sync::Lazy;
use serde::Deserialize;
use std::collections::HashMap;

/// Words before a figure that say how it bounds.
#[derive(Debug, Deserialize)]
pub(super) struct Bound {
    pub(super) id: String,
    pub(super) sense: Sense,
    /// The figure itself is left out.
    #[serde(default)]
    pub(super) strict: bool,
    words: Vec<String>,
    #[cfg(test)]
    #[serde(rename = "match")]
    matches: Vec<(String, String, String, String)>,
    #[cfg(test)]
    reject: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sense {
    Most,
    Least,
    About,
}

#[derive(Debug, Deserialize)]
struct Unit {
    symbol: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Casualty {
    kind: String,
    lemmas: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    bound: Vec<Bound>,
    unit: Vec<Unit>,
    casualty: Vec<Casualty>,
}

/// The longest bound or unit has so many words.
pub(super) const LONGEST: usize = 4;

static FILE: Lazy<File> =
    Lazy::new(|| toml::from_str(include_str!("../../knowledge/rules/quantities.toml")).unwrap_or_default());

static BOUNDS: Lazy<HashMap<&'static str, &'static Bound>> = Lazy::new(|| {
    FILE.bound.iter().flat_map(|rule| rule.words.iter().map(move |words| (words.as_str(), rule))).collect()
});

static UNITS: Lazy<HashMap<&'static str, &'static str>> = Lazy::new(|| {
    FILE.unit.iter().flat_map(|unit| unit.words.iter().map(|words| (words.as_str(), unit.symbol.as_str()))).collect()
});

static CASUALTIES: Lazy<HashMap<&'static str, &'static str>> = Lazy::new(|| {
    FILE.casualty.iter().flat_map(|one| one.lemmas.iter().map(|lemma| (lemma.as_str(), one.kind.as_str()))).collect()
});

/// The bound that these words, lower case, are.
pub(super) fn bound(words: &str) -> Option<&'static Bound> {
    BOUNDS.get(words).copied()
}

/// The symbol of the unit that these words are, as written or in lower case.
pub(super) fn unit(words: &str) -> Option<&'static str> {
    UNITS.get(words).or_else(|| UNITS.get(words.to_lowercase().as_str())).copied()
}

/// What became of somebody of whom this verb or adjective speaks.
pub(super) fn casualty(lemma: &str) -> Option<&'static str> {
    CASUALTIES.get(lemma).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::read_sentences;
    use crate::quantity::find_quantities;

    #[test]
    fn every_rule_matches_its_examples_and_no_others() {
        assert!(FILE.bound.len() > 4 && FILE.unit.len() > 15);
        let show = |bound: Option<f64>| bound.map_or(String::new(), |bound| bound.to_string());
        for rule in &FILE.bound {
            assert!(!rule.matches.is_empty() && !rule.reject.is_empty(), "{}", rule.id);
            for (text, figure, low, high) in &rule.matches {
                let found = find_quantities(text, &read_sentences(text));
                let ours: Vec<(String, &str, String, String)> = found
                    .iter()
                    .map(|one| (one.rule.clone(), one.span.of(text), show(one.low), show(one.high)))
                    .collect();
                assert_eq!(ours, [(rule.id.clone(), figure.as_str(), low.clone(), high.clone())], "{text}");
            }
            for text in &rule.reject {
                assert!(find_quantities(text, &read_sentences(text)).is_empty(), "{text}");
            }
        }
    }
}
