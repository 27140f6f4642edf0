"""Which projector is taken for which model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed
from desktop.models.gguf.context import model_context
from desktop.models.gguf.projectors import read_projector, subject
from tests.made_projector import write_projector, write_seeing_model
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def built_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.models.gguf.projectors.can_see", lambda: True)


def test_a_model_with_its_projector_beside_it_takes_images(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    context = model_context(path)
    assert context.projector == tmp_path / "mmproj-seeing.gguf"
    assert context.modalities == {"text", "image"}
    assert context.files == (path, context.projector)
    context.projector.unlink()
    alone = model_context(path)
    assert alone.projector is None
    assert alone.modalities == {"text"}
    assert context.memory > alone.memory


def test_nothing_is_seen_where_llama_cpp_was_built_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.models.gguf.projectors.can_see", lambda: False)
    assert model_context(write_seeing_model(tmp_path)).projector is None


@pytest.mark.parametrize(
    ("model", "projector", "fits"),
    [
        ("SmolVLM-500M-Instruct-Q8_0", "mmproj-SmolVLM-500M-Instruct-f16", True),
        ("gemma-3-4b-it-Q4_K_M", "gemma-3-4b-it.mmproj-Q8_0", True),
        ("gemma-3-4b-it-Q4_K_M", "mmproj-model-f16", True),
        ("gemma-3-4b-it-Q4_K_M", "mmproj-gemma-3-12b-it-f16", False),
        ("gemma-3-4b-it-UD-Q4_K_XL", "mmproj-BF16", True),
    ],
)
def test_a_projector_is_known_by_its_name(
    tmp_path: Path, model: str, projector: str, *, fits: bool
) -> None:
    path = write_seeing_model(tmp_path, model)
    (tmp_path / f"mmproj-{model}.gguf").rename(tmp_path / f"{projector}.gguf")
    assert (model_context(path).projector is not None) == fits


def test_one_without_a_name_is_not_taken_among_several_models(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path, "first")
    (tmp_path / "mmproj-first.gguf").rename(tmp_path / "mmproj-f16.gguf")
    assert model_context(path).projector is not None
    write_scripted_model(tmp_path / "second.gguf", "Hello.")
    assert model_context(path).projector is None


def test_one_for_another_size_of_model_is_not_taken(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    write_projector(tmp_path / "mmproj-seeing.gguf", embedding=96)
    assert model_context(path).projector is None


def test_a_projector_is_refused_as_a_model_and_a_model_as_a_projector(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    with pytest.raises(LoadFailed, match="is no model, but what lets a model see"):
        model_context(tmp_path / "mmproj-seeing.gguf")
    with pytest.raises(LoadFailed, match="nothing that lets a model see"):
        read_projector(path)


def test_a_projector_cut_short_is_not_taken(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    projector = tmp_path / "mmproj-seeing.gguf"
    projector.write_bytes(projector.read_bytes()[:-100])
    assert model_context(path).projector is None


def test_the_subject_of_a_name_leaves_out_how_a_file_is_made() -> None:
    assert subject("Qwen2.5-VL-3B-Instruct-Q4_K_M.gguf") == ("qwen2", "5", "vl", "3b", "instruct")
    assert subject("big-model-IQ4_XS-00001-of-00003.gguf") == ("big",)
