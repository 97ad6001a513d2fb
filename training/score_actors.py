"""How many phrases get the country and sector that a table of them states."""

from __future__ import annotations

import csv
from pathlib import Path

import dateline


def score_actors(path: Path, misses: int = 0) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")][1:]
    right = 0
    for phrase, country, sector, published in rows:
        actor = dateline.actor(phrase, published=published or None)
        got = ((actor.country or ""), (actor.sector or "")) if actor else ("", "")
        if got == (country, sector):
            right += 1
        elif misses:
            print(f"  {phrase!r} ({published}): {got}, wants {(country, sector)} {actor and actor.name!r}")
    print(f"actors right {right / len(rows):.4f} of {len(rows)}")
