"""What suits a computer, told before anything is fetched."""

from __future__ import annotations

import pytest

from desktop.models.gguf.fit import Verdict
from desktop.models.hub.catalogue import read_catalogue
from desktop.models.hub.origins import Origin
from desktop.models.suited import best, bits, likely_of, suited
from desktop.storage.resources import RESOURCES

GB = 1_000_000_000
SEEING = next(one for one in read_catalogue(RESOURCES) if one.projector)


def file(name: str, size: int) -> Origin:
    return Origin("maker/model", "1" * 40, name, "0" * 64, size)


FILES = (
    file("m-Q2_K.gguf", GB),
    file("m-Q4_K_M.gguf", 2 * GB),
    file("m-Q8_0.gguf", 4 * GB),
    file("m-f16.gguf", 8 * GB),
)


def test_the_ablest_that_fits_and_keeps_pace_comes_first_and_what_is_too_big_last() -> None:
    found = suited(read_catalogue(RESOURCES), 8 * GB, 2e10)
    assert found[0].fit.verdict is Verdict.WELL
    assert not found[0].slow
    quick = [one for one in found if one.fit.verdict is Verdict.WELL and not one.slow]
    assert found[0].entry.capability == max(one.entry.capability for one in quick)
    small = suited(read_catalogue(RESOURCES), GB, 2e10)
    assert small[-1].fit.verdict is Verdict.TOO_BIG
    assert small[0].entry.billions < found[0].entry.billions


def test_what_a_model_sees_with_takes_room_and_no_time_for_words() -> None:
    (one,) = suited([SEEING], 64 * GB, 2e10)
    assert SEEING.projector
    assert one.size == (SEEING.size or 0) + (SEEING.projector.size or 0)
    assert one.fit.demand.weights == one.size
    assert one.speed == 2e10 / (SEEING.size or 1)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("a-q4_k_m.gguf", 4.9),
        ("A.IQ3_XS.gguf", 3.9),
        ("sub/a-BF16.gguf", 16.0),
        ("qwen2.5-0.5b-instruct.gguf", 4.9),
        ("a-MXFP4.gguf", 4.9),
        ("q8-model-Q6_K.gguf", 6.6),
    ],
)
def test_a_files_name_tells_its_bits(name: str, number: float) -> None:
    assert bits(name) == number


def test_the_largest_quantized_file_that_fits_well_is_chosen() -> None:
    assert best(FILES, 64 * GB) == FILES[2]
    assert best(FILES, 5 * GB) == FILES[1]
    assert best(FILES, GB // 2) == FILES[1], "the usual one, where none fits"
    assert best(FILES, None) == FILES[1]
    assert best(FILES[:1], GB // 2) == FILES[0]
    assert best(FILES[3:], 64 * GB) == FILES[3]
    assert best((), GB) is None


def test_a_larger_file_takes_more() -> None:
    demands = [likely_of(one, 64 * GB).demand.total for one in FILES[:3]]
    assert demands == sorted(demands)
    assert demands[0] > FILES[0].size
