//! When: time expressions, found and placed on the calendar.
//!
//! In: tokens with their tree, and the day of publication at the place of the dateline. Out: TIMEX3 expressions; the dates are null
//! where the words or a missing day of publication leave them open, and the value then says what is known (`XXXX-06`).
//! On 2024-11-12, `in June` is 2024-06, and `will meet in June` is 2025-06.
//!
//! Finding and resolving are two steps: [`rules`] finds the words by the patterns of `knowledge/rules/times.toml`, [`resolve`] says what
//! they denote, by the tense of the verb over them and by the last date spoken of.

mod resolve;
mod rules;
mod when;
mod words;

use crate::civil::Date;
use crate::document::{NameKind, Sentence, Sentences, TimeExpression, Token};
use crate::knowledge::{Hit, KNOWN_UNTIL, Pattern, Words, first_possible_year};
use crate::text::Span;
use resolve::{Found, Scene, Tense, resolve, with_part};
use rules::{Means, Rule, rules};
use when::When;
use words::{Line, part_of_day};

/// `today` is the day of publication at the place of the dateline; without it, what depends on it stays unplaced.
pub(crate) fn find_times(text: &str, sentences: &Sentences, today: Option<Date>) -> Vec<TimeExpression> {
    let mut times = Vec::new();
    let mut spoken = None;
    let inferred = today.is_none().then(|| named_day(text, sentences)).flatten();
    let today = today.or(inferred);
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        let line = line_of(text, sentences, sentence, tokens);
        let mut at = 0;
        while at < tokens.len() {
            let Some(one) = read(&line, text, tokens, at, today, spoken) else {
                at += 1;
                continue;
            };
            let span = Span { start: tokens[one.first].span.start, end: tokens[one.end - 1].span.end };
            let Found { kind, value, dates, when } = one.found;
            let by = if inferred.is_some() { "/by-weekday" } else { "" };
            times.push(TimeExpression { span, kind, value, dates, rule: format!("{}{by}", one.rule.id) });
            spoken = when.or(spoken);
            at = one.end;
        }
    }
    times
}

/// The day about which an article without a date was written, where its own words fix it: a weekday with a day of the month, in the
/// latest year that it speaks of or the next one. In two years running, a day of the month falls on two weekdays, so that at most
/// one year fits. Where it speaks of no year, what it names may tell the first year that it can be of: of the years from then to the last
/// one that the library knows of, exactly one must fit. Of several such days the last one counts; `None` where there is none.
fn named_day(text: &str, sentences: &Sentences) -> Option<Date> {
    let mut latest_year = 0;
    let mut named: Vec<(u8, u8, u8)> = Vec::new();
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        let line = line_of(text, sentences, sentence, tokens);
        for at in 0..tokens.len() {
            if line.class("YEAR_ALONE", at) > 0 && line.free[at] {
                let before = at.checked_sub(1).and_then(|at| line.word(at)).unwrap_or("");
                let ahead =
                    matches!(before, "by" | "until" | "through" | "before") || tense(text, tokens, at) == Tense::Future;
                let (year, _) = line.year(at)?;
                latest_year = if ahead { latest_year } else { latest_year.max(year) };
            }
            let Some(weekday) = words::weekday(line.words[at]) else { continue };
            let Some((rule, hit)) = find(&line, at) else { continue };
            let place = hit
                .place("MONTH")
                .zip(hit.place("MDAY"))
                .filter(|_| rule.means == Means::Day && hit.place("YEAR").is_none());
            if let Some((month, day)) = place.and_then(|(month, day)| line.month(month).zip(line.day_of_month(day))) {
                named.push((weekday, month, day.0));
            }
        }
    }
    if named.is_empty() {
        return None;
    }
    let years =
        if latest_year >= 1900 { latest_year..=latest_year + 1 } else { first_possible_year(text)?..=KNOWN_UNTIL };
    let fits = |&(weekday, month, day): &(u8, u8, u8)| {
        let dates = years.clone().filter_map(|year| Date::new(year, month, day));
        let mut fitting = dates.filter(|date| date.weekday() == weekday);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    named.iter().filter_map(fits).max()
}

