"""Pictures."""

import matplotlib
import pytest

import dateline

matplotlib.use("Agg")


def test_a_line_a_dated_story(corpus):
    axes = dateline.plot_timeline(corpus)
    dated = [row for row in corpus.timeline().to_dicts() if row["date_start"]]
    assert len(axes.get_yticks()) == len(dated)


def test_a_timeline_may_be_chosen_first(corpus):
    from_corpus = dateline.plot_timeline(corpus, actor="PRK")
    from_table = dateline.plot_timeline(corpus.timeline(actor="PRK"))
    assert from_corpus.get_title() == from_table.get_title()


def test_no_other_name_is_made_up():
    with pytest.raises(AttributeError, match="plot_map"):
        dateline.plot_map  # noqa: B018
