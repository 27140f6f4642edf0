"""Answers that are kept for a while, for requests that would get the same one again."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.structured import response_format

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.request import Caller
    from desktop.models.backend import Result

MOST = 256
"""Answers that are kept; of more, those that were not wanted for the longest time go."""


@dataclass(frozen=True, slots=True)
class Key:
    """What two requests must have in common to have the same answer."""

    digest: str
    model: str
    whose: str
    """The one server that may have it; empty where several may."""


class Cache:
    """Answers in memory only; time is an argument."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[Result, float]] = OrderedDict()

    def find(self, key: Key | None, at: float) -> Result | None:
        """Returns the answer that is kept, unless its time is over."""
        if key is None or key not in self._kept:
            return None
        result, until = self._kept[key]
        if at >= until:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return result

    def keep(self, key: Key | None, result: Result, until: float) -> None:
        """Keeps an answer; nothing is kept without a key."""
        if key is None:
            return
        self._kept[key] = (result, until)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)


def key_of(caller: Caller, params: CreateMessageRequestParams, model: str) -> Key | None:
    """Returns what a request's answer is kept by; None where it is not to be kept.

    Only at temperature 0 would the same model answer the same. Servers share answers where each
    of them is allowed to: what one asked for would else show in how soon another is answered.
    """
    policy = caller.policy
    if not policy.cache_minutes or params.temperature != 0:
        return None
    told = params.model_dump(by_alias=True, exclude_none=True, mode="json")
    for name in ("metadata", "_meta", "modelPreferences"):
        told.pop(name, None)
    told["form"] = response_format(params)
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return Key(digest, model, "" if policy.share_cache else f"{caller.name} {caller.fingerprint}")
