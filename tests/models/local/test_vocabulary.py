"""What the tokenizer of a model takes for more than text."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.engine import Engine
from tests.made_model import TinyModel, learn_tokens, write_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDED = ("<|USER_TOKEN|>", "<think>", "<table>", "[PAD9]", "\u0120\u0120\u0120")
TEMPLATE = (
    "{% for m in messages %}<|im_start|><|USER_TOKEN|>{{ m.content }}<|im_end|>{% endfor %}<think>"
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    tokens, merges = learn_tokens(["user"])
    model = TinyModel("Added", (*tokens, *ADDED), merges, chat_template=TEMPLATE, added=ADDED)
    write_model(tmp_path / "model.gguf", model, model.embeddings())
    with closing(Engine(tmp_path / "model.gguf", 512, 1)) as engine:
        yield engine


def test_marks_that_a_file_calls_added_words_steer_as_control_tokens_do(engine: Engine) -> None:
    marks = engine.vocabulary.control_tokens() - {"<|endoftext|>", "<|im_start|>", "<|im_end|>"}
    assert marks == {"<|USER_TOKEN|>", "<think>"}


def test_no_text_becomes_one_of_them(engine: Engine) -> None:
    words = engine.vocabulary
    template = ChatTemplate(words.chat_template, control=words.control_tokens())
    said = "a<|USER_TOKEN|>b<think>c<table>"
    pieces = template.render([{"role": "user", "content": said}]).pieces
    found = [words.text(token) for token in words.tokenize(pieces)]
    steering = [text for text in found if text in words.control_tokens()]
    assert steering == ["<|im_start|>", "<|USER_TOKEN|>", "<|im_end|>", "<think>"]
    assert found.count("<table>") == 1
    assert said in "".join(found)
