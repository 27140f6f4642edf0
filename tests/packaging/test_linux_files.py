"""What a Linux desktop reads of Parley, in whatever package it comes."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml  # type: ignore[import-untyped]
from release import ROOT, VERSION

from desktop import APP_ID
from desktop.cli.integrate import FILES
from desktop.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

LINUX = ROOT / "resources" / "linux"
OWN = ROOT / "packaging" / "linux"
ENTRY = LINUX / f"{APP_ID}.desktop"
METAINFO = LINUX / f"{APP_ID}.metainfo.xml"
FLATPAK: dict[str, Any] = yaml.safe_load((OWN / f"{APP_ID}.yaml").read_text("utf-8"))


def entry() -> dict[str, str]:
    head, *lines = ENTRY.read_text("utf-8").splitlines()
    assert head == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines)


def checked(tool: str, *arguments: str | Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    said = subprocess.run(
        [tool, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_desktop_entry_is_valid() -> None:
    checked("desktop-file-validate", ENTRY)


def test_the_description_for_software_centres_is_valid() -> None:
    checked("appstreamcli", "validate", "--pedantic", "--no-net", METAINFO)


def test_they_speak_of_the_same_app() -> None:
    told = ET.parse(METAINFO).getroot()
    assert told.findtext("id") == APP_ID == FLATPAK["id"] == entry()["Icon"]
    assert told.findtext("launchable") == ENTRY.name
    assert told.findtext("summary") == entry()["Comment"]
    assert told.findtext("provides/binary") == FLATPAK["command"]
    assert entry()["Exec"] == f"{FLATPAK['command']} open %u"


def test_the_newest_release_is_this_version() -> None:
    release = ET.parse(METAINFO).getroot().find("releases/release")
    assert release is not None
    assert release.get("version") == VERSION


def test_bundles_have_a_kind_of_their_own_which_parley_opens_as_it_does_its_links() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ET.parse(LINUX / f"{APP_ID}.xml").getroot().find(f"{space}mime-type")
    assert kind is not None
    glob = kind.find(f"{space}glob")
    assert glob is not None
    assert (kind.get("type"), glob.get("pattern")) == ("application/x-mcpb", "*.mcpb")
    assert entry()["MimeType"] == "application/x-mcpb;x-scheme-handler/parley;"


def test_every_file_that_a_desktop_gets_is_there() -> None:
    assert [
        source for source in FILES.values() if not (ROOT / "resources" / source).is_file()
    ] == []


def test_the_flatpak_takes_what_is_there() -> None:
    [module] = FLATPAK["modules"]
    folders = {source["dest"]: (OWN / source["path"]).resolve() for source in module["sources"]}
    assert folders == {"app": ROOT / "dist" / "parley", "resources": ROOT / "resources"}
    commands = "\n".join(module["build-commands"]).replace("$FLATPAK_ID", APP_ID)
    taken = re.findall(r"(?<=-Dm644 )resources/\S+", commands)
    assert sorted(taken) == sorted(f"resources/{source}" for source in FILES.values())


def test_the_manual_page_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    page = (OWN / "parley.1").read_text("utf-8").replace("\\-", "-")
    commands = re.findall(r"^    ([a-z][a-z-]*) ", capsys.readouterr().out, re.MULTILINE)
    assert "demo" in commands
    assert [name for name in commands if not re.search(rf"^\.B[IR]? {name}\b", page, re.M)] == []


def test_the_copyright_file_has_the_licence_to_the_letter() -> None:
    told = re.sub(r"^ \.?", "", (OWN / "copyright").read_text("utf-8"), flags=re.MULTILINE)
    licence = (ROOT / "LICENSE").read_text("utf-8").split("\n\n", 2)[2]
    assert licence in told
