"""Time expressions against TimeML documents, as TempEval-3 counts them (UzZaman et al. 2013)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dateline

Timex = tuple[int, int, str | None]


def read_timeml(path: Path) -> tuple[str, str, list[Timex]]:
    """The text, the day it was published, and each expression with its value."""
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    assert body is not None, path
    assert created is not None, path
    text, found = [""], []

    def walk(node: ET.Element) -> None:
        start = len(text[0])
        text[0] += node.text or ""
        for child in node:
            walk(child)
            text[0] += child.tail or ""
        if node.tag == "TIMEX3":
            found.append((start, len(text[0]), node.get("value")))

    walk(body)
    return text[0], created.get("value", "")[:10], found


def overlaps(one: Timex, others: list[Timex]) -> Iterator[Timex]:
    return (other for other in others if other[0] < one[1] and one[0] < other[1])


def score_times(path: Path) -> None:
    n: Counter[str] = Counter()
    for file in sorted(path.rglob("*.tml")):
        text, day, gold = read_timeml(file)
        ours = [(t.start, t.end, t.value) for t in dateline.parse(text, published=day, clean=False).times]

        def letters(one: Timex, text: str = text) -> str:
            return re.sub(r"\s+", "", text[one[0] : one[1]])

        n["gold"] += len(gold)
        n["found"] += len(ours)
        n["precise"] += sum(any(overlaps(one, gold)) for one in ours)
        for one in gold:
            best = max(overlaps(one, ours), key=lambda o: min(o[1], one[1]) - max(o[0], one[0]), default=None)
            if best:
                n["recalled"] += 1
                n["same value"] += best[2] == one[2]
                n["strict"] += best[:2] == one[:2] or letters(best) == letters(one)

    def f1(precise: int, recalled: int) -> float:
        p, r = precise / max(n["found"], 1), recalled / max(n["gold"], 1)
        return 2 * p * r / (p + r) if p + r else 0.0

    relaxed = f1(n["precise"], n["recalled"])
    print(f"strict F1  {f1(n['strict'], n['strict']):.4f}")
    print(f"relaxed F1 {relaxed:.4f}")
    print(f"value F1   {relaxed * n['same value'] / max(n['recalled'], 1):.4f}")
