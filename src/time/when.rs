//! A stretch of the calendar with its grain, and lengths of time as they are written.

use crate::civil::Date;

/// What an expression denotes, as exactly as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Day(Date),
    /// By its Saturday.
    Weekend(Date),
    /// By its Monday.
    Week(Date),
    Month(i16, u8),
    /// 1 to 4.
    Quarter(i16, u8),
    Half(i16, u8),
    /// By the year it begins in.
    Season(i16, &'static str),
    Year(i16),
    /// By its first year.
    Decade(i16),
    Century(i16),
}

impl When {
    /// The stretch of a unit (`D`, `W`, …) that holds a day.
    pub(super) fn of(unit: &str, day: Date) -> Option<Self> {
        Some(match unit {
            "D" | "N" | "TH" | "TM" | "TS" => Self::Day(day),
            "W" => Self::Week(monday(day)?),
            "E" => Self::Weekend(monday(day)?.plus_days(5)?),
            "M" => Self::Month(day.year(), day.month()),
            "Q" => Self::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            "Y" => Self::Year(day.year()),
            "DE" => Self::Decade(day.year() / 10 * 10),
            "CE" => Self::Century(day.year() / 100 * 100),
            _ => return None,
        })
    }

    /// First and last day.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: u8, last: u8| {
            Some((Date::new(year, first, 1)?, Date::new(year, last, 1)?.last_of_month()))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Weekend(day) => Some((day, day.plus_days(1)?)),
            Self::Week(day) => Some((day, day.plus_days(6)?)),
            Self::Month(year, month) => months(year, month, month),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
            Self::Half(year, half) => months(year, half * 6 - 5, half * 6),
            Self::Season(year, "SP") => months(year, 3, 5),
            Self::Season(year, "SU") => months(year, 6, 8),
            Self::Season(year, "FA") => months(year, 9, 11),
            Self::Season(year, _) => Some((Date::new(year, 12, 1)?, Date::new(year + 1, 2, 1)?.last_of_month())),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(year) => Some((Date::new(year, 1, 1)?, Date::new(year + 9, 12, 31)?)),
            Self::Century(year) => Some((Date::new(year, 1, 1)?, Date::new(year + 99, 12, 31)?)),
        }
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Weekend(day) => format!("{}-WE", week(day)),
            Self::Week(day) => week(day),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}", year / 10),
            Self::Century(year) => format!("{:02}", year / 100),
        }
    }

    /// So many units on. What is coarser than the unit stays open; what is finer keeps its grain where the unit is a year, else takes
    /// the unit's.
    pub(super) fn shifted(self, unit: &str, count: i32) -> Option<Self> {
        let (first, _) = self.days()?;
        match (unit, self) {
            ("D" | "N", Self::Day(day)) => Some(Self::Day(day.plus_days(count)?)),
            ("D" | "N", _) => None,
            ("W", Self::Day(day)) => Some(Self::Day(day.plus_days(count.checked_mul(7)?)?)),
            ("W" | "E", _) => Self::of(unit, first.plus_days(count.checked_mul(7)?)?),
            ("M", _) => Self::of("M", plus_months(first, count)?),
            ("Q", _) => Self::of("Q", plus_months(first, count.checked_mul(3)?)?),
            ("Y", Self::Month(year, month)) => Some(Self::Month(plus(year, count)?, month)),
            ("Y", Self::Quarter(year, quarter)) => Some(Self::Quarter(plus(year, count)?, quarter)),
            ("Y", Self::Half(year, half)) => Some(Self::Half(plus(year, count)?, half)),
            ("Y", Self::Season(year, season)) => Some(Self::Season(plus(year, count)?, season)),
            ("Y", _) => Some(Self::Year(plus(first.year(), count)?)),
            ("DE", _) => Some(Self::Year(plus(first.year(), count.checked_mul(10)?)?)),
            ("CE", _) => Some(Self::Year(plus(first.year(), count.checked_mul(100)?)?)),
            _ => None,
        }
    }
}

fn plus(year: i16, count: i32) -> Option<i16> {
    i16::try_from(i32::from(year).checked_add(count)?).ok().filter(|year| (1..=9999).contains(year))
}

/// The first day of the month so many months on.
pub(super) fn plus_months(day: Date, count: i32) -> Option<Date> {
    let months = (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).checked_add(count)?;
    Date::new(i16::try_from(months.div_euclid(12)).ok()?, months.rem_euclid(12) as u8 + 1, 1)
}

pub(super) fn monday(day: Date) -> Option<Date> {
    day.plus_days(-i32::from(day.weekday()))
}

/// The ISO week of a day: `2024-W46`.
fn week(day: Date) -> String {
    // The week belongs to the year that its Thursday lies in.
    let thursday = monday(day).and_then(|monday| monday.plus_days(3)).unwrap_or(day);
    let first = Date::new(thursday.year(), 1, 1).unwrap_or(thursday);
    let nth = (thursday.days_since_epoch() - first.days_since_epoch()) / 7 + 1;
    format!("{:04}-W{nth:02}", thursday.year())
}

/// An ISO 8601 duration; `X` for a count that is not known.
pub(super) fn duration(count: Option<f64>, letters: &str) -> String {
    let (prefix, letter, times) = match letters {
        "TH" => ("PT", "H", 1.0),
        "TM" => ("PT", "M", 1.0),
        "TS" => ("PT", "S", 1.0),
        "N" => ("P", "D", 1.0),
        "E" => ("P", "WE", 1.0),
        "DE" => ("P", "Y", 10.0),
        "CE" => ("P", "Y", 100.0),
        other => ("P", other, 1.0),
    };
    let (prefix, letter, times) = match (count, letters) {
        (None, "DE") => ("P", "E", 1.0),
        (None, "CE") => ("P", "C", 1.0),
        _ => (prefix, letter, times),
    };
    match count {
        None => format!("{prefix}X{letter}"),
        Some(count) if count.fract() == 0.5 && times == 1.0 && matches!(letters, "Y" | "TH" | "TM") => {
            let half = match letters {
                "Y" => "6M",
                "TH" => "30M",
                _ => "30S",
            };
            match count.trunc() {
                0.0 => format!("{prefix}{half}"),
                whole => format!("{prefix}{whole}{letter}{half}"),
            }
        }
        Some(count) => format!("{prefix}{}{letter}", count * times),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a day")
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        assert_eq!(week(day(2024, 11, 12)), "2024-W46");
        assert_eq!(week(day(2024, 12, 30)), "2025-W01");
        assert_eq!(week(day(2021, 1, 3)), "2020-W53");
    }

    #[test]
    fn grain_is_kept() {
        let june = When::Month(2024, 6);
        assert_eq!(june.days(), Some((day(2024, 6, 1), day(2024, 6, 30))));
        assert_eq!(june.shifted("Y", -1), Some(When::Month(2023, 6)));
        assert_eq!(june.shifted("D", 1), None);
        assert_eq!(When::Day(day(2024, 1, 31)).shifted("M", 1), Some(When::Month(2024, 2)));
        assert_eq!(When::Season(2023, "WI").days(), Some((day(2023, 12, 1), day(2024, 2, 29))));
        assert_eq!(When::Decade(1990).value(), "199");
        assert_eq!(When::Day(day(9999, 12, 31)).shifted("D", 1), None);
    }
}
