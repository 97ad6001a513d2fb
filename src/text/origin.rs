//! From a cleaned text back to the bytes that it came from.
//!
//! A text is a sequence of runs. In a run, every unit of `unit` bytes of text came from a unit of
//! `source_unit` bytes of the source: `(1, 1)` is a plain copy, `(1, 5)` one `&` from `&amp;`,
//! `(2, 1)` é from a byte of Latin-1. Maps stack: an article's text leads to the decoded page, and
//! the decoded page to the raw bytes.

use super::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where each byte of a text came from in its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    runs: Vec<Run>,
    below: Option<Arc<Origin>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    start: u32,
    units: u32,
    unit: u32,
    source: u32,
    source_unit: u32,
}

impl Run {
    fn end(&self) -> u32 {
        self.start + self.units * self.unit
    }

    /// The source bytes of the unit that this offset of the text lies in.
    fn source_of(&self, offset: u32) -> Span {
        let nth = (offset - self.start) / self.unit;
        let start = self.source + nth * self.source_unit;
        Span { start, end: start + self.source_unit }
    }
}

impl Origin {
    /// A text that is its own source.
    pub fn identity(len: usize) -> Self {
        let mut builder = OriginBuilder::default();
        builder.copy(0, len);
        builder.finish()
    }

    /// This map, with the source's own map beneath it.
    pub(crate) fn over(mut self, below: Option<Arc<Origin>>) -> Self {
        self.below = below;
        self
    }

    /// The source bytes from the first to the last unit that the span touches.
    ///
    /// An empty span gives an empty range at the place where its text would stand. Offsets past the
    /// end count as the end.
    pub fn source_span(&self, span: Span) -> Span {
        let here = self.source_here(span);
        match &self.below {
            Some(below) => below.source_span(here),
            None => here,
        }
    }

    fn source_here(&self, span: Span) -> Span {
        let Some(last) = self.runs.last() else { return Span { start: 0, end: 0 } };
        let len = last.end();
        let start = if span.start >= len { self.unit_at(len - 1).end } else { self.unit_at(span.start).start };
        if span.end <= span.start {
            return Span { start, end: start };
        }
        let end = self.unit_at(span.end.min(len) - 1).end;
        Span { start, end: end.max(start) }
    }

    fn unit_at(&self, offset: u32) -> Span {
        let nth = self.runs.partition_point(|run| run.start <= offset).saturating_sub(1);
        self.runs[nth].source_of(offset)
    }
}

/// Builds an [`Origin`] as the text is written, from its first byte to its last.
#[derive(Debug, Clone, Default)]
pub(crate) struct OriginBuilder {
    runs: Vec<Run>,
    len: u32,
}

impl OriginBuilder {
    /// The next `len` bytes of text are a copy of the source at `source`.
    pub(crate) fn copy(&mut self, source: usize, len: usize) {
        self.push(len as u32, 1, source as u32, 1);
    }

    /// The next `len` bytes of text stand for the source's bytes `source`, as one unit.
    pub(crate) fn replace(&mut self, source: Span, len: usize) {
        self.push(1, len as u32, source.start, source.len() as u32);
    }

    /// Takes over a part of another text built from the same source.
    pub(crate) fn append(&mut self, origin: &Origin, part: Span) {
        let first = origin.runs.partition_point(|run| run.end() <= part.start);
        for run in &origin.runs[first..] {
            if run.start >= part.end {
                break;
            }
            let from = part.start.max(run.start) - run.start;
            let to = part.end.min(run.end()) - run.start;
            // A part never cuts a unit in two: units are characters or more.
            let (skip, end) = (from / run.unit, to.div_ceil(run.unit));
            self.push(end - skip, run.unit, run.source + skip * run.source_unit, run.source_unit);
        }
    }

    fn push(&mut self, units: u32, unit: u32, source: u32, source_unit: u32) {
        if units == 0 || unit == 0 {
            return;
        }
        let start = self.len;
        self.len += units * unit;
        if let Some(last) = self.runs.last_mut() {
            let follows = last.source + last.units * last.source_unit == source;
            if follows && last.unit == unit && last.source_unit == source_unit {
                last.units += units;
                return;
            }
        }
        self.runs.push(Run { start, units, unit, source, source_unit });
    }

    /// Where the source of what was written last ends.
    pub(crate) fn source_end(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.source + run.units * run.source_unit)
    }

    pub(crate) fn finish(mut self) -> Origin {
        self.runs.shrink_to_fit();
        Origin { runs: self.runs, below: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "a&b" from "a&amp;b".
    fn ampersand() -> Origin {
        let mut builder = OriginBuilder::default();
        builder.copy(0, 1);
        builder.replace(Span::new(1, 6), 1);
        builder.copy(6, 1);
        builder.finish()
    }

    #[test]
    fn an_entity_is_one_unit() {
        let origin = ampersand();
        assert_eq!(origin.source_span(Span::new(0, 3)), Span::new(0, 7));
        assert_eq!(origin.source_span(Span::new(1, 2)), Span::new(1, 6));
        assert_eq!(origin.source_span(Span::new(2, 3)), Span::new(6, 7));
        assert_eq!(origin.source_span(Span::new(9, 9)), Span::new(7, 7));
    }

    #[test]
    fn copies_that_follow_each_other_are_one_run() {
        let mut builder = OriginBuilder::default();
        builder.copy(10, 5);
        builder.copy(15, 5);
        builder.append(&Origin::identity(40), Span::new(20, 25));
        assert_eq!(builder.finish().runs.len(), 1);
    }

    #[test]
    fn maps_stack() {
        // The decoded "éa&amp;b" came from Latin-1: one byte for the two of é.
        let mut builder = OriginBuilder::default();
        builder.push(1, 2, 0, 1);
        builder.copy(1, 7);
        let decoded = Arc::new(builder.finish());
        let mut builder = OriginBuilder::default();
        builder.append(&Origin::identity(9), Span::new(0, 3));
        builder.replace(Span::new(3, 8), 1);
        let text = builder.finish().over(Some(decoded));
        assert_eq!(text.source_span(Span::new(3, 4)), Span::new(2, 7));
    }
}
