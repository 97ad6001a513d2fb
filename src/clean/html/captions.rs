//! The captions of a page's pictures, each given once, with the credit split off where it is plain.

use super::lines::{Line, Lines};
use super::names::Sign;
use super::select::{Elements, Role};
use super::tag::Tag;
use super::tree::Tree;
use crate::clean::caption::{date_of, split_credit};
use crate::document::{Caption, Reason, Removed};
use crate::text::{Span, letters_key};
use std::collections::BTreeSet;

/// Captions and lone credits, in page order.
pub(crate) fn read_captions(
    tree: &Tree,
    lines: &Lines,
    elements: &Elements,
    roles: &[Role],
) -> (Vec<Caption>, Vec<Removed>) {
    let mut captions: Vec<(u32, Caption)> = Vec::new();
    let mut credits = Vec::new();
    let mut seen = BTreeSet::new();
    for (line, _) in lines.lines.iter().zip(roles).filter(|(_, role)| **role == Role::Caption) {
        let text = lines.of(line);
        let figure = figure_of(tree, line);
        if !seen.insert(letters_key(text)) {
            continue;
        }
        let (said, credit) = if is_credit(tree, elements, line, text) { ("", Some(text)) } else { split(text) };
        let source = lines.source(line.text);
        if said.is_empty() {
            // A credit on its own line belongs to the caption beside it.
            match captions.last_mut().filter(|(of, caption)| *of == figure && caption.credit.is_none()) {
                Some((_, caption)) => {
                    caption.credit = credit.map(trim_credit);
                    caption.source = Span { start: caption.source.start, end: caption.source.end.max(source.end) };
                }
                None => credits.push(Removed { text: text.to_string(), reason: Reason::Credit, source }),
            }
            continue;
        }
        let caption = Caption { text: said.to_string(), credit: credit.map(trim_credit), date: date_of(said), source };
        captions.push((figure, caption));
    }
    (captions.into_iter().map(|(_, caption)| caption).collect(), credits)
}

/// The figure around a line, or the block that it stands in.
fn figure_of(tree: &Tree, line: &Line) -> u32 {
    let block = line.block as usize;
    let figure = std::iter::once(block).chain(tree.ancestors(block).take(6));
    figure.into_iter().find(|&node| tree.nodes[node].tag == Tag::Figure).unwrap_or(tree.parent(block)) as u32
}

fn is_credit(tree: &Tree, elements: &Elements, line: &Line, text: &str) -> bool {
    let named = |node: usize| elements.signs[node].has(Sign::Credit) && !elements.signs[node].has(Sign::Caption);
    let inner = line.first as usize;
    text.len() < 120 && tree.ancestors(inner).take(3).any(named)
}

const CREDIT_WORDS: [&str; 14] = [
    "photo by",
    "photo:",
    "photo credit",
    "photograph:",
    "photograph by",
    "photos by",
    "image:",
    "image by",
    "image credit",
    "credit:",
    "picture:",
    "courtesy of",
    "photo courtesy",
    "©",
];

/// The words of a caption, and its credit: `Dockers wait (Ana Torres/Harbour Press)`. A line may be all credit.
fn split(text: &str) -> (&str, Option<&str>) {
    let start = text.trim_start().to_lowercase();
    if CREDIT_WORDS.iter().any(|word| start.starts_with(word)) { ("", Some(text)) } else { split_credit(text) }
}

/// The credit without the word that announces it.
fn trim_credit(credit: &str) -> String {
    let credit = credit.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']'));
    let lower = credit.to_ascii_lowercase();
    let word = CREDIT_WORDS.iter().filter(|word| lower.starts_with(*word)).map(|word| word.len()).max().unwrap_or(0);
    let rest = credit.get(word..).unwrap_or(credit).trim_start_matches([':', ' ', '-']);
    let rest = rest.strip_prefix("by ").or_else(|| rest.strip_prefix("of ")).unwrap_or(rest).trim();
    if rest.is_empty() { credit.to_string() } else { rest.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_split_off_where_they_are_plain() {
        let check = |text: &str, said: &str, credit: Option<&str>| {
            let (got, by) = split(text);
            assert_eq!((got, by.map(trim_credit).as_deref()), (said, credit), "{text}");
        };
        check(
            "Dockers wait in Callao. (Ana Torres/Harbour Press)",
            "Dockers wait in Callao.",
            Some("Ana Torres/Harbour Press"),
        );
        check("Dockers wait. Photo: Ana Torres", "Dockers wait.", Some("Ana Torres"));
        check("Dockers wait | Credit: Harbour Press", "Dockers wait", Some("Harbour Press"));
        check("The bridge (built in 1931)", "The bridge (built in 1931)", None);
        check("Photo by Ana Torres", "", Some("Ana Torres"));
    }
}
