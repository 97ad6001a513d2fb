"""``dateline.Corpus`` and ``dateline.read``."""

import json
import multiprocessing
import os
import pickle
import threading
import warnings
from datetime import date
from pathlib import Path

import pandas
import polars
import pyarrow
import pytest

import dateline


def texts(corpus):
    return [article.text for article in corpus]


def test_seeds_hold_six_articles(corpus):
    assert len(corpus) == 6
    assert len(corpus.articles) == 6


def test_indexing_and_iteration_give_articles(corpus):
    assert list(corpus) == [corpus[n] for n in range(len(corpus))]
    assert corpus[-1] == corpus[len(corpus) - 1]
    assert corpus.article(corpus[2].article_id) == corpus[2]
    with pytest.raises(IndexError):
        corpus[len(corpus)]
    with pytest.raises(KeyError):
        corpus.article("nobody")


def test_pickles(corpus):
    again = pickle.loads(pickle.dumps(corpus))
    assert list(again) == list(corpus)
    assert again.events.to_dicts() == corpus.events.to_dicts()


def test_repr_is_one_line(corpus):
    assert repr(corpus).startswith("Corpus(6 articles, ")


def test_texts():
    corpus = dateline.read(["One.", "Two.", b"Tr\xe8s bien, a-t-il d\xe9clar\xe9."])
    assert texts(corpus) == ["One.", "Two.", "Très bien, a-t-il déclaré."]
    assert len({article.article_id for article in corpus}) == 3


def test_a_generator_is_read_to_its_end():
    assert len(dateline.read(f"Text number {n}." for n in range(1500))) == 1500


def test_dicts():
    record = {
        "text": "It rained.",
        "title": "Rain",
        "published": date(2024, 3, 2),
        "url": "https://example.org/1",
    }
    (article,) = dateline.read([record])
    assert (article.text, article.title, article.url) == ("It rained.", "Rain", "https://example.org/1")
    assert (article.published, article.published_from) == (date(2024, 3, 2), "column")


def test_columns_are_mapped():
    (article,) = dateline.read([{"t": "It rained.", "h": "Rain"}], columns={"text": "t", "title": "h"})
    assert (article.text, article.title) == ("It rained.", "Rain")


def test_an_unknown_column_of_ours_is_refused(seeds):
    with pytest.raises(dateline.SettingsError, match="columns"):
        dateline.read(seeds, columns={"txt": "t"})


FRAME = pandas.DataFrame({"text": ["One is here.", "Two is here."], "title": ["A", "B"]})


@pytest.mark.parametrize(
    "frame",
    [
        FRAME,
        FRAME.astype({"title": "category"}),
        polars.DataFrame(FRAME),
        polars.DataFrame(FRAME).with_columns(polars.col("title").cast(polars.Categorical)),
        pyarrow.table(FRAME),
        pyarrow.table(FRAME).to_reader(),
    ],
    ids=["pandas", "pandas-category", "polars", "polars-category", "pyarrow", "reader"],
)
def test_dataframes(frame):
    corpus = dateline.read(frame)
    assert texts(corpus) == ["One is here.", "Two is here."]
    assert [article.title for article in corpus] == ["A", "B"]


def test_a_column_is_a_list_of_texts():
    assert texts(dateline.read(FRAME["text"])) == ["One is here.", "Two is here."]
    assert texts(dateline.read(polars.Series(["One is here."]))) == ["One is here."]


def test_a_table_without_text_is_refused():
    with pytest.raises(dateline.InputError, match="text column"):
        dateline.read(pandas.DataFrame({"n": [1]}))


def test_paths(seeds, corpus):
    assert list(dateline.read(str(seeds))) == list(corpus)
    assert list(dateline.read(f"{seeds}/*.txt")) == list(corpus)
    assert list(dateline.read(sorted(seeds.iterdir()))) == list(corpus)


def test_nothing_at_the_path():
    with pytest.raises(dateline.InputError, match="no such file"):
        dateline.read("nowhere/at/all")


@pytest.mark.parametrize("source", [None, 3, object()])
def test_what_cannot_be_read_is_a_type_error(source):
    with pytest.raises(TypeError, match="source"):
        dateline.read(source)
    with pytest.raises(TypeError, match="item 0"):
        dateline.read([source])


