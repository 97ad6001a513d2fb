"""Trains the net that ships, from gold labels and from the teacher's.

    python training/student.py DATA VECTORS.npz OUT.pt --labelled GOLD.pkl TEXT.pkl

Without the teacher's labels it learns from gold alone.
"""

from __future__ import annotations

import argparse
import copy
import math
import pickle
import random
import sys
import time
from collections import Counter
from pathlib import Path

import features
import numpy as np
import torch
from net import Heads, Recurrence
from teacher import Paragraph, batches, cut, evaluate, gold_loss, label_sets, load_dev, load_gold, targets
from torch import Tensor, nn
from torch.nn import functional as F

CASES = (str, str.upper, str.lower, str.title)
CASE_ODDS = (0.90, 0.04, 0.03, 0.03)


class Tables:
    """What the net looks up: words, affixes and shapes seen often enough, each with a row; row 0 is the unknown."""

    def __init__(self, paragraphs: list[Paragraph], vectors: Path) -> None:
        forms = Counter(features.plain(w.form) for p in paragraphs for w in p.words)
        keys: Counter[str] = Counter()
        for form, n in forms.items():
            keys[features.key(form)] += n
        self.words = {k: i + 1 for i, k in enumerate(sorted(k for k, n in keys.items() if n >= 2))}
        self.counts = [0] + [keys[k] for k in self.words]
        self.affixes = []
        for _, affix in features.AFFIXES:
            counts: Counter[str] = Counter()
            for k, n in keys.items():
                counts[affix(k)] += n
            self.affixes.append(
                {a: i + 1 for i, a in enumerate(sorted(a for a, n in counts.items() if n >= 3))}
            )
        shapes: Counter[str] = Counter()
        for form, n in forms.items():
            for case in CASES:
                shapes[features.shape(case(form))] += n
        self.shapes = {s: i + 1 for i, s in enumerate(sorted(s for s, n in shapes.items() if n >= 3))}
        with np.load(vectors) as saved:
            self.vector_words = {k: i + 1 for i, k in enumerate(saved["words"].tolist())}
            v = saved["vectors"]
        self.vectors = np.vstack([np.zeros((1, v.shape[1]), np.float32), v])
        self._known: dict[str, list[int]] = {}

    def row(self, form: str) -> list[int]:
        """Word, vector, affixes, then the shape in each case."""
        if form not in self._known:
            p = features.plain(form)
            k = features.key(p)
            ids = [self.words.get(k, 0), self.vector_words.get(k, 0)]
            ids += [
                table.get(affix(k), 0)
                for table, (_, affix) in zip(self.affixes, features.AFFIXES, strict=True)
            ]
            self._known[form] = ids + [self.shapes.get(features.shape(case(p)), 0) for case in CASES]
        return self._known[form]


class Student(nn.Module):
    def __init__(
        self, tables: Tables, labels: dict[str, list[str]], width: int, arc: int, layers: int, drop: float
    ) -> None:
        super().__init__()
        self.tables, self.labels, self.width = tables, labels, width
        self.word = nn.Embedding(len(tables.words) + 1, width)
        self.affix = nn.ModuleList(nn.Embedding(len(t) + 1, width) for t in tables.affixes)
        self.shape = nn.Embedding(len(tables.shapes) + 1, width)
        for table in (self.word, *self.affix, self.shape):
            nn.init.normal_(table.weight, std=0.3)
        self.vector = nn.Embedding.from_pretrained(torch.from_numpy(tables.vectors), freeze=True)
        self.project = nn.Linear(tables.vectors.shape[1], width, bias=False)
        self.norm = nn.LayerNorm(width)
        self.conv_norm, self.conv = nn.LayerNorm(width), nn.Conv1d(width, width, 3, padding=1)
        self.recs = nn.ModuleList(Recurrence(width) for _ in range(layers))
        self.rec_norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.heads = Heads(width, arc, labels, drop)
        keep = 0.4 / (0.4 + torch.tensor(tables.counts, dtype=torch.float))
        keep[0] = 0
        self.register_buffer("forget", keep, persistent=False)

    def ids(self, batch: list[Paragraph]) -> Tensor:
        length = max(len(p.words) for p in batch)
        out = np.zeros((len(batch), length, 3 + len(features.AFFIXES)), np.int64)
        for b, p in enumerate(batch):
            if not hasattr(p, "rows"):
                p.rows = np.array([self.tables.row(w.form) for w in p.words])
            case = random.choices(range(len(CASES)), CASE_ODDS)[0] if self.training else 0
            fixed = 2 + len(features.AFFIXES)
            out[b, : len(p.words), :fixed] = p.rows[:, :fixed]
            out[b, : len(p.words), fixed] = p.rows[:, fixed + case]
        return torch.from_numpy(out)

    def forward(self, batch: list[Paragraph]) -> tuple[Tensor, Tensor]:
        ids = self.ids(batch)
        lengths = torch.tensor([len(p.words) for p in batch])
        mask = torch.arange(ids.shape[1])[None] < lengths[:, None]
        word, vector = ids[..., 0], ids[..., 1]
        if self.training:
            word = torch.where(torch.rand(word.shape) < self.forget[word], torch.zeros_like(word), word)
            vector = torch.where(torch.rand(vector.shape) < 0.1, torch.zeros_like(vector), vector)
        x = self.word(word) + self.project(self.vector(vector))
        for n, table in enumerate((*self.affix, self.shape)):
            part = table(ids[..., 2 + n])
            if self.training:
                part = part * (torch.rand(part.shape[:2]) > 0.1)[..., None]
            x = x + part
        real = mask[..., None]
        x = self.heads.drop(self.norm(x)) * real
        y = self.conv((self.conv_norm(x) * real).transpose(1, 2)).transpose(1, 2)
        x = (x + self.heads.drop(F.relu(y))) * real
        for norm, rec in zip(self.rec_norms, self.recs, strict=True):
            x = (x + self.heads.drop(rec(norm(x), mask))) * real
        return x, mask


