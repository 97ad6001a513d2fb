//! The rules of `knowledge/rules/times.toml`.

use crate::knowledge::Pattern;
use once_cell::sync::Lazy;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// Words that are a time, and what they say.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) patterns: Vec<Pattern>,
    pub(super) means: Means,
    /// Units on from the day of publication or the last time spoken of.
    pub(super) step: i32,
    pub(super) value: Option<String>,
    pub(super) after: HashSet<String>,
    pub(super) not_after: HashSet<String>,
    pub(super) not_before: HashSet<String>,
    /// One of these must follow.
    pub(super) before: HashSet<String>,
}

/// How the words of a rule become a value: see `resolve`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Means {
    Day,
    Number,
    Month,
    MonthStep,
    MonthNear,
    /// The week that holds the day named.
    WeekOf,
    Year,
    Decade,
    Century,
    Season,
    SeasonStep,
    Quarter,
    QuarterStep,
    TheQuarter,
    Half,
    Weekday,
    WeekdayStep,
    Days,
    Unit,
    YearEnd,
    Ago,
    Shift,
    DayOfMonth,
    Span,
    Duration,
    Period,
    VagueUnits,
    Set,
    SetWord,
    Value,
    Clock,
    Holiday,
}

impl Means {
    /// A word such as `early` may stand before it.
    pub(super) fn is_date(self) -> bool {
        !matches!(
            self,
            Self::Duration
                | Self::Period
                | Self::Span
                | Self::VagueUnits
                | Self::Set
                | Self::SetWord
                | Self::Value
                | Self::Clock
                | Self::Ago
        )
    }
}

#[derive(Debug, Deserialize)]
struct RawRule {
    id: String,
    means: Means,
    pattern: Vec<String>,
    #[serde(default)]
    step: i32,
    value: Option<String>,
    #[serde(default)]
    after: HashSet<String>,
    #[serde(default)]
    not_after: HashSet<String>,
    #[serde(default)]
    not_before: HashSet<String>,
    #[serde(default)]
    before: HashSet<String>,
    #[cfg(test)]
    #[serde(rename = "match")]
    matches: Vec<(String, String, String)>,
    #[cfg(test)]
    reject: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct File {
    before: String,
    about: String,
    rule: Vec<RawRule>,
}

/// All rules, and the words and classes that each may begin with.
pub(super) struct Rules {
    pub(super) all: Vec<Rule>,
    pub(super) by_word: HashMap<String, Vec<usize>>,
    /// Class, and the rules that may begin with it.
    pub(super) by_class: Vec<(String, Vec<usize>)>,
    /// What may stand before a date, and before a duration.
    pub(super) before: Option<Pattern>,
    pub(super) about: Option<Pattern>,
}

static RULES: Lazy<Rules> =
    Lazy::new(|| match toml::from_str::<File>(include_str!("../../knowledge/rules/times.toml")) {
        Ok(file) => compile(file),
        // The file is a part of the library, and a test reads it.
        Err(_) => Rules { all: Vec::new(), by_word: HashMap::new(), by_class: Vec::new(), before: None, about: None },
    });

pub(super) fn rules() -> &'static Rules {
    &RULES
}

fn compile(file: File) -> Rules {
    let (before, about) = (Pattern::parse(&file.before), Pattern::parse(&file.about));
    let all: Vec<Rule> = file
        .rule
        .into_iter()
        .map(|raw| Rule {
            id: raw.id,
            patterns: raw.pattern.iter().filter_map(|pattern| Pattern::parse(pattern)).collect(),
            means: raw.means,
            step: raw.step,
            value: raw.value,
            after: raw.after,
            not_after: raw.not_after,
            not_before: raw.not_before,
            before: raw.before,
        })
        .collect();
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_class: Vec<(String, Vec<usize>)> = Vec::new();
    for (nth, rule) in all.iter().enumerate() {
        for begin in rule.patterns.iter().flat_map(Pattern::beginnings) {
            let is_class = begin.len() > 1 && begin.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let list = if is_class {
                match by_class.iter().position(|(class, _)| class == begin) {
                    Some(at) => &mut by_class[at].1,
                    None => {
                        by_class.push((begin.to_owned(), Vec::new()));
                        let last = by_class.len() - 1;
                        &mut by_class[last].1
                    }
                }
            } else {
                by_word.entry(begin.to_owned()).or_default()
            };
            if list.last() != Some(&nth) {
                list.push(nth);
            }
        }
    }
    Rules { all, by_word, by_class, before, about }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::civil::Date;
    use crate::language::read_sentences;
    use crate::time::find_times;

    #[test]
    fn every_rule_matches_its_examples_and_no_others() {
        let file: File = toml::from_str(include_str!("../../knowledge/rules/times.toml")).expect("the file of rules");
        let today = Date::new(2024, 11, 12);
        let mut wrong = Vec::new();
        for rule in file.rule {
            assert!(rule.pattern.iter().all(|pattern| Pattern::parse(pattern).is_some()), "{}", rule.id);
            assert!(!rule.matches.is_empty() && !rule.reject.is_empty(), "{}", rule.id);
            let find = |text: &str| find_times(text, &read_sentences(text), today);
            for (text, words, value) in rule.matches {
                let found = find(&text);
                let ours = found.iter().find(|time| time.rule == rule.id);
                let ours = ours.map(|time| (time.span.of(&text).to_owned(), time.value.clone().unwrap_or_default()));
                if ours != Some((words, value)) {
                    wrong.push(format!("{}: {text:?} gives {ours:?} of {found:?}", rule.id));
                }
            }
            for text in rule.reject {
                if let Some(time) = find(&text).iter().find(|time| time.rule == rule.id) {
                    wrong.push(format!("{}: {text:?} has {:?}", rule.id, time.span.of(&text)));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
