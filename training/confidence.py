"""Fits how sure an event is: `knowledge/models/confidence.toml`.

A logistic regression over what an event shows of itself (which sides have a code, whether a noun carries it, whether a higher
verb turned its type, whether it occurred), fitted on the sentences of tests/events/first.tsv, third.tsv and fourth.tsv: an event is right where the reader
found one of its type and status with its sides. Prints the expected calibration error on tests/events/second.tsv.

    python training/confidence.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from score_events import fits, rows

import dateline

ROOT = Path(__file__).parents[1]
NAMES = ["bias", "both_sides", "recipient_only", "noun", "turned", "not_occurred", "attributed"]
HEAD = """# How sure an event is: weights of a logistic regression, made by training/confidence.py; see confidence.md.
"""


def features(article: dateline.Article, event: dateline.Event) -> list[float]:
    by, to = bool(event.actor_codes), bool(event.recipient_codes)
    tokens = article.sentences[event.sentence].tokens
    word = next((token for token in tokens if token.end > event.start and token.text == event.trigger), None)
    noun = word is not None and word.pos in ("NOUN", "PROPN")
    return [
        1.0,
        float(by and to),
        float(to and not by),
        float(noun),
        float("(" in event.rule),
        float(event.status != "occurred"),
        float(event.attributed_to is not None),
    ]


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    x, y = [], []
    for sentence, wanted in rows(path):
        article = dateline.parse(sentence, clean=False)
        for event in article.events:
            x.append(features(article, event))
            y.append(float(any(fits(event, one) for one in wanted)))
    return np.array(x), np.array(y)


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0, steps: int = 50) -> np.ndarray:
    """Newton's method on the penalised likelihood; the bias is not penalised."""
    w = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + penalty
        w += np.linalg.solve(hessian, x.T @ (y - p) - penalty @ w)
    return w


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """The mean gap between confidence and share right, over bins of equal width, weighted by their size."""
    error = 0.0
    for low in np.linspace(0, 1, bins, endpoint=False):
        inside = (p >= low) & (p < low + 1 / bins + 1e-12 * (low + 1 / bins >= 1))
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - y[inside].mean())
            print(
                f"  {low:.1f}  {inside.sum():4d} events  told {p[inside].mean():.3f}  right {y[inside].mean():.3f}"
            )
    return error


def main() -> None:
    tuned = [read(ROOT / f"tests/events/{name}.tsv") for name in ("first", "third", "fourth")]
    x, y = (np.concatenate([part[nth] for part in tuned]) for nth in (0, 1))
    weights = fit(x, y)
    lines = [f"{name} = {weight:.4f}\n" for name, weight in zip(NAMES, weights, strict=True)]
    (ROOT / "knowledge/models/confidence.toml").write_text(HEAD + "".join(lines), encoding="utf-8")
    print("".join(lines), f"tuned on: {len(y)} events, {y.mean():.3f} right", sep="")
    x, y = read(ROOT / "tests/events/second.tsv")
    p = 1 / (1 + np.exp(-x @ weights))
    print(f"second.tsv: {len(y)} events, {y.mean():.3f} right")
    print(f"expected calibration error {calibration_error(p, y):.4f}")


if __name__ == "__main__":
    main()
