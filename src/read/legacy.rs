//! Files of records that are not in UTF-8: tables that a spreadsheet wrote, mostly.
//!
//! Every record is taken as UTF-8 where it is valid. The first that is not settles the encoding of
//! the file by a guess, unless the head of the file did.

use super::decode::{decode_as, ends_cut, legacy_encoding};
use super::unpack::Bytes;
use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

/// The encoding of the records that are not UTF-8.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Legacy {
    encoding: Option<&'static Encoding>,
}

impl Legacy {
    /// A record's bytes as UTF-8.
    pub(super) fn utf_8<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        match self.text(bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// A cell's bytes as text.
    pub(super) fn text<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, str> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        if self.encoding.is_none() {
            // A few bad bytes in UTF-8 settle nothing.
            self.encoding = legacy_encoding(bytes);
        }
        match self.encoding {
            Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
            None => String::from_utf8_lossy(bytes),
        }
    }
}

/// The bytes of a file of records in an encoding that has ASCII's own marks: UTF-16 is made UTF-8
/// as it is read, and all else is left for [`Legacy`] to read record by record.
pub(super) fn open(bytes: Bytes, head: &[u8]) -> (Bytes, Legacy) {
    let whole = &head[..head.len().min(4096)];
    if decode_as(whole, None).is_err() {
        return (bytes, Legacy::default());
    }
    match legacy_encoding(head) {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let decoder = encoding.new_decoder_with_bom_removal();
            let utf_8 = Transcoded { bytes, decoder, ended: false };
            let utf_8: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(64 << 10, utf_8));
            (Cursor::new(Arc::<[u8]>::from([])).chain(utf_8), Legacy::default())
        }
        // The head may end in the middle of a character.
        encoding => (bytes, Legacy { encoding: encoding.filter(|_| !ends_cut(head)) }),
    }
}

struct Transcoded {
    bytes: Bytes,
    decoder: Decoder,
    ended: bool,
}

impl Read for Transcoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // Room for one character at least; the reader above asks for much more.
        if self.ended || out.len() < 4 {
            return Ok(0);
        }
        loop {
            let input = self.bytes.fill_buf()?;
            let last = input.is_empty();
            let (_, read, written, _) = self.decoder.decode_to_utf8(input, out, last);
            self.bytes.consume(read);
            self.ended = last && written < out.len();
            if written > 0 || last {
                return Ok(written);
            }
        }
    }
}
