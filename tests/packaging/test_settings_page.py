"""docs/settings.md tells of the settings that there are."""

from __future__ import annotations

from settings_page import PAGE, page


def test_the_page_is_as_the_declaration_makes_it_now() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: .venv/bin/python packaging/settings_page.py"
