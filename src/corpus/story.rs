//! What happened: the tellings of one event joined, and the order of events in time.

use crate::civil::Date;
use crate::document::{Article, Event, EventType, Participant, Status};
use crate::text::letters_key;
use std::collections::HashMap;

/// One event, however often told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    pub story_id: String,
    pub event_type: EventType,
    pub actor_codes: Vec<String>,
    pub recipient_codes: Vec<String>,
    /// First and last day, where a telling says when.
    pub dates: Option<(Date, Date)>,
    pub place: Option<String>,
    /// ISO 3166 alpha-3.
    pub place_country: Option<String>,
    pub status: Status,
    pub reports: u32,
    pub independent_reports: u32,
    pub event_ids: Vec<String>,
    pub conflicts: Vec<String>,
    /// The words of the first telling.
    pub text: String,
    /// The names of all who take part.
    pub names: Vec<String>,
}

/// Which stories a timeline shows; the default shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimelineFilter {
    /// A code (`PRK`, `PRK GOV`) or a name of one who acts or is acted on.
    pub actor: Option<String>,
    /// A place's name, or a country's code.
    pub place: Option<String>,
    /// No story that ends before this day.
    pub from: Option<Date>,
    /// No story that begins after this day.
    pub to: Option<Date>,
}

impl TimelineFilter {
    pub(crate) fn lets_through(&self, story: &Story) -> bool {
        let actor = self.actor.as_deref().is_none_or(|actor| takes_part(actor, story));
        let place = self.place.as_deref().is_none_or(|place| happens_at(place, story));
        actor && place && self.in_time(story)
    }

    fn in_time(&self, story: &Story) -> bool {
        let Some((first, last)) = story.dates else { return self.from.is_none() && self.to.is_none() };
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
    }
}

fn takes_part(actor: &str, story: &Story) -> bool {
    let coded = |code: &String| code == actor || code.strip_prefix(actor).is_some_and(|rest| rest.starts_with(' '));
    let key = letters_key(actor);
    story.actor_codes.iter().chain(&story.recipient_codes).any(coded)
        || story.names.iter().any(|name| letters_key(name) == key)
}

fn happens_at(place: &str, story: &Story) -> bool {
    story.place_country.as_deref() == Some(place)
        || story.place.as_deref().is_some_and(|name| letters_key(name) == letters_key(place))
}

/// The stories of one article, in the order of their first telling.
pub(crate) fn stories_of(article: &Article) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for event in &article.events {
        match by_id.get(event.story_id.as_str()) {
            Some(&nth) => stories[nth].join(event),
            None => {
                by_id.insert(&event.story_id, stories.len());
                stories.push(Story::first(event, &article.text));
            }
        }
    }
    stories
}

impl Story {
    fn first(event: &Event, text: &str) -> Self {
        let mut story = Self {
            story_id: event.story_id.clone(),
            event_type: event.event_type,
            actor_codes: Vec::new(),
            recipient_codes: Vec::new(),
            dates: None,
            place: None,
            place_country: None,
            status: event.status,
            reports: 1,
            independent_reports: 1,
            event_ids: Vec::new(),
            conflicts: Vec::new(),
            text: text.get(event.span.range()).unwrap_or_default().to_owned(),
            names: Vec::new(),
        };
        story.join(event);
        story
    }

    /// Adds what one more telling says; where two differ, the first stands.
    fn join(&mut self, event: &Event) {
        self.event_ids.push(event.event_id.clone());
        add_new(&mut self.actor_codes, codes_of(&event.actors));
        add_new(&mut self.recipient_codes, codes_of(&event.recipients));
        add_new(&mut self.names, event.actors.iter().chain(&event.recipients).map(|who| who.name.clone()).collect());
        self.dates = self.dates.or(event.dates);
        if self.place.is_none() {
            self.place.clone_from(&event.place);
            self.place_country.clone_from(&event.place_country);
        }
    }
}

/// The codes of those who have one, each once, in the order of the text.
pub(crate) fn codes_of(participants: &[Participant]) -> Vec<String> {
    let mut codes = Vec::new();
    add_new(&mut codes, participants.iter().filter_map(|participant| participant.code.clone()).collect());
    codes
}

fn add_new(known: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(code: &str, dates: Option<(Date, Date)>) -> Story {
        Story {
            story_id: "1".into(),
            event_type: EventType::Consult,
            actor_codes: vec![code.into()],
            recipient_codes: Vec::new(),
            dates,
            place: Some("Lima".into()),
            place_country: Some("PER".into()),
            status: Status::Occurred,
            reports: 1,
            independent_reports: 1,
            event_ids: Vec::new(),
            conflicts: Vec::new(),
            text: String::new(),
            names: vec!["Ana Paz".into()],
        }
    }

    fn shows(filter: TimelineFilter, story: &Story) -> bool {
        filter.lets_through(story)
    }

    #[test]
    fn a_country_stands_for_its_sectors_and_no_other_country() {
        let by = |actor: &str| TimelineFilter { actor: Some(actor.into()), ..Default::default() };
        let story = story("PER GOV", None);
        assert!(shows(by("PER"), &story));
        assert!(shows(by("PER GOV"), &story));
        assert!(shows(by("ana paz"), &story));
        assert!(!shows(by("PE"), &story));
        assert!(!shows(by("PER MIL"), &story));
    }

    #[test]
    fn a_window_in_time_leaves_out_what_has_no_day() {
        let day = |d| Date::new(2024, 11, d).unwrap();
        let window = TimelineFilter { from: Some(day(10)), to: Some(day(12)), ..Default::default() };
        assert!(shows(window.clone(), &story("PER", Some((day(1), day(10))))));
        assert!(!shows(window.clone(), &story("PER", Some((day(13), day(14))))));
        assert!(!shows(window, &story("PER", None)));
        assert!(shows(TimelineFilter::default(), &story("PER", None)));
    }

    #[test]
    fn a_place_is_named_or_coded() {
        let at = |place: &str| TimelineFilter { place: Some(place.into()), ..Default::default() };
        assert!(shows(at("LIMA"), &story("PER", None)));
        assert!(shows(at("PER"), &story("PER", None)));
        assert!(!shows(at("Quito"), &story("PER", None)));
    }
}
