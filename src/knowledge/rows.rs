//! Tables of tab-separated values with `#` comments and one heading line.

use crate::civil::Date;

/// The cells of every row below the heading; a row that lacks cells has empty ones.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// The members of a cell that lists several, separated by `|`.
pub(super) fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').filter(|member| !member.is_empty()).collect()
}

/// The cell, or `None` where it is empty.
pub(super) fn cell(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// `2021`, `2021-03` or `2021-03-11`, as the first day that it may be.
pub(super) fn first_day(cell: &str) -> Option<Date> {
    let (year, month, day) = parts(cell)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
}

/// The last day that it may be.
pub(super) fn last_day(cell: &str) -> Option<Date> {
    let (year, month, day) = parts(cell)?;
    let month = month.unwrap_or(12);
    match day {
        Some(day) => Date::new(year, month, day),
        None => Date::new(year, month, 1).map(Date::last_of_month),
    }
}

fn parts(cell: &str) -> Option<(i16, Option<u8>, Option<u8>)> {
    let mut parts = cell.split('-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next().and_then(|part| part.parse().ok()), parts.next().and_then(|part| part.parse().ok())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_heading_are_no_rows() {
        let found: Vec<[&str; 3]> = rows("# origin\na\tb\tc\n1\t2|3\t\n4\n").collect();
        assert_eq!(found, [["1", "2|3", ""], ["4", "", ""]]);
        assert_eq!(list(found[0][1]), ["2", "3"]);
        assert_eq!(cell(found[0][2]), None);
    }
}
