"""``dateline.Sentence`` and ``dateline.Token``: as objects, as a table, as CoNLL-U and as a picture."""

import pickle
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline

TEXT = "Danish soldiers didn't leave Mali.\n\nThe U.S. minister, Ada Lee, signed a treaty in Lima."


@pytest.fixture(scope="module")
def parsed():
    return dateline.parse(TEXT, clean=False)


def arcs(sentence):
    words = [token.text for token in sentence.tokens]
    return {(t.dep, None if t.head is None else words[t.head], t.text) for t in sentence.tokens}


def test_words_hang_from_their_heads(parsed):
    assert {("nsubj", "leave", "soldiers"), ("obj", "leave", "Mali"), ("root", None, "leave")} <= arcs(
        parsed.sentences[0]
    )
    assert {("nsubj", "signed", "minister"), ("obj", "signed", "treaty")} <= arcs(parsed.sentences[1])


def test_tokens_say_what_they_are(parsed):
    tokens = {token.text: token for token in parsed.sentences[0].tokens}
    assert (tokens["did"].lemma, tokens["did"].pos) == ("do", "AUX")
    assert (tokens["n't"].lemma, tokens["n't"].tag) == ("not", "RB")
    assert (tokens["soldiers"].lemma, tokens["soldiers"].tag) == ("soldier", "NNS")
    assert tokens["Mali"].pos == "PROPN"


def test_names_become_mentions(parsed):
    assert {("Ada Lee", "PERSON"), ("Mali", "COUNTRY")} <= {(m.text, m.type) for m in parsed.mentions}


def test_the_table_holds_every_token(corpus):
    table = corpus.tokens.to_pandas()
    tokens = [token for article in corpus for sentence in article.sentences for token in sentence.tokens]
    assert list(table["text"]) == [token.text for token in tokens]
    assert list(table["lemma"]) == [token.lemma for token in tokens]
    assert [None if head != head else int(head) for head in table["head"]] == [token.head for token in tokens]


def test_tokens_stream_and_are_not_written(seeds, tmp_path):
    rows = sum(len(batch) for batch in dateline.scan(seeds, table="tokens", progress=False))
    assert rows == len(dateline.read(seeds, progress=False).tokens)
    dateline.read(seeds, progress=False).write(tmp_path)
    assert not (tmp_path / "tokens.parquet").exists()


def test_conllu_is_well_formed(parsed):
    blocks = parsed.to_conllu().strip().split("\n\n")
    assert len(blocks) == len(parsed.sentences)
    first = blocks[0].split("\n")
    assert first[0].startswith("# newdoc id = ")
    assert "# text = Danish soldiers didn't leave Mali." in first
    rows = [line.split("\t") for line in first if not line.startswith("#")]
    assert all(len(row) == 10 for row in rows)
    assert ["3-4", "didn't"] in [row[:2] for row in rows]
    words = [row for row in rows if "-" not in row[0]]
    assert [row[1] for row in words] == [token.text for token in parsed.sentences[0].tokens]
    assert [row[6] for row in words].count("0") == 1
    assert next(row[9] for row in words if row[1] == "Mali") == "Name=S-PLACE|SpaceAfter=No"


def test_a_parse_is_drawn(parsed):
    sentence = parsed.sentences[1]
    drawing = sentence.show()
    svg = drawing._repr_svg_()
    assert str(drawing) == svg
    assert "Ada Lee" in repr(drawing)
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]
    assert {"Ada", "Lee", "nsubj", "root", "PROPN"} <= set(texts)
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_marks_of_markup_are_escaped():
    svg = str(dateline.parse("<b> & 'c' left.", clean=False).sentences[0].show())
    assert ElementTree.fromstring(svg) is not None


def test_sentences_pickle(parsed):
    for sentence in parsed.sentences:
        assert pickle.loads(pickle.dumps(sentence)) == sentence


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_parsed_to_trees(text):
    article = dateline.parse(text, clean=False)
    end = 0
    for sentence in article.sentences:
        assert sentence.start >= end
        end = sentence.end
        assert sum(token.head is None for token in sentence.tokens) == 1
        for i in range(len(sentence.tokens)):
            steps = 0
            while sentence.tokens[i].head is not None:
                i = sentence.tokens[i].head
                steps += 1
                assert steps <= len(sentence.tokens)
