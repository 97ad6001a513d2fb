//! Organisations that news names without saying what they are.

use super::rows::{cell, first_day, last_day, list, rows};
use crate::civil::Date;
use once_cell::sync::Lazy;

/// An organisation and its actor code, which may change with time.
#[derive(Debug, Clone)]
pub(crate) struct Organisation {
    pub(crate) name: &'static str,
    pub(crate) other_names: Vec<&'static str>,
    /// The latest last.
    standings: Vec<Standing>,
}

/// What an organisation was from one day to another.
#[derive(Debug, Clone, Copy)]
struct Standing {
    sector: &'static str,
    country: Option<&'static str>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Organisation {
    /// Its country, where it belongs to one, and its sector on a day; without a day, the latest.
    pub(crate) fn on(&self, day: Option<Date>) -> (Option<&'static str>, &'static str) {
        let holds = |standing: &&Standing| {
            day.is_some_and(|day| {
                standing.from.is_none_or(|from| from <= day) && standing.to.is_none_or(|to| day <= to)
            })
        };
        let last = self.standings.len() - 1;
        let standing = self.standings.iter().find(holds).unwrap_or(&self.standings[last]);
        (standing.country, standing.sector)
    }
}

static ORGANISATIONS: Lazy<Vec<Organisation>> = Lazy::new(|| {
    let mut all: Vec<Organisation> = Vec::new();
    for [name, other_names, code, country, from, to] in
        rows(include_str!("../../knowledge/gazetteer/organisations.tsv"))
    {
        // `USA LEG` and `NGO MED`: the first part that is no country.
        let sector = code.split(' ').find(|part| *part != country).unwrap_or(code);
        let standing = Standing { sector, country: cell(country), from: first_day(from), to: last_day(to) };
        match all.last_mut().filter(|last| last.name == name) {
            Some(last) => last.standings.push(standing),
            None => all.push(Organisation { name, other_names: list(other_names), standings: vec![standing] }),
        }
    }
    for organisation in &mut all {
        organisation.standings.sort_by_key(|standing| standing.from);
    }
    all
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
    fn every_organisation_has_a_sector_and_a_known_country_if_any() {
        for organisation in organisations() {
            for standing in &organisation.standings {
                assert!(standing.sector.len() == 3, "{}", organisation.name);
                assert!(standing.country.is_none_or(|code| country_by_code(code).is_some()), "{}", organisation.name);
            }
        }
        assert!(organisations().len() > 900);
    }

    #[test]
    fn what_a_body_is_depends_on_the_day() {
        let taliban = organisations().iter().find(|organisation| organisation.name == "Taliban");
        let on = |year| taliban.map(|taliban| taliban.on(Date::new(year, 6, 1)).1);
        assert_eq!((on(2000), on(2015), on(2023)), (Some("GOV"), Some("REB"), Some("GOV")));
    }
}
