//! From bytes of any encoding to text, with the way back to the bytes.
//!
//! The encoding is, in this order: that of the byte order mark; UTF-8 where the bytes can hardly be
//! anything else; the declared one (HTTP, `<meta charset>`, XML); UTF-8 where the bytes are valid;
//! UTF-16 where every other byte is zero; UTF-8 where all but a few bytes are valid; else a guess
//! from the frequencies of letters. `caf\xE9` is read as Latin-1, and the span of its `é` leads to
//! the one byte `E9`. What cannot be decoded becomes U+FFFD, which leads to the malformed bytes.

use crate::error::Error;
use crate::text::{Origin, OriginBuilder, Span};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use once_cell::sync::Lazy;
use regex::bytes::Regex;
use std::sync::Arc;

/// Bytes read as text.
#[derive(Debug, Clone)]
pub struct Decoded {
    pub text: String,
    /// Where each character stands in the bytes; `None` where text and bytes are the same.
    pub origin: Option<Arc<Origin>>,
    /// The encoding's name in the WHATWG standard: `UTF-8`, `windows-1252`, `GBK`.
    pub encoding: &'static str,
    /// How many malformed sequences became U+FFFD.
    pub malformed: usize,
}

/// Bytes of any encoding as text.
///
/// ```
/// let decoded = dateline::read::decode(b"Le pr\xE9sident a \xE9t\xE9 re\xE7u \xE0 Gen\xE8ve.")?;
/// assert_eq!(decoded.text, "Le président a été reçu à Genève.");
/// # Ok::<(), dateline::Error>(())
/// ```
///
/// # Errors
/// Where the bytes are no text (a picture, a PDF, random bytes), or more than 256 MB of them.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    decode_as(bytes, None).map_err(Error::input)
}

/// As [`decode`], with the label of an encoding that was declared outside of the bytes.
pub(super) fn decode_as(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, String> {
    if bytes.len() > super::MAX_RECORD {
        return Err(format!("the text is longer than {} MB", super::MAX_RECORD >> 20));
    }
    if let Some(kind) = kind_of_binary(bytes) {
        return Err(format!("not a text but {kind}"));
    }
    let (encoding, skip) = encoding_of(bytes, declared);
    let decoded = transcode(bytes, skip, encoding);
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if wide && has_many_controls(decoded.text.as_bytes()) {
        return Err("not a text but binary data".into());
    }
    // Every malformed sequence stands as three bytes of text.
    if decoded.malformed > 3 && decoded.malformed * 3 * 5 > decoded.text.len() {
        return Err(format!("not a text: {} malformed sequences as {}", decoded.malformed, decoded.encoding));
    }
    Ok(decoded)
}

impl Decoded {
    /// What to tell of malformed bytes, where they are more than a few.
    pub(super) fn complaint(&self) -> Option<String> {
        let many = self.malformed >= 10 && self.malformed * 200 > self.text.len();
        many.then(|| format!("{} malformed sequences as {}, each read as U+FFFD", self.malformed, self.encoding))
    }
}

/// The encoding that a whole file of records has, by its first bytes; `None` where they are UTF-8.
pub(super) fn legacy_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let (encoding, _) = encoding_of(head, None);
    (encoding != UTF_8).then_some(encoding)
}

