"""What a person wishes of providers in the window, passed to the list of providers."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.errors import KeyStoreFailed, ParleyError
from desktop.events import Notice
from desktop.language import tr
from desktop.storage.secrets import checked_key
from desktop.ui.dialogs.add_provider import AddProviderDialog, ProviderWish
from desktop.ui.dialogs.choose_models import ChooseModelsDialog
from desktop.ui.dialogs.provider_key import ProviderKeyDialog
from desktop.ui.tasks import UNEXPECTED
from desktop.ui.widgets.provider_strip import ProviderLine

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from typing import Any

    from desktop.models.library import Library
    from desktop.models.remote.access import Access
    from desktop.models.remote.config import ModelSpec
    from desktop.ui.dialogs.entry import EntryDialog
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.undo import Undo


class ProviderDesk:
    """Opens the dialogs; what fails is said in them, and a closed one ends what it waits for."""

    def __init__(self, library: Library, window: MainWindow, tasks: TaskOwner, undo: Undo) -> None:
        self._library = library
        self._undo = undo
        self._window = window
        self._tasks = tasks
        page, strip = window.models, window.models.providers
        page.providers_wanted.connect(lambda: self._start(self._show(), "list the providers"))
        page.add_provider_requested.connect(lambda: self._start(self._open(), "add a provider"))
        page.details.withdraw_requested.connect(
            lambda model: self._start(self._withdraw(model), "withdraw a model")
        )
        strip.models_requested.connect(self._choose_models)
        strip.key_requested.connect(lambda name: self._start(self._open_key(name), "change a key"))
        strip.remove_requested.connect(
            lambda name: self._start(self._remove(name), "remove a provider")
        )

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        return self._tasks.start(work, name)

    def _start_for(self, dialog: EntryDialog, work: Coroutine[Any, Any, None], name: str) -> None:
        task = self._start(work, name)
        dialog.rejected.connect(task.cancel)

    async def _show(self) -> None:
        """Shows the providers as they are now."""
        providers = self._library.providers

        def lines() -> list[ProviderLine]:
            return [line_of(providers.access(spec)) for spec in providers.all().providers]

        self._window.models.providers.show_providers(await asyncio.to_thread(lines))

    async def _refresh(self) -> None:
        await self._library.refresh()
        await self._show()

    async def _open(self) -> None:
        providers = self._library.providers
        presets = await asyncio.to_thread(providers.presets)
        dialog, entered = AddProviderDialog(presets.presets, self._window), list[ProviderWish]()
        dialog.add_requested.connect(
            lambda wish: self._start_for(dialog, self._add(dialog, wish, entered), "add a provider")
        )
        dialog.open()
        self._start_for(dialog, self._tell_store(dialog), "look for the store for keys")

    async def _add(
        self, dialog: AddProviderDialog, wish: ProviderWish, entered: list[ProviderWish]
    ) -> None:
        """Adds a provider and goes on to its models; a second try mends the first.

        Args:
            dialog: where the person entered it, and is told what failed.
            wish: what was entered.
            entered: what was entered before and is in the list now, at most one.
        """
        with waiting(dialog, tr("Asking {name} which models it has…", name=wish.name)):
            try:
                await self._enter(wish, entered)
                models = await self._library.providers.choices(wish.name)
            except ParleyError as error:
                kept = (
                    tr("\n\n{name} is in the list of providers meanwhile.", name=wish.name)
                    if entered
                    else ""
                )
                dialog.say(f"{error}{kept}")
                return
            finally:
                await self._show()
            dialog.finish()
            self._choose_models(wish.name, models)

    async def _enter(self, wish: ProviderWish, entered: list[ProviderWish]) -> None:
        providers = self._library.providers
        if wish.key:
            checked_key(wish.key)
        if entered and not _same(wish, entered[0]):
            await providers.remove(entered[0].name)
            entered.clear()
        if not entered:
            await asyncio.to_thread(providers.add, wish.name, wish.entry, wish.region)
        entered[:] = [wish]
        await self._keep_key(wish.name, wish.key, wish.variable)

    async def _keep_key(self, name: str, key: str, variable: str | None) -> None:
        """Keeps a key, or where it is; one that only lives until the end is a notice."""
        providers = self._library.providers
        if variable is not None:
            await providers.use_variable(name, variable)
        elif key:
            try:
                await providers.set_key(name, key)
            except KeyStoreFailed as error:
                self._window.show_notice(Notice(str(error), error=True))

    async def _tell_store(self, dialog: AddProviderDialog | ProviderKeyDialog) -> None:
        dialog.key.show_store(await self._library.providers.key_store())

    def _choose_models(self, name: str, models: tuple[ModelSpec, ...] | None = None) -> None:
        self._start(self._open_choice(name, models), "choose models")

    async def _open_choice(self, name: str, models: tuple[ModelSpec, ...] | None) -> None:
        providers = self._library.providers
        spec = await asyncio.to_thread(providers.provider, name)
        dialog = ChooseModelsDialog(providers.access(spec).label, self._window)
        ticked = [model.id for model in spec.models]

        async def ask() -> None:
            with waiting(dialog, tr("Asking {host} which models it has…", host=spec.host)):
                found = await providers.choices(name)
                dialog.show_models(found, ticked)

        async def add(model: str) -> None:
            dialog.add(await providers.named(name, model))

        async def save(chosen: tuple[ModelSpec, ...]) -> None:
            with waiting(dialog, tr("Keeping your choice…")):
                await providers.choose(name, chosen)
                await self._refresh()
                dialog.finish()

        dialog.again_requested.connect(lambda: self._start_for(dialog, ask(), "ask for models"))
        dialog.name_requested.connect(lambda model: self._start_for(dialog, add(model), "add"))
        dialog.save_requested.connect(lambda chosen: self._start(save(chosen), "choose models"))
        dialog.open()
        if models is None:
            dialog.show_models(spec.models, ticked)
            self._start_for(dialog, ask(), "ask for models")
        else:
            dialog.show_models(models, ticked)

    async def _open_key(self, name: str) -> None:
        providers = self._library.providers
        access = providers.access(await asyncio.to_thread(providers.provider, name))
        dialog = ProviderKeyDialog(access, self._window)

        async def change(key: str, variable: str | None) -> None:
            with waiting(dialog, tr("Keeping the key…")):
                if variable is None:
                    checked_key(key)
                await self._keep_key(name, key, variable)
                await self._refresh()
                dialog.finish()

        dialog.key_requested.connect(
            lambda key, variable: self._start(change(key, variable), "change a key")
        )
        dialog.open()
        self._start_for(dialog, self._tell_store(dialog), "look for the store for keys")

    async def _withdraw(self, model: str) -> None:
        providers = self._library.providers
        name, _, model_id = model.partition("/")
        before = (await asyncio.to_thread(providers.provider, name)).models
        await providers.disable(name, [model_id])
        await self._refresh()

        async def undo() -> None:
            await providers.choose(name, before)
            await self._refresh()

        self._undo.offer(
            tr(
                "{model} of {provider} answers no more. “Choose models…” brings it back, too.",
                model=model_id,
                provider=name,
            ),
            undo,
        )

    async def _remove(self, name: str) -> None:
        providers = self._library.providers
        line = line_of(providers.access(await asyncio.to_thread(providers.provider, name)))
        gone = await providers.remove(name)
        await self._refresh()

        async def undo() -> None:
            try:
                await providers.bring_back(gone)
            finally:
                await self._refresh()

        told = tr("{provider} was removed. {fate}", provider=line.label, fate=line.fate)
        self._undo.offer(told, undo)


def line_of(access: Access) -> ProviderLine:
    """Returns a provider in words."""
    spec = access.spec
    if access.secrets.for_this_run(spec.account):
        key, fate = tr("Its key is kept until Parley ends."), tr("Its key is forgotten.")
    elif spec.key_variable:
        key = tr("Its key is in {key_variable}.", key_variable=spec.key_variable)
        fate = tr("Its key stays where it is, in {key_variable}.", key_variable=spec.key_variable)
    elif spec.key_stored:
        key = tr("Its key is in the system's store.")
        fate = tr("Its key is deleted from the system's store: to add it again, you need the key.")
    else:
        key = tr("It has no key yet.") if access.needs_key else tr("It needs no key.")
        fate = tr("Parley keeps no key of it.")
    return ProviderLine(spec.name, access.label, spec.host, len(spec.models), key, fate)


@contextmanager
def waiting(dialog: EntryDialog, text: str) -> Iterator[None]:
    """Says in a dialog what is waited for, and then what failed."""
    dialog.wait(text)
    try:
        yield
    except ParleyError as error:
        dialog.say(str(error))
    except Exception:
        dialog.say(UNEXPECTED)
        raise


def _same(wish: ProviderWish, other: ProviderWish) -> bool:
    """Returns whether two tries differ in the key alone."""
    return (wish.name, wish.entry, wish.region) == (other.name, other.entry, other.region)
