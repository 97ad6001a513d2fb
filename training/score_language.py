"""Scores of the language core from raw text: what ``score.py parse`` and ``score.py names`` print."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import corpora

import dateline


def f1(right: int, gold: int, found: int) -> float:
    return 2 * right / (gold + found) if gold + found else 1.0


def texts(paragraphs: list[corpora.Paragraph]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Each paragraph's text, and where its words stand in it."""
    found = []
    for paragraph in paragraphs:
        text, places = "", []
        for word in paragraph.words:
            places.append((len(text), len(text) + len(word.form)))
            text += word.form + (" " if word.space_after else "")
        found.append((text.rstrip(), places))
    return found


def score_parse(path: Path) -> None:
    """F1 of sentences, tokens, UPOS, UAS and LAS, words aligned by their characters as in the CoNLL 2018 shared task."""
    n: Counter[str] = Counter()
    paragraphs = corpora.read_conllu(path, "")
    for paragraph, (text, places) in zip(paragraphs, texts(paragraphs), strict=True):
        gold = {}
        for first, end in paragraph.bounds():
            n["gold sentences"] += 1
            for i in range(first, end):
                word = paragraph.words[i]
                head = places[first + word.head] if word.head >= 0 else None
                gold[places[i]] = (word.upos, head, word.rel.split(":")[0])
        bounds = {(places[first][0], places[end - 1][1]) for first, end in paragraph.bounds()}
        for sentence in dateline.parse(text, clean=False).sentences:
            n["found sentences"] += 1
            n["sentences"] += (sentence.start, sentence.end) in bounds
            for token in sentence.tokens:
                n["found"] += 1
                want = gold.get((token.start, token.end))
                if want is None:
                    continue
                head = sentence.tokens[token.head] if token.head is not None else None
                right = want[1] == (head and (head.start, head.end))
                n["tokens"] += 1
                n["UPOS"] += want[0] == token.pos
                n["UAS"] += right
                n["LAS"] += right and want[2] == token.dep.split(":")[0]
        n["gold"] += len(gold)
    print(f"{'sentences':<10} F1 {f1(n['sentences'], n['gold sentences'], n['found sentences']):.4f}")
    for name in ("tokens", "UPOS", "UAS", "LAS"):
        print(f"{name:<10} F1 {f1(n[name], n['gold'], n['found']):.4f}")


def score_names(path: Path) -> None:
    """Micro-F1 over exact spans of PERSON, ORG and PLACE; COUNTRY and FACILITY count as PLACE."""
    kinds = {"PERSON": "PERSON", "ORG": "ORG", "PLACE": "PLACE", "COUNTRY": "PLACE", "FACILITY": "PLACE"}
    right = gold_total = found_total = 0
    document: list[tuple[str, list[tuple[int, int, str]]]] = []

    def close() -> None:
        nonlocal right, gold_total, found_total
        text, gold = "", set()
        for sentence, spans in document:
            gold |= {(len(text) + a, len(text) + b, kind) for a, b, kind in spans}
            text += sentence + " "
        mentions = dateline.parse(text, clean=False).mentions
        found = {(m.start, m.end, kinds[m.type]) for m in mentions if m.kind == "name" and m.type in kinds}
        right += len(gold & found)
        gold_total += len(gold)
        found_total += len(found)
        document.clear()

    rows: list[list[str]] = []
    text = ""
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc") and document:
            close()
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line.strip() and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line.strip() and rows:
            places, at = [], 0
            for row in rows:
                start = max(text.find(row[1], at), at)
                at = start + len(row[1])
                places.append((start, at))
            tags = [row[2] if row[2][2:] in corpora.KINDS else "O" for row in rows]
            spans = [(places[a][0], places[b - 1][1], kind) for a, b, kind in corpora.spans_of_bio(tags)]
            document.append((text, spans))
            rows = []
    if document:
        close()
    print(f"names micro-F1 {f1(right, gold_total, found_total):.4f}")
