//! From the columns of a record to a page: which column holds what, and what its cell says.
//!
//! A column is found by its name, in any of the spellings that news tables use (`maintext`,
//! `articleBody`, `date_publish`); names that the caller gives win.

use super::date::{Stamp, read_stamp};
use super::decode::decode_as;
use super::media::media_of;
use super::{Found, ReadOptions};
use crate::document::{Given, Media, Page, Stage};
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Title,
    Published,
    PublishedAt,
    Url,
    Outlet,
    Byline,
    Agency,
    Tags,
    Language,
    Source,
}

pub(super) const ROLES: usize = 11;

/// Every role with our name for it and the names that others use, the better ones first.
const NAMES: [(Role, &str, &[&str]); ROLES] = [
    (
        Role::Text,
        "text",
        &[
            "text",
            "full_text",
            "fulltext",
            "maintext",
            "main_text",
            "article_text",
            "article_body",
            "body_text",
            "body",
            "story_text",
            "news_text",
            "plain_text",
            "text_content",
            "article_content",
            "news_content",
            "content",
            "article",
            "story",
            "raw_text",
            "document",
            "html",
            "article_html",
            "body_html",
            "content_html",
            "raw_html",
            "page_html",
        ],
    ),
    (Role::Title, "title", &["title", "headline", "article_title", "news_title", "heading", "hed"]),
    (
        Role::Published,
        "published",
        &[
            "published",
            "publish_date",
            "publication_date",
            "date_published",
            "date_publish",
            "published_date",
            "pub_date",
            "pubdate",
            "article_date",
            "news_date",
            "web_publication_date",
            "first_publication_date",
            "release_date",
            "date",
        ],
    ),
    (
        Role::PublishedAt,
        "published_at",
        &[
            "published_at",
            "published_time",
            "publish_time",
            "publication_time",
            "published_on",
            "datetime",
            "date_time",
            "timestamp",
        ],
    ),
    (
        Role::Url,
        "url",
        &[
            "url",
            "link",
            "web_url",
            "article_url",
            "news_url",
            "source_url",
            "page_url",
            "canonical_url",
            "permalink",
            "uri",
            "href",
        ],
    ),
    (
        Role::Outlet,
        "outlet",
        &[
            "outlet",
            "source_name",
            "publication",
            "publication_name",
            "publisher",
            "newspaper",
            "media_name",
            "news_source",
            "site_name",
            "source_domain",
            "domain",
            "site",
            "source",
        ],
    ),
    (Role::Byline, "byline", &["byline", "author", "authors", "author_name", "creator", "written_by"]),
    (Role::Agency, "agency", &["agency", "news_agency", "wire"]),
    (Role::Tags, "tags", &["tags", "keywords", "news_keywords", "tag", "keyword", "topics", "subjects"]),
    (Role::Language, "language", &["language", "lang", "language_code", "lang_code", "locale"]),
    // Only where the caller names it: in others' tables `source` is the outlet.
    (Role::Source, "source", &[]),
];

fn role_of(name: &str) -> Option<(Role, usize)> {
    static ROLE_OF: Lazy<HashMap<&str, (Role, usize)>> = Lazy::new(|| {
        let ranked = |&(role, _, names): &(Role, &str, &'static [&'static str])| {
            names.iter().enumerate().map(move |(rank, &name)| (name, (role, rank))).collect::<Vec<_>>()
        };
        NAMES.iter().flat_map(ranked).collect()
    });
    ROLE_OF.get(snake_case(name).as_str()).copied()
}

/// `datePublished`, `Date-Published` and `date published` are `date_published`.
fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for c in name.trim().trim_start_matches('\u{FEFF}').chars() {
        if c.is_uppercase() && was_lower {
            out.push('_');
        }
        was_lower = c.is_lowercase();
        match c {
            '-' | ' ' | '.' | ':' => out.push('_'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Our names for columns, for messages and for checking what a caller maps.
pub(super) fn our_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|&(_, name, _)| name)
}

/// Which column of a table holds what.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    columns: [Option<usize>; ROLES],
    /// The text column's name says that it is HTML.
    html: bool,
}

/// How strictly the caller's names are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// A table has all of its columns in every row: one that is missing is an error.
    OfTable,
    /// A record may lack some.
    OfRecord,
}

