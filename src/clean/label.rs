//! Lines that name what they give: `Tags: floods, Peru`, `Headline: …`, `Original url: …`.

use once_cell::sync::Lazy;
use regex::Regex;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Title,
    Byline,
    Date,
    Outlet,
    Url,
    Tags,
}

/// What a labelled line gives, and of what kind it is.
pub(crate) fn read_label(line: &str) -> Option<(Label, &str)> {
    static LABEL: Lazy<Regex> = Lazy::new(|| {
        let pattern = r"^(?i:(?P<title>title|headline|hl)|(?P<byline>by-?line|authors?|written by|reporter)|(?P<date>(?:publication |publish(?:ed|ing)? |posted |load.?|article )?date(?: published)?|published(?: on| at)?|posted(?: on)?|first published)|(?P<outlet>publication(?: title| name)?|newspaper|outlet|publisher|source(?: name)?)|(?P<url>(?:original |source |article |page )?(?:url|link)|permalink|source)|(?P<tags>(?:filed under|tagged(?: as| with)?|tags?|topics?|key ?words?|subjects?|categor(?:y|ies)|labels?)))\s?[:|]\s*(?P<value>\S.*)$";
        Regex::new(pattern).unwrap_or_else(|error| unreachable!("the pattern of labels is broken: {error}"))
    });
    // No label and its value is longer, and most lines of a page are body.
    if line.len() > 400 || !line.contains([':', '|']) {
        return None;
    }
    let found = LABEL.captures(line)?;
    let value = found.name("value")?.as_str();
    let is_url = value.starts_with("http://") || value.starts_with("https://") || value.starts_with("www.");
    let words = value.split_whitespace().count();
    let named = |name: &str| found.name(name).is_some();
    let label = match () {
        () if is_url && (named("url") || named("outlet")) => Label::Url,
        () if named("title") => Label::Title,
        () if named("byline") && words <= 15 => Label::Byline,
        () if named("date") && words <= 14 && value.contains(|c: char| c.is_ascii_digit()) => Label::Date,
        () if named("outlet") && words <= 8 && !value.ends_with('.') => Label::Outlet,
        () if named("tags") && words <= 40 => Label::Tags,
        () => return None,
    };
    Some((label, value))
}

/// The tags of a line: parted by its commas, or else by the names that the article knows.
///
/// `north peru floods` has no commas: two or more words that stand together in `text` are one tag, so are the words of
/// a name that `is_name` knows; every other word is a tag of its own.
pub(crate) fn split_tags(line: &str, text: &str, is_name: impl Fn(&str) -> bool) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut add = |tag: &str| {
        let tag = tag.trim().trim_start_matches('#').trim();
        if !tag.is_empty() && !tags.iter().any(|have| have == tag) {
            tags.push(tag.to_string());
        }
    };
    if let Some(separator) = [',', ';', '|', '•', '·', '/', '#'].into_iter().find(|&separator| line.trim_start_matches('#').contains(separator)) {
        line.split(separator).for_each(add);
        return tags;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let text = format!(" {} ", text.to_lowercase());
    let mut at = 0;
    while at < words.len() {
        let longest = (2..=4.min(words.len() - at)).rev().find(|&len| {
            let phrase = words[at..at + len].join(" ");
            is_name(&phrase) || text.contains(&format!(" {} ", phrase.to_lowercase()))
        });
        let len = longest.unwrap_or(1);
        add(&words[at..at + len].join(" "));
        at += len;
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        assert_eq!(read_label("Tags: floods, Peru"), Some((Label::Tags, "floods, Peru")));
        assert_eq!(read_label("Original url: https://example.org/a"), Some((Label::Url, "https://example.org/a")));
        assert_eq!(read_label("Source: https://example.org/a"), Some((Label::Url, "https://example.org/a")));
        assert_eq!(read_label("Source: Lima Herald"), Some((Label::Outlet, "Lima Herald")));
        assert_eq!(read_label("Headline: Storm hits Lima"), Some((Label::Title, "Storm hits Lima")));
        assert_eq!(read_label("Publication date: 5 May 2021"), Some((Label::Date, "5 May 2021")));
        for line in ["Date: soon", "The source: a man who said that he had seen it all", "Title fight in Lima", "Topic of the day"] {
            assert_eq!(read_label(line), None, "{line}");
        }
    }

    #[test]
    fn tags_without_commas() {
        let is_name = |name: &str| name.eq_ignore_ascii_case("north peru");
        assert_eq!(split_tags("north peru floods relief fund", "The Relief Fund paid.", is_name), ["north peru", "floods", "relief fund"]);
        assert_eq!(split_tags("Peru, Floods , Peru", "", is_name), ["Peru", "Floods"]);
        assert_eq!(split_tags("#Peru #Floods", "", is_name), ["Peru", "Floods"]);
    }
}
