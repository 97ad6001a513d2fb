//! The response that a crawler stored: status and headers, and the body with its codings undone.

use super::{MAX_RECORD, too_long, unpack};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Header lines: names in lower case, with their values.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// The lines of a block up to its blank line; lines without a colon continue the one before.
    pub(super) fn read<'b>(lines: impl Iterator<Item = &'b [u8]>) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            let text = String::from_utf8_lossy(line);
            match (text.starts_with([' ', '\t']), text.split_once(':')) {
                (false, Some((name, value))) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
                }
                _ => {
                    if let Some((_, value)) = headers.last_mut() {
                        value.push(' ');
                        value.push_str(text.trim());
                    }
                }
            }
        }
        Self(headers)
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The media type in lower case, without its parameters.
    pub(super) fn media_type(&self) -> Option<String> {
        let value = self.value("content-type")?;
        Some(value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase())
    }

    pub(super) fn charset(&self) -> Option<&str> {
        let parameters = self.value("content-type")?.split(';').skip(1);
        let charset = parameters
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        charset.map(|(_, value)| value.trim().trim_matches(['"', '\'']))
    }
}

/// A stored response.
pub(super) struct Response<'b> {
    pub(super) status: u16,
    pub(super) headers: Headers,
    body: &'b [u8],
}

impl<'b> Response<'b> {
    /// Splits a block into status, headers and body; `None` where it is no HTTP.
    pub(super) fn split(block: &'b [u8]) -> Option<Self> {
        if !block.starts_with(b"HTTP/") {
            return None;
        }
        let mut at = 0;
        let mut lines = Vec::new();
        while at < block.len() {
            let end = memchr::memchr(b'\n', &block[at..]).map_or(block.len(), |end| at + end);
            let line = block[at..end].trim_ascii_end();
            at = (end + 1).min(block.len());
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let first = String::from_utf8_lossy(lines.first()?).into_owned();
        let status = first.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, headers: Headers::read(lines.into_iter().skip(1)), body: &block[at..] })
    }

    /// The body as the server meant it. Archives often hold it with the codings undone and the
    /// headers left: what does not look coded is taken as it is.
    pub(super) fn body(&self) -> Result<Vec<u8>, String> {
        let named = |name: &str| self.headers.value(name).unwrap_or_default().to_ascii_lowercase();
        let chunked = named("transfer-encoding").contains("chunked").then(|| unchunk(self.body)).flatten();
        let mut body = chunked.unwrap_or_else(|| self.body.to_vec());
        for coding in named("content-encoding").rsplit(',').map(str::trim) {
            body = undo(coding, body)?;
        }
        Ok(body)
    }
}

/// The chunks' contents; `None` where there are no chunks. A last chunk that is cut off is kept.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        let end = at + memchr::memchr(b'\n', &body[at..])?;
        let line = body[at..end].split(|&b| b == b';').next()?.trim_ascii();
        let size = std::str::from_utf8(line).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size else { return (!out.is_empty()).then_some(out) };
        if size == 0 {
            break;
        }
        let start = end + 1;
        let stop = start.saturating_add(size).min(body.len());
        out.extend_from_slice(body.get(start..stop)?);
        at = stop;
        while at < body.len() && matches!(body[at], b'\r' | b'\n') && at < stop + 2 {
            at += 1;
        }
    }
    Some(out)
}

fn undo(coding: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let undone = match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            unpack::read_all(&mut MultiGzDecoder::new(&body[..]), MAX_RECORD)
        }
        "deflate" if !body.is_empty() => unpack::read_all(&mut ZlibDecoder::new(&body[..]), MAX_RECORD)
            .or_else(|_| unpack::read_all(&mut DeflateDecoder::new(&body[..]), MAX_RECORD))
            .or_else(|error| if std::str::from_utf8(&body).is_ok() { Ok(body) } else { Err(error) }),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => zstd::stream::read::Decoder::with_buffer(&body[..])
            .and_then(|mut decoder| unpack::read_all(&mut decoder, MAX_RECORD)),
        // Readable text was stored with its coding undone.
        "br" | "dcb" if std::str::from_utf8(&body).is_err() => {
            return Err("the body is packed with brotli, which is not read".into());
        }
        "dcz" | "compress" | "x-compress" => {
            return Err(format!("the body is packed with {coding}, which is not read"));
        }
        _ => Ok(body),
    };
    undone.map_err(|error| match error.to_string() {
        message if message == too_long() => message,
        message => format!("the body's {coding} data is damaged: {message}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &[u8], expected: Result<&[u8], &str>) {
        let body = Response::split(block).unwrap().body();
        match expected {
            Ok(expected) => assert_eq!(body.as_deref(), Ok(expected)),
            Err(part) => assert!(body.unwrap_err().contains(part)),
        }
    }

    #[test]
    fn chunks_are_joined() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let of = |body: &str| format!("{head}{body}").into_bytes();
        check(&of("4\r\nLima\r\n3;x=y\r\n is\r\n0\r\n\r\n"), Ok(b"Lima is"));
        check(&of("4\r\nLima\r\nff\r\n was"), Ok(b"Lima was"));
        check(&of("<p>Lima</p>\n"), Ok(b"<p>Lima</p>\n"));
        check(&of("ffffffffffffffff\r\nLima"), Ok(b"Lima"));
    }

    #[test]
    fn codings_are_undone_where_they_are_there() {
        check(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nLima", Ok(b"Lima"));
        check(b"HTTP/1.1 200 OK\nContent-Encoding: br\n\n\x8b\xff\x80", Err("brotli"));
        check(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00", Err("damaged"));
    }

    #[test]
    fn headers_fold_and_name_the_charset() {
        let response =
            Response::split(b"HTTP/1.0 404 Not Found\r\nContent-Type: Text/HTML;\r\n charset=\"koi8-r\"\r\n\r\n")
                .unwrap();
        assert_eq!(response.status, 404);
        assert_eq!(response.headers.media_type().as_deref(), Some("text/html"));
        assert_eq!(response.headers.charset(), Some("koi8-r"));
        assert!(Response::split(b"<html>").is_none());
    }
}
