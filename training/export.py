"""Writes a trained net for the library: `knowledge/models/language.bin`.

    python training/export.py STUDENT.pt

The file: a header (8 bytes DATELINE, version, number of entries), a table of contents (24 bytes of name, start, length), then
the parts, each at a multiple of 64. Numbers are little-endian; columns of matrices are outputs, padded to a
multiple of 16, and stand in panels of 16 columns: all rows (inputs) of the first panel, then those of the next. Rows of tables are a byte a number with a
scale a row; their keys are found by hash. A word's row holds all that depends on the lower-case word: its own vector, its
distilled vector as the net projects it, and its affixes.
"""

from __future__ import annotations

import argparse
import hashlib
import struct
import sys
from pathlib import Path

import features
import numpy as np
import student
import torch

OUT = Path(__file__).parents[1] / "knowledge/models/language.bin"
MASK = (1 << 64) - 1


def stable_hash(*parts: str) -> int:
    """As `text::stable_hash` in the library."""
    h = 0xCBF29CE484222325
    for part in parts:
        for byte in (*part.encode(), 0xFF):
            h = ((h ^ byte) * 0x100000001B3) & MASK
    h ^= h >> 32
    h = (h * 0xD6E8FEB86659FD93) & MASK
    return h ^ (h >> 32)


def table(name: str, keys: list[tuple[int, int]], rows: np.ndarray) -> dict[str, bytes]:
    """Rows in bytes with scales, and the hash table from keys to them."""
    size = 1 << max(4, (2 * len(keys) - 1).bit_length())
    slots = np.zeros((size, 2), np.uint32)
    for key, row in keys:
        place = key & (size - 1)
        while slots[place, 1]:
            assert slots[place, 0] != key >> 32, "two keys share a print"
            place = (place + 1) & (size - 1)
        slots[place] = key >> 32, row + 1
    scales = np.abs(rows).max(1).clip(1e-8) / 127
    values = np.rint(rows / scales[:, None]).astype(np.int8)
    return {
        f"{name}.slots": slots.tobytes(),
        f"{name}.rows": values.tobytes(),
        f"{name}.scales": scales.astype(np.float32).tobytes(),
    }


def layer(name: str, weight: torch.Tensor, bias: torch.Tensor) -> dict[str, bytes]:
    """A linear layer; `weight` is [outputs, inputs]."""
    w, b = weight.detach().numpy().T, bias.detach().numpy()
    pad = -len(b) % 16
    w, b = np.pad(w, ((0, 0), (0, pad))), np.pad(b, (0, pad))
    panels = w.reshape(w.shape[0], -1, 16).transpose(1, 0, 2)
    return {f"{name}.weights": floats(panels), f"{name}.bias": floats(b)}


def floats(values: torch.Tensor | np.ndarray) -> bytes:
    array = values.detach().numpy() if isinstance(values, torch.Tensor) else values
    return np.ascontiguousarray(array, np.float32).tobytes()


def norm(name: str, module: torch.nn.LayerNorm) -> dict[str, bytes]:
    return {f"{name}.scale": floats(module.weight), f"{name}.shift": floats(module.bias)}


def parts_of(model: student.Student) -> dict[str, bytes]:
    tables, heads = model.tables, model.heads
    word = model.word.weight.detach().numpy()
    affix = [t.weight.detach().numpy() for t in model.affix]
    vectors = tables.vectors @ model.project.weight.detach().numpy().T
    keys = sorted(set(tables.words) | set(tables.vector_words))
    rows = np.zeros((len(keys) + 1, model.width), np.float32)
    rows[0] = word[0]
    for n, key in enumerate(keys):
        row = word[tables.words.get(key, 0)] + vectors[tables.vector_words.get(key, 0)]
        for weights, known, (_, cut) in zip(affix, tables.affixes, features.AFFIXES, strict=True):
            row = row + weights[known.get(cut(key), 0)]
        rows[n + 1] = row
    parts = table("words", [(stable_hash("w", key), n + 1) for n, key in enumerate(keys)], rows)
    known = [
        (name, part, n)
        for (name, _), t in zip(features.AFFIXES, tables.affixes, strict=True)
        for part, n in t.items()
    ]
    first = np.stack([weights[0] for weights in affix])
    offsets = dict(
        zip(
            (name for name, _ in features.AFFIXES),
            np.cumsum([len(affix)] + [len(a) - 1 for a in affix[:-1]]),
            strict=True,
        )
    )
    keys_of_affixes = [(stable_hash(name, part), int(offsets[name]) + n - 1) for name, part, n in known]
    parts |= table("affixes", keys_of_affixes, np.vstack([first, *(a[1:] for a in affix)]))
    shapes = [(stable_hash("x", s), n) for s, n in tables.shapes.items()]
    parts |= table("shapes", shapes, model.shape.weight.detach().numpy())
    parts |= norm("norm", model.norm) | norm("conv", model.conv_norm)
    conv = model.conv.weight.permute(0, 2, 1).reshape(model.width, -1)
    parts |= layer("conv", conv, model.conv.bias)
    for n, (rec_norm, rec) in enumerate(zip(model.rec_norms, model.recs, strict=True)):
        parts |= norm(f"rec{n}", rec_norm) | layer(f"rec{n}.out", rec.o.weight, rec.o.bias)
        parts |= layer(
            f"rec{n}.gates", torch.cat([rec.z.weight, rec.f.weight]), torch.cat([rec.z.bias, rec.f.bias])
        )
    tags = [*(heads.out[k] for k in ("upos", "xpos", "names")), heads.end]
    parts |= layer("tags", torch.cat([t.weight for t in tags]), torch.cat([t.bias for t in tags]))
    arcs = (heads.arc_head, heads.arc_dep, heads.rel_head, heads.rel_dep)
    parts |= layer("arcs", torch.cat([a.weight for a in arcs]), torch.cat([a.bias for a in arcs]))
    scale = heads.arc**-0.5
    parts |= layer("bilinear", heads.bilinear.weight * scale, heads.bilinear.bias * scale)
    parts["head.bias"] = floats(torch.cat([heads.head_bias.weight[0], heads.head_bias.bias]))
    root = heads.root[0, 0]
    parts["root.head"], parts["root.relation"] = (
        floats(heads.arc_head(root).relu()),
        floats(heads.rel_head(root)),
    )
    parts["distance"], parts["relation.distance"] = (
        floats(heads.distance.weight),
        floats(heads.rel_distance.weight),
    )
    parts |= layer("relations", heads.rel_out.weight, heads.rel_out.bias)
    parts |= {name: "\n".join(model.labels[name]).encode() for name in ("upos", "xpos", "rel")}
    parts["layers"] = str(len(model.recs)).encode()
    return parts


def file_of(parts: dict[str, bytes]) -> bytes:
    at = 16 + 32 * len(parts)
    contents, body = b"", b""
    for name, part in parts.items():
        body += bytes(-(at + len(body)) % 64)
        contents += struct.pack("<24sII", name.encode(), at + len(body), len(part))
        body += part
    return struct.pack("<8sII", b"DATELINE", 1, len(parts)) + contents + body


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("student", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    sys.modules["__main__"].Tables = student.Tables  # as it was pickled
    saved = torch.load(args.student, weights_only=False)
    a = saved["args"]
    model = student.Student(saved["tables"], saved["labels"], a["width"], a["arc"], a["layers"], 0.0)
    model.load_state_dict(saved["state"])
    data = file_of(parts_of(model.eval()))
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_bytes(data)
    print(f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
