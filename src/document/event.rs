//! An event as PLOVER codes it.

use super::names;
use crate::civil::Date;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One telling of who did what to whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Sixteen hexadecimal digits, from the article's id and the trigger's place.
    pub event_id: String,
    /// Joins the tellings of one event.
    pub story_id: String,
    /// Index of the sentence.
    pub sentence: u32,
    pub event_type: EventType,
    pub mode: Option<String>,
    pub context: Option<String>,
    pub cameo: Option<String>,
    pub goldstein: Option<f64>,
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    /// First and last day, where the text says when.
    pub dates: Option<(Date, Date)>,
    /// The words that say when.
    pub date_text: Option<String>,
    pub place: Option<String>,
    /// ISO 3166 alpha-3.
    pub place_country: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    pub status: Status,
    /// Who says so; null where the article says it in its own voice.
    pub attributed_to: Option<String>,
    pub quantity_low: Option<f64>,
    pub quantity_high: Option<f64>,
    pub quantity_noun: Option<String>,
    /// The clause.
    pub span: Span,
    /// The word that carries the event.
    pub trigger: Span,
    /// Between 0 and 1.
    pub confidence: f64,
    /// The rule or model that found it.
    pub rule: String,
    /// How it was read, a step a line: the word, what higher words made of it, what told its status.
    pub path: Vec<String>,
}

/// Words of the clause that stand for an actor or a recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub name: String,
    pub code: Option<String>,
    /// Index into the article's entities.
    pub entity: u32,
    pub span: Span,
}

names! {
    /// PLOVER's event types.
    EventType {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Concede = "CONCEDE",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

names! {
    /// PLOVER's quad classes.
    QuadClass {
        VerbalCooperation = "verbal cooperation",
        MaterialCooperation = "material cooperation",
        VerbalConflict = "verbal conflict",
        MaterialConflict = "material conflict",
    }
}

impl EventType {
    pub const fn quad_class(self) -> QuadClass {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => QuadClass::VerbalCooperation,
            Cooperate | Aid | Retreat => QuadClass::MaterialCooperation,
            Request | Accuse | Reject | Threaten => QuadClass::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => QuadClass::MaterialConflict,
        }
    }
}

names! {
    Status {
        Occurred = "occurred",
        Planned = "planned",
        Conditional = "conditional",
        Negated = "negated",
    }
}
