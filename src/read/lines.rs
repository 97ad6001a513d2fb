//! JSON lines: one object or one string a line; blank lines count as lines and hold nothing.

use super::fields::Record;
use super::json::{parse_value, record_of_value};
use super::legacy::Legacy;
use super::unpack::{Bytes, Line, read_line};
use super::{Found, MAX_RECORD, ReadOptions, Records, too_long};
use crate::document::Stage;
use serde_json::Value;
use std::sync::Arc;

pub(super) struct Lines {
    bytes: Bytes,
    source: String,
    options: Arc<ReadOptions>,
    legacy: Legacy,
    line: Vec<u8>,
    nth: u64,
}

impl Lines {
    pub(super) fn new(bytes: Bytes, source: String, legacy: Legacy, options: Arc<ReadOptions>) -> Self {
        Self { bytes, source, options, legacy, line: Vec::new(), nth: 0 }
    }
}

impl Records for Lines {
    fn read_on(&mut self, found: &mut Found) -> bool {
        self.nth += 1;
        let source = format!("{}#{}", self.source, self.nth);
        match read_line(&mut self.bytes, &mut self.line, MAX_RECORD) {
            Ok(Line::End) => return false,
            Ok(Line::TooLong) => found.problem(&source, Stage::Read, too_long()),
            Ok(Line::Read) if self.line.trim_ascii().is_empty() => {}
            Ok(Line::Read) => {
                let mark = if self.nth == 1 { "\u{FEFF}".as_bytes() } else { b"" };
                let line = self.line.strip_prefix(mark).unwrap_or(&self.line);
                match parse_value(&self.legacy.utf_8(line)) {
                    Ok(Value::String(text)) => Record::of_text(text).into_page(source, found),
                    Ok(value) => record_of_value(&value, &self.options, source, found),
                    Err(error) => found.problem(&source, Stage::Read, error),
                }
            }
            Err(error) => {
                found.problem(
                    &self.source,
                    Stage::Read,
                    format!("{error}; the lines before line {} were read", self.nth),
                );
                return false;
            }
        }
        true
    }
}
