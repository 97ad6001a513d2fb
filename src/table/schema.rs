//! The schema of every table: one struct a table, one field a column, in the order of the columns.
//!
//! Offsets (`start`, `end`, …) count code points of the article's text. An `Option` is a column that
//! may be null; lists are never null.

use super::cell::{Cell, CellType, Field, Record};
use crate::civil::{Date, Moment};
use crate::document::{EntityType, EventType, MentionKind, QuadClass, Stage, Status, TimeType};
use serde::{Deserialize, Serialize};

macro_rules! records {
    ($($(#[$doc:meta])* $row:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub(crate) struct $row { $($(#[$field_doc])* pub(crate) $field: $type,)+ }

        impl Record for $row {
            const NAMES: &'static [&'static str] = &[$(plain(stringify!($field)),)+];
            fn columns() -> Vec<(&'static str, CellType, bool)> {
                vec![$((plain(stringify!($field)), <$type>::cell_type(), <$type>::NULLABLE),)+]
            }
            fn cells(&self) -> Vec<Cell<'_>> {
                vec![$(self.$field.cell(),)+]
            }
        }
    )+};
}

/// `type` from `r#type`.
const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

records! {
    ArticleRow {
        article_id: String,
        source: String,
        /// Which article of its source, from 0.
        index: u32,
        outlet: Option<String>,
        agency: Option<String>,
        title: Option<String>,
        byline: Option<String>,
        published: Option<Date>,
        published_at: Option<Moment>,
        published_from: Option<String>,
        dateline_place: Option<String>,
        dateline_country: Option<String>,
        url: Option<String>,
        tags: Vec<String>,
        language: Option<String>,
        text: String,
        words: u32,
        report_id: String,
    }

    MentionRow {
        article_id: String,
        entity_id: String,
        r#type: EntityType,
        kind: MentionKind,
        text: String,
        start: u32,
        end: u32,
        /// Index of the sentence.
        sentence: u32,
    }

    EntityRow {
        entity_id: String,
        name: String,
        r#type: EntityType,
        country: Option<String>,
        sector: Option<String>,
        code: Option<String>,
        wikidata: Option<String>,
        aliases: Vec<String>,
        /// How many mentions name it.
        mentions: u32,
        /// In how many articles.
        articles: u32,
    }

    TimeRow {
        article_id: String,
        text: String,
        r#type: TimeType,
        value: Option<String>,
        start_date: Option<Date>,
        end_date: Option<Date>,
        start: u32,
        end: u32,
        /// The rule that found it.
        rule: String,
    }

    QuantityRow {
        article_id: String,
        text: String,
        low: Option<f64>,
        high: Option<f64>,
        /// The bound itself is left out: `more than 12`.
        strict: bool,
        unit: Option<String>,
        noun: Option<String>,
        /// What became of those counted: killed, wounded, missing, detained, displaced.
        casualty: Option<String>,
        start: u32,
        end: u32,
        /// The rule that found it.
        rule: String,
    }

    QuoteRow {
        article_id: String,
        text: String,
        speaker: Option<String>,
        speaker_id: Option<String>,
        speaker_start: Option<u32>,
        speaker_end: Option<u32>,
        cue: Option<String>,
        via: Option<String>,
        direct: bool,
        start: u32,
        end: u32,
        /// The rule that found it.
        rule: String,
    }

    EventRow {
        event_id: String,
        story_id: String,
        article_id: String,
        /// Index of the sentence.
        sentence: u32,
        event_type: EventType,
        mode: Option<String>,
        context: Option<String>,
        cameo: Option<String>,
        quad_class: QuadClass,
        goldstein: Option<f64>,
        actors: Vec<ParticipantRow>,
        recipients: Vec<ParticipantRow>,
        actor_codes: Vec<String>,
        recipient_codes: Vec<String>,
        date_start: Option<Date>,
        date_end: Option<Date>,
        date_text: Option<String>,
        place: Option<String>,
        place_country: Option<String>,
        latitude: Option<f64>,
        longitude: Option<f64>,
        status: Status,
        attributed_to: Option<String>,
        quantity_low: Option<f64>,
        quantity_high: Option<f64>,
        quantity_noun: Option<String>,
        text: String,
        trigger: String,
        start: u32,
        end: u32,
        confidence: f64,
        /// The rule or model that found it.
        rule: String,
        /// How it was read, a step a line.
        path: Vec<String>,
    }

    /// An actor or a recipient of an event: the words that stand for it and who that is.
    ParticipantRow {
        name: String,
        code: Option<String>,
        entity_id: String,
        start: u32,
        end: u32,
    }

    StoryRow {
        story_id: String,
        event_type: EventType,
        actor_codes: Vec<String>,
        recipient_codes: Vec<String>,
        date_start: Option<Date>,
        date_end: Option<Date>,
        place: Option<String>,
        place_country: Option<String>,
        status: Status,
        reports: u32,
        independent_reports: u32,
        event_ids: Vec<String>,
        conflicts: Vec<String>,
        /// The words of the first telling.
        text: String,
    }

    AgreementRow {
        agreement_id: String,
        name: String,
        parties: Vec<String>,
        kind: Option<String>,
        step: String,
        status: Status,
        date_start: Option<Date>,
        date_end: Option<Date>,
        place: Option<String>,
        party: Option<String>,
        by: Option<String>,
        instrument: Option<String>,
        event_ids: Vec<String>,
    }

    ProblemRow {
        source: String,
        stage: Stage,
        error: String,
    }

    // Of an article alone, in no table of a corpus.

    SentenceRow {
        text: String,
        start: u32,
        end: u32,
        tokens: Vec<TokenRow>,
    }

    TokenRow {
        text: String,
        lemma: Option<String>,
        pos: Option<String>,
        tag: Option<String>,
        dep: Option<String>,
        head: Option<u32>,
        start: u32,
        end: u32,
    }

    /// A token in the table of all tokens.
    ParsedTokenRow {
        article_id: String,
        /// Index of the sentence.
        sentence: u32,
        /// Index in the sentence.
        token: u32,
        text: String,
        lemma: String,
        pos: Option<String>,
        tag: Option<String>,
        dep: Option<String>,
        /// Index of the head in the sentence; null at the root.
        head: Option<u32>,
        start: u32,
        end: u32,
    }

    DatelineRow {
        text: String,
        place: String,
        country: Option<String>,
        agency: Option<String>,
        /// Its bytes in the source.
        source_start: u32,
        source_end: u32,
    }

    CaptionRow {
        text: String,
        credit: Option<String>,
        date: Option<Date>,
        /// Its bytes in the source.
        source_start: u32,
        source_end: u32,
    }

    RemovedRow {
        text: String,
        reason: String,
        /// Its bytes in the source.
        source_start: u32,
        source_end: u32,
    }
}

macro_rules! nested {
    ($($row:ident)+) => {$(
        impl Field for $row {
            fn cell_type() -> CellType {
                CellType::Struct(Self::columns())
            }
            fn cell(&self) -> Cell<'_> {
                Cell::Struct(Self::NAMES.to_vec(), self.cells())
            }
        }
    )+};
}

nested! { ParticipantRow TokenRow }
