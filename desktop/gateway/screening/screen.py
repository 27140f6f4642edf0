"""The screening of a whole request and of its answer: every rule over every text."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from desktop.gateway.screening.credentials import secrets
from desktop.gateway.screening.encoded import encoded
from desktop.gateway.screening.finding import MOST, Finding, Place, Rule, Span
from desktop.gateway.screening.hidden import concealed
from desktop.gateway.screening.hosts import lookalikes
from desktop.gateway.screening.reading import Text
from desktop.gateway.screening.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp_types import (
        CreateMessageRequestParams,
        CreateMessageResult,
        SamplingMessageContentBlock,
    )

RULES = (concealed, lookalikes, encoded, secrets, worded)


def screen(params: CreateMessageRequestParams) -> tuple[Finding, ...]:
    """Returns what a person must notice in a request, in the order of its texts."""
    findings = list(_of_context(params))
    texts = list(_texts(params))
    if not _are_clean([text for text, _, _ in texts]):
        for text in texts:
            findings += _of_text(*text)
    return tuple(findings)


def screen_answer(result: CreateMessageResult) -> tuple[Finding, ...]:
    """Returns what a person must notice in an answer."""
    return tuple(_of_text(_text_of(result.content), 0, 0))


def _of_context(params: CreateMessageRequestParams) -> Iterator[Finding]:
    # "thisServer" is no finding: it is the server's own, and many ask for it out of habit.
    if params.include_context == "allServers":
        yield Finding(Rule.CONTEXT, "Asks for the context of all servers; it is not given.")


def _texts(params: CreateMessageRequestParams) -> Iterator[tuple[str, int | None, int]]:
    """Yields every text of a request, with the numbers of its message and its block."""
    if params.system_prompt:
        yield params.system_prompt, None, 0
    for number, message in enumerate(params.messages):
        for place, block in enumerate(message.content_as_list):
            yield _text_of(block), number, place


def _are_clean(texts: list[str]) -> bool:
    """Returns whether nothing is found in texts when all are read as one.

    Then there is nothing in any of them, unless characters hide, which may be at home in one and
    not in the other. Most requests are clean, and one text is read sooner than its parts.
    """
    whole = Text("\n".join(texts))
    return not whole.hidden and not any(any(screening(whole)) for screening in RULES)


def _of_text(raw: str, message: int | None, block: int) -> list[Finding]:
    """Returns the findings in one text in the order of their places, whatever the others say."""
    text, spans, told = Text(raw), list[Span](), dict[Rule, int]()
    for screening in RULES:
        for span in screening(text):
            told[span.rule] = told.get(span.rule, 0) + 1
            if told[span.rule] <= MOST:
                spans.append(span)
    findings = [
        Finding(rule, says, Place(message, block, start, end))
        for rule, start, end, says in sorted(spans, key=attrgetter("start"))
    ]
    for rule, count in told.items():
        if count > MOST:
            findings.append(Finding(rule, f"{count - MOST:,} more of the same kind: {rule}."))
    return findings


def _text_of(block: SamplingMessageContentBlock) -> str:
    """Returns the text of a block: its own, or all the strings in it, one a line."""
    match block.type:
        case "text":
            return block.text
        case "image" | "audio":
            return ""
        case _:
            return "\n".join(_strings(block.model_dump(mode="json", exclude_none=True)))


def _strings(value: object) -> Iterator[str]:
    """Yields every string in a JSON value, in order; a loop, since foreign JSON may be deep."""
    open_values: list[Any] = [value]
    while open_values:
        match open_values.pop():
            case str() as text:
                yield text
            case dict() as members:
                open_values.extend(reversed([part for pair in members.items() for part in pair]))
            case list() as items:
                open_values.extend(reversed(items))
