"""Rules without references, read as regular expressions."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\[(?:[^\]\\]|\\.)*\])|\s+|(.)', re.DOTALL)


def matches(rule: str, text: str) -> bool:
    """Returns whether a rule body is for this text."""

    def translated(token: re.Match[str]) -> str:
        literal, characters, sign = token.groups()
        if literal is not None:
            return re.escape(re.sub(r"\\(.)", r"\1", literal))
        return characters or sign or ""

    return re.fullmatch(_TOKEN.sub(translated, rule), text) is not None


def whole(grammar: str) -> str:
    """Returns a grammar as one body, with each rule in the place of its name; none uses itself."""
    rules = dict(line.split(" ::= ", 1) for line in grammar.splitlines())
    body = rules["root"]
    while (named := re.sub(r"\br\d+\b", lambda name: f"({rules[name[0]]})", body)) != body:
        body = named
    return body