def test_what_cannot_be_read_is_a_problem_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").write_text("All is well.")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "c.jsonl").write_text('{"text": "One."}\n{"text": \n{"text": "Two."}\n')
    with pytest.warns(dateline.ReadWarning, match="2 documents could not be read") as caught:
        corpus = dateline.read(tmp_path)
    assert len(caught) == 1
    assert texts(corpus) == ["All is well.", "One.", "Two."]
    problems = corpus.problems.to_dicts()
    assert len(problems) == 2
    assert all(problem["source"] and problem["stage"] and problem["error"] for problem in problems)


def test_no_warning_where_all_is_well(seeds):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dateline.read(seeds)


def test_published_is_for_pages_that_give_no_date():
    records = [{"text": "One."}, {"text": "Two.", "published": "2001-02-03"}]
    one, two = dateline.read(records, published="2024-11-12")
    assert (one.published, one.published_from) == (date(2024, 11, 12), "argument")
    assert (two.published, two.published_from) == (date(2001, 2, 3), "column")


def test_copies_share_a_report():
    first, copy, other = dateline.read(
        ["It rained in Lima.", "It  rained in LIMA!", "It snowed in Lima."]
    ).articles.to_dicts()
    assert first["report_id"] == copy["report_id"] != other["report_id"]


def test_entities_are_counted_over_all_articles(corpus):
    rows = corpus.entities.to_dicts()
    assert len({row["entity_id"] for row in rows}) == len(rows)
    mentions = corpus.mentions.to_dicts()
    assert sum(row["mentions"] for row in rows) == len(mentions)
    for row in rows:
        named = [m for m in mentions if m["entity_id"] == row["entity_id"]]
        assert row["mentions"] == len(named)
        assert row["aliases"] == sorted(row["aliases"])


def test_every_event_has_its_story(corpus):
    stories = {row["story_id"]: row for row in corpus.stories.to_dicts()}
    for event in corpus.events.to_dicts():
        assert event["event_id"] in stories[event["story_id"]]["event_ids"]


def test_timeline_is_in_time_order_and_undated_last(corpus):
    days = [row["date_start"] for row in corpus.timeline().to_dicts()]
    dated = [day for day in days if day is not None]
    assert days == sorted(dated) + [None] * (len(days) - len(dated))


def test_timeline_filters(corpus):
    for row in corpus.timeline(actor="PRK").to_dicts():
        assert any(code.split()[0] == "PRK" for code in [*row["actor_codes"], *row["recipient_codes"]])
    for row in corpus.timeline(between=("2024-11-01", date(2024, 11, 30))).to_dicts():
        assert row["date_end"] >= date(2024, 11, 1)
        assert row["date_start"] <= date(2024, 11, 30)
    assert corpus.timeline(between=("1900-01-01", "1900-01-02")).to_dicts() == []
    with pytest.raises(dateline.SettingsError):
        corpus.timeline(between=("soon", None))


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
def test_write(corpus, tmp_path, form):
    corpus.write(tmp_path, format=form)
    read = {
        "parquet": pandas.read_parquet,
        "csv": pandas.read_csv,
        "jsonl": lambda p: pandas.read_json(p, lines=True),
    }[form]
    articles = read(tmp_path / f"articles.{form}")
    assert articles["text"].tolist() == texts(corpus)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [f".{form}"] * 10


def test_lists_are_json_in_csv(tmp_path):
    dateline.read([{"text": "It rained.", "tags": ["rain", 'so "wet", yes']}]).write(tmp_path, format="csv")
    row = pandas.read_csv(tmp_path / "articles.csv").iloc[0]
    assert json.loads(row["tags"]) == ["rain", 'so "wet", yes']


def test_a_folder_that_cannot_be_made(corpus, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(dateline.InputError, match="file"):
        corpus.write(tmp_path / "file")
    with pytest.raises(dateline.SettingsError, match="parquet, jsonl, csv"):
        corpus.write(tmp_path, format="xlsx")


def test_results_do_not_depend_on_threads(seeds):
    rows = [dateline.Pipeline(threads=n).read(seeds).articles.to_dicts() for n in (1, 2, 7)]
    assert rows[0] == rows[1] == rows[2]


def test_threads_of_python_may_read_at_once(seeds, corpus):
    results = []
    workers = [threading.Thread(target=lambda: results.append(list(dateline.read(seeds)))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert results == [list(corpus)] * 4


def read_count(path: Path) -> int:
    return len(dateline.read(path))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_that_forks_after_a_read_reads_again(seeds):
    assert len(dateline.read([seeds] * 3)) == 18
    child = os.fork()
    if child == 0:
        os._exit(0 if read_count(seeds) == 6 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(read_count, [seeds] * 4).get(timeout=60) == [6] * 4
