//! A day and a moment, as values: no clock, no parsing, no zone rules (those live in `calendar`).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the proleptic Gregorian calendar. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or `None` where the calendar has none: `Date::new(2023, 2, 29)`.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let fits =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        fits.then_some(Self { year, month, day })
    }

    pub fn year(self) -> i16 {
        self.year
    }

    pub fn month(self) -> u8 {
        self.month
    }

    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, as Arrow's `Date32` counts.
    pub fn days_since_epoch(self) -> i32 {
        // Years run from March, so that the leap day is the last of its year.
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i32::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01; `None` outside the years 1 to 9999.
    pub fn from_days_since_epoch(days: i32) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Self::new(i16::try_from(year).ok()?, month as u8, day as u8)
    }

    /// The day `days` later (earlier where negative).
    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::from_days_since_epoch(self.days_since_epoch().checked_add(days)?)
    }

    /// Monday is 0, Sunday 6.
    pub fn weekday(self) -> u8 {
        (self.days_since_epoch() + 3).rem_euclid(7) as u8
    }

    /// The last day of this day's month.
    pub fn last_of_month(self) -> Self {
        Self { day: days_in_month(self.year, self.month), ..self }
    }
}

fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A point in time together with the offset from UTC in which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Minutes east of UTC; negative to the west.
    pub offset_minutes: i16,
}

impl Moment {
    /// The moment when a clock `offset_minutes` east of UTC shows this day and second of the day.
    pub fn from_local(date: Date, second_of_day: u32, offset_minutes: i16) -> Self {
        let local = i64::from(date.days_since_epoch()) * 86_400 + i64::from(second_of_day);
        Self { seconds: local - i64::from(offset_minutes) * 60, offset_minutes }
    }

    /// The day on the writer's own calendar.
    pub fn date(self) -> Option<Date> {
        self.date_at(self.offset_minutes)
    }

    /// The day that a place `offset_minutes` east of UTC has at this moment.
    pub fn date_at(self, offset_minutes: i16) -> Option<Date> {
        let local = self.seconds + i64::from(offset_minutes) * 60;
        Date::from_days_since_epoch(i32::try_from(local.div_euclid(86_400)).ok()?)
    }

    /// Seconds since local midnight.
    pub fn second_of_day(self) -> u32 {
        (self.seconds + i64::from(self.offset_minutes) * 60).rem_euclid(86_400) as u32
    }
}

/// ISO 8601 with the offset: `2024-11-11T23:01:00-05:00`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(date) = self.date() else { return f.write_str("out of range") };
        let second = self.second_of_day();
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let offset = self.offset_minutes.unsigned_abs();
        write!(
            f,
            "{date}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            second / 3600,
            second / 60 % 60,
            second % 60,
            offset / 60,
            offset % 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch_and_back() {
        assert_eq!(Date::new(1970, 1, 1).unwrap().days_since_epoch(), 0);
        assert_eq!(Date::new(2000, 2, 29).unwrap().days_since_epoch(), 11_016);
        for days in [-700_000, -1, 0, 59, 60, 11_016, 20_000, 2_900_000] {
            assert_eq!(Date::from_days_since_epoch(days).unwrap().days_since_epoch(), days);
        }
    }

    #[test]
    fn the_calendar_refuses_days_that_it_has_not() {
        assert_eq!(Date::new(2023, 2, 29), None);
        assert_eq!(Date::new(1900, 2, 29), None);
        assert!(Date::new(2024, 2, 29).is_some());
        assert_eq!(Date::new(2024, 13, 1), None);
    }

    #[test]
    fn weekdays_start_on_monday() {
        assert_eq!(Date::new(2024, 11, 11).unwrap().weekday(), 0);
        assert_eq!(Date::new(1969, 12, 28).unwrap().weekday(), 6);
    }

    #[test]
    fn one_moment_is_another_day_elsewhere() {
        let moment = Moment::from_local(Date::new(2024, 11, 11).unwrap(), 23 * 3600 + 60, -300);
        assert_eq!(moment.to_string(), "2024-11-11T23:01:00-05:00");
        assert_eq!(moment.date_at(540), Date::new(2024, 11, 12));
    }
}
