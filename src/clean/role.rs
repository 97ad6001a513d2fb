//! What each line of a saved page is, told by its shape, its words and its neighbours.

use super::label::{Label, read_label};
use super::line::Line;
use super::shape::{Ending, Shape, shape_of};
use crate::calendar::read_date;
use crate::document::Reason;
use crate::knowledge::furniture;
use crate::text::letters_key;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A line and what it is taken for.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) line: Line,
    pub(crate) shape: Shape,
    /// Letters and digits alone: what repeats is told by it.
    pub(crate) key: String,
    pub(crate) label: Option<Label>,
    pub(crate) role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A paragraph of the body, as far as the line itself tells.
    Prose,
    /// A line that could be a headline or a subheading, or anything short.
    Heading,
    /// No body text, for this reason.
    Furniture(Reason),
}

impl Judged {
    /// What the line adds to the weight of a stretch of lines: the body is the heaviest stretch of its page.
    ///
    /// Prose counts its words; whatever ends articles (rights, comments, prompts) weighs against going on past it,
    /// whatever stands within them (captions, links, advertisements) hardly does.
    pub(crate) fn weight(&self) -> i64 {
        match self.role {
            Role::Prose => (self.shape.words as i64).min(60),
            Role::Heading if self.shape.ending == Ending::Sentence => 1,
            Role::Heading => -4,
            Role::Furniture(reason) => match reason {
                Reason::Caption | Reason::Control | Reason::Repeated => -1,
                Reason::Link | Reason::Date => -5,
                Reason::Legal | Reason::Comment => -80,
                Reason::Prompt | Reason::Teaser | Reason::Metadata => -12,
                Reason::Credit => -25,
                _ => -6,
            },
        }
    }

    pub(crate) fn is_prose(&self) -> bool {
        self.role == Role::Prose
    }
}

/// The stretch of lines with the greatest weight, from prose to prose; empty where none is prose.
pub(crate) fn heaviest(lines: &[Judged]) -> Range<usize> {
    let (mut best, mut best_weight) = (0..0, 0);
    let (mut start, mut weight) = (0, 0);
    for (nth, line) in lines.iter().enumerate() {
        if weight <= 0 {
            (start, weight) = (nth, 0);
        }
        weight += line.weight();
        if weight > best_weight {
            (best, best_weight) = (start..nth + 1, weight);
        }
    }
    best
}

/// The longer words of the first paragraphs, which a headline shares.
pub(crate) fn opening_words(lines: &[Judged]) -> HashSet<String> {
    lines.iter().filter(|line| line.is_prose()).take(3).flat_map(longer_words).collect()
}

/// How many longer words of a line are among others.
pub(crate) fn words_shared(line: &Judged, others: &HashSet<String>) -> usize {
    longer_words(line).filter(|word| others.contains(word)).count()
}

fn longer_words(line: &Judged) -> impl Iterator<Item = String> {
    let words = line.line.block.text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.len() >= 4).map(str::to_lowercase)
}

/// Every line judged by itself.
pub(crate) fn judge(lines: Vec<Line>) -> Vec<Judged> {
    lines
        .into_iter()
        .map(|line| {
            let text = line.block.text.as_str();
            let shape = shape_of(text);
            let label = read_label(text).map(|(label, _)| label);
            let role = role_of(text, shape, label);
            Judged { key: letters_key(text), shape, label, role, line }
        })
        .collect()
}

fn role_of(text: &str, shape: Shape, label: Option<Label>) -> Role {
    if let Some(label) = label {
        return Role::Furniture(match label {
            Label::Title => Reason::Title,
            Label::Byline => Reason::Byline,
            Label::Date => Reason::Date,
            Label::Url => Reason::Link,
            Label::Tags => Reason::Tags,
            Label::Outlet => Reason::Metadata,
        });
    }
    if !shape.has_letters {
        let is_date = read_date(text).is_some();
        return Role::Furniture(if is_date { Reason::Date } else { Reason::Metadata });
    }
    if shape.words <= 14 && read_date(text).is_some() {
        return Role::Furniture(Reason::Date);
    }
    match reason_of(text, shape.words) {
        Some(reason) => Role::Furniture(reason),
        None if shape.ending == Ending::Cut && shape.words <= 70 => Role::Furniture(Reason::Teaser),
        None if shape.is_prose() => Role::Prose,
        None => Role::Heading,
    }
}

/// Why a line is no body text, by the rules on its words.
pub(crate) fn reason_of(line: &str, words: usize) -> Option<Reason> {
    furniture().reason_of(line, words).and_then(Reason::from_name)
}

/// Judges the lines of one article by each other: what stands twice, what is cut off from another line.
pub(crate) fn judge_together(lines: &mut [Judged]) {
    mark_repeated(lines);
    mark_cut(lines);
}

/// Longest headline or caption that is looked for twice in a row.
const LONGEST_CAPTION: usize = 90;

/// The same words twice in a row above or between paragraphs are a picture's caption; elsewhere the second time is a
/// repetition.
fn mark_repeated(lines: &mut [Judged]) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for nth in 0..lines.len() {
        let key = lines[nth].key.clone();
        if key.len() < 12 {
            continue;
        }
        let Some(&before) = first.get(&key) else {
            first.insert(key, nth);
            continue;
        };
        let in_a_row = nth == before + 1 || lines[before].role == Role::Furniture(Reason::Caption);
        match lines[nth].role {
            Role::Prose if in_a_row && lines[nth].shape.words <= LONGEST_CAPTION => {
                lines[before].role = Role::Furniture(Reason::Caption);
                lines[nth].role = Role::Furniture(Reason::Caption);
            }
            Role::Prose => lines[nth].role = Role::Furniture(Reason::Repeated),
            // A caption without a full stop is too long for a headline.
            Role::Heading if in_a_row && lines[nth].shape.words > 18 => {
                lines[before].role = Role::Furniture(Reason::Caption);
                lines[nth].role = Role::Furniture(Reason::Caption);
            }
            _ => {}
        }
    }
}

/// Fewest letters of a cut line that tell which line it was cut from.
const SHORTEST_STEM: usize = 20;

/// A cut line is a teaser: of this very article where it repeats a paragraph, of others where several stand in a row.
/// A whole line right before its own cut copy is a teaser too, unless it opens the body. A cut line amid prose is
/// prose.
fn mark_cut(lines: &mut [Judged]) {
    let opening = lines.iter().position(Judged::is_prose);
    for nth in 0..lines.len() {
        if lines[nth].role != Role::Furniture(Reason::Teaser) || lines[nth].shape.ending != Ending::Cut {
            continue;
        }
        let stem = lines[nth].key.clone();
        let is_stem_of =
            |line: &Judged| stem.len() >= SHORTEST_STEM && line.key.len() > stem.len() && line.key.starts_with(&stem);
        if nth > 0 && opening != Some(nth - 1) && is_stem_of(&lines[nth - 1]) {
            lines[nth - 1].role = Role::Furniture(Reason::Teaser);
        }
        let neighbour = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(Judged::is_prose);
        let amid_prose = neighbour(nth.checked_sub(1)) && neighbour(Some(nth + 1));
        if amid_prose && !lines.iter().enumerate().any(|(other, line)| other != nth && is_stem_of(line)) {
            lines[nth].role = Role::Prose;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_furniture_has_a_known_reason() {
        for rule in furniture().rules() {
            assert!(Reason::from_name(&rule.reason).is_some(), "{}: {}", rule.id, rule.reason);
        }
    }
}
