"""The servers page in the real window, with a real server that has something of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.ui.main_window import Page
from desktop.ui.runs import Kind
from desktop.ui.tables.grid import GridView
from tests.e2e.desk import program, write_servers
from tests.e2e.test_window import let_run, live, press, shown
from tests.scripted_model import write_scripted_model
from tests.waiting import until

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from desktop.ui.main_window import MainWindow


@pytest.fixture
def home(places: Places) -> Places:
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", "Yes.")
    write_servers(places, {"shows": program("showing_server", start="use")})
    return places


def test_all_that_a_server_has_is_shown_and_used(home: Places, qapp: Application) -> None:
    async def scenario(window: MainWindow) -> None:
        page = window.servers
        await until(lambda: window.isVisible() and page._rows.value("shows"))
        window.show_page(Page.SERVERS)
        page.select("shows")
        await press(page, "Start")
        await let_run("showing_server")
        await until(lambda: page.details.tools.list.count() == 2)
        await run_the_tools(window)
        await read_a_resource(window)
        await fill_in_a_prompt(window)
        page.details.show_tab(page.details.wire)
        await until(lambda: any(one.method == "prompts/get" for one in page.details.wire.shown()))
        await until(lambda: "% CPU" in shown(page))

    live(qapp, scenario)


async def run_the_tools(window: MainWindow) -> None:
    page = window.servers
    tools = page.details.tools
    assert tools.choose("show_all")
    await press(tools, "Run")
    await until(lambda: tools.result_view.findChildren(GridView))
    assert "A gale is on its way." in shown(tools)
    assert "image/png" in shown(tools)
    assert tools.choose("burn")
    await press(tools, "Run")
    await until(lambda: [one for one in page.findChildren(QMessageBox) if one.isVisible()])
    assert tools.state() == ""
    await press(page.findChildren(QMessageBox)[-1], "Run it")
    await until(lambda: tools.result() == "the letter is burnt.")


async def read_a_resource(window: MainWindow) -> None:
    page = window.servers
    tab = page.details.offers[Kind.RESOURCES]
    assert page.details.tools.choose("show_all")
    await press(page.details.tools, "Read it")
    await until(lambda: page.details.tab is tab and tab.pane.result() == "a fine day")
    page.forget_offers("shows", Kind.RESOURCES)
    await until(lambda: tab.pane.list.count() == 2)
    assert tab.pane.choose("template note://{day}")
    field = tab.pane.form.field("day")
    field.setProperty("text", "a b")
    await press(tab.pane, "Read")
    await until(lambda: "rain on a b" in tab.pane.result())


async def fill_in_a_prompt(window: MainWindow) -> None:
    page = window.servers
    tab = page.details.offers[Kind.PROMPTS]
    page.details.show_tab(tab)
    await until(lambda: tab.pane.list.count() == 1)
    tab.pane.form.field("name").setProperty("text", "Ada")
    await press(tab.pane, "Fill in")
    await until(lambda: "Greet Ada." in shown(tab.pane) or tab.pane.result() == "Greet Ada.")
