"""Images in a prompt: decoded within bounds, and made into what stands for them among the tokens.

An image's place among the tokens is taken by negative numbers that only the same image has, so
that what was read of a prompt can be told by its numbers alone.
"""

from __future__ import annotations

import base64
import binascii
import ctypes
import hashlib
import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.errors import ComputeFailed, LoadFailed, ModelError
from desktop.language import tr
from desktop.models.local.binding import eyes, llama
from desktop.models.local.job import Cancelled
from desktop.models.local.picture_sizes import picture_size
from desktop.models.local.turns import IMAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.models.chat_format import ChatMessage
    from desktop.models.local.vocabulary import Vocabulary

_MOST_IMAGES = 32
_MOST_BYTES = 20 << 20
_MOST_PIXELS = 32_000_000
_STEPS_UNWATCHED = 16
"""Steps of a computation after which it may be ended: to ask after each would slow it down."""


@dataclass(frozen=True, slots=True)
class View:
    """A piece of an image, among the tokens of a prompt."""

    chunk: int
    length: int
    """Places among the tokens; they are counted as the model counts positions."""
    size: int
    """Tokens that the context keeps of it; for some models more than it has places."""


@dataclass(frozen=True, slots=True)
class Script:
    """A prompt as the engine reads it."""

    tokens: list[int]
    views: dict[int, View] = field(default_factory=dict)
    """The images in it, by the place where each begins."""

    @property
    def size(self) -> int:
        """The tokens that the context keeps of it."""
        return len(self.tokens) + sum(view.size - view.length for view in self.views.values())

    def next_view(self, place: int) -> int:
        """Returns where the next image begins, or the end."""
        return min((at for at in self.views if at > place), default=len(self.tokens))


class Sight:
    """What a model sees with: a projector, loaded beside it."""

    def __init__(
        self,
        path: Path,
        model: int,
        threads: int,
        cancelled: Callable[[], bool],
        *,
        gpu: bool,
    ) -> None:
        """Loads a projector.

        Args:
            path: its file.
            model: the loaded model to which it belongs.
            threads: how many compute.
            cancelled: asked while it computes whether it is to stop.
            gpu: whether one may compute it.

        Raises:
            LoadFailed: llama.cpp refuses it, or cannot take images at all.
        """
        self._mtmd = mtmd = eyes()
        if mtmd is None:
            raise LoadFailed(
                tr("This build of Parley cannot take images. The model was not loaded.")
            )
        self._cancelled = cancelled
        self._steps = 0
        self._watch = llama.ggml_backend_sched_eval_callback(self._watched)
        parameters = mtmd.mtmd_context_params_default()
        parameters.use_gpu, parameters.n_threads = gpu, threads
        parameters.print_timings = parameters.warmup = False
        parameters.cb_eval = self._watch
        self._context = mtmd.mtmd_init_from_file(os.fsencode(path), model, parameters)
        if not self._context:
            raise _refused(path.name)
        self._held = ExitStack()

    def close(self) -> None:
        """Gives its memory back."""
        self._held.close()
        self._mtmd.mtmd_free(self._context)

    def script(
        self, vocabulary: Vocabulary, pieces: Sequence[str], images: Sequence[bytes]
    ) -> Script:
        """Returns a prompt with images as tokens; what the last one needed is given back.

        Raises:
            ModelError: an image cannot be decoded.
            Cancelled: the request was withdrawn.
        """
        self._held.close()
        first = pieces.index(IMAGE) if IMAGE in pieces else len(pieces)
        script = Script(vocabulary.tokenize(pieces[:first]))
        waiting = iter(images)
        for piece in pieces[first:]:
            if piece == IMAGE:
                self._add(script, next(waiting))
            else:
                script.tokens.extend(vocabulary.continued(piece))
        return script

    def show(self, view: View, context: int, place: int, batch: int) -> int:
        """Lets a model read an image; returns llama.cpp's code, 0 where that succeeded.

        Args:
            view: the image.
            context: the model's, of which sequence 0 is meant.
            place: where it stands.
            batch: how many of its tokens are read at once.
        """
        if self._mtmd.mtmd_decode_use_non_causal(self._context, view.chunk) and view.size > batch:
            raise ModelError(
                tr(
                    "The image takes {size} tokens, and this model reads images of {batch} at the "
                    "most here. Nothing was answered. Make the image smaller, or choose another "
                    "model.",
                    size=view.size,
                    batch=batch,
                )
            )
        if code := self._mtmd.mtmd_encode_chunk(self._context, view.chunk):
            raise ComputeFailed(
                tr(
                    "The image could not be computed (llama.cpp's code {code}). This answer is "
                    "lost; the model stays loaded. Try again, or choose another model.",
                    code=code,
                )
            )
        if self._cancelled():
            return 2
        values = self._mtmd.mtmd_get_output_embd(self._context)
        after = llama.llama_pos(place)
        code = self._mtmd.mtmd_helper_decode_image_chunk(
            self._context, context, view.chunk, values, place, 0, batch, ctypes.byref(after),
            self._mtmd.mtmd_helper_post_decode_callback(), None,
        )  # fmt: skip
        return int(code)

    def _add(self, script: Script, data: bytes) -> None:
        """Adds an image with the tokens that stand around it and between its pieces."""
        name = hashlib.sha256(data).digest()
        for number, chunk in enumerate(self._chunks(data)):
            if self._mtmd.mtmd_input_chunk_get_type(chunk) == self._mtmd.MTMD_INPUT_CHUNK_TYPE_TEXT:
                count = ctypes.c_size_t()
                tokens = self._mtmd.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
                script.tokens.extend(tokens[: count.value])
                continue
            view = View(
                chunk,
                int(self._mtmd.mtmd_input_chunk_get_n_pos(chunk)),
                int(self._mtmd.mtmd_input_chunk_get_n_tokens(chunk)),
            )
            script.views[len(script.tokens)] = view
            digest = hashlib.sha256(name + number.to_bytes(4, "big")).digest()
            first = int.from_bytes(digest[:7], "big") + 1
            script.tokens.extend(range(-first, -first - view.length, -1))

    def _chunks(self, data: bytes) -> Iterator[int]:
        chunks = self._mtmd.mtmd_input_chunks_init()
        self._held.callback(self._mtmd.mtmd_input_chunks_free, chunks)
        with ExitStack() as undo:
            array = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
            placeholder, add_special, parse_special = False, False, True
            bitmap = self._mtmd.mtmd_helper_bitmap_init_from_buf(
                self._context, array, len(data), placeholder
            )
            if not bitmap:
                raise ModelError(
                    tr(
                        "An image of the request is damaged and cannot be read. Nothing was "
                        "answered. Save it anew, as PNG or JPEG, and try again."
                    )
                )
            undo.callback(self._mtmd.mtmd_bitmap_free, bitmap)
            if self._cancelled():
                raise Cancelled
            marker = self._mtmd.mtmd_default_marker()
            text = self._mtmd.mtmd_input_text(marker, len(marker), add_special, parse_special)
            bitmaps = (self._mtmd.mtmd_bitmap_p_ctypes * 1)(bitmap)
            if self._mtmd.mtmd_tokenize(self._context, chunks, ctypes.byref(text), bitmaps, 1):
                raise ModelError(
                    tr(
                        "The model cannot take an image of the request as it is: it may be too "
                        "narrow, too flat or too small. Nothing was answered. Try it in "
                        "another size."
                    )
                )
        count = self._mtmd.mtmd_input_chunks_size(chunks)
        return (self._mtmd.mtmd_input_chunks_get(chunks, place) for place in range(count))

    def _watched(self, _tensor: int, ask: bool, _data: int) -> bool:  # noqa: FBT001
        """Answers llama.cpp: first whether a step is watched, then whether to go on after it."""
        if not ask:
            return not self._cancelled()
        self._steps += 1
        return self._steps % _STEPS_UNWATCHED == 0


