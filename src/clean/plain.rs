//! From saved page text to the drafts of its articles.
//!
//! Lines are judged one by one, parted into articles, judged together, and the body of each article is the stretch of
//! lines with the most prose and the least furniture. Above it stand the headline, the byline and the date; below it what
//! the page adds.

use super::DateClaim;
use super::caption::read_caption;
use super::draft::{Draft, agency_in, owner_of, plain_company};
use super::label::{Label, read_label, split_tags};
use super::line::read_lines;
use super::role::{Judged, Role, heaviest, judge, judge_together, opening_words, words_shared};
use super::segment::segments;
use super::shape::Ending;
use crate::calendar::{find_dates, read_date};
use crate::document::{Reason, Removed};
use crate::knowledge::{country_by_name, find_agency, find_outlet, find_outlet_by_domain, find_place};
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// The drafts of a page's articles, in page order; at least one, however empty.
pub(crate) fn read_page(text: &str) -> Vec<Draft> {
    let lines = judge(read_lines(text));
    let mut drafts: Vec<Draft> = segments(&lines)
        .into_iter()
        .map(|segment| {
            let mut lines = lines[segment].to_vec();
            judge_together(&mut lines);
            read_article(&lines)
        })
        .collect();
    if drafts.is_empty() {
        drafts.push(Draft::default());
    }
    drafts
}

fn read_article(lines: &[Judged]) -> Draft {
    let body = match heaviest(lines) {
        body if body.is_empty() => without_prose(lines),
        body => trim_to_topic(lines, body),
    };
    let mut draft = Draft::default();
    let (head, foot) = (&lines[..body.start], &lines[body.end..]);
    let title = find_title(head, &lines[body.clone()]);
    draft.title = title.map(|nth| match read_label(&head[nth].line.block.text) {
        Some((Label::Title, value)) => value.to_string(),
        _ => head[nth].line.block.text.clone(),
    });
    let title_key = title.map(|nth| head[nth].key.as_str());
    for line in head {
        let reason = match line.role {
            Role::Heading if Some(line.key.as_str()) == title_key => Reason::Title,
            Role::Heading | Role::Prose => Reason::Other,
            Role::Furniture(reason) => reason,
        };
        take_out(line, reason, Place::Head, &mut draft);
    }
    for line in &lines[body.clone()] {
        match line.role {
            Role::Furniture(reason) => take_out(line, reason, Place::Body, &mut draft),
            // The headline again, above the first paragraph that a standfirst precedes.
            Role::Heading if Some(line.key.as_str()) == title_key => {
                take_out(line, Reason::Title, Place::Body, &mut draft)
            }
            Role::Prose | Role::Heading => draft.blocks.push(line.line.block.clone()),
        }
    }
    for line in foot {
        let reason = match line.role {
            Role::Furniture(reason) => reason,
            Role::Prose => Reason::Teaser,
            Role::Heading if Some(line.key.as_str()) == title_key => Reason::Title,
            Role::Heading => Reason::Metadata,
        };
        take_out(line, reason, Place::Foot, &mut draft);
    }
    add_claims(lines, &body, &mut draft);
    draft
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Body,
    Foot,
}

/// A page of short lines alone: what is left when its furniture is passed over, the first line being the headline
/// where more follow.
fn without_prose(lines: &[Judged]) -> Range<usize> {
    let is_text = |line: &Judged| line.role == Role::Heading || line.role == Role::Prose;
    let Some(first) = lines.iter().position(is_text) else { return 0..0 };
    let last = lines.iter().rposition(is_text).unwrap_or(first);
    if last > first { first + 1..last + 1 } else { first..last + 1 }
}

/// The share of long words in common below which paragraphs are about something else.
const STRANGE: f64 = 0.12;

