//! What stands around an article on a page, told by the words of one line: `knowledge/rules/furniture.toml`.

use crate::error::Error;
use crate::text::fold_quotes;
use once_cell::sync::Lazy;
use regex::Regex;
use serde::Deserialize;

/// The rules, in the order of the file.
pub(crate) struct FurnitureRules {
    rules: Vec<(FurnitureRule, Regex)>,
}

/// One rule; the lines that it must match and must not stand beside it, and only its test reads them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "the tests read the examples"))]
pub(crate) struct FurnitureRule {
    pub(crate) id: String,
    pub(crate) reason: String,
    pattern: String,
    /// Letters count as they are; otherwise their case does not.
    #[serde(default)]
    cased: bool,
    #[serde(default = "any_number")]
    max_words: usize,
    #[serde(rename = "match")]
    pub(crate) matches: Vec<String>,
    pub(crate) reject: Vec<String>,
}

fn any_number() -> usize {
    usize::MAX
}

#[derive(Deserialize)]
struct File {
    rule: Vec<FurnitureRule>,
}

/// The built-in rules.
pub(crate) fn furniture() -> &'static FurnitureRules {
    static RULES: Lazy<FurnitureRules> = Lazy::new(|| {
        read(include_str!("../../knowledge/rules/furniture.toml"))
            .unwrap_or_else(|error| unreachable!("the built-in rules are tested: {error}"))
    });
    &RULES
}

fn read(toml: &str) -> Result<FurnitureRules, Error> {
    let file: File = toml::from_str(toml).map_err(|error| Error::knowledge(format!("furniture.toml: {error}")))?;
    let mut rules = Vec::with_capacity(file.rule.len());
    for rule in file.rule {
        let regex = compile(&rule.pattern, rule.cased)
            .map_err(|error| Error::knowledge(format!("rule {}: {error}", rule.id)))?;
        rules.push((rule, regex));
    }
    Ok(FurnitureRules { rules })
}

/// The pattern with its classes held to ASCII: those of Unicode make automata too large to be kept, and slow ones of
/// all of them. A pattern a rule, not a set of them, for the same reason.
fn compile(pattern: &str, cased: bool) -> Result<Regex, regex::Error> {
    let ascii = [(r"\b", r"(?-u:\b)"), (r"\W", "[^a-zA-Z0-9_]"), (r"\d", "[0-9]"), (r"\s", " ")];
    let pattern = ascii.iter().fold(pattern.to_string(), |pattern, (class, plain)| pattern.replace(class, plain));
    Regex::new(&if cased { pattern } else { format!("(?i:{pattern})") })
}

impl FurnitureRules {
    /// The name of the reason why a line of so many words is no body text, by the first rule that matches it.
    pub(crate) fn reason_of(&self, line: &str, words: usize) -> Option<&str> {
        self.rule_of(line, words).map(|rule| rule.reason.as_str())
    }

    #[cfg(test)]
    pub(crate) fn rules(&self) -> impl Iterator<Item = &FurnitureRule> {
        self.rules.iter().map(|(rule, _)| rule)
    }

    fn rule_of(&self, line: &str, words: usize) -> Option<&FurnitureRule> {
        // No rule speaks of longer lines, and most of a page's text is in them.
        if words > 90 {
            return None;
        }
        let folded: String = line.chars().map(fold_quotes).collect();
        self.rules.iter().find(|(rule, regex)| words <= rule.max_words && regex.is_match(&folded)).map(|(rule, _)| rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule_of(line: &str) -> Option<&'static str> {
        furniture().rule_of(line, line.split_whitespace().count()).map(|rule| rule.id.as_str())
    }

    #[test]
    fn every_rule_matches_its_examples_and_refuses_the_others() {
        let mut wrong = Vec::new();
        for rule in furniture().rules() {
            assert!(!rule.matches.is_empty() && !rule.reject.is_empty(), "{} lacks examples", rule.id);
            wrong.extend(
                rule.matches
                    .iter()
                    .filter(|line| rule_of(line) != Some(&rule.id))
                    .map(|line| format!("{} must match {line:?}, found by {:?}", rule.id, rule_of(line))),
            );
            wrong.extend(
                rule.reject
                    .iter()
                    .filter(|line| rule_of(line).is_some())
                    .map(|line| format!("{} must refuse {line:?}, found by {:?}", rule.id, rule_of(line))),
            );
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let error = read("[[rule]]\nid = 'a/b'\nreson = 'x'").err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("furniture.toml") && error.contains("line 3"), "{error}");
    }
}
