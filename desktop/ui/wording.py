"""Numbers, moments and texts in words for a person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

from desktop.gateway.screening.hidden import reveal
from desktop.language import number, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def size(octets: int) -> str:
    """Returns a size on disk, or nothing where it is not known."""
    if octets <= 0:
        return ""
    amount = float(octets)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{number(amount, '.0f' if unit == 'B' or amount >= 100 else '.1f')} {unit}"
        amount /= 1000
    return f"{number(amount, '.1f')} GB"


def parameters(weights: int) -> str:
    """Returns how many weights a model has: "494 million", "7.6 billion"."""
    if weights <= 0:
        return ""
    if weights < 1_000_000:
        return number(weights)
    if weights < 1_000_000_000:
        return tr("{amount:.0f} million", amount=weights / 1e6)
    return tr("{amount:.1f} billion", amount=weights / 1e9)


def prices(into: float | None, out: float | None) -> str:
    """Returns US dollars for a million tokens in and out: "$2.5 / $10"; nothing if unknown."""
    if into is None and out is None:
        return ""
    return " / ".join(
        "?" if price is None else tr("${amount}", amount=number(price, "g"))
        for price in (into, out)
    )


def moment(at: float, now: float) -> str:
    """Returns a time of day, with the date in front unless it is today's, as the locale has it."""
    then, today = (QDateTime.fromSecsSinceEpoch(int(one)) for one in (at, now))
    if then.date() == today.date():
        return QLocale().toString(then.time(), "HH:mm:ss")
    return f"{day(at)} {QLocale().toString(then.time(), 'HH:mm')}"


def day(at: float | str) -> str:
    """Returns a date in figures, as the locale has it, with the whole year.

    Args:
        at: a moment of it, or the date itself as records have it: "2026-11-21".
    """
    if isinstance(at, str):
        then = QDate.fromString(at, Qt.DateFormat.ISODate)
    else:
        then = QDateTime.fromSecsSinceEpoch(int(at)).date()
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    form = form if "yyyy" in form else form.replace("yy", "yyyy")
    return QLocale().toString(then, form)


def duration(seconds: float) -> str:
    """Returns a time that something takes: "40 seconds", "12 minutes", "3 hours"."""
    if seconds < 90:
        return tr("{n} second(s)", "", max(1, round(seconds)))
    if seconds < 90 * 60:
        return tr("{n} minute(s)", "", round(seconds / 60))
    return tr("{n} hour(s)", "", round(seconds / 3600))


def languages(codes: Iterable[str]) -> str:
    """Returns languages by their English names, or by those that they have for themselves."""
    return ", ".join(_language(QLocale(code)) for code in codes)


def _language(one: QLocale) -> str:
    if QLocale().language() in (QLocale.Language.English, QLocale.Language.C):
        return QLocale.languageToString(one.language())
    return one.nativeLanguageName()


def one_line(text: str) -> str:
    """Returns foreign text as one revealed line, for a title or a cell."""
    return reveal(" ".join(text.split())).text


def unmarked(text: str) -> str:
    """Returns text for a place where Qt takes `&` for a mnemonic."""
    return text.replace("&", "&&")


def sentence(text: str) -> str:
    """Returns words with a capital first letter, and the rest untouched."""
    return text[:1].upper() + text[1:]


def wanted(title: str, *, needed: bool) -> str:
    """Returns what a field is called by a screen reader."""
    if needed:
        return tr("{title}, required", title=title)
    return tr("{title}, optional", title=title)


def speaker(role: str) -> str:
    """Returns who speaks, for a role of the protocol."""
    match role:
        case "user":
            return tr("user")
        case "assistant":
            return tr("assistant")
        case _:
            return role


def as_json(value: object) -> str:
    """Returns a value as JSON that a person can read."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


def transcript(params: Mapping[str, Any]) -> str:
    """Returns a request's params, in the wire's notation, as text with its speakers."""
    parts = []
    if params.get("systemPrompt"):
        parts.append(tr("System prompt:\n{params}", params=params["systemPrompt"]))
    if params.get("message"):
        parts.append(str(params["message"]))
    for message in params.get("messages", ()):
        content = message.get("content", ())
        blocks = content if isinstance(content, list) else [content]
        parts.append(f"{sentence(speaker(str(message.get('role', ''))))}:\n{content_text(blocks)}")
    return "\n\n".join(parts)


def content_text(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Returns what was said, in the wire's notation, as text; what is not text is told."""
    return "\n".join(_block(block) for block in blocks)


def _block(block: Mapping[str, Any]) -> str:
    match block.get("type"):
        case "text":
            return str(block.get("text", ""))
        case "image" | "audio" as kind:
            octets = len(block.get("data", "")) * 3 // 4
            return f"[{kind}: {block.get('mimeType', '?')}, {size(octets)}]"
        case _:
            return as_json(block)
