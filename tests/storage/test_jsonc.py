"""JSON with comments is read as it is meant, and a change touches nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.storage.jsonc import loads, rewritten

WRITTEN = """\
// What I use every day.
{
    "mcpServers": {
        /* the office */
        "files": {
            "command": "npx", // with Node
            "args": ["-y", "a//b", "/* no comment */"],
        },
        "web": { "url": "https://example.org/mcp" }, // the other one
        "last": {
            "command": "x"
        } // at the end
    },
    "mine": [1, 2,],
}
"""


def servers() -> dict[str, Any]:
    return dict(loads(WRITTEN)["mcpServers"])


def changed(servers: dict[str, Any]) -> str:
    return rewritten(WRITTEN, {**loads(WRITTEN), "mcpServers": servers})


def test_comments_and_trailing_commas_are_no_part_of_what_is_read() -> None:
    assert loads(WRITTEN) == {
        "mcpServers": {
            "files": {"command": "npx", "args": ["-y", "a//b", "/* no comment */"]},
            "web": {"url": "https://example.org/mcp"},
            "last": {"command": "x"},
        },
        "mine": [1, 2],
    }


def test_a_fault_is_told_at_its_own_place() -> None:
    with pytest.raises(json.JSONDecodeError, match="line 2 column 16"):
        loads('{ // so\n  "a": 1, /**/ b }')


def test_nothing_is_touched_where_nothing_changes() -> None:
    assert rewritten(WRITTEN, loads(WRITTEN)) == WRITTEN


def test_an_entry_is_added_behind_the_last_ones_comment() -> None:
    added = changed({**servers(), "new": {"command": "y", "args": ["1"]}})
    assert added == WRITTEN.replace(
        "        } // at the end\n",
        "        }, // at the end\n"
        '        "new": {\n'
        '            "command": "y",\n'
        '            "args": [\n'
        '                "1"\n'
        "            ]\n"
        "        }\n",
    )


@pytest.mark.parametrize(
    ("name", "gone", "instead"),
    [
        (
            "files",
            '        "files": {\n'
            '            "command": "npx", // with Node\n'
            '            "args": ["-y", "a//b", "/* no comment */"],\n'
            "        },\n",
            "",
        ),
        ("web", '"web": { "url": "https://example.org/mcp" }, ', ""),
        (
            "last",
            '}, // the other one\n        "last": {\n            "command": "x"\n        } //',
            "} // the other one\n        //",
        ),
    ],
)
def test_an_entry_is_taken_out_with_its_comma(name: str, gone: str, instead: str) -> None:
    kept = {key: value for key, value in servers().items() if key != name}
    assert gone in WRITTEN
    assert changed(kept) == WRITTEN.replace(gone, instead)


def test_a_value_is_changed_where_it_stands() -> None:
    files = {**servers()["files"], "command": "bunx"}
    assert changed({**servers(), "files": files}) == WRITTEN.replace('"npx"', '"bunx"')


def test_a_member_joins_an_object_on_one_line() -> None:
    web = {**servers()["web"], "era": "legacy"}
    assert changed({**servers(), "web": web}) == WRITTEN.replace(
        '/mcp" }', '/mcp", "era": "legacy" }'
    )


def test_the_ends_of_lines_and_the_indentation_are_the_persons() -> None:
    lines = ["{", '\t"a": {},', '\t"b": 1', "}", ""]
    result = rewritten("\r\n".join(lines), {"a": {"x": {"y": 1}}, "b": 1, "c": 2})
    assert result.split("\r\n") == [
        "{",
        '\t"a": {',
        '\t\t"x": {',
        '\t\t\t"y": 1',
        "\t\t}",
        "\t},",
        '\t"b": 1,',
        '\t"c": 2',
        "}",
        "",
    ]


@pytest.mark.parametrize(
    "text", ["", "{,}", "[1,,]", "no json", '{"a": 1', "[1]", '{"a": 1, "a": 2}']
)
def test_what_cannot_be_changed_bit_by_bit_is_written_anew(text: str) -> None:
    assert loads(rewritten(text, {"b": [1]})) == {"b": [1]}


NAMES = some.sampled_from(["a", "b", "c", 'q"//', "/*", ","])
VALUES = some.recursive(
    some.sampled_from([0, 1, None, True, "x", "// no", "/* no */", ",}"]),
    lambda inner: some.lists(inner, max_size=2) | some.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = some.dictionaries(NAMES, VALUES, max_size=4)
MANNERS = some.sampled_from([None, 0, 2, "\t"])


@given(DOCUMENTS, DOCUMENTS, MANNERS, some.booleans())
def test_any_document_becomes_any_other_one_and_keeps_its_first_comment(
    before: dict[str, Any], after: dict[str, Any], manner: int | str | None, trailing: bool
) -> None:
    text = json.dumps(before, indent=manner)
    if trailing and before and manner is not None:
        text = f"{text[:-1].rstrip()}, // end\n}}"
    text = f"// mine\n{text}"
    result = rewritten(text, after)
    assert loads(result) == after
    assert result.startswith("// mine\n")
