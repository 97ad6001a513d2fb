//! When: time expressions, found and placed on the calendar.
//!
//! In: tokens and the day of publication. Out: TIMEX3 expressions; the dates are null where the words
//! or a missing day of publication leave them open, and the value then says what is known (`XXXX-06`).
//! On 2024-11-12, `in June` is 2024-06, and `will meet in June` is 2025-06.

mod words;

use crate::civil::Date;
use crate::document::{Sentences, TimeExpression, TimeType, Token};
use crate::text::Span;
use words::{month, number, unit, weekday};

/// `today` is the day of publication at the place of the dateline; without it, what depends on it stays unplaced.
pub(crate) fn find_times(text: &str, sentences: &Sentences, today: Option<Date>) -> Vec<TimeExpression> {
    let mut times = Vec::new();
    for sentence in &sentences.sentences {
        let words = sentences.tokens_of(sentence).iter().map(|token: &Token| token.span.of(text)).collect();
        let mut reader = Reader { words, today, future: false };
        let mut at = 0;
        while at < reader.words.len() {
            reader.note_tense(at);
            match reader.read(at) {
                Some((len, found)) => {
                    let tokens = &sentences.tokens_of(sentence)[at..at + len];
                    let span = Span { start: tokens[0].span.start, end: tokens[len - 1].span.end };
                    let Found { kind, value, dates, rule } = found;
                    times.push(TimeExpression { span, kind, value, dates, rule: rule.to_owned() });
                    at += len;
                }
                None => at += 1,
            }
        }
    }
    times
}

struct Found {
    kind: TimeType,
    value: Option<String>,
    dates: Option<(Date, Date)>,
    rule: &'static str,
}

type Read = Option<(usize, Found)>;

