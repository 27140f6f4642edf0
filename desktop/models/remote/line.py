"""The connection to a provider: the only place that speaks through the `openai` SDK."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
import openai

from desktop.errors import BadAnswer, KeyRefused, Unreachable
from desktop.language import tr
from desktop.models.remote.config import is_loopback
from desktop.models.remote.failures import TROUBLES, Party, failure, told_failure, too_slow
from desktop.models.remote.waiting import wait_of
from desktop.storage.depth import DEPTH, HEADER

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable

    from desktop.models.remote.access import Access

# Below this it logs the headers that providers send, and one of them may quote the key.
logging.getLogger("httpcore2").setLevel(logging.INFO)

RETRIES = 2
LONGEST_WAIT = 20.0
"""Seconds that are waited where a provider asks for it; beyond, a person is told instead."""
MOST_BYTES = 64_000_000
"""Of one answer, and of the list of models."""
LONGEST_LINE = 8_000_000
MOST_PAGES = 20
_SENT = frozenset(
    {"accept", "connection", "content-length", "content-type", "host", "idempotency-key"}
)
"""The headers of the SDK's that leave: it adds more, such as what kind of computer this is, and
another key where OPENAI_CUSTOM_HEADERS has one."""
_SPARE = ("temperature", "stop", "stream_options")
"""What an answer can be given without; stop sequences are obeyed here too."""
_INSTEAD = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_UNKNOWN = re.compile(r"(un|not )supported|unrecognized|unknown|not permitted|deprecated", re.I)


@dataclass(slots=True)
class _Opened:
    """A client of the SDK, and how many requests it is busy with."""

    client: openai.AsyncOpenAI
    party: Party
    users: int = 0
    stale: bool = False
    """Whether it is to be closed after these."""


class Line:
    """A connection to one provider, opened with its key when it is first used."""

    def __init__(self, access: Access, patience: float) -> None:
        """Takes what opens it, and sends nothing.

        Args:
            access: the provider, and its key.
            patience: seconds of silence after which it is given up.
        """
        self._access = access
        self._patience = patience
        self._opened: _Opened | None = None
        self._opening = asyncio.Lock()
        self._keys = 0
        """How often keys had changed when it was opened."""
        self._unwanted: set[str] = set()
        """Parameters that the provider has refused."""

    async def chat(self, wish: dict[str, Any], take: Callable[[object], bool]) -> None:
        """Asks for an answer, and hands over each piece of it.

        Args:
            wish: what is asked for, in the words of chat completions.
            take: receives each piece, and returns whether more is wanted.

        Raises:
            ModelError: there is no answer; the message says why.
        """
        for name in self._unwanted:
            _leave_out(name, wish)
        async with self._using() as opened:
            party = opened.party
            try:
                async with await self._ask(opened.client, wish) as stream:
                    await _check_kind(stream.response, party)
                    async for piece in stream:
                        if not take(piece):
                            return
            except TimeoutError:
                raise too_slow(party) from None
            except TROUBLES as error:
                failed = failure(error, party)
                if isinstance(failed, KeyRefused):
                    await self._renew()  # The next time, the key may be another one.
                # The SDK's own words may quote the key: neither they nor its traces go any further.
                raise failed from None

    async def models(self) -> list[object]:
        """Returns the models that the provider lists, as it tells of them.

        Raises:
            ModelError: it gives no list; the message says why.
        """
        async with self._using() as opened:
            return await self._listed(opened.client, opened.party)

    async def _listed(self, client: openai.AsyncOpenAI, party: Party) -> list[object]:
        found: list[object] = []
        query: dict[str, object] = {}
        try:
            for _ in range(MOST_PAGES):
                async with asyncio.timeout(self._patience):
                    page = await client.get(
                        "/models",
                        cast_to=object,
                        options={"params": query, "headers": self._access.list_headers(party.key)},
                    )
                match page:
                    case {"data": list() as models, "has_more": True, "last_id": str(last)}:
                        query = {"after_id": last}
                    case {"data": list() as models}:
                        query = {}
                    case _:
                        raise _no_list(party)
                found += models
                if not query:
                    break
        except TimeoutError:
            raise too_slow(party) from None
        except TROUBLES as error:
            raise failure(error, party) from None
        return found

    async def close(self) -> None:
        """Closes it, with whatever it is doing; the next use opens it again."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.client.close()

    async def _renew(self) -> None:
        """Has the next use open it again, with the key of then; what it is doing goes on."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.stale = True
            await _let_go(opened)

    @asynccontextmanager
    async def _using(self) -> AsyncGenerator[_Opened]:
        opened = await self._open()
        opened.users += 1
        try:
            yield opened
        finally:
            opened.users -= 1
            await _let_go(opened)

    async def _ask(
        self, client: openai.AsyncOpenAI, wish: dict[str, Any]
    ) -> openai.AsyncStream[Any]:
        """Returns the beginning of an answer, after leaving out what the provider does not know."""
        while True:
            try:
                async with asyncio.timeout(self._patience):
                    stream: openai.AsyncStream[Any] = await client.chat.completions.create(
                        **wish, stream=True
                    )
                    return stream
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                name = _refused_parameter(error, wish)
                if not name or name in self._unwanted:
                    raise
                self._unwanted.add(name)
                _leave_out(name, wish)

    async def _open(self) -> _Opened:
        access, spec = self._access, self._access.spec
        async with self._opening:
            if self._keys != access.secrets.changes:
                await self._renew()
            if self._opened is None:
                self._keys = access.secrets.changes
                key = await access.key()
                party = Party(
                    spec.name, access.label, spec.host, access.key_page, key, self._patience
                )
                try:
                    # In a thread, for it reads all the certificates that are trusted here.
                    client = await asyncio.to_thread(_client, access, party)
                except (ImportError, OSError, ValueError, httpx2.InvalidURL) as error:
                    raise Unreachable(
                        tr(
                            "{label} was not asked: no connection to {host} could be prepared "
                            "({name}). Look at its address, and at the variables HTTPS_PROXY, "
                            "ALL_PROXY and SSL_CERT_FILE.",
                            label=access.label,
                            host=spec.host,
                            name=type(error).__name__,
                        )
                    ) from None
                self._opened = _Opened(client, party)
            return self._opened


async def _let_go(opened: _Opened) -> None:
    """Closes a client that is to be closed, after the last request that it is busy with."""
    if opened.stale and not opened.users:
        await opened.client.close()


def _client(access: Access, party: Party) -> openai.AsyncOpenAI:
    """Returns a client of the SDK from which it has nothing of this computer's environment."""
    own = {**access.headers, "User-Agent": "parley", "Accept-Encoding": "identity"}
    elsewhere = {name.lower() for name in access.list_headers(party.key)}
    wanted = _SENT | elsewhere | {name.lower() for name in own}

    async def send_only_what_is_wanted(request: httpx2.Request) -> None:
        for name in set(request.headers):
            if name.lower() not in wanted:
                del request.headers[name]
        if party.key and not elsewhere & set(request.headers):
            request.headers["Authorization"] = f"Bearer {party.key.get_secret_value()}"
        if DEPTH.get() and is_loopback(
            party.host
        ):  # It may be Parley's own endpoint, which would ask for ever.
            request.headers[HEADER] = str(DEPTH.get())

    async def bound(response: httpx2.Response) -> None:
        _heed_wait(response)
        _bind(response, party)

    http = httpx2.AsyncClient(
        timeout=httpx2.Timeout(party.patience, connect=min(10.0, party.patience)),
        follow_redirects=False,  # A key goes to no other address.
        # What is on this computer is not asked through a proxy elsewhere.
        trust_env=not is_loopback(party.host),
        event_hooks={"request": [send_only_what_is_wanted], "response": [bound]},
    )
    return openai.AsyncOpenAI(
        api_key="given by the hook",
        admin_api_key="",
        organization="",
        project="",
        webhook_secret="",
        base_url=access.spec.base_url,
        max_retries=RETRIES,
        http_client=http,
        default_headers=own,
    )


