"""The person's strategies, kept in step with their list and with the models there are."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.models.context import ModelContext
from desktop.models.strategies import config
from desktop.models.strategies.strategy import Strategy, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.models.strategies.config import StrategySpec
    from desktop.models.strategies.strategy import Ask, Find, Seen
    from desktop.storage.places import Places


class Strategies:
    """Those of strategies.json."""

    def __init__(self, places: Places, find: Find, ask: Ask, seen: Seen) -> None:
        """Takes where the list is, and reads nothing.

        Args:
            places: the folders of one person's Parley.
            find: gives a model of the library.
            ask: lets one answer.
            seen: tells how one stands.
        """
        self.path = places.strategies_file
        self._find = find
        self._ask = ask
        self._seen = seen
        self._models: dict[str, Strategy] = {}

    async def add(self, spec: StrategySpec, plain: Mapping[str, ModelContext]) -> None:
        """Lets models answer together.

        Args:
            spec: which, and how.
            plain: the models that there are, strategies apart, by their ids.

        Raises:
            ConfigError: its name is taken, or one of its models is not there.
        """
        if spec.name in plain:
            raise ConfigError(
                tr("There is a model {name!r} already. Choose another name.", name=spec.name)
            )
        for one in spec.parts:
            if one not in plain:
                raise ConfigError(
                    tr(
                        "There is no model {one!r} that can answer together with others. `parley "
                        "models list` tells the ids. Nothing was changed.",
                        one=one,
                    )
                )
        await asyncio.to_thread(config.add_strategy, self.path, spec)

    async def remove(self, name: str) -> None:
        """Lets models answer together no more; they themselves stay.

        Raises:
            ConfigError: the list cannot be read or written.
        """
        await asyncio.to_thread(config.remove_strategy, self.path, name)

    async def read(self, complain: Callable[[str], None]) -> Sequence[StrategySpec]:
        """Returns the list as it stands; where it cannot be read, as it stood.

        Args:
            complain: told what is wrong with it.
        """
        try:
            found = await asyncio.to_thread(config.read_strategies, self.path)
        except ConfigError as error:
            complain(str(error))
            return [model.spec for model in self._models.values()]
        for problem in found.problems:
            complain(problem)
        return found.strategies

    def models(
        self,
        specs: Sequence[StrategySpec],
        plain: Mapping[str, ModelContext],
        complain: Callable[[str], None],
    ) -> Sequence[Strategy]:
        """Returns the strategies of a list; those stay the same whose models are where they were.

        Args:
            specs: the list.
            plain: the models that there are, strategies apart, by their ids.
            complain: told of names that are taken.
        """
        models = {}
        for spec in specs:
            if spec.name in plain:
                complain(
                    tr("{name!r} was left out: there is a model of that name.", name=spec.name)
                )
                continue
            known = {one: plain.get(one, ModelContext(one, one)) for one in spec.parts}
            models[spec.name] = self._kept(spec, known) or Strategy(
                spec, known, self._find, self._ask, self._seen
            )
        self._models = models
        return list(models.values())

    def _kept(self, spec: StrategySpec, known: Mapping[str, ModelContext]) -> Strategy | None:
        """Returns a strategy that is there already, if nothing of it has changed."""
        kept = self._models.get(spec.name)
        if kept is None or kept.spec != spec:
            return None
        same = all(place_of(kept.known[one]) == place_of(known[one]) for one in spec.parts)
        return kept if same else None