struct Reader<'a> {
    words: Vec<&'a str>,
    today: Option<Date>,
    /// A word of this clause looks ahead.
    future: bool,
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).copied().unwrap_or("")
    }

    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    fn note_tense(&mut self, at: usize) {
        match self.word(at) {
            "will" | "'ll" | "’ll" | "shall" | "expected" | "scheduled" | "planned" | "plans" | "planning" | "due" => {
                self.future = true
            }
            ";" | "said" | "after" | "since" => self.future = false,
            _ => {}
        }
    }

    fn read(&self, at: usize) -> Read {
        let first = self.word(at).chars().next()?;
        if first.is_ascii_digit() {
            return self
                .iso_day(at)
                .or_else(|| self.day_first(at))
                .or_else(|| self.span_of_units(at))
                .or_else(|| self.year(at));
        }
        self.month_first(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.relative_day(at))
            .or_else(|| self.relative_unit(at))
            .or_else(|| self.span_of_units(at))
    }

    /// `2024-06-19`
    fn iso_day(&self, at: usize) -> Read {
        let mut parts = self.word(at).split('-').map(str::parse::<i16>);
        let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        if !(1000..=2999).contains(&year) {
            return None;
        }
        let day = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        Some((1, one_day(day, "time/iso")))
    }

    /// `19 June 2024`, `19 June`, `19th of June`
    fn day_first(&self, at: usize) -> Read {
        let day = ordinal(self.word(at))?;
        let skip = usize::from(self.word(at + 1) == "of");
        let month = month(self.word(at + 1 + skip))?;
        match year_of(self.word(at + 2 + skip)) {
            Some(year) => Some((3 + skip, one_day(Date::new(year, month, day)?, "time/day-month-year"))),
            None => Some((2 + skip, self.day_of_month(month, day)?)),
        }
    }

    /// `June 19, 2024`, `June 19`, `June 2024`, `June`
    fn month_first(&self, at: usize) -> Read {
        let month = month(self.word(at))?;
        if let Some(day) = ordinal(self.word(at + 1)) {
            let comma = usize::from(self.word(at + 2) == ",");
            return match year_of(self.word(at + 2 + comma)) {
                Some(year) => Some((3 + comma, one_day(Date::new(year, month, day)?, "time/month-day-year"))),
                None => Some((2, self.day_of_month(month, day)?)),
            };
        }
        let comma = usize::from(self.word(at + 1) == ",");
        if let Some(year) = year_of(self.word(at + 1 + comma)) {
            return Some((2 + comma, one_month(year, month, "time/month-year")?));
        }
        // These are verbs and names as often as months.
        let doubtful = matches!(self.word(at), "May" | "March" | "April" | "June" | "August");
        if doubtful && !is_time_preposition(self.before(at)) || self.word(at).ends_with('.') {
            return None;
        }
        let Some(today) = self.today else { return Some((1, open(format!("XXXX-{month:02}"), "time/month"))) };
        let this = i16::from(month > today.month());
        let year = today.year() - this + i16::from(self.future && month != today.month());
        let year = match self.before(at) {
            "last" if month == today.month() => today.year() - 1,
            "next" if month <= today.month() => today.year() + 1,
            _ => year,
        };
        Some((1, one_month(year, month, "time/month")?))
    }

    /// The day of the nearest such date before today, or after it where the clause looks ahead.
    fn day_of_month(&self, month: u8, day: u8) -> Option<Found> {
        let Some(today) = self.today else {
            Date::new(2000, month, day)?;
            return Some(open(format!("XXXX-{month:02}-{day:02}"), "time/month-day"));
        };
        let here = (month, day).cmp(&(today.month(), today.day()));
        let year = match (here, self.future) {
            (std::cmp::Ordering::Greater, false) => today.year() - 1,
            (std::cmp::Ordering::Less, true) => today.year() + 1,
            _ => today.year(),
        };
        Some(one_day(Date::new(year, month, day)?, "time/month-day"))
    }

    /// `in 2019`, `since 2019`, `(2019)`
    fn year(&self, at: usize) -> Read {
        let year = year_of(self.word(at))?;
        let before = self.before(at).to_ascii_lowercase();
        if matches!(before.as_str(), "and" | "to" | "for" | "on") {
            return None;
        }
        if !is_time_preposition(&before) && !matches!(before.as_str(), "(" | "year" | "the") || self.word(at + 1) == "%"
        {
            return None;
        }
        if before == "the"
            || self.word(at + 1).chars().next().is_some_and(char::is_lowercase) && self.before(at) == "of"
        {
            return None;
        }
        let dates = Date::new(year, 1, 1)?;
        let found = Found {
            kind: TimeType::Date,
            value: Some(format!("{year:04}")),
            dates: Some((dates, Date::new(year, 12, 31)?)),
            rule: "time/year",
        };
        Some((1, found))
    }

    /// `Tuesday`, `last Tuesday`, `next Tuesday`
    fn weekday(&self, at: usize) -> Read {
        let step = matches!(self.word(at), "last" | "next" | "this");
        let day = weekday(self.word(at + usize::from(step)))?;
        let len = 1 + usize::from(step);
        let Some(today) = self.today else { return Some((len, unplaced(TimeType::Date, "time/weekday"))) };
        let back = i32::from((7 + today.weekday() - day) % 7);
        let days = match self.word(at) {
            "last" if back == 0 => -7,
            "next" => 7 - back,
            "last" => -back,
            _ if self.future && back != 0 => 7 - back,
            _ => -back,
        };
        Some((len, one_day(today.plus_days(days)?, "time/weekday")))
    }

    /// `today`, `yesterday`, `tomorrow`
    fn relative_day(&self, at: usize) -> Read {
        let days = match self.word(at) {
            "today" | "Today" | "tonight" => 0,
            "yesterday" | "Yesterday" => -1,
            "tomorrow" | "Tomorrow" => 1,
            _ => return None,
        };
        let Some(today) = self.today else { return Some((1, unplaced(TimeType::Date, "time/relative-day"))) };
        Some((1, one_day(today.plus_days(days)?, "time/relative-day")))
    }

    /// `last week`, `this month`, `next year`
    fn relative_unit(&self, at: usize) -> Read {
        let step = match self.word(at) {
            "last" | "Last" | "previous" => -1,
            "this" | "This" => 0,
            "next" | "Next" => 1,
            _ => return None,
        };
        let unit = self.word(at + 1);
        if !matches!(unit, "week" | "month" | "year") {
            return None;
        }
        let Some(today) = self.today else { return Some((2, unplaced(TimeType::Date, "time/relative-unit"))) };
        Some((2, period(today, unit, step)?))
    }

    /// `three days ago`, `two weeks`
    fn span_of_units(&self, at: usize) -> Read {
        let count = number(self.word(at))?;
        let unit = unit(self.word(at + 1))?;
        if self.word(at + 2) != "ago" {
            if matches!(self.word(at), "a" | "an") {
                return None;
            }
            let found = Found {
                kind: TimeType::Duration,
                value: Some(format!("P{count}{unit}")),
                dates: None,
                rule: "time/duration",
            };
            return Some((2, found));
        }
        let Some(today) = self.today else { return Some((3, unplaced(TimeType::Date, "time/ago"))) };
        let found = match unit {
            'D' => one_day(today.plus_days(-count)?, "time/ago"),
            'W' => period(today, "week", -count)?,
            'M' => period(today, "month", -count)?,
            _ => period(today, "year", -count)?,
        };
        Some((3, Found { rule: "time/ago", ..found }))
    }
}

fn one_day(day: Date, rule: &'static str) -> Found {
    Found { kind: TimeType::Date, value: Some(day.to_string()), dates: Some((day, day)), rule }
}

