//! The analyst's own actors, which win over all else.

use super::entities::{Entities, Who};
use crate::document::{EntityType, MentionKind};
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// Mentions of every surface form given; the code comes back unchanged. Returns where they stand.
pub(super) fn find_own(text: &str, actors: &BTreeMap<String, String>, found: &mut Entities<'_>) -> Vec<Span> {
    let mut taken = Vec::new();
    if actors.is_empty() {
        return taken;
    }
    let forms: Vec<&String> = actors.keys().collect();
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms) else { return taken };
    for hit in automaton.find_iter(text) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if letter(text[..hit.start()].chars().next_back()) || letter(text[hit.end()..].chars().next()) {
            continue;
        }
        let form = forms[hit.pattern().as_usize()];
        let code = actors.get(form).map(String::as_str);
        let entity = found.entity(EntityType::Org, form, Who { code, ..Who::default() });
        let span = Span::new(hit.start(), hit.end());
        found.mention(span, MentionKind::Name, entity);
        taken.push(span);
    }
    taken
}
