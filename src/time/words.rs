//! Months, weekdays, units and small numbers.

/// The month that a capitalised word names.
pub(super) fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let short = word.strip_suffix('.');
    let fits = |name: &&str| **name == *word || short.is_some_and(|short| short.len() >= 3 && name.starts_with(short));
    MONTHS.iter().position(fits).map(|nth| nth as u8 + 1)
}

/// The weekday that a capitalised word names; Monday is 0.
pub(super) fn weekday(word: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let short = word.strip_suffix('.');
    let fits = |name: &&str| **name == *word || short.is_some_and(|short| short.len() >= 3 && name.starts_with(short));
    DAYS.iter().position(fits).map(|nth| nth as u8)
}

/// The letter of a unit of days or more in an ISO 8601 duration.
pub(super) fn unit(word: &str) -> Option<char> {
    match word {
        "day" | "days" => Some('D'),
        "week" | "weeks" => Some('W'),
        "month" | "months" => Some('M'),
        "year" | "years" => Some('Y'),
        _ => None,
    }
}

/// A small number in words or digits.
pub(super) fn number(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let nth = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word)).map(|nth| nth as i32);
    nth.or_else(|| word.parse().ok()).filter(|count| (1..=999).contains(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_capitalised_names_are_months_and_days() {
        assert_eq!((month("Nov."), month("Sept."), month("march"), month("Mar")), (Some(11), Some(9), None, None));
        assert_eq!((weekday("Tues."), weekday("Sunday"), weekday("sun")), (Some(1), Some(6), None));
        assert_eq!((number("Three"), number("0"), number("90")), (Some(3), None, Some(90)));
    }
}
