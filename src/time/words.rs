//! The classes of words that the rules of `knowledge/rules/times.toml` speak of, and what each says.

use crate::calendar::{month_of, weekday_of};
use crate::civil::Date;
use crate::knowledge::{Holiday, LONGEST_HOLIDAY, Words, holiday, small_number, tens};

/// The words of one sentence.
pub(super) struct Line<'a> {
    /// As written.
    pub(super) words: Vec<&'a str>,
    pub(super) lower: Vec<String>,
    /// Whether a word may begin or be a time: it is no part of a person's or body's name.
    pub(super) free: Vec<bool>,
    /// The parse says that it counts what follows.
    pub(super) counts: Vec<bool>,
}

impl Words for Line<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.lower.get(at).map(String::as_str)
    }

    fn class(&self, class: &str, at: usize) -> usize {
        let Some(word) = self.words.get(at).copied() else { return 0 };
        let one = |fits: bool| usize::from(fits);
        match class {
            "MONTH" => one(self.month(at).is_some()),
            "WEEKDAY" => one(weekday(word).is_some()),
            "MDAY" => self.day_of_month(at).map_or(0, |(_, len)| len),
            "YEAR" => self.year(at).map_or(0, |(_, len)| len),
            "YEAR_WORDS" => self.year(at).map_or(0, |(_, len)| if len > 1 { len } else { 0 }),
            "YEAR_ALONE" => {
                one(word.ends_with(|c: char| c.is_ascii_digit()) && self.year(at).is_some() && !self.counts[at])
            }
            "DAY_NUMBER" => one(numeric_date(word).is_some()),
            "NUM" => self.number(at).map_or(0, |(_, len)| len),
            "ORD" => self.ordinal(at).map_or(0, |(_, len)| len),
            // `three-quarters` are a share.
            "UNIT" => {
                one(unit(&self.lower[at]).is_some() && !(word == "quarters" && at > 0 && self.lower[at - 1] == "-"))
            }
            "SEASON" => one(season(&self.lower[at]).is_some()),
            "PART" => one(part_of_day(&self.lower[at]).is_some()),
            "DECADE" => one(self.decade(at).is_some()),
            "CLOCK" => self.clock(at).map_or(0, |(_, len)| len),
            "ZONE" => one(is_zone(word)),
            "HOLIDAY" => self.holiday(at).map_or(0, |(_, len)| len),
            _ => 0,
        }
    }
}

