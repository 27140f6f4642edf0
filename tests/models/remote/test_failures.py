"""A provider that fails: each fault is told by its kind, in words, and without the key."""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from desktop import errors
from tests.models.remote.conftest import KEY
from tests.models.remote.test_provider import asked, ignore
from tests.programs.openai_server import (
    cut,
    flooding,
    hanging,
    piece,
    plain,
    refused,
    said,
    streamed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.remote.access import Access
    from desktop.models.remote.provider import RemoteModel
    from tests.programs.openai_server import Make, Provider

pytestmark = pytest.mark.anyio

NOW = {"retry-after-ms": "1"}
LATER = {"retry-after": "3600"}
ERROR = {"message": "Overloaded", "type": "overloaded_error"}


@dataclass
class Fault:
    """An answer, and how it is to be told."""

    answer: Make
    kind: type[errors.ModelError]
    words: str
    tries: int = 1
    keep: dict[str, Any] = field(default_factory=dict)


def google(code: int, message: str, status: str) -> Make:
    body = f'[{{"error": {{"code": {code}, "message": "{message}", "status": "{status}"}}}}]'
    return plain(body, "application/json", code)


FAULTS = {
    "bad key": Fault(
        refused(401, f"Incorrect API key provided: {KEY}.", code="invalid_api_key"),
        errors.KeyRefused,
        r"OpenAI does not take your key \(401\)\. .*https://platform\.openai\.com/api-keys, then "
        r"put the right one in: parley providers key openai",
    ),
    "key may not": Fault(refused(403), errors.KeyRefused, "does not allow this with your key"),
    "bad key at Google": Fault(
        google(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT"),
        errors.KeyRefused,
        "does not take your key|does not allow",
    ),
    "no credit": Fault(refused(402), errors.NoCredit, "has no credit left"),
    "no credit at OpenAI": Fault(
        refused(429, "You exceeded your quota.", NOW, code="insufficient_quota"),
        errors.NoCredit,
        "has no credit left",
        tries=3,
    ),
    "no credit at Anthropic": Fault(
        refused(400, "Your credit balance is too low.", type="invalid_request_error"),
        errors.NoCredit,
        "has no credit left",
    ),
    "too often, for long": Fault(
        refused(429, "Slow down.", LATER), errors.RateLimited, "to be left alone for 3,600 s"
    ),
    "too often": Fault(refused(429, "Slow.", NOW), errors.RateLimited, "asked too often", 3),
    "too often, as the limits say": Fault(
        refused(
            429,
            "Slow.",
            {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m30s"},
        ),
        errors.RateLimited,
        "to be left alone for 90 s",
    ),
    "too long": Fault(
        refused(400, "This model's maximum context length is 8192.", param="messages"),
        errors.PromptTooLong,
        "is longer than the model at OpenAI can take",
    ),
    "too long for llama.cpp": Fault(
        refused(400, "the request exceeds the available context size", type="exceed_context_size"),
        errors.PromptTooLong,
        "Shorten it",
    ),
    "too large": Fault(plain("<html>", "text/html", 413), errors.PromptTooLong, "Shorten it"),
    "overloaded": Fault(
        refused(529, "Overloaded", NOW, type="overloaded_error"),
        errors.Overloaded,
        r"is overloaded or has a fault of its own \(529\)",
        tries=3,
    ),
    "an HTML page": Fault(
        plain("<h1>Bad gateway</h1>", "text/html", 502, **NOW),
        errors.Overloaded,
        r"a fault of its own \(502\)",
        tries=3,
    ),
    "no such model": Fault(
        refused(404, "The model 'big' does not exist.", code="model_not_found"),
        errors.NotOffered,
        r"does not have that at 127\.0\.0\.1:\d+ \(404\)\. It says: The model 'big' does not exist"
        r"\. Look at its models: parley providers models openai",
    ),
    "filtered": Fault(
        refused(400, "No.", code="content_filter"), errors.Filtered, "its filter for content"
    ),
    "filtered while answering": Fault(
        streamed(piece(finish="content_filter")), errors.Filtered, "held its answer back"
    ),
    "something else": Fault(
        refused(400, "big does not support tools"),
        errors.RequestRefused,
        r"does not accept the request \(400\)\. It says: big does not support tools\.",
    ),
    "elsewhere": Fault(
        plain("", "text/plain", 307, location="http://127.0.0.2:9/v1"),
        errors.BadAnswer,
        r"sends requests on to another address \(307\)",
    ),
    "an error that calls itself well": Fault(
        plain('{"error": {"message": "No.", "code": 429}}', "application/json"),
        errors.RateLimited,
        "asked too often",
    ),
    "an answer in one piece": Fault(
        plain('{"choices": []}', "application/json"),
        errors.BadAnswer,
        "answered with application/json, not with an answer in pieces",
    ),
    "a page that calls itself well": Fault(
        plain("<h1>Sign in</h1>", "text/html"), errors.BadAnswer, "answered with text/html"
    ),
    "pieces of the wrong kind": Fault(
        streamed(piece("Yes.", "stop"), kind="application/octet-stream"),
        errors.BadAnswer,
        "answered with application/octet-stream",
    ),
    "no JSON": Fault(streamed(piece("Some"), "{broken"), errors.BadAnswer, "is not the JSON"),
    "endless nesting": Fault(streamed("[" * 200_000), errors.BadAnswer, "is not the JSON"),
    "no piece": Fault(streamed({"choices": "none"}), errors.BadAnswer, "is no piece of an answer"),
    "a piece that is a list": Fault(
        streamed("[1, 2]"), errors.BadAnswer, "is no piece of an answer"
    ),
    "an error in the middle": Fault(
        streamed(piece("Some"), {"error": ERROR}), errors.Overloaded, "is overloaded"
    ),
    "an error in the middle at OpenRouter": Fault(
        streamed(piece("Some"), {"error": {"code": 429, "message": "Slow."}}),
        errors.RateLimited,
        "asked too often",
    ),
    "cut": Fault(cut(piece("Some")), errors.Unreachable, "broke off the connection"),
    "cut at a good place": Fault(
        streamed(piece("Some"), done=False), errors.BadAnswer, "was cut off before its end"
    ),
    "nothing at all": Fault(streamed(), errors.BadAnswer, "was cut off before its end"),
    "packed": Fault(
        plain(b"\x1f\x8b", "text/event-stream", encoding="gzip"),
        errors.BadAnswer,
        r"packed its answer \(gzip\)",
    ),
    "a line without end": Fault(
        flooding(b"data: " + b"x" * 100_000), errors.BadAnswer, "far more than an answer can hold"
    ),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_each_fault_is_told_by_its_kind(
    provider: Provider, model: RemoteModel, name: str
) -> None:
    fault = FAULTS[name]
    provider.will(fault.answer)
    with pytest.raises(errors.ModelError, match=fault.words) as caught:
        await model.complete(asked(), ignore)
    assert type(caught.value) is fault.kind
    assert len(provider.wishes) == fault.tries
    assert KEY not in "".join(traceback.format_exception(caught.value))


async def test_an_answer_of_any_length_ends(
    provider: Provider, model: RemoteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.models.remote.line.MOST_BYTES", 1_000_000)
    provider.will(flooding(b": still thinking\n\n" * 1000))
    with pytest.raises(errors.BadAnswer, match="far more than an answer can hold"):
        await model.complete(asked(), ignore)


async def test_after_a_fault_that_passes_the_answer_comes(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(refused(500, headers=NOW), refused(429, headers=NOW), said("Yes."))
    completion = await model.complete(asked(), ignore)
    assert completion.usage.output_tokens == 2
    assert len(provider.wishes) == 3


@pytest.mark.parametrize("pieces", [(), (piece("Some"),)], ids=["from the start", "midway"])
async def test_a_silence_is_waited_out_no_longer_than_said(
    provider: Provider,
    made: Callable[..., RemoteModel],
    access: Callable[..., Access],
    pieces: tuple[dict[str, Any], ...],
) -> None:
    provider.will(hanging(provider, *pieces))
    with pytest.raises(errors.TooSlow, match="said nothing for 0 seconds"):
        await asyncio.wait_for(made(access(), patience=0.4).complete(asked(), ignore), 10)


async def test_nobody_there_is_told_as_such(
    made: Callable[..., RemoteModel], access: Callable[..., Access]
) -> None:
    nobody = access(base_url="http://127.0.0.1:9/v1")
    with pytest.raises(errors.Unreachable, match=r"cannot be reached at 127\.0\.0\.1:9\."):
        await made(nobody).complete(asked(), ignore)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ALL_PROXY", "socks5://127.0.0.1:9"), ("SSL_CERT_FILE", "/nowhere/certificates.pem")],
)
async def test_what_the_environment_spoils_is_told_as_such(
    made: Callable[..., RemoteModel],
    access: Callable[..., Access],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
) -> None:
    monkeypatch.setenv(variable, value)
    elsewhere = access(base_url="https://example.invalid/v1")
    with pytest.raises(errors.Unreachable, match=variable):
        await made(elsewhere).complete(asked(), ignore)


@pytest.mark.parametrize("address", ["https://a..b/v1", "https://xn--/v1", "https://-/v1"])
async def test_an_odd_address_is_told_as_such(
    made: Callable[..., RemoteModel], access: Callable[..., Access], address: str
) -> None:
    with pytest.raises(errors.ProviderFailed, match=r"cannot be reached|prepared|be asked"):
        await made(access(base_url=address)).complete(asked(), ignore)


async def test_words_that_quote_a_part_of_the_key_are_not_passed_on(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(refused(400, f"What is {KEY[3:14]}?"))
    with pytest.raises(errors.RequestRefused) as caught:
        await model.complete(asked(), ignore)
    assert "says" not in str(caught.value)


async def test_without_a_key_that_is_needed_nobody_is_asked(
    provider: Provider, made: Callable[..., RemoteModel], access: Callable[..., Access]
) -> None:
    with pytest.raises(errors.KeyRefused, match=r"No key is stored for it\. Put one in: parley"):
        await made(access(key="")).complete(asked(), ignore)
    variable = access(key="", key_variable="NO_SUCH_VARIABLE")
    with pytest.raises(errors.KeyRefused, match="NO_SUCH_VARIABLE, which is to hold the key"):
        await made(variable).complete(asked(), ignore)
    assert provider.asked == []


async def test_after_another_key_was_put_in_that_one_is_sent(
    provider: Provider, made: Callable[..., RemoteModel], access: Callable[..., Access]
) -> None:
    model = made(access(key="the-old-one"))
    provider.will(refused(401), said("Yes."))
    with pytest.raises(errors.KeyRefused):
        await model.complete(asked(), ignore)
    access(key="the-new-one")
    await model.complete(asked(), ignore)
    sent = [request.headers["authorization"] for request in provider.asked]
    assert sent == ["Bearer the-old-one", "Bearer the-new-one"]


async def test_a_key_that_changes_between_answers_is_the_one_that_is_sent(
    provider: Provider, made: Callable[..., RemoteModel], access: Callable[..., Access]
) -> None:
    model = made(access(key="the-old-one"))
    provider.will(said("Yes."))
    await model.complete(asked(), ignore)
    access(key="the-new-one")
    await model.complete(asked(), ignore)
    assert provider.asked[-1].headers["authorization"] == "Bearer the-new-one"


async def test_a_key_for_this_run_comes_before_a_variable(
    provider: Provider,
    made: Callable[..., RemoteModel],
    access: Callable[..., Access],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MY_KEY", "of the variable")
    provider.will(said("Yes."))
    opened = access(key="for-this-run", key_variable="MY_KEY")
    assert opened.ready() == ""
    await made(opened).complete(asked(), ignore)
    assert provider.asked[0].headers["authorization"] == "Bearer for-this-run"
