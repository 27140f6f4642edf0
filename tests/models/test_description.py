"""All that is known of a model, in words and as JSON, each thing with its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from desktop.language import Translated
from desktop.models.context import Location, ModelContext, Source, loaded_on
from desktop.models.description import described, facts
from desktop.models.gguf.context import model_context
from desktop.models.remote.access import Access
from desktop.models.remote.config import ModelSpec, ProviderSpec
from desktop.models.remote.provider import remote_context
from desktop.models.strategies.config import StrategySpec
from desktop.models.strategies.whole import whole_of
from desktop.storage.secrets import Secrets
from tests.models.shelf import opened
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places


@pytest.fixture
def file(tmp_path: Path) -> ModelContext:
    """A model of this computer."""
    path = tmp_path / "babbling.gguf"
    write_babbling_model(path, temperature=0.6)
    return model_context(path)


@pytest.fixture
def remote(tmp_path: Path) -> ModelContext:
    """A model of a provider, of which much is known."""
    spec = ProviderSpec(name="far", base_url="https://api.example.org/v1")
    model = ModelSpec(
        id="big", context_length=4096, input_price=1.0, output_price=2.0, prices="told by far"
    )
    return remote_context(model, Access(spec, None, Secrets(tmp_path / ".env")), "no key is stored")


def values(told: dict[str, Any]) -> dict[str, Any]:
    """What is said of a model, by the names of the fields."""
    return {name: one for section in told.values() for name, one in section.items()}


def test_a_file_tells_how_it_reads_and_is_best_asked(file: ModelContext) -> None:
    told = described(file)
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


def test_where_it_runs_how_fast_and_with_what_memory_is_told_with_its_source(
    file: ModelContext,
) -> None:
    measured = replace(file, speed=31.5, sources={**file.sources, "speed": Source.MEASURED})
    told = described(loaded_on(measured, "CPU"))["runtime"]
    assert told["location"] == {"value": "local", "source": "seen"}
    assert told["loaded"] == {"value": True, "source": "seen"}
    assert told["device"] == {"value": "CPU", "source": "seen"}
    assert told["speed"] == {"value": 31.5, "source": "measured"}
    assert told["memory"] == {"value": file.memory, "source": "estimated"}
    assert told["path"] == {"value": str(file.path), "source": "seen"}


def test_whatever_a_model_is_each_thing_that_is_known_of_it_has_a_source(
    file: ModelContext, remote: ModelContext
) -> None:
    known = {"babbling": file, "far/big": remote}
    spec = StrategySpec(name="both", draft="babbling", refine="far/big")
    for one in (file, loaded_on(file, "CPU"), remote, whole_of(spec, known)):
        told = values(described(one))
        assert not [name for name, what in told.items() if what["source"] is None]
        assert all(fact.source for fact in facts(one))


def test_programs_are_told_in_english_and_a_person_in_their_language(remote: ModelContext) -> None:
    why = Translated("kein Schlüssel")
    why.english = "no key is stored"
    german = replace(remote, ready=why)
    assert described(german)["runtime"]["ready"]["value"] == "no key is stored"
    assert "kein Schlüssel" in [fact.value for fact in facts(german)]


def test_what_is_not_known_is_not_there() -> None:
    away = ModelContext("far/big", "Big", location=Location.REMOTE, host="api.example.org")
    told = described(away)
    assert "thinking" not in told["capabilities"]
    assert told["tokenizer"] == told["inference"] == {}
    assert "input_price" not in told["runtime"]
    assert "loaded" not in told["runtime"]
    assert told["runtime"]["host"] == {"value": "api.example.org", "source": None}


def test_facts_are_words_with_their_source() -> None:
    context = ModelContext(
        "far/big",
        "Big",
        location=Location.REMOTE,
        host="api.example.org",
        modalities=frozenset({"text", "image"}),
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
    assert told["Where"] == ("sent over the network", "")
    assert told["Takes"][0] == "image, text"
    assert told["Uses tools"][0] == "no"


def test_a_context_says_in_json_schema_what_it_holds() -> None:
    schema = TypeAdapter(ModelContext).json_schema(mode="serialization")
    assert schema["required"] == ["id", "name"]
    assert schema["properties"]["size"]["minimum"] == 0


@pytest.mark.anyio
async def test_the_catalogue_tells_of_a_file_what_the_file_does_not(places: Places) -> None:
    places.prepare()
    write_babbling_model(places.models / "Qwen3-0.6B-Q8_0.gguf")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        [context] = [one for one in shelf.library.contexts() if "Qwen3" in one.id]
    assert "de" in context.languages
    assert context.sources["languages"] is Source.CATALOGUE
    assert (context.capability, context.sources["capability"]) == (0.6, Source.CATALOGUE)
    assert (context.licence, context.sources["licence"]) == ("MIT", Source.HEADER)