impl Line<'_> {
    /// 1 to 12. `May` and `March` are months where they are written large; abbreviations carry their full stop.
    pub(super) fn month(&self, at: usize) -> Option<u8> {
        let word = &unprefixed(self.words.get(at)?);
        let capital = word.starts_with(char::is_uppercase);
        // At the head of a sentence they are a name or a verb, unless a day follows.
        let doubtful = at == 0 && matches!(*word, "May" | "March");
        if doubtful && self.lower.get(1).is_none_or(|next| !next.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        let letters = word.trim_end_matches('.');
        let full = letters.len() > 4 || matches!(letters, "May" | "June" | "July" | "MAY" | "JUNE" | "JULY");
        let short = word.ends_with('.')
            || matches!(letters, "Jan" | "Feb" | "Aug" | "Sept" | "Sep" | "Oct" | "Nov" | "Dec" | "Apr");
        (capital && (full && !word.ends_with('.') || short)).then(|| month_of(letters)).flatten()
    }

    /// A day of a month with the number of its words: `19`, `19th`, `twenty-first`.
    pub(super) fn day_of_month(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.lower.get(at)?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if let Ok(day) = digits.parse::<u8>() {
            let fits = (1..=31).contains(&day)
                && digits.len() <= 2
                && matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
            return fits.then_some((day, 1));
        }
        let (value, len) = self.ordinal(at)?;
        (1..=31).contains(&value).then_some((value as u8, len))
    }

    /// `1998`, `nineteen ninety-eight`, `two thousand`.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        let word = unprefixed(self.lower.get(at)?);
        if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return word.parse().ok().filter(|year| (1500..=2099).contains(year)).map(|year| (year, 1));
        }
        if word == "two" && self.lower.get(at + 1).is_some_and(|word| word == "thousand") {
            let and = usize::from(self.lower.get(at + 2).is_some_and(|word| word == "and"));
            let rest = self.below_hundred(at + 2 + and);
            return Some(rest.map_or((2000, 2), |(rest, len)| (2000 + rest as i16, 2 + and + len)));
        }
        let century = match word {
            "nineteen" => 1900,
            "eighteen" => 1800,
            "twenty" => 2000,
            _ => return None,
        };
        let (rest, len) = self.below_hundred(at + 1)?;
        (rest >= 10).then_some((century + rest as i16, len + 1))
    }

    fn below_hundred(&self, at: usize) -> Option<(i32, usize)> {
        let word = self.lower.get(at)?;
        // `ninety-six` may be one word.
        if let Some((ten, small)) = word.split_once('-') {
            let ten = tens(ten)?;
            return small_number(small).filter(|small| (1..=9).contains(small)).map(|small| (ten + small, 1));
        }
        let ten = tens(word);
        match ten {
            Some(ten) => {
                let skip = usize::from(self.lower.get(at + 1).is_some_and(|word| word == "-"));
                let small = self
                    .lower
                    .get(at + 1 + skip)
                    .and_then(|word| small_number(word))
                    .filter(|small| (1..=9).contains(small));
                Some(small.map_or((ten, 1), |small| (ten + small, 2 + skip)))
            }
            None => small_number(word).map(|small| (small, 1)),
        }
    }

    /// A count with the number of its words: `3`, `2.5`, `twenty-five`, `two hundred`, `a`, `a dozen`; `None` in the first place for one
    /// that is not known: `several`.
    pub(super) fn number(&self, at: usize) -> Option<(Option<f64>, usize)> {
        let word = self.lower.get(at)?.as_str();
        let next = |word: &str, by: usize| self.lower.get(at + by).is_some_and(|next| next == word);
        match word {
            "several" | "many" | "few" | "some" => return Some((None, 1)),
            "a" if next("couple", 1) => return Some((Some(2.0), if next("of", 2) { 3 } else { 2 })),
            "a" if next("few", 1) || next("number", 1) && next("of", 2) => {
                return Some((None, if next("few", 1) { 2 } else { 3 }));
            }
            "couple" => return Some((Some(2.0), if next("of", 1) { 2 } else { 1 })),
            "a" if next("dozen", 1) => return Some((Some(12.0), 2)),
            "half" if next("a", 1) || next("an", 1) => return Some((Some(0.5), 2)),
            // `$2 a year` is a rate.
            "a" | "an" => {
                let before = at.checked_sub(1).map_or("", |at| self.lower[at].as_str());
                let unit_next = self.lower.get(at + 1).map_or("", String::as_str);
                let rate = !before.is_empty()
                    && !before.chars().any(char::is_alphabetic)
                    && !matches!(before, "," | "." | "``" | "\"" | "-" | "(");
                let counted = at > 1 && self.lower[at - 2].chars().all(|c| c.is_ascii_digit()) && before.ends_with('s');
                return (!rate && !counted && unit_next != "quarter" && unit_next != "second")
                    .then_some((Some(1.0), 1));
            }
            _ => {}
        }
        let (mut value, mut len) = match word.replace(',', "").parse::<f64>() {
            Ok(value) if word.starts_with(|c: char| c.is_ascii_digit()) => (value, 1),
            _ => self.below_hundred(at).map(|(value, len)| (f64::from(value), len))?,
        };
        while let Some(times) = self.lower.get(at + len).and_then(|word| match word.as_str() {
            "hundred" => Some(100.0),
            "thousand" => Some(1000.0),
            _ => None,
        }) {
            value *= times;
            len += 1;
        }
        if self.lower.get(at + len).is_some_and(|word| word == "and") && next("a", len + 1) && next("half", len + 2) {
            return Some((Some(value + 0.5), len + 3));
        }
        Some((Some(value), len))
    }

    /// `third`, `21st`, `twenty-first`.
    pub(super) fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        let word = self.lower.get(at)?;
        if let Some(nth) = nth(&ORDINALS, word) {
            return Some((nth as i32 + 1, 1));
        }
        if let Some(digits) = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)) {
            return digits.parse().ok().map(|value| (value, 1));
        }
        let ten = match word.as_str() {
            "twenty" => 20,
            "thirty" => 30,
            "twentieth" => return Some((20, 1)),
            "thirtieth" => return Some((30, 1)),
            _ => return None,
        };
        let skip = usize::from(self.lower.get(at + 1).is_some_and(|word| word == "-"));
        let small = nth(&ORDINALS, self.lower.get(at + 1 + skip)?).filter(|nth| *nth < 9)?;
        Some((ten + small as i32 + 1, 2 + skip))
    }

    /// The longest holiday's name, written large.
    pub(super) fn holiday(&self, at: usize) -> Option<(&'static Holiday, usize)> {
        if !self.words.get(at)?.starts_with(char::is_uppercase) {
            return None;
        }
        (1..=LONGEST_HOLIDAY.min(self.words.len() - at)).rev().find_map(|len| {
            let name = self.lower[at..at + len].join(" ").replace('’', "'");
            holiday(&name).map(|found| (found, len))
        })
    }

    /// The first year of `1990s`, `'80s`, `nineties`.
    pub(super) fn decade(&self, at: usize) -> Option<i16> {
        let word = unprefixed(self.lower.get(at)?);
        if let Some(nth) = nth(&DECADES, word) {
            return Some(1920 + nth as i16 * 10);
        }
        let digits = word.strip_suffix("'s").or_else(|| word.strip_suffix('s'))?.trim_start_matches(['\'', '’']);
        match (digits.len(), digits.parse::<i16>().ok()?) {
            (4, year) if year % 10 == 0 && (1500..=2099).contains(&year) => Some(year),
            (2, year) if year % 10 == 0 && word.starts_with(['\'', '’', '2', '3', '4', '5', '6', '7', '8', '9']) => {
                Some(1900 + year)
            }
            _ => None,
        }
    }

    /// `9 p.m.`, `9:30`, `9:30 am`, `21:30`: minutes of the day with the number of words.
    pub(super) fn clock(&self, at: usize) -> Option<(u32, usize)> {
        let word = self.lower.get(at)?;
        let glued = ["am", "pm"].iter().find_map(|half| word.strip_suffix(half).map(|digits| (digits, *half)));
        let (digits, half, len) = match glued {
            Some((digits, half)) if !digits.is_empty() => (digits, Some(half), 1),
            _ => {
                let half = match self.lower.get(at + 1).map(String::as_str) {
                    Some("a.m." | "am" | "a.m") => Some("am"),
                    Some("p.m." | "pm" | "p.m") => Some("pm"),
                    _ => None,
                };
                (word.as_str(), half, 1 + usize::from(half.is_some()))
            }
        };
        let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, ""));
        let hour: u32 = hour.parse().ok()?;
        let minute: u32 = if minute.is_empty() { 0 } else { minute.parse().ok().filter(|_| minute.len() == 2)? };
        if minute > 59 || half.is_none() && !digits.contains(':') {
            return None;
        }
        let hour = match half {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some("pm") => hour % 12 + 12,
            Some(_) => hour % 12,
            None if hour < 24 => hour,
            None => return None,
        };
        Some((hour * 60 + minute, len))
    }
}

