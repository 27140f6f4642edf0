"""Links to Parley: what one may propose, and everything else refused in words."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from desktop.errors import LinkRefused
from desktop.servers.links import LONGEST, is_link, proposal


def link(**parameters: str) -> str:
    return "parley://add-server?" + "&".join(
        f"{key}={quote(value)}" for key, value in parameters.items()
    )


def test_a_link_proposes_a_command_with_its_arguments() -> None:
    proposed = proposal(link(name="Files", command="npx", args=json.dumps(["-y", "a b"])))
    assert proposed.name == "Files"
    assert proposed.entry == {"command": "npx", "args": ["-y", "a b"]}
    assert proposed.target == "npx -y 'a b'"


def test_a_link_proposes_an_address() -> None:
    proposed = proposal("PARLEY://add-server/?url=https%3A%2F%2Fa.example%2Fmcp&name=Far+one")
    assert (proposed.name, proposed.entry) == ("Far one", {"url": "https://a.example/mcp"})


GOOD = {"name": "a", "command": "npx"}
HOSTILE = {
    "another action": "parley://run-server?name=a&command=x",
    "no action": "parley:add-server?name=a&command=x",
    "a path": "parley://add-server/now?name=a&command=x",
    "a person before the action": "parley://me@add-server?name=a&command=x",
    "a port": "parley://add-server:1?name=a&command=x",
    "a fragment": "parley://add-server?name=a&command=x#y",
    "another scheme": "https://add-server?name=a&command=x",
    "a broken address": "parley://[add-server?name=a&command=x",
    "nothing": "parley://add-server",
    "an unknown parameter": link(**GOOD, env="A=B"),
    "a consent": link(**GOOD, trust="yes"),
    "the name twice": link(**GOOD) + "&name=b",
    "the args twice": link(**GOOD, args="[]") + "&args=[]",
    "no name": link(command="x"),
    "a blank name": link(name=" ", command="x"),
    "a long name": link(name="a" * 65, command="x"),
    "neither": link(name="a"),
    "both": link(**GOOD, url="https://a.example"),
    "args of a url": link(name="a", url="https://a.example", args="[]"),
    "a file": link(name="a", url="file:///etc/passwd"),
    "a script": link(name="a", url="javascript:alert(1)"),
    "a link in a link": link(name="a", url=link(**GOOD)),
    "a password": link(name="a", url="https://me:secret@a.example/"),
    "a new line": link(name="a", command="x\nrm"),
    "a zero": link(name="a\0", command="x"),
    "letters that run backwards": link(name="a", command="\u202exe"),
    "a tag": link(name="a\U000e0041", command="x"),
    "hidden in JSON": link(**GOOD, args='["\\u202ex"]'),
    "a zero in JSON": link(**GOOD, args='["\\u0000"]'),
    "half a character in JSON": link(**GOOD, args='["\\ud800"]'),
    "a variable": link(**GOOD, args='["${env:AWS_SECRET_ACCESS_KEY}"]'),
    "what another was given": link(**GOOD, args='["$\\u007binput:github"]'),
    "no list": link(**GOOD, args='{"a": 1}'),
    "no texts": link(**GOOD, args="[1]"),
    "no JSON": link(**GOOD, args="-y a"),
    "deep JSON": link(**GOOD, args="[" * 2000),
    "many arguments": link(**GOOD, args=json.dumps(["a"] * 65)),
    "a huge argument": link(**GOOD, args=json.dumps(["a" * 2049])),
    "a huge link": link(**GOOD, args=json.dumps(["a" * LONGEST])),
    "not UTF-8": "parley://add-server?name=%ff&command=x",
    "letters that are not encoded": "parley://add-server?name=é&command=x",
    "a space": "parley://add-server?name=a b&command=x",
    "a line end at its end": link(**GOOD) + "\n",
}


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE)
def test_anything_else_is_refused_in_words(bad: str) -> None:
    with pytest.raises(LinkRefused, match="nothing was added"):
        proposal(bad)


def test_a_link_is_known_by_its_scheme_alone() -> None:
    assert is_link("Parley:anything")
    assert not is_link("/home/ann/parley:a.mcpb")
