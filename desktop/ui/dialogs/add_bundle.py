"""The dialog that shows what a bundle is, asks for its settings, and wishes it installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.servers.bundles.installing import Choice, change_words, kept_secrets, proposed_values
from desktop.servers.forms import Unfit
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.sandbox_form import SandboxForm
from desktop.ui.widgets.setting_rows import SettingRow
from desktop.ui.widgets.texts import PlainLabel, heading, inline_heading, inline_text, label_for

if TYPE_CHECKING:
    from desktop.servers.bundles.bundle import Bundle
    from desktop.servers.bundles.manifest import Given
    from desktop.servers.config import ServerSpec
    from desktop.servers.sandbox.bounds import Sandbox

_FACTS = (tr("Version"), tr("Author"), tr("File"), tr("Contents"), "SHA-256", tr("Tools"))
_HINT = tr(
    "What it says of itself is not checked. To install it runs nothing: before its server runs "
    "first, you are shown its command and asked."
)
_TOOLS = 30


class AddBundleDialog(EntryDialog):
    """All that is known of a bundle, its settings as a form, and what it may touch as ticks."""

    install_requested = Signal(object)

    def __init__(
        self,
        bundle: Bundle,
        before: ServerSpec | None,
        sandbox: Sandbox | None,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Add a bundle"), tr("&Install"), self._wish_it, parent)
        self.bundle, self._before = bundle, before
        manifest, kept = bundle.manifest, kept_secrets(before)
        values = proposed_values(bundle, before)
        self.name = QLineEdit(before.name if before else manifest.name)
        self.name.setReadOnly(before is not None)
        self.facts = Facts(_FACTS)
        self.rows = [
            SettingRow(name, option, values.get(name), kept=name in kept)
            for name, option in manifest.user_config.items()
        ]
        self.form = SandboxForm()
        self.form.show_sandbox(sandbox, missing)
        self._area = QScrollArea()
        self._area.setAccessibleName(tr("The bundle"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = self._content()
        self._area.setWidget(content)
        self._describe()
        column = QVBoxLayout()
        column.addWidget(self._area, 1)
        self.hint.say(_HINT)
        self.lay_out(column, 1)
        # What was typed for another window, as this one came up, must not install anything.
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()
        wanted = content.sizeHint().height() + theme.em(self, 9)
        self.resize(theme.em(self, 46), max(theme.em(self, 22), min(wanted, theme.em(self, 46))))

    def choice(self) -> Choice | None:
        """Returns what is wanted, or None after saying what is wrong and going there."""
        values: dict[str, Given] = {}
        secrets: dict[str, SecretStr | None] = {}
        wrong: list[SettingRow] = []
        for row in self.rows:
            try:
                value = row.value()
            except Unfit:
                wrong.append(row)
                continue
            if value is not None and row.option.sensitive:
                secrets[row.name] = SecretStr(str(value))
            elif value is not None:
                values[row.name] = value
        name = self.name.text().strip()
        if wrong or not name:
            at: QWidget = wrong[0].field if wrong else self.name
            at.setFocus()
            self._area.ensureWidgetVisible(at)
            self.say(
                tr("Something is missing, or does not fit.") if wrong else tr("Give it a name.")
            )
            return None
        return Choice(self.bundle, name, values, secrets, self.form.sandbox(), self._before)

    def _wish_it(self) -> None:
        if choice := self.choice():
            self.wait(tr("Unpacking…"))
            self.install_requested.emit(choice)

    def _content(self) -> QWidget:
        content, manifest = QWidget(), self.bundle.manifest
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        title = inline_heading(tr("The bundle's name"))
        title.show_text(wording.one_line(manifest.display_name or manifest.name))
        about = inline_text(tr("What it says of itself"), 8)
        about.show_text(manifest.long_description or manifest.description)
        change = PlainLabel(change_words(self.bundle, self._before))
        name = FoldingForm()
        name.addRow(label_for(tr("&Name in your list"), self.name), self.name)
        column.addWidget(title)
        column.addWidget(about)
        column.addWidget(change)
        column.addWidget(self.facts)
        for told in (self.bundle.signed_words, *self.bundle.needs):
            column.addWidget(PlainLabel(on_one_line(told)))
        column.addLayout(name)
        if self.rows:
            column.addWidget(heading(tr("Settings")))
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(heading(tr("What it may touch")))
        column.addWidget(self.form)
        if any(row.option.type in ("directory", "file") for row in self.rows):
            column.addWidget(
                PlainLabel(
                    tr("Folders and files that its settings name are added; it may read them.")
                )
            )
        column.addStretch()
        return content

    def _describe(self) -> None:
        bundle, manifest = self.bundle, self.bundle.manifest
        author = manifest.author
        more = ", ".join(filter(None, (author.email, author.url)))
        files = tr("{n} file(s)", "", bundle.files)
        tools = [f"{one.name}: {one.description}".rstrip(": ") for one in manifest.tools[:_TOOLS]]
        left = len(manifest.tools) - len(tools)
        tools += [tr("and {left} more", left=left)] if left > 0 else []
        for title, text in (
            (tr("Version"), manifest.version),
            (tr("Author"), f"{author.name} ({more})" if more else author.name),
            (tr("File"), str(bundle.path)),
            (
                tr("Contents"),
                tr("{files}, {size} unpacked", files=files, size=wording.size(bundle.size)),
            ),
            ("SHA-256", bundle.sha256),
        ):
            self.facts.tell(title, on_one_line(text))
        self.facts.tell(tr("Tools"), "\n".join(map(on_one_line, tools)))
