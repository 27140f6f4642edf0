"""The chat templates that llama.cpp publishes, where its source is on this computer."""

from __future__ import annotations

from pathlib import Path

_SOURCES = ".cache/uv/sdists-v*/pypi/llama-cpp-python/*/*/src/vendor/llama.cpp"


def published_templates() -> list[Path]:
    """Returns them, where uv has unpacked llama.cpp's source to build it."""
    sources = Path.home().glob(_SOURCES)
    found = [sorted(source.glob("models/templates/*.jinja")) for source in sources]
    return max(found, key=len, default=[])
