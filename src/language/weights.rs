//! The net's weights, read in place.
//!
//! In: the bytes of `knowledge/models/language.bin`. Out: their parts by name, as slices into those bytes; nothing is
//! copied or parsed but the table of contents. `training/export.py` writes the file and tells its layout.

use crate::error::Error;
use std::collections::BTreeMap;
use zerocopy::{FromBytes, Immutable, KnownLayout};

/// One part of the file: where it lies, and how many numbers of it stand in a row.
#[derive(Debug, Clone, Copy, FromBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Entry {
    name: [u8; 24],
    start: u32,
    len: u32,
}

#[derive(Debug, Clone, Copy, FromBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    version: u32,
    entries: u32,
}

const MAGIC: &[u8; 8] = b"DATELINE";
const VERSION: u32 = 1;

/// The parts of a file of weights.
#[derive(Debug)]
pub(super) struct Parts(BTreeMap<&'static str, &'static [u8]>);

impl Parts {
    pub(super) fn open(bytes: &'static [u8]) -> Result<Self, Error> {
        let wrong = |what: &str| Error::knowledge(format!("models/language.bin: {what}"));
        let (header, rest) = Header::ref_from_prefix(bytes).map_err(|_| wrong("no header"))?;
        if &header.magic != MAGIC || header.version != VERSION {
            return Err(wrong("written for another version of the library"));
        }
        let (entries, _) = <[Entry]>::ref_from_prefix_with_elems(rest, header.entries as usize)
            .map_err(|_| wrong("the table of contents is cut off"))?;
        let mut parts = BTreeMap::new();
        for entry in entries {
            let name = std::str::from_utf8(&entry.name).map_err(|_| wrong("a name is no text"))?;
            let part = bytes.get(entry.start as usize..entry.start as usize + entry.len as usize);
            parts.insert(name.trim_end_matches('\0'), part.ok_or_else(|| wrong("a part is cut off"))?);
        }
        Ok(Self(parts))
    }

    fn part(&self, name: &str) -> Result<&'static [u8], Error> {
        self.0.get(name).copied().ok_or_else(|| Error::knowledge(format!("models/language.bin: no part {name:?}")))
    }

    fn numbers<T: FromBytes + Immutable + KnownLayout>(&self, name: &str) -> Result<&'static [T], Error> {
        <[T]>::ref_from_bytes(self.part(name)?)
            .map_err(|_| Error::knowledge(format!("models/language.bin: {name:?} is not aligned")))
    }

    /// The labels of a part, in the order of their numbers.
    pub(super) fn labels(&self, name: &str) -> Result<Vec<&'static str>, Error> {
        let text = std::str::from_utf8(self.part(name)?);
        Ok(text.map_err(|_| Error::knowledge(format!("models/language.bin: {name:?} is no text")))?.lines().collect())
    }

    pub(super) fn floats(&self, name: &str) -> Result<&'static [f32], Error> {
        self.numbers(name)
    }

    /// The table of rows under a name.
    pub(super) fn rows(&self, name: &str, width: usize) -> Result<Rows, Error> {
        let rows = Rows {
            slots: self.numbers(&format!("{name}.slots"))?,
            values: self.numbers(&format!("{name}.rows"))?,
            scales: self.numbers(&format!("{name}.scales"))?,
            width,
        };
        let fits = rows.slots.len().is_power_of_two()
            && rows.values.len() == rows.scales.len() * width
            && rows.slots.iter().all(|slot| slot.row as usize <= rows.scales.len());
        if fits { Ok(rows) } else { Err(Error::knowledge(format!("models/language.bin: {name:?} does not fit"))) }
    }
}

/// A place of a hash table with open addressing; row 0 is an empty place, row n + 1 the row n.
#[derive(Debug, Clone, Copy, FromBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Slot {
    print: u32,
    row: u32,
}

/// Rows of numbers in a byte each, with a scale a row, found by the hash of their key.
#[derive(Debug)]
pub(super) struct Rows {
    slots: &'static [Slot],
    values: &'static [i8],
    scales: &'static [f32],
    width: usize,
}

impl Rows {
    pub(super) fn find(&self, hash: u64) -> Option<usize> {
        let print = (hash >> 32) as u32;
        let mut place = hash as usize & (self.slots.len() - 1);
        // The table is half empty, so that an empty place soon follows; the bound holds whatever the bytes are.
        for _ in 0..self.slots.len() {
            match self.slots[place] {
                Slot { row: 0, .. } => return None,
                slot if slot.print == print => return Some(slot.row as usize - 1),
                _ => place = (place + 1) & (self.slots.len() - 1),
            }
        }
        None
    }

    /// Adds a row to `sum`.
    pub(super) fn add(&self, row: usize, sum: &mut [f32]) {
        let scale = self.scales[row];
        for (sum, &value) in sum.iter_mut().zip(&self.values[row * self.width..][..self.width]) {
            *sum += f32::from(value) * scale;
        }
    }
}
