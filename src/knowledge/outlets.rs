//! News agencies and outlets.

use super::rows::{cell, list, rows};
use crate::text::letters_key;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A news agency, or a newspaper, broadcaster or site.
#[derive(Debug, Clone)]
pub(crate) struct Outlet {
    pub(crate) name: &'static str,
    /// The form that a credit gives, where it is shorter: `AFP`.
    pub(crate) short: Option<&'static str>,
    /// Every other form that running text may name it by.
    pub(crate) other_names: Vec<&'static str>,
    /// ISO 3166 alpha-3.
    pub(crate) country: Option<&'static str>,
    pub(crate) kind: OutletKind,
    hosts: Vec<&'static str>,
    /// Forms that are ordinary words too.
    ordinary: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutletKind {
    Agency,
    Outlet,
}

impl Outlet {
    /// `AFP` for Agence France-Presse, `Reuters` for Reuters.
    pub(crate) fn short_name(&self) -> &'static str {
        self.short.unwrap_or(self.name)
    }

    /// The forms to seek in running text: none that is an ordinary word.
    pub(crate) fn names_in_text(&self) -> impl Iterator<Item = &'static str> {
        let known = [self.name].into_iter().chain(self.other_names.iter().copied());
        known.filter(|name| !self.ordinary.contains(name))
    }
}

struct Outlets {
    all: Vec<Outlet>,
    by_name: HashMap<String, usize>,
    agency_by_name: HashMap<String, usize>,
    by_host: HashMap<&'static str, usize>,
}

static OUTLETS: Lazy<Outlets> = Lazy::new(load);

/// Every agency and outlet, by name.
pub(crate) fn outlets() -> &'static [Outlet] {
    &OUTLETS.all
}

/// The agency that goes by this name or short form, letters of any case: `AP`, `Agence France-Presse`.
pub(crate) fn find_agency(name: &str) -> Option<&'static Outlet> {
    OUTLETS.agency_by_name.get(&name_key(name)).map(|&nth| &OUTLETS.all[nth])
}

/// The agency or outlet that goes by this name.
pub(crate) fn find_outlet(name: &str) -> Option<&'static Outlet> {
    OUTLETS.by_name.get(&name_key(name)).map(|&nth| &OUTLETS.all[nth])
}

/// The agency or outlet of a host: `www.bbc.co.uk`, `EDITION.CNN.COM`; a host below a known one is its own.
pub(crate) fn find_outlet_by_domain(host: &str) -> Option<&'static Outlet> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let mut rest = host.as_str();
    loop {
        if let Some(&nth) = OUTLETS.by_host.get(rest) {
            return Some(&OUTLETS.all[nth]);
        }
        rest = rest.split_once('.')?.1;
    }
}

fn name_key(name: &str) -> String {
    let name = name.trim();
    let bare = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).or_else(|| name.strip_prefix("THE "));
    letters_key(bare.unwrap_or(name))
}

fn load() -> Outlets {
    let all: Vec<Outlet> = rows(include_str!("../../knowledge/gazetteer/outlets.tsv"))
        .map(|[name, other_names, country, kind, hosts]| {
            let (mut other_names, hosts) = (list(other_names), list(hosts));
            let mut ordinary = Vec::new();
            let mut known = |form: &'static str| match form.strip_prefix('~') {
                Some(word) => {
                    ordinary.push(word);
                    word
                }
                None => form,
            };
            let name = known(name);
            other_names.iter_mut().for_each(|form| *form = known(form));
            Outlet {
                name,
                short: other_names.first().copied().filter(|form| form.len() < name.len()),
                other_names,
                country: cell(country),
                kind: if kind == "agency" { OutletKind::Agency } else { OutletKind::Outlet },
                hosts,
                ordinary,
            }
        })
        .collect();
    let (mut by_name, mut agency_by_name, mut by_host) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (nth, outlet) in all.iter().enumerate() {
        by_name.entry(name_key(outlet.name)).or_insert(nth);
    }
    for (nth, outlet) in all.iter().enumerate() {
        for name in outlet.other_names.iter().chain([&outlet.name]) {
            by_name.entry(name_key(name)).or_insert(nth);
            if outlet.kind == OutletKind::Agency {
                agency_by_name.entry(name_key(name)).or_insert(nth);
            }
        }
        by_host.extend(outlet.hosts.iter().map(|&host| (host, nth)));
    }
    Outlets { all, by_name, agency_by_name, by_host }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::country_by_code;

    #[test]
    fn an_agency_is_found_by_any_form() {
        let check = |form: &str, short: Option<&str>| {
            assert_eq!(find_agency(form).map(Outlet::short_name), short, "{form}");
        };
        check("AP", Some("AP"));
        check("The Associated Press", Some("AP"));
        check("REUTERS", Some("Reuters"));
        check("Agence France-Presse", Some("AFP"));
        check("Korean Central News Agency", Some("KCNA"));
        check("The New York Times", None);
    }

    #[test]
    fn an_outlet_is_found_by_its_host_or_one_below() {
        let check = |host: &str, name: Option<&str>| {
            assert_eq!(find_outlet_by_domain(host).map(|outlet| outlet.name), name, "{host}");
        };
        check("www.themoscowtimes.com", Some("The Moscow Times"));
        check("NEWSMAX.COM", Some("Newsmax"));
        check("news.bbc.co.uk", Some("BBC News"));
        check("timesofindia.indiatimes.com", Some("The Times of India"));
        check("com", None);
        check("example.org", None);
    }

    #[test]
    fn ordinary_words_are_known_but_not_sought() {
        let time = find_outlet("Time");
        assert_eq!(time.map(|outlet| outlet.name), Some("Time"));
        assert!(time.is_some_and(|outlet| outlet.names_in_text().all(|name| name != "Time")));
    }

    #[test]
    fn every_outlet_is_in_a_known_country_and_no_host_is_given_twice() {
        let hosts: usize = outlets().iter().map(|outlet| outlet.hosts.len()).sum();
        assert_eq!(hosts, OUTLETS.by_host.len());
        for outlet in outlets() {
            assert!(outlet.country.is_none_or(|code| country_by_code(code).is_some()), "{}", outlet.name);
        }
        let agencies = outlets().iter().filter(|outlet| outlet.kind == OutletKind::Agency);
        assert!(agencies.count() > 100);
    }
}
