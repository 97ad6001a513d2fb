"""``dateline.Pipeline``, ``dateline.actor`` and the package itself."""

import pickle
import subprocess
import sys

import pytest

import dateline


def test_keeps_its_settings():
    pipeline = dateline.Pipeline(actors={"Blue Front": "XYZ"}, threads=2)
    assert pipeline.actors == {"Blue Front": "XYZ"}
    assert pipeline.threads == 2
    with pytest.raises(AttributeError):
        pipeline.threads = 3


def test_pickles():
    pipeline = dateline.Pipeline(actors={"Blue Front": "XYZ"}, threads=2)
    again = pickle.loads(pickle.dumps(pipeline))
    assert again == pipeline
    assert hash(again) == hash(pipeline)
    assert again != dateline.Pipeline()


def test_has_the_same_calls(seeds, corpus):
    pipeline = dateline.Pipeline()
    text = sorted(seeds.iterdir())[0].read_text()
    assert pipeline.parse(text) == dateline.parse(text)
    assert pipeline.parse_all(text) == dateline.parse_all(text)
    assert pipeline.parse_all(text)[0] == pipeline.parse(text)
    assert list(pipeline.read(seeds)) == list(corpus)


def test_actors_of_a_file(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text('form,code\n"Front, Blue",XYZ REB\nBlue Front,XYZ\n')
    assert dateline.Pipeline(actors=path).actors == {"Front, Blue": "XYZ REB", "Blue Front": "XYZ"}


def test_actors_that_change_with_time(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("form,code,from,to\nBlue Front,XYZ REB,,2019-12-31\nBlue Front,XYZ GOV,2020-01-01,\n")
    pipeline = dateline.Pipeline(actors=path)
    spans = [("XYZ REB", None, "2019-12-31"), ("XYZ GOV", "2020-01-01", None)]
    assert pipeline.actors == {"Blue Front": spans}
    assert pipeline == dateline.Pipeline(actors={"Blue Front": spans})
    codes = [
        [entity.code for entity in pipeline.parse("The Blue Front left.", published=day).entities]
        for day in ("2019-06-01", "2020-06-01")
    ]
    assert codes == [["XYZ REB"], ["XYZ GOV"]]
    path.write_text("Blue Front,XYZ,soon,\n")
    with pytest.raises(dateline.SettingsError, match="row 1"):
        dateline.Pipeline(actors=path)


def test_actors_of_a_file_without_codes(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("Blue Front\n")
    with pytest.raises(dateline.SettingsError, match="row 1"):
        dateline.Pipeline(actors=path)
    with pytest.raises(dateline.SettingsError, match=r"no\.csv"):
        dateline.Pipeline(actors=tmp_path / "no.csv")


@pytest.mark.parametrize("actors", [{"": "XYZ"}, {"Blue Front": 3}])
def test_actors_without_meaning(actors):
    with pytest.raises(dateline.SettingsError, match="actors"):
        dateline.Pipeline(actors=actors)
    with pytest.raises(TypeError):
        dateline.Pipeline(actors=3)


def test_threads_without_meaning():
    with pytest.raises(dateline.SettingsError, match="threads"):
        dateline.Pipeline(threads=0)


def test_nobody_is_no_actor():
    assert dateline.actor("xyzzy of nowhere") is None


def test_errors_are_of_one_family():
    for kind in (dateline.InputError, dateline.SettingsError, dateline.KnowledgeError):
        assert issubclass(kind, dateline.Error)
        assert kind.__module__ == "dateline"
    assert issubclass(dateline.ReadWarning, UserWarning)


def test_all_names_are_there():
    for name in dateline.__all__:
        assert getattr(dateline, name).__class__
    for name in ("Article", "Corpus", "Table", "Event", "Pipeline"):
        assert getattr(dateline, name).__module__ == "dateline"


def test_import_brings_no_other_library():
    code = "import sys, dateline; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {"pandas", "polars", "pyarrow", "numpy", "matplotlib", "argparse", "tqdm"}


def test_import_is_quick():
    code = "import time; t = time.perf_counter(); import dateline; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    assert min(times) < 0.05