impl Layout {
    /// Finds the columns; `can_hold` says whether a column's type suits a role.
    ///
    /// The error names the columns that are there.
    pub(super) fn find(
        names: &[&str],
        options: &ReadOptions,
        kind: Names,
        can_hold: impl Fn(usize, Role) -> bool,
    ) -> Result<Self, String> {
        let mut columns: [Option<usize>; ROLES] = [None; ROLES];
        let mut ranks = [usize::MAX; ROLES];
        for (nth, name) in names.iter().enumerate() {
            if let Some((role, rank)) = role_of(name)
                && rank < ranks[role as usize]
                && can_hold(nth, role)
            {
                (columns[role as usize], ranks[role as usize]) = (Some(nth), rank);
            }
        }
        for (role, ours, _) in NAMES {
            let Some(theirs) = options.columns.get(ours) else { continue };
            let named = names.iter().position(|name| name == theirs);
            if named.is_none() && (kind == Names::OfTable || role == Role::Text) {
                return Err(format!("no column {theirs:?} for {ours:?}; {}", listed(names)));
            }
            if named.is_some_and(|nth| !can_hold(nth, role)) && role == Role::Text {
                return Err(format!("the column {theirs:?} holds no text; {}", listed(names)));
            }
            columns[role as usize] = named;
            if role == Role::Published && !options.columns.contains_key("published_at") {
                columns[Role::PublishedAt as usize] = None;
            }
        }
        // A column serves one purpose; the caller's purpose wins.
        for (role, ours, _) in NAMES {
            let column = columns[role as usize];
            let taken = |(other, name, _): &(Role, &str, &[&str])| {
                *other != role && options.columns.contains_key(*name) && columns[*other as usize] == column
            };
            if column.is_some() && !options.columns.contains_key(ours) && NAMES.iter().any(taken) {
                columns[role as usize] = None;
            }
        }
        let Some(text) = columns[Role::Text as usize] else {
            return Err(format!("no text column; {}", listed(names)));
        };
        Ok(Self { columns, html: snake_case(names[text]).contains("html") })
    }

    /// The cells of a row, by role.
    pub(super) fn record(&self, mut cell: impl FnMut(usize) -> Cell) -> Record {
        Record { cells: self.columns.map(|column| column.map_or(Cell::Null, &mut cell)), html: self.html }
    }
}

fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 40;
    let mut list = names.iter().take(SHOWN).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        list.push_str(", …");
    }
    if list.is_empty() { "there are no columns".into() } else { format!("the columns are {list}") }
}

/// What stands in one field of a record.
#[derive(Debug, Clone, Default)]
pub(super) enum Cell {
    #[default]
    Null,
    Text(String),
    /// Text of an encoding that is not known yet.
    Bytes(Vec<u8>),
    Many(Vec<String>),
    Number(i64),
    Stamp(Stamp),
}

/// The cells of one row, by role.
pub(super) struct Record {
    cells: [Cell; ROLES],
    html: bool,
}

impl Record {
    /// The record that has a text and nothing else.
    pub(super) fn of_text(text: String) -> Self {
        let mut cells = [const { Cell::Null }; ROLES];
        cells[Role::Text as usize] = Cell::Text(text);
        Self { cells, html: false }
    }

    fn take(&mut self, role: Role) -> Cell {
        std::mem::take(&mut self.cells[role as usize])
    }

    fn take_text(&mut self, role: Role) -> Option<String> {
        self.take(role).into_text(", ")
    }

