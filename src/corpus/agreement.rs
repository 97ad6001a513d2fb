//! Treaties and the steps of their life.

use crate::civil::Date;
use crate::document::Status;

/// One step in the life of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub agreement_id: String,
    pub name: String,
    /// ISO 3166 alpha-3 codes.
    pub parties: Vec<String>,
    pub kind: Option<String>,
    /// negotiated, announced, initialled, signed, approved, ratified, …
    pub step: String,
    pub status: Status,
    /// First and last day, where the texts say when.
    pub dates: Option<(Date, Date)>,
    pub place: Option<String>,
    /// Whose step it is, where it is one party's.
    pub party: Option<String>,
    pub by: Option<String>,
    pub instrument: Option<String>,
    pub event_ids: Vec<String>,
}
