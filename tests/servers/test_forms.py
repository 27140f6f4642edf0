"""The fields of servers' forms: what is read of a schema, and what fits."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.errors import InvalidRequest
from desktop.servers.forms import FieldKind, FormField, Unfit, checked, fields_of


def field(**told: Any) -> FormField:
    required = ["it"] if told.pop("required", False) else []
    [found] = fields_of({"properties": {"it": told}, "required": required})
    return found


TITLED = {"oneOf": [{"const": "r", "title": "Red"}, {"const": "g", "title": "Green"}]}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"type": "string"}, FieldKind.TEXT),
        ({"type": "string", "format": "email"}, FieldKind.EMAIL),
        ({"type": "string", "format": "uri"}, FieldKind.ADDRESS),
        ({"type": "string", "format": "date"}, FieldKind.DATE),
        ({"type": "string", "format": "date-time"}, FieldKind.MOMENT),
        ({"type": "integer"}, FieldKind.INTEGER),
        ({"type": "number"}, FieldKind.NUMBER),
        ({"type": "boolean"}, FieldKind.BOOLEAN),
        ({"type": "string", "enum": ["a"]}, FieldKind.CHOICE),
        ({"type": "string", **TITLED}, FieldKind.CHOICE),
        ({"type": "array", "items": {"type": "string", "enum": ["a"]}}, FieldKind.CHOICES),
        ({"type": "array", "items": {"anyOf": TITLED["oneOf"]}}, FieldKind.CHOICES),
    ],
)
def test_every_kind_of_the_specification_is_known(told: dict[str, Any], kind: FieldKind) -> None:
    assert field(**told).kind is kind


def test_choices_have_the_titles_of_either_notation() -> None:
    assert [one.title for one in field(type="string", **TITLED).choices] == ["Red", "Green"]
    old = field(type="string", enum=["r", "g"], enumNames=["Red", "Green"])
    assert [(one.value, one.title) for one in old.choices] == [("r", "Red"), ("g", "Green")]
    assert [one.title for one in field(type="string", enum=["r"]).choices] == ["r"]


@pytest.mark.parametrize(
    ("told", "typed", "value"),
    [
        ({"type": "string"}, "  as it is ", "  as it is "),
        ({"type": "string", "format": "email"}, " ada@example.org ", "ada@example.org"),
        ({"type": "string", "format": "date-time"}, "2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"),
        ({"type": "integer"}, "7", 7),
        ({"type": "integer"}, "7.0", 7),
        ({"type": "number"}, "7.5", 7.5),
        ({"type": "boolean"}, "Yes", True),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "b, a", ["b", "a"]),
        ({"type": "integer"}, "", None),
    ],
)
def test_what_is_typed_becomes_a_value(told: dict[str, Any], typed: str, value: object) -> None:
    assert field(**told).parse(typed) == value


@pytest.mark.parametrize(
    ("told", "typed", "why"),
    [
        ({"type": "string", "required": True}, "", "needed"),
        ({"type": "string", "minLength": 3}, "ab", "At least 3 characters"),
        ({"type": "string", "maxLength": 1}, "ab", "At most 1 character; there are 2"),
        ({"type": "string", "format": "email"}, "ada", "an e-mail address"),
        ({"type": "string", "format": "uri"}, "not one", "a web address"),
        ({"type": "string", "format": "date"}, "2026-02-30", "a date"),
        ({"type": "string", "format": "date-time"}, "2026-02-03", "a date and a time"),
        ({"type": "integer"}, "1.5", "a whole number"),
        ({"type": "integer"}, "NaN", "a whole number"),
        ({"type": "number"}, "1e999", "a number"),
        ({"type": "number"}, "seven", "a number"),
        ({"type": "integer", "minimum": 3}, "2", "3 or more"),
        ({"type": "number", "maximum": 3}, "4", "3 or less"),
        ({"type": "boolean"}, "perhaps", "yes or no"),
        ({"type": "string", "enum": ["a"]}, "b", "one of the choices"),
        ({"type": "array", "minItems": 2, "items": {"enum": ["a", "b"]}}, "a", "At least 2"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(
    told: dict[str, Any], typed: str, why: str
) -> None:
    with pytest.raises(Unfit, match=why):
        field(**told).parse(typed)


def test_a_default_that_does_not_fit_is_not_proposed() -> None:
    assert field(type="integer", default=3).default == 3
    assert field(type="integer", maximum=2, default=3).default is None
    assert field(type="boolean", default="yes").default is None
    assert field(type="number", default=float("nan")).default is None


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"properties": []},
        {"properties": {"it": {"type": "object", "properties": {}}}},
        {"properties": {"it": {"type": "array", "items": {"type": "object"}}}},
        {"properties": {"it": True}},
        {"properties": {str(number): {"type": "string"} for number in range(51)}},
    ],
)
def test_what_is_no_flat_form_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        fields_of(schema)


@pytest.mark.parametrize(
    "name", ["password", "API key", "accessToken", "credit card number", "PIN", "2FA code"]
)
def test_a_field_that_asks_for_a_secret_is_noticed(name: str) -> None:
    assert field(type="string", title=name).secret
    assert not field(type="string", title="Spinning wheel").secret


def test_a_whole_form_is_checked_and_unknown_fields_are_refused() -> None:
    fields = fields_of(
        {"properties": {"a": {"type": "integer"}, "b": {"type": "string"}}, "required": ["a"]}
    )
    assert checked(fields, {"a": 1, "b": None}) == {"a": 1}
    with pytest.raises(Unfit, match="a: This is needed"):
        checked(fields, {"b": "x"})
    with pytest.raises(Unfit, match="no field 'c'"):
        checked(fields, {"a": 1, "c": 2})
