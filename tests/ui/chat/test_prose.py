"""What a model writes, on the screen: complete, and without any power."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from desktop.ui.chat.answer import AnswerView
from desktop.ui.chat.code import CodeView
from desktop.ui.chat.prose import ProseView
from desktop.ui.dialogs.foreign_address import ForeignAddressDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def shown(text: str, qtbot: QtBot) -> ProseView:
    view = ProseView("Text")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_markdown(text)
    return view


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<b>bold</b> <img src='https://x.example/y.png'>", "<b>bold</b> <img src="),
        ("![a boat](https://x.example/y.png)", "[picture: a boat, not fetched from https://x"),
        ("[harbour](https://brill.example/today)", "harbour (brill.example)"),
        ("[bank](https://br\u0456ll.example)", "bank (xn--brll-m9d.example)"),
        ("[log](file:///etc/passwd)", "log (file:///etc/passwd)"),
        ("[run](javascript:alert)", "run (javascript:alert)"),
        ("https://brill.example/", "https://brill.example/"),
        ("a&#x202e;b &zwj;", "a⟦U+202E⟧b ⟦U+200D⟧"),
    ],
)
def test_what_would_show_another_thing_than_it_says_becomes_words(
    text: str, says: str, qtbot: QtBot
) -> None:
    assert shown(text, qtbot).toPlainText().startswith(says)


def test_only_addresses_that_a_browser_opens_are_links(qtbot: QtBot) -> None:
    html = shown("[a](file:///x) [b](https://b.example) [c](parley:add)", qtbot).toHtml()
    assert html.count("<a href") == 1


def test_nothing_is_fetched_not_even_from_this_computer(qtbot: QtBot, tmp_path: Path) -> None:
    view = shown("![x](x.png)", qtbot)
    (tmp_path / "x.txt").write_text("secret")
    url = QUrl.fromLocalFile(str(tmp_path / "x.txt"))
    image = int(QTextDocument.ResourceType.ImageResource)
    given: list[object] = [one.loadResource(image, url) for one in (view.document(), view)]
    assert given == [None, None]


def test_a_link_opens_only_after_its_address_was_seen_whole(qtbot: QtBot) -> None:
    view = shown("[x](https://b.example/a%20b?q=1)", qtbot)
    wanted, opened = list[str](), list[QUrl]()
    view.address_wanted.connect(wanted.append)
    view.anchorClicked.emit(QUrl("https://b.example/a%20b?q=1"))
    assert wanted == ["https://b.example/a%20b?q=1"]
    dialog = ForeignAddressDialog(wanted[0])
    qtbot.addWidget(dialog)
    dialog.open_requested.connect(opened.append)
    assert dialog.host.text() == "b.example"
    assert dialog.address.toPlainText() == wanted[0]
    assert not opened
    dialog.open_button.click()
    assert opened == [QUrl(wanted[0])]


def test_an_answer_that_grows_lays_out_only_its_last_piece(qtbot: QtBot) -> None:
    view = AnswerView()
    qtbot.addWidget(view)
    text = ("Words *that* go on. " * 20 + "\n\n") * 12 + "```py\nx = 1\n```\nThe end"
    view.show_text(text)
    first = view.findChildren(ProseView)[0]
    document = first.document()
    view.show_text(text + " is near.\u202e")
    assert first.document() is document, "it was left alone"
    last = view.findChildren(ProseView)[-1]
    assert last.toPlainText() == "The end is near.⟦U+202E⟧"
    [code] = view.findChildren(CodeView)
    assert code.view.toPlainText() == "x = 1"
    view.show_text("Another.")
    assert view.text() == "Another."
