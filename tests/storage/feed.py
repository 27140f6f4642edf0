"""A place on this computer that tells of releases, and answers as a test wants."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places

PAGE = "https://example.org/parley/releases"


@dataclass
class Answer:
    """What is sent back."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def release(tag: str) -> Answer:
    """Returns what GitHub answers of a release."""
    told = {"tag_name": tag, "html_url": "https://elsewhere.example/", "prerelease": False}
    return Answer(body=json.dumps(told).encode())


@dataclass
class Feed:
    """What is answered at each path, and what was asked; where there is no answer, none comes."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(answer: Answer | None = None) -> Iterator[Feed]:
    """Gives a feed that can be asked until the end, at first with this answer."""
    over = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            feed.asked.append({"path": self.path, **dict(self.headers)})
            if self.path not in feed.answers:
                over.wait(30)
                return
            answer = feed.answers[self.path]
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        feed = Feed(f"http://127.0.0.1:{server.server_port}/latest")
        if answer:
            feed.answers["/latest"] = answer
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield feed
        finally:
            over.set()
            server.shutdown()
            thread.join()


def released(places: Places, folder: Path, address: str, page: str = PAGE) -> Places:
    """Returns the places of a Parley that was packaged with a feed."""
    folder.mkdir()
    (folder / "release.json").write_text(json.dumps({"feed": address, "page": page}))
    return replace(places, resources=folder)
