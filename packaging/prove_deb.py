"""The Debian package proven: installed in a clean Debian, used, upgraded, removed and purged.

`prove_deb.py PACKAGE [OLDER] [--suite NAME] [--record]`, as root. Without an older package the
upgrade is one to the same, with a higher version.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clean_root import CleanRoot, CommandError, clean_root
from figures import Figure, against_source, last_release, megabytes, record, table

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = "/usr/lib/parley"
OPTIONAL = "libggml-vulkan"
"""What is not used where what it needs is missing."""
HOMES = {"ann": "/home/Ann Müller", "bea": "/home/bea"}
FOLDERS = (".config/parley", ".local/share/parley", ".local/state/parley")
OTHERS = (".bash", ".profile", ".cache/fontconfig/")
"""What a new home has, and what a system's library keeps of its fonts."""
DATABASE = ".local/share/parley/parley.db"
PASSING = ("/home", "/tmp/.X", "/var/cache", "/var/lib/apt", "/var/lib/dpkg", "/var/log")
"""Where people, the package manager and the system itself keep what changes."""
DESKTOP = ("xvfb", "xauth", "desktop-file-utils", "shared-mime-info", "xdg-utils")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
SELF_TEST = ("xvfb-run", "--auto-servernum", "parley", "self-test")
OFFSCREEN = ("env", "QT_QPA_PLATFORM=offscreen")
TIMED = 'TIMEFORMAT=%R; time "$@"'
STARTS = 5


class ProofError(Exception):
    """Something is not as it should be; the message says what."""


@contextmanager
def step(what: str) -> Iterator[None]:
    """Tells one step, and how long it took; what it lacks ends the proof."""
    began = time.monotonic()
    try:
        yield
    except (CommandError, ProofError) as error:
        sys.exit(f"BAD   {what}\n{error}")
    print(f"ok    {what}  ({time.monotonic() - began:.1f} s)", flush=True)


def must(holds: object, otherwise: str) -> None:
    """Ends a step where something does not hold."""
    if not holds:
        raise ProofError(otherwise)