/// `mid-November` and `post-1959` are written as one word.
fn unprefixed(word: &str) -> &str {
    let prefix = ["mid-", "Mid-", "pre-", "post-"].iter().find_map(|prefix| word.strip_prefix(prefix));
    prefix.unwrap_or(word)
}

/// The unit's letters in a duration: `D`, `TH`.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "day" | "days" => "D",
        "night" | "nights" => "N",
        "week" | "weeks" => "W",
        "weekend" | "weekends" => "E",
        "month" | "months" => "M",
        "quarter" | "quarters" => "Q",
        "year" | "years" => "Y",
        "decade" | "decades" => "DE",
        "century" | "centuries" => "CE",
        "hour" | "hours" => "TH",
        "minute" | "minutes" => "TM",
        "second" | "seconds" => "TS",
        _ => return None,
    })
}

/// 0 for Monday to 6.
pub(super) fn weekday(word: &str) -> Option<u8> {
    let letters = word.trim_end_matches('.');
    let full = letters.ends_with("day") || letters.ends_with("DAY");
    let short = word.ends_with('.') && letters.len() >= 3;
    (word.starts_with(char::is_uppercase) && (full || short)).then(|| weekday_of(letters)).flatten()
}

pub(super) fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" => "SP",
        "summer" => "SU",
        "autumn" | "fall" => "FA",
        "winter" => "WI",
        _ => return None,
    })
}

