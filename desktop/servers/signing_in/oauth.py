"""Signing in to a server over the network: OAuth 2.1, by the person, in their own browser."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx2
from mcp.client.auth import (
    AuthorizationCodeResult,
    OAuthClientProvider,
    OAuthFlowError,
    OAuthRegistrationError,
    OAuthTokenError,
)
from mcp.client.auth.utils import extract_field_from_www_auth, extract_scope_from_www_auth
from mcp.shared.auth import OAuthClientInformationFull, OAuthClientMetadata
from pydantic import AnyUrl

from desktop.errors import SignInFailed, SignInNeeded
from desktop.language import tr
from desktop.servers.signing_in.addresses import Guard, WebOrigin
from desktop.servers.signing_in.credentials import Credentials
from desktop.servers.signing_in.return_page import PATH, ReturnPage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from desktop.servers.admission import Attendant
    from desktop.servers.config import ServerSpec
    from desktop.storage.secrets import Secrets

# What fails is told in the errors below; the SDK would log it with what was answered, which may
# hold tokens, and with its own traces.
logging.getLogger("mcp.client.auth").setLevel(logging.CRITICAL)

SIGN_IN_SECONDS = 600.0
"""A person may take this long in the browser."""

ASK_SECONDS = 30.0
"""Where a server sends Parley, an answer may take this long."""

_TIMEOUT = httpx2.Timeout(ASK_SECONDS).as_dict()


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that a server wants, with all that a person must know of it."""

    server: str
    address: str
    """The server's own."""
    host: str
    """Where the person would sign in."""
    scopes: tuple[str, ...]
    """What Parley could do there afterwards, in the words of those who gave them out."""
    link: str
    """The page to be opened in a browser."""
    more: bool = False
    """Whether the person is signed in already, and the server wants further rights."""


