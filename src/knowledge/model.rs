//! The trained weights, as bytes that stand at a boundary of 64.

/// Bytes that numbers can be read from in place.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../knowledge/models/language.bin"));

/// The net of the language room.
pub(crate) static LANGUAGE_MODEL: &[u8] = &FILE.0;

/// The weights of the entity room's model of coreference, a byte each.
pub(crate) static COREFERENCE_MODEL: &[u8] = include_bytes!("../../knowledge/models/coreference.bin");