fn one_month(year: i16, month: u8, rule: &'static str) -> Option<Found> {
    let first = Date::new(year, month, 1)?;
    Some(Found {
        kind: TimeType::Date,
        value: Some(format!("{year:04}-{month:02}")),
        dates: Some((first, first.last_of_month())),
        rule,
    })
}

/// The week (from Monday), month or year so many steps from the one that holds today.
fn period(today: Date, unit: &str, step: i32) -> Option<Found> {
    match unit {
        "week" => {
            let monday = today.plus_days(step.checked_mul(7)?.checked_sub(i32::from(today.weekday()))?)?;
            let value = format!("{monday}/{}", monday.plus_days(6)?);
            Some(Found {
                kind: TimeType::Date,
                value: Some(value),
                dates: Some((monday, monday.plus_days(6)?)),
                rule: "time/relative-unit",
            })
        }
        "month" => {
            let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 + step;
            one_month(i16::try_from(months.div_euclid(12)).ok()?, months.rem_euclid(12) as u8 + 1, "time/relative-unit")
        }
        _ => {
            let year = i16::try_from(i32::from(today.year()) + step).ok()?;
            let dates = Some((Date::new(year, 1, 1)?, Date::new(year, 12, 31)?));
            Some(Found { kind: TimeType::Date, value: Some(format!("{year:04}")), dates, rule: "time/relative-unit" })
        }
    }
}

fn open(value: String, rule: &'static str) -> Found {
    Found { kind: TimeType::Date, value: Some(value), dates: None, rule }
}

fn unplaced(kind: TimeType, rule: &'static str) -> Found {
    Found { kind, value: None, dates: None, rule }
}

/// `19`, `19th`, `1st`: a day of a month.
fn ordinal(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let day: u8 = digits.parse().ok()?;
    ((1..=31).contains(&day) && matches!(suffix, "" | "st" | "nd" | "rd" | "th")).then_some(day)
}

fn year_of(word: &str) -> Option<i16> {
    let year = word.parse().ok().filter(|year| (1500..=2099).contains(year))?;
    (word.len() == 4).then_some(year)
}

fn is_time_preposition(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "in", "since", "by", "until", "till", "during", "from", "before", "after", "early", "late", "mid", "last",
        "next", "this", "of", "between", "and", "to", "through", "around", "for", "on",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::read_sentences;

    fn check_on(today: Option<Date>, text: &str, expected: &[(&str, Option<&str>)]) {
        let times = find_times(text, &read_sentences(text), today);
        let found: Vec<(&str, Option<&str>)> =
            times.iter().map(|time| (time.span.of(text), time.value.as_deref())).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// A Tuesday.
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        check_on(Date::new(2024, 11, 12), text, expected);
    }

    #[test]
    fn full_dates_need_no_day_of_publication() {
        check_on(None, "Signed on June 19, 2024.", &[("June 19, 2024", Some("2024-06-19"))]);
        check_on(
            None,
            "Signed on 19 June 2024 or 2024-06-20.",
            &[("19 June 2024", Some("2024-06-19")), ("2024-06-20", Some("2024-06-20"))],
        );
        check_on(None, "Signed in June 2024.", &[("June 2024", Some("2024-06"))]);
        check_on(None, "Signed in June.", &[("June", Some("XXXX-06"))]);
        check_on(None, "Signed on June 19, said on Monday.", &[("June 19", Some("XXXX-06-19")), ("Monday", None)]);
    }

    #[test]
    fn the_past_is_meant_unless_the_clause_looks_ahead() {
        check("They signed in June.", &[("June", Some("2024-06"))]);
        check("They will sign in June.", &[("June", Some("2025-06"))]);
        check("It is expected on January 17.", &[("January 17", Some("2025-01-17"))]);
        check("He left on Dec. 3.", &[("Dec. 3", Some("2023-12-03"))]);
        check("He left Monday.", &[("Monday", Some("2024-11-11"))]);
        check("He left Tuesday.", &[("Tuesday", Some("2024-11-12"))]);
        check("He will leave Friday.", &[("Friday", Some("2024-11-15"))]);
    }

    #[test]
    fn periods_are_counted_from_today() {
        check("It fell last week.", &[("last week", Some("2024-11-04/2024-11-10"))]);
        check("It fell last month.", &[("last month", Some("2024-10"))]);
        check("It fell three days ago.", &[("three days ago", Some("2024-11-09"))]);
        check("It fell yesterday, in 2019 terms.", &[("yesterday", Some("2024-11-11")), ("2019", Some("2019"))]);
        check("It took two weeks.", &[("two weeks", Some("P2W"))]);
    }

    #[test]
    fn words_that_only_look_like_dates_are_none() {
        check("He may march for a second, and may win.", &[]);
        check("May said the sun sat low.", &[]);
        check("It has 2000 ships and 1984 men.", &[]);
    }
}
