//! From files, archives and tables to raw [`Page`]s.
//!
//! In: paths, globs, bytes, Arrow record batches. Out: an iterator of pages, and of [`Problem`]s
//! where something cannot be read; the rest goes on. Nothing here understands news.
//!
//! Every input gives a page, a problem, or both: a page whose date cannot be read is still a page.
//! What is no document by design (a request in a WARC, a blank line of JSON lines, a hidden file)
//! gives neither. Files are opened one at a time, when their turn comes, and read as a stream.
//!
//! A page's `source` is the path of a file that is one document, and `path#7` for the seventh
//! record of a file of many, counted from 1: rows of a table after its header, elements of a JSON
//! array, lines of JSON lines with the blank ones, records of a WARC with those passed over.
//! Way back to the bytes: those of the file for a file that is one document, of the body for a
//! record of a WARC, of the cell's text in UTF-8 for a record of a table.

mod batches;
mod date;
mod decode;
mod delimited;
mod fields;
mod file;
mod http;
mod json;
mod json_scan;
mod legacy;
mod lines;
mod media;
mod paths;
mod unpack;
mod warc;

pub use batches::pages_of_batch;
pub use decode::{Decoded, decode};
pub use media::media_of;

use crate::document::{Page, Problem, Stage};
use crate::error::Error;
use file::{Format, Opened};
use paths::Entry;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The longest text that is read, in bytes. Offsets have 32 bits; an article has some thousands.
const MAX_RECORD: usize = 256 << 20;

/// How a source is to be read; the default lets names and contents decide.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// `txt`, `html`, `json`, `jsonl`, `csv`, `tsv`, `parquet` or `warc`, for sources whose name does not tell.
    pub format: Option<String>,
    /// From our column names (`text`, `title`, `published`, `published_at`, `url`, `outlet`, `byline`, `agency`, `tags`, `language`, `source`) to the source's.
    pub columns: std::collections::BTreeMap<String, String>,
}

impl ReadOptions {
    fn check(&self) -> Result<(), Error> {
        if let Some(name) = self.format.as_deref().filter(|name| Format::from_name(name).is_none()) {
            let known = Format::names().collect::<Vec<_>>().join(", ");
            return Err(Error::settings(format!("format: {name:?} is none of {known}")));
        }
        if let Some(name) = self.columns.keys().find(|name| !fields::our_names().any(|ours| ours == *name)) {
            let known = fields::our_names().collect::<Vec<_>>().join(", ");
            return Err(Error::settings(format!("columns: {name:?} is none of {known}")));
        }
        Ok(())
    }
}

/// What a source gives, one after the other.
pub type Item = Result<Page, Problem>;

/// The pages of a file, a folder or a glob, in a fixed order, read as they are asked for.
///
/// ```no_run
/// for item in dateline::read::open("seeds/", &dateline::read::ReadOptions::default())? {
///     match item {
///         Ok(page) => assert!(!page.text.is_empty()),
///         Err(problem) => assert!(!problem.error.is_empty()),
///     }
/// }
/// # Ok::<(), dateline::Error>(())
/// ```
///
/// # Errors
/// Where there is no such file, a glob matches nothing, a folder is empty, an option has no
/// meaning, or the source is one table that has no text column.
pub fn open(source: &str, options: &ReadOptions) -> Result<Reader, Error> {
    options.check()?;
    let (entries, is_one_file) = paths::find(source)?;
    let mut reader = Reader::new(entries, options);
    if is_one_file {
        reader.open_next(Some(source))?;
    }
    Ok(reader)
}

/// The page of a record that the caller holds, and the problems with it.
#[cfg(feature = "python")]
pub(crate) fn pages_of_record(
    record: &serde_json::Value,
    options: &ReadOptions,
    source: String,
) -> impl Iterator<Item = Item> {
    let mut found = Found::default();
    json::record_of_value(record, options, source, &mut found);
    found.into_iter()
}

