//! One name, one kind: what the names of an article say of each other.
//!
//! In: the names that were found sentence by sentence. Out: the same, where one form has the kind that most of its
//! occurrences have, a family name that of the full name that ends with it, a bracketed acronym that of the name before
//! it; and occurrences that were passed over beside others that were not.

use crate::document::{NameKind, NameSpan, Sentences};
use crate::text::Span;
use std::collections::HashMap;

/// How often a form was found as each kind; a full name or an acronym's long form counts more.
type Votes = HashMap<String, [u32; 3]>;

const LONG_FORM: u32 = 2;

pub(super) fn settle_names(text: &str, found: &mut Sentences) {
    let votes = count_votes(text, &found.names);
    if votes.is_empty() {
        return;
    }
    for name in &mut found.names {
        let votes = votes.get(name.span.of(text));
        if let Some(kind) = votes.and_then(|votes| winner(*votes, name.kind)) {
            name.kind = kind;
        }
    }
    let missed = find_missed(text, found, &votes);
    if !missed.is_empty() {
        found.names.extend(missed);
        found.names.sort_by_key(|name| name.span.start);
    }
}

fn count_votes(text: &str, names: &[NameSpan]) -> Votes {
    let mut votes = Votes::new();
    let mut vote = |form: &str, kind: NameKind, weight: u32| match votes.get_mut(form) {
        Some(counts) => counts[kind as usize] += weight,
        None => {
            let mut counts = [0; 3];
            counts[kind as usize] = weight;
            votes.insert(form.to_owned(), counts);
        }
    };
    for (nth, name) in names.iter().enumerate() {
        let form = name.span.of(text);
        vote(form, name.kind, 1);
        if let Some((_, last)) =
            form.rsplit_once(' ').filter(|(_, last)| name.kind == NameKind::Person && last.len() > 2)
        {
            vote(last, NameKind::Person, LONG_FORM);
        }
        if let Some(next) = names.get(nth + 1)
            && &text[name.span.end as usize..next.span.start as usize] == " ("
            && is_acronym(next.span.of(text))
        {
            vote(next.span.of(text), name.kind, LONG_FORM);
        }
    }
    votes
}

fn is_acronym(form: &str) -> bool {
    form.len() > 1 && form.chars().filter(|c| c.is_uppercase()).count() * 2 > form.chars().count()
}

/// The kind with most votes; a kind that a name has already wins a tie.
fn winner(votes: [u32; 3], own: NameKind) -> Option<NameKind> {
    let kinds = [NameKind::Person, NameKind::Organisation, NameKind::Place];
    let best =
        kinds.into_iter().fold(own, |best, kind| if votes[kind as usize] > votes[best as usize] { kind } else { best });
    (best != own).then_some(best)
}

/// Single words that are names elsewhere, twice or as a part of a full name, and that are proper nouns here too.
fn find_missed(text: &str, found: &Sentences, votes: &Votes) -> Vec<NameSpan> {
    let mut missed = Vec::new();
    let mut next = 0;
    for (at, token) in found.tokens.iter().enumerate() {
        while found.names.get(next).is_some_and(|name| name.span.end <= token.span.start) {
            next += 1;
        }
        let inside = found.names.get(next).is_some_and(|name| name.span.overlaps(token.span));
        if inside || token.pos != Some("PROPN") {
            continue;
        }
        // A neighbour that is a proper noun too makes it a part of something else.
        let alone = |other: Option<usize>| {
            other
                .and_then(|other| found.tokens.get(other))
                .is_none_or(|other| other.pos != Some("PROPN") || is_parted(text, other.span, token.span))
        };
        let Some(counts) = votes.get(token.span.of(text)) else { continue };
        let total: u32 = counts.iter().sum();
        let most = [NameKind::Person, NameKind::Organisation, NameKind::Place]
            .into_iter()
            .max_by_key(|&kind| counts[kind as usize]);
        if total > 1
            && alone(at.checked_sub(1))
            && alone(Some(at + 1))
            && let Some(kind) = most
        {
            missed.push(NameSpan { span: token.span, kind });
        }
    }
    missed
}

/// Whether a line lies between two words.
fn is_parted(text: &str, a: Span, b: Span) -> bool {
    text[a.end.min(b.end) as usize..a.start.max(b.start) as usize].contains('\n')
}
