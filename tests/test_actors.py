"""Phrases of the news and the actor that each names: one table written before the rules, one after."""

import csv
from pathlib import Path

import pytest

import dateline


def rows(name):
    with (Path(__file__).parent / "actors" / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")][1:]


def parts(phrase, published):
    actor = dateline.actor(phrase, published=published or None)
    return (actor.country or "", actor.sector or "") if actor else ("", "")


@pytest.mark.parametrize("name", ["first.tsv", "second.tsv"])
def test_phrases_name_their_actors(name):
    table = rows(name)
    wrong = [row for row in table if parts(row[0], row[3]) != (row[1], row[2])]
    assert len(table) == 320
    assert len(wrong) <= 0.02 * len(table), wrong


@pytest.mark.parametrize("name", ["first.tsv", "second.tsv"])
def test_one_phrase_in_five_names_nobody(name):
    nobody = [row for row in rows(name) if not row[1] and not row[2]]
    assert len(nobody) == 64
    assert sum(dateline.actor(row[0], published=row[3] or None) is not None for row in nobody) <= 1
