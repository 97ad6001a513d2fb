//! Articles and corpora as Arrow record batches, and as files.
//!
//! In: [`Article`](crate::Article)s and a [`Corpus`](crate::Corpus). Out: one [`Table`] a kind of
//! fact, whose columns are the fields of the structs in [`schema`]; offsets are turned from bytes into
//! code points in [`rows`], for the tables and for the objects of Python alike.
//!
//! `"Putin signed."` holds one mention: the table `mentions` has a row
//! `{type: "PERSON", kind: "name", text: "Putin", start: 0, end: 5, …}`.

mod cell;
mod column;
mod conllu;
mod kind;
pub(crate) mod rows;
pub(crate) mod schema;
mod write;

pub(crate) use cell::{Cell, Record};
pub use column::{Table, Tabulator};
pub use conllu::conllu;
pub use kind::{TableKind, story_table};
pub use write::{Format, Writer};
