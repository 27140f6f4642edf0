"""The connection to the hub: through a proxy where there is one, and to nobody but the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import HubUnreachable
from desktop.models.hub import line
from desktop.models.hub.client import Hub
from tests.programs.hub_server import HubServer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

REPO = "maker/tiny-GGUF"
TOKEN = "hf_secret"


@pytest.fixture
def server() -> Iterator[HubServer]:
    with serving() as hub:
        hub.put(REPO, "tiny.gguf", b"GGUF")
        yield hub


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Gives what sets the variables for connections, of which there is none before."""
    for name in ("http", "https", "all", "no"):
        for spelled in (f"{name}_proxy", f"{name}_proxy".upper()):
            monkeypatch.delenv(spelled, raising=False)
    hang_up()
    yield monkeypatch
    hang_up()


def hang_up() -> None:
    if line._line.cache_info().currsize:
        line._line().close()
    line._line.cache_clear()


def test_a_proxy_is_asked_for_a_hub_elsewhere(server: HubServer, way: pytest.MonkeyPatch) -> None:
    way.setenv("HTTP_PROXY", server.endpoint)
    hub = Hub("http://hub.example")
    assert [one.name for one in hub.search("tiny")] == [REPO]
    [file] = hub.offer(REPO).files
    with hub.opened(file) as answer:
        assert b"".join(answer.pieces) == b"GGUF"
    assert [one.path.partition("/api")[0] for one in server.asked[:2]] == ["http://hub.example"] * 2


def test_a_hub_on_this_computer_is_asked_without_a_proxy_and_nobody_else_is(
    server: HubServer, way: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            way.setenv(name, proxy.endpoint)
        hub = Hub(server.endpoint, TOKEN)
        hub.search("tiny")
        [file] = hub.offer(REPO).files
        with hub.opened(file) as answer:
            assert b"".join(answer.pieces) == b"GGUF"
        assert proxy.asked == []
    assert [one.where for one in server.asked] == ["api", "api", "api", "cdn"]
    assert {one.agent for one in server.asked} == {"parley"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ALL_PROXY", "socks5://127.0.0.1:9"), ("SSL_CERT_FILE", "/nowhere/certificates.pem")],
)
def test_what_the_environment_spoils_is_said(
    way: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    way.setenv(variable, value)
    with pytest.raises(HubUnreachable, match=variable):
        Hub("https://hub.invalid").search("tiny")
