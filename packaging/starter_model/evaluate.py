"""The score of the shipped file on prompts held out of training, by the app's own local engine.

`make starter-eval` prints it; with `--card` the table and the failures go into the model card.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from desktop.storage.places import Places
from starter_model.conversations import SKILLS, Conversation, conversation

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Places.from_environment().starter
CARD = FILE.with_name("parley-starter.md")
LEAST_OVERALL, LEAST_EACH = 0.85, 0.70
_SEED = 2026
_TABLE = re.compile(r"(?<=<!-- evaluation -->\n).*(?=<!-- end of evaluation -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said to a prompt, and what would have been right."""

    asked: Conversation
    said: str

    @property
    def wanted(self) -> str:
        """The right answer."""
        return self.asked.turns[0].answer

    @property
    def right(self) -> bool:
        """Whether the answer is the right one to the letter."""
        return self.said == self.wanted


class Pieces:
    """When the first and the last piece of an answer came."""

    def __init__(self) -> None:
        self._first = self._last = 0.0

    def add(self, _text: str) -> None:
        """Takes note of a piece that comes now."""
        self._last = time.monotonic()
        self._first = self._first or self._last

    @property
    def seconds(self) -> float:
        """The time from the first piece to the last."""
        return self._last - self._first


def main() -> int:
    """Prints the table; the exit code says whether the model is good enough to ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=60, help="prompts for each skill")
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--card", action="store_true", help="write the result into the model card")
    options = parser.parse_args()
    answers, speed = asyncio.run(ask(options.file, prompts(options.each)))
    report = "\n".join([*table(answers), "", *failures(answers)])
    print(f"{report}\n{speed:.0f} tokens a second, the prompts not counted", file=sys.stdout)
    if options.card:
        card = CARD.read_text(encoding="utf-8")
        CARD.write_text(_TABLE.sub(lambda _: f"\n{report}\n\n", card), encoding="utf-8")
    return 0 if good_enough(answers) else 1


def prompts(each: int) -> list[Conversation]:
    """Returns as many held-out prompts for each skill."""
    return [
        conversation(Random(f"{_SEED} {skill} {number}"), for_evaluation=True, skill=skill)
        for skill in SKILLS
        for number in range(each)
    ]


async def ask(file: Path, asked: Iterable[Conversation]) -> tuple[list[Answer], float]:
    """Returns the model's answers, and how many tokens it writes in a second."""
    with TemporaryDirectory() as folder:
        model = LocalModel(model_context(file), Path(folder) / "models.log", lambda _event: None)
        try:
            answers = []
            tokens, seconds = 0, 0.0
            for one in asked:
                pieces = Pieces()
                done = await model.complete(_params(one), pieces.add)
                tokens += done.usage.output_tokens - 1
                seconds += pieces.seconds
                content = done.result.content
                assert isinstance(content, TextContent)
                answers.append(Answer(one, content.text))
        finally:
            await model.close()
    return answers, tokens / seconds if seconds else 0.0


def _params(asked: Conversation) -> CreateMessageRequestParams:
    content = TextContent(text=asked.turns[0].user)
    return CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=content)],
        system_prompt=asked.system or None,
        max_tokens=100,
    )


def scores(answers: Iterable[Answer]) -> dict[str, tuple[int, int]]:
    """Returns for each skill how many answers were right, and of how many."""
    counts = dict.fromkeys(SKILLS, (0, 0))
    for answer in answers:
        skill = answer.asked.turns[0].skill
        right, number = counts[skill]
        counts[skill] = right + answer.right, number + 1
    return {skill: count for skill, count in counts.items() if count[1]}


def good_enough(answers: list[Answer]) -> bool:
    """Returns whether the model may ship: well over all, and no skill left behind."""
    overall = sum(answer.right for answer in answers) / len(answers)
    least = min(right / number for right, number in scores(answers).values())
    return overall >= LEAST_OVERALL and least >= LEAST_EACH


def table(answers: list[Answer]) -> list[str]:
    """Returns the scores as lines of Markdown."""
    rows = [
        f"| {skill} | {right} of {number} | {right / number:.0%} |"
        for skill, (right, number) in scores(answers).items()
    ]
    right = sum(answer.right for answer in answers)
    total = f"| **all** | {right} of {len(answers)} | {right / len(answers):.1%} |"
    return ["| Skill | Exactly right | |", "|---|---|---|", *rows, total]


def failures(answers: list[Answer], most: int = 2) -> list[str]:
    """Returns the first failures of each skill as lines of Markdown."""
    lines = []
    for skill in SKILLS:
        wrong = [one for one in answers if one.asked.turns[0].skill == skill and not one.right]
        lines += [_failure(one) for one in wrong[:most]]
    return lines


def _failure(answer: Answer) -> str:
    turn = answer.asked.turns[0]
    said, wanted, user = (
        json.dumps(text, ensure_ascii=False) for text in (answer.said, answer.wanted, turn.user)
    )
    return f"- {turn.skill}: `{user}`  \n  said `{said}` instead of `{wanted}`"


if __name__ == "__main__":
    sys.exit(main())