def images_of(messages: Sequence[ChatMessage]) -> list[bytes]:
    """Returns the images of a conversation in their order, none of them decoded yet.

    Raises:
        ModelError: there are too many, or one is too large or of a kind that is not taken.
    """
    images = [
        _data(part["image_url"]["url"])
        for message in messages
        if isinstance(message["content"], list)
        for part in message["content"]
        if part["type"] == "image_url"
    ]
    if len(images) > _MOST_IMAGES:
        raise ModelError(
            tr(
                "The request holds {images} images, and {most_images} are taken at the most. "
                "Nothing was answered. Send fewer.",
                images=len(images),
                most_images=_MOST_IMAGES,
            )
        )
    return images


def _data(url: str) -> bytes:
    try:
        data = base64.b64decode(url.partition(",")[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise ModelError(
            tr(
                "An image of the request is no base64. Nothing was answered. Whoever made the "
                "program that asks can mend this."
            )
        ) from error
    if len(data) > _MOST_BYTES:
        raise ModelError(
            tr(
                "An image of the request has {value} MB, and {value2} MB are taken at the "
                "most. Nothing was answered. Make it smaller.",
                value=len(data) >> 20,
                value2=_MOST_BYTES >> 20,
            )
        )
    size = picture_size(data)
    if size is None:
        raise ModelError(
            tr(
                "An image of the request is none that a model of this computer can be given. "
                "Nothing was answered. PNG, JPEG, GIF and BMP can; save it as one of them."
            )
        )
    if not 0 < size[0] * size[1] <= _MOST_PIXELS:
        raise ModelError(
            tr(
                "An image of the request is {size} by {size2} pixels large, and {value} "
                "million are taken at the most. Nothing was answered. Make it smaller.",
                size=size[0],
                size2=size[1],
                value=_MOST_PIXELS // 10**6,
            )
        )
    return data


def _refused(name: str) -> LoadFailed:
    return LoadFailed(
        tr(
            "{name}, with which this model would see, cannot be loaded: llama.cpp refuses it. The "
            "files were left as they were. It may belong to another model, or be damaged: move it "
            "away to use the model without images, or fetch it again.",
            name=name,
        )
    )
