"""The Debian package: what is in it, what it needs, and what Debian's own tools say of it."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING

import deb
import pytest
from icons import SIZES
from release import ROOT, VERSION

from desktop import APP_ID
from tests.packaging.conftest import SECOND, freeze

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-shlibdeps") is None, reason="dpkg-dev is not installed"
)

SHARE = "./usr/share"


def output_of(*command: str | Path) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode == 0, said.stdout + said.stderr
    return said.stdout


def field(package: Path, name: str) -> str:
    return output_of("dpkg-deb", "--field", package, name).strip()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Zoë's folder")
    return deb.build(freeze(folder / "dist"), folder)


@pytest.fixture(scope="module")
def content(package: Path) -> tarfile.TarFile:
    command = ("dpkg-deb", "--fsys-tarfile", package)
    packed = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=60).stdout
    return tarfile.open(fileobj=io.BytesIO(packed))


def files(content: tarfile.TarFile) -> dict[str, bytes]:
    """What every plain file of a package holds."""
    found = {}
    for member in content:
        if member.isfile():
            file = content.extractfile(member)
            assert file is not None
            found[member.name] = file.read()
    return found


def test_the_package_tells_its_name_version_and_architecture(package: Path) -> None:
    architecture = output_of("dpkg", "--print-architecture").strip()
    assert package.name == f"parley_{VERSION}_{architecture}.deb"
    assert field(package, "Package") == "parley"
    assert field(package, "Version") == VERSION
    assert field(package, "Architecture") == architecture


def test_it_depends_on_what_its_binaries_link_to(package: Path) -> None:
    assert re.match(r"libc6(\.1)? \(>= [\d.]+\)$", field(package, "Depends"))


def test_what_only_the_graphics_module_needs_is_recommended(package: Path) -> None:
    recommended = field(package, "Recommends")
    assert "libtinfo6" in recommended
    assert "fonts-dejavu-core |" in recommended


def test_nothing_runs_at_installing_or_removing(package: Path, tmp_path: Path) -> None:
    output_of("dpkg-deb", "--control", package, tmp_path / "control")
    assert {path.name for path in (tmp_path / "control").iterdir()} == {"control", "md5sums"}


def test_everything_lies_where_debian_looks_for_it(content: tarfile.TarFile) -> None:
    icons = [f"{size}x{size}/apps/{APP_ID}.png" for size in SIZES]
    icons.append(f"scalable/apps/{APP_ID}.svg")
    assert {name for name in content.getnames() if not content.getmember(name).isdir()} == {
        "./usr/bin/parley",
        "./usr/lib/parley/parley",
        "./usr/lib/parley/parley-window",
        "./usr/lib/parley/_internal/libown.so",
        "./usr/lib/parley/_internal/libown.so.1",
        "./usr/lib/parley/_internal/llama_cpp/libggml-vulkan.so",
        f"./usr/lib/parley/_internal/resources/linux/{APP_ID}.desktop",
        f"./usr/lib/parley/_internal/resources/linux/{APP_ID}.metainfo.xml",
        f"./usr/lib/parley/_internal/resources/linux/{APP_ID}.xml",
        f"{SHARE}/applications/{APP_ID}.desktop",
        f"{SHARE}/doc/parley/changelog.gz",
        f"{SHARE}/doc/parley/copyright",
        f"{SHARE}/lintian/overrides/parley",
        f"{SHARE}/man/man1/parley.1.gz",
        f"{SHARE}/metainfo/{APP_ID}.metainfo.xml",
        f"{SHARE}/mime/packages/{APP_ID}.xml",
        *(f"{SHARE}/icons/hicolor/{icon}" for icon in icons),
    }


def test_the_command_is_a_link_to_the_program(content: tarfile.TarFile) -> None:
    assert content.getmember("./usr/bin/parley").linkname == "../lib/parley/parley"


def test_all_may_read_it_root_alone_may_write_and_only_programs_run(
    content: tarfile.TarFile,
) -> None:
    assert {(one.uname, one.gname) for one in content} == {("root", "root")}
    assert {one.mode for one in content if one.isdir()} == {0o755}
    assert {one.name for one in content if one.isfile() and one.mode != 0o644} == {
        "./usr/lib/parley/parley",
        "./usr/lib/parley/parley-window",
    }


def test_the_icons_are_as_large_as_their_folders_say(content: tarfile.TarFile) -> None:
    found = files(content)
    for size in SIZES:
        picture = found[f"{SHARE}/icons/hicolor/{size}x{size}/apps/{APP_ID}.png"]
        assert picture.startswith(b"\x89PNG")
        assert picture[16:24] == size.to_bytes(4, "big") * 2


def test_every_file_has_its_checksum(package: Path, content: tarfile.TarFile) -> None:
    told = output_of("dpkg-deb", "--info", package, "md5sums").splitlines()
    held = {name: hashlib.md5(held).hexdigest() for name, held in files(content).items()}
    assert sorted(told) == sorted(f"{value}  {name[2:]}" for name, value in held.items())


def test_the_installed_size_is_what_the_files_take(package: Path, content: tarfile.TarFile) -> None:
    size = sum(map(len, files(content).values())) / 1024
    assert size <= int(field(package, "Installed-Size")) <= size + len(content.getnames()) + 1


def test_nothing_tells_where_it_was_made(package: Path, content: tarfile.TarFile) -> None:
    for name, held in files(content).items():
        assert str(ROOT).encode() not in held, name
        assert str(package.parent).encode() not in held, name
        assert b"/parley-deb-" not in held, name


def test_the_same_app_at_the_same_second_gives_the_same_package(
    package: Path, tmp_path: Path
) -> None:
    again = deb.build(freeze(tmp_path / "dist"), tmp_path / "out")
    assert again.read_bytes() == package.read_bytes()


def test_the_changelog_is_debians_and_tells_what_changed(
    content: tarfile.TarFile, tmp_path: Path
) -> None:
    log = tmp_path / "changelog"
    log.write_bytes(gzip.decompress(files(content)[f"{SHARE}/doc/parley/changelog.gz"]))
    told = output_of("dpkg-parsechangelog", "--file", log)
    assert f"\nVersion: {VERSION}\n" in told
    assert f"\nTimestamp: {SECOND}\n" in told
    assert "self-test" in told


def test_a_folder_that_is_no_frozen_parley_is_named_with_what_makes_one(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    with pytest.raises(SystemExit, match=r"is no frozen Parley.*make package"):
        deb.build(tmp_path / "dist", tmp_path)
    assert not list(tmp_path.glob("*.deb"))


def test_a_binary_that_needs_what_nobody_has_makes_no_package(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dist = freeze(tmp_path / "dist")
    binary = dist / "_internal" / "libown.so.1"
    binary.write_bytes(binary.read_bytes().replace(b"libc.so.6\0", b"libq.so.6\0"))
    with pytest.raises(SystemExit, match=r"dpkg-shlibdeps failed .*no package was made"):
        deb.build(dist, tmp_path)
    assert "libq.so.6" in capfd.readouterr().err
    assert not list(tmp_path.glob("*.deb"))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("1.0rc1", "1.0"), ("1.0a2", "1.0b1"), ("1.0.dev3", "1.0a1"), ("1.9", "1.10")],
)
def test_versions_are_ordered_as_python_orders_them(earlier: str, later: str) -> None:
    versions = (deb.debian_version(earlier), "lt", deb.debian_version(later))
    output_of("dpkg", "--compare-versions", *versions)


@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
def test_lintian_finds_no_error(package: Path) -> None:
    output_of("lintian", "--fail-on", "error", package)


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_manual_page_has_no_faults() -> None:
    page = ROOT / "packaging" / "linux" / "parley.1"
    command = ("man", "--warnings", "--local-file", "--encoding=utf8", page)
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert said.stderr == ""
    assert "parley - see, edit and approve" in said.stdout
