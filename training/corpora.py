"""Reads the training sets into paragraphs of sentences of words.

A paragraph is the unit that the net reads: sentence boundaries lie inside it. What a set does not label is None.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

BIOES = ["O"] + [f"{mark}-{kind}" for kind in ("PERSON", "ORG", "PLACE") for mark in "BIES"]
KINDS = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "PLACE",
    "person": "PERSON",
    "corporation": "ORG",
    "group": "ORG",
    "location": "PLACE",
}


@dataclass
class Word:
    form: str
    upos: str | None = None
    xpos: str | None = None
    head: int | None = None  # index in the sentence, -1 at the root
    rel: str | None = None
    lemma: str | None = None
    space_after: bool = True


@dataclass
class Paragraph:
    """Words of one paragraph; `starts` are the indices at which its sentences begin."""

    words: list[Word]
    starts: list[int]
    names: list[str] | None = None  # a BIOES tag a word
    parsed: bool = False
    split: bool = False  # whether `starts` is to be learned from
    source: str = ""
    sent_ids: list[str] = field(default_factory=list)

    def bounds(self) -> list[tuple[int, int]]:
        return list(zip(self.starts, [*self.starts[1:], len(self.words)], strict=True))


def bioes(spans: list[tuple[int, int, str]], length: int) -> list[str]:
    """Tags of non-overlapping spans (first, end, kind)."""
    tags = ["O"] * length
    for first, end, kind in spans:
        if end - first == 1:
            tags[first] = f"S-{kind}"
        else:
            tags[first:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - first - 2), f"E-{kind}"]
    return tags


def spans_of_bio(tags: list[str]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    open_kind, first = None, 0
    for i, tag in enumerate([*tags, "O"]):
        mark, _, label = tag.partition("-")
        kind = KINDS.get(label)
        if open_kind and (mark != "I" or kind != open_kind):
            spans.append((first, i, open_kind))
            open_kind = None
        if kind and open_kind is None:
            open_kind, first = kind, i
    return spans


def read_conllu(path: Path, source: str) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    words: list[Word] = []
    fresh, sent_id, joined = True, "", False
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(("# newdoc", "# newpar")):
            fresh = True
        elif line.startswith("# sent_id"):
            sent_id = line.split("=", 1)[1].strip()
        elif not line.strip():
            if words:
                if fresh or not paragraphs:
                    paragraphs.append(Paragraph([], [], parsed=True, split=True, source=source))
                paragraph = paragraphs[-1]
                paragraph.starts.append(len(paragraph.words))
                paragraph.words += words
                paragraph.sent_ids.append(sent_id)
                words, fresh = [], False
        elif not line.startswith("#"):
            columns = line.split("\t")
            if "-" in columns[0]:
                joined = int(columns[0].split("-")[1])
                continue
            if "." in columns[0]:
                continue
            space = "SpaceAfter=No" not in columns[9] and not (joined and int(columns[0]) < joined)
            joined = joined if joined and int(columns[0]) < joined else False
            words.append(
                Word(columns[1], columns[3], columns[4], int(columns[6]) - 1, columns[7], columns[2], space)
            )
    return paragraphs


def add_uner(paragraphs: list[Paragraph], path: Path) -> int:
    """Names of UNER on the sentences of EWT that it shares, found by their words; the number of sentences named."""
    sentences: dict[tuple[str, ...], list[str]] = {}
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            rows.append(line.split("\t"))
        elif rows:
            tags = [row[2] if row[2][2:] in KINDS else "O" for row in rows]
            sentences[tuple(row[1] for row in rows)] = tags
            rows = []
    named = 0
    for paragraph in paragraphs:
        all_tags: list[str] = []
        for first, end in paragraph.bounds():
            tags = sentences.get(tuple(word.form for word in paragraph.words[first:end]))
            if tags is None:
                break
            all_tags += bioes(spans_of_bio(tags), end - first)
        else:
            paragraph.names = all_tags
            named += len(paragraph.starts)
    return named


def read_wnut(path: Path) -> list[Paragraph]:
    paragraphs, rows = [], []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            rows.append(line.split("\t"))
        elif rows:
            tags = bioes(spans_of_bio([row[1].strip() for row in rows]), len(rows))
            if any(tag != "O" for tag in tags):
                paragraphs.append(Paragraph([Word(row[0]) for row in rows], [0], names=tags, source="wnut17"))
            rows = []
    return paragraphs


def read_meantime(folder: Path) -> list[Paragraph]:
    """Named mentions of Wikinews articles, a sentence a paragraph."""
    paragraphs = []
    for file in sorted(folder.rglob("*.xml")):
        root = ET.parse(file).getroot()
        tokens = [
            (int(t.get("t_id", 0)), int(t.get("sentence", 0)), t.text or "") for t in root.iter("token")
        ]
        kinds = {e.get("m_id"): e.get("ent_type") for e in root.iter("ENTITY")}
        kind_of = {}
        for link in root.iter("REFERS_TO"):
            target = link.find("target")
            for source in link.findall("source"):
                if target is not None:
                    kind_of[source.get("m_id")] = kinds.get(target.get("m_id"))
        spans = []
        for mention in root.iter("ENTITY_MENTION"):
            kind = KINDS.get(kind_of.get(mention.get("m_id")) or "")
            ids = [int(a.get("t_id", 0)) for a in mention.findall("token_anchor")]
            if kind and ids and mention.get("syntactic_type") == "NAM":
                spans.append((min(ids), max(ids), kind))
        for sentence in sorted({s for _, s, _ in tokens}):
            inside = [(i, text) for i, s, text in tokens if s == sentence]
            place = {i: n for n, (i, _) in enumerate(inside)}
            tags = ["O"] * len(inside)
            for first, last, kind in sorted(spans, key=lambda s: s[0] - s[1]):
                if first in place and last in place:
                    a, b = place[first], place[last] + 1
                    if inside[a][1].lower() == "the" and b - a > 1:
                        a += 1
                    if inside[b - 1][1] in ("'s", "’s") and b - a > 1:
                        b -= 1
                    if all(tag == "O" for tag in tags[a:b]):
                        tags[a:b] = bioes([(0, b - a, kind)], b - a)
            if any(
                tag != "O" for tag in tags
            ):  # articles are named in part only: an empty sentence may be unread
                words = [Word(text) for _, text in inside]
                paragraphs.append(Paragraph(words, [0], names=tags, source="meantime"))
    return paragraphs


def glue(tokens: list[str]) -> str:
    """The text of a list of tokens, spaced as a newspaper would."""
    text, open_quote = "", False
    for token in tokens:
        token = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        tight = (
            token in list(".,;:!?%)]}”’…")
            or (token[0] in "'’" and 1 < len(token) < 4)
            or token in ("n't", "n’t")
            or text[-1:] in list("([{$£€“‘")
            or (token == '"' and open_quote)
            or (text[-1:] == '"' and open_quote)
            or (text[-1:] in ("'", "’") and token in ("s", "t", "re", "ve", "ll", "d", "m"))
        )
        text += token if not text or tight else " " + token
        if token == '"':
            open_quote = not open_quote
    return text


def read_masc(path: Path) -> list[str]:
    """Text of the written part, a sentence a line; paragraphs are made of up to four lines that stand together."""
    texts = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if "/written/" not in name or not name.endswith(".txt"):
                continue
            lines = archive.read(name).decode("utf-8", "replace").split("\n")
            together: list[str] = []
            for line in [*lines, ""]:
                tokens = [re.split(r"[_/](?=[^_/]*$)", token)[0] for token in line.split()]
                tokens = [unicodedata.normalize("NFC", token) for token in tokens if token]
                if 2 <= len(tokens) <= 80:
                    together.append(glue(tokens))
                if (not tokens or len(together) == 4) and together:
                    texts.append(" ".join(together))
                    together = []
    return texts


def read_ecbplus(folder: Path) -> list[str]:
    texts = []
    for file in sorted(folder.rglob("*.xml")):
        sentences: dict[int, list[str]] = {}
        for token in ET.parse(file).getroot().iter("token"):
            sentences.setdefault(int(token.get("sentence", 0)), []).append(token.text or "")
        lines = [glue([t for t in tokens if t.strip()]) for _, tokens in sorted(sentences.items())]
        lines = [line for line in lines if not line.startswith("http")]
        texts += [" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3)]
    return texts


MARK = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")


def read_marked(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Our own sentences: each line's text and its names (start, end, kind) in code points."""
    lines = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        text, names, at = "", [], 0
        for match in MARK.finditer(line):
            text += line[at : match.start()]
            names.append((len(text), len(text) + len(match[2]), KINDS[match[1]]))
            text += match[2]
            at = match.end()
        text += line[at:]
        if text.strip():
            lines.append((text, names))
    return lines


def tokenised(text: str, names: list[tuple[int, int, str]] | None, source: str) -> Paragraph:
    """A paragraph of text cut by the library's own tokenizer; sentence boundaries unknown."""
    import dateline

    article = dateline.parse(text, clean=False)
    tokens = [token for sentence in article.sentences for token in sentence.tokens]
    follows = [*(b.start > a.end for a, b in pairwise(tokens)), True]
    words = [Word(token.text, space_after=space) for token, space in zip(tokens, follows, strict=True)]
    tags = None
    if names is not None:
        spans = []
        for start, end, kind in names:
            inside = [i for i, token in enumerate(tokens) if token.start < end and token.end > start]
            if inside:
                spans.append((inside[0], inside[-1] + 1, kind))
        tags = bioes(spans, len(tokens))
    return Paragraph(words, [0], names=tags, source=source)


def own_sentences(folder: Path) -> list[Paragraph]:
    found = []
    for file in sorted(folder.glob("*.txt")):
        found += [tokenised(text, names, "own") for text, names in read_marked(file)]
    return [paragraph for paragraph in found if paragraph.words]
