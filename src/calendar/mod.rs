//! Written dates and zones: what a full date in a page says, with nothing assumed.
//!
//! In: any text. Out: every date whose day, month and year all stand there, with the time of day and
//! the zone beside it. `Monday, 11 November 2024 11:01 PM EST` is one [`StatedDate`] with a moment;
//! `11 November` is none, since nothing gives its year. Dates that depend on another date
//! (`Tuesday`, `last month`) are the business of the room `time`.

mod zone;

pub(crate) use zone::day_in_zone;

use crate::civil::{Date, Moment};
use crate::text::Span;
use once_cell::sync::Lazy;
use regex::{Captures, Regex};

/// A full date (day, month and year) as written, with its time of day where one stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatedDate {
    /// Weekday, date, time and zone together.
    pub(crate) span: Span,
    pub(crate) date: Date,
    /// The other reading, where the order of day and month is open: `01/11/2024`.
    pub(crate) swapped: Option<Date>,
    pub(crate) second_of_day: Option<u32>,
    /// Where both a time of day and a zone are given.
    pub(crate) moment: Option<Moment>,
}

pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(crate) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// 1 to 12 for a month's name or its usual abbreviation, in any case, without its full stop.
pub(crate) fn month_of(name: &str) -> Option<u8> {
    nth_name(name, &MONTHS).map(|nth| nth + 1)
}

/// 0 for Monday to 6, for a weekday's name or its usual abbreviation.
pub(crate) fn weekday_of(name: &str) -> Option<u8> {
    nth_name(name, &WEEKDAYS)
}

fn nth_name(name: &str, names: &[&str]) -> Option<u8> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let nth = names.iter().position(|full| full.starts_with(name.as_str()) && name.len() >= 3)?;
    Some(nth as u8)
}

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const WEEKDAY: &str =
    r"(?:mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)";

static DATE: Lazy<Regex> = Lazy::new(|| {
    let weekday = format!(r"(?:\b(?P<weekday>{WEEKDAY})\b\.?,?\s{{1,3}}(?:the\s)?)?");
    let shapes = [
        r"\b(?P<y1>[12]\d{3})(?P<sep1>[-/.])(?P<m1>\d{1,2})(?P<sep2>[-/.])(?P<d1>\d{1,2})(?:\b|T)".to_string(),
        format!(
            r"\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?(?:\s{{1,3}}|-|/)(?P<m2>{MONTH})\b\.?(?:,?\s{{1,3}}|-|/)(?P<y2>[12]\d{{3}})\b"
        ),
        format!(r"\b(?P<m3>{MONTH})\b\.?\s{{0,3}}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y3>[12]\d{{3}})\b"),
        r"\b(?P<a4>\d{1,2})(?P<sep4>[-/.])(?P<b4>\d{1,2})(?P<sep5>[-/.])(?P<y4>[12]\d{3})\b".to_string(),
    ];
    pattern(&format!("(?i){weekday}(?:{})", shapes.join("|")))
});

static TIME_AFTER: Lazy<Regex> =
    Lazy::new(|| pattern(&format!(r"(?i)^(?:\s{{0,3}}(?:[,|·•–—-]|at|@|T)?\s{{0,3}}){TIME_OF_DAY}",)));

static TIME_BEFORE: Lazy<Regex> =
    Lazy::new(|| pattern(&format!(r"(?i)\b{TIME_OF_DAY}\s{{0,3}}(?:[,|·•–—-]|on)?\s{{0,3}}$")));

const TIME_OF_DAY: &str = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:hrs|hours|h)\b)?(?P<zone>\s?(?:Z\b|\(?(?:UTC|GMT)\s?[+-]\s?\d{1,2}(?::?\d{2})?\)?|[+-]\d{2}:?\d{2}\b|\(?[A-Z]{2,5}\b\)?))?";

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of the calendar is broken: {error}"))
}

/// Every full date in a text, in text order.
pub(crate) fn find_dates(text: &str) -> Vec<StatedDate> {
    // Most text has no four digits of a year in it, and the search for those is the cheaper one.
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return Vec::new();
    }
    DATE.captures_iter(text).filter_map(|found| stated(text, &found)).collect()
}

/// The date, where the text is nothing but one date: a dated line of a page.
pub(crate) fn read_date(text: &str) -> Option<StatedDate> {
    let edge = |c: char| !c.is_alphanumeric();
    let found = find_dates(text).into_iter().next()?;
    let bare = text[..found.span.start as usize].trim_matches(edge).is_empty()
        && text[found.span.end as usize..].trim_matches(edge).is_empty();
    bare.then_some(found)
}

