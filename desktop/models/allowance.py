"""What a person lets models take and reach, as the settings say it at the moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.errors import ModelError
from desktop.language import tr
from desktop.models.context import Location
from desktop.models.local.process import LocalModel
from desktop.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.context import ModelContext

_GB = 10**9


class Allowance:
    """Bounds that are read anew whenever they matter."""

    def __init__(self, settings: Callable[[], Settings] = Settings) -> None:
        self._settings = settings

    def idle(self) -> float:
        """Returns the seconds that a model of this computer keeps its memory without a request."""
        return self._settings().models.idle_minutes * 60.0

    def most(self) -> int | None:
        """Returns the bytes that loaded models may take together; None for what is free."""
        return self._settings().models.memory * _GB or None

    def room(self, free: int | None) -> int | None:
        """Returns the bytes that a model may take where so many are free, None if nobody knows."""
        told = [one for one in (free, self.most()) if one is not None]
        return min(told, default=None)

    def seen(self, context: ModelContext) -> ModelContext:
        """Returns a model as it stands; over the network there is none while Parley is offline.

        Of models that answer together, each is seen by itself: one that steps in may be here.
        """
        away = context.location is Location.REMOTE and not context.team
        if self._settings().network.offline and away:
            return replace(context, ready=tr("Parley is to stay offline, as its settings say"))
        return context

    def check(self, context: ModelContext) -> None:
        """Passes if the network may be used for a model.

        Raises:
            ModelError: Parley is to stay offline.
        """
        if self.seen(context) != context:
            raise ModelError(
                tr(
                    "{name} was not asked: it is reached over the network, and Parley is to stay "
                    "offline. Change that in the settings, or choose a model of this computer.",
                    name=context.name,
                )
            )

    def fit_out(self, model: object) -> bool:
        """Says what a model of this computer computes with; returns whether that was otherwise."""
        rules = self._settings().models
        return isinstance(model, LocalModel) and model.use(rules.threads or None, gpu=rules.gpu)
