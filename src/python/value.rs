//! Plain values of rows as Python objects.

use super::object::{Participant, Token};
use crate::civil::{Date, Moment};
use crate::document::{EntityType, EventType, MentionKind, QuadClass, Stage, Status, TimeType};
use crate::table::Cell;
use crate::table::schema::{ParticipantRow, TokenRow};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateTime, PyDelta, PyDict, PyList, PyTzInfo};

/// A field of a row as the attribute of an object.
pub(super) trait ToPython {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.to_python(py),
            None => Ok(py.None().into_bound(py)),
        }
    }
}

impl<T: ToPython> ToPython for Vec<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = self.iter().map(|item| item.to_python(py)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyList::new(py, items)?.into_any())
    }
}

impl ToPython for Date {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyDate::new(py, i32::from(self.year()), self.month(), self.day())?.into_any())
    }
}

/// A `datetime` with the offset in which the moment was written.
impl ToPython for Moment {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let Some(date) = self.date() else { return Ok(py.None().into_bound(py)) };
        let offset = PyDelta::new(py, 0, i32::from(self.offset_minutes) * 60, 0, true)?;
        let zone = PyTzInfo::fixed_offset(py, offset)?;
        let second = self.second_of_day();
        let (hour, minute, second) = ((second / 3600) as u8, (second / 60 % 60) as u8, (second % 60) as u8);
        let moment = PyDateTime::new(
            py,
            i32::from(date.year()),
            date.month(),
            date.day(),
            hour,
            minute,
            second,
            0,
            Some(&zone),
        )?;
        Ok(moment.into_any())
    }
}

macro_rules! plain {
    ($($type:ty => |$value:ident| $plain:expr;)+) => {$(
        impl ToPython for $type {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                let $value = self;
                $plain.into_bound_py_any(py)
            }
        }
    )+};
}

plain! {
    String => |text| text.as_str();
    u32 => |number| *number;
    f64 => |number| *number;
    bool => |truth| *truth;
    EntityType => |member| member.as_str();
    EventType => |member| member.as_str();
    MentionKind => |member| member.as_str();
    QuadClass => |member| member.as_str();
    Stage => |member| member.as_str();
    Status => |member| member.as_str();
    TimeType => |member| member.as_str();
    ParticipantRow => |row| Participant::of(row.clone());
    TokenRow => |row| Token::of(row.clone());
}

/// A value as plain Python: str, int, float, bool, date, datetime, list, dict or None.
impl ToPython for Cell<'_> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Cell::Null => Ok(py.None().into_bound(py)),
            Cell::Text(text) => text.into_bound_py_any(py),
            Cell::Int(number) => number.into_bound_py_any(py),
            Cell::Float(number) => number.into_bound_py_any(py),
            Cell::Bool(truth) => truth.into_bound_py_any(py),
            Cell::Day(date) => date.to_python(py),
            Cell::Time(moment) => moment.to_python(py),
            Cell::List(cells) => cells.to_python(py),
            Cell::Struct(names, cells) => Ok(dict(py, names, cells)?.into_any()),
        }
    }
}

/// Names and values as a dict.
pub(super) fn dict<'py>(py: Python<'py>, names: &[&str], cells: &[Cell<'_>]) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, cell) in names.iter().zip(cells) {
        dict.set_item(name, cell.to_python(py)?)?;
    }
    Ok(dict)
}
