"""Three hundred sentences and the figure that each holds; a third of them hold none."""

import csv
from pathlib import Path

import pytest

import dateline

TABLE = Path(__file__).parent / "quantities.tsv"


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    return [row for row in table if not row[0].startswith("#")][1:]


def found(text):
    return [
        (one.text, one.low, one.high, one.unit or "", one.noun or "")
        for one in dateline.parse(text, clean=False).quantities
    ]


def wanted(row):
    _, figure, low, high, unit, noun = row
    bounds = [float(bound) if bound else None for bound in (low, high)]
    return [(figure, *(bound and pytest.approx(bound) for bound in bounds), unit, noun)] if figure else []


def test_figures_are_read():
    table = rows()
    wrong = [row for row in table if found(row[0]) != wanted(row)]
    assert len(table) == 300
    assert len(wrong) <= 0.03 * len(table), wrong


def test_what_became_of_those_counted():
    article = dateline.parse("At least 12 people were killed and more than 30 wounded.", clean=False)
    assert [(one.low, one.strict, one.casualty) for one in article.quantities] == [
        (12.0, False, "killed"),
        (30.0, True, "wounded"),
    ]
