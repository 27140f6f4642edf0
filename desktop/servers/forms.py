"""The flat forms that servers may put before a person: their fields, and what fits into each."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from desktop.errors import InvalidRequest
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = str | int | float | bool | list[str]

MOST_FIELDS = 50
MOST_CHOICES = 500
LONGEST_NUMBER = 400
"""So many digits are read; Python itself stops at a few thousand."""


class FieldKind(Enum):
    """What goes into a field, in words for a person."""

    TEXT = tr("text")
    EMAIL = tr("an e-mail address")
    ADDRESS = tr("a web address")
    DATE = tr("a date, such as 2026-11-21")
    MOMENT = tr("a date and a time, such as 2026-11-21T09:30:00Z")
    INTEGER = tr("a whole number")
    NUMBER = tr("a number")
    BOOLEAN = tr("yes or no")
    CHOICE = tr("one of several")
    CHOICES = tr("any of several")


class Unfit(Exception):  # noqa: N818 - it is an answer to the person, not a fault
    """What was entered does not fit; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be chosen."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form."""

    name: str
    kind: FieldKind
    title: str
    description: str = ""
    required: bool = False
    default: Value | None = None
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    """The smallest number, or the least count of letters or of choices."""
    most: float | None = None

    @property
    def secret(self) -> bool:
        """Whether it seems to ask for a secret, which forms must not."""
        return _SECRETS.search(f"{self.name} {self.title} {self.description}") is not None

    def parse(self, typed: str) -> Value | None:
        """Returns what was typed as a value; None where it is left out.

        Raises:
            Unfit: it is no value of this field.
        """
        text = typed if self.kind is FieldKind.TEXT else typed.strip()
        if not text:
            if self.required:
                raise Unfit(tr("This is needed."))
            return None
        return self.check(_READERS[self.kind](text) if self.kind in _READERS else text)

    def check(self, value: object) -> Value:
        """Returns a value that fits.

        Raises:
            Unfit: it does not.
        """
        match value:
            case bool() if self.kind is FieldKind.BOOLEAN:
                return value
            case bool():
                pass
            case int() | float() if self.kind in _NUMBERS and abs(value) < _REACH:
                return self._number(value)
            case str() if self.kind is FieldKind.CHOICE:
                return self._chosen(value)
            case list() if self.kind is FieldKind.CHOICES:
                return self._some(value)
            case str() if self.kind in _TEXTS:
                return self._text(value)
        raise Unfit(tr("This must be {value}.", value=self.kind.value))

    def _number(self, value: float) -> int | float:
        if self.kind is FieldKind.INTEGER:
            if value != int(value):
                raise Unfit(tr("This must be a whole number."))
            value = int(value)
        if self.least is not None and value < self.least:
            raise Unfit(tr("This must be {least:g} or more.", least=self.least))
        if self.most is not None and value > self.most:
            raise Unfit(tr("This must be {most:g} or less.", most=self.most))
        return value

    def _chosen(self, value: str) -> str:
        if value not in {choice.value for choice in self.choices}:
            raise Unfit(tr("This must be one of the choices."))
        return value

    def _some(self, values: list[object]) -> list[str]:
        chosen = [self._chosen(str(value)) for value in dict.fromkeys(map(str, values))]
        self._count(len(chosen), "choice")
        return chosen

    def _text(self, value: str) -> str:
        self._count(len(value), "character")
        if self.kind in _FORMATS and not _FORMATS[self.kind](value):
            raise Unfit(tr("This must be {value}.", value=self.kind.value))
        return value

    def _count(self, count: int, noun: str) -> None:
        if self.least is not None and count < self.least:
            raise Unfit(tr("At least {counted}.", counted=_counted(self.least, noun)))
        if self.most is not None and count > self.most:
            raise Unfit(
                tr(
                    "At most {counted}; there are {count:,}.",
                    counted=_counted(self.most, noun),
                    count=count,
                )
            )


def fields_of(schema: Mapping[str, Any]) -> tuple[FormField, ...]:
    """Returns the fields of a form, in the server's order.

    Raises:
        InvalidRequest: it is none of the flat forms that MCP knows.
    """
    properties, required = schema.get("properties"), schema.get("required") or []
    if not isinstance(properties, dict) or not isinstance(required, list):
        raise InvalidRequest(tr("the form has no fields that can be shown"))
    if len(properties) > MOST_FIELDS:
        raise InvalidRequest(tr("a form has at most {most_fields} fields", most_fields=MOST_FIELDS))
    return tuple(_field(name, told, required=name in required) for name, told in properties.items())


def checked(fields: tuple[FormField, ...], given: Mapping[str, object]) -> dict[str, Value]:
    """Returns what was given for a form, as far as it is asked for.

    Raises:
        Unfit: something is missing, unknown or does not fit; the sentence names the field.
    """
    names = {field.name for field in fields}
    if unknown := sorted(set(given) - names):
        raise Unfit(
            tr(
                "The form has no field {unknown!r}. It has: {sorted}.",
                unknown=unknown[0],
                sorted=", ".join(sorted(names)),
            )
        )
    values: dict[str, Value] = {}
    for field in fields:
        value = given.get(field.name)
        if value is None:
            if field.required:
                raise Unfit(tr("{name}: This is needed.", name=field.name))
            continue
        try:
            values[field.name] = field.check(value)
        except Unfit as error:
            raise Unfit(f"{field.name}: {error}") from None
    return values


