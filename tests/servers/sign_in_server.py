"""A server that wants a sign-in, and the place where that is done, both on this computer."""

from __future__ import annotations

import base64
import hashlib
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

TOOLS = [{"name": "whoami", "inputSchema": {"type": "object"}}]


@dataclass
class House:
    """Both ends: what they say can be changed, and what they were told is kept."""

    origin: str
    resource: dict[str, Any] = field(default_factory=dict)
    """What is told of the server beside, or instead of, what is usual."""
    metadata: dict[str, Any] = field(default_factory=dict)
    """The same of the place where one signs in."""
    brought_back: dict[str, str] = field(default_factory=dict)
    """What the browser brings back beside, or instead of, what is usual."""
    granted: dict[str, Any] = field(default_factory=dict)
    """What is given out beside, or instead of, what is usual."""
    takes_refresh: bool = True
    takes_tokens: bool = True
    needs_scope: str = ""
    """What the tool needs beside being signed in."""
    asked: list[str] = field(default_factory=list)
    """Each request: its method and path."""
    redirects: list[str] = field(default_factory=list)
    """Where the browser was to return to, for each registration."""
    forms: list[dict[str, str]] = field(default_factory=list)
    """What was sent for each token."""
    bearers: list[str] = field(default_factory=list)
    """The tokens that came with messages."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    """The scopes of each token that is good now."""

    @property
    def url(self) -> str:
        return f"{self.origin}/mcp"

    def forget_tokens(self) -> None:
        """Lets every token run out."""
        self.tokens.clear()

    def times(self, request: str) -> int:
        """Returns how often something was asked."""
        return self.asked.count(request)

    async def about_server(self, request: Request) -> Response:
        self._note(request)
        usual = {"resource": self.url, "authorization_servers": [self.origin]}
        return JSONResponse({**usual, **self.resource})

    async def about_place(self, request: Request) -> Response:
        self._note(request)
        usual = {
            "issuer": self.origin,
            "authorization_endpoint": f"{self.origin}/authorize",
            "token_endpoint": f"{self.origin}/token",
            "registration_endpoint": f"{self.origin}/register",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            "scopes_supported": ["read"],
        }
        return JSONResponse({**usual, **self.metadata})

    async def register(self, request: Request) -> Response:
        self._note(request)
        told = await request.json()
        self.redirects += told["redirect_uris"]
        told |= {"client_id": f"client-{len(self.redirects)}", "token_endpoint_auth_method": "none"}
        return JSONResponse(told, status_code=201)

    async def authorize(self, request: Request) -> Response:
        self._note(request)
        query = dict(request.query_params)
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        back = {"code": code, "state": query["state"], "iss": self.origin, **self.brought_back}
        back = {name: value for name, value in back.items() if value}
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode(back)}", status_code=302)

    async def token(self, request: Request) -> Response:
        self._note(request)
        form = {name: str(value) for name, value in (await request.form()).items()}
        self.forms.append(form)
        if form["grant_type"] == "refresh_token":
            if not self.takes_refresh:
                return JSONResponse({"error": "invalid_grant"}, status_code=400)
            scope = "read"
        else:
            query = self.codes.pop(form["code"])
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            if challenge != query["code_challenge"] or form["resource"] != self.url:
                return JSONResponse({"error": "invalid_grant"}, status_code=400)
            scope = query.get("scope", "read")
        name = f"token-{len(self.forms)}-canary"
        self.tokens[name] = scope
        usual = {
            "access_token": name,
            "token_type": "Bearer",
            "expires_in": 3600,
            "refresh_token": f"refresh-{len(self.forms)}-canary",
            "scope": scope,
        }
        return JSONResponse({**usual, **self.granted})

    async def talk(self, request: Request) -> Response:
        self._note(request)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        self.bearers.append(bearer)
        message = await request.json()
        if not self.takes_tokens or bearer not in self.tokens:
            about = f"{self.origin}/.well-known/oauth-protected-resource/mcp"
            challenge = {"WWW-Authenticate": f'Bearer resource_metadata="{about}"'}
            return Response(status_code=401, headers=challenge)
        calls = message["method"] == "tools/call"
        if calls and self.needs_scope and self.needs_scope not in self.tokens[bearer].split():
            told = f'Bearer error="insufficient_scope", scope="{self.needs_scope}"'
            return Response(status_code=403, headers={"WWW-Authenticate": told})
        if "id" not in message:
            return Response(status_code=202)
        answer = {"jsonrpc": "2.0", "id": message["id"], **_answered(message["method"])}
        return JSONResponse(answer)

    def _note(self, request: Request) -> None:
        self.asked.append(f"{request.method} {request.url.path}")

    def routes(self) -> list[Route]:
        about = "/.well-known/oauth"
        return [
            Route(f"{about}-protected-resource/mcp", self.about_server),
            Route(f"{about}-authorization-server", self.about_place),
            Route("/register", self.register, methods=["POST"]),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
            Route("/mcp", self.talk, methods=["POST"]),
        ]


def _answered(method: str) -> dict[str, Any]:
    match method:
        case "initialize":
            told = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}}
            return {"result": {**told, "serverInfo": {"name": "house", "version": "1"}}}
        case "tools/list":
            return {"result": {"tools": TOOLS}}
        case "tools/call":
            return {"result": {"content": [{"type": "text", "text": "you"}]}}
        case _:
            return {"error": {"code": -32601, "message": "Method not found"}}


@contextmanager
def house() -> Iterator[House]:
    """Gives a server on this computer, which answers until the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = House(f"http://127.0.0.1:{listening.getsockname()[1]}")
        with served(Starlette(routes=made.routes()), listening):
            yield made


@contextmanager
def served(app: Any, listening: socket.socket) -> Iterator[None]:
    """Serves an app until the end."""
    config = uvicorn.Config(app, log_config=None, lifespan="on", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
