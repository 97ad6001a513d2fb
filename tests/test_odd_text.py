"""Whatever stands in a text, it is read, and what is found in it stands where it says."""

from hypothesis import given, settings
from hypothesis import strategies as st

import dateline

PIECES = [
    *["“", "”", '"', "''", "‘", "’", "(", ")", "$", "%", "–", "—", "…", ":", ";", ",", ".", "!", "?"],
    *[
        "the",
        "The",
        "a",
        "two",
        "half",
        "12,000",
        "3.5bn",
        "2024",
        "May",
        "Tuesday",
        "quarter",
        "ago",
        "year’s",
        "of",
        "in",
        "and",
        "to",
        "who",
        "said",
        "says",
    ],
    *[
        "Kim",
        "Jong",
        "Un",
        "North",
        "Korea",
        "U.S.",
        "St.",
        "Petersburg",
        "UN",
        "Danish",
        "troops",
        "treaty",
        "President",
        "Paz",
        "she",
        "it",
        "they",
    ],
    "according to",
    "the two countries",
    "between 3 and",
    "a quarter of",
    "\n",
    "\n\n",
    " ",
    "\u202e",
    "\u00a0",
    "😀",
    "\x00",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", ""]), st.booleans())
def test_odd_text_is_read(pieces, joint, clean):
    article = dateline.parse(joint.join(pieces), clean=clean, published="2024-11-12")
    text = article.text
    for found in (article.mentions, article.times, article.quantities, article.quotes):
        assert all(text[one.start : one.end] == one.text for one in found)
    assert all(0 <= start < end <= len(text) for chain in article.chains for start, end in chain)
