//! A file's bytes as a stream, unpacked where they are packed, with errors that say where.
//!
//! What the bytes begin with decides, not the name: a `.gz` that a browser has unpacked is read
//! too. Members of gzip and frames of zstd that follow each other are one stream.

use flate2::bufread::GzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much of the unpacked bytes is looked at to know the format.
const HEAD: usize = 64 << 10;

/// The unpacked bytes of a file.
pub(super) type Bytes = Chain<Cursor<Arc<[u8]>>, Box<dyn BufRead + Send>>;

/// A file that has been opened.
pub(super) struct Input {
    /// The first unpacked bytes, to know the format by.
    pub(super) head: Arc<[u8]>,
    /// All unpacked bytes, the head once more among them.
    pub(super) bytes: Bytes,
    pub(super) packed: bool,
    /// How many bytes of the file have been used.
    pub(super) used: Arc<AtomicU64>,
}

pub(super) fn open(path: &Path) -> io::Result<Input> {
    let used = Arc::new(AtomicU64::new(0));
    let mut file = Counted { inner: BufReader::with_capacity(HEAD, File::open(path)?), used: used.clone() };
    let start = file.fill_buf()?;
    let packing = Packing::of(start);
    let mut bytes: Box<dyn BufRead + Send> = match packing {
        Some(Packing::Gzip) => Box::new(BufReader::with_capacity(HEAD, Members::new(file))),
        Some(Packing::Zstd) => Box::new(BufReader::with_capacity(HEAD, Frames::new(file)?)),
        None => Box::new(file),
    };
    let mut head = Vec::new();
    let read = bytes.by_ref().take(HEAD as u64).read_to_end(&mut head);
    if let Err(error) = read {
        bytes = Box::new(BufReader::new(Broken(Some(error))));
    }
    let head: Arc<[u8]> = head.into();
    Ok(Input { bytes: Cursor::new(head.clone()).chain(bytes), head, packed: packing.is_some(), used })
}

enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    fn of(start: &[u8]) -> Option<Self> {
        match start {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            // A frame, or a frame to be skipped.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// Counts the bytes that have been used, exactly.
struct Counted<R> {
    inner: R,
    used: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    fn place(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(out)?;
        self.used.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.inner.consume(length);
        self.used.fetch_add(length as u64, Ordering::Relaxed);
    }
}

/// The members of a gzip file, one after the other.
struct Members<R: BufRead> {
    member: Option<GzDecoder<Counted<R>>>,
    broken: bool,
}

impl<R: BufRead> Members<R> {
    fn new(file: Counted<R>) -> Self {
        Self { member: Some(GzDecoder::new(file)), broken: false }
    }

    /// Goes on to the next member; `false` at the end of the file.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(member) = self.member.take() else { return Ok(false) };
        let mut file = member.into_inner();
        loop {
            let start = file.fill_buf()?;
            // Tapes and block devices fill the last block with zeros.
            let zeros = start.iter().take_while(|&&b| b == 0).count();
            match start.get(zeros) {
                None if start.is_empty() => return Ok(false),
                None => file.consume(zeros),
                Some(0x1f) => {
                    file.consume(zeros);
                    self.member = Some(GzDecoder::new(file));
                    return Ok(true);
                }
                Some(_) => {
                    let place = file.place();
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        format!("what follows byte {place} of the file is not gzip"),
                    ));
                }
            }
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(member) = self.member.as_mut().filter(|_| !self.broken) else { return Ok(0) };
            match member.read(out) {
                Ok(0) if !out.is_empty() => {
                    if !self.next_member()? {
                        return Ok(0);
                    }
                }
                Ok(length) => return Ok(length),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.broken = true;
                    return Err(placed(&error, "gzip", member.get_ref().place()));
                }
            }
        }
    }
}

/// The frames of a zstd file, one after the other.
struct Frames<R: BufRead> {
    decoder: zstd::stream::read::Decoder<'static, Counted<R>>,
    broken: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(file: Counted<R>) -> io::Result<Self> {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(file)?;
        // Large archives are packed with windows of up to 2 GB.
        decoder.window_log_max(31)?;
        Ok(Self { decoder, broken: false })
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.broken {
            return Ok(0);
        }
        self.decoder.read(out).map_err(|error| {
            self.broken = true;
            placed(&error, "zstd", self.decoder.get_ref().place())
        })
    }
}

fn placed(error: &io::Error, packing: &str, place: u64) -> io::Error {
    let message = match error.kind() {
        io::ErrorKind::UnexpectedEof => format!("the {packing} data is cut off at byte {place} of the file"),
        _ => format!("the {packing} data is damaged near byte {place} of the file: {error}"),
    };
    io::Error::new(error.kind(), message)
}

/// The error that the head ended with, given when it is reached again.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Everything that is left, or the error that stopped it; an error too where it is longer than `limit`.
pub(super) fn read_all(bytes: &mut impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    bytes.by_ref().take(limit as u64 + 1).read_to_end(&mut all)?;
    if all.len() > limit {
        return Err(io::Error::other(super::too_long()));
    }
    Ok(all)
}

/// A line that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Without its line break.
    Read,
    /// Longer than the bound: what is beyond it was skipped.
    TooLong,
    End,
}

/// Reads up to the next line break; `out` holds the line.
pub(super) fn read_line(bytes: &mut impl BufRead, out: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    out.clear();
    let (mut any, mut too_long) = (false, false);
    loop {
        let part = bytes.fill_buf()?;
        if part.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', part);
        let line = &part[..end.unwrap_or(part.len())];
        too_long |= out.len() + line.len() > limit;
        if !too_long {
            out.extend_from_slice(line);
        }
        let used = end.map_or(part.len(), |end| end + 1);
        bytes.consume(used);
        if end.is_some() {
            break;
        }
    }
    if out.last() == Some(&b'\r') {
        out.pop();
    }
    Ok(if !any {
        Line::End
    } else if too_long {
        Line::TooLong
    } else {
        Line::Read
    })
}
