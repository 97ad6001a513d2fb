//! Which universal parts of speech go with a tag of the Penn Treebank.
//!
//! In: the labels of the net. Out: a mask for each tag. The pairs are those that the training parts of UD English EWT and
//! GUM give to a thousandth of the words of a tag or more.

const PAIRS: [(&str, &str); 47] = [
    ("$", "SYM"),
    ("''", "PUNCT"),
    (",", "PUNCT SYM"),
    ("-LRB-", "PUNCT"),
    ("-RRB-", "PUNCT"),
    (".", "PUNCT"),
    (":", "PUNCT"),
    ("ADD", "PROPN X"),
    ("AFX", "X ADV NOUN ADJ VERB"),
    ("CC", "CCONJ"),
    ("CD", "NUM"),
    ("DT", "DET PRON"),
    ("EX", "PRON"),
    ("FW", "X NOUN ADV"),
    ("HYPH", "PUNCT SYM"),
    ("IN", "ADP SCONJ"),
    ("JJ", "ADJ"),
    ("JJR", "ADJ"),
    ("JJS", "ADJ"),
    ("LS", "NUM X"),
    ("MD", "AUX"),
    ("NFP", "PUNCT SYM"),
    ("NN", "NOUN PRON SYM X"),
    ("NNP", "PROPN ADJ VERB"),
    ("NNPS", "PROPN"),
    ("NNS", "NOUN"),
    ("PDT", "DET"),
    ("POS", "PART"),
    ("PRP", "PRON"),
    ("PRP$", "PRON"),
    ("RB", "ADV PART"),
    ("RBR", "ADV"),
    ("RBS", "ADV"),
    ("RP", "ADP"),
    ("SYM", "SYM PUNCT"),
    ("TO", "PART"),
    ("UH", "INTJ"),
    ("VB", "VERB AUX"),
    ("VBD", "VERB AUX"),
    ("VBG", "VERB AUX"),
    ("VBN", "VERB AUX"),
    ("VBP", "VERB AUX"),
    ("VBZ", "VERB AUX"),
    ("WDT", "PRON DET"),
    ("WP", "PRON"),
    ("WP$", "PRON"),
    ("WRB", "ADV X"),
];

/// A bit for each universal part of speech, by its number in `upos`, that goes with the tag; all for a tag not listed.
pub(super) fn agreeing(tag: &str, upos: &[&str]) -> u32 {
    let Some((_, fitting)) = PAIRS.iter().find(|(listed, _)| *listed == tag) else { return u32::MAX };
    let bits = upos.iter().enumerate().filter(|(_, pos)| fitting.split(' ').any(|fits| fits == **pos));
    bits.fold(0, |mask, (nth, _)| mask | 1 << nth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_goes_with_its_own_parts_of_speech() {
        let upos = ["ADP", "NOUN", "PROPN", "SCONJ"];
        assert_eq!(agreeing("IN", &upos), 0b1001);
        assert_eq!(agreeing("NNS", &upos), 0b0010);
        assert_eq!(agreeing("GW", &upos), u32::MAX);
    }

    #[test]
    fn the_two_tags_of_a_word_go_together() {
        let text = "Office of Heating Oil Stocks, Oval Road: United we stall, do drink the 4105SF, wrote Duns to alt.animals.falcon.";
        let found = crate::language::read_sentences(text);
        assert!(found.tokens.len() > 15);
        for token in &found.tokens {
            let (pos, tag) = (token.pos.unwrap(), token.tag.unwrap());
            assert_eq!(agreeing(tag, &[pos]) & 1, 1, "{} is {pos} {tag}", token.span.of(text));
        }
    }
}