fn line_of<'a>(text: &'a str, sentences: &Sentences, sentence: &Sentence, tokens: &[Token]) -> Line<'a> {
    let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
    let lower = words.iter().map(|word| word.to_lowercase()).collect();
    let mut free = vec![true; tokens.len()];
    let first = sentences.names.partition_point(|name| name.span.end <= sentence.span.start);
    let names = sentences.names[first..].iter().take_while(|name| name.span.start < sentence.span.end);
    for name in names.filter(|name| name.kind != NameKind::Place) {
        let from = tokens.partition_point(|token| token.span.end <= name.span.start);
        let to = tokens.partition_point(|token| token.span.start < name.span.end);
        // A net that takes a lone `Friday` for a name is mistaken.
        let time = to == from + 1 && (words::weekday(words[from]).is_some() || words[from].ends_with('.'));
        free[from..to].iter_mut().for_each(|slot| *slot &= time);
    }
    let counts = tokens
        .iter()
        .enumerate()
        .map(|(at, token)| {
            let head = token.head.map(|head| head as usize).filter(|&head| head > at);
            let owned = at.checked_sub(1).is_some_and(|at| matches!(tokens[at].pos, Some("DET" | "PRON")));
            token.dep == Some("nummod") && !owned && head.is_some_and(|head| tokens[head].tag == Some("NNS"))
        })
        .collect();
    Line { words, lower, free, counts }
}

/// An expression as it was read.
struct One {
    first: usize,
    end: usize,
    found: Found,
    rule: &'static Rule,
}

fn read(
    line: &Line<'_>,
    text: &str,
    tokens: &[Token],
    at: usize,
    today: Option<Date>,
    spoken: Option<When>,
) -> Option<One> {
    let rules = rules();
    let modifier =
        |pattern: &Option<Pattern>| pattern.as_ref().and_then(|pattern| pattern.match_at(line, at)).map(|hit| hit.end);
    let mut best = find(line, at).filter(|_| line.free[at]);
    let mut first = at;
    // `early June`, `the end of 1990`, `more than two hours`: longer than what stands without.
    for (pattern, dates) in [(&rules.before, true), (&rules.about, false)] {
        let Some(start) = modifier(pattern).filter(|&start| start < tokens.len() && line.free[start]) else { continue };
        let Some((rule, hit)) = find(line, start) else { continue };
        let fits = if dates { rule.means.is_date() } else { matches!(rule.means, Means::Duration | Means::Ago) };
        if fits && best.as_ref().is_none_or(|(_, known)| hit.end > known.end) {
            best = Some((rule, hit));
            first = start;
        }
    }
    let (rule, hit) = best?;
    let tense = tense(text, tokens, hit.end - 1);
    let scene = Scene { today, spoken, tense };
    let mut found = resolve(rule, &hit, first, line, scene)?;
    let mut end = hit.end;
    if is_day(&found)
        && let Some(part) = line.lower.get(end).and_then(|word| part_of_day(word))
    {
        found = with_part(found, part);
        end += 1;
    } else if rule.means == Means::Clock
        && let Some((joined, at)) = day_behind(line, end, scene)
    {
        // `10 p.m. Wednesday`: the day that follows is that of the clock.
        let clock = found.value.as_deref().and_then(|value| value.split_once('T')).map_or("", |(_, clock)| clock);
        found.value = joined.value.map(|day| format!("{day}T{clock}"));
        (found.dates, found.when) = (joined.dates, joined.when);
        end = at;
    }
    Some(One { first: at, end, found, rule })
}

fn is_day(found: &Found) -> bool {
    matches!(found.when, Some(When::Day(_))) && found.value.as_ref().is_some_and(|value| value.len() == 10)
}

