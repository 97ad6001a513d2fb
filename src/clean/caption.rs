//! Captions of pictures: the words, the credit, the day.

use super::Block;
use crate::calendar::find_dates;
use crate::civil::Date;
use crate::document::Caption;
use crate::knowledge::find_agency;
use crate::text::Span;
use once_cell::sync::Lazy;
use regex::Regex;

/// `FILE PHOTO: A ferry leaves Lima, May 5, 2021. Jo Roe/Pool via REUTERS` is a caption with the credit
/// `Jo Roe/Pool via REUTERS` and a day.
pub(crate) fn read_caption(block: &Block, source: Span) -> Caption {
    static LABEL: Lazy<Regex> = Lazy::new(|| {
        pattern(
            r"^(?i:file(?: photo| image| picture)?|(?:photo |image )?caption|photo|image|picture)\s?(?::|[-–—] )\s*",
        )
    });
    let text = LABEL.replace(&block.text, "");
    let (text, credit) = split_credit(&text);
    Caption { text: text.to_string(), credit: credit.map(str::to_string), date: date_of(text), source }
}

/// The day that a caption tells of: the last full date in it.
pub(crate) fn date_of(caption: &str) -> Option<Date> {
    find_dates(caption).last().filter(|stated| stated.swapped.is_none()).map(|stated| stated.date)
}

/// The caption's words and the credit behind them.
pub(crate) fn split_credit(text: &str) -> (&str, Option<&str>) {
    static LAST_BRACKETS: Lazy<Regex> = Lazy::new(|| pattern(r"^(.*\S)\s*[(\[]([^()\[\]]{2,80})[)\]]\W*$"));
    static LABELLED: Lazy<Regex> = Lazy::new(|| {
        pattern(
            r"^(.*?\S)[\s|/–—-]*\b(?i:photo(?:graph)?s?|image|picture|credits?|courtesy(?: of)?)(?: (?:by|credit|courtesy(?: of)?)|\s?[:/©])+\s*(\S.{1,80})$",
        )
    });
    static LAST_SENTENCE: Lazy<Regex> = Lazy::new(|| pattern(r#"^(.*[.!?]["”’')]?)\s+(\S.{1,80})$"#));
    static COPYRIGHT: Lazy<Regex> = Lazy::new(|| pattern(r"^(.*\S)\s*©\s*(\S.{1,80})$"));
    let parts = |found: regex::Captures<'_>| {
        let words = found.get(1)?.range();
        let credit = found.get(2)?.range();
        Some((text.get(words)?, text.get(credit)?))
    };
    let bracketed = LAST_BRACKETS.captures(text).and_then(parts).filter(|(_, credit)| is_credit(credit));
    let labelled = || LABELLED.captures(text).and_then(parts).or_else(|| COPYRIGHT.captures(text).and_then(parts));
    let trailing = || LAST_SENTENCE.captures(text).and_then(parts).filter(|(_, credit)| is_credit(credit));
    match bracketed.or_else(labelled).or_else(trailing) {
        Some((words, credit)) => (words.trim_end(), Some(credit.trim_end_matches('.').trim_end())),
        None => (text, None),
    }
}

/// Words that name a photographer, an agency or a site rather than tell something.
fn is_credit(words: &str) -> bool {
    static MARK: Lazy<Regex> = Lazy::new(|| {
        pattern(
            r"(?i)^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}\W*$|\b(?:via|handout|pool|getty|shutterstock|photo|file image|screengrab|courtesy)\b|\w\s?/\s?\p{L}|©",
        )
    });
    words.split_whitespace().count() <= 10
        && (MARK.is_match(words) || find_agency(words.trim_matches(|c: char| !c.is_alphanumeric())).is_some())
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of captions is broken: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, credit: Option<&str>) {
        assert_eq!(split_credit(text), (words, credit));
    }

    #[test]
    fn credits() {
        check(
            "A ferry leaves Lima, May 5, 2021. Jo Roe/Pool via REUTERS",
            "A ferry leaves Lima, May 5, 2021.",
            Some("Jo Roe/Pool via REUTERS"),
        );
        check("A ferry leaves Lima, May 5, 2021 (Reuters)", "A ferry leaves Lima, May 5, 2021", Some("Reuters"));
        check("A ferry at sea. example.org", "A ferry at sea.", Some("example.org"));
        check("A ferry at sea. Photo by Jo Roe", "A ferry at sea.", Some("Jo Roe"));
        check("A ferry (left) at sea. It sank.", "A ferry (left) at sea. It sank.", None);
    }

    #[test]
    fn a_caption_has_a_day() {
        let text = "FILE PHOTO: A ferry leaves Lima, May 5, 2021. Jo Roe/Pool via REUTERS";
        let block = Block {
            text: text.into(),
            origin: crate::text::Origin::identity(text.len()),
            kind: super::super::BlockKind::Paragraph,
        };
        let caption = read_caption(&block, Span::new(0, text.len()));
        assert_eq!(caption.text, "A ferry leaves Lima, May 5, 2021.");
        assert_eq!(caption.date, crate::civil::Date::new(2021, 5, 5));
    }
}