/// Cuts off the foot of a body that is about something else: paragraphs behind a break, few beside the rest, that
/// share almost no word with it, are teasers of other stories.
fn trim_to_topic(lines: &[Judged], body: Range<usize>) -> Range<usize> {
    let mut body = body;
    loop {
        let Some(gap) = (body.start..body.end).rev().find(|&nth| !lines[nth].is_prose()) else { return body };
        let tail = gap + 1..body.end;
        let rest = body.start..gap;
        let words = |range: &Range<usize>| {
            lines[range.clone()].iter().filter(|line| line.is_prose()).map(|line| line.shape.words).sum::<usize>()
        };
        if words(&tail) * 4 > words(&rest) || kinship(&lines[tail], &lines[rest.clone()]) >= STRANGE {
            return body;
        }
        let Some(last) = rest.rev().find(|&nth| lines[nth].is_prose()) else { return body };
        body.end = last + 1;
    }
}

/// The share of the long words of some lines that others use too.
fn kinship(lines: &[Judged], others: &[Judged]) -> f64 {
    let words = |lines: &[Judged]| -> HashSet<String> {
        lines
            .iter()
            .filter(|line| line.is_prose())
            .flat_map(|line| line.line.block.text.split(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.chars().count() >= 5)
            .map(str::to_lowercase)
            .collect()
    };
    let (own, known) = (words(lines), words(others));
    if own.is_empty() { 1.0 } else { own.intersection(&known).count() as f64 / own.len() as f64 }
}

/// Which line above the body is its headline: labelled, or else the heading with the best of these: it stands twice,
/// shares words with the first paragraphs, is no mere word or two, and few other headings part it from the body.
fn find_title(head: &[Judged], body: &[Judged]) -> Option<usize> {
    if let Some(nth) = head.iter().position(|line| line.label == Some(Label::Title)) {
        return Some(nth);
    }
    let opening = opening_words(body);
    let mut best: Option<(usize, usize)> = None;
    for (nth, line) in head.iter().enumerate() {
        if line.role != Role::Heading || line.shape.words == 0 {
            continue;
        }
        let twice = head.iter().filter(|other| other.key == line.key).count() > 1;
        let shared = words_shared(line, &opening);
        let between =
            head[nth + 1..].iter().filter(|other| other.role == Role::Heading && other.key != line.key).count();
        let score =
            usize::from(twice) * 6 + shared.min(5) * 2 + line.shape.words.min(8) + 8_usize.saturating_sub(between);
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((nth, score));
        }
    }
    // One or two words are a section or a button, unless the story speaks of them.
    best.filter(|&(nth, score)| score > 12 || head[nth].shape.words >= 3).map(|(nth, _)| nth)
}

/// Keeps a line that is no body text, and what it tells.
fn take_out(line: &Judged, reason: Reason, place: Place, draft: &mut Draft) {
    let text = line.line.block.text.as_str();
    let source = line.line.source;
    if reason == Reason::Caption {
        let caption = read_caption(&line.line.block, source);
        if !draft.captions.iter().any(|have| have.text == caption.text) {
            draft.captions.push(caption);
            return;
        }
    }
    draft.removed.push(Removed { text: text.to_string(), reason, source });
    match read_label(text) {
        Some((Label::Url, value)) => keep_first(&mut draft.url, || Some(value.to_string())),
        Some((Label::Byline, value)) => keep_first(&mut draft.byline, || Some(value.to_string())),
        Some((Label::Outlet, value)) if place != Place::Body => match find_agency(value) {
            Some(agency) => keep_first(&mut draft.agency, || Some(agency.short_name().to_string())),
            None => keep_first(&mut draft.outlet, || Some(outlet_name(value.to_string()))),
        },
        _ => {}
    }
    match reason {
        Reason::Byline if place == Place::Head => keep_first(&mut draft.byline, || Some(without_by(text).to_string())),
        Reason::Link if text.starts_with("http") => keep_first(&mut draft.url, || Some(text.to_string())),
        Reason::Credit => keep_first(&mut draft.agency, || agency_in(text)),
        Reason::Legal | Reason::Metadata if place == Place::Foot => add_owner(text, draft),
        _ => {}
    }
}

