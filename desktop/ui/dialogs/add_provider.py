"""The dialog that adds a provider: which one, where it answers, and its key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.language import tr
from desktop.models.remote.config import is_loopback
from desktop.ui import theme
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.key_field import KeyField
from desktop.ui.widgets.texts import label_for
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.models.remote.presets import Preset

_OTHER = ""
_HINT = tr(
    "Now only its list of models is asked for. Requests can go to it once you let one of its "
    "models answer."
)


@dataclass(frozen=True, slots=True)
class ProviderWish:
    """A provider as a person entered it."""

    name: str
    entry: dict[str, Any]
    region: str
    key: str = field(repr=False)
    variable: str | None
    """The one that holds the key; None where the key is pasted, or none is needed."""


class AddProviderDialog(EntryDialog):
    """A known provider, or any address that speaks the same language."""

    add_requested = Signal(object)

    def __init__(self, presets: Mapping[str, Preset], parent: QWidget | None = None) -> None:
        super().__init__(tr("Add a provider"), tr("&Show its models"), self._wish_it, parent)
        self._presets = presets
        names = [(name, preset.label) for name, preset in presets.items()]
        self.which = Choice(
            tr("Provider"), [*names, (_OTHER, tr("Another compatible address"))], 18
        )
        self.name, self.address, self.region = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setMinimumWidth(theme.room(self, 32))
        self.address.setPlaceholderText("https://example.org/v1")
        self.region.setPlaceholderText("eu-central-1")
        self.insecure = Tick(tr("Use it without encryption: others on the way can &read along"))
        self.key = KeyField()
        self._form = FoldingForm()
        for title, part in (
            (tr("&Provider"), self.which),
            (tr("&Name"), self.name),
            (tr("&Address"), self.address),
            (tr("R&egion"), self.region),
        ):
            self._form.addRow(label_for(title, part), part)
        self._form.addRow("", self.insecure)
        self._form.addRow(label_for(tr("&Key"), self.key.way), self.key)
        self.which.currentIndexChanged.connect(self._show_preset)
        self.address.textChanged.connect(self._show_risk)
        self._show_preset()
        self._show_risk()
        self.hint.say(_HINT)
        self.lay_out(self._form)

    def _wish_it(self) -> None:
        if problem := self._problem():
            self.say(problem)
            return
        name, preset = self.name.text().strip(), self._preset
        entry: dict[str, Any] = {"preset": self.which.chosen()} if preset else {}
        if preset is None or preset.here:
            entry["baseUrl"] = self.address.text().strip()
        if self._form.isRowVisible(self.insecure) and self.insecure.isChecked():
            entry["insecure"] = True
        key, variable = self.key.wanted()
        region = self.region.text().strip()
        self.add_requested.emit(ProviderWish(name, entry, region, key, variable))

    def _problem(self) -> str:
        if not self.name.text().strip():
            return tr("Give the provider a name.")
        if self._form.isRowVisible(self.region) and not self.region.text().strip():
            return tr("It answers in regions: say which one, eu-central-1 for example.")
        return self.key.problem()

    @property
    def _preset(self) -> Preset | None:
        return self._presets.get(str(self.which.chosen()))

    def _show_preset(self) -> None:
        preset = self._preset
        self.name.setText(str(self.which.chosen()) or "own")
        self.address.setText(preset.base_url if preset else "")
        self.address.setReadOnly(preset is not None and not preset.here)
        regional = preset is not None and "{region}" in preset.base_url
        self._form.setRowVisible(self.region, regional)
        self.key.show_provider(
            preset.key_page if preset else "",
            preset.key_variable if preset else "",
            needed=bool(preset and preset.key_variable),
        )

    def _show_risk(self) -> None:
        address = self.address.text().strip()
        scheme, _, rest = address.lower().partition("://")
        try:
            risky = scheme == "http" and not is_loopback(rest.partition("/")[0])
        except ValueError:
            risky = False  # It is no address yet.
        self._form.setRowVisible(self.insecure, risky)
