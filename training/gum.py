"""Texts of GUM and their chains of coreference, a JSON object a line: ``python training/gum.py FILE.conllu``.

Words are spaced as in the source, sentences by a blank, paragraphs by a line; chains are lists of pairs of byte offsets, those of
one member left out. Also the reader for ``training/score.py coreference``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MARK = re.compile(r"\((?P<open>[^()]+)(?P<single>\))?|(?P<close>[^()]+)\)")


class Document(NamedTuple):
    name: str
    genre: str
    text: str
    """Pairs of code points."""
    chains: list[list[tuple[int, int]]]


def documents(path: Path) -> Iterator[Document]:
    for block in re.split(r"^# newdoc id = ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, _, lines = block.partition("\n")
        genre = re.search(r"^# meta::genre = (.*)$", block, flags=re.M)
        yield read_document(name, genre.group(1) if genre else "", lines.split("\n"))


def read_document(name: str, genre: str, lines: list[str]) -> Document:
    text, gap = "", ""
    chains: dict[str, list[tuple[int, int]]] = defaultdict(list)
    open_: dict[str, list[int]] = defaultdict(list)
    whole_until, whole_end = 0, 0
    for line in lines:
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            gap = "\n" if text else ""
        if not re.match(r"\d+(-\d+)?\t", line):
            continue
        number, form, *_, misc = line.split("\t")
        space = "" if "SpaceAfter=No" in misc else " "
        if "-" in number:
            # The token is written once; its words share its range by their letters.
            text += gap + form
            gap = space
            whole_until, whole_end = int(number.split("-")[1]), len(text)
            inner = whole_end - len(form)
            continue
        if int(number) <= whole_until:
            start = inner
            end = whole_end if int(number) == whole_until else min(whole_end, inner + len(form))
            inner = end
            if int(number) == whole_until:
                whole_until = 0
        else:
            text += gap
            start, end = len(text), len(text) + len(form)
            text += form
            gap = space
        entity = next((item[7:] for item in misc.split("|") if item.startswith("Entity=")), "")
        for mark in MARK.finditer(entity):
            if mark["open"]:
                key = mark["open"].split("-")[0]
                if mark["single"]:
                    chains[key].append((start, end))
                else:
                    open_[key].append(start)
            elif open_[mark["close"]]:
                chains[mark["close"]].append((open_[mark["close"]].pop(), end))
    kept = [
        sorted({(start, bare_end(text, start, end)) for start, end in chain}) for chain in chains.values()
    ]
    return Document(name, genre, text, [chain for chain in kept if len(chain) > 1])


def bare_end(text: str, start: int, end: int) -> int:
    """The end without the mark of the possessive, which GUM counts in and dateline does not."""
    return start + len(re.sub(r"(?<=\w)['’]s?$", "", text[start:end]))


def main() -> None:
    for document in documents(Path(sys.argv[1])):
        offset = [0]
        for c in document.text:
            offset.append(offset[-1] + len(c.encode()))
        chains = [[(offset[a], offset[b]) for a, b in chain] for chain in document.chains]
        print(json.dumps({"text": document.text, "chains": chains}))


if __name__ == "__main__":
    main()
