"""The screening of a whole request and of its answer: every rule over every text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from desktop.gateway.screening.credentials import secrets
from desktop.gateway.screening.encoded import encoded
from desktop.gateway.screening.finding import MOST, Finding, Place, Rule, Span, quoted
from desktop.gateway.screening.hidden import concealed
from desktop.gateway.screening.hosts import lookalikes
from desktop.gateway.screening.reading import Text
from desktop.gateway.screening.shadows import NONE, shadowed
from desktop.gateway.screening.wordings import worded
from desktop.language import tr
from desktop.models.backend import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcp_types import (
        CreateMessageRequestParams,
        SamplingMessage,
        SamplingMessageContentBlock,
        Tool,
    )

    from desktop.models.backend import Result

RULES = (concealed, lookalikes, encoded, secrets, worded)


def screen(
    params: CreateMessageRequestParams, others: Mapping[str, str] = NONE
) -> tuple[Finding, ...]:
    """Returns what a person must notice in a request, in the order of its texts.

    Args:
        params: the request.
        others: the tools that the host itself has, by their names, each with whose it is.
    """
    stops, tools = params.stop_sequences or [], params.tools or []
    findings = [*_of_context(params), *_of_stops(stops), *_of_tools(tools, others)]
    texts = list(_texts(params))
    if not _are_clean([text for text, _, _ in texts]):
        for text in texts:
            findings += _of_text(*text)
        for said in _said_in_parts(params.messages):
            findings += islice(_across(said), MOST)
    return tuple(findings)


def screen_answer(result: Result) -> tuple[Finding, ...]:
    """Returns what a person must notice in an answer."""
    return tuple(
        finding
        for place, block in enumerate(blocks_of(result))
        for finding in _of_text(_text_of(block), 0, place)
    )


def _of_context(params: CreateMessageRequestParams) -> Iterator[Finding]:
    # "thisServer" is no finding: it is the server's own, and many ask for it out of habit.
    if params.include_context == "allServers":
        yield Finding(Rule.CONTEXT, tr("Asks for the context of all servers; only you can add it."))


def _of_stops(stops: Sequence[str]) -> Iterator[Finding]:
    """Yields what is found in the stop sequences, in which the marks of chat templates belong."""
    for finding in _of_text("\n".join(stops), None, 0) if stops else ():
        if finding.rule is not Rule.SPEAKER:
            yield Finding(finding.rule, tr("Stop sequences: {says}", says=finding.says))


def _of_tools(tools: Sequence[Tool], others: Mapping[str, str]) -> Iterator[Finding]:
    """Yields what is found in the tools, which stand in no message."""
    for tool in tools:
        if whose := shadowed(tool.name, others):
            says = tr(
                "The tool {quoted} has the name of a tool of {whose}.",
                quoted=quoted(tool.name),
                whose=whose,
            )
            yield Finding(Rule.SHADOW, says)
        text = "\n".join(_strings(tool.model_dump(mode="json", exclude_none=True)))
        for finding in _of_text(text, None, 0):
            yield Finding(
                finding.rule,
                tr("Tool {quoted}: {says}", quoted=quoted(tool.name), says=finding.says),
            )


def _texts(params: CreateMessageRequestParams) -> Iterator[tuple[str, int | None, int]]:
    """Yields every text of a request, with the numbers of its message and its block."""
    if params.system_prompt:
        yield params.system_prompt, None, 0
    for number, message in enumerate(params.messages):
        for place, block in enumerate(message.content_as_list):
            yield _text_of(block), number, place


def _said_in_parts(messages: Sequence[SamplingMessage]) -> Iterator[list[tuple[str, int, int]]]:
    """Yields the texts of each speaker who says several in a row; models read them as one."""
    for _, turns in groupby(enumerate(messages), key=lambda turn: turn[1].role):
        texts = [
            (block.text, number, place)
            for number, message in turns
            for place, block in enumerate(message.content_as_list)
            if block.type == "text"
        ]
        if len(texts) > 1:
            yield texts


def _across(texts: list[tuple[str, int, int]]) -> Iterator[Finding]:
    """Yields what begins in one text and goes on in the next, which neither shows by itself."""
    ends = list(accumulate(len(text) + 1 for text, _, _ in texts))
    whole = Text("\n".join(text for text, _, _ in texts))
    for rule, start, end, says in (span for screening in RULES for span in screening(whole)):
        at = bisect_right(ends, start)
        if at < bisect_right(ends, end - 1):
            text, message, block = texts[at]
            begins = start - (ends[at] - len(text) - 1)
            yield Finding(
                rule,
                tr("{says} It goes on in the next part.", says=says),
                Place(message, block, begins, len(text)),
            )


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
            findings.append(
                Finding(
                    rule,
                    tr("{n} more of the same kind: {rule}.", "", count - MOST, rule=rule.words),
                )
            )
    return findings


def _text_of(block: SamplingMessageContentBlock) -> str:
    """Returns the text of a block: its own, or all the strings in it, one a line."""
    match block.type:
        case "text":
            return block.text
        case "image" | "audio":
            return ""
        case "tool_result" if any(part.type in ("image", "audio") for part in block.content):
            parts = [part for part in block.content if part.type not in ("image", "audio")]
            return _text_of(block.model_copy(update={"content": parts}))
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
