"""Model files of other programs: where they are looked for, and what they are called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.models.found import found_models

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "a" * 64


def file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"GGUF")
    return path


def ollama(folder: Path, owner: str, model: str, tag: str) -> Path:
    manifest = folder / "manifests/registry.ollama.ai" / owner / model / tag
    manifest.parent.mkdir(parents=True)
    layers = [
        {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "b" * 64},
        {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{DIGEST}"},
    ]
    manifest.write_text(json.dumps({"layers": layers}))
    return file(folder / "blobs" / f"sha256-{DIGEST}")


@pytest.mark.parametrize(
    ("platform", "program", "path", "name"),
    [
        ("linux", "LM Studio", ".lmstudio/models/maker/repo/tiny-q4.gguf", "tiny-q4"),
        ("darwin", "LM Studio", ".cache/lm-studio/models/maker/repo/tiny.gguf", "tiny"),
        ("linux", "GPT4All", ".local/share/nomic.ai/GPT4All/tiny.gguf", "tiny"),
        (
            "darwin",
            "GPT4All",
            "Library/Application Support/nomic.ai/GPT4All/tiny.gguf",
            "tiny",
        ),
        ("win32", "GPT4All", "AppData/Local/nomic.ai/GPT4All/tiny.gguf", "tiny"),
        ("linux", "Jan", ".local/share/Jan/data/llamacpp/models/tiny-b/model.gguf", "tiny-b"),
        ("win32", "Jan", "AppData/Roaming/Jan/data/llamacpp/models/t/model.gguf", "t"),
        (
            "linux",
            "Hugging Face",
            ".cache/huggingface/hub/models--m--r/snapshots/abc/tiny.gguf",
            "tiny",
        ),
    ],
)
def test_each_program_has_its_usual_folders(
    tmp_path: Path, platform: str, program: str, path: str, name: str
) -> None:
    expected = file(tmp_path / path)
    [found] = found_models(tmp_path, {}, platform)
    assert (found.program, found.path, found.name, found.size) == (program, expected, name, 4)


def test_ollamas_blobs_have_the_names_of_its_models(tmp_path: Path) -> None:
    blob = ollama(tmp_path / ".ollama/models", "library", "llama3.2", "1b")
    [found] = found_models(tmp_path, {}, "darwin")
    assert (found.program, found.path, found.name) == ("Ollama", blob, "llama3.2-1b")


def test_variables_move_the_folders(tmp_path: Path) -> None:
    ollama(tmp_path / "elsewhere", "ann", "tiny", "latest")
    file(tmp_path / "hub/models--m--r/snapshots/abc/two.gguf")
    names = {"OLLAMA_MODELS": str(tmp_path / "elsewhere"), "HF_HUB_CACHE": str(tmp_path / "hub")}
    found = found_models(tmp_path / "home", names, "darwin")
    assert [one.name for one in found] == ["two", "ann-tiny-latest"]


@pytest.mark.parametrize(
    ("platform", "program", "settings", "content"),
    [
        ("linux", "LM Studio", ".lmstudio/settings.json", '{"downloadsFolder": "HERE"}'),
        ("win32", "LM Studio", ".lmstudio-home-pointer", "HERE/..\n"),
        ("linux", "GPT4All", ".config/nomic.ai/GPT4All.ini", "[General]\nmodelPath=HERE/\n"),
        (
            "darwin",
            "GPT4All",
            "Library/Preferences/com.nomic.gpt4all.plist",
            "<plist><dict><key>modelPath</key><string>HERE</string></dict></plist>",
        ),
        ("linux", "Jan", ".local/share/Jan/settings.json", '{"data_folder": "HERE"}'),
        ("win32", "Jan", "AppData/Roaming/Jan/settings.json", '{"data_folder": "HERE"}'),
    ],
)
def test_a_program_that_keeps_its_models_elsewhere_is_followed(
    tmp_path: Path, platform: str, program: str, settings: str, content: str
) -> None:
    expected = file(tmp_path / "large disk/models/tiny.gguf")
    told = tmp_path / "home" / settings
    told.parent.mkdir(parents=True)
    told.write_text(content.replace("HERE", expected.parent.as_posix()), "utf-8")
    [found] = found_models(tmp_path / "home", {}, platform)
    assert (found.program, found.path.resolve()) == (program, expected)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"data_folder": 7}', '{"data_folder": "."}'])
def test_settings_that_name_no_folder_are_left_alone(tmp_path: Path, content: str) -> None:
    expected = file(tmp_path / ".local/share/Jan/data/tiny.gguf")
    (tmp_path / ".local/share/Jan/settings.json").write_text(content)
    assert [one.path for one in found_models(tmp_path, {}, "linux")] == [expected]


def test_what_is_no_whole_model_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / ".lmstudio/models/maker/repo"
    for name in ("mmproj-a.gguf", "b-00001-of-00002.gguf", "notes.txt", ".hidden.gguf"):
        file(folder / name)
    broken = tmp_path / ".ollama/models/manifests/registry.ollama.ai/library/x/latest"
    broken.parent.mkdir(parents=True)
    broken.write_text("[]")
    assert found_models(tmp_path, {}, "darwin") == []


def test_one_file_under_two_names_is_told_once(tmp_path: Path) -> None:
    blob = file(tmp_path / ".cache/huggingface/hub/models--m--r/blobs/abc")
    for commit in ("one", "two"):
        link = tmp_path / f".cache/huggingface/hub/models--m--r/snapshots/{commit}/a.gguf"
        link.parent.mkdir(parents=True)
        link.symlink_to(blob)
    assert len(found_models(tmp_path, {}, "linux")) == 1
