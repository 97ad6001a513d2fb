//! The dates of metadata: written forms that have one meaning, and counts of seconds.
//!
//! `2024-11-12`, `2024-11-12T10:30:00+02:00`, `20241112`, `Tue, 12 Nov 2024 10:30:00 GMT`, and seconds,
//! milliseconds, microseconds or nanoseconds since 1970 where the number of digits shows which.
//! A time of day without a zone gives the day alone; so does midnight in UTC, which is how programs
//! write a day that they had to give a time.

use crate::calendar;
use crate::civil::{Date, Moment};

/// A day, and the moment where time of day and zone are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Date,
    pub(super) moment: Option<Moment>,
}

impl Stamp {
    pub(super) fn day(date: Date) -> Self {
        Self { date, moment: None }
    }

    /// The moment's own day; midnight in UTC is a day without a time.
    pub(super) fn moment(moment: Moment) -> Option<Self> {
        let date = moment.date()?;
        let is_day = moment.offset_minutes == 0 && moment.second_of_day() == 0;
        Some(Self { date, moment: (!is_day).then_some(moment) })
    }

    /// A count since 1970, in UTC, whose digits show that it counts seconds or parts of them.
    pub(super) fn epoch(count: i64) -> Option<Self> {
        let per_second = match count {
            100_000_000..100_000_000_000 => 1,
            100_000_000_000..100_000_000_000_000 => 1_000,
            100_000_000_000_000..100_000_000_000_000_000 => 1_000_000,
            100_000_000_000_000_000.. => 1_000_000_000,
            _ => return None,
        };
        Self::moment(Moment { seconds: count / per_second, offset_minutes: 0 })
    }
}

/// The date that a cell of metadata states; `None` where it states none, or more than one.
pub(super) fn read_stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text);
    }
    if let Some(seconds) =
        text.strip_suffix(".0").filter(|digits| digits.len() >= 9 && digits.bytes().all(|b| b.is_ascii_digit()))
    {
        return digits(seconds);
    }
    iso(text).or_else(|| rfc_2822(text)).or_else(|| in_words(text))
}

