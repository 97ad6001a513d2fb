//! One file: its format, and the records or the one document in it.

use super::batches::Parquet;
use super::decode::{decode_as, kind_of_binary};
use super::delimited::Delimited;
use super::json::Json;
use super::lines::Lines;
use super::media::media_of;
use super::unpack::{self, Bytes, Input};
use super::warc::Warc;
use super::{Failure, Found, MAX_RECORD, ReadOptions, Records, legacy};
use crate::document::{Given, Media, Page, Stage};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// How a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Html,
    Json,
    Jsonl,
    Csv,
    Tsv,
    Parquet,
    Warc,
}

/// Every format with the endings of names that stand for it; its own name is the first.
const FORMATS: [(Format, &[&str]); 8] = [
    (Format::Text, &["txt", "text", "md", "markdown"]),
    (Format::Html, &["html", "htm", "xhtml"]),
    (Format::Json, &["json"]),
    (Format::Jsonl, &["jsonl", "ndjson", "jsonlines"]),
    (Format::Csv, &["csv"]),
    (Format::Tsv, &["tsv", "tab"]),
    (Format::Parquet, &["parquet", "pq"]),
    (Format::Warc, &["warc", "wet"]),
];

impl Format {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let name = name.trim_start_matches('.').to_ascii_lowercase();
        FORMATS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|&(format, _)| format)
    }

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|(_, names)| names[0])
    }

    fn of_path(path: &Path) -> Option<Self> {
        let mut name = path.file_name()?.to_str()?.to_ascii_lowercase();
        for packed in [".gz", ".gzip", ".zst", ".zstd"] {
            if let Some(inner) = name.strip_suffix(packed) {
                name.truncate(inner.len());
                break;
            }
        }
        Self::from_name(name.rsplit_once('.')?.1)
    }

    /// By what the file begins with, for names that do not tell.
    fn of_head(head: &[u8]) -> Self {
        let start = head.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(head).trim_ascii_start();
        let then = start.get(1..).unwrap_or_default().trim_ascii_start();
        match start {
            _ if head.starts_with(b"PAR1") => Self::Parquet,
            _ if start.starts_with(b"WARC/") => Self::Warc,
            [b'{', ..] if then.starts_with(b"\"") => Self::Json,
            [b'[', ..] if then.starts_with(b"{\"") || then.starts_with(b"{ \"") || then.starts_with(b"{\n") => {
                Self::Json
            }
            _ => Self::Text,
        }
    }
}

/// An opened file.
pub(super) struct Opened {
    pub(super) records: Box<dyn Records>,
    /// How many bytes of it have been used, of how many.
    pub(super) used: Arc<AtomicU64>,
    pub(super) length: u64,
}

pub(super) fn open(path: &Path, options: &Arc<ReadOptions>) -> Result<Opened, Failure> {
    let unreadable = |error: std::io::Error| Failure::Unreadable(error.to_string());
    let input = unpack::open(path).map_err(unreadable)?;
    let length = std::fs::metadata(path).map(|data| data.len()).unwrap_or_default();
    let chosen = options.format.as_deref().and_then(Format::from_name).or_else(|| Format::of_path(path));
    let format = chosen.unwrap_or_else(|| Format::of_head(&input.head));
    let source = path.to_string_lossy().into_owned();
    let used = input.used.clone();
    let records = records_of(format, path, input, source, options)?;
    Ok(Opened { records, used, length })
}

fn records_of(
    format: Format,
    path: &Path,
    input: Input,
    source: String,
    options: &Arc<ReadOptions>,
) -> Result<Box<dyn Records>, Failure> {
    if format == Format::Parquet {
        return parquet(path, input, source, options);
    }
    if let Some(kind) = kind_of_binary(&input.head).filter(|_| format != Format::Warc) {
        return Err(Failure::Undecodable(format!("not a text but {kind}")));
    }
    let Input { head, bytes, .. } = input;
    let options = options.clone();
    Ok(match format {
        Format::Text => Box::new(Document { bytes, source, media: None }),
        Format::Html => Box::new(Document { bytes, source, media: Some(Media::Html) }),
        Format::Json => {
            let (bytes, legacy) = legacy::open(bytes, &head);
            Box::new(Json::new(bytes, source, legacy, options))
        }
        Format::Jsonl => {
            let (bytes, legacy) = legacy::open(bytes, &head);
            Box::new(Lines::new(bytes, source, legacy, options))
        }
        Format::Csv => Box::new(Delimited::open(bytes, &head, source, None, &options)?),
        Format::Tsv => Box::new(Delimited::open(bytes, &head, source, Some(b'\t'), &options)?),
        Format::Warc => Box::new(Warc::new(bytes, source)),
        Format::Parquet => return Err(Failure::Unreadable("a Parquet file".into())),
    })
}

/// Parquet is read from its end: a packed file is unpacked into memory first.
fn parquet(
    path: &Path,
    mut input: Input,
    source: String,
    options: &Arc<ReadOptions>,
) -> Result<Box<dyn Records>, Failure> {
    const LIMIT: usize = 4 << 30;
    let unreadable = |error: std::io::Error| Failure::Unreadable(error.to_string());
    if !input.packed {
        let file = File::open(path).map_err(unreadable)?;
        return Ok(Box::new(Parquet::open_file(file, source, options.clone())?));
    }
    let bytes = unpack::read_all(&mut input.bytes, LIMIT).map_err(unreadable)?;
    Ok(Box::new(Parquet::open_bytes(bytes, source, options.clone())?))
}

/// A file that is one document.
struct Document {
    bytes: Bytes,
    source: String,
    /// `None` where the text is to show it.
    media: Option<Media>,
}

impl Records for Document {
    fn read_on(&mut self, found: &mut Found) -> bool {
        let source = std::mem::take(&mut self.source);
        let bytes = match unpack::read_all(&mut self.bytes, MAX_RECORD) {
            Ok(bytes) => bytes,
            Err(error) => {
                found.problem(&source, Stage::Read, error.to_string());
                return false;
            }
        };
        match decode_as(&bytes, None) {
            Err(error) => found.problem(&source, Stage::Decode, error),
            Ok(decoded) if decoded.text.trim().is_empty() => found.problem(&source, Stage::Read, "the file is empty"),
            Ok(decoded) => {
                if let Some(complaint) = decoded.complaint() {
                    found.problem(&source, Stage::Decode, complaint);
                }
                let media = self.media.unwrap_or_else(|| media_of(&decoded.text));
                found.page(Page {
                    source,
                    text: decoded.text,
                    decoded: decoded.origin,
                    media,
                    given: Given::default(),
                });
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_heads_show_the_format() {
        assert_eq!(Format::of_path(Path::new("a/News.JSONL.gz")), Some(Format::Jsonl));
        assert_eq!(Format::of_path(Path::new("CC.warc.wet.gz")), Some(Format::Warc));
        assert_eq!(Format::of_path(Path::new("a.b/news")), None);
        assert_eq!(Format::of_head(b"WARC/1.0\r\n"), Format::Warc);
        assert_eq!(Format::of_head(b" [ {\"text\": 1}]"), Format::Json);
        assert_eq!(Format::of_head(b"[Updated] The talks"), Format::Text);
        assert_eq!(Format::of_head(b""), Format::Text);
    }
}
