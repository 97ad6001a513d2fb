//! The analyst's own actors, which win over all else.

use super::Setting;
use super::entities::{Entities, Who};
use crate::document::{EntityType, MentionKind, OwnActor};
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};

/// Mentions of every surface form given; the code comes back unchanged. Returns where they stand, and who they are.
pub(super) fn find_own(text: &str, setting: Setting<'_>, found: &mut Entities<'_>) -> Vec<(Span, u32)> {
    let mut taken = Vec::new();
    let code_of = |actors: &'_ [OwnActor]| {
        actors.iter().find(|actor| actor.holds_on(setting.published)).map(|actor| actor.code.clone())
    };
    let (forms, codes): (Vec<&String>, Vec<String>) =
        setting.actors.iter().filter_map(|(form, actors)| Some((form, code_of(actors)?))).unzip();
    if forms.is_empty() {
        return taken;
    }
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms) else {
        return taken;
    };
    for hit in automaton.find_iter(text) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if letter(text[..hit.start()].chars().next_back()) || letter(text[hit.end()..].chars().next()) {
            continue;
        }
        let form = forms[hit.pattern().as_usize()];
        let code = codes.get(hit.pattern().as_usize()).map(String::as_str);
        let entity = found.entity(EntityType::Org, form, Who { code, ..Who::default() });
        let span = Span::new(hit.start(), hit.end());
        found.mention(span, MentionKind::Name, entity);
        taken.push((span, entity));
    }
    taken
}
