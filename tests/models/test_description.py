"""All that is known of a model, in words and as JSON, each thing with its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.models.context import Location, ModelContext, Source
from desktop.models.description import described, facts
from desktop.models.gguf.file import model_context
from tests.models.shelf import opened
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places


def test_a_file_tells_how_it_reads_and_is_best_asked(tmp_path: Path) -> None:
    path = tmp_path / "babbling.gguf"
    write_babbling_model(path, temperature=0.6)
    told = described(model_context(path), loaded=False)
    assert told["inference"]["temperature"] == {"value": 0.6, "source": "header"}
    assert told["identification"]["licence"] == {"value": "MIT", "source": "header"}
    tokenizer = told["tokenizer"]
    assert tokenizer["kind"] == {"value": "gpt2", "source": "header"}
    assert tokenizer["chat_template"]["value"]
    assert tokenizer["specials"]["value"]["bos"] == 0
    assert tokenizer["vocabulary"]["value"] > 256
    assert told["capabilities"]["thinking"]["value"] is False
    assert told["capabilities"]["context_length"]["source"] == "estimated"
    assert told["runtime"]["loaded"]["value"] is False


def test_what_is_not_known_is_not_there() -> None:
    told = described(ModelContext("far/big", "Big", Location.REMOTE, "api.example.org"))
    assert "thinking" not in told["capabilities"]
    assert told["tokenizer"] == told["inference"] == {}
    assert "input_price" not in told["runtime"]
    assert "loaded" not in told["runtime"]


def test_facts_are_words_with_their_source() -> None:
    context = ModelContext(
        "far/big",
        "Big",
        Location.REMOTE,
        "api.example.org",
        input_price=2.5,
        speed=31.26,
        sources={"input_price": Source.PRICES, "speed": Source.MEASURED},
    )
    told = {fact.label: (fact.value, fact.source) for fact in facts(context)}
    assert told["Price of a request"] == (
        "$2.5 for a million tokens",
        "a list of prices says so",
    )
    assert told["Speed"] == ("31.3 tokens a second", "measured here")
    assert told["Where"] == ("over the network", "")
    assert told["Uses tools"][0] == "no"


def test_a_context_with_sources_can_still_be_in_a_set() -> None:
    one = ModelContext("a", "A", sources={"speed": Source.MEASURED})
    assert len({one, replace(one)}) == 1


@pytest.mark.anyio
async def test_the_catalogue_tells_of_a_file_what_the_file_does_not(places: Places) -> None:
    places.prepare()
    write_babbling_model(places.models / "qwen2.5-0.5b-instruct-q4_k_m.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        [context] = [one for one in shelf.library.contexts() if "qwen" in one.id]
    assert "de" in context.languages
    assert context.sources["languages"] is Source.CATALOGUE
    assert (context.licence, context.sources["licence"]) == ("MIT", Source.HEADER)
