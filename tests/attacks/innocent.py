"""Ordinary requests of all kinds, about which nobody is to be warned."""

from __future__ import annotations

import json
from pathlib import Path

from mcp_types import CreateMessageRequestParams

INNOCENT: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
"""Texts by what they are; characters that cannot be seen are escaped in the file."""

INNOCENT_TOOLS: dict[str, CreateMessageRequestParams] = {
    name: CreateMessageRequestParams.model_validate(params)
    for name, params in json.loads(
        Path(__file__).with_name("innocent_tools.json").read_text("utf-8")
    ).items()
}
"""Requests with tools, and with what tools said, by what they are about."""
