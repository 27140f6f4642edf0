"""Links to Parley, which may propose a server, and never add or run one."""

from __future__ import annotations

import json
import shlex
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from desktop.errors import ConfigError, LinkRefused
from desktop.language import tr
from desktop.servers.config import checked_entry

SCHEME = "parley"
LONGEST = 8192
MOST_ARGS = 64
LONGEST_TEXT = 2048
LONGEST_NAME = 64

_KEYS = frozenset({"name", "command", "args", "url"})
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A server that a link proposes; whoever made the link chose every word of it."""

    name: str
    entry: dict[str, Any]

    @property
    def target(self) -> str:
        """The complete command line, or the address."""
        words = [self.entry.get("command", ""), *self.entry.get("args", ())]
        return str(self.entry.get("url") or shlex.join(words))


def is_link(text: str) -> bool:
    """Whether a text is meant as a link to Parley, whatever is wrong with it."""
    return text.lower().startswith(f"{SCHEME}:")


def proposal(link: str) -> Proposal:
    """Returns what a link proposes: `parley://add-server?name=…&command=…&args=[…]`, or `url=`.

    Raises:
        LinkRefused: it says something else, or says it in a way that misleads.
    """
    if len(link) > LONGEST:
        raise _refused(tr("it is longer than {longest:,} characters", longest=LONGEST))
    if not link.isascii() or not link.isprintable() or " " in link:
        raise _refused(tr("it has signs that links do not have"))
    given = _parameters(link)
    name = given.get("name", "").strip()
    if not name or len(name) > LONGEST_NAME:
        raise _refused(
            tr(
                "it names no server, or with more than {longest_name} characters",
                longest_name=LONGEST_NAME,
            )
        )
    entry = _entry(given)
    try:
        spec = checked_entry(name, entry)
    except ConfigError as error:
        raise _refused(tr("what it proposes is no server")) from error
    if "@" in urlsplit(spec.url).netloc:
        raise _refused(tr("its address has a name or a password in it"))
    return Proposal(name, entry)


def _parameters(link: str) -> dict[str, str]:
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise _refused(tr("it is no link")) from error
    where = (parts.scheme.lower(), parts.netloc.lower(), parts.path.strip("/"), parts.fragment)
    if where != (SCHEME, "add-server", "", ""):
        raise _refused(tr("Parley follows {scheme}://add-server?… only", scheme=SCHEME))
    given: dict[str, str] = {}
    for pair in parts.query.split("&"):
        key, _, value = pair.partition("=")
        if key not in _KEYS:
            raise _refused(
                tr("it has {key!r} in it, which links to Parley do not have", key=key[:40])
            )
        if key in given:
            raise _refused(tr("it says {key} twice", key=key))
        given[key] = _plain(value)
    return given


def _plain(value: str) -> str:
    try:
        text = unquote(value.replace("+", "%20"), errors="strict")
    except UnicodeDecodeError as error:
        raise _refused(tr("it is not in UTF-8")) from error
    _check_text(text)
    return text


def _check_text(text: str) -> None:
    if any(unicodedata.category(sign) in _HIDDEN for sign in text):
        raise _refused(tr("it has hidden characters in it"))
    if "${" in text:
        raise _refused(tr("it names a variable of yours, with ${"))


def _entry(given: dict[str, str]) -> dict[str, Any]:
    command, url = given.get("command", "").strip(), given.get("url", "").strip()
    if bool(command) == bool(url):
        raise _refused(tr("it has to have either a command or a url"))
    if max(len(command), len(url)) > LONGEST_TEXT:
        raise _refused(
            tr(
                "its command or url is longer than {longest_text:,} characters",
                longest_text=LONGEST_TEXT,
            )
        )
    if url and "args" in given:
        raise _refused(tr("it has args, which a url does not take"))
    return {"url": url} if url else {"command": command, "args": _args(given.get("args", "[]"))}


def _args(text: str) -> list[str]:
    try:
        args = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refused(tr("its args are no JSON list")) from error
    if not isinstance(args, list) or not all(isinstance(one, str) for one in args):
        raise _refused(tr("its args are no JSON list of texts"))
    if len(args) > MOST_ARGS or any(len(one) > LONGEST_TEXT for one in args):
        raise _refused(
            tr(
                "it has more than {most_args} args, or one of more than {longest_text:,} "
                "characters",
                most_args=MOST_ARGS,
                longest_text=LONGEST_TEXT,
            )
        )
    for one in args:  # As they are now: \u202e of JSON was only letters before.
        _check_text(one)
    return args


def _refused(why: str) -> LinkRefused:
    return LinkRefused(tr("The link was not followed, and nothing was added: {why}.", why=why))
