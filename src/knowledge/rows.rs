//! Tables of tab-separated values with `#` comments and one heading line.

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
