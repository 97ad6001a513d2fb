//! JSON: one article, an array of them, an object that wraps such an array, or values one after
//! the other.
//!
//! An array is read element by element, so that a large one needs no more memory than its largest
//! element; an object is held as a whole unless it wraps an array under a common name.

use super::fields::{Cell, Layout, Names, Record, Role};
use super::json_scan::{Scan, Scanned};
use super::legacy::Legacy;
use super::unpack::Bytes;
use super::{Found, ReadOptions, Records, too_long};
use crate::document::Stage;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Names under which interfaces and dumps keep their list of articles.
const WRAPPERS: &[&str] = &[
    "articles",
    "data",
    "items",
    "results",
    "documents",
    "docs",
    "records",
    "entries",
    "news",
    "stories",
    "posts",
    "rows",
    "hits",
];

pub(super) struct Json {
    scan: Scan,
    source: String,
    options: Arc<ReadOptions>,
    legacy: Legacy,
    state: State,
    nth: u64,
}

enum State {
    Start,
    /// Inside an array, before an element; `true` where a comma must come first.
    Elements(bool),
    /// Between values that stand one after the other.
    Values,
    /// What an object was found to wrap.
    Wrapped(std::vec::IntoIter<Value>),
    End,
}

impl Json {
    pub(super) fn new(bytes: Bytes, source: String, legacy: Legacy, options: Arc<ReadOptions>) -> Self {
        Self { scan: Scan::new(bytes), source, options, legacy, state: State::Start, nth: 0 }
    }

    fn step(&mut self, found: &mut Found) -> Result<(), String> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Start => self.start(found),
            State::Elements(after_first) => self.element(after_first, found),
            State::Values => self.value(found),
            State::Wrapped(mut values) => {
                if let Some(value) = values.next() {
                    self.give(&value, found);
                    self.state = State::Wrapped(values);
                }
                Ok(())
            }
            State::End => Ok(()),
        }
    }

    fn start(&mut self, found: &mut Found) -> Result<(), String> {
        match self.scan.peek()? {
            None => Ok(()),
            Some(b'[') => {
                self.scan.skip();
                self.state = State::Elements(false);
                Ok(())
            }
            Some(b'{') => self.object(found),
            Some(_) => self.value(found),
        }
    }

    fn element(&mut self, after_first: bool, found: &mut Found) -> Result<(), String> {
        if self.scan.peek()? == Some(b',') && after_first {
            self.scan.skip();
        } else if self.scan.peek()?.is_some_and(|b| b != b']') && after_first {
            return Err(format!("a comma is missing at byte {}", self.scan.place()));
        }
        match self.scan.peek()? {
            Some(b']') => {
                self.scan.skip();
                return Ok(());
            }
            None => return Err(format!("the array is cut off at byte {}", self.scan.place())),
            Some(_) => {}
        }
        self.state = State::Elements(true);
        self.scanned(found)
    }

    fn value(&mut self, found: &mut Found) -> Result<(), String> {
        if self.scan.peek()?.is_some() {
            self.state = State::Values;
            self.scanned(found)?;
        }
        Ok(())
    }

    /// Reads one value and gives its page.
    fn scanned(&mut self, found: &mut Found) -> Result<(), String> {
        let mut value = Vec::new();
        match self.scan.value(&mut value) {
            Ok(Scanned::Whole) => self.give_bytes(&value, found),
            Ok(Scanned::TooLong) => {
                self.nth += 1;
                found.problem(&self.record_source(), Stage::Read, too_long());
            }
            Err(error) => {
                self.state = State::End;
                return Err(error);
            }
        }
        Ok(())
    }

    /// The file's first value is an object: an article, or what wraps them.
    fn object(&mut self, found: &mut Found) -> Result<(), String> {
        let mut whole = Vec::new();
        if let Some(first) = self.members(&mut whole)? {
            self.state = State::Elements(true);
            self.give(&first, found);
            return Ok(());
        }
        if self.scan.peek()?.is_some() {
            // The first of several values.
            self.state = State::Values;
            self.give_bytes(&whole, found);
            return Ok(());
        }
        match parse_value(&self.legacy.utf_8(&whole)) {
            Ok(value) => match wrapped(&value, &self.options, 0) {
                Some(values) => self.state = State::Wrapped(values.into_iter()),
                None => record_of_value(&value, &self.options, self.source.clone(), found),
            },
            Err(error) => found.problem(&self.source, Stage::Read, error),
        }
        Ok(())
    }

    /// Reads an object to its end; or, where a member is an array of articles under a common name,
    /// up to that array's first element, which is given.
    fn members(&mut self, whole: &mut Vec<u8>) -> Result<Option<Value>, String> {
        self.scan.skip();
        whole.push(b'{');
        loop {
            match self.scan.peek()? {
                Some(b'}') => {
                    self.scan.skip();
                    whole.push(b'}');
                    return Ok(None);
                }
                Some(b',') => {
                    self.scan.skip();
                    whole.push(b',');
                }
                Some(b'"') => {
                    let start = whole.len();
                    self.scan.value(whole)?;
                    let key = serde_json::from_slice::<String>(&whole[start..]).unwrap_or_default();
                    self.colon()?;
                    whole.push(b':');
                    if self.scan.peek()? == Some(b'[') && WRAPPERS.contains(&key.as_str()) {
                        if let Some(first) = self.first_of_wrapped(whole)? {
                            return Ok(Some(first));
                        }
                    } else if matches!(self.scan.value(whole)?, Scanned::TooLong) {
                        return Err(too_long());
                    }
                }
                None => return Err(format!("the object is cut off at byte {}", self.scan.place())),
                Some(_) => return Err(format!("not JSON at byte {}", self.scan.place())),
            }
        }
    }

    fn colon(&mut self) -> Result<(), String> {
        if self.scan.peek()? != Some(b':') {
            return Err(format!("a colon is missing at byte {}", self.scan.place()));
        }
        self.scan.skip();
        Ok(())
    }

    /// The first element where it is an article; else the array is read to its end.
    fn first_of_wrapped(&mut self, whole: &mut Vec<u8>) -> Result<Option<Value>, String> {
        self.scan.skip();
        let start = whole.len();
        whole.push(b'[');
        if self.scan.peek()? == Some(b'{') {
            let mut first = Vec::new();
            if matches!(self.scan.value(&mut first)?, Scanned::TooLong) {
                return Err(too_long());
            }
            let value = parse_value(&self.legacy.utf_8(&first)).ok().filter(|value| has_text(value, &self.options));
            if value.is_some() {
                whole.truncate(start);
                return Ok(value);
            }
            whole.extend_from_slice(&first);
        }
        match self.scan.rest_of_array(whole)? {
            Scanned::Whole => Ok(None),
            Scanned::TooLong => Err(too_long()),
        }
    }

    fn record_source(&self) -> String {
        format!("{}#{}", self.source, self.nth)
    }

    fn give_bytes(&mut self, bytes: &[u8], found: &mut Found) {
        match parse_value(&self.legacy.utf_8(bytes)) {
            Ok(value) => self.give(&value, found),
            Err(error) => {
                self.nth += 1;
                found.problem(&self.record_source(), Stage::Read, error);
            }
        }
    }

    fn give(&mut self, value: &Value, found: &mut Found) {
        self.nth += 1;
        let source = self.record_source();
        match value {
            Value::String(text) => Record::of_text(text.clone()).into_page(source, found),
            value => record_of_value(value, &self.options, source, found),
        }
    }
}

