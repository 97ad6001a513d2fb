#!/usr/bin/env python3
"""Scores dateline on public data sets: ``training/score.py DATASET PATH``.

DATASET is one of

pages
    WCXB, the Web Content eXtraction Benchmark (github.com/Murrough-Foley/web-content-extraction-benchmark,
    truth CC BY 4.0): PATH holds ``truth/*.json`` and ``pages/*.html.gz``. Prints the mean F1 over the
    words of the body, and the share of pages whose title, author and day are right, of those that have one.
parse
    A CoNLL-U file of Universal Dependencies (EWT, GUM). Prints F1 of sentences, tokens, UPOS, UAS and LAS
    from raw text.
coreference
    A CoNLL-U file of GUM. Prints the CoNLL score from raw text, chains of one phrase left out, and its parts.
actors
    A table of phrases with country, sector and day, such as ``tests/actors/first.tsv``. Prints the share that is right.
events
    A table of sentences with their events, such as ``tests/events/first.tsv``. Prints the share of events found with type,
    sides and status, and the share of the sentences without events that give none.
quotes
    A folder of PolNeAR. Prints the F1 of attributions, of what is said and with its speaker; first of those in marks.
times
    A folder of TimeML documents (TimeBank, AQUAINT). Prints the F1 of expressions with the same words, with words in common,
    and with the same value, as TempEval-3 does.
names
    An IOB2 file of Universal NER (UNER English EWT). Prints the micro-F1 of persons, organisations and places.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

from score_actors import score_actors
from score_coreference import score_coreference
from score_events import score_events
from score_language import score_names, score_parse
from score_quotes import score_quotes
from score_times import score_times

import dateline


def words(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", (text or "").lower()))


def word_f1(ours: str | None, truth: str | None) -> float:
    a, b = words(ours), words(truth)
    if not a or not b:
        return float(a == b)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def letters(text: str | None) -> str:
    return re.sub(r"\W+", "", (text or "").lower())


def agree(ours: str | None, truth: str) -> bool:
    """One holds the other, letters and digits alone compared."""
    a, b = letters(ours), letters(truth)
    return bool(a) and (a in b or b in a)


def score_pages(path: Path) -> None:
    body: list[float] = []
    right: Counter[str] = Counter()
    have: Counter[str] = Counter()
    spent = 0.0
    for file in sorted((path / "truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))["ground_truth"]
        if not truth.get("main_content"):
            continue
        html = gzip.decompress((path / "pages" / f"{file.stem}.html.gz").read_bytes())
        start = time.process_time()
        article = dateline.parse(html)
        spent += time.process_time() - start
        body.append(word_f1(article.text, truth["main_content"]))
        for name, ours in (("title", article.title), ("author", article.byline)):
            if truth.get(name):
                have[name] += 1
                right[name] += agree(ours, truth[name])
        if truth.get("publish_date"):
            have["date"] += 1
            right["date"] += str(article.published) == truth["publish_date"][:10]
    if not body:
        raise SystemExit(f"{path}: no pages with their truth")
    print(f"{len(body)} pages  body F1 {sum(body) / len(body):.4f}")
    for name in have:
        print(f"{name:<8} {right[name] / have[name]:.3f} of {have[name]}")
    print(f"{1000 * spent / len(body):.2f} ms of processor time a page")


SCORERS = {"pages": score_pages, "parse": score_parse, "names": score_names} | {
    "coreference": score_coreference,
    "actors": score_actors,
    "times": score_times,
    "quotes": score_quotes,
    "events": score_events,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dataset", choices=sorted(SCORERS))
    parser.add_argument("path", type=Path)
    arguments = parser.parse_args()
    SCORERS[arguments.dataset](arguments.path)


if __name__ == "__main__":
    main()
