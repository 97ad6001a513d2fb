//! CSV and TSV with a header: a page a row.
//!
//! Rows count from 1 after the header. The delimiter of a .csv file is the comma, semicolon, tab or
//! bar that its header has most of. A row with more or fewer cells than the header is a problem:
//! its cells cannot be trusted to stand under the right names.

use super::fields::{Cell, Layout, Names};
use super::legacy::{self, Legacy};
use super::unpack::Bytes;
use super::{Failure, Found, MAX_RECORD, ReadOptions, Records, too_long};
use crate::document::Stage;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::io::{self, Read};

pub(super) struct Delimited {
    rows: Reader<Budgeted>,
    source: String,
    layout: Layout,
    legacy: Legacy,
    width: usize,
    nth: u64,
    row: ByteRecord,
}

impl Delimited {
    pub(super) fn open(
        bytes: Bytes,
        head: &[u8],
        source: String,
        delimiter: Option<u8>,
        options: &ReadOptions,
    ) -> Result<Self, Failure> {
        let (bytes, mut legacy) = legacy::open(bytes, head);
        let delimiter = delimiter.unwrap_or_else(|| delimiter_of(head));
        let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Budgeted::new(bytes));
        let header = rows.byte_headers().map_err(|error| Failure::Unreadable(told(&error)))?;
        let names: Vec<String> = header.iter().map(|name| legacy.text(name).trim().to_owned()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let layout = Layout::find(&names, options, Names::OfTable, |_, _| true).map_err(Failure::Columns)?;
        let width = names.len();
        Ok(Self { rows, source, layout, legacy, width, nth: 0, row: ByteRecord::new() })
    }

    /// Why the cells of a row cannot be trusted.
    fn doubt(&self) -> Option<String> {
        let extra = self.row.iter().skip(self.width).any(|cell| !cell.is_empty());
        let line = self.row.position().map_or(0, csv::Position::line);
        (extra || self.row.len() < self.width)
            .then(|| format!("the row at line {line} has {} cells where the header has {}", self.row.len(), self.width))
    }
}

impl Records for Delimited {
    fn read_on(&mut self, found: &mut Found) -> bool {
        self.rows.get_mut().renew();
        match self.rows.read_byte_record(&mut self.row) {
            Ok(true) => {}
            Ok(false) => return false,
            Err(error) => {
                let line = self.rows.position().line();
                let message =
                    format!("{}, in the row at line {line}; {} rows before it were read", told(&error), self.nth);
                found.problem(&self.source, Stage::Read, message);
                return false;
            }
        }
        self.nth += 1;
        let source = format!("{}#{}", self.source, self.nth);
        if let Some(doubt) = self.doubt() {
            found.problem(&source, Stage::Read, doubt);
            return true;
        }
        let (row, legacy) = (&self.row, &mut self.legacy);
        let record = self
            .layout
            .record(|nth| row.get(nth).map_or(Cell::Null, |cell| Cell::Text(legacy.text(cell).into_owned())));
        record.into_page(source, found);
        true
    }
}

/// The mark between the cells of a header.
pub(super) fn delimiter_of(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(mark, _)| *mark == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let most = counts.iter().map(|&(_, count)| count).max().unwrap_or(0);
    counts.iter().find(|&&(_, count)| count == most).map_or(b',', |&(mark, _)| mark)
}

fn told(error: &csv::Error) -> String {
    match error.kind() {
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

/// Bytes of which one row may use only so many: an opened quotation mark that nothing closes would
/// make the rest of the file one row.
struct Budgeted {
    bytes: Bytes,
    left: usize,
}

impl Budgeted {
    fn new(bytes: Bytes) -> Self {
        Self { bytes, left: MAX_RECORD }
    }

    fn renew(&mut self) {
        self.left = MAX_RECORD;
    }
}

impl Read for Budgeted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(too_long()));
        }
        let length = self.bytes.read(out)?;
        self.left = self.left.saturating_sub(length);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_shows_the_delimiter() {
        assert_eq!(delimiter_of(b"title;text\na,b,c,d;e"), b';');
        assert_eq!(delimiter_of(b"text"), b',');
        assert_eq!(delimiter_of(b"\"a;b;c\",text\n"), b',');
        assert_eq!(delimiter_of(b"title\ttext\n"), b'\t');
    }
}
