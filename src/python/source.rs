//! What Python gives to read, as pages: paths, texts, bytes, dicts and tables.

use super::error::{InputError, raise};
use crate::document::{Given, Media, Page, Problem, Stage};
use crate::read::{self, ReadOptions};
use crate::text::stable_hash;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyIterator, PyList, PyString};
use serde_json::Value;
use std::collections::VecDeque;

type Pages = Box<dyn Iterator<Item = Result<Page, Problem>> + Send>;

/// Where pages come from.
pub(super) enum Source {
    /// Read without Python.
    Pages(Pages),
    /// Items of a Python iterable, each a text, bytes, a dict or a path.
    Items { items: Py<PyIterator>, next: usize, opened: VecDeque<Pages>, options: ReadOptions },
}

impl Source {
    /// # Errors
    /// `InputError` where there is nothing to read at the path, `TypeError` where it is nothing that can be read.
    pub(super) fn open(source: &Bound<'_, PyAny>, options: ReadOptions) -> PyResult<Self> {
        if let Some(path) = path(source)? {
            let pages = source.py().detach(|| read::open(&path, &options)).map_err(raise)?;
            return Ok(Self::Pages(Box::new(pages)));
        }
        // A column of a table has the stream too; it is read as a list of texts.
        if source.hasattr("__arrow_c_stream__")? && !is_column(source)? {
            return pages_of_table(source, options);
        }
        let items = if source.is_instance_of::<PyDict>() || source.is_instance_of::<PyBytes>() {
            pyo3::types::PyTuple::new(source.py(), [source])?.try_iter()
        } else {
            source.try_iter()
        };
        let items = items.map_err(|_| not_readable(source))?;
        Ok(Self::Items { items: items.unbind(), next: 0, opened: VecDeque::new(), options })
    }

    /// The next pages: about [`CHUNK_BYTES`] of text, or [`CHUNK_PAGES`]; none at the end.
    pub(super) fn next_chunk(&mut self, py: Python<'_>) -> PyResult<Chunk> {
        let mut chunk = Chunk::default();
        match self {
            Self::Pages(pages) => py.detach(|| chunk.fill(pages)),
            Self::Items { items, next, opened, options } => {
                while !chunk.is_full() {
                    if let Some(pages) = opened.front_mut() {
                        py.detach(|| chunk.fill(pages));
                        if !chunk.is_full() {
                            opened.pop_front();
                        }
                        continue;
                    }
                    let Some(item) = items.bind(py).clone().next() else { break };
                    add_item(&item?, *next, options, &mut chunk, opened)?;
                    *next += 1;
                }
            }
        }
        Ok(chunk)
    }
}

const CHUNK_BYTES: usize = 512 << 10;
const CHUNK_PAGES: usize = 128;

/// Pages that are parsed together.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub(super) pages: Vec<Page>,
    pub(super) problems: Vec<Problem>,
    pub(super) bytes: usize,
}

impl Chunk {
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.problems.is_empty()
    }

    fn is_full(&self) -> bool {
        self.bytes >= CHUNK_BYTES || self.pages.len() + self.problems.len() >= CHUNK_PAGES
    }

    fn fill(&mut self, pages: &mut Pages) {
        while !self.is_full() {
            match pages.next() {
                Some(page) => self.add(page),
                None => return,
            }
        }
    }

    fn add(&mut self, page: Result<Page, Problem>) {
        match page {
            Ok(page) => {
                self.bytes += page.text.len();
                self.pages.push(page);
            }
            Err(problem) => self.problems.push(problem),
        }
    }
}

fn add_item(
    item: &Bound<'_, PyAny>,
    nth: usize,
    options: &ReadOptions,
    chunk: &mut Chunk,
    opened: &mut VecDeque<Pages>,
) -> PyResult<()> {
    let source = format!("item {nth}");
    if let Ok(record) = item.cast::<PyDict>() {
        read::pages_of_record(&self::record(record)?, options, source).for_each(|page| chunk.add(page));
    } else if item.is_instance_of::<PyString>() || item.is_instance_of::<PyBytes>() {
        chunk.add(page_of_text(item, source));
    } else if let Some(path) = path(item)? {
        match read::open(&path, options) {
            Ok(pages) => opened.push_back(Box::new(pages)),
            Err(error) => chunk.add(Err(Problem { source: path, stage: Stage::Read, error: error.to_string() })),
        }
    } else {
        return Err(PyTypeError::new_err(format!(
            "item {nth}: a text, bytes, a dict or a path is needed, not {}",
            item.get_type().name()?
        )));
    }
    Ok(())
}

