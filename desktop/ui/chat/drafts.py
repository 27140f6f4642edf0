"""What was written and not sent: each conversation has its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.ui.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QObject

    from desktop.ui.chat.attached import Attachment

_KEY = "drafts"
_LONGEST = 100_000
"""Characters; a longer one is kept for this run only."""
_PAUSE_MS = 2000
"""So long at most is what was typed last nowhere but in this process."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message that is not sent yet."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.text.strip() or self.attachments)

    def before(self, later: Written) -> Written:
        """Returns it with what was written after it."""
        texts = [one.text for one in (self, later) if one.text.strip()]
        return Written("\n".join(texts), (*self.attachments, *later.attachments))


class Drafts:
    """Their texts are remembered over a restart, what is attached to them for this run."""

    def __init__(self, parent: QObject | None = None) -> None:
        known = remembered().get(_KEY)
        texts = known if isinstance(known, dict) else {}
        self._kept = {one: Written(text) for one, text in texts.items() if isinstance(text, str)}
        self._saving = QTimer(parent, singleShot=True, interval=_PAUSE_MS)
        self._saving.timeout.connect(lambda: remembered().save())

    def of(self, conversation: str) -> Written:
        """Returns the draft of a conversation; that of "" is the new one's."""
        return self._kept.get(conversation, Written())

    def keep(self, conversation: str, written: Written) -> None:
        """Keeps a draft in place of the one before; an empty one is none."""
        if self.of(conversation) == written:
            return
        if written.is_empty:
            self._kept.pop(conversation, None)
        else:
            self._kept[conversation] = written
        self._remember()

    def forget_others(self, conversations: Collection[str]) -> None:
        """Forgets those of conversations that are not there any more."""
        gone = [one for one in self._kept if one and one not in conversations]
        for conversation in gone:
            del self._kept[conversation]
        if gone:
            self._remember()

    def _remember(self) -> None:
        texts = {one: kept.text for one, kept in self._kept.items() if kept.text}
        remembered().keep(_KEY, {one: text for one, text in texts.items() if len(text) <= _LONGEST})
        if not self._saving.isActive():
            self._saving.start()
