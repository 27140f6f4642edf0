"""The training of the starter model: `python -m starter_model.train FOLDER`."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from starter_model.batches import Batch, batches
from starter_model.chat import parts
from starter_model.conversations import SKILLS, conversation
from starter_model.network import Network, Shape
from starter_model.tokens import CONTROL_TOKENS, build_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 7
LEARNING_RATE = 0.01
"""Of the matrices, which Muon turns; the embeddings learn by AdamW at a tenth of it."""
_REPORT, _SCORE = 60, 420
"""Seconds from one line about the loss, or about the score, to the next."""


def main() -> None:
    """Trains for the given time, from where an earlier run in the folder stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="keeps tokenizer, shape and weights")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--rate", type=float, default=LEARNING_RATE, help="of learning, at first")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    training = Training(options.folder, options.rate)
    training.run(options.minutes * 60, Random(options.seed))


class Training:
    """One network on its way; what it has come to lies in a folder."""

    def __init__(self, folder: Path, rate: float) -> None:
        self._folder = folder
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._network = Network(Shape(self._tokenizer.get_vocab_size()))
        if (weights := folder / "weights.pt").exists():
            self._network.load_state_dict(torch.load(weights))
        self._compiled: Callable[[torch.Tensor], torch.Tensor] = torch.compile(
            self._network, dynamic=True
        )
        matrices: list[nn.Parameter] = []
        others: list[nn.Parameter] = []
        for name, one in self._network.named_parameters():
            (matrices if one.dim() == 2 and name != "token_embd.weight" else others).append(one)
        muon = torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, adjust_lr_fn="original")
        adam = torch.optim.AdamW(others, lr=rate / 10, betas=(0.9, 0.98), weight_decay=0.0)
        self._optimizers = {muon: rate, adam: rate / 10}

    def run(self, seconds: float, random: Random) -> None:
        """Trains for this long and keeps the weights."""
        source = batches(self._tokenizer, random)
        start = reported = scored = time.monotonic()
        tokens = step = 0
        average = 0.0
        while (now := time.monotonic()) < start + seconds:
            batch = next(source)
            loss = self._step(batch, _share((now - start) / seconds, step))
            step += 1
            tokens += batch.inputs.numel()
            average += (loss - average) / min(step, 50)
            if now > reported + _REPORT:
                reported = now
                _say(f"{now - start:.0f} s, {step} steps, {tokens} tokens, loss {average:.4f}")
            if now > scored + _SCORE:
                scored = now
                self._keep()
                _say(self._score(8))
        self._keep()
        _say(self._score(20))

    def _step(self, batch: Batch, share: float) -> float:
        """Learns from a batch at a share of the full rate, and returns the loss of the answers."""
        for optimizer, rate in self._optimizers.items():
            for group in optimizer.param_groups:
                group["lr"] = rate * share
        wanted = batch.weights > 0
        weights = batch.weights[wanted]
        with torch.autocast("cpu", torch.bfloat16):
            states = self._compiled(batch.inputs)[wanted]
            logits = functional.linear(states, self._network.token_embd.weight)
        losses = functional.cross_entropy(logits.float(), batch.targets[wanted], reduction="none")
        ((losses * weights).sum() / weights.sum()).backward()
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        for optimizer in self._optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return float(losses.detach()[weights >= 1].mean())

    def _score(self, each: int) -> str:
        """Returns the share of exact answers to held-out conversations, and that of each skill."""
        scores = {}
        for skill in SKILLS:
            random = Random(f"{SEED} {skill}")
            asked = [conversation(random, for_evaluation=True, skill=skill) for _ in range(each)]
            texts = [[text for text, _ in parts(one)] for one in asked]
            right = [self._answer(asked) == answer for asked, answer in texts]
            scores[skill] = sum(right) / each
        mean = sum(scores.values()) / len(scores)
        return " ".join([f"{mean:.2f}", *(f"{skill}:{one:.2f}" for skill, one in scores.items())])

    @torch.no_grad()
    def _answer(self, asked: str) -> str:
        tokens: list[int] = self._tokenizer.encode(asked).ids
        length = len(tokens)
        while len(tokens) < length + 60 and (len(tokens) == length or tokens[-1] not in _CONTROL):
            states = self._network(torch.tensor([tokens]))[0, -1]
            tokens.append(int((self._network.token_embd.weight @ states).argmax()))
        return str(self._tokenizer.decode(tokens[length:], skip_special_tokens=False))

    def _keep(self) -> None:
        part = self._folder / "weights.part"
        torch.save(self._network.state_dict(), part)
        part.replace(self._folder / "weights.pt")
        (self._folder / "shape.json").write_text(json.dumps(asdict(self._network.shape)))


_CONTROL = range(len(CONTROL_TOKENS))


def _tokenizer(file: Path) -> Tokenizer:
    """Returns the tokenizer that an earlier run kept, or else a new one."""
    tokenizer = Tokenizer.from_file(str(file)) if file.exists() else build_tokenizer(SEED)
    tokenizer.save(str(file))
    return tokenizer


def _say(line: str) -> None:
    print(line, flush=True)


def _share(done: float, step: int) -> float:
    """Returns the share of the full learning rate: up quickly, then down to almost nothing."""
    return min(1.0, (step + 1) / 100, max(0.01, (1 - done) / 0.9))


if __name__ == "__main__":
    main()
