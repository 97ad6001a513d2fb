//! Organisations that news names without saying what they are.

use super::rows::{cell, list, rows};
use once_cell::sync::Lazy;

/// An organisation and its actor code.
#[derive(Debug, Clone)]
pub(crate) struct Organisation {
    pub(crate) name: &'static str,
    pub(crate) other_names: Vec<&'static str>,
    /// PLOVER actor code: `IGO`, `RUS LEG`.
    pub(crate) code: &'static str,
    /// The one state that it belongs to.
    pub(crate) country: Option<&'static str>,
}

static ORGANISATIONS: Lazy<Vec<Organisation>> = Lazy::new(|| {
    rows(include_str!("../../knowledge/gazetteer/organisations.tsv"))
        .map(|[name, other_names, code, country]| Organisation {
            name,
            other_names: list(other_names),
            code,
            country: cell(country),
        })
        .collect()
});

/// Every organisation, by name.
pub(crate) fn organisations() -> &'static [Organisation] {
    &ORGANISATIONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::country_by_code;

    #[test]
    fn a_code_begins_with_the_country() {
        for organisation in organisations() {
            match organisation.country {
                Some(country) => {
                    assert!(country_by_code(country).is_some(), "{}", organisation.name);
                    let alone = !organisation.code.contains(' ') || organisation.code.starts_with("NGO");
                    assert!(alone || organisation.code.starts_with(country), "{}", organisation.name);
                }
                None => assert!(["IGO", "NGO", "NGO MED", "REB"].contains(&organisation.code), "{}", organisation.name),
            }
        }
        assert!(organisations().len() > 100);
    }
}
