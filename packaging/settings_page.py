"""docs/settings.md, made from the declaration: `python packaging/settings_page.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "settings.md"
_HEAD = """# Settings

<!-- Made by packaging/settings_page.py from desktop/storage/settings.py, as a test checks. -->

What you set takes effect at once, wherever you set it: on the page **Settings** (Ctrl+7), in
`settings.toml`, or by `parley settings set KEY VALUE`. `settings.toml` lies beside `mcp.json`;
`parley doctor` says where that is, and **Open settings.toml** opens it. A window that runs heeds
the file within a second after it was saved.

- What you leave out holds as it is usual. When Parley writes the file for the first time, it
  writes every setting into it, as a comment with what it is for. Later it changes only the lines
  of what you change, and keeps your comments.
- Keys that Parley does not know are kept, named in a notice, and do nothing. A value that does
  not fit is named too; what is usual holds in its place, and all the others hold.
- A file that is no TOML is left as it is. What held before holds on, or at a start what is usual,
  until it is mended.
- There are no secrets in it, so **Export…** writes all of it. Keys of providers and servers lie
  in the system's own store.
- Each group has a **Reset**, which can be undone; `parley settings reset GROUP` does the same.
- Older versions had `journal` in `mcp.json`, and remembered what closing the window means. That
  still holds where `settings.toml` says nothing of it.
- Rules for a server or a program stand in `mcp.json`, with it, and so does the endpoint's port.
"""


def page() -> str:
    """Returns the text of docs/settings.md."""
    from desktop.storage.settings import groups, settings_of  # noqa: PLC0415  (the path is set)

    lines = [_HEAD]
    for group, words in groups().items():
        lines += [f"## {words.label}", "", f"`[{group}]` {words.help}", ""]
        lines += ["| key | usual | what fits | |", "| --- | --- | --- | --- |"]
        for one in settings_of(group):
            usual = json.dumps(one.default)
            told = f"**{one.words.label}.** {one.words.help}"
            unit = f" ({one.words.unit})" if one.words.unit else ""
            lines.append(f"| `{one.name}` | `{usual}` | {one.fits}{unit} | {told} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page(), "utf-8")