def main() -> None:
    """Proves a package, prints its figures, and fails where one is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("older", type=Path, nargs="?", help="what is upgraded")
    parser.add_argument("--suite", default="bookworm", help="the release of Debian")
    parser.add_argument("--record", action="store_true", help="keep the figures as a release's")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with clean_root(options.suite) as root, TemporaryDirectory() as folder:
        newer = options.package if options.older else raised(options.package, Path(folder))
        figures = prove(root, options.older or options.package, newer, options.package)
    print(table(figures, last_release()))
    if options.record:
        record(field(options.package, "Version"), figures)
    sys.exit(any(one.exceeds for one in figures))


def prove(root: CleanRoot, first: Path, newer: Path, released: Path) -> list[Figure]:
    """Leads a package through its life, and returns what was measured of the newer one."""
    for person, home in HOMES.items():
        root.run("useradd", "--create-home", "--home-dir", home, "--shell", "/bin/bash", person)
    before = prove_install(root, first)
    with step("the self-test finds nothing wrong"):
        root.run_as("ann", *SELF_TEST)
    with step("the demo runs, a server is added, and both are kept where they should be"):
        use(root)
    prove_upgrade(root, newer)
    with step("its size and its speed are measured"):
        figures = [*sizes(root, released), self_test_figure(root), *start_figures(root)]
    with step("a person's data goes when the person says so"):
        check_erasure(root)
    kept = contents(root, "ann")
    for word in ("remove", "purge"):
        with step(f"{word}: the homes stay as they are, and nothing else is left"):
            root.run("apt-get", word, "--yes", "parley")
            must(contents(root, "ann") == kept, "Something in a home has changed.")
            must(system(root) == before, f"Of the system, this differs: {system(root) ^ before}")
    return figures


def prove_install(root: CleanRoot, package: Path) -> set[str]:
    """Installs a package twice, and returns what the system has without it.

    First where there is nothing else; then beside a display and what a desktop has, which would
    bring along libraries that the package forgot to name.
    """
    with step(f"{package.name} is installed where nothing else is"):
        root.run("apt-get", "update", "--quiet")
        install(root, package)
    with step("every library that it needs is there, and no Python"):
        check_libraries(root)
    with step("the command says its version, without a display"):
        check_version(root, package)
    with step("it is removed, and a display and a desktop's tools are installed"):
        root.run("apt-get", "remove", "--yes", "parley")
        root.run(*INSTALL, *DESKTOP)
        before = system(root)
        left = [name for name in before if "parley" in name.lower()]
        must(not left, f"The removal left {left}.")
    with step("it is installed again, and the desktop knows what it opens"):
        install(root, package)
        check_desktop(root)
    return before


def prove_upgrade(root: CleanRoot, newer: Path) -> None:
    """Upgrades a package that has been used."""
    rows, kept, servers = journal(root), contents(root, "ann"), told_servers(root)
    with step(f"it is upgraded to {field(newer, 'Version')}, and nobody's data is touched"):
        install(root, newer)
        check_version(root, newer)
        must(contents(root, "ann") == kept, "The upgrade changed what is in a home.")
    with step("the newer one works with the older one's data"):
        must(told_servers(root) == servers, "The list of servers is another one now.")
        root.run_as("ann", "parley", "demo", "--approve", "yes")
        must(journal(root)[: len(rows)] == rows, "What was in the journal has changed.")
        must(len(journal(root)) > len(rows), "What was asked now is not in the journal.")


def field(package: Path, name: str) -> str:
    """Returns what a package says of itself under a name."""
    command = ("dpkg-deb", "--field", package, name)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def raised(package: Path, folder: Path) -> Path:
    """Returns the same package with a higher version."""
    tree, version = folder / "tree", f"{field(package, 'Version')}+proof1"
    subprocess.run(("dpkg-deb", "--raw-extract", package, tree), check=True)
    control = tree / "DEBIAN" / "control"
    lines = control.read_text("utf-8").splitlines()
    told = [f"Version: {version}" if line.startswith("Version:") else line for line in lines]
    control.write_text("\n".join([*told, ""]), "utf-8")
    newer = folder / f"{field(package, 'Package')}_{version}.deb"
    command = ("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, newer)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return newer


def install(root: CleanRoot, package: Path) -> None:
    """Installs a package with what it needs, but not what it recommends."""
    inside = root.path / package.name
    shutil.copy(package, inside)
    root.run(*INSTALL, f"/{package.name}")
    inside.unlink()
    version = root.run("dpkg-query", "--show", "--showformat=${Status} ${Version}", "parley")
    wanted = f"install ok installed {field(package, 'Version')}"
    must(version == wanted, f"dpkg says: {version}, and not: {wanted}")


def check_libraries(root: CleanRoot) -> None:
    """Sees that the package names all that it needs, before anything else brings it along."""
    search = f"LD_LIBRARY_PATH={APP}/_internal"
    binaries = ("-type", "f", "(", "-name", "*.so*", "-o", "-perm", "/111", ")")
    skipped = ("!", "-name", f"{OPTIONAL}*")
    each = (
        "-exec",
        "env",
        search,
        "sh",
        "-c",
        'echo "$1:"; ldd "$1" 2>&1 || true',
        "sh",
        "{}",
        ";",
    )
    said = root.run("find", APP, *binaries, *skipped, *each)
    lines, missing = said.splitlines(), []
    for line in lines:
        must(not line.startswith("find:"), line)
        if "not found" in line:
            missing.append(line.strip())
    must(not missing, f"Libraries are missing: {sorted(set(missing))}")
    pythons = [name for name in root.names() if name.startswith("/usr/bin/python")]
    must(not pythons, f"There is a Python, which may hide what is missing: {pythons}")


def check_version(root: CleanRoot, package: Path) -> None:
    """Sees that the command's version is the package's; Debian writes 1.0rc1 as 1.0~rc1."""
    said = root.run_as("ann", "parley", "--version").strip()
    version, _, _ = field(package, "Version").partition("+")
    wanted = f"parley {version.replace('~', '')}"
    must(said == wanted, f"It says {said!r}, and not {wanted!r}.")


def check_desktop(root: CleanRoot) -> None:
    """Sees that the desktop would open with Parley whatever its entry says that it opens."""
    [entry] = (root.path / "usr/share/applications").glob("*parley*.desktop")
    kinds = re.findall(r"(?m)^MimeType=(.*)$", entry.read_text("utf-8"))
    for kind in filter(None, ";".join(kinds).split(";")):
        said = root.run_as("ann", "xdg-mime", "query", "default", kind).strip()
        must(said == entry.name, f"{kind} is opened by {said or 'nothing'}.")


def use(root: CleanRoot) -> None:
    """Uses Parley as a person does, and sees what it leaves in the home."""
    home = root.path / HOMES["ann"][1:]
    root.run_as("ann", "parley", "demo", "--approve", "yes")
    root.run_as("ann", "parley", "servers", "add", "mine", "--", "/bin/true")
    must(journal(root), "Nothing is in the journal.")
    must("mine" in told_servers(root), "The server that was added is not in the list.")
    strangers = [name for name in contents(root, "ann") if not name.startswith((*FOLDERS, *OTHERS))]
    must(not strangers, f"These are not where Parley keeps its things: {strangers}")
    for folder in (".config/parley", ".local/share/parley", ".local/state/parley/log"):
        mode = (home / folder).stat().st_mode & 0o777
        must(mode == 0o700, f"Others may enter {folder}: its mode is {mode:o}.")


def contents(root: CleanRoot, person: str) -> dict[str, bytes]:
    """Returns every file in a home, with all that is in it."""
    home = root.path / HOMES[person][1:]
    files = (path for path in home.rglob("*") if path.is_file())
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def journal(root: CleanRoot) -> list[tuple[object, ...]]:
    """Returns the rows of the journal, oldest first."""
    home = root.path / HOMES["ann"][1:]
    with TemporaryDirectory() as folder:
        for name in (DATABASE, f"{DATABASE}-wal"):
            if (home / name).exists():
                shutil.copy(home / name, folder)
        with closing(sqlite3.connect(Path(folder, "parley.db"))) as database:
            return database.execute("SELECT * FROM journal ORDER BY n").fetchall()


def told_servers(root: CleanRoot) -> str:
    """Returns the list of servers, as the command tells it."""
    return root.run_as("ann", "parley", "servers", "list", "--json")


def check_erasure(root: CleanRoot) -> None:
    """Sees that `parley purge` leaves nothing of Parley's in a home."""
    root.run_as("bea", "parley", "demo", "--approve", "yes")
    must(any(name.startswith(FOLDERS) for name in contents(root, "bea")), "There was no data.")
    root.run_as("bea", "parley", "purge", "--yes")
    home = root.path / HOMES["bea"][1:]
    left = [folder for folder in FOLDERS if (home / folder).exists()]
    must(not left, f"`parley purge` left {left}.")


