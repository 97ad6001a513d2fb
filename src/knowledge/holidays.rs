//! Holidays and the days they fall on: `knowledge/lexicon/holidays.tsv`.

use super::rows::rows;
use crate::civil::Date;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// How the days of a holiday follow from the year.
#[derive(Debug, Clone)]
enum Rule {
    Fixed(u8, u8),
    /// The nth such weekday of a month, from its end where negative.
    Weekday(i8, u8, u8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// First and last days.
    Table(Vec<(Date, Date)>),
}

/// A holiday by any of its names.
#[derive(Debug, Clone)]
pub(crate) struct Holiday {
    rule: Rule,
}

static HOLIDAYS: Lazy<HashMap<&'static str, Holiday>> = Lazy::new(|| {
    let mut all = HashMap::new();
    for [forms, day] in rows(include_str!("../../knowledge/lexicon/holidays.tsv")) {
        let Some(rule) = rule_of(day) else { continue };
        all.extend(forms.split('|').map(|form| (form, Holiday { rule: rule.clone() })));
    }
    all
});

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The longest form has so many words.
pub(crate) const LONGEST_HOLIDAY: usize = 5;

/// The holiday of this name: words in lower case with single blanks.
pub(crate) fn holiday(words: &str) -> Option<&'static Holiday> {
    HOLIDAYS.get(words)
}

impl Holiday {
    /// First and last day in a year, where they are known.
    pub(crate) fn days_in(&self, year: i16) -> Option<(Date, Date)> {
        let day = match &self.rule {
            Rule::Fixed(month, day) => Date::new(year, *month, *day)?,
            Rule::Weekday(nth, weekday, month) => nth_weekday(year, *month, *weekday, *nth)?,
            Rule::Easter(days) => easter(year)?.plus_days(*days)?,
            Rule::Table(days) => return days.iter().copied().find(|(first, _)| first.year() == year),
        };
        Some((day, day))
    }
}

fn rule_of(text: &'static str) -> Option<Rule> {
    let number = |text: &str| text.parse::<u8>().ok();
    if let Some(days) = text.strip_prefix("easter") {
        return Some(Rule::Easter(days.parse().ok()?));
    }
    let parts: Vec<&str> = text.split(' ').collect();
    match parts.as_slice() {
        [nth, weekday, month] if weekday.ends_with("day") => Some(Rule::Weekday(
            nth.parse().ok()?,
            WEEKDAYS.iter().position(|known| known == weekday)? as u8,
            number(month)?,
        )),
        [day] if day.len() == 5 => {
            let (month, day) = day.split_once('-')?;
            Some(Rule::Fixed(number(month)?, number(day)?))
        }
        days => {
            let days = days.iter().map(|day| {
                let (first, more) = day.split_once('+').unwrap_or((day, "0"));
                let first = super::rows::first_day(first)?;
                Some((first, first.plus_days(more.parse().ok()?)?))
            });
            Some(Rule::Table(days.collect::<Option<_>>()?))
        }
    }
}

fn nth_weekday(year: i16, month: u8, weekday: u8, nth: i8) -> Option<Date> {
    let first = Date::new(year, month, 1)?;
    let last = first.last_of_month();
    if nth < 0 {
        return last.plus_days(-i32::from((7 + last.weekday() - weekday) % 7));
    }
    first.plus_days(i32::from((7 + weekday - first.weekday()) % 7) + 7 * (i32::from(nth) - 1))
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, "Astronomical Algorithms").
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_fall_on_their_days() {
        let check = |name: &str, year: i16, expected: (u8, u8)| {
            let found =
                holiday(name).and_then(|holiday| holiday.days_in(year)).map(|(first, _)| (first.month(), first.day()));
            assert_eq!(found, Some(expected), "{name} {year}");
        };
        check("easter", 2024, (3, 31));
        check("easter", 1999, (4, 4));
        check("good friday", 2023, (4, 7));
        check("thanksgiving", 1999, (11, 25));
        check("memorial day", 2024, (5, 27));
        check("lunar new year", 2024, (2, 10));
        check("ramadan", 2024, (3, 11));
        check("christmas eve", 2001, (12, 24));
        assert!(holiday("ramadan").and_then(|holiday| holiday.days_in(1905)).is_none());
    }
}