    /// Gives the record's page, or the problem with it, or both.
    pub(super) fn into_page(mut self, source: String, found: &mut Found) {
        let source = self.take_text(Role::Source).unwrap_or(source);
        let (text, decoded) = match self.take(Role::Text) {
            Cell::Bytes(bytes) => match decode_as(&bytes, None) {
                Ok(decoded) => {
                    if let Some(complaint) = decoded.complaint() {
                        found.problem(&source, Stage::Decode, complaint);
                    }
                    (Some(decoded.text), decoded.origin)
                }
                Err(error) => return found.problem(&source, Stage::Decode, error),
            },
            cell => (cell.into_text("\n"), None),
        };
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            return found.problem(&source, Stage::Read, "the text is empty");
        };
        if text.len() > super::MAX_RECORD {
            return found.problem(&source, Stage::Read, super::too_long());
        }
        let (given, doubt) = self.given();
        let media = if self.html { Media::Html } else { media_of(&text) };
        if let Some(doubt) = doubt {
            found.problem(&source, Stage::Date, doubt);
        }
        found.page(Page { source, text, decoded, media, given });
    }

    /// The metadata, and what is wrong with the date.
    fn given(&mut self) -> (Given, Option<String>) {
        let (stamp, doubt) = self.published();
        let given = Given {
            title: self.take_text(Role::Title),
            byline: self.take_text(Role::Byline),
            agency: self.take_text(Role::Agency),
            outlet: self.take_text(Role::Outlet),
            url: self.take_text(Role::Url),
            tags: self.take(Role::Tags).into_tags(),
            language: self.take_text(Role::Language).and_then(|text| language_code(&text)),
            published: stamp.map(|stamp| stamp.date),
            published_at: stamp.and_then(|stamp| stamp.moment),
            published_from: stamp.map(|_| "column".into()),
        };
        (given, doubt)
    }

    /// The day is that of `published`, the moment that of `published_at` where both are there and agree.
    fn published(&mut self) -> (Option<Stamp>, Option<String>) {
        let (day, moment) = match (self.take(Role::Published).into_stamp(), self.take(Role::PublishedAt).into_stamp()) {
            (Ok(day), Ok(moment)) => (day, moment),
            (day, moment) => {
                let doubt = [&day, &moment].into_iter().find_map(|stamp| stamp.as_ref().err().cloned());
                return (day.ok().flatten().or(moment.ok().flatten()), doubt);
            }
        };
        match (day, moment) {
            (Some(Stamp { date, moment: None }), Some(Stamp { date: other, moment })) => {
                let apart = date.days_since_epoch().abs_diff(other.days_since_epoch());
                let doubt = (apart > 1).then(|| {
                    format!("the columns give two dates of publication, {date} and {other}: the first is taken")
                });
                (Some(Stamp { date, moment: moment.filter(|_| apart <= 1) }), doubt)
            }
            (day, moment) => (day.or(moment), None),
        }
    }
}

impl Cell {
    /// One string; `None` where nothing stands there.
    fn into_text(self, separator: &str) -> Option<String> {
        match self {
            Cell::Null => None,
            Cell::Text(text) => Some(text),
            Cell::Bytes(bytes) => decode_as(&bytes, None).ok().map(|decoded| decoded.text),
            Cell::Many(parts) => Some(parts.join(separator)),
            Cell::Number(number) => Some(number.to_string()),
            Cell::Stamp(stamp) => Some(stamp.date.to_string()),
        }
        .filter(|text| !is_nothing(text))
    }

    fn into_tags(self) -> Vec<String> {
        let parts = match self {
            Cell::Many(parts) => parts,
            other => other.into_text(", ").map(|text| split_list(&text)).unwrap_or_default(),
        };
        let mut tags: Vec<String> = Vec::new();
        for tag in parts.iter().map(|part| part.trim()).filter(|tag| !is_nothing(tag)) {
            if !tags.iter().take(100).any(|other| other == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    }

    /// The date; an error where something stands there that is none.
    fn into_stamp(self) -> Result<Option<Stamp>, String> {
        match self {
            Cell::Null => Ok(None),
            Cell::Stamp(stamp) => Ok(Some(stamp)),
            Cell::Number(number) => match read_stamp(&number.to_string()) {
                Some(stamp) => Ok(Some(stamp)),
                None => Err(format!("the number {number} is no date")),
            },
            other => {
                let Some(text) = other.into_text(" ") else { return Ok(None) };
                match read_stamp(&text) {
                    Some(stamp) => Ok(Some(stamp)),
                    None => Err(format!(
                        "no date can be read in one way from {:?}",
                        text.chars().take(80).collect::<String>()
                    )),
                }
            }
        }
    }
}

/// Blank, or one of the words that tables write for nothing.
fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "nan" | "NaN" | "NaT" | "None" | "null" | "NULL" | "<NA>" | "N/A" | "[]")
}