/// The page of a text that is given by itself.
pub(super) fn page(text: &Bound<'_, PyAny>, given: Given, clean: bool) -> PyResult<Page> {
    if !text.is_instance_of::<PyString>() && !text.is_instance_of::<PyBytes>() {
        return Err(PyTypeError::new_err(format!("parse: a str or bytes is needed, not {}", text.get_type().name()?)));
    }
    let mut page = page_of_text(text, String::new()).map_err(|problem| InputError::new_err(problem.error))?;
    // Texts that differ have ids that differ.
    page.source = given.url.clone().unwrap_or_else(|| format!("text {:016x}", stable_hash([page.text.as_str()])));
    page.given = given;
    if !clean {
        page.media = Media::Verbatim;
    }
    Ok(page)
}

/// A text as it is, or bytes decoded, as a page without metadata.
fn page_of_text(text: &Bound<'_, PyAny>, source: String) -> Result<Page, Problem> {
    let (text, decoded) = match text.cast::<PyBytes>() {
        Ok(bytes) => match read::decode(bytes.as_bytes()) {
            Ok(decoded) => (decoded.text, decoded.origin),
            Err(error) => return Err(Problem { source, stage: Stage::Decode, error: error.to_string() }),
        },
        // A lone surrogate has no place in UTF-8; what stands for it is U+FFFD.
        Err(_) => (string(text), None),
    };
    let media = read::media_of(&text);
    Ok(Page { source, text, decoded, media, given: Given::default() })
}

/// A str, its lone surrogates replaced.
fn string(text: &Bound<'_, PyAny>) -> String {
    text.cast::<PyString>().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A dict as the record that JSON would make of it: dates in ISO 8601, missing numbers as null.
fn record(dict: &Bound<'_, PyDict>) -> PyResult<Value> {
    let mut record = serde_json::Map::new();
    for (name, value) in dict {
        record.insert(string(name.str()?.as_any()), json(&value)?);
    }
    Ok(Value::Object(record))
}

fn json(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_none() || value.is_instance_of::<PyBool>() {
        return Ok(Value::Null);
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(read::decode(bytes.as_bytes()).map_or(Value::Null, |decoded| Value::String(decoded.text)));
    }
    if let Ok(items) = value.cast::<PyList>() {
        return items.iter().map(|item| json(&item)).collect();
    }
    if let Ok(number) = value.extract::<i64>() {
        return Ok(Value::from(number));
    }
    if let Ok(number) = value.extract::<f64>() {
        return Ok(if number.is_finite() { Value::from(number) } else { Value::Null });
    }
    let text = if value.hasattr("isoformat")? { value.call_method0("isoformat")?.str()? } else { value.str()? };
    Ok(Value::String(string(text.as_any())))
}

/// The pages of anything that has `__arrow_c_stream__`, batch by batch.
struct TablePages {
    batches: RecordBatchStreamReader,
    options: ReadOptions,
    rows: u64,
    page: Option<Pages>,
}

impl Iterator for TablePages {
    type Item = Result<Page, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            let broken = |error: String| Problem { source: "table".into(), stage: Stage::Read, error };
            let batch = match self.batches.next()? {
                Ok(batch) => batch,
                Err(error) => return Some(Err(broken(error.to_string()))),
            };
            match read::pages_of_batch(&batch, &self.options, "table", self.rows) {
                Ok(pages) => self.page = Some(Box::new(pages)),
                Err(error) => return Some(Err(broken(error.to_string()))),
            }
            self.rows += batch.num_rows() as u64;
        }
    }
}

/// The pages of a table in memory.
fn pages_of_table(source: &Bound<'_, PyAny>, options: ReadOptions) -> PyResult<Source> {
    let batches = super::table::batches_of(source)?;
    // What is wrong with the columns is the caller's error, so that it is told before anything is read.
    let empty = RecordBatch::new_empty(batches.schema());
    drop(read::pages_of_batch(&empty, &options, "table", 0).map_err(raise)?);
    Ok(Source::Pages(Box::new(TablePages { batches, options, rows: 0, page: None })))
}

/// The path that a str or a PathLike names; None for anything else.
pub(super) fn path(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Some(text.extract()?));
    }
    if !value.hasattr("__fspath__")? {
        return Ok(None);
    }
    Ok(Some(value.call_method0("__fspath__")?.extract()?))
}

/// The folder that a path names, for writing.
pub(super) fn folder(value: &Bound<'_, PyAny>) -> PyResult<String> {
    path(value)?.ok_or_else(|| PyTypeError::new_err("out: the path of a folder is needed"))
}

/// A series or an array: it has a type, and no columns.
fn is_column(source: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(source.hasattr("dtype")? && !source.hasattr("columns")?)
}

fn not_readable(source: &Bound<'_, PyAny>) -> PyErr {
    let kind = source.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("source: a path, a list of texts or dicts, or a table is needed, not {kind}"))
}
