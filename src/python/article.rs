//! `dateline.Article`.

use super::object::{
    Caption, Dateline, Entity, Event, Mention, Problem, Quantity, Quote, Reduced, Removed, Sentence, TimeExpression,
    and, freeze, hash_of, quoted, reduce, row_dict, thaw,
};
use super::value::ToPython;
use crate::corpus::report_id;
use crate::document;
use crate::pipeline::{find_chains, read_sentences};
use crate::table::Record;
use crate::table::conllu;
use crate::table::rows::{self, Points};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple};
use std::sync::Arc;

/// One article: its metadata, its text, and all that was found in it.
#[pyclass(frozen, eq, module = "dateline")]
pub(super) struct Article {
    article: Arc<document::Article>,
    /// Made at the first use, as reading them is the dearest part.
    sentences: PyOnceLock<Py<PyTuple>>,
}

impl Article {
    pub(super) fn of(article: Arc<document::Article>) -> Self {
        Self { article, sentences: PyOnceLock::new() }
    }

    pub(super) fn restored(bytes: &[u8]) -> PyResult<Self> {
        Ok(Self::of(Arc::new(thaw(bytes)?)))
    }

    fn points(&self) -> Points<'_> {
        Points::new(&self.article)
    }

    fn state(&self) -> Vec<u8> {
        freeze(&*self.article)
    }
}

/// Getters for fields that are plain values.
macro_rules! metadata {
    ($($field:ident)+; $($more:tt)+) => {
        #[pymethods]
        impl Article {
            $(
                #[getter]
                fn $field<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    self.article.$field.to_python(py)
                }
            )+
            $($more)+
        }
    };
}

