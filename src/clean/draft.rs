//! From what a page gave to an [`Article`]: the rules that saved text and HTML share.
//!
//! In: the body's blocks and all claims of a page. Out: the article, its dateline taken off, its closing credits
//! taken off, its dates settled.

use super::dateline::read_dateline;
use super::published::settle;
use super::role::reason_of;
use super::{Block, DateClaim};
use crate::document::{Article, Caption, Dateline, Media, Page, Problem, Reason, Removed, Stage};
use crate::knowledge::{find_agency, find_outlet_by_domain};
use crate::text::{Origin, OriginBuilder, Span, stable_hash};
use once_cell::sync::Lazy;
use regex::Regex;

/// An article before its claims are settled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) language: Option<String>,
    /// The most trustworthy first.
    pub(crate) dates: Vec<DateClaim>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) captions: Vec<Caption>,
    pub(crate) removed: Vec<Removed>,
}

/// A page whose text is the body of one article, unchanged.
pub(crate) fn verbatim(page: &Page) -> Article {
    let origin = Origin::identity(page.text.len()).over(page.decoded.clone());
    Article {
        language: page.given.language.clone().or_else(|| language_of(&page.text)),
        text: page.text.clone(),
        origin,
        ..finish(Draft::default(), page, 0)
    }
}

/// The article that a draft makes, as the `index`th of its page.
pub(crate) fn finish(mut draft: Draft, page: &Page, index: u32) -> Article {
    take_closing_credits(&mut draft);
    let dateline = take_dateline(&mut draft);
    let (text, origin) = join(&draft.blocks);
    let given = &page.given;
    let (published, doubts) = settle(given, &draft.dates);
    let mut problems: Vec<Problem> =
        doubts.into_iter().map(|error| Problem { source: page.source.clone(), stage: Stage::Date, error }).collect();
    if text.is_empty() && page.media != Media::Verbatim {
        problems.push(Problem {
            source: page.source.clone(),
            stage: Stage::Clean,
            error: "no body text was found".into(),
        });
    }
    let agency = given
        .agency
        .clone()
        .or_else(|| dateline.as_ref().and_then(|dateline| dateline.agency.clone()))
        .or(draft.agency);
    let agency = agency.or_else(|| draft.byline.as_deref().and_then(agency_of_byline));
    let url = given.url.clone().or(draft.url);
    let outlet = given.outlet.clone().or(draft.outlet).or_else(|| url.as_deref().and_then(outlet_of_url));
    // The drafts speak of the page's characters, the article of the raw bytes beneath them.
    let raw = |span: Span| page.decoded.as_ref().map_or(span, |decoded| decoded.source_span(span));
    draft.removed.sort_by_key(|removed| removed.source);
    draft.removed.iter_mut().for_each(|removed| removed.source = raw(removed.source));
    draft.captions.iter_mut().for_each(|caption| caption.source = raw(caption.source));
    let dateline = dateline.map(|dateline| Dateline { source: raw(dateline.source), ..dateline });
    Article {
        article_id: format!("{:016x}", stable_hash([page.source.as_str(), &index.to_string()])),
        source: page.source.clone(),
        index,
        title: given.title.clone().or(draft.title),
        outlet,
        agency,
        byline: given.byline.clone().or(draft.byline),
        published: published.date,
        published_at: published.moment,
        published_from: published.from,
        published_source: published.source.map(raw),
        dateline,
        url,
        tags: if given.tags.is_empty() { draft.tags } else { given.tags.clone() },
        language: given.language.clone().or(draft.language).or_else(|| language_of(&text)),
        text,
        origin: origin.over(page.decoded.clone()),
        captions: draft.captions,
        removed: draft.removed,
        problems,
        entities: Vec::new(),
        mentions: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        quotes: Vec::new(),
        events: Vec::new(),
    }
}

/// Paragraphs, parted by a newline that stands for whatever stood between them.
fn join(blocks: &[Block]) -> (String, Origin) {
    let mut text = String::with_capacity(blocks.iter().map(|block| block.text.len() + 1).sum());
    let mut origin = OriginBuilder::default();
    for block in blocks {
        let all = Span::new(0, block.text.len());
        if !text.is_empty() {
            let before = origin.source_end();
            let after = block.origin.source_span(Span::new(0, 0)).start.max(before);
            origin.replace(Span { start: before, end: after }, 1);
            text.push('\n');
        }
        origin.append(&block.origin, all);
        text.push_str(&block.text);
    }
    (text, origin.finish())
}

/// Takes the dateline off the paragraph that it opens: the first, or the second below a line of another kind.
fn take_dateline(draft: &mut Draft) -> Option<Dateline> {
    let (nth, found) =
        draft.blocks.iter().take(2).enumerate().find_map(|(nth, block)| Some((nth, read_dateline(&block.text)?)))?;
    let block = &mut draft.blocks[nth];
    let source = block.origin.source_span(Span::new(0, found.words));
    draft.removed.push(Removed { text: block.text[..found.words].to_string(), reason: Reason::Dateline, source });
    let paragraph = block.text.clone();
    *block = block.part(Span::new(found.body, paragraph.len()));
    let agency = found.agency.clone();
    let dateline = found.into_dateline(&paragraph, source);
    if dateline.is_none() {
        draft.agency = agency.or(draft.agency.take());
    }
    dateline
}