impl Records for Json {
    fn read_on(&mut self, found: &mut Found) -> bool {
        if let Err(error) = self.step(found) {
            let before =
                if self.nth > 0 { format!("; {} records before it were read", self.nth) } else { String::new() };
            found.problem(&self.source, Stage::Read, format!("{error}{before}"));
            self.state = State::End;
        }
        !matches!(self.state, State::End)
    }
}

/// Whether an object has a text of its own or in a member.
fn has_text(value: &Value, options: &ReadOptions) -> bool {
    value.as_object().is_some_and(|object| layout_of(object, options).is_ok())
}

/// The articles that an object without a text of its own holds, in an array or by their ids.
fn wrapped(value: &Value, options: &ReadOptions, depth: usize) -> Option<Vec<Value>> {
    let object = value.as_object()?;
    let (_, own) = layout_of(object, options).ok().unzip();
    if depth > 3 || own.is_some() && !WRAPPERS.iter().any(|name| object.contains_key(*name)) {
        return None;
    }
    let is_list =
        |value: &&Value| value.as_array().and_then(|list| list.first()).is_some_and(|first| has_text(first, options));
    if own.is_none() {
        if let Some(list) = object.values().find(is_list) {
            return list.as_array().cloned();
        }
        let strings = WRAPPERS
            .iter()
            .filter_map(|name| object.get(*name)?.as_array())
            .find(|list| list.iter().any(Value::is_string));
        if let Some(list) = strings {
            return Some(list.clone());
        }
        if let Some(rows) = rows_of_columns(object, options) {
            return Some(rows);
        }
        if object.len() > 1 && object.values().all(|value| has_text(value, options)) {
            return Some(object.values().cloned().collect());
        }
        return object.values().find_map(|value| wrapped(value, options, depth + 1));
    }
    None
}

