//! Where one article of a saved page ends and the next begins.
//!
//! A new article needs a headline, a body behind it and a body before it, and one sign more: the headline stands
//! twice above its body; or a wider gap than that between paragraphs stands before it, and a caption, a date, a byline
//! or a dateline below it; or a dateline with an agency opens its first paragraph; or a form feed, a ruled line or the
//! label of a headline stands there.

use super::dateline::read_dateline;
use super::label::Label;
use super::role::{Judged, Role};
use crate::document::Reason;
use std::ops::Range;

/// Fewest words of prose that make an article of their own.
const SHORTEST_ARTICLE: usize = 40;

/// How far below a headline its body may begin.
const LONGEST_HEAD: usize = 14;

/// The stretches of lines that hold one article each; together they hold every line.
pub(crate) fn segments(lines: &[Judged]) -> Vec<Range<usize>> {
    let usual_gap = usual_gap(lines);
    let mut words_after = vec![0; lines.len() + 1];
    for nth in (0..lines.len()).rev() {
        words_after[nth] = words_after[nth + 1] + prose_words(&lines[nth]);
    }
    let total = words_after[0];
    let mut starts = vec![0];
    let mut start = 0;
    for nth in 1..lines.len() {
        let before = (total - words_after[nth]) - (total - words_after[start]);
        if before >= SHORTEST_ARTICLE && words_after[nth] >= SHORTEST_ARTICLE && opens_article(lines, nth, usual_gap) {
            starts.push(nth);
            start = nth;
        }
    }
    let ends = starts[1..].iter().copied().chain([lines.len()]).collect::<Vec<_>>();
    let mut out: Vec<Range<usize>> = Vec::new();
    for (start, end) in starts.into_iter().zip(ends) {
        let is_article = words_after[start] - words_after[end] >= SHORTEST_ARTICLE && lines[start..end].iter().filter(|line| line.is_prose()).count() >= 2;
        match out.last_mut() {
            // A headline with a line or two is a teaser at the foot of the article before.
            Some(last) if !is_article => last.end = end,
            _ => out.push(start..end),
        }
    }
    out
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

fn opens_article(lines: &[Judged], nth: usize, usual_gap: u32) -> bool {
    let line = &lines[nth];
    let labelled = line.label == Some(Label::Title);
    let headline = line.role == Role::Heading && line.shape.words >= 3;
    if !labelled && !headline {
        return false;
    }
    let below = &lines[nth + 1..];
    let head_len = below.iter().take(LONGEST_HEAD).position(Judged::is_prose).unwrap_or(LONGEST_HEAD.min(below.len()));
    let head = &below[..head_len];
    if labelled {
        return head_len < LONGEST_HEAD;
    }
    let stands_twice = head.iter().any(|line| line.key == lines[nth].key);
    let in_head = |reason: Reason| head.iter().any(|line| line.role == Role::Furniture(reason));
    let has_head = in_head(Reason::Caption) || in_head(Reason::Date) || in_head(Reason::Byline);
    let dateline = below.get(head_len).and_then(|line| read_dateline(&line.line.block.text));
    let wide_gap = line.line.gap >= 2 && line.line.gap > usual_gap;
    let ruled = line.line.gap >= 9 || nth.checked_sub(1).is_some_and(|before| is_rule(&lines[before].line.block.text));
    let near = head_len <= 4;
    stands_twice || (wide_gap && has_head) || (near && dateline.as_ref().is_some_and(|found| found.agency.is_some())) || (ruled && near)
}

/// `=========` or `---------`.
fn is_rule(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| matches!(first, '=' | '-' | '_' | '*' | '#' | '—' | '─') && text.chars().count() >= 8 && chars.all(|c| c == first))
}
