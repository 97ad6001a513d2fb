//! When: time expressions, found and placed on the calendar.

use crate::civil::Date;
use crate::document::{Sentences, TimeExpression};

/// `today` is the day of publication at the place of the dateline; without it, what depends on it stays unplaced.
pub(crate) fn find_times(_text: &str, _sentences: &Sentences, _today: Option<Date>) -> Vec<TimeExpression> {
    Vec::new()
}
