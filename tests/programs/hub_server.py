"""A hub on this computer that speaks the API of the real one, well or badly, and its CDN."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMIT = "1" * 40
LATER = "2" * 40
_LIFE = 30.0
"""Seconds after which nothing waits any more."""


@dataclass
class Turn:
    """How one request for a file's bytes is answered."""

    after: int | None = None
    """Bytes after which the connection breaks off; None: none."""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None
    """Sent instead of the file."""
    ignore_range: bool = False
    announces: int | None = None
    """Bytes that it says will come; None: as many as do."""
    hold: bool = False
    """Says nothing more after `after` bytes, and keeps the connection open."""
    start: int | None = None
    """The position that it names, whatever was asked for."""


@dataclass
class Asked:
    """One request, as it came."""

    where: str
    path: str
    range: str
    authorization: str
    agent: str
    """What asks, as it tells of itself."""


@dataclass
class HubServer:
    """What a hub has, what it will do, and what it was asked."""

    endpoint: str = ""
    cdn: str = ""
    files: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    """By repository, commit and name."""
    heads: dict[str, str] = field(default_factory=dict)
    """The newest commit of each repository."""
    gated: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    """Those who may have what is gated."""
    turns: deque[Turn] = field(default_factory=deque)
    api: deque[tuple[int, dict[str, str]]] = field(default_factory=deque)
    """Refusals of the API, in order."""
    announced: dict[str, str] = field(default_factory=dict)
    """SHA-256 that the API tells, by name, where they are wrong."""
    linked: str = ""
    """The SHA-256 that the redirection tells, where it is another one."""
    asked: list[Asked] = field(default_factory=list)
    held: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def put(self, repo: str, name: str, content: bytes, commit: str = COMMIT) -> str:
        """Puts a file into a repository, and returns its SHA-256."""
        self.files[repo, commit, name] = content
        self.heads[repo] = commit
        return sha(content)

    @property
    def ranges(self) -> list[str]:
        """What was asked for of files' bytes."""
        return [asked.range for asked in self.asked if asked.where == "cdn"]


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def serving() -> Iterator[HubServer]:
    """Gives a hub, and a second server for its files, until the end."""
    hub = HubServer()
    servers = [_server(hub, _Api), _server(hub, _Cdn)]
    hub.endpoint, hub.cdn = (f"http://127.0.0.1:{one.server_address[1]}" for one in servers)
    threads = [Thread(target=one.serve_forever, args=(0.02,)) for one in servers]
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        hub.over.set()
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()


def _server(hub: HubServer, kind: type[_Handler]) -> ThreadingHTTPServer:
    handler = type(kind.__name__, (kind,), {"hub": hub})
    return _Server(("127.0.0.1", 0), handler)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Says nothing: those who ask may leave at any moment."""


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    where = ""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def note(self) -> None:
        asked = Asked(
            self.where,
            self.path,
            self.headers.get("Range", ""),
            self.headers.get("Authorization", ""),
            self.headers.get("User-Agent", ""),
        )
        self.hub.asked.append(asked)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status: int, code: str = "", **headers: str) -> None:
        told = {"X_Error_Code": code} if code else {}
        self.answer(status, b'{"error": "No."}', **told, **headers)


class _Api(_Handler):
    where = "api"

    def do_GET(self) -> None:
        self.note()
        parts = urlsplit(self.path)
        if self.hub.api:
            status, headers = self.hub.api.popleft()
            self.refuse(status, **headers)
        elif parts.path == "/api/models":
            self.search(parse_qs(parts.query))
        elif parts.path.startswith("/api/models/"):
            self.tell(parts.path.removeprefix("/api/models/").split("/"))
        else:
            self.redirect(parts.path.lstrip("/"))

    def search(self, query: dict[str, list[str]]) -> None:
        assert query["filter"] == ["gguf"]
        wanted = query["search"][0].lower()
        found = [
            {"id": repo, "downloads": 7, "likes": 3, "gated": "auto" if gated else False}
            for repo in self.hub.heads
            for gated in [repo in self.hub.gated]
            if wanted in repo.lower()
        ]
        self.answer(200, json.dumps(found).encode(), Content_Type="application/json")

    def tell(self, words: list[str]) -> None:
        repo = "/".join(words[:2])
        commit = words[3] if words[2:3] == ["revision"] else self.hub.heads.get(repo, "")
        if repo not in self.hub.heads:
            self.refuse(401, "RepoNotFound")
            return
        files = {
            name: one
            for (at, of, name), one in self.hub.files.items()
            if (at, of) == (repo, commit)
        }
        if not files:
            self.refuse(404, "RevisionNotFound")
            return
        siblings = [
            {
                "rfilename": name,
                "size": len(content),
                "blobId": "b" * 40,
                "lfs": {
                    "sha256": self.hub.announced.get(name) or sha(content),
                    "size": len(content),
                    "pointerSize": 134,
                },
            }
            for name, content in files.items()
        ]
        gated = "auto" if repo in self.hub.gated else False
        told = {"id": repo, "sha": commit, "gated": gated, "siblings": siblings}
        self.answer(200, json.dumps(told).encode(), Content_Type="application/json")

    def redirect(self, path: str) -> None:
        owner, name, _, commit, *rest = unquote(path).split("/")
        repo, file = f"{owner}/{name}", "/".join(rest)
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if repo in self.hub.gated and token not in self.hub.tokens:
            self.refuse(403 if token else 401, "GatedRepo")
        elif (repo, commit, file) not in self.hub.files:
            self.refuse(404, "EntryNotFound")
        else:
            content = self.hub.files[repo, commit, file]
            told = self.hub.linked or self.hub.announced.get(file) or sha(content)
            self.answer(
                302,
                Location=f"{self.hub.cdn}/{repo}/{commit}/{file}",
                X_Repo_Commit=commit,
                X_Linked_Etag=f'"{told}"',
                X_Linked_Size=str(len(content)),
            )


class _Cdn(_Handler):
    where = "cdn"

    def do_GET(self) -> None:
        self.note()
        owner, name, commit, *rest = unquote(self.path).lstrip("/").split("/")
        turn = self.hub.turns.popleft() if self.hub.turns else Turn()
        if turn.status:
            self.refuse(turn.status, **turn.headers)
            return
        whole = turn.content or self.hub.files[f"{owner}/{name}", commit, "/".join(rest)]
        self.send(whole, turn)

    def send(self, whole: bytes, turn: Turn) -> None:
        asked = self.headers.get("Range", "")
        start = 0
        if asked and not turn.ignore_range:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        if start and start >= len(whole):
            self.refuse(416, Content_Range=f"bytes */{len(whole)}")
            return
        body = whole[start:]
        self.send_response(206 if start else 200)
        if start:
            named = start if turn.start is None else turn.start
            self.send_header("Content-Range", f"bytes {named}-{len(whole) - 1}/{len(whole)}")
        length = len(body) if turn.announces is None else turn.announces
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body[: turn.after])
        self.wfile.flush()
        if turn.hold:
            self.hub.held.set()
            self.hub.over.wait(_LIFE)
        if turn.after is not None or length != len(body):
            self.close_connection = True