def _field(name: str, told: object, *, required: bool) -> FormField:
    if not isinstance(told, dict):
        raise InvalidRequest(tr("the form's field {name!r} is not described", name=name))
    kind, choices = _kind(name, told), _choices(name, told)
    low, high = _BOUNDS.get(kind, ("minLength", "maxLength"))
    field = FormField(
        name,
        kind,
        title=str(told.get("title") or name),
        description=str(told.get("description") or ""),
        required=required,
        choices=choices,
        least=_bound(told.get(low)),
        most=_bound(told.get(high)),
    )
    with suppress(Unfit):  # What does not fit is not proposed.
        if told.get("default") is not None:
            return replace(field, default=field.check(told["default"]))
    return field


def _kind(name: str, told: Mapping[str, Any]) -> FieldKind:
    match told.get("type"):
        case "string" if "enum" in told or "oneOf" in told:
            return FieldKind.CHOICE
        case "string":
            return _STRINGS.get(str(told.get("format")), FieldKind.TEXT)
        case "integer":
            return FieldKind.INTEGER
        case "number":
            return FieldKind.NUMBER
        case "boolean":
            return FieldKind.BOOLEAN
        case "array":
            return FieldKind.CHOICES
    raise InvalidRequest(
        tr("the form's field {name!r} is of a kind that forms do not have", name=name)
    )


def _choices(name: str, told: Mapping[str, Any]) -> tuple[Choice, ...]:
    many = told.get("type") == "array"
    inside = told.get("items") if many else told
    if not isinstance(inside, dict):
        raise InvalidRequest(tr("the form's field {name!r} has no choices", name=name))
    titled = inside.get("anyOf" if many else "oneOf")
    plain, names = inside.get("enum"), inside.get("enumNames")
    found: list[Choice] = []
    if isinstance(titled, list):
        pairs = [one for one in titled if isinstance(one, dict) and "const" in one]
        found = [Choice(str(one["const"]), str(one.get("title") or one["const"])) for one in pairs]
    elif isinstance(plain, list):
        same = isinstance(names, list) and len(names) == len(plain)
        titles = names if same and names else plain
        found = [Choice(str(one), str(title)) for one, title in zip(plain, titles, strict=True)]
    if len(found) > MOST_CHOICES or (many and not found):
        raise InvalidRequest(
            tr("the form's field {name!r} has no choices that can be shown", name=name)
        )
    return tuple(found)


def _bound(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < _REACH else None


def _counted(number: float, noun: str) -> str:
    return f"{number:,.0f} {noun}{'' if number == 1 else 's'}"


def _integer(text: str) -> int | float:
    try:
        return int(text[:LONGEST_NUMBER])
    except ValueError:
        return _number(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Unfit(tr("This must be a number.")) from None


def _yes(text: str) -> bool:
    if text.lower() in ("y", "yes", "true", "on", "1"):
        return True
    if text.lower() in ("n", "no", "false", "off", "0"):
        return False
    raise Unfit(tr("This must be yes or no."))


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_email(text: str) -> bool:
    return re.fullmatch(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+", text) is not None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and text[10:11] in ("T", "t")
    except ValueError:
        return False


_SECRETS = re.compile(
    r"pass(?:word|phrase|code|wd)|\bpwd\b|secret|api[ _-]?key|(?:access|auth\w*|bearer)[ _-]?token|"
    r"private[ _-]?key|credential|credit[ _-]?card|card[ _-]?number|\bcvv\b|\bcvc\b|\bpin\b|"
    r"one[ _-]?time[ _-]?(?:code|pass)|\b[2m]fa\b|seed[ _-]?phrase|social[ _-]?security|\bssn\b",
    re.IGNORECASE,
)
_STRINGS = {
    "email": FieldKind.EMAIL,
    "uri": FieldKind.ADDRESS,
    "date": FieldKind.DATE,
    "date-time": FieldKind.MOMENT,
}
_TEXTS = frozenset({FieldKind.TEXT, *_STRINGS.values()})
_NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.NUMBER})
_REACH = 1e300
"""No number, NaN among them, is as large as this."""
_BOUNDS = {
    FieldKind.INTEGER: ("minimum", "maximum"),
    FieldKind.NUMBER: ("minimum", "maximum"),
    FieldKind.CHOICES: ("minItems", "maxItems"),
}
_READERS: dict[FieldKind, Callable[[str], Value]] = {
    FieldKind.INTEGER: _integer,
    FieldKind.NUMBER: _number,
    FieldKind.BOOLEAN: _yes,
    FieldKind.CHOICES: _list,
}
_FORMATS: dict[FieldKind, Callable[[str], bool]] = {
    FieldKind.EMAIL: _is_email,
    FieldKind.ADDRESS: _is_address,
    FieldKind.DATE: _is_date,
    FieldKind.MOMENT: _is_moment,
}