/// A day right behind a time of day, perhaps after a comma.
fn day_behind(line: &Line<'_>, end: usize, scene: Scene) -> Option<(Found, usize)> {
    let skip = usize::from(line.word(end).is_some_and(|word| matches!(word, "," | "on")));
    let (rule, hit) = find(line, end + skip)?;
    if !matches!(rule.means, Means::Day | Means::Weekday | Means::Days | Means::WeekdayStep) {
        return None;
    }
    let found = resolve(rule, &hit, end + skip, line, scene).filter(is_day)?;
    Some((found, hit.end))
}

/// The longest match at a word, of equals the first rule's.
fn find(line: &Line<'_>, at: usize) -> Option<(&'static Rule, Hit<'static>)> {
    let rules = rules();
    let word = line.word(at)?;
    let named = rules.by_word.get(word).into_iter().flatten();
    let classed = rules.by_class.iter().filter(|(class, _)| line.class(class, at) > 0).flat_map(|(_, list)| list);
    let mut candidates: Vec<usize> = named.chain(classed).copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    let mut best: Option<(&'static Rule, Hit<'static>)> = None;
    for rule in candidates.into_iter().map(|nth| &rules.all[nth]) {
        let before = at.checked_sub(1).and_then(|at| line.word(at)).unwrap_or("");
        if !rule.after.is_empty() && !rule.after.contains(before) || rule.not_after.contains(before) {
            continue;
        }
        for hit in rule.patterns.iter().filter_map(|pattern| pattern.match_at(line, at)) {
            let next = line.word(hit.end).unwrap_or("");
            let longer = best.as_ref().is_none_or(|(_, known)| hit.end > known.end);
            let followed = !rule.not_before.contains(next) && (rule.before.is_empty() || rule.before.contains(next));
            if longer && followed && line.free[at..hit.end].iter().all(|free| *free) {
                best = Some((rule, hit));
            }
        }
    }
    best
}

