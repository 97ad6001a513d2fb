//! What the words of a rule say, on the calendar.

use super::rules::{Means, Rule};
use super::when::{When, duration, monday, plus_months};
use super::words::{Line, numeric_date, part_of_day, season, unit, weekday};
use crate::civil::Date;
use crate::document::TimeType;
use crate::knowledge::{Hit, Holiday};

/// How many times nearer the other year has to be for a date to go against the tense: `a launch set for Dec. 7` told of in
/// the past tense in October.
const FAR_NEARER: i32 = 8;

/// Where the speaker stands in time, and what was spoken of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    /// The day of publication at the place of the dateline.
    pub(super) today: Option<Date>,
    /// The last date spoken of.
    pub(super) spoken: Option<When>,
    pub(super) tense: Tense,
}

/// Which way the verb over an expression looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Open,
}

/// An expression's value; the dates are null where it cannot be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: TimeType,
    pub(super) value: Option<String>,
    pub(super) dates: Option<(Date, Date)>,
    /// What later words may refer to.
    pub(super) when: Option<When>,
}

impl Found {
    fn open(kind: TimeType, value: Option<String>) -> Self {
        Self { kind, value, dates: None, when: None }
    }

    pub(super) fn at(when: When) -> Self {
        Self { kind: TimeType::Date, value: Some(when.value()), dates: when.days(), when: Some(when) }
    }

    fn maybe(when: Option<When>) -> Self {
        when.map_or_else(|| Self::open(TimeType::Date, None), Self::at)
    }
}

/// `None` where the words cannot be what the rule takes them for: a 31st of June.
pub(super) fn resolve(rule: &Rule, hit: &Hit<'_>, at: usize, line: &Line<'_>, scene: Scene) -> Option<Found> {
    let reader = Reader { rule, hit, at, line, scene };
    match rule.means {
        Means::Day => reader.day(),
        Means::WeekOf => reader.week_of(),
        Means::Number => Some(Found::at(When::Day(numeric_date(line.words[hit.place("DAY_NUMBER")?])?))),
        Means::Month => reader.month(),
        Means::MonthStep => {
            let month = line.month(hit.place("MONTH")?)?;
            Some(match scene.today {
                Some(today) => Found::at(When::Month(year_plus(today.year(), rule.step)?, month)),
                None => Found::open(TimeType::Date, Some(format!("XXXX-{month:02}"))),
            })
        }
        Means::MonthNear => reader.month_near(),
        Means::Year => {
            let place = hit.place("YEAR").or_else(|| hit.place("YEAR_ALONE"))?;
            Some(Found::at(When::Year(line.year(place)?.0)))
        }
        Means::Decade => Some(Found::at(When::Decade(line.decade(hit.place("DECADE")?)?))),
        Means::Century => {
            let (nth, _) = line.ordinal(hit.place("ORD")?)?;
            (1..=21).contains(&nth).then(|| Found::at(When::Century((nth as i16 - 1) * 100)))
        }
        Means::Season | Means::SeasonStep => reader.season(),
        Means::Quarter => reader.quarter(),
        Means::QuarterStep => {
            Some(Found::maybe(scene.today.and_then(|today| When::of("Q", today)?.shifted("Q", rule.step))))
        }
        Means::TheQuarter => Some(Found::maybe(match scene.spoken {
            Some(spoken @ When::Quarter(..)) => Some(spoken),
            // The last one that is over.
            _ => scene.today.and_then(|today| When::of("Q", today)?.shifted("Q", -1)),
        })),
        Means::Half => reader.half(),
        Means::Weekday => Some(reader.weekday()?),
        Means::WeekdayStep => reader.weekday_step(),
        Means::Days => reader.days(),
        Means::Unit => reader.unit(),
        Means::YearEnd => {
            Some(Found::maybe(scene.today.and_then(|today| Some(When::Day(Date::new(today.year(), 12, 31)?)))))
        }
        Means::Ago => reader.ago(),
        Means::Shift => reader.shift(),
        Means::DayOfMonth => reader.day_of_month(),
        Means::Span => reader.span(),
        Means::Duration => Some(Found::open(TimeType::Duration, Some(reader.duration()?))),
        Means::Period => {
            let letters = unit(&line.lower[reader.last_unit()?])?;
            Some(Found::open(TimeType::Duration, Some(duration(Some(1.0), letters))))
        }
        Means::VagueUnits => {
            let letters = unit(&line.lower[reader.last_unit()?])?;
            Some(Found::open(TimeType::Duration, Some(duration(None, letters))))
        }
        Means::Set => reader.set(),
        Means::SetWord => {
            let value = match line.lower[at].as_str() {
                "daily" => "P1D",
                "weekly" => "P1W",
                "biweekly" => "P2W",
                "monthly" => "P1M",
                "quarterly" => "P3M",
                "hourly" => "PT1H",
                "nightly" => "XXXX-XX-XXTNI",
                _ => "P1Y",
            };
            // `The Daily News` is a name.
            line.words[at].starts_with(char::is_lowercase).then(|| Found::open(TimeType::Set, Some(value.to_owned())))
        }
        Means::Value => Some(Found::open(TimeType::Date, rule.value.clone())),
        Means::Clock => reader.clock(),
        Means::Holiday => reader.holiday(),
    }
}

