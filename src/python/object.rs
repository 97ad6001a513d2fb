//! What is found in an article, as frozen Python objects: each is a row of a table, held by itself.

use super::value::{ToPython, dict};
use crate::table::Record;
use crate::table::schema::{
    CaptionRow, DatelineRow, EntityRow, EventRow, MentionRow, ParticipantRow, ProblemRow, QuantityRow, QuoteRow,
    RemovedRow, SentenceRow, TimeRow, TokenRow,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

/// A class over a row: an attribute a field, `==` and `hash` by value, pickled by value.
macro_rules! objects {
    ($($(#[$doc:meta])* $class:ident($row:ty $(, $more:ident: $more_type:ty)?) { $($field:ident)+ }
        repr($shown:ident) $repr:expr $(, also $extra:ident($it:ident, $py:ident) $value:expr)? $(, drawn $draw:ident by $drawer:literal)?;)+) => {
        $(
            $(#[$doc])*
            #[pyclass(frozen, module = "dateline")]
            #[derive(Debug, Clone)]
            pub(super) struct $class {
                pub(super) row: $row,
                $($more: $more_type,)?
            }

            impl $class {
                pub(super) fn of(row: $row $(, $more: $more_type)?) -> Self {
                    Self { row $(, $more)? }
                }

                fn state(&self) -> Vec<u8> {
                    freeze(&(&self.row, $(&self.$more)?))
                }

                fn restored(bytes: &[u8]) -> PyResult<Self> {
                    let (row, $($more)?): ($row, $($more_type)?) = thaw(bytes)?;
                    Ok(Self { row $(, $more)? })
                }
            }

            #[pymethods]
            impl $class {
                $(
                    #[getter]
                    fn $field<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                        self.row.$field.to_python(py)
                    }
                )+

                $(
                    #[getter]
                    fn $extra<'py>(&self, $py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                        let $it = self;
                        $value
                    }
                )?

                $(
                    fn $draw<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
                        slf.py().import("dateline._tree")?.call_method1($drawer, (slf,))
                    }
                )?

                /// The same as plain values.
                fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                    row_dict(py, &self.row)
                }

                fn __repr__(&self) -> String {
                    let $shown = &self.row;
                    format!("{}({})", stringify!($class), $repr)
                }

                fn __eq__(&self, other: &Self) -> bool {
                    self.row == other.row $(&& self.$more == other.$more)?
                }

                fn __hash__(&self) -> u64 {
                    hash_of(&self.state())
                }

                fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
                    reduce(py, stringify!($class), &self.state())
                }
            }
        )+

        /// The object of a class from its pickled state.
        pub(super) fn restore_object<'py>(py: Python<'py>, class: &str, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
            match class {
                $(stringify!($class) => Ok(Bound::new(py, $class::restored(bytes)?)?.into_any()),)+
                _ => Err(PyValueError::new_err(format!("dateline has no class {class} to unpickle"))),
            }
        }

        pub(super) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_class::<$class>()?;)+
            Ok(())
        }
    };
}

