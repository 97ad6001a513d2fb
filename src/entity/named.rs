//! Bodies and places that the net names, told apart by the gazetteer where it knows them.

use super::entities::{Entities, Who};
use super::people::{hit_over, join};
use super::phrases::{add_known, add_place, body_sector, country_before, join_acronym};
use crate::document::{EntityType, MentionKind, NameKind, Sentences};
use crate::knowledge::{Meaning, NameHit, find_place};

pub(super) fn find_named(text: &str, sentences: &Sentences, hits: &[NameHit], found: &mut Entities<'_>) {
    for name in &sentences.names {
        let Some(sentence) = sentences.sentence_at(name.span.start).map(|nth| &sentences.sentences[nth]) else {
            continue;
        };
        let tokens = sentences.tokens_of(sentence);
        let first = tokens.partition_point(|token| token.span.end <= name.span.start);
        let end = tokens.partition_point(|token| token.span.end <= name.span.end);
        if first >= end || name.kind == NameKind::Person || found.is_taken(name.span) {
            continue;
        }
        let known = hit_over(name.span, hits).filter(|hit| hit.span.contains(name.span));
        match (name.kind, known.map(|hit| (hit, hit.meaning))) {
            // `Russian` is no name of a place, whatever the net says.
            (_, Some((_, Meaning::Adjective(_) | Meaning::National(_)))) => {}
            (NameKind::Place, Some((hit, Meaning::Place(place)))) => add_place(place, hit, found),
            (NameKind::Organisation, Some((_, Meaning::Place(_)))) | (_, None) => {
                let words = name.span.of(text);
                let entity = if name.kind == NameKind::Place {
                    let country = find_place(words).map(|place| place.country);
                    found.entity(EntityType::Place, words, Who { country, ..Who::default() })
                } else {
                    let sector = tokens[first..end].iter().rev().find_map(|token| body_sector(token.span.of(text)));
                    let country = country_before(text, tokens, first, hits);
                    let sector = sector.filter(|sector| *sector != "-");
                    found.entity(EntityType::Org, words, Who { country, sector, ..Who::default() })
                };
                found.mention(name.span, MentionKind::Name, entity);
                if name.kind == NameKind::Organisation {
                    join_acronym(text, tokens, end, join(tokens, first, end), entity, found);
                }
            }
            (_, Some((hit, _))) => add_known(text, hit, hits, found),
        }
    }
}
