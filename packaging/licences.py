"""The licence texts of all that a frozen app brings along: `licences.py APP [FOLDER]`.

They go into a folder for each, with an overview; into the app itself, if no folder is given.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bundled import HERE, parts

if TYPE_CHECKING:
    from bundled import Part

INTRODUCTION = """\
Parley is made of the work of many. This lists what is in this copy of it, with the licence that
each part is under; the texts are in the folders beside this file.

Qt and PySide6 are used as they are, under the LGPL 3. Their sources, and those of the parts that
Qt brings along in turn, are at https://download.qt.io/official_releases/ under the version that is
named here; https://doc.qt.io/qt-6/licenses-used-in-qt.html lists those parts. The libraries of Qt
lie in files of their own, so they can be replaced by others of the same version.
"""


def main() -> None:
    """Writes the texts, and says where they are."""
    app, *told = map(Path, sys.argv[1:])
    folder = told[0] if told else app / "_internal" / "licences"
    found = parts(app)
    collect(found, folder)
    print(f"licences: those of {len(found)} parts are in {folder}")


def collect(found: list[Part], folder: Path) -> None:
    """Puts the texts of all parts into a folder, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(HERE.parent / "LICENSE", folder / "Parley.txt")
    lines = [INTRODUCTION]
    for part in found:
        if not part.texts:
            sys.exit(f"The licence text of {part.name} is missing: put it into packaging/licences.")
        place = folder / f"{part.name}-{part.version}".replace(":", "_")
        place.mkdir()
        for text in part.texts:
            shutil.copy(text, _free(place, text.name))
        lines.append(f"{part.name} {part.version}: {part.licence or 'see its text'}")
    (folder / "OVERVIEW.txt").write_text("\n".join([*lines, ""]), "utf-8")


def _free(place: Path, name: str) -> Path:
    """Returns a name that is not taken: some have several texts of one name."""
    stem, suffix = Path(name).stem, Path(name).suffix or ".txt"
    number = 1
    while (path := place / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}").exists():
        number += 1
    return path


if __name__ == "__main__":
    main()