/// The encoding, and the length of the byte order mark.
fn encoding_of(bytes: &[u8], declared: Option<&str>) -> (&'static Encoding, usize) {
    if let Some(marked) = Encoding::for_bom(bytes) {
        return marked;
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    let encoding = if valid && multibyte(bytes) >= 3 {
        UTF_8
    } else if let Some(encoding) = declared_encoding(bytes, declared).filter(|&e| valid || e != UTF_8) {
        encoding
    } else if valid && memmem::find(bytes, b"\x1b$").is_none() {
        utf_16_by_zeros(bytes).unwrap_or(UTF_8)
    } else {
        utf_16_by_zeros(bytes).unwrap_or_else(|| guess(bytes))
    };
    (encoding, 0)
}

/// What the carrier or the page itself declares.
fn declared_encoding(bytes: &[u8], declared: Option<&str>) -> Option<&'static Encoding> {
    static IN_PAGE: Lazy<Option<Regex>> = Lazy::new(|| {
        let meta = r#"<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([a-z0-9_:.-]+)"#;
        let xml = r#"\A\s*<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([a-z0-9_:.-]+)"#;
        Regex::new(&format!("(?i-u){meta}|{xml}")).ok()
    });
    if let Some(encoding) = declared.and_then(|label| Encoding::for_label_no_replacement(label.trim().as_bytes())) {
        return Some(encoding);
    }
    let found = IN_PAGE.as_ref()?.captures(&bytes[..bytes.len().min(4096)])?;
    let label = found.get(1).or_else(|| found.get(2))?;
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    // What could be read as ASCII to find the label is not UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// UTF-16 of mostly Latin text without a byte order mark: zeros in every second place.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if units >= 2 && odd * 10 >= units * 4 && even * 50 <= units => Some(UTF_16LE),
        () if units >= 2 && even * 10 >= units * 4 && odd * 50 <= units => Some(UTF_16BE),
        () => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut well, mut ill) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        well += multibyte(chunk.valid().as_bytes());
        ill += usize::from(!chunk.invalid().is_empty());
    }
    if well > ill * 8 || (well > 0 && ends_cut(bytes)) {
        return UTF_8;
    }
    let first = bytes.iter().position(|&b| b >= 0x80 || b == 0x1b).unwrap_or(0).saturating_sub(16);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[first..bytes.len().min(first + (4 << 20))], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether nothing is wrong with the bytes as UTF-8 but that the last character is not whole.
pub(super) fn ends_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// How many characters of more than one byte begin here, the bytes being valid UTF-8.
fn multibyte(bytes: &[u8]) -> usize {
    if bytes.is_ascii() { 0 } else { bytes.iter().filter(|&&b| b >= 0xC0).count() }
}

/// What the bytes are, where they are no text.
pub(super) fn kind_of_binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"{\\rtf1", "an RTF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"Rar!\x1a", "a RAR archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"\xFD7zXZ", "xz-compressed data"),
        (b"BZh91AY", "bzip2-compressed data"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
        (b"SQLite format 3", "a database"),
        (b"PAR1", "a Parquet table"),
    ];
    if let Some((_, kind)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Some(kind);
    }
    let wide = Encoding::for_bom(bytes).is_some() || utf_16_by_zeros(bytes).is_some();
    (!wide && has_many_controls(bytes)).then_some("binary data")
}

fn has_many_controls(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let controls =
        head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b)).count();
    controls * 50 > head.len()
}

/// Bytes of a known encoding, from `skip` on.
pub(super) fn transcode(bytes: &[u8], skip: usize, encoding: &'static Encoding) -> Decoded {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(&bytes[skip..])
    {
        let origin = (skip > 0).then(|| {
            let mut builder = OriginBuilder::default();
            builder.copy(skip, text.len());
            Arc::new(builder.finish())
        });
        return Decoded { text: text.to_owned(), origin, encoding: encoding.name(), malformed: 0 };
    }
    let mut written = Written { text: String::with_capacity(bytes.len()), ..Written::default() };
    if encoding == UTF_8 {
        write_utf_8(bytes, skip, &mut written);
    } else if encoding.is_single_byte() {
        write_single_bytes(bytes, skip, encoding, &mut written);
    } else {
        write_units(bytes, skip, encoding, &mut written);
    }
    let origin = Some(Arc::new(written.origin.finish()));
    Decoded { text: written.text, origin, encoding: encoding.name(), malformed: written.malformed }
}

#[derive(Default)]
struct Written {
    text: String,
    origin: OriginBuilder,
    malformed: usize,
}

impl Written {
    /// Text whose bytes are the same in the source, at `source`.
    fn copy(&mut self, source: usize, text: &str) {
        self.text.push_str(text);
        self.origin.copy(source, text.len());
    }

    fn unit(&mut self, start: usize, end: usize, text: &str) {
        self.text.push_str(text);
        self.origin.replace(Span::new(start, end), text.len());
    }