/// The rows of a table that is written column by column, each an object from row names to cells.
fn rows_of_columns(object: &Map<String, Value>, options: &ReadOptions) -> Option<Vec<Value>> {
    let columns: Option<Vec<(&String, &Map<String, Value>)>> =
        object.iter().map(|(name, cells)| Some((name, cells.as_object()?))).collect();
    let columns = columns?;
    let names: Vec<&str> = columns.iter().map(|&(name, _)| name.as_str()).collect();
    let is_column = |cells: &Map<String, Value>| cells.values().all(|cell| cell.is_string() || cell.is_null());
    let holds = |nth: usize, role| role != Role::Text || is_column(columns[nth].1);
    Layout::find(&names, options, Names::OfTable, holds).ok()?;
    let mut rows: Vec<&String> = columns.first()?.1.keys().collect();
    rows.sort_by_key(|name| (name.parse::<u64>().unwrap_or(u64::MAX), *name));
    let row = |row: &&String| {
        let cells = columns.iter().filter_map(|&(name, cells)| Some((name.clone(), cells.get(*row)?.clone())));
        Value::Object(cells.collect())
    };
    Some(rows.iter().map(row).collect())
}

/// A value of JSON; what Python writes beside the standard (`NaN`, halves of surrogate pairs,
/// line breaks in strings) is mended.
pub(super) fn parse_value(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(bytes).or_else(|error| {
        serde_json::from_slice(&super::json_scan::mend(bytes)).map_err(|_| format!("not JSON: {error}"))
    })
}

/// Members of a record in the order in which their names count: an inner object's before the outer's.
type Members<'v> = Vec<(&'v str, &'v Value)>;

/// The columns of a record; a record without a text of its own may keep it in one member (`_source`).
fn layout_of<'v>(object: &'v Map<String, Value>, options: &ReadOptions) -> Result<(Layout, Members<'v>), String> {
    let find = |members: &Members| {
        let names: Vec<&str> = members.iter().map(|&(name, _)| name).collect();
        Layout::find(&names, options, Names::OfRecord, |nth, role| can_hold(members[nth].1, role))
    };
    let outer: Members = object.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let error = match find(&outer) {
        Ok(layout) => return Ok((layout, outer)),
        Err(error) => error,
    };
    let joined = |inner: &'v Map<String, Value>| -> Members<'v> {
        inner.iter().map(|(name, value)| (name.as_str(), value)).chain(outer.iter().copied()).collect()
    };
    let inner = object.values().filter_map(Value::as_object).map(joined);
    let mut texts = inner.filter_map(|members| find(&members).ok().map(|layout| (layout, members)));
    // Several members with a text are several articles.
    if let (Some(one), None) = (texts.next(), texts.next()) {
        return Ok(one);
    }
    Err(error)
}

fn can_hold(value: &Value, role: Role) -> bool {
    match (role, value) {
        (Role::Text, Value::Array(parts)) => parts.iter().all(Value::is_string),
        (Role::Text, Value::Object(object)) => object.get("rendered").is_some_and(Value::is_string),
        (Role::Text, Value::Number(_) | Value::Bool(_)) => false,
        (_, Value::Bool(_)) => false,
        _ => true,
    }
}

/// Gives the page of an object.
pub(super) fn record_of_value(value: &Value, options: &ReadOptions, source: String, found: &mut Found) {
    let Some(object) = value.as_object() else {
        return found.problem(&source, Stage::Read, "neither an object nor a string");
    };
    match layout_of(object, options) {
        Ok((layout, members)) => layout.record(|nth| cell_of(members[nth].1)).into_page(source, found),
        Err(error) => found.problem(&source, Stage::Read, error),
    }
}

fn cell_of(value: &Value) -> Cell {
    match value {
        Value::Null | Value::Bool(_) => Cell::Null,
        Value::String(text) => Cell::Text(text.clone()),
        Value::Number(number) => match number.as_i64() {
            Some(number) => Cell::Number(number),
            None => number
                .as_f64()
                .filter(|n| n.fract() == 0.0 && n.abs() < 9e18)
                .map_or(Cell::Null, |n| Cell::Number(n as i64)),
        },
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(name_of).collect();
            if parts.is_empty() { Cell::Null } else { Cell::Many(parts) }
        }
        Value::Object(object) => match object.get("$date") {
            Some(date) if !date.is_object() => cell_of(date),
            _ => name_of(value).map_or(Cell::Null, Cell::Text),
        },
    }
}

/// A string, or what an object says that it is called.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => ["name", "rendered", "title", "value", "#text", "$t"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str().map(str::to_owned)),
        _ => None,
    }
}
