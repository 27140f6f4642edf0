"""Whether a model without sense keeps to whatever schema: calls of tools, and answers in JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from desktop.errors import ModelError
from desktop.models.local.call_form import OURS
from desktop.models.local.calling import calling
from desktop.models.local.engine import Engine, Settings
from desktop.models.local.structure import answer_grammar
from tests.models.local.grammar.random_schemas import random_schema
from tests.scripted_model import write_random_model

if TYPE_CHECKING:
    from desktop.models.chat_format import ChatTool

TARGET = 1.0
SCHEMAS = 4000
_HOT = 1.3
_TOKENS = 3000
_PROMPT = "<|im_start|>user\nGo on.<|im_end|>\n<|im_start|>assistant\n"


def main() -> float:
    """Prints and returns which part of the answers that came to an end is valid."""
    counted = dict.fromkeys(("valid", "invalid", "cut", "refused"), 0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "random.gguf"
        write_random_model(path)
        with closing(Engine(path, 4096, threads=1)) as engine:
            for seed in range(SCHEMAS):
                schema = random_schema(Random(seed))
                counted[_called(engine, schema) if seed % 2 else _answered(engine, schema)] += 1
    told = ", ".join(f"{count} {what}" for what, count in counted.items())
    sys.stdout.write(f"{SCHEMAS} random schemas on random weights: {told}\n")
    return counted["valid"] / (counted["valid"] + counted["invalid"])


def _called(engine: Engine, schema: dict[str, Any]) -> str:
    """Returns what became of a call of a tool with these arguments."""
    tool: ChatTool = {"type": "function", "function": {"name": "any", "parameters": schema}}
    try:
        bound = calling(OURS, [tool], "required")
    except ModelError:
        return "refused"  # nothing satisfies it
    prompt = engine.vocabulary.tokenize([_PROMPT, OURS.opening])
    outcome = engine.generate(prompt, Settings(_TOKENS, _HOT, calling=bound), lambda _: None)
    if outcome.stop_reason == "maxTokens":
        return "cut"
    calls = bound.calls(outcome.calls or "")
    fine = [_keeps(call["arguments"], schema) for call in calls]
    return "valid" if fine and all(fine) else "invalid"


def _answered(engine: Engine, schema: dict[str, Any]) -> str:
    """Returns what became of an answer that is to be such JSON."""
    pieces: list[str] = []
    try:
        settings = Settings(_TOKENS, _HOT, grammar=answer_grammar(schema, None))
    except ModelError:
        return "refused"
    outcome = engine.generate(engine.vocabulary.tokenize([_PROMPT]), settings, pieces.append)
    if outcome.stop_reason == "maxTokens":
        return "cut"
    return "valid" if _keeps("".join(pieces), schema) else "invalid"


def _keeps(text: str, schema: dict[str, Any]) -> bool:
    try:
        return Draft202012Validator(schema).is_valid(json.loads(text))
    except ValueError:
        return False


if __name__ == "__main__":
    main()
