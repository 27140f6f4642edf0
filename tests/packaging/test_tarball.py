"""The archive for any Linux, and the script in it that installs it for one person."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest
import tarball
from release import ROOT, VERSION

from desktop import APP_ID
from tests.packaging.conftest import SECOND, freeze

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("xz") is None,
    reason="it is made on Linux, with xz",
)

NAME = f"parley-{VERSION}-linux-{platform.machine()}"
ENTRY = f".local/share/applications/{APP_ID}.desktop"
RUNNING = f'#!/bin/sh\nexec {sys.executable} -P -m desktop "$@"\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a person who never had Parley, in a path that not every script survives."""
    home = tmp_path / "Zoë's home"
    home.mkdir()
    return home


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder, where a person unpacked it."""
    return unpack(tmp_path_factory.mktemp("download"), RUNNING)


def unpack(folder: Path, program: str) -> Path:
    """Packs a program as the app, and unpacks it."""
    dist = freeze(folder / "dist")
    (dist / "parley").write_text(program, "utf-8")
    with tarfile.open(tarball.build(dist, folder / "out")) as archive:
        archive.extractall(folder / "Ünpacked here", filter="data")
    return folder / "Ünpacked here" / NAME


def install(
    unpacked: Path, home: Path, *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    names = ("PATH", "LANG")
    kept: Mapping[str, str] = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.run(
        ["/bin/sh", unpacked / "install.sh", *words],
        env={**kept, "HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def below(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if not path.is_dir())


def test_the_archive_has_one_folder_of_nobodys_with_the_app_and_its_installer(
    tmp_path: Path,
) -> None:
    archive = tarball.build(freeze(tmp_path / "dist"), tmp_path)
    assert archive.name == f"{NAME}.tar.xz"
    with tarfile.open(archive) as content:
        members = {one.name.removeprefix(NAME): one for one in content}
    assert {one.uid for one in members.values()} == {one.gid for one in members.values()} == {0}
    assert {one.mtime for one in members.values()} == {SECOND}
    assert {name for name, one in members.items() if one.isfile() and one.mode == 0o755} == {
        "/install.sh",
        "/parley",
        "/parley-window",
    }
    assert members["/LICENSE"].mode == 0o644
    assert members["/_internal/libown.so"].issym()
    assert "/_internal/libdropped.so" not in members


def test_it_is_installed_for_one_person_and_each_step_is_told(unpacked: Path, home: Path) -> None:
    said = install(unpacked, home)
    assert (said.returncode, said.stderr) == (0, "")
    lib, command = home / ".local/lib/parley", home / ".local/bin/parley"
    assert (lib / "_internal/libown.so.1").is_file()
    assert command.samefile(lib / "parley")
    assert (home / ENTRY).is_file()
    for line in (f"Copied it to {lib}", f"Linked {command} to it", f"Installed {home / ENTRY}"):
        assert f"{line}\n" in said.stdout
    version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout == f"parley {VERSION}\n"


def test_the_command_is_told_as_it_can_be_typed(unpacked: Path, home: Path) -> None:
    command = home / ".local/bin/parley"
    assert f"is started with {command}, as" in install(unpacked, home).stdout
    path = f"{command.parent}:{os.environ['PATH']}"
    assert "is started with: parley\n" in install(unpacked, home, PATH=path).stdout


def test_an_upgrade_takes_the_place_of_all_that_was(unpacked: Path, home: Path) -> None:
    assert install(unpacked, home).returncode == 0
    (home / ".local/lib/parley/_internal/of-the-old-version").touch()
    (home / ".local/share/parley").mkdir()
    (home / ".local/share/parley/parley.db").write_text("records")
    assert install(unpacked, home).returncode == 0
    assert not (home / ".local/lib/parley/_internal/of-the-old-version").exists()
    assert (home / ".local/share/parley/parley.db").read_text() == "records"
    assert [path.name for path in (home / ".local/lib").iterdir()] == ["parley"]


def test_removing_keeps_the_persons_own_and_says_where_it_is(unpacked: Path, home: Path) -> None:
    install(unpacked, home)
    (home / ".local/share/parley").mkdir()
    (home / ".local/share/parley/parley.db").touch()
    said = install(home / ".local/lib/parley", home, "--remove")
    assert (said.returncode, said.stderr) == (0, "")
    assert f"    {home}/.local/share/parley\n" in said.stdout
    kept = [name for name in below(home) if "/mime/" not in name and "mimeinfo" not in name]
    assert kept == [".local/share/parley/parley.db"]


def test_removing_what_is_not_there_says_so(unpacked: Path, home: Path) -> None:
    said = install(unpacked, home, "--remove")
    assert (said.returncode, said.stdout) == (1, "")
    assert "There is no Parley" in said.stderr
    assert below(home) == []


@pytest.mark.parametrize("name", [".local/bin/parley", ".local/lib/parley/theirs"])
def test_what_another_put_there_is_left_alone(unpacked: Path, home: Path, name: str) -> None:
    (home / name).parent.mkdir(parents=True)
    (home / name).write_text("of another")
    for words in ((), ("--remove",)):
        said = install(unpacked, home, *words)
        assert (said.returncode, said.stdout) == (1, "")
        assert "nothing was changed" in said.stderr
    assert below(home) == [name]
    assert (home / name).read_text() == "of another"


def test_an_app_that_does_not_run_here_changes_nothing(tmp_path: Path, home: Path) -> None:
    said = install(unpack(tmp_path, "#!/bin/sh\necho no such library >&2; exit 127\n"), home)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("no such library\ninstall.sh: This Parley does not run")
    assert below(home) == []


def test_the_installed_script_does_not_install_itself(unpacked: Path, home: Path) -> None:
    install(unpacked, home)
    said = install(home / ".local/lib/parley", home)
    assert said.returncode == 1
    assert "This is the installed Parley." in said.stderr


def test_wrong_words_are_two(unpacked: Path, home: Path) -> None:
    said = install(unpacked, home, "--purge")
    assert (said.returncode, said.stderr) == (2, "usage: install.sh [--remove]\n")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_script_is_clean() -> None:
    script = ROOT / "packaging" / "linux" / "install.sh"
    said = subprocess.run(["shellcheck", script], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")
