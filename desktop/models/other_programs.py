"""Where other programs of this computer keep their models, as their own settings say."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOVED = re.compile(r'^modelPath="?([^"\r\n]+)', re.M)
"""How GPT4All's settings name its folder."""


def model_folders(
    home: Path, environment: Mapping[str, str], platform: str
) -> dict[str, tuple[Path, ...]]:
    """Returns the folders of each program, whether they are there or not.

    Args:
        home: the person's folder.
        environment: the variables that move folders.
        platform: as `sys.platform` names it.
    """

    def named(variable: str, otherwise: Path) -> Path:
        return Path(environment[variable]) if environment.get(variable) else otherwise

    data = named("XDG_DATA_HOME", home / ".local/share")
    settings = named("XDG_CONFIG_HOME", home / ".config")
    if platform == "darwin":
        data = settings = home / "Library/Application Support"
    elif platform == "win32":
        data = named("LOCALAPPDATA", home / "AppData/Local")
        settings = named("APPDATA", home / "AppData/Roaming")
    cache = named("HF_HOME", named("XDG_CACHE_HOME", home / ".cache") / "huggingface")
    jan = named("JAN_DATA_FOLDER", data / "Jan/data")
    return {
        "LM Studio": tuple(_of_lm_studio(home)),
        "Ollama": (
            named("OLLAMA_MODELS", home / ".ollama/models"),
            *([Path("/usr/share/ollama/.ollama/models")] if platform == "linux" else []),
        ),
        "GPT4All": (
            *_of_gpt4all(home, settings),
            data / "nomic.ai/GPT4All",
            home / ".cache/gpt4all",
        ),
        "Jan": (jan, *_of_jan(home, data), *_of_jan(home, settings), home / "jan/models"),
        "Hugging Face": (named("HF_HUB_CACHE", cache / "hub"),),
    }


def _of_lm_studio(home: Path) -> Iterator[Path]:
    pointed = _folder(_text(home / ".lmstudio-home-pointer"), home)
    for own in (*pointed, home / ".lmstudio", home / ".cache/lm-studio"):
        yield from _folder(_entry(own / "settings.json", "downloadsFolder"), home)
        yield own / "models"


def _of_gpt4all(home: Path, settings: Path) -> Iterator[Path]:
    moved = _MOVED.search(_text(settings / "nomic.ai/GPT4All.ini"))
    yield from _folder(moved[1] if moved else "", home)
    try:
        kept = (home / "Library/Preferences/com.nomic.gpt4all.plist").read_bytes()
    except OSError:
        return  # Only macOS keeps settings so.
    import plistlib  # noqa: PLC0415  (it brings a parser of XML along)
    from xml.parsers.expat import ExpatError  # noqa: PLC0415

    with suppress(ValueError, KeyError, TypeError, ExpatError):
        yield from _folder(plistlib.loads(kept)["modelPath"], home)


def _of_jan(home: Path, root: Path) -> Iterator[Path]:
    yield from _folder(_entry(root / "Jan/settings.json", "data_folder"), home)
    yield root / "Jan/data"


def _folder(told: Any, home: Path) -> tuple[Path, ...]:
    """Returns the folder that a setting names, if it names one wherever it is read."""
    text = told.strip() if isinstance(told, str) else ""
    path = home / text[2:] if text.startswith("~/") else Path(text)
    return (path,) if path.is_absolute() else ()


def _entry(path: Path, key: str) -> Any:
    try:
        return json.loads(_text(path) or "{}")[key]
    except (ValueError, KeyError, TypeError):
        return None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return ""
