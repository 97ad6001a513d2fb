//! What the class and id names of an element say about its content.

use aho_corasick::{AhoCorasick, MatchKind};
use once_cell::sync::Lazy;
use serde::Deserialize;

/// What a name says, and what an element with that name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sign {
    Article,
    Teaser,
    Control,
    Prompt,
    Comment,
    Navigation,
    Legal,
    Advertising,
    Author,
    Byline,
    Date,
    Tags,
    Caption,
    Credit,
    Summary,
}

/// A set of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Signs(u16);

impl Signs {
    pub(crate) fn has(self, sign: Sign) -> bool {
        self.0 & (1 << sign as u16) != 0
    }

    pub(crate) fn add(&mut self, sign: Sign) {
        self.0 |= 1 << sign as u16;
    }
}

#[derive(Debug, Deserialize)]
struct File {
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    sign: Sign,
    names: Vec<String>,
    #[cfg(test)]
    r#match: Vec<String>,
    #[cfg(test)]
    reject: Vec<String>,
}

struct Names {
    automaton: AhoCorasick,
    signs: Vec<Sign>,
}

static NAMES: Lazy<Names> = Lazy::new(|| {
    let file = read_file();
    let mut patterns = Vec::new();
    let mut signs = Vec::new();
    for entry in &file.entry {
        for name in &entry.names {
            let pattern = match name.strip_suffix('*') {
                Some(start) => format!("-{start}"),
                None => format!("-{name}-"),
            };
            patterns.push(pattern);
            signs.push(entry.sign);
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(&patterns)
        .unwrap_or_else(|error| unreachable!("html_names.toml makes no automaton: {error}"));
    Names { automaton, signs }
});

fn read_file() -> File {
    toml::from_str(include_str!("../../../knowledge/rules/html_names.toml"))
        .unwrap_or_else(|error| unreachable!("html_names.toml is broken: {error}"))
}

/// The signs of an element's names; `scratch` is memory to be used again.
pub(crate) fn read_signs<'a>(names: impl IntoIterator<Item = &'a str>, scratch: &mut String) -> Signs {
    scratch.clear();
    for name in names {
        scratch.push(' ');
        scratch.push('-');
        let mut before = '-';
        for c in name.chars().take(300) {
            if c.is_ascii_whitespace() {
                scratch.push_str("- -");
            } else if !c.is_alphanumeric() {
                if before.is_alphanumeric() {
                    scratch.push('-');
                }
            } else {
                if c.is_uppercase() && before.is_lowercase() {
                    scratch.push('-');
                }
                scratch.push(c.to_ascii_lowercase());
            }
            before = c;
        }
        scratch.push('-');
    }
    let mut signs = Signs::default();
    for found in NAMES.automaton.find_overlapping_iter(scratch.as_str()) {
        signs.add(NAMES.signs[found.pattern().as_usize()]);
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_matches_and_rejects_as_it_says() {
        for entry in read_file().entry {
            assert!(!entry.r#match.is_empty() && !entry.reject.is_empty(), "{:?} has no examples", entry.sign);
            for name in &entry.r#match {
                assert!(read_signs([name.as_str()], &mut String::new()).has(entry.sign), "{:?}: {name}", entry.sign);
            }
            for name in &entry.reject {
                assert!(!read_signs([name.as_str()], &mut String::new()).has(entry.sign), "{:?}: {name}", entry.sign);
            }
        }
    }

    #[test]
    fn words_of_a_name_are_cut_at_capitals_and_hyphens() {
        let signs = |name: &str| read_signs([name], &mut String::new());
        assert_eq!(signs("relatedPosts"), signs("related__posts"));
        assert!(!signs("shareholder").has(Sign::Control));
    }
}
