"""Files and pictures on their way into a message: read beside the window, or refused in words."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import ChatRefused
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.chat.attached import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from desktop.ui.chat.composer import Composer
    from desktop.ui.tasks import TaskOwner

    _Attach: TypeAlias = Callable[[Attachment], bool]


class Attaching:
    """Attaches what a person chose, dropped or pasted; what is refused says why."""

    def __init__(
        self, composer: Composer, attach_here: Callable[[], _Attach], tasks: TaskOwner
    ) -> None:
        """Listens to what is given.

        Args:
            composer: where it is given.
            attach_here: returns what attaches to the message that is written at that moment, and
                says whether that is still shown.
            tasks: own what reads.
        """
        self._composer = composer
        composer.draft.files_given.connect(
            lambda paths: tasks.start(
                self._attach(list(map(Path, paths)), attach_here()), "attach files"
            )
        )
        composer.draft.picture_given.connect(
            lambda octets: tasks.start(
                self._add(tr("Picture.png"), octets, attach_here()), "attach a picture"
            )
        )

    async def _attach(self, paths: list[Path], attach: _Attach) -> None:
        problems = []
        for path in paths:
            try:
                await self._add(path.name, await asyncio.to_thread(_read, path), attach)
            except ChatRefused as error:
                problems.append(str(error))
            except OSError as error:
                name, why = wording.one_line(path.name), error.strerror
                problems.append(tr("{name} could not be read: {why}.", name=name, why=why))
        if problems:
            self._composer.show_problem("\n".join(problems))

    async def _add(self, name: str, octets: bytes, attach: _Attach) -> None:
        # Imported only here: the window is on the screen before the MCP library is.
        from desktop.inbound.chat.attachments import attachment  # noqa: PLC0415

        block = await asyncio.to_thread(attachment, name, octets)
        is_shown = attach(Attachment(name, len(octets), block))
        model = self._composer.model
        if is_shown and block.type == "image" and model and not model.sees:
            said = tr("{model} cannot see pictures. Choose a model that can.", model=model.name)
            self._composer.show_problem(said)


def _read(path: Path) -> bytes:
    """Returns a file's bytes, and of a large one enough to say that it is too large."""
    from desktop.inbound.chat.attachments import LARGEST_IMAGE  # noqa: PLC0415  (as above)

    with path.open("rb") as file:
        return file.read(LARGEST_IMAGE + 1)