def system(root: CleanRoot) -> set[str]:
    """Returns the name of everything outside the places where things come and go."""
    return {name for name in root.names() if not name.startswith(PASSING)}


def sizes(root: CleanRoot, package: Path) -> list[Figure]:
    """Returns how large the package is, and what it takes on the disk."""
    names = root.run("dpkg-query", "--listfiles", "parley").splitlines()
    paths = [root.path / name[1:] for name in names]
    size = sum(path.stat().st_size for path in paths if path.is_file() and not path.is_symlink())
    return [
        megabytes("package", package.stat().st_size, 100),
        megabytes("installed", size, 300),
    ]


def self_test_figure(root: CleanRoot) -> Figure:
    """Returns how long the self-test takes, with the display that it opens."""
    return Figure("self-test", round(packaged_seconds(root, *SELF_TEST), 1), "s", 30)


def start_figures(root: CleanRoot) -> list[Figure]:
    """Returns how soon the command and the window are there, against those from source."""
    source = Path(sys.executable).with_name("parley")
    if not source.exists():
        print("note  no set-up checkout is here (make setup), so no start is compared with it")
        return []
    glance, seen = "desktop.ui.glance", "seen.json"
    packaged = (*OFFSCREEN, f"{APP}/parley-window", "--module", glance, seen)
    unpacked = (*OFFSCREEN, sys.executable, "-P", "-m", glance, seen)
    command: list[tuple[float, float]] = []
    window: list[tuple[float, float]] = []
    with TemporaryDirectory() as home:
        for _ in range(STARTS):
            command.append(
                (packaged_seconds(root, "parley", "--version"), seconds(home, source, "--version"))
            )
            forget(root.path / APP[1:])
            forget(Path(sys.prefix), Path(os.__file__).parent)
            window.append((packaged_seconds(root, *packaged), seconds(home, *unpacked)))
    return [
        against_source("parley --version", command),
        against_source("the window, from disk", window, bound=1.3),
    ]


def packaged_seconds(root: CleanRoot, *command: str) -> float:
    """Returns how long a command of the package takes."""
    said = root.run_as("ann", "bash", "-c", TIMED, "-", *command)
    return float(said.split()[-1])


def seconds(home: str, *command: str | Path) -> float:
    """Returns how long a command of this checkout takes."""
    environment = {**os.environ, "PARLEY_HOME": home}
    whole = ("bash", "-c", TIMED, "-", *command)
    done = subprocess.run(
        whole, env=environment, cwd=home, capture_output=True, text=True, check=True
    )
    return float(done.stderr.split()[-1])


def forget(*folders: Path) -> None:
    """Takes files out of memory, so that the next start reads them from the disk."""
    os.sync()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
