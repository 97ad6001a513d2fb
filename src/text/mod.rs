//! Spans of text and the maps between its offsets: floor 0, used by every room.
//!
//! Offsets are UTF-8 bytes. [`CodePoints`] is the one place that turns them into code points, and
//! [`Origin`] the one place that leads from a cleaned text back to the bytes of the raw input.

mod code_points;
mod fold;
mod origin;

pub use code_points::CodePoints;
pub(crate) use fold::{fold_accents, fold_quotes, fold_space, letters_key, spelling_key, stable_hash};
pub use origin::Origin;
pub(crate) use origin::OriginBuilder;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open range of byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Self { start: start as u32, end: end as u32 }
    }

    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}
