//! Lemmas of words, by their tags: what the endings of English leave, and the words that go their own ways.
//!
//! In: a form and its tag. Out: how the form becomes its lemma. `parties` as NNS is `party`, `left` as VBD is `leave`.

use crate::document::Lemma;
use crate::knowledge::lemma_rule;

/// No ending that a rule looks at is longer.
const LONGEST: usize = 5;

pub(super) fn find_lemma(form: &str, tag: &str) -> Lemma {
    let keeps_case = tag.starts_with("NNP") || form.chars().skip(1).any(char::is_uppercase);
    let whole = Lemma { keep: form.len() as u32, lower: !keeps_case, ending: "" };
    if form.len() > 40 || !form.is_ascii() {
        return whole;
    }
    let mut word = [b'^'; 41];
    word[1..=form.len()].copy_from_slice(form.as_bytes());
    word[1..=form.len()].make_ascii_lowercase();
    let Ok(word) = std::str::from_utf8(&word[..=form.len()]) else { return whole };
    let first = word.len() - LONGEST.min(form.len());
    let suffixes = std::iter::once(word).chain((first..=word.len()).map(|at| &word[at..]));
    let rule = suffixes.filter_map(|suffix| lemma_rule(tag, suffix)).find(|rule| rule.cut <= form.len());
    rule.map_or(whole, |rule| Lemma { keep: (form.len() - rule.cut) as u32, ending: rule.add, ..whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, pairs: &[(&str, &str)]) {
        for (form, lemma) in pairs {
            assert_eq!(&find_lemma(form, tag).of(form), lemma, "{form} as {tag}");
        }
    }

    #[test]
    fn endings_are_taken_off() {
        check(
            "NNS",
            &[("parties", "party"), ("Attacks", "attack"), ("men", "man"), ("crises", "crisis"), ("taxes", "tax")],
        );
        check(
            "VBD",
            &[("said", "say"), ("left", "leave"), ("stopped", "stop"), ("agreed", "agree"), ("overthrew", "overthrow")],
        );
        check("VBZ", &[("has", "have"), ("goes", "go"), ("says", "say"), ("denies", "deny")]);
        check("VBG", &[("making", "make"), ("Signing", "sign"), ("lying", "lie")]);
        check("VBN", &[("taken", "take"), ("been", "be"), ("killed", "kill")]);
        check("JJR", &[("larger", "large"), ("worse", "bad")]);
        check("RB", &[("n't", "not"), ("Quickly", "quickly")]);
    }

    #[test]
    fn names_keep_their_case() {
        check("NNP", &[("Putin", "Putin"), ("U.S.", "U.S."), ("Erdoğan", "Erdoğan")]);
        check("NN", &[("mRNA", "mRNA"), ("Talk", "talk")]);
    }
}
