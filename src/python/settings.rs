//! What callers may give, read into the crate's own types.

use super::error::SettingsError;
use crate::civil::{Date, Moment};
use crate::document::Given;
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

/// `actors=`: a mapping from surface form to code, or the path of a CSV file with these two columns.
pub(super) fn actors(value: Option<&Bound<'_, PyAny>>) -> PyResult<BTreeMap<String, String>> {
    let Some(value) = value else { return Ok(BTreeMap::new()) };
    if let Ok(mapping) = value.cast::<PyMapping>() {
        let mut actors = BTreeMap::new();
        for item in mapping.items()? {
            let (form, code) =
                item.extract().map_err(|_| SettingsError::new_err("actors: surface forms and codes are strings"))?;
            actors.insert(form, code);
        }
        return Ok(actors);
    }
    actors_of_file(&super::source::path(value)?.ok_or_else(|| {
        pyo3::exceptions::PyTypeError::new_err(
            "actors: a mapping from surface form to code, or the path of a CSV file, is needed",
        )
    })?)
}

fn actors_of_file(path: &str) -> PyResult<BTreeMap<String, String>> {
    let wrong = |why: String| SettingsError::new_err(format!("actors: {path}: {why}"));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| wrong(error.to_string()))?;
    let mut actors = BTreeMap::new();
    for (nth, record) in reader.records().enumerate() {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        let (Some(form), Some(code)) = (record.get(0), record.get(1)) else {
            return Err(wrong(format!(
                "row {} has no second column; each row is a surface form and its code",
                nth + 1
            )));
        };
        let is_header = nth == 0 && code.eq_ignore_ascii_case("code");
        if !is_header {
            actors.insert(form.trim_start_matches('\u{FEFF}').to_owned(), code.to_owned());
        }
    }
    Ok(actors)
}

/// `columns=`: from our names to the source's.
pub(super) fn columns(value: Option<&Bound<'_, PyDict>>) -> PyResult<BTreeMap<String, String>> {
    value.map_or_else(|| Ok(BTreeMap::new()), |columns| columns.extract())
}
