//! Zone names as news pages write them.

use crate::civil::{Date, Moment};
use jiff::tz::TimeZone;

/// Names that mean one offset wherever they are written. `IST`, `CST`, `AST` and their like mean
/// several, and are left out: a day without a moment is better than a wrong moment.
const FIXED: &[(&str, i16)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("NST", -210),
    ("NDT", -150),
    ("BRT", -180),
    ("ART", -180),
    ("WAT", 60),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("PKT", 300),
    ("NPT", 345),
    ("WIB", 420),
    ("ICT", 420),
    ("SGT", 480),
    ("HKT", 480),
    ("MYT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];

/// Names whose offset depends on the day.
const SEASONAL: &[(&str, &str)] = &[
    ("ET", "America/New_York"),
    ("CT", "America/Chicago"),
    ("MT", "America/Denver"),
    ("PT", "America/Los_Angeles"),
    ("BST", "Europe/London"),
    ("AET", "Australia/Sydney"),
];

pub(super) fn is_zone(name: &str) -> bool {
    FIXED.iter().any(|&(zone, _)| zone.eq_ignore_ascii_case(name))
        || SEASONAL.iter().any(|&(zone, _)| zone.eq_ignore_ascii_case(name))
}

/// Minutes east of UTC of a zone's name on a day, at a local second of that day.
pub(super) fn offset_of_zone(name: &str, date: Date, second_of_day: u32) -> Option<i16> {
    if let Some(&(_, minutes)) = FIXED.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name)) {
        return Some(minutes);
    }
    let &(_, zone) = SEASONAL.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name))?;
    let day = jiff::civil::Date::new(date.year(), date.month() as i8, date.day() as i8).ok()?;
    let second = second_of_day.min(86_399);
    let time = jiff::civil::Time::new((second / 3600) as i8, (second / 60 % 60) as i8, (second % 60) as i8, 0).ok()?;
    let zoned = TimeZone::get(zone).ok()?.to_zoned(day.to_datetime(time)).ok()?;
    i16::try_from(zoned.offset().seconds() / 60).ok()
}

/// The day that a zone of the IANA database has at a moment; `None` for a zone that it does not know.
pub(crate) fn day_in_zone(moment: Moment, zone: &str) -> Option<Date> {
    let at = jiff::Timestamp::from_second(moment.seconds).ok()?;
    let there = at.to_zoned(TimeZone::get(zone).ok()?).date();
    Date::new(there.year(), u8::try_from(there.month()).ok()?, u8::try_from(there.day()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eastern_time_follows_the_season() {
        assert_eq!(offset_of_zone("ET", Date::new(2024, 1, 15).unwrap(), 0), Some(-300));
        assert_eq!(offset_of_zone("et", Date::new(2024, 7, 15).unwrap(), 0), Some(-240));
        assert_eq!(offset_of_zone("IST", Date::new(2024, 7, 15).unwrap(), 0), None);
    }
}