def soft_loss(
    model: Student, h: Tensor, batch: list[Paragraph], read: list[dict[str, np.ndarray]], sentence: Tensor
) -> Tensor:
    """Cross entropy against the teacher's likeliest answers, renormalised."""
    length = h.shape[1]

    def padded(name: str, fill: float = 0) -> np.ndarray:
        deep = max((one[name] for one in read), key=lambda part: part.shape[1:])
        out = np.full(
            (len(batch), length, *deep.shape[1:]), fill, np.float32 if deep.dtype == np.float16 else np.int64
        )
        for b, one in enumerate(read):
            part = one[name][:length]
            out[(b, slice(0, len(part)), *[slice(0, n) for n in part.shape[1:]])] = part
        return torch.from_numpy(out)

    mask = sentence >= 0

    def against(scores: Tensor, name: str) -> Tensor:
        # Of a short sentence, some of the likeliest heads lie behind its end, with no likelihood.
        chosen = padded(name)
        p = padded(name + "_p") * (chosen < scores.shape[-1])
        p = p / p.sum(-1, keepdim=True).clamp(min=1e-6)
        logs = torch.gather(scores.log_softmax(-1), 2, chosen.clamp(max=scores.shape[-1] - 1)).clamp(min=-30)
        return -(p * logs).sum(-1)[mask].mean()

    heads = model.heads
    loss = against(heads.arcs(h, sentence), "head") + against(heads.relations(h, padded("at")), "rel")
    loss = loss + 0.5 * (against(heads.out["upos"](h), "upos") + against(heads.out["xpos"](h), "xpos"))
    names = -(padded("names") * heads.out["names"](h).log_softmax(-1)).sum(-1)[mask].mean()
    end = F.binary_cross_entropy_with_logits(heads.end(h)[..., 0], padded("end"), reduction="none")[
        mask
    ].mean()
    return loss + names + end


def learn(
    model: Student,
    train: list[Paragraph],
    read: dict[int, dict[str, np.ndarray]],
    dev: dict[str, list[Paragraph]],
    args: argparse.Namespace,
) -> Student:
    rng = random.Random(args.seed)
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-4)
    total = len(batches(train, args.words, random.Random(0))) * args.epochs
    step, start, mean = 0, time.time(), None
    for epoch in range(args.epochs):
        losses = []
        for batch in batches(train, args.words, rng):
            for group in optimizer.param_groups:
                group["lr"] = max(
                    1e-5,
                    args.rate
                    * min(1, (step + 1) / 300)
                    * (0.5 + 0.5 * math.cos(math.pi * min(1, step / total))),
                )
            h, _ = model(batch)
            t = targets(batch, model.labels)
            loss = gold_loss(model, h, t)
            if read:
                loss = args.gold * loss + soft_loss(
                    model, h, batch, [read[id(p)] for p in batch], t["sentence"]
                )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 2.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            if step > total * 0.5:
                state = model.state_dict()
                if mean is None:
                    mean = {k: v.detach().clone() for k, v in state.items()}
                elif step % 4 == 0:
                    for k, v in state.items():
                        if k != "vector.weight":
                            mean[k].lerp_(v, 0.01)
        print(f"{epoch} loss {np.mean(losses):.3f} {time.time() - start:.0f}s", flush=True)
        if epoch % 5 == 4 or epoch == args.epochs - 1:
            judged = model
            if mean is not None:
                judged = copy.deepcopy(model)
                judged.load_state_dict(mean, strict=False)
            print(evaluate(judged, dev), flush=True)
            torch.save(
                {
                    "labels": model.labels,
                    "state": judged.state_dict(),
                    "tables": model.tables,
                    "args": vars(args),
                },
                args.out,
            )
    return judged


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--arc", type=int, default=96)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--words", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--drop", type=float, default=0.12)
    parser.add_argument("--gold", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    dev = load_dev(args.data)
    read: dict[int, dict[str, np.ndarray]] = {}
    if not args.labelled:
        train = cut(load_gold(args.data, Path(__file__).parent / "sentences"), 110)
        labels = label_sets(train)
    else:
        train = []
        for path in args.labelled:
            with path.open("rb") as file:
                saved = pickle.load(file)
            labels = saved["labels"]
            train += [p for p, _ in saved["read"]]
            read |= {id(p): one for p, one in saved["read"]}
    tables = Tables(train, args.vectors)
    print(
        {
            "words": len(tables.words),
            "affixes": [len(t) for t in tables.affixes],
            "shapes": len(tables.shapes),
            "vectors": len(tables.vectors),
        }
    )
    model = Student(tables, labels, args.width, args.arc, args.layers, args.drop)
    learn(model, train, read, dev, args)


if __name__ == "__main__":
    sys.exit(main())
