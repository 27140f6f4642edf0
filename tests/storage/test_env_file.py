"""The notation of .env files."""

from __future__ import annotations

from desktop.storage.env_file import variables_in


def test_names_and_values_are_read_and_the_rest_is_not() -> None:
    text = '# a comment\nA=1\n export B = \'two words\'\nC="x=y"\nD="\nno value\n\n#E=5\nF=\n'
    assert dict(variables_in(text)) == {"A": "1", "B": "two words", "C": "x=y", "D": '"', "F": ""}
