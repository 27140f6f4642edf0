"""A small transformer of the llama architecture, as llama.cpp computes it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of the network; every row is a multiple of 32 for Q8_0."""

    vocabulary: int = 2048
    embedding: int = 192
    layers: int = 6
    heads: int = 6
    feed_forward: int = 512
    context: int = 1024
    rope_base: float = 10_000.0
    epsilon: float = 1e-5


class Layer(nn.Module):
    """Attention, then a gated feed-forward step, each added to what came in."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        size = shape.embedding
        self.heads = shape.heads
        self.attn_norm = nn.RMSNorm(size, shape.epsilon)
        self.attn_qkv = nn.Linear(size, 3 * size, bias=False)
        self.attn_output = nn.Linear(size, size, bias=False)
        self.ffn_norm = nn.RMSNorm(size, shape.epsilon)
        self.ffn_gate_up = nn.Linear(size, 2 * shape.feed_forward, bias=False)
        self.ffn_down = nn.Linear(shape.feed_forward, size, bias=False)

    def forward(self, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
        """Returns the states after this layer, of shape (batch, tokens, embedding)."""
        batch, length, size = x.shape
        heads = self.attn_qkv(self.attn_norm(x)).view(batch, length, 3, self.heads, -1)
        q, k, v = heads.permute(2, 0, 3, 1, 4)
        q, k = _turned(q, cosines, sines), _turned(k, cosines, sines)
        # Written out: torch's own attention takes five times as long backwards on a CPU.
        scores = (q @ k.transpose(-2, -1)) * (size // self.heads) ** -0.5
        later = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        seen = scores.masked_fill(later, float("-inf")).softmax(-1).to(v.dtype) @ v
        x = x + self.attn_output(seen.transpose(1, 2).reshape(batch, length, size))
        gate, up = self.ffn_gate_up(self.ffn_norm(x)).chunk(2, dim=-1)
        down: Tensor = self.ffn_down(functional.silu(gate) * up)
        return x + down


class Network(nn.Module):
    """The whole model; the embedding is the output matrix too."""

    cosines: Tensor
    sines: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.embedding)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.embedding, shape.epsilon)
        width = shape.embedding // shape.heads
        speeds = shape.rope_base ** (-torch.arange(0, width, 2) / width)
        angles = torch.outer(torch.arange(shape.context), speeds)
        self.register_buffer("cosines", torch.cos(angles), persistent=False)
        self.register_buffer("sines", torch.sin(angles), persistent=False)
        for name, weights in self.named_parameters():
            if weights.dim() > 1:
                quiet = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(weights, 0, 0.02 / (2 * shape.layers) ** 0.5 if quiet else 0.02)

    def forward(self, tokens: Tensor) -> Tensor:
        """Returns the normed last states, of shape (batch, tokens, embedding)."""
        x = self.token_embd(tokens)
        length = tokens.shape[1]
        for layer in self.layers:
            x = layer(x, self.cosines[:length], self.sines[:length])
        normed: Tensor = self.output_norm(x)
        return normed


def _turned(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    """Returns queries or keys turned by their position, in neighbouring pairs as llama.cpp does."""
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = torch.stack((even * cosines - odd * sines, even * sines + odd * cosines), -1)
    return turned.flatten(-2).to(x.dtype)
