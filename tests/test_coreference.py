"""Chains, and the scorer that measures them."""

import sys
from pathlib import Path

import pytest

import dateline

sys.path.append(str(Path(__file__).parents[1] / "training"))
import score_coreference


def words(article):
    return [[article.text[start:end] for start, end in chain] for chain in article.chains]


def test_chains_are_in_code_points():
    article = dateline.parse("“Così è,” said Ana Paz. She left.", clean=False)
    assert ["Ana Paz", "She"] in words(article)


def test_chains_hold_things_too():
    article = dateline.parse("The old bridge fell. The bridge was closed on Monday.", clean=False)
    assert words(article) == [["The old bridge", "The bridge"]]
    assert all(len(chain) > 1 for chain in article.chains)


def test_no_chains_in_no_text():
    assert dateline.parse("", clean=False).chains == []


def test_the_scorer_gives_the_published_example():
    """The example of Pradhan et al. (2014), "Scoring Coreference Partitions of Predicted Mentions"."""
    key = [frozenset("abc"), frozenset("defg")]
    response = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]
    recall_and_precision = {
        name: (round(parts[0] / parts[1], 2), round(parts[2] / parts[3], 2))
        for name, metric in score_coreference.METRICS.items()
        for parts in [metric(key, response)]
    }
    assert recall_and_precision == {"MUC": (0.4, 0.4), "B3": (0.42, 0.5), "CEAFe": (0.65, 0.43)}


def test_the_scorer_gives_one_for_the_key_and_none_for_nothing():
    key = [frozenset("abc"), frozenset("de")]
    assert score_coreference.conll(key, key)["CoNLL"] == pytest.approx(1.0)
    assert score_coreference.conll(key, [])["CoNLL"] == 0.0
