//! From files, archives and tables to raw [`Page`]s.
//!
//! In: paths, globs, bytes, Arrow record batches. Out: an iterator of pages, or of [`Problem`]s
//! where a document cannot be read; the rest goes on. Nothing here understands news.

use crate::document::{Media, Page, Problem};
use crate::error::Error;

/// How a source is to be read; the default lets names and contents decide.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// `txt`, `html`, `json`, `jsonl`, `csv`, `tsv`, `parquet` or `warc`, for sources whose name does not tell.
    pub format: Option<String>,
    /// From our column names (`text`, `title`, `published`, `url`, `outlet`, `byline`, `agency`, `tags`, `language`, `source`) to the source's.
    pub columns: std::collections::BTreeMap<String, String>,
}

/// The pages of a file, a folder or a glob, in a fixed order, read as they are asked for.
pub fn open(
    _source: &str,
    _options: &ReadOptions,
) -> Result<Box<dyn Iterator<Item = Result<Page, Problem>> + Send>, Error> {
    Ok(Box::new(std::iter::empty()))
}

/// Plain text or HTML, by what stands in it.
pub(crate) fn media_of(text: &str) -> Media {
    let head = text.trim_start().get(..15).unwrap_or(text).to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") { Media::Html } else { Media::Plain }
}
