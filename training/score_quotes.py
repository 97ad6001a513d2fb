"""Attributions against PolNeAR (Newell et al. 2018): ``text/`` and ``attributions/`` in brat's standoff form.

A quotation is found where its words share 0.8 of their union with the annotated content (0.6 where that does not begin with a mark);
its speaker is right where it shares characters with the annotated source. One annotation a document is read.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import dateline

Range = tuple[int, int]
MARKS = "\"“'‘"


def read_attributions(path: Path) -> list[tuple[Range, Range | None]]:
    """Content and source of each attribution."""
    spans: dict[str, Range] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            points = [int(point) for point in re.findall(r"\d+", rest.split("\t")[0])]
            spans[key] = (min(points), max(points))
        elif key.startswith("E"):
            roles = [role.split(":", 1) for role in rest.split()]
            parts = {
                name: [spans[to] for role, to in roles if role.startswith(name) and to in spans]
                for name in ("Content", "Source")
            }
            if parts["Content"]:
                content = (min(a for a, _ in parts["Content"]), max(b for _, b in parts["Content"]))
                found.append((content, parts["Source"][0] if parts["Source"] else None))
    return found


def likeness(one: Range, other: Range) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def score_quotes(path: Path) -> None:
    texts = {file.stem: file for file in (path / "text").iterdir()}
    counts: dict[str, Counter[str]] = {"direct": Counter(), "all": Counter()}
    seen = set()
    for file in sorted((path / "attributions").glob("*.ann")):
        name = file.stem.rsplit("_", 1)[0]
        if name not in texts or name in seen:
            continue
        seen.add(name)
        text = texts[name].read_text(encoding="utf-8")
        gold, ours = read_attributions(file), dateline.parse(text, clean=False).quotes
        for kind, n in counts.items():
            wanted = [one for one in gold if kind == "all" or text[one[0][0]] in MARKS]
            left = [quote for quote in ours if kind == "all" or quote.direct]
            n["gold"] += len(wanted)
            n["found"] += len(left)
            for content, source in wanted:
                best = max(left, key=lambda q: likeness((q.start, q.end), content), default=None)
                enough = 0.8 if kind == "direct" else 0.6
                if best is None or likeness((best.start, best.end), content) < enough:
                    continue
                left.remove(best)
                n["content"] += 1
                start, end = best.speaker_start, best.speaker_end
                if start is None or end is None or source is None:
                    n["speaker"] += start is None and source is None
                else:
                    n["speaker"] += start < source[1] and source[0] < end
    for kind, n in counts.items():
        both = max(n["gold"] + n["found"], 1)
        print(
            f"{kind:<7}content F1 {2 * n['content'] / both:.4f}  with speaker {2 * n['speaker'] / both:.4f}"
        )
