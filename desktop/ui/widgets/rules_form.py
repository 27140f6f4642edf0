"""What holds for one server's requests, as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.limits import SERVER
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.theme import Symbol
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.model_ticks import ModelTicks
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, label_for
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.servers.rules import SamplingRules

_WORDS = (("ask", tr("Ask me")), ("always", tr("Allow within the limits")), ("never", tr("Refuse")))
_REVIEWS = (
    ("off", tr("Never")),
    ("remote", tr("When a model elsewhere gave it")),
    ("tools", tr("When the request brought tools")),
    ("always", tr("Always")),
)
_MOST_TOKENS = 1_000_000

FIXED = tr(
    "These rules stand as they are: this server comes with Parley and has no entry in mcp.json. "
    "Add its command as a server of your own to change them."
)
_SERVER_MAY = tr("This server may ask for completions")
_PROGRAM_MAY = tr("This program may ask for completions")
NONE_TICKED = tr("Tick at least one model, or let any model answer.")


class RulesForm(QWidget):
    """Nothing changes before it is saved; what was not saved waits until its server is back."""

    save_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = ""
        self._base: SamplingRules | None = None
        self._shown: SamplingRules | None = None
        """The rules in force, as the form has them."""
        self._drafts: dict[str, SamplingRules] = {}
        self._filling = False
        self._program = False
        self.enabled = Tick(_SERVER_MAY)
        self.consent = Choice(tr("Its requests"), _WORDS, 20)
        self.remote = Choice(tr("What leaves this computer"), _WORDS, 20)
        self.tools = Choice(tr("Requests with tools"), _WORDS, 20)
        outside = (("ask", tr("As any other")), ("never", tr("Refuse")))
        self.outside = Choice(tr("Requests outside a tool call of mine"), outside, 20)
        self.timeout = _spin(
            tr("A question nobody touches is declined after"), 1, 3600, tr(" seconds")
        )
        self.longest = _spin(tr("The longest answer"), 0, _MOST_TOKENS, tr(" tokens"))
        self.longest.setSpecialValueText(
            tr(
                "As usual: {tokens_per_request:,} tokens",
                tokens_per_request=SERVER.tokens_per_request,
            )
        )
        self.models = ModelTicks(tr("Models that may answer"))
        self.review = Choice(tr("I see the answer before it is sent"), _REVIEWS, 20)
        self.cache = _spin(
            tr("The same answer again for the same request"), 0, 1440, tr(" minutes")
        )
        self.cache.setSpecialValueText(tr("Never"))
        self.share = Tick(tr("Others may have it too"))
        self.keep = Tick(tr("The journal keeps what is asked and answered"))
        self._why = PlainLabel()
        self.save = SymbolButton(Symbol.ANSWERED, tr("Sa&ve the rules"))
        self.save.setDefault(True)
        self.undo = SymbolButton(Symbol.WITHDRAWN, tr("&Undo changes"))
        self._lay_out()
        self._connect()

    def show_rules(
        self, server: str, rules: SamplingRules, *, fixed: bool, program: bool = False
    ) -> None:
        """Shows a server's rules, or what a person has made of them and not saved yet.

        Args:
            server: its name.
            rules: those in force.
            fixed: whether they cannot be changed.
            program: whether it is a program, which learns nothing of what it may do.
        """
        if (server, rules) == (self._server, self._base):
            return
        if server != self._server:
            self._keep_draft()
        self._program = program
        self.enabled.setText(_PROGRAM_MAY if program else _SERVER_MAY)
        self._form.setRowVisible(self.outside, not program)
        saved = self._saved(rules) if server == self._server and rules == self._read() else ""
        self._server, self._base = server, rules
        self._fill(rules)
        self._shown = self._read()
        if draft := self._drafts.pop(server, None):
            self._fill(draft)
        self._inner.setEnabled(not fixed)
        self._why.say(FIXED if fixed else saved)
        self.save.setVisible(not fixed)
        self.undo.setVisible(not fixed)
        self._follow()

    def show_models(self, known: Mapping[str, str]) -> None:
        """Shows the models that are here."""
        self.models.show_models(known)

    def why(self) -> str:
        """Returns what the form says about itself."""
        return self._why.text()

    def _read(self) -> SamplingRules | None:
        """Returns the rules as they are in the form, or None where they are no rules."""
        base, models = self._base, self.models.ticked()
        if base is None or models is None:
            return None
        unchanged = self.timeout.value() == round(base.timeout)
        kept = self.cache.value() == round(base.cache_minutes)
        longest = self.longest.value() or None
        return base.model_copy(
            update={
                "enabled": self.enabled.isChecked(),
                "consent": self.consent.chosen(),
                "remote": self.remote.chosen(),
                "tools": self.tools.chosen(),
                "outside_calls": self.outside.chosen(),
                "timeout": base.timeout if unchanged else self.timeout.value(),
                "models": models,
                "review": self.review.chosen(),
                "cache_minutes": base.cache_minutes if kept else self.cache.value(),
                "share_cache": self.share.isChecked(),
                "keep_texts": self.keep.isChecked(),
                "limits": base.limits.model_copy(update={"tokens_per_request": longest}),
            }
        )

    def _fill(self, rules: SamplingRules) -> None:
        self._filling = True
        self.enabled.setChecked(rules.enabled)
        for choice, word in (
            (self.consent, rules.consent),
            (self.remote, rules.remote),
            (self.tools, rules.tools),
            (self.outside, rules.outside_calls),
            (self.review, rules.review),
        ):
            choice.choose(word)
        self.timeout.setValue(round(rules.timeout))
        longest = rules.limits.tokens_per_request or 0
        self.longest.setMaximum(max(_MOST_TOKENS, longest))
        self.longest.setValue(longest)
        self.models.tick(rules.models)
        self.cache.setValue(round(rules.cache_minutes))
        self.share.setChecked(rules.share_cache)
        self.keep.setChecked(rules.keep_texts)
        self._bind()
        self._filling = False

    def _bind(self) -> None:
        """Lets only be chosen what makes a difference: nothing is laxer than what holds for all."""
        enabled, word = self.enabled.isChecked(), self.consent.chosen()
        asked = enabled and word != "never"
        self.consent.setEnabled(enabled)
        for choice in (self.remote, self.tools):
            choice.allow({"ask", "never"} if word == "ask" else {"ask", "always", "never"})
            if word == "ask" and choice.chosen() == "always":
                choice.choose("ask")
        for control in self._of_asked:
            control.setEnabled(asked)
        self.share.setEnabled(asked and self.cache.value() > 0)

    def _follow(self) -> None:
        """Offers to save or undo what was changed."""
        read = self._read()
        self.save.setEnabled(read is not None and read != self._shown)
        self.undo.setEnabled(read != self._shown)

    def _change(self) -> None:
        if self._filling or self._base is None:
            return
        self._filling = True
        self._bind()
        self._filling = False
        self._why.say(NONE_TICKED if self._read() is None else "")
        self._follow()

    def _keep_draft(self) -> None:
        read = self._read()
        if read is not None and read != self._shown:
            self._drafts[self._server] = read

    def _saved(self, rules: SamplingRules) -> str:
        """Returns when what was saved takes hold; what a server may do at all it is told once."""
        before = self._base
        if before and not self._program and _declared(before) != _declared(rules):
            return tr("Saved. Restart the server, so that it learns of it.")
        return tr("Saved. It holds from the next request.")

    def _save(self) -> None:
        if rules := self._read():
            self.save_requested.emit(self._server, rules)

    def _undo(self) -> None:
        if self._shown:
            self._fill(self._shown)
            self._change()

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(self._undo)
        self.models.changed.connect(self._change)
        for box in (self.enabled, self.share, self.keep):
            box.toggled.connect(self._change)
        for choice in (self.consent, self.remote, self.tools, self.outside, self.review):
            choice.currentIndexChanged.connect(self._change)
        for spin in (self.timeout, self.longest, self.cache):
            spin.valueChanged.connect(self._change)

    def _lay_out(self) -> None:
        self._inner = QWidget()
        form = self._form = FoldingForm(self._inner)
        form.addRow(self.enabled)
        named: tuple[QWidget, ...] = (
            self.consent,
            self.remote,
            self.tools,
            self.outside,
            self.timeout,
            self.longest,
            self.models.which,
            self.review,
            self.cache,
        )
        for control in named:
            whole = self.models if control is self.models.which else control
            form.addRow(label_for(control.accessibleName(), control), whole)
        form.addRow("", self.share)
        form.addRow(self.keep)
        self._of_asked = (*named[1:6], self.models, *named[7:])
        area = QScrollArea()
        area.setAccessibleName(tr("Rules"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.undo)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(theme.em(self, 0.5))
        column.addWidget(area, 1)
        column.addWidget(self._why)
        column.addLayout(buttons)


def _declared(rules: SamplingRules) -> tuple[bool, bool]:
    return rules.enabled, rules.tools == "never"


def _spin(name: str, least: int, most: int, unit: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setAccessibleName(name)
    spin.setRange(least, most)
    spin.setSuffix(unit)
    spin.setGroupSeparatorShown(True)
    spin.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
    return spin