fn keep_first(field: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if field.is_none() {
        *field = value();
    }
}

/// `By Ana Paz` is Ana Paz.
fn without_by(byline: &str) -> &str {
    let at = byline.to_ascii_lowercase().find("by").filter(|&at| at <= 10).map_or(0, |at| at + 2);
    byline.get(at..).unwrap_or(byline).trim_start_matches([':', '|', ' '])
}

/// Whose page it is, from a line at its foot: a copyright, a company, a site.
fn add_owner(text: &str, draft: &mut Draft) {
    let site = text.to_ascii_lowercase();
    if let Some(outlet) = find_outlet_by_domain(site.trim_start_matches("www.")) {
        draft.outlet = Some(outlet.name.to_string());
        return;
    }
    let Some(owner) = owner_of(text) else { return };
    match find_agency(&owner) {
        Some(agency) => keep_first(&mut draft.agency, || Some(agency.short_name().to_string())),
        None => keep_first(&mut draft.outlet, || Some(outlet_name(plain_company(&owner)))),
    }
}

/// The name by which an outlet is known, where it is known.
fn outlet_name(name: String) -> String {
    find_outlet(&name).map_or(name, |outlet| outlet.name.to_string())
}

/// The page's claims of dates and tags, in the order of trust.
fn add_claims(lines: &[Judged], body: &Range<usize>, draft: &mut Draft) {
    let numbered = || {
        lines
            .iter()
            .enumerate()
            .filter(|(nth, line)| !body.contains(nth) || matches!(line.role, Role::Furniture(Reason::Date)))
    };
    let mut claim = |wanted: fn(&Judged) -> bool, in_head: bool, from: &'static str| {
        for (nth, line) in numbered() {
            if (nth < body.end) == in_head && wanted(line) {
                draft.dates.extend(claims_of(line, from));
            }
        }
    };
    let dated = |line: &Judged| line.role == Role::Furniture(Reason::Date);
    claim(dated, true, "header");
    claim(|line| line.role == Role::Furniture(Reason::Byline), true, "byline");
    claim(|line| line.role == Role::Heading && line.shape.words <= 14, true, "header");
    claim(dated, false, "metadata");
    if let Some(url) =
        lines.iter().find(|line| draft.url.as_deref().is_some_and(|url| line.line.block.text.contains(url)))
    {
        draft.dates.extend(claims_of(url, "url"));
    }
    let text: String = lines[body.clone()]
        .iter()
        .filter(|line| line.is_prose())
        .map(|line| line.line.block.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let is_name = |name: &str| country_by_name(name).is_some() || find_place(name).is_some();
    for line in lines.iter().filter(|line| line.label == Some(Label::Tags)) {
        if let Some((_, value)) = read_label(&line.line.block.text) {
            draft.tags = split_tags(value, &text, is_name);
        }
    }
}

/// The dates that a line claims: `Updated` and its like are not when it was published.
fn claims_of(line: &Judged, from: &'static str) -> Vec<DateClaim> {
    let text = line.line.block.text.as_str();
    let updated = ["updated", "modified", "last updated", "last modified", "revised", "edited"];
    let lower = text.to_lowercase();
    if updated.iter().any(|word| lower.starts_with(word)) || line.shape.ending == Ending::Sentence {
        return Vec::new();
    }
    let stated = match read_date(text) {
        Some(stated) => vec![stated],
        None => find_dates(text),
    };
    let claim = |stated: crate::calendar::StatedDate| DateClaim {
        date: stated.date,
        swapped: stated.swapped,
        moment: stated.moment,
        from,
        source: line.line.block.origin.source_span(Span::new(stated.span.start as usize, stated.span.end as usize)),
    };
    stated.into_iter().take(1).map(claim).collect()
}
