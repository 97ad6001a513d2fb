//! Where values of JSON begin and end in a stream, without their being parsed.

use super::MAX_RECORD;
use super::unpack::Bytes;
use std::io::BufRead;

/// A stream of JSON, cut into values.
pub(super) struct Scan {
    bytes: Bytes,
    place: u64,
    at_start: bool,
}

/// Whether a value was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scanned {
    Whole,
    /// Longer than the bound: skipped to its end.
    TooLong,
}

impl Scan {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self { bytes, place: 0, at_start: true }
    }

    /// How many bytes have been read.
    pub(super) fn place(&self) -> u64 {
        self.place
    }

    fn fill(&mut self) -> Result<&[u8], String> {
        self.bytes.fill_buf().map_err(|error| error.to_string())
    }

    fn consume(&mut self, length: usize) {
        self.bytes.consume(length);
        self.place += length as u64;
    }

    /// The next byte that is no white space; it stays in the stream.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, String> {
        if std::mem::take(&mut self.at_start) && self.fill()?.starts_with("\u{FEFF}".as_bytes()) {
            self.consume(3);
        }
        loop {
            let part = self.fill()?;
            if part.is_empty() {
                return Ok(None);
            }
            let space = part.iter().take_while(|b| b.is_ascii_whitespace() || **b == 0x1e).count();
            let next = part.get(space).copied();
            self.consume(space);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Passes over the byte that [`Self::peek`] gave.
    pub(super) fn skip(&mut self) {
        self.consume(1);
    }

    /// Appends the value that begins at the next byte.
    pub(super) fn value(&mut self, out: &mut Vec<u8>) -> Result<Scanned, String> {
        self.scan(Walk::default(), out)
    }

    /// Appends the rest of an array that has been begun, its bracket included.
    pub(super) fn rest_of_array(&mut self, out: &mut Vec<u8>) -> Result<Scanned, String> {
        self.scan(Walk { depth: 1, ..Walk::default() }, out)
    }

    fn scan(&mut self, mut walk: Walk, out: &mut Vec<u8>) -> Result<Scanned, String> {
        let mut too_long = false;
        loop {
            let part = self.fill()?;
            if part.is_empty() {
                // Only a bare number or word may end with the stream.
                if walk.is_scalar && walk.any {
                    break;
                }
                return Err(format!("a value is cut off at byte {}", self.place));
            }
            let end = walk.end_in(part);
            let length = end.unwrap_or(part.len());
            too_long |= out.len() + length > MAX_RECORD;
            if !too_long {
                out.extend_from_slice(&part[..length]);
            }
            self.consume(length);
            if end.is_some() {
                break;
            }
        }
        Ok(if too_long { Scanned::TooLong } else { Scanned::Whole })
    }
}

/// The state between two parts of a value.
#[derive(Debug, Default)]
struct Walk {
    depth: u64,
    in_string: bool,
    escaped: bool,
    any: bool,
    is_scalar: bool,
}

impl Walk {
    /// Where the value ends, if in this part.
    fn end_in(&mut self, part: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < part.len() {
            if self.in_string {
                at = self.string(part, at);
                if !self.in_string && self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            match part[at] {
                b'"' if !self.is_scalar => self.in_string = true,
                b'{' | b'[' if !self.is_scalar => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => {
                    // A stray mark is a value of its own, so that the stream goes forward.
                    return Some(if self.any { at } else { at + 1 });
                }
                _ if self.depth == 0 => self.is_scalar = true,
                _ => {}
            }
            self.any = true;
            at += 1;
        }
        None
    }

    /// Passes over a string's bytes; gives the place after them.
    fn string(&mut self, part: &[u8], mut at: usize) -> usize {
        if std::mem::take(&mut self.escaped) {
            at += 1;
        }
        while let Some(next) = part.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            at += next + 1;
            if part[at - 1] == b'"' {
                self.in_string = false;
                return at;
            }
            if at == part.len() {
                self.escaped = true;
                return at;
            }
            at += 1;
        }
        part.len()
    }
}

/// JSON with what some programs write beside the standard made standard: `NaN` and `Infinity` are
/// null, half a surrogate pair is U+FFFD, control characters in strings are escaped.
pub(super) fn mend(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let (mut at, mut in_string) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let (written, read): (&[u8], usize) = match byte {
            b'"' => {
                in_string = !in_string;
                (b"\"", 1)
            }
            b'\\' if in_string => escape(rest),
            0..0x20 if in_string => {
                out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                (b"", 1)
            }
            _ if !in_string && rest.starts_with(b"NaN") => (b"null", 3),
            _ if !in_string && rest.starts_with(b"-Infinity") => (b"null", 9),
            _ if !in_string && rest.starts_with(b"Infinity") => (b"null", 8),
            _ => (&rest[..1], 1),
        };
        out.extend_from_slice(written);
        at += read;
    }
    out
}

/// An escape sequence as it is to be written, and its length.
fn escape(rest: &[u8]) -> (&[u8], usize) {
    match code_unit(rest) {
        Some(0xD800..=0xDBFF) => match code_unit(rest.get(6..).unwrap_or_default()) {
            Some(0xDC00..=0xDFFF) => (&rest[..12], 12),
            _ => (b"\\ufffd", 6),
        },
        Some(0xDC00..=0xDFFF) => (b"\\ufffd", 6),
        Some(_) => (&rest[..6], 6),
        None if rest.len() < 2 => (rest, rest.len()),
        None if b"\"\\/bfnrtu".contains(&rest[1]) => (&rest[..2], 2),
        // `\'` and the like mean the character.
        None => (&rest[1..2], 2),
    }
}

/// The number of `\u1234`.
fn code_unit(rest: &[u8]) -> Option<u32> {
    let digits = rest.strip_prefix(b"\\u")?.get(..4)?;
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read};

    fn scan(text: &'static str, step: usize) -> Scan {
        let bytes: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(step, text.as_bytes()));
        Scan::new(Cursor::new(std::sync::Arc::<[u8]>::from([])).chain(bytes))
    }

    #[test]
    fn values_end_where_they_end_however_the_bytes_arrive() {
        for step in 1..9 {
            let mut scan = scan(r#" {"a":[1,"}\"\\"]} "x\\" -1.5e3 [[],{}]"#, step);
            for expected in [r#"{"a":[1,"}\"\\"]}"#, r#""x\\""#, "-1.5e3", "[[],{}]"] {
                let mut out = Vec::new();
                assert!(scan.peek().unwrap().is_some());
                assert_eq!(scan.value(&mut out), Ok(Scanned::Whole));
                assert_eq!(String::from_utf8(out).unwrap(), expected);
            }
            assert_eq!(scan.peek(), Ok(None));
        }
    }

    #[test]
    fn a_value_that_is_cut_off_is_told_with_its_place() {
        let mut scan = scan(r#"{"a": "b"#, 64);
        assert!(scan.value(&mut Vec::new()).unwrap_err().contains("byte 8"));
    }

    #[test]
    fn what_python_writes_is_mended() {
        let mended = mend(br#"{"a": NaN, "b": "NaN \ud83d x \ud83d\ude00 \'", "c": -Infinity}"#);
        let value: serde_json::Value = serde_json::from_slice(&mended).unwrap();
        assert_eq!(value["b"], "NaN \u{FFFD} x 😀 '");
        assert!(value["a"].is_null() && value["c"].is_null());
        let value: serde_json::Value = serde_json::from_slice(&mend(b"{\"a\": \"one\ntwo\"}")).unwrap();
        assert_eq!(value["a"], "one\ntwo");
    }
}
