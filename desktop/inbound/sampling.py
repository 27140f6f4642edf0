"""MCP's sampling callback, for requests of both protocol eras."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from mcp_types import INTERNAL_ERROR, INVALID_PARAMS, ErrorData

from desktop.errors import REJECTED, InvalidRequest, ParleyError, Refused
from desktop.gateway.limits import SERVER
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller, Request
from desktop.storage.depth import own_depth

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.gateway import Gateway
    from desktop.gateway.limits import Limits
    from desktop.models.backend import Result
    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Origin
    from desktop.servers.rules import SamplingLimits, SamplingRules

logger = logging.getLogger(__name__)


class SamplingInbound:
    """Turns a server's request into the gateway's, and what comes of it into MCP's words.

    What a server is told is a fixed sentence for each kind of error, and of a limit which one it
    is: the text of an exception may hold paths, prompts and names that are none of its business.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._callers: dict[str, tuple[ServerSpec, Caller]] = {}
        """Who asks, by their names; made anew where something in the entry has changed."""

    async def __call__(
        self, origin: Origin, params: CreateMessageRequestParams
    ) -> Result | ErrorData:
        """Returns the answer or MCP's error for it.

        Only a cancellation of the request itself is let out: a stray one would end the whole
        connection in the older era, and ask the person ten times over in the newer.
        """
        try:
            return await self._gateway.answer(self._request(origin, params))
        except Refused as error:
            return ErrorData(code=REJECTED, message=error.to_caller)
        except InvalidRequest as error:
            return ErrorData(code=INVALID_PARAMS, message=error.to_caller)
        except ParleyError as error:
            logger.warning("A request of %s failed: %s", origin.spec.name, error)
            return ErrorData(code=INTERNAL_ERROR, message=error.to_caller)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            logger.exception("A stray cancellation reached a request of %s", origin.spec.name)
            return ErrorData(code=INTERNAL_ERROR, message=ParleyError.to_caller)
        except Exception:
            # The SDK would send the exception's own text to the server.
            logger.exception("A request of %s failed unexpectedly", origin.spec.name)
            return ErrorData(code=INTERNAL_ERROR, message=ParleyError.to_caller)

    def _request(self, origin: Origin, params: CreateMessageRequestParams) -> Request:
        call = origin.call
        return Request(
            id=uuid.uuid4().hex,
            caller=self._caller(origin.spec),
            way=origin.way,
            params=params,
            tool=call.tool if call else None,
            call=call.id if call else None,
            patience=origin.patience,
            depth=own_depth() + 1,
        )

    def _caller(self, spec: ServerSpec) -> Caller:
        known, caller = self._callers.get(spec.name, (None, None))
        if caller is None or known is not spec:
            caller = caller_of(spec)
            self._callers[spec.name] = (spec, caller)
        return caller


def caller_of(spec: ServerSpec) -> Caller:
    """Returns a server as one that asks, with what its entry lays down for it."""
    policy, limits = policy_of(spec.sampling), limits_of(spec)
    return Caller(spec.name, spec.target, spec.fingerprint, policy, limits)


def limits_of(spec: ServerSpec) -> Limits:
    """Returns how much a server may ask for."""
    return limited(SERVER, spec.sampling.limits)


@cache
def policy_of(rules: SamplingRules) -> Policy:
    """Returns what a person has laid down for a server's requests."""
    return Policy(
        enabled=rules.enabled,
        consent=rules.consent,
        remote=rules.remote,
        tools=rules.tools,
        outside=rules.outside_calls,
        timeout=rules.timeout,
        models=rules.models,
        review=rules.review,
        cache_minutes=rules.cache_minutes,
        share_cache=rules.share_cache,
        keep_texts=rules.keep_texts,
    )


@cache
def limited(usual: Limits, named: SamplingLimits) -> Limits:
    """Returns the usual limits, but for those that mcp.json names."""
    return replace(usual, **named.model_dump(exclude_none=True))