def _bind(response: httpx2.Response, party: Party) -> None:
    """Lets an answer be no longer than one can be, packed or not."""
    packed = response.headers.get("content-encoding", "identity")
    if packed != "identity":
        raise BadAnswer(
            tr(
                "{label} packed its answer ({packed}), though it was asked not to. The answer "
                "was not opened.",
                label=party.label,
                packed=packed[:20],
            )
        )
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream, party.label)


def _heed_wait(response: httpx2.Response) -> None:
    """Says in the SDK's words how long the provider wants to be left alone."""
    wait = wait_of(response.headers) if response.status_code in (429, 503, 529) else None
    if wait is not None:
        response.headers["retry-after"] = str(wait)
        if wait > LONGEST_WAIT:
            response.headers["x-should-retry"] = "false"


class _Bounded(httpx2.AsyncByteStream):
    """An answer that ends with an error where it is far too long: the SDK would take any."""

    def __init__(self, stream: httpx2.AsyncByteStream, label: str) -> None:
        self._stream = stream
        self._label = label

    async def __aiter__(self) -> AsyncIterator[bytes]:
        whole = line = 0
        async for piece in self._stream:
            whole += len(piece)
            end = piece.rfind(b"\n")
            line = line + len(piece) if end < 0 else len(piece) - end - 1
            if whole > MOST_BYTES or line > LONGEST_LINE:
                raise BadAnswer(
                    tr(
                        "{label} sends far more than an answer can hold. It was given up. Try "
                        "again, or choose another model.",
                        label=self._label,
                    )
                )
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _check_kind(response: httpx2.Response, party: Party) -> None:
    """Passes an answer that comes in pieces, as it was asked for."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        return
    if kind == "application/json":
        told = told_failure(json.loads(await response.aread()), party)
        if told is not None:
            raise told
    raise BadAnswer(
        tr(
            "{label} answered with {value}, not with an answer in pieces. It was given up. "
            "Is {host} the right address, with its path?",
            label=party.label,
            value=kind[:40] or tr("something without a kind"),
            host=party.host,
        )
    )


def _no_list(party: Party) -> BadAnswer:
    return BadAnswer(
        tr(
            "{label} gave no list of models. Is {host} the right address, with its path? "
            "Models can be named without a list: parley providers models {name} --enable ID",
            label=party.label,
            host=party.host,
            name=party.name,
        )
    )


def _refused_parameter(error: openai.APIStatusError, wish: dict[str, Any]) -> str:
    """Returns which parameter the provider does not know, if it is one that can be spared."""
    known = [name for name in (*_SPARE, *_INSTEAD) if name in wish]
    if error.param in known:
        return error.param or ""
    if not _UNKNOWN.search(error.message):
        return ""
    named = (name for name in known if re.search(rf"\b{name}\b", error.message))
    return next(named, "")


def _leave_out(name: str, wish: dict[str, Any]) -> None:
    """Takes a parameter out, or gives it the name by which others know it."""
    if name in wish:
        value = wish.pop(name)
        if name in _INSTEAD:
            wish[_INSTEAD[name]] = value
