//! Which universal parts of speech go with a tag of the Penn Treebank.
//!
//! In: the labels of the net. Out: a mask for each tag. The pairs are those of UD English EWT and GUM that a tag has once in a thousand or more.

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
    ("WRB", "ADV"),
];

/// A bit for each universal part of speech, by its number in `upos`, that goes with the tag; all for a tag not listed.
pub(super) fn agreeing(tag: &str, upos: &[&str]) -> u32 {
    let Some((_, fitting)) = PAIRS.iter().find(|(listed, _)| *listed == tag) else { return u32::MAX };
    let bits = upos.iter().enumerate().filter(|(_, pos)| fitting.split(' ').any(|fits| fits == **pos));
    bits.fold(0, |mask, (nth, _)| mask | 1 << nth)
}
