"""A dialog that was asked something, and what is read in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.gateway.approval import AnswerApproved, Approved

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.approval import AnswerReview, Review
    from desktop.models.backend import Result
    from desktop.ui.dialogs.answer_review import AnswerReviewDialog
    from desktop.ui.dialogs.approval import ApprovalDialog
    from desktop.ui.dialogs.guarded import GuardedQuestion

ENTER = [Qt.Key.Key_Return, Qt.Key.Key_Enter]


class Asked:
    """A dialog on the screen, and the answers it gave."""

    def __init__(self, dialog: ApprovalDialog) -> None:
        self.dialog = dialog
        self.answers: list[object] = []
        dialog.decided.connect(self.answers.append)

    @property
    def approved(self) -> CreateMessageRequestParams:
        (answer,) = self.answers
        assert isinstance(answer, Approved)
        return answer.params


class AskedAnswer:
    """A dialog with an answer on the screen, and what was decided of it."""

    def __init__(self, dialog: AnswerReviewDialog) -> None:
        self.dialog = dialog
        self.answers: list[object] = []
        dialog.decided.connect(self.answers.append)

    @property
    def sent(self) -> Result:
        (answer,) = self.answers
        assert isinstance(answer, AnswerApproved)
        return answer.result


Ask = Callable[["Review"], Asked]
AskAnswer = Callable[["AnswerReview"], AskedAnswer]
Allow = Callable[[Asked], "CreateMessageRequestParams"]


def said(dialog: GuardedQuestion) -> str:
    """Everything that the dialog says, in no order."""
    labels = [label.text() for label in dialog.findChildren(QLabel) if not label.isHidden()]
    return "\n".join([*labels, *(view.toPlainText() for view in views(dialog))])


def views(dialog: GuardedQuestion) -> list[QPlainTextEdit]:
    return dialog.findChildren(QPlainTextEdit)


def view_of(dialog: GuardedQuestion, name: str) -> QPlainTextEdit:
    (found,) = [view for view in views(dialog) if view.accessibleName() == name]
    return found