fn stated(text: &str, found: &Captures<'_>) -> Option<StatedDate> {
    let whole = found.get(0).filter(|whole| stands_alone(text, whole.start(), whole.end()))?;
    let (mut date, mut swapped) = civil(found)?;
    if let (Some(other), Some(weekday)) = (swapped, found.name("weekday").and_then(|name| weekday_of(name.as_str()))) {
        // A weekday that fits only one reading settles the order.
        match (date.weekday() == weekday, other.weekday() == weekday) {
            (true, false) => swapped = None,
            (false, true) => (date, swapped) = (other, None),
            _ => {}
        }
    }
    let mut stated =
        StatedDate { span: Span::new(whole.start(), whole.end()), date, swapped, second_of_day: None, moment: None };
    add_time(text, &mut stated);
    Some(stated)
}

/// Neither end runs on into more digits, as versions and telephone numbers do.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joint = |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | '-'));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (mut before, mut after) = (text[..start].chars().rev(), text[end..].chars());
    let runs_in = joint(before.next()) && digit(before.next());
    let runs_on = joint(after.next()) && digit(after.next());
    !runs_in && !runs_on
}

/// The date of whichever shape matched, and its other reading.
fn civil(found: &Captures<'_>) -> Option<(Date, Option<Date>)> {
    let group = |name: &str| found.name(name).map(|m| m.as_str());
    let number = |name: &str| group(name).and_then(|digits| digits.parse::<u8>().ok());
    let year = |name: &str| {
        group(name).and_then(|digits| digits.parse::<i16>().ok()).filter(|year| (1400..2200).contains(year))
    };
    if let Some(year) = year("y1") {
        let one_separator = group("sep1") == group("sep2");
        return Date::new(year, number("m1")?, number("d1")?).filter(|_| one_separator).map(|date| (date, None));
    }
    if let Some(year) = year("y2") {
        return Date::new(year, month_of(group("m2")?)?, number("d2")?).map(|date| (date, None));
    }
    if let Some(year) = year("y3") {
        return Date::new(year, month_of(group("m3")?)?, number("d3")?).map(|date| (date, None));
    }
    let year = year("y4").filter(|_| group("sep4") == group("sep5"))?;
    let (a, b) = (number("a4")?, number("b4")?);
    let day_first = Date::new(year, b, a);
    let month_first = Date::new(year, a, b);
    match (group("sep4"), month_first, day_first) {
        // With full stops the day comes first wherever they are used.
        (Some("."), _, day_first) => day_first.map(|date| (date, None)),
        (_, Some(date), other) => Some((date, other.filter(|&other| other != date))),
        (_, None, day_first) => day_first.map(|date| (date, None)),
    }
}

/// Takes in the time of day that stands behind the date, or before it.
fn add_time(text: &str, stated: &mut StatedDate) {
    let (start, end) = (stated.span.start as usize, stated.span.end as usize);
    // The shape of ISO 8601 ends on the T that leads to the time.
    let end = if text.as_bytes()[end - 1].eq_ignore_ascii_case(&b'T') { end - 1 } else { end };
    stated.span.end = end as u32;
    let after = TIME_AFTER.captures(window(text, end, 48)).and_then(|found| Some((time_of_day(&found)?, found)));
    if let Some(((second, offset), found)) = after {
        let zone_end = if offset.is_some() { found.get(0).map(|m| m.end()) } else { time_end(&found) };
        stated.span.end = (end + zone_end.unwrap_or(0)) as u32;
        set_time(stated, second, offset);
        return;
    }
    let from = floor_boundary(text, start.saturating_sub(24));
    let before = TIME_BEFORE.captures(&text[from..start]).and_then(|found| Some((time_of_day(&found)?, found)));
    if let Some(((second, offset), found)) = before {
        stated.span.start = (from + found.get(0).map_or(start - from, |m| m.start())) as u32;
        set_time(stated, second, offset);
    }
}

fn set_time(stated: &mut StatedDate, second: u32, zone: Option<Zone>) {
    stated.second_of_day = Some(second);
    stated.moment = zone
        .and_then(|zone| match zone {
            Zone::Offset(minutes) => Some(minutes),
            Zone::Named(name) => zone::offset_of_zone(&name, stated.date, second),
        })
        .map(|offset| Moment::from_local(stated.date, second, offset));
}

enum Zone {
    Offset(i16),
    Named(String),
}

/// Seconds since midnight and the zone; `None` where the digits are no time of day.
fn time_of_day(found: &Captures<'_>) -> Option<(u32, Option<Zone>)> {
    let number = |name: &str| found.name(name).map(|m| m.as_str().parse::<u32>().unwrap_or(99));
    let (mut hour, minute, second) = (number("hour")?, number("minute"), number("second").unwrap_or(0));
    let half = found.name("half").map(|m| m.as_str().to_ascii_lowercase());
    match half.as_deref() {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("p") => hour = hour % 12 + 12,
        Some(_) => hour %= 12,
        // A bare number behind a date is no time.
        None => {
            minute?;
        }
    }
    let minute = minute.unwrap_or(0);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some((hour * 3600 + minute * 60 + second.min(59), found.name("zone").and_then(|zone| read_zone(zone.as_str()))))
}

