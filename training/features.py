"""Forms as the net sees them. `src/language/features.rs` does the same: a change belongs in both."""

from __future__ import annotations

import unicodedata

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("’‘‚‛ʼ`′", "'"),
        **dict.fromkeys("‐‑", "-"),
        "–": "--",
        "—": "--",
        "―": "--",
        "…": "...",
    }
)


def plain(form: str) -> str:
    """The form with typographic marks as ASCII and accents off."""
    form = form.translate(_MARKS)
    if form.isascii():
        return form
    return "".join(c for c in unicodedata.normalize("NFKD", form) if not "\u0300" <= c <= "\u036f")


def key(plain_form: str) -> str:
    """What words are looked up by: lower case, every digit a 0."""
    return "".join("0" if "0" <= c <= "9" else c for c in plain_form.lower())


def shape(plain_form: str) -> str:
    """`McDonald-2` is XxXxx-d: letters and digits as classes, runs cut to two, eight characters at most."""
    out = ""
    for c in plain_form:
        s = "d" if "0" <= c <= "9" else "X" if c.isupper() else "x" if c.isalpha() else c
        if not (len(out) >= 2 and out[-1] == s and out[-2] == s):
            out += s
            if len(out) == 8:
                break
    return out


AFFIXES = (
    ("p3", lambda k: k[:3]),
    ("s2", lambda k: k[-2:]),
    ("s3", lambda k: k[-3:]),
    ("s4", lambda k: k[-4:]),
)
