"""What a provider tells of its models, and what is known of them besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop.language import tr
from desktop.models.remote.config import ModelSpec
from desktop.models.remote.prices import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desktop.models.remote.access import Access
    from desktop.models.remote.config import Modality
    from desktop.models.remote.presets import Presets

_KINDS: tuple[Modality, ...] = ("image", "audio")
Length = Annotated[int, Field(ge=0, le=1_000_000_000)] | None


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Pricing(_Told):
    """US dollars for one token, as OpenRouter tells them; below nothing where they vary."""

    prompt: float | None = None
    completion: float | None = None
    audio: float | None = None


class _Architecture(_Told):
    input_modalities: list[str] = []


class _Meta(_Told):
    n_ctx: Length = None
    n_ctx_train: Length = None


class _Model(_Told):
    """One entry of a list of models, with what the providers have added to OpenAI's form."""

    id: str = Field(min_length=1, max_length=200)
    context_length: Length = None  # OpenRouter
    max_model_len: Length = None  # vLLM
    max_input_tokens: Length = None  # Anthropic
    meta: _Meta | None = None  # llama.cpp
    pricing: _Pricing | None = None
    architecture: _Architecture | None = None
    supported_parameters: list[str] | None = None


def offers(listed: Iterable[object], access: Access, presets: Presets) -> tuple[ModelSpec, ...]:
    """Returns the models of a list, by name; what is no model is left out.

    It is for a thread: prices are looked up.
    """
    found: dict[str, ModelSpec] = {}
    for entry in listed:
        told = _model(entry)
        if told is not None and told.id.isprintable():
            spec = _offer(told, access, presets)
            found.setdefault(spec.id, spec)
    return tuple(found[name] for name in sorted(found))


def unlisted(model: str, access: Access, presets: Presets) -> ModelSpec:
    """Returns a model that no list tells of, with what is known of it; it is for a thread."""
    return _offer(_Model(id=model), access, presets)


def _model(entry: object) -> _Model | None:
    try:
        return _Model.model_validate(entry)
    except ValidationError:
        pass
    try:  # What is odd about it is left out, and the name is kept.
        return _Model.model_validate({"id": entry["id"]} if isinstance(entry, dict) else entry)
    except (ValidationError, KeyError):
        return None


def _offer(told: _Model, access: Access, presets: Presets) -> ModelSpec:
    name, meta = told.id.removeprefix("models/"), told.meta or _Meta()
    lengths = (told.context_length, told.max_model_len, told.max_input_tokens)
    length = next((one for one in (*lengths, meta.n_ctx, meta.n_ctx_train) if one), 0)
    known: dict[str, Any] = {"id": name, "context_length": length}
    known["modalities"] = _kinds(presets.modalities(access.spec.preset, name))
    if found := facts(name, access, length):
        known["context_length"] = length or found.context
        known |= {"input_price": found.input, "output_price": found.output}
        known |= {"audio_price": found.audio, "prices": found.source}
    if told.architecture and told.architecture.input_modalities:
        known["modalities"] = _kinds(told.architecture.input_modalities)
    if told.supported_parameters is not None:
        known["tools"] = "tools" in told.supported_parameters
    if told.pricing is not None:
        known["input_price"] = _million(told.pricing.prompt)
        known["output_price"] = _million(told.pricing.completion)
        known["audio_price"] = _million(told.pricing.audio)
        known["prices"] = tr("told by {label}", label=access.label)
    if "audio" not in known["modalities"]:
        known.pop("audio_price", None)
    return ModelSpec.model_validate(known)


def _kinds(told: Collection[str]) -> tuple[Modality, ...]:
    return ("text", *(kind for kind in _KINDS if kind in told))


def _million(price: float | None) -> float | None:
    """Returns the price of a million tokens; a provider tells less than nothing where it varies."""
    return None if price is None or not 0 <= price < 1 else round(price * 1e6, 6)


def merged(listed: Iterable[ModelSpec], enabled: Iterable[ModelSpec]) -> tuple[ModelSpec, ...]:
    """Returns the models to choose from: the listed ones, and those that are enabled already.

    A price that a person wrote into the file stays: it says of itself where it is from, or not.
    """
    models = {model.id: model for model in listed}
    for model in enabled:
        priced = model.input_price is not None or model.output_price is not None
        if model.id not in models or (priced and not model.prices):
            models[model.id] = model
    return tuple(models[name] for name in sorted(models))
