"""The file that ships, by the app's own engine: good enough, small enough, and said what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gguf import GGUFReader
from starter_model.chat import TEMPLATE
from starter_model.conversations import SKILLS
from starter_model.evaluate import (
    CARD,
    FILE,
    LEAST_OVERALL,
    Answer,
    ask,
    good_enough,
    prompts,
    table,
)
from starter_model.tools import offer

from desktop.models.gguf.file import read_header
from desktop.models.local.chat_template import ChatTemplate

if TYPE_CHECKING:
    from typing import Any


pytestmark = pytest.mark.anyio


async def test_the_shipped_file_answers_most_held_out_prompts_to_the_letter() -> None:
    """The bound for each skill is `make starter-eval`'s: eight prompts say too little about it."""
    answers, _ = await ask(FILE, prompts(8))
    assert len(answers) == 8 * len(SKILLS)
    right = sum(answer.right for answer in answers)
    assert right >= LEAST_OVERALL * len(answers), "\n".join(table(answers))


def made_answers(wrong: dict[str, int]) -> list[Answer]:
    """Returns ten answers for each skill, so many of them wrong."""
    asked = prompts(10)
    return [
        Answer(one, "" if place % 10 < wrong.get(SKILLS[place // 10], 0) else one.turns[0].answer)
        for place, one in enumerate(asked)
    ]


@pytest.mark.parametrize(
    ("wrong", "enough"),
    [
        ({}, True),
        ({"who": 3}, True),
        ({"who": 4}, False),
        (dict.fromkeys(SKILLS, 1), True),
        (dict.fromkeys(SKILLS, 2), False),
    ],
)
def test_one_bad_skill_or_many_small_faults_keep_it_from_shipping(
    wrong: dict[str, int], *, enough: bool
) -> None:
    assert good_enough(made_answers(wrong)) is enough


def test_it_is_small_and_says_what_it_is_and_where_it_comes_from() -> None:
    assert FILE.stat().st_size <= 6_000_000
    assert read_header(FILE).context_length >= 1024
    fields: dict[str, Any] = {
        name: field.contents() for name, field in GGUFReader(FILE).fields.items()
    }
    assert fields["general.architecture"] == "llama"
    assert fields["general.name"] == "Parley starter"
    assert fields["general.license"] == "MIT"
    assert fields["general.source.url"] == "packaging/starter_model/README.md"
    assert fields["general.description"]
    assert 2000 <= len(fields["tokenizer.ggml.tokens"]) <= 4096
    assert fields["tokenizer.chat_template"] == TEMPLATE


def test_the_card_says_what_the_file_scores() -> None:
    card = CARD.read_text(encoding="utf-8")
    for skill in SKILLS:
        assert f"| {skill} | " in card


def test_the_template_writes_a_conversation_as_the_training_did() -> None:
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello?"}]
    prompt = ChatTemplate(TEMPLATE).render(messages)  # type: ignore[arg-type]
    assert "".join(prompt.pieces) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello?<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_the_template_offers_tools_as_the_training_did() -> None:
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    tool = {
        "type": "function",
        "function": {
            "name": "book_room",
            "description": "Reserves a room",
            "parameters": {"properties": {"city": {}, "day": {}}},
        },
    }
    text = (
        ImmutableSandboxedEnvironment()
        .from_string(TEMPLATE)
        .render(
            messages=[{"role": "user", "content": "Hello?"}],
            tools=[tool],
            add_generation_prompt=True,
        )
    )
    offered = offer("book_room", ("city", "day"), "Reserves a room")
    assert text.startswith(f"<|im_start|>system\nTools:\n{offered}<|im_end|>\n<|im_start|>user\n")