pub(super) fn part_of_day(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" => "MO",
        "afternoon" => "AF",
        "evening" => "EV",
        "night" => "NI",
        _ => return None,
    })
}

/// `2024-06-19`, `19.06.2024`, `6/19/2024`, `6/19/24`; day and month in the order that fits, the American one where both do.
pub(super) fn numeric_date(word: &str) -> Option<Date> {
    let mark = word.chars().find(|c| !c.is_ascii_digit()).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let parts: Vec<&str> = word.split(mark).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() <= 4);
    let (a_len, a, b, c_len, c) = (a.len(), number(a)?, number(b)?, c.len(), number(c)?);
    let day = |year: i16, month: i16, day: i16| Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    if a_len == 4 {
        return day(a, b, c);
    }
    let year = match c_len {
        4 if (1500..=2099).contains(&c) => c,
        2 if mark == '/' => {
            if c < 50 {
                2000 + c
            } else {
                1900 + c
            }
        }
        _ => return None,
    };
    if mark == '.' { day(year, b, a) } else { day(year, a, b).or_else(|| day(year, b, a)) }
}

fn is_zone(word: &str) -> bool {
    const ZONES: [&str; 22] = [
        "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "GMT", "UTC", "BST", "CET",
        "CEST", "EET", "MSK", "JST", "KST", "IST",
    ];
    ZONES.contains(&word)
}

fn nth(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|known| *known == word)
}

const ORDINALS: [&str; 19] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const DECADES: [&str; 8] =
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &'static str) -> Line<'static> {
        let words: Vec<&str> = text.split(' ').collect();
        let lower = words.iter().map(|word| word.to_lowercase()).collect();
        let n = words.len();
        Line { words, lower, free: vec![true; n], counts: vec![false; n] }
    }

    #[test]
    fn only_capitalised_names_are_months_and_days() {
        let month = |word| line(word).month(0);
        assert_eq!((month("Nov."), month("Sept."), month("march"), month("Mar")), (Some(11), Some(9), None, None));
        assert_eq!((weekday("Tues."), weekday("Sunday"), weekday("sun")), (Some(1), Some(6), None));
    }

    #[test]
    fn numbers_of_several_words() {
        assert_eq!(line("twenty - five").number(0), Some((Some(25.0), 3)));
        assert_eq!(line("two hundred").number(0), Some((Some(200.0), 2)));
        assert_eq!(line("a couple of").number(0), Some((Some(2.0), 3)));
        assert_eq!(line("several").number(0), Some((None, 1)));
        assert_eq!(line("nineteen ninety - six").year(0), Some((1996, 4)));
        assert_eq!(line("twenty - first").ordinal(0), Some((21, 3)));
        assert_eq!(line("1990s").decade(0), Some(1990));
    }

    #[test]
    fn clocks_and_numeric_dates() {
        assert_eq!(line("9 p.m.").clock(0), Some((21 * 60, 2)));
        assert_eq!(line("10:35 a.m.").clock(0), Some((10 * 60 + 35, 2)));
        assert_eq!(line("12:30am").clock(0), Some((30, 1)));
        assert_eq!(line("9").clock(0), None);
        assert_eq!(numeric_date("19.06.2024"), Date::new(2024, 6, 19));
        assert_eq!(numeric_date("6/19/24"), Date::new(2024, 6, 19));
        assert_eq!(numeric_date("1.2.3"), None);
    }
}
