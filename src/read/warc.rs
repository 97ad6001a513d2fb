//! WARC archives, of crawlers: a page a document.
//!
//! A document is a `response` of status 2xx, a `resource` or a `conversion` whose type is HTML or
//! plain text. Everything else is no document and gives neither page nor problem: requests,
//! metadata, `warcinfo`, revisits, redirections and error pages, pictures and other media. Records
//! count from 1 in the order of the archive, those passed over too. `WARC-Date` is when the crawler
//! came by, and says nothing of the publication.

use super::decode::decode_as;
use super::http::{Headers, Response};
use super::media::media_of;
use super::unpack::{Bytes, Line, read_line};
use super::{Found, MAX_RECORD, Records, too_long};
use crate::document::{Given, Media, Page, Stage};
use std::io::{self, Read};

const MAX_HEADER_LINE: usize = 1 << 20;
const MAX_HEADER_LINES: usize = 1000;

pub(super) struct Warc {
    bytes: Bytes,
    source: String,
    nth: u64,
    line: Vec<u8>,
    block: Vec<u8>,
}

/// Where the archive cannot be read on, or not further than this record.
enum Stop {
    End,
    Broken(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Warc {
    pub(super) fn new(bytes: Bytes, source: String) -> Self {
        Self { bytes, source, nth: 0, line: Vec::new(), block: Vec::new() }
    }

    fn record(&mut self, found: &mut Found) -> Result<(), Stop> {
        self.find_record(found)?;
        self.nth += 1;
        let source = format!("{}#{}", self.source, self.nth);
        let headers = self.headers()?;
        let Some(length) = headers.value("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            found.problem(&source, Stage::Read, "the record does not say how long it is");
            return Ok(());
        };
        let kind = headers.value("warc-type").unwrap_or_default().to_ascii_lowercase();
        let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion" | "continuation");
        if !wanted || length > MAX_RECORD as u64 {
            if wanted {
                found.problem(&source, Stage::Read, too_long());
            }
            let skipped = io::copy(&mut self.bytes.by_ref().take(length), &mut io::sink())?;
            return if skipped < length { Err(cut_off(length, skipped)) } else { Ok(()) };
        }
        self.block.clear();
        let read = self.bytes.by_ref().take(length).read_to_end(&mut self.block)? as u64;
        if read < length {
            return Err(cut_off(length, read));
        }
        if headers.value("warc-segment-number").is_some() {
            found.problem(&source, Stage::Read, "the record is one of several segments, which are not joined");
            return Ok(());
        }
        give_document(&headers, &kind, &self.block, source, found);
        Ok(())
    }

    /// Reads up to the line that begins a record; what else stands there is told.
    fn find_record(&mut self, found: &mut Found) -> Result<(), Stop> {
        let mut strays = 0u64;
        loop {
            match read_line(&mut self.bytes, &mut self.line, MAX_HEADER_LINE)? {
                Line::End if strays == 0 => return Err(Stop::End),
                Line::Read if self.line.starts_with(b"WARC/") => break,
                Line::Read if self.line.is_empty() => continue,
                Line::End => break,
                _ => strays += self.line.len() as u64 + 1,
            }
        }
        if strays > 0 {
            let message = format!("{strays} bytes that belong to no record, after record {}", self.nth);
            found.problem(&self.source, Stage::Read, message);
        }
        if self.line.starts_with(b"WARC/") { Ok(()) } else { Err(Stop::End) }
    }

    fn headers(&mut self) -> Result<Headers, Stop> {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        loop {
            match read_line(&mut self.bytes, &mut self.line, MAX_HEADER_LINE)? {
                Line::Read if self.line.is_empty() => return Ok(Headers::read(lines.iter().map(Vec::as_slice))),
                Line::Read if lines.len() < MAX_HEADER_LINES => lines.push(self.line.clone()),
                Line::End => return Err(Stop::Broken("the record's headers are cut off".into())),
                _ => return Err(Stop::Broken("the record's headers are too long".into())),
            }
        }
    }
}

fn cut_off(length: u64, read: u64) -> Stop {
    Stop::Broken(format!("the record is cut off: {read} of its {length} bytes are there"))
}

impl Records for Warc {
    fn read_on(&mut self, found: &mut Found) -> bool {
        match self.record(found) {
            Ok(()) => true,
            Err(Stop::End) => false,
            Err(Stop::Broken(error)) => {
                found.problem(
                    &self.source,
                    Stage::Read,
                    format!("{error}, at record {}; the records before it were read", self.nth.max(1)),
                );
                false
            }
        }
    }
}

/// Gives the page of a record, where it is a document.
fn give_document(headers: &Headers, kind: &str, block: &[u8], source: String, found: &mut Found) {
    let response = (kind == "response").then(|| Response::split(block)).flatten();
    let of_body = response.as_ref().map_or(headers, |response| &response.headers);
    let media = match of_body.media_type().as_deref() {
        Some("text/html" | "application/xhtml+xml") => Some(Media::Html),
        Some("text/plain") => Some(Media::Plain),
        // Servers leave the type out now and then: a page shows itself.
        None | Some("" | "application/octet-stream" | "unk") => None,
        Some(_) => return,
    };
    if response.as_ref().is_some_and(|response| !(200..300).contains(&response.status)) {
        return;
    }
    let body = match &response {
        Some(response) => match response.body() {
            Ok(body) => body,
            Err(error) => return found.problem(&source, Stage::Decode, error),
        },
        None => block.to_vec(),
    };
    let decoded = match decode_as(&body, of_body.charset()) {
        Ok(decoded) => decoded,
        Err(_) if media.is_none() => return,
        Err(error) => return found.problem(&source, Stage::Decode, error),
    };
    let seen = media_of(&decoded.text);
    if media.is_none() && seen == Media::Plain {
        return;
    }
    if decoded.text.trim().is_empty() {
        return found.problem(&source, Stage::Read, "the body is empty");
    }
    if let Some(reason) = headers.value("warc-truncated") {
        found.problem(&source, Stage::Read, format!("the crawler cut the page off ({reason}); what it kept is read"));
    }
    if let Some(complaint) = decoded.complaint() {
        found.problem(&source, Stage::Decode, complaint);
    }
    let url = headers.value("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let given = Given { url: url.filter(|url| !url.is_empty()), ..Given::default() };
    let media = if seen == Media::Html { seen } else { media.unwrap_or(seen) };
    found.page(Page { source, text: decoded.text, decoded: decoded.origin, media, given });
}