fn digits(text: &str) -> Option<Stamp> {
    match text.len() {
        8 => {
            let date = Date::new(number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?)?;
            (1800..2200).contains(&date.year()).then(|| Stamp::day(date))
        }
        14 => {
            let date = digits(&text[..8])?.date;
            clock(&format!("{}:{}:{}", &text[8..10], &text[10..12], &text[12..]))?;
            Some(Stamp::day(date))
        }
        10 | 13 | 16 | 19 => Stamp::epoch(text.parse().ok()?),
        _ => None,
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `2024-11-12`, `2024/11/12 10:30`, `2024-11-12T10:30:00.000Z`.
fn iso(text: &str) -> Option<Stamp> {
    let day = text.get(..10)?;
    let mark = *day.as_bytes().get(4)?;
    if !matches!(mark, b'-' | b'/' | b'.') || day.as_bytes().get(7) != Some(&mark) {
        return None;
    }
    let date = Date::new(number(day.get(..4)?)?, number(day.get(5..7)?)?, number(day.get(8..)?)?)?;
    let rest = text.get(10..)?.trim_start_matches(['T', 't', ' ']);
    if rest.is_empty() {
        return Some(Stamp::day(date));
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(rest.len());
    with_time(date, clock(&rest[..end])?, rest[end..].trim())
}

/// `Tue, 12 Nov 2024 10:30:00 +0000`, the day's name left out or not.
fn rfc_2822(text: &str) -> Option<Stamp> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.split_once(',').map_or(text, |(weekday, rest)| if weekday.len() == 3 { rest } else { text });
    let mut parts = text.split_whitespace();
    let day = number(parts.next()?)?;
    let name = parts.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|&month| month == name)? + 1;
    let year = parts.next().filter(|year| year.len() == 4)?;
    let date = Date::new(number(year)?, u8::try_from(month).ok()?, day)?;
    let Some(time) = parts.next() else { return Some(Stamp::day(date)) };
    with_time(date, clock(time)?, parts.next().unwrap_or_default())
}

/// `12 November 2024` and the like, where the whole cell has one date that can be read in one way.
fn in_words(text: &str) -> Option<Stamp> {
    if text.len() > 100 {
        return None;
    }
    let stated = calendar::read_date(text).filter(|stated| stated.swapped.is_none())?;
    Some(Stamp { date: stated.date, moment: stated.moment })
}

/// Seconds since midnight: `10:30`, `10:30:00.123`.
fn clock(text: &str) -> Option<u32> {
    let whole = text.split(['.', ',']).next()?;
    let mut parts = whole.split(':').map(number::<u32>);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let fits = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
    fits.then(|| hour * 3600 + minute * 60 + second.min(59))
}

fn with_time(date: Date, second_of_day: u32, zone: &str) -> Option<Stamp> {
    if zone.is_empty() {
        return Some(Stamp::day(date));
    }
    match offset(zone) {
        Some(minutes) => Stamp::moment(Moment::from_local(date, second_of_day, minutes)),
        // A zone by a name that stands for several: the day is the writer's own all the same.
        None if zone.len() <= 5 && zone.bytes().all(|b| b.is_ascii_uppercase()) => Some(Stamp::day(date)),
        None => None,
    }
}

/// Minutes east of UTC: `Z`, `GMT`, `+02:00`, `-0530`, `+02`.
pub(super) fn offset(zone: &str) -> Option<i16> {
    if matches!(zone, "Z" | "z" | "UTC" | "GMT" | "UT" | "utc") {
        return Some(0);
    }
    let east = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = match zone.get(1..)?.split_once(':') {
        Some(parts) => parts,
        None => (zone.get(1..3)?, zone.get(3..)?),
    };
    let minutes = if minutes.is_empty() { 0 } else { number::<i16>(minutes)? };
    let hours = number::<i16>(hours)?;
    (hours <= 15 && minutes < 60).then(|| east * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = read_stamp(text)
            .map_or_else(|| "none".into(), |stamp| stamp.moment.map_or(stamp.date.to_string(), |m| m.to_string()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn iso_days_and_moments() {
        check("2024-11-12", "2024-11-12");
        check(" 2024/11/12 ", "2024-11-12");
        check("2024-11-12T10:30:00Z", "2024-11-12T10:30:00+00:00");
        check("2024-11-12 10:30:00.123456+05:30", "2024-11-12T10:30:00+05:30");
        check("2024-11-12T23:30-0500", "2024-11-12T23:30:00-05:00");
        check("2024-11-12 10:30:00 UTC", "2024-11-12T10:30:00+00:00");
    }

    #[test]
    fn a_time_without_a_zone_and_midnight_in_utc_give_the_day() {
        check("2024-11-12T10:30:00", "2024-11-12");
        check("2024-11-12T00:00:00.000Z", "2024-11-12");
        check("2024-11-12 10:30 EST", "2024-11-12");
    }

    #[test]
    fn the_dates_of_feeds() {
        check("Tue, 12 Nov 2024 10:30:00 GMT", "2024-11-12T10:30:00+00:00");
        check("12 Nov 2024 10:30:00 -0800", "2024-11-12T10:30:00-08:00");
        check("Tue, 31 Feb 2024 10:30:00 GMT", "none");
    }

    #[test]
    fn counts_only_where_their_digits_tell() {
        check("1731407400", "2024-11-12T10:30:00+00:00");
        check("1731407400000", "2024-11-12T10:30:00+00:00");
        check("1731407400.0", "2024-11-12T10:30:00+00:00");
        check("20241112", "2024-11-12");
        check("20241112103000", "2024-11-12");
        check("12345678", "none");
        check("45608", "none");
        check("2024", "none");
    }

    #[test]
    fn what_has_two_meanings_is_no_date() {
        check("11/12/2024", "none");
        check("2024-13-01", "none");
        check("2024-11-12 and later", "none");
        check("yesterday", "none");
        check("", "none");
        check("2024-11-1é", "none");
    }
}
