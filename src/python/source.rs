//! What Python gives to read, as pages: paths, texts, bytes, dicts and tables.

use super::error::{InputError, raise};
use crate::document::{Given, Media, Page, Problem};
use crate::read::{self, ReadOptions};
use crate::text::stable_hash;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyString};
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
            return Ok(Self::Pages(pages));
        }
        if source.hasattr("__arrow_c_stream__")? {
            return pages_of_table(source, &options);
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

const CHUNK_BYTES: usize = 4 << 20;
const CHUNK_PAGES: usize = 512;

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

fn add_item(item: &Bound<'_, PyAny>, nth: usize, options: &ReadOptions, chunk: &mut Chunk, opened: &mut VecDeque<Pages>) -> PyResult<()> {
    let source = format!("item {nth}");
    if let Ok(record) = item.cast::<PyDict>() {
        chunk.add(page_of_record(record, source, options)?);
    } else if item.is_instance_of::<PyString>() || item.is_instance_of::<PyBytes>() {
        chunk.add(Ok(page_of_text(item, source)?));
    } else if let Some(path) = path(item)? {
        opened.push_back(read::open(&path, options).map_err(raise)?);
    } else {
        return Err(PyTypeError::new_err(format!("item {nth}: a text, bytes, a dict or a path is needed, not {}", item.get_type().name()?)));
    }
    Ok(())
}

/// The page of a text that is given by itself.
pub(super) fn page(text: &Bound<'_, PyAny>, given: Given, clean: bool) -> PyResult<Page> {
    if !text.is_instance_of::<PyString>() && !text.is_instance_of::<PyBytes>() {
        return Err(PyTypeError::new_err(format!("parse: a str or bytes is needed, not {}", text.get_type().name()?)));
    }
    let mut page = page_of_text(text, String::new())?;
    // Texts that differ have ids that differ.
    page.source = given.url.clone().unwrap_or_else(|| format!("text {:016x}", stable_hash([page.text.as_str()])));
    page.given = given;
    if !clean {
        page.media = Media::Verbatim;
    }
    Ok(page)
}

fn page_of_text(text: &Bound<'_, PyAny>, source: String) -> PyResult<Page> {
    let text = match text.cast::<PyBytes>() {
        Ok(bytes) => String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
        // A lone surrogate has no place in UTF-8; what stands for it is U+FFFD.
        Err(_) => text.cast::<PyString>()?.to_string_lossy().into_owned(),
    };
    let media = read::media_of(&text);
    Ok(Page { source, text, decoded: None, media, given: Given::default() })
}

fn page_of_record(record: &Bound<'_, PyDict>, source: String, options: &ReadOptions) -> PyResult<Result<Page, Problem>> {
    let field = |ours: &str| -> PyResult<Option<String>> {
        let theirs = options.columns.get(ours).map_or(ours, String::as_str);
        match record.get_item(theirs)? {
            Some(value) if !value.is_none() => Ok(Some(value.str()?.to_string_lossy().into_owned())),
            _ => Ok(None),
        }
    };
    let Some(text) = field("text")? else {
        let error = "no text in the record".into();
        return Ok(Err(Problem { source, stage: crate::document::Stage::Read, error }));
    };
    let given = Given { title: field("title")?, url: field("url")?, outlet: field("outlet")?, ..Given::default() };
    let media = read::media_of(&text);
    Ok(Ok(Page { source, text, decoded: None, media, given }))
}

fn pages_of_table(source: &Bound<'_, PyAny>, _options: &ReadOptions) -> PyResult<Source> {
    let _batches = super::table::batches_of(source)?;
    Err(InputError::new_err("tables cannot be read yet"))
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

fn not_readable(source: &Bound<'_, PyAny>) -> PyErr {
    let kind = source.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("source: a path, a list of texts or dicts, or a table is needed, not {kind}"))
}
