"""What providers tell of their models, each in its own way, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.models.remote.config import ModelSpec
from desktop.models.remote.offers import merged, offers, unlisted
from desktop.models.remote.presets import read_presets
from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.remote.access import Access

PRESETS = read_presets(RESOURCES)


@pytest.fixture
def offered(access: Callable[..., Access]) -> Callable[..., ModelSpec]:
    def of(preset: str, **told: Any) -> ModelSpec:
        (found,) = offers([told], access(preset), PRESETS)
        return found

    return of


def test_openrouter_tells_everything(offered: Callable[..., ModelSpec]) -> None:
    spec = offered(
        "openrouter",
        id="maker/big",
        context_length=262144,
        pricing={"prompt": "0.0000003", "completion": "0.0000012", "image": "0"},
        architecture={"input_modalities": ["text", "image", "file"], "tokenizer": "Other"},
        supported_parameters=["temperature", "tools"],
    )
    assert (spec.input_price, spec.output_price) == (0.3, 1.2)
    assert spec.prices == "told by OpenRouter"
    assert (spec.context_length, spec.modalities) == (262144, ("text", "image"))
    assert spec.tools
    without = offered("openrouter", id="a", supported_parameters=["stop"])
    assert not without.tools


@pytest.mark.parametrize("price", ["-1", "nan", "inf", None, "free", "1e9"])
def test_a_price_that_varies_or_makes_no_sense_is_not_known(
    offered: Callable[..., ModelSpec], price: object
) -> None:
    spec = offered("openrouter", id="a", pricing={"prompt": price, "completion": "0"})
    assert spec.input_price is None


@pytest.mark.parametrize(
    ("preset", "told"),
    [
        ("vllm", {"max_model_len": 8192}),
        ("llamacpp", {"meta": {"n_ctx_train": 8192, "vocab_type": 2}}),
        ("llamacpp", {"meta": {"n_ctx_train": 131072, "n_ctx": 8192}}),
        ("anthropic", {"max_input_tokens": 8192, "display_name": "A"}),
    ],
)
def test_each_tells_the_length_in_its_own_way(
    offered: Callable[..., ModelSpec], preset: str, told: dict[str, Any]
) -> None:
    assert offered(preset, id="a", **told).context_length == 8192


def test_what_openai_does_not_tell_is_added(offered: Callable[..., ModelSpec]) -> None:
    spec = offered("openai", id="gpt-4o-2024-08-06", object="model", owned_by="system")
    assert (spec.input_price, spec.output_price) == (2.5, 10)
    assert (spec.context_length, spec.modalities) == (128000, ("text", "image"))
    assert spec.prices.startswith("as of genai-prices 0.")


def test_what_is_heard_has_a_price_of_its_own(offered: Callable[..., ModelSpec]) -> None:
    spec = offered("openai", id="gpt-audio-mini-2025-12-15")
    assert spec.modalities == ("text", "audio")
    assert (spec.input_price, spec.audio_price) == (0.6, 10)
    gemini = offered("google", id="models/gemini-2.5-flash")
    assert (gemini.input_price, gemini.audio_price) == (0.3, 1)
    told = {"prompt": "0.000001", "completion": "0.000002", "audio": "0.000003"}
    both = {"input_modalities": ["text", "audio"]}
    assert offered("openrouter", id="a", pricing=told, architecture=both).audio_price == 3
    assert offered("openrouter", id="a", pricing=told).audio_price is None


def test_what_is_known_of_one_model_is_not_taken_for_another(
    offered: Callable[..., ModelSpec], access: Callable[..., Access]
) -> None:
    for model in ("gpt-4o-audio", "gpt-4oh", "my-gpt-4o"):
        spec = offered("openai", id=model)
        assert (spec.input_price, spec.prices, spec.modalities) == (None, "", ("text",))
    assert unlisted("gpt-4o", access(preset=""), PRESETS).input_price is None


def test_a_price_that_the_provider_tells_counts_more_than_a_known_one(
    offered: Callable[..., ModelSpec],
) -> None:
    spec = offered("openai", id="gpt-4o", pricing={"prompt": "0.000001", "completion": "0.000002"})
    assert (spec.input_price, spec.output_price, spec.prices) == (1, 2, "told by OpenAI")


def test_models_to_choose_from_keep_what_a_person_wrote_of_their_price() -> None:
    listed = [ModelSpec(id="a", input_price=1, prices="told by X"), ModelSpec(id="b")]
    own, older = ModelSpec(id="a", input_price=2), ModelSpec(id="a", input_price=2, prices="then")
    gone = ModelSpec(id="c")
    assert merged(listed, [own, gone]) == (own, listed[1], gone)
    assert merged(listed, [older]) == tuple(listed)


def test_googles_names_are_told_without_their_folder(offered: Callable[..., ModelSpec]) -> None:
    assert offered("google", id="models/gemini-2.5-flash").id == "gemini-2.5-flash"


def test_what_is_no_model_is_left_out_and_what_is_odd_keeps_its_name(
    access: Callable[..., Access],
) -> None:
    listed = [
        None,
        7,
        {},
        {"id": 7},
        {"id": ""},
        {"id": "x" * 201},
        {"id": "a\x1bb"},
        {"id": "odd", "context_length": "long", "pricing": []},
        {"id": "b"},
        {"id": "b", "context_length": 5},
    ]
    assert [spec.id for spec in offers(listed, access(), PRESETS)] == ["b", "odd"]


def test_every_preset_is_an_address_to_which_a_key_may_go() -> None:
    from desktop.models.remote.config import check_address  # noqa: PLC0415

    for name, preset in PRESETS.presets.items():
        check_address(preset.base_url.replace("{region}", "eu-central-1"))
        assert preset.here is not bool(preset.key_variable), name
        assert not preset.base_url.endswith("/")


def test_every_model_that_sees_or_hears_is_one_of_a_known_provider() -> None:
    for preset, families in PRESETS.inputs.items():
        assert preset in PRESETS.presets
        for family in families:
            assert family.models
            assert family.modalities > {"text"}
