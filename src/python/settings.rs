//! What callers may give, read into the crate's own types.

use super::error::SettingsError;
use crate::civil::{Date, Moment};
use crate::document::{Given, OwnActor};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyMapping, PyString};
use std::collections::BTreeMap;

/// A day, and the moment where a time of day and an offset are given.
pub(super) type Published = (Date, Option<Moment>);

/// `published=`: an ISO date or datetime, `datetime.date` or `datetime.datetime`.
pub(super) fn published(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Published>> {
    let Some(value) = value else { return Ok(None) };
    let text: String = if value.is_instance_of::<PyDate>() {
        value.call_method0("isoformat")?.extract()?
    } else if let Ok(text) = value.cast::<PyString>() {
        text.extract()?
    } else {
        let kind = value.get_type().name()?;
        return Err(pyo3::exceptions::PyTypeError::new_err(format!(
            "published: an ISO date, a date or a datetime is needed, not {kind}"
        )));
    };
    match iso(text.trim()) {
        Some(published) => Ok(Some(published)),
        None => Err(SettingsError::new_err(format!(
            "published: {text:?} is no ISO date or datetime, such as 2024-11-12 or 2024-11-12T09:30:00+09:00"
        ))),
    }
}

fn iso(text: &str) -> Option<Published> {
    let pieces = Pieces::parse(text).ok()?;
    let day = pieces.date();
    let date = Date::new(day.year(), day.month() as u8, day.day() as u8)?;
    let moment = pieces.time().zip(pieces.offset()).map(|(time, offset)| {
        let seconds = match offset {
            PiecesOffset::Numeric(numeric) => numeric.offset().seconds(),
            _ => 0,
        };
        let second = time.hour() as u32 * 3600 + time.minute() as u32 * 60 + time.second() as u32;
        Moment::from_local(date, second, (seconds / 60) as i16)
    });
    Some((date, moment))
}

/// The metadata that a caller gives with one text.
pub(super) fn given(published: Option<Published>, url: Option<String>, outlet: Option<String>) -> Given {
    let mut given = Given { url, outlet, ..Given::default() };
    give_date(&mut given, published);
    given
}

/// The caller's date wins over every other.
pub(super) fn give_date(given: &mut Given, published: Option<Published>) {
    if let Some((date, moment)) = published {
        given.published = Some(date);
        given.published_at = moment;
        given.published_from = Some(Given::ARGUMENT.into());
    }
}

/// The analyst's own actors by surface form.
pub(super) type Actors = BTreeMap<String, Vec<OwnActor>>;

/// `actors=`: a mapping from surface form to code, or to a list of codes with their first and last day; or the path of a CSV
/// file of form, code and, where wanted, first and last day.
pub(super) fn actors(value: Option<&Bound<'_, PyAny>>) -> PyResult<Actors> {
    let Some(value) = value else { return Ok(Actors::new()) };
    if let Ok(mapping) = value.cast::<PyMapping>() {
        let mut actors = Actors::new();
        for item in mapping.items()? {
            let (form, codes): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let form: String =
                form.extract().map_err(|_| SettingsError::new_err("actors: surface forms are strings"))?;
            let codes =
                own_actors(&codes).map_err(|error| SettingsError::new_err(format!("actors: {form}: {error}")))?;
            actors.insert(form, codes);
        }
        return Ok(actors);
    }
    actors_of_file(&super::source::path(value)?.ok_or_else(|| {
        pyo3::exceptions::PyTypeError::new_err(
            "actors: a mapping from surface form to code, or the path of a CSV file, is needed",
        )
    })?)
}

fn own_actors(value: &Bound<'_, PyAny>) -> Result<Vec<OwnActor>, String> {
    const WANTED: &str = "a code is a string, or a list of (code, first day, last day)";
    if let Ok(code) = value.extract::<String>() {
        return Ok(vec![OwnActor { code, from: None, to: None }]);
    }
    let rows: Vec<(String, Option<String>, Option<String>)> = value.extract().map_err(|_| WANTED.to_owned())?;
    rows.into_iter().map(|(code, from, to)| own_actor(&code, from.as_deref(), to.as_deref())).collect()
}

fn own_actor(code: &str, from: Option<&str>, to: Option<&str>) -> Result<OwnActor, String> {
    let day = |text: Option<&str>| match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => match iso(text) {
            Some((date, _)) => Ok(Some(date)),
            None => Err(format!("{text:?} is no ISO date")),
        },
        None => Ok(None),
    };
    Ok(OwnActor { code: code.to_owned(), from: day(from)?, to: day(to)? })
}

/// The form in which they were given.
pub(super) fn actors_to_python<'py>(py: Python<'py>, actors: &Actors) -> PyResult<Bound<'py, PyDict>> {
    let given = PyDict::new(py);
    for (form, codes) in actors {
        match codes.as_slice() {
            [OwnActor { code, from: None, to: None }] => given.set_item(form, code)?,
            codes => {
                let day = |day: Option<Date>| day.map(|day| day.to_string());
                let rows: Vec<_> = codes.iter().map(|one| (one.code.clone(), day(one.from), day(one.to))).collect();
                given.set_item(form, rows)?;
            }
        }
    }
    Ok(given)
}

fn actors_of_file(path: &str) -> PyResult<Actors> {
    let wrong = |why: String| SettingsError::new_err(format!("actors: {path}: {why}"));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| wrong(error.to_string()))?;
    let mut actors = Actors::new();
    for (nth, record) in reader.records().enumerate() {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        let (Some(form), Some(code)) = (record.get(0), record.get(1)) else {
            return Err(wrong(format!(
                "row {} has no second column; each row is a surface form, its code and, where wanted, first and last day",
                nth + 1
            )));
        };
        let is_header = nth == 0 && code.eq_ignore_ascii_case("code");
        if !is_header {
            let actor = own_actor(code, record.get(2), record.get(3))
                .map_err(|why| wrong(format!("row {}: {why}", nth + 1)))?;
            actors.entry(form.trim_start_matches('\u{FEFF}').to_owned()).or_default().push(actor);
        }
    }
    Ok(actors)
}

/// `columns=`: from our names to the source's.
pub(super) fn columns(value: Option<&Bound<'_, PyDict>>) -> PyResult<BTreeMap<String, String>> {
    value.map_or_else(|| Ok(BTreeMap::new()), |columns| columns.extract())
}
