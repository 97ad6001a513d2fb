//! Where one article of a saved page ends and the next begins.
//!
//! A new article needs a headline, a body behind it and a body before it, and one sign more: the headline stands
//! twice above its body; or a wider gap than that between paragraphs stands before it, and a caption, a date, a byline
//! or a dateline below it; or a dateline with an agency opens its first paragraph; or a form feed, a ruled line or the
//! label of a headline stands there.

use super::dateline::read_dateline;
use super::label::Label;
use super::role::{Judged, Role, heaviest, opening_words, words_shared};
use crate::document::Reason;
use std::ops::Range;

/// Fewest words of prose that make an article of their own behind a certain sign, and behind an uncertain one.
const SHORTEST_ARTICLE: usize = 40;
const SHORTEST_UNCERTAIN: i64 = 75;

/// How far below a headline its body may begin.
const LONGEST_HEAD: usize = 14;

/// How sure it is that an article begins at a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Words that only open articles: a label, a ruled line, a dateline with its agency.
    Certain,
    /// A headline as lists of teasers have them too: what it opens must look like an article by its length.
    Uncertain,
}

/// The stretches of lines that hold one article each; together they hold every line.
pub(crate) fn segments(lines: &[Judged]) -> Vec<Range<usize>> {
    let usual_gap = usual_gap(lines);
    let mut words_before = vec![0; lines.len() + 1];
    for (nth, line) in lines.iter().enumerate() {
        words_before[nth + 1] = words_before[nth] + prose_words(line);
    }
    let total = words_before[lines.len()];
    let mut starts = vec![(0, Sign::Certain)];
    for nth in 1..lines.len() {
        let last = starts.last().map_or(0, |&(start, _)| start);
        let both_sides =
            words_before[nth] - words_before[last] >= SHORTEST_ARTICLE && total - words_before[nth] >= SHORTEST_ARTICLE;
        if both_sides && let Some(sign) = sign_at(lines, nth, usual_gap) {
            starts.push((nth, sign));
        }
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, &(start, sign)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(lines.len(), |&(next, _)| next);
        let fits = match (sign, out.last()) {
            (Sign::Certain, _) => words_before[end] - words_before[start] >= SHORTEST_ARTICLE,
            (Sign::Uncertain, Some(last)) => is_full(&lines[start..end]) && is_full(&lines[last.clone()]),
            (Sign::Uncertain, None) => true,
        };
        match out.last_mut() {
            // A headline with a line or two is a teaser at the foot of the article before.
            Some(last) if !fits => last.end = end,
            _ => out.push(start..end),
        }
    }
    out
}

/// The lines hold a body of several paragraphs, not a list of teasers.
fn is_full(lines: &[Judged]) -> bool {
    let body = heaviest(lines);
    let paragraphs = lines[body.clone()].iter().filter(|line| line.is_prose()).count();
    let weight: i64 = lines[body].iter().map(Judged::weight).sum();
    paragraphs >= 3 && weight >= SHORTEST_UNCERTAIN
}

fn prose_words(line: &Judged) -> usize {
    if line.is_prose() { line.shape.words } else { 0 }
}

/// The gap that most often stands before a paragraph.
fn usual_gap(lines: &[Judged]) -> u32 {
    let mut gaps: Vec<u32> = lines.iter().skip(1).filter(|line| line.is_prose()).map(|line| line.line.gap).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(0)
}

fn sign_at(lines: &[Judged], nth: usize, usual_gap: u32) -> Option<Sign> {
    let line = &lines[nth];
    let below = &lines[nth + 1..];
    let head_len = below.iter().take(LONGEST_HEAD).position(Judged::is_prose)?;
    if line.label == Some(Label::Title) {
        return Some(Sign::Certain);
    }
    if line.role != Role::Heading || line.shape.words < 3 {
        return None;
    }
    let head = &below[..head_len];
    let near = head_len <= 4;
    let ruled = line.line.gap >= 9 || is_rule(&lines[nth - 1].line.block.text);
    let has_agency = || read_dateline(&below[head_len].line.block.text).is_some_and(|found| found.agency.is_some());
    if near && (ruled || has_agency()) {
        return Some(Sign::Certain);
    }
    let stands_twice = head.iter().any(|line| line.key == lines[nth].key);
    let in_head = |reason: Reason| head.iter().any(|line| line.role == Role::Furniture(reason));
    let has_head = in_head(Reason::Caption) || in_head(Reason::Date) || in_head(Reason::Byline);
    let wide_gap = line.line.gap >= 2 && line.line.gap > usual_gap;
    let speaks_of_it = || words_shared(line, &opening_words(&below[head_len..])) >= 2;
    ((stands_twice || (wide_gap && has_head)) && speaks_of_it()).then_some(Sign::Uncertain)
}

/// `=========` or `---------`.
fn is_rule(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| {
        matches!(first, '=' | '-' | '_' | '*' | '#' | '—' | '─')
            && text.chars().count() >= 8
            && chars.all(|c| c == first)
    })
}
