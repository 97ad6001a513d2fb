//! Reads news articles into tables: who did what to whom, when, where, and who says so.
//!
//! The rooms of the house lie on floors, and each floor uses lower floors only (`ARCHITECTURE.md`):
//! raw input becomes pages ([`read`]), pages become [`Article`]s with everything found in them
//! ([`Pipeline`]), articles become a [`Corpus`], and a corpus becomes Arrow tables ([`table`]).
//!
//! ```
//! let pipeline = dateline::Pipeline::new(dateline::Settings::default())?;
//! let page = dateline::Page::plain("LIMA, Peru (Reuters) - Peru reopened its border with Ecuador.");
//! let article = &pipeline.parse(&page)[0];
//! assert_eq!(article.text, "Peru reopened its border with Ecuador.");
//! assert_eq!(article.agency.as_deref(), Some("Reuters"));
//! # Ok::<(), dateline::Error>(())
//! ```

// Floor 0
mod civil;
mod error;
mod text;
// Floor 1
mod calendar;
mod document;
mod knowledge;
// Floor 2
mod clean;
mod entity;
mod event;
mod language;
mod quantity;
mod quote;
pub mod read;
mod time;
// Floor 3
mod pipeline;
// Floor 4
mod corpus;
// Floor 5
pub mod table;
// Floor 6
#[cfg(feature = "python")]
mod python;

pub use civil::{Date, Moment};
pub use corpus::{Agreement, Corpus, EntityTotal, Story, TimelineFilter};
pub use document::*;
pub use error::Error;
pub use pipeline::{Pipeline, Settings, find_chains, read_sentences};
#[doc(hidden)]
pub use pipeline::{coreference_choices, find_chains_with};
pub use text::{CodePoints, Origin, Span};
