//! What is found in a text besides events.

use super::names;
use crate::civil::Date;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Who or what one or more mentions name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Sixteen hexadecimal digits; the same entity has the same id in every article.
    pub entity_id: String,
    pub name: String,
    pub kind: EntityType,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector: GOV, MIL, REB, …
    pub sector: Option<String>,
    /// Country and sector: `PRK GOV`; or the analyst's own code, unchanged.
    pub code: Option<String>,
    pub wikidata: Option<String>,
    /// Other words of the text that name it, sorted, the name itself left out.
    pub aliases: Vec<String>,
}

/// What an analyst's own actor is called, in a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnActor {
    /// Returned unchanged.
    pub code: String,
    /// First and last day of the articles that it holds for; `None` where there is no bound.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl OwnActor {
    /// Whether it holds for an article of a day; one with bounds never does for an article without.
    pub fn holds_on(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
            None => self.from.is_none() && self.to.is_none(),
        }
    }
}

names! {
    EntityType {
        Person = "PERSON",
        Org = "ORG",
        Country = "COUNTRY",
        Place = "PLACE",
        Facility = "FACILITY",
        Group = "GROUP",
        Agreement = "AGREEMENT",
        Weapon = "WEAPON",
        Event = "EVENT",
    }
}

/// Words that name an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub span: Span,
    pub kind: MentionKind,
    /// Index into the article's entities.
    pub entity: u32,
    /// Index of the sentence.
    pub sentence: u32,
}

names! {
    MentionKind {
        Name = "name",
        Nominal = "nominal",
        Pronoun = "pronoun",
    }
}

/// Words that say when (TIMEX3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    pub span: Span,
    pub kind: TimeType,
    /// TIMEX3 value; null where the words cannot be placed.
    pub value: Option<String>,
    /// First and last day, where the expression can be placed on the calendar.
    pub dates: Option<(Date, Date)>,
    /// The rule that found it.
    pub rule: String,
}

names! {
    TimeType {
        Date = "DATE",
        Time = "TIME",
        Duration = "DURATION",
        Set = "SET",
    }
}

/// A figure with its bounds and what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    pub span: Span,
    /// Lower bound; null where open.
    pub low: Option<f64>,
    /// Upper bound; null where open.
    pub high: Option<f64>,
    /// The bound itself is left out: `more than 12`.
    pub strict: bool,
    pub unit: Option<String>,
    pub noun: Option<String>,
    /// What became of those counted: killed, wounded, missing, detained, displaced.
    pub casualty: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// What somebody said, and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// From the first mark to the last, marks included, for a direct quotation.
    pub span: Span,
    /// It begins with a quotation mark.
    pub direct: bool,
    pub speaker: Option<Span>,
    /// Index into the article's entities.
    pub speaker_entity: Option<u32>,
    pub cue: Option<Span>,
    /// The outlet through which it came.
    pub via: Option<Span>,
    /// The rule that found it.
    pub rule: String,
}