/// Takes off the lines after the last paragraph that say who wrote or edited it, and learns the agency from them.
fn take_closing_credits(draft: &mut Draft) {
    while let Some(block) = draft.blocks.last() {
        let words = block.text.split_whitespace().count();
        let reason = match reason_of(&block.text, words) {
            Some(
                reason @ (Reason::Credit
                | Reason::Legal
                | Reason::Prompt
                | Reason::Link
                | Reason::Control
                | Reason::Comment
                | Reason::Navigation),
            ) => reason,
            _ if !block.text.chars().any(char::is_alphanumeric) => Reason::Other,
            _ => break,
        };
        let source = block.origin.source_span(Span::new(0, block.text.len()));
        if reason == Reason::Credit && draft.agency.is_none() {
            draft.agency = agency_in(&block.text);
        }
        draft.removed.push(Removed { text: block.text.clone(), reason, source });
        draft.blocks.pop();
    }
}

/// The short name of an agency that a credit, a copyright line or a byline names.
pub(crate) fn agency_in(line: &str) -> Option<String> {
    let words: Vec<&str> = line
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|at| {
        (1..=4.min(words.len() - at)).rev().find_map(|len| {
            let name = words[at..at + len].join(" ");
            // `ap` and `efe` are no agencies when they are not written as names.
            let named =
                name.starts_with(char::is_uppercase) || words[at].starts_with(|c: char| c.is_lowercase()) && len > 1;
            find_agency(&name).filter(|_| named).map(|agency| agency.short_name().to_string())
        })
    })
}

/// An agency in a byline writes for its readers only behind a comma or alone: `By Ana Paz, Associated Press`.
fn agency_of_byline(byline: &str) -> Option<String> {
    byline
        .split([',', '|', '/', '(', ')', '•', '·', '-'])
        .map(str::trim)
        .find_map(|part| find_agency(part).map(|agency| agency.short_name().to_string()))
}

/// The outlet whose site a URL leads to.
fn outlet_of_url(url: &str) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#', ':']).next()?;
    find_outlet_by_domain(host.trim_start_matches("www.")).map(|outlet| outlet.name.to_string())
}

/// The outlet or the agency that a copyright line names: `© Lima Herald Media, Inc.` is Lima Herald.
pub(crate) fn owner_of(legal: &str) -> Option<String> {
    static OWNER: Lazy<Regex> = Lazy::new(|| {
        let mark = r"(?:©|(?i:\(c\)|\bcopyright\b))";
        let years = r"(?:[12]\d{3}(?:\s?[-–]\s?(?:[12]\d{3}|\d{2}))?[,.]?\s*)?";
        let name = r"\p{Lu}[\p{L}\d.&'’-]*(?:,? (?:\p{Lu}[\p{L}\d.&'’-]*|of|and|the|&))*";
        let pattern = format!(r"{mark}[\s:]*(?:{mark}\s*)?{years}(?:(?i:by)\s+)?(?P<owner>{name})");
        Regex::new(&pattern).unwrap_or_else(|error| unreachable!("the pattern of owners is broken: {error}"))
    });
    let owner = OWNER.captures(legal)?.name("owner")?.as_str();
    let owner = owner.split(". ").next()?.trim_end_matches(['.', ',']);
    (!owner.eq_ignore_ascii_case("all rights reserved")).then(|| owner.to_string())
}

/// A company's name without what the law adds to it: `Lima Herald Media, Inc.` is Lima Herald.
pub(crate) fn plain_company(name: &str) -> String {
    const FORMS: &[&str] = &[
        "inc",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "plc",
        "gmbh",
        "ag",
        "sa",
        "pty",
        "bv",
        "holdings",
    ];
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).replace('.', "").to_lowercase();
    let before = words.len();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(&bare(word).as_str())) {
        words.pop();
    }
    if words.len() < before
        && words.len() > 1
        && words.last().is_some_and(|word| matches!(bare(word).as_str(), "media" | "group" | "publishing"))
    {
        words.pop();
    }
    words.join(" ").trim_end_matches([',', '.']).to_string()
}

/// So many characters tell a language as well as more of them.
const ENOUGH_TO_TELL: usize = 600;

/// ISO 639-1 code, where enough text tells.
fn language_of(text: &str) -> Option<String> {
    let end = text.char_indices().nth(ENOUGH_TO_TELL).map_or(text.len(), |(at, _)| at);
    let info = whatlang::detect(&text[..end]).filter(|info| text.len() >= 60 && info.is_reliable())?;
    let three = info.lang().code();
    let two = LANGUAGES.iter().find(|(code, _)| *code == three).map_or(three, |(_, two)| two);
    Some(two.to_string())
}

/// ISO 639-3 to ISO 639-1, for the languages that whatlang tells.
const LANGUAGES: &[(&str, &str)] = &[
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("epo", "eo"),
    ("cym", "cy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners() {
        assert_eq!(owner_of("© Lima Herald Media, Inc.").as_deref().map(plain_company).as_deref(), Some("Lima Herald"));
        assert_eq!(
            owner_of("Copyright 2021 The Associated Press. All rights reserved.").as_deref(),
            Some("The Associated Press")
        );
        assert_eq!(owner_of("Copyright (c) 2019-2021 by Andes Daily").as_deref(), Some("Andes Daily"));
        assert_eq!(owner_of("All rights reserved."), None);
        assert_eq!(plain_company("Andes Media"), "Andes Media");
    }

    #[test]
    fn agencies_in_credits() {
        assert_eq!(agency_in("AFP contributed reporting").as_deref(), Some("AFP"));
        assert_eq!(agency_in("Associated Press writer Ana Paz contributed to this report.").as_deref(), Some("AP"));
        assert_eq!(agency_in("Ana Paz contributed to this report."), None);
    }
}