/// `trade, Peru`; `trade; Peru`; and the lists that programs print: `['trade', "Peru"]`.
fn split_list(text: &str) -> Vec<String> {
    let text = text.trim();
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Ok(parts) = serde_json::from_str::<Vec<String>>(text) {
        return parts;
    }
    let separator = [';', '|'].into_iter().find(|&mark| text.contains(mark)).unwrap_or(',');
    let unquoted = |part: &str| part.trim().trim_matches(['\'', '"']).to_owned();
    match inner {
        Some(inner) => inner.split(',').map(unquoted).collect(),
        None => text.split(separator).map(|part| part.trim().to_owned()).collect(),
    }
}

/// The ISO 639-1 code of `en`, `EN` or `en-US`.
fn language_code(text: &str) -> Option<String> {
    let code = text.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], columns: &[(&str, &str)], role: Role, expected: Option<&str>) {
        let columns = columns.iter().map(|&(ours, theirs)| (ours.into(), theirs.into())).collect();
        let layout =
            Layout::find(names, &ReadOptions { columns, ..ReadOptions::default() }, Names::OfTable, |_, _| true)
                .unwrap();
        assert_eq!(layout.columns[role as usize].map(|nth| names[nth]), expected);
    }

    #[test]
    fn columns_are_found_by_name() {
        check(&["id", "Body", "Headline"], &[], Role::Text, Some("Body"));
        check(&["content", "text"], &[], Role::Text, Some("text"));
        check(&["articleBody", "datePublished"], &[], Role::Published, Some("datePublished"));
        check(&["text", "source"], &[], Role::Outlet, Some("source"));
        check(&["text", "source", "domain"], &[], Role::Outlet, Some("domain"));
        check(&["text", "source"], &[], Role::Source, None);
        check(&["\u{FEFF}text"], &[], Role::Text, Some("\u{FEFF}text"));
    }

    #[test]
    fn the_callers_names_win() {
        check(&["text", "lede"], &[("text", "lede")], Role::Text, Some("lede"));
        check(&["text", "source"], &[("source", "source")], Role::Outlet, None);
        check(&["text", "when", "date", "timestamp"], &[("published", "when")], Role::PublishedAt, None);
    }

    #[test]
    fn a_missing_column_is_told_with_those_that_are_there() {
        let find =
            |options: &ReadOptions, kind| Layout::find(&["id", "words"], options, kind, |_, _| true).unwrap_err();
        assert_eq!(find(&ReadOptions::default(), Names::OfTable), "no text column; the columns are \"id\", \"words\"");
        let options = ReadOptions { columns: [("text".into(), "body".into())].into(), ..ReadOptions::default() };
        assert!(find(&options, Names::OfRecord).contains("no column \"body\" for \"text\""));
    }

    #[test]
    fn lists_come_in_many_forms() {
        for text in ["trade, Peru", "trade; Peru", "['trade', 'Peru']", "[\"trade\", \"Peru\"]", "trade|Peru"] {
            assert_eq!(Cell::Text(text.into()).into_tags(), ["trade", "Peru"], "{text}");
        }
        assert!(Cell::Text("nan".into()).into_tags().is_empty());
    }

    #[test]
    fn a_day_and_a_moment_are_joined_where_they_agree() {
        let published = |day: &str, moment: &str| {
            let mut record = Record::of_text("Talks.".into());
            record.cells[Role::Published as usize] = Cell::Text(day.into());
            record.cells[Role::PublishedAt as usize] = Cell::Text(moment.into());
            let (given, doubt) = record.given();
            (given.published.unwrap().to_string(), given.published_at.is_some(), doubt.is_some())
        };
        assert_eq!(published("2024-11-11", "2024-11-12T04:01:00Z"), ("2024-11-11".into(), true, false));
        assert_eq!(published("2024-11-11", "2024-11-15T04:01:00Z"), ("2024-11-11".into(), false, true));
        assert_eq!(published("soon", "2024-11-15T04:01:00Z"), ("2024-11-15".into(), true, true));
    }

    #[test]
    fn languages_are_two_letters() {
        assert_eq!(language_code("en-US").as_deref(), Some("en"));
        assert_eq!(language_code("english"), None);
    }
}
