"""`parley route`: which model would answer a request, why, and why no other."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.request_file import read
from desktop.cli.session import Session
from desktop.errors import ParleyError, UnknownServer
from desktop.gateway.cost import expected_cost, said_cost
from desktop.gateway.limits import SERVER
from desktop.gateway.policy import ASK
from desktop.gateway.routing import choose
from desktop.gateway.validity import check
from desktop.inbound.sampling import limits_of, policy_of
from desktop.models.context import Location

if TYPE_CHECKING:
    import argparse

    from mcp_types import CreateMessageRequestParams

    from desktop.app import App
    from desktop.gateway.routing import Loser, Route
    from desktop.models.context import ModelContext
    from desktop.servers.config import ServerSpec


async def run(options: argparse.Namespace) -> int:
    """Prints the route of the request in a file, and returns the exit code."""
    if not options.dry_run:
        say("parley: route only tries out; it sends nothing. Say so: parley route --dry-run FILE")
        return ExitCode.USAGE
    if not options.json:
        for line in told_of(*await _tried(options.request, options.server)):
            tell(line)
        return ExitCode.DONE
    told: dict[str, Any] = {"route": None, "error": None, "exit_code": ExitCode.DONE}
    try:
        told["route"] = _as_json(*await _tried(options.request, options.server))
    except ParleyError as error:
        told |= {"error": str(error), "exit_code": ExitCode.of(error)}
    print(json.dumps(told))
    return int(told["exit_code"])


async def _tried(file: str, server: str) -> tuple[CreateMessageRequestParams, Route]:
    """Returns the request in a file, as the limits let it pass, and its route.

    Raises:
        ConfigError: the file holds no request.
        InvalidRequest: the request breaks the protocol.
        UnknownServer: there is no such server.
        ModelError: no model can answer.
    """
    params = (await asyncio.to_thread(read, file)).request
    check(params)
    async with Session(quiet=True) as session:
        app = session.app
        spec = _spec(app, server) if server else None
        policy, limits = (policy_of(spec.sampling), limits_of(spec)) if spec else (ASK, SERVER)
        bounds = (params.max_tokens, limits.tokens_per_request, app.budget.total.tokens_per_request)
        params = params.model_copy(update={"max_tokens": min(bounds)})
        route = choose(
            params,
            app.library.candidates(),
            allowed=policy.models,
            local_only=policy.remote == "never",
        )
    return params, route


def _spec(app: App, server: str) -> ServerSpec:
    specs = {spec.name: spec for spec in app.supervisor.specs()}
    if server not in specs:
        raise UnknownServer(f"There is no server named {server!r}. There are: {', '.join(specs)}.")
    return specs[server]


def told_of(params: CreateMessageRequestParams, route: Route) -> list[str]:
    """Returns a route in lines for a person."""
    choice, most = route.choice, params.max_tokens
    cost = said_cost(choice, expected_cost(choice, params, most))
    return [
        f"{choice.name} ({choice.id}) would answer, with up to {most:,} tokens.",
        *(f"  {reason}" for reason in route.reasons),
        f"{_place(choice)} {cost[0].upper()}{cost[1:]}.",
        *_losers("Those that come after it:", [one for one in route.losers if one.able]),
        *_losers("Those that cannot answer:", [one for one in route.losers if not one.able]),
    ]


def _losers(title: str, losers: list[Loser]) -> list[str]:
    lines = [f"  {loser.context.id}  {loser.why}" for loser in losers]
    return [title, *lines] if lines else []


def _place(choice: ModelContext) -> str:
    if choice.location is Location.LOCAL:
        return "The text does not leave this computer."
    return f"The text is sent over the network to {choice.host or 'whoever runs this model'}."


def _as_json(params: CreateMessageRequestParams, route: Route) -> dict[str, Any]:
    choice = route.choice
    return {
        "model": choice.id,
        "name": choice.name,
        "local": choice.location is Location.LOCAL,
        "host": choice.host,
        "reasons": route.reasons,
        "max_tokens": params.max_tokens,
        "cost_at_most": expected_cost(choice, params, params.max_tokens),
        "losers": [
            {"model": loser.context.id, "able": loser.able, "why": loser.why}
            for loser in route.losers
        ],
    }
