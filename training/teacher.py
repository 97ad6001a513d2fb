"""Fine-tunes the teacher: the lower layers of all-mpnet-base-v2 (Apache-2.0) under the student's own heads.

python training/teacher.py DATA MPNET_FOLDER OUT.pt
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

import corpora
import features
import torch
from corpora import BIOES, Paragraph
from net import Heads, Recurrence
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoTokenizer, MPNetModel

LAYERS, FROZEN, WIDTH, ARC, SHAPES = 8, 2, 256, 256, 4096


def load_gold(data: Path, own: Path | None) -> list[Paragraph]:
    ewt = corpora.read_conllu(data / "ud-ewt/train.conllu", "ewt")
    print("sentences with names:", corpora.add_uner(ewt, data / "uner-ewt/train.iob2"))
    gold = ewt + corpora.read_conllu(data / "gum/train.conllu", "gum")
    gold += corpora.read_wnut(data / "wnut17/wnut17train.conll") + corpora.read_meantime(data / "meantime")
    return gold + (corpora.own_sentences(own) if own else [])


def load_dev(data: Path) -> dict[str, list[Paragraph]]:
    dev = {"ewt": corpora.read_conllu(data / "ud-ewt/dev.conllu", "ewt")}
    corpora.add_uner(dev["ewt"], data / "uner-ewt/dev.iob2")
    for name in ("dev-news", "dev"):
        dev[f"gum-{name}"] = corpora.read_conllu(data / f"gum/{name}.conllu", "gum")
    return dev


def cut(paragraphs: list[Paragraph], limit: int) -> list[Paragraph]:
    """Paragraphs of at most `limit` words where sentence ends allow it."""
    pieces = []
    for p in paragraphs:
        group: list[tuple[int, int]] = []
        for bound in [*p.bounds(), None]:
            if bound is None or (group and bound[1] - group[0][0] > limit):
                a, b = group[0][0], group[-1][1]
                names = p.names[a:b] if p.names else None
                starts = [first - a for first, _ in group]
                pieces.append(Paragraph(p.words[a:b], starts, names, p.parsed, p.split, p.source))
                group = []
            if bound:
                group.append(bound)
    return pieces


def label_sets(paragraphs: list[Paragraph]) -> dict[str, list[str]]:
    words = [w for p in paragraphs if p.parsed for w in p.words]
    sets = {}
    for name, least in (("upos", 1), ("xpos", 1), ("rel", 5)):
        counts = Counter(getattr(w, name) for w in words)
        sets[name] = sorted(label for label, n in counts.items() if n >= least)
    return {**sets, "names": BIOES}


def targets(batch: list[Paragraph], labels: dict[str, list[str]]) -> dict[str, Tensor]:
    """Padded gold labels, -100 where there is none."""
    length = max(len(p.words) for p in batch)
    index = {k: {v: i for i, v in enumerate(values)} for k, values in labels.items()}
    t = {k: torch.full((len(batch), length), -100) for k in ("upos", "xpos", "rel", "head", "names", "end")}
    t["sentence"] = torch.full((len(batch), length), -1)
    for b, p in enumerate(batch):
        for n, (first, end) in enumerate(p.bounds()):
            t["sentence"][b, first:end] = n
            if p.split:
                t["end"][b, first:end] = 0
                t["end"][b, end - 1] = 1
        if p.split:
            t["end"][b, len(p.words) - 1] = -100  # a paragraph's end is known
        if p.names:
            t["names"][b, : len(p.words)] = torch.tensor([index["names"][n] for n in p.names])
        if p.parsed:
            for i, w in enumerate(p.words):
                t["upos"][b, i] = index["upos"].get(w.upos, -100)
                t["xpos"][b, i] = index["xpos"].get(w.xpos, -100)
                rel = w.rel if w.rel in index["rel"] else w.rel.split(":")[0]
                t["rel"][b, i] = index["rel"].get(rel, -100)
            for first, end in p.bounds():
                heads = [w.head + first + 1 if w.head >= 0 else 0 for w in p.words[first:end]]
                t["head"][b, first:end] = torch.tensor(heads)
    return t


class Teacher(nn.Module):
    def __init__(self, folder: Path, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.labels = labels
        self.tokenizer = AutoTokenizer.from_pretrained(str(folder))
        self.encoder = MPNetModel.from_pretrained(
            str(folder), num_hidden_layers=LAYERS, add_pooling_layer=False
        )
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(False)
        self.lower = nn.Linear(768, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.3)
        self.norm, self.rec_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.rec = Recurrence(WIDTH)
        self.heads = Heads(WIDTH, ARC, labels, 0.2)

    def forward(self, batch: list[Paragraph]) -> tuple[Tensor, Tensor]:
        forms = [[features.plain(w.form) or "-" for w in p.words] for p in batch]
        pieces = self.tokenizer(
            forms,
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=500,
            return_tensors="pt",
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(
                input_ids=pieces.input_ids, attention_mask=pieces.attention_mask
            ).last_hidden_state
        hidden = hidden.float()
        length = max(map(len, forms))
        word = torch.zeros(len(batch), length + 1, 768)
        count = torch.zeros(len(batch), length + 1, 1)
        ids = torch.tensor(
            [[length if i is None else i for i in pieces.word_ids(b)] for b in range(len(batch))]
        )
        word = word.scatter_add(1, ids[..., None].expand(-1, -1, 768), hidden)[:, :length]
        count = count.scatter_add(1, ids[..., None], torch.ones(*ids.shape, 1))[:, :length]
        shapes = torch.zeros(len(batch), length, dtype=torch.long)
        mask = torch.zeros(len(batch), length, dtype=torch.bool)
        for b, row in enumerate(forms):
            mask[b, : len(row)] = True
            for i, form in enumerate(row):
                s = features.shape(form)
                shapes[b, i] = sum((ord(c) * 31**n) for n, c in enumerate(s)) % SHAPES
        x = self.norm(
            self.lower(F.dropout(word / count.clamp(min=1), 0.1, self.training)) + self.shape(shapes)
        )
        x = self.heads.drop(x)
        return x + self.rec(self.rec_norm(x), mask), mask


def batches(paragraphs: list[Paragraph], words: int, rng: random.Random) -> list[list[Paragraph]]:
    order = sorted(paragraphs, key=lambda p: len(p.words) + rng.random() * 6)
    out, group = [], []
    for p in order:
        if group and max(len(p.words), len(group[-1].words)) * (len(group) + 1) > words:
            out.append(group)
            group = []
        group.append(p)
    out.append(group)
    rng.shuffle(out)
    return out


def gold_loss(model: nn.Module, h: Tensor, t: dict[str, Tensor]) -> Tensor:
    """The sum of the losses of all heads over the labels that the batch has."""
    heads = model.heads
    parsed = t["head"] >= 0
    loss = h.sum() * 0
    if parsed.any():
        loss = loss + F.cross_entropy(heads.arcs(h, t["sentence"])[parsed], t["head"][parsed])
        known = t["rel"] >= 0
        loss = loss + F.cross_entropy(heads.relations(h, t["head"].clamp(min=0))[known], t["rel"][known])
    for name, weight in (("upos", 0.5), ("xpos", 0.5), ("names", 1.0)):
        known = t[name] >= 0
        if known.any():
            loss = loss + weight * F.cross_entropy(heads.out[name](h)[known], t[name][known])
    known = t["end"] >= 0
    if known.any():
        loss = loss + F.binary_cross_entropy_with_logits(heads.end(h)[..., 0][known], t["end"][known].float())
    return loss


@torch.no_grad()
def evaluate(model: nn.Module, dev: dict[str, list[Paragraph]]) -> str:
    model.eval()
    lines = []
    for name, paragraphs in dev.items():
        n: Counter[str] = Counter()
        for batch in batches(cut(paragraphs, 150), 2500, random.Random(0)):
            h, mask = model(batch)
            t = targets(batch, model.labels)
            head = model.heads.arcs(h, t["sentence"]).argmax(-1)
            rel = model.heads.relations(h, head).argmax(-1)
            base = [r.split(":")[0] for r in model.labels["rel"]]
            same = torch.tensor([[a == b for b in base] for a in base])
            right = (head == t["head"]) & mask
            n["words"] += int(mask.sum())
            n["uas"] += int(right.sum())
            n["las"] += int((right & same[rel, t["rel"].clamp(min=0)]).sum())
            for tag in ("upos", "xpos"):
                n[tag] += int(((model.heads.out[tag](h).argmax(-1) == t[tag]) & mask).sum())
            end = (model.heads.end(h)[..., 0] > 0) & (t["end"] >= 0)
            n["end right"] += int((end & (t["end"] == 1)).sum())
            n["ends"] += int(end.sum()) + int((t["end"] == 1).sum())
            tags = model.heads.out["names"](h).argmax(-1)
            for p, row in zip(batch, tags, strict=True):
                if p.names:
                    gold = set(tag_spans(p.names))
                    found = set(tag_spans([BIOES[i] for i in row[: len(p.words)]]))
                    n["names right"] += len(gold & found)
                    n["names"] += len(gold) + len(found)
        scores = [f"{k} {100 * n[k] / n['words']:.2f}" for k in ("upos", "xpos", "uas", "las")]
        scores += [
            f"ends {200 * n['end right'] / max(1, n['ends']):.1f}",
            f"names {200 * n['names right'] / max(1, n['names']):.1f}",
        ]
        lines.append(f"  {name}: " + " ".join(scores))
    model.train()
    return "\n".join(lines)


def tag_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    spans, first = [], None
    for i, tag in enumerate(tags):
        mark, _, kind = tag.partition("-")
        if mark in "BS" and kind:
            first = i
        if mark in "ES" and kind and first is not None:
            spans.append((first, i + 1, kind))
            first = None
        if mark == "O":
            first = None
    return spans


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    rng = random.Random(1)
    gold, dev = load_gold(args.data, Path(__file__).parent / "sentences"), load_dev(args.data)
    labels = label_sets(gold)
    model = Teacher(args.mpnet, labels)
    pieces = cut(gold, 110)
    inner = [p for p in model.encoder.parameters() if p.requires_grad]
    outer = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": 7e-5}, {"params": outer, "lr": 1.5e-3}], weight_decay=0.01, fused=True
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    per_epoch = len(batches(pieces, 1200, random.Random(0)))
    total, step, start = per_epoch * args.epochs * 1.1, 0, time.time()
    for epoch in range(args.epochs):
        for batch in batches(pieces, 1200, rng):
            factor = min(1, (step + 1) / 60) * max(0.02, 1 - step / total)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            h, _ = model(batch)
            loss = gold_loss(model, h, targets(batch, labels))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
            if step % 20 == 0:
                print(
                    f"{epoch} {step}/{total:.0f} loss {loss.item():.3f} {time.time() - start:.0f}s",
                    flush=True,
                )
            if step % 150 == 0:
                torch.save({"labels": labels, "state": model.state_dict()}, args.out)
        print(evaluate(model, dev), flush=True)
        torch.save({"labels": labels, "state": model.state_dict()}, args.out)


if __name__ == "__main__":
    sys.exit(main())
