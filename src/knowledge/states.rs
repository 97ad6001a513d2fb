//! The states of the United States, as datelines abbreviate them: `knowledge/gazetteer/us_states.tsv`.

/// The name of the state that a name, a postal code or a dateline's abbreviation stands for.
pub(crate) fn us_state(name: &str) -> Option<&'static str> {
    let rows = include_str!("../../knowledge/gazetteer/us_states.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let full = cells.next()?;
        (full == name || cells.any(|cell| !cell.is_empty() && cell == name)).then_some(full)
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::us_state;

    #[test]
    fn states_by_any_of_their_forms() {
        assert_eq!(us_state("Pa."), Some("Pennsylvania"));
        assert_eq!(us_state("N.Y."), Some("New York"));
        assert_eq!(us_state("TX"), Some("Texas"));
        assert_eq!(us_state("Peru"), None);
        assert_eq!(us_state(""), None);
    }
}
