"""Ordinary requests of all kinds, about which nobody is to be warned."""

from __future__ import annotations

import json
from pathlib import Path

INNOCENT: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""Texts by what they are; characters that cannot be seen are escaped in the file."""