/// The pages of a source: an iterator that holds one open file.
pub struct Reader {
    entries: std::vec::IntoIter<Entry>,
    options: Arc<ReadOptions>,
    current: Option<Current>,
    found: Found,
    files: usize,
}

struct Current {
    path: String,
    opened: Opened,
    /// Nothing has come of the file yet.
    is_silent: bool,
}

impl Reader {
    fn new(entries: Vec<Entry>, options: &ReadOptions) -> Self {
        let files = entries.len();
        Self {
            entries: entries.into_iter(),
            options: Arc::new(options.clone()),
            current: None,
            found: Found::default(),
            files,
        }
    }

    /// How much of the source has been read, from 0 to 1: whole files, and the bytes of the open one.
    pub fn progress(&self) -> f64 {
        let open = self.current.as_ref().map_or(0.0, |current| {
            let opened = &current.opened;
            let used = opened.used.load(Ordering::Relaxed).min(opened.length) as f64;
            1.0 - if opened.length > 0 { used / opened.length as f64 } else { 0.0 }
        });
        1.0 - (self.entries.len() as f64 + open) / self.files.max(1) as f64
    }

    /// Opens the next file. A table without a text column is the caller's error where it is all
    /// that the caller named.
    fn open_next(&mut self, named: Option<&str>) -> Result<bool, Error> {
        let path = match self.entries.next() {
            None => return Ok(false),
            Some(Entry::Unreadable(path, error)) => {
                self.found.problem(&path.to_string_lossy(), Stage::Read, error);
                return Ok(true);
            }
            Some(Entry::File(path)) => path,
        };
        let name = path.to_string_lossy().into_owned();
        match file::open(&path, &self.options) {
            Ok(opened) => self.current = Some(Current { path: name, opened, is_silent: true }),
            Err(Failure::Columns(error)) => match named {
                Some(source) => return Err(Error::input(format!("{source}: {error}"))),
                None => self.found.problem(&name, Stage::Read, error),
            },
            Err(Failure::Unreadable(error)) => self.found.problem(&name, Stage::Read, error),
            Err(Failure::Undecodable(error)) => self.found.problem(&name, Stage::Decode, error),
        }
        Ok(true)
    }

    /// Reads on in the open file, and closes it at its end.
    fn read_on(&mut self) {
        let Some(current) = self.current.as_mut() else { return };
        let more = current.opened.records.read_on(&mut self.found);
        current.is_silent &= self.found.0.is_empty();
        if more {
            return;
        }
        if current.is_silent {
            self.found.problem(&current.path, Stage::Read, "there is no document in the file");
        }
        self.current = None;
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.found.0.pop_front() {
                return Some(item);
            }
            if self.current.is_some() {
                self.read_on();
            } else if !self.open_next(None).unwrap_or(true) {
                return None;
            }
        }
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("files", &self.files).field("left", &self.entries.len()).finish_non_exhaustive()
    }
}

/// Why a file could not be opened.
enum Failure {
    /// A table lacks the columns that are needed.
    Columns(String),
    Unreadable(String),
    /// Its bytes are no text.
    Undecodable(String),
}

/// What a file of records gives, a step at a time.
trait Records: Send {
    /// Reads a little and adds what it found, perhaps nothing; `false` at the end.
    fn read_on(&mut self, found: &mut Found) -> bool;
}

/// Pages and problems that wait to be taken.
#[derive(Debug, Default)]
struct Found(VecDeque<Item>);

impl Found {
    fn page(&mut self, page: Page) {
        self.0.push_back(Ok(page));
    }

    fn problem(&mut self, source: &str, stage: Stage, error: impl Into<String>) {
        self.0.push_back(Err(Problem { source: source.into(), stage, error: error.into() }));
    }

    fn push(&mut self, item: Item) {
        self.0.push_back(item);
    }
}

impl IntoIterator for Found {
    type Item = Item;
    type IntoIter = std::collections::vec_deque::IntoIter<Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// What is told of a record beyond the bound.
fn too_long() -> String {
    format!("longer than the {} MB that one text may have", MAX_RECORD >> 20)
}
