"""A provider on this computer, and a model of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from desktop.models.remote.access import Access
from desktop.models.remote.config import ModelSpec, ProviderSpec
from desktop.models.remote.presets import read_presets
from desktop.models.remote.provider import RemoteModel, remote_context
from desktop.storage.resources import RESOURCES
from desktop.storage.secrets import Secrets
from tests.programs.openai_server import Provider, serving
from tests.secret_service import no_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

__all__ = ["access", "made", "model", "no_store", "provider", "secrets"]

KEY = "sk-planted-0123456789abcdef"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(tmp_path / ".env")


@pytest.fixture
def access(provider: Provider, secrets: Secrets) -> Callable[..., Access]:
    """Gives what makes an entry for the provider, with a key, as if it were of a preset."""

    def opened(preset: str = "openai", key: str = KEY, **entry: object) -> Access:
        whole = {"name": preset or "own", "preset": preset, "base_url": provider.address, **entry}
        spec = ProviderSpec.model_validate(whole)
        if key:
            secrets.keep_for_this_run(spec.account, SecretStr(key))
        return Access(spec, read_presets(RESOURCES).presets.get(preset), secrets)

    return opened


@pytest.fixture
async def made(anyio_backend: str) -> AsyncIterator[Callable[..., RemoteModel]]:
    """Gives what makes a model; it costs one dollar for a million tokens in, and ten out."""
    models: list[RemoteModel] = []

    def opened(access: Access, patience: float = 20, **known: object) -> RemoteModel:
        known = {"id": "big", "input_price": 1.0, "output_price": 10.0, **known}
        spec = ModelSpec.model_validate(known)
        models.append(RemoteModel(remote_context(spec, access, ""), spec, access, patience))
        return models[-1]

    yield opened
    for model in models:
        await model.close()


@pytest.fixture
async def model(made: Callable[..., RemoteModel], access: Callable[..., Access]) -> RemoteModel:
    return made(access())
