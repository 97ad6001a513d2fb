//! `dateline.Corpus`.

use super::article::Article;
use super::object::{Reduced, freeze, reduce, thaw};
use super::settings::published;
use super::table::Table;
use crate::civil::Date;
use crate::corpus::{self, TimelineFilter};
use crate::table::{Format, TableKind, Writer, story_table};
use pyo3::exceptions::{PyIndexError, PyKeyError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyIterator, PyList};
use std::sync::Arc;

/// Articles read together, and the tables of what was found in them.
#[pyclass(frozen, module = "dateline", sequence)]
pub(super) struct Corpus {
    corpus: Arc<corpus::Corpus>,
    /// A place for each of [`TableKind::ALL`].
    tables: [PyOnceLock<Py<Table>>; TableKind::ALL.len()],
}

impl Corpus {
    pub(super) fn of(corpus: corpus::Corpus) -> Self {
        Self { corpus: Arc::new(corpus), tables: [const { PyOnceLock::new() }; TableKind::ALL.len()] }
    }

    pub(super) fn restored(bytes: &[u8]) -> PyResult<Self> {
        Ok(Self::of(thaw(bytes)?))
    }

    fn table(&self, py: Python<'_>, kind: TableKind) -> PyResult<Py<Table>> {
        let place = &self.tables[kind as usize];
        let table = place.get_or_try_init(py, || Py::new(py, Table::lazy(self.corpus.clone(), kind)))?;
        Ok(table.clone_ref(py))
    }
}

#[pymethods]
impl Corpus {
    #[getter]
    fn articles(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Articles)
    }

    #[getter]
    fn mentions(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Mentions)
    }

    #[getter]
    fn entities(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Entities)
    }

    #[getter]
    fn times(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Times)
    }

    #[getter]
    fn quantities(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Quantities)
    }

    #[getter]
    fn quotes(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Quotes)
    }

    #[getter]
    fn events(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Events)
    }

    #[getter]
    fn tokens(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Tokens)
    }

    #[getter]
    fn stories(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Stories)
    }

    #[getter]
    fn agreements(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Agreements)
    }

    #[getter]
    fn problems(&self, py: Python<'_>) -> PyResult<Py<Table>> {
        self.table(py, TableKind::Problems)
    }

    /// What happened when: stories in the order of their days, undated ones last.
    #[pyo3(signature = (*, actor=None, place=None, between=None))]
    fn timeline(
        &self,
        py: Python<'_>,
        actor: Option<String>,
        place: Option<String>,
        between: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    ) -> PyResult<Table> {
        let day = |value: &Bound<'_, PyAny>| -> PyResult<Option<Date>> {
            let value = (!value.is_none()).then_some(value);
            Ok(published(value)?.map(|given| given.0))
        };
        let (from, to) = between.map_or(Ok((None, None)), |(from, to)| Ok::<_, PyErr>((day(&from)?, day(&to)?)))?;
        let filter = TimelineFilter { actor, place, from, to };
        Ok(Table::ready(py.detach(|| story_table("timeline", &self.corpus.timeline(&filter)))))
    }

    /// The article with this id.
    fn article(&self, article_id: &str) -> PyResult<Article> {
        let found = self.corpus.articles().iter().find(|article| article.article_id == article_id);
        found.map(|article| Article::of(article.clone())).ok_or_else(|| PyKeyError::new_err(article_id.to_owned()))
    }

    /// Writes every table into a folder.
    #[pyo3(signature = (out, *, format="parquet"))]
    fn write(&self, py: Python<'_>, out: &Bound<'_, PyAny>, format: &str) -> PyResult<()> {
        let out = super::source::folder(out)?;
        let format = Format::from_name(format).map_err(super::error::raise)?;
        let written = py.detach(|| Writer::create(out.as_ref(), format)?.write_corpus(&self.corpus));
        written.map_err(super::error::raise)
    }

    fn __len__(&self) -> usize {
        self.corpus.articles().len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        let articles = self.corpus.articles().iter().map(|article| Bound::new(py, Article::of(article.clone())));
        PyList::new(py, articles.collect::<PyResult<Vec<_>>>()?)?.try_iter()
    }

    fn __getitem__(&self, index: isize) -> PyResult<Article> {
        let articles = self.corpus.articles();
        let nth = if index < 0 { index + articles.len() as isize } else { index };
        let article = usize::try_from(nth).ok().and_then(|nth| articles.get(nth));
        article
            .map(|article| Article::of(article.clone()))
            .ok_or_else(|| PyIndexError::new_err(format!("article {index} of a corpus of {}", articles.len())))
    }

    fn __repr__(&self) -> String {
        let events: usize = self.corpus.articles().iter().map(|article| article.events.len()).sum();
        format!(
            "Corpus({} articles, {events} events, {} problems)",
            self.corpus.articles().len(),
            self.corpus.problems().len()
        )
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("dateline._display")?.call_method1("corpus_html", (slf,))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let state = py.detach(|| freeze(&*self.corpus));
        reduce(py, "Corpus", &state)
    }
}
