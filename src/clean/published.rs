//! When an article was published, settled between the claims of its page.
//!
//! The rule: what the record gives wins; then the claims of the page in the order of their trust (a dated line above the
//! body, the byline, markup, a dated line below the body, the URL); then what the caller gives for pages that say nothing. A date whose day and month can be read both ways
//! counts only if another claim agrees with one reading. A claim of the page's own metadata that is more than a day off the
//! one that wins is told as a problem; dates in text beside it may be those of other stories.

use super::DateClaim;
use crate::civil::{Date, Moment};
use crate::document::Given;
use crate::text::Span;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Published {
    pub(crate) date: Option<Date>,
    pub(crate) moment: Option<Moment>,
    pub(crate) from: Option<String>,
    /// The bytes of the page's text that say so.
    pub(crate) source: Option<Span>,
}

/// The date that holds, and the doubts about it.
pub(crate) fn settle(given: &Given, claims: &[DateClaim]) -> (Published, Vec<String>) {
    let mut doubts = Vec::new();
    let given = given.published.or(given.published_at.and_then(Moment::date)).map(|date| Published {
        date: Some(date),
        moment: given.published_at,
        from: given.published_from.clone(),
        source: None,
    });
    let is_fallback = |given: &Published| given.from.as_deref() == Some(Given::ARGUMENT);
    let chosen = match given {
        Some(given) if !is_fallback(&given) => given,
        fallback => match best(claims, &mut doubts).or(fallback) {
            Some(published) => published,
            None => return (Published::default(), doubts),
        },
    };
    let Some(day) = chosen.date else { return (chosen, doubts) };
    let name = chosen.from.as_deref().unwrap_or(Given::ARGUMENT);
    for claim in claims {
        let near = |date: Date| (date.days_since_epoch() - day.days_since_epoch()).abs() <= 1;
        let speaks_of_the_page = matches!(claim.from, "header" | "metadata" | "json-ld" | "meta" | "microdata" | "url");
        if speaks_of_the_page && !near(claim.date) && !claim.swapped.is_some_and(near) {
            let how = if with_day_and_month_swapped(claim.date) == Some(day) {
                ", the same with day and month swapped"
            } else {
                ""
            };
            doubts.push(format!(
                "published: {} ({name}) was taken; the page also says {} ({}){how}",
                day, claim.date, claim.from
            ));
        }
    }
    doubts.dedup();
    (chosen, doubts)
}

fn best(claims: &[DateClaim], doubts: &mut Vec<String>) -> Option<Published> {
    for (nth, claim) in claims.iter().enumerate() {
        let others = || claims.iter().enumerate().filter(move |&(other, _)| other != nth).map(|(_, other)| other);
        let date = match claim.swapped {
            None => claim.date,
            Some(other) if others().any(|claim| claim.swapped.is_none() && claim.date == other) => other,
            Some(_) if others().any(|other| other.swapped.is_none() && other.date == claim.date) => claim.date,
            Some(other) => {
                doubts
                    .push(format!("published: {} ({}) may also be {other}; neither was taken", claim.date, claim.from));
                continue;
            }
        };
        // A claim that gives the day alone learns its time from one that says the same day with a time.
        let moment = claim
            .moment
            .filter(|_| date == claim.date)
            .or_else(|| others().find(|other| other.date == date).and_then(|other| other.moment));
        return Some(Published {
            date: Some(date),
            moment,
            from: Some(claim.from.to_string()),
            source: Some(claim.source),
        });
    }
    None
}

fn with_day_and_month_swapped(date: Date) -> Option<Date> {
    Date::new(date.year(), date.day(), date.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(date: &str, from: &'static str) -> DateClaim {
        let stated = crate::calendar::find_dates(date).remove(0);
        DateClaim { date: stated.date, swapped: stated.swapped, moment: stated.moment, from, source: Span::new(0, 0) }
    }

    #[track_caller]
    fn check(claims: &[(&str, &'static str)], expected: Option<(&str, &str)>, doubts: usize) {
        let claims: Vec<_> = claims.iter().map(|&(date, from)| claim(date, from)).collect();
        let (published, told) = settle(&Given::default(), &claims);
        let date = published.date.map(|date| date.to_string());
        assert_eq!(date.as_deref().zip(published.from.as_deref()), expected);
        assert_eq!(told.len(), doubts, "{told:?}");
    }

    #[test]
    fn the_first_claim_wins_and_the_others_are_doubts() {
        check(&[("5 May 2021 10:00 GMT", "header"), ("2021-05-05", "url")], Some(("2021-05-05", "header")), 0);
        check(&[("4 May 2021", "header"), ("2021-04-05", "metadata")], Some(("2021-05-04", "header")), 1);
        check(&[], None, 0);
    }

    #[test]
    fn a_record_wins_over_its_page_and_a_caller_does_not() {
        let day = Date::new(2020, 1, 1);
        for (from, expected) in [("column", "2020-01-01"), (Given::ARGUMENT, "2021-05-05")] {
            let given = Given { published: day, published_from: Some(from.into()), ..Given::default() };
            let (published, _) = settle(&given, &[claim("5 May 2021", "header")]);
            assert_eq!(published.date.map(|date| date.to_string()).as_deref(), Some(expected));
            assert_eq!(settle(&given, &[]).0.date, day);
        }
    }

    #[test]
    fn an_open_order_needs_a_witness() {
        check(&[("04/05/2021", "header")], None, 1);
        check(&[("04/05/2021", "header"), ("2021/05/04", "url")], Some(("2021-05-04", "header")), 0);
    }

    #[test]
    fn a_swapped_date_is_said_to_be_one() {
        let (_, doubts) = settle(&Given::default(), &[claim("11 November 2024", "header"), claim("2024-11-11", "url")]);
        assert!(doubts.is_empty());
        let (_, doubts) = settle(&Given::default(), &[claim("3 May 2021", "header"), claim("2021-03-05", "metadata")]);
        assert!(doubts[0].contains("swapped"), "{doubts:?}");
    }
}
