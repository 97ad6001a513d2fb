//! What else a state's or a city's name may be a part of: `knowledge/gazetteer/confusables.tsv`.

use super::rows::{list, rows};
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// The words beside which a form means something else.
#[derive(Debug, Clone)]
pub(crate) struct Confusable {
    pub(crate) before: Vec<&'static str>,
    pub(crate) after: Vec<&'static str>,
}

static CONFUSABLES: Lazy<HashMap<&'static str, Confusable>> = Lazy::new(|| {
    rows(include_str!("../../knowledge/gazetteer/confusables.tsv"))
        .map(|[form, before, after]: [_; 3]| (form, Confusable { before: list(before), after: list(after) }))
        .collect()
});

/// A form that is also a part of other names.
pub(crate) fn confusable(form: &str) -> Option<&'static Confusable> {
    CONFUSABLES.get(form)
}
