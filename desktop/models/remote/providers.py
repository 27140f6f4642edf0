"""The person's providers: their list, their keys, and those of their models that may be asked."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import (
    BadAnswer,
    ConfigError,
    KeyStoreFailed,
    NotOffered,
    UnknownProvider,
)
from desktop.language import tr
from desktop.models.remote import config
from desktop.models.remote.access import Access
from desktop.models.remote.offers import merged, offers, unlisted
from desktop.models.remote.presets import read_presets
from desktop.models.remote.provider import PATIENCE, RemoteModel, open_line, remote_context
from desktop.storage.secrets import Secrets, checked_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from pydantic import SecretStr

    from desktop.models.remote.config import ModelSpec, ProviderList, ProviderSpec
    from desktop.models.remote.presets import Presets
    from desktop.storage.places import Places

LIST_PATIENCE = 30.0
"""Seconds for a list of models."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A provider that was removed, with what brings it back."""

    spec: ProviderSpec | None
    """None where its entry could not be used."""
    key: SecretStr | None
    for_this_run: bool
    """Whether the key was kept only until Parley ends."""


class Providers:
    """Those of providers.json, kept in step with it."""

    def __init__(self, places: Places, patience: float = PATIENCE) -> None:
        """Takes where the list is, and reads nothing.

        Args:
            places: the folders of one person's Parley.
            patience: seconds of silence after which an answer is given up.
        """
        self.path = places.providers_file
        self._resources = places.resources
        self.secrets = Secrets(places.env_file)
        """The keys, and the token for the hub."""
        self._patience = patience
        self._models: dict[str, tuple[ModelSpec, ProviderSpec, RemoteModel]] = {}

    def presets(self) -> Presets:
        """Returns the common providers that Parley knows.

        Raises:
            ConfigError: what comes with Parley is damaged.
        """
        return read_presets(self._resources)

    def all(self) -> ProviderList:
        """Returns the person's providers, and what is wrong with the file's other entries.

        Raises:
            ConfigError: the file cannot be read.
        """
        return config.read_providers(self.path)

    def access(self, spec: ProviderSpec) -> Access:
        """Returns a provider as it can be asked.

        Raises:
            ConfigError: what comes with Parley is damaged.
        """
        preset = self.presets().presets.get(spec.preset) if spec.preset else None
        return Access(spec, preset, self.secrets)

    def provider(self, name: str) -> ProviderSpec:
        """Returns one of the providers.

        Raises:
            UnknownProvider: there is none of that name, or its entry cannot be used.
            ConfigError: the file cannot be read.
        """
        found = self.all()
        for spec in found.providers:
            if spec.name == name:
                return spec
        wrong = next((text for text in found.problems if f"{name!r}" in text), "")
        raise UnknownProvider(
            wrong
            or tr(
                "There is no provider named {name!r}. `parley providers list` tells them, and "
                "`parley providers add` adds one.",
                name=name,
            )
        )

    def add(self, name: str, entry: Mapping[str, Any], region: str = "") -> ProviderSpec:
        """Adds a provider, and returns it.

        Args:
            name: what it is to be called.
            entry: as the file has it; what a preset knows may be left out.
            region: the part of the preset's address that depends on the place.

        Raises:
            ConfigError: the name is taken, or the entry is not a provider.
        """
        whole = dict(entry)
        preset = self.presets().presets.get(str(whole.get("preset", "")))
        if whole.get("preset") and preset is None:
            known = ", ".join(self.presets().presets)
            raise ConfigError(
                tr(
                    "Parley knows no provider {whole!r}. It knows: {known}.",
                    whole=whole["preset"],
                    known=known,
                )
            )
        if preset is not None and not whole.get("baseUrl"):
            whole["baseUrl"] = _placed(preset.base_url, preset.label, region)
        spec = config.parsed(name, whole)
        config.add_provider(self.path, spec)
        return spec

    async def remove(self, name: str) -> TakenOut:
        """Takes a provider out of the list, and its key out of the store.

        Returns:
            What brings it back, key included, for as long as it is held.

        Raises:
            UnknownProvider: there is none of that name.
            KeyStoreFailed: its key is still in the store; nothing was changed.
        """
        found = await asyncio.to_thread(self.all)
        spec = next((one for one in found.providers if one.name == name), None)
        for_this_run, key = False, None
        if spec is not None:
            for_this_run = self.secrets.for_this_run(spec.account)
            if spec.key_stored or for_this_run:
                key = await self.secrets.get(spec.account)
            await self._forget(spec)
        await asyncio.to_thread(config.remove_provider, self.path, name)
        return TakenOut(spec, key, for_this_run)

    async def bring_back(self, gone: TakenOut) -> None:
        """Puts a provider that was just removed into the list again, and its key where it was.

        Raises:
            ConfigError: its name is taken by now, or the list cannot be written.
            KeyStoreFailed: it is back, but its key is kept only until Parley ends.
        """
        if gone.spec is None:  # Its entry could not be used; it is in the file's .bak.
            return
        await asyncio.to_thread(config.add_provider, self.path, gone.spec)
        if gone.key is None:
            return
        if gone.for_this_run:
            self.secrets.keep_for_this_run(gone.spec.account, gone.key)
        else:
            await self.set_key(gone.spec.name, gone.key.get_secret_value())

    async def forget_keys(self) -> None:
        """Takes every key that Parley has put into the store out of it.

        Raises:
            KeyStoreFailed: the store cannot be used; keys may still be in it.
        """
        for spec in (await asyncio.to_thread(self.all)).providers:
            await self._forget(spec)

    async def set_key(self, name: str, text: str) -> None:
        """Puts a provider's key into the system's store.

        Raises:
            UnknownProvider: there is none of that name.
            ConfigError: that is no key.
            KeyStoreFailed: it is kept only until Parley ends; the message says why.
        """
        key = checked_key(text)
        spec = await asyncio.to_thread(self.provider, name)
        try:
            await self.secrets.keep(spec.account, key)
        except KeyStoreFailed as error:
            self.secrets.keep_for_this_run(spec.account, key)
            raise KeyStoreFailed(
                tr("{error} The key is kept only until Parley ends.", error=error)
            ) from None
        await self._change(spec, key_stored=True, key_variable="")

    async def use_variable(self, name: str, variable: str) -> None:
        """Lets a provider's key be read from an environment variable, or Parley's .env file.

        Args:
            name: the provider's.
            variable: the variable's; empty for the one that its preset knows.

        Raises:
            UnknownProvider: there is none of that name.
            ConfigError: it is not known which variable.
        """
        spec = await asyncio.to_thread(self.provider, name)
        preset = self.access(spec).preset
        variable = variable or (preset.key_variable if preset else "")
        if not variable:
            raise ConfigError(
                tr("Say which variable holds the key of {name}: --key-from-env NAME", name=name)
            )
        await self._forget(spec)
        await self._change(spec, key_stored=False, key_variable=variable)

    async def key_store(self) -> str:
        """Returns what the system's store for keys is called; empty where none can be used."""
        return await self.secrets.store()

    async def offered(self, name: str) -> tuple[ModelSpec, ...]:
        """Returns the models that a provider lists, with what is known of each.

        Raises:
            UnknownProvider: there is none of that name.
            ModelError: it gives no list; the message says why.
        """
        access = self.access(await asyncio.to_thread(self.provider, name))
        line = await open_line(access, LIST_PATIENCE)
        try:
            listed = await line.models()
            return await asyncio.to_thread(offers, listed, access, self.presets())
        finally:
            await line.close()

    async def choices(self, name: str) -> tuple[ModelSpec, ...]:
        """Returns the models to choose from: those it lists, and those that are enabled.

        Raises:
            UnknownProvider: there is none of that name.
            ModelError: it gives no list; the message says why.
        """
        listed = await self.offered(name)
        spec = await asyncio.to_thread(self.provider, name)
        return merged(listed, spec.models)

    async def named(self, name: str, model: str) -> ModelSpec:
        """Returns a model that a provider may have without listing it, with what is known of it.

        Raises:
            UnknownProvider: there is no such provider.
        """
        access = self.access(await asyncio.to_thread(self.provider, name))
        return await asyncio.to_thread(unlisted, model, access, self.presets())

    async def choose(self, name: str, models: Sequence[ModelSpec]) -> ProviderSpec:
        """Lets exactly these models of a provider be asked, and returns the provider.

        Raises:
            UnknownProvider: there is none of that name.
        """
        spec = await asyncio.to_thread(self.provider, name)
        return await self._change(spec, models=tuple(models))

    async def enable(self, name: str, ids: Sequence[str]) -> ProviderSpec:
        """Lets models of a provider be asked, and returns the provider.

        Raises:
            NotOffered: the provider lists no such model; nothing was changed.
            ModelError: the provider cannot be asked for its list.
        """
        spec = await asyncio.to_thread(self.provider, name)
        try:
            listed = {model.id: model for model in await self.offered(name)}
        except (NotOffered, BadAnswer):  # It has no list: the names are taken as they are.
            access, presets = self.access(spec), self.presets()
            listed = {
                model: await asyncio.to_thread(unlisted, model, access, presets) for model in ids
            }
        for model in ids:
            if model not in listed:
                raise NotOffered(_no_such(model, self.access(spec).label, listed))
        added = tuple(listed[model] for model in dict.fromkeys(ids))
        kept = tuple(model for model in spec.models if model.id not in ids)
        return await self._change(spec, models=(*kept, *added))

    async def disable(self, name: str, ids: Sequence[str]) -> ProviderSpec:
        """Lets models of a provider be asked no more, and returns the provider.

        Raises:
            NotOffered: one of them could not be asked before; nothing was changed.
        """
        spec = await asyncio.to_thread(self.provider, name)
        enabled = {model.id: model for model in spec.models}
        for model in ids:
            if model not in enabled:
                raise NotOffered(
                    tr(
                        "{model!r} is not one of the models of {name} that are enabled.",
                        model=model,
                        name=name,
                    )
                )
        left = tuple(model for model in spec.models if model.id not in ids)
        return await self._change(spec, models=left)

    async def refresh(self, complain: Callable[[str], None]) -> Sequence[RemoteModel]:
        """Returns the enabled models of all providers; those that did not change stay the same.

        Those that are no longer among them are for the caller to close.

        Args:
            complain: told what is wrong with the list.
        """
        try:
            found = await asyncio.to_thread(self.all)
        except ConfigError as error:
            complain(str(error))
            return [model for _, _, model in self._models.values()]
        for problem in found.problems:
            complain(problem)
        models: dict[str, tuple[ModelSpec, ProviderSpec, RemoteModel]] = {}
        for spec in found.providers:
            try:
                access = self.access(spec)
                ready = await asyncio.to_thread(access.ready)
            except ConfigError as error:
                complain(str(error))
                continue
            for model in spec.models:
                context = remote_context(model, access, ready)
                known = self._models.get(context.id)
                if known is None or (known[0], known[1], known[2].context) != (
                    model,
                    spec,
                    context,
                ):
                    remote = RemoteModel(context, model, access, self._patience)
                    known = (model, spec, remote)
                models[context.id] = known
        self._models = models
        return [model for _, _, model in models.values()]

    async def _change(self, spec: ProviderSpec, **changes: object) -> ProviderSpec:
        changed = spec.model_copy(update=changes)
        await asyncio.to_thread(config.change_provider, self.path, changed)
        return changed

    async def _forget(self, spec: ProviderSpec) -> None:
        if spec.key_stored:
            await self.secrets.forget(spec.account)
        self.secrets.forget_for_this_run(spec.account)


def _placed(address: str, label: str, region: str) -> str:
    """Returns a preset's address for a region."""
    if "{region}" not in address:
        return address
    if not region.replace("-", "").isalnum():
        raise ConfigError(
            tr(
                "{label} answers in regions. Say which one, with --region eu-central-1 for "
                "example.",
                label=label,
            )
        )
    return address.format(region=region)


def _no_such(model: str, label: str, listed: Mapping[str, ModelSpec]) -> str:
    import difflib  # noqa: PLC0415  (few names are mistyped)

    near = difflib.get_close_matches(model, listed, n=3)
    hint = tr(" Did you mean {near}?", near=", ".join(near)) if near else ""
    return tr(
        "{label} lists no model {model!r}.{hint} Nothing was changed.",
        label=label,
        model=model,
        hint=hint,
    )
