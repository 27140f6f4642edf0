"""One request for a completion: live while it goes on, and afterwards as the journal tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.events import RequestPhase
from desktop.gateway.limits import money
from desktop.gateway.request import said_way
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import look_of
from desktop.ui.theme import Symbol
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.split import Split
from desktop.ui.widgets.symbols import StateLabel, SymbolButton
from desktop.ui.widgets.texts import TextView, inline_heading, label_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from desktop.events import RequestChanged
    from desktop.gateway.entry import Entry, PartEntry

_STOPS = {
    "endTurn": tr("The model finished by itself."),
    "maxTokens": tr("The answer reached the token limit."),
    "stopSequence": tr("The answer reached a stop sequence."),
    "toolUse": tr("The model wishes for tools of the server's."),
}
_SAID = ("systemPrompt", "messages", "message", "maxTokens")
"""What stands in the transcript, and how long the answer may be, which the decision tells."""

_WAITING = (RequestPhase.WAITING, RequestPhase.REVIEWING)
_FACTS = (
    tr("Came"),
    *(
        tr("Model"),
        tr("Why"),
        tr("Noticed"),
        tr("In your edit"),
        tr("In the answer"),
        tr("Decision"),
        tr("Done by"),
    ),
    *(tr("Chosen"), tr("Took"), tr("Ended")),
)


class RequestDetails(QWidget):
    """Who asked, what, how it was decided, and the answer as it grows."""

    review_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._request = ""
        self._told = False
        self._title = inline_heading(tr("Request"))
        self._state = StateLabel()
        self._review = SymbolButton(Symbol.REVIEW, tr("&Review…"))
        self._review.clicked.connect(self.review_requested)
        self._facts = Facts(_FACTS)
        self._asked = TextView(tr("What was asked"))
        self._answer = TextView(tr("The answer"))
        self._lay_out()

    def show_change(self, change: RequestChanged) -> None:
        """Shows how a request stands now; an answer that grows is followed."""
        if change.request != self._request:
            self._request, self._told = change.request, False
            self._asked.clear()
            self._answer.clear()
            for title in _FACTS:
                self._facts.tell(title, "")
        who = wording.one_line(change.server)
        tool = wording.one_line(change.tool)
        self._title.show_text(f"{who} · {tool}" if tool else who)
        self._state.show_look(look_of(change.phase))
        self._review.setVisible(change.phase in _WAITING)
        self._facts.tell(tr("Model"), change.model)
        self._facts.tell(tr("Noticed"), "\n".join(change.noticed))
        self._facts.tell(tr("In the answer"), "\n".join(change.noticed_in_answer))
        self._answer.show_text(change.text)
        if not self._told:
            self._asked.show_text(change.prompt)
            self._facts.tell(tr("Ended"), _STOPS.get(change.detail, change.detail))

    def show_record(self, entry: Entry) -> None:
        """Shows all that the journal holds of the request, if it is the one shown."""
        if entry.request != self._request:
            return
        self._told = True
        self._asked.show_text(_asked(entry))
        if entry.text or entry.content or entry.parts:
            self._answer.show_text(_answered(entry))
        self._facts.tell(tr("Came"), wording.sentence(said_way(entry.way, entry.depth)))
        self._facts.tell(tr("Why"), " ".join(entry.reasons))
        self._facts.tell(tr("In your edit"), _noticed_in_edit(entry))
        self._facts.tell(tr("Decision"), _decision(entry))
        self._facts.tell(tr("Done by"), "\n".join(map(_part, entry.parts)))
        self._facts.tell(tr("Chosen"), entry.chosen)
        self._facts.tell(tr("Took"), _took(entry))
        stop = _STOPS.get(entry.stop_reason, entry.stop_reason)
        self._facts.tell(tr("Ended"), stop or entry.error)

    def _lay_out(self) -> None:
        top = Flow((self._title, self._state, self._review))
        asked = _under(tr("What was &asked"), self._asked)
        answer = _under(tr("The a&nswer"), self._answer)
        texts = Split(Qt.Orientation.Horizontal, (asked, answer), (20, 20), "texts")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._facts)
        column.addWidget(texts, 1)


def _under(title: str, view: TextView) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label_for(title, view))
    column.addWidget(view, 1)
    return part


def _asked(entry: Entry) -> str:
    asked, approved = _request(entry.asked), _request(entry.approved)
    told = "\n\n".join(part for part in (entry.left_out, asked) if part)
    if not approved or approved == asked:
        return told
    return tr(
        "{told}\n\n— Sent instead, as it was edited: —\n\n{approved}", told=told, approved=approved
    )


def _request(params: Mapping[str, Any]) -> str:
    """Returns a request whole: what is said in it, and what else it brings."""
    rest = {key: value for key, value in params.items() if key not in _SAID}
    besides = tr("Besides:\n{as_json}", as_json=wording.as_json(rest)) if rest else ""
    return "\n\n".join(part for part in (wording.transcript(params), besides) if part)


def _answered(entry: Entry) -> str:
    sent = wording.content_text(entry.content) or entry.text
    given = wording.content_text(entry.unedited_content) or entry.unedited
    before = [(tr("The model's own answer, before it was edited"), given)]
    before.append((tr("What the model thought before it answered"), entry.thinking))
    for part in entry.parts:
        before.append(
            (
                tr("{role}, by {model}", role=wording.sentence(part.role), model=part.model),
                part.text,
            )
        )
        before.append((tr("What {model} thought before", model=part.model), part.thinking))
    told = [f"— {title}: —\n\n{text}" for title, text in before if text]
    return "\n\n".join([*([sent] if sent else []), *told])


def _part(part: PartEntry) -> str:
    """Returns what one of several models did and took, in a sentence."""
    failed = f" {part.error}" if part.error else ""
    paid = f", {money(part.cost)}" if part.cost else ""
    tokens = tr(
        "{input_tokens:,} + {output_tokens:,} tokens",
        input_tokens=part.input_tokens,
        output_tokens=part.output_tokens,
    )
    return tr(
        "{role} by {model}: {tokens}, {seconds:.1f} s{paid}.{failed}",
        role=wording.sentence(part.role),
        model=part.model,
        tokens=tokens,
        seconds=part.seconds,
        paid=paid,
        failed=failed,
    )


def _noticed_in_edit(entry: Entry) -> str:
    if entry.noticed_in_edit is None:
        return ""
    return "\n".join(entry.noticed_in_edit) or tr("Nothing was noticed in what was sent instead.")


_DECISIONS = {
    "approved": tr("Approved"),
    "declined": tr("Declined"),
    "refused": tr("Refused"),
}
_DECIDERS = {
    "pause": tr("pause"),
    "timeout": tr("timeout"),
    "unattended": tr("unattended"),
}
"""Who decided, by the names that the journal has; a rule stands there in its own words."""


def _decision(entry: Entry) -> str:
    who = _DECIDERS.get(entry.decided_by, entry.decided_by)
    by = tr(" by you") if entry.decided_by == "person" else f": {who}"
    holds = f", {entry.holds}" if entry.holds else ""
    decision = f"{_DECISIONS[entry.decision]}{by}{holds}." if entry.decision else ""
    allowed, wished = entry.approved.get("maxTokens"), entry.asked.get("maxTokens")
    if decision and isinstance(allowed, int) and isinstance(wished, int) and allowed < wished:
        decision += tr(
            " At most {allowed:,} tokens instead of {wished:,}. {bound}",
            allowed=allowed,
            wished=wished,
            bound=entry.bound,
        ).rstrip()
    return decision


def _took(entry: Entry) -> str:
    if entry.cached:
        return tr("Nothing: the answer to the same request was given again.")
    if not entry.seconds and not entry.output_tokens:
        return ""
    read = tr("{n} token(s)", "", entry.input_tokens)
    written = tr("{n} token(s)", "", entry.output_tokens)
    paid = tr(" It cost {money}.", money=money(entry.cost)) if entry.cost else ""
    return tr(
        "{seconds:.1f} seconds; {read} read, {written} written.{paid}",
        seconds=entry.seconds,
        read=read,
        written=written,
        paid=paid,
    )
