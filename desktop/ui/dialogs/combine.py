"""The dialog in which a person lets models answer together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.language import tr
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.texts import label_for
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.models.context import ModelContext

_NOBODY = ""
_WAYS = (
    ("draft", tr("One drafts, another refines")),
    ("compare", tr("Several answer the same, and one answer is chosen")),
    ("first", tr("One answers, and another where it cannot")),
)
_ROLES = {
    "draft": (tr("&Drafts"), tr("&Refines")),
    "compare": (tr("&First"), tr("S&econd")),
    "first": (tr("A&nswers"), tr("Where it &cannot")),
}
_HINTS = {
    "draft": tr("The draft is made first. The other model reads the request and the draft."),
    "compare": tr("All are asked at the same time, and you see their answers side by side."),
    "first": tr(
        "The second one is asked only where the first fails, cannot be reached or is not "
        "ready. You are asked as if both were."
    ),
}


class CombineDialog(EntryDialog):
    """Which models, in which way, and under which name."""

    combine_requested = Signal(str, dict)

    def __init__(self, models: Sequence[ModelContext], parent: QWidget | None = None) -> None:
        super().__init__(tr("Combine models"), tr("&Combine them"), self._wish_it, parent)
        ids = [(one.id, f"{one.name} — {one.host or one.location.value}") for one in models]
        self.name = QLineEdit()
        self.name.setPlaceholderText("draft-then-refine")
        self.way = Choice(tr("What they do"), _WAYS, 30)
        self.one, self.other = (
            Choice(tr("First model"), ids, 30),
            Choice(tr("Second model"), ids, 30),
        )
        self.third = Choice(tr("Third model"), [(_NOBODY, "none"), *ids], 30)
        self.pick = Choice(tr("Who chooses"), [(_NOBODY, tr("You, in a dialog")), *ids], 30)
        self.ranked = Tick(tr("It may be chosen &though nobody names it"))
        self._labels = (label_for("-", self.one), label_for("-", self.other))
        self._form = FoldingForm()
        self._form.addRow(label_for(tr("&Name"), self.name), self.name)
        self._form.addRow(label_for(tr("&What they do"), self.way), self.way)
        self._form.addRow(self._labels[0], self.one)
        self._form.addRow(self._labels[1], self.other)
        self._form.addRow(label_for(tr("T&hird"), self.third), self.third)
        self._form.addRow(label_for(tr("Who choo&ses"), self.pick), self.pick)
        self._form.addRow("", self.ranked)
        if len(ids) > 1:
            self.other.setCurrentIndex(1)
        self.way.currentIndexChanged.connect(self._show_way)
        self._show_way()
        self.lay_out(self._form)

    def _show_way(self) -> None:
        way = str(self.way.chosen())
        for label, title in zip(self._labels, _ROLES[way], strict=True):
            label.setText(title)
        for part in (self.third, self.pick):
            self._form.setRowVisible(part, way == "compare")
        self.hint.say(_HINTS[way])

    def _wish_it(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.say(tr("Give it a name: letters, digits, dots and hyphens."))
            return
        self.combine_requested.emit(name, self._entry())

    def _entry(self) -> dict[str, Any]:
        one, other = self.one.chosen(), self.other.chosen()
        entry: dict[str, Any]
        match self.way.chosen():
            case "draft":
                entry = {"draft": one, "refine": other}
            case "first":
                entry = {"first": one, "fallBack": other}
            case _:
                asked = [one, other, self.third.chosen()]
                entry = {"compare": [model for model in asked if model != _NOBODY]}
                if pick := self.pick.chosen():
                    entry["pick"] = pick
        return {**entry, "ranked": True} if self.ranked.isChecked() else entry
