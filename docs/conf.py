"""How Sphinx makes the pages of `docs/`: `make docs`. Nothing is fetched; each flaw stops it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Parley"
author = "the people who made Parley"
project_copyright = author
extensions = ["myst_parser"]
root_doc = "index"
# A link to a heading is written as GitHub makes it, so that it holds in both places.
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Parley"
html_show_sourcelink = False
html_copy_source = False
html_show_sphinx = False
# `make docs ARGS="-b linkcheck"` tries the links of the net; this computer is an example.
linkcheck_ignore = [r"http://127\.0\.0\.1"]
linkcheck_timeout = 20

_HERE = Path(__file__).parent
_LINK = re.compile(r"\]\((?![a-z]+:|#)")
_TO_MARKDOWN = re.compile(r"\]\(((?:\.\./)+[^)#:]+\.md)(#[^)]*)?\)")
_INCLUDED = {"README.md": "readme.md", "CONTRIBUTING.md": "contributing.md"}
"""Files of the root that are pages here too."""
_LOOPBACK = ("127.0.0.1", "localhost")
_external: dict[str, set[str]] = {}


def setup(app: Sphinx) -> None:
    """Connects what is looked at besides what Sphinx looks at by itself."""
    app.connect("source-read", _link_to_files)
    app.connect("include-read", _from_the_root)
    app.connect("doctree-read", _look_at_external_links)
    app.connect("build-finished", _list_external_links)


def _from_the_root(_app: Sphinx, _path: Path, _parent: str, content: list[str]) -> None:
    # README and CONTRIBUTING stand in the root: what they link to is seen from there.
    content[0] = _to_files(_LINK.sub("](../", content[0]), _HERE)


def _link_to_files(_app: Sphinx, page: str, content: list[str]) -> None:
    content[0] = _to_files(content[0], (_HERE / page).parent)


def _to_files(text: str, folder: Path) -> str:
    """Returns a text in which Markdown that is no page here is linked to as the file that it is."""

    def link(found: re.Match[str]) -> str:
        target = (folder / found[1]).resolve()
        if target.is_relative_to(_HERE):
            return found[0]
        if target.parent == _HERE.parent and target.name in _INCLUDED:
            return f"]({_INCLUDED[target.name]}{found[2] or ''})"
        return f"](path:{found[1]})"

    return _TO_MARKDOWN.sub(link, text)


def _look_at_external_links(app: Sphinx, doctree: nodes.document) -> None:
    for link in doctree.findall(nodes.reference):
        address = str(link.get("refuri", ""))
        if "://" not in address:
            continue
        if not _well_formed(address):
            logging.getLogger(__name__).warning("no address: %s", address, location=link)
        _external.setdefault(address, set()).add(app.env.docname)


def _well_formed(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "http":
        return host in _LOOPBACK
    return parts.scheme == "https" and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) is not None


def _list_external_links(app: Sphinx, failure: Exception | None) -> None:
    if failure is None:
        lines = [f"{address}  {' '.join(sorted(on))}" for address, on in sorted(_external.items())]
        (Path(app.outdir) / "external-links.txt").write_text("\n".join([*lines, ""]), "utf-8")