/// Which way the verb over a word looks.
fn tense(text: &str, tokens: &[Token], at: usize) -> Tense {
    const PLANS: &[&str] = &[
        "plan", "expect", "schedule", "set", "intend", "hope", "vow", "promise", "pledge", "aim", "prepare", "want",
        "agree", "slate", "due", "extend", "postpone", "delay", "adjourn",
    ];
    // What is planned is ahead, whoever the planner is and whenever he planned it.
    const SETS: &[&str] = &["plan", "schedule", "slate", "extend", "postpone", "delay", "adjourn"];
    const AHEAD: &[&str] = &["effective", "payable", "record", "soon"];
    let lemma = |at: usize| tokens[at].lemma.of(tokens[at].span.of(text));
    // `effective Feb. 1`, `to stock of record Nov. 22`, `as soon as Tuesday`
    let before = (at.saturating_sub(2)..at).map(|at| tokens[at].span.of(text));
    if before.clone().any(|word| AHEAD.contains(&word)) {
        return Tense::Future;
    }
    let mut up = Some(at);
    // How far the verb is: only the next one says surely that something is over.
    let mut steps = 0;
    let past = |steps: usize| if steps <= 3 { Tense::Past } else { Tense::Open };
    for _ in 0..tokens.len().min(24) {
        let Some(here) = up else { break };
        let token = &tokens[here];
        up = token.head.map(|head| head as usize);
        let children = || tokens.iter().enumerate().filter(move |(_, child)| child.head == Some(here as u32));
        let aux = |known: &[&str]| {
            children().any(|(at, child)| {
                matches!(child.dep, Some("aux" | "aux:pass" | "cop")) && known.contains(&lemma(at).as_str())
            })
        };
        let past_aux = || {
            children()
                .any(|(_, child)| matches!(child.dep, Some("aux" | "aux:pass" | "cop")) && child.tag == Some("VBD"))
        };
        let name = lemma(here);
        if name == "due" {
            return Tense::Future;
        }
        let described = token.pos == Some("ADJ") || matches!(token.dep, Some("amod" | "acl" | "compound"));
        steps += if described && !matches!(token.pos, Some("VERB" | "AUX")) { 4 } else { 1 };
        let verbal = matches!(token.pos, Some("VERB" | "AUX")) || children().any(|(_, child)| child.dep == Some("cop"));
        if !verbal {
            if name == "deadline" {
                return Tense::Future;
            }
            continue;
        }
        if aux(&["will", "shall", "wo", "'ll", "would", "should"]) {
            return Tense::Future;
        }
        let plans = PLANS.contains(&name.as_str());
        match token.tag {
            Some("VBD" | "VBN") if plans => {
                let ahead = aux(&["be"]) || token.tag == Some("VBN") || SETS.contains(&name.as_str());
                return if ahead { Tense::Future } else { Tense::Open };
            }
            Some("VBD") => return past(steps),
            Some("VBN") if past_aux() || aux(&["have"]) => return past(steps),
            Some("VBN") if aux(&["be"]) => return Tense::Open,
            Some("VBN") => return past(steps),
            Some("VBG") if name == "go" || plans && aux(&["be"]) => return Tense::Future,
            Some("VB") => {
                // `plans to leave`, `is to leave`
                let governed = up.is_some_and(|up| PLANS.contains(&lemma(up).as_str()) || lemma(up) == "be");
                // `asked them to answer by Monday`
                let awaited = matches!(before.clone().next_back(), Some("by" | "until" | "before"));
                if governed || awaited {
                    return Tense::Future;
                }
                if past_aux() {
                    return past(steps);
                }
            }
            Some("VBZ" | "VBP") => return if plans { Tense::Future } else { Tense::Open },
            _ if past_aux() => return past(steps),
            _ => {}
        }
    }
    Tense::Open
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

    #[test]
    fn full_dates_need_no_day_of_publication() {
        check_on(None, "It was signed on June 19, 2024.", &[("June 19, 2024", Some("2024-06-19"))]);
        check_on(None, "It was signed in June.", &[("June", Some("XXXX-06"))]);
        check_on(
            None,
            "It was signed on June 19, he said on Monday.",
            &[("June 19", Some("XXXX-06-19")), ("Monday", None)],
        );
    }

    #[test]
    fn a_weekday_with_its_day_fixes_the_year_where_one_fits() {
        let text = "The vote of 2024 is over, the agency said on Tuesday (November 12). Ana Paz left on the 11th and came in June.";
        let found: Vec<Option<String>> =
            find_times(text, &read_sentences(text), None).into_iter().map(|time| time.value).collect();
        let values: Vec<&str> = found.iter().flatten().map(String::as_str).collect();
        assert_eq!(values, ["2024", "2024-11-12", "2024-11-11", "2024-06"]);
        check_on(None, "He left on Tuesday (November 12).", &[("Tuesday (November 12", Some("XXXX-11-12"))]);
    }

    #[test]
    fn words_that_only_look_like_dates_are_none() {
        let today = Date::new(2024, 11, 12);
        for text in [
            "He may march for a second time, and may win.",
            "May said the sun sat low.",
            "It has 2000 ships and 1984 men.",
            "We saw 1,900 people.",
            "Call 202-555-0143 for the score, 3-2.",
            "The Fed left version 2.0.1 alone.",
            "He met April Jones of Peru.",
        ] {
            check_on(today, text, &[]);
        }
    }

    #[test]
    fn hostile_text_is_read_to_its_end() {
        for unit in ["1", "May ", "last ", "the past few ", "9:30 ", "Monday, ", "two ", "a year "] {
            let text = unit.repeat(100_000 / unit.len());
            find_times(&text, &read_sentences(&text), Date::new(2024, 11, 12));
        }
    }
}
