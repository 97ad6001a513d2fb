"""Writes countries.tsv from the public dataset "country-codes" (github.com/datasets/country-codes).

    python make_countries.py country-codes.csv > countries.tsv

Formal names and Wikidata items are facts of that table; the everyday words are in country_words.tsv.
"""

import csv
import pathlib
import re
import sys

HEAD = """\
# States and territories: formal English name (the United Nations' UNTERM) and Wikidata item.
# Origin: "country-codes", github.com/datasets/country-codes, Public Domain Dedication and License (PDDL).
# Made by make_countries.py.
code\tformal_name\twikidata"""


def main(path: str) -> None:
    words = pathlib.Path(__file__).with_name("country_words.tsv").read_text(encoding="utf-8")
    wanted = {line.split("\t")[0] for line in words.splitlines() if re.match(r"[A-Z]{3}\t", line)}
    print(HEAD)
    with pathlib.Path(path).open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["ISO3166-1-Alpha-3"]):
            code = row["ISO3166-1-Alpha-3"]
            if code in wanted:
                formal = re.sub(r"^the |[ *]+$", "", row["UNTERM English Formal"].strip())
                print(code, formal, row["wikidata_id"].rsplit("/", 1)[-1], sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