objects! {
    /// One sentence and its tokens.
    Sentence(SentenceRow) { text start end tokens } repr(row) format_args!("{}, {}:{}", quoted(&row.text), row.start, row.end),
        drawn show by "draw";

    /// One token; what the language core does not give is None.
    Token(TokenRow) { text lemma pos tag dep head start end }
        repr(row) format_args!("{}, {}:{}{}", quoted(&row.text), row.start, row.end, and(&row.pos));

    /// Who or what one or more mentions name.
    Entity(EntityRow) { entity_id name r#type country sector code wikidata aliases mentions articles }
        repr(row) format_args!("{}, {}{}", quoted(&row.name), row.r#type, and(&row.code));

    /// Who a phrase names.
    Actor(EntityRow) { entity_id name r#type country sector code wikidata }
        repr(row) format_args!("{}, {}{}", quoted(&row.name), row.r#type, and(&row.code));

    /// Words that name an entity.
    Mention(MentionRow, named: Arc<EntityRow>) { article_id entity_id r#type kind text start end sentence }
        repr(row) format_args!("{}, {}:{}, {}, {}", quoted(&row.text), row.start, row.end, row.r#type, row.kind),
        also entity(it, py) Ok(Bound::new(py, Entity::of((*it.named).clone()))?.into_any());

    /// Words that say when.
    TimeExpression(TimeRow) { article_id text r#type value start_date end_date start end rule }
        repr(row) format_args!("{}, {}:{}, {}{}", quoted(&row.text), row.start, row.end, row.r#type, and(&row.value));

    /// A figure with its bounds and what it counts.
    Quantity(QuantityRow) { article_id text low high strict unit noun casualty start end rule }
        repr(row) format_args!("{}, {}:{}{}", quoted(&row.text), row.start, row.end, and(&row.noun));

    /// What somebody said, and who.
    Quote(QuoteRow) { article_id text speaker speaker_id speaker_start speaker_end cue via direct start end rule }
        repr(row) format_args!("{}, {}:{}{}", quoted(&row.text), row.start, row.end, and(&row.speaker));

    /// One telling of who did what to whom.
    Event(EventRow) {
        event_id story_id article_id sentence event_type mode context cameo quad_class goldstein actors recipients actor_codes
        recipient_codes date_start date_end date_text place place_country latitude longitude status attributed_to quantity_low
        quantity_high quantity_noun text trigger start end confidence rule path
    } repr(row) format_args!(
        "{}, {}, {}:{}, [{}] -> [{}]{}",
        row.event_type, quoted(&row.trigger), row.start, row.end, row.actor_codes.join(", "), row.recipient_codes.join(", "),
        and(&row.date_start)
    );

    /// An actor or a recipient of an event: the words that stand for it and who that is.
    Participant(ParticipantRow) { name code entity_id start end }
        repr(row) format_args!("{}, {}:{}{}", quoted(&row.name), row.start, row.end, and(&row.code));

    /// Where a report was filed.
    Dateline(DatelineRow) { text place country agency source_start source_end }
        repr(row) format_args!("{}{}{}", quoted(&row.place), and(&row.country), and(&row.agency));

    /// A picture's caption.
    Caption(CaptionRow) { text credit date source_start source_end }
        repr(row) format_args!("{}{}", quoted(&row.text), and(&row.credit));

    /// A piece of the page that is not the body.
    Removed(RemovedRow) { text reason source_start source_end }
        repr(row) format_args!("{}, {}", quoted(&row.text), row.reason);

    /// Something odd: a document that could not be read, or a doubt about one that could.
    Problem(ProblemRow) { source stage error }
        repr(row) format_args!("{}, {}, {}", quoted(&row.source), row.stage, quoted(&row.error));
}

/// A constructor's name and its arguments, as pickle wants them.
pub(super) type Reduced<'py> = (Bound<'py, PyAny>, (&'static str, &'static str, Bound<'py, PyBytes>));

/// What pickle needs to make an object again: our `_restore`, the class, the version and the state.
pub(super) fn reduce<'py>(py: Python<'py>, class: &'static str, state: &[u8]) -> PyResult<Reduced<'py>> {
    let restore = py.import("dateline._core")?.getattr("_restore")?;
    Ok((restore, (class, env!("CARGO_PKG_VERSION"), PyBytes::new(py, state))))
}

pub(super) fn row_dict<'py>(py: Python<'py>, row: &impl Record) -> PyResult<Bound<'py, PyDict>> {
    dict(py, names_of(row), &row.cells())
}

fn names_of<R: Record>(_row: &R) -> &'static [&'static str] {
    R::NAMES
}

/// A value as bytes; rows hold nothing that cannot be written.
pub(super) fn freeze(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_default()
}

pub(super) fn thaw<T: DeserializeOwned>(bytes: &[u8]) -> PyResult<T> {
    postcard::from_bytes(bytes).map_err(|error| PyValueError::new_err(format!("this pickle is damaged: {error}")))
}

pub(super) fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// The words on one line, cut where they are long.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("{shown:?}")
}

pub(super) fn and(value: &Option<impl std::fmt::Display>) -> String {
    value.as_ref().map(|value| format!(", {value}")).unwrap_or_default()
}
