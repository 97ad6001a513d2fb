//! One article and what was taken off its page.

use super::{Entity, Event, Mention, Quantity, Quote, TimeExpression, names};
use crate::civil::{Date, Moment};
use crate::text::{Origin, Span};
use serde::{Deserialize, Serialize};

/// One article: its metadata, its body, what was removed around it, and all that was found in it.
///
/// Sentences and tokens are not kept: they are made again from `text` when asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Sixteen hexadecimal digits, from the source and the index: the same in every run.
    pub article_id: String,
    pub source: String,
    /// Which article of its source, from 0.
    pub index: u32,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub byline: Option<String>,
    /// The day as the page states it.
    pub published: Option<Date>,
    /// The moment, where the page gives a time of day with its zone.
    pub published_at: Option<Moment>,
    /// Where the date was found: header, byline, metadata, url, argument, column, …
    pub published_from: Option<String>,
    /// The bytes of the source that say when, where the page does.
    pub published_source: Option<Span>,
    pub dateline: Option<Dateline>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The body alone; paragraphs are separated by one newline.
    pub text: String,
    /// From `text` to the bytes of the raw input.
    pub origin: Origin,
    pub captions: Vec<Caption>,
    pub removed: Vec<Removed>,
    pub problems: Vec<Problem>,
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
    pub times: Vec<TimeExpression>,
    pub quantities: Vec<Quantity>,
    pub quotes: Vec<Quote>,
    pub events: Vec<Event>,
}

/// Where a report was filed: `SEOUL, South Korea (AP) —`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The dateline's words, separators left out, as they stand in the source.
    pub text: String,
    /// The place in ordinary letters: `Seoul`.
    pub place: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    pub agency: Option<String>,
    /// Its bytes in the source.
    pub source: Span,
}

/// A picture's caption, given once however often the page repeats it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caption {
    pub text: String,
    pub credit: Option<String>,
    pub date: Option<Date>,
    /// Its bytes in the source.
    pub source: Span,
}

/// A piece of the page that is not the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    pub text: String,
    pub reason: Reason,
    /// Its bytes in the source.
    pub source: Span,
}

names! {
    /// Why a piece of a page is no body text.
    Reason {
        Title = "title",
        Byline = "byline",
        Date = "date",
        Dateline = "dateline",
        Tags = "tags",
        Caption = "caption",
        Credit = "credit",
        Link = "link",
        Teaser = "teaser",
        Metadata = "metadata",
        Control = "control",
        Prompt = "prompt",
        Legal = "legal",
        Navigation = "navigation",
        Repeated = "repeated",
        Markup = "markup",
        Comment = "comment",
        Other = "other",
    }
}

/// Something odd: about a document that could not be read, or a doubt about one that could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub source: String,
    pub stage: Stage,
    pub error: String,
}

names! {
    /// The stage at which a problem showed.
    Stage {
        Read = "read",
        Decode = "decode",
        Clean = "clean",
        Date = "date",
    }
}
