"""``dateline.Table``: read by everybody who reads Arrow."""

import subprocess
import sys
from datetime import date

import duckdb
import pandas
import polars
import pyarrow
import pytest

import dateline

COLUMNS = {
    "articles": (
        "article_id source index outlet agency title byline published published_at published_from "
        "dateline_place dateline_country url tags language text words report_id"
    ),
    "mentions": "article_id entity_id type kind text start end sentence",
    "entities": "entity_id name type country sector code wikidata aliases mentions articles",
    "times": "article_id text type value start_date end_date start end",
    "quantities": "article_id text low high unit noun start end",
    "quotes": "article_id text speaker speaker_id speaker_start speaker_end cue via direct start end",
    "events": (
        "event_id story_id article_id sentence event_type mode context cameo quad_class goldstein "
        "actors recipients actor_codes recipient_codes date_start date_end date_text place "
        "place_country latitude longitude status attributed_to quantity_low quantity_high "
        "quantity_noun text trigger start end confidence"
    ),
    "tokens": "article_id sentence token text lemma pos tag dep head start end",
    "stories": (
        "story_id event_type actor_codes recipient_codes date_start date_end place reports "
        "independent_reports event_ids conflicts"
    ),
    "agreements": (
        "agreement_id name parties kind step status date_start date_end place party by instrument event_ids"
    ),
    "problems": "source stage error",
}


@pytest.fixture(scope="module", params=COLUMNS)
def table(request, corpus):
    return getattr(corpus, request.param)


def test_columns_are_the_contract(table):
    assert [name for name in COLUMNS[table.name].split() if name not in table.columns] == []


def test_everybody_reads_it(table):
    frames = {
        "pandas": table.to_pandas(),
        "polars": table.to_polars(),
        "pyarrow": table.to_arrow(),
    }
    assert isinstance(frames["pandas"], pandas.DataFrame)
    assert isinstance(frames["polars"], polars.DataFrame)
    assert isinstance(frames["pyarrow"], pyarrow.Table)
    for name, frame in frames.items():
        columns = frame.column_names if name == "pyarrow" else list(frame.columns)
        assert columns == table.columns, name
        assert len(frame) == len(table), name


def test_readers_of_arrow_need_no_call_of_ours(table):
    assert pyarrow.table(table).num_rows == len(table)
    assert polars.DataFrame(table).height == len(table)
    rows = table  # noqa: F841 - DuckDB finds it by name
    assert duckdb.sql("select count(*) from rows").fetchall() == [(len(table),)]


def test_rows_agree_with_pyarrow(table):
    ours = table.to_dicts()
    theirs = pyarrow.table(table).to_pylist()
    assert ours == theirs


def test_limit_of_rows(corpus):
    assert len(corpus.articles.to_dicts(limit=2)) == 2
    assert corpus.articles.to_dicts(limit=0) == []


def test_it_is_made_once(corpus):
    assert corpus.events is corpus.events


def test_rows_and_objects_say_the_same(corpus):
    for name in ("mentions", "times", "quantities", "quotes", "events"):
        rows = getattr(corpus, name).to_dicts()
        assert rows == [thing.to_dict() for article in corpus for thing in getattr(article, name)], name


def test_days_are_days(corpus):
    column = pyarrow.table(corpus.articles)["published"]
    assert column.type == pyarrow.date32()
    assert date(2024, 11, 11) in column.to_pylist()
    assert corpus.articles.to_pandas()["published"].dtype.kind == "M"


def test_moments_are_in_utc():
    article = dateline.read(
        [{"text": "It rained.", "published": "2024-11-11T23:01:00-05:00"}]
    ).articles.to_dicts()[0]
    assert article["published_at"].isoformat() == "2024-11-12T04:01:00+00:00"
    assert article["published"] == date(2024, 11, 11)


def test_repr(table):
    assert repr(table) == f'Table("{table.name}", {len(table)} rows, {len(table.columns)} columns)'


def test_html_is_escaped():
    html = dateline.read(["<b>bold</b> & more"]).articles._repr_html_()
    assert "<b>" not in html
    assert "articles: 1 rows" in html


def test_a_missing_library_names_its_extra():
    code = (
        "import sys; sys.modules['polars'] = sys.modules['pyarrow'] = None\n"
        "import dateline\n"
        "for call in ('to_pandas', 'to_polars'):\n"
        "    try:\n"
        "        getattr(dateline.read(['x']).articles, call)()\n"
        "    except ImportError as error:\n"
        "        print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'dateline[pandas]'" in run.stdout
    assert "pip install 'dateline[polars]'" in run.stdout


def test_it_cannot_be_changed(corpus):
    with pytest.raises(AttributeError):
        corpus.events.name = "x"
