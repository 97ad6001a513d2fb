"""The CoNLL score of coreference: the mean F1 of MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAFe (Luo 2005)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from pathlib import Path

import gum
import numpy as np
from scipy.optimize import linear_sum_assignment

import dateline

Chain = frozenset[Hashable]
Parts = tuple[float, float, float, float]
"""Numerator and denominator of recall, then of precision."""


def muc(key: list[Chain], response: list[Chain]) -> Parts:
    def half(chains: list[Chain], others: list[Chain]) -> tuple[float, float]:
        where = {m: i for i, chain in enumerate(others) for m in chain}
        kept = sum(len(c) - len({where.get(m, ("alone", m)) for m in c}) for c in chains)
        return kept, sum(len(c) - 1 for c in chains)

    return *half(key, response), *half(response, key)


def b_cubed(key: list[Chain], response: list[Chain]) -> Parts:
    def half(chains: list[Chain], others: list[Chain]) -> tuple[float, float]:
        where = {m: chain for chain in others for m in chain}
        kept = sum(len(c & where.get(m, frozenset())) / len(c) for c in chains for m in c)
        return kept, sum(len(c) for c in chains)

    return *half(key, response), *half(response, key)


def ceaf_e(key: list[Chain], response: list[Chain]) -> Parts:
    if not key or not response:
        return 0, len(key), 0, len(response)
    likeness = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    best = float(likeness[linear_sum_assignment(-likeness)].sum())
    return best, len(key), best, len(response)


METRICS = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}


def f1(parts: Iterable[float]) -> float:
    recalled, key, precise, response = parts
    recall, precision = recalled / key if key else 0.0, precise / response if response else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def conll(key: list[Chain], response: list[Chain]) -> dict[str, float]:
    """Each metric's F1 and their mean, of one document."""
    scores = {name: f1(metric(key, response)) for name, metric in METRICS.items()}
    return scores | {"CoNLL": sum(scores.values()) / len(scores)}


def score_coreference(path: Path) -> None:
    totals: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(4))
    genres: dict[str, dict[str, np.ndarray]] = defaultdict(lambda: defaultdict(lambda: np.zeros(4)))
    found: Counter[str] = Counter()
    for document in gum.documents(path):
        article = dateline.parse(document.text, clean=False)
        key = [frozenset(chain) for chain in document.chains]
        response = [frozenset(chain) for chain in article.chains]
        for name, metric in METRICS.items():
            parts = np.array(metric(key, response))
            totals[name] += parts
            genres[document.genre][name] += parts
        wanted, given = {m for c in key for m in c}, {m for c in response for m in c}
        found.update(right=len(wanted & given), key=len(wanted), response=len(given))
    for genre, parts in sorted(genres.items()):
        print(f"  {genre:<14} {sum(f1(p) for p in parts.values()) / 3:.4f}")
    mentions = (found["right"], found["key"], found["right"], found["response"])
    print(f"mentions in chains F1 {f1(mentions):.4f}")
    for name, parts in totals.items():
        print(f"{name:<6} F1 {f1(parts):.4f}")
    print(f"CoNLL     {sum(f1(parts) for parts in totals.values()) / 3:.4f}")