metadata! {
    article_id source index title outlet agency byline published published_at published_from url tags language text;

    #[getter]
    fn report_id(&self) -> String {
        report_id(&self.article)
    }

    #[getter]
    fn dateline(&self) -> Option<Dateline> {
        self.article.dateline.as_ref().map(|dateline| Dateline::of(rows::dateline_row(dateline)))
    }

    /// The paragraphs of the text.
    #[getter]
    fn paragraphs(&self) -> Vec<&str> {
        self.points().paragraphs().collect()
    }

    #[getter]
    fn captions(&self) -> Vec<Caption> {
        self.article.captions.iter().map(|caption| Caption::of(rows::caption_row(caption))).collect()
    }

    #[getter]
    fn removed(&self) -> Vec<Removed> {
        self.article.removed.iter().map(|removed| Removed::of(rows::removed_row(removed))).collect()
    }

    #[getter]
    fn problems(&self) -> Vec<Problem> {
        self.article.problems.iter().map(|problem| Problem::of(rows::problem_row(problem))).collect()
    }

    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let made = self.sentences.get_or_try_init(py, || -> PyResult<Py<PyTuple>> {
            let rows = py.detach(|| self.points().sentences(&read_sentences(&self.article.text)));
            let sentences = rows.into_iter().map(|row| Bound::new(py, Sentence::of(row))).collect::<PyResult<Vec<_>>>()?;
            Ok(PyTuple::new(py, sentences)?.unbind())
        })?;
        Ok(made.bind(py).to_list())
    }

    /// The phrases that speak of one thing, people and bodies or not.
    #[getter]
    fn chains(&self, py: Python<'_>) -> Vec<Vec<(u32, u32)>> {
        py.detach(|| self.points().chains(&find_chains(&self.article)))
    }

    /// The parse of the whole article in the CoNLL-U format.
    fn to_conllu(&self, py: Python<'_>) -> String {
        py.detach(|| conllu(&self.article, &read_sentences(&self.article.text)))
    }

    #[getter]
    fn entities(&self) -> Vec<Entity> {
        rows::article_entities(&self.article).into_iter().map(Entity::of).collect()
    }

    #[getter]
    fn mentions(&self) -> Vec<Mention> {
        let entities: Vec<_> = rows::article_entities(&self.article).into_iter().map(Arc::new).collect();
        let named = |mention: &document::Mention| entities[mention.entity as usize].clone();
        self.points().mentions().zip(&self.article.mentions).map(|(row, mention)| Mention::of(row, named(mention))).collect()
    }

    #[getter]
    fn times(&self) -> Vec<TimeExpression> {
        self.points().times().map(TimeExpression::of).collect()
    }

    #[getter]
    fn quantities(&self) -> Vec<Quantity> {
        self.points().quantities().map(Quantity::of).collect()
    }

    #[getter]
    fn quotes(&self) -> Vec<Quote> {
        self.points().quotes().map(Quote::of).collect()
    }

    #[getter]
    fn events(&self) -> Vec<Event> {
        self.points().events().map(Event::of).collect()
    }

    /// The range of bytes of the raw input that a range of the text came from.
    fn source_span(&self, start: i64, end: i64) -> PyResult<(u32, u32)> {
        let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else {
            return Err(PyValueError::new_err("source_span: start and end count from the beginning of the text; they cannot be negative"));
        };
        if end < start {
            return Err(PyValueError::new_err(format!("source_span: the end, {end}, lies before the start, {start}")));
        }
        let span = self.points().source_span(start, end);
        Ok((span.start, span.end))
    }

    /// How an event of this article was read: its words, its sides, and each step from the word that carries it.
    fn explain(&self, event: PyRef<'_, Event>) -> PyResult<String> {
        let points = self.points();
        let known = self.article.events.iter().zip(points.events());
        let Some((found, row)) = known.into_iter().find(|(_, row)| *row == event.row) else {
            return Err(PyValueError::new_err("explain: the event is none of this article"));
        };
        let mut lines = vec![format!("{} {} ({:.2}): {}", row.event_type, row.status, row.confidence, row.text)];
        for (name, side) in [("actor", &row.actors), ("recipient", &row.recipients)] {
            for one in side {
                let words = found.actors.iter().chain(&found.recipients).find(|other| other.name == one.name);
                let words = words.map_or("", |words| words.span.of(&self.article.text));
                lines.push(format!("{name}: {} ({}), `{words}` at {}:{}", one.name, one.code.as_deref().unwrap_or("no code"), one.start, one.end));
            }
        }
        lines.extend(row.date_text.iter().map(|words| format!("date: `{words}`")));
        lines.extend(row.place.iter().map(|place| format!("place: {place}")));
        lines.extend(row.attributed_to.iter().map(|teller| format!("told by: {teller}")));
        lines.extend(row.path.iter().map(|step| format!("step: {step}")));
        Ok(lines.join("\n"))
    }

    /// The article as plain values; sentences, which are made again from the text, are left out.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let article = &*self.article;
        let dict = row_dict(py, &rows::article_row(article, &report_id(article)))?;
        let dateline = article.dateline.as_ref().map(rows::dateline_row);
        dict.set_item("dateline", dateline.map(|row| row_dict(py, &row)).transpose()?)?;
        dict.set_item("paragraphs", self.paragraphs())?;
        let points = self.points();
        dict.set_item("captions", dicts(py, article.captions.iter().map(rows::caption_row))?)?;
        dict.set_item("removed", dicts(py, article.removed.iter().map(rows::removed_row))?)?;
        dict.set_item("problems", dicts(py, article.problems.iter().map(rows::problem_row))?)?;
        dict.set_item("entities", dicts(py, rows::article_entities(article))?)?;
        dict.set_item("mentions", dicts(py, points.mentions())?)?;
        dict.set_item("times", dicts(py, points.times())?)?;
        dict.set_item("quantities", dicts(py, points.quantities())?)?;
        dict.set_item("quotes", dicts(py, points.quotes())?)?;
        dict.set_item("events", dicts(py, points.events())?)?;
        Ok(dict)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("dateline._display")?.call_method1("article_html", (slf,))
    }

    fn __repr__(&self) -> String {
        let article = &self.article;
        let title = article.title.as_deref().or(article.text.lines().next()).unwrap_or_default();
        format!(
            "Article({}{}{}, {} characters, {} events)",
            quoted(title),
            and(&article.outlet),
            and(&article.published),
            article.text.chars().count(),
            article.events.len()
        )
    }

    fn __hash__(&self) -> u64 {
        hash_of(format!("{}\n{}", self.article.article_id, self.article.text).as_bytes())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduce(py, "Article", &self.state())
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        self.article == other.article
    }
}

/// Rows as a list of dicts.
fn dicts<'py, R: Record>(py: Python<'py>, rows: impl IntoIterator<Item = R>) -> PyResult<Bound<'py, PyList>> {
    let dicts = rows.into_iter().map(|row| row_dict(py, &row)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, dicts)
}
