//! Written dates and zones: what a full date in a page says, with nothing assumed.

use crate::civil::{Date, Moment};
use crate::text::Span;

/// A full date (day, month and year) as written, with its time of day where one follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatedDate {
    pub(crate) span: Span,
    pub(crate) date: Date,
    /// The other reading, where the order of day and month is open (`2024-01-11` is not; `01/11/2024` is).
    pub(crate) swapped: Option<Date>,
    pub(crate) second_of_day: Option<u32>,
    /// Where a time of day and a zone are given.
    pub(crate) moment: Option<Moment>,
}

/// Every full date in a text, in text order.
pub(crate) fn find_dates(_text: &str) -> Vec<StatedDate> {
    Vec::new()
}
