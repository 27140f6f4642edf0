"""Models that were cut into several files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import LoadFailed
from desktop.models.gguf.context import model_context
from desktop.models.gguf.file import header_of, read_header
from desktop.models.gguf.parts import is_later_part, part_names, parts_of, plain_stem
from desktop.models.local.engine import Engine, Settings
from tests.scripted_model import write_scripted_model


def written_in_parts(folder: Path) -> list[Path]:
    """Writes a model in parts; returns these."""
    write_scripted_model(folder / "cut.gguf", "Hello.", in_parts=True)
    return sorted(folder.glob("cut-*.gguf"))


def test_a_model_in_parts_is_read_as_one(tmp_path: Path) -> None:
    parts = written_in_parts(tmp_path)
    write_scripted_model(tmp_path / "whole.gguf", "Hello.")
    one, other = read_header(parts[0]), read_header(tmp_path / "whole.gguf")
    assert len(parts) == 3
    assert (one.parameters, one.layers, one.output) == (
        other.parameters,
        other.layers,
        other.output,
    )
    assert one.size == sum(part.stat().st_size for part in parts)
    context = model_context(parts[0])
    assert (context.id, context.size) == ("cut", one.size)
    assert context.files == tuple(parts)


def test_llama_cpp_loads_all_parts_by_the_first(tmp_path: Path) -> None:
    parts = written_in_parts(tmp_path)
    with closing(Engine(parts[0], 512, 1)) as engine:
        prompt = engine.vocabulary.tokenize(["<|im_start|>assistant\n"])
        pieces: list[str] = []
        engine.generate(prompt, Settings(8, 0.0), pieces.append)
    assert "".join(pieces) == "Hello."


def test_a_model_is_refused_in_words_while_a_part_is_missing_or_damaged(tmp_path: Path) -> None:
    parts = written_in_parts(tmp_path)
    content = parts[1].read_bytes()
    parts[1].write_bytes(content[:-64])
    with pytest.raises(LoadFailed, match=r"00002-of-00003\.gguf is not a sound .* cut short"):
        model_context(parts[0])
    parts[1].write_bytes(parts[2].read_bytes())
    with pytest.raises(LoadFailed, match="the place of another part"):
        model_context(parts[0])
    parts[1].unlink()
    with pytest.raises(LoadFailed, match=r"There is no model file at .*00002-of-00003"):
        model_context(parts[0])


def test_a_part_is_refused_in_the_place_of_the_first(tmp_path: Path) -> None:
    first, second, _ = written_in_parts(tmp_path)
    with pytest.raises(LoadFailed, match="Choose the first part"):
        model_context(second)
    renamed = first.rename(tmp_path / "cut.gguf")
    with pytest.raises(LoadFailed, match="not the first of them under its own name"):
        model_context(renamed)


def test_the_header_of_the_first_part_tells_what_the_whole_will_take(tmp_path: Path) -> None:
    parts = written_in_parts(tmp_path)
    whole = read_header(parts[0])
    first = header_of(parts[0].read_bytes()[: 1 << 20], whole.size)
    assert first is not None
    assert first.size == whole.size
    assert len(first.layers) == len(whole.layers)
    assert sum(layer.cached for layer in first.layers) == sum(one.cached for one in whole.layers)


def test_parts_are_known_by_their_names() -> None:
    names = ("big-00001-of-00002.gguf", "big-00002-of-00002.gguf")
    assert part_names(names[1]) == names
    assert parts_of(Path("/x", names[0])) == (Path("/x", names[0]), Path("/x", names[1]))
    assert parts_of(Path("/x/whole.gguf")) == (Path("/x/whole.gguf"),)
    assert [is_later_part(name) for name in (*names, "whole.gguf")] == [False, True, False]
    assert plain_stem(names[1]) == "big"
    assert part_names("big-00001-of-00001.gguf") == part_names("big-00001-of-99999.gguf") == ()