struct Reader<'a> {
    rule: &'a Rule,
    hit: &'a Hit<'a>,
    at: usize,
    line: &'a Line<'a>,
    scene: Scene,
}

impl Reader<'_> {
    fn has(&self, word: &str) -> bool {
        self.line.lower[self.at..self.hit.end].iter().any(|other| other == word)
    }

    fn year(&self) -> Option<i16> {
        self.line.year(self.hit.place("YEAR")?).map(|(year, _)| year)
    }

    /// Of the same date in three years, the one that the tense looks to.
    fn nearest(&self, today: Date, in_year: impl Fn(i16) -> Option<When>) -> Option<When> {
        let year = today.year();
        let all: Vec<When> = [year - 1, year, year + 1].into_iter().filter_map(in_year).collect();
        let first = |when: &&When| when.days().is_some_and(|(first, _)| first <= today);
        let last = |when: &&When| when.days().is_some_and(|(_, last)| last >= today);
        let past = all.iter().rev().find(first).copied();
        let future = all.iter().find(last).copied();
        let distance = |when: Option<When>| {
            let (first, last) = when?.days()?;
            let day = today.days_since_epoch();
            Some((first.days_since_epoch() - day).max(day - last.days_since_epoch()).max(0))
        };
        let (Some(back), Some(on)) = (distance(past), distance(future)) else { return past.or(future) };
        // The tense outweighs the distance, unless one of the two is far nearer.
        let ahead = match self.scene.tense {
            Tense::Past => on * FAR_NEARER < back,
            Tense::Future => on < back * FAR_NEARER,
            Tense::Open => on * 3 < back,
        };
        if ahead { future } else { past }
    }

    fn day(&self) -> Option<Found> {
        let month = self.line.month(self.hit.place("MONTH")?)?;
        let (day, _) = self.line.day_of_month(self.hit.place("MDAY")?)?;
        if let Some(year) = self.year() {
            return Some(Found::at(When::Day(Date::new(year, month, day)?)));
        }
        // The day has to be one of some year.
        Date::new(2000, month, day)?;
        let Some(today) = self.scene.today else {
            return Some(Found::open(TimeType::Date, Some(format!("XXXX-{month:02}-{day:02}"))));
        };
        let in_year = |year| Some(When::Day(Date::new(year, month, day)?));
        // A weekday says which year.
        let named = self.hit.place("WEEKDAY").and_then(|at| weekday(self.line.words[at]));
        let fits = |when: &When| matches!(when, When::Day(day) if Some(day.weekday()) == named);
        let year = today.year();
        let by_weekday = [year, year - 1, year + 1].into_iter().filter_map(in_year).find(fits);
        Some(Found::maybe(by_weekday.or_else(|| self.nearest(today, in_year))))
    }

    fn week_of(&self) -> Option<Found> {
        let day = self.day()?;
        Some(Found::maybe(day.when.and_then(|when| When::of("W", when.days()?.0))))
    }

    fn month(&self) -> Option<Found> {
        let month = self.line.month(self.hit.place("MONTH")?)?;
        if let Some(year) = self.year() {
            return Some(Found::at(When::Month(year, month)));
        }
        Some(match self.scene.today {
            Some(today) => Found::maybe(self.nearest(today, |year| Some(When::Month(year, month)))),
            None => Found::open(TimeType::Date, Some(format!("XXXX-{month:02}"))),
        })
    }

    fn month_near(&self) -> Option<Found> {
        let month = self.line.month(self.hit.place("MONTH")?)?;
        let Some(today) = self.scene.today else {
            return Some(Found::open(TimeType::Date, Some(format!("XXXX-{month:02}"))));
        };
        let year = match self.rule.step {
            -1 if month >= today.month() => today.year() - 1,
            1 if month <= today.month() => today.year() + 1,
            _ => today.year(),
        };
        Some(Found::at(When::Month(year, month)))
    }

    fn season(&self) -> Option<Found> {
        let season = season(&self.line.lower[self.hit.place("SEASON")?])?;
        if let Some(year) = self.year() {
            return Some(Found::at(When::Season(year, season)));
        }
        let Some(today) = self.scene.today else {
            return Some(Found::open(TimeType::Date, Some(format!("XXXX-{season}"))));
        };
        let all = [-1, 0, 1].map(|by| When::Season(today.year() + by, season));
        let first = |when: &When| when.days().map(|(first, _)| first);
        let last = |when: &When| when.days().map(|(_, last)| last);
        let found = match (self.rule.means, self.rule.step) {
            (Means::SeasonStep, -1) => all.iter().rev().find(|when| last(when) < Some(today)),
            (Means::SeasonStep, 1) => all.iter().find(|when| first(when) > Some(today)),
            (Means::SeasonStep, _) => all
                .iter()
                .find(|when| last(when) >= Some(today))
                .filter(|when| first(when) <= Some(today) || self.scene.tense != Tense::Past || season == "WI")
                .or_else(|| all.iter().rev().find(|when| first(when) <= Some(today))),
            _ => return Some(Found::maybe(self.nearest(today, |year| Some(When::Season(year, season))))),
        };
        Some(Found::maybe(found.copied()))
    }

    fn quarter(&self) -> Option<Found> {
        let Some(place) = self.hit.place("ORD") else {
            // `the 1988 quarter` is the one spoken of, in that year.
            let year = self.year()?;
            return Some(match self.scene.spoken {
                Some(When::Quarter(_, quarter)) => Found::at(When::Quarter(year, quarter)),
                _ => Found::open(TimeType::Date, Some(format!("{year:04}-QX"))),
            });
        };
        let (nth, _) = self.line.ordinal(place)?;
        let quarter = u8::try_from(nth).ok().filter(|nth| (1..=4).contains(nth))?;
        if let Some(year) = self.year() {
            return Some(Found::at(When::Quarter(year, quarter)));
        }
        let Some(today) = self.scene.today else {
            return Some(Found::open(TimeType::Date, Some(format!("XXXX-Q{quarter}"))));
        };
        let by_word = [("last", -1), ("this", 0), ("next", 1)].into_iter().find(|(word, _)| self.has(word));
        if let Some((_, step)) = by_word {
            return Some(Found::at(When::Quarter(year_plus(today.year(), step)?, quarter)));
        }
        let in_year = |year| Some(When::Quarter(year, quarter));
        let begun = [today.year(), today.year() - 1]
            .into_iter()
            .filter_map(in_year)
            .find(|when| when.days().is_some_and(|(first, _)| first <= today));
        // What is over for less than a quarter is still reported on, whatever will be done.
        let fresh =
            begun.and_then(When::days).is_some_and(|(_, last)| today.days_since_epoch() - last.days_since_epoch() < 92);
        Some(Found::maybe(if self.scene.tense == Tense::Future && !fresh {
            self.nearest(today, in_year)
        } else {
            begun
        }))
    }

    fn half(&self) -> Option<Found> {
        let half = if self.has("first") { 1 } else { 2 };
        let year = self.year().or_else(|| {
            let step = if self.has("last") && !self.has("first") { -1 } else { i32::from(self.has("next")) };
            year_plus(self.scene.today?.year(), step)
        });
        Some(year.map_or_else(
            || Found::open(TimeType::Date, Some(format!("XXXX-H{half}"))),
            |year| Found::at(When::Half(year, half)),
        ))
    }

    fn weekday(&self) -> Option<Found> {
        let day = weekday(self.line.words[self.hit.place("WEEKDAY")?])?;
        let Some(today) = self.scene.today else { return Some(Found::open(TimeType::Date, None)) };
        let back = i32::from((7 + today.weekday() - day) % 7);
        let ahead = self.scene.tense == Tense::Future || self.has("coming");
        let days = if ahead && back != 0 { 7 - back } else { -back };
        Some(Found::maybe(today.plus_days(days).map(When::Day)))
    }

    fn weekday_step(&self) -> Option<Found> {
        let day = weekday(self.line.words[self.hit.place("WEEKDAY")?])?;
        let Some(today) = self.scene.today else { return Some(Found::open(TimeType::Date, None)) };
        let back = i32::from((7 + today.weekday() - day) % 7);
        let days = match self.rule.step {
            1 => 7 - back,
            _ if back == 0 => -7,
            _ => -back,
        };
        // `the previous Friday`, `the following Monday` go on from what was spoken of.
        let from = match self.scene.spoken {
            Some(When::Day(spoken)) if self.has("previous") || self.has("following") => spoken,
            _ => today,
        };
        let back = i32::from((7 + from.weekday() - day) % 7);
        let days = if from == today {
            days
        } else if self.rule.step == 1 {
            7 - back
        } else {
            -(if back == 0 { 7 } else { back })
        };
        Some(Found::maybe(from.plus_days(days).map(When::Day)))
    }

    fn days(&self) -> Option<Found> {
        let Some(today) = self.scene.today else { return Some(Found::open(TimeType::Date, None)) };
        let found = Found::maybe(today.plus_days(self.rule.step).map(When::Day));
        let last = self.line.lower[self.hit.end - 1].as_str();
        let part = if last == "tonight" { Some("NI") } else { part_of_day(last) };
        Some(match part {
            Some(part) => with_part(found, part),
            None => found,
        })
    }

    fn last_unit(&self) -> Option<usize> {
        (self.at..self.hit.end).rev().find(|&at| unit(&self.line.lower[at]).is_some())
    }

    fn unit(&self) -> Option<Found> {
        let letters = unit(&self.line.lower[self.last_unit()?])?;
        let Some(today) = self.scene.today else { return Some(Found::open(TimeType::Date, None)) };
        if letters == "E" {
            let saturday = monday(today)?.plus_days(5)?;
            let step = match self.rule.step {
                0 if self.scene.tense != Tense::Future && today < saturday => -1,
                step => step,
            };
            let last = if self.rule.step == -1 && today >= saturday { 0 } else { step };
            return Some(Found::maybe(saturday.plus_days(7 * last).map(When::Weekend)));
        }
        Some(Found::maybe(When::of(letters, today)?.shifted(letters, self.rule.step).map(|when| {
            match (when, letters) {
                (When::Year(year), "DE") => When::Decade(year / 10 * 10),
                (When::Year(year), "CE") => When::Century(year / 100 * 100),
                (when, _) => when,
            }
        })))
    }

    fn ago(&self) -> Option<Found> {
        let (count, len) = self.line.number(self.hit.place("NUM")?)?;
        let letters = unit(&self.line.lower[self.hit.place("NUM")? + len])?;
        let Some(count) = count else {
            let value = if self.rule.step < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Found::open(TimeType::Date, Some(value.into())));
        };
        let Some(today) = self.scene.today else { return Some(Found::open(TimeType::Date, None)) };
        let count = self.rule.step * whole(count)?;
        // Beside a quarter that was spoken of, `a year ago` is that quarter a year ago.
        if let (Some(spoken @ When::Quarter(..)), "Y", -1) = (self.scene.spoken, letters, count) {
            return Some(Found { when: None, ..Found::maybe(spoken.shifted("Y", -1)) });
        }
        let when = match letters {
            "TH" | "TM" | "TS" => {
                return Some(Found::open(TimeType::Duration, Some(duration(Some(f64::from(count.abs())), letters))));
            }
            "D" | "N" => When::Day(today).shifted("D", count),
            "W" => When::of("W", today)?.shifted("W", count),
            "M" => When::of("M", today)?.shifted("M", count),
            "Q" => When::of("Q", today)?.shifted("Q", count),
            _ => When::Year(today.year()).shifted(letters, count),
        };
        Some(Found::maybe(when))
    }

    /// From the last date spoken of, else from today.
    fn shift(&self) -> Option<Found> {
        let unit_at = self.last_unit();
        let letters = unit_at.and_then(|at| unit(&self.line.lower[at])).unwrap_or("D");
        let named_year = self.line.lower[self.at..self.hit.end].iter().any(|word| word == "year");
        let period = self.has("period") || self.has("quarter");
        let letters = if period && named_year { "Y" } else { letters };
        let count = match self.hit.place("NUM").and_then(|at| self.line.number(at)) {
            // How long after, and no more: `a few days later`.
            Some((count, _)) if count.is_none() || letters.starts_with('T') => {
                return Some(Found::open(TimeType::Duration, Some(duration(count, letters))));
            }
            Some((count, _)) => whole(count?)?,
            None => 1,
        };
        // `a year earlier` is not a year before a year that was itself looked back on.
        let this_year = self.scene.today.map(Date::year);
        let spoken = self.scene.spoken.filter(|spoken| {
            !(letters == "Y" && self.rule.step < 0 && matches!(spoken, When::Year(year) if Some(*year) < this_year))
        });
        let base = if period && named_year && !matches!(spoken, Some(When::Quarter(..))) {
            // The period that results are told of, where none was named: the last quarter that is over.
            self.scene.today.and_then(|today| When::of("Q", today)?.shifted("Q", -1))
        } else {
            spoken
        };
        let base = base.or_else(|| {
            self.scene.today.map(|today| if letters == "Y" { When::Year(today.year()) } else { When::Day(today) })
        });
        if self.rule.step == 0 {
            // `that day` is a day that was spoken of, `that year` one that holds it.
            let when = self.scene.spoken.and_then(|spoken| match (letters, spoken) {
                ("D", When::Day(day)) => Some(When::Day(day)),
                ("D", _) => None,
                (letters, spoken) => When::of(letters, spoken.days()?.0),
            });
            return Some(Found::maybe(when));
        }
        let found = Found::maybe(base.and_then(|base| base.shifted(letters, self.rule.step * count)));
        // What came before is an aside; what came after goes on.
        Some(if self.rule.step < 0 { Found { when: None, ..found } } else { found })
    }

    fn day_of_month(&self) -> Option<Found> {
        let (day, _) = self.line.day_of_month(self.hit.place("MDAY")?)?;
        let Some(today) = self.scene.today else {
            return Some(Found::open(TimeType::Date, Some(format!("XXXX-XX-{day:02}"))));
        };
        let months = [-1, 0, 1].map(|by| plus_months(today, by));
        let days: Vec<Date> =
            months.into_iter().flatten().filter_map(|month| Date::new(month.year(), month.month(), day)).collect();
        let found = match self.scene.tense {
            Tense::Future => days.iter().find(|day| **day >= today),
            _ => days.iter().rev().find(|day| **day <= today),
        };
        Some(Found::maybe(found.map(|&day| When::Day(day))))
    }

    fn span(&self) -> Option<Found> {
        let value = if self.hit.place("NUM").is_some() {
            self.duration()?
        } else {
            duration(None, unit(&self.line.lower[self.last_unit()?])?)
        };
        let mut found = Found::open(TimeType::Duration, Some(value));
        let number = self.hit.place("NUM").and_then(|at| Some((self.line.number(at)?, at)));
        if let (Some(today), Some(((Some(count), len), at))) = (self.scene.today, number)
            && let Some(letters) = self.line.lower.get(at + len).and_then(|word| unit(word))
            && let Some(count) = whole(count)
        {
            let other = match letters {
                "D" | "N" => today.plus_days(self.rule.step * count),
                "W" => today.plus_days(self.rule.step * count * 7),
                "M" | "Q" | "Y" | "DE" => months_on(
                    today,
                    self.rule.step
                        * count
                        * match letters {
                            "M" => 1,
                            "Q" => 3,
                            "Y" => 12,
                            _ => 120,
                        },
                ),
                _ => None,
            };
            found.dates = other.map(|other| if other < today { (other, today) } else { (today, other) });
        }
        Some(found)
    }

    /// `P2W`, `PT36H`, `PXY`.
    fn duration(&self) -> Option<String> {
        let Some(at) = self.hit.place("NUM") else {
            // `a year and a half`
            return Some(duration(Some(1.5), unit(&self.line.lower[self.last_unit()?])?));
        };
        let (count, len) = self.line.number(at)?;
        let count = count.map(|count| {
            if self.line.lower.get(at + len).is_some_and(|word| word == "1/2") { count + 0.5 } else { count }
        });
        // `a few days`, `the first few hours` have their number last.
        let letters = unit(&self.line.lower[self.last_unit()?])?;
        Some(duration(count, letters))
    }

    fn set(&self) -> Option<Found> {
        let value = if let Some(at) = self.hit.place("WEEKDAY") {
            format!("XXXX-WXX-{}", weekday(self.line.words[at])? + 1)
        } else if let Some(at) = self.hit.place("MONTH") {
            format!("XXXX-{:02}", self.line.month(at)?)
        } else if let Some(at) = self.hit.place("SEASON") {
            format!("XXXX-{}", season(&self.line.lower[at])?)
        } else if let Some(at) = self.last_unit() {
            duration(Some(if self.has("other") { 2.0 } else { 1.0 }), unit(&self.line.lower[at])?)
        } else {
            format!("XXXX-XX-XXT{}", part_of_day(&self.line.lower[self.hit.end - 1])?)
        };
        Some(Found::open(TimeType::Set, Some(value)))
    }

    fn clock(&self) -> Option<Found> {
        let time = match self.line.lower[self.at].as_str() {
            "noon" => "12:00".to_owned(),
            "midnight" => "24:00".to_owned(),
            _ => {
                let (minutes, _) = self.line.clock(self.hit.place("CLOCK")?)?;
                format!("{:02}:{:02}", minutes / 60, minutes % 60)
            }
        };
        let day = match self.scene.spoken {
            Some(When::Day(day)) => Some(day),
            _ => self.scene.today,
        };
        Some(Found {
            kind: TimeType::Time,
            value: Some(format!("{}T{time}", day.map_or("XXXX-XX-XX".to_owned(), |day| day.to_string()))),
            dates: day.map(|day| (day, day)),
            when: None,
        })
    }

    fn holiday(&self) -> Option<Found> {
        let at = self.hit.place("HOLIDAY")?;
        let holiday: &Holiday = self.line.holiday(at)?.0;
        let found = |days: Option<(Date, Date)>| {
            days.map(|(first, last)| {
                let one = Found::at(When::Day(first));
                if first == last {
                    one
                } else {
                    Found { value: Some(format!("{first}/{last}")), dates: Some((first, last)), ..one }
                }
            })
        };
        if let Some(year) = self.year() {
            return found(holiday.days_in(year));
        }
        let Some(today) = self.scene.today else { return Some(Found::open(TimeType::Date, None)) };
        let all: Vec<(Date, Date)> = [-1, 0, 1].iter().filter_map(|by| holiday.days_in(today.year() + by)).collect();
        let past = all.iter().rev().find(|(first, _)| *first <= today);
        let future = all.iter().find(|(_, last)| *last >= today);
        let ahead = self.scene.tense == Tense::Future || self.has("next");
        let this = self.has("this").then(|| all.iter().find(|(first, _)| first.year() == today.year())).flatten();
        found(this.or(if ahead { future.or(past) } else { past.or(future) }).copied())
    }
}

/// The day so many months on, or the last of that month.
fn months_on(day: Date, count: i32) -> Option<Date> {
    let month = plus_months(day, count)?;
    Date::new(month.year(), month.month(), day.day()).or_else(|| Some(month.last_of_month()))
}

/// A part of the day that a day's value names.
pub(super) fn with_part(found: Found, part: &str) -> Found {
    Found { kind: TimeType::Time, value: found.value.map(|value| format!("{value}T{part}")), ..found }
}

fn year_plus(year: i16, step: i32) -> Option<i16> {
    i16::try_from(i32::from(year) + step).ok()
}

fn whole(count: f64) -> Option<i32> {
    (count.fract() == 0.0 && count < 100_000.0).then_some(count as i32)
}