    fn malformed(&mut self, start: usize, end: usize) {
        self.malformed += 1;
        self.unit(start, end, "\u{FFFD}");
    }

    /// Copies the ASCII characters at the front; gives how many.
    fn ascii_run(&mut self, bytes: &[u8], at: usize) -> usize {
        let length = Encoding::ascii_valid_up_to(&bytes[at..]);
        if let Ok(run) = std::str::from_utf8(&bytes[at..at + length]) {
            self.copy(at, run);
        }
        length
    }
}

fn write_utf_8(bytes: &[u8], skip: usize, written: &mut Written) {
    let mut at = skip;
    for chunk in bytes[skip..].utf8_chunks() {
        written.copy(at, chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            written.malformed(at, at + chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
}

fn write_single_bytes(bytes: &[u8], skip: usize, encoding: &'static Encoding, written: &mut Written) {
    let upper: Vec<u8> = (0x80..=0xFF).collect();
    let table: Vec<char> = encoding.decode_without_bom_handling(&upper).0.chars().collect();
    let mut at = skip;
    let mut utf_8 = [0; 4];
    while at < bytes.len() {
        at += written.ascii_run(bytes, at);
        let Some(&byte) = bytes.get(at) else { break };
        match table.get(usize::from(byte & 0x7F)) {
            Some(&c) if c != '\u{FFFD}' => written.unit(at, at + 1, c.encode_utf8(&mut utf_8)),
            _ => written.malformed(at, at + 1),
        }
        at += 1;
    }
}

/// Encodings of several bytes a character: the decoder is fed byte by byte, so that each
/// character shows how many bytes it took; runs of ASCII are copied whole.
fn write_units(bytes: &[u8], skip: usize, encoding: &'static Encoding, written: &mut Written) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // The unit begins at `unit`; the decoder has been fed up to `at`.
    let (mut unit, mut at) = (skip, skip);
    let mut buffer = [0; 64];
    loop {
        if unit == at {
            at += ascii_units(bytes, at, encoding, written);
            unit = at;
        }
        let end = at >= bytes.len();
        let input = if end { &[][..] } else { &bytes[at..=at] };
        let (result, read, length) = decoder.decode_to_utf8_without_replacement(input, &mut buffer, end);
        at += read;
        if let Some(text) = std::str::from_utf8(&buffer[..length]).ok().filter(|text| !text.is_empty()) {
            written.unit(unit, at, text);
            unit = at;
        }
        match result {
            DecoderResult::Malformed(bad, after) => {
                let bad_end = at - usize::from(after);
                written.malformed(bad_end.saturating_sub(bad.into()).max(skip), bad_end);
                unit = bad_end;
                // The bytes after the malformed ones are read again, each with its own place;
                // ISO-2022-JP alone has a state to keep.
                let kept = after > 0 && encoding == ISO_2022_JP;
                if after > 0 && !kept {
                    at = bad_end;
                }
                if !kept && (end || after > 0) {
                    decoder = encoding.new_decoder_without_bom_handling();
                }
            }
            _ if end => return,
            _ => {}
        }
        let escaped = encoding == ISO_2022_JP && at - unit == 3 && bytes[unit] == 0x1b;
        if escaped {
            unit = at;
        }
    }
}

/// Copies the ASCII characters at the front, where the encoding writes them in one way only; gives their bytes.
fn ascii_units(bytes: &[u8], at: usize, encoding: &'static Encoding, written: &mut Written) -> usize {
    if encoding.is_ascii_compatible() {
        return written.ascii_run(bytes, at);
    }
    let (low, high) = match encoding {
        e if e == UTF_16LE => (0, 1),
        e if e == UTF_16BE => (1, 0),
        _ => return 0,
    };
    let mut length = 0;
    for pair in bytes[at..].chunks_exact(2).take_while(|pair| pair[high] == 0 && pair[low] < 0x80) {
        let mut utf_8 = [0; 4];
        written.unit(at + length, at + length + 2, char::from(pair[low]).encode_utf8(&mut utf_8));
        length += 2;
    }
    length
}

#[cfg(test)]
mod tests;