class SignedRequests(OAuthClientProvider):
    """Signs each request to one server, and has the person sign in where it is told to.

    The SDK's provider does the protocol: discovery, PKCE, state, issuer, resource, registration.
    This guards where it goes, keeps what it needs for a refresh, and brings the person in.
    """

    def __init__(
        self,
        spec: ServerSpec,
        secrets: Secrets,
        attendant: Attendant,
        guard: Guard | None = None,
    ) -> None:
        """Takes the server as it is to be reached, and opens nothing.

        Args:
            spec: the server, with its variables filled in.
            secrets: where tokens are kept.
            attendant: who is asked.
            guard: what says which addresses may be asked; by default the usual one.
        """
        self._spec = spec
        self._attendant = attendant
        self._credentials = Credentials(secrets, spec.name, spec.url, _given(spec))
        self._guard = guard or Guard(
            spec.name, spec.url, spec.oauth.trusted_hosts, proxied=bool(spec.proxy)
        )
        super().__init__(
            spec.url,
            OAuthClientMetadata(client_name="Parley", redirect_uris=[_return_to(0)]),
            self._credentials,
            self._show,
            self._returned,
            client_metadata_url=spec.oauth.client_metadata_url or None,
        )
        self.may_ask = False
        """Whether the person may be asked now; else a sign-in is only said to be needed."""
        self.waits: Callable[[str], None] = lambda _: None
        """Told while a start waits for the person, and for what."""
        self.limit: asyncio.Timeout | None = None
        """What stands still while the person is busy: the time that a start may take."""
        self._page = ReturnPage()
        self._asked_for = set[str]()
        """The further rights that the person was asked for, each once."""
        self._wants_more = False

    @property
    def is_signed_in(self) -> bool:
        """Whether there are tokens."""
        return self.context.current_tokens is not None

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        """Gives what to send for one request of the transport's, each address checked.

        Raises:
            SignInNeeded: the person must sign in, and may not be asked now or said no.
            SignInFailed: the sign-in came to nothing.
        """
        try:
            async with aclosing(super().async_auth_flow(request)) as flow:
                outgoing = await anext(flow)
                while True:
                    if outgoing is not request:
                        await self._check(outgoing)
                    response = yield outgoing
                    outgoing = await flow.asend(response)
        except StopAsyncIteration:
            return
        except OAuthFlowError as error:
            raise SignInFailed(self._told(error)) from None

    async def _auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        """Sends a request, refreshes, and only then troubles the person.

        The SDK's own flow holds its lock until a response begins, and so would hold up the answer
        that a long tool call waits for: it is entered only where a sign-in is needed.
        """
        if not self._initialized:
            await self._initialize()
        used = self._token
        response = yield self._signed(request)
        if response.status_code == 401 and self.context.can_refresh_token():
            async with self.context.lock:
                if self._token == used:  # Else another request has refreshed it meanwhile.
                    await self._handle_refresh_response((yield await self._refresh_token()))
            used = self._token
            response = yield self._signed(request)
        if not _wants_sign_in(response):
            return
        async with aclosing(super()._auth_flow(request)) as flow:
            outgoing = await anext(flow)
            while outgoing is not request:
                outgoing = await flow.asend((yield outgoing))
            if self._token == used:  # Else another request has brought the person in.
                if not await self._prepare(response):
                    return
                try:
                    outgoing = await flow.asend(response)
                    while outgoing is not request:
                        outgoing = await flow.asend((yield outgoing))
                finally:
                    self._page.close()
        if (yield self._signed(request)).status_code == 401:
            await self._give_up()

    async def _give_up(self) -> None:
        """Forgets tokens that are of no use, so that the person is not sent round in circles."""
        await self._credentials.drop_tokens()
        self.context.clear_tokens()
        raise SignInFailed(
            tr(
                "{name} does not take the sign-in that it asked for. Nothing of it was kept. "
                "Ask whoever runs the server.",
                name=self._spec.name,
            )
        )

    def _signed(self, request: httpx2.Request) -> httpx2.Request:
        request.headers.pop("Authorization", None)
        self._add_auth_header(request)
        return request

    @property
    def _token(self) -> str | None:
        tokens = self.context.current_tokens
        return tokens.access_token if tokens else None

    async def _initialize(self) -> None:
        """Reads what is kept, with what the SDK forgets: when tokens end, and where they renew."""
        await super()._initialize()
        kept = self._credentials.kept
        self.context.token_expiry_time = kept.expires_at
        self.context.oauth_metadata = kept.authorization_server
        self.context.protected_resource_metadata = kept.resource
        if kept.resource is not None:
            self.context.auth_server_url = str(kept.resource.authorization_servers[0])

    async def _handle_token_response(self, response: httpx2.Response) -> None:
        self._credentials.kept.authorization_server = self.context.oauth_metadata
        self._credentials.kept.resource = self.context.protected_resource_metadata
        await super()._handle_token_response(response)

    async def _handle_refresh_response(self, response: httpx2.Response) -> bool:
        renewed = await super()._handle_refresh_response(response)
        if not renewed and 400 <= response.status_code < 500:
            await self._credentials.drop_tokens()
        return renewed

    async def _check(self, request: httpx2.Request) -> None:
        """Lets a request go where it may, to the very address that was checked."""
        address = await self._guard.checked(str(request.url))
        request.extensions = {**request.extensions, "timeout": _TIMEOUT}
        if address is not None and address != request.url.host:
            request.extensions["sni_hostname"] = request.url.host
            request.url = request.url.copy_with(host=address)

    async def _prepare(self, refused: httpx2.Response) -> bool:
        """Opens the page to return to; returns whether the person is to be asked at all."""
        self._wants_more = refused.status_code == 403
        if self._wants_more:
            rights = extract_scope_from_www_auth(refused) or ""
            if rights in self._asked_for:
                return False
            self._asked_for.add(rights)
        name = self._spec.name
        if not self.may_ask:
            raise SignInNeeded(tr("{name} needs you to sign in. Start it to do that.", name=name))
        known, port = self.context.client_info, self._spec.oauth.callback_port
        if known and known.redirect_uris and not port:
            port = known.redirect_uris[0].port or 0
        taken = await self._page.open(port)
        if self._spec.oauth.callback_port not in (0, taken):
            self._page.close()
            raise SignInFailed(
                tr(
                    "{name} needs port {port} of this computer for the sign-in, which another "
                    "program has. Close that program, or change oauth.callbackPort in the server's "
                    "entry.",
                    name=name,
                    port=port,
                )
            )
        self.context.client_metadata.redirect_uris = [_return_to(taken)]
        if taken != port and known and known.redirect_uris and not self._spec.oauth.client_id:
            self.context.client_info = None  # It was registered for another port.
        return True

    async def _show(self, link: str) -> None:
        """Asks the person, who has the page opened where they agree."""
        await self._guard.checked(link)
        query = parse_qs(urlsplit(link).query)
        self._page.expect(query["state"][-1])
        asked = SignIn(
            self._spec.name,
            self._spec.url,
            WebOrigin.of(link).host,
            tuple(query.get("scope", [""])[-1].split()),
            link,
            self._wants_more,
        )
        with self._waiting():
            if not await self._attendant.confirm_sign_in(asked):
                raise SignInNeeded(
                    tr("{server} needs you to sign in, which you did not do.", server=asked.server)
                )

    async def _returned(self) -> AuthorizationCodeResult:
        """Returns what the browser brings back, whose state and issuer the SDK then checks."""
        name = self._spec.name
        with self._waiting():
            try:
                brought = await self._page.answer(SIGN_IN_SECONDS)
            except TimeoutError:
                raise SignInNeeded(
                    tr(
                        "{name} needs you to sign in. Nobody came back from the browser within "
                        "{value:.0f} minutes.",
                        name=name,
                        value=SIGN_IN_SECONDS / 60,
                    )
                ) from None
        if "code" not in brought:
            why = _short(brought.get("error_description") or brought.get("error", ""))
            raise SignInFailed(
                tr(
                    "You were not signed in to {name}: {value}.",
                    name=name,
                    value=why or tr("no reason was given"),
                )
            )
        return AuthorizationCodeResult(
            code=brought["code"], state=brought.get("state"), iss=brought.get("iss")
        )

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Stops the clock of a start while the person reads, types and looks for a password."""
        limit, loop = self.limit, asyncio.get_running_loop()
        end = limit.when() if limit is not None else None
        if limit is None or end is None:
            yield
            return
        left = end - loop.time()
        limit.reschedule(None)
        self.waits(tr("It waits for you to sign in."))
        try:
            yield
        finally:
            limit.reschedule(loop.time() + left)

    def _told(self, error: OAuthFlowError) -> str:
        """Returns what went wrong, without what was answered to a request for tokens."""
        match error:
            case OAuthRegistrationError():
                why = tr(
                    "it did not register Parley. Register it there yourself, and write the id "
                    "that you get into oauth.clientId of the server's entry"
                )
            case OAuthTokenError():
                why = tr("the place where you signed in gave no token for it")
            case _:
                why = _short(str(error))
        return tr("Signing in to {name} came to nothing: {why}.", name=self._spec.name, why=why)


def signs(spec: ServerSpec) -> bool:
    """Returns whether the requests to a server are signed here, where it wants that.

    What the person wrote into its headers goes first; and a token is never sent in the clear.
    """
    if not spec.url or any(name.lower() == "authorization" for name in spec.headers):
        return False
    return WebOrigin.of(spec.url).is_private_talk


def _given(spec: ServerSpec) -> OAuthClientInformationFull | None:
    """Returns the registration that an entry names."""
    known = spec.oauth
    if not known.client_id:
        return None
    return OAuthClientInformationFull(
        client_id=known.client_id,
        client_secret=known.client_secret or None,
        redirect_uris=[_return_to(known.callback_port)],
        token_endpoint_auth_method="client_secret_basic" if known.client_secret else "none",
    )


def _return_to(port: int) -> AnyUrl:
    return AnyUrl(f"http://127.0.0.1:{port}{PATH}" if port else f"http://127.0.0.1{PATH}")


def _short(text: str) -> str:
    """Returns what another program says, on one line and not without end."""
    return " ".join(text.split())[:300]


def _wants_sign_in(response: httpx2.Response) -> bool:
    if response.status_code == 401:
        return True
    named = extract_field_from_www_auth(response, "error")
    return response.status_code == 403 and named == "insufficient_scope"