fn time_end(found: &Captures<'_>) -> Option<usize> {
    found.name("zone").map(|zone| zone.start()).or_else(|| found.get(0).map(|m| m.end()))
}

fn read_zone(zone: &str) -> Option<Zone> {
    let zone: String = zone.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-')).collect();
    if zone.eq_ignore_ascii_case("z") {
        return Some(Zone::Offset(0));
    }
    let Some(at) = zone.find(['+', '-']) else {
        return zone::is_zone(&zone).then_some(Zone::Named(zone));
    };
    let digits = &zone[at + 1..];
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits, "0") };
    let total = hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
    let total = if zone.as_bytes()[at] == b'-' { -total } else { total };
    (total.abs() <= 14 * 60).then_some(Zone::Offset(total))
}

fn window(text: &str, start: usize, len: usize) -> &str {
    &text[start..floor_boundary(text, (start + len).min(text.len()))]
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found: Vec<String> = find_dates(text)
            .iter()
            .map(|stated| {
                let time = match (stated.moment, stated.second_of_day) {
                    (Some(moment), _) => moment.to_string(),
                    (None, Some(second)) => format!("{} {:02}:{:02}", stated.date, second / 3600, second / 60 % 60),
                    (None, None) => stated.date.to_string(),
                };
                let swapped = stated.swapped.map(|date| format!(" or {date}")).unwrap_or_default();
                format!("{}={time}{swapped}", stated.span.of(text))
            })
            .collect();
        assert_eq!(found.join("; "), expected);
    }

    #[test]
    fn dates_in_words() {
        check("Filed on 5 May 2021.", "5 May 2021=2021-05-05");
        check("the 21st of June, 2019", "21st of June, 2019=2019-06-21");
        check("Sept. 3, 2020 | Oslo", "Sept. 3, 2020=2020-09-03");
        check("Sunday, March 1st 2020", "Sunday, March 1st 2020=2020-03-01");
        check("04-Jul-1998", "04-Jul-1998=1998-07-04");
    }

    #[test]
    fn dates_in_digits() {
        check("2023-02-28", "2023-02-28=2023-02-28");
        check("/world/2022/3/9/story", "2022/3/9=2022-03-09");
        check("13/02/2021", "13/02/2021=2021-02-13");
        check("02/03/2021", "02/03/2021=2021-02-03 or 2021-03-02");
        check("Tue 02/03/2021", "Tue 02/03/2021=2021-03-02");
        check("02.03.2021", "02.03.2021=2021-03-02");
    }

    #[test]
    fn times_and_zones() {
        check("2021-05-05T10:30:00Z", "2021-05-05T10:30:00Z=2021-05-05T10:30:00+00:00");
        check("2021-05-05T10:30:00.250+05:30", "2021-05-05T10:30:00.250+05:30=2021-05-05T10:30:00+05:30");
        check("2021-05-05 10:30", "2021-05-05 10:30=2021-05-05 10:30");
        check("May 5, 2021 at 3:07 p.m. EDT", "May 5, 2021 at 3:07 p.m. EDT=2021-05-05T15:07:00-04:00");
        check("May 5, 2021, 3 pm ET", "May 5, 2021, 3 pm ET=2021-05-05T15:00:00-04:00");
        check("10:30 GMT, 5 May 2021", "10:30 GMT, 5 May 2021=2021-05-05T10:30:00+00:00");
        check("5 May 2021 18:00 (UTC+3)", "5 May 2021 18:00 (UTC+3)=2021-05-05T18:00:00+03:00");
        check("5 May 2021 12:00 IST", "5 May 2021 12:00=2021-05-05 12:00");
    }

    #[test]
    fn what_is_no_full_date() {
        for text in [
            "May 2021",
            "on 5 May",
            "version 1.2.2021.4000",
            "2021-13-05",
            "31 June 2021",
            "call 555-01-2021",
            "1/2/3456",
            "marched 12 2020",
        ] {
            assert_eq!(
                find_dates(text).iter().map(|d| d.date.to_string()).collect::<Vec<_>>(),
                Vec::<String>::new(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_line_that_is_a_date() {
        assert!(read_date("Monday, 5 May 2021 11:01 PM EST").is_some());
        assert!(read_date("— May 5, 2021 —").is_some());
        assert!(read_date("Since May 5, 2021").is_none());
    }

    #[test]
    fn characters_of_many_bytes_beside_a_date_do_no_harm() {
        check("… — 5 May 2021 — 한국어 텍스트 한국어 텍스트 한국어", "5 May 2021=2021-05-05");
        check("한국어 텍스트 한국어 텍스트5 May 2021", "");
    }
}
