"""Has the teacher read all training text: what it thinks of each word, with its doubts, for the student to learn from.

python training/label.py DATA MPNET_FOLDER TEACHER.pt OUT.pkl --part gold
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from pathlib import Path

import corpora
import numpy as np
import torch
from teacher import Paragraph, Teacher, batches, cut, load_gold

HEADS, LABELS = 4, 3  # so many of the likeliest are kept


def load_text(data: Path) -> list[Paragraph]:
    # The half of MASC: most of it is no news.
    texts = (
        corpora.read_ecbplus(data / "ecbplus/ECB+") + corpora.read_masc(data / "masc/masc_tagged.zip")[::2]
    )
    paragraphs = [corpora.tokenised(text, None, "text") for text in texts]
    return [p for p in paragraphs if 2 <= len(p.words) <= 160]


@torch.no_grad()
def read(model: Teacher, batch: list[Paragraph]) -> list[dict[str, np.ndarray]]:
    h, mask = model(batch)
    end = torch.sigmoid(model.heads.end(h)[..., 0])
    sentence = torch.full(mask.shape, -1)
    head = torch.zeros(mask.shape, dtype=torch.long)
    for b, p in enumerate(batch):
        if not p.split:
            p.starts = [0] + [i + 1 for i in range(len(p.words) - 1) if end[b, i] > 0.5]
        for n, (first, last) in enumerate(p.bounds()):
            sentence[b, first:last] = n
    arcs = model.heads.arcs(h, sentence).softmax(-1)
    head = arcs.argmax(-1)
    for b, p in enumerate(batch):
        if p.parsed:
            for first, last in p.bounds():
                gold = [w.head + first + 1 if w.head >= 0 else 0 for w in p.words[first:last]]
                head[b, first:last] = torch.tensor(gold)
    likely = {"rel": model.heads.relations(h, head)}
    likely |= {name: model.heads.out[name](h) for name in ("upos", "xpos")}
    top = {"head": arcs.topk(min(HEADS, arcs.shape[-1]), -1)}
    top |= {name: scores.softmax(-1).topk(LABELS, -1) for name, scores in likely.items()}
    names = model.heads.out["names"](h).softmax(-1)
    found = []
    for b, p in enumerate(batch):
        n = len(p.words)
        one = {"at": head[b, :n].numpy().astype(np.int16), "end": end[b, :n].numpy().astype(np.float16)}
        one["names"] = names[b, :n].numpy().astype(np.float16)
        for name, (values, indices) in top.items():
            one[name] = indices[b, :n].numpy().astype(np.int16)
            one[name + "_p"] = values[b, :n].numpy().astype(np.float16)
        found.append(one)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--part", choices=("gold", "text"), required=True, help="labelled sets, or text without labels"
    )
    parser.add_argument("--share", default="0/1", help="which share of the paragraphs, n/m")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    saved = torch.load(args.teacher)
    model = Teacher(args.mpnet, saved["labels"])
    model.load_state_dict(saved["state"])
    model.eval()
    if args.part == "gold":
        everything = cut(load_gold(args.data, Path(__file__).parent / "sentences"), 110)
    else:
        everything = load_text(args.data)
    nth, shares = map(int, args.share.split("/"))
    everything = everything[nth::shares]
    out, start, done = [], time.time(), 0
    for batch in batches(everything, 2400, random.Random(0)):
        out += zip(batch, read(model, batch), strict=True)
        done += len(batch)
        if len(out) % 200 < len(batch):
            print(f"{done}/{len(everything)} {time.time() - start:.0f}s", flush=True)
    with args.out.open("wb") as file:
        pickle.dump({"labels": saved["labels"], "read": out}, file)


if __name__ == "__main__":
    sys.exit(main())
