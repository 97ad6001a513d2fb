"""The net: gated linear recurrences under heads for tags, names, sentence ends and arcs.

A recurrence is z = Wx, f = ½ + ½·softsign(Vx), c = f·c + (1 − f)·z, half of the channels in each direction
(after Bradbury et al. 2017 and Lei et al. 2018; the gate is one that needs no exponential).
Arcs are scored bilinearly with a bias for the head and for the distance (after Dozat & Manning 2017).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.cpp_extension import load_inline

_SCAN = r"""
#include <torch/extension.h>
// c[t] = f[t] * c[t-1] + a[t]; the second half of the channels runs backwards in time.
at::Tensor forward(at::Tensor a, at::Tensor f) {
  auto B = a.size(0), T = a.size(1), D = a.size(2), H = D / 2;
  auto c = at::empty_like(a);
  auto A = a.data_ptr<float>(); auto G = f.data_ptr<float>(); auto C = c.data_ptr<float>();
  for (int64_t b = 0; b < B; b++) for (int64_t t = 0; t < T; t++) {
    int64_t i = (b * T + t) * D, j = (b * T + T - 1 - t) * D + H;
    for (int64_t k = 0; k < H; k++) C[i + k] = A[i + k] + (t ? G[i + k] * C[i + k - D] : 0.f);
    for (int64_t k = 0; k < H; k++) C[j + k] = A[j + k] + (t ? G[j + k] * C[j + k + D] : 0.f);
  }
  return c;
}
std::vector<at::Tensor> backward(at::Tensor g, at::Tensor f, at::Tensor c) {
  auto B = g.size(0), T = g.size(1), D = g.size(2), H = D / 2;
  auto da = at::empty_like(g), df = at::zeros_like(g);
  auto E = g.data_ptr<float>(); auto G = f.data_ptr<float>(); auto C = c.data_ptr<float>();
  auto A = da.data_ptr<float>(); auto Q = df.data_ptr<float>();
  for (int64_t b = 0; b < B; b++) for (int64_t t = T - 1; t >= 0; t--) {
    int64_t i = (b * T + t) * D, j = (b * T + T - 1 - t) * D + H; bool last = t == T - 1;
    for (int64_t k = 0; k < H; k++) {
      A[i + k] = E[i + k] + (last ? 0.f : G[i + k + D] * A[i + k + D]);
      Q[i + k] = t ? A[i + k] * C[i + k - D] : 0.f;
      A[j + k] = E[j + k] + (last ? 0.f : G[j + k - D] * A[j + k - D]);
      Q[j + k] = t ? A[j + k] * C[j + k + D] : 0.f;
    }
  }
  return {da, df};
}
"""
_native = load_inline(
    "dateline_scan", _SCAN, functions=["forward", "backward"], extra_cflags=["-O3", "-march=native"]
)


class _Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a: Tensor, f: Tensor) -> Tensor:
        a, f = a.contiguous(), f.contiguous()
        c = _native.forward(a, f)
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, Tensor]:
        return tuple(_native.backward(grad.contiguous(), *ctx.saved_tensors))


class Recurrence(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.z, self.f, self.o = (nn.Linear(width, width) for _ in range(3))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        gate = self.f(x)
        gate = 0.5 + 0.5 * gate / (1 + gate.abs())
        gate = torch.where(mask[..., None], gate, torch.ones_like(gate))
        return self.o(_Scan.apply((1 - gate) * self.z(x), gate))


BUCKETS = 33


def bucket(distance: Tensor) -> Tensor:
    """Dependent minus head: eight exact lengths, then two an octave, for each direction."""
    length = distance.abs()
    far = (8 + (length.clamp(min=1).float() / 8).log2() * 2).long().clamp(max=15)
    b = torch.where(length < 8, length, far)
    return torch.where(distance < 0, b, b + 16)


class Heads(nn.Module):
    """Everything that is read off the encoder."""

    def __init__(self, width: int, arc: int, labels: dict[str, list[str]], drop: float) -> None:
        super().__init__()
        self.arc, self.drop_rate = arc, drop
        self.out = nn.ModuleDict({k: nn.Linear(width, len(labels[k])) for k in ("upos", "xpos", "names")})
        self.end = nn.Linear(width, 1)
        self.root = nn.Parameter(torch.zeros(1, 1, width))
        self.arc_head, self.arc_dep = nn.Linear(width, arc), nn.Linear(width, arc)
        self.bilinear, self.head_bias = nn.Linear(arc, arc), nn.Linear(arc, 1)
        self.distance = nn.Embedding(BUCKETS, 1)
        self.rel_head, self.rel_dep = nn.Linear(width, arc), nn.Linear(width, arc)
        self.rel_distance, self.rel_out = nn.Embedding(BUCKETS, arc), nn.Linear(arc, len(labels["rel"]))
        nn.init.zeros_(self.distance.weight)
        nn.init.normal_(self.rel_distance.weight, std=0.05)

    def drop(self, x: Tensor) -> Tensor:
        if not self.training or not self.drop_rate:
            return x
        keep = (torch.rand(x.shape[0], 1, x.shape[2]) > self.drop_rate).float()
        return x * keep / (1 - self.drop_rate)

    def with_root(self, h: Tensor) -> Tensor:
        return torch.cat([self.root.expand(h.shape[0], 1, -1), h], 1)

    def arcs(self, h: Tensor, sentence: Tensor) -> Tensor:
        """Scores [batch, dependent, head + 1]; 0 is the root. `sentence` numbers the sentence of each word, -1 for padding."""
        length = h.shape[1]
        heads = self.drop(F.relu(self.arc_head(self.with_root(h))))
        deps = self.drop(F.relu(self.arc_dep(h)))
        score = self.bilinear(deps) @ heads.transpose(1, 2) / self.arc**0.5 + self.head_bias(heads).transpose(
            1, 2
        )
        at = torch.arange(length)
        buckets = bucket(at[:, None] - (torch.arange(length + 1)[None] - 1))
        buckets[:, 0] = BUCKETS - 1
        score = score + self.distance(buckets)[..., 0]
        same = sentence[:, :, None] == sentence[:, None, :]
        same[:, at, at] = False
        allowed = torch.cat([torch.ones_like(same[..., :1]), same], 2)
        return score.masked_fill(~allowed, -1e9)

    def relations(self, h: Tensor, head: Tensor) -> Tensor:
        """Scores of labels; `head` counts from 1 in the paragraph, 0 for the root."""
        governor = torch.gather(self.rel_head(self.with_root(h)), 1, head[..., None].expand(-1, -1, self.arc))
        b = bucket(torch.arange(h.shape[1])[None] - (head - 1))
        b = torch.where(head == 0, torch.full_like(b, BUCKETS - 1), b)
        return self.rel_out(self.drop(F.relu(governor + self.rel_dep(h) + self.rel_distance(b))))
