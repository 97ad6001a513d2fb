"""Learns how forms lead to lemmas: `knowledge/lexicon/lemmas.tsv`.

For each tag a list of suffixes, the longest of which that fits a form decides; a whole word is written with a ^ before it.
Forms are those of EWT and GUM with their lemmas, and inflected forms of frequent words, and of every verb of the event rules,
with those that LemmInflect (MIT) gives.

    python training/lemmas.py DATA
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import corpora
import lemminflect
from wordfreq import top_n_list

ROOT = Path(__file__).parents[1]
OUT = ROOT / "knowledge/lexicon/lemmas.tsv"
TAGS = {"NOUN": ["NNS"], "VERB": ["VBD", "VBN", "VBG", "VBZ"], "ADJ": ["JJR", "JJS"], "ADV": ["RBR", "RBS"]}
LONGEST, LEAST, SURE = 5, 3, 0.8
Edit = tuple[int, str]

HEAD = """# Lemmas: for a tag, the longest suffix that a form (lower case) ends with tells how many characters are cut off and what is
# put in their place; ^ marks whole words. Made by training/lemmas.py from UD English EWT (CC BY-SA 4.0), GUM (CC BY 4.0) and
# LemmInflect (MIT); the file's licence is CC BY-SA 4.0.
tag\tsuffix\tcut\tadd
"""


def edit_of(form: str, lemma: str) -> Edit:
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def keeps_case(form: str, tag: str) -> bool:
    return tag.startswith("NNP") or any(c.isupper() for c in form[1:])


def pairs(data: Path) -> dict[str, dict[str, Edit]]:
    counts: dict[tuple[str, str], Counter[Edit]] = defaultdict(Counter)
    paragraphs = corpora.read_conllu(data / "ud-ewt/train.conllu", "ewt") + corpora.read_conllu(
        data / "gum/train.conllu", "gum"
    )
    for word in (w for p in paragraphs for w in p.words):
        form, lemma = word.form, word.lemma or "_"
        if lemma == "_" or "\t" in form + lemma or word.xpos in ("GW", "FW", "ADD", "XX"):
            continue
        if not keeps_case(form, word.xpos or ""):
            form = form.lower()
        counts[word.xpos or "", form.lower()][edit_of(form, lemma)] += 2
    for form in top_n_list("en", 60_000):
        if form.isalpha() and form.isascii():
            for upos, tags in TAGS.items():
                lemmas = lemminflect.getAllLemmas(form, upos=upos).get(upos, ())
                for tag in tags:
                    for lemma in lemmas[:1]:
                        if form in lemminflect.getInflection(lemma, tag):
                            counts[tag, form][edit_of(form, lemma)] += 1
    for verb in event_verbs():
        for tag in TAGS["VERB"]:
            for form in lemminflect.getInflection(verb, tag):
                counts[tag, form][edit_of(form, verb)] += 50
    learned: dict[str, dict[str, Edit]] = defaultdict(dict)
    for (tag, form), edits in counts.items():
        learned[tag][form] = edits.most_common(1)[0][0]
    return learned


def event_verbs() -> set[str]:
    verbs = set()
    for path in sorted((ROOT / "knowledge/rules/events").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = [line for one in file.get("class", []) for line in one.get("verbs", [])]
        lines += [line for one in file.get("predicate", []) for line in one.get("words", [])]
        verbs |= {verb.split()[0] for line in lines for verb in line.split(" > ")[0].split("|")}
    return {verb for verb in verbs if verb.isalpha() and verb.isascii()} - {"be", "do", "have"}


def rules_of(forms: dict[str, Edit]) -> dict[str, Edit]:
    """The shortest list that gives each form its lemma, built from short suffixes to long ones."""
    rules: dict[str, Edit] = {"": Counter(forms.values()).most_common(1)[0][0]}

    def predicted(form: str) -> Edit:
        for n in range(min(LONGEST, len(form)), -1, -1):
            rule = rules.get(form[len(form) - n :])
            if rule is not None and rule[0] <= len(form):
                return rule
        return 0, ""

    for length in range(1, LONGEST + 1):
        groups: dict[str, Counter[Edit]] = defaultdict(Counter)
        for form, edit in forms.items():
            if len(form) > length:
                groups[form[-length:]][edit] += 1
        for suffix, edits in groups.items():
            edit, n = edits.most_common(1)[0]
            total = sum(edits.values())
            inherited = predicted("~" * 9 + suffix)
            if (
                n >= LEAST
                and edit != inherited
                and n > edits[inherited]
                and (n >= SURE * total or length < LONGEST)
            ):
                rules[suffix] = edit
    for form, edit in forms.items():
        if predicted(form) != edit:
            rules["^" + form] = edit
    return rules


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    lines = []
    for tag, forms in sorted(pairs(args.data).items()):
        for suffix, (cut, add) in sorted(rules_of(forms).items()):
            if suffix or cut or add:
                lines.append(f"{tag}\t{suffix}\t{cut}\t{add}\n")
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(len(lines), "rules")


if __name__ == "__main__":
    main()
